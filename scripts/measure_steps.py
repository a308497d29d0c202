"""Measures what a worker meets: whole steps through camera, check and judge, and writes the tables of docs/checks.md.

  python scripts/measure_steps.py                      all sets, many minutes; each is written as it ends
  python scripts/measure_steps.py --only webcam        one of them: webcam, rendered, board
  python scripts/measure_steps.py --only board --part 2/5 --kept FOLDER
                                                       some of its checks; the last part writes what all of them gave

Each set of photos beside the project is made into films of steps (``steps`` in a protocol, which
``oss-app vision evaluate`` reads): the place not done, a hand where the set has one, and what lies there afterwards.
The worker presses *Done* at the end where nothing was seen by itself.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from oss_app.vision.evaluate_steps import table
from scripts.measure_checks import BOARD, DOCS, RENDERED, WEBCAM, add_parts, measure, put

Protocol = dict[str, Any]
STILL_S = 2.4  # for which a single photo stands for a bench at rest
REST_S = 2.0  # for which a film's last picture stays before the worker presses Done
FILM_S = 0.4  # from one picture of the webcam's film to the next
LEAD = 8  # pictures of it before something changes
TAIL = 6
STEPS = 3  # of each sort for one check of the webcam ...
PAIRS = 2  # ... and of the board
LIGHTS = ("lamp_left", "evening", "mixed")  # that no photo was taught in
CHANGES = (
    ("empty", "1", "mirror probe"),
    ("1", "12", "probe tweezers"),
    ("12", "123", "tweezers probe"),
    ("123", "1234", "cotton tweezers"),
    ("empty", "wrong_probe_in_1", "mirror probe"),
    ("empty", "pen_in_1", "mirror probe"),
    ("1", "wrong_tweezers_in_2", "probe tweezers"),
    ("1", "turned_2", "probe mirror"),
    ("123", "rolls3", "cotton tweezers"),
    ("123", "eraser_in_4", "cotton tweezers"),
    ("123", "beside_4", "cotton tweezers"),
    ("2", "beside_1", "mirror probe"),
    ("1", "empty", "mirror probe"),
    ("12", "1", "probe mirror"),
    ("123", "12", "tweezers cotton"),
    ("1234", "123", "cotton tweezers"),
)
"""What lay on the rendered bench before and after the hand, and which places are asked about it."""
BEFORE, HAND, AFTER = 3, 4, 4  # frames of a rendered film, five a second


def moment(image: str, seconds: float, done: bool | None) -> Protocol:
    return {"image": image, "seconds": seconds, "done": done}


def webcam(told: Protocol, folder: Path) -> Protocol:
    """The film as it was: from some pictures before a place changes to some after; and stretches without a change."""
    for check in told["checks"]:
        film = sorted(check["test"], key=lambda test: str(test["image"]))
        truth = [None if test["why_not"] == "hand" else bool(test["done"]) for test in film]
        pieces = []
        for end in range(1, len(film)):
            if truth[end] and not truth[end - 1]:
                begin = next((i + 1 for i in range(end - 1, -1, -1) if truth[i]), 0)
                starts = [i for i in range(max(begin, end - LEAD), end) if truth[i] is False][:STEPS]
                pieces += [range(start, min(len(film), end + TAIL)) for start in starts]
        idle = [i for i in range(len(film) - LEAD) if all(truth[j] is not True for j in range(i, i + LEAD))]
        pieces += [range(i, i + LEAD) for i in idle[:: max(1, len(idle) // STEPS)] if truth[i + LEAD - 1] is False]
        check["steps"] = [{"moments": [moment(film[i]["image"], FILM_S, truth[i]) for i in piece]} for piece in pieces]
        check["test"] = []
    return told


def board(told: Protocol, folder: Path) -> Protocol:
    """From a photo of the empty place to one of the step done, or of a wrong thing; board and light move in between."""
    for check in told["checks"]:
        draw = random.Random(check["id"])
        sorts = {
            sort: [t["image"] for t in check["test"] if (t["why_not"] or "done") == sort]
            for sort in ("empty", "done", "wrong")
        }
        steps = []
        for sort in ("done", "empty", "wrong"):
            for image in draw.sample(sorts[sort], min(PAIRS, len(sorts[sort]))):
                before = draw.choice([name for name in sorts["empty"] if name != image] or sorts["empty"] or [image])
                moments = [moment(before, STILL_S, False), moment(image, STILL_S + REST_S, sort == "done")]
                steps.append({"moments": moments})
        check["steps"], check["test"] = steps, []
    return told


def rendered(told: Protocol, folder: Path) -> Protocol:
    """A hand comes in, lays something down, and goes; light, noise and the tray's place are drawn for each film."""
    bench = _simulated()
    frames = folder / "film"
    frames.mkdir()
    checks = {check["id"]: check for check in told["checks"]}
    for check in checks.values():
        check["steps"], check["test"] = [], []
    for number, (before, after, places) in enumerate(CHANGES):
        film = list(_film(bench, frames / f"{number:02d}", before, after, LIGHTS[number % len(LIGHTS)]))
        for name, check in checks.items():
            kind, place = name.split("-")
            if place in places.split():
                moments = [
                    moment(path, seconds, None if hand else _is_done(bench, kind, place, state))
                    for path, seconds, state, hand in film
                ]
                check["steps"].append({"moments": moments})
    return told


