"""What all tests stand on: no window, no thread left behind, and a station of their own."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from shiboken6 import isValid

from oss_app.ui.kit.bridge import Bridge
from tests.tiers import (  # noqa: F401 hooks
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_terminal_summary,
    pytest_xdist_make_scheduler,
)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "tests" / "recorded"
PATIENCE_S = 5.0


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests never touch what this computer's own station keeps."""
    os.environ["OSS_APP_DATA"] = str(tmp_path_factory.mktemp("station"))


@pytest.fixture(scope="session", autouse=True)
def qt_threads() -> Iterator[WeakSet[QThread]]:
    """The threads of Qt that the program has started and that still exist."""
    started: WeakSet[QThread] = WeakSet()
    start = QThread.start

    def note(thread: QThread, *priority: QThread.Priority) -> None:
        started.add(thread)
        start(thread, *priority)

    QThread.start = note  # type: ignore[method-assign]
    yield started
    QThread.start = start  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def no_thread_left(request: pytest.FixtureRequest, qt_threads: WeakSet[QThread]) -> Iterator[None]:
    """Fails a test that leaves a thread running, Python's or Qt's; threads get some seconds to end by themselves."""
    before, before_in_qt = set(threading.enumerate()), _running(qt_threads)
    yield
    end = time.monotonic() + PATIENCE_S
    while (left := [*_started_since(before), *(_running(qt_threads) - before_in_qt)]) and time.monotonic() < end:
        time.sleep(0.02)
    assert not left, f"{request.node.name} left threads running: {left}"


@pytest.fixture(scope="session", autouse=True)
def bridges() -> Iterator[WeakSet[Bridge]]:
    """The ways into the windows' thread that were made and that still exist."""
    made: WeakSet[Bridge] = WeakSet()
    init = Bridge.__init__

    def note(bridge: Bridge) -> None:
        init(bridge)
        made.add(bridge)

    Bridge.__init__ = note  # type: ignore[method-assign]
    yield made
    Bridge.__init__ = init  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def no_bridge_left(bridges: WeakSet[Bridge]) -> Iterator[None]:
    """Closes what a test that failed has left open, or its child would call into windows that the next one closed."""
    before = set(bridges)
    yield
    for bridge in set(bridges) - before:
        bridge.close()


@pytest.fixture(autouse=True)
def no_window_kept() -> Iterator[None]:
    """Lets Qt delete what a test has closed: without a loop of events it waits to the end, at 4K 48 MB a window."""
    yield
    if QCoreApplication.instance():
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _running(threads: WeakSet[QThread]) -> set[QThread]:
    return {thread for thread in threads if isValid(thread) and thread.isRunning()}


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads of ours; one that Qt made and that only passed through Python is not."""
    new = set(threading.enumerate()) - before
    return [thread for thread in new if thread.is_alive() and not isinstance(thread, threading._DummyThread)]
