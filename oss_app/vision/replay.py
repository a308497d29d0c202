"""A folder of pictures, a video, or a script of scenes, as a camera: for the demo, for tests, for a bench without one.

A folder with a ``script.json`` acts as a person would at the bench::

    {"fps": 5, "scenes": {"<check name>": [{"frame": "x.jpg", "seconds": 2.0}, ...]}}

When a watch for a check begins, its scene plays from its start and then holds its last frame. ``fps`` (1 to 60, 5 when
absent) is how often a frame is given, a frame that lasts is given again and again; ``frame`` is a picture inside the
folder. A check without a scene has no picture. Where no check is named, the first scene plays.
A folder without a script shows its pictures in the order of their names, over and over, and so does a video.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oss_app.core.errors import DeviceError, UserError
from oss_app.files import from_json
from oss_app.vision import photos
from oss_app.vision.picture import Picture

SCRIPT = "script.json"
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}
FPS = 5.0
VIDEO_FPS = 25.0  # where a video does not say it

# A playlist or stream description that calls itself a film must not open a network connection (P2).
os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = "protocol_whitelist;file"


class ReplaySource(Protocol):
    """What a replay shows, by time."""

    def begin(self, check: str) -> None: ...

    def at(self, seconds: float) -> Picture:
        """Return the picture so many seconds after the beginning; raises DeviceError."""

    def close(self) -> None: ...


class Replay:
    """A camera that shows a source, ``fps`` frames a second; a late reader misses frames, as with a real camera."""

    can_freeze = False

    def __init__(self, source: ReplaySource, fps: float) -> None:
        self._source = source
        self._interval = 1 / fps
        self._began = time.monotonic()
        self._ticks = 0

    def begin(self, check: str) -> None:
        self._source.begin(check)
        self._began, self._ticks = time.monotonic(), 0

    def read(self) -> Picture | None:
        elapsed = time.monotonic() - self._began
        self._ticks = max(self._ticks, int(elapsed / self._interval))
        time.sleep(max(0.0, self._ticks * self._interval - elapsed))
        picture = self._source.at(self._ticks * self._interval + self._interval / 2)
        self._ticks += 1
        return picture

    def hold_exposure(self, *, holds: bool) -> None:
        """Hold nothing: recorded pictures are exposed as they are."""

    def close(self) -> None:
        self._source.close()


class PictureFolder:
    """Pictures one after the other; at the end again from the first, or holding the last."""

    def __init__(self, paths: list[Path], fps: float = FPS, loop: bool = True) -> None:
        self._paths, self._fps, self._loop = paths, fps, loop

    def begin(self, check: str) -> None:
        pass

    def at(self, seconds: float) -> Picture:
        index = int(seconds * self._fps)
        return _read(self._paths[index % len(self._paths) if self._loop else min(index, len(self._paths) - 1)])

    def close(self) -> None:
        pass


class Video:
    """A video file; at the end again from the start, or holding the last frame. Raises DeviceError if it is none."""

    def __init__(self, path: Path, loop: bool = True) -> None:
        self._capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            raise DeviceError(f"{path.name} is not a video.")
        self.fps = min(60.0, max(1.0, self._capture.get(cv2.CAP_PROP_FPS) or VIDEO_FPS))
        self._name, self._loop = path.name, loop
        self._next, self._skipped = 0, 0
        self._last: Picture | None = None

    def begin(self, check: str) -> None:
        pass

    def at(self, seconds: float) -> Picture:
        wanted = int(seconds * self.fps) - self._skipped
        while self._next <= wanted and self._read():
            pass
        if self._next <= wanted and self._loop:
            self._skipped += wanted
            self._next = 0
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            self._read()
        if self._last is None:
            raise DeviceError(f"{self._name} has no pictures.")
        return self._last

    def close(self) -> None:
        self._capture.release()

    def _read(self) -> bool:
        came, frame = self._capture.read()
        if came:
            self._next += 1
            self._last = np.asarray(frame)
        return came


class _Shot(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    frame: str
    seconds: float = Field(gt=0, le=3600)


class _Script(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    fps: float = Field(default=FPS, ge=1, le=60)
    scenes: dict[str, tuple[_Shot, ...]] = Field(min_length=1)


class Scenes:
    """A scene for each check, as the folder's script says. Raises DeviceError where the script is not good."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        try:
            script = _Script.model_validate(from_json((folder / SCRIPT).read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError) as error:
            raise DeviceError(f"The script in {folder.name} cannot be used: {error}") from error
        self.fps = script.fps
        self._scenes = script.scenes
        self._scene = next(iter(script.scenes.values()))
        self._shown: tuple[str, Picture] | None = None

    def begin(self, check: str) -> None:
        self._scene = self._scenes.get(check, ()) if check else next(iter(self._scenes.values()))

    def at(self, seconds: float) -> Picture:
        if not self._scene:
            raise DeviceError(f"The script in {self._folder.name} has no scene for this check.")
        for shot in self._scene:
            seconds -= shot.seconds
            if seconds < 0:
                break
        if self._shown is None or self._shown[0] != shot.frame:
            self._shown = shot.frame, self._read(shot.frame)
        return self._shown[1]

    def close(self) -> None:
        pass

    def _read(self, name: str) -> Picture:
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder):
            raise DeviceError(f"The script in {self._folder.name} names a picture outside its folder.")
        return _read(path)


def open_replay(path: Path) -> Replay:
    """Return the camera that shows a folder or a video. Raises DeviceError."""
    if path.is_file():
        video = Video(path)
        return Replay(video, video.fps)
    if (path / SCRIPT).is_file():
        scenes = Scenes(path)
        return Replay(scenes, scenes.fps)
    paths = sorted(p for p in path.iterdir() if p.suffix.lower() in PICTURES) if path.is_dir() else []
    if not paths:
        raise DeviceError(f"There is no camera, video or folder of pictures at {path}.")
    return Replay(PictureFolder(paths), FPS)


def _read(path: Path) -> Picture:
    try:
        return photos.read(path)
    except UserError as error:
        raise DeviceError(error.sentence) from error
