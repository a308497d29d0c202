"""A coach at a real desktop: a task of six photos with mouse and keyboard, saved, released, and done by a worker."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from oss_app.taskfile import load
from tests.stories.test_dental_kit import outcomes, running
from tests.ui.editor import photo
from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window

SENTENCES = (
    "Pak de doos.",
    "Zet de doos op tafel.",
    "Leg 4 bouten in de doos.",
    "Leg 1 sleutel in de doos.",
    "Sluit de doos.",
    "Plak het etiket op de doos.",
)


def xdotool(desktop: Desktop, *arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], env=desktop.environment, check=True, timeout=60)


def type_(desktop: Desktop, words: str) -> None:
    xdotool(desktop, "type", "--delay", "12", words)


def drag(desktop: Desktop, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Hold the left button between two points, in 0...1 of the screen."""
    points = [(round(x * desktop.width), round(y * desktop.height)) for x, y in (start, end)]
    (x0, y0), (x1, y1) = points
    xdotool(desktop, "mousemove", str(x0), str(y0), "mousedown", "1")
    for share in (0.3, 0.6, 1.0):
        time.sleep(0.1)
        xdotool(desktop, "mousemove", str(round(x0 + (x1 - x0) * share)), str(round(y0 + (y1 - y0) * share)))
    xdotool(desktop, "mouseup", "1")
    time.sleep(0.3)


@pytest.mark.slow
def test_a_coach_makes_a_task_and_a_worker_does_it(desktop: Desktop, tmp_path: Path) -> None:
    photos = [photo(tmp_path / f"IMG_{n}.jpg") for n in range(1, 7)]
    data = tmp_path / "data"
    with running(desktop, "edit", "--data", str(data)):
        desktop.key("space")  # Choose photos
        xdotool(desktop, "search", "--sync", "--onlyvisible", "--name", "^Kies foto", "windowfocus", "--sync")
        type_(desktop, " ".join(f'"{path}"' for path in photos))
        desktop.key("Return")
        wait_until(lambda: list((data / "tasks").glob("*/task.yaml")) != [], "no task came of the photos")
        time.sleep(0.5)
        for number, sentence in enumerate(SENTENCES):
            type_(desktop, sentence)
            if number == 2:
                drag(desktop, (0.33, 0.25), (0.55, 0.45))  # over the photo
                xdotool(desktop, "mousemove", "10", "10", "key", "ctrl+Page_Down")
                desktop.click(0.44, 0.695)
            elif number < len(SENTENCES) - 1:
                xdotool(desktop, "key", "Return")
        desktop.key("ctrl+s")
        folder = next((data / "tasks").iterdir())
        wait_until(lambda: SENTENCES[-1] in (folder / "task.yaml").read_text(encoding="utf-8"), "it was not saved")
        desktop.picture(tmp_path / "editor.png")
        desktop.key("F5", "space", "Escape")
        desktop.click(0.946, 0.05)  # Release
        wait_until(lambda: (folder / ".released").is_dir(), "it was not released")
        desktop.key("alt+F4")
    found = load(folder)
    task = found.listing.task
    assert task is not None, found.listing.problems
    assert [step.text.words for step in task.steps] == list(SENTENCES)
    assert [step.photo for step in task.steps] == [f"img_{n}.jpg" for n in range(1, 7)]
    assert task.outline_of(task.steps[2]) is not None
    with running(desktop, "run", folder.name, "--camera", "none", "--data", str(data)):
        desktop.key(*["space"] * 6)
        wait_until(lambda: len(outcomes(data)) == 6, "the worker did not get through the task")
