"""The checks *occupied*, *empty*, *right item* and *count*: which taught photos the work area looks like."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.model import maps
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window


def _patches(crop: Picture, size: tuple[int, int]) -> Numbers:
    crop = crop if (crop.shape[1], crop.shape[0]) == size else np.asarray(cv2.resize(crop, size), np.uint8)
    made = maps(crop)
    height, width = made.fine.shape[1:]
    coarse = np.stack([cv2.resize(c, (width, height)) for c in made.coarse])
    parts = [m / (np.linalg.norm(m, axis=0, keepdims=True) + 1e-6) for m in (made.fine, coarse)]
    return np.concatenate(parts).astype(np.float32)


class AppearanceJudge:
    """Compares each patch of the work area with the patches at the same spot of the taught photos."""

    def __init__(self, kind: CheckKind, photos: Photos, window: Window) -> None:
        self._kind, self._size = kind, window.size
        self._done = [_patches(p, window.size) for p in photos.done]
        self._not_done = [_patches(p, window.size) for p in photos.not_done]
        self._weight = window.mask((window.size[0] // 8, window.size[1] // 8))

    def judge(self, crop: Picture) -> Look:
        patches = _patches(crop, self._size)
        right, wrong = (min(self._distance(patches, t) for t in side) for side in (self._done, self._not_done))
        score = float(wrong / (right + wrong + 1e-9))
        if score > 0.6:
            return Look(Answer.DONE, score)
        if score > 0.5:
            return Look(Answer.CANNOT_TELL, score, Reason.UNSURE)
        return Look(Answer.NOT_DONE, score, Reason.OCCUPIED if self._kind is CheckKind.EMPTY else Reason.EMPTY)

    def _distance(self, a: Numbers, b: Numbers) -> float:
        return float(((1 - (a * b).sum(0) / 2) * self._weight).sum() / self._weight.sum())


def build(check: Check, photos: Photos, window: Window, count: int | None) -> AppearanceJudge:
    if not (photos.done and photos.not_done):
        raise UserError(f"The check {check.name} is not taught yet.", "Take photos of the step done and not done.")
    return AppearanceJudge(check.kind, photos, window)