def _simulated() -> Any:
    """The bench simulator that lies beside the photos."""
    spec = importlib.util.spec_from_file_location("simulate", RENDERED.parent / "simulate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Bench()


def _film(bench: Any, stem: Path, before: str, after: str, light: str) -> Iterator[tuple[str, float, str, bool]]:
    """The path of each frame, how long it is seen, what lies on the bench, and whether a hand does."""
    draw = random.Random(stem.name)
    shift = [draw.uniform(-2, 2), draw.uniform(-2, 2), draw.uniform(-1, 1)]
    hand = draw.choice(("h1", "h2", "h3", "h4"))
    for n in range(BEFORE + HAND + AFTER):
        state, reach = (before if n < BEFORE + HAND // 2 else after), None
        if BEFORE <= n < BEFORE + HAND:
            away = abs((n - BEFORE) / (HAND - 1) * 2 - 1)
            reach = hand, int(620 * away**1.5), int(430 * away**1.5)
        elif n == BEFORE + HAND:
            shift = [value + draw.gauss(0, 0.4) for value in shift]  # the tray is nudged a little
        path = stem.with_name(f"{stem.name}-{n:02d}.jpg")
        picture = bench.frame(state, light, tuple(shift), reach, draw.randrange(10**6))
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, 85])
        yield str(path), REST_S if n == BEFORE + HAND + AFTER - 1 else 0.2, state, reach is not None


def _is_done(bench: Any, kind: str, place: str, state: str) -> bool:
    found = bench.info["states"][state]["slots"][place]
    if kind in ("occupied", "empty"):
        return (found["item"] is not None) == (kind == "occupied")
    return bool(found["right"])


SETS: dict[str, tuple[Path, Callable[[Protocol, Path], Protocol]]] = {
    "webcam": (WEBCAM, webcam),
    "rendered": (RENDERED, rendered),
    "board": (BOARD, board),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=SETS)
    add_parts(parser)
    chosen = parser.parse_args()
    for name, (protocol, films) in SETS.items():
        if chosen.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            told = films(json.loads(protocol.read_text(encoding="utf-8")), folder)
            told["reference"] = str(protocol.parent / told["reference"])
            for check in told["checks"]:
                check["teach"] = {
                    side: [str(protocol.parent / n) for n in names] for side, names in check["teach"].items()
                }
                for step in check["steps"]:
                    for shown in step["moments"]:
                        shown["image"] = str(protocol.parent / shown["image"])  # a rendered one keeps its own path
            measured = measure(name, told, folder, chosen)
        if measured is None:
            continue
        summary, when = measured
        found = f"{table(summary.steps)}\n\n{when}"
        print(f"{name}\n{found}", flush=True)
        page = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(put(page, f"steps {name}", found), encoding="utf-8")


if __name__ == "__main__":
    main()
