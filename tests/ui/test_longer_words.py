"""Every page in a language 40 % longer than English: nothing is cut, nothing lies over anything, all can be reached."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

import oss_app.ui
from oss_app.core.check import CheckKind
from oss_app.core.light import BenchLight
from oss_app.core.ports import FoundCamera
from oss_app.core.profile import Theme
from oss_app.core.settings import Settings
from oss_app.core.signal_words import SignalWords
from oss_app.core.voices import SynthVoice
from oss_app.editor.house_list import HouseList
from oss_app.editor.item_library import ItemLibrary
from oss_app.editor.prompts import PROMPTS
from oss_app.editor.task_store import TaskStore
from oss_app.editor.teaching import Stage
from oss_app.i18n import Translator, load
from oss_app.resources import assets, card_sign, instructions
from oss_app.taskfile.lint import lint_task
from oss_app.ui.desk.library.library_page import FEW, REMOVE
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.station.about_page import AboutPage
from oss_app.ui.desk.station.help_board_page import BenchState, BenchTile, HelpBoardPage
from oss_app.ui.desk.station.light_page import LightPage, LitTask
from oss_app.ui.desk.station.page import SetupPage
from oss_app.ui.desk.station.progress_page import ProgressNow, ProgressPage
from oss_app.ui.desk.station.task_report_page import TaskReportPage
from oss_app.ui.desk.station.workers_page import WorkersPage
from oss_app.ui.desk.teach.asks import Act
from oss_app.ui.desk.teach.device_page import DevicePage
from oss_app.ui.desk.widgets.parts import Push
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kiosk.coach_door import CoachDoor
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from oss_app.ui.kit.light_window import LightWindow
from oss_app.ui.kit.theme import PALETTES
from tests.fakes import FakeVoice
from tests.ui.conftest import has_room, standing_for
from tests.ui.editor import FakeCamera, now, sample
from tests.ui.pseudo import PSEUDO, cut, longer
from tests.ui.screens import DOOR, DRAWN, ROWS, STARTS, STILL
from tests.ui.test_setup_pages import CARD_FOR_EACH, HALF_DONE, Facts
from tests.ui.test_support_snapshots import TODAY, Holding, progress, task
from tests.ui.test_teach_page import Wizard

P = TypeVar("P", bound=QWidget)
Size = tuple[int, int]
SIZES: list[Size] = [(1280, 720), (1920, 1080)]
by_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
MAGNIFIED: Size = (960, 540)
"""What full HD has at 200 %."""


class Display(NamedTuple):
    """What a coach has before them: so many pixels, and words of a language."""

    size: Size
    words: Translator

    def said(self, words: str) -> str:
        """Return words that do not come from a catalogue as long as those that do."""
        return longer(words) if self.words is PSEUDO else words

    def __str__(self) -> str:
        return f"{self.size[0]}x{self.size[1]}-{self.words.language}"


DISPLAYS = [*(Display(size, PSEUDO) for size in SIZES), *(Display(MAGNIFIED, load(code)) for code in ("nl", "en"))]
by_display = pytest.mark.parametrize("shown_on", DISPLAYS, ids=str)
PATIENCE = 60
"""So many looks may a page take until its parts stand where they belong."""
SEEN: set[str] = set()
RAN: set[str] = set()
"""The pages that were looked at."""


def look(page: QWidget, size: Size) -> None:
    """Fail where something of a page is cut once it has settled."""
    for _ in range(PATIENCE):
        QTest.qWait(30)
        found = cut(page, size)
        if not found:
            break
    assert not found, "\n".join(found)
    shown = [page, *page.findChildren(QWidget)]
    SEEN.update(kind.__name__ for one in shown if one.isVisible() for kind in type(one).__mro__)


def shown(qtbot: QtBot, page: P, size: Size) -> P:
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    return page


# ---- the worker's pages ----

KEPT = frozenset(("language", "icon", "key", "number", "kinds"))
"""Fields of a screen whose words nobody reads."""


def lengthened(value: Any) -> Any:
    """A screen, or what is in it, with all its words longer."""
    if type(value) is str:
        return longer(value)
    if isinstance(value, tuple):
        return tuple(lengthened(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        said = {f.name: lengthened(getattr(value, f.name)) for f in fields(value) if f.name not in KEPT}
        return replace(value, **said)
    return value


@by_size
@pytest.mark.parametrize("name", DRAWN)
def test_a_session(qtbot: QtBot, name: str, size: Size) -> None:
    screen, profile, extent = lengthened(DRAWN[name][0]), DRAWN[name][1], lengthened(DRAWN[name][2])
    view = PlayerView()
    while screen.tiles and not has_room(shown(qtbot, view, size), screen, profile, extent, 3.7):
        screen = replace(screen, tiles=screen.tiles[:-1])
    shown(qtbot, view, size)
    view.set_profile(profile, standing_for(view, screen, profile, extent, 3.7), 3.7)
    view.show_screen(screen)
    try:
        look(view, size)
    finally:
        view.close_down()


@by_size
@pytest.mark.parametrize("name", STARTS)
def test_the_start(qtbot: QtBot, name: str, size: Size) -> None:
    view = shown(qtbot, StartView(), size)
    view.set_profile(STILL, 3.7)
    view.show_start(lengthened(STARTS[name]))
    try:
        look(view, size)
    finally:
        view.close_down()


@by_size
def test_the_coachs_door(qtbot: QtBot, size: Size) -> None:
    door = shown(qtbot, CoachDoor(), size)
    door.set_profile(STILL, 3.7)
    door.ask(lengthened(DOOR))
    look(door, size)
    door.refuse()
    look(door, size)
    door.show_rows(longer("Begeleider"), lengthened(ROWS))
    look(door, size)


# ---- the station ----


@by_display
def test_the_set_up(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = SetupPage(shown_on.words, date(2026, 11, 24))
    page.show_settings(HALF_DONE)
    page.sound.show_voices([SynthVoice("e", "nl", ("nl",)), SynthVoice("e", "nl-be", ("nl-BE",))])
    page.camera.show_cameras([FoundCamera(0, 1280, 720, "USB-camera")])
    page.camera.show_picture(QImage(str(assets() / "demo" / "empty.jpg")), None)
    shown(qtbot, page, shown_on.size)
    look(page, shown_on.size)
    page.show_settings(Settings())
    page.several.click()
    look(page, shown_on.size)


@by_display
def test_the_workers(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = WorkersPage(shown_on.words, card_sign, [("en", "English"), ("nl", "Nederlands")], FakeCamera())
    page.show_profiles(CARD_FOR_EACH, "coffee")
    page.show_task(task(), 3, "nl", {})
    shown(qtbot, page, shown_on.size)
    try:
        look(page, shown_on.size)
        page.show_proposal("cat")
        page.remove.click()
        look(page, shown_on.size)
        page.add.click()
        look(page, shown_on.size)
        page.show_profiles([])
        look(page, shown_on.size)
    finally:
        page.close_down()


@by_display
def test_about(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    look(shown(qtbot, AboutPage(shown_on.words, Facts(Path("licences"))), shown_on.size), shown_on.size)


@by_display
def test_the_help_board(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = shown(qtbot, HelpBoardPage(shown_on.words), shown_on.size)
    look(page, shown_on.size)
    said = shown_on.said("Something is missing: the right item"), shown_on.said("for 12 minutes")
    page.show_tiles([BenchTile(state, shown_on.said("Bench by the window"), state, *said) for state in BenchState])
    look(page, shown_on.size)


@by_display
def test_the_light(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    window = LightWindow()
    qtbot.addWidget(window)
    places = {name: place for found in task().places.values() for name, place in found.items()}
    tasks = [LitTask("tandarts", "Controle-set voor de tandarts", places)]
    page = shown(qtbot, LightPage(shown_on.words, window, BenchLight(), tasks, has_camera=True), shown_on.size)
    for part in ("area", "places", "words"):
        page.part.button(part).click()
        look(page, shown_on.size)


@by_display
def test_how_it_goes(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = ProgressPage(shown_on.words, "cat", [("tandarts", "Controle-set voor de tandarts")])
    held = Holding(184, 3, 1, ("tandarts",), TODAY)
    page.show_progress(ProgressNow(progress("en"), held, TODAY))
    page.help.because.show()
    shown(qtbot, page, shown_on.size)
    look(page, shown_on.size)
    for button in page.views.findChildren(QPushButton):
        button.click()
        look(page, shown_on.size)


@by_display
def test_where_a_task_asks_for_help(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = shown(qtbot, TaskReportPage(shown_on.words, [("tandarts", "Controle-set voor de tandarts")]), shown_on.size)
    look(page, shown_on.size)


# ---- teaching ----


@by_display
@pytest.mark.parametrize("kind", list(PROMPTS))
def test_teaching(qtbot: QtBot, kind: CheckKind, shown_on: Display) -> None:
    wizard = Wizard(qtbot, words=shown_on.words)
    wizard.page.resize(*shown_on.size)
    look(wizard.page, shown_on.size)
    wizard.to_place(kind)
    look(wizard.page, shown_on.size)
    wizard.course.mark(((0.2, 0.2), (0.5, 0.2), (0.5, 0.5), (0.2, 0.5)))
    wizard.press(Act.PLACE)
    wizard.see()
    while wizard.course.stage is Stage.PHOTOS:
        look(wizard.page, shown_on.size)
        wizard.press(Act.PHOTO)
    look(wizard.page, shown_on.size)
    wizard.page.hide()


@by_display
def test_the_result_of_teaching(qtbot: QtBot, shown_on: Display) -> None:
    wizard = Wizard(qtbot, words=shown_on.words)
    wizard.page.resize(*shown_on.size)
    wizard.to_result(wrong=1)
    look(wizard.page, shown_on.size)
    wizard.press(Act.LIVE)
    wizard.see()
    look(wizard.page, shown_on.size)
    wizard.page.hide()


@by_display
def test_a_check_that_a_device_makes(qtbot: QtBot, shown_on: Display) -> None:
    fonts.load()
    page = shown(
        qtbot,
        DevicePage(PALETTES[Theme.LIGHT], shown_on.words, "press-2", SignalWords(), "bench/7/signal"),
        shown_on.size,
    )
    for heard in (None, shown_on.said("pressed")):
        page.show_heard(heard, is_reached=True)
        look(page, shown_on.size)


# ---- the desk ----


def store_of(folder: Path, words: Translator) -> TaskStore:
    """The tasks in a folder."""
    house = HouseList(folder / "words.txt")
    lint = lambda task: lint_task(task, None, "nl", house.words)  # noqa: E731
    return TaskStore(folder / "tasks", instructions(), words, lint, now, later, QtPhotos(), house=house)


@contextmanager
def desk(qtbot: QtBot, folder: Path, shown_on: Display) -> Iterator[EditorWindow]:
    fonts.load()
    (folder / "tasks").mkdir()
    store = store_of(folder, shown_on.words)
    items, camera = ItemLibrary(folder / "items"), FakeCamera(there=True)
    window = EditorWindow(store, items, shown_on.words, FakeVoice(), camera, Theme.LIGHT, folder / "no-tips")
    shown(qtbot, window, shown_on.size)
    window.show_library()
    try:
        yield window
    finally:
        window.close()


@by_display
def test_the_library(qtbot: QtBot, tmp_path: Path, shown_on: Display) -> None:
    with desk(qtbot, tmp_path, shown_on) as window:
        look(window, shown_on.size)
        sample(tmp_path / "tasks")
        window.show_library()
        look(window, shown_on.size)
        window.beside.open_word("sonde", "haak")
        look(window, shown_on.size)
        window.beside.open_bin()
        look(window, shown_on.size)


@by_display
def test_the_library_with_many_tasks_and_some_in_the_bin(qtbot: QtBot, tmp_path: Path, shown_on: Display) -> None:
    with desk(qtbot, tmp_path, shown_on) as window:
        one = sample(tmp_path / "tasks")
        for n in range(FEW):
            shutil.copytree(one, one.parent / f"more-{n}")
        gone = shutil.copytree(one, one.parent / "gone")
        window.show_library()
        own = store_of(tmp_path, shown_on.words).look().own
        listing = next(listing for listing, _ in own if listing.folder == gone)
        window.library.chosen.emit(listing, REMOVE)
        look(window, shown_on.size)
        assert window.library.search.isVisible()
        assert window.library.bin.isVisible()
        parts = [window.library.search, *window.library.findChildren(Push)]
        boxes = [QRect(part.mapTo(window, QPoint()), part.size()) for part in parts if part.isVisible()]
        assert not any(one.intersects(other) for one, other in combinations(boxes, 2))


@by_display
def test_a_list_that_is_taken_over(qtbot: QtBot, tmp_path: Path, shown_on: Display) -> None:
    (tmp_path / "lijst.csv").write_text("Naam;Aantal;Plek\nspiegel;1;vak 1\nsonde;2;vak 2\n", encoding="utf-8")
    with desk(qtbot, tmp_path, shown_on) as window:
        window.intake.offer(lambda: store_of(tmp_path, shown_on.words).from_list(tmp_path / "lijst.csv"))
        look(window, shown_on.size)


@by_display
def test_the_page_of_a_task(qtbot: QtBot, tmp_path: Path, shown_on: Display) -> None:
    with desk(qtbot, tmp_path, shown_on) as window:
        window.open(sample(tmp_path / "tasks"))
        assert window.draft is not None
        for at in (0, 1, 5):
            window.draft.select(at)
            look(window, shown_on.size)


OPENED: dict[str, Callable[[EditorWindow], None]] = {
    "languages": lambda window: window.aside.open_languages(),
    "paper": lambda window: window.aside.open_paper(),
    "history": lambda window: window.aside.open_history(),
    "items": lambda window: window.aside.open_items(),
    "about": lambda window: window.aside.open_about(),
    "advice": lambda window: window.aside.open_advice(),
    "house": lambda window: window.aside.open_house(),
    "guide": lambda window: window.aside.open_guide(),
}


@by_display
@pytest.mark.parametrize("name", OPENED)
def test_a_page_beside_a_task(qtbot: QtBot, tmp_path: Path, name: str, shown_on: Display) -> None:
    with desk(qtbot, tmp_path, shown_on) as window:
        window.open(sample(tmp_path / "tasks"))
        OPENED[name](window)
        look(window, shown_on.size)


# ---- the test itself ----


@pytest.fixture(autouse=True)
def _noted(request: pytest.FixtureRequest) -> None:
    RAN.add(request.node.nodeid)


def test_no_page_is_left_out(request: pytest.FixtureRequest) -> None:
    """Stands last: whatever is called a page was looked at by the tests above."""
    own = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == request.path]
    if missing := {name for name in globals() if name.startswith("test_")} - {item.originalname for item in own}:
        pytest.skip(f"without {missing}")
    if {item.nodeid for item in own} - RAN:
        pytest.skip("some of them ran in another process")
    names = set()
    for found in pkgutil.walk_packages(oss_app.ui.__path__, "oss_app.ui."):
        for name, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
            if issubclass(kind, QWidget) and kind.__module__.startswith("oss_app.ui.") and name.endswith("Page"):
                names.add(name)
    assert names - SEEN == set()
