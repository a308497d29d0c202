"""What the screen shows for a session: words, controls, picture and the one line of the strip."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.events import (
    CameraChanged,
    CoachPassed,
    Opened,
    Pressed,
    Question,
    Relaid,
    Saying,
    Speak,
    Ticked,
    Topic,
    VerdictGiven,
    VoiceChanged,
)
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase
from oss_app.core.region import rectangle
from oss_app.core.session import ANSWERS, Session
from oss_app.core.session_state import Front, Rung
from oss_app.core.settings import Gesture, Settings
from oss_app.core.support import Mark
from oss_app.core.task import Section, Step, Task
from oss_app.core.verdict import Answer, Reason, Verdict
from oss_app.i18n import FOR_WORKERS, load
from oss_app.player.opening import checks_that_count
from oss_app.player.present import Presenter
from oss_app.player.progress import Amount, look_again, not_yet
from oss_app.player.screen import ControlSlot, LineKind, Screen, ScreenKind, StripLine, Variant
from tests.fakes import FakeLibrary
from tests.samples import ALL_CHECKS, FOLDER, LID, PROBE, REGION, ROLLS, dental_kit, text


def begun(profile: Profile | None = None, repeat: int = 1, task: Task | None = None) -> Session:
    session = Session(plan(task or dental_kit(repeat), profile or Profile(), ALL_CHECKS))
    session.on(Opened())
    return session


def presenter(language: str = "nl", profile: Profile | None = None, **more: bool) -> Presenter:
    return Presenter(profile or Profile(), language, load(language), ALL_CHECKS, **more)


def forward(session: Session, steps: int) -> Session:
    for _ in range(steps):
        session.on(CoachPassed() if session.step else Pressed(Gesture.DONE))
    return session


def labels(screen: Screen) -> dict[ControlSlot, str]:
    return {c.slot: c.label for c in screen.controls}


def judged(session: Session, answer: Answer, count: int | None = None) -> Session:
    session.on(CameraChanged(session.state.watch, True))
    session.on(VerdictGiven(session.state.watch, Verdict(answer, count=count)))
    return session


def test_a_step_in_dutch() -> None:
    screen = presenter().screen(forward(begun(repeat=20), 1))
    assert screen.kind is ScreenKind.STEP
    assert screen.sentence == "Leg 1 sonde in vak 2."
    assert screen.warning == "De punt is scherp."
    assert labels(screen) == {
        ControlSlot.BACK: "Terug",
        ControlSlot.HEAR: "Lees voor",
        ControlSlot.HELP: "Hulp",
        ControlSlot.DONE: "Klaar",
    }
    assert screen.progress.label == "Stap 2 van 5"
    assert (screen.progress.groups, screen.progress.now) == ((1, 4), 2)
    assert (screen.progress.section, screen.progress.kit) == ("Vullen", "Set 1 van 20")
    assert screen.picture and screen.picture.photo == FOLDER / "sonde.jpg"
    assert (screen.picture.outline, screen.picture.number) == (REGION, "2")


def test_a_step_in_english_and_what_lacks_a_translation_in_the_tasks_own_language() -> None:
    session = forward(begun(), 1)
    screen = presenter("en").screen(session)
    assert screen.sentence == "Put 1 probe in section 2."
    assert screen.progress.label == "Step 2 of 5"
    session.on(CoachPassed())
    assert presenter("en").screen(session).sentence == "Leg 4 rollen in vak 4."


def test_arabic_runs_from_right_to_left() -> None:
    assert presenter("ar").screen(begun()).right_to_left
    assert not presenter("nl").screen(begun()).right_to_left


def test_back_is_there_on_the_first_step_but_off() -> None:
    first = presenter().screen(begun())
    assert next(c for c in first.controls if c.slot is ControlSlot.BACK).dress is Variant.OFF
    second = presenter().screen(forward(begun(), 1))
    assert next(c for c in second.controls if c.slot is ControlSlot.BACK).dress is Variant.CONTROL


def test_done_is_never_off_on_a_step() -> None:
    session = begun()
    for _ in range(5):
        screen = presenter().screen(session)
        assert next(c for c in screen.controls if c.slot is ControlSlot.DONE).dress is not Variant.OFF
        forward(session, 1)


@pytest.mark.parametrize(
    ("answer", "kind", "nl", "en"),
    [
        (Answer.DONE, LineKind.SEEN, "Ik zie de sonde.", "I see the probe."),
        (Answer.NOT_DONE, LineKind.NOT_YET, "Ik zie de sonde nog niet.", "I don't see the probe yet."),
        (Answer.CANNOT_TELL, LineKind.CANNOT_TELL, "Ik zie het niet goed. Kies zelf.", "I can't see well. You choose."),
    ],
)
def test_the_camera_says_what_it_sees(answer: Answer, kind: LineKind, nl: str, en: str) -> None:
    session = judged(forward(begun(), 1), answer)
    assert presenter("nl").screen(session).line == StripLine(kind, nl)
    assert presenter("en").screen(session).line == StripLine(kind, en)


def test_a_count_says_how_many() -> None:
    session = judged(forward(begun(), 2), Answer.NOT_DONE, 3)
    assert presenter().screen(session).line == StripLine(LineKind.NOT_YET, "Ik zie 3. Er zijn 4 nodig.")


def test_a_camera_that_does_not_count_says_of_the_number_alone_that_it_is_not_there() -> None:
    session = judged(forward(begun(), 2), Answer.NOT_DONE)
    assert presenter().screen(session).line == StripLine(LineKind.NOT_YET, "Ik zie nog niet 4 rollen.")
    nameless = {"rollen": Check(name="rollen", kind=CheckKind.COUNT, region=REGION)}
    assert replace(presenter(), checks=nameless).screen(session).line == StripLine(
        LineKind.NOT_YET, "Ik zie er nog niet 4."
    )
    judged(session, Answer.DONE)
    assert presenter().screen(session).line == StripLine(LineKind.SEEN, "Ik zie 4 rollen.")


@pytest.mark.parametrize("language", ["nl", "en", "de", *sorted(FOR_WORKERS)])
def test_in_no_language_does_a_count_say_that_its_items_are_missing(language: str) -> None:
    tr, check = load(language), ALL_CHECKS["rollen"]
    item = check.item.into(language) if check.item else ""
    line = not_yet(check, tr, language, Amount(None, 4))
    assert "4" in line
    assert item in line
    if language != "en":  # which says the same of things and of their number
        assert line != tr("I don't see {item} yet.", item=f"4 {item}")
    without_number = not_yet(check, tr, language)
    assert without_number == tr("I don't see the right number yet.")
    assert item not in without_number


def test_an_unnamed_item_and_an_empty_place_have_their_words() -> None:
    nameless = {"sonde": Check(name="sonde", kind=CheckKind.OCCUPIED, region=REGION)}
    empty = {"sonde": Check(name="sonde", kind=CheckKind.EMPTY, region=REGION)}
    session = judged(forward(begun(), 1), Answer.NOT_DONE)
    assert replace(presenter(), checks=nameless).screen(session).line == StripLine(
        LineKind.NOT_YET, "Ik zie het nog niet."
    )
    assert replace(presenter(), checks=empty).screen(session).line == StripLine(
        LineKind.NOT_YET, "Ik zie daar nog iets."
    )


def test_the_camera_sign_is_there_exactly_as_long_as_the_camera_is_open() -> None:
    session = forward(begun(), 1)
    assert presenter().screen(session).line is None
    session.on(CameraChanged(session.state.watch, True))
    assert presenter().screen(session).line == StripLine(LineKind.CAMERA, "De camera kijkt mee.")
    session.on(CameraChanged(session.state.watch, False))
    assert presenter().screen(session).line == StripLine(LineKind.CAMERA_OFF, "De camera is uit. Kies zelf.")


@pytest.mark.parametrize("level", [HelpLevel.PHOTO_AND_VOICE, HelpLevel.SHORT])
def test_an_eye_that_did_not_answer_is_a_busy_computer_and_no_camera_that_is_off(level: HelpLevel) -> None:
    profile = Profile(level=level)
    session = forward(begun(profile), 1)
    session.on(CameraChanged(session.state.watch, True))
    session.on(CameraChanged(session.state.watch, False, is_slow=True))
    line = StripLine(LineKind.CAMERA_OFF, "De computer is nog bezig. Kies zelf.")
    assert presenter(profile=profile).screen(session).line == line
    session.on(CameraChanged(session.state.watch, True))
    assert presenter(profile=profile).screen(session).line == StripLine(LineKind.CAMERA, "De camera kijkt mee.")


def test_what_must_be_seen_is_not_the_workers_to_choose() -> None:
    task = dental_kit()
    must = [
        item.model_copy(update={"must": True}) if isinstance(item, Step) and item.check else item for item in task.items
    ]
    session = judged(forward(begun(task=task.model_copy(update={"items": tuple(must)})), 1), Answer.CANNOT_TELL)
    assert presenter().screen(session).line == StripLine(LineKind.CANNOT_TELL, "Ik zie het niet goed.")
    session.on(VerdictGiven(session.state.watch, Verdict(Answer.CANNOT_TELL, Reason.BUSY)))
    assert presenter().screen(session).line == StripLine(LineKind.CANNOT_TELL, "De computer is nog bezig.")
    session.on(CameraChanged(session.state.watch, False))
    assert presenter().screen(session).line == StripLine(LineKind.CAMERA_OFF, "De camera is uit.")


def test_what_was_seen_is_ticked_in_the_picture() -> None:
    session = judged(forward(begun(), 1), Answer.DONE)
    picture = presenter().screen(session).picture
    assert picture and picture.tick


def test_the_help_ladder_changes_two_labels_and_the_strip() -> None:
    session = forward(begun(), 1)
    seen = []
    for _ in range(3):
        session.on(Pressed(Gesture.HELP))
        screen = presenter().screen(session)
        assert screen.picture
        seen.append((labels(screen)[ControlSlot.HELP], screen.picture.zoomed, screen.picture.film is not None))
        assert labels(screen)[ControlSlot.BACK] == "Sluit hulp"
        assert labels(screen)[ControlSlot.DONE] == "Klaar"
        assert screen.line == StripLine(LineKind.HINT, "De sonde heeft een haakje.")
    assert seen == [("Groter", False, False), ("Film", True, False), ("Roep begeleider", True, True)]


def test_the_level_show_begins_with_the_film() -> None:
    profile = Profile(level=HelpLevel.SHOW)
    picture = presenter(profile=profile).screen(forward(begun(profile), 1)).picture
    assert picture and picture.film == FOLDER / "sonde.mp4"


def test_what_a_call_is_about_can_be_said_where_there_is_a_board() -> None:
    session = begun()
    while session.state.front is not Front.CALL:
        session.on(Pressed(Gesture.HELP))
    assert {c.gesture for c in presenter().screen(session).controls} == {Gesture.BREAK, Gesture.DONE}
    asks = presenter(asks_what=True)
    tiles = {c.gesture: c for c in asks.screen(session).controls if c.gesture in (Gesture.MISSING, Gesture.BROKEN)}
    assert [(c.slot, c.dress) for c in tiles.values()] == [
        (ControlSlot.BACK, Variant.CONTROL),
        (ControlSlot.HEAR, Variant.CONTROL),
    ]
    session.on(Pressed(Gesture.BROKEN))
    said = {c.gesture: (c.dress, c.icon) for c in asks.screen(session).controls}
    assert said[Gesture.BROKEN] == (Variant.FILLED, "check")
    assert said[Gesture.MISSING][0] is Variant.CONTROL


def test_calling_says_only_what_is_true() -> None:
    session = begun()
    session.on(Pressed(Gesture.HELP))
    called = presenter(coach_can_be_called=True).screen(session)
    assert (called.kind, called.sentence) == (ScreenKind.CALL, "Ik heb hulp nodig.")
    assert called.second == "Je begeleider is geroepen. Je werk is bewaard."
    assert presenter().screen(session).second == "Steek je hand op. Je werk is bewaard.", (
        "nobody said that a coach hears"
    )
    assert not Settings().coach_can_be_called
    assert labels(called) == {ControlSlot.HELP: "Pauze", ControlSlot.DONE: "Ik ga verder"}
    assert called.door == "Begeleider"


def test_the_break_says_where_it_goes_on() -> None:
    session = forward(begun(), 1)
    session.on(Pressed(Gesture.BREAK))
    screen = presenter().screen(session)
    assert (screen.kind, screen.sentence) == (ScreenKind.BREAK, "Pauze")
    assert screen.second == "Je werk is bewaard. Je gaat straks verder bij stap 2."
    assert labels(screen) == {ControlSlot.HELP: "Stoppen", ControlSlot.DONE: "Ik ga verder"}
    assert screen.door == "Begeleider"


def test_a_break_point_says_what_the_author_wrote() -> None:
    session = forward(begun(), 3)
    screen = presenter().screen(session)
    assert (screen.kind, screen.sentence) == (ScreenKind.BREAK, "Neem rust als je wilt.")
    assert labels(screen)[ControlSlot.BACK] == "Terug"


def test_a_must_step_has_the_coach_in_the_place_of_done() -> None:
    session = forward(begun(), 4)
    assert labels(presenter().screen(session))[ControlSlot.DONE] == "Vraag je begeleider"
    judged(session, Answer.DONE)
    assert labels(presenter().screen(session))[ControlSlot.DONE] == "Klaar"


def test_the_end_of_a_kit_and_of_the_task() -> None:
    session = forward(begun(repeat=2), 6)
    end = presenter().screen(session)
    assert (end.kind, end.sentence) == (ScreenKind.KIT_END, "Set 1 is klaar. Volgende set?")
    assert labels(end) == {
        ControlSlot.BACK: "Terug",
        ControlSlot.HEAR: "Lees voor",
        ControlSlot.HELP: "Pauze",
        ControlSlot.DONE: "Volgende set",
    }
    assert (end.progress.label, end.progress.kit) == ("Controle-set", "Set 1 van 2")
    finished = presenter().screen(forward(session, 7))
    assert (finished.kind, finished.sentence) == (ScreenKind.FINISHED, "Klaar.")
    assert finished.progress.kit == "2 sets"
    assert labels(finished)[ControlSlot.DONE] == "Naar het begin"


def test_without_a_voice_the_strip_says_so_where_nothing_else_stands() -> None:
    session = begun()
    session.on(VoiceChanged(False))
    screen = presenter().screen(session)
    assert screen.line == StripLine(LineKind.NO_SOUND, "Er is geen geluid. Lees de zin.")
    assert next(c for c in screen.controls if c.slot is ControlSlot.HEAR).icon == "speaker-slash"


def test_a_worker_without_sound_has_no_control_for_it() -> None:
    profile = Profile(speech=Speech.NEVER)
    session = begun(profile)
    session.on(VoiceChanged(False))
    screen = presenter(profile=profile).screen(session)
    assert ControlSlot.HEAR not in labels(screen)
    assert screen.line is None


def test_what_is_said_stands_on_the_screen_but_for_the_coachs_own_spelling() -> None:
    session = forward(begun(), 1)
    said = presenter().utterance(session, Saying.STEP)
    assert said and said.words.splitlines() == ["Leg één sonde in vak twee.", "De punt is scherp."]
    assert (said.language, said.rate) == ("nl", 0.9)


def test_another_language_is_never_spoken_in_the_coachs_spelling_of_this_one() -> None:
    said = presenter("en").utterance(forward(begun(), 1), Saying.STEP)
    assert said
    assert said.words.splitlines() == ["Put 1 probe in section 2.", "The tip is sharp."]


def test_a_recording_in_another_language_is_not_played() -> None:
    task = dental_kit()
    step = task.steps[0].model_copy(update={"sound": text("dienblad.wav")})
    said = presenter("en").utterance(begun(task=task.model_copy(update={"items": (step,)})), Saying.STEP)
    assert said
    assert said.recording is None


def test_a_recording_goes_along() -> None:
    task = dental_kit()
    step = task.steps[0].model_copy(update={"sound": task.title.model_copy(update={"words": "dienblad.wav"})})
    recorded = task.model_copy(update={"items": (step,)})
    said = presenter().utterance(begun(task=recorded), Saying.STEP)
    assert said and said.recording == Path(FOLDER / "dienblad.wav")
    assert said.then is None


def test_a_recording_does_not_silence_the_warning() -> None:
    task = dental_kit()
    step = task.steps[1].model_copy(update={"sound": text("sonde.wav")})
    said = presenter().utterance(begun(task=task.model_copy(update={"items": (step,)})), Saying.STEP)
    assert said
    assert [(part.recording, part.words) for part in said.parts] == [
        (Path(FOLDER / "sonde.wav"), "Leg één sonde in vak twee."),
        (None, "De punt is scherp."),
    ]


def test_words_without_a_translation_are_never_said_by_another_languages_voice() -> None:
    """What the author has in Turkish is said in Turkish, the rest in the task's language, ours in that of our words."""
    step = Step(
        text=text("Leg 1 sonde in vak 2.", tr="Bölme 2."),
        hint=text("Kijk goed."),
        warning=text("Let op.", tr="Dikkat."),
    )
    session = begun(task=dental_kit().model_copy(update={"items": (step,)}))
    turkish = Presenter(Profile(), "tr", load("nl"))
    said = turkish.utterance(session, Saying.HINT)
    assert said
    assert [(part.language, part.words) for part in said.parts] == [
        ("tr", "Bölme 2."),
        ("nl", "Kijk goed."),
        ("tr", "Dikkat."),
    ]
    session.on(Pressed(Gesture.BREAK))
    said = turkish.utterance(session, Saying.PAGE)
    assert said and said.language == "nl"
    assert said.parts == (said,)


