"""From the journal to a real PostgreSQL and back, with the child process between them killed at any moment."""

from __future__ import annotations

import queue
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from oss_app.app.courier import Courier
from oss_app.core.parcel import HELP, WELL
from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.server.messages import Refusal
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.outbox import Outbox
from tests.server.conftest import WORDS, Prepared, no_child_left
from tests.store.conftest import Days

LEVEL = JournalLevel.TASK


class Place:
    """A station without a screen: its journal, its outbox, its courier, and one thread that they are called on."""

    def __init__(self, path: Path, days: Days, server: str, label: str = "", level: JournalLevel = LEVEL) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.coming: list[bool] = []
        """What the worker was shown of the coach, each time that it changed."""
        self.database = Database(path, days, WORDS)
        self.outbox = Outbox(self.database)
        self.courier = Courier(server, label, self.outbox, level, self._calls.put, self._answered)
        self.journal = SqliteJournal(self.database, level, days)
        self.courier.start()

    def _answered(self) -> None:
        if [self.courier.calls.coach_comes] != self.coming[-1:]:
            self.coming.append(self.courier.calls.coach_comes)

    def work(self, steps: int = 10, card: str = "") -> None:
        number = self.journal.begin(SessionKey("tandarts", card), "version", Position())
        for step in range(1, steps + 1):
            self.journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, step))
        self.journal.finish(number)
        self.courier.flush()

    def until(self, condition: Callable[[], object], seconds: float = 120.0) -> None:
        """Carry out what the child says until something is so."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            try:
                self._calls.get(timeout=0.05)()
            except queue.Empty:
                continue

    @property
    def pid(self) -> int:
        """The child process, waited for: the number of none would be everybody's."""
        self.until(lambda: self.courier.pid)
        assert self.courier.pid
        return self.courier.pid

    def is_empty(self) -> bool:
        return not self.outbox.waiting()

    def close(self) -> None:
        self.courier.close()
        self.journal.close()


@pytest.fixture
def file() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made) / "journal.sqlite"


@pytest.fixture
def opened(file: Path) -> Iterator[Callable[..., Place]]:
    days = Days()
    with no_child_left():
        places: list[Place] = []

        def open_place(server: str, label: str = "", level: JournalLevel = LEVEL) -> Place:
            places.append(Place(file, days, server, label, level))
            return places[-1]

        yield open_place
        for place in places:
            place.close()


def kept(prepared: Prepared) -> list[int]:
    return [row[0] for row in prepared.ask("SELECT step FROM oss_app.entry ORDER BY step")]


def test_a_finished_session_arrives_once(opened: Callable[..., Place], prepared: Prepared) -> None:
    place = opened(prepared.station)
    place.work(10)
    place.until(place.is_empty)
    assert kept(prepared) == list(range(1, 11))


def test_what_waited_while_the_program_was_closed_arrives(
    opened: Callable[..., Place],
    prepared: Prepared,
) -> None:
    place = opened("postgresql://oss_station@/oss?host=/nowhere")
    place.work(3)
    place.close()
    place = opened(prepared.station)
    place.until(place.is_empty)
    assert kept(prepared) == [1, 2, 3]


def test_a_killed_child_loses_and_doubles_nothing(opened: Callable[..., Place], prepared: Prepared) -> None:
    place = opened(prepared.station)
    for _ in range(3):
        place.work(5)
        with suppress(psutil.NoSuchProcess):  # it was killed before, and is only coming up
            psutil.Process(place.pid).kill()
    place.until(place.is_empty)
    assert kept(prepared) == sorted([1, 2, 3, 4, 5] * 3)


