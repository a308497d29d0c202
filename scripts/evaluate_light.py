"""Measure the light on the simulated bench: where the real pixels of the app's second window land.

python scripts/evaluate_light.py --seeds 1-20 --out light.jsonl [--surfaces wood,steel] [--only map,spoiled,…]
python scripts/evaluate_light.py --read light.jsonl more.jsonl --docs

The bench, the lamp and the lens are ``tests/light_bench``, which shares no code with the app. One JSON line a finding.
A run that was broken off goes on where it was: what the file already holds is not measured again. Each line says of
which state of the program it is; a row that was not read anew stays in the table as it was.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np

for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(name, None)

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from oss_app.app.lamp import BenchLamp
from oss_app.core.check import Check, CheckKind
from oss_app.core.light import (
    AREA_MM,
    DARK,
    GAP_MM,
    BenchLight,
    BenchMap,
    Drift,
    FollowedTray,
    Lit,
    TrayPushed,
    TrayView,
    compare,
    dots,
)
from oss_app.core.plane import Homography, between
from oss_app.core.profile import Profile
from oss_app.core.verdict import Answer, Judge
from oss_app.i18n import load
from oss_app.player.light_turns import LightTurns
from oss_app.projection.following import TrayFollower
from oss_app.projection.messages import (
    DOTS_S,
    DotsMeasured,
    MapMeasured,
    MeasureDots,
    MeasureMap,
    MeasureTray,
    Projected,
    TrayMeasured,
)
from oss_app.projection.survey import Survey
from oss_app.store.light import YamlLight
from oss_app.ui.desk.station.light_page import AREA, PLACES, TRAY, LightPage, LitTask
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit import fonts
from oss_app.ui.kit.light_picture import bench_transform, draw_dots, draw_lit, draw_outline, draw_places
from oss_app.ui.kit.light_window import LightWindow, SimulatedProjector
from oss_app.vision.detectors import build_region
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.photos import encode
from oss_app.vision.teach import Lesson, Side
from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.bench import SURFACES
from tests.light_bench.edges import hole
from tests.light_bench.kit import DENTAL, TRAY_MM, dental_top, dental_tray
from tests.ui.screens import EXTENT, NEXT_STEP, STEP

FPS = 8.0  # at which the eye hands out live pictures
LONGEST_S = 15.0
FADE_S = 0.12
ORIGIN = np.array([(1200 - AREA_MM[0]) / 2, (700 - AREA_MM[1]) / 2])
SPOILS = ("sun", "defocus", "covered", "tag moved", "wrong display", "mirrored", "overscan", "camera blurred",
          "tray in the way", "tag swapped")  # fmt: skip


class Screen:
    """The app's second window, and its pixels."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.window = LightWindow()
        self.window.resize(*size)
        self.places: tuple[Any, ...] = ()
        self.window.show()

    def pixels(self) -> np.ndarray:
        """What the window shows now, grey."""
        QApplication.processEvents()
        image = self.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
        return cv2.cvtColor(raw, cv2.COLOR_BGRA2GRAY)

    def show(self, wanted: Projected, bench_map: BenchMap | None = None) -> np.ndarray:
        """Show what the survey wants; the pixels."""
        if wanted.png:
            self.window.show_picture(QImage.fromData(wanted.png))
        elif wanted.dots and bench_map:
            self.window.draw(lambda painter: draw_dots(painter, dots(bench_map.area), bench_map), fades=False)
        elif wanted.places and bench_map:
            self.window.draw(lambda painter: draw_places(painter, self.places, bench_map), fades=False)
        else:
            size = self.window.picture_size
            picture = QImage(*size, QImage.Format.Format_RGB32)
            picture.fill(wanted.level * 0x010101 | 0xFF000000)
            self.window.show_picture(picture)
        return self.pixels()

    def close(self) -> None:
        self.window.hide()
        self.window.deleteLater()
        QApplication.processEvents()


def measure(rig: Rig, screen: Screen, asked: MeasureMap | MeasureDots | MeasureTray, began: float) -> tuple[Any, float]:
    """Run the survey against the simulated bench; the finding and the seconds it took."""
    survey, now = Survey(), began
    bench_map = None if isinstance(asked, MeasureMap) else asked.map
    screen.places = asked.places if isinstance(asked, MeasureTray) else ()
    rig.is_held = False
    rig.show(screen.show(survey.begin(asked, now), bench_map), now)
    dark_at: float | None = None
    while now < began + LONGEST_S:
        now += 1 / FPS
        if dark_at is not None and now >= dark_at:
            rig.show(screen.show(Projected(0)), dark_at)
            dark_at = None
        frame = rig.shoot(now)
        jpeg = b"" if frame is None else cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
        answer = survey.take(jpeg, now)
        if isinstance(answer, MapMeasured | DotsMeasured | TrayMeasured):
            return answer, now - began
        if answer is not None:
            rig.is_held = answer.holds
            rig.show(screen.show(answer, bench_map), now)
            dark_at = now + DOTS_S if answer.dots else None
    raise RuntimeError("the survey does not end")


def landed(rig: Rig, screen: Screen, bench_map: BenchMap, points: np.ndarray) -> np.ndarray:
    """Where (mm, of the work area) dots that are asked for at ``points`` truly land; NaN for one that is not shown.

    Each is found in the window's pixels, and goes on by the simulator's own map.
    """
    out = np.full((len(points), 2), np.nan)
    screen.window.draw(lambda painter: draw_dots(painter, [tuple(p) for p in points], bench_map), fades=False)
    pixels = screen.pixels().astype(np.float32)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((pixels > 127).astype(np.uint8))
    h, w = pixels.shape
    seen = []
    for number in range(1, count):
        left, top, width, height, size = stats[number]
        if size < 12 or left == 0 or top == 0 or left + width == w or top + height == h:
            continue
        part, mask = pixels[top : top + height, left : left + width], labels[top : top + height, left : left + width]
        weight = part * (mask == number)
        ys, xs = np.mgrid[top : top + height, left : left + width]
        seen.append([(weight * xs).sum() / weight.sum(), (weight * ys).sum() / weight.sum()])
    if not seen:
        return out
    lands = rig.lands(np.array(seen)) - ORIGIN
    for number, point in enumerate(points):
        far = np.linalg.norm(lands - point, axis=1)
        nearest = int(np.argmin(far))
        if np.argmin(np.linalg.norm(points - lands[nearest], axis=1)) == number:
            out[number] = lands[nearest]
    return out


def grid() -> np.ndarray:
    u, v = np.meshgrid(np.linspace(0.04, 0.96, 9), np.linspace(0.06, 0.94, 6))
    return np.stack([u.ravel() * AREA_MM[0], v.ravel() * AREA_MM[1]], 1)