def test_the_extent_holds_all_that_any_screen_of_the_session_shows() -> None:
    for answer in Answer:
        session = begun(repeat=2)
        extent = presenter().extent(session.plan)
        for _ in range(13):
            if session.step and session.state.watch:
                judged(session, answer)
            screen = presenter().screen(session)
            if screen.kind is ScreenKind.STEP:
                assert screen.sentence in extent.sentences
            if screen.kind in (ScreenKind.KIT_END, ScreenKind.FINISHED):
                assert screen.sentence not in extent.sentences, "they lay out for themselves"
            if screen.warning:
                assert screen.warning in extent.warnings
            if screen.line and screen.line.kind is not LineKind.NOT_YET:
                assert screen.line.text in extent.lines
            forward(session, 1)


def test_a_task_without_warning_hint_or_check_has_no_strip() -> None:
    task = dental_kit()
    bare = task.model_copy(update={"items": (task.steps[0],)})
    assert not presenter().extent(begun(task=bare).plan).has_strip
    assert presenter().extent(begun().plan).has_strip


def whole_kit() -> tuple[Session, Presenter]:
    """A task whose last step looks at the whole kit, at that step."""
    kit = dental_kit()
    last = Step(text=text("Kijk naar de set.", en="Look at the kit."), photo="kit.jpg", check="alles")
    placed = [
        step.model_copy(update={"place": f"vak-{i}"}) if isinstance(step, Step) and step.check else step
        for i, step in enumerate(kit.items)
    ]
    places = {"kit.jpg": {"vak-3": REGION, "vak-4": rectangle(0.6, 0.4, 0.8, 0.6), "vak-6": rectangle(0, 0, 1, 0.2)}}
    task = kit.model_copy(update={"items": (*placed, last), "places": places})
    library = FakeLibrary([task], [PROBE, ROLLS, LID])
    checks = checks_that_count(task, library, Settings(), Profile(), "0")
    session = Session(plan(task, Profile(), checks))
    session.on(Opened())
    return forward(session, 6), Presenter(Profile(), "nl", load("nl"), checks)


