"""Calls from other threads arrive in the thread of the windows, in order, and not after the end."""

from __future__ import annotations

import subprocess
import sys
import threading

import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from oss_app.ui.kit.bridge import Bridge, later_while
from tests.conftest import ROOT


def test_calls_of_other_threads_run_here_in_order(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[tuple[int, threading.Thread]] = []

    def post() -> None:
        for i in range(500):
            bridge.post(lambda i=i: ran.append((i, threading.current_thread())))

    thread = threading.Thread(target=post)
    thread.start()
    thread.join()
    assert ran == []
    qtbot.waitUntil(lambda: len(ran) == 500)
    assert [i for i, _ in ran] == list(range(500))
    assert {t for _, t in ran} == {threading.current_thread()}


def test_a_call_of_this_thread_waits_its_turn_too(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[str] = []
    bridge.post(lambda: ran.append("posted"))
    ran.append("first")
    qtbot.waitUntil(lambda: len(ran) == 2)
    assert ran == ["first", "posted"]


def test_nothing_is_called_after_close(qtbot: QtBot) -> None:
    bridge = Bridge()
    ran: list[str] = []
    bridge.post(lambda: ran.append("in line"))
    bridge.close()
    bridge.post(lambda: ran.append("late"))
    qtbot.wait(50)
    assert ran == []


def test_a_post_after_qt_has_gone_is_harmless(qtbot: QtBot) -> None:
    bridge = Bridge()
    shiboken6.delete(bridge)
    bridge.post(lambda: None)
    bridge.post(lambda: None)


def test_what_was_planned_for_a_page_is_not_called_when_the_page_has_gone(qtbot: QtBot) -> None:
    gone, there = QObject(), QObject()
    called: list[str] = []
    later_while(gone)(0.01, lambda: called.append("gone"))
    later_while(there)(0.02, lambda: called.append("there"))
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["there"]


PLANNED = """
import gc
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from oss_app.ui.kit.bridge import later_while

class Planner:
    def act(self):
        self.has_acted = True
        acted.append(1)

application, owner, acted = QCoreApplication([]), QObject(), []
for _ in range(3000):
    later_while(owner)(0.005, Planner().act)
others = [Planner() for _ in range(1000)]
gc.collect()
QTimer.singleShot(300, application.quit)
application.exec()
assert len(acted) == 3000, len(acted)
"""


def test_what_is_planned_by_an_object_that_nobody_else_holds_is_called_and_crashes_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", PLANNED], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


ENDING = """
import sys, threading
import shiboken6
from PySide6.QtCore import QCoreApplication
from oss_app.ui.kit.bridge import Bridge
from tests.conftest import ROOT

sys.setswitchinterval(1e-6)
application = QCoreApplication([])
for _ in range(40):
    bridge, begun, over = Bridge(), threading.Event(), threading.Event()

    def post(bridge=bridge, begun=begun, over=over):
        while not over.is_set():
            bridge.post(lambda: None)
            begun.set()

    threads = [threading.Thread(target=post) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait()
    bridge.close()
    shiboken6.delete(bridge)  # as Qt does where the program ends
    over.set()
    for thread in threads:
        thread.join()
"""


def test_the_program_can_end_while_other_threads_post() -> None:
    """In a process of its own: where ``close`` does not wait for a post that is under way, it dies of signal 11."""
    done = subprocess.run([sys.executable, "-c", ENDING], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
