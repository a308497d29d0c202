"""A coach's page is in its own colours, whatever those of the system are: Windows in the dark takes nothing from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from oss_app.app.application import sorry
from oss_app.core.profile import Theme
from oss_app.i18n import load
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT
from tests.ui.editor import close, draft_of, sample, settled, show_page
from tests.ui.test_setup_pages import set_up_page
from tests.ui.test_support_snapshots import page_of

DARK_SYSTEM = {
    **dict.fromkeys(("Window", "Base", "Button", "AlternateBase", "ToolTipBase"), "#1e1e1e"),
    **dict.fromkeys(("WindowText", "Text", "ButtonText", "HighlightedText", "ToolTipText"), "#ffffff"),
    **dict.fromkeys(("Highlight", "Link"), "#e81123"),
    "PlaceholderText": "#808080",
}
Darken = Callable[[], None]


@pytest.fixture
def darken(qapp: QApplication) -> Iterator[Darken]:
    """The whole system in the dark from now on."""
    before = qapp.palette()

    def dark() -> None:
        palette = QPalette(QColor("#1e1e1e"))
        for name, colour in DARK_SYSTEM.items():
            palette.setColor(QPalette.ColorRole[name], QColor(colour))
        qapp.setPalette(palette)
        qapp.processEvents()

    yield dark
    qapp.setPalette(before)


def seen(page: QWidget) -> QImage:
    QApplication.processEvents()
    return page.grab().toImage()


def test_the_set_up(qtbot: QtBot, darken: Darken) -> None:
    page = set_up_page(qtbot, "nl", (1920, 1080))
    assert not page.code.again.isEnabled(), "what is off is there to be seen"
    before = seen(page)
    darken()
    assert seen(page) == before


def test_a_worker_s_progress(qtbot: QtBot, darken: Darken) -> None:
    page = page_of(qtbot, "nl", (1280, 720))
    before = seen(page)
    darken()
    assert seen(page) == before


def test_a_task_in_the_editor(qtbot: QtBot, darken: Darken, tmp_path: Path) -> None:
    draft = draft_of(sample(tmp_path))
    page = show_page(qtbot, draft, (1280, 720), Theme.LIGHT)
    page.strip.add_step.setFocus()
    waits = (page.work.canvas, page.side.preview.view, page.work.sentences)
    try:
        settled(qtbot, *(lambda part=part: part.is_waiting for part in waits))
        qtbot.waitUntil(lambda: bool(seen(page)) and not page.pictures.is_reading, timeout=10_000)
        before = seen(page)
        darken()
        assert seen(page) == before
    finally:
        close(page, draft)


def test_a_list_that_is_open(qtbot: QtBot, darken: Darken) -> None:
    darken()
    choice = QComboBox()
    qtbot.addWidget(choice)
    choice.setStyleSheet(sheet(LIGHT))
    choice.addItems(["Deutsch", "Nederlands"])
    choice.show()
    choice.showPopup()
    around = choice.view().window()
    assert around is not choice.window()
    assert seen(around).pixelColor(0, 0) == QColor(LIGHT.line), "no corner of Qt's own lies bare"


def test_a_menu(qtbot: QtBot, darken: Darken) -> None:
    darken()
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setStyleSheet(sheet(LIGHT))
    menu.addAction("Kopie")
    menu.resize(menu.sizeHint())
    assert seen(menu).pixelColor(0, 0).lightness() > 200


def test_what_is_said_of_a_fault_of_ours(qtbot: QtBot, darken: Darken) -> None:
    darken()
    box = sorry(load("nl"), sheet(LIGHT))
    qtbot.addWidget(box)
    box.show()
    assert seen(box).pixelColor(3, 3) == QColor(LIGHT.ground)
