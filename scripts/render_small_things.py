"""Renders a bench with six fields of small things, for checks that count: frames and their protocol.

Five are counted; the rolls in the sixth lie against each other and over its edge, as the disorder of a bench.

    python scripts/render_small_things.py PICTURES OUT [FIRST LAST]

PICTURES is the folder of rendered pictures whose ``src`` holds the objects, materials and lamps; they need Blender
as a Python module, in an environment of its own. A frame takes half a minute; FIRST and LAST render a part.
The tray is moved and turned a little in each frame, and the light differs. No frame of a test teaches.
"""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

SIZE = 640, 400
JPEG = 82
SAMPLES = 12
FIELD = 8.2, 7.2  # cm, in a grid of three by two
PITCH = 9.2, 8.2
MOST_TRIES = 400
APART = 0.25  # cm of room between things that do not touch
TEACH_DONE, TEACH_NOT_DONE = range(1, 6), range(6, 11)
TESTS = range(11, 41)

Disc = tuple[float, float, float]
"""x, y and radius in cm: what a thing covers is a few of them."""


@dataclass(frozen=True)
class Thing:
    """What lies in a field: how the kit makes it, what it covers, and how it lies (height, and two turns)."""

    make: str
    discs: tuple[Disc, ...]
    height: float
    thick: float
    tilt: tuple[float, float] = (0.0, 0.0)


def _along(start: float, end: float, radius: float, n: int = 9) -> tuple[Disc, ...]:
    return tuple((float(x), 0.0, radius) for x in np.linspace(start, end, n))


THINGS: Mapping[str, Thing] = {
    "bolts": Thing("bolt", ((-0.3, 0.0, 0.78), *_along(0.2, 3.8, 0.42)), 0.69, 0.8, (0.0, 94.0)),
    "washers": Thing("washer", ((0.0, 0.0, 0.86),), 0.005, 0.17),
    "nuts": Thing("nut", ((0.0, 0.0, 0.76),), 0.005, 0.7),
    "tablets": Thing("tablet", ((0.0, 0.0, 0.56),), 0.005, 0.42),
    "capsules": Thing("capsule", _along(-0.75, 0.75, 0.36, 5), 0.36, 0.7),
    "rolls": Thing("roll", _along(-1.4, 1.4, 0.52), 0.5, 1.0, (90.0, 90.0)),
}
NAMES = tuple(THINGS)
ASKED = {"bolts": 3, "washers": 4, "nuts": 6, "tablets": 5, "capsules": 4, "rolls": 4}
MOST = {"bolts": 4, "rolls": 5}
"""Of long things no more find room."""
OTHERS = {
    "bolts": "rolls",
    "washers": "nuts",
    "nuts": "washers",
    "tablets": "washers",
    "capsules": "tablets",
    "rolls": "capsules",
}
"""What lies there instead when it is another thing; the likest where there is a like one."""

Lay = tuple[str, float, float, float, float]
"""A thing's name, where it lies in its field (cm), its turn (degrees) and how much higher than the mat."""
LIGHTS: Mapping[str, tuple[float, float, float, float]] = {
    "day": (1.0, 0.25, 0.25, 0.4),
    "lamp_right": (0.5, 1.0, 0.0, 0.3),
    "lamp_left": (0.5, 0.0, 1.0, 0.3),
    "evening": (0.15, 0.5, 0.3, 0.2),
    "mixed": (0.7, 0.6, 0.1, 0.35),
}
TAUGHT_LIGHTS = "day", "lamp_right"
OTHER_LIGHTS = "lamp_left", "evening", "mixed"


def covered(lay: Lay) -> np.ndarray:
    """The discs of a thing where it lies: Nx3."""
    name, x, y, turn, _ = lay
    angle = math.radians(turn)
    discs = np.array(THINGS[name].discs)
    middle = discs[:, 0].mean()
    along = discs[:, 0] - middle
    return np.stack([x + along * math.cos(angle), y + along * math.sin(angle), discs[:, 2]], 1)


def gap(a: Lay, b: Lay) -> float:
    """The room between two things in cm, less than 0 where they overlap."""
    p, q = covered(a), covered(b)
    return float((np.linalg.norm(p[:, None, :2] - q[None, :, :2], axis=2) - p[:, None, 2] - q[None, :, 2]).min())


def _fits(lay: Lay) -> bool:
    discs = covered(lay)
    half = np.array(FIELD) / 2 - 0.15
    return bool((np.abs(discs[:, :2]) + discs[:, 2:] <= half).all())


