"""A kit of a hundred checks in the process that it has in the app: it answers, and nobody takes it for hung."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from oss_app.core.verdict import Answer
from oss_app.vision.camera_process import CameraProcess
from tests.leftovers import nothing_left, until
from tests.vision.kit_pictures import PLACES, taught_kit, tray
from tests.vision.test_eye import Told

SECONDS = 120.0
LACKING = {3, 17, 64}


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


def film(folder: Path, check: str) -> None:
    """Full, three lacking, full in another light, and empty: each for a quarter of the time."""
    trays = [
        tray(range(PLACES), seed=1),
        tray(set(range(PLACES)) - LACKING, seed=2),
        tray(range(PLACES), 3, 0.8),
        tray(()),
    ]
    folder.mkdir()
    for number, frame in enumerate(trays):
        cv2.imwrite(str(folder / f"{number}.png"), frame)
    scene = [{"frame": f"{number}.png", "seconds": SECONDS / len(trays)} for number in range(len(trays))]
    (folder / "script.json").write_text(json.dumps({"fps": 10, "scenes": {check: scene}}))


@pytest.mark.slow
def test_two_minutes_of_a_kit_of_100_end_with_the_process_that_began(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    check = taught_kit(tmp_path / "checks")
    film(tmp_path / "camera", check.name)
    told = Told()
    eye = CameraProcess(str(tmp_path / "camera"), lambda f: f(), told.on_look, told.on_camera)
    try:
        with caplog.at_level(logging.WARNING):
            eye.watch(1, check, tmp_path / "checks" / check.name, None)
            until(lambda: bool(told.states), 60.0)
            begun, pid = time.monotonic(), eye.pid
            until(lambda: time.monotonic() - begun > SECONDS, SECONDS + 60.0)
        assert eye.pid == pid
    finally:
        eye.close()
    assert told.states == [True]
    assert not caplog.records
    answers = {look.answer for _, look, _ in told.looks}
    assert Answer.DONE in answers
    lacking = tuple(f"place-{place + 1}" for place in sorted(LACKING))
    assert lacking in {look.doubtful for _, look, _ in told.looks}
