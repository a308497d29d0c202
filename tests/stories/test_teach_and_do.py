"""A coach teaches a check through the wizard at a replayed bench, rehearses it, and a worker's step is then seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from oss_app.app.station import SystemClock
from oss_app.app.teaching import kept_of, subject_of
from oss_app.app.work_keeper import WorkKeeper
from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.events import Left
from oss_app.core.plan import plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.region import Outline
from oss_app.core.settings import Settings
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.editor.teaching import Stage
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import checks_that_count, enter
from oss_app.player.present import Presenter
from oss_app.taskfile import FolderLibrary, work_photos
from oss_app.taskfile.checks import load_check
from oss_app.taskfile.taught import draft_folder, save_taught
from oss_app.ui.desk.teach.asks import Act
from oss_app.ui.kit.bridge import Bridge
from oss_app.vision.camera_process import CameraProcess, build_detector
from oss_app.vision.camera_worker import MakeDetector
from oss_app.vision.photos import read
from oss_app.vision.teach import Lesson, Side
from tests.app.wizard import Bench, Coach, until
from tests.conftest import RECORDED
from tests.fakes import FakeJournal, FakeVoice
from tests.vision import barely

from ..leftovers import nothing_left

TASK = """\
taak: De kit
stappen:
  - tekst: Leg 1 sonde in vak 2.
    plek: vak-2
    controle: sonde
  - tekst: Sluit het deksel.
