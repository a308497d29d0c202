"""From a session to what is lit on the bench: a pure function, beside the one for the screen."""

from __future__ import annotations

from oss_app.core.light import DARK, BenchLight, Lit, LitWords
from oss_app.core.session_state import Front
from oss_app.core.standing import Standing
from oss_app.core.support import Mark
from oss_app.core.task import Step
from oss_app.core.text import is_right_to_left
from oss_app.player.present import Presenter


class NoLamp:
    """The port Lamp where there is no projector."""

    def shine(self, lit: Lit) -> None:
        pass

    def go_dark(self) -> None:
        pass


NO_LAMP = NoLamp()
NO_LIGHT = BenchLight()


def lit(session: Standing, light: BenchLight, presenter: Presenter) -> Lit:
    """Return what is lit now: the place of the step, or of the first row without a tick; nothing behind a front."""
    plan, index = session.plan, _index(session)
    if light.map is None or index is None or session.state.front is not Front.NOTHING:
        return DARK
    step = plan.items[index]
    assert isinstance(step, Step)
    mark = session.mark_at(index)  # the light fades with the mark in the photo, and is whole again with help
    folder = plan.task.folder.name
    outline = light.place(folder, step.place) if mark is not Mark.NOTHING else ()
    source = light.place(folder, step.take) if mark is not Mark.NOTHING else ()
    number = f"{step.count}×" if step.count and step.count > 1 and outline else ""
    return Lit(
        outline,
        number,
        source,
        words=_words(step, light, presenter),
        mark=mark if outline or source else Mark.FILLED,
        source_stays=bool(source) and all(other.place != step.take for other in plan.task.steps),
    )


def _index(session: Standing) -> int | None:
    """Return the item that the light is about. Several side by side have none: a light says one thing."""
    if session.has_rows and session.unticked:
        return session.unticked[0]
    return session.page[0] if session.step is not None else None


def _words(step: Step, light: BenchLight, presenter: Presenter) -> LitWords | None:
    if not light.panel:
        return None
    language = presenter.language
    return LitWords(
        outline=light.panel,
        sentence=step.text.into(language),
        warning=step.warning.into(language) if step.warning else "",
        photo=step.photo or "",
        right_to_left=is_right_to_left(language),
    )
