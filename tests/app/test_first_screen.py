"""What is loaded before the first screen: each module is time that a worker waits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

PROGRAM = """
import gc, json, linecache, sys
from oss_app.cli import run
run(["--camera", "none", "--data", sys.argv[1], "--quit-after", "0.1"])
print(json.dumps([sorted(sys.modules), gc.isenabled(), gc.get_freeze_count(), sorted(linecache.cache)]))
"""
LATER = {
    "cv2", "numpy", "PIL", "pptx", "openpyxl", "lxml", "ruamel", "pyttsx3", "zxingcpp", "pyphen", "psycopg", "paho",
    "http", "ssl",
    "oss_app.editor", "oss_app.ui.desk", "oss_app.taskfile.importers", "oss_app.taskfile.lint",
    "oss_app.taskfile.writer", "oss_app.taskfile.versions", "oss_app.taskfile.package", "oss_app.app.editing",
    "oss_app.app.setting_up", "oss_app.app.workers", "oss_app.vision.align", "oss_app.vision.detectors",
}  # fmt: skip
"""The coach's side, what writes files, and what belongs to child processes."""


def test_the_first_screen_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    (tmp_path / "station.yaml").write_text("language: nl\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded, collects, left_alone, sources = json.loads(done.stdout.splitlines()[-1])
    assert "oss_app.ui.kiosk.start.view" in loaded
    assert [name for name in loaded if name in LATER or any(name.startswith(f"{late}.") for late in LATER)] == []
    assert collects and left_alone > 20_000, "a step would wait while what was loaded is looked through"
    assert [name for name in sources if "oss_app" in name] == [], "PySide reads the source of each module"