def laid(random: np.random.Generator, names: list[str], how: str) -> list[Lay]:
    """Things in one field. ``how``: apart, touching (two of them) or piled (one upon another)."""
    while True:
        found: list[Lay] = []
        for number, name in enumerate(names):
            is_close = how != "apart" and number == 1
            lay = _beside_first(random, name, found[0], how) if is_close else _somewhere(random, name, found)
            if lay is None:
                break
            found.append(lay)
        if len(found) == len(names):
            return found


def _turn(random: np.random.Generator, name: str) -> float:
    """Long things lie about the same way, as people lay them down."""
    is_long = len(THINGS[name].discs) > 5
    return float(random.choice([0.0, 180.0]) + random.uniform(-10, 10) if is_long else random.uniform(0, 360))


def _somewhere(random: np.random.Generator, name: str, found: list[Lay]) -> Lay | None:
    for _ in range(MOST_TRIES):
        lay = name, random.uniform(-3.6, 3.6), random.uniform(-3.2, 3.2), _turn(random, name), 0.0
        if _fits(lay) and all(gap(lay, other) > APART for other in found):
            return lay
    return None


def _beside_first(random: np.random.Generator, name: str, first: Lay, how: str) -> Lay | None:
    """Pushed towards the first until it touches, or lies upon it."""
    for _ in range(MOST_TRIES // 10):
        angle, turn = random.uniform(0, 2 * math.pi), _turn(random, name)
        wanted, up = (-0.4, THINGS[name].thick) if how == "piled" else (0.01, 0.0)
        for far in np.arange(6.0, 0.0, -0.04):
            lay = name, first[1] + far * math.cos(angle), first[2] + far * math.sin(angle), turn, up
            if gap(lay, first) <= wanted:
                break
        if _fits(lay):
            return lay
    return None


def beside(random: np.random.Generator, name: str) -> list[Lay]:
    """One less than asked for in the field, and one on its edge, mostly outside."""
    inside = laid(random, [name] * (ASKED[name] - 1), "apart")
    while True:
        lay = name, random.uniform(-3, 3), -FIELD[1] / 2 - 0.45, random.choice([0.0, 180.0]), 0.0
        if all(gap(lay, other) > APART for other in inside):
            return [*inside, lay]


@dataclass(frozen=True)
class Field:
    """What lies in a field and what that is: ``why_not`` is empty where it is done."""

    lays: tuple[Lay, ...]
    count: int | None
    why_not: str
    how: str


def taught_field(random: np.random.Generator, number: int, name: str) -> Field:
    """What the wizard asks for, photo by photo."""
    if number in TEACH_DONE:
        return Field(tuple(laid(random, [name] * ASKED[name], "apart")), ASKED[name], "", "apart")
    match number - TEACH_NOT_DONE[0]:
        case 0:
            return Field((), 0, "empty", "apart")
        case 1:
            return Field(tuple(laid(random, [name] * (ASKED[name] - 1), "apart")), ASKED[name] - 1, "count", "apart")
        case 2:
            return Field(tuple(laid(random, [name] * (ASKED[name] + 1), "apart")), ASKED[name] + 1, "count", "apart")
        case 3:
            return Field(tuple(laid(random, [OTHERS[name]] * ASKED[name], "apart")), None, "wrong", "apart")
        case _:
            return Field(tuple(beside(random, name)), ASKED[name] - 1, "beside", "apart")


def test_field(random: np.random.Generator, name: str) -> Field:
    """Asked for, or another number, touching or not, another thing among them or instead."""
    case = random.choice(
        ["apart", "touching", "piled", "among", "instead", "beside"], p=(0.62, 0.12, 0.06, 0.1, 0.05, 0.05)
    )
    if case == "instead":
        other = random.choice([n for n in NAMES if n != name])
        return Field(tuple(laid(random, [str(other)] * 3, "apart")), None, "wrong", "apart")
    if case == "among":
        other = random.choice([n for n in NAMES if n != name])
        return Field(tuple(laid(random, [name] * (ASKED[name] - 1) + [str(other)], "apart")), None, "wrong", "apart")
    if case == "beside":
        return Field(tuple(beside(random, name)), ASKED[name] - 1, "beside", "apart")
    asked = ASKED[name]
    more = min(asked + random.integers(1, 3), MOST.get(name, 99))
    count = int(random.choice([asked, 0, asked - 1, asked - 2, more], p=(0.45, 0.05, 0.2, 0.1, 0.2)))
    how = str(case) if count >= 2 else "apart"
    why_not = "" if count == asked else "count" if count else "empty"
    return Field(tuple(laid(random, [name] * count, how)), count, why_not, how)


def planned(number: int) -> tuple[dict[str, Field], str, tuple[float, float, float]]:
    """What lies in each field of a frame, its light, and how the tray is moved: cm right, cm up, degrees."""
    random = np.random.default_rng(7000 + number)
    if number == 0:
        return {name: Field((), 0, "empty", "apart") for name in NAMES}, "day", (0.0, 0.0, 0.0)
    is_taught = number in TEACH_DONE or number in TEACH_NOT_DONE
    lights = TAUGHT_LIGHTS if is_taught else OTHER_LIGHTS
    fields = {n: taught_field(random, number, n) if is_taught else test_field(random, n) for n in NAMES}
    far = 0.15 if is_taught else 0.4
    shift = tuple(float(v) for v in random.uniform((-far, -far, -3 * far), (far, far, 3 * far)))
    return fields, lights[number % len(lights)], (shift[0], shift[1], shift[2])


def middle_of(name: str) -> tuple[float, float]:
    """The middle of a thing's field on the tray, in cm."""
    column, row = NAMES.index(name) % 3, NAMES.index(name) // 3
    return (column - 1) * PITCH[0], (0.5 - row) * PITCH[1]


class Bench:
    """The tray, its lamps and its camera, made with the kit's own scripts."""

    def __init__(self, sources: Path) -> None:
        sys.path.insert(0, str(sources))
        self.kit: Any = importlib.import_module("kit")
        self.screws: Any = importlib.import_module("schroeven")

    def render(self, number: int, path: Path) -> None:
        """Render one frame to a PNG file."""
        kit, screws = self.kit, self.screws
        fields, light, (right, up, turn) = planned(number)
        scene = kit.reset()
        mats = screws.mats()
        kit.bench(mats)
        tray = kit.bpy.data.objects.new("tray", None)
        scene.collection.objects.link(tray)
        tray.location, tray.rotation_euler = (right, up, 0), (0, 0, math.radians(turn))
        there = set(scene.objects)
        kit.sweep_rrect("mat", [(-0.1, 0), (0, 0.05), (0, 0.27), (-0.06, 0.32), (-3, 0.32)], 29.5, 18, 1.2, mats["mat"])
        for name in NAMES:
            x, y = middle_of(name)
            w, h = FIELD[0] / 2, FIELD[1] / 2
            screws.frame_line(mats, x - w, y - h, x + w, y + h)
        self._label(mats)
        made = {"bolt": screws.bolt, "washer": screws.washer, "nut": screws.nut}
        for name, field in fields.items():
            x, y = middle_of(name)
            for i, lay in enumerate(field.lays):
                self._lay(mats, made, lay, x, y, seed=100 * number + 10 * NAMES.index(name) + i)
        for thing in set(scene.objects) - there:
            if thing.parent is None and thing is not tray:
                thing.parent = tray
        self._light(LIGHTS[light])
        camera = kit.camera((0.4, -0.5, 44), (0.4, -0.5, 0), 42)
        camera.rotation_euler = (math.radians(1.2), math.radians(0.3), math.radians(0.5))
        scene.cycles.seed = number
        kit.render(str(path), *SIZE, SAMPLES, exposure=0.1)

    def _label(self, mats: Any) -> None:
        """A label, and two marks at the sides, by which the tray is not its own mirror image."""
        self.screws.disc(mats, -14.1, 7.6, 0.35)
        self.kit.mesh_obj(
            "label",
            [(9, -8.8, 0.33), (14, -8.8, 0.33), (14, -8.3, 0.33), (9, -8.3, 0.33)],
            [(0, 1, 2, 3)],
            mats["line"],
        )

    def _lay(
        self, mats: Any, made: Mapping[str, Callable[[Any], Any]], lay: Lay, x: float, y: float, seed: int
    ) -> None:
        name, dx, dy, turn, up = lay
        thing = THINGS[name]
        back = float(np.mean([d[0] for d in thing.discs]))
        angle = math.radians(turn)
        at = x + dx - back * math.cos(angle), y + dy - back * math.sin(angle), 0.325 + thing.height + up
        if thing.make in made:
            root = made[thing.make](mats)
        elif thing.make == "roll":
            root = self.kit.cotton_roll(mats, seed)
        else:
            root = self._pill(thing.make, mats)
        self.kit.place(root, at, turn, *thing.tilt)

    def _pill(self, kind: str, mats: Any) -> Any:
        kit = self.kit
        white = self.screws.plain("pill", (0.82, 0.80, 0.76), 0.55)[0]
        red = self.screws.plain("cap", (0.55, 0.06, 0.04), 0.25)[0]
        if kind == "tablet":
            return kit.lathe("tablet", [(0.50, 0), (0.55, 0.06), (0.55, 0.32), (0.46, 0.40), (0.001, 0.43)], white)
        root = kit.bpy.data.objects.new("capsule", None)
        kit.bpy.context.scene.collection.objects.link(root)
        bow = [(0.34 * math.cos(a), 0.75 + 0.34 * math.sin(a)) for a in np.linspace(0, math.pi / 2 - 0.01, 9)]
        for mat, sign in ((white, 1), (red, -1)):
            half = kit.lathe("half", [(0.34, 0.0), *bow] if sign > 0 else [(0.36, 0.0), *bow], mat, captop=None)
            kit.place(half, (0, 0, 0), 0, 0, 90 * sign, root)
        return root

    def _light(self, power: tuple[float, float, float, float]) -> None:
        kit = self.kit
        kit.world(k=0.8 * power[3])
        kit.area((-10, 40, 120), (0, 0, 0), 110, 150000 * power[0], (1, 1, 1), 50)
        kit.area((95, 10, 60), (0, 0, 0), 40, 110000 * power[1], (1, 0.93, 0.82), 40)
        kit.area((-95, 10, 60), (0, 0, 0), 40, 110000 * power[2], (1, 0.95, 0.88), 40)


def corners(name: str) -> list[list[float]]:
    """The region of a thing's field in 0...1 of the reference, top left first: found by the camera of ``Bench``."""
    x, y = middle_of(name)
    half = FIELD[0] / 2 - 0.05, FIELD[1] / 2 - 0.05
    focal = 42 / 36 * SIZE[0]
    tilt, roll, yaw = (math.radians(a) for a in (1.2, 0.3, 0.5))
    turned = (
        np.array([[math.cos(yaw), -math.sin(yaw), 0], [math.sin(yaw), math.cos(yaw), 0], [0, 0, 1]])
        @ np.array([[math.cos(roll), 0, math.sin(roll)], [0, 1, 0], [-math.sin(roll), 0, math.cos(roll)]])
        @ np.array([[1, 0, 0], [0, math.cos(tilt), -math.sin(tilt)], [0, math.sin(tilt), math.cos(tilt)]])
    )
    found = []
    for sx, sy in ((-1, 1), (1, 1), (1, -1), (-1, -1)):
        point = turned.T @ (np.array([x + sx * half[0], y + sy * half[1], 0.32]) - np.array([0.4, -0.5, 44]))
        u, v = SIZE[0] / 2 + focal * point[0] / -point[2], SIZE[1] / 2 - focal * point[1] / -point[2]
        found.append([round(float(u / SIZE[0]), 4), round(float(v / SIZE[1]), 4)])
    return found


def protocol() -> dict[str, Any]:
    """The protocol of all frames, as ``oss-app vision evaluate`` reads it."""

    def path(number: int) -> str:
        return f"frames/{number:03d}.jpg"

    checks = []
    for name in (n for n in NAMES if n != "rolls"):
        tests = []
        for number in TESTS:
            fields, light, _ = planned(number)
            field = fields[name]
            test = {"image": path(number), "done": not field.why_not, "tray": field.how, "light": light}
            tests.append(test | {"why_not": field.why_not, "count": field.count})
        taught = {"done": [path(n) for n in TEACH_DONE], "not_done": [path(n) for n in TEACH_NOT_DONE]}
        check = {"id": name, "kind": "count", "region": corners(name), "count": ASKED[name], "teach": taught}
        checks.append(check | {"test": tests})
    return {"reference": path(0), "checks": checks}


def noisy(picture: np.ndarray, number: int) -> np.ndarray:
    """What a webcam's sensor adds."""
    random = np.random.default_rng(number)
    return np.asarray(np.clip(picture + random.normal(0, 2.0, picture.shape), 0, 255), np.uint8)


def main() -> None:
    pictures, out = Path(sys.argv[1]), Path(sys.argv[2])
    first, last = (int(sys.argv[3]), int(sys.argv[4])) if len(sys.argv) > 4 else (0, TESTS[-1])
    (out / "frames").mkdir(parents=True, exist_ok=True)
    (out / "protocol.json").write_text(json.dumps(protocol(), separators=(",", ":")) + "\n")
    bench = Bench(pictures / "src")
    scratch = out / "scratch.png"
    for number in range(first, last + 1):
        bench.render(number, scratch)
        frame = noisy(cv2.imread(str(scratch)), number)
        cv2.imwrite(str(out / "frames" / f"{number:03d}.jpg"), frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG])
    scratch.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
