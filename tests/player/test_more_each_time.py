"""Each press of Help gives more than there was; more help for the kit is one touch away on every screen (S1, S2)."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from oss_app.core.events import (
    CoachPassed,
    Effect,
    EndKit,
    GiveMore,
    Opened,
    Pressed,
    Question,
    Relaid,
    Speak,
    Ticked,
    Topic,
    VoiceChanged,
    Watch,
)
from oss_app.core.plan import Plan, plan
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase, Position
from oss_app.core.region import rectangle
from oss_app.core.session import Session
from oss_app.core.session_state import Front
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark
from oss_app.core.task import Break, Step, Task
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.player.screen import LineKind, ScreenKind
from tests.samples import ALL_CHECKS, dental_kit, text
from tests.tiers import examples

SMALL, LARGE = rectangle(0.2, 0.4, 0.6, 0.55), rectangle(0.02, 0.1, 0.98, 0.9)
HELP, MORE, DONE = Pressed(Gesture.HELP), Pressed(Gesture.MORE), Pressed(Gesture.DONE)


@dataclass(frozen=True)
class Has:
    """What a step has of help."""

    hint: bool
    place: str
    film: bool
    sounds: bool


def a_task(steps: list[Has], repeat: int = 1) -> Task:
    made = (
        Step(
            text=text(f"Leg nummer {number} neer."),
            photo="foto.jpg",
            place=has.place or None,
            hint=text(f"Het heeft een haakje, {number}.") if has.hint else None,
            film="film.mp4" if has.film else None,
            film_sound=has.film and has.sounds,
        )
        for number, has in enumerate(steps, 1)
    )
    places = {"foto.jpg": {"klein": SMALL, "groot": LARGE}}
    return Task(title=text("Taak"), folder=Path("taak"), places=places, repeat=repeat, items=tuple(made))


@dataclass
class Seen:
    """All that the worker saw and heard of each item in one kit; what was said counts as long as they stay there."""

    session: Session
    presenter: Presenter
    kit: int = 0
    shown: defaultdict[int, set[object]] = field(default_factory=lambda: defaultdict(set))
    said: defaultdict[int, set[object]] = field(default_factory=lambda: defaultdict(set))
    at: int = -1

    def take(self, effects: tuple[Effect, ...]) -> set[object]:
        """What is new on the screen, or in what is said, of the step that is on it alone."""
        position = self.session.state.position
        if position.phase is not Phase.STEP or self.session.state.front is not Front.NOTHING:
            return set()
        if position.kit != self.kit:
            self.kit = position.kit
            self.shown.clear()
        if (position.kit, position.index) != (self.kit, self.at):
            self.at = position.index
            self.said.clear()
        page, words = self.session.page, set(self.words(effects))
        new = self.facts() | words
        for index in page:
            read = {word for word in words if ("hint", word) in self.shown[index]}
            new -= self.said[index] | self.shown[index] | read
            self.said[index] |= words
        if len(page) == 1:
            self.shown[page[0]] |= self.facts()
        return new

    def facts(self) -> set[object]:
        """What the screen shows."""
        screen = self.presenter.screen(self.session)
        found: set[object] = {("alone",)} if len(self.session.page) == 1 else set()
        if shown := screen.picture:
            found |= {("photo", shown.photo), ("film", shown.film), ("zoomed", shown.zoomed), ("mark", shown.mark)}
        if screen.line and screen.line.kind is LineKind.HINT:
            found.add(("hint", screen.line.text))
        return found

    def words(self, effects: tuple[Effect, ...]) -> Iterator[object]:
        """What is said."""
        for effect in effects if self.session.state.voice_works else ():
            told = self.presenter.utterance(self.session, effect.what) if isinstance(effect, Speak) else None
            for part in told.parts if told else ():
                yield from (part.recording, *part.words.split("\n"))


def presenter_of(profile: Profile) -> Presenter:
    return Presenter(profile, "nl", load("nl"), ALL_CHECKS)


NOTHING = Has(hint=False, place="", film=False, sounds=False)
HINT = replace(NOTHING, hint=True)
steps = st.builds(Has, st.booleans(), st.sampled_from(["", "klein", "groot"]), st.booleans(), st.booleans())
presses = st.sampled_from(
    [HELP] * 5
    + [Pressed(gesture) for gesture in (Gesture.HEAR, Gesture.BACK, Gesture.BREAK, Gesture.DONE)]
    + [VoiceChanged(False), VoiceChanged(True), Ticked(0), Ticked(1)]
)


@examples(300)
@given(
    st.lists(steps, min_size=1, max_size=3),
    st.sampled_from(HelpLevel),
    st.sampled_from(Speech),
    st.sampled_from(Mark),
    st.lists(presses, max_size=20),
)
@example([NOTHING, NOTHING], HelpLevel.SHORT, Speech.ALWAYS, Mark.FILLED, [Pressed(Gesture.HEAR), HELP, HELP])
@example([HINT, HINT], HelpLevel.PHOTO_AND_VOICE, Speech.ALWAYS, Mark.FILLED, [HELP, DONE, Pressed(Gesture.BACK), HELP])
def test_each_press_of_help_shows_or_says_what_was_not_there_or_calls(
    had: list[Has], level: HelpLevel, speech: Speech, mark: Mark, acts: list[Pressed | VoiceChanged | Ticked]
) -> None:
    """At a step, a page and a row of a list; after Back, a break, the call, and a voice that went and came back."""
    profile, task = Profile(level=level, speech=speech), a_task(had, repeat=2)
    laid_out = replace(plan(task, profile), marks=dict.fromkeys(range(1, len(had) + 1), mark))
    session = Session(laid_out)
    presenter = presenter_of(profile)
    seen = Seen(session, presenter)
    seen.take(session.on(Opened()))
    for act in acts:
        is_asked = act == HELP and bool(session.steps)
        new = seen.take(session.on(act))
        if session.state.over:
            return
        kind = presenter.screen(session).kind
        assert new or not is_asked or kind is ScreenKind.CALL, (act, kind)
        if kind in (ScreenKind.CALL, ScreenKind.BREAK):
            seen.take(session.on(Pressed(Gesture.DONE)))


def guided(laid_out: Plan) -> Plan:
    return replace(laid_out, is_guided=True, offers_more=True)


ways = st.sampled_from(
    [Pressed(gesture) for gesture in (Gesture.DONE, Gesture.HELP, Gesture.BACK, Gesture.BREAK, Gesture.HEAR)]
    + [Pressed(Gesture.DONE)] * 3
    + [CoachPassed()] * 3
    + [Ticked(0), Ticked(1)]
)
OF_A_KIT = {
    ScreenKind.STEP,
    ScreenKind.SHORT,
    ScreenKind.LIST,
    ScreenKind.CALL,
    ScreenKind.BREAK,
    ScreenKind.KIT_END,
}


@examples(300)
@given(st.sampled_from(list(HelpLevel)[1:]), st.integers(1, 3), st.lists(ways, max_size=40))
def test_more_help_is_one_touch_away_on_every_screen_of_a_kit(
    level: HelpLevel, kits: int, acts: list[Pressed | CoachPassed | Ticked]
) -> None:
    profile = Profile(level=level)
    session = Session(guided(plan(dental_kit(kits), profile, ALL_CHECKS)))
    presenter = presenter_of(profile)
    for act in (Opened(), *acts):
        effects = session.on(act)
        if any(isinstance(effect, EndKit) for effect in effects):
            session.on(Relaid(session.plan))
        if session.state.over:
            return
        screen = presenter.screen(session)
        phase = session.state.position.phase
        assert bool(screen.more) is (screen.kind in OF_A_KIT and phase is not Phase.FINISHED), screen.kind
        tried = copy.copy(session)
        answers = [effect for effect in tried.on(MORE) if isinstance(effect, GiveMore | EndKit)]
        wanted = EndKit(wants_more=True) if phase is Phase.KIT_END else GiveMore()
        assert answers == ([wanted] if screen.more else [])
        if answers == [GiveMore()]:
            tried.on(Relaid(guided(plan(dental_kit(kits), Profile(level=HelpLevel.SHOW), ALL_CHECKS))))
            stands = ScreenKind.BREAK if phase is Phase.BREAK_POINT else ScreenKind.STEP
            assert presenter.screen(tried).kind is stands, "what stood in front is away"


def test_whoever_chose_more_is_asked_at_the_end_of_the_kit_and_not_offered_more() -> None:
    session = Session(guided(plan(dental_kit(2), Profile(), ALL_CHECKS)), Position(1, 1))
    session.on(Opened())
    session.on(MORE)
    session.on(Relaid(replace(session.plan, chose_more=True)))
    while session.steps or presenter_of(Profile()).screen(session).kind is ScreenKind.BREAK:
        session.on(CoachPassed() if session.steps else Pressed(Gesture.DONE))
    assert presenter_of(Profile()).screen(session).kind is ScreenKind.KIT_END
    assert not session.offers_more
    session.on(Pressed(Gesture.DONE))
    session.on(Relaid(session.plan, Question(Topic.KEEP, HelpLevel.SHOW)))
    assert presenter_of(Profile()).screen(session).sentence == "Wil je deze hulp houden?"
    assert session.on(MORE) == ()


def test_more_help_at_a_break_stays_at_it_and_begins_no_camera() -> None:
    task = dental_kit()
    session = Session(guided(plan(task, Profile(), ALL_CHECKS)))
    session.on(Opened())
    while session.steps:
        session.on(CoachPassed())
    assert isinstance(session.plan.items[session.state.position.index], Break)
    where = session.state.position
    effects = session.on(MORE)
    effects += session.on(Relaid(guided(plan(task, Profile(level=HelpLevel.SHOW), ALL_CHECKS))))
    assert session.state.position == where
    assert not [effect for effect in effects if isinstance(effect, Watch)]
    assert session.plan.level is HelpLevel.SHOW
