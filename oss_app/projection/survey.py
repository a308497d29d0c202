"""The process that measures the light: frames in, slides to show and findings out. OpenCV is loaded here alone."""

from __future__ import annotations

import time
from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.projection.course import Course, Slide
from oss_app.projection.drift import DotsCourse
from oss_app.projection.fault import MapRefusedError
from oss_app.projection.messages import (
    CameraFrame,
    DotsMeasured,
    MapMeasured,
    MeasureDots,
    MeasureMap,
    MeasureTray,
    Projected,
    Shown,
    TrayMeasured,
)
from oss_app.projection.pattern import Board
from oss_app.projection.picture import GAMMA, decoded
from oss_app.projection.tray_course import TrayCourse
from oss_app.sidecar import ParentLink

WAIT_S = 0.2
WORK_S = 10.0  # that finding a map may take on a slow computer
SETTLING = 224  # the grey before the shots, light enough that white does not drown the camera

Asked = MeasureMap | MeasureDots | MeasureTray
Measured = MapMeasured | DotsMeasured | TrayMeasured


@dataclass
class Survey:
    """One measurement: ``begin`` and ``take`` return what is to be shown, or what was found."""

    _asked: Asked | None = None
    _course: Course | DotsCourse | TrayCourse | None = None
    _shown: Projected | None = None

    @property
    def is_on(self) -> bool:
        return self._course is not None

    def begin(self, asked: Asked, now: float) -> Projected:
        """Begin anew."""
        self._asked = asked
        match asked:
            case MeasureMap():
                self._course = Course(asked.size, asked.area, now)
            case MeasureDots():
                self._course = DotsCourse(asked.map, now)
            case MeasureTray():
                self._course = TrayCourse(asked.map, asked.places, now)
        self._shown = self._wanted()
        return self._shown

    def take(self, jpeg: bytes, now: float) -> Projected | Measured | None:
        """One frame of the camera, or none where ``jpeg`` is empty."""
        course, asked = self._course, self._asked
        if course is None or asked is None:
            return None
        try:
            if jpeg:
                course.take(decoded(jpeg), now)
            else:
                course.pass_time(now)
        except MapRefusedError as refusal:
            self._course = None
            return MapMeasured(asked.number, fault=refusal.fault, tag=refusal.tag)
        if isinstance(course, Course) and course.map:
            self._course = None
            return MapMeasured(asked.number, course.map)
        if isinstance(course, DotsCourse) and course.dots is not None:
            self._course = None
            return DotsMeasured(asked.number, course.dots)
        if isinstance(course, TrayCourse) and course.is_over:
            self._course = None
            return TrayMeasured(asked.number, course.view, course.is_too_bright)
        wanted = self._wanted()
        if wanted == self._shown:
            return None
        self._shown = wanted
        return wanted

    def was_shown(self, now: float) -> None:
        """Note that what was wanted last is shown from now on."""
        if self._course:
            self._course.was_shown(now)

    def _wanted(self) -> Projected:
        course, asked = self._course, self._asked
        assert asked is not None
        if isinstance(course, DotsCourse):
            return Projected(asked.number, dots=course.shows_dots)
        if isinstance(course, TrayCourse):
            return Projected(asked.number, places=course.shows_places)
        assert isinstance(course, Course) and isinstance(asked, MeasureMap)
        part = course.level ** (1 / GAMMA)
        if course.slide is Slide.BOARD:
            board = np.asarray(Board.of(asked.size).picture() * part, np.uint8)
            png = cv2.imencode(".png", board)[1].tobytes()
            return Projected(asked.number, png=png, holds=course.holds_exposure)
        level = {Slide.GREY: SETTLING, Slide.WHITE: 255, Slide.BLACK: 0}[course.slide]
        return Projected(asked.number, round(level * part), holds=course.holds_exposure)


def survey(line: ParentLink) -> None:
    """Do the child's work. Of the frames that came meanwhile only the newest is looked at.

    A frame counts once what was wanted is shown: a window that is busy shows it late, and frames of what was there
    before would be taken for it.
    """
    measurement, number, waits = Survey(), 0, False
    while True:
        line.heartbeat()
        news = _newest(line)
        if news.asked:
            number, waits = news.asked.number, True
            line.send(measurement.begin(news.asked, time.monotonic()))
            continue
        if waits and news.shown and news.shown.number == number:
            measurement.was_shown(news.shown.at)
            waits = False
        if waits or not measurement.is_on:
            continue
        line.heartbeat(WORK_S)
        frame = news.frame
        answer = measurement.take(frame.jpeg if frame else b"", frame.at if frame else time.monotonic())
        line.heartbeat()
        if answer:
            waits = isinstance(answer, Projected)
            line.send(answer)


@dataclass
class _News:
    """What came meanwhile: the newest of each kind, and of the frames one since something was shown."""

    asked: Asked | None = None
    shown: Shown | None = None
    frame: CameraFrame | None = None


def _newest(line: ParentLink) -> _News:
    """Return what waits to be read."""
    news = _News()
    message = line.receive(WAIT_S)
    while message is not None:
        match message:
            case CameraFrame():
                news.frame = message
            case Shown():
                news.shown, news.frame = message, None
            case _:
                news = _News(message)
        message = line.receive(0)
    return news
