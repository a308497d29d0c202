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
    Projected,
)
from oss_app.projection.pattern import Board
from oss_app.projection.picture import GAMMA, decoded
from oss_app.sidecar import ParentLink

WAIT_S = 0.2
WORK_S = 10.0  # that finding a map may take on a slow computer
SETTLING = 224  # the grey before the shots, light enough that white does not drown the camera

Measured = MapMeasured | DotsMeasured


@dataclass
class Survey:
    """One measurement: ``begin`` and ``take`` return what is to be shown, or what was found."""

    _asked: MeasureMap | MeasureDots | None = None
    _course: Course | DotsCourse | None = None
    _shown: Projected | None = None

    @property
    def is_on(self) -> bool:
        return self._course is not None

    def begin(self, asked: MeasureMap | MeasureDots, now: float) -> Projected:
        """Begin anew."""
        self._asked = asked
        self._course = (
            Course(asked.size, asked.area, now) if isinstance(asked, MeasureMap) else DotsCourse(asked.map, now)
        )
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
        wanted = self._wanted()
        if wanted == self._shown:
            return None
        self._shown = wanted
        return wanted

    def _wanted(self) -> Projected:
        course, asked = self._course, self._asked
        assert asked is not None
        if isinstance(course, DotsCourse):
            return Projected(asked.number, dots=course.shows_dots)
        assert isinstance(course, Course) and isinstance(asked, MeasureMap)
        part = course.level ** (1 / GAMMA)
        if course.slide is Slide.BOARD:
            board = np.asarray(Board.of(asked.size).picture() * part, np.uint8)
            return Projected(asked.number, png=cv2.imencode(".png", board)[1].tobytes())
        level = {Slide.GREY: SETTLING, Slide.WHITE: 255, Slide.BLACK: 0}[course.slide]
        return Projected(asked.number, round(level * part))


def survey(line: ParentLink) -> None:
    """The child's work."""
    measurement = Survey()
    while True:
        line.heartbeat()
        message = line.receive(WAIT_S)
        now = time.monotonic()
        if isinstance(message, MeasureMap | MeasureDots):
            line.send(measurement.begin(message, now))
        elif measurement.is_on:
            line.heartbeat(WORK_S)
            answer = measurement.take(message.jpeg if isinstance(message, CameraFrame) else b"", now)
            line.heartbeat()
            if answer:
                line.send(answer)
