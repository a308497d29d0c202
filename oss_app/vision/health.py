"""Whether a camera still shows the world: no frames, black ones, or the same one again and again (R2)."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from oss_app.vision.picture import Picture

FIRST_FRAME_S = 1.9  # a consumer webcam takes up to this long to open (start); R2 allows 2 s
NO_FRAME_S = 1.0
BLACK_MEAN, BLACK_DEVIATION = 6.0, 3.0  # grey levels; a dark bench is noisier than a dead sensor
BLACK_FRAMES = 5  # some webcams begin with a few black frames (start)
FROZEN_FRAMES = 10  # a real sensor never gives the same frame twice
SPARSE = 8  # every so many-th row and column is enough to see that a frame is black, or differs


class Trouble(StrEnum):
    """What is wrong with the camera."""

    NO_FRAMES = "no_frames"
    BLACK = "black"
    FROZEN = "frozen"


class Health:
    """Watches the frames of one camera, also when it is reopened; time is an argument, of a monotonic clock in s.

    ``can_freeze`` is False for a replay, which may show one picture for long.
    """

    def __init__(self, now: float) -> None:
        self.can_freeze = True
        self._due = now + FIRST_FRAME_S
        self._previous: Picture | None = None
        self._same = 0
        self._black = 0

    def saw(self, frame: Picture, now: float) -> None:
        """A frame came."""
        self._due = now + NO_FRAME_S
        self._black = self._black + 1 if _is_black(frame) else 0
        if self.can_freeze:
            self._same = self._same + 1 if self._previous is not None and _are_same(frame, self._previous) else 1
            self._previous = frame

    def lost(self, now: float) -> None:
        """The camera says itself that it is gone."""
        self._due = min(self._due, now)

    def trouble(self, now: float) -> Trouble | None:
        """What is wrong now, or None."""
        if now >= self._due:
            return Trouble.NO_FRAMES
        if self._black >= BLACK_FRAMES:
            return Trouble.BLACK
        if self._same >= FROZEN_FRAMES:
            return Trouble.FROZEN
        return None


def _is_black(frame: Picture) -> bool:
    sparse = frame[::SPARSE, ::SPARSE]
    return bool(sparse.mean() < BLACK_MEAN and sparse.std() < BLACK_DEVIATION)


def _are_same(one: Picture, other: Picture) -> bool:
    return np.array_equal(one[::SPARSE, ::SPARSE], other[::SPARSE, ::SPARSE]) and np.array_equal(one, other)