def test_the_whole_kit_names_the_doubtful_place_and_ticks_the_others() -> None:
    session, words = whole_kit()
    assert [c.name for c, _ in words.checks["alles"].parts] == ["sonde", "rollen", "deksel"]
    session.on(CameraChanged(session.state.watch, True))
    verdict = Verdict(Answer.NOT_DONE, doubtful=("sonde",))
    session.on(VerdictGiven(session.state.watch, verdict))
    screen = words.screen(session)
    assert screen.sentence == "Kijk nog 1 keer naar de sonde."
    assert screen.line == StripLine(LineKind.NOT_YET, "Ik zie 2 van 3.")
    assert (screen.progress.label, screen.progress.section) == ("De hele set", "")
    assert screen.picture
    assert screen.picture.outline == REGION
    assert screen.picture.number == "3", "as the place is called"
    assert screen.picture.ticks == (rectangle(0.6, 0.4, 0.8, 0.6), rectangle(0, 0, 1, 0.2))
    assert screen.sentence in words.extent(session.plan).sentences


def test_done_on_a_checked_step_says_at_once_that_it_looks_and_done_stays_down() -> None:
    session, words = whole_kit()
    session.on(CameraChanged(session.state.watch, True))
    session.on(Pressed(Gesture.DONE))
    screen = words.screen(session)
    assert screen.line == StripLine(LineKind.LOOKING, "Ik kijk even.")
    assert [c.gesture for c in screen.controls if c.is_held] == [Gesture.DONE]
    session.on(VerdictGiven(session.state.watch, Verdict(Answer.NOT_DONE, doubtful=("sonde",))))
    assert not any(c.is_held for c in words.screen(session).controls)


