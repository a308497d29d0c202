"""One long text in a task of 120 steps takes nothing from the others, at any level, text size and screen (W4, S1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.core.events import Opened, Pressed
from oss_app.core.plan import Plan, plan
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Phase, Position
from oss_app.core.session import Session
from oss_app.core.settings import Gesture
from oss_app.core.task import Break, Section, Task
from oss_app.core.text import Text
from oss_app.i18n import FOR_WORKERS, load
from oss_app.player.present import Presenter
from oss_app.player.screen import ControlSlot, LineKind, Screen, ScreenKind, StripLine
from oss_app.resources import instructions
from oss_app.taskfile.library import load as load_task
from oss_app.ui.kiosk.own_layout import words_of
from oss_app.ui.kiosk.player.grid_layout import GridLayout, RowGrid
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.sizes import CAPITAL, LEAST_LABEL_MM, REGULAR, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.lettering import Letters, fitted, keeps_words_whole, line_count
from tests.ui.conftest import HandClock

LONG = 40  # the item that is too long
SENTENCE = (
    "Pak eerst het lange smalle pincet uit de linker la onder de tafel en leg het daarna samen met de twee kleine "
    "haakjes en het witte doekje in het midden van vak 3, met de punt naar de bovenkant."
)
WARNING = "De punt van dit pincet is heel erg scherp, raak hem daarom nooit aan."
TITLE = "Een koffer vullen met alle controle-sets voor de tandarts van de school om de hoek vandaag"
SCREENS = {
    "1280x720": (1280, 720, 3.7),
    "1366x768": (1366, 768, 3.94),
    "1024x768": (1024, 768, 3.9),
    "1920x1080": (1920, 1080, 3.6),
    "3840x2160": (3840, 2160, 6.4),
    "1080x1920": (1080, 1920, 3.6),
}
EACH = [name if name in ("1280x720", "1024x768") else pytest.param(name, marks=pytest.mark.slow) for name in SCREENS]
DRAWN = {"1280x720": (856, 488), "1366x768": (913, 520), "1920x1080": (1393, 784), "3840x2160": (2853, 1605)}
"""The photo of a step in the drawings, at 100 %."""
LEAST_MM = 6.5 - 0.01


@cache
def task() -> Task:
    sample = load_task(instructions() / "tandarts").listing.task
    assert sample
    items: list[Section | object] = []
    for number in range(120):
        step = sample.steps[number % len(sample.steps)].model_copy(update={"check": None})
        if number % 12 == 0:
            items.append(Section(title=Text(words=f"Deel {number // 12 + 1}")))
        if number == LONG:
            step = step.model_copy(update={"text": Text(words=SENTENCE), "warning": Text(words=WARNING)})
        items.append(step)
    return sample.model_copy(update={"items": tuple(items), "title": Text(words=TITLE), "repeat": 2})


class Shown:
    """The task on one display, for one worker."""

    def __init__(
        self,
        view: PlayerView,
        clock: HandClock,
        profile: Profile,
        size: tuple[int, int, float],
        shown: Task,
        language: str,
    ) -> None:
        self.view, self.clock = view, clock
        self.mm = size[2]
        view.resize(*size[:2])
        self.presenter = Presenter(profile, language, load(language))
        self.plan: Plan = self.presenter.dealt(plan(shown, profile), lambda e: view.holds(profile, e, size[2]))
        view.set_profile(profile, self.presenter.extent(self.plan), size[2])

    def at(self, index: int, phase: Phase = Phase.STEP) -> Screen:
        session = Session(self.plan, Position(1, index, phase))
        session.on(Opened())
        screen = self.presenter.screen(session)
        self.view.show_screen(screen)
        self.clock.now += 1
        return screen


Show = Callable[..., Shown]


@pytest.fixture
def show(qtbot: QtBot, clock: HandClock) -> Iterator[Show]:
    views: list[PlayerView] = []

    def make(
        screen: str, level: HelpLevel, percent: int = 100, shown: Task | None = None, language: str = "nl"
    ) -> Shown:
        view = PlayerView(clock=clock)
        qtbot.addWidget(view)
        views.append(view)
        profile = Profile(level=level, text_percent=percent, reduced_motion=True)
        return Shown(view, clock, profile, SCREENS[screen], shown or task(), language)

    yield make
    for view in views:
        view.close_down()


def assert_whole(shown: Shown, screen: Screen, *, has_hint: bool = False) -> None:
    """Everything of a step is on the screen, nothing over anything else, no letter too low, and its picture there.

    That may be lower beside an open hint: it was there before, and is larger on the next rung.
    """
    view, layout = shown.view, shown.view.layout_of(screen)
    for px in (layout.sizes.sentence, layout.sizes.line):
        assert px * CAPITAL / shown.mm >= LEAST_MM
    lines = line_count([screen.sentence], layout.sentence.w, lambda t: measured(t, layout.sizes.sentence, SEMIBOLD))
    assert lines * layout.sizes.sentence_height <= layout.sentence.h + 2
    room = [layout.sentence, layout.photo, *(box for box in (layout.warning, layout.line) if box)]
    for box in room:
        assert box.inside(Box(0, 0, layout.width, layout.height))
        assert not any(box.overlaps(control) for control in layout.controls.values())
    assert layout.photo.h >= (14 if has_hint else 24) * shown.mm, "a picture is never dropped"
    assert view.button(ControlSlot.DONE).box == view.layout_for_now().controls[ControlSlot.DONE]


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("level", [HelpLevel.PHOTO, HelpLevel.SHORT, HelpLevel.LIST])
def test_every_letter_can_be_read_and_every_step_has_its_picture(
    show: Show, screen: str, percent: int, level: HelpLevel
) -> None:
    shown = show(screen, level, percent)
    done = None
    for page in shown.plan.pages[:12]:
        drawn = shown.at(page[0])
        place = shown.view.button(ControlSlot.DONE).box
        assert done in (None, place), "Done is where it was"
        done = place
        if drawn.kind is ScreenKind.STEP:
            assert_whole(shown, drawn)
            continue
        standing = shown.view.spread.standing
        assert isinstance(standing, GridLayout | RowGrid)
        assert standing.type.px * CAPITAL / shown.mm >= LEAST_MM
        assert standing.type.warning * CAPITAL / shown.mm >= LEAST_MM
        assert standing.picture >= 14 * shown.mm
        layout = shown.view.layout_of(drawn)
        floor = 6.5 * shown.mm / CAPITAL
        rows = line_count([TITLE], layout.sentence.w, lambda part, px=floor: measured(part, px, SEMIBOLD))
        leading = layout.sizes.sentence_height / layout.sizes.sentence
        assert rows * floor * leading <= layout.sentence.h + 2, "the title above them"
    assert_whole(shown, shown.at(LONG)) if (LONG,) in shown.plan.pages else None


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 180, 200])
@pytest.mark.parametrize("level", [HelpLevel.SHORT, HelpLevel.LIST])
@pytest.mark.parametrize("count", [2, 3])
def test_a_long_title_above_all_steps_of_a_task_can_be_read(
    show: Show, screen: str, percent: int, level: HelpLevel, count: int
) -> None:
    steps = [step.model_copy(update={"check": None}) for step in task().steps[:count]]
    shown = show(screen, level, percent, task().model_copy(update={"items": tuple(steps)}))
    for page in shown.plan.pages:
        drawn = shown.at(page[0])
        if drawn.kind is not ScreenKind.STEP:
            layout = shown.view.layout_of(drawn)
            letters = Letters(layout.sizes.sentence, SEMIBOLD, layout.sizes.sentence_height, "")
            box = QRectF(0, 0, layout.sentence.w, layout.sentence.h)
            assert fitted(drawn.sentence, box, letters)[1].px * CAPITAL / shown.mm >= LEAST_MM


def of_two(*, hint: str = WARNING) -> Task:
    """A task in which long texts are the half of all: a long sentence, a long warning, a long hint."""
    first, second = task().steps[:2]
    steps = (
        first.model_copy(update={"text": Text(words=SENTENCE)}),
        second.model_copy(update={"warning": Text(words=WARNING), "hint": Text(words=hint)}),
    )
    return task().model_copy(update={"items": steps})


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 200])
def test_in_a_task_of_two_steps_a_long_text_sets_nothing_small_either(show: Show, screen: str, percent: int) -> None:
    shown = show(screen, HelpLevel.PHOTO, percent, of_two())
    assert shown.view.layout_for_now().scale >= 1
    for index in (0, 1):
        assert_whole(shown, shown.at(index))
    session = Session(shown.plan, Position(1, 1, Phase.STEP))
    for event in (Opened(), Pressed(Gesture.HELP)):
        session.on(event)
    helped = shown.presenter.screen(session)
    shown.view.show_screen(helped)
    assert_whole(shown, helped, has_hint=True)


def of_words(*steps: tuple[str, str, str]) -> Task:
    """A task without a photo, of sentences with their warning and hint."""
    made = [
        task()
        .steps[0]
        .model_copy(
            update={
                "text": Text(words=sentence),
                "warning": Text(words=warning) if warning else None,
                "hint": Text(words=hint) if hint else None,
                "photo": None,
            }
        )
        for sentence, warning, hint in steps
    ]
    return task().model_copy(update={"items": tuple(made)})


@pytest.mark.parametrize("screen", ["1280x720", "1024x768"])
@pytest.mark.parametrize("percent", [100, 200])
def test_without_a_photo_a_long_step_is_read_from_the_top_and_help_moves_no_sentence(
    show: Show, screen: str, percent: int
) -> None:
    sentence = "Sorteer al het wasgoed op kleur, want wit en bont gaan niet samen in de machine."
    warning = f"{WARNING} {WARNING}"
    shown = show(screen, HelpLevel.PHOTO, percent, of_words(*[(sentence, warning, "Kijk naar de poster.")] * 4))
    layout = shown.view.layout_of(shown.at(0))
    assert layout.warning
    assert layout.sentence.bottom <= layout.warning.y
    session = Session(shown.plan, Position(1, 0, Phase.STEP))
    for event in (Opened(), Pressed(Gesture.HELP)):
        session.on(event)
    assert shown.view.layout_of(shown.presenter.screen(session)).sentence.y == layout.sentence.y


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("word", ["DROGEN", "Pallethoogteverstelinrichtingsknop"])
@pytest.mark.parametrize("photo", [True, False])
def test_no_word_is_broken_that_has_room_in_smaller_letters(show: Show, screen: str, word: str, photo: bool) -> None:
    made = of_words(*[(word, word, "")] * 2)
    if photo:
        picture = task().steps[0].photo
        steps = tuple(step.model_copy(update={"photo": picture}) for step in made.steps)
        made = made.model_copy(update={"items": steps})
    shown = show(screen, HelpLevel.PHOTO, 200, made)
    drawn = shown.at(0)
    layout = shown.view.layout_of(drawn)
    assert keeps_words_whole(word, layout.sentence.w, lambda part: measured(part, layout.sizes.sentence, SEMIBOLD))
    assert layout.warning
    room = layout.warning.w - layout.margin * 1.2 - layout.sizes.line * 1.85
    assert keeps_words_whole(word, room, lambda part: measured(part, layout.sizes.line, SEMIBOLD))


@pytest.mark.parametrize("kind", [LineKind.NO_SOUND, LineKind.SEEN])
def test_a_line_under_a_long_warning_takes_no_more_rows_than_are_drawn(show: Show, kind: LineKind) -> None:
    shown = show("1280x720", HelpLevel.PHOTO, 200)
    screen = shown.at(LONG)
    weight = SEMIBOLD if kind is LineKind.SEEN else REGULAR
    for letters in range(12, 60):
        line = StripLine(kind, "Er is geen geluid bij deze stap, lees daarom eerst de zin."[:letters])
        layout = shown.view.layout_of(replace(screen, line=line))
        assert layout.line
        px, room = layout.sizes.line, layout.line.w - 1.2 * layout.margin - 1.85 * layout.sizes.line
        rows = line_count([line.text], room, lambda part, px=px: measured(part, px, weight))
        assert layout.line.h <= 1.75 * px + (rows - 1) * layout.sizes.line_height + 1


SIXTY = (
    f"{SENTENCE[:-1]}, en kijk of het licht op de tafel groen is, want anders moet je de la nog een keer open en weer "
    "dicht doen voor je verder gaat met de volgende set van deze koffer."
)


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("level", [HelpLevel.PHOTO, HelpLevel.SHORT, HelpLevel.LIST])
def test_sixty_words_and_a_warning_at_double_size_can_be_read_beside_their_photo(
    show: Show, screen: str, level: HelpLevel
) -> None:
    assert len(SIXTY.split()) >= 60
    first, second = task().steps[:2]
    long = first.model_copy(update={"text": Text(words=SIXTY), "warning": Text(words=WARNING)})
    shown = show(screen, level, 200, task().model_copy(update={"items": (long, second)}))
    drawn = shown.at(0)
    assert drawn.kind is ScreenKind.STEP
    layout = shown.view.layout_of(drawn)
    assert_whole(shown, drawn, has_hint=True)
    assert min(layout.sizes.sentence, layout.sizes.line) * CAPITAL / shown.mm >= LEAST_MM
    shown.at(1)
    assert shown.view.button(ControlSlot.DONE).box == layout.controls[ControlSlot.DONE]


def test_two_steps_on_a_wide_page_have_pictures_of_all_that_their_words_leave(show: Show) -> None:
    steps = tuple(step.model_copy(update={"check": None}) for step in task().steps[2:4])
    shown = show("1920x1080", HelpLevel.SHORT, 100, task().model_copy(update={"items": steps}))
    shown.at(0)
    standing = shown.view.spread.standing
    assert isinstance(standing, GridLayout)
    assert len(standing.cells) == 2
    assert standing.picture >= 0.7 * standing.cells[0].h, "no lower third that is empty"


def test_two_short_rows_in_a_narrow_room_keep_their_pictures(show: Show) -> None:
    long = task().steps[0].model_copy(update={"text": Text(words="Pak de fles."), "warning": Text(words=SIXTY)})
    short = [task().steps[0].model_copy(update={"text": Text(words=words)}) for words in ("Wacht.", "Spoel na.")]
    shown = show("1280x720", HelpLevel.LIST, 150, task().model_copy(update={"items": (long, long, *short)}))
    for page in shown.plan.pages:
        shown.at(page[0])
        if len(page) > 1:
            assert shown.view.spread.standing
            assert shown.view.spread.standing.picture >= 14 * shown.mm


def joined(texts: Iterable[str]) -> list[str]:
    return " ".join(texts).split()


def assert_nothing_is_lost(shown: Shown, screen: Screen) -> None:
    """In letters that can be read and beside its picture each word stands on one of the parts, turned one by one."""
    view, parts = shown.view, shown.view.parts_of(screen)
    first = view.layout_of(screen)
    for part in parts:
        words, layout = part
        assert view.layout_of(screen) == layout
        for px in (layout.sizes.sentence, layout.sizes.line):
            assert px * CAPITAL / shown.mm >= LEAST_MM
        assert layout.photo.h >= 14 * shown.mm, "a picture is never dropped"
        px, high = layout.sizes.sentence, layout.sizes.sentence_height
        rows = line_count([words.sentence], layout.sentence.w, lambda t, px=px: measured(t, px, SEMIBOLD))
        assert not words.sentence or rows * high <= layout.sentence.h + 2
        beside, px = layout.margin * 1.2 + layout.sizes.line * 1.85, layout.sizes.line
        for text, box, weight in ((words.warning, layout.warning, SEMIBOLD), (words.line, layout.line, REGULAR)):
            assert box or not text
            if box and text:
                rows = line_count([text], box.w - beside, lambda t, px=px, w=weight: measured(t, px, w))
                assert rows * layout.sizes.line_height <= box.h + 2
        stood = [box for box in (layout.sentence, layout.warning, layout.line, layout.photo, layout.turn) if box]
        for one, other in combinations([box for box in stood if box.h], 2):
            assert not one.overlaps(other)
        for box in stood:
            assert box.inside(Box(0, 0, layout.width, layout.height))
            assert not any(box.overlaps(control) for control in layout.controls.values())
        if layout.turn:
            assert min(layout.turn.w, layout.turn.h) >= 20 * shown.mm
            assert view.turn.label_px * CAPITAL / shown.mm >= 3.8
            view.turn.click()
            shown.clock.now += 1
    assert view.layout_of(screen) == first, "after the last part comes the first"
    assert (len(parts) > 1) == view.turn.isVisibleTo(view)
    whole = words_of(screen)
    for field, text in enumerate(whole):
        dealt = [part.words[field] for part in parts if part.words[field]]
        stays = len(set(dealt)) <= 1  # on each part
        assert joined(dealt[:1] if stays else dealt) == text.split()


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("sentence", [95, 1000], ids=["95 words", "1000 letters"])
@pytest.mark.parametrize("warning", ["", WARNING, "endless"], ids=["no warning", "a warning", "1000 letters"])
def test_however_long_all_words_can_be_read_beside_the_picture(
    show: Show, screen: str, percent: int, sentence: int, warning: str
) -> None:
    long = " ".join(f"{number}. {SIXTY}" for number in range(1, 5))
    words = long[:1000] if sentence == 1000 else " ".join(long.split()[:sentence])
    warned = Text(words=long[:1000] if warning == "endless" else warning) if warning else None
    first, second = task().steps[:2]
    step = first.model_copy(update={"text": Text(words=words), "warning": warned})
    shown = show(screen, HelpLevel.PHOTO, percent, task().model_copy(update={"items": (step, second)}))
    assert_nothing_is_lost(shown, shown.at(0))


@pytest.mark.parametrize("screen", ["1280x720", "1366x768"])
@pytest.mark.parametrize("line", [None, StripLine(LineKind.NO_SOUND, "Er is geen geluid. Lees de zin.")])
def test_words_that_are_dealt_out_leave_a_photo_in_which_something_is_seen(
    show: Show, screen: str, line: StripLine | None
) -> None:
    short = task().steps[0]
    long = short.model_copy(update={"text": Text(words=" ".join([SENTENCE] * 3)), "warning": None})
    shown = show(screen, HelpLevel.PHOTO, 200, task().model_copy(update={"items": (*[short] * 7, long)}))
    others = shown.view.layout_of(shown.at(0)).photo
    parts = shown.view.parts_of(replace(shown.at(7), line=line))
    assert len(parts) > 1
    photo = parts[0].layout.photo
    assert min(photo.w, photo.h * 16 / 9) >= 0.5 * min(others.w, others.h * 16 / 9)


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 200])
def test_a_hint_without_end_is_read_first_where_it_was_asked_for(show: Show, screen: str, percent: int) -> None:
    shown = show(
        screen, HelpLevel.PHOTO, percent, of_two(hint=" ".join(f"{number}. {SENTENCE}" for number in range(4)))
    )
    session = Session(shown.plan, Position(1, 1, Phase.STEP))
    session.on(Opened())
    before = shown.presenter.screen(session)
    shown.view.show_screen(before)
    shown.clock.now += 1
    shown.view.turn.click()
    shown.clock.now += 1
    session.on(Pressed(Gesture.HELP))
    helped = shown.presenter.screen(session)
    shown.view.show_screen(helped)
    assert shown.view.parts_of(helped)[0].words.line
    assert shown.view.layout_of(helped) == shown.view.parts_of(helped)[0].layout
    shown.clock.now += 1
    assert_nothing_is_lost(shown, helped)
    shown.view.grab()


def pedal(shown: Shown, key: Qt.Key) -> None:
    QTest.keyClick(shown.view, key)
    shown.clock.now += 1


def in_parts(show: Show) -> tuple[Shown, Screen, list[Gesture]]:
    """A step of three parts or more, and what is made on its screen."""
    step = task().steps[0].model_copy(update={"text": Text(words=" ".join([SIXTY] * 3))})
    shown = show("1024x768", HelpLevel.PHOTO, 200, task().model_copy(update={"items": (task().steps[1], step)}))
    made: list[Gesture] = []
    shown.view.pressed.connect(made.append)
    screen = shown.at(1)
    assert len(shown.view.parts_of(screen)) > 2
    return shown, screen, made


@pytest.mark.parametrize("key", [Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_one_switch_turns_through_all_words_and_is_then_done(show: Show, key: Qt.Key) -> None:
    shown, screen, made = in_parts(show)
    for part in shown.view.parts_of(screen):
        assert made == []
        assert shown.view.layout_of(screen) == part.layout
        pedal(shown, key)
    assert made == [Gesture.DONE]


def test_two_pedals_turn_on_and_back_before_they_are_done_or_go_a_step_back(show: Show) -> None:
    shown, screen, made = in_parts(show)
    parts = shown.view.parts_of(screen)
    pedal(shown, Qt.Key.Key_PageDown)
    pedal(shown, Qt.Key.Key_PageUp)
    assert shown.view.layout_of(screen) == parts[0].layout
    for _ in parts[1:]:
        pedal(shown, Qt.Key.Key_PageDown)
    pedal(shown, Qt.Key.Key_PageUp)
    assert shown.view.layout_of(screen) == parts[-2].layout
    pedal(shown, Qt.Key.Key_PageDown)
    assert made == [], "who turned back comes on again, and is not done"
    assert shown.view.layout_of(screen) == parts[-1].layout
    pedal(shown, Qt.Key.Key_PageDown)
    assert made == [Gesture.DONE]
    for _ in parts[1:]:
        pedal(shown, Qt.Key.Key_PageUp)
    assert made == [Gesture.DONE]
    pedal(shown, Qt.Key.Key_PageUp)
    assert made == [Gesture.DONE, Gesture.BACK]


def test_a_held_pedal_turns_once_and_a_finger_on_done_is_done(show: Show) -> None:
    shown, screen, made = in_parts(show)
    QTest.keyClick(shown.view, Qt.Key.Key_PageDown)
    QTest.keyClick(shown.view, Qt.Key.Key_PageDown)
    assert shown.view.layout_of(screen) == shown.view.parts_of(screen)[1].layout
    shown.clock.now += 1
    QTest.mouseClick(shown.view.button(ControlSlot.DONE), Qt.MouseButton.LeftButton)
    assert made == [Gesture.DONE]


def test_the_next_step_begins_with_its_first_words_again(show: Show) -> None:
    shown, screen, made = in_parts(show)
    for _ in shown.view.parts_of(screen):
        pedal(shown, Qt.Key.Key_PageDown)
    assert made == [Gesture.DONE]
    again = replace(screen, turn=screen.turn + 1)
    shown.view.show_screen(again)
    shown.clock.now += 1
    assert shown.view.layout_of(again) == shown.view.parts_of(again)[0].layout


@pytest.mark.parametrize("screen", ["1024x768", "1280x720"])
def test_the_last_words_of_a_task_can_be_as_long(show: Show, screen: str) -> None:
    done = Text(words=" ".join([SIXTY] * 4)[:1000])
    shown = show(screen, HelpLevel.PHOTO, 200, task().model_copy(update={"done": done, "repeat": 1}))
    assert_nothing_is_lost(shown, shown.at(0, Phase.FINISHED))


@pytest.mark.parametrize("language", ["tr", "ar"])
def test_a_break_in_a_narrow_room_is_beside_the_controls_and_above_the_door(show: Show, language: str) -> None:
    words = "Kutuyu kapağı ile birlikte al." if language == "tr" else "ضع العلبة مع الغطاء على الطاولة."
    steps = tuple(
        step.model_copy(update={"check": None, "warning": Text(words=words), "hint": Text(words=words)})
        for step in task().steps[:2]
    )
    items = (steps[0], Break(text=Text(words=words)), steps[1])
    shown = show("1024x768", HelpLevel.PHOTO, 200, task().model_copy(update={"items": items}), language)
    session = Session(shown.plan, Position(1, 1, Phase.BREAK_POINT))
    session.on(Opened())
    drawn = replace(shown.presenter.screen(session), door=load(language)("Coach"))
    shown.view.show_screen(drawn)
    shown.clock.now += 1
    layout = shown.view.layout_of(drawn)
    room = layout.room_to_speak([control.slot for control in drawn.controls], has_door=True)
    assert room.h >= 50 * shown.mm
    door = shown.view.door.box
    for other in (room, *(layout.controls[control.slot] for control in drawn.controls)):
        assert not door.overlaps(other)
    for part in shown.view.parts_of(drawn):
        assert shown.view.layout_of(drawn) == part.layout
        if part.layout.turn:
            assert shown.view.turn.label_px * CAPITAL / shown.mm >= LEAST_LABEL_MM - 0.01
        shown.view.turn.click()
        shown.clock.now += 1


def test_words_without_spaces_are_dealt_out_too(show: Show) -> None:
    thai = "วางหัววัดหนึ่งอันลงในช่องสองแล้วปิดฝา" * 20
    step = task().steps[0].model_copy(update={"text": Text(words=thai)})
    shown = show("1024x768", HelpLevel.PHOTO, 200, task().model_copy(update={"items": (step, task().steps[1])}))
    screen = shown.at(0)
    parts = shown.view.parts_of(screen)
    assert len(parts) > 1
    assert "".join(part.words.sentence for part in parts) == thai


@pytest.mark.parametrize("screen", DRAWN)
def test_the_others_have_the_photo_of_the_drawings(show: Show, screen: str) -> None:
    shown = show(screen, HelpLevel.PHOTO)
    for index in (0, LONG - 1, LONG + 1, 119):
        layout = shown.view.layout_of(shown.at(index))
        assert (layout.photo.w, layout.photo.h) == pytest.approx(DRAWN[screen], abs=12)
    assert shown.view.layout_of(shown.at(LONG)).photo.h < DRAWN[screen][1]


def of_many(long: int) -> Task:
    """A task of 120 steps, of which so many are long, evenly among the others; the first is not."""
    short = task().steps[0].model_copy(update={"text": Text(words="Pak pincet 2."), "warning": None})
    words = short.model_copy(update={"text": Text(words=SENTENCE), "warning": Text(words=WARNING)})
    where = {1 + int((number + 0.5) * 119 / long) for number in range(long)}
    return task().model_copy(update={"items": tuple(words if i in where else short for i in range(120))})


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_however_many_are_long_the_others_keep_the_size_that_was_chosen_and_their_photo(
    show: Show, screen: str, percent: int
) -> None:
    without = show(screen, HelpLevel.PHOTO, percent, of_many(0))
    most = without.view.layout_of(without.at(0)).photo
    for long in (1, 5, 30, 60, 110):
        shown = show(screen, HelpLevel.PHOTO, percent, of_many(long))
        drawn = shown.at(0)
        layout = shown.view.layout_of(drawn)
        assert layout.scale == percent / 100
        assert layout == shown.view.layout_for_now(), "where all steps are that say no more than it"
        assert min(layout.photo.w, layout.photo.h * 16 / 9) >= 0.75 * min(most.w, most.h * 16 / 9)
        index = next(index for index, step in enumerate(of_many(long).steps) if step.warning)
        assert_whole(shown, shown.at(index))


@pytest.mark.parametrize("screen", ["1280x720", "1366x768"])
def test_one_long_text_among_eight_takes_no_picture_either(show: Show, screen: str) -> None:
    sample = load_task(instructions() / "tandarts").listing.task
    assert sample
    long = sample.steps[3].model_copy(
        update={
            "text": Text(words="Leg nu 1 rechte sonde met de punt naar voren in het lange vak 2."),
            "warning": Text(words="De punt van de sonde is scherp, pak hem bij de steel."),
        }
    )
    items = tuple(long if item is sample.steps[3] else item for item in sample.items)
    shown = show(screen, HelpLevel.PHOTO, shown=sample.model_copy(update={"items": items}))
    layout = shown.view.layout_of(shown.at(0))
    assert (layout.photo.w, layout.photo.h) == pytest.approx(DRAWN[screen], abs=12)
    for level in (HelpLevel.SHORT, HelpLevel.LIST):
        shown = show(screen, level, shown=sample.model_copy(update={"items": items}))
        for page in shown.plan.pages:
            if len(page) > 1:
                shown.at(page[0])
                assert shown.view.spread.standing
                assert shown.view.spread.standing.picture >= 14 * shown.mm


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("level", [HelpLevel.SHORT, HelpLevel.LIST])
def test_letters_that_stand_higher_take_no_picture(show: Show, screen: str, percent: int, level: HelpLevel) -> None:
    words = ("ضع المسبار رقم AB-1234/5 في القسم 2.", "افتح الغطاء بيدك اليمنى.", "خُذْ مِرْآةً وَاحِدَةً مِنَ الْعُلْبَةِ.")
    warned = Text(words="الطرف حاد جدا. انتبه!")
    steps = [
        task()
        .steps[number]
        .model_copy(update={"text": Text(words=words[number % 3]), "warning": warned if number % 2 else None})
        for number in range(8)
    ]
    arabic = task().model_copy(update={"language": "ar", "items": tuple(steps), "title": Text(words="تجهيز 12 حقيبة")})
    shown = show(screen, level, percent, arabic, "ar")
    for page in shown.plan.pages:
        shown.at(page[0])
        if len(page) > 1:
            assert shown.view.spread.standing
            assert shown.view.spread.standing.picture >= 14 * shown.mm


@pytest.mark.parametrize("language", ["nl", "ar", "uk"])
@pytest.mark.parametrize("level", [HelpLevel.PHOTO, HelpLevel.SHORT, HelpLevel.LIST])
def test_on_a_small_screen_too_the_words_are_as_large_as_was_chosen(
    show: Show, language: str, level: HelpLevel
) -> None:
    sample = load_task(instructions() / "tandarts").listing.task
    shown = show("1024x768", level, 200, sample, language)
    assert shown.view.layout_of(shown.at(0)).scale == 2


@pytest.mark.parametrize("screen", EACH)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("level", [HelpLevel.PHOTO, HelpLevel.LIST])
def test_more_help_can_be_read_beside_help(show: Show, screen: str, percent: int, level: HelpLevel) -> None:
    sample = load_task(instructions() / "tandarts").listing.task
    for language in ("nl", "en", *sorted(FOR_WORKERS)):
        shown = show(screen, level, percent, sample, language)
        drawn = replace(shown.at(0), more=load(language)("More help"))
        shown.view.show_screen(drawn)
        layout, more = shown.view.layout_of(drawn), shown.view.more
        labels = [more, *(shown.view.button(control.slot) for control in drawn.controls)]
        assert min(button.label_px for button in labels) * CAPITAL / shown.mm >= LEAST_LABEL_MM - 0.01
        assert min(more.box.w, more.box.h) >= 20 * shown.mm - 1
        others = [shown.view.button(slot).box for slot in ControlSlot]
        for one, other in combinations([more.box, *others], 2):
            assert not one.overlaps(other)
        assert others[-1] == layout.controls[ControlSlot.DONE]


def test_a_page_of_a_list_holds_several_rows_on_a_small_screen_too(show: Show) -> None:
    for screen in ("1280x720", "1366x768", "1920x1080"):
        lengths = [len(page) for page in show(screen, HelpLevel.LIST).plan.pages]
        assert sum(lengths) / len(lengths) >= 4


@pytest.mark.parametrize("percent", [100, 200])
def test_the_end_of_a_kit_and_the_end_have_a_photo_that_is_no_smaller(show: Show, percent: int) -> None:
    shown = show("1280x720", HelpLevel.PHOTO, percent)
    step = shown.view.layout_of(shown.at(0))
    end = shown.view.layout_of(shown.at(119, Phase.KIT_END))
    assert end.photo.h >= step.photo.h
    assert end.controls == step.controls
    assert end.photo.y - end.sentence.bottom < 2 * end.margin, "no void between the words and the photo"


def test_a_step_without_a_photo_says_its_sentence_large_in_its_place(show: Show) -> None:
    steps = tuple(step.model_copy(update={"photo": None, "film": None}) for step in task().steps[:8])
    shown = show("1280x720", HelpLevel.PHOTO, shown=task().model_copy(update={"items": steps}))
    screen = shown.at(0)
    layout, usual = shown.view.layout_of(screen), shown.view.layout_for_now()
    assert layout.sizes.sentence > 1.5 * usual.sizes.sentence
    assert layout.sentence.h > usual.photo.h / 2
    assert not any(layout.sentence.overlaps(control) for control in layout.controls.values())
    shown.view.grab()


def test_an_empty_strip_alone_is_ground_and_nothing_to_fill_in(show: Show) -> None:
    shown = show("1280x720", HelpLevel.PHOTO)
    shown.at(1)
    layout, image = shown.view.layout_for_now(), shown.view.grab().toImage()
    strip = layout.strip
    assert strip
    assert not layout.attached
    colours = {image.pixel(x, y) for x in range(strip.x, strip.right, 7) for y in range(strip.y, strip.bottom, 5)}
    assert colours == {image.pixel(2, strip.y)}
