"""Nobody leaves the window by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.display import StationDisplay


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(StationDisplay("", ""))
    qtbot.addWidget(window, before_close_func=lambda w: w.allow_close())
    window.open()
    return window


def test_it_fills_the_display_without_a_frame(window: MainWindow) -> None:
    assert window.isFullScreen()
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint


def test_it_does_not_close(window: MainWindow) -> None:
    assert not window.close()
    assert window.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_F11])
@pytest.mark.parametrize(
    "modifier",
    [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier],
)
def test_no_key_closes_it(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(window, key, modifier)
    assert window.isVisible()
    assert window.isFullScreen()


def test_it_comes_when_the_display_does_that_was_off_when_the_program_began(qtbot: QtBot) -> None:
    display = StationDisplay("", "")
    window = MainWindow(display)
    qtbot.addWidget(window, before_close_func=lambda w: w.allow_close())
    display.changed.emit()
    assert not window.isVisible(), "nobody has opened it"
    window.open()
    window.hide()  # as Qt does when the display goes that stands in for none
    display.changed.emit()
    assert window.isVisible()
    assert window.isFullScreen()


def test_it_closes_for_those_who_may(window: MainWindow, qtbot: QtBot) -> None:
    window.allow_close()
    with qtbot.waitSignal(window.left):
        assert window.close()


def test_in_a_window_the_coach_may_close_it(qtbot: QtBot) -> None:
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    window.open()
    assert not window.isFullScreen()
    assert not window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.close()


def test_one_page_at_a_time(window: MainWindow) -> None:
    one, other = QWidget(), QWidget()
    window.show_page(one)
    assert one.isVisible()
    assert one.size() == window.size()
    window.show_page(other)
    assert other.isVisible()
    assert not one.isVisible()
    window.show_page(one)
    assert one.isVisible()


def test_a_display_that_changed_is_told(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.screen()
    with qtbot.waitSignal(window.display_changed, timeout=1000):
        screen.geometryChanged.emit(screen.geometry())
    assert window.geometry() == screen.geometry()


def test_a_window_that_was_put_away_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.showMinimized()
    qtbot.waitUntil(lambda: window.isFullScreen() and not window.isMinimized(), timeout=20_000)
