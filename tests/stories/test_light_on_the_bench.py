"""A coach sets the light with the camera; a worker does a kit by it, with all that comes between.

Two real displays, the app's own windows on them, and the simulated bench under the second: see ``lit_kit``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.stories.lit_kit import WORKER_PX, rig_of_the_story
from tests.window import Desktop, desktop_of

pytestmark = [pytest.mark.window, pytest.mark.slow]
PATIENCE_S = 900.0  # of a computer that does much else; the story itself has its own time
UNPLUGGED = 20
GONE = "The projector is not connected. The work goes on without light on the bench."


@pytest.fixture
def displays() -> Iterator[Desktop]:
    if shutil.which("xrandr") is None:
        pytest.skip("two displays need xrandr")
    w, h = rig_of_the_story().projector.size
    with desktop_of(WORKER_PX[0] + w, max(WORKER_PX[1], h), managed=False) as made:
        yield made


def test_a_kit_is_done_by_the_light(displays: Desktop, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.stories.lit_kit", str(tmp_path), str(UNPLUGGED)]
    done = subprocess.run(
        command, cwd=ROOT, env=displays.environment, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert told["fault"] is None and told["follows"], "the camera finds the light, and the tray"
    assert told["dots"] == 5 and told["news"] == "", "and the dots where they were"
    assert told["checks"] == ["mirror", "probe", "rolls", "tweezers"]
    first, pushed, unplugged, last = told["steps"]
    for step in told["steps"]:
        assert step["lit_s"] is not None, "the place of the step is lit, within 3 mm"
        assert not step["moved_with_arm"]
        assert step["seen_s"] is not None, "the light goes out, and the camera sees what was put there"
    assert pushed["out_s"] is not None and pushed["back_s"] is not None and not pushed["believed"]
    assert pushed["followed_s"] is not None and pushed["followed_s"] <= 1.5, "seconds of the story"
    assert not pushed["moved_with_pushing_arm"]
    for time in unplugged["unplugged"]:
        assert time["dark"] and time["news"] == GONE and time["at"]
        assert time["screen"] == 0.0, "the worker's screen is as it was"
        assert time["back_s"] is not None
    assert "unplugged" not in first and "out_s" not in last
    assert told["outcomes"] == ["seen"] * 4
    assert told["dark_s"] is not None, "after the kit the bench is dark"