def misses(rig: Rig, screen: Screen, bench_map: BenchMap) -> np.ndarray:
    """How far (mm) each dot of a grid lands from where it was asked for; without those the projector cannot reach."""
    points = grid()
    found = np.linalg.norm(landed(rig, screen, bench_map, points) - points, axis=1)
    return found[~np.isnan(found)]


def spread(values: np.ndarray) -> dict[str, float]:
    if not len(values):
        return {"median": float("inf"), "p95": float("inf"), "max": float("inf"), "dots": 0}
    return {
        "median": round(float(np.median(values)), 3),
        "p95": round(float(np.percentile(values, 95)), 3),
        "max": round(float(values.max()), 3),
        "dots": len(values),
    }


# ---- the trials ------------------------------------------------------------------------------------------------------


def by_camera(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    rig = make_rig(seed, surfaces=surfaces, tag_error=0.5)
    screen = Screen(rig.projector.size)
    found, seconds = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
    line = {"what": "map", "surface": rig.bench.surface, "room": round(rig.room), "lumen": round(rig.lumen),
            "seconds": round(seconds, 2), "fault": found.fault, "accepted": found.map is not None}  # fmt: skip
    if found.map:
        line |= spread(misses(rig, screen, found.map))
        line |= {"delay_ms": found.map.camera.delay_ms, "true_delay_ms": round(rig.delay * 1000)}
    screen.close()
    yield line


def spoiled(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for kind in SPOILS:
        rng = np.random.default_rng(seed * 31 + SPOILS.index(kind))
        rig = make_rig(seed * 20 + SPOILS.index(kind) + 5000, surfaces=surfaces, tag_error=0.5)
        _spoil(rig, kind, rng)
        screen = Screen(rig.projector.size)
        found, seconds = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
        line = {"what": "spoiled", "kind": kind, "accepted": found.map is not None, "fault": found.fault,
                "seconds": round(seconds, 2)}  # fmt: skip
        if found.map:
            line |= spread(misses(rig, screen, found.map))
        screen.close()
        yield line


def _spoil(rig: Rig, kind: str, rng: np.random.Generator) -> None:
    match kind:
        case "sun":
            left = rng.uniform(100, 700)
            area = np.array([[left, 60], [left + 420, 90], [left + 380, 640], [left - 60, 600]])
            rig.sun = (area, float(rng.uniform(8000, 40000)))
        case "defocus":
            rig.lens_blur = float(rng.uniform(4, 14))
        case "camera blurred":
            rig.blur = float(rng.uniform(2.5, 7))
        case "covered":
            left = rng.choice([0.0, 600.0])
            rig.bench.boxes.append(Box((left + 300, 350), (600, 700, float(rng.uniform(20, 120))), 0, "wood"))
        case "tray in the way":
            for _ in range(3):
                at = (float(rng.uniform(300, 900)), float(rng.uniform(200, 500)))
                rig.bench.boxes.append(
                    Box(at, (260, 180, float(rng.uniform(30, 150))), float(rng.uniform(0, 90)), "white")
                )
        case "tag moved":
            number = int(rng.integers(8))
            x, y, turn = rig.bench.tags[number]
            angle, far = rng.uniform(0, 6.28), rng.uniform(6, 60)
            rig.bench.tags[number] = (x + far * np.cos(angle), y + far * np.sin(angle), turn)
        case "tag swapped":
            one, other = rng.choice(8, 2, replace=False)
            tags = rig.bench.tags
            tags[int(one)], tags[int(other)] = tags[int(other)], tags[int(one)]
        case "wrong display":
            rig.unplugged = True
        case "mirrored":
            rig.mirrored = True
        case "overscan":
            rig.overscan = float(rng.uniform(1.03, 1.12))
    rig.look()


HAND_PX, EYE_MM, GESTURE_S = 2.0, 1.0, 1.0
"""How far beside a coach lays a corner, what they see of that, and how long a gesture takes."""
FAR_MM = 3.0  # from here on a place among the others is moved by itself
TRIES = 4
CROSSES = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5], [0.5, 0.5]]) * AREA_MM
"""Where the crosses of the work area belong (mm), in the page's order."""


