"""Whether something reaches into the picture from its edge: an arm at work, told from the bench that it hides."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from oss_app.projection.picture import FLOOR, LOGARITHM, Grey, Numbers, decoded_picture, encoded_picture

SMALL = (320, 180)  # pixels of the picture in which an arm is looked for
BLOCK = 9  # pixels of it, that show the grain of the bench
GRAIN = 2.5  # grey levels that it must vary by to be one
LIKE = 0.3  # correlation, below which something else is there
SLOW = 32.0  # pixels over which light may change without an arm
COARSE = 4  # pixels in one, where that is worked out
CHANGED = 0.08  # of its light, by which a pixel must differ from the bench as it was when it was taught (start)
SINCE = 0.02  # the same, against the bench as it was a moment ago: the room's light was the same then
FINE = (640, 360)  # pixels of the picture in which fine grain is looked for
FINE_GRAIN, FINE_BLOCK = 4.0, 6.0  # pixels of it
PROVEN = 0.6  # correlation of two frames a moment apart, from which there is a grain to be seen
GONE = 0.5  # of that, below which it is hidden
ARM = 0.006  # of the picture: an arm is larger
RIM = (32, 18)  # cells of the picture, of which those along its edge are looked at: an arm fills one where it comes in
SLOWLY = 7  # cells along the edge, over which light may change without an arm: shadows of a person are soft
DIMMED = 0.004  # of its light, by which a cell must differ from what it was a moment ago (start)
RESTLESS = 2.0  # times what the cells differed by while nothing stirred


class ArmFinder:
    """Tells whether something reaches into the picture from its edge.

    By its brightness, or by the grain of the bench that it hides: sleeves match benches. It is compared with the bench
    as it was when it was taught, and finely with how it was a moment ago, before anything stirred. Only that it is
    there: no model of hands or persons is in the program.
    """

    def __init__(self, bench: str) -> None:
        self._bench = np.asarray(decoded_picture(bench), np.float32)
        self._mean, self._spread = _grain(self._bench)
        self._quiet: list[Grey] = []
        self._grains: list[_FineGrain] = []
        self._grain: Numbers | None = None

    @property
    def knows_now(self) -> bool:
        """Whether it knows how the bench is now."""
        return len(self._quiet) > 1

    def keep(self, frame: Grey) -> None:
        """Take a frame without an arm for how the bench is now."""
        quiet = np.asarray(cv2.resize(frame, FINE, interpolation=cv2.INTER_AREA), np.uint8)
        self._quiet, self._grain = [*self._quiet[-1:], quiet], None
        self._grains = [*self._grains[-1:], _FineGrain.of(quiet)]

    def forget(self) -> None:
        """Another thing may lie at the edge by now: compare with the bench as it was taught alone."""
        self._quiet, self._grains, self._grain = [], [], None

    def reaches(self, frame: Grey) -> bool:
        """Tell whether there is an arm in this frame."""
        small = _halved(frame)
        mean, spread = _grain(small)
        shared = cv2.blur(small * self._bench, (BLOCK, BLOCK)) - mean * self._mean
        is_hidden = (self._spread > GRAIN) & (shared < LIKE * self._spread * np.maximum(spread, GRAIN))
        if _is_at_edge(_differs(self._bench, small, CHANGED) | is_hidden):
            return True
        if not self.knows_now:
            return False
        fine = np.asarray(cv2.resize(frame, FINE, interpolation=cv2.INTER_AREA), np.uint8)
        first, second = self._grains
        if self._grain is None:
            self._grain = first.likeness(second)
        has_gone = (self._grain > PROVEN) & (first.likeness(_FineGrain.of(fine)) < GONE * self._grain)
        is_hidden = cv2.resize(np.asarray(has_gone, np.uint8), SMALL, interpolation=cv2.INTER_NEAREST) > 0
        if _is_at_edge(_differs(_halved(self._quiet[-1]), small, SINCE) | is_hidden):
            return True
        return _crosses_the_rim(*(_rim(picture) for picture in (*self._quiet, fine)))


def _halved(frame: Grey) -> Numbers:
    return np.asarray(cv2.resize(frame, SMALL, interpolation=cv2.INTER_AREA), np.float32)


def _differs(before: Numbers, now: Numbers, least: float) -> NDArray[np.bool_]:
    """Tell which pixels differ by more of their light than this, beyond what a lamp or the exposure changes.

    Those that differ do not count in what the light around them did: a tray that was pushed would give it to the edge.
    """
    gain = float(np.median(now / np.maximum(before, 1)))
    change = cv2.GaussianBlur(np.log((now / max(gain, 1e-3) + FLOOR) / (before + FLOOR)), (0, 0), 2.0)
    small = cv2.resize(change, None, fx=1 / COARSE, fy=1 / COARSE, interpolation=cv2.INTER_AREA)
    slow, same = np.zeros_like(small), np.ones_like(small)
    for _ in range(3):
        share = cv2.GaussianBlur(same, (0, 0), SLOW / COARSE)
        slow = cv2.GaussianBlur(small * same, (0, 0), SLOW / COARSE) / np.maximum(share, 1e-3)
        same = np.asarray(np.abs(small - slow) <= least, np.float32)
    return np.asarray(np.abs(change - cv2.resize(slow, SMALL)) > least)


def _rim(picture: Grey) -> Numbers:
    """Light (its logarithm) of the cells along the edge of the picture, all the way round."""
    cells = cv2.resize(cv2.LUT(picture, LOGARITHM), RIM, interpolation=cv2.INTER_AREA)
    return np.concatenate([cells[0, :-1], cells[:-1, -1], cells[-1, :0:-1], cells[:0:-1, 0]])


def _crosses_the_rim(first: Numbers, second: Numbers, now: Numbers) -> bool:
    """Tell whether something came over the edge since two quiet moments: so many pixels have little noise."""
    usual = float(np.abs(_uneven(second - first)).max())
    change = np.abs(_uneven(now - (first + second) / 2))
    return bool((change > max(DIMMED, RESTLESS * usual)).any())


def _uneven(change: Numbers) -> Numbers:
    """Return what a change along the edge has beside that of its surroundings: lamps and exposure change all alike."""
    half = SLOWLY // 2
    around = np.concatenate([change[-half:], change, change[:half]])
    return np.asarray(change - np.median(np.lib.stride_tricks.sliding_window_view(around, SLOWLY), axis=1))


def _is_at_edge(mask: NDArray[np.bool_]) -> bool:
    """Tell whether a piece of it as large as an arm touches the edge of the picture."""
    closed = cv2.morphologyEx(np.asarray(mask, np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed)
    for piece in range(1, count):
        left, top, width, height, size = stats[piece]
        at_edge = left == 0 or top == 0 or left + width == SMALL[0] or top + height == SMALL[1]
        if at_edge and size >= ARM * closed.size:
            return True
    return False


@dataclass(frozen=True)
class _FineGrain:
    """The texture of a picture, and how strong it is about each pixel: worked out once, and compared with several."""

    texture: Numbers
    strength: Numbers

    @classmethod
    def of(cls, picture: Grey) -> _FineGrain:
        light = cv2.LUT(picture, LOGARITHM)
        texture = np.asarray(light - cv2.GaussianBlur(light, (0, 0), FINE_GRAIN))
        return cls(texture, np.asarray(cv2.GaussianBlur(texture * texture, (0, 0), FINE_BLOCK)))

    def likeness(self, other: _FineGrain) -> Numbers:
        """Correlation of two textures about each pixel."""
        both = cv2.GaussianBlur(self.texture * other.texture, (0, 0), FINE_BLOCK)
        return np.asarray(both / np.sqrt(np.maximum(self.strength * other.strength, 1e-12)))


def _grain(picture: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and spread of the blocks about each pixel."""
    mean = cv2.blur(picture, (BLOCK, BLOCK))
    square = cv2.blur(picture * picture, (BLOCK, BLOCK)) - mean * mean
    return np.asarray(mean), np.sqrt(np.maximum(square, 0))


def small_picture(frame: Grey) -> str:
    """Return the bench as ``ArmFinder`` wants it."""
    return encoded_picture(np.asarray(cv2.resize(frame, SMALL, interpolation=cv2.INTER_AREA), np.uint8))
