"""The check *code*: a QR, DataMatrix or bar code in the region, with the right text."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from pydantic import BaseModel, ConfigDict

from oss_app.core.check import Check
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors.view import View, unless_covered
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Picture
from oss_app.vision.window import Window

GTIN = 14
"""Digits of an article number at its longest."""


class CodeOptions(BaseModel):
    """``text``: what the code must say; empty is any code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = ""


def texts(picture: Picture) -> list[str]:
    """Return the text of each code in a picture.

    A second try is on the picture enlarged, a third on it turned an eighth.
    """
    for attempt in (_as_is, _enlarged, _turned):
        found = [c.text for c in zxingcpp.read_barcodes(attempt(picture)) if c.text]
        if found:
            return found
    return []


def _as_is(picture: Picture) -> Picture:
    return picture


def _enlarged(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def _turned(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    side = int(np.hypot(height, width))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 45, 1)
    turn[:, 2] += (side - width) / 2, (side - height) / 2
    return np.asarray(cv2.warpAffine(picture, turn, (side, side), borderValue=(255, 255, 255)), np.uint8)


def as_one_number(text: str) -> str:
    """Write an article number with 14 digits: UPC-A and EAN are one number, read with and without noughts in front.

    Source: GS1 General Specifications, the GTIN.
    """
    plain = text.replace(" ", "")
    return plain.zfill(GTIN) if plain.isdigit() and len(plain) in (12, 13, GTIN) else text


class CodeClassifier:
    def __init__(self, options: CodeOptions) -> None:
        self._text = options.text

    def judge(self, view: View) -> Look:
        found = texts(view.crop)
        if as_one_number(self._text) in map(as_one_number, found) or (not self._text and found):
            return Look(Answer.DONE, 1.0, count=len(found))
        return unless_covered(Look(Answer.NOT_DONE, 0.0, Reason.WRONG_ITEM if found else Reason.EMPTY), view)


def build(check: Check, photos: Photos, window: Window, count: int | None) -> CodeClassifier:
    return CodeClassifier(CodeOptions.model_validate(check.options))
