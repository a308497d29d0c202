"""A sound server that comes after the program is found, and nobody is interrupted for it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app.late_sound import LateSound, server_is_there


@pytest.fixture
def begin_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], socket.socket]:
    """Begins what listens like a sound server; nothing is there before."""
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("PULSE_RUNTIME_PATH", str(tmp_path))

    def begin() -> socket.socket:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / "native"))
        return server

    return begin


def test_it_is_seen_when_it_comes(begin_server: Callable[[], socket.socket]) -> None:
    assert not server_is_there()
    with begin_server():
        assert server_is_there()


def test_the_program_begins_anew_when_nobody_is_at_work(
    qtbot: QtBot, begin_server: Callable[[], socket.socket]
) -> None:
    late, ended, at_work = LateSound(20), [], True
    late.watch(lambda: not at_work, lambda: ended.append(1))
    with begin_server():
        qtbot.wait(400)
        assert (late.has_come, ended) == (False, [])
        at_work = False
        qtbot.waitUntil(lambda: ended == [1], timeout=30_000)
    assert late.has_come


def test_where_there_is_one_already_nothing_is_looked_for(
    qtbot: QtBot, begin_server: Callable[[], socket.socket]
) -> None:
    late, ended = LateSound(20), []
    with begin_server():
        late.watch(lambda: True, lambda: ended.append(1))
        qtbot.wait(400)
    assert (late.has_come, ended) == (False, [])


def test_one_that_took_the_place_of_another_is_seen(
    qtbot: QtBot, begin_server: Callable[[], socket.socket], tmp_path: Path
) -> None:
    late, ended = LateSound(20), []
    with begin_server():
        late.watch(lambda: True, lambda: ended.append(1))
        (tmp_path / "native").unlink()
        (tmp_path / "another").write_text("whose number it cannot have", encoding="utf-8")
        qtbot.wait(100)
        assert not ended, "there is none"
    with begin_server():
        qtbot.waitUntil(lambda: ended == [1], timeout=30_000)
    assert late.has_come


def test_one_that_is_not_heard_any_more_behind_its_socket_is_asked_for_anew(
    qtbot: QtBot, begin_server: Callable[[], socket.socket]
) -> None:
    late, ended, lost = LateSound(20), [], False
    with begin_server():
        late.watch(lambda: True, lambda: ended.append(1), lambda: lost)
        qtbot.wait(200)
        assert not ended
        lost = True
        qtbot.waitUntil(lambda: ended == [1], timeout=30_000)
