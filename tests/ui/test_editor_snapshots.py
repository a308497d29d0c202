"""The editor against pictures of it: the page and the library, on a small and a usual screen, by day and by night."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Theme
from oss_app.core.release import ReleaseState
from oss_app.editor.edits import SetText
from oss_app.editor.task_store import ShownTasks
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.library.library_page import LibraryPage
from oss_app.ui.desk.task.page import EditorPage
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import PALETTES
from tests.ui.editor import WORDS, close, draft_of, sample, settled, show_page
from tests.ui.test_snapshots import assert_as_drawn

SIZES = [(1280, 720), (1920, 1080)]
THEMES = [Theme.LIGHT, Theme.DARK]


def is_whole(page: EditorPage | LibraryPage) -> bool:
    """Whether each photo is there: rows and tiles ask for theirs when they are drawn."""
    page.grab()
    return not page.pictures.is_reading


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.value)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_page_of_a_task(qtbot: QtBot, tmp_path: Path, size: tuple[int, int], theme: Theme) -> None:
    draft = draft_of(sample(tmp_path))
    page = show_page(qtbot, draft, size, theme)
    draft.select(5)
    draft.do(SetText(5, "text", "Leg daarna 1 sonde in vak 2."))
    draft.keep()
    page.strip.add_step.setFocus()
    page.side.refresh_card()
    page.head.count_advice()
    waits = (page.work.canvas, page.side.preview.view, page.work.sentences)
    settled(qtbot, *(lambda part=part: part.is_waiting for part in waits))
    qtbot.waitUntil(lambda: is_whole(page), timeout=10_000)
    try:
        assert_as_drawn(page, f"30-editor-{theme.value}-{size[0]}x{size[1]}", tmp_path)
    finally:
        close(page, draft)


@pytest.mark.parametrize("own", [False, True], ids=("empty", "own"))
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_library(qtbot: QtBot, tmp_path: Path, size: tuple[int, int], own: bool) -> None:
    fonts.load()
    palette = PALETTES[Theme.LIGHT]
    page = LibraryPage(palette, WORDS)
    page.setStyleSheet(sheet(palette))
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    examples = [item for item in FolderLibrary(instructions()).list() if item.folder.name != "grote-kit"]
    shelf = ShownTasks(
        list(zip(examples, (ReleaseState.RELEASED, ReleaseState.DRAFT, ReleaseState.CHANGED), strict=True))
        if own
        else [],
        examples,
    )
    page.show_shelf(shelf)
    page.setFocus()
    qtbot.waitUntil(lambda: is_whole(page), timeout=10_000)
    try:
        assert_as_drawn(page, f"33-library-{'own' if own else 'empty'}-{size[0]}x{size[1]}", tmp_path)
    finally:
        page.close_down()


@pytest.mark.parametrize("own", [False, True], ids=("empty", "own"))
def test_the_library_is_as_wide_as_its_window_at_every_size_that_windows_magnifies_to(qtbot: QtBot, own: bool) -> None:
    """1920 pixels are 1536, 1280 and 1097 of them at 125, 150 and 175 %; 1366 are 1093 at 125 %."""
    fonts.load()
    palette = PALETTES[Theme.LIGHT]
    page = LibraryPage(palette, WORDS)
    page.setStyleSheet(sheet(palette))
    qtbot.addWidget(page)
    examples = FolderLibrary(instructions()).list()[:3]
    page.resize(1920, 1080)
    page.show()
    page.show_shelf(ShownTasks([(listing, ReleaseState.DRAFT) for listing in examples] if own else [], examples))
    (scroll,) = (area for area in page.findChildren(QScrollArea) if area.widget() and area.parent() is page)
    try:
        for width in (1920, 1600, 1536, 1500, 1440, 1366, 1280, 1153, 1097, 1093, 960, 1536, 1920):
            page.resize(width, 720)
            qtbot.waitUntil(lambda: scroll.verticalScrollBar().isVisible(), timeout=20_000)
            inside = scroll.widget()
            assert inside is not None
            assert inside.width() <= scroll.viewport().width(), width
            edges = {tile.mapTo(inside, tile.rect().bottomRight()).x() for tile in page.tiles}
            assert max(edges) < inside.width(), width
    finally:
        page.close_down()