def test_the_title_of_a_list_is_its_section_and_two_sections_share_no_page() -> None:
    profile = Profile(level=HelpLevel.LIST)
    items = [
        Section(title=text(name)) if name else Step(text=text("Leg 1 ring.")) for name in ("A", "", "", "B", "", "")
    ]
    task = dental_kit().model_copy(update={"items": tuple(items * 3)})
    session = Session(plan(task, profile))
    session.on(Opened())
    titles = []
    for _ in session.plan.pages:
        titles.append(presenter(profile=profile).screen(session).sentence)
        session.on(CoachPassed())
    assert titles == ["A", "B"] * 3


def test_of_the_whole_kit_the_voice_names_what_the_screen_names_and_again_once_one_is_right() -> None:
    session, words = whole_kit()
    watch = session.state.watch
    session.on(CameraChanged(watch, True))
    said = []
    for doubtful in (("sonde", "rollen"), ("rollen",), ("rollen",)):
        effects = session.on(VerdictGiven(watch, Verdict(Answer.NOT_DONE, doubtful=doubtful)))
        said += [words.utterance(session, effect.what) for effect in effects if isinstance(effect, Speak)]
        assert (session.state.watch, session.state.rung) == (watch, Rung.NONE), "it looks on: there is no help to open"
        assert words.screen(session).line is not None
    assert [u.words.split("\n") for u in said if u] == [
        ["Kijk nog 1 keer naar vak 3 en 4.", "Ik zie 1 van 3."],
        ["Kijk nog 1 keer naar rollen.", "Ik zie 2 van 3."],
    ]
    again = words.utterance(session, Saying.STEP)
    assert again == said[-1], "Hear again"
    assert session.state.tries == 2, "what made one place right is no try"


