"""A worker lays an item in another place of the kit, and the line names that place; then in its own, and it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.core.check import Check
from oss_app.core.events import CameraChanged, Pressed
from oss_app.core.plan import plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.core.verdict import Answer
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import enter
from oss_app.player.present import Presenter
from oss_app.player.screen import LineKind, Screen
from oss_app.vision.detectors import Detector, build
from oss_app.vision.picture import Picture
from tests.fakes import FakeClock, FakeJournal, FakeVoice
from tests.vision.kit_pictures import taught_kit, tray

PLACES = 4
LOOK_S = 0.2


class EyeAtHand:
    """The watcher, with the real detector of what is watched in the place of its process."""

    def __init__(self) -> None:
        self.number = 0
        self.detector: Detector | None = None

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        self.number, self.detector = number, build(check, folder, count)

    def stop(self) -> None:
        self.number, self.detector = 0, None

    def close(self) -> None:
        self.stop()


class Work:
    """A worker at the bench: ``see`` shows the camera a tray for some looks."""

    def __init__(self, folder: Path, *, numbered: bool) -> None:
        kit = taught_kit(folder / "checks", PLACES)
        things = ("ring", "staaf", "pen", "kruis")
        self.checks = {
            check.name: check.model_copy(update={"item": Text(words=f"de {thing}")})
            for (check, _), thing in zip(kit.parts, things, strict=True)
        }
        task = Task(
            title=Text(words="De kit"),
            folder=folder,
            items=tuple(
                Step(
                    text=Text(words=f"Leg de {thing} in vak {n}."),
                    place=f"vak-{n}" if numbered else None,
                    check=f"place-{n}",
                    hint=Text(words="Het nummer staat in het vak."),
                )
                for n, thing in enumerate(things, 1)
            ),
        )
        profile = Profile()
        self.clock, self.voice, self.eye, self.journal = FakeClock(), FakeVoice(), EyeAtHand(), FakeJournal()
        self.screens: list[Screen] = []
        number, session = enter(self.journal, SessionKey("kit"), plan(task, profile, self.checks), "digest")
        self.conductor = Conductor(
            session,
            number,
            Presenter(profile, "nl", load("nl"), self.checks),
            self.checks,
            Outside(
                journal=self.journal,
                voice=self.voice,
                watcher=self.eye,
                clock=self.clock,
                later=self.clock.later,
                show=self.screens.append,
                ready=lambda pictures: None,
                over=lambda finished: None,
            ),
        )
        self.conductor.open()
        self.conductor.tell(CameraChanged(self.eye.number, True))

    def see(self, frame: Picture, looks: int = 8) -> None:
        for _ in range(looks):
            if self.eye.detector:
                self.conductor.looked(self.eye.number, self.eye.detector.look(frame.copy()))
            self.clock.advance(LOOK_S)

    @property
    def line(self) -> str:
        shown = self.screens[-1].line
        return shown.text if shown else ""

    @property
    def said(self) -> list[str]:
        return [u.words for u in self.voice.said]


@pytest.mark.parametrize(
    ("numbered", "line"),
    [pytest.param(True, "Het ligt in vak 3.", marks=pytest.mark.slow), (False, "Het ligt op de plek van de pen.")],
)
def test_the_line_names_the_place_where_the_item_came_to_lie(tmp_path: Path, numbered: bool, line: str) -> None:
    work = Work(tmp_path, numbered=numbered)
    work.see(tray((), seed=60))
    work.see(tray({2: 0}, seed=61))  # the ring, in the third place
    assert work.line == line
    assert work.said.count(line) == 1
    assert work.screens[-1].line and work.screens[-1].line.kind is LineKind.NOT_YET
    work.see(tray({0: 0}, seed=62))
    assert work.screens[-1].line and work.screens[-1].line.kind is LineKind.SEEN


@pytest.mark.slow
def test_what_lay_in_the_other_places_before_the_step_is_not_named(tmp_path: Path) -> None:
    work = Work(tmp_path, numbered=True)
    work.see(tray({2: 2, 3: 3}, seed=63))
    work.conductor.tell(Pressed(Gesture.DONE))
    work.see(tray({2: 2, 3: 3}, seed=64), 2)
    assert work.line == "Ik zie de ring nog niet."
    assert Answer.NOT_DONE is work.conductor.session.state.verdict.answer


@pytest.mark.slow
def test_help_after_it_says_so_once_more(tmp_path: Path) -> None:
    work = Work(tmp_path, numbered=True)
    work.see(tray((), seed=65))
    work.see(tray({2: 0}, seed=66))
    work.conductor.tell(Pressed(Gesture.HELP))
    assert "Het ligt in vak 3." in work.said[-1]
    assert work.line == "Het ligt in vak 3."
