"""The sample tasks run, say what the linter asks for, and their checks see what the simulated bench shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import cv2
import pytest

from oss_app.core.check import Check
from oss_app.core.region import bounds
from oss_app.core.task import Section, Task
from oss_app.core.verdict import Answer, Judge
from oss_app.resources import assets, instructions
from oss_app.taskfile.library import FolderLibrary, load
from oss_app.taskfile.lint import lint_task
from oss_app.vision import detectors
from oss_app.vision.photos import read
from oss_app.vision.reference_scene import scene_of

SAMPLES = sorted(file.parent for file in instructions().glob("*/task.yaml"))
DENTAL = instructions() / "tandarts"
DEMO = assets() / "demo"
LIBRARY = FolderLibrary(instructions())
EACH = pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)


def task_of(folder: Path) -> Task:
    task = LIBRARY.load(folder).task
    assert task is not None
    return task


def checks_of(task: Task) -> dict[str, Check | None]:
    return {step.check: LIBRARY.check(task, step.check) for step in task.steps if step.check}


def test_the_samples_are_there() -> None:
    assert {folder.name for folder in SAMPLES} >= {"tandarts", "schroeven", "ontbijt", "grote-kit"}


@EACH
def test_a_sample_has_no_problem(folder: Path) -> None:
    assert [f"{p.file}: {p.sentence}" for p in load(folder).listing.problems] == []


@EACH
def test_the_linter_has_nothing_to_say(folder: Path) -> None:
    task = task_of(folder)
    assert [f"{p.passage}: {p.sentence}" for p in lint_task(task, checks_of(task))] == []


def test_no_two_samples_have_the_same_picture() -> None:
    """Who cannot read chooses by it; how alike two are is the mean difference of their pixels, of 255."""
    small = [cv2.resize(read(folder / task_of(folder).photo), (64, 36)).astype(float) for folder in SAMPLES]
    alike = [abs(one - other).mean() for one, other in combinations(small, 2)]
    assert min(alike) > 20


@EACH
def test_no_section_is_called_as_the_kits_are_counted(folder: Path) -> None:
    """A list shows "Set 1 van 3" beside the name of the section: "Set 1" there would be another set."""
    task = task_of(folder)
    for language, word in (("nl", "set"), ("en", "kit")):
        titles = [section.title.into(language) for section in task.items if isinstance(section, Section)]
        assert [title for title in titles if title.lower().startswith(word)] == []


@EACH
def test_a_sample_is_whole_in_dutch_and_english(folder: Path) -> None:
    task = task_of(folder)
    assert task.languages == ("nl", "en")
    assert [text.words for text in task.texts() if not text.has("en", "nl")] == []
    assert task.done


@EACH
def test_every_place_is_marked_in_its_picture_and_nothing_else_is(folder: Path) -> None:
    task = task_of(folder)
    assert [step.text.words for step in task.steps if step.place and task.outline_of(step) is None] == []
    named = {step.photo for step in task.steps} | {task.photo}
    assert set(task.places) <= named
    for places in task.places.values():
        for outline in places.values():
            left, top, right, bottom = bounds(outline)
            assert 0.05 < right - left < 0.7
            assert 0.05 < bottom - top < 0.7


@EACH
def test_no_picture_lies_there_unused(folder: Path) -> None:
    task = task_of(folder)
    used = {task.photo, *(step.photo for step in task.steps), *(step.film for step in task.steps)}
    assert {f.name for f in folder.iterdir() if f.suffix in (".jpg", ".webm")} <= used


def test_the_dental_kit_is_the_one_of_the_drawings() -> None:
    task = task_of(DENTAL)
    assert (len(task.steps), task.repeat) == (8, 20)
    assert [item.title.words for item in task.items if item not in task.steps] == ["Voorbereiden", "Vullen", "Afmaken"]
    assert task.steps[3].text.words == "Leg 1 sonde in vak 2."


def test_the_long_one_is_long() -> None:
    assert len(task_of(instructions() / "grote-kit").steps) >= 100


def test_the_film_plays_and_is_small() -> None:
    film = DENTAL / "sonde.webm"
    assert film.stat().st_size <= 300_000
    capture = cv2.VideoCapture(str(film), cv2.CAP_FFMPEG)
    frames = 0
    while capture.grab():
        frames += 1
    assert 3 <= frames / capture.get(cv2.CAP_PROP_FPS) <= 8
    capture.release()


def test_the_checks_are_taught_and_rehearsed() -> None:
    checks = checks_of(task_of(DENTAL))
    assert len(checks) == 4
    for name, check in checks.items():
        assert check is not None, name
        assert check.is_armed
        assert check.item is not None
        assert check.item.has("en", "nl")
        assert check.rehearsal is not None
        assert (check.rehearsal.right_shown, check.rehearsal.wrong_shown) == (10, 10)
        assert check.rehearsal.right_accepted >= 7, name
        assert check.rehearsal.wrong_accepted == 0, name
        for taught in ("done", "not_done"):
            assert len(list((DENTAL / "checks" / name / taught).glob("*.jpg"))) >= 5


def test_the_demonstration_has_a_scene_for_each_check() -> None:
    script = json.loads((DEMO / "script.json").read_text("utf-8"))
    assert set(script["scenes"]) == {*checks_of(task_of(DENTAL)), "alles", "page"}
    frames = {shot["frame"] for scene in script["scenes"].values() for shot in scene}
    assert frames == {f.name for f in DEMO.glob("*.jpg")}


@dataclass(frozen=True)
class Scene:
    """A check of the dental kit, and what the demonstration's camera shows while it is watched."""

    check: Check
    count: int | None
    shots: list[dict[str, str | float]]

    @property
    def folder(self) -> Path:
        return DENTAL / "checks" / self.check.name

    @property
    def rests(self) -> list[str]:
        """The frames without a hand, in order."""
        return [str(shot["frame"]) for shot in self.shots if float(shot["seconds"]) > 2]

    def detector(self) -> detectors.RegionDetector:
        cv2.setNumThreads(1)
        return detectors.build(self.check, self.folder, self.count)


