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
    BUSY = "busy"
    UNSURE = "unsure"
    EMPTY = "empty"
    WRONG_ITEM = "wrong_item"
    OCCUPIED = "occupied"


@dataclass(frozen=True)
class Look:
    """One frame judged. ``score`` is 0 (surely not done) to 1 (surely done); ``count`` is how many items were seen.

    Of a whole kit, ``doubtful`` names the checks that were not seen as done. ``elsewhere`` names the one other check of
    the task in whose place something came to lie since the step began, while nothing came where it is asked for.
    """

    answer: Answer
    score: float = 0.0
    reason: Reason | None = None
    count: int | None = None
    doubtful: tuple[str, ...] = ()
    elsewhere: str = ""


@dataclass(frozen=True)
class Verdict:
    """What several looks agree on."""

    answer: Answer
    reason: Reason | None = None
    count: int | None = None
    doubtful: tuple[str, ...] = ()
    elsewhere: str = ""


WINDOW = 5  # looks that vote (start)
AGREE = 4  # of them must agree (start)
STILL_S = 0.7  # seconds for which they must go on agreeing (start)
PATIENCE_S = 12.0  # seconds of *not done* before the first line, when nothing on the bench has stirred (start)
DOUBT_S = 4.0  # seconds of *cannot tell* before it is said: a hand at work is no trouble (start)


class Judge:
    """Weighs the looks of one watch. Time comes in as an argument: seconds of any monotonic clock.

    ``weigh`` returns a verdict only where there is something new to say:

    - *done* as soon as it is steady, and then nothing more until it is steadily *not done* again;
    - *not done* once per try of the worker: the first time after ``PATIENCE_S``, or at once where the bench
      stirred before it (the looks could not tell, or said done, or something came to lie elsewhere); a thousand looks
      without a stir give one verdict;
    - *cannot tell* once it has lasted ``DOUBT_S``.

    After ``ask`` (the worker pressed Done) the next steady answer is given at once, whatever it is.
    """

    def __init__(self) -> None:
        self._window: deque[Answer] = deque(maxlen=WINDOW)
        self._started: float | None = None
        self._steady: Answer | None = None
        self._since = 0.0
        self._given: Answer | None = None
        self._stirred = False
        self._asked = False
        self._has_tried = False
        self._elsewhere = ""

    def ask(self) -> None:
        """Give the next steady answer without patience, since the worker wants to go on."""
        self._asked = True

    def weigh(self, look: Look, now: float) -> Verdict | None:
        """Take one look in; the new verdict, if there is one."""
        if self._started is None:
            self._started = now
        self._window.append(look.answer)
        agreed = next((a for a in Answer if self._window.count(a) >= AGREE), None)
        if agreed is not self._steady:
            self._steady, self._since = agreed, now
        if agreed is None or look.answer is not agreed or now - self._since < STILL_S:
            return None
        match agreed:
            case Answer.DONE:
                return self._done(look)
            case Answer.NOT_DONE:
                return self._not_done(look, now - self._started)
            case Answer.CANNOT_TELL:
                return self._cannot_tell(look, now - self._since)

    def _give(self, look: Look) -> Verdict:
        self._given, self._asked = look.answer, False
        return Verdict(look.answer, look.reason, look.count, look.doubtful, look.elsewhere)

    def _done(self, look: Look) -> Verdict | None:
        self._stirred = True
        return None if self._given is Answer.DONE and not self._asked else self._give(look)

    def _not_done(self, look: Look, waited: float) -> Verdict | None:
        self._stirred = self._stirred or look.elsewhere not in ("", self._elsewhere)
        self._elsewhere = look.elsewhere
        is_new_try = self._stirred or (not self._has_tried and waited >= PATIENCE_S)
        if not (is_new_try or self._asked):
            return None
        self._has_tried, self._stirred = True, False
        return self._give(look)

    def _cannot_tell(self, look: Look, lasted: float) -> Verdict | None:
        self._stirred = True
        if self._asked:
            return self._give(look)
        if self._given is not None or lasted < DOUBT_S:
            return None
        return self._give(look)
