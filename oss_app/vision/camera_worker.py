"""What the eye's child process does: hold the camera, ask the detector, pass on its looks."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2
import numpy as np

from oss_app.core.check import Check
from oss_app.core.light import FollowedTray, OutlineSeen, TrayPushed
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.sidecar import ParentLink
from oss_app.vision import quality
from oss_app.vision.at_work import notes
from oss_app.vision.camera import Camera
from oss_app.vision.frame_grabber import CameraTrouble, FrameGrabber
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
from oss_app.vision.photos import encode
from oss_app.vision.picture import Picture

if TYPE_CHECKING:
    from oss_app.vision.detectors import Detector

log = logging.getLogger(__name__)

LOOK_S = 0.125  # between looks: eight a second are enough for the judge, and leave the computer its breath (start)
TROUBLE_S = 0.2  # between looks while the camera is in trouble
WAIT_S = 0.1  # for a frame; also for a command while nothing is watched
PREPARE_S = 10.0  # a detector may take so long to be built, and for a first look or one that takes long (start)
QUALITY = 90  # of a JPEG for the coach's eyes
BARELY = 0.7  # score up to which a look that is done only just passed: a fifth of the right items of a set (start)
REASONS = {
    CameraTrouble.NO_FRAMES: Reason.NO_PICTURE,
    CameraTrouble.BLACK: Reason.NO_PICTURE,
    CameraTrouble.FROZEN: Reason.FROZEN,
}

MakeDetector = Callable[[Check, Path, int | None], "Detector"]


class TrayEye(Protocol):
    """What follows a tray with the light on it: another room's, so that this one knows nothing of lamps."""

    def shine(self, outline: tuple[Point, ...], now: float) -> None: ...

    def take(self, frame: Picture, now: float) -> TrayPushed | OutlineSeen | None:
        """Return the next frame, grey."""


MakeTrayEye = Callable[[FollowedTray], TrayEye]


