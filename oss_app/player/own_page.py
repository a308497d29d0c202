"""What is kept of a worker, on the worker's own screen: pictures with a sentence each; print; delete (P8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
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
    """The screens of one worker. ``card`` is the picture that they chose, ``photo`` one of a task that they did.

    ``sizes`` says how many tiles stand on each screen, all on one where it is empty; ``foot`` that the controls stand
    below them.
    """

    holding: Holding
    card: Path | None
    photo: Path | None
    tr: Translator
    sizes: tuple[int, ...] = ()
    foot: bool = False

    def dealt(self, holds: Callable[[Extent], bool]) -> OwnPage:
        """Return the same, with as many tiles on a screen as a display has room for, each with its picture."""

        def dealt_with(foot: bool) -> OwnPage:
            sizes, left = list[int](), self.tiles()
            while left:
                fits = (n for n in range(len(left), 1, -1) if holds(replace(self, foot=foot).room_for(left[:n])))
                sizes.append(next(fits, 1))
                left = left[sizes[-1] :]
            return replace(self, sizes=tuple(sizes), foot=foot)

        beside, below = dealt_with(False), dealt_with(True)
        return below if len(below.sizes) < len(beside.sizes) else beside

    def kept(self, at: int = 0) -> Screen:
        """Return what is kept, on the screen of that number from 0, and what can be done about it."""
        shown = self.pages()[at]
        return self._screen(ScreenKind.SHORT, 10 + at, self.tr("This is kept of you."), self._acts(at), shown)

    def pages(self) -> tuple[tuple[StepTile, ...], ...]:
        """Return the tiles of each screen."""
        left = iter(self.tiles())
        return tuple(tuple(islice(left, size)) for size in self.sizes or [len(self.tiles())])

    def asks(self) -> Screen:
        """Tell whether it is to be deleted; Done, which is pressed by habit, keeps it."""
        delete = Control(ControlSlot.HELP, self.tr("Delete"), "trash", Gesture.HELP)
        keep = Control(ControlSlot.DONE, self.tr("Keep it"), "arrow-left", Gesture.DONE)
        question = self.tr("Delete all that is kept of you?")
        return self._screen(ScreenKind.QUESTION, 2, question, (self._hear(), delete, keep))

    def says(self, sentence: str) -> Screen:
        """Return what came of it."""
        done = Control(ControlSlot.DONE, self.tr("Back"), "arrow-left", Gesture.DONE, Variant.FILLED)
        return self._screen(ScreenKind.QUESTION, 3, sentence, (self._hear(), done))

    def extent(self) -> Extent:
        """Return the room that these screens need."""
        said = (self.tr("This is kept of you."), self.tr("Delete all that is kept of you?"))
        most = max(map(len, self.pages()))
        return Extent(
            said,
            (),
            (),
            has_strip=False,
            tiles=self.tiles(),
            page_size=most,
            foot=self.foot,
            right_to_left=is_right_to_left(self.tr.language),
        )

    def room_for(self, page: tuple[StepTile, ...]) -> Extent:
        """Return the room that one screen of tiles needs."""
        return replace(self.extent(), tiles=page, page_size=len(page))

    def tiles(self) -> tuple[StepTile, ...]:
        """Card, steps, answers and time, each with its sentence."""
        tr, holding = self.tr, self.holding
        if holding.oldest is None:
            return (self._tile(1, tr("Nothing is kept."), self.card),)
        day = f"{holding.oldest.day}\N{NON-BREAKING HYPHEN}{holding.oldest.month}"
        steps = tr.many("{n} step. The day, and the help.", "{n} steps. The day, and the help.", holding.steps)
        answers = tr.many("{n} note about your help.", "{n} notes about your help.", holding.remarks)
        told = (
            (tr("Your picture. Not your name."), self.card),
            (steps if holding.steps else "", self.photo),
            (answers if holding.remarks else "", self.card),
            (tr("The oldest is of {day}. After 90 days it goes.", day=day), self.photo),
            (tr("One number a week stays, for a year."), self.photo),
        )
        return tuple(self._tile(n, *one) for n, one in enumerate((one for one in told if one[0]), 1))

    def _tile(self, number: int, sentence: str, picture: Path | None) -> StepTile:
        return StepTile(str(number), sentence, Picture(picture))

    def _acts(self, at: int) -> tuple[Control, ...]:
        back = Control(ControlSlot.BACK, self.tr("Back"), "arrow-left", Gesture.BACK)
        if self.holding.oldest is None:
            return back, self._hear()
        delete = Control(ControlSlot.HELP, self.tr("Delete"), "trash", Gesture.HELP)
        onward = Control(ControlSlot.DONE, self.tr("More"), "arrow-right", Gesture.DONE)
        prints = Control(ControlSlot.DONE, self.tr("Print"), "printer", Gesture.DONE)
        return back, self._hear(), delete, prints if at == len(self.pages()) - 1 else onward

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
    """Return what Hear again says: all that stands there."""
    return "\n".join([screen.sentence, *(tile.sentence for tile in screen.tiles)])
