"""The check *marker*: an ArUco tag lies in the region."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import Check
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.align import TAG_KINDS
from oss_app.vision.detectors.view import View, unless_covered
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Numbers
from oss_app.vision.window import Window


class MarkerOptions(BaseModel):
    """``tag``: the number on the tag; -1 is any tag."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tag: int = Field(default=-1, ge=-1, le=49)


class MarkerClassifier:
    def __init__(self, options: MarkerOptions, window: Window) -> None:
        self._tag = options.tag
        self._area = window.mask(window.size)
        self._tags = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS))

    def judge(self, view: View) -> Look:
        corners, ids, _ = self._tags.detectMarkers(view.crop)
        found = [] if ids is None else [int(i) for i, c in zip(ids.ravel(), corners, strict=True) if self._holds(c)]
        if self._tag in found or (self._tag < 0 and found):
            return Look(Answer.DONE, 1.0, count=len(found))
        return unless_covered(Look(Answer.NOT_DONE, 0.0, Reason.WRONG_ITEM if found else Reason.EMPTY), view)

    def _holds(self, corners: Numbers) -> bool:
        x, y = np.round(corners.reshape(4, 2).mean(0)).astype(int)
        height, width = self._area.shape
        return bool(self._area[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)] > 0.5)


def build(check: Check, photos: Photos, window: Window, count: int | None) -> MarkerClassifier:
    return MarkerClassifier(MarkerOptions.model_validate(check.options), window)
