"""What is kept of a worker, on the worker's own screen: three pictures with a sentence; print; delete (P8)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oss_app.core.settings import Gesture
from oss_app.core.support import Holding
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator
from oss_app.player.screen import (
    Control,
    ControlSlot,
    Extent,
    Picture,
    Progress,
    Screen,
    ScreenKind,
    StepTile,
    Variant,
)


@dataclass(frozen=True)
class OwnPage:
    """The screens of one worker. ``card`` is the picture that they chose, ``photo`` one of a task that they did."""

    holding: Holding
    card: Path | None
    photo: Path | None
    tr: Translator

    def kept(self) -> Screen:
        """What is kept, and what can be done about it."""
        return self._screen(ScreenKind.SHORT, 1, self.tr("This is kept of you."), self._acts(), self.tiles())

    def asks(self) -> Screen:
        """Whether it is to be deleted; Done, which is pressed by habit, keeps it."""
        delete = Control(ControlSlot.HELP, self.tr("Delete"), "trash", Gesture.HELP)
        keep = Control(ControlSlot.DONE, self.tr("Keep it"), "arrow-left", Gesture.DONE)
        question = self.tr("Delete all that is kept of you?")
        return self._screen(ScreenKind.QUESTION, 2, question, (self._hear(), delete, keep))

    def says(self, sentence: str) -> Screen:
        """What came of it."""
        done = Control(ControlSlot.DONE, self.tr("Back"), "arrow-left", Gesture.DONE, Variant.FILLED)
        return self._screen(ScreenKind.QUESTION, 3, sentence, (self._hear(), done))

    def extent(self) -> Extent:
        """The room that these screens need."""
        said = (self.tr("This is kept of you."), self.tr("Delete all that is kept of you?"))
        tiles = self.tiles()
        return Extent(said, (), (), has_strip=False, tiles=tiles, page_size=len(tiles))

    def tiles(self) -> tuple[StepTile, ...]:
        """Card, steps and time, each with its sentence."""
        tr, holding = self.tr, self.holding
        if holding.oldest is None:
            return (self._tile(1, tr("Nothing is kept."), self.card),)
        steps = tr.many("{n} step. The day, and the help.", "{n} steps. The day, and the help.", holding.steps)
        day = f"{holding.oldest.day}\N{NON-BREAKING HYPHEN}{holding.oldest.month}"
        return (
            self._tile(1, tr("Your picture. Not your name."), self.card),
            self._tile(2, steps, self.photo),
            self._tile(3, tr("The oldest is of {day}. After 90 days it goes.", day=day), self.photo),
        )

    def _tile(self, number: int, sentence: str, picture: Path | None) -> StepTile:
        return StepTile(str(number), sentence, Picture(picture))

    def _acts(self) -> tuple[Control, ...]:
        back = Control(ControlSlot.BACK, self.tr("Back"), "arrow-left", Gesture.BACK)
        if self.holding.oldest is None:
            return back, self._hear()
        delete = Control(ControlSlot.HELP, self.tr("Delete"), "trash", Gesture.HELP)
        return back, self._hear(), delete, Control(ControlSlot.DONE, self.tr("Print"), "printer", Gesture.DONE)

    def _hear(self) -> Control:
        return Control(ControlSlot.HEAR, self.tr("Hear again"), "speaker-high", Gesture.HEAR)

    def _screen(
        self,
        kind: ScreenKind,
        turn: int,
        sentence: str,
        controls: tuple[Control, ...],
        tiles: tuple[StepTile, ...] = (),
    ) -> Screen:
        language = self.tr.language
        picture = Picture(self.card) if kind is ScreenKind.QUESTION and self.card else None
        return Screen(
            kind=kind,
            turn=turn,
            language=language,
            right_to_left=is_right_to_left(language),
            sentence=sentence,
            progress=Progress(""),
            controls=controls,
            picture=picture,
            tiles=tiles,
        )


def spoken(screen: Screen) -> str:
    """What Hear again says: all that stands there."""
    return "\n".join([screen.sentence, *(tile.sentence for tile in screen.tiles)])
