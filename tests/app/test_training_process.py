"""The process that learns comes up also where OpenCV loads slowly, and what was asked meanwhile is answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from oss_app.app.training_process import learn
from oss_app.core import lesson
from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.resources import assets
from oss_app.sidecar import Sidecar

from ..leftovers import nothing_left, until
from ..sidecar.slow_imports import make_slow


@pytest.mark.slow
def test_a_question_asked_while_opencv_loads_slowly_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shim").mkdir()
    make_slow(monkeypatch, tmp_path / "shim", "cv2", 2.5)
    heard: list[Any] = []
    alive: list[bool] = []
    check = Check(name="sonde", kind=CheckKind.OCCUPIED, region=rectangle(0.2, 0.2, 0.8, 0.8))
    with nothing_left():
        trainer = Sidecar("training", learn, lambda f: f(), heard.append, alive.append)
        trainer.start()
        try:
            until(lambda: alive)
            reference = (assets() / "demo" / "empty.jpg").read_bytes()
            trainer.send(lesson.Begin(1, check, tmp_path / "checks" / "sonde", None, reference))
            until(lambda: heard, 30)
        finally:
            trainer.close()
    assert isinstance(heard[0], lesson.LessonBegun)
    assert alive == [True], "it was not killed while it loaded"