def by_hand(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A coach lays the crosses of the work area on the app's own page, each two pixels off at random."""
    rig = make_rig(seed, surfaces=surfaces)
    rng = np.random.default_rng(seed + 77)
    angle = rng.uniform(0, 2 * np.pi, len(CROSSES))
    off = np.stack([np.cos(angle), np.sin(angle)], 1) * HAND_PX
    wanted = rig.projector.seen(np.column_stack([CROSSES + ORIGIN, np.zeros(len(CROSSES))])) + off
    screen = Screen(rig.projector.size)
    page, kept = _page(screen, [], has_camera=False)
    line: dict[str, Any] = {"what": "hand"}
    for number, there in enumerate(wanted):
        step = there - _crosses(page)[number]
        page.canvas.moved.emit(AREA, number, float(step[0]), float(step[1]))
        if number == 3:
            page.keep.click()
            line["four"] = spread(misses(rig, screen, _map_of(kept)))["p95"]
            page.part.button(AREA).click()  # the crosses again, after the dots
    page.keep.click()
    yield line | spread(misses(rig, screen, _map_of(kept)))
    screen.close()


def _page(screen: Screen, tasks: list[LitTask], *, has_camera: bool) -> tuple[LightPage, list[BenchLight]]:
    """The app's page for the light, and what it asks to be kept, which is kept."""
    page = LightPage(load("en"), screen.window, BenchLight(), tasks, has_camera=has_camera)
    kept: list[BenchLight] = []
    page.kept.connect(kept.append)
    page.kept.connect(page.show_light)
    page.area.width_mm.set_number(round(AREA_MM[0]))
    page.area.depth_mm.set_number(round(AREA_MM[1]))
    return page, kept


def _crosses(page: LightPage) -> np.ndarray:
    """Where the page shows the crosses (pixels of the projector)."""
    (shape,) = page.canvas.shapes
    return np.array(shape.points + shape.more)


def _map_of(kept: list[BenchLight]) -> BenchMap:
    bench_map = kept[-1].map
    assert bench_map is not None
    return bench_map


def drift(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Knocks of 0.25 and 0.1 degrees are to be found, and ten starts without one are to find nothing."""
    rig = make_rig(seed, surfaces=surfaces, tag_error=0.5)
    screen = Screen(rig.projector.size)
    found, _ = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
    if not found.map:
        yield {"what": "drift", "kind": "no map"}
        screen.close()
        return
    first, _ = measure(rig, screen, MeasureDots(2, found.map), 30.0)
    taught, still = first.dots, rig.projector
    rng = np.random.default_rng(seed + 55)
    for number, (kind, degrees) in enumerate([("0.25", 0.25), ("0.1", 0.1)] + [("none", 0.0)] * 10):
        rig.projector = still.nodded(degrees, int(rng.integers(2)))
        rig.bench.boxes = []
        if kind == "none":
            rig.room *= float(np.exp(rng.uniform(-0.25, 0.25)))
            if rng.random() < 0.5:  # a tray that was not there
                at = (float(rng.uniform(250, 950)), float(rng.uniform(200, 500)))
                rig.bench.boxes = [Box(at, (280, 180, float(rng.uniform(15, 90))), float(rng.uniform(0, 90)), "white")]
        rig.look()
        seen, seconds = measure(rig, screen, MeasureDots(3, found.map), 60.0 + 30 * number)
        finding = compare(seen.dots, taught)
        yield {"what": "drift", "kind": kind, "said": finding.drift, "mm": finding.mm,
               "seen": sum(d is not None for d in seen.dots), "seconds": round(seconds, 2)}  # fmt: skip
    screen.close()


def _rectangle(u: float, v: float, wide: float, deep: float) -> np.ndarray:
    return np.array([[u, v], [u + wide, v], [u + wide, v + deep], [u, v + deep]])


TWELVE = [
    _rectangle((column + 0.15) / 4, (row + 0.15) / 3, 0.7 / 4, 0.7 / 3) for row in range(3) for column in range(4)
]
"""The places of a tray, in parts of it."""
KIT = LitTask(
    "kit", "Kit", {f"place {n}": tuple((float(x), float(y)) for x, y in unit) for n, unit in enumerate(TWELVE, 1)}
)


def raised(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Twelve places of a tray that stands 0 to 150 mm high: a coach drags the tray's four corners, then looks."""
    rng = np.random.default_rng(seed + 99)
    height = float(rng.uniform(0, 150))
    rig = make_rig(seed, surfaces=surfaces)
    tray = Box((600 + float(rng.uniform(-80, 80)), 350), (300, 200, height), float(rng.uniform(-15, 15)), "white")
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    on_tray = lambda unit: tray.world((np.asarray(unit) - 0.5) * [300, 200])  # noqa: E731
    truth_px = lambda mm: rig.projector.seen(np.column_stack([mm, np.full(len(mm), -height)]))  # noqa: E731
    bench_map = BenchMap(size=rig.projector.size, to_picture=_true_map(rig))
    back = bench_map.to_picture.inverse()
    angle = rng.uniform(0, 2 * np.pi, 4)
    placed = truth_px(on_tray(corners)) + np.stack([np.cos(angle), np.sin(angle)], 1) * 2
    photo = between([tuple(c) for c in corners], [back.at(tuple(p)) for p in placed])
    worst = []
    screen = Screen(rig.projector.size)
    for unit in TWELVE:
        asked = _filled_in_window(screen, photo.all([tuple(p) for p in unit]), bench_map)
        true = cv2.fillPoly(np.zeros_like(asked), [np.round(truth_px(on_tray(unit))).astype(np.int32)], 1)
        worst.append(float((asked & true).sum() / true.sum()))
    screen.close()
    gestures = 4 + 2  # the tray's corners, and two places looked at more closely
    yield {"what": "raised", "height": round(height), "least_overlap": round(min(worst), 4),
           "median_overlap": round(float(np.median(worst)), 4), "gestures": gestures}  # fmt: skip


def coached(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A coach lets the camera measure and shows twelve places of a raised tray, on the app's own page.

    The time is that of the gestures and of the machine; laying out the printed tags and taking them away is not in it.
    """
    rig = make_rig(seed, surfaces=surfaces, tag_error=0.5)
    screen = Screen(rig.projector.size)
    page, kept = _page(screen, [KIT], has_camera=True)
    found, machine = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
    if not found.map:
        yield {"what": "coach", "accepted": False}
        screen.close()
        return
    page.show_measured(found.map)
    page.keep.click()
    _, seconds = measure(rig, screen, MeasureDots(2, found.map), 30.0)
    machine += seconds
    told, places = _placed(rig, screen, page, kept, np.random.default_rng(seed + 440))
    view, seconds = measure(rig, screen, MeasureTray(3, found.map, places), 60.0)
    machine += seconds
    screen.close()
    told["gestures"] += 2  # measure, save
    yield {"what": "coach", "accepted": True, "machine_s": round(machine, 1), "follows": view.view is not None,
           "seconds": round(told["gestures"] * GESTURE_S + machine, 1)} | told  # fmt: skip


def coached_by_hand(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The same without a camera: the size is typed in, nine crosses are laid, each looked at when all are.

    Finding the middles with a ruler is not in the time.
    """
    rng = np.random.default_rng(seed + 440)
    rig = make_rig(seed, surfaces=surfaces)
    screen = Screen(rig.projector.size)
    page, kept = _page(screen, [KIT], has_camera=False)
    wanted = rig.projector.seen(np.column_stack([CROSSES + ORIGIN, np.zeros(len(CROSSES))]))
    gestures = 2 + 1  # the size, save
    for _ in range(2):
        for number, there in enumerate(wanted):
            now = _crosses(page)[number]
            pixel = np.linalg.norm(np.diff(rig.lands(np.stack([there, there + np.array([1.0, 0.0])])), axis=0))
            gestures += 1
            if np.linalg.norm(np.diff(rig.lands(np.stack([now, there])), axis=0)) > max(EYE_MM, 1.5 * HAND_PX * pixel):
                angle = rng.uniform(0, 2 * np.pi)
                step = there + HAND_PX * np.array([np.cos(angle), np.sin(angle)]) - now
                page.canvas.moved.emit(AREA, number, float(step[0]), float(step[1]))
    page.keep.click()
    on_plane = spread(misses(rig, screen, _map_of(kept)))["p95"]
    told, _ = _placed(rig, screen, page, kept, rng)
    screen.close()
    gestures += told.pop("gestures")
    yield {"what": "coach by hand", "gestures": gestures, "seconds": round(gestures * GESTURE_S, 1),
           "p95": on_plane} | told  # fmt: skip


def _placed(
    rig: Rig, screen: Screen, page: LightPage, kept: list[BenchLight], rng: np.random.Generator
) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Show the places of a raised tray once the work area is kept: the gestures, how they overlap, the places."""
    height = float(rng.uniform(0, 150))
    at = (600 + float(rng.uniform(-80, 80)), 330.0)
    tray = Box(at, (*TRAY_MM, height), float(rng.uniform(-15, 15)), "white")
    rig.bench.tags, rig.bench.boxes = {}, [tray]
    rig.look()
    page.part.button(PLACES).click()
    gestures = 2  # the other part of the page, and at the end save
    everything = np.concatenate(TWELVE)
    (left, top), (right, bottom) = everything.min(0), everything.max(0)
    hand = _Hand(rig, page, tray, rng)
    gestures += hand.drag(TRAY, _rectangle(left, top, right - left, bottom - top), EYE_MM)
    for name, unit in zip(KIT.places, TWELVE, strict=True):
        gestures += 1 + hand.drag(name, unit, FAR_MM)  # each is looked at
    page.keep.click()
    places = tuple(kept[-1].place(KIT.folder, name) for name in KIT.places)
    overlaps = []
    for unit, place in zip(TWELVE, places, strict=True):
        asked = _filled_in_window(screen, place, _map_of(kept))
        true = cv2.fillPoly(np.zeros_like(asked), [np.round(_on_tray(rig, tray, unit)).astype(np.int32)], 1)
        overlaps.append(float((asked & true).sum() / true.sum()))
    return {"gestures": gestures, "height": round(height), "least_overlap": round(min(overlaps), 4)}, places


class _Hand:
    """Drags corners on the page to where they belong on a tray, as far as the coach sees that they do not lie there."""

    def __init__(self, rig: Rig, page: LightPage, tray: Box, rng: np.random.Generator) -> None:
        self._rig, self._page, self._tray, self._rng = rig, page, tray, rng

    def drag(self, key: str, unit: np.ndarray, far_mm: float) -> int:
        """How many gestures it took."""
        wanted, gestures = _on_tray(self._rig, self._tray, unit), 0
        for corner in range(4):
            for _ in range(TRIES):
                now = np.array(next(s for s in self._page.canvas.shapes if s.key == key).points[corner])
                ends = self._rig.lands(np.stack([now, wanted[corner]]), self._tray.top)
                beside = now + np.array([1.0, 0.0])
                pixel = np.linalg.norm(np.diff(self._rig.lands(np.stack([now, beside]), self._tray.top), axis=0))
                if np.linalg.norm(ends[0] - ends[1]) <= max(far_mm, 1.5 * HAND_PX * pixel):
                    break
                angle, gestures = self._rng.uniform(0, 2 * np.pi), gestures + 1
                step = wanted[corner] + HAND_PX * np.array([np.cos(angle), np.sin(angle)]) - now
                self._page.canvas.moved.emit(key, corner, float(step[0]), float(step[1]))
        return gestures


CHANGES, STEPS = 40, 10
PACE_S = 10.0  # a step of a quick worker
QUIET = 2.0  # load, up to which a clock says something of the program


class _Moment(NamedTuple):
    """Seconds: of the clock, and of the processor for this process."""

    clock: float
    processor: float


class _Paints(QObject):
    """When a window was painted, each time: after its paint event."""

    def __init__(self, window: QObject) -> None:
        super().__init__()
        self.at: list[_Moment] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Paint:
            return False
        watched.removeEventFilter(self)
        QApplication.sendEvent(watched, event)
        watched.installEventFilter(self)
        self.at.append(_Moment(time.perf_counter(), time.process_time()))
        return True


def after_the_screen(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The worker's screen changes and the light after it: how much later it begins to, and what that takes.

    The first paint of a fade still shows what was lit before, so that the second counts.
    """
    rig = make_rig(seed, surfaces=surfaces)
    window = LightWindow()
    window.resize(1920, 1080)
    view = PlayerView()
    view.resize(1920, 1080)
    view.set_profile(Profile(), EXTENT, 3.6)
    for one in (view, window):
        one.show()
    with TemporaryDirectory() as temporary:
        lamp = BenchLamp(SimulatedProjector(view.screen, window), YamlLight(Path(temporary) / "light.yaml", load("en")))
        lamp.keep(BenchLight(map=BenchMap(size=window.picture_size, to_picture=_true_map(rig))))
        late, worked = [], []
        for number in range(CHANGES):
            _rest(0.25)
            on_screen, on_bench = _Paints(view), _Paints(window)
            view.show_screen(replace((STEP, NEXT_STEP)[number % 2], turn=100 + number))
            lamp.shine(_somewhere(number))
            while not on_screen.at or len(on_bench.at) < 2:
                QApplication.processEvents()
            late.append(on_bench.at[1].clock - on_screen.at[0].clock)
            worked.append(on_bench.at[1].processor - on_screen.at[0].processor)
            view.removeEventFilter(on_screen)
            window.removeEventFilter(on_bench)
        began = time.process_time()
        for number in range(STEPS):  # the light of a step comes, goes for the eye, and comes for the next
            for lit in (_somewhere(number), DARK):
                lamp.shine(lit)
                _rest(0.25)
        spent, began = time.process_time() - began, time.process_time()
        for _ in range(2 * STEPS):
            _rest(0.25)
        spent -= time.process_time() - began
        lamp.close_down()
    view.hide()
    view.deleteLater()
    yield {"what": "screen", "late_ms": [round(1000 * one, 2) for one in late],
           "worked_ms": [round(1000 * one, 2) for one in worked], "load": round(os.getloadavg()[0], 1),
           "cpu_ms_a_step": round(1000 * spent / STEPS, 1)}  # fmt: skip


def _somewhere(number: int) -> Lit:
    left = 100.0 + 7 * number
    return Lit(((left, 100.0), (left + 200, 100.0), (left + 200, 200.0), (left, 200.0)), "2×")


def _rest(seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.002)


def pushed(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A tray is pushed by an arm, four times: how far off is the light, and how long after the arm has left?"""
    rng = np.random.default_rng(seed + 5)
    rig = make_rig(seed, surfaces=surfaces, tag_error=0.5)
    screen = Screen(rig.projector.size)
    found, _ = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
    if not found.map:
        yield {"what": "pushed", "kind": "no map"}
        screen.close()
        return
    height = float(rng.uniform(0, 150))
    at = 600 + float(rng.uniform(-120, 120)), 330 + float(rng.uniform(-60, 60))
    tray = dental_tray(at, height, float(rng.uniform(-15, 15)))
    rig.bench.boxes = [tray]
    rig.look()
    back = found.map.to_picture.inverse()
    places = []
    for left, top, right, bottom in DENTAL:  # as a coach leaves them, two pixels off at each corner
        unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        angle = rng.uniform(0, 2 * np.pi, 4)
        pixels = _on_tray(rig, tray, unit) + np.stack([np.cos(angle), np.sin(angle)], 1) * 2
        places.append(tuple(back.at(tuple(p)) for p in pixels))
    view, _ = measure(rig, screen, MeasureTray(2, found.map, tuple(places)), 30.0)
    if view.view is None:
        yield {"what": "pushed", "kind": "not followed", "surface": rig.bench.surface, "height": round(height)}
        screen.close()
        return
    work = _Pushing(rig, screen, found.map, view.view, rng)
    shown = max(work.beside(place, part) for place, part in zip(places, DENTAL, strict=True))
    for number in range(4):
        place = int(rng.integers(4))
        yield {
            "what": "pushed",
            "kind": "pushed",
            "surface": rig.bench.surface,
            "height": round(height),
            "shown": round(shown, 2),
        } | work.push(tray, places[place], DENTAL[place], still=number == 3)
        tray = work.tray
    screen.close()


ARM_AT = ((0.0, 0.0), (15.0, 25.0), (30.0, 50.0))  # mm that an arm is farther each second that it is at work


def follow(seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """What following a tray takes of the processor in the eye's process: a step every ten seconds, nothing pushed.

    An arm is at work for three of them, then the light is on, goes out for the eye to look, and comes for the next.
    """
    rng = np.random.default_rng(seed + 5)
    rig = make_rig(seed, surfaces=surfaces, tag_error=0.5)
    screen = Screen(rig.projector.size)
    found, _ = measure(rig, screen, MeasureMap(1, rig.projector.size, AREA_MM), 0.0)
    if found.map and found.map.camera:
        tray = dental_tray((600.0, 330.0), float(rng.uniform(0, 100)), float(rng.uniform(-15, 15)))
        rig.lay(tray)
        back = found.map.to_picture.inverse()
        parts = [_rectangle(left, top, right - left, bottom - top) for left, top, right, bottom in DENTAL]
        places = tuple(tuple(back.at(tuple(p)) for p in _on_tray(rig, tray, part)) for part in parts)
        view, _ = measure(rig, screen, MeasureTray(2, found.map, places), 30.0)
        if view.view:
            tray_eye = TrayFollower(FollowedTray(found.map.camera, view.view, Homography()))
            work = _Following(rig, screen, found.map, tray_eye)
            spent = []
            for outline in places[:3]:
                began = work.spent
                work.light(outline)
                for x, y in ARM_AT:
                    rig.lay(tray, Box((620 + x, 680 + y), (80, 500, 60), 0, "wood", albedo=0.3))
                    work.frames(1.0)
                rig.lay(tray)
                work.frames(2.0)
                work.light(())
                work.frames(2.0)
                work.light(outline)
                work.frames(PACE_S - 7.0)
                spent.append(work.spent - began)
            yield {"what": "follow", "cpu_ms_a_step": [round(1000 * one) for one in spent],
                   "load": round(os.getloadavg()[0], 1)}  # fmt: skip
    screen.close()


class _Following:
    """Hands the frames of the simulated bench to what follows the tray, and adds up what that takes."""

    def __init__(self, rig: Rig, screen: Screen, bench_map: BenchMap, tray_eye: TrayFollower) -> None:
        self._rig, self._screen, self._map, self._tray_eye = rig, screen, bench_map, tray_eye
        self._now = rig.now + 5.0
        self.spent = 0.0
        """Seconds of the processor."""

    def light(self, outline: tuple[Any, ...]) -> None:
        self._screen.window.draw(lambda painter: draw_lit(painter, Lit(outline), self._map), fades=False)
        self._rig.show(self._screen.pixels(), self._now)
        self._tray_eye.shine(outline, self._now)

    def frames(self, seconds: float) -> None:
        for _ in range(round(seconds * FPS)):
            self._now += 1 / FPS
            frame = self._rig.shoot(self._now)
            if frame is not None:
                began = time.process_time()
                self._tray_eye.take(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), self._now)
                self.spent += time.process_time() - began


def _on_tray(rig: Rig, tray: Box, unit: np.ndarray) -> np.ndarray:
    """The projector's pixels that fall on points of a tray (0…1 of it)."""
    there = tray.world((unit - 0.5) * np.array(TRAY_MM))
    return rig.projector.seen(np.column_stack([there, np.full(len(unit), -tray.top)]))


class _Pushing:
    """The eye's frames, the follower, and the light that the app draws, in the simulator's time."""

    def __init__(self, rig: Rig, screen: Screen, bench_map: BenchMap, view: TrayView, rng: np.random.Generator) -> None:
        self._rig, self._screen, self._map, self._rng = rig, screen, bench_map, rng
        assert bench_map.camera is not None
        self._tray_eye = TrayFollower(FollowedTray(bench_map.camera, view, Homography()))
        self._by, self._now = Homography(), 100.0
        self.tray = rig.bench.boxes[0]

    def beside(self, outline: tuple[Any, ...], part: tuple[float, ...]) -> float:
        """How far (mm) a place lies beside the tray's before anything was pushed: what the coach's hand left."""
        self._lit, self._moves = Lit(outline), 0
        self._show()
        return self._miss(part)

    def push(self, tray: Box, outline: tuple[Any, ...], part: tuple[float, ...], *, still: bool) -> dict[str, Any]:
        rng = self._rng
        self._lit, self._moves = Lit(outline), 0
        self._show()
        self._frames(10, has_arm=False)
        far, way = (0.0 if still else float(rng.uniform(0, 40))), float(rng.uniform(0, 2 * np.pi))
        turn = 0.0 if still else float(rng.uniform(-5, 5))
        at = (tray.at[0] + far * np.cos(way), tray.at[1] + far * np.sin(way))
        state = str(rng.choice(["empty", "1", "12", "123", "1234"]))
        self.tray = replace(tray, at=at, turn=tray.turn + turn, picture=dental_top(state))
        x, before, sleeve = float(rng.uniform(-80, 80)), self._moves, float(rng.uniform(0.06, 0.75))
        for box, depth, frames in ((tray, 560, 2), (tray, 430, 2), (self.tray, 400, 6), (self.tray, 560, 2)):
            self._rig.bench.boxes = [box, Box((box.at[0] + x, depth + 250), (80, 500, 60), 0, "wood", albedo=sleeve)]
            self._rig.look()
            self._frames(frames, has_arm=True)  # in the middle it rests on the tray for a while
        moved_with_arm = self._moves - before
        self._rig.bench.boxes = [self.tray]
        self._rig.look()
        left, right_since = self._now, float("inf")
        for _ in range(24):
            self._frames(1, has_arm=False)
            right_since = min(right_since, self._now) if self._miss(part) <= 3.0 else float("inf")
        camera = self._map.camera
        assert camera is not None
        shown = camera.delay_ms / 1000 + FADE_S if self._moves > before else 0.0
        return {
            "far": round(far), "turn": round(turn, 1), "state": state, "mm": round(self._miss(part), 2),
            "late": round(right_since - left + shown, 2), "moves": self._moves - before, "with_arm": moved_with_arm,
        }  # fmt: skip

    def _frames(self, count: int, *, has_arm: bool) -> None:
        for _ in range(count):
            self._now += 1 / FPS
            frame = self._rig.shoot(self._now)
            if frame is None:
                continue
            seen = self._tray_eye.take(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), self._now)
            if isinstance(seen, TrayPushed):
                self._by, self._moves = seen.by, self._moves + 1
                self._show()

    def _show(self) -> None:
        lit = self._lit.pushed(self._by)
        self._screen.window.draw(lambda painter: draw_lit(painter, lit, self._map), fades=False)
        self._rig.show(self._screen.pixels(), self._now)
        self._tray_eye.shine(lit.outline, self._now)

    def _miss(self, part: tuple[float, ...]) -> float:
        """How far (mm) the place that the window leaves dark lies from the tray's own (19 of 20 points)."""
        left, top, right, bottom = part
        unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        true = self.tray.world((unit - 0.5) * np.array(TRAY_MM)).astype(np.float32)
        edge = self._rig.lands(hole(self._screen.pixels()), self.tray.top)
        beside = [-cv2.pointPolygonTest(true, (float(x), float(y)), measureDist=True) - GAP_MM for x, y in edge]
        return float(np.percentile(np.abs(beside), 95))


def _true_map(rig: Rig) -> Homography:
    corners = np.array([[0, 0], [AREA_MM[0], 0], [AREA_MM[0], AREA_MM[1]], [0, AREA_MM[1]]], float)
    pixels = rig.projector.seen(np.column_stack([corners + ORIGIN, np.zeros(4)]))
    return between([tuple(c) for c in corners], [tuple(p) for p in pixels])


def _filled_in_window(screen: Screen, outline: tuple[tuple[float, float], ...], bench_map: BenchMap) -> np.ndarray:
    """The place that the window's outline leaves dark, from its pixels."""

    def draw(painter: Any) -> None:
        painter.setTransform(bench_transform(bench_map))
        draw_outline(painter, outline)
        painter.resetTransform()

    screen.window.draw(draw, fades=False)
    line = (screen.pixels() > 127).astype(np.uint8)
    contours, tree = cv2.findContours(line, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    holes = [c for c, t in zip(contours, tree[0], strict=True) if t[3] >= 0]
    hole = max(holes, key=cv2.contourArea)
    inside = cv2.fillPoly(np.zeros_like(line), [hole], 1)
    back = bench_map.to_picture.inverse()
    x, y = hole[:, 0].mean(0)
    mm = np.linalg.norm(np.subtract(back.at((x + 1, y)), back.at((x, y))))
    deep = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return (deep > 3.0 / mm - 0.5).astype(np.uint8)  # the dark gap round a place belongs to the line


STATES = ("empty", "1", "12", "123", "1234")
TAUGHT, NUDGE_MM = 3, 4.0
ANSWER_S = 6.0
LOOKS = 6  # at a tray, before it changes or somebody asks
RIGHT = 5
"""Times that what is right is laid, each time elsewhere; what is wrong is laid once."""


def check_of(number: int, seed: int, surfaces: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """A check of one place that was taught without light, asked with and without it: the same tray, the same question.

    What is right is laid many times, since it is seldom missed.
    """
    rng = np.random.default_rng(seed + 321)
    rig = _near(make_rig(seed, surfaces=surfaces, tag_error=0.5, frame=(960, 540)))
    rig.bench.tags = {}  # they are taken away when the camera has measured
    height = float(rng.uniform(0, 60))
    home = dental_tray((600.0, 340.0), height, float(rng.uniform(-8, 8)))
    rng = np.random.default_rng([seed + 321, number])
    rig.show(np.zeros(rig.projector.size[::-1], np.uint8), -1.0)
    seen: dict[str, list[np.ndarray]] = {}
    before, after = STATES[number], STATES[number + 1]
    for state in dict.fromkeys(("empty", before, after)):
        for _ in range(2):
            at = tuple(np.array(home.at) + rng.uniform(-1.5, 1.5, 2))
            seen.setdefault(state, []).extend(_frames(rig, dental_tray(at, height, home.turn, state), TAUGHT + 1))
    bench_map = BenchMap(size=rig.projector.size, to_picture=_true_map(rig))
    back = bench_map.to_picture.inverse()
    left, top, right, bottom = DENTAL[number]
    unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    there = home.world((unit - 0.5) * np.array(TRAY_MM))
    corners = rig.camera.seen(np.column_stack([there, np.full(4, -height)])) / rig.camera.size
    region = tuple((float(x), float(y)) for x, y in corners)
    check = Check(name=f"place {number + 1}", kind=CheckKind.RIGHT_ITEM, region=region)
    lesson = Lesson(check, encode(seen["empty"][0]))
    for side, state in ((Side.DONE, after), (Side.NOT_DONE, before)):
        for frame in seen[state]:
            lesson.add(side, frame)
    if not lesson.test().may_arm:
        return  # nobody could use it
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, data in lesson.files().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        wrong = {1: ["wrong_tweezers_in_2"], 3: ["rolls3"]}.get(number, [])
        for state in (*[after] * RIGHT, before, *wrong):
            at = tuple(np.array(home.at) + rng.uniform(-NUDGE_MM, NUDGE_MM, 2))
            turn = home.turn + float(rng.uniform(-2, 2))
            trays = [dental_tray(at, height, turn, one) for one in (before, state)]
            outline = tuple(back.at(tuple(p)) for p in _on_tray(rig, trays[0], unit))
            answers = []
            for lit in ((), outline):
                asking = _Asking(rig, bench_map, lit, build_region(check, folder, None))
                answers.append(asking.verdict(trays))
            yield {"what": "check", "place": number + 1, "state": state, "done": state == after,
                   "without": answers[0], "with": answers[1]}  # fmt: skip


def _near(rig: Rig) -> Rig:
    """The set-up with the camera so near that the tray takes a third of its picture, as the manual asks."""
    return replace(rig, camera=replace(rig.camera, focal=rig.camera.focal * 1.5))


class _Asking:
    """Asks a check in the simulator's time, and lets the app's own turns put the light out for it."""

    def __init__(self, rig: Rig, bench_map: BenchMap, outline: tuple[Any, ...], detector: RegionDetector) -> None:
        self._rig, self._now, self._detector = rig, rig.now + 5.0, detector
        self._screen = Screen(rig.projector.size)
        self._judge = Judge()
        self._turns = LightTurns(_RigLamp(self, self._screen, bench_map), BenchLight(map=bench_map))
        self._outline = outline

    def verdict(self, trays: list[Box]) -> str:
        """The first verdict after Done was pressed: how the tray was when the step began, and how it is now."""
        self._turns.show(Lit(self._outline), 1)
        for tray in trays:
            self._rig.lay(tray)
            for _ in range(LOOKS):
                self._look()
        self._judge.ask()
        self._turns.ask(self._now)
        end, told = self._now + ANSWER_S, ""
        while self._now < end and not told:
            told = self._look()
        self._rig.show(np.zeros(self._rig.projector.size[::-1], np.uint8), self._now)
        self._screen.close()
        return told or "none"

    def project(self, pixels: np.ndarray) -> None:
        self._rig.show(pixels, self._now + FADE_S / 2)

    def _look(self) -> str:
        self._now += 1 / FPS
        frame = self._rig.shoot(self._now)
        look = self._turns.take(self._detector.look(frame), self._now) if frame is not None else None
        verdict = self._judge.weigh(look, self._now) if look else None
        if verdict:
            self._turns.hear(verdict, self._now)
        return verdict.answer.value if verdict else ""


def _frames(rig: Rig, tray: Box, count: int) -> list[np.ndarray]:
    """What the camera sees of a tray, once it has got used to it."""
    rig.lay(tray)
    now = rig.now
    shot = [rig.shoot(now + number / FPS) for number in range(1, 9 + count)]
    return [frame for frame in shot[8:] if frame is not None]


class _RigLamp:
    """The port Lamp over the app's second window and the simulated projector."""

    def __init__(self, asking: _Asking, screen: Screen, bench_map: BenchMap) -> None:
        self._asking, self._screen, self._map = asking, screen, bench_map

    def shine(self, lit: Lit) -> None:
        if not lit.is_dark:
            self._screen.window.draw(lambda painter: draw_lit(painter, lit, self._map), fades=False)
            self._asking.project(self._screen.pixels())

    def go_dark(self) -> None:
        self._screen.window.draw(None, fades=False)
        self._asking.project(self._screen.pixels())


TRIALS: dict[str, Callable[[int, tuple[str, ...]], Iterator[dict[str, Any]]]] = {
    "map": by_camera,
    "spoiled": spoiled,
    "hand": by_hand,
    "raised": raised,
    "drift": drift,
    "pushed": pushed,
    **{f"check {number + 1}": partial(check_of, number) for number in range(len(DENTAL))},
    "coach": coached,
    "coach by hand": coached_by_hand,
    "screen": after_the_screen,
    "follow": follow,
}


# ---- the table -------------------------------------------------------------------------------------------------------


BEGIN, END = "<!-- measured -->", "<!-- end of measured -->"
DOCS = (ROOT / "docs" / "projection.md", ROOT / "docs" / "projection.nl.md")
HEADS = (
    ("what", "measured", "seeds", "to reach", "program of"),
    ("wat", "gemeten", "proeven", "doel", "programma van"),
)
DUTCH = {
    "light by camera, tags ± 0.5 mm, worst set-up: median / p95 / max mm":
        "licht met camera, labels ± 0,5 mm, slechtste opstelling: mediaan / p95 / hoogste mm",
    "set-ups that the camera accepts": "opstellingen die de camera aanneemt",
    "machine time, longest, s": "langste meettijd, s",
    "light by hand, nine crosses, each 2 px off, worst set-up: p95 mm":
        "licht met de hand, negen kruisen, elk 2 px ernaast, slechtste opstelling: p95 mm",
    "the same with the four corners alone": "hetzelfde met alleen de vier hoeken",
    "silent bad maps (accepted, p95 > 5 mm)": "slechte metingen die stil zijn aangenomen (p95 > 5 mm)",
    "spoiled set-ups accepted with a good map": "bedorven opstellingen, aangenomen met een goede meting",
    "twelve places of a tray 0 to 150 mm high, four corners dragged: least overlap":
        "twaalf plekken van een bak van 0 tot 150 mm hoog, vier hoeken gesleept: kleinste overlap",
    "knock of 0.25° found": "stoot van 0,25° gevonden",
    "knock of 0.1° found": "stoot van 0,1° gevonden",
    "false alarms of the five dots": "vals alarm van de vijf stippen",
    "pushed tray: median / worst mm": "verschoven bak: mediaan / slechtste mm",
    "the same before the push, as a hand left it: worst mm":
        "hetzelfde vóór het schuiven, zoals een hand het achterliet: slechtste mm",
    "within 3 mm after the arm left: median / longest s": "binnen 3 mm nadat de arm weg was: mediaan / langste s",
    "pushes that stayed more than 3 mm off": "keren dat het meer dan 3 mm ernaast bleef",
    "trays that the light did not follow": "bakken die het licht niet volgde",
    "moves with an arm in view": "bewegingen met een arm in beeld",
    "check under the light: false done, with / without light":
        "controle onder het licht: onterecht gezien, met / zonder licht",
    "check under the light: missed, with / without light": "controle onder het licht: gemist, met / zonder licht",
    "scripted coach, twelve places, by camera: longest s":
        "nagebootste begeleider, twaalf plekken, met camera: langste s",
    "after that coach: least overlap of a place": "na die begeleider: kleinste overlap van een plek",
    "the same by hand, nine crosses: longest s": "hetzelfde met de hand, negen kruisen: langste s",
    "after that by hand: least overlap of a place": "daarna met de hand: kleinste overlap van een plek",
    "light after the screen: median / p95 ms": "licht na het scherm: mediaan / p95 ms",
    "processor's time of that: median / p95 ms": "daarvan rekentijd: mediaan / p95 ms",
    "processor for the light, a step every ten seconds": "processor voor het licht, een stap per tien seconden",
    "processor for following the tray, a step every ten seconds":
        "processor voor het meegaan met de bak, een stap per tien seconden",
}  # fmt: skip


def rows(lines: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """What was measured, how, on which seeds, what is to be reached, and of which states of the program."""
    found: list[tuple[str, ...]] = []

    def of(what: str, **also: object) -> list[dict[str, Any]]:
        return [x for x in lines if x["what"] == what and all(x.get(k) == v for k, v in also.items())]

    def add(what: str, figure: str, target: str, used: list[dict[str, Any]]) -> None:
        states = ", ".join(sorted({x["program"] for x in used}))
        found.append((what, figure, spans(sorted({x["seed"] for x in used})), target, states))

    if maps := of("map"):
        good = [x for x in maps if x["accepted"]]
        worst = " / ".join(f"{max((x[k] for x in good), default=0):.2f}" for k in ("median", "p95", "max"))
        add("light by camera, tags ± 0.5 mm, worst set-up: median / p95 / max mm", worst, "1.0 / 2.0 / 3.0", good)
        add("set-ups that the camera accepts", f"{len(good)} of {len(maps)}", "–", maps)
        add("machine time, longest, s", f"{max(x['seconds'] for x in maps):.1f}", "10", maps)
    if hands := of("hand"):
        what = "light by hand, nine crosses, each 2 px off, worst set-up: p95 mm"
        add(what, f"{max(x['p95'] for x in hands):.2f}", "3.0", hands)
        add("the same with the four corners alone", f"{max(x['four'] for x in hands):.2f}", "–", hands)
    if bad := of("spoiled"):
        silent = [x for x in bad if x["accepted"] and not x["p95"] <= 5]
        add("silent bad maps (accepted, p95 > 5 mm)", f"{len(silent)} of {len(bad)}", "0 of 200", bad)
        good = [x for x in bad if x["accepted"] and x["p95"] <= 5]
        add("spoiled set-ups accepted with a good map", f"{len(good)} of {len(bad)}", "–", bad)
    if trays := of("raised"):
        what = "twelve places of a tray 0 to 150 mm high, four corners dragged: least overlap"
        add(what, f"{min(x['least_overlap'] for x in trays):.3f}", "0.95", trays)
    for kind, what, target in (
        ("0.25", "knock of 0.25° found", "all"),
        ("0.1", "knock of 0.1° found", "15 of 20"),
        ("none", "false alarms of the five dots", "0 of 200"),
    ):
        if knocks := of("drift", kind=kind):
            told = sum(x["said"] in (Drift.MOVED, Drift.OFF) for x in knocks)
            add(what, f"{told} of {len(knocks)}", target, knocks)
    if done := of("pushed", kind="pushed"):
        mm, late = [x["mm"] for x in done], [x["late"] for x in done if np.isfinite(x["late"])]
        lost = of("pushed", kind="not followed")
        add("pushed tray: median / worst mm", f"{np.median(mm):.1f} / {max(mm):.1f}", "3", done)
        if shown := [x for x in done if "shown" in x]:
            what = "the same before the push, as a hand left it: worst mm"
            add(what, f"{max(x['shown'] for x in shown):.1f}", "–", shown)
        what = "within 3 mm after the arm left: median / longest s"
        add(what, f"{np.median(late):.2f} / {max(late):.2f}", "1.5", done)
        add("pushes that stayed more than 3 mm off", f"{len(done) - len(late)} of {len(done)}", "0", done)
        trays_seen = {x["seed"] for x in done}
        what = "trays that the light did not follow"
        add(what, f"{len(lost)} of {len(lost) + len(trays_seen)}", "–", done + lost)
        add("moves with an arm in view", f"{sum(x['with_arm'] for x in done)} in {len(done)} pushes", "0", done)
    if asked := of("check"):
        no, yes = [x for x in asked if not x["done"]], [x for x in asked if x["done"]]
        false = [sum(x[k] == Answer.DONE for x in no) for k in ("with", "without")]
        missed = [sum(x[k] != Answer.DONE for x in yes) for k in ("with", "without")]
        what = "check under the light: false done, with / without light"
        add(what, f"{false[0]} / {false[1]} of {len(no)}", "0 more", no)
        what = "check under the light: missed, with / without light"
        add(what, f"{missed[0]} / {missed[1]} of {len(yes)}", "0.5 % more", yes)
    if coaches := of("coach", accepted=True):
        what = "scripted coach, twelve places, by camera: longest s"
        add(what, f"{max(x['seconds'] for x in coaches):.0f}", "120", coaches)
        what = "after that coach: least overlap of a place"
        add(what, f"{min(x['least_overlap'] for x in coaches):.3f}", "0.95", coaches)
    if hands := of("coach by hand"):
        add("the same by hand, nine crosses: longest s", f"{max(x['seconds'] for x in hands):.0f}", "120", hands)
        overlap = f"{min(x['least_overlap'] for x in hands):.3f}"
        add("after that by hand: least overlap of a place", overlap, "0.95", hands)
    if screens := of("screen"):
        if quiet := [x for x in screens if x["load"] <= QUIET]:
            late = np.concatenate([x["late_ms"] for x in quiet])
            what = "light after the screen: median / p95 ms"
            add(what, f"{np.median(late):.0f} / {np.percentile(late, 95):.0f}", "– / 50", quiet)
        worked = np.concatenate([x["worked_ms"] for x in screens])
        what = "processor's time of that: median / p95 ms"
        add(what, f"{np.median(worked):.0f} / {np.percentile(worked, 95):.0f}", "– / 50", screens)
        share = max(x["cpu_ms_a_step"] for x in screens) / 1000 / PACE_S
        add("processor for the light, a step every ten seconds", f"{100 * share:.1f} %", "5 %", screens)
    if followed := of("follow"):
        share = max(max(x["cpu_ms_a_step"]) for x in followed) / 1000 / PACE_S
        what = "processor for following the tray, a step every ten seconds"
        add(what, f"{100 * share:.1f} %", "5 % with the light", followed)
    return found


def spans(seeds: list[int]) -> str:
    """Numbers as a person writes them: 1–3, 7."""
    out: list[list[int]] = []
    for seed in seeds:
        if out and seed == out[-1][-1] + 1:
            out[-1] = [out[-1][0], seed]
        else:
            out.append([seed])
    return ", ".join("–".join(str(end) for end in dict.fromkeys(part)) for part in out)


def table(found: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in found) for column in range(5)] if found else []
    return "\n".join("  ".join(f"{cell:{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in found)


def write_docs(found: list[tuple[str, ...]]) -> None:
    """Put the table into the pages for coaches, in their language; what was not measured anew stays there."""
    for path, head in zip(DOCS, HEADS, strict=True):
        is_dutch = path.name.endswith(".nl.md")
        text = path.read_text(encoding="utf-8")
        before, (there, after) = text.split(BEGIN)[0], text.split(BEGIN)[1].split(END)
        told = {row[0]: row for row in (_cells(line) for line in there.strip().splitlines()[2:])}
        for what, *rest in found:
            name = DUTCH[what] if is_dutch else what
            told[name] = (name, *(_in_dutch(cell) if is_dutch else cell for cell in rest))
        order = DUTCH.values() if is_dutch else DUTCH
        table_lines = [head, ("---",) * 5, *(told[name] for name in order if name in told)]
        lines = ["| " + " | ".join(row) + " |" for row in table_lines]
        path.write_text("\n".join([before + BEGIN, *lines, END]) + after, encoding="utf-8")


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def _in_dutch(cell: str) -> str:
    for english, dutch in (
        (" of ", " van "),
        ("pushes", "keer"),
        ("more", "meer"),
        ("all", "alle"),
        ("with the light", "met het licht"),
    ):
        cell = cell.replace(english, dutch)
    return cell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1-20", metavar="A-B")
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl", help="write a line a trial")
    parser.add_argument("--read", type=Path, nargs="*", metavar="FILE.jsonl", help="measure nothing, read what was")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/projection.md")
    parser.add_argument("--surfaces", default=",".join(SURFACES))
    parser.add_argument("--only", default=",".join(TRIALS))
    options = parser.parse_args()
    told = [line for path in options.read for line in _kept(path)] if options.read else measured_now(options)
    found = rows(told)
    print(table(found))
    if options.docs:
        write_docs(found)


def measured_now(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Run the trials that the file does not hold yet; each is written, whole, as it ends."""
    first, _, last = options.seeds.partition("-")
    application = QApplication.instance() or QApplication([])
    fonts.load()
    lines, program = _kept(options.out), _program()
    done = {(x["seed"], x["trial"]) for x in lines}
    with (options.out or Path(os.devnull)).open("a", encoding="utf-8") as file:
        for seed in range(int(first), int(last or first) + 1):
            for name in options.only.split(","):
                if (seed, name) in done:
                    continue
                found = list(TRIALS[name](seed, tuple(options.surfaces.split(","))))
                told = [{"seed": seed, "trial": name, "program": program} | line for line in found]
                lines += told
                file.write("".join(json.dumps(line) + "\n" for line in told))
                file.flush()
    del application
    return lines


def _program() -> str:
    """Return the state of the checkout: its day, and its commit."""
    asked = ["git", "log", "-1", "--format=%cs %h"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _kept(path: Path | None) -> list[dict[str, Any]]:
    """What a run that was broken off has measured."""
    if path is None or not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
