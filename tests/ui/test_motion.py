"""What the system wishes of motion is asked while the window goes on."""

from __future__ import annotations

import sys

from pytestqt.qtbot import QtBot

from oss_app.ui.kit.motion import SystemWish


def test_nobody_waits_for_what_the_system_says_and_then_it_counts(qtbot: QtBot) -> None:
    wish = SystemWish("false", sys.executable, "-c", "print('false')")
    assert not wish.is_for_stillness
    qtbot.waitUntil(lambda: wish.is_for_stillness, timeout=30_000)


def test_a_system_that_says_something_else_or_nothing_has_no_wish(qtbot: QtBot) -> None:
    moves, lacks = SystemWish("false", sys.executable, "-c", "print('true')"), SystemWish("1", "no-such-program")
    last = SystemWish("false", sys.executable, "-c", "print('false')")
    qtbot.waitUntil(lambda: last.is_for_stillness, timeout=30_000)
    assert not moves.is_for_stillness
    assert not lacks.is_for_stillness
