"""The check *colour*: enough of the region has a given colour."""

from __future__ import annotations

from collections.abc import Sequence

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


NARROWEST = 6.0  # of a tolerance: sensors and lamps need so much (start)
WIDEST = 14.0  # beyond what must pass: red and orange lie 18 apart, and nobody may have shown the other (start)


def narrowed(
    options: ColourOptions, window: Window, done: Sequence[Picture], not_done: Sequence[Picture]
) -> ColourOptions | None:
    """Return the colour as the camera sees it, with a tolerance half way between what must pass and what must not.

    The pictures are work areas. Each would just pass with a tolerance of its own: the distance within which ``share``
    of its region lies. None where the tolerance would have to be too narrow.
    """
    seen = np.mean([ColourClassifier(options, window).colour_in(crop) for crop in done], axis=0)
    blue, green, red = (int(np.clip(round(float(value)), 0, 255)) for value in seen)
    centred = options.model_copy(update={"red": red, "green": green, "blue": blue})
    judge = ColourClassifier(centred, window)
    right = max(judge.reach(crop) for crop in done)
    wrong = min((judge.reach(crop) for crop in not_done), default=np.inf)
    half_way = float(min((right + wrong) / 2, max(WIDEST, right + NARROWEST)))
    return centred.model_copy(update={"tolerance": half_way}) if half_way >= max(NARROWEST, right) else None


def _lab(picture: Picture) -> Numbers:
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    return np.asarray(lab) * np.array([0.5, 1, 1], np.float32)


class ColourClassifier:
    def __init__(self, options: ColourOptions, window: Window) -> None:
        self._options = options
        self._colour = _lab(np.array([[[options.blue, options.green, options.red]]], np.uint8))[0, 0]
        self._area = window.mask(window.size) > 0.5

    def judge(self, view: View) -> Look:
        near = self._distances(view.crop) < self._options.tolerance
        score = float(np.clip(near.mean() / self._options.share / 2, 0, 1))
        if near.mean() >= self._options.share:
            return Look(Answer.DONE, score)
        return unless_covered(Look(Answer.NOT_DONE, score, Reason.WRONG_ITEM), view)

    def reach(self, crop: Picture) -> float:
        """Return the tolerance with which a work area would just pass."""
        return float(np.quantile(self._distances(crop), self._options.share))

    def colour_in(self, crop: Picture) -> Numbers:
        """Return the usual one of the pixels that are nearest to the colour: blue, green, red."""
        distances = self._distances(crop)
        return np.asarray(np.median(crop[self._area][distances <= self.reach(crop)], axis=0))

    def _distances(self, crop: Picture) -> Numbers:
        return np.asarray(np.linalg.norm(_lab(crop)[self._area] - self._colour, axis=1))


def build(check: Check, photos: Photos, window: Window, count: int | None) -> ColourClassifier:
    return ColourClassifier(ColourOptions.model_validate(check.options), window)
