"""The station's camera for a coach to look through while taking photos for a task."""

from __future__ import annotations

from collections.abc import Callable

from oss_app.core.settings import NO_CAMERA
from oss_app.core.verdict import Look
from oss_app.ui.kit.bridge import Bridge
from oss_app.vision.camera_process import CameraProcess

WIDTH = 1920
"""Pixels: as wide as most cameras give."""


class StationCamera:
    """Satisfies ``ui.editor.camera.LiveCamera``. ``camera`` is a number or a path, as in the settings.

    The camera is open from ``start`` to ``stop``; its process begins with the first ``start`` and ends with ``close``.
    """

    def __init__(self, camera: str) -> None:
        self._camera = camera
        self._bridge = Bridge()
        self._eye: CameraProcess | None = None
        self._number = 0

    def start(self, on_picture: Callable[[bytes], None]) -> bool:
        if self._camera == NO_CAMERA:
            return False
        if self._eye is None:
            self._eye = CameraProcess(self._camera, self._bridge.post, self._looked, self._changed)
        self._number += 1
        self._eye.frames(self._number, lambda frame: on_picture(frame.jpeg), WIDTH)
        return True

    def stop(self) -> None:
        if self._eye:
            self._eye.stop()

    def close(self) -> None:
        """Begin to end the process with the camera; returns at once."""
        self._bridge.close()
        if self._eye:
            self._eye.end()

    def _looked(self, number: int, look: Look) -> None:
        """Nothing is judged here."""

    def _changed(self, number: int, is_open: bool) -> None:
        """Notice that a camera does not open, and so gives no picture."""
