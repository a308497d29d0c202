"""A drawn bench with a hundred places, and a kit of a hundred checks taught on it."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from pathlib import Path

import cv2
import numpy as np

from oss_app.core.check import Check, CheckKind
from oss_app.core.region import Outline, rectangle
from oss_app.vision.align import Alignment
from oss_app.vision.photos import encode, read
from oss_app.vision.picture import Picture
from oss_app.vision.window import window_of

WIDTH, HEIGHT = 1280, 720
SIDE = 10
PLACES = SIDE * SIDE
SHOWN = 5  # photos a side


def region_of(place: int) -> Outline:
    """Where a place lies on the bench."""
    row, column = divmod(place, SIDE)
    return rectangle(0.06 + 0.088 * column, 0.08 + 0.084 * row, 0.06 + 0.088 * (column + 1), 0.08 + 0.084 * (row + 1))


def tray(full: Collection[int] | Mapping[int, int], seed: int = 0, light: float = 1.0) -> Picture:
    """The bench with its thing in each of the ``full`` places; a mapping says which place's thing lies there."""
    things = full if isinstance(full, Mapping) else {place: place for place in full}
    picture = np.full((HEIGHT, WIDTH, 3), (165, 172, 170), np.uint8)
    random = np.random.default_rng(11)
    for _ in range(250):
        x, y, length = (int(v) for v in random.integers(0, (WIDTH, HEIGHT, 22)))
        cv2.ellipse(picture, (x, y), (4 + length, 3), float(random.integers(180)), 0, 360, (150, 158, 155), -1)
    for place in range(PLACES):
        x0, y0, x1, y1 = _corners(place)
        cv2.rectangle(picture, (x0 + 5, y0 + 5), (x1 - 5, y1 - 5), (95, 92, 80), 2)
        if place in things:
            _thing(picture, things[place], ((x0 + x1) // 2, (y0 + y1) // 2))
    noise = np.random.default_rng(seed).normal(0, 2.0, picture.shape)
    return np.clip(picture * light + noise, 0, 255).astype(np.uint8)


def _corners(place: int) -> tuple[int, int, int, int]:
    points = np.array(region_of(place)) * (WIDTH, HEIGHT)
    left, top = points.min(0).astype(int)
    right, bottom = points.max(0).astype(int)
    return int(left), int(top), int(right), int(bottom)


def _thing(picture: Picture, number: int, middle: tuple[int, int]) -> None:
    colour = [int(v) for v in np.random.default_rng(number).integers(20, 235, 3)]
    x, y = middle
    match number % 4:
        case 0:
            cv2.circle(picture, middle, 17, colour, -1)
        case 1:
            cv2.rectangle(picture, (x - 28, y - 9), (x + 28, y + 9), colour, -1)
        case 2:
            cv2.line(picture, (x - 26, y + 14), (x + 26, y - 14), colour, 9)
        case _:
            cv2.drawMarker(picture, middle, colour, cv2.MARKER_TILTED_CROSS, 36, 8)


def lay(folder: Path, name: str) -> None:
    """Put a tray, a picture in the folder, before the ``BenchCamera`` there."""
    new = folder / "now.new"
    new.write_text(name)
    new.replace(folder / "now")


class BenchCamera:
    """Sees the tray that was laid last, for as long as it lies there, ten times a second."""

    can_freeze = False

    def __init__(self, folder: str) -> None:
        self._folder, self._seen = Path(folder), ("", np.zeros((HEIGHT, WIDTH, 3), np.uint8))

    def begin(self, check: str) -> None: ...

    def hold_exposure(self, *, holds: bool) -> None: ...

    def read(self) -> Picture:
        time.sleep(0.1)
        if (name := (self._folder / "now").read_text()) != self._seen[0]:
            self._seen = name, read(self._folder / name)
        return self._seen[1].copy()

    def close(self) -> None: ...


def taught_kit(folder: Path, places: int = PLACES) -> Check:
    """A kit whose checks lie in ``folder``; each was taught with photos of the full and of the empty tray."""
    everything = range(PLACES)
    reference = encode(tray(()))
    lights = (1.0, 0.85, 1.08, 0.92, 1.0)
    shown = {
        side: [tray(full, seed=30 + n, light=lights[n]) for n in range(SHOWN)]
        for side, full in (("done", everything), ("not_done", ()))
    }
    here = Alignment(np.eye(3), 1.0, "itself")
    parts: list[tuple[Check, int | None]] = []
    for place in range(places):
        check = Check(name=f"place-{place + 1}", kind=CheckKind.RIGHT_ITEM, region=region_of(place))
        window = window_of(check.region, (WIDTH, HEIGHT))
        for side, frames in shown.items():
            (folder / check.name / side).mkdir(parents=True)
            for number, frame in enumerate(frames, 1):
                (folder / check.name / side / f"{number:02d}.jpg").write_bytes(encode(window.cut(frame, here)))
        (folder / check.name / "reference.jpg").write_bytes(reference)
        parts.append((check, None))
    return Check(name="alles", kind=CheckKind.KIT, region=rectangle(0, 0, 1, 1), parts=tuple(parts))
