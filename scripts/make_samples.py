"""Makes what the sample tasks need beside their texts: the pictures, the film, and the taught checks.

    python scripts/make_samples.py PICTURES

PICTURES is the folder of rendered pictures with the simulated bench camera (``bench/simulate.py``). The checks are
taught and rehearsed as a coach would do it at that bench: other lights, the tray moved, wrong items among them.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.text import Text
from oss_app.core.verdict import Answer
from oss_app.taskfile.checks import save_check
from oss_app.vision import detectors
from oss_app.vision import teach as teaching
from oss_app.vision.photos import decode, encode
from oss_app.vision.reference_scene import scene_of
from oss_app.vision.teach import Side

ROOT = Path(__file__).resolve().parent.parent
TASKS = ROOT / "instructions"
FILM_SIZE, FILM_FPS = (640, 360), 10
PHOTOS = {
    "tandarts": "dienblad deksel spiegel sonde pincet wattenrollen kit",
    "schroeven": "bouten ringen moeren sleutel alles doosje dicht",
    "ontbijt": "dienblad bord kopje glas mes lepel servet klaar",
}

DEMO_FPS = 5
TEACHING_LIGHTS = ("day", "lamp_right", "mixed")
REHEARSAL_LIGHTS = ("evening", "lamp_left", "day")

Shot = tuple[str, str, float, float, float]  # state, light, and the tray's shift: mm right, mm down, degrees clockwise


@dataclass(frozen=True)
class Lesson:
    """One check as it is taught: which states of the bench show it done and not done, and which are for rehearsal."""

    name: str
    kind: CheckKind
    item: Text
    slot: str
    done: str
    not_done: str
    right: str
    wrong: str
    count: int | None = None


LESSONS = (
    Lesson(
        "spiegel",
        CheckKind.RIGHT_ITEM,
        Text(words="de spiegel", translations={"en": "the mirror"}),
        "mirror",
        done="1 12 123 1 13 1234",
        not_done="empty 2 wrong_probe_in_1 wrong_tweezers_in_1 pen_in_1 swap_12 beside_1 turned_1 wrong_probe_in_1",
        right="1 12 123 13 1234 rolls2 124 beside_3 wrong_tweezers_in_2 134",
        wrong="empty 2 3 4 234 swap_12 wrong_probe_in_1 wrong_tweezers_in_1 pen_in_1 beside_1",
    ),
    Lesson(
        "sonde-in-vak-2",
        CheckKind.RIGHT_ITEM,
        Text(words="de sonde", translations={"en": "the probe"}),
        "probe",
        done="12 123 2 1234 12 234",
        not_done="1 13 wrong_tweezers_in_2 wrong_mirror_in_2 pen_in_2 empty beside_2 turned_2",
        right="12 123 2 1234 234 124 rolls3 rolls2 turned_3 pen_in_3",
        wrong="1 13 3 134 empty swap_12 wrong_tweezers_in_2 wrong_mirror_in_2 pen_in_2 beside_2",
    ),
    Lesson(
        "pincet",
        CheckKind.RIGHT_ITEM,
        Text(words="de pincet", translations={"en": "the tweezers"}),
        "tweezers",
        done="123 13 1234 3 123 234",
        not_done="12 1 wrong_mirror_in_3 swap_23 pen_in_3 124 beside_3 empty",
        right="123 13 1234 3 234 134 rolls3 rolls5 turned_1 pen_in_2",
        wrong="12 1 2 124 empty swap_23 wrong_mirror_in_3 pen_in_3 beside_3 rolls2",
    ),
    Lesson(
        "wattenrollen",
        CheckKind.COUNT,
        Text(words="rollen", translations={"en": "rolls"}),
        "cotton",
        done="1234 124 4 234 1234 134",
        not_done="123 rolls3 rolls2 rolls5 eraser_in_4 rolls3_beside empty beside_4",
        right="1234 124 4 234 134 turned_3 pen_in_3 swap_12 beside_3 wrong_mirror_in_3",
        wrong="123 12 empty rolls3 rolls2 rolls5 eraser_in_4 rolls3_beside beside_4 3",
        count=4,
    ),
)


def bench(pictures: Path) -> Any:
    """The module of the simulated bench: its camera, and its lens."""
    spec = importlib.util.spec_from_file_location("simulate", pictures / "bench" / "simulate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def copy_photos(pictures: Path) -> None:
    for task, names in PHOTOS.items():
        for name in names.split():
            shutil.copyfile(pictures / task / f"{name}.jpg", TASKS / task / f"{name}.jpg")
    for name in set(PHOTOS["tandarts"].split()) - {"kit"}:  # the case has a picture of its own
        shutil.copyfile(TASKS / "tandarts" / f"{name}.jpg", TASKS / "grote-kit" / f"{name}.jpg")


def make_case() -> None:
    """The case with 12 trays, seen from above: drawn, with the rendered lid as each of them."""
    width, height, scale = 1280, 720, 4
    lid = cv2.imread(str(TASKS / "grote-kit" / "deksel.jpg"))
    sides = np.array([[0.262, 0.275], [0.652, 0.285], [0.805, 0.668], [0.222, 0.705]], np.float32)
    corners = np.ascontiguousarray(sides * lid.shape[1::-1], np.float32)
    tray = (232, 152)
    flat = np.array([[0, 0], [tray[0], 0], tray, [0, tray[1]]], np.float32)
    seen = cv2.warpPerspective(lid, cv2.getPerspectiveTransform(corners, flat), tray, flags=cv2.INTER_AREA)
    picture = np.full((height, width, 3), (206, 208, 210), np.uint8)

    def plate(box: tuple[int, int, int, int], radius: int, colour: tuple[int, int, int]) -> None:
        mask = np.zeros((height * scale, width * scale), np.uint8)
        left, top, right, bottom = (side * scale for side in box)
        r = radius * scale
        cv2.rectangle(mask, (left + r, top), (right - r, bottom), 255, -1)
        cv2.rectangle(mask, (left, top + r), (right, bottom - r), 255, -1)
        for x in (left + r, right - r):
            for y in (top + r, bottom - r):
                cv2.circle(mask, (x, y), r, 255, -1)
        share = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)[..., None] / 255
        picture[:] = np.round(picture * (1 - share) + np.array(colour) * share)

    for box, radius, colour in (
        ((520, 660, 760, 712), 22, (70, 66, 62)),  # the handle
        ((548, 640, 732, 688), 14, (206, 208, 210)),
        ((100, 24, 1180, 672), 36, (70, 66, 62)),  # the shell
        ((116, 40, 1164, 656), 26, (104, 98, 92)),
        ((130, 54, 1150, 642), 18, (58, 54, 52)),  # the foam
    ):
        plate(box, radius, colour)
    for row in range(3):
        for column in range(4):
            x, y = 148 + column * 251, 74 + row * 191
            plate((x - 5, y - 5, x + tray[0] + 5, y + tray[1] + 5), 14, (40, 37, 36))
            picture[y : y + tray[1], x : x + tray[0]] = seen
    save(TASKS / "grote-kit" / "koffer.jpg", picture, 85)


def laying(hand: str, before: str, after: str, frames: int) -> Iterator[tuple[str, tuple[str, int, int] | None]]:
    """State and hand of each frame while a hand lays an item and goes; it comes from the lower right corner."""
    for i in range(frames):
        away = abs(i / (frames - 1) * 2 - 1) ** 1.6
        yield before if i < frames / 2 else after, (hand, round(640 * away), round(450 * away))


def make_film(camera: Any) -> None:
    """The probe is laid, seen from above; it stands still for a second at the end, as the screen leaves it."""
    out = cv2.VideoWriter(str(TASKS / "tandarts" / "sonde.webm"), cv2.VideoWriter_fourcc(*"VP90"), FILM_FPS, FILM_SIZE)
    moving = [("1", None)] * 7 + list(laying("h2", "1", "12", 36)) + [("12", None)] * 12
    still: dict[object, np.ndarray] = {}
    for state, hand in moving:
        key = (state, hand)
        if key not in still:  # one seed: the same lamp and the same noise in every frame, so nothing flickers
            still[key] = cv2.resize(
                camera.frame(state, "day", hand=hand, seed=7), FILM_SIZE, interpolation=cv2.INTER_AREA
            )
        out.write(still[key])
    out.release()


def shots(states: str, seed: int, lights: tuple[str, ...]) -> Iterator[Shot]:
    """The states in turning light, the tray moved a little each time."""
    random = np.random.default_rng(seed)
    for i, state in enumerate(states.split()):
        yield state, lights[i % len(lights)], *random.uniform((-1.5, -1.5, -0.8), (1.5, 1.5, 0.8))


def teach(camera: Any, lens: Callable[[Any], Any], lesson: Lesson) -> str:
    """Write one check's folder; what the test of its photos and the rehearsal found."""
    folder = TASKS / "tandarts" / "checks" / lesson.name
    shutil.rmtree(folder, ignore_errors=True)
    region = tuple((round(x, 4), round(y, 4)) for x, y in lens(camera.info["slots"][lesson.slot]["region"]).tolist())
    check = Check(name=lesson.name, kind=lesson.kind, region=region, item=lesson.item)

    def frames(states: str, seed: int, lights: tuple[str, ...]) -> Iterator[np.ndarray]:
        for i, (state, light, *shift) in enumerate(shots(states, seed, lights)):
            yield camera.frame(state, light, tuple(shift), seed=seed * 100 + i)

    taught = teaching.Lesson(check, encode(camera.frame("empty", "day", seed=1)))
    for side, states, seed in ((Side.DONE, lesson.done, 11), (Side.NOT_DONE, lesson.not_done, 12)):
        for frame in frames(states, seed, TEACHING_LIGHTS):
            kept = taught.add(side, frame)
            assert isinstance(kept, teaching.Shot), f"{lesson.name}: {kept}"
    outcome = taught.test()
    for name, data in taught.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    check = taught.finished(outcome)
    detector = detectors.build(check, folder, lesson.count)
    sight = scene_of(decode(taught.files()[check.reference]))
    accepted = [
        [detector.judge(sight.see(frame)).answer is Answer.DONE for frame in frames(states, seed, REHEARSAL_LIGHTS)]
        for states, seed in ((lesson.right, 21), (lesson.wrong, 22))
    ]
    rehearsal = Rehearsal(
        right_shown=len(accepted[0]),
        right_accepted=sum(accepted[0]),
        wrong_shown=len(accepted[1]),
        wrong_accepted=sum(accepted[1]),
    )
    save_check(folder, check.model_copy(update={"rehearsal": rehearsal}))
    against = [f"{t.shot.side} {t.shot.number}" for t in outcome.disagreeing]
    return f"{lesson.name}: armed {outcome.may_arm}; left out and judged otherwise {against}; {rehearsal}"


