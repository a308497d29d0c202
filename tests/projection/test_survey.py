"""What the process that measures makes of its messages: a frame counts once what was wanted is shown."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from oss_app.core.light import BenchMap, CameraSide, dots
from oss_app.core.plane import Homography
from oss_app.projection.messages import CameraFrame, DotsMeasured, MeasureDots, Projected, Shown
from oss_app.projection.survey import survey
from oss_app.sidecar import Closed

NUMBER = 7
SIDE = CameraSide(frame=(1000, 550), lens=(0.0, 0.0), to_bench=Homography(), delay_ms=100)
MAP = BenchMap(size=(1000, 550), to_picture=Homography(), camera=SIDE)


class Line:
    """The child's end of a line on which messages lie: one a look, and then it is closed."""

    def __init__(self, *waiting: object) -> None:
        self._waiting = [part for message in waiting for part in (message, None)]
        self.said: list[object] = []

    def receive(self, timeout: float) -> object:
        if not self._waiting:
            raise Closed
        return self._waiting.pop(0)

    def send(self, message: object) -> None:
        self.said.append(message)

    def heartbeat(self, seconds: float = 0.0) -> None:
        pass


def _frame(at: float, *, lit: bool) -> CameraFrame:
    picture = np.full((550, 1000), 60, np.uint8)
    for x, y in dots(MAP.area) if lit else ():
        cv2.circle(picture, (round(x), round(y)), 9, 200, -1)
    return CameraFrame(NUMBER, cv2.imencode(".png", picture)[1].tobytes(), at)


def test_frames_of_what_was_there_before_are_not_taken_for_what_is_shown_late() -> None:
    """A window that was busy for seconds: the dots were said not to be seen before they were shown."""
    now = time.monotonic()
    dark = [_frame(now + at, lit=False) for at in (0.5, 0.7)]
    late = [_frame(now + at, lit=False) for at in (0.8, 1.2, 1.8, 2.8)]
    lit = _frame(now + 3.2, lit=True)
    line = Line(MeasureDots(NUMBER, MAP), Shown(NUMBER, now), *dark, *late, Shown(NUMBER, now + 3.0), lit)
    with pytest.raises(Closed):
        survey(line)  # type: ignore[arg-type]
    assert line.said[:2] == [Projected(NUMBER), Projected(NUMBER, dots=True)]
    (found,) = line.said[2:]
    assert isinstance(found, DotsMeasured) and None not in found.dots


def test_what_was_shown_for_an_earlier_question_does_not_count() -> None:
    now = time.monotonic()
    dark = [_frame(now + at, lit=False) for at in (0.5, 0.7, 0.9)]
    line = Line(MeasureDots(NUMBER, MAP), Shown(NUMBER - 1, now - 1.0), *dark)
    with pytest.raises(Closed):
        survey(line)  # type: ignore[arg-type]
    assert line.said == [Projected(NUMBER)]
