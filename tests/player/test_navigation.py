"""Which screen follows which: each row is what happened and what is to be done about the last of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.profile import Profile, Speech, Theme
from oss_app.core.settings import Gesture
from oss_app.player.navigation import (
    OWN,
    PAGES,
    Ask,
    BeginChosen,
    CardChosen,
    CardReached,
    CoachAt,
    Do,
    DoorKey,
    EditWanted,
    Happened,
    Interrupted,
    InterruptedFound,
    LanguagesFound,
    Navigation,
    NavigationEffect,
    NavigationEvent,
    OpenEditorAt,
    ProgramOpened,
    QuestionPressed,
    RowChosen,
    SayCard,
    SetUpLeft,
    SetUpWanted,
    TaskWanted,
    TellOwn,
    TellTask,
    ViewPressed,
    WorkerAt,
    WorkersFound,
)

CAT, COFFEE = Profile(card="cat"), Profile(card="coffee", theme=Theme.DARK)
NOBODY_ASKED: list[NavigationEvent] = [ProgramOpened(), InterruptedFound(None), WorkersFound([CAT])]
TWO_WORKERS: list[NavigationEvent] = [ProgramOpened(), InterruptedFound(None), WorkersFound([CAT, COFFEE])]
AT_LANGUAGE: list[NavigationEvent] = [*NOBODY_ASKED, LanguagesFound(["en", "pl"])]
WITH_GLOBE: list[NavigationEvent] = [*NOBODY_ASKED, LanguagesFound(["en", "nl"])]
AT_CARDS: list[NavigationEvent] = [*TWO_WORKERS, LanguagesFound(["en", "nl"])]
AT_TASKS: list[NavigationEvent] = [*NOBODY_ASKED, LanguagesFound(["nl"])]
CHOSE_CARD: list[NavigationEvent] = [
    *AT_CARDS, CardChosen("coffee"), WorkersFound([CAT, COFFEE]), LanguagesFound(["en", "nl"]),
]  # fmt: skip
CHOSE_ALL: list[NavigationEvent] = [
    *TWO_WORKERS, LanguagesFound(["en", "pl"]), CardChosen("coffee"), WorkersFound([CAT, COFFEE]),
    LanguagesFound(["en", "pl"]), CardChosen("pl"),
]  # fmt: skip
IN_TASK: list[NavigationEvent] = [*AT_TASKS, CardChosen("/tasks/tray")]
FOR_ONE: list[NavigationEvent] = [ProgramOpened(is_for_one=True), InterruptedFound(None), WorkersFound([])]
AT_BREAK: list[NavigationEvent] = [*AT_TASKS, QuestionPressed(Gesture.BREAK)]
AT_OWN: list[NavigationEvent] = [*AT_TASKS, CardChosen(OWN)]
AT_DOOR: list[NavigationEvent] = [*AT_TASKS, Happened.DOOR_PRESSED]
DOOR_IN_TASK: list[NavigationEvent] = [*IN_TASK, Happened.DOOR_PRESSED]
AFTER_TASK: list[NavigationEvent] = [Happened.TASK_ENDED, WorkersFound([CAT])]


def cut_off(card: str = "cat", *, can_begin: bool = True) -> InterruptedFound:
    return InterruptedFound(Interrupted(card, Profile(card=card), "en", can_begin))


def after(events: list[NavigationEvent]) -> tuple[Navigation, tuple[NavigationEffect, ...]]:
    """The navigation after these, and what the last asks for."""
    navigation = Navigation("nl")
    effects: tuple[NavigationEffect, ...] = ()
    for event in events:
        effects = navigation.on(event)
    return navigation, effects


ROWS: dict[str, tuple[list[NavigationEvent], tuple[NavigationEffect, ...]]] = {
    # the way in
    "first look for what was cut off": ([ProgramOpened()], (Do.FIND_INTERRUPTED,)),
    "it is back without a question": ([ProgramOpened(), cut_off()], (Do.BEGIN_INTERRUPTED,)),
    "not where its task cannot begin": (
        [ProgramOpened(), cut_off(can_begin=False)],
        (Do.LEAVE_INTERRUPTED, Do.END_SESSION, Do.FIND_WORKERS),
    ),
    "not for another who is asked for by name": (
        [ProgramOpened(card="coffee"), cut_off("cat")],
        (Do.LEAVE_INTERRUPTED, Do.END_SESSION, Do.FIND_WORKERS),
    ),
    "but for themselves": ([ProgramOpened(card="cat"), cut_off("cat")], (Do.BEGIN_INTERRUPTED,)),
    "nothing was cut off": ([ProgramOpened(), InterruptedFound(None)], (Do.END_SESSION, Do.FIND_WORKERS)),
    "two workers are asked who, in a language that is spoken here": (TWO_WORKERS, (Do.FIND_LANGUAGES,)),
    "two workers are asked who": (AT_CARDS, (Do.ASK_WHO,)),
    "one is not": (NOBODY_ASKED, (Do.FIND_LANGUAGES,)),
    "nor is whoever is asked for by name": (
        [ProgramOpened(card="coffee"), InterruptedFound(None), WorkersFound([CAT, COFFEE]), LanguagesFound(["nl"])],
        (Do.ASK_TASK,),
    ),
    "whoever chose a card has its wishes as they are now": ([*AT_CARDS, CardChosen("cat")], (Do.FIND_WORKERS,)),
    "and then the language": ([*AT_CARDS, CardChosen("cat"), WorkersFound([CAT, COFFEE])], (Do.FIND_LANGUAGES,)),
    "a station whose language is in no task asks": (AT_LANGUAGE, (Do.ASK_LANGUAGE,)),
    "one language is no question": (AT_TASKS, (Do.ASK_TASK,)),
    "nor are two, where the station's own is among them": (WITH_GLOBE, (Do.ASK_TASK,)),
    "language, then task": ([*AT_LANGUAGE, CardChosen("en")], (Do.ASK_TASK,)),
    "the name of a language is said where a key reached it": (
        [*AT_LANGUAGE, CardReached("pl")], (SayCard("pl"),),
    ),
    "not to whom nothing is spoken": (
        [
            ProgramOpened(), InterruptedFound(None), WorkersFound([Profile(speech=Speech.NEVER)]),
            LanguagesFound(["en", "pl"]), CardReached("pl"),
        ],
        (),
    ),
    "and no other card": ([*AT_TASKS, CardReached("/t")], ()),
    # the globe
    "the globe, in the place of Back": ([*WITH_GLOBE, QuestionPressed(Gesture.BACK)], (Do.ASK_LANGUAGE,)),
    "where there is one language there is none": ([*AT_TASKS, QuestionPressed(Gesture.BACK)], ()),
    "the globe leads to the tasks": ([*WITH_GLOBE, QuestionPressed(Gesture.BACK), CardChosen("en")], (Do.ASK_TASK,)),
    "and Back from it too": (
        [*WITH_GLOBE, QuestionPressed(Gesture.BACK), QuestionPressed(Gesture.BACK)],
        (Do.ASK_TASK,),
    ),
    "the globe among the cards": ([*AT_CARDS, Happened.GLOBE_PRESSED], (Do.ASK_LANGUAGE,)),
    "leads back to them": ([*AT_CARDS, Happened.GLOBE_PRESSED, CardChosen("en")], (Do.FIND_WORKERS,)),
    "and so does Back": ([*AT_CARDS, Happened.GLOBE_PRESSED, QuestionPressed(Gesture.BACK)], (Do.FIND_WORKERS,)),
    "no globe with one language": ([*TWO_WORKERS, LanguagesFound(["nl"]), Happened.GLOBE_PRESSED], ()),
    "task": (IN_TASK, (BeginChosen("/tasks/tray"),)),
    "one's own page": (AT_OWN, (Do.SHOW_OWN,)),
    "a station for one task begins it": ([*FOR_ONE, LanguagesFound(["nl"], frozenset({"nl"}))], (Do.BEGIN_ONLY,)),
    "not in a language that it lacks": ([*FOR_ONE, LanguagesFound(["nl"])], (Do.ASK_TASK,)),
    "and once it was done the next one chooses": (
        [*FOR_ONE, LanguagesFound(["nl"], frozenset({"nl"})), *AFTER_TASK, LanguagesFound(["nl"], frozenset({"nl"}))],
        (Do.ASK_TASK,),
    ),
    # back
    "Back from the tasks asks the language": ([*CHOSE_ALL, QuestionPressed(Gesture.BACK)], (Do.ASK_LANGUAGE,)),
    "and from there who": (
        [*CHOSE_ALL, QuestionPressed(Gesture.BACK), QuestionPressed(Gesture.BACK)],
        (Do.FIND_WORKERS,),
    ),
    "nothing is before who": ([*AT_CARDS, QuestionPressed(Gesture.BACK)], ()),
    "nor before a language": ([*AT_LANGUAGE, QuestionPressed(Gesture.BACK)], ()),
    # the language that was chosen stays
    "after a task it is not asked again": (
        [*AT_LANGUAGE, CardChosen("pl"), CardChosen("/t"), *AFTER_TASK, LanguagesFound(["en", "pl"])],
        (Do.ASK_TASK,),
    ),
    "but for whoever comes next": (
        [
            *CHOSE_ALL, CardChosen("/t"), Happened.TASK_ENDED, WorkersFound([CAT, COFFEE]),
            LanguagesFound(["en", "pl"]), CardChosen("cat"), WorkersFound([CAT, COFFEE]), LanguagesFound(["en", "pl"]),
        ],
        (Do.ASK_LANGUAGE,),
    ),
    # before a task
    "Hear again": ([*AT_TASKS, QuestionPressed(Gesture.HEAR)], (Do.SAY_QUESTION,)),
    "a break": (AT_BREAK, (Do.HUSH, Do.SHOW_BREAK)),
    "is over by Done": ([*AT_BREAK, ViewPressed(Gesture.DONE)], (Do.SHOW_QUESTION,)),
    "and by nothing else": ([*AT_BREAK, ViewPressed(Gesture.BACK)], ()),
    "a machine asks for a task": ([*AT_TASKS, TaskWanted("/t")], (BeginChosen("/t"),)),
    "not for somebody's own page": ([*AT_TASKS, TaskWanted(OWN)], ()),
    "not during a task": ([*IN_TASK, TaskWanted("/t")], ()),
    "not before another question": ([*AT_LANGUAGE, TaskWanted("/t")], ()),
    "not while the coach is at the door": ([*AT_DOOR, TaskWanted("/t")], ()),
    "other tasks bring other languages": ([*AT_TASKS, Happened.STATION_CHANGED], (Do.FIND_LANGUAGES,)),
    "and are asked with": ([*AT_TASKS, Happened.STATION_CHANGED, LanguagesFound(["nl"])], (Do.ASK_TASK,)),
    "other cards too": ([*AT_CARDS, Happened.STATION_CHANGED], (Do.FIND_WORKERS,)),
    "a language is not asked anew": ([*AT_LANGUAGE, Happened.STATION_CHANGED], ()),
    "nor anything during a break": ([*AT_BREAK, Happened.STATION_CHANGED], ()),
    "nor during a task": ([*IN_TASK, Happened.STATION_CHANGED], ()),
    "nor behind the door": ([*AT_DOOR, Happened.STATION_CHANGED], ()),
    # on the screen of the steps
    "a task has the gestures": ([*IN_TASK, ViewPressed(Gesture.HELP)], (TellTask(Gesture.HELP),)),
    "one's own page has them": ([*AT_OWN, ViewPressed(Gesture.BACK)], (TellOwn(Gesture.BACK),)),
    "from there back to the tasks": ([*AT_OWN, Happened.OWN_LEFT], (Do.ASK_TASK,)),
    "a task ends": ([*IN_TASK, Happened.TASK_ENDED], (Do.END_SESSION, Do.FIND_WORKERS)),
    "a card says nothing then": ([*IN_TASK, CardChosen("/t")], ()),
    # the door
    "the door": (AT_DOOR, (Do.HUSH, Do.ASK_CODE)),
    "in a task the camera rests": (DOOR_IN_TASK, (Do.HUSH, Do.COVER_TASK, Do.ASK_CODE)),
    "back to the question": ([*AT_DOOR, Happened.DOOR_LEFT], (Do.SHOW_QUESTION,)),
    "back to the task": ([*DOOR_IN_TASK, Happened.DOOR_LEFT], (Do.SHOW_VIEW, Do.UNCOVER_TASK)),
    "back to the break": ([*AT_BREAK, Happened.DOOR_PRESSED, Happened.DOOR_LEFT], (Do.SHOW_VIEW,)),
    "back to one's own page": ([*AT_OWN, Happened.DOOR_PRESSED, Happened.DOOR_LEFT], (Do.SHOW_VIEW,)),
    "a break that the coach ended is over": (
        [
            *AT_BREAK, Happened.DOOR_PRESSED, RowChosen(DoorKey.EDIT), Happened.EDITOR_LEFT, WorkersFound([CAT]),
            LanguagesFound(["nl"]), Happened.DOOR_PRESSED, Happened.DOOR_LEFT,
        ],
        (Do.SHOW_QUESTION,),
    ),
    "the coach begins anew": ([*DOOR_IN_TASK, RowChosen(DoorKey.ANEW)], (Do.SHOW_VIEW, Do.BEGIN_ANEW)),
    "the coach passes the step": ([*DOOR_IN_TASK, RowChosen(DoorKey.PASS)], (Do.SHOW_VIEW, Do.PASS_STEP)),
    "where there is one": ([*AT_DOOR, RowChosen(DoorKey.PASS)], ()),
    "the coach leaves the task": ([*DOOR_IN_TASK, RowChosen(DoorKey.START)], (Do.LEAVE_TASK,)),
    "the editor": ([*AT_DOOR, RowChosen(DoorKey.EDIT)], (Do.OPEN_EDITOR,)),
    "out of a task": ([*DOOR_IN_TASK, RowChosen(DoorKey.EDIT)], (Do.LEAVE_TASK, Do.OPEN_EDITOR)),
    "from there the first question": (
        [*AT_DOOR, RowChosen(DoorKey.EDIT), Happened.EDITOR_LEFT],
        (Do.END_SESSION, Do.FIND_WORKERS),
    ),
    "the clock is right": ([*AT_DOOR, RowChosen(DoorKey.CLOCK)], (Do.TRUST_CLOCK, Do.SHOW_ROWS)),
    "the end": ([*AT_DOOR, RowChosen(DoorKey.CLOSE)], (Do.HUSH, Do.END)),
    **{f"page {key}": ([*AT_DOOR, RowChosen(key)], (do,)) for key, do in PAGES.items()},
    "from a page back to the rows, without the code": (
        [*AT_DOOR, RowChosen(DoorKey.WORKERS), Happened.PAGES_LEFT],
        (Do.SHOW_ROWS,),
    ),
    "and to the next page": (
        [*AT_DOOR, RowChosen(DoorKey.WORKERS), Happened.PAGES_LEFT, RowChosen(DoorKey.EDIT)],
        (Do.OPEN_EDITOR,),
    ),
    "from there the first question, asked anew": (
        [*AT_DOOR, RowChosen(DoorKey.WORKERS), Happened.PAGES_LEFT, Happened.DOOR_LEFT],
        (Do.END_SESSION, Do.FIND_WORKERS),
    ),
    "no machine begins a task behind the rows": (
        [*AT_DOOR, RowChosen(DoorKey.WORKERS), Happened.PAGES_LEFT, TaskWanted("tray")],
        (),
    ),
    "inside there is no second door": ([*AT_DOOR, RowChosen(DoorKey.WORKERS), Happened.DOOR_PRESSED], ()),
    "nor where a task was left for a page": (
        [*DOOR_IN_TASK, RowChosen(DoorKey.SET_UP), *AFTER_TASK, LanguagesFound(["nl"]), Happened.DOOR_PRESSED],
        (),
    ),
    "from a report to a step": (
        [*AT_DOOR, RowChosen(DoorKey.REPORTS), EditWanted(Path("tray"), 3)],
        (OpenEditorAt(Path("tray"), 3),),
    ),
    # the set-up
    "the program begins with it": ([SetUpWanted()], (Do.OPEN_SET_UP,)),
    "nothing was changed": ([SetUpWanted(), SetUpLeft(changed=False)], (Do.FIND_INTERRUPTED,)),
    "a station for one task stays with it": (
        [
            *FOR_ONE, LanguagesFound(["nl"], frozenset({"nl"})), *AFTER_TASK, Happened.DOOR_PRESSED,
            RowChosen(DoorKey.SET_UP), SetUpLeft(changed=False), InterruptedFound(None), WorkersFound([]),
            LanguagesFound(["nl"], frozenset({"nl"})),
        ],
        (Do.ASK_TASK,),
    ),
    "something was": ([SetUpWanted(), SetUpLeft(changed=True)], (Do.HUSH, Do.END)),
    "it was called for alone": ([SetUpWanted(ends=True), SetUpLeft(changed=False)], (Do.HUSH, Do.END)),
    # a fault of ours
    "it is told": ([*IN_TASK, Happened.BUG_FOUND], (Do.SHOW_BUG,)),
    "and Done ends the program": ([*IN_TASK, Happened.BUG_FOUND, ViewPressed(Gesture.DONE)], (Do.HUSH, Do.END)),
    "and nothing else": ([*IN_TASK, Happened.BUG_FOUND, ViewPressed(Gesture.HELP)], ()),
    "the door leads back to it": (
        [*IN_TASK, Happened.BUG_FOUND, Happened.DOOR_PRESSED, Happened.DOOR_LEFT],
        (Do.SHOW_VIEW,),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("events", "effects"), ROWS.values(), ids=ROWS)
def test_what_follows(events: list[NavigationEvent], effects: tuple[NavigationEffect, ...]) -> None:
    assert after(events)[1] == effects


@pytest.mark.parametrize(
    ("events", "language", "profile"),
    [
        (AT_LANGUAGE, "en", CAT),
        (CHOSE_CARD, "nl", COFFEE),
        (CHOSE_ALL, "pl", COFFEE),
        ([*AT_CARDS, Happened.GLOBE_PRESSED, CardChosen("en"), *AT_CARDS[2:]], "en", Profile()),
        ([*CHOSE_ALL, *[QuestionPressed(Gesture.BACK)] * 2, *AT_CARDS[2:]], "nl", Profile()),
        ([*CHOSE_ALL, CardChosen("/t"), Happened.TASK_ENDED, WorkersFound([CAT, COFFEE])], "nl", Profile()),
        ([ProgramOpened(), cut_off()], "en", CAT),
        ([ProgramOpened(card="coffee"), InterruptedFound(None), WorkersFound([CAT, COFFEE])], "nl", COFFEE),
    ],
)
def test_whose_it_is(events: list[NavigationEvent], language: str, profile: Profile) -> None:
    at = after(events)[0].at
    assert (at.language, at.profile) == (language, profile)


@pytest.mark.parametrize(
    ("events", "asked", "can_go_back"),
    [
        (TWO_WORKERS, (Ask.WHO,), False),
        (CHOSE_ALL, (Ask.WHO, Ask.LANGUAGE, Ask.WHAT), True),
        ([*CHOSE_ALL, CardChosen(OWN), Happened.OWN_LEFT], (Ask.WHO, Ask.LANGUAGE, Ask.WHAT), True),
        ([*CHOSE_ALL, QuestionPressed(Gesture.BACK)], (Ask.WHO, Ask.LANGUAGE), True),
        (CHOSE_CARD, (Ask.WHO, Ask.WHAT), True),
        ([*WITH_GLOBE, QuestionPressed(Gesture.BACK), CardChosen("en")], (Ask.WHAT,), False),
        (AT_TASKS, (Ask.WHAT,), False),
        ([*CHOSE_ALL, Happened.DOOR_PRESSED, Happened.DOOR_LEFT], (Ask.WHO, Ask.LANGUAGE, Ask.WHAT), True),
    ],
)
def test_what_was_asked_before(events: list[NavigationEvent], asked: tuple[Ask, ...], can_go_back: bool) -> None:
    at = after(events)[0].at
    assert (at.asked, at.can_go_back) == (asked, can_go_back)


@pytest.mark.parametrize(
    ("changed", "ends", "begins_anew"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_whether_the_program_goes_on_with_other_settings(changed: bool, ends: bool, begins_anew: bool) -> None:
    assert after([SetUpWanted(ends), SetUpLeft(changed)])[0].at.begins_anew is begins_anew


ANYTHING = st.one_of(
    st.builds(ProgramOpened, st.booleans(), st.sampled_from(["", "cat"])),
    st.builds(SetUpWanted, st.booleans()),
    st.sampled_from([InterruptedFound(None), cut_off(), cut_off(can_begin=False)]),
    st.builds(WorkersFound, st.sampled_from([[], [CAT], [CAT, COFFEE]])),
    st.builds(LanguagesFound, st.sampled_from([["nl"], ["en", "nl"], ["en", "pl"]]), st.just(frozenset({"nl"}))),
    st.builds(CardChosen, st.sampled_from(["cat", "coffee", "nl", "en", "/t", OWN])),
    st.builds(CardReached, st.sampled_from(["pl", "/t"])),
    st.builds(TaskWanted, st.sampled_from(["/t", OWN])),
    st.builds(QuestionPressed, st.sampled_from(Gesture)),
    st.builds(ViewPressed, st.sampled_from(Gesture)),
    st.builds(RowChosen, st.sampled_from(DoorKey)),
    st.builds(SetUpLeft, st.booleans()),
    st.just(EditWanted(Path("tray"), 1)),
    st.sampled_from(Happened),
)


@given(st.lists(ANYTHING, max_size=30))
def test_whatever_happens(events: list[NavigationEvent]) -> None:
    navigation = Navigation("nl")
    for event in events:
        before = navigation.at
        effects = navigation.on(event)
        at = navigation.at
        assert at.language
        if any(isinstance(effect, TellTask) for effect in effects):
            assert before.place is WorkerAt.TASK
        if Do.ASK_CODE in effects:
            assert before.coach is not CoachAt.PAGES, "no door inside"
        if Do.ASK_WHO in effects:
            assert at.profile == Profile(), "nobody meets another's colours"
        if isinstance(event, TaskWanted):
            assert Do.SHOW_OWN not in effects
        if at.place is WorkerAt.TASK and before.place is not WorkerAt.TASK:
            assert {*map(type, effects)} == {BeginChosen} or {*effects} & {Do.BEGIN_ONLY, Do.BEGIN_INTERRUPTED}
        if at.begins_anew and not before.begins_anew:
            assert Do.END in effects