def test_the_whole_kit_names_every_doubtful_place_and_outlines_each() -> None:
    session, words = whole_kit()
    session.on(CameraChanged(session.state.watch, True))
    session.on(VerdictGiven(session.state.watch, Verdict(Answer.NOT_DONE, doubtful=("deksel", "sonde"))))
    screen = words.screen(session)
    assert screen.sentence == "Kijk nog 1 keer naar vak 3 en 6."
    assert screen.picture
    assert (screen.picture.outline, screen.picture.others) == (REGION, (rectangle(0, 0, 1, 0.2),))
    assert (screen.picture.number, screen.picture.ticks) == ("", (rectangle(0.6, 0.4, 0.8, 0.6),))
    assert "Kijk nog 1 keer naar vak 3, 4 en 6." in words.extent(session.plan).sentences


@pytest.mark.parametrize(
    ("doubtful", "expected"),
    [
        ((), "Kijk nog 1 keer naar de set."),
        (("a",), "Kijk nog 1 keer naar de a."),
        (("b", "a"), "Kijk nog 1 keer naar de a en de b."),
        (("d", "c", "b", "a"), "Kijk nog 1 keer naar de a, de b en de c."),
    ],
)
def test_places_without_a_number_are_named_by_what_goes_there(doubtful: tuple[str, ...], expected: str) -> None:
    parts = tuple((PROBE.model_copy(update={"name": n, "item": text(f"de {n}")}), None) for n in "abcd")
    kit = Check(name="alles", kind=CheckKind.KIT, region=REGION, parts=parts)
    said = look_again(dental_kit(), kit, Verdict(Answer.NOT_DONE, doubtful=doubtful), load("nl"), "nl")
    assert said == expected


