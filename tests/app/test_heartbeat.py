"""A service manager hears that the program is ready, that it answers, and that it ends; nobody else hears anything."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app.service_watchdog import ServiceWatchdog


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(2)
        yield listening


def test_says_ready_then_beats_and_says_when_it_stops(qtbot: QtBot, ear: socket.socket) -> None:
    heart = ServiceWatchdog({"NOTIFY_SOCKET": ear.getsockname(), "WATCHDOG_USEC": "40000"})
    heart.start()
    qtbot.wait(100)  # five times 20 ms
    heart.stop()
    assert ear.recv(64) == b"READY=1"
    assert ear.recv(64) == b"WATCHDOG=1"
    heard = b""
    while heard != b"STOPPING=1":
        heard = ear.recv(64)
        assert heard in (b"WATCHDOG=1", b"STOPPING=1")


def test_does_not_beat_where_no_watchdog_is_asked(qtbot: QtBot, ear: socket.socket) -> None:
    heart = ServiceWatchdog({"NOTIFY_SOCKET": ear.getsockname()})
    heart.start()
    qtbot.wait(50)
    heart.stop()
    assert [ear.recv(64), ear.recv(64)] == [b"READY=1", b"STOPPING=1"]


def test_hears_an_abstract_address(qtbot: QtBot) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0oss-app-test-heartbeat")
        listening.settimeout(2)
        ServiceWatchdog({"NOTIFY_SOCKET": "@oss-app-test-heartbeat"}).start()
        assert listening.recv(64) == b"READY=1"


def test_a_manager_that_went_away_stops_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    heart = ServiceWatchdog({"NOTIFY_SOCKET": str(tmp_path / "gone"), "WATCHDOG_USEC": "20000"})
    heart.start()
    qtbot.wait(40)
    heart.stop()


def test_nobody_asked() -> None:
    heart = ServiceWatchdog({})
    heart.start()
    heart.stop()


def test_a_manager_that_does_not_listen_holds_nothing_up(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        heartbeat = ServiceWatchdog({"NOTIFY_SOCKET": str(tmp_path / "deaf")})
        for _ in range(1000):  # more than any queue of datagrams holds
            heartbeat.start()