"""
# The numbers of frames of the simulated bench: other lights and other trays in the rehearsal than in the teaching.
EMPTY_BENCH = 0
DONE = (9, 10, 13, 14, 24)
NOT_DONE = (6, 7, 29, 60, 67)  # empty, empty, the tweezers, the probe turned round, the probe beside
RIGHT = (38, 72, 39, 73, 40, 104, 105, 107, 46, 80)
WRONG = (36, 37, 44, 49, 84, 54, 63, 94, 101, 42)
MORE_RIGHT = (45, 74, 79, 41, 75)
DAY = date(2026, 11, 27)


def frame(number: int) -> Path:
    return RECORDED / "bench" / "frames" / f"{number:03d}.jpg"


@pytest.fixture
def region() -> Outline:
    protocol = json.loads((RECORDED / "bench" / "protocol.json").read_text(encoding="utf-8"))
    corners = next(c["region"] for c in protocol["checks"] if c["id"] == "right_item-probe")
    return tuple((x, y) for x, y in corners)


@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "tasks" / "kit"
    folder.mkdir(parents=True)
    (folder / "task.yaml").write_text(TASK, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def nothing_stays(qtbot: QtBot) -> Iterator[None]:
    with nothing_left():
        yield


@pytest.mark.slow
def test_a_check_is_taught_rehearsed_and_then_confirms_the_workers_step(
    task: Path, tmp_path: Path, region: Outline
) -> None:
    bench = Bench(tmp_path / "camera")
    bench.show(frame(EMPTY_BENCH))
    teach(task, bench, region)

    check, problems = load_check(task / "checks" / "sonde")
    assert problems == ()
    assert check is not None
    assert check.is_armed
    assert check.kind is CheckKind.RIGHT_ITEM
    assert check.item is not None
    assert check.item.words == "de sonde"
    assert check.rehearsal is not None
    assert check.rehearsal.right_accepted >= 9
    assert (check.rehearsal.right_shown, check.rehearsal.wrong_shown, check.rehearsal.wrong_accepted) == (10, 10, 0)
    assert not draft_folder(task / "checks" / "sonde").exists()
    for photo in (task / "checks" / "sonde").rglob("*.jpg"):
        assert b"Exif" not in photo.read_bytes()

    with Worker(task, bench) as worker:
        bench.show(frame(71))  # empty
        worker.looks_at_least(8)
        assert worker.outcomes() == []
        bench.show(frame(84))  # the tweezers in the probe's place
        worker.looks_at_least(8)
        assert worker.outcomes() == []
        bench.show(frame(137))  # the probe, in light that was not taught and on a frame that nobody saw yet
        until(worker.outcomes)
        assert worker.outcomes() == [Outcome.SEEN]


@pytest.mark.slow
def test_what_only_just_passed_is_added_to_the_lesson_by_consent(task: Path, tmp_path: Path, region: Outline) -> None:
    """Nothing is kept before the coach ticks it, and nothing is written while the task is on the screen."""
    bench, folder = Bench(tmp_path / "camera"), task / "checks" / "sonde"
    lay_taught(folder, region)
    before = files(task)
    work(task, bench)
    assert files(task) == before

    work_photos.consent(task, wanted=True)
    work(task, bench)
    kept = kept_of(folder)
    assert kept is not None
    assert [photo.side for photo in kept.from_work] == [Answer.DONE, Answer.NOT_DONE]
    listing = FolderLibrary(task.parent).load(task).task
    assert listing is not None
    coach = Coach(subject_of(task, listing, listing.steps[0], "sonde"), bench)
    course = coach.course
    try:
        course.look_at_work()
        coach.settle()
        assert course.stage is Stage.WORK
        assert course.from_work is not None
        assert course.from_work.odd == frozenset()
        coach.press(Act.ADD_WORK)
        until(lambda: course.stage is Stage.TRY)
        assert len(course.album.photos) == len(kept.photos) + 2
        assert not course.counts, "it is rehearsed again before it counts"
        coach.press(Act.RIGHT)
    finally:
        coach.close()
    assert work_photos.kept(folder) == ()
    assert load_check(folder)[0] == kept.check, "the old one counts until the new one is saved"
    work_photos.consent(task, wanted=False)
    assert files(task) == before | {name for name in files(task) if ".sonde.draft" in name}


def lay_taught(folder: Path, region: Outline) -> None:
    """The same lesson, taught without the wizard."""
    check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=region)
    lesson = Lesson(check, frame(EMPTY_BENCH).read_bytes())
    for side, numbers in ((Side.DONE, DONE), (Side.NOT_DONE, NOT_DONE)):
        for number in numbers:
            assert not isinstance(lesson.add(side, read(frame(number))), Reason)
    rehearsal = Rehearsal(right_shown=10, right_accepted=10, wrong_shown=10)
    save_taught(folder, lesson.finished(lesson.test()).rehearsed(rehearsal), lesson.files())


def work(task: Path, bench: Bench) -> None:
    """A worker lays the probe into an empty place, seen by a check that is nearly not sure, and leaves the task."""
    before = files(task)
    bench.show(frame(71))  # empty
    with Worker(task, bench, barely.make) as worker:
        worker.looks_at_least(3)
        bench.show(frame(137))
        until(worker.outcomes)
        assert worker.outcomes() == [Outcome.SEEN]
        assert files(task) == before, "nothing is written while the task is on the screen"
        worker.leave()


def files(task: Path) -> set[str]:
    return {path.relative_to(task).as_posix() for path in task.rglob("*") if path.is_file()}


def teach(task: Path, bench: Bench, region: Outline) -> None:
    step = FolderLibrary(task.parent).load(task).task
    assert step is not None
    coach = Coach(subject_of(task, step, step.steps[0], "sonde"), bench)
    course = coach.course
    try:
        coach.choose(CheckKind.RIGHT_ITEM, "de sonde")
        coach.draw(region)
        coach.press(Act.PLACE)
        for number in (*DONE, *NOT_DONE):
            coach.lay(frame(number))
            coach.press(Act.PHOTO)
            assert course.said == ""
        assert course.stage is Stage.TRY, course.doubtful
        for right, wrong in zip(RIGHT, WRONG, strict=True):
            coach.lay(frame(right))
            coach.press(Act.RIGHT)
            coach.lay(frame(wrong))
            coach.press(Act.WRONG)
        assert course.stage is Stage.RESULT
        more = iter(MORE_RIGHT)
        while not course.counts:  # as long as right ones are missed, they are taught, and others are shown
            assert course.practice.result.wrong_accepted == 0
            while course.practice.misjudged and not course.counts:
                coach.press(Act.LEARN)
            if course.stage is Stage.RESULT and not course.practice.is_complete:
                coach.press(Act.AGAIN)
            while course.stage is Stage.TRY:
                coach.lay(frame(next(more)))
                coach.press(Act.RIGHT)
        coach.press(Act.SAVE)
        assert course.stage is Stage.SAVED
    finally:
        coach.close()


class Worker:
    """A session at the same bench: the conductor and a real eye, without a window."""

    def __init__(self, folder: Path, bench: Bench, make_detector: MakeDetector = build_detector) -> None:
        self._folder = folder
        library, profile = FolderLibrary(folder.parent), Profile(auto_next=True)
        task = library.load(folder).task
        assert task is not None
        checks = checks_that_count(task, library, Settings(), profile, str(bench.folder))
        assert list(checks) == ["sonde"]
        self.looks: list[Look] = []
        self._bridge, self._journal, self._clock = Bridge(), FakeJournal(), SystemClock()
        self._eye = CameraProcess(
            str(bench.folder), self._bridge.post, self._looked, lambda number, is_open: None, make_detector
        )
        self.keeper = WorkKeeper(lambda: DAY)
        self._eye.keep(self.keeper.wants, self.keeper.passed)
        laid_out = plan(task, profile, checks)
        number, session = enter(self._journal, SessionKey(task.folder.name), laid_out, "digest")
        outside = Outside(
            journal=self._journal,
            voice=FakeVoice(),
            watcher=self._eye,
            clock=self._clock,
            later=lambda seconds, f: QTimer.singleShot(round(seconds * 1000), f),
            show=lambda screen: None,
            ready=lambda pictures: None,
            over=lambda finished: self.keeper.settle(),
            ended=self._ended,
        )
        self._conductor = Conductor(session, number, Presenter(profile, "nl", load("nl"), checks), checks, outside)

    def __enter__(self) -> Worker:
        self._conductor.open()
        return self

    def __exit__(self, *_: object) -> None:
        self._eye.close()
        self.keeper.close()
        self._bridge.close()

    def leave(self) -> None:
        """The task goes from the screen."""
        self._conductor.tell(Left())

    def _ended(self, entry: StepEnded) -> frozenset[str]:
        self.keeper.ended(self._folder, entry)
        return frozenset()

    def _looked(self, number: int, look: Look) -> None:
        self.looks.append(look)
        self._conductor.looked(number, look)

    def outcomes(self) -> list[Outcome]:
        return [entry.outcome for entry in self._journal.ended()]

    def looks_at_least(self, more: int) -> None:
        """Let the eye look some more times."""
        wanted = len(self.looks) + more
        until(lambda: len(self.looks) >= wanted)
