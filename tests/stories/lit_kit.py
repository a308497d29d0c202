"""A story as a program: a coach sets the light with the camera, a worker does a kit by it; there are two displays.

What the app's second window shows lies on the simulated bench. Time passes by the camera's frames, so that no computer
is too slow for the story; only the displays come and go in the computer's own time, and are waited for.
``python -m tests.stories.lit_kit FOLDER TIMES`` unplugs the projector so often, and writes what happened as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from oss_app.app.application import application
from oss_app.app.lamp import BenchLamp
from oss_app.core.check import Check
from oss_app.core.light import GAP_MM, BenchLight, BenchMap, FollowedTray, TrayPushed, dots
from oss_app.core.plan import plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.settings import Settings
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.editor.lighting import marked
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import checks_that_count, enter
from oss_app.player.present import Presenter
from oss_app.projection.following import TrayFollower
from oss_app.projection.messages import (
    DotsMeasured,
    MapMeasured,
    MeasureDots,
    MeasureMap,
    MeasureTray,
    Projected,
    TrayMeasured,
)
from oss_app.store.light import YamlLight
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.station.light_page import PLACES, TRAY, LightPage, LitTask
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.light_picture import draw_dots, draw_places
from oss_app.ui.kit.light_window import Projector
from oss_app.vision.detectors import Detector, build
from tests.fakes import FakeClock, FakeJournal, FakeVoice
from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.kit import DENTAL, TRAY_MM, dental_top, dental_tray
from tests.projection.surveys import Outlines, run
from tests.stories.kit_on_the_bench import NAMES, STATES, write_kit

WORKER, LIGHT = "worker", "light"
"""The names of the displays."""
WORKER_PX = (1280, 720)
AREA = (700.0, 400.0)
"""The work area (mm)."""
HOME = (600.0, 350.0)
"""Where the tray stands."""
FRAME_S = 0.125
PATIENCE_S = 60.0  # of the computer, for a display that comes or goes
LOOKS = 160  # frames after which what does not happen never will: twenty seconds
PUSHED = {1: ((24.0, -8.0), -3.0)}
"""By step: how far (mm) and by how many degrees the hand pushes the tray."""
WRONG = {1: "wrong_tweezers_in_2"}
"""By step: what lies there before the right thing does."""


def rig_of_the_story() -> Rig:
    """Office light, a camera with some delay, tags half a millimetre off; the tray is a third of the camera's picture.

    On a bench without a grain the checks lose a tray that is much smaller in it.
    """
    rig = make_rig(7, surfaces=("laminate",), tag_error=0.5, frame=(800, 450), area=AREA)
    rig.sun, rig.dropped, rig.room = None, 0.0, 300.0
    rig.camera = replace(rig.camera, focal=rig.camera.focal * 1.5)
    rig.look()
    return rig


class Bench:
    """The simulated bench. ``frame`` lets an eighth of a second pass; then the app has had its time too."""

    def __init__(self, rig: Rig, projector: Projector) -> None:
        self.rig, self.projector, self.clock = rig, projector, FakeClock()
        self.is_to_be_lit: bool | None = None
        """What the lamp says; None before there is one."""
        self._shown: np.ndarray | None = None

    def lay(self, *boxes: Box) -> None:
        self.rig.bench.boxes = list(boxes)
        self.rig.look()

    def pixels(self) -> np.ndarray:
        """What the projector shows, grey; black where it is unplugged."""
        if not self.projector.window.isVisible():
            return np.zeros(self.rig.projector.size[::-1], np.uint8)
        return grey(self.projector.window)

    def frame(self) -> np.ndarray | None:
        self.clock.advance(FRAME_S)
        until(self._has_faded, "the light neither comes nor goes")
        slide = self.pixels()
        if self._shown is None or not np.array_equal(slide, self._shown):
            self._shown = slide
            self.rig.show(slide, self.clock.seconds)
        return self.rig.shoot(self.clock.seconds)

    def _has_faded(self) -> bool:
        if self.is_to_be_lit is None or not self.projector.is_there:
            return True
        brightest = int(self.pixels().max())
        return brightest > 220 if self.is_to_be_lit else brightest == 0

    def measure(self, asked: MeasureMap | MeasureDots | MeasureTray) -> MapMeasured | DotsMeasured | TrayMeasured:
        found = run(self.rig, asked, self.clock.seconds, self._paint)
        self.projector.window.show_nothing()
        self.clock.advance(self.rig.now - self.clock.seconds)
        self._shown = None
        return found

    def _paint(self, wanted: Projected, bench_map: BenchMap | None, places: Outlines) -> np.ndarray:
        window = self.projector.window
        if wanted.png:
            window.show_picture(QImage.fromData(wanted.png))
        elif wanted.dots and bench_map:
            window.draw(lambda painter: draw_dots(painter, dots(bench_map.area), bench_map), fades=False)
        elif wanted.places and bench_map:
            window.draw(lambda painter: draw_places(painter, places, bench_map), fades=False)
        else:
            picture = QImage(*window.picture_size, QImage.Format.Format_RGB32)
            picture.fill(QColor(wanted.level, wanted.level, wanted.level))
            window.show_picture(picture)
        return grey(window)

    def miss(self, tray: Box, place: int) -> float:
        """How far (mm) the edge of the light lies from the edge of a place, at 19 of 20 points; inf without light."""
        contours, tree = cv2.findContours((self.pixels() > 127).astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        holes = [] if tree is None else [c for c, t in zip(contours, tree[0], strict=True) if t[3] >= 0]
        if not holes:
            return float("inf")
        edge = self.rig.lands(np.asarray(max(holes, key=cv2.contourArea)[:, 0], np.float64), tray.top)
        true = on_tray(tray, place).astype(np.float32)
        beside = [-cv2.pointPolygonTest(true, (float(x), float(y)), measureDist=True) - GAP_MM for x, y in edge]
        return float(np.percentile(np.abs(beside), 95))


class SimulatedEye:
    """The port Watcher over the bench: what the camera's process does with each frame, in the story's time."""

    def __init__(self, bench: Bench, lamp: BenchLamp) -> None:
        self._bench, self._lamp = bench, lamp
        self._number = 0
        self._detector: Detector | None = None
        self._followed: FollowedTray | None = None
        self._follower: TrayFollower | None = None
        self._outline: tuple[tuple[float, float], ...] = ()
        lamp.shines.connect(self._shine)

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        self._number, self._detector = number, build(check, folder, count)
        if self._lamp.tray != self._followed:
            self._followed = self._lamp.tray
            self._follower = TrayFollower(self._followed) if self._followed else None
            self._shine(self._outline)

    def stop(self) -> None:
        self._number = 0

    def close(self) -> None:
        self._number = 0

    def look(self, conductor: Conductor) -> None:
        """Take a frame."""
        frame = self._bench.frame()
        if frame is None or not self._number or self._detector is None:
            return
        look = self._detector.look(frame)
        now = self._bench.clock.seconds
        seen = self._follower.take(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)), now) if self._follower else None
        if isinstance(seen, TrayPushed) and self._followed:
            self._followed = replace(self._followed, by=seen.by)
            look = Look(Answer.CANNOT_TELL, reason=Reason.MOVING)
        if seen:
            self._lamp.see_tray(seen)
        conductor.looked(self._number, look)

    def _shine(self, outline: tuple[tuple[float, float], ...]) -> None:
        self._outline = outline
        self._bench.is_to_be_lit = bool(outline)
        if self._follower:
            self._follower.shine(outline, self._bench.clock.seconds)


class Story:
    """Two people at one bench; ``told`` is what happened."""

    def __init__(self, folder: Path) -> None:
        self.told: dict[str, Any] = {}
        self._task_folder, self._journal = folder / "tasks" / "kit", FakeJournal()
        display = StationDisplay(WORKER, "")
        self.window = MainWindow(display)
        self.window.open()
        self.projector = Projector(display.screen)
        self.projector.choose(LIGHT, "")
        until(lambda: self.projector.is_there, "there is no projector")
        self.lamp = BenchLamp(self.projector, YamlLight(folder / "light.yaml", load("en")))
        self.bench = Bench(rig_of_the_story(), self.projector)
        self.home = dental_tray(HOME, 40.0, 4.0)
        tags, self.bench.rig.bench.tags = self.bench.rig.bench.tags, {}
        write_kit(self._task_folder, self.bench.rig, self.home)
        self.bench.rig.bench.tags = tags
        self.bench.clock.advance(self.bench.rig.now)

    def set_the_light(self) -> None:
        """The coach, at the page of the light."""
        task = FolderLibrary(self._task_folder.parent).load(self._task_folder).task
        assert task
        lit_task = LitTask("kit", "Kit", marked(task))
        page = LightPage(load("en"), self.projector.window, self.lamp.light, [lit_task], has_camera=True)
        page.kept.connect(lambda light: self._keep(page, light))
        self.window.show_page(page)
        self.bench.lay()
        page.area.set_area(AREA)
        page.area.changed.emit(AREA)
        page.measure.click()
        found = self.bench.measure(MeasureMap(1, self.projector.window.picture_size, AREA))
        assert isinstance(found, MapMeasured)
        self.told["fault"] = found.fault
        assert found.map
        page.show_measured(found.map)
        page.keep.click()
        seen = self.bench.measure(MeasureDots(2, found.map))
        assert isinstance(seen, DotsMeasured) and found.map.camera
        camera = found.map.camera.model_copy(update={"dots": seen.dots})
        self._keep(page, BenchLight(map=found.map.model_copy(update={"camera": camera})))
        self.bench.rig.bench.tags = {}
        self.bench.lay(self.home)
        page.part.button(PLACES).click()
        edge = np.array(DENTAL)
        (left, top), (right, bottom) = edge[:, :2].min(0), edge[:, 2:].max(0)
        unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        there = np.column_stack([self.home.world((unit - 0.5) * np.array(TRAY_MM)), np.full(4, -self.home.top)])
        for corner, wanted in enumerate(self.bench.rig.projector.seen(there)):
            now = next(shape for shape in page.canvas.shapes if shape.key == TRAY).points[corner]
            page.canvas.moved.emit(TRAY, corner, float(wanted[0] - now[0]), float(wanted[1] - now[1]))
        page.keep.click()
        light = self.lamp.light
        assert light.map
        looked = self.bench.measure(MeasureTray(3, light.map, tuple(light.places["kit"].values())))
        assert isinstance(looked, TrayMeasured)
        self.told["follows"] = looked.view is not None
        if looked.view:
            self._keep(page, light.model_copy(update={"trays": {"kit": looked.view}}))

    def _keep(self, page: LightPage, light: BenchLight) -> None:
        self.lamp.keep(light)
        page.show_light(light)

    def begin_the_kit(self) -> None:
        """The five dots, and then the first step."""
        self.lamp.work_on(self._task_folder)
        bench_map = self.lamp.light.map
        assert bench_map
        seen = self.bench.measure(MeasureDots(4, bench_map))
        assert isinstance(seen, DotsMeasured)
        self.lamp.judge_dots(seen.dots)
        self.told["dots"] = sum(dot is not None for dot in seen.dots)
        self.told["news"] = self.lamp.news(load("en"))
        library = FolderLibrary(self._task_folder.parent)
        task = library.load(self._task_folder).task
        assert task
        profile = Profile(auto_next=True)
        checks = dict(checks_that_count(task, library, Settings(), profile, "camera"))
        self.told["checks"] = sorted(checks)
        laid_out = plan(task, profile, checks)
        number, session = enter(self._journal, SessionKey("kit"), laid_out, "digest")
        presenter = Presenter(profile, "en", load("en"), checks)
        self.view = PlayerView()
        self.view.set_profile(profile, presenter.extent(laid_out), self.window.pixels_per_mm)
        self.window.show_page(self.view)
        self._eye = SimulatedEye(self.bench, self.lamp)
        outside = Outside(
            journal=self._journal,
            voice=FakeVoice(),
            watcher=self._eye,
            clock=self.bench.clock,
            later=self.bench.clock.later,
            show=self.view.show_screen,
            ready=self.view.prepare,
            over=lambda finished: self.told.update(finished=finished),
            lamp=self.lamp,
            light=self.lamp.light,
        )
        self._conductor = Conductor(session, number, presenter, checks, outside)
        self.lamp.tray_pushed.connect(self._conductor.pushed)
        self._conductor.open()

    def do_the_kit(self, times: int) -> None:
        """The worker, step by step."""
        tray, steps = self.home, []
        for number in range(len(NAMES)):
            step: dict[str, Any] = {"lit_s": self._look_until(lambda t=tray, n=number: self.bench.miss(t, n) <= 3.0)}
            if number == 2:
                step["unplugged"] = [self._unplug(tray, number) for _ in range(times)]
            if number in PUSHED:
                (right, down), turn = PUSHED[number]
                pushed = replace(tray, at=(tray.at[0] + right, tray.at[1] + down), turn=tray.turn + turn)
                step["moved_with_pushing_arm"] = self._reach(number, tray, pushed)
                step["followed_s"] = self._look_until(lambda t=pushed, n=number: self.bench.miss(t, n) <= 3.0)
                tray = pushed
            if number in WRONG:
                wrong = replace(tray, picture=dental_top(WRONG[number]))
                self._reach(number, tray, wrong)
                step["out_s"] = self._look_until(lambda: not self.bench.pixels().any())
                step["back_s"] = self._look_until(lambda t=tray, n=number: self.bench.miss(t, n) <= 3.0)
                step["believed"] = self._seen() > number
                tray = wrong
            filled = replace(tray, picture=dental_top(STATES[number + 1]))
            step["moved_with_arm"] = self._reach(number, tray, filled)
            step["seen_s"] = self._look_until(lambda n=number: self._seen() > n)
            tray = filled
            steps.append(step)
        self.told |= {"steps": steps, "outcomes": [str(entry.outcome) for entry in self._journal.ended()]}
        self.told["dark_s"] = self._look_until(lambda: not self.bench.pixels().any())

    def _seen(self) -> int:
        return len(self._journal.ended())

    def _look_until(self, true: Callable[[], bool]) -> float | None:
        """Seconds of the story until something is so; None where it never is."""
        began = self.bench.clock.seconds
        for _ in range(LOOKS):
            if true():
                return self.bench.clock.seconds - began
            self._eye.look(self._conductor)
        return None

    def _reach(self, place: int, before: Box, after: Box) -> bool:
        """An arm comes, does it and goes; whether the light moved while it was in view."""
        where = self.bench.pixels()
        moved = False
        middle = on_tray(before, place).mean(0)
        for tray, reach in ((before, 120.0), (before, -20.0), (after, -20.0), (after, 120.0)):
            size = (80.0, 500.0, 60.0)
            self.bench.lay(tray, Box((middle[0], middle[1] + reach + 250), size, 0, "wood", albedo=0.2, lift=tray.top))
            for _ in range(3):
                self._eye.look(self._conductor)
            now = self.bench.pixels()
            moved = moved or bool(now.any() and where.any() and not np.array_equal(now, where))
        self.bench.lay(after)
        return moved

    def _unplug(self, tray: Box, place: int) -> dict[str, Any]:
        """The projector's cable is pulled during a step, and put back."""
        screen, at = grey(self.view), self._conductor.session.state.position
        xrandr("--delmonitor", LIGHT)
        until(lambda: not self.projector.is_there, "nobody notices that the projector has gone")
        self._eye.look(self._conductor)
        out = {
            "dark": not self.projector.window.isVisible(),
            "news": self.lamp.news(load("en")),
            "screen": float((grey(self.view) != screen).mean()),
        }
        plug(self.bench.rig)
        until(lambda: self.projector.is_there, "nobody notices that the projector is back")
        out["back_s"] = self._look_until(lambda: self.bench.miss(tray, place) <= 3.0)
        out["at"] = at == self._conductor.session.state.position
        return out


