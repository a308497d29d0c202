"""The app's side of the eye: camera and detectors run in a child process, for only a process can be killed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from oss_app.core.check import Check
from oss_app.core.light import FollowedTray, OutlineSeen, TrayPushed
from oss_app.core.ports import FoundCamera, OnCamera, OnLook
from oss_app.core.region import Point
from oss_app.core.verdict import Answer
from oss_app.sidecar import ParentLink, Post, Sidecar, ask
from oss_app.vision.crashes import Crashes
from oss_app.vision.messages import (
    AtWork,
    CameraState,
    HoldExposure,
    JustPassed,
    LiveFrame,
    PictureShown,
    Rest,
    Seen,
    Shining,
    TraySeen,
    WatchRequest,
)

if TYPE_CHECKING:  # these load OpenCV, which only the child does
    from oss_app.vision.camera import Camera
    from oss_app.vision.camera_worker import MakeTrayEye
    from oss_app.vision.detectors import Detector

DELAYS_S = (0.5, 1.0, 2.0)
"""Waits before a new start, shorter than elsewhere: the camera is to be back within 5 s of its return (R2)."""
LIVE_WIDTH = 960
FIND_S = 20.0

OnFrame = Callable[[LiveFrame], None]
OnTray = Callable[[TrayPushed | OutlineSeen], None]
Keeps = Callable[[Path], bool]
"""Whether photos of the check in this folder are wanted."""
OnPassed = Callable[[Path, Sequence[tuple[Answer, bytes]]], None]


def build_detector(check: Check, folder: Path, count: int | None) -> Detector:
    """Return the detector of a check, built in the child."""
    from oss_app.vision import detectors

    return detectors.build(check, folder, count)


def open_by_name(camera: str) -> Camera:
    """Return the camera of a setting, opened in the child."""
    from oss_app.vision import camera as cameras

    return cameras.open_camera(camera)


class CameraProcess:
    """The port Watcher. ``camera`` is a number, or the path of a folder of pictures or a video, as in the settings.

    ``on_look`` and ``on_camera`` are called through ``post``, for the watch of the moment alone. ``on_camera`` tells
    each change: True with the first good frame, False when none comes, or they are black or frozen, or the eye hangs.
    ``on_crash(folder)`` names a check on which the eye crashed or hung twice; for the rest of the watch it cannot tell.
    ``make_detector``, ``open_camera`` and ``make_tray_eye`` are called in the child, and must be importable there.
    """

    def __init__(
        self,
        camera: str,
        post: Post,
        on_look: OnLook,
        on_camera: OnCamera,
        make_detector: Callable[[Check, Path, int | None], Detector] = build_detector,
        open_camera: Callable[[str], Camera] = open_by_name,
        make_tray_eye: MakeTrayEye | None = None,
        on_crash: Callable[[Path], None] = lambda folder: None,
    ) -> None:
        self._on_look = on_look
        self._on_camera = on_camera
        self._on_frame: OnFrame | None = None
        self._watch: WatchRequest | None = None
        self._is_open: bool | None = None
        self._is_alive = False
        self._follows: tuple[Callable[[], FollowedTray | None], OnTray] = _no_tray, _nothing
        self._keeps: tuple[Keeps, OnPassed] = _keeps_nothing, _nothing
        work = partial(_judge_next, partial(open_camera, camera), make_detector, make_tray_eye)
        self._on_crash, self._crashes = on_crash, Crashes()
        self._sidecar = Sidecar(
            "eye",
            work,
            post,
            self._heard,
            self._lives,
            DELAYS_S,
            on_crash=lambda: self._set_aside(self._crashes.crashed()),
            on_silence=lambda seconds: self._set_aside(self._crashes.hung(seconds)),
        )
        self._is_started = False  # the first watch does it: many tasks have no check, and OpenCV is large

    @property
    def pid(self) -> int | None:
        """The number of the child process, if there is one."""
        return self._sidecar.pid

    @property
    def is_slow(self) -> bool:
        """Whether there is no picture because the eye did not answer in time: a busy computer, or a hung driver."""
        return self._sidecar.is_slow and not self._is_alive

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        """Begin to look for a check; ``folder`` is the check's own."""
        tray, keeps = self._follows[0](), self._keeps[0](folder)
        self._begin(WatchRequest(number, check, folder, count, tray=tray, keeps=keeps), None)

    def follow(self, tray: Callable[[], FollowedTray | None], on_tray: OnTray) -> None:
        """Follow, in each watch, the tray that ``tray`` names as it begins; what is seen of it goes to ``on_tray``."""
        self._follows = tray, on_tray

    def keep(self, keeps: Keeps, on_passed: OnPassed) -> None:
        """Hand the photos of looks that only just passed to ``on_passed``, in watches for which ``keeps`` says so."""
        self._keeps = keeps, on_passed

    def shine(self, outline: tuple[Point, ...]) -> None:
        """Light this place from now on (mm on the bench)."""
        if self._watch and self._watch.tray:
            self._sidecar.send(Shining(outline))

    def hold_exposure(self, *, holds: bool) -> None:
        """Have the camera keep its exposure as it is, where it can, or choose it again; until it closes."""
        self._sidecar.send(HoldExposure(holds))

    def frames(
        self,
        number: int,
        on_frame: OnFrame,
        width: int = LIVE_WIDTH,
        check: Check | None = None,
        folder: Path = Path(),
        count: int | None = None,
    ) -> None:
        """Show the live picture, at most ``width`` pixels wide and about eight a second, in the place of a watch.

        With a check, each picture carries its look, and the looks are told as in a watch (for a rehearsal).
        """
        self._begin(WatchRequest(number, check, folder, count, width), on_frame)

    def stop(self) -> None:
        """Close the camera; what is still under way falls on the floor."""
        self._watch = self._on_frame = None
        self._sidecar.send(Rest())

    def end(self) -> None:
        """Begin to close the camera and to end the child process; returns at once."""
        self._watch = self._on_frame = None
        self._sidecar.end()

    def close(self) -> None:
        """Close the camera and end the child process; bounded to some seconds."""
        self._watch = self._on_frame = None
        self._sidecar.close()

    def _begin(self, watch: WatchRequest, on_frame: OnFrame | None) -> None:
        self._watch, self._on_frame, self._is_open = watch, on_frame, None
        self._crashes.begin_watch()
        if self._is_started:
            self._sidecar.send(self._crashes.careful(watch))
        else:
            self._is_started = True
            self._sidecar.start()

    def _lives(self, is_alive: bool) -> None:
        self._is_alive = is_alive
        if is_alive:
            self._crashes.begin_life()
        if self._watch and is_alive:
            self._sidecar.send(self._crashes.careful(self._watch))
        elif self._watch:
            self._say_open(self._watch.number, False)

    def _set_aside(self, culprit: Path | None) -> None:
        if culprit:
            self._on_crash(culprit)

    def _heard(self, message: Seen | CameraState | LiveFrame | TraySeen | JustPassed | AtWork) -> None:
        if isinstance(message, AtWork):
            self._crashes.note(message)
            return
        if isinstance(message, LiveFrame):
            self._sidecar.send(PictureShown())
        if not self._watch or message.number != self._watch.number:
            return
        if isinstance(message, Seen):
            self._on_look(message.number, message.look)
        elif isinstance(message, CameraState):
            self._say_open(message.number, message.is_open)
        elif isinstance(message, TraySeen):
            self._follows[1](message.seen)
        elif isinstance(message, JustPassed):
            self._keeps[1](self._watch.folder, message.photos)
        elif self._on_frame:
            self._on_frame(message)

    def _say_open(self, number: int, is_open: bool) -> None:
        if self._is_open is not is_open:
            self._is_open = is_open
            self._on_camera(number, is_open)


def find_cameras(timeout: float = FIND_S) -> list[FoundCamera]:
    """Return the cameras of this computer that open and give a frame.

    Raises DeviceError when a driver hangs or crashes. Blocks up to ``timeout`` seconds: not for the GUI thread.
    """
    return ask(_find_cameras, timeout)


def _find_cameras() -> list[FoundCamera]:
    from oss_app.vision import camera

    return camera.find_cameras()


def _no_tray() -> FollowedTray | None:
    return None


def _keeps_nothing(folder: Path) -> bool:
    return False


def _nothing(*told: object) -> None:
    """Nobody asked to hear of it."""


def _judge_next(
    open_camera: Callable[[], Camera],
    make_detector: Callable[[Check, Path, int | None], Detector],
    make_tray_eye: MakeTrayEye | None,
    line: ParentLink,
) -> None:
    from oss_app.vision.camera_worker import CameraWorker

    CameraWorker(line, open_camera, make_detector, make_tray_eye).run()
