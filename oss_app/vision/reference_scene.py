"""The bench as one reference photo shows it: where it lies in a frame, and what reaches over it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace

import cv2
import numpy as np

from oss_app.core.verdict import Reason
from oss_app.vision import quality
from oss_app.vision.align import CLEAR, Aligner, Alignment
from oss_app.vision.hand import HandFinder
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window

KEPT = 4  # benches whose features stay in memory: the checks of one task share one


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
        self._reference = reference
        self._hands = HandFinder(reference)
        self._sharpness = quality.sharpness(reference)
        self._last: tuple[Numbers, tuple[int, ...], Alignment] | None = None
        self._seen: Sight | None = None
        self._believed: Alignment | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the reference photo in pixels."""
        return self.aligner.size

    @property
    def looks_turned(self) -> bool:
        """Tell whether the bench turned by half a turn is taken for itself: how a tray lies cannot be told then."""
        found = self.aligner.align(np.ascontiguousarray(self._reference[::-1, ::-1]))
        return found.is_good and bool(found.matrix[0, 0] > 0)

    @property
    def looks_mirrored(self) -> bool:
        """Tell whether the bench fits its mirror image so well that a filled one may not tell them apart."""
        if self.aligner.has_tags:
            return False
        found = self.aligner.align(np.ascontiguousarray(self._reference[:, ::-1]))
        return found.is_good and found.quality >= CLEAR

    def see(self, frame: Picture) -> Sight:
        """Return a single frame, without memory of others."""
        return self._sight(frame, self._unflipped(self.aligner.align(frame), frame))

    def see_since(self, earlier: Sight, sight: Sight) -> Sight:
        """Return the same sight, with the tray found by way of an earlier one where it was not found."""
        found = self.aligner.align_since(earlier.alignment, sight.alignment, sight.frame)
        return sight if found is sight.alignment else self._sight(sight.frame, found)

    def follow(self, frame: Picture) -> Sight:
        """Return the next of a stream of frames: on an unchanged bench the last alignment stands, and a frame is
        seen once.
        """
        if self._seen is not None and self._seen.frame is frame:
            return self._seen
        small = _thumbnail(frame)
        last = self._last
        is_other_size = last is not None and last[1] != frame.shape  # another camera
        if last is None or is_other_size or quality.stirred(last[0], small):
            found = self.aligner.align(frame)
            if is_other_size:
                self._believed = None
            is_sure = (
                last is not None
                and self._believed is not None
                and last[2].is_good
                and not quality.flipped(last[0], small)
            )
            if found.is_good:
                found = found if is_sure else self._unflipped(found, frame)  # it costs up to three alignments
                self._believed = found if found.is_good else None
            elif self._believed is not None:
                found = self.aligner.align_since(self._believed, found, frame)
            self._last = last = small, frame.shape, found
        self._seen = self._sight(frame, last[2])
        return self._seen

    def forget(self) -> None:
        """Begin another stream: no frame that was followed before helps to see the next one."""
        self._last = self._seen = self._believed = None

    def place(self, reference: Picture) -> Numbers | None:
        """3x3, pixels of another reference photo to pixels of this one; None where it shows another bench, or this one
        mirrored.
        """
        if reference.shape[1::-1] == self.size and np.array_equal(reference, self._reference):
            return np.eye(3)
        found = self.aligner.align(reference)
        if quality.flipped(_thumbnail(self._reference), _thumbnail(reference)):  # a kit has a hundred: seldom asked
            found = self._unflipped(found, reference)
        return np.linalg.inv(found.matrix) if found.is_good else None

    def cut(self, window: Window) -> Picture:
        """Return a work area as the reference photo itself shows it."""
        return window.cut(self._reference, Alignment(np.eye(3), 1.0, "itself"))

    def _unflipped(self, found: Alignment, frame: Picture) -> Alignment:
        """Return an alignment; a frame that its camera mirrored or turned shows no tray, and no earlier one helps."""
        if not self.aligner.fits_better_flipped(found, frame):
            return found
        return replace(found, rungs=None, votes=None, is_good=False)

    def _sight(self, frame: Picture, alignment: Alignment) -> Sight:
        reach = self._hands.reach(frame, alignment)
        trouble = quality.trouble(frame)
        if trouble is None and quality.sharpness(frame) < quality.BLURRED * self._sharpness:
            trouble = Reason.BLURRED
        if trouble is None and not alignment.is_good:
            trouble = Reason.NO_TRAY
        return Sight(frame, alignment, reach, trouble)


def _thumbnail(frame: Picture) -> Numbers:
    return np.asarray(cv2.resize(frame, (64, 36), interpolation=cv2.INTER_AREA), np.float32)


_benches: OrderedDict[bytes, ReferenceScene] = OrderedDict()


def scene_of(reference: Picture) -> ReferenceScene:
    """Return the bench of a reference photo; the same photo gives the same bench, so that its checks share the work."""
    key = hashlib.sha256(reference.tobytes()).digest()
    scene = _benches.pop(key, None) or ReferenceScene(reference)
    _benches[key] = scene
    while len(_benches) > KEPT:
        _benches.popitem(last=False)
    return scene