def test_a_whole_kit_that_is_complete_is_a_step_like_any_other() -> None:
    session, words = whole_kit()
    judged(session, Answer.DONE)
    screen = words.screen(session)
    assert screen.sentence == "Kijk naar de set."
    assert screen.line == StripLine(LineKind.SEEN, "Ik zie 3 van 3.")


def test_short_shows_tiles_with_their_numbers_places_and_warnings() -> None:
    profile = Profile(level=HelpLevel.SHORT)
    screen = presenter(profile=profile).screen(forward(begun(profile, repeat=4), 1))
    assert (screen.kind, screen.sentence) == (ScreenKind.SHORT, "Vullen")
    assert screen.progress.label == "Stap 2 en 3 van 5"
    assert (screen.progress.now, screen.progress.until) == (2, 3)
    assert [(t.number, t.sentence, t.warning) for t in screen.tiles] == [
        ("2", "Leg 1 sonde in vak 2.", "De punt is scherp."),
        ("3", "Leg 4 rollen in vak 4.", ""),
    ]
    assert screen.tiles[0].picture
    assert screen.tiles[0].picture.outline == REGION


def test_done_with_a_check_is_answered_at_once() -> None:
    session = forward(begun(), 1)
    session.on(CameraChanged(session.state.watch, True))
    session.on(Pressed(Gesture.DONE))
    screen = presenter().screen(session)
    assert screen.line == StripLine(LineKind.LOOKING, "Ik kijk even.")
    assert [c.is_held for c in screen.controls] == [False, False, False, True]


