"""The check *colour*: enough of the region has a given colour."""

from __future__ import annotations

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import Check
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors.view import View, unless_covered
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window


class ColourOptions(BaseModel):
    """``red``, ``green``, ``blue``, 0...255; ``share`` of the region that must have about that colour.

    ``tolerance`` is a distance in CIELAB (L counts half, for light changes).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    red: int = Field(ge=0, le=255)
    green: int = Field(ge=0, le=255)
    blue: int = Field(ge=0, le=255)
    share: float = Field(default=0.3, gt=0, le=1)
    tolerance: float = Field(default=18.0, gt=0, le=100)


def _lab(picture: Picture) -> Numbers:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    return np.asarray(lab) * np.array([0.5, 1, 1], np.float32)


class ColourClassifier:
    def __init__(self, options: ColourOptions, colour: Numbers, window: Window) -> None:
        self._options, self._colour = options, colour
        self._area = window.mask(window.size) > 0.5

    def judge(self, view: View) -> Look:
        near = np.linalg.norm(_lab(view.crop)[self._area] - self._colour, axis=1) < self._options.tolerance
        score = float(np.clip(near.mean() / self._options.share / 2, 0, 1))
        if near.mean() >= self._options.share:
            return Look(Answer.DONE, score)
        return unless_covered(Look(Answer.NOT_DONE, score, Reason.WRONG_ITEM), view)


def build(check: Check, photos: Photos, window: Window, count: int | None) -> ColourClassifier:
    options = ColourOptions.model_validate(check.options)
    wanted = np.array([[[options.blue, options.green, options.red]]], np.uint8)
    return ColourClassifier(options, _lab(wanted)[0, 0], window)
