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
from oss_app.app.footprint import keep_small
from oss_app.cli import run
keep_small()
from oss_app.ui.kiosk import window
drawn, before = [], window.MainWindow.open
def open(self):
    self.stands.connect(lambda: drawn.append(sorted(sys.modules)))
    before(self)
window.MainWindow.open = open
if __name__ == "__main__":
    run(["--camera", "none", "--data", sys.argv[1], "--quit-after", sys.argv[2]])
    print(json.dumps([drawn[0], gc.isenabled(), gc.get_freeze_count(), sorted(linecache.cache)]))
"""
OURS = Path(__file__).with_name("first_screen.txt")
"""The modules of ours that a question loads."""
THEIRS = {
    "PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "pydantic", "pydantic_core", "annotated_types",
    "typing_extensions", "typing_inspection", "platformdirs", "yaml", "cython_runtime",
}  # fmt: skip
QT = {"QtCore", "QtGui", "QtSvg", "QtWidgets"}


def test_the_first_screen_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    (tmp_path / "station.yaml").write_text("language: nl\n", encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), "3"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    drawn, collects, left_alone, sources = json.loads(done.stdout.splitlines()[-1])
    ours = {name for name in drawn if name.partition(".")[0] == "oss_app"}
    needed = set(OURS.read_text(encoding="utf-8").split())
    assert ours - needed == set(), f"a worker waits for it: import it later, or write it into {OURS.name}"
    assert needed - ours == set(), f"nobody waits for it any more: strike it out of {OURS.name}"
    standard = sys.stdlib_module_names | set(sys.builtin_module_names)
    others = {name.partition(".")[0] for name in drawn} - standard - {"oss_app", "__mp_main__"}
    assert {name for name in others if not name.startswith("_")} == THEIRS
    assert {name.removeprefix("PySide6.") for name in drawn if name.startswith("PySide6.Qt")} == QT
    assert collects and left_alone > 20_000, "a step would wait while what was loaded is looked through"
    assert [name for name in sources if "oss_app" in name] == [], "PySide reads the source of each module"
