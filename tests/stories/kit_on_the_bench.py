"""The sample's kit as a task whose checks were taught on the simulated bench, without light on it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.taskfile.taught import save_taught
from oss_app.vision.photos import encode
from oss_app.vision.teach import Lesson, Side
from tests.light_bench import Box, Rig
from tests.light_bench.kit import DENTAL, TRAY_MM, dental_top, dental_tray

STATES = ("empty", "1", "12", "123", "1234")
"""What lies in the tray before the first step, and after each."""
NAMES = ("mirror", "probe", "tweezers", "rolls")
SHOTS = 3
REHEARSED = Rehearsal(right_shown=10, right_accepted=10, wrong_shown=10, wrong_accepted=0)


def write_kit(folder: Path, rig: Rig, home: Box) -> None:
    """Write the task: a step for each place of the tray, each seen by a check."""
    checks = folder / "checks"
    checks.mkdir(parents=True)
    photo = np.clip(dental_top("empty") * 255, 0, 255).astype(np.uint8)
    cv2.imwrite(str(folder / "tray.jpg"), cv2.resize(photo, (1200, 800)))
    lines = ["task: Kit on the bench", "language: en", "steps:"]
    for name in NAMES:
        lines += [f"  - text: Put in the {name}.", "    photo: tray.jpg", f"    place: {name}", f"    check: {name}"]
    (folder / "task.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    places = [
        f"  {name}: [{', '.join(str(part) for part in place)}]" for name, place in zip(NAMES, DENTAL, strict=True)
    ]
    (folder / "places.yaml").write_text("\n".join(["tray.jpg:", *places]) + "\n", encoding="utf-8")
    seen = {state: _seen(rig, home, state) for state in STATES}
    for number, (name, place) in enumerate(zip(NAMES, DENTAL, strict=True)):
        left, top, right, bottom = place
        unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        at = home.world((unit - 0.5) * np.array(TRAY_MM))
        corners = rig.camera.seen(np.column_stack([at, np.full(4, -home.top)])) / rig.camera.size
        region = tuple((float(x), float(y)) for x, y in corners)
        lesson = Lesson(Check(name=name, kind=CheckKind.RIGHT_ITEM, region=region), encode(seen["empty"][0]))
        for side, state in ((Side.DONE, STATES[number + 1]), (Side.NOT_DONE, STATES[number])):
            for frame in seen[state]:
                lesson.add(side, frame)
        check = lesson.finished(lesson.test()).model_copy(update={"rehearsal": REHEARSED})
        save_taught(checks / name, check, lesson.files())


def _seen(rig: Rig, home: Box, state: str) -> list[np.ndarray]:
    """The tray with this in it, twice and a little moved."""
    frames: list[np.ndarray] = []
    now = rig.now
    for nudge in (-1.0, 1.0):
        at = (home.at[0] + nudge, home.at[1] - nudge)
        rig.bench.boxes = [dental_tray(at, home.size[2], home.turn, state)]
        rig.look()
        for _ in range(8):
            now += 0.125
            rig.shoot(now)
        while len(frames) % SHOTS or not frames or len(frames) // SHOTS < (1 if nudge < 0 else 2):
            now += 0.125
            frame = rig.shoot(now)
            frames += [] if frame is None else [frame]
    return frames
