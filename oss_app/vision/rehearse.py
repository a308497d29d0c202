"""Rehearsal: the coach shows right and wrong set-ups, and the check says how often it was right (C8)."""

from __future__ import annotations

from dataclasses import dataclass, field

from oss_app.core.check import Check, Rehearsal
from oss_app.core.verdict import Answer, Look

ENOUGH = 3  # set-ups of each sort without which a rehearsal says nothing (start)


@dataclass
class Rehearsing:
    """The looks of one rehearsal, in the order they were shown.

    Only *done* counts as accepted: "cannot tell" passes nobody, and a right set-up that gets it was not accepted.
    """

    shown: list[tuple[bool, Look]] = field(default_factory=list)

    def show(self, is_right: bool, look: Look) -> bool:
        """Note one set-up; whether the check was right about it."""
        self.shown.append((is_right, look))
        return (look.answer is Answer.DONE) is is_right

    def take_back(self) -> None:
        """Forget the last set-up: the coach pressed the wrong button."""
        if self.shown:
            self.shown.pop()

    @property
    def result(self) -> Rehearsal:
        right = [look.answer is Answer.DONE for is_right, look in self.shown if is_right]
        wrong = [look.answer is Answer.DONE for is_right, look in self.shown if not is_right]
        return Rehearsal(
            right_shown=len(right), right_accepted=sum(right), wrong_shown=len(wrong), wrong_accepted=sum(wrong)
        )

    @property
    def misjudged(self) -> tuple[int, ...]:
        """Which set-ups, counted from 0, the check was wrong about: their frames are worth teaching."""
        return tuple(i for i, (is_right, look) in enumerate(self.shown) if (look.answer is Answer.DONE) is not is_right)


def is_enough(rehearsal: Rehearsal) -> bool:
    """Whether both sorts were shown often enough."""
    return min(rehearsal.right_shown, rehearsal.wrong_shown) >= ENOUGH


def passed(rehearsal: Rehearsal) -> bool:
    """Whether the check may count: shown enough, no wrong one accepted, at most one in five right ones refused."""
    refused = rehearsal.right_shown - rehearsal.right_accepted
    return is_enough(rehearsal) and rehearsal.wrong_accepted == 0 and 5 * refused <= rehearsal.right_shown


def rehearsed(check: Check, rehearsal: Rehearsal) -> Check:
    """The check with the result written in it; one that failed is not armed."""
    if check.disarmed or passed(rehearsal):
        return check.model_copy(update={"rehearsal": rehearsal})
    return check.model_copy(update={"rehearsal": rehearsal, "disarmed": FAILED})


FAILED = "rehearsal"  # why a check is not armed: it was wrong in its rehearsal, or that was too short