@pytest.fixture(
    scope="module",
    params=[
        "spiegel",
        "sonde-in-vak-2",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("pincet", "wattenrollen")),
    ],
)
def scene(request: pytest.FixtureRequest) -> Scene:
    task = task_of(DENTAL)
    check = LIBRARY.check(task, request.param)
    assert check is not None
    count = next(step.count for step in task.steps if step.check == request.param)
    return Scene(check, count, json.loads((DEMO / "script.json").read_text("utf-8"))["scenes"][request.param])


def test_a_check_sees_its_scene(scene: Scene) -> None:
    """Where no hand is in the picture: not done until the last rest, then done; a wrong item is not taken for it."""
    detector, bench = scene.detector(), scene_of(read(scene.folder / scene.check.reference))
    answers = [detector.judge(bench.see(read(DEMO / frame))).answer for frame in scene.rests]
    assert answers == [Answer.NOT_DONE] * (len(answers) - 1) + [Answer.DONE], dict(
        zip(scene.rests, answers, strict=True)
    )


def test_a_scene_that_is_come_upon_in_the_middle_is_seen_to_its_end(scene: Scene) -> None:
    """The camera begins late, or a worker comes back from a break: what lies there already is not held against it."""
    for late in range(1, len(scene.rests)):
        detector, answer = scene.detector(), None
        for frame in scene.rests[late - 1 :]:
            for _ in range(2):  # the first one moves
                answer = detector.look(read(DEMO / frame)).answer
        assert answer is Answer.DONE, scene.rests[late - 1 :]


def test_the_judge_settles_once_for_each_thing_laid(scene: Scene) -> None:
    """A hand over the bench gives no verdict *done* or *not done*; each rest after a hand gives one."""
    detector, judge, now, given = scene.detector(), Judge(), 0.0, []
    for shot in scene.shots:
        frame, look = read(DEMO / str(shot["frame"])), None
        for tick in range(round(float(shot["seconds"]) * 5)):
            if look is None or tick < 4:  # a frame that stands still is not looked at for ever
                look = detector.look(frame)
            verdict = judge.weigh(look, now)
            now += 0.2
            if verdict and verdict.answer is not Answer.CANNOT_TELL:
                given.append((verdict.answer, shot["frame"]))
    laid = scene.rests[1:]
    assert given == [(Answer.DONE if frame == laid[-1] else Answer.NOT_DONE, frame) for frame in laid]


def test_one_scene_shows_a_wrong_item_first() -> None:
    shots = json.loads((DEMO / "script.json").read_text("utf-8"))["scenes"]["sonde-in-vak-2"]
    assert [shot["frame"] for shot in shots if shot["seconds"] > 2] == ["1.jpg", "wrong_tweezers_in_2.jpg", "12.jpg"]
    assert all(a["frame"] != b["frame"] for a, b in pairwise(shots))
