"""The rehearsal of a check: right and wrong set-ups, what the check said of each, and whether that is enough (C8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oss_app.core.check import SHOWN, Rehearsal
from oss_app.core.verdict import Answer, Look


@dataclass(frozen=True)
class RehearsalTrial:
    """One set-up: what the coach says it is, what the check says, and its work area as a JPEG file."""

    is_right: bool
    look: Look
    jpeg: bytes

    @property
    def is_accepted(self) -> bool:
        """Only *done* is: "cannot tell" passes nobody."""
        return self.look.answer is Answer.DONE

    @property
    def is_misjudged(self) -> bool:
        return self.is_accepted is not self.is_right


@dataclass(frozen=True)
class Practice:
    """The set-ups of one rehearsal, in the order they were shown."""

    trials: tuple[RehearsalTrial, ...] = ()

    def of(self, is_right: bool) -> tuple[RehearsalTrial, ...]:
        return tuple(t for t in self.trials if t.is_right is is_right)

    def is_full(self, is_right: bool) -> bool:
        """Tell whether enough of this sort were shown."""
        return len(self.of(is_right)) >= SHOWN

    @property
    def is_complete(self) -> bool:
        return self.is_full(True) and self.is_full(False)

    @property
    def result(self) -> Rehearsal:
        right, wrong = self.of(True), self.of(False)
        return Rehearsal(
            right_shown=len(right),
            right_accepted=sum(t.is_accepted for t in right),
            wrong_shown=len(wrong),
            wrong_accepted=sum(t.is_accepted for t in wrong),
        )

    @property
    def misjudged(self) -> tuple[int, ...]:
        """Which set-ups the check was wrong about, counted from 0; the wrong ones that it accepted come first."""
        found = [i for i, t in enumerate(self.trials) if t.is_misjudged]
        return tuple(sorted(found, key=lambda i: self.trials[i].is_right))

    def without(self, trial: int, looks: Sequence[Look]) -> Practice:
        """One set-up became a taught photo, and ``looks`` is what the check now says of the others."""
        left = [t for i, t in enumerate(self.trials) if i != trial]
        return Practice(tuple(replace(t, look=look) for t, look in zip(left, looks, strict=True)))