class CameraWorker:
    """One life of the eye; ``run`` returns only by ``Closed``, or ends the process when the camera hangs."""

    def __init__(
        self,
        line: ParentLink,
        open_camera: Callable[[], Camera],
        make_detector: MakeDetector,
        make_tray_eye: MakeTrayEye | None = None,
    ) -> None:
        self._line = line
        self._open_camera = open_camera
        self._make_detector = make_detector
        self._tray = _TrayWatch(line, make_tray_eye)
        self._watch: WatchRequest | None = None
        self._detector: Detector | None = None
        self._grabber: FrameGrabber | None = None
        self._after = 0
        self._next = 0.0
        self._is_open: bool | None = None
        self._may_show = True
        self._looks_go_well: bool | None = None
        """Of the watch; None before its first look."""

    def run(self) -> None:
        cv2.setNumThreads(1)  # the other core is the screen's
        notes.listen(lambda folder, begins: self._line.send(AtWork(folder, begins)))
        try:
            while True:
                self._line.heartbeat()
                self._listen()
                if self._watch and self._grabber:
                    self._judge_next(self._watch, self._grabber)
        finally:
            self._close()

    def _listen(self) -> None:
        """Take in what was said; of several watches the newest counts."""
        wanted: WatchRequest | Rest | None = None
        shining: Shining | None = None
        message = self._line.receive(0 if self._watch else WAIT_S)
        while message is not None:
            if isinstance(message, PictureShown):
                self._may_show = True
            elif isinstance(message, Shining):
                shining = message
            elif isinstance(message, HoldExposure):
                if self._grabber:
                    self._grabber.hold_exposure(holds=message.holds)
            else:
                wanted = message
            message = self._line.receive(0)
        if isinstance(wanted, WatchRequest):
            self._begin(wanted)
        elif wanted:
            self._close()
        if shining:
            self._tray.shine(shining)

    def _begin(self, watch: WatchRequest) -> None:
        name = watch.check.name if watch.check else ""
        if self._grabber:
            self._grabber.begin(name)
        else:
            self._grabber, self._after = FrameGrabber(self._open_camera, name), 0
        self._watch, self._detector = watch, None
        self._is_open, self._next, self._may_show, self._looks_go_well = None, 0.0, True, None
        if watch.check:
            notes.take_care(watch.without, one_at_a_time=watch.one_at_a_time)
            self._line.heartbeat(PREPARE_S)
            try:
                self._detector = self._make_detector(watch.check, watch.folder, watch.count)
            except Exception:  # whatever is wrong with a check or a supplied model, it only cannot tell (C1)
                log.exception("The check %s cannot be used.", name)
            self._line.heartbeat()
            self._grabber.begin(name)  # nothing is judged that came before; a recorded bench begins when it is seen
        self._tray.begin(watch)

    def _close(self) -> None:
        grabber, self._grabber, self._watch, self._detector = self._grabber, None, None, None
        if grabber and not grabber.close():
            self._line.give_up("The camera hangs and does not close.")

    def _judge_next(self, watch: WatchRequest, grabber: FrameGrabber) -> None:
        time.sleep(max(0.0, self._next - time.monotonic()))
        frame = grabber.newest(self._after, WAIT_S)
        trouble = grabber.trouble()
        now = time.monotonic()
        if trouble:
            self._say_open(watch, False)
            self._next = now + TROUBLE_S
            if watch.check:
                self._line.send(Seen(watch.number, Look(Answer.CANNOT_TELL, reason=REASONS[trouble])))
        elif frame:
            self._say_open(watch, True)
            self._after = frame.number
            self._next = now + LOOK_S
            look = self._look(watch, frame.picture)
            if self._tray.is_pushed(watch, frame.picture, now) and look:
                look = Look(Answer.CANNOT_TELL, reason=Reason.MOVING)  # the light goes there first
            if look:
                self._line.send(Seen(watch.number, look))
                self._offer(watch, look)
            if watch.width and self._may_show:
                self._may_show = False
                self._line.send(_live(watch, frame.picture, look))
        if grabber.is_stuck:
            self._say_open(watch, False)
            self._line.give_up("The camera hangs.")

    def _look(self, watch: WatchRequest, picture: Picture) -> Look | None:
        if not watch.check:
            return None
        if not self._detector:
            return Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)
        takes_long = self._looks_go_well is None or self._detector.takes_long
        if takes_long:
            self._line.heartbeat(PREPARE_S)
        try:
            look = self._detector.look(picture)
            self._looks_go_well = self._looks_go_well is not False
        except Exception:
            look = Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)
            if self._looks_go_well is not False:
                log.exception("The check %s failed.", watch.check.name)
            self._looks_go_well = False
        if takes_long:
            self._line.heartbeat()
        return look

    def _offer(self, watch: WatchRequest, look: Look) -> None:
        """Nothing is written here: what becomes of these photos, the app decides."""
        if not (watch.keeps and self._detector) or look.answer is not Answer.DONE or look.score > BARELY:
            return
        if photos := tuple((side, encode(crop)) for side, crop in self._detector.photos()):
            self._line.send(JustPassed(watch.number, photos))

    def _say_open(self, watch: WatchRequest, is_open: bool) -> None:
        if self._is_open is not is_open:
            self._is_open = is_open
            self._line.send(CameraState(watch.number, is_open))


class _TrayWatch:
    """Follows the tray of a watch, where it has one; whatever fails, the check goes on without."""

    def __init__(self, line: ParentLink, make: MakeTrayEye | None) -> None:
        self._line, self._make = line, make
        self._eye: TrayEye | None = None
        self._now: FollowedTray | None = None

    def begin(self, watch: WatchRequest) -> None:
        """Follow the same tray on: what is known of the bench tells an arm that is in view as the watch begins."""
        if watch.tray and self._eye and watch.tray == self._now:
            return
        self._eye, self._now = None, watch.tray
        if watch.tray and self._make:
            try:
                self._eye = self._make(watch.tray)
            except Exception:
                log.exception("The tray cannot be followed.")

    def shine(self, shining: Shining) -> None:
        if self._eye:
            self._eye.shine(shining.outline, time.monotonic())

    def is_pushed(self, watch: WatchRequest, picture: Picture, now: float) -> bool:
        """Look at a frame, and tell what there is to tell; whether the tray was pushed."""
        if self._eye is None:
            return False
        try:
            seen = self._eye.take(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)), now)
        except Exception:
            log.exception("The tray is not followed any more.")
            self._eye = None
            return False
        if seen:
            self._line.send(TraySeen(watch.number, seen))
        if isinstance(seen, TrayPushed) and self._now:
            self._now = replace(self._now, by=seen.by)
        return isinstance(seen, TrayPushed)


def _live(watch: WatchRequest, picture: Picture, look: Look | None) -> LiveFrame:
    height, width = picture.shape[:2]
    if width > watch.width:
        height, width = round(height * watch.width / width), watch.width
        picture = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA))
    light = None if watch.check else quality.trouble(picture)
    jpeg = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, QUALITY))[1]
    return LiveFrame(watch.number, jpeg.tobytes(), width, height, look, light)
