"""The coach's side of the help board, through its child process, on a real PostgreSQL."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import Any

import pytest

from oss_app.server.board import BoardLine
from oss_app.server.messages import BoardSeen, Come, Reached
from oss_app.sidecar import Sidecar
from tests.server.conftest import Prepared, no_child_left
from tests.server.parcels import Bench

Heard = Callable[[Callable[[Any], bool]], Any]


@pytest.fixture
def board(prepared: Prepared) -> Any:
    messages: queue.SimpleQueue[Any] = queue.SimpleQueue()
    with no_child_left():
        sidecar = Sidecar("board", BoardLine(prepared.board), lambda f: f(), messages.put, lambda alive: None)
        sidecar.start()
        yield sidecar, lambda wanted: heard(messages, wanted)
        sidecar.close()


def heard(messages: queue.SimpleQueue[Any], wanted: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        message = messages.get(timeout=120)
        if wanted(message):
            return message
    raise AssertionError("it was not heard in time")


def states(message: Any) -> list[tuple[str, str, bool]]:
    return [(b.label, b.state, b.coming) for b in message.benches] if isinstance(message, BoardSeen) else []


def test_the_coach_sees_who_asks_and_says_that_they_come(board: tuple[Sidecar, Heard], prepared: Prepared) -> None:
    sidecar, hear = board
    one, two = Bench(prepared.station), Bench(prepared.station)
    one.say("well", "Bench 1")
    two.say("help", "Bench 2")
    seen = hear(lambda m: len(states(m)) == 2)
    assert states(seen) == [("Bench 2", "help", False), ("Bench 1", "well", False)]
    assert [bench.asks for bench in seen.benches] == [True, False]
    sidecar.send(Come(two.who.id))
    hear(lambda m: states(m)[:1] == [("Bench 2", "help", True)])
    two.say("well", "Bench 2")
    hear(lambda m: states(m) == [("Bench 1", "well", False), ("Bench 2", "well", False)])


@pytest.mark.slow
def test_a_bench_that_is_not_heard_from_says_for_how_long(board: tuple[Sidecar, Heard], prepared: Prepared) -> None:
    _, hear = board
    Bench(prepared.station).say("well", "Bench 1")
    prepared.ask("UPDATE oss_app.board SET heard = now() - interval '70 seconds'")
    seen = hear(lambda m: isinstance(m, BoardSeen) and m.benches and m.benches[0].silent_s >= 70)
    assert seen.benches[0].state == "well"
    prepared.ask("UPDATE oss_app.board SET heard = now() - interval '2 days'")
    hear(lambda m: isinstance(m, BoardSeen) and not m.benches)


@pytest.mark.slow
def test_a_server_that_goes_is_told_and_found_again(board: tuple[Sidecar, Heard], prepared: Prepared) -> None:
    _, hear = board
    hear(lambda m: m == Reached(True))
    prepared.server.stop()
    try:
        hear(lambda m: isinstance(m, Reached) and not m.is_reached)
    finally:
        prepared.server.start()
    hear(lambda m: m == Reached(True))
