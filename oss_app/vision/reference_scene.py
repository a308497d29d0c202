"""The bench as one reference photo shows it: where it lies in a frame, and what reaches over it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.core.verdict import Reason
from oss_app.vision import quality
from oss_app.vision.align import Aligner, Alignment
from oss_app.vision.hand import HandFinder
from oss_app.vision.picture import Numbers, Picture

KEPT = 4  # benches whose features stay in memory: the checks of one task share one
STIRRED = 3.0  # grey levels of a cell of the thumbnail: a tray pushed by a pixel of 1280; noise is 1, a lamp 2 (start)
EDGES = 98  # percent of the cells that may stir less: the edges of a tray fill some


@dataclass(frozen=True)
class Sight:
    """One frame, seen: ``reach`` is the map of ``HandFinder``; ``trouble`` says why nothing in it can be judged."""

    frame: Picture
    alignment: Alignment
    reach: Numbers
    trouble: Reason | None


class ReferenceScene:
    """Several checks of one bench share this: a frame is aligned and searched for hands once."""

    def __init__(self, reference: Picture) -> None:
        self.aligner = Aligner(reference)
        self._hands = HandFinder(reference)
        self._sharpness = quality.sharpness(reference)
        self._last: tuple[Numbers, tuple[int, ...], Alignment] | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the reference photo in pixels."""
        return self.aligner.size

    def see(self, frame: Picture) -> Sight:
        """A single frame, without memory of others."""
        return self._sight(frame, self.aligner.align(frame))

    def follow(self, frame: Picture) -> Sight:
        """The next of a stream of frames: on an unchanged bench the last alignment stands."""
        small = np.asarray(cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA), np.float32)
        last = self._last
        if last is None or last[1] != frame.shape or _stirred(last[0], small):  # another camera sees in another size
            self._last = last = small, frame.shape, self.aligner.align(frame)
        return self._sight(frame, last[2])

    def _sight(self, frame: Picture, alignment: Alignment) -> Sight:
        reach = self._hands.reach(frame, alignment)
        trouble = quality.trouble(frame)
        if trouble is None and quality.sharpness(frame) < quality.BLURRED * self._sharpness:
            trouble = Reason.BLURRED
        if trouble is None and not alignment.is_good:
            trouble = Reason.NO_TRAY
        return Sight(frame, alignment, reach, trouble)


def _stirred(before: Numbers, now: Numbers) -> bool:
    """Whether anything moved: a tray pushed by a pixel stirs few cells, and the mean of all would hide it.

    A lamp or the camera's exposure makes all of them brighter by the same share, which an alignment survives.
    """
    share = np.median((now + 1) / (before + 1))
    return bool(np.percentile(np.abs(now - share * before), EDGES) >= STIRRED)


_benches: OrderedDict[bytes, ReferenceScene] = OrderedDict()


def scene_of(reference: Picture) -> ReferenceScene:
    """The bench of a reference photo; the same photo gives the same bench, so that its checks share the work."""
    key = hashlib.sha256(reference.tobytes()).digest()
    scene = _benches.pop(key, None) or ReferenceScene(reference)
    _benches[key] = scene
    while len(_benches) > KEPT:
        _benches.popitem(last=False)
    return scene