def save(path: Path, picture: np.ndarray, quality: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])


class Scene:
    """What the demonstration's camera shows while one check is watched."""

    def __init__(self, camera: Any, folder: Path) -> None:
        self._camera, self._folder = camera, folder
        self.shots: list[dict[str, str | float]] = []

    def rest(self, state: str, seconds: float) -> None:
        """The bench without a hand."""
        self._show(state, None, seconds)

    def lay(self, hand: str, before: str, after: str) -> None:
        """A hand comes, stays over the place for two seconds, and goes."""
        frames = 2 * DEMO_FPS
        for i, (state, at) in enumerate(laying(hand, before, after, frames)):
            self._show(state, at, 1.0 if i in (frames // 2 - 1, frames // 2) else 1 / DEMO_FPS)

    def _show(self, state: str, hand: tuple[str, int, int] | None, seconds: float) -> None:
        name = f"{state}.jpg" if hand is None else f"{state}-{hand[0]}-{hand[1]}.jpg"
        if not (self._folder / name).exists():
            save(self._folder / name, self._camera.frame(state, "day", (0.6, -0.4, 0.3), hand, seed=5), 70)
        self.shots.append({"frame": name, "seconds": seconds})


def make_demo(camera: Any) -> None:
    """Scenes for each check of the dental kit: an item laid right, one wrong at first, rolls counted.

    When the whole kit is looked at the tweezers are gone, and come back; for a page of several steps all is laid.
    """
    folder = ROOT / "assets" / "demo"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    scenes = {}
    for lesson, hand, states in zip(
        LESSONS,
        ("h1", "h2", "h3", "h4"),
        (("empty", "1"), ("1", "wrong_tweezers_in_2", "12"), ("12", "123"), ("123", "rolls3", "1234")),
        strict=True,
    ):
        scene = Scene(camera, folder)
        scene.rest(states[0], 3.0)
        for before, after in pairwise(states):
            scene.lay(hand, before, after)
            scene.rest(after, 8.0)
        scenes[lesson.name] = scene.shots
    kit = Scene(camera, folder)
    kit.rest("124", 18.0)
    kit.lay("h3", "124", "1234")
    kit.rest("1234", 8.0)
    page = Scene(camera, folder)
    for (before, after), hand in zip(
        pairwise(("empty", "1", "12", "123", "1234")), ("h1", "h2", "h3", "h4"), strict=True
    ):
        page.rest(before, 3.0)
        page.lay(hand, before, after)
    page.rest("1234", 8.0)
    scenes |= {"alles": kit.shots, "page": page.shots}
    script = {"fps": DEMO_FPS, "scenes": scenes}
    (folder / "script.json").write_text(json.dumps(script, indent=1) + "\n", encoding="utf-8")


def main(pictures: Path) -> None:
    cv2.setNumThreads(1)
    copy_photos(pictures)
    simulate = bench(pictures)
    camera = simulate.Bench()
    make_case()
    make_film(camera)
    for lesson in LESSONS:
        print(teach(camera, simulate.lens, lesson))
    make_demo(camera)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
