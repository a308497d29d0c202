"""Two displays: a number stands on each, and the program moves to the one that is chosen and stays there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SCREENS = [
    {"name": "DP-1", "x": 0, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1},
    {"name": "DP-2", "x": 1280, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1},
]
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from oss_app.app.setting_up import SettingUp
from oss_app.app.station import open_station
from oss_app.i18n import load
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kiosk.window import MainWindow
from tests.fakes import FakeVoice

application = QApplication([])
fonts.load()
station = open_station(Path(sys.argv[1]), load("nl"))
settings = station.settings
window = MainWindow(StationDisplay(settings.display_name, settings.display_serial, settings.display_mm))
window.open()
began = window.screen().name()
setting_up = SettingUp(station, FakeVoice(), window, list, list)
setting_up.open()
card = setting_up.page.screen_card
card.show_numbers.click()
numbers = sorted((n.text, n.screen().name(), n.screen().geometry().contains(n.geometry())) for n in card.numbers.shown)
card.displays.activated.emit(1)
QTest.qWait(400)
card.fits.click()
print(json.dumps({
    "asked": card.displays.isVisible(), "choices": [card.displays.itemText(n) for n in range(card.displays.count())],
    "numbers": numbers, "began": began, "now": window.screen().name(), "size": [window.width(), window.height()],
    "kept": [station.settings.display_name, station.settings.display_mm],
}))
setting_up.close_down()
station.close()
"""


def run(folder: Path) -> dict[str, Any]:
    layout = folder / "screens.json"
    layout.write_text(json.dumps({"screens": SCREENS}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={layout}"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_program_goes_to_the_display_that_is_chosen_and_begins_there_the_next_time(tmp_path: Path) -> None:
    first = run(tmp_path)
    assert first["asked"]
    assert first["choices"] == ["1: DP-1, 1280 bij 720", "2: DP-2, 1920 bij 1080"]
    assert first["numbers"] == [["1", "DP-1", True], ["2", "DP-2", True]]
    assert (first["began"], first["now"], first["size"]) == ("DP-1", "DP-2", [1920, 1080])
    name, mm = first["kept"]
    assert name == "DP-2"
    assert abs(mm[0] - 487.7) <= 2, "what this display says of itself, confirmed"
    assert run(tmp_path)["began"] == "DP-2"