def test_the_film_of_the_level_show_gives_way_to_the_place_and_the_film_of_help_stays() -> None:
    profile = Profile(level=HelpLevel.SHOW)
    session = forward(begun(profile), 1)
    picture = presenter(profile=profile).screen(session).picture
    assert picture and picture.film and picture.outline and picture.gives_way
    session = forward(begun(), 1)
    for _ in range(3):
        session.on(Pressed(Gesture.HELP))
    picture = presenter().screen(session).picture
    assert picture and picture.film and not picture.gives_way


def test_the_end_of_a_kit_shows_the_last_step_where_the_task_has_no_photo() -> None:
    session = begun(repeat=2, task=dental_kit(2).model_copy(update={"photo": None}))
    forward(session, 6)
    screen = presenter().screen(session)
    assert screen.kind is ScreenKind.KIT_END
    assert screen.picture and screen.picture.photo == FOLDER / "deksel.jpg"


def test_a_film_without_a_photo_behind_it_stays_on_its_last_picture() -> None:
    task = dental_kit()
    steps = [i.model_copy(update={"photo": None}) if isinstance(i, Step) else i for i in task.items]
    profile = Profile(level=HelpLevel.SHOW)
    session = forward(begun(profile, task=task.model_copy(update={"items": tuple(steps)})), 1)
    picture = presenter(profile=profile).screen(session).picture
    assert picture and picture.film and not picture.gives_way


def test_a_break_says_how_many_rows_of_a_list_are_done() -> None:
    profile = Profile(level=HelpLevel.LIST, checks=False)
    session = begun(profile)
    session.on(Ticked(1))
    session.on(Pressed(Gesture.BREAK))
    screen = presenter(profile=profile).screen(session)
    assert screen.second == "Je werk is bewaard. 1 van 5 is gedaan."
    assert screen.progress.label == "1 van 5 gedaan"


def test_at_a_break_between_steps_the_steps_before_it_are_done() -> None:
    session = forward(begun(repeat=2), 3)
    progress = presenter().screen(session).progress
    assert (progress.label, progress.now, progress.until) == ("3 van 5 gedaan", 4, 3)
    session = forward(session, 3)
    assert session.state.position.phase is Phase.KIT_END
    session.on(Pressed(Gesture.BREAK))
    progress = presenter().screen(session).progress
    assert (progress.label, progress.now, progress.until) == ("5 van 5 gedaan", 6, 5)


def test_a_row_that_help_opened_is_a_step_and_help_can_be_closed() -> None:
    profile = Profile(level=HelpLevel.LIST, checks=False)
    session = begun(profile)
    session.on(Ticked(0))
    session.on(Pressed(Gesture.HELP))
    screen = presenter(profile=profile).screen(session)
    assert (screen.kind, screen.sentence, screen.progress.label) == (
        ScreenKind.STEP,
        "Leg 1 sonde in vak 2.",
        "Stap 2 van 5",
    )
    assert [c.label for c in screen.controls if c.slot is ControlSlot.BACK] == ["Sluit hulp"]


def test_a_list_shows_rows_and_how_many_are_ticked() -> None:
    profile = Profile(level=HelpLevel.LIST, checks=False)
    session = begun(profile)
    session.on(Ticked(1))
    screen = presenter(profile=profile).screen(session)
    assert (screen.kind, screen.sentence) == (ScreenKind.LIST, "Controle-set")
    assert screen.progress.label == "1 van 5 gedaan"
    assert (screen.progress.now, screen.progress.until, screen.progress.section) == (2, 0, "")
    assert [t.is_ticked for t in screen.tiles] == [False, True, False]
    session.on(Pressed(Gesture.DONE))
    assert presenter(profile=profile).screen(session).sentence == "2 regels hebben nog geen vinkje."


@pytest.mark.parametrize("level", [HelpLevel.SHORT, HelpLevel.LIST])
@pytest.mark.parametrize("answer", list(Answer))
def test_the_extent_holds_all_that_the_pages_of_a_session_show(level: HelpLevel, answer: Answer) -> None:
    profile = Profile(level=level)
    session, words = begun(profile), presenter(profile=profile)
    extent = words.extent(session.plan)
    assert extent.page_size == max(len(page) for page in session.plan.pages)
    for _ in range(6):
        if session.state.watch:
            judged(session, answer)
        screen = words.screen(session)
        if screen.tiles:
            assert screen.sentence in extent.sentences
            assert {t.sentence for t in screen.tiles} <= {t.sentence for t in extent.tiles}
            assert screen.line is None or len(screen.line.text) <= max(len(line) for line in extent.page_lines)
        session.on(CoachPassed())
        session.on(Pressed(Gesture.DONE))