def on_tray(tray: Box, place: int) -> np.ndarray:
    """The corners (mm of the bench) of a place of the tray."""
    left, top, right, bottom = DENTAL[place]
    unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    return tray.world((unit - 0.5) * np.array(TRAY_MM))


def grey(widget: QWidget) -> np.ndarray:
    """The pixels of a window."""
    QApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : image.width()].copy()


def until(true: Callable[[], bool], otherwise: str) -> None:
    """Let the app work until something is so."""
    end = time.monotonic() + PATIENCE_S
    QApplication.processEvents()
    while not true():
        assert time.monotonic() < end, otherwise
        QApplication.processEvents()


def xrandr(*arguments: str) -> None:
    subprocess.run(["xrandr", *arguments], check=True, timeout=PATIENCE_S, capture_output=True)


def plug(rig: Rig) -> None:
    """Connect the projector as a display beside the worker's."""
    w, h = rig.projector.size
    xrandr("--setmonitor", LIGHT, f"{w}/400x{h}/250+{WORKER_PX[0]}+0", "none")


def main() -> None:
    folder, times = Path(sys.argv[1]), int(sys.argv[2])
    application()  # first: a server without anyone connected forgets its displays
    xrandr("--setmonitor", WORKER, f"{WORKER_PX[0]}/340x{WORKER_PX[1]}/190+0+0", "screen")
    plug(rig_of_the_story())
    until(lambda: {screen.name() for screen in QApplication.screens()} == {WORKER, LIGHT}, "there are no two displays")
    story = Story(folder)
    story.set_the_light()
    story.begin_the_kit()
    story.do_the_kit(times)
    (folder / "told.json").write_text(json.dumps(story.told), encoding="utf-8")
    story.lamp.close_down()


if __name__ == "__main__":
    main()
