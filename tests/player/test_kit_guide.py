"""The help of a session from kit to kit, through session and conductor: proposals, answers, more help, a probe."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from oss_app.core.events import Pressed
from oss_app.core.plan import Plan, first, plan
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, Phase, Position, StepEnded
from oss_app.core.session import Session
from oss_app.core.session_state import Front
from oss_app.core.settings import Gesture, JournalLevel
from oss_app.core.support import KitPast, Mark, Remark, Said, StepPast, at_most
from oss_app.core.task import Step, Task
from oss_app.i18n import load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.helping import Helping, Terms, terms
from oss_app.player.kit_guide import KitGuide
from oss_app.player.present import Presenter
from oss_app.player.screen import ControlSlot, Screen, ScreenKind
from tests.fakes import FakeClock, FakeJournal, FakeVoice, FakeWatcher
from tests.samples import FOLDER, dental_kit

TODAY = date(2026, 11, 24)
VOICE, PHOTO = HelpLevel.PHOTO_AND_VOICE, HelpLevel.PHOTO
STEPS = 5


@dataclass
class FakeHistory:
    """What is known and said, in memory."""

    kits: list[KitPast] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def past(self, key: SessionKey, digest: str, steps: int) -> list[KitPast]:
        return list(self.kits)

    def said(self, key: SessionKey) -> list[Remark]:
        return list(self.remarks)

    def keep(self, key: SessionKey, remark: Remark) -> None:
        self.remarks.append(remark)


def clean(days_ago: int, level: HelpLevel = VOICE) -> KitPast:
    return KitPast(TODAY - timedelta(days=days_ago), level, tuple(StepPast(n) for n in range(1, STEPS + 1)))


DUE = (clean(2), clean(2), clean(1))


def two_kits() -> Task:
    """The sample without the step that only the camera or the coach can pass."""
    made = dental_kit(2)
    items = tuple(i.model_copy(update={"must": False}) if isinstance(i, Step) else i for i in made.items)
    return made.model_copy(update={"items": items})


class Desk:
    """A worker with a task of two kits, on the screen."""

    def __init__(self, *past: KitPast, fades: bool = True, at: Position | None = None, probes: bool = False) -> None:
        self.history = FakeHistory(list(past))
        self.kept: list[HelpLevel] = []
        self.shown: list[Screen] = []
        self.finished: list[bool] = []
        self.voice, self.journal, clock = FakeVoice(), FakeJournal(), FakeClock()
        key = SessionKey(FOLDER.name, "pan")
        helping = Helping(key, Terms(VOICE, fades, fades), self.history, self.kept.append, lambda: TODAY)
        self.probes = int(probes)
        guide = KitGuide(helping, self.lay_out, self.take_probe)
        session = Session(self.lay_out(VOICE), at)
        begins = guide.open(session.state.position, first(session.plan), "now", STEPS)
        session.plan = begins.plan
        number = self.journal.begin(key, "now", session.state.position)
        presenter = Presenter(Profile(card="pan"), "nl", load("nl"))
        outside = Outside(
            journal=self.journal,
            voice=self.voice,
            watcher=FakeWatcher(),
            clock=clock,
            later=clock.later,
            show=self.shown.append,
            ready=lambda pictures: None,
            over=self.finished.append,
        )
        self.session = session
        self.conductor = Conductor(session, number, presenter, {}, outside, guide)
        self.conductor.open(begins.question)

    def take_probe(self) -> bool:
        self.probes -= 1
        return self.probes >= 0

    def lay_out(self, level: HelpLevel) -> Plan:
        return plan(two_kits(), Profile(card="pan", level=level))

    @property
    def screen(self) -> Screen:
        return self.shown[-1]

    def press(self, *gestures: Gesture) -> None:
        for gesture in gestures:
            self.conductor.tell(Pressed(gesture))

    def do_kit(self) -> None:
        """Done to the end of this kit; the step that only the coach could pass has no camera here."""
        kit = self.session.state.position.kit
        while self.session.state.position.phase in (Phase.STEP, Phase.BREAK_POINT):
            before = self.session.state.position
            self.press(Gesture.DONE)
            if self.session.state.front is Front.CALL:
                raise AssertionError("a call")
            assert self.session.state.position != before
        assert self.session.state.position.kit == kit


def test_where_the_rule_is_off_nothing_is_asked_and_nothing_changes() -> None:
    desk = Desk(*DUE, fades=False)
    assert desk.screen.kind is ScreenKind.STEP
    assert desk.screen.more == ""
    desk.press(Gesture.MORE)
    assert desk.session.plan.level is VOICE
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert (desk.screen.kind, desk.session.state.position.kit) == (ScreenKind.STEP, 2)


def test_todays_way_comes_first_and_begin_begins() -> None:
    desk = Desk()
    assert (desk.screen.kind, desk.screen.sentence) == (ScreenKind.QUESTION, "Vandaag: met stem.")
    desk.press(Gesture.DONE)
    assert desk.screen.kind is ScreenKind.STEP


def test_more_help_at_the_start() -> None:
    desk = Desk()
    desk.press(Gesture.HELP)
    assert (desk.screen.kind, desk.session.plan.level) == (ScreenKind.STEP, HelpLevel.SHOW)
    assert desk.session.plan.chose_more


def test_a_proposal_and_a_yes() -> None:
    desk = Desk(*DUE)
    assert desk.screen.sentence == "Wil je het zonder de stem proberen?"
    assert {c.slot for c in desk.screen.controls} == set(ControlSlot)
    assert desk.voice.now is not None
    desk.press(Gesture.HELP)
    assert (desk.session.plan.level, desk.kept, desk.history.remarks) == (
        PHOTO,
        [PHOTO],
        [Remark(TODAY, Said.YES, PHOTO)],
    )
    assert desk.screen.kind is ScreenKind.STEP
    assert desk.voice.now is None, "this level speaks on request"


@pytest.mark.parametrize(("gesture", "said"), [(Gesture.DONE, Said.LATER), (Gesture.BACK, Said.NO)])
def test_a_proposal_and_another_answer(gesture: Gesture, said: Said) -> None:
    desk = Desk(*DUE)
    desk.press(gesture)
    assert (desk.session.plan.level, desk.kept) == (VOICE, [])
    assert desk.history.remarks == [Remark(TODAY, said, VOICE)]
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert desk.screen.kind is ScreenKind.STEP, "it is not asked twice a day"


def test_help_comes_back_at_the_next_kit_without_a_question() -> None:
    desk = Desk()
    desk.press(Gesture.DONE)
    desk.do_kit()
    trouble = replace(desk.journal.ended()[1], outcome=Outcome.SEEN, tries=2)
    desk.conductor._guide.ended(trouble)
    desk.press(Gesture.DONE)
    assert (desk.screen.kind, desk.session.plan.level, desk.kept) == (ScreenKind.STEP, HelpLevel.SHOW, [HelpLevel.SHOW])
    assert [r.said for r in desk.history.remarks] == [Said.RAISED]


def test_a_faded_mark_and_its_way_back() -> None:
    desk = Desk(*DUE, clean(0, PHOTO))
    desk.press(Gesture.BACK)
    desk.press(Gesture.DONE)
    assert desk.session.step is not None
    assert desk.screen.picture is not None
    assert (desk.screen.picture.mark, desk.screen.more) == (Mark.OUTLINE, "Meer hulp")
    desk.press(Gesture.HELP)
    assert desk.screen.picture.mark is Mark.FILLED


def test_more_help_lasts_to_the_end_of_the_kit_and_then_is_asked_about() -> None:
    desk = Desk(clean(1))
    desk.press(Gesture.DONE, Gesture.DONE, Gesture.MORE)
    assert (desk.session.plan.level, desk.session.state.position.index) == (HelpLevel.SHOW, 1)
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert (desk.screen.kind, desk.screen.sentence) == (ScreenKind.QUESTION, "Wil je deze hulp houden?")
    desk.press(Gesture.HELP)  # no
    assert (desk.session.plan.level, desk.session.plan.chose_more, desk.kept) == (VOICE, False, [])
    assert desk.session.state.position == Position(2, 0)


def test_more_help_that_is_kept() -> None:
    desk = Desk()
    desk.press(Gesture.HELP)
    desk.do_kit()
    desk.press(Gesture.DONE, Gesture.DONE)
    assert (desk.session.plan.level, desk.kept) == (HelpLevel.SHOW, [HelpLevel.SHOW])
    assert desk.history.remarks == [Remark(TODAY, Said.CHOSE, HelpLevel.SHOW)]


def test_more_help_at_the_end_of_a_kit_is_for_the_next_one_and_nothing_is_asked() -> None:
    desk = Desk(*DUE)
    desk.press(Gesture.DONE)
    desk.do_kit()
    assert (desk.screen.kind, desk.screen.more) == (ScreenKind.KIT_END, "Meer hulp")
    desk.press(Gesture.MORE)
    assert (desk.screen.kind, desk.session.state.position) == (ScreenKind.STEP, Position(2, 0))
    assert (desk.session.plan.level, desk.session.plan.chose_more, desk.kept) == (HelpLevel.SHOW, True, [])
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert desk.screen.sentence == "Wil je deze hulp houden?"


def test_more_help_from_the_call_and_from_a_break_is_back_at_the_step() -> None:
    for way in (Gesture.HELP, Gesture.BREAK):
        desk = Desk(clean(1))
        desk.press(Gesture.DONE, way)
        assert desk.screen.kind in (ScreenKind.CALL, ScreenKind.BREAK)
        desk.press(Gesture.MORE)
        assert (desk.screen.kind, desk.session.plan.level) == (ScreenKind.STEP, HelpLevel.SHOW)
        assert desk.session.state.position == Position(1, 0)


@pytest.mark.parametrize("kept", HelpLevel)
def test_more_help_in_a_probe_is_never_less_than_what_is_kept(kept: HelpLevel) -> None:
    helping = Helping(SessionKey("kit", "pan"), Terms(kept, True), FakeHistory(), lambda level: None, lambda: TODAY)
    helping.take_up("now", 1)
    helping.begin_kit()
    probed = helping.probe()
    given = helping.give_more()
    assert at_most(kept, given.level)
    assert not at_most(given.level, probed.level) or kept is HelpLevel.SHOW
    assert (given.marks, given.is_probe) == ({}, False)


def test_the_end_of_the_task_asks_whether_to_keep_and_then_ends() -> None:
    desk = Desk(at=Position(2, 1))
    desk.press(Gesture.MORE)
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert desk.screen.kind is ScreenKind.QUESTION
    desk.press(Gesture.DONE)
    assert desk.finished == [True]
    assert desk.kept == [HelpLevel.SHOW]


def test_a_kit_that_was_begun_goes_on_as_it_was() -> None:
    begun = KitPast(TODAY - timedelta(days=1), PHOTO, (StepPast(1), StepPast(2, asked=1)), is_whole=False)
    desk = Desk(*DUE, begun, at=Position(1, 2))
    assert (desk.screen.kind, desk.session.plan.level) == (ScreenKind.STEP, PHOTO)


def test_a_probe_has_no_marks_and_ends_at_the_first_need() -> None:
    desk = Desk(probes=True)
    assert (desk.session.plan.level, set(desk.session.plan.marks.values())) == (PHOTO, {Mark.NOTHING})
    desk.press(Gesture.DONE, Gesture.HELP)
    assert (desk.session.plan.level, desk.session.plan.marks) == (VOICE, {})
    assert desk.screen.kind is ScreenKind.STEP


def test_a_probe_is_one_kit_and_the_next_has_its_help_again() -> None:
    desk = Desk(probes=True)
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert (desk.session.plan.level, desk.session.plan.marks) == (VOICE, {})


def test_a_probe_waits_for_the_next_kit_where_one_was_begun() -> None:
    begun = KitPast(TODAY, VOICE, (StepPast(1), StepPast(2)), is_whole=False)
    desk = Desk(begun, at=Position(1, 2), probes=True)
    assert not desk.session.plan.is_probe
    desk.do_kit()
    desk.press(Gesture.DONE)
    assert (desk.session.plan.is_probe, desk.screen.kind) == (True, ScreenKind.STEP)


def test_what_a_profile_allows() -> None:
    fades = Profile(card="pan", no_fading=False, fades=("kit",), levels={"kit": PHOTO})
    assert terms(fades, "kit", JournalLevel.OWN_PROGRESS) == Terms(PHOTO, fades=True, asks=True)
    assert terms(fades, "kit", JournalLevel.TASK) == Terms(PHOTO, fades=True, asks=False)
    assert terms(fades, "other", JournalLevel.OWN_PROGRESS) == Terms(VOICE)


def test_what_a_step_took_before_back_still_counts() -> None:
    helping = Helping(SessionKey("kit", "pan"), Terms(VOICE, True), FakeHistory(), lambda level: None, lambda: TODAY)
    helping.take_up("now", 1)
    helping.begin_kit()
    for ended in (StepEnded(1, 1, Outcome.CONFIRMED, asked=1), StepEnded(1, 1, Outcome.CONFIRMED)):
        helping.ended(ended)
    helping.end_kit()
    assert helping.begin_kit().because.kits == 0