def test_a_page_that_the_camera_does_not_look_at_leaves_no_room_for_a_line() -> None:
    for level in (HelpLevel.SHORT, HelpLevel.LIST):
        unwatched = Profile(level=level, checks=False)
        assert presenter(profile=unwatched).extent(begun(unwatched).plan).page_lines == ()
    alone = Profile()
    assert presenter().extent(begun(alone).plan).page_size == 0


def test_a_page_is_read_aloud_whole_when_it_is_asked_for() -> None:
    profile = Profile(level=HelpLevel.SHORT)
    said = presenter(profile=profile).utterance(forward(begun(profile), 1), Saying.STEP)
    assert said
    assert said.words.splitlines() == ["Leg één sonde in vak twee.", "De punt is scherp.", "Leg 4 rollen in vak 4."]


def test_the_camera_counts_on_a_page() -> None:
    profile = Profile(level=HelpLevel.SHORT)
    session = forward(begun(profile), 1)
    session.on(CameraChanged(session.state.watch, True))
    session.on(VerdictGiven(session.state.watch, Verdict(Answer.NOT_DONE, doubtful=("rollen",))))
    assert presenter(profile=profile).screen(session).line == StripLine(LineKind.NOT_YET, "Ik zie 1 van 2.")


@pytest.mark.parametrize("level", HelpLevel)
@pytest.mark.parametrize("mark", Mark)
def test_a_warning_never_fades(level: HelpLevel, mark: Mark) -> None:
    """Whatever the help level and the mark: each warning of the task stands on the screen of its step, and is said."""
    made = plan(dental_kit(), Profile(level=level), ())
    numbers = range(1, len(made.items) + 1)
    session = Session(replace(made, marks=dict.fromkeys(numbers, mark), is_guided=True, offers_more=True))
    session.on(Opened())
    warnings = set[str]()
    while session.state.position.phase is not Phase.FINISHED:
        screen = presenter().screen(session)
        shown = {screen.warning, *(tile.warning for tile in screen.tiles)}
        for step in session.steps:
            if step.warning:
                assert step.warning.words in shown
                warnings.add(step.warning.words)
        session.on(Pressed(Gesture.DONE) if not session.steps else CoachPassed())
    assert warnings == {"De punt is scherp."}


def test_a_question_has_its_answers_in_the_learned_places() -> None:
    for topic in Topic:
        session = begun()
        session.on(Relaid(session.plan, Question(topic, HelpLevel.PHOTO)))
        screen = presenter().screen(session)
        assert screen.kind is ScreenKind.QUESTION
        assert screen.picture is not None
        said = {control.gesture for control in screen.controls} - {Gesture.HEAR}
        assert said == set(ANSWERS[topic])
        assert not any(mark in screen.sentence for mark in "!%")


def test_a_films_own_sound_comes_in_the_voices_stead_and_the_warning_after_it() -> None:
    """At the level *show* with the step, at the others behind Help (J10)."""
    task = dental_kit()
    step = task.steps[1].model_copy(update={"film": "sonde.mkv", "film_sound": True})
    heard = task.model_copy(update={"items": (step,)})
    expected = [(Path(FOLDER / "sonde.mkv"), "Leg één sonde in vak twee."), (None, "De punt is scherp.")]
    for level, saying in ((HelpLevel.SHOW, Saying.STEP), (HelpLevel.PHOTO, Saying.FILM)):
        said = presenter().utterance(begun(Profile(level=level), task=heard), saying)
        assert said
        assert [(part.recording, part.words) for part in said.parts] == expected
    spoken = presenter().utterance(begun(task=heard), Saying.STEP)
    assert spoken
    assert [part.recording for part in spoken.parts] == [None]


def test_the_recordings_of_a_page_are_heard_each_with_its_warning() -> None:
    """At *short* and *list* too a recording by the coach wins over the voice (W10), and no warning is lost."""
    kit = dental_kit()
    items = [
        item.model_copy(update={"sound": text("sonde.wav")}) if isinstance(item, Step) and item.warning else item
        for item in kit.items
    ]
    task = kit.model_copy(update={"items": tuple(items)})
    profile = Profile(level=HelpLevel.LIST)
    session = Session(plan(task, profile))
    session.on(Opened())
    assert len(session.steps) > 2
    said = presenter(profile=profile).utterance(session, Saying.STEP)
    assert said
    heard = [part.recording.name if part.recording else part.words for part in said.parts]
    at = heard.index("sonde.wav")
    assert heard[at + 1].startswith("De punt is scherp.")
    assert len(heard) == len(set(heard)) > 2
