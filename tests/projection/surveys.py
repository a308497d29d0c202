"""A survey run against the simulated bench, with slides painted without Qt."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from oss_app.core.light import AREA_MM, DOT_MM, BenchMap, dots
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
from tests.light_bench import Rig

FPS = 8.0
Outlines = tuple[tuple[tuple[float, float], ...], ...]
Paint = Callable[[Projected, BenchMap | None, Outlines], np.ndarray]
"""From what is to be shown to the pixels of the projector."""
ORIGIN = np.array([(1200 - AREA_MM[0]) / 2, (700 - AREA_MM[1]) / 2])


def run(
    rig: Rig, asked: MeasureMap | MeasureDots | MeasureTray, began: float = 0.0, paint: Paint | None = None
) -> MapMeasured | DotsMeasured | TrayMeasured:
    """The finding; an assertion where none comes within ten seconds of machine time."""
    survey, now = Survey(), began
    show = paint or (lambda wanted, bench_map, places: _painted(rig, wanted, bench_map, places))
    bench_map = None if isinstance(asked, MeasureMap) else asked.map
    places = asked.places if isinstance(asked, MeasureTray) else ()
    rig.is_held = False
    rig.show(show(survey.begin(asked, now), bench_map, places), now)
    dark_at: float | None = None
    while now < began + 10:
        now += 1 / FPS
        if dark_at is not None and now >= dark_at:
            rig.show(show(Projected(0), None, ()), dark_at)
            dark_at = None
        frame = rig.shoot(now)
        answer = survey.take(b"" if frame is None else cv2.imencode(".jpg", frame)[1].tobytes(), now)
        if isinstance(answer, MapMeasured | DotsMeasured | TrayMeasured):
            return answer
        if answer is not None:
            rig.is_held = answer.holds
            rig.show(show(answer, bench_map, places), now)
            dark_at = now + DOTS_S if answer.dots else None
    raise AssertionError("the survey takes longer than ten seconds")


def measured(rig: Rig) -> MapMeasured:
    """The outcome of measuring the map of a set-up."""
    found = run(rig, MeasureMap(1, rig.projector.size, AREA_MM))
    assert isinstance(found, MapMeasured)
    return found


def misses(rig: Rig, bench_map: BenchMap) -> np.ndarray:
    """How far (mm) a grid of points lands from where the map puts it."""
    u, v = np.meshgrid(np.linspace(0, 1, 9), np.linspace(0, 1, 7))
    points = np.stack([u.ravel() * AREA_MM[0], v.ravel() * AREA_MM[1]], 1)
    pixels = np.array([bench_map.to_picture.at((float(x), float(y))) for x, y in points])
    return np.linalg.norm(rig.lands(pixels) - ORIGIN - points, axis=1)


def _painted(
    rig: Rig,
    wanted: Projected,
    bench_map: BenchMap | None,
    places: Outlines = (),
) -> np.ndarray:
    width, height = rig.projector.size
    if wanted.png:
        return cv2.imdecode(np.frombuffer(wanted.png, np.uint8), 0)
    out = np.full((height, width), wanted.level, np.uint8)
    for outline in places if wanted.places and bench_map else ():
        paint_place(out, np.array(outline), bench_map)
    if wanted.dots and bench_map:
        for x, y in dots(bench_map.area):
            turn = np.linspace(0, 2 * np.pi, 40)
            around = np.stack([x + DOT_MM * np.cos(turn), y + DOT_MM * np.sin(turn)], 1)
            ring = [bench_map.to_picture.at((float(u), float(v))) for u, v in around]
            cv2.fillPoly(out, [np.round(np.array(ring) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return out


def paint_place(out: np.ndarray, outline: np.ndarray, bench_map: BenchMap) -> None:
    """A line of 5 mm round a place, with 3 mm of dark between."""
    middle = outline.mean(0)
    for far, grey in ((8.0, 255), (3.0, 0)):
        spread = outline + np.sign(outline - middle) * far
        ring = [bench_map.to_picture.at((float(u), float(v))) for u, v in spread]
        cv2.fillPoly(out, [np.round(np.array(ring) * 16).astype(np.int32)], grey, cv2.LINE_AA, 4)
