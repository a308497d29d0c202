"""Makes what the sample tasks need beside their texts: the pictures, the film, and the taught checks.

    python scripts/make_samples.py PICTURES

PICTURES is the folder of rendered pictures with the simulated bench camera (``bench/simulate.py``). The checks are taught
and rehearsed as a coach would do it at that bench: other lights, the tray moved, wrong items among them.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TASKS = ROOT / "instructions"
FILM_SIZE, FILM_FPS = (640, 360), 10
PHOTOS = {
    "tandarts": "dienblad deksel spiegel sonde pincet wattenrollen kit",
    "schroeven": "bouten ringen moeren sleutel alles doosje dicht",
    "ontbijt": "dienblad bord kopje glas mes lepel servet klaar",
}


def bench(pictures: Path) -> Any:
    """The simulated bench with its camera."""
    spec = importlib.util.spec_from_file_location("simulate", pictures / "bench" / "simulate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Bench()


def copy_photos(pictures: Path) -> None:
    for task, names in PHOTOS.items():
        for name in names.split():
            shutil.copyfile(pictures / task / f"{name}.jpg", TASKS / task / f"{name}.jpg")
    for name in PHOTOS["tandarts"].split():
        shutil.copyfile(TASKS / "tandarts" / f"{name}.jpg", TASKS / "grote-kit" / f"{name}.jpg")


def laying(hand: str, before: str, after: str, frames: int) -> Iterator[tuple[str, tuple[str, int, int] | None]]:
    """State and hand of each frame while a hand lays an item and goes; it comes from the lower right corner."""
    for i in range(frames):
        away = abs(i / (frames - 1) * 2 - 1) ** 1.6
        yield before if i < frames / 2 else after, (hand, round(640 * away), round(450 * away))


def make_film(camera: Any) -> None:
    """The probe is laid, seen from above; it stands still for a second at the end, as the screen leaves it."""
    out = cv2.VideoWriter(
        str(TASKS / "tandarts" / "sonde.webm"), cv2.VideoWriter_fourcc(*"VP90"), FILM_FPS, FILM_SIZE
    )
    moving = [("1", None)] * 7 + list(laying("h2", "1", "12", 36)) + [("12", None)] * 12
    still: dict[object, np.ndarray] = {}
    for state, hand in moving:
        key = (state, hand)
        if key not in still:  # one seed: the same lamp and the same noise in every frame, so nothing flickers
            still[key] = cv2.resize(camera.frame(state, "day", hand=hand, seed=7), FILM_SIZE, interpolation=cv2.INTER_AREA)
        out.write(still[key])
    out.release()


def main(pictures: Path) -> None:
    cv2.setNumThreads(1)
    copy_photos(pictures)
    camera = bench(pictures)
    make_film(camera)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
