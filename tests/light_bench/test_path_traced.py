"""The simulated bench against a path tracer, which follows the light from thing to thing: edges and brightness.

``traced`` holds what Cycles (Blender 4.2) made of the same benches, trays, cameras, projectors and slides: 12 paths a
pixel, four bounces, as the square root of radiance, with the radiance of its white beside it. The room is one even
light there: the lamps of the simulator have no distance. Matte things and a straight lens; one number is common to
all, since a lamp of Blender's is given in watts. The renders are asked of Blender by hand; nothing here needs it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.kit import dental_tray

TRACED = Path(__file__).parent / "traced"
FRAME = (640, 360)
MATTE = ("laminate", "wood", "white", "dark wood")
FINER = 4  # times, in which edges are told
LEAST_LIT = 0.05  # of the brightest: where less of the projector arrives there is no edge to see


def _rig(seed: int) -> Rig:
    """A bench with a tray and a bin on it, each up to 150 mm high."""
    rng = np.random.default_rng(seed + 88)
    rig = make_rig(seed, surfaces=MATTE, tag_error=0.5, frame=FRAME)
    rig.camera, rig.projector = replace(rig.camera, k1=0.0, k2=0.0), replace(rig.projector, k1=0.0)
    rig.sun, rig.lamps, rig.lens_blur = None, (), 0.6
    at = 600 + float(rng.uniform(-100, 100)), 340 + float(rng.uniform(-60, 60))
    tray = dental_tray(at, float(rng.uniform(10, 150)), float(rng.uniform(-15, 15)), str(rng.choice(["empty", "12"])))
    bin_at = at[0] + float(rng.choice([-330, 330])), at[1] + float(rng.uniform(-80, 80))
    other = Box(bin_at, (140, 110, float(rng.uniform(30, 90))), float(rng.uniform(-20, 20)), "wood")
    rig.bench.boxes = [tray, other]
    rig.look()
    return rig


def _slide(rig: Rig) -> np.ndarray:
    """A chessboard: sharp edges all over the picture."""
    w, h = rig.projector.size
    slide, step = np.zeros((h, w), np.uint8), w // 12
    for row in range(h // step + 1):
        for column in range(row % 2, 13, 2):
            corner = (column + 1) * step, (row + 1) * step
            cv2.rectangle(slide, (column * step, row * step), corner, 255, -1)
    return slide


def _edges(radiance: np.ndarray, rig: Rig) -> np.ndarray:
    """Where (Nx2, pixels) the light of the slide is half of what white would give."""
    least = LEAST_LIT * np.percentile(rig.beam, 95)
    share = np.where(rig.beam > least, (radiance - rig.still) / np.maximum(rig.beam, 1e-9), 0.5).astype(np.float32)
    large = cv2.resize(share, None, fx=FINER, fy=FINER, interpolation=cv2.INTER_CUBIC)
    found, _ = cv2.findContours((large > 0.5).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    points = np.concatenate([contour[:, 0] for contour in found]) / FINER
    is_lit = cv2.erode((rig.beam > least).astype(np.uint8), np.ones((9, 9)))
    x, y = np.clip(np.round(points).astype(int), 0, [FRAME[0] - 1, FRAME[1] - 1]).T
    return points[is_lit[y, x] > 0]


SEEDS = range(601, 613)


@pytest.mark.parametrize("seed", [pytest.param(s, marks=[] if s < 603 else pytest.mark.slow) for s in SEEDS])
def test_the_simulator_agrees_with_a_path_tracer(seed: int) -> None:
    rig = _rig(seed)
    ours = rig.light(_slide(rig)) + rig.still
    brightest = json.loads((TRACED / "brightest.json").read_text(encoding="utf-8"))[str(seed)]
    picture = cv2.imread(str(TRACED / f"{seed}.webp"), cv2.IMREAD_GRAYSCALE)
    traced = (picture.astype(np.float32) / 255) ** 2 * brightest
    off = np.abs(ours - traced) / np.maximum(traced, 1e-6)
    assert np.median(off) <= 0.05
    mine, theirs = _edges(ours, rig), _edges(traced, rig)
    miss = [float(np.linalg.norm(theirs - point, axis=1).min()) for point in mine[:: len(mine) // 1000 + 1]]
    assert np.median(miss) <= 0.5 and np.percentile(miss, 95) <= 1.0