@pytest.mark.slow
def test_a_server_that_never_answers_has_the_child_killed_and_the_journal_is_not_kept_waiting(
    opened: Callable[..., Place],
    prepared: Prepared,
) -> None:
    """A port that takes the connection and then is silent: libpq waits, the process is killed."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=50)) as silent:
        port = silent.getsockname()[1]
        place = opened(f"postgresql://oss_station:x@127.0.0.1:{port}/oss?connect_timeout=600")
        pid = place.pid
        place.work(3)
        before = time.thread_time()
        place.work(20)
        assert time.thread_time() - before < 1.0
        place.until(lambda: place.courier.pid != pid)
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
        assert len(place.outbox.waiting()) == 2


def test_a_copy_of_a_station_is_told_so(opened: Callable[..., Place], prepared: Prepared, file: Path) -> None:
    place = opened(prepared.station)
    place.work(3)
    place.until(place.is_empty)
    copied = file.read_bytes()
    place.work(3)
    place.until(place.is_empty)
    place.close()
    file.write_bytes(copied)
    place = opened(prepared.station)
    place.work(2)
    place.until(lambda: place.courier.refused)
    assert place.courier.refused is Refusal.COPIED
    assert "copy of another" in place.courier.news(WORDS)
    assert kept(prepared) == [1, 1, 2, 2, 3, 3]
    place.outbox.begin_anew()
    place.close()
    place = opened(prepared.station)
    place.work(2)
    place.until(place.is_empty)
    assert kept(prepared) == [1, 1, 1, 2, 2, 2, 3, 3]
    assert prepared.ask("SELECT count(*) FROM oss_app.station") == [(2,)]


def test_a_card_that_is_deleted_and_a_level_that_is_lowered_delete_there_too(
    opened: Callable[..., Place], prepared: Prepared
) -> None:
    place = opened(prepared.station, level=JournalLevel.OWN_PROGRESS)
    place.work(2)
    place.work(3, card="windmill")
    place.until(place.is_empty)
    assert kept(prepared) == [1, 1, 2, 2, 3]
    assert "windmill" not in prepared.server.dump()
    assert "another day" in place.courier.news(WORDS)  # the clock of these benches stands in 2026 for ever
    place.journal.forget("windmill")
    place.courier.flush()
    place.until(place.is_empty)
    assert kept(prepared) == [1, 2]
    place.close()
    place = opened(prepared.station, level=JournalLevel.NONE)
    place.until(place.is_empty)
    assert kept(prepared) == []
    place.work(4)
    assert place.is_empty()


def test_of_two_copies_that_run_at_once_one_is_told_before_any_session_ends(
    opened: Callable[..., Place], prepared: Prepared, file: Path
) -> None:
    board = "SELECT label, state FROM oss_app.benches()"
    place = opened(prepared.station, "Bench 7")
    place.until(lambda: prepared.ask(board) == [("Bench 7", WELL)])
    (file.parent / "copied").mkdir()
    shutil.copy(file, file.parent / "copied" / file.name)
    other = Place(file.parent / "copied" / file.name, Days(), prepared.station, "Bench 7")
    try:
        other.courier.tell(HELP)
        other.until(lambda: prepared.ask(board) == [("Bench 7", HELP)])
        place.courier.tell(HELP)
        place.until(lambda: place.courier.refused)
        assert place.courier.refused is Refusal.COPIED
        assert "copy of another" in place.courier.news(WORDS)
        assert not place.courier.calls.is_called  # who asks there is not told that somebody was called
        other.until(lambda: other.courier.calls.is_called)
        assert prepared.ask(board) == [("Bench 7", HELP)]
    finally:
        other.close()


def test_help_is_seen_by_the_coach_and_the_coach_by_the_worker(
    opened: Callable[..., Place],
    prepared: Prepared,
) -> None:
    place = opened(prepared.station, "Bench 7")
    board = "SELECT label, state, coming FROM oss_app.benches()"
    place.until(lambda: prepared.ask(board) == [("Bench 7", "well", False)])
    place.courier.tell(HELP)
    place.until(lambda: prepared.ask(board) == [("Bench 7", "help", False)])
    prepared.ask("SELECT oss_app.come(station) FROM oss_app.board")
    place.until(lambda: place.coming == [False, True])
    place.courier.tell(WELL)
    place.until(lambda: prepared.ask(board) == [("Bench 7", "well", False)])
    place.courier.tell(HELP)  # another call: the coach has not said that they come to this one
    place.until(lambda: prepared.ask(board) == [("Bench 7", "help", False)])
    place.until(lambda: place.coming == [False, True, False])
    place.close()
    assert prepared.ask(board) == []  # a bench that is closed leaves the board


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("postgresql://x@db.example.org/oss?sslmode=disable", Refusal.UNSAFE),
        ("nonsense", Refusal.UNSAFE),
    ],
)
def test_a_line_that_is_refused_is_a_sentence(opened: Callable[..., Place], line: str, why: Refusal) -> None:
    pytest.importorskip("psycopg")
    place = opened(line)
    place.until(lambda: place.courier.refused)
    assert place.courier.refused is why
    assert place.courier.news(WORDS)
