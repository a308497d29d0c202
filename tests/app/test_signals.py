"""A device's word as a check: heard in the place of the camera's look, and only where a broker is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.app.signals import SignalWatcher
from oss_app.core.check import Check, CheckKind
from oss_app.core.profile import Profile
from oss_app.core.region import rectangle
from oss_app.core.settings import Settings
from oss_app.core.verdict import Answer, Look
from oss_app.player.opening import NO_CAMERA, checks_that_count, whole_kit
from oss_app.taskfile import FolderLibrary
from tests.fakes import FakeClock, FakeWatcher

TASK = "taak: Persen\ntaal: nl\nstappen:\n  - tekst: Sluit de pers.\n    controle: pers\n"


def check(name: str = "pers", kind: CheckKind = CheckKind.SIGNAL, **options: str | int | bool) -> Check:
    return Check(name=name, kind=kind, region=rectangle(0, 0, 1, 1), options=options)


class Ears:
    """The watcher with a camera that is a stand-in, and what it told."""

    def __init__(self) -> None:
        self.clock, self.camera = FakeClock(), FakeWatcher()
        self.signals: dict[str, str] = {}
        self.looks: list[tuple[int, Answer]] = []
        self.opened: list[int] = []
        self.watcher = SignalWatcher(
            self.camera, self.signals, self.clock.later, self._looked, lambda number, _: self.opened.append(number)
        )

    def watch(self, number: int, wanted: Check) -> None:
        self.watcher.watch(number, wanted, Path(), None)

    def _looked(self, number: int, look: Look) -> None:
        self.looks.append((number, look.answer))

    def heard(self, seconds: float = 1.0) -> set[tuple[int, Answer]]:
        self.looks.clear()
        self.clock.advance(seconds)
        return set(self.looks)


@pytest.fixture
def ears() -> Ears:
    return Ears()


def test_a_device_is_heard_without_a_camera(ears: Ears) -> None:
    ears.watch(1, check())
    assert ears.heard() == {(1, Answer.CANNOT_TELL)}
    ears.signals["pers"] = "not_done"
    assert ears.heard() == {(1, Answer.NOT_DONE)}
    ears.signals["pers"] = "done"
    assert ears.heard() == {(1, Answer.DONE)}
    ears.signals.clear()  # the broker is gone
    assert ears.heard() == {(1, Answer.CANNOT_TELL)}
    assert not ears.camera.is_open
    assert ears.opened == [1]


@pytest.mark.parametrize(
    ("options", "word", "answer"),
    [
        ({}, "Done", Answer.DONE),
        ({}, "on", Answer.CANNOT_TELL),
        ({"done": "ON", "not_done": "OFF"}, "on", Answer.DONE),
        ({"done": "ON", "not_done": "OFF"}, "off", Answer.NOT_DONE),
        ({"done": "ON", "not_done": "OFF"}, "done", Answer.CANNOT_TELL),
        ({"done": 1, "not_done": 0}, "0", Answer.NOT_DONE),  # as a person writes it in the file
        ({"done": True, "not_done": False}, "true", Answer.DONE),
        ({"done": "on", "not_done": ""}, "", Answer.CANNOT_TELL),
        ({}, "", Answer.CANNOT_TELL),
        ({}, "d\ufffdone", Answer.CANNOT_TELL),
        ({}, "x" * 100, Answer.CANNOT_TELL),
    ],
)
def test_each_device_has_its_words_and_any_other_tells_nothing(
    ears: Ears, options: dict[str, str | int | bool], word: str, answer: Answer
) -> None:
    ears.signals["pers"] = word
    ears.watch(1, check(**options))
    assert ears.heard() == {(1, answer)}


def test_what_was_asked_before_falls_on_the_floor(ears: Ears) -> None:
    ears.signals["pers"] = "done"
    ears.watch(1, check())
    ears.watch(2, check("schaal"))
    assert ears.heard() == {(2, Answer.CANNOT_TELL)}
    ears.watcher.stop()
    assert ears.heard() == set()


def test_all_else_is_the_cameras(ears: Ears) -> None:
    ears.watch(1, check(kind=CheckKind.OCCUPIED))
    assert ears.camera.watched == [(1, "pers", None)]
    ears.watch(2, check())
    assert not ears.camera.is_open


def test_a_page_of_devices_is_done_when_all_are(ears: Ears) -> None:
    ears.watch(1, whole_kit("page", ((check("a"), None), (check("b"), None))))
    ears.signals["a"] = "done"
    assert ears.heard() == {(1, Answer.CANNOT_TELL)}
    ears.signals["b"] = "not_done"
    assert ears.heard() == {(1, Answer.NOT_DONE)}
    ears.signals["b"] = "done"
    assert ears.heard() == {(1, Answer.DONE)}


def test_it_is_one_line_in_a_file_and_counts_where_a_broker_is_set(tmp_path: Path) -> None:
    folder = tmp_path / "persen"
    (folder / "checks" / "pers").mkdir(parents=True)
    (folder / "task.yaml").write_text(TASK, encoding="utf-8")
    (folder / "checks" / "pers" / "check.yaml").write_text("kind: signal\n", encoding="utf-8")
    library = FolderLibrary(tmp_path)
    (listing,) = library.list()
    assert listing.task is not None
    assert listing.problems == ()

    def counting(settings: Settings) -> set[str]:
        assert listing.task is not None
        return set(checks_that_count(listing.task, library, settings, Profile(), NO_CAMERA))

    assert counting(Settings()) == set()
    assert counting(Settings(mqtt="mqtt://lamps/oss/7")) == {"pers"}
