"""What `oss-app demo` has and `run` has not: a short dental kit, and the picture of its bench beside the step."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from oss_app.app import demo
from oss_app.core.light import Lit
from oss_app.core.task import Task
from oss_app.i18n import load
from oss_app.player.screen import ControlSlot
from oss_app.resources import assets, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.kiosk.player.bench_picture import BenchPicture
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.bench_window import BenchWindow
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.light_picture import draw_lit
from tests.conftest import ROOT
from tests.ui.screens import CALL, EXTENT, FINAL_CHECK, STEP, STILL
from tests.window import desktop_of

SIZES = [(1280, 720, 3.7), (1366, 768, 3.97), (1920, 1080, 3.6), (3840, 2160, 6.425), (1080, 1920, 3.6)]
FRAME = (assets() / "demo" / "12.jpg").read_bytes()


@pytest.fixture
def dental() -> Task:
    task = demo.DemoLibrary(instructions()).load(demo.task()).task
    assert task is not None
    return task


def test_a_visitor_sees_a_must_the_whole_kit_and_the_end(dental: Task) -> None:
    assert dental.repeat == 2
    assert [step.check for step in dental.steps if step.must] == ["spiegel"]
    assert [step.check for step in dental.steps][-4:] == ["wattenrollen", "alles", None, None]
    assert dental.steps[3].film, "the ladder of help has all its rungs where a visitor is told to try it"


def test_the_other_samples_and_other_stations_are_as_they_were() -> None:
    ours, others = demo.DemoLibrary(instructions()), FolderLibrary(instructions())
    for name in ("ontbijt", "schroeven"):
        assert ours.load(instructions() / name) == others.load(instructions() / name)
    task = others.load(demo.task()).task
    assert task is not None
    assert (task.repeat, len(task.steps)) == (20, 8)


def test_its_camera_has_a_scene_for_all_that_is_looked_at(dental: Task) -> None:
    scenes = json.loads((assets() / "demo" / "script.json").read_text(encoding="utf-8"))["scenes"]
    assert {step.check for step in dental.steps if step.check} | {"page"} == set(scenes)
    frames = {shot["frame"] for scene in scenes.values() for shot in scene}
    assert all((assets() / "demo" / name).is_file() for name in frames)


def test_it_says_that_the_camera_is_simulated_and_what_can_be_tried(dental: Task) -> None:
    captions = demo.captions(dental, load("nl"))
    assert captions[0] == "Nagemaakte camera."
    assert all(text.startswith(captions[0]) for text in captions.values())
    assert "Probeer Hulp" in captions[4]
    assert {3, 4, 7} < captions.keys()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PlayerView]:
    made = PlayerView()
    qtbot.addWidget(made)
    yield made
    made.close_down()


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("percent", [100, 200])
def test_the_bench_stands_beside_the_step_and_hides_neither_place_nor_control(
    view: PlayerView, size: tuple[int, int, float], percent: int
) -> None:
    bench = BenchPicture(view, {0: "Nagemaakte camera.", 4: "Nagemaakte camera. Probeer Hulp."})
    view.resize(size[0], size[1])
    view.set_profile(STILL.model_copy(update={"text_percent": percent}), EXTENT, size[2])
    view.show()
    view.show_screen(STEP)
    assert not bench.isVisible(), "the camera is closed"
    bench.show_frame(FRAME)
    assert bench.isVisible()
    assert bench.text() == "Nagemaakte camera. Probeer Hulp."
    stands = Box(bench.x(), bench.y(), bench.width(), bench.height())
    assert stands.inside(Box(0, 0, size[0], size[1]))
    for slot in ControlSlot:
        assert not stands.overlaps(view.button(slot).box), slot
    assert STEP.picture
    assert STEP.picture.outline
    layout = view.layout_of(STEP)
    assert not stands.overlaps(layout.sentence)
    middle = [sum(axis) / len(STEP.picture.outline) for axis in zip(*STEP.picture.outline, strict=True)]
    x, y = layout.photo.x + middle[0] * layout.photo.w, layout.photo.y + middle[1] * layout.photo.h
    assert layout.portrait or not (stands.x <= x <= stands.right and stands.y <= y <= stands.bottom)
    view.show_screen(CALL)
    assert not bench.isVisible(), "no camera looks on here"
    view.show_screen(STEP)
    bench.show_frame(b"")
    assert not bench.isVisible()


@pytest.mark.parametrize("size", [(1280, 720, 3.7), (1366, 768, 3.97)], ids=str)
def test_the_bench_hides_no_tick_of_the_whole_kit(view: PlayerView, dental: Task, size: tuple[int, int, float]) -> None:
    outlines = max(dental.places.values(), key=len).values()
    assert len(outlines) >= 4
    assert FINAL_CHECK.picture
    picture = replace(FINAL_CHECK.picture, ticks=tuple(outlines), outline=None)
    bench = BenchPicture(view, {0: "Nagemaakte camera."})
    view.resize(size[0], size[1])
    view.set_profile(STILL, EXTENT, size[2])
    view.show()
    view.show_screen(replace(FINAL_CHECK, picture=picture))
    bench.show_frame(FRAME)
    stands = Box(bench.x(), bench.y(), bench.width(), bench.height())
    photo, side = view.layout_of(FINAL_CHECK).photo, 19 * size[2]
    for outline in outlines:
        right = photo.x + max(x for x, _ in outline) * photo.w
        top = photo.y + min(y for _, y in outline) * photo.h
        tick = edges(right - 0.6 * side, top - 0.4 * side, right + 0.4 * side, top + 0.6 * side)
        assert not stands.overlaps(tick)


def test_the_light_of_the_demonstration_lies_round_the_places_that_its_camera_sees(dental: Task, qtbot: QtBot) -> None:
    light = demo.light(demo.DemoLibrary(instructions()), dental)
    assert light.map is not None
    assert set(light.places[demo.task().name]) == {"vak-1", "vak-2", "vak-3", "vak-4"}
    window = BenchWindow(QImage(str(assets() / "demo" / "empty.jpg")), "bench")
    qtbot.addWidget(window)
    window.resize(1280, 720)
    dark = window.grab().toImage()
    lit, bench_map = Lit(light.place(demo.task().name, "vak-2")), light.map
    window.draw(lambda painter: draw_lit(painter, lit, bench_map), fades=False)
    bright = window.grab().toImage()
    brighter = [
        (x, y)
        for x in range(0, 1280, 3)
        for y in range(0, 720, 3)
        if bright.pixelColor(x, y).lightness() > dark.pixelColor(x, y).lightness() + 10
    ]
    check = demo.DemoLibrary(instructions()).check(dental, "sonde-in-vak-2")
    assert check is not None
    xs, ys = [1280 * x for x, _ in check.region], [720 * y for _, y in check.region]
    edge_px = 32  # a line of 5 mm and a gap of 3 mm, three pixels a millimetre
    assert min(xs) - edge_px <= min(x for x, _ in brighter) < min(xs)
    assert max(ys) < max(y for _, y in brighter) <= max(ys) + edge_px
    window.show_frame(FRAME)
    assert window.picture_size == (1280, 720), "the light falls where it fell, whatever lies there"
    assert window.grab().toImage() != bright


BESIDE = """
import sys, time
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from oss_app.app.application import application
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.bench_window import BenchWindow
from oss_app.ui.kit.display import StationDisplay

application()
display = StationDisplay("", "")
bench = BenchWindow(QImage(1280, 720, QImage.Format.Format_RGB32), "bench")
window = MainWindow(display, beside=not bench.open_beside(display.screen()))
window.open()

def stand_beside_each_other():
    frames = [one.frameGeometry() for one in (window, bench)]
    return (
        all(one.isVisible() and one.windowHandle().isExposed() for one in (window, bench))
        and not frames[0].intersects(frames[1])
        and all(display.screen().geometry().contains(frame) for frame in frames)
    )

end = time.monotonic() + 60
while not stand_beside_each_other() and time.monotonic() < end:
    QTest.qWait(50)
print(window.frameGeometry(), bench.frameGeometry())
sys.exit(0 if stand_beside_each_other() else 1)
"""


@pytest.mark.window
@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_where_there_is_one_display_the_bench_with_light_stands_beside_the_workers_window(
    size: tuple[int, int],
) -> None:
    """Seen red: a full window with the keys lies over a window that is to stay on top, and the bench was not seen."""
    with desktop_of(*size) as desktop:
        done = subprocess.run(
            [sys.executable, "-c", BESIDE],
            cwd=ROOT,
            env=desktop.environment,
            timeout=200,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout + done.stderr
