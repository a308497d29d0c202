"""What the camera says in words: one neutral line about what it sees, never about the worker (C3)."""

from __future__ import annotations

from collections.abc import Iterator

from oss_app.core.check import Check, CheckKind
from oss_app.core.session import Camera, Session
from oss_app.core.verdict import Answer
from oss_app.i18n import Words
from oss_app.player.screen import Line, LineKind


def not_yet(check: Check | None, words: Words, language: str, count: int | None) -> str:
    """What the camera sees instead of what it should: "I don't see the probe yet." or "I see 3 rolls."."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if count is not None:
            return words("I see {count} {items}.", count=count, items=item) if item else words("I see {n}.", n=count)
        case CheckKind.EMPTY:
            return words("I still see something there.")
        case _:
            return words("I don't see {item} yet.", item=item) if item else words("I don't see it yet.")


def seen(check: Check | None, words: Words, language: str, count: int | None) -> str:
    """What the camera sees, and nothing about how well it was done."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if count is not None:
            return not_yet(check, words, language, count)
        case CheckKind.EMPTY:
            return words("I see that it is empty.")
        case _:
            return words("I see {item}.", item=item) if item else words("I see it.")


def camera_line(session: Session, check: Check | None, words: Words, language: str) -> Line | None:
    """The right half of the strip as far as the camera fills it; None where it is empty."""
    state = session.state
    verdict = state.verdict
    if state.camera is Camera.GONE and not (verdict and verdict.answer is Answer.DONE):
        return Line(LineKind.CAMERA_OFF, words("The camera is off. You choose."))
    match verdict.answer if verdict else None:
        case Answer.DONE:
            return Line(LineKind.SEEN, seen(check, words, language, verdict.count if verdict else None))
        case Answer.NOT_DONE:
            return Line(LineKind.NOT_YET, not_yet(check, words, language, verdict.count if verdict else None))
        case Answer.CANNOT_TELL:
            return Line(LineKind.CANNOT_TELL, words("I can't see well. You choose."))
        case _:
            return Line(LineKind.CAMERA, words("The camera looks too.")) if state.camera is Camera.LOOKING else None


def all_lines(checks: Iterator[tuple[Check, int | None]], words: Words, language: str) -> Iterator[str]:
    """Every line that the camera can say in a task, for the layout to leave room for."""
    yield words("The camera looks too.")
    yield words("I can't see well. You choose.")
    yield words("The camera is off. You choose.")
    for check, count in checks:
        yield seen(check, words, language, None)
        yield not_yet(check, words, language, count)
        yield seen(check, words, language, count)
