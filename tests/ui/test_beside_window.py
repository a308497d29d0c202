"""A slow act beside the window: it runs in a thread, and is told of here, once."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from oss_app.ui.kit.background_job import BesideWindow


def test_the_window_goes_on_meanwhile_and_hears_of_the_end(qtbot: QtBot) -> None:
    beside, may_end, threads = BesideWindow(), threading.Event(), list[int]()
    heard: list[tuple[Exception | None, bool]] = []

    def act() -> None:
        threads.append(threading.get_ident())
        may_end.wait()

    beside.begin(act, lambda error: heard.append((error, threading.get_ident() == threading.main_thread().ident)))
    assert beside.is_busy and heard == []
    may_end.set()
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    assert heard == [(None, True)]
    assert threads != [threading.get_ident()]
    assert not beside.is_busy


def test_whoever_cannot_wait_for_it_hears_of_it_once(qtbot: QtBot) -> None:
    beside, heard = BesideWindow(), list[Exception | None]()

    def act() -> None:
        raise OSError("full")

    beside.begin(act, heard.append)
    beside.settle()
    assert [str(error) for error in heard] == ["full"]
    beside.begin(lambda: None, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=60_000)
    assert heard[1] is None
