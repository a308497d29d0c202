"""A camera by its number through OpenCV, or a replay by its path."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np

from oss_app.core.errors import DeviceError
from oss_app.core.ports import FoundCamera
from oss_app.vision import replay
from oss_app.vision.exposure import Exposure
from oss_app.vision.picture import Picture

WIDTH, HEIGHT, FPS = 1280, 720, 30  # asked of a device; it gives what it has
DRIVERS = {"win32": cv2.CAP_DSHOW, "darwin": cv2.CAP_AVFOUNDATION, "linux": cv2.CAP_V4L2}
MOST_CAMERAS = 8


class Camera(Protocol):
    """Gives one frame after the other. ``can_freeze``: whether the same frame many times means trouble."""

    can_freeze: bool

    def begin(self, check: str) -> None:
        """Note that a watch for this check begins; only a scripted replay cares."""

    def read(self) -> Picture | None:
        """Wait for the next frame, BGR, uint8, HxWx3; None where none came. May hang, as may opening and closing."""

    def hold_exposure(self, *, holds: bool) -> None:
        """Keep the exposure as it is, or choose it by itself again; nothing where the camera cannot."""

    def close(self) -> None: ...


class Device:
    """A camera of this computer. Raises DeviceError where it does not open: absent, or in use elsewhere."""

    can_freeze = True

    def __init__(self, number: int) -> None:
        self._capture = cv2.VideoCapture(number, DRIVERS.get(sys.platform, cv2.CAP_ANY))
        if not self._capture.isOpened():
            raise DeviceError(f"Camera {number} does not open.")
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))  # else USB 2 is too slow for 720 lines
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        self._capture.set(cv2.CAP_PROP_FPS, FPS)
        self._exposure = Exposure(self._capture)

    def begin(self, check: str) -> None:
        pass

    def read(self) -> Picture | None:
        try:
            came, frame = self._capture.read()
        except cv2.error:
            return None
        return np.asarray(frame) if came and frame is not None and frame.ndim == 3 else None

    def hold_exposure(self, *, holds: bool) -> None:
        if holds:
            self._exposure.hold()
        else:
            self._exposure.release()

    def close(self) -> None:
        self._exposure.release()
        self._capture.release()


def open_camera(camera: str) -> Camera:
    """Return the camera of a setting: a number, or the path of a folder of pictures or a video. Raises DeviceError."""
    return Device(int(camera)) if camera.isdecimal() else replay.open_replay(Path(camera))


def find_cameras() -> list[FoundCamera]:
    """Return the cameras that open, by number. May hang in a driver: call it in a child process."""
    found = []
    for number in range(MOST_CAMERAS):
        entry = Path(f"/sys/class/video4linux/video{number}")
        if sys.platform == "linux" and not entry.exists():
            continue
        try:
            device = Device(number)
        except DeviceError:
            continue
        frame = device.read()
        device.close()
        if frame is not None:
            name = (entry / "name").read_text().strip() if entry.exists() else ""
            found.append(FoundCamera(number, frame.shape[1], frame.shape[0], name))
    return found
