"""The check *detector*: an employer's own ONNX model that gives boxes and labels (C9)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import Check
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import onnx_file
from oss_app.vision.detectors.view import View, unless_covered
from oss_app.vision.model import read_network
from oss_app.vision.photos import Photos
from oss_app.vision.window import Window


class ObjectsOptions(BaseModel):
    """``model``: an ONNX file in the check's folder; ``label``: the class to find, by number.

    ``confidence``: from which a box counts; ``side``: of the square picture that the model takes, in pixels. ``sum``:
    the SHA-256 of the model as it was taught, hexadecimal; empty where nobody wrote one down.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    label: int = Field(default=0, ge=0)
    confidence: float = Field(default=0.5, gt=0, lt=1)
    side: int = Field(default=320, ge=32, le=1280)
    sum: str = ""


class ObjectsClassifier:
    """Runs the model on the work area.

    It takes 1x3xSxS (RGB, 0...1) and gives 1xNx6: x1, y1, x2, y2, confidence, label.
    """

    def __init__(self, options: ObjectsOptions, folder: Path, count: int) -> None:
        path = (folder / options.model).resolve()
        if not (path.is_relative_to(folder.resolve()) and path.is_file()):
            raise UserError(f"The model {options.model} is not in the folder of the check.")
        try:
            data = path.read_bytes() if path.stat().st_size <= onnx_file.LARGEST else b""
        except OSError as error:
            raise UserError(f"The model {path.name} cannot be read.") from error
        if not data or onnx_file.fault(data):
            raise UserError(
                f"The model {path.name} cannot be used.", onnx_file.fault(data) or "It is empty or too large."
            )
        if options.sum and hashlib.sha256(data).hexdigest() != options.sum:
            raise UserError(f"The model {path.name} has changed since it was taught.", "Teach the check again.")
        try:
            self._network = read_network(data)
        except cv2.error as error:
            raise UserError(f"The model {path.name} cannot be read.", "It must be an ONNX file.") from error
        self._options, self._count = options, count

    def judge(self, view: View) -> Look:
        side = self._options.side
        self._network.setInput(cv2.dnn.blobFromImage(view.crop, 1 / 255, (side, side), swapRB=True))
        rows = np.asarray(self._network.forward()).reshape(-1, 6)
        mine = rows[np.round(rows[:, 5]) == self._options.label]
        sure = mine[mine[:, 4] >= self._options.confidence]
        score = float(np.clip(mine[:, 4].max(initial=0.0), 0, 1))
        if len(sure) == self._count:
            return Look(Answer.DONE, score, count=len(sure))
        return unless_covered(
            Look(Answer.NOT_DONE, score, Reason.WRONG_ITEM if len(sure) else Reason.EMPTY, len(sure)), view
        )


def build(check: Check, photos: Photos, window: Window, count: int | None) -> ObjectsClassifier:
    return ObjectsClassifier(ObjectsOptions.model_validate(check.options), photos.folder, count or 1)
