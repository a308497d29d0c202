"""The open window comes forward when another start asks for it, and hears for which task."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.app.second_start import SecondStarts, hand_over
from oss_app.store.handover import Handover

PATIENCE_MS = 20_000


def test_the_open_window_comes_forward_and_tells_what_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    first, other = QWidget(), QWidget()
    for window in (first, other):
        qtbot.addWidget(window)
        window.show()
    first.showMinimized()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow, timeout=PATIENCE_MS)
    box, answers, task = tmp_path / "asked", list[bool](), tmp_path / "a.osstask"
    others = SecondStarts(Handover(box), first)
    others.open()
    asks = threading.Thread(target=lambda: answers.append(hand_over(Handover(box), task)))
    with qtbot.waitSignal(others.asked, timeout=PATIENCE_MS) as heard:
        asks.start()
    asks.join()
    assert heard.args is not None
    assert (Path(heard.args[0]).name, answers) == (task.name, [True])
    qtbot.waitUntil(first.isActiveWindow, timeout=PATIENCE_MS)
    assert not first.isMinimized()
    others.close()
    assert not hand_over(Handover(box))
