"""Whatever a worker presses, by keys, fingers or a scanner: the screen shows what the session holds, and a way on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from oss_app.core.events import CameraChanged, CoachPassed, Event, Opened, Pressed, Ticked, VerdictGiven, Wait, WaitOver
from oss_app.core.events import Watch as Watching
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.session import Session
from oss_app.core.verdict import Answer, Verdict
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.player.screen import ControlSlot, Screen, Variant
from oss_app.ui.kiosk.keyboard import HOLD_S
from oss_app.ui.kiosk.player.view import PlayerView
from tests.samples import ALL_CHECKS, dental_kit
from tests.tiers import examples
from tests.ui.conftest import HandClock

MM = 3.7
KEYS = [Qt.Key(key) for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_F1, Qt.Key.Key_Tab)]
LETTERS = [Qt.Key.Key_R, Qt.Key.Key_H, Qt.Key.Key_P]
ACTS = st.one_of(
    st.tuples(st.just("key"), st.sampled_from([*KEYS, *LETTERS, Qt.Key.Key_Escape, Qt.Key.Key_Down])),
    st.tuples(st.just("click"), st.integers(0, 9)),
    st.tuples(st.just("scan"), st.sampled_from(["4006381", "HP123"])),
    st.tuples(st.just("look"), st.sampled_from(Answer)),
    st.tuples(st.just("camera"), st.booleans()),
    st.tuples(st.just("time"), st.none()),
)


class Bench:
    """A session on a real view, with a camera and a coach that do what they are told."""

    def __init__(self, view: PlayerView, clock: HandClock, profile: Profile, kits: int) -> None:
        self.view, self.clock = view, clock
        self.presenter = Presenter(profile, "nl", load("nl"), ALL_CHECKS)
        laid_out = plan(dental_kit(kits), profile, ALL_CHECKS)
        dealt = self.presenter.dealt(laid_out, lambda extent: view.holds(profile, extent, MM))
        self.session = Session(dealt)
        self.watch = self.wait = 0
        view.set_profile(profile, self.presenter.extent(dealt), MM)
        self.do(Opened())

    def do(self, event: Event) -> None:
        for effect in self.session.on(event):
            match effect:
                case Watching(number=number):
                    self.watch = number
                case Wait(number=number):
                    self.wait = number
        if not self.session.state.over:
            self.view.show_screen(self.screen)

    @property
    def screen(self) -> Screen:
        return self.presenter.screen(self.session)

    def act(self, kind: str, what: object) -> None:
        self.clock.now += 1
        match kind, what:
            case "key", Qt.Key() as key:
                self.press(key)
            case "click", int(number):
                shown = [button for button in self.view.buttons() if button.isVisible()]
                QTest.mouseClick(shown[number % len(shown)], Qt.MouseButton.LeftButton)
            case "scan", str(code):
                before = self.session.state
                for sign in code:
                    QTest.keyClick(self.view, sign)
                QTest.keyClick(self.view, Qt.Key.Key_Return)
                self.clock.now += HOLD_S
                assert self.session.state == before, "a code is no act"
            case "look", Answer() as answer:
                self.do(VerdictGiven(self.watch, Verdict(answer)))
            case "camera", bool(is_open):
                self.do(CameraChanged(self.watch, is_open))
            case "time", None:
                self.do(WaitOver(self.wait))
        self.clock.now += 1

    def press(self, key: Qt.Key) -> None:
        if key in LETTERS:
            up = QSignalSpy(self.view.keyboard.up)
            QTest.keyClick(self.view, key)
            self.clock.now += HOLD_S + 0.01
            assert up.count() or up.wait(5000)
        else:
            QTest.keyClick(self.view.focusWidget() or self.view, key)

    def assert_shown(self) -> None:
        """What is seen is what the session holds: each control and no other, and the way on."""
        view, screen = self.view, self.screen
        assert view.shown_screen == screen
        controls = {control.slot: control for control in screen.controls}
        for slot in ControlSlot:
            button = view.button(slot)
            assert button.isVisible() == (slot in controls)
            if slot in controls:
                assert button.text() == controls[slot].label
        assert controls[ControlSlot.DONE].dress is not Variant.OFF
        rows = [row for row in view.spread.rows if row.isVisible()]
        assert len(rows) in (0, len(screen.tiles))

    def assert_way_out(self) -> None:
        for _ in range(200):
            if self.session.state.over:
                return
            needs_coach = self.session.needs_coach
            self.clock.now += 1
            QTest.mouseClick(self.view.button(ControlSlot.DONE), Qt.MouseButton.LeftButton)
            if needs_coach:
                self.do(CoachPassed())
            self.do(WaitOver(self.wait))
        raise AssertionError(f"stuck at {self.session.state}")


@pytest.fixture(scope="module")
def opened(qapp: object) -> Iterator[tuple[PlayerView, HandClock]]:
    clock = HandClock()
    view = PlayerView(clock=clock)
    view.resize(1280, 720)
    view.show()
    yield view, clock
    view.close_down()
    view.deleteLater()


@given(
    level=st.sampled_from(HelpLevel),
    kits=st.integers(1, 2),
    auto_next=st.booleans(),
    checks=st.booleans(),
    acts=st.lists(ACTS, max_size=25),
)
@pytest.mark.slow
@examples(100)
def test_whatever_is_pressed_the_screen_follows_and_there_is_a_way_on(
    opened: tuple[PlayerView, HandClock],
    level: HelpLevel,
    kits: int,
    auto_next: bool,
    checks: bool,
    acts: list[tuple[str, object]],
) -> None:
    view, clock = opened
    profile = Profile(level=level, auto_next=auto_next, checks=checks, reduced_motion=True)
    bench = Bench(view, clock, profile, kits)
    pressed = view.pressed.connect(lambda gesture: bench.do(Pressed(gesture)))
    ticked = view.ticked.connect(lambda row: bench.do(Ticked(row)))
    try:
        for kind, what in acts:
            if bench.session.state.over:
                return
            bench.assert_shown()
            bench.act(kind, what)
        bench.assert_way_out()
    finally:
        view.pressed.disconnect(pressed)
        view.ticked.disconnect(ticked)
