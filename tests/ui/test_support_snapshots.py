"""The pages about help against pictures of them: the coach's, the sheet, the task's, and the worker's own."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oss_app.core.profile import HelpLevel, Profile, Theme
from oss_app.core.support import Holding, KitPast, StepPast
from oss_app.core.task import Task
from oss_app.editor.progress import CardProgress, TaskStep, card_progress
from oss_app.i18n import load
from oss_app.player.own_page import OwnPage
from oss_app.resources import assets, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.station.progress_page import REPORT, ProgressNow, ProgressPage
from oss_app.ui.desk.station.task_report_page import TaskReportPage
from oss_app.ui.desk.widgets.paper_sheet import paint
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit import fonts
from tests.ui.test_snapshots import assert_as_drawn

TODAY = date(2026, 11, 24)
SIZES = [(1280, 720), (1366, 768), (1920, 1080)]
LANGUAGES = ["nl", "en"]


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


def page_of(qtbot: QtBot, language: str, size: tuple[int, int]) -> ProgressPage:
    fonts.load()
    page = ProgressPage(load(language), "cat", [("tandarts", task().title.into(language))])
    qtbot.addWidget(page)
    page.resize(*size)
    held = Holding(184, 3, 1, ("tandarts",), TODAY - timedelta(days=66))
    page.show_progress(ProgressNow(progress(language), held, TODAY))
    page.help.because.show()
    page.show()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_coachs_page(qtbot: QtBot, tmp_path: Path, language: str, size: tuple[int, int]) -> None:
    page = page_of(qtbot, language, size)
    page.steps.setFocus()
    assert_as_drawn(page, f"54-progress-{language}-{size[0]}x{size[1]}", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_on_the_screen_beside_a_probe_that_is_set(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    page = page_of(qtbot, language, SIZES[0])
    held = Holding(184, 3, 1, ("tandarts",), TODAY - timedelta(days=66))
    page.show_progress(ProgressNow(progress(language), held, TODAY, is_probing=True))
    page.views.button(REPORT).click()
    page.delete.click()
    page.report.own_words.setFocus()
    assert_as_drawn(page, f"55-report-page-{language}-1280x720", tmp_path)


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
def test_the_page_of_a_task(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    fonts.load()
    page = TaskReportPage(load(language), [("tandarts", task().title.into(language))])
    qtbot.addWidget(page)
    page.resize(*SIZES[0])
    steps = {n: step.text.into(language) for n, step in enumerate(task().steps, 1)}
    found = [TaskStep(3, steps[3], 9, 0, 24), TaskStep(4, steps[4], 2, 5, 24), TaskStep(8, steps[8], 1, 0, 24)]
    page.show_steps("tandarts", found, 24)
    page.show()
    page.tasks.setFocus()
    assert_as_drawn(page, f"56-task-report-{language}-1280x720", tmp_path)


OWN = [(theme, SIZES[0], 100) for theme in Theme] + [(Theme.LIGHT, SIZES[1], 100), (Theme.CONTRAST, SIZES[0], 200)]


@pytest.mark.parametrize(("theme", "size", "percent"), OWN, ids=[f"{t.value}-{w}x{h}-{p}" for t, (w, h), p in OWN])
@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_a_workers_own_page(
    qtbot: QtBot, tmp_path: Path, language: str, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    fonts.load()
    view = PlayerView()
    qtbot.addWidget(view)
    view.resize(*size)
    photo = instructions() / "tandarts" / "sonde.jpg"
    held = Holding(112, 0, 1, ("tandarts",), date(2026, 10, 17))
    own = OwnPage(held, assets() / "cards" / "cat.jpg", photo, load(language))
    profile = Profile(card="cat", theme=theme, text_percent=percent, reduced_motion=True)
    view.set_profile(profile, own.extent(), 3.7)
    view.show_screen(own.kept())
    view.show()
    qtbot.waitUntil(lambda: not view.is_waiting, timeout=10_000)
    try:
        larger = f"-{percent}" if percent > 100 else ""
        assert_as_drawn(view, f"57-own-{language}-{theme.value}{larger}-{size[0]}x{size[1]}", tmp_path)
    finally:
        view.close_down()
