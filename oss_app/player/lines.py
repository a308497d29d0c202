"""What the camera says in words: one neutral line about what it sees, never about the worker (C3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oss_app.core.check import Check, CheckKind
from oss_app.core.session import Camera, Session
from oss_app.core.verdict import Answer, Verdict
from oss_app.i18n import Words
from oss_app.player.screen import Line, LineKind


def look_again(check: Check, verdict: Verdict, words: Words, language: str) -> str:
    """The sentence of a whole kit that is not complete: it names the first doubtful place (C11)."""
    part = next((c for c, _ in check.parts if c.name in verdict.doubtful), None)
    if part is None or part.item is None:
        return words("Look once more at the kit.")
    return words("Look once more at {item}.", item=part.item.into(language))


def kit_line(check: Check, doubtful: int, words: Words) -> str:
    """How much of the whole kit the camera sees."""
    return words("I see {seen} of {all}.", seen=len(check.parts) - doubtful, all=len(check.parts))


@dataclass(frozen=True)
class Amount:
    """How many items the camera counted, where it counts, and how many the step asks for."""

    counted: int | None = None
    asked: int | None = None


NOTHING = Amount()


def not_yet(check: Check | None, words: Words, language: str, amount: Amount = Amount()) -> str:
    """What the camera sees instead of what it should: "I don't see the probe yet." or "I see 3 rolls."."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if amount.counted is not None:
            return _counted(words, amount.counted, item)
        case CheckKind.COUNT if amount.asked is not None:
            return words("I don't see {item} yet.", item=f"{amount.asked} {item}".strip())
        case CheckKind.EMPTY:
            return words("I still see something there.")
        case _:
            return words("I don't see {item} yet.", item=item) if item else words("I don't see it yet.")


def seen(check: Check | None, words: Words, language: str, amount: Amount = Amount()) -> str:
    """What the camera sees, and nothing about how well it was done."""
    item = check.item.into(language) if check and check.item else ""
    match check.kind if check else None:
        case CheckKind.COUNT if (number := amount.asked or amount.counted) is not None:
            return _counted(words, number, item)
        case CheckKind.EMPTY:
            return words("I see that it is empty.")
        case _:
            return words("I see {item}.", item=item) if item else words("I see it.")


def _counted(words: Words, number: int, item: str) -> str:
    return words("I see {count} {items}.", count=number, items=item) if item else words("I see {n}.", n=number)


def camera_line(session: Session, check: Check | None, words: Words, language: str) -> Line | None:
    """The right half of the strip as far as the camera fills it; None where it is empty."""
    state = session.state
    verdict = state.verdict
    is_kit = check is not None and check.kind is CheckKind.KIT
    if state.camera is Camera.GONE and not (verdict and verdict.answer is Answer.DONE):
        return Line(LineKind.CAMERA_OFF, words("The camera is off. You choose."))
    amount = Amount(verdict.count if verdict else None, session.step.count if session.step else None)
    match verdict.answer if verdict else None:
        case Answer.DONE | Answer.NOT_DONE if is_kit and check and verdict:
            kind = LineKind.SEEN if verdict.answer is Answer.DONE else LineKind.NOT_YET
            return Line(kind, kit_line(check, len(verdict.doubtful), words))
        case Answer.DONE:
            return Line(LineKind.SEEN, seen(check, words, language, amount))
        case Answer.NOT_DONE:
            return Line(LineKind.NOT_YET, not_yet(check, words, language, amount))
        case Answer.CANNOT_TELL:
            return Line(LineKind.CANNOT_TELL, words("I can't see well. You choose."))
        case _:
            return Line(LineKind.CAMERA, words("The camera looks too.")) if state.camera is Camera.LOOKING else None


def page_line(session: Session, doubtful: int, words: Words) -> Line | None:
    """The camera's line on a screen with several steps: how many of those it looks at it sees as done."""
    state = session.state
    looked_at = sum(step.check in session.plan.checks for step in session.steps)
    match state.verdict.answer if state.verdict else None:
        case _ if state.camera is Camera.GONE:
            return Line(LineKind.CAMERA_OFF, words("The camera is off. You choose."))
        case Answer.DONE:
            return Line(LineKind.SEEN, words("I see {seen} of {all}.", seen=looked_at, all=looked_at))
        case Answer.NOT_DONE:
            seen_now = looked_at - max(doubtful, 1)
            return Line(LineKind.NOT_YET, words("I see {seen} of {all}.", seen=seen_now, all=looked_at))
        case Answer.CANNOT_TELL:
            return Line(LineKind.CANNOT_TELL, words("I can't see well. You choose."))
        case _ if state.camera is Camera.LOOKING:
            return Line(LineKind.CAMERA, words("The camera looks too."))
        case _:
            return None


def page_lines(most: int, words: Words) -> tuple[str, ...]:
    """Every line that ``page_line`` can say of at most ``most`` steps."""
    return (
        words("The camera looks too."),
        words("I can't see well. You choose."),
        words("The camera is off. You choose."),
        words("I see {seen} of {all}.", seen=most, all=most),
    )


def all_lines(checks: Iterator[tuple[Check, int | None]], words: Words, language: str) -> Iterator[str]:
    """Every line that the camera can say in a task, for the layout to leave room for."""
    yield words("The camera looks too.")
    yield words("I can't see well. You choose.")
    yield words("The camera is off. You choose.")
    for check, count in checks:
        if check.kind is CheckKind.KIT:
            yield kit_line(check, 0, words)
            continue
        for amount in (Amount(None, count), Amount(count, count)):
            yield not_yet(check, words, language, amount)
            yield seen(check, words, language, amount)
