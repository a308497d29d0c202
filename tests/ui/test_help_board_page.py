"""The help board's page: what a press does while the tiles go on changing under the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from oss_app.i18n import load
from oss_app.ui.desk.station.help_board_page import TALL_PX, BenchState, BenchTile, HelpBoardPage

ASKS = BenchTile("a", "Bench 1", BenchState.ASKS, "Asks for help", "just now")
ASKS_TOO = BenchTile("c", "Bench 3", BenchState.ASKS, "Asks for help", "just now")
WELL = BenchTile("b", "Bench 2", BenchState.WELL, "All is well")


def shown(qtbot: QtBot) -> HelpBoardPage:
    page = HelpBoardPage(load("en"))
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.show_tiles([ASKS, WELL])
    return page


def offered(page: HelpBoardPage) -> list[QPushButton]:
    """The visible buttons that say *I am coming*."""
    QCoreApplication.processEvents()
    return [b for b in page.findChildren(QPushButton) if b.accessibleName() == "I am coming" and b.isVisible()]


def test_a_press_counts_though_a_minute_passes_and_another_bench_comes_before_it_is_released(qtbot: QtBot) -> None:
    page = shown(qtbot)
    (button,) = offered(page)
    came: list[str] = []
    page.come.connect(came.append)
    spot, window = button.mapTo(page, QPoint(20, 20)), page.windowHandle()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    page.show_tiles([BenchTile("a", "Bench 1", BenchState.ASKS, "Asks for help", "for 1 minute"), WELL, ASKS_TOO])
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert came == ["a"]


def test_each_button_is_of_its_own_bench_and_goes_with_it(qtbot: QtBot) -> None:
    page = shown(qtbot)
    page.show_tiles([ASKS_TOO, ASKS])
    came: list[str] = []
    page.come.connect(came.append)
    for button in offered(page):
        button.click()
    assert sorted(came) == ["a", "c"]
    page.show_tiles([WELL])
    assert offered(page) == []


@pytest.mark.parametrize("width", [640, 1280, 1920])
@pytest.mark.parametrize(
    "name", ["Tafel 7", "Verpakkingsafdeling achter links, nr. 12", "Donaudampfschifffahrtsgesellschaft-Nr-17"]
)
def test_the_whole_name_of_a_bench_is_seen_and_all_columns_are_of_one_width(
    qtbot: QtBot, name: str, width: int
) -> None:
    page = HelpBoardPage(load("nl"))
    qtbot.addWidget(page)
    page.resize(width, 720)
    page.show()
    tiles = [
        BenchTile(str(n), name, BenchState.ASKS, "Er is iets kapot", "sinds 24 minuten · Niets gehoord")
        for n in range(7)
    ]
    page.show_tiles(tiles, "De server is niet te bereiken. Het wordt nog eens geprobeerd.")
    QCoreApplication.processEvents()
    assert page.width() == width  # no notice and no name makes it wider
    names = [words for words in page.findChildren(QLabel) if words.text().replace("\u200b", "") == name]
    assert len(names) == 7

    def is_whole(words: QLabel) -> bool:
        room = QRect(0, 0, words.width(), 9999)
        needed = words.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words.text())
        return needed.width() <= words.width() and needed.height() <= words.height()

    qtbot.waitUntil(lambda: all(is_whole(words) for words in names), timeout=20_000)
    widths = {words.parentWidget().width() for words in names}
    assert max(widths) - min(widths) <= 1


def test_few_benches_are_no_taller_than_many(qtbot: QtBot) -> None:
    page = shown(qtbot)
    (button,) = offered(page)
    tile = button.parentWidget()
    assert tile is not None
    qtbot.waitUntil(lambda: TALL_PX <= tile.height() < TALL_PX + 40, timeout=20_000)
    page.show_tiles([ASKS, WELL, *(BenchTile(str(n), "Bench", BenchState.WELL, "All is well") for n in range(9))])
    page.show_tiles([ASKS])
    qtbot.waitUntil(lambda: TALL_PX <= tile.height() < TALL_PX + 40, timeout=20_000)
