"""A kit of a hundred checks in the process that it has in the app: it answers, and nobody takes it for hung."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import pytest

from oss_app.core.verdict import Answer, Look
from oss_app.vision.camera_process import CameraProcess
from tests.leftovers import nothing_left, until
from tests.vision.kit_pictures import PLACES, BenchCamera, lay, taught_kit, tray
from tests.vision.test_eye import Told

SECONDS = 120.0
PATIENCE_S = 300.0  # for an answer of a computer on which much else runs
LACKING = {3, 17, 64}


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


def named(places: set[int]) -> tuple[str, ...]:
    return tuple(f"place-{place + 1}" for place in sorted(places))


@pytest.mark.slow
def test_two_minutes_of_a_kit_of_100_end_with_the_process_that_began(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Each tray lies there until all of it was answered, and for a quarter of the time at least."""
    everything = set(range(PLACES))
    trays = {
        "full": (tray(everything, seed=1), Answer.DONE, ()),
        "lacking": (tray(everything - LACKING, seed=2), Answer.NOT_DONE, named(LACKING)),
        "in another light": (tray(everything, 3, 0.8), Answer.DONE, ()),
        "empty": (tray(()), Answer.NOT_DONE, named(everything)),
    }
    for name, (frame, *_) in trays.items():
        cv2.imwrite(str(tmp_path / f"{name}.png"), frame)
    check = taught_kit(tmp_path / "checks")
    told = Told()
    lay(tmp_path, "full.png")
    eye = CameraProcess(str(tmp_path), lambda f: f(), told.on_look, told.on_camera, open_camera=BenchCamera)
    try:
        with caplog.at_level(logging.WARNING):
            eye.watch(1, check, tmp_path / "checks" / check.name, None)
            until(lambda: bool(told.states), PATIENCE_S)
            begun, pid = time.monotonic(), eye.pid
            for number, (name, (_, *answer)) in enumerate(trays.items(), 1):
                lay(tmp_path, f"{name}.png")
                until(lambda answer=answer: said(told.last()) == answer, PATIENCE_S)
                end = begun + number * SECONDS / len(trays)
                until(lambda end=end: time.monotonic() > end, SECONDS)
        assert eye.pid == pid
    finally:
        eye.close()
    assert told.states == [True]
    assert not caplog.records


def said(look: Look | None) -> list[object]:
    return [look.answer, look.doubtful] if look else []
