"""What there is about help against pictures of it: the worker's screens and own page, the coach's pages, the sheet.

Each in both languages, light, dark and of high contrast.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oss_app.core.events import Opened, Question, Topic
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile, Theme
from oss_app.core.record import Position
from oss_app.core.session import Session
from oss_app.core.support import Holding, KitPast, Mark, StepPast
from oss_app.core.task import Task
from oss_app.editor.progress import CardProgress, TaskStep, card_progress
from oss_app.i18n import load
from oss_app.player.own_page import OwnPage
from oss_app.player.present import Presenter
from oss_app.resources import assets, card_sign, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.station.progress_page import REPORT, ProgressNow, ProgressPage
from oss_app.ui.desk.station.task_report_page import TaskReportPage
from oss_app.ui.desk.station.workers_page import WorkersPage
from oss_app.ui.desk.widgets.paper_sheet import paint
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import PALETTES
from tests.ui.editor import FakeCamera
from tests.ui.test_snapshots import assert_as_drawn

TODAY = date(2026, 11, 24)
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]
LANGUAGES = ["nl", "en"]
ON_THE_DESK = [(size, Theme.LIGHT) for size in SIZES] + [(SIZES[0], Theme.DARK), (SIZES[0], Theme.CONTRAST)]
ON_THE_BENCH = [(SIZES[0], theme) for theme in Theme] + [(SIZES[2], Theme.LIGHT)]
DESK_IDS, BENCH_IDS = ([f"{theme}-{w}x{h}" for (w, h), theme in screens] for screens in (ON_THE_DESK, ON_THE_BENCH))
HELD = Holding(184, 3, 1, ("tandarts",), TODAY - timedelta(days=66))


def name_of(name: str, language: str, size: tuple[int, int], theme: Theme) -> str:
    """What the picture is called."""
    words = [name, language, *([] if theme is Theme.LIGHT else [theme.value]), f"{size[0]}x{size[1]}"]
    return "-".join(words)


def task() -> Task:
    listing = next(item for item in FolderLibrary(instructions()).list() if item.folder.name == "tandarts")
    assert listing.task is not None
    return listing.task


def history() -> list[KitPast]:
    """Ten weeks in which less and less help was needed; the last three kits went without."""
    chance, past = random.Random(3), []
    for week in range(9, -1, -1):
        for day in (3, 1):
            steps = tuple(
                StepPast(
                    n,
                    asked=chance.choice([1, 1, 2, 4]) if chance.random() < 0.03 + 0.02 * week * n / 4 else 0,
                    overridden=n == 4 and chance.random() < 0.3,
                )
                for n in range(1, 9)
            )
            past.append(KitPast(TODAY - timedelta(days=7 * week + day), HelpLevel.PHOTO_AND_VOICE, steps))
    clean = tuple(StepPast(n) for n in range(1, 9))
    return [*past, *(KitPast(TODAY - timedelta(days=d), HelpLevel.PHOTO_AND_VOICE, clean) for d in (1, 1, 0))]


def progress(language: str) -> CardProgress:
    worker = Profile(card="cat", no_fading=False, fades=("tandarts",))
    return card_progress(task(), worker, history(), [], [], TODAY, language)


def page_of(qtbot: QtBot, language: str, size: tuple[int, int], theme: Theme = Theme.LIGHT) -> ProgressPage:
    fonts.load()
    titles = [("tandarts", task().title.into(language))]
    page = ProgressPage(load(language), "cat", titles, PALETTES[theme])
    qtbot.addWidget(page)
    page.resize(*size)
    page.show_progress(ProgressNow(progress(language), HELD, TODAY))
    page.help.because.show()
    page.show()
    QTest.qWait(20)  # a scroll bar that is not needed goes only then
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "theme"), ON_THE_DESK, ids=DESK_IDS)
def test_the_coachs_page(qtbot: QtBot, tmp_path: Path, language: str, size: tuple[int, int], theme: Theme) -> None:
    page = page_of(qtbot, language, size, theme)
    page.steps.setFocus()
    assert_as_drawn(page, name_of("54-progress", language, size, theme), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", Theme)
def test_the_report_on_the_screen_beside_a_probe_that_is_set(
    qtbot: QtBot, tmp_path: Path, language: str, theme: Theme
) -> None:
    page = page_of(qtbot, language, SIZES[0], theme)
    page.show_progress(ProgressNow(progress(language), HELD, TODAY, is_probing=True))
    page.views.button(REPORT).click()
    page.delete.click()
    page.report.own_words.setFocus()
    assert_as_drawn(page, name_of("55-report-page", language, SIZES[0], theme), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_on_a4(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    page = page_of(qtbot, language, SIZES[0])
    page.report.own_words.line.setText("Ik vind stap 3 lastig." if language == "nl" else "Step 3 is hard.")
    page.report.own_words.line.editingFinished.emit()
    page.views.button(REPORT).click()
    sheet = page.report.sheet()
    assert sheet is not None
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint(sheet, painter, 620)
    painter.end()
    shown = QLabel()
    qtbot.addWidget(shown)

    shown.setPixmap(QPixmap.fromImage(image))
    shown.resize(620, 877)
    assert_as_drawn(shown, f"55-report-{language}", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", Theme)
def test_the_page_of_a_task(qtbot: QtBot, tmp_path: Path, language: str, theme: Theme) -> None:
    fonts.load()
    page = TaskReportPage(load(language), [("tandarts", task().title.into(language))], PALETTES[theme])
    qtbot.addWidget(page)
    page.resize(*SIZES[0])
    steps = {n: step.text.into(language) for n, step in enumerate(task().steps, 1)}
    found = [TaskStep(3, steps[3], 9, 0, 24), TaskStep(4, steps[4], 2, 5, 24), TaskStep(8, steps[8], 1, 0, 24)]
    page.show_steps("tandarts", found, 24)
    page.show()
    page.tasks.setFocus()
    assert_as_drawn(page, name_of("56-task-report", language, SIZES[0], theme), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", [Theme.DARK, Theme.CONTRAST])
def test_the_way_there_is_as_dark(qtbot: QtBot, tmp_path: Path, language: str, theme: Theme) -> None:
    fonts.load()
    named = [("en", "English"), ("nl", "Nederlands")]
    page = WorkersPage(load(language), card_sign, named, FakeCamera(), PALETTES[theme])
    qtbot.addWidget(page)
    page.resize(*SIZES[0])
    page.show_profiles([Profile(), Profile(card="cat"), Profile(card="coffee", theme=theme)], "cat")
    page.show_task(task(), 3, language, {})
    page.show_proposal("coffee")
    page.show()
    page.setFocus()
    try:
        qtbot.waitUntil(lambda: not page.preview.view.is_waiting, timeout=10_000)
        assert_as_drawn(page, name_of("workers", language, SIZES[0], theme), tmp_path)
    finally:
        page.close_down()


ASKED = {
    "51-less": Opened(Question(Topic.LESS, HelpLevel.PHOTO)),
    "52-way": Opened(Question(Topic.WAY, HelpLevel.PHOTO)),
    "53-keep": Opened(Question(Topic.KEEP, HelpLevel.PHOTO_AND_VOICE)),
    "59-probe": Opened(),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "theme"), ON_THE_BENCH, ids=BENCH_IDS)
@pytest.mark.parametrize("name", ASKED)
def test_what_the_worker_is_asked_and_a_kit_without_help(
    qtbot: QtBot, tmp_path: Path, name: str, size: tuple[int, int], theme: Theme, language: str
) -> None:
    profile = Profile(theme=theme, reduced_motion=True, level=HelpLevel.PHOTO)
    presenter = Presenter(profile, language, load(language))
    number_of = dict.fromkeys(range(1, 9), Mark.NOTHING)
    laid_out = replace(plan(task(), profile), is_guided=True, offers_more=True)
    session = Session(replace(laid_out, marks=number_of, is_probe=True), Position(1, 3))
    session.on(ASKED[name])
    fonts.load()
    view = PlayerView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.set_profile(profile, presenter.extent(session.plan), 3.7)
    view.show_screen(presenter.screen(session))
    view.show()
    try:
        qtbot.waitUntil(lambda: not view.is_waiting, timeout=10_000)
        assert_as_drawn(view, name_of(name, language, size, theme), tmp_path)
    finally:
        view.close_down()


OWN = [(theme, SIZES[0], 100) for theme in Theme] + [(Theme.LIGHT, SIZES[1], 100), (Theme.LIGHT, SIZES[2], 100)]
OWN += [(Theme.CONTRAST, SIZES[0], 200), (Theme.LIGHT, SIZES[0], 200)]


@pytest.mark.parametrize(("theme", "size", "percent"), OWN, ids=[f"{t.value}-{w}x{h}-{p}" for t, (w, h), p in OWN])
@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_a_workers_own_page(
    qtbot: QtBot, tmp_path: Path, language: str, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    """Each tile has its picture, on as many screens as it takes."""
    fonts.load()
    view = PlayerView()
    qtbot.addWidget(view)
    view.resize(*size)
    photo = instructions() / "tandarts" / "sonde.jpg"
    held = Holding(112, 0, 1, ("tandarts",), date(2026, 10, 17))
    profile = Profile(card="cat", theme=theme, text_percent=percent, reduced_motion=True)
    own = OwnPage(held, assets() / "cards" / "cat.jpg", photo, load(language))
    own = own.dealt(lambda extent: view.holds(profile, extent, 3.7))
    view.set_profile(profile, own.extent(), 3.7)
    view.show()
    try:
        for at in range(len(own.pages())):
            view.show_screen(own.kept(at))
            qtbot.waitUntil(lambda: not view.is_waiting, timeout=10_000)
            standing = view.spread.standing
            assert standing is not None and standing.picture > 0
            larger, page = f"-{percent}" if percent > 100 else "", f"-page-{at + 1}" if at else ""
            assert_as_drawn(view, f"57-own-{language}-{theme.value}{larger}-{size[0]}x{size[1]}{page}", tmp_path)
    finally:
        view.close_down()
