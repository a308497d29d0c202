"""A check that brings its process down in native code, as a broken model can, or hangs; it lives in the eye's child."""

from __future__ import annotations

import ctypes
import faulthandler
import time
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.verdict import Answer, Look
from oss_app.sidecar.child import PATIENCE_S
from oss_app.vision import camera_worker, detectors
from oss_app.vision.detectors import Detector
from oss_app.vision.detectors.view import View
from oss_app.vision.photos import Photos
from oss_app.vision.window import Window

CRASHES = "crashes"
"""Where this file lies in a check's folder, judging with it crashes; with the word *build* in it, building does.

With *hang* judging never ends, and with *slow* it takes ``SLOW_S``; with *long build* building takes longer than a look
may.
"""
LONG_BUILD_S = 1.5 * PATIENCE_S
SLOW_S = 1.5
PREPARE_S = 0.5  # so long may the first look take here, so that no test waits for minutes


class _Judge:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def judge(self, view: View) -> Look:
        mark = self._folder / CRASHES
        match mark.read_text() if mark.exists() else "":
            case "":
                pass
            case "hang":
                time.sleep(3600)
            case "slow":
                time.sleep(SLOW_S)
            case _:
                _crash()
        return Look(Answer.DONE, 1.0)


def _crash() -> None:
    faulthandler.disable()  # pytest's own words about it are not wanted
    ctypes.string_at(0)


def _build(check: Check, photos: Photos, window: Window, count: int | None) -> _Judge:
    mark = photos.folder / CRASHES
    match mark.read_text() if mark.exists() else "":
        case "build":
            _crash()
        case "long build":
            time.sleep(LONG_BUILD_S)
    return _Judge(photos.folder)


def make(check: Check, folder: Path, count: int | None) -> Detector:
    """The detector of a check as the app builds it, but for what judges."""
    mark = folder / CRASHES
    if mark.exists() and mark.read_text() in ("hang", "slow"):
        camera_worker.PREPARE_S = PREPARE_S
    detectors.KINDS = dict.fromkeys(detectors.KINDS, _build)
    return detectors.build(check, folder, count)
