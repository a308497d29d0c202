"""The help board's page: what a press does while the tiles go on changing under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oss_app.i18n import load
from oss_app.ui.desk.station.help_board_page import BenchState, BenchTile, HelpBoardPage

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
