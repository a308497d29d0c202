"""From single looks to a steady verdict: one frame never moves a step (C1, C3, C4, C5)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a look, and in the end a verdict, says."""

    DONE = "done"
    NOT_DONE = "not_done"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a look cannot tell, or what a look that is not done saw."""

    HAND = "hand"
    MOVING = "moving"
    NO_TRAY = "no_tray"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    FROZEN = "frozen"
    NO_PICTURE = "no_picture"
    UNSURE = "unsure"
    EMPTY = "empty"
    WRONG_ITEM = "wrong_item"
    OCCUPIED = "occupied"


@dataclass(frozen=True)
class Look:
    """One frame judged. ``score`` is 0 (surely not done) to 1 (surely done); ``count`` is how many items were seen."""

    answer: Answer
    score: float = 0.0
    reason: Reason | None = None
    count: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What several looks agree on. ``attempt`` counts the worker's tries that ended in *not done*, from 1."""

    answer: Answer
    reason: Reason | None = None
    count: int | None = None
    attempt: int = 0


WINDOW = 5  # looks that vote (start)
AGREE = 4  # of them must agree (start)
STILL_S = 0.7  # seconds for which they must agree without interruption (start)
PATIENCE_S = 12.0  # seconds of *not done* before the first line, when nothing on the bench has changed (start)


class Judge:
    """Weighs the looks of one watch; time comes in as an argument, in seconds of any monotonic clock.

    ``weigh`` returns a verdict only when it differs from the last one given. *Not done* is given again, with the
    next attempt, only after something happened on the bench in between (the looks could not tell, or said done).
    """

    def __init__(self) -> None:
        self._looks: deque[Answer] = deque(maxlen=WINDOW)
        self._candidate: Answer | None = None
        self._since = 0.0
        self._started: float | None = None
        self._stirred = False
        self._attempt = 0
        self._given: tuple[Answer, int | None] | None = None
        self._settled: Look | None = None

    @property
    def settled(self) -> Look | None:
        """The last look of the answer that is steady now, given or not; None while nothing is steady."""
        return self._settled

    def weigh(self, look: Look, now: float) -> Verdict | None:
        """Take one look in; the new verdict, if there is one."""
        if self._started is None:
            self._started = now
        self._looks.append(look.answer)
        if self._candidate is not look.answer:
            if self._looks.count(self._candidate) < AGREE if self._candidate else True:
                self._candidate, self._since = look.answer, now
            else:
                return None  # one look out of line does not restart the clock
        steady = len(self._looks) == WINDOW and self._looks.count(look.answer) >= AGREE and now - self._since >= STILL_S
        if not steady:
            if look.answer is not Answer.NOT_DONE and self._given is not None:
                self._settled = None
            return None
        self._settled = look
        return self._give(look, now, self._started)

    def _give(self, look: Look, now: float, started: float) -> Verdict | None:
        key = (look.answer, look.count)
        if look.answer is not Answer.NOT_DONE:
            self._stirred = True
            if self._given == key:
                return None
            self._given = key
            return Verdict(look.answer, look.reason, look.count, self._attempt)
        if self._stirred:
            self._stirred = False
        elif self._attempt or now - started < PATIENCE_S:
            if self._attempt == 0 or self._given == key:
                return None
            self._given = key  # same attempt, another count: the line changes, nothing is spoken again
            return Verdict(look.answer, look.reason, look.count, self._attempt)
        self._attempt += 1
        self._given = key
        return Verdict(look.answer, look.reason, look.count, self._attempt)
