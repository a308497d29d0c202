"""The start: cards and tiles, pages, refusals, keys, and sizes over all screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.keyboard import HOLD_S
from oss_app.ui.kiosk.sizes import CAPITAL
from oss_app.ui.kiosk.start.card import Card
from oss_app.ui.kiosk.start.card_layout import CardLayout, arranged, pages
from oss_app.ui.kiosk.start.screen import StartScreen
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from tests.ui.conftest import HandClock
from tests.ui.screens import CARDS, LANGUAGE, STARTS, STILL, TASKS, WHAT, WHAT_MANY, WHO, WHO_MANY

SIZES = [
    (1280, 720, 3.7),
    (1366, 768, 3.97),
    (1920, 1080, 3.6),
    (1920, 1080, 5.57),
    (3840, 2160, 6.425),
    (1080, 1920, 3.6),
]
ShowStart = Callable[..., StartView]


@pytest.fixture
def start(qtbot: QtBot, clock: HandClock) -> Iterator[ShowStart]:
    views: list[StartView] = []

    def make(
        screen: StartScreen, profile: Profile = STILL, size: tuple[int, int, float] = (1280, 720, 3.7)
    ) -> StartView:
        view = StartView(clock=clock)
        qtbot.addWidget(view)
        views.append(view)
        view.resize(size[0], size[1])
        view.set_profile(profile, size[2])
        view.show()
        view.activateWindow()
        view.show_start(screen)
        clock.now += 1
        return view

    yield make
    for view in views:
        view.close_down()


def cards(view: StartView) -> list[Card]:
    return [card for card in view.findChildren(Card) if card.isVisible()]


def words(view: StartView) -> list[str]:
    return [card.choice.word for card in cards(view)]


def click(view: StartView, word: str, clock: HandClock) -> None:
    card = next(card for card in cards(view) if card.choice.word == word)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    clock.now += 1


def key(view: StartView, key: Qt.Key, clock: HandClock, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.keyboard.up):
        QTest.keyClick(view.focusWidget() or view, key)
        clock.now += HOLD_S + 0.01
    clock.now += 1


def standing(where: CardLayout, screen: StartScreen) -> dict[str, Box]:
    found = {f"card {n}": cell for n, cell in enumerate(where.cells)} | {"title": where.title}
    found |= {c.slot.value: where.controls[c.slot] for c in screen.controls}
    if screen.door:
        found["door"] = where.door
    if screen.globe:
        found["globe"] = where.globe
    return found


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", STARTS)
def test_cards_are_large_apart_and_on_the_screen(size: tuple[int, int, float], scale: float, name: str) -> None:
    screen, (width, height, mm) = STARTS[name], size
    where = arranged(screen, width, height, mm, scale, measured)
    boxes = standing(where, screen)
    for what, box in boxes.items():
        assert box.inside(Box(0, 0, width, height)), what
        if what != "title":
            assert min(box.w, box.h) >= max(20 * mm, 44), what
    for (one, first), (other, second) in combinations(boxes.items(), 2):
        assert not first.overlaps(second), (one, other)
    for first, second in combinations(where.cells, 2):
        apart = max(first.x - second.right, second.x - first.right, first.y - second.bottom, second.y - first.bottom)
        assert apart >= 8 * mm
    assert len(where.cells) >= 2, "one card alone could not turn the page"


LONG_TITLES = (
    "Een koffer vullen met alle controle-sets voor de tandarts van de school om de hoek vandaag",
    "De instrumenten van de tandarts schoonmaken, drogen en dan netjes in de bak leggen op tafel",
    "Boormachines van de werkplaats inpakken met alle accessoires, een boekje en een garantiekaart",
    "Schroeven sorteren op lengte en dikte en daarna tellen en inpakken in zakjes van vijftig stuks",
)


@pytest.mark.parametrize("size", [*SIZES, (1024, 768, 3.9)], ids=str)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("long", [(1,), (0, 1, 2, 3)], ids=["one of all", "all"])
def test_titles_of_90_letters_can_be_read_each_beside_its_picture(
    start: ShowStart, clock: HandClock, size: tuple[int, int, float], percent: int, long: tuple[int, ...]
) -> None:
    choices = tuple(
        replace(choice, key=str(at), word=LONG_TITLES[at] if at in long else f"Tafel {at} dekken")
        for at, choice in enumerate((WHAT.choices * 2)[:4])
    )
    view = start(replace(WHAT, choices=choices), STILL.model_copy(update={"text_percent": percent}), size)
    seen: set[str] = set()
    for _ in range(8):
        for card in cards(view):
            if card.choice.key:
                seen.add(card.choice.key)
                assert card.word_px * CAPITAL / size[2] >= 6.5 - 0.02
                assert min(card.wanted.width / 1.2, card.wanted.height) >= 24 * size[2] - 2 if card.wanted else False
        if len(seen) == 4:
            break
        click(view, WHAT.more, clock)
    assert len(seen) == 4


def test_words_beside_a_picture_keep_off_the_edge_of_their_card(start: ShowStart) -> None:
    titles = ("Doosje met schroeven inpakken", "Ontbijtblad klaarzetten", "Controle-set voor de tandarts")
    choices = tuple(replace(WHAT.choices[0], key=word, word=word) for word in titles)
    view = start(replace(WHAT, choices=choices), STILL.model_copy(update={"text_percent": 200}), (1280, 720, 3.78))
    for card in cards(view):
        image = card.grab().toImage()
        for rows in (range(16, 21), range(image.height() - 21, image.height() - 16)):  # within its edge
            words = {image.pixel(x, y) for y in rows for x in range(image.width() * 2 // 5, image.width() - 30)}
            assert len(words) == 1, card.choice.word


@pytest.mark.usefixtures("qapp")
def test_a_desk_shows_six_workers_and_four_tasks() -> None:
    assert len(arranged(WHO, 1920, 1080, 3.6, 1.0, measured).cells) == 6
    assert len(arranged(WHAT, 1920, 1080, 3.6, 1.0, measured).cells) == 4


@pytest.mark.usefixtures("qapp")
def test_controls_stand_where_they_stand_on_a_step() -> None:
    where = arranged(WHAT, 1920, 1080, 3.6, 1.0, measured)
    assert where.controls == where.layout.controls
    assert where.cells[0].y == where.layout.photo.y
    assert where.cells[-1].bottom == pytest.approx(where.layout.photo.bottom, abs=2)


def test_a_card_is_chosen_by_one_act(start: ShowStart, clock: HandClock) -> None:
    view, chosen = start(WHO), []
    view.chosen.connect(chosen.append)
    click(view, "Kat", clock)
    assert chosen == ["cat"]


def test_a_double_click_chooses_once(start: ShowStart) -> None:
    view, chosen = start(WHO), []
    view.chosen.connect(chosen.append)
    card = cards(view)[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert chosen == ["flower"]


def test_more_cards_are_on_further_pages_and_more_stays_in_its_place(start: ShowStart, clock: HandClock) -> None:
    view, chosen = start(WHO_MANY), []
    view.chosen.connect(chosen.append)
    assert words(view) == ["Bloem", "Koffie", "Kat", "Toren", "Raket", "Meer"]
    more = cards(view)[-1].box
    click(view, "Meer", clock)
    assert words(view) == ["Heelal", "Vis", "Meer"]
    assert cards(view)[-1].box == more
    click(view, "Vis", clock)
    assert chosen == ["fish"]
    click(view, "Meer", clock)
    assert words(view)[0] == "Bloem"


@pytest.mark.parametrize("scale", [100, 200])
def test_one_key_walks_to_the_last_of_thirty_cards_and_another_chooses(
    start: ShowStart, clock: HandClock, qtbot: QtBot, scale: int
) -> None:
    """A pedal with two switches: over the cards of a page to More, which the other turns, to the last card of all."""
    many = tuple(replace(CARDS[0], key=f"photo-{n}", word=f"Kaart {n}") for n in range(1, 31))
    view, chosen = start(replace(WHO, choices=many), STILL.model_copy(update={"text_percent": scale})), []
    view.chosen.connect(chosen.append)
    for _ in range(150):
        focused, seen = view.focusWidget(), [card.choice.key for card in cards(view)]
        at = focused.choice.key if isinstance(focused, Card) else None
        if at == "photo-30":
            break
        key(view, Qt.Key.Key_Return if at == "" and "photo-30" not in seen else Qt.Key.Key_Right, clock, qtbot)
    key(view, Qt.Key.Key_Return, clock, qtbot)
    assert chosen == ["photo-30"]


def test_more_can_be_read_among_cards_without_pictures(start: ShowStart, qtbot: QtBot) -> None:
    plain = tuple(replace(choice, picture=None) for choice in WHAT_MANY.choices)
    view = start(replace(WHAT_MANY, choices=plain))
    more = cards(view)[-1]
    assert more.choice.word == "Meer"
    drawn = more.grab().toImage()
    more.show_choice(replace(more.choice, word="", icon=""), more._words)
    bare = more.grab().toImage()
    middle, end = drawn.width() // 2, drawn.width() * 9 // 10
    assert _differ(drawn, bare, range(middle - 20, middle + 20)), "the word"
    assert _differ(drawn, bare, range(middle + 20, end - 40)), "the arrow, near it"
    assert not _differ(drawn, bare, range(end - 20, end + 20))


def _differ(one: QImage, other: QImage, columns: range) -> bool:
    return any(one.pixel(x, y) != other.pixel(x, y) for x in columns for y in range(one.height()))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("screen", [WHO_MANY, WHAT_MANY, LANGUAGE], ids=["who", "what", "language"])
def test_every_card_can_be_reached(
    start: ShowStart, clock: HandClock, size: tuple[int, int, float], scale: int, screen: StartScreen
) -> None:
    view = start(screen, STILL.model_copy(update={"text_percent": scale}), size)
    seen: set[str] = set()
    for _ in range(12):
        seen |= {card.choice.key for card in cards(view)}
        if "Meer" in words(view):
            click(view, "Meer", clock)
    assert {choice.key for choice in screen.choices} <= seen


def test_a_task_that_cannot_run_says_so_and_is_not_chosen(start: ShowStart, clock: HandClock) -> None:
    view, chosen, refused = start(WHAT), [], []
    view.chosen.connect(chosen.append)
    view.refused.connect(refused.append)
    click(view, "Instrumenten-set", clock)
    assert (chosen, refused) == ([], ["set"])
    assert view.title == "Deze taak kan nu niet. Kies een andere taak."
    click(view, "Ontbijt klaarzetten", clock)
    assert chosen == ["ontbijt"]


def test_controls_and_the_door(start: ShowStart, clock: HandClock) -> None:
    view, pressed, doors = start(replace(WHAT, door="Begeleider")), [], []
    view.pressed.connect(pressed.append)
    view.door_pressed.connect(lambda: doors.append(1))
    for label in ("Terug", "Lees voor", "Ik wil pauze", "Begeleider"):
        button = next(b for b in view.buttons() if b.text() == label and b.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        clock.now += 1
    assert pressed == [Gesture.BACK, Gesture.HEAR, Gesture.BREAK]
    assert doors == [1]


def test_keys_go_from_card_to_card_and_choose(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, chosen = start(WHO), []
    view.chosen.connect(chosen.append)
    key(view, Qt.Key.Key_Right, clock, qtbot)
    key(view, Qt.Key.Key_Right, clock, qtbot)
    key(view, Qt.Key.Key_Left, clock, qtbot)
    key(view, Qt.Key.Key_Space, clock, qtbot)
    assert chosen == ["coffee"]


def test_tab_shows_where_the_focus_is(start: ShowStart) -> None:
    view = start(WHO)
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert view.steered_by_keys
    assert view.focusWidget() is cards(view)[0], "the first Tab shows where it is"
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert view.focusWidget() is cards(view)[1]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomRight())
    assert not view.steered_by_keys


def test_no_key_of_the_workers_leads_to_the_coachs_door(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, doors = start(replace(WHAT, door="Begeleider")), []
    view.door_pressed.connect(lambda: doors.append(1))
    seen = set()
    for _ in range(9):
        key(view, Qt.Key.Key_Left, clock, qtbot)
        focused = view.focusWidget()
        assert isinstance(focused, Button)
        seen.add(focused.text())
    assert seen == {*words(view), "Terug", "Lees voor", "Ik wil pauze"}
    assert doors == []


def test_a_card_that_a_key_goes_to_is_told(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, reached = start(LANGUAGE), []
    view.reached.connect(reached.append)
    for _ in range(3):
        key(view, Qt.Key.Key_Right, clock, qtbot)
    assert reached[:2] == ["en", "ar"]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_cards_stand_in_the_middle(size: tuple[int, int, float], count: int) -> None:
    for screen in (replace(WHO, choices=CARDS[:count]), replace(LANGUAGE, choices=LANGUAGE.choices[:count])):
        where = arranged(screen, *size, 1.0, measured)
        assert len(where.cells) == count
        area = where.layout.photo if screen.controls else Box(0, 0, size[0], size[1])
        left, right = min(c.x for c in where.cells) - area.x, area.right - max(c.right for c in where.cells)
        assert left == pytest.approx(right, abs=3)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("count", [1, 2])
def test_a_library_of_one_or_two_tasks_stands_in_the_middle(size: tuple[int, int, float], count: int) -> None:
    where = arranged(replace(WHAT, choices=TASKS[:count]), *size, 1.0, measured)
    area, cells = where.layout.photo, where.cells
    assert len(cells) == count
    assert min(c.x for c in cells) - area.x == pytest.approx(area.right - max(c.right for c in cells), abs=3)
    if size[0] > size[1]:
        assert cells[0].y - area.y == pytest.approx(area.bottom - cells[-1].bottom, abs=3)


TITLE_OF_90 = "Zet de 12 instrumenten voor de tandarts op het dienblad en breng het blad naar de kast toe"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [s for s in SIZES if s[0] > s[1]], ids=str)
def test_one_long_title_has_a_page_of_its_own(size: tuple[int, int, float]) -> None:
    """It takes neither the pictures nor the letters of the others, nor their places on the page (J15)."""
    usual = replace(WHAT_MANY, choices=(*TASKS, *TASKS[:3]))
    long = replace(usual, choices=(*usual.choices[:6], replace(TASKS[0], key="long", word=TITLE_OF_90)))
    before, after = (pages(screen, *size, 1.0, measured) for screen in (usual, long))
    assert len(TITLE_OF_90) == 90
    assert [choice for page in after for choice in page.choices] == list(long.choices)
    for page in after:
        if TITLE_OF_90 not in [choice.word for choice in page.choices]:
            assert (page.where.cells, page.where.words.px) == (before[0].where.cells, before[0].where.words.px)
            assert len(page.where.cells) == 4, "of 7 tasks, not one a page"
            assert page.where.words.extent <= page.where.cells[0].h * 0.45, "at least 55 % of each is its picture"


def test_two_pedals_are_enough(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, chosen = start(WHAT), []
    view.chosen.connect(chosen.append)
    key(view, Qt.Key.Key_PageUp, clock, qtbot)
    key(view, Qt.Key.Key_PageUp, clock, qtbot)
    key(view, Qt.Key.Key_PageDown, clock, qtbot)
    assert chosen == ["schroeven"]


def test_the_break_key_works_where_there_is_a_break(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, pressed = start(WHAT), []
    view.pressed.connect(pressed.append)
    key(view, Qt.Key.Key_P, clock, qtbot)
    assert pressed == [Gesture.BREAK]


def test_a_scanner_chooses_nobody(start: ShowStart, clock: HandClock, qtbot: QtBot) -> None:
    view, chosen = start(WHO), []
    view.chosen.connect(chosen.append)
    for character in "8712345678906":
        QTest.keyClick(view, character)
        clock.now += 0.004
    QTest.keyClick(view, Qt.Key.Key_Return)
    clock.now += 0.2
    qtbot.wait(70)
    assert chosen == []


def test_cards_are_buttons_with_the_word_as_their_name(start: ShowStart) -> None:
    view = start(WHO)
    faces = [QAccessible.queryAccessibleInterface(card) for card in cards(view)]
    assert [face.text(QAccessible.Text.Name) for face in faces] == [card.word for card in CARDS[:6]]
    assert {face.role() for face in faces} == {QAccessible.Role.Button}


@pytest.mark.parametrize("name", STARTS)
def test_it_is_drawn_in_a_window_of_any_size(start: ShowStart, name: str) -> None:
    view = start(STARTS[name])
    for width, height in ((320, 200), (1, 1), (600, 2000), (2000, 300)):
        view.resize(width, height)
        view.grab()


ALONE = replace(
    WHAT, choices=(replace(TASKS[0], word=f"{TASKS[0].word} van de school om de hoek, elke vrijdag vóór de pauze"),)
)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("size", [(1024, 768, 3.9), *SIZES], ids=str)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_task_that_is_alone_has_a_large_card_however_long_its_title(
    size: tuple[int, int, float], scale: float
) -> None:
    where = arranged(ALONE, *size, scale, measured)
    card, words = where.cells[0], where.words
    picture = card.w - words.extent if words.beside else card.h - words.extent
    assert card.w * card.h >= 0.13 * size[0] * size[1]
    assert picture >= 0.5 * (card.w if words.beside else card.h)
    assert (picture if words.beside else card.w) >= 0.25 * size[0]
