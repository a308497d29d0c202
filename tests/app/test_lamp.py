"""The light on a second display: lit where the map says, dark where it must be, and the coach hears why."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

WORKER = {"name": "DP-1", "x": 0, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}
PROJECTOR = {"name": "HDMI-2", "x": 1280, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
MIRROR = {**PROJECTOR, "x": 0, "width": 1280, "height": 720}
PROGRAM = """
import json, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from oss_app.app.application import application
from oss_app.app.lamp import BenchLamp
from oss_app.app.setting_up import SettingUp
from oss_app.app.station import open_station
from oss_app.core.light import Lit, OutlineSeen, TrayPushed
from oss_app.core.plane import Homography
from oss_app.i18n import load
from oss_app.store.light import YamlLight
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.light_window import Projector
from oss_app.ui.kiosk.window import MainWindow
from tests.fakes import FakeVoice

application()
station = open_station(Path(sys.argv[1]), load("en"))
station.settings = station.settings.model_copy(update={"display_name": "DP-1", "language": "en"})
display = StationDisplay("DP-1", "")
window = MainWindow(display)
window.open()
projector = Projector(display.screen)
lamp = BenchLamp(projector, YamlLight(station.folders.light, load("en")))
setting_up = SettingUp(station, FakeVoice(), window, list, list, lamp=lamp)
setting_up.open()
card = setting_up.page.light
out = {"card": card.isVisibleTo(setting_up.page),
       "choices": [card.displays.itemText(n) for n in range(card.displays.count())]}
if card.displays.count() > 1:
    card.displays.activated.emit(1)
    QTest.qWait(50)
    out["kept"] = station.settings.projector_name
    out["window"] = [projector.window.isVisible(), *projector.window.geometry().getRect()]
    card.open_page.click()
    page = setting_up._light_setup.page
    page.canvas.moved.emit("area", 1, -150.0, 60.0)
    page.keep.click()
    out["saved"] = lamp.light.map is not None
    kept = station.folders.light.read_text()
    station.folders.light.write_text("map: [")
    lamp.read()
    out["unread"] = lamp.news(load("en"))
    station.folders.light.write_text(kept)
    lamp.read()
    out["read again"] = lamp.news(load("en"))
    page.left.emit()
    out["proved"] = "light" in station.settings.proved
    QTest.qWait(50)

    def bright():
        image = projector.window.grab().toImage()
        dots = [(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)
                if image.pixelColor(x, y).lightness() > 127]
        xs, ys = [x for x, _ in dots], [y for _, y in dots]
        return [min(xs), min(ys), max(xs), max(ys)] if dots else []

    out["dark"] = bright()
    place = ((400, 200), (500, 200), (500, 260), (400, 260))
    lamp.shine(Lit(place))
    QTest.qWait(400)
    out["lit"] = bright()
    out["expected"] = [lamp.light.map.to_picture.at(p) for p in place]
    lamp.go_dark()
    QTest.qWait(400)
    out["out"] = bright()
    lamp.shine(Lit(place, source=((700, 200), (760, 200), (760, 260), (700, 260)), source_stays=True))
    QTest.qWait(400)
    before = bright()
    doubts = []
    lamp.doubted.connect(lambda: doubts.append(1))
    lamp.see_tray(TrayPushed(Homography(rows=(1, 0, -40, 0, 1, 10, 0, 0, 1))))
    QTest.qWait(400)
    out["pushed"] = [before, bright(), [lamp.light.map.to_picture.at((x - 40, y + 10)) for x, y in place]]
    for mm in (9.0, 3.0, 9.0):
        lamp.see_tray(OutlineSeen(mm))
    out["doubts"] = [len(doubts)]
    lamp.see_tray(OutlineSeen(9.0))
    out["doubts"].append(len(doubts))
    lamp.go_dark()
    QTest.qWait(400)
    projector.choose("gone", "")
    out["missed"], out["hidden"] = lamp.news(load("en")), not projector.window.isVisible()
    lamp.shine(Lit(place))
    QTest.qWait(100)
    projector.choose("HDMI-2", "")
    QTest.qWait(100)
    out["back"], out["quiet"] = bright() != [], lamp.news(load("en"))
print(json.dumps(out))
setting_up.close_down()
station.close()
"""


def run(folder: Path, *screens: dict[str, Any]) -> dict[str, Any]:
    layout = folder / "screens.json"
    layout.write_text(json.dumps({"screens": list(screens)}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={layout}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_coach_sets_the_light_by_hand_and_it_falls_where_the_map_says(tmp_path: Path) -> None:
    found = run(tmp_path, WORKER, PROJECTOR)
    assert found["card"]
    assert [choice.partition(": ")[2] for choice in found["choices"][1:]] == ["HDMI-2, 1920 by 1080"]
    assert found["kept"] == "HDMI-2"
    assert found["window"] == [True, 1280, 0, 1920, 1080]
    assert found["saved"] and found["proved"]
    assert "light.yaml" in found["unread"] and "stays off" in found["unread"], "a file that rotted is told of"
    assert not found["read again"]
    assert found["dark"] == [] and found["out"] == [], "black where no step shows"
    xs, ys = [p[0] for p in found["expected"]], [p[1] for p in found["expected"]]
    outside_px = 20  # a line of 5 mm with a gap of 3 mm lies round the place
    for seen, edge in zip(found["lit"], (min(xs), min(ys), max(xs), max(ys)), strict=True):
        assert abs(seen - edge) == pytest.approx(outside_px / 2, abs=outside_px / 2 + 4)
    before, after, there = found["pushed"]
    assert after[0] == pytest.approx(min(p[0] for p in there), abs=outside_px + 4), "the light goes with the tray"
    assert after[0] < before[0] and after[2] == pytest.approx(before[2], abs=2), "and the bin beside it stays"
    assert found["doubts"] == [0, 1], "two in a row are needed"
    assert found["missed"] == "The projector is not connected. The work goes on without light on the bench."
    assert found["hidden"]
    assert found["back"] and found["quiet"] == "", "plugged in again, the step is lit again"


def test_with_one_display_nothing_of_it_is_seen(tmp_path: Path) -> None:
    found = run(tmp_path, WORKER)
    assert not found["card"]


def test_a_display_that_shows_the_same_as_the_workers_is_no_projector(tmp_path: Path) -> None:
    found = run(tmp_path, WORKER, MIRROR)
    assert not found["card"]
