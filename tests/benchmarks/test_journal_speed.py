"""A confirmed step is on the disk before the next one shows, so how long that takes is part of every step."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.i18n import load
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.report import checks_to_disarm
from oss_app.store.retention import purge
from oss_app.store.rows import TrustedRows

OWN_MS = 1.0  # what the journal may take on top of the disk, for one step
TIMES_BARE = 3.0  # and all of it, compared to one bare commit of one small row
START_MS = 500.0  # opening, checking and purging a quarter of a million steps, of the 10 s that W17 gives
SESSIONS, STEPS = 2500, 100


class Noon:
    def monotonic(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return datetime(2026, 11, 3, 12, tzinfo=UTC)


def journal_in(folder: Path) -> SqliteJournal:
    return SqliteJournal(Database(folder / "journal.sqlite", Noon(), load("en")), JournalLevel.TASK, Noon())


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def steps(journal: SqliteJournal) -> Callable[[], None]:
    """One step after the other of one session, a call each."""
    number = journal.begin(SessionKey("tandarts"), "digest", Position())
    done = iter(range(1, 1_000_000))

    def record() -> None:
        step = next(done)
        journal.record(number, StepEnded(1, step, Outcome.SEEN, 0, "sonde"), Position(1, step))

    return record


def test_a_step(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    journal = journal_in(tmp_path)
    benchmark.pedantic(steps(journal), rounds=200, warmup_rounds=10)
    journal.close()


def test_a_step_against_a_bare_commit(tmp_path: Path) -> None:
    """In turns, so that whatever else keeps the disk busy hits both."""
    journal = journal_in(tmp_path)
    record = steps(journal)
    with closing(sqlite3.connect(tmp_path / "bare.sqlite", isolation_level=None)) as bare:
        bare.execute("PRAGMA synchronous = EXTRA")
        bare.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b INTEGER)")
        pairs = [
            (milliseconds(record), milliseconds(lambda: bare.execute("INSERT INTO t (b) VALUES (1)")))
            for _ in range(200)
        ]
    journal.close()
    ours, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert ours <= TIMES_BARE * theirs + OWN_MS, f"{ours:.2f} ms against {theirs:.2f} ms"


def test_what_the_journal_takes_itself(record_property: Callable[[str, object], None]) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir():
        pytest.skip("no disk in memory here, so the journal's own part cannot be told from the disk's")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        journal = journal_in(Path(folder))
        record = steps(journal)
        took = [milliseconds(record) for _ in range(500)]
        journal.close()
    record_property("milliseconds", {"half": statistics.median(took), "target": OWN_MS})


def fill(rows: TrustedRows) -> None:
    """Three months at a busy station."""
    for number in range(1, SESSIONS + 1):
        day = f"2026-{8 + number * 3 // (SESSIONS + 1):02d}-15"
        rows.put(
            "session", number=number, task="tandarts", card="", digest="digest", level="task", day=day, is_open=0,
            on_screen=0,
        )  # fmt: skip
        for step in range(1, STEPS + 1):
            check = "sonde" if step % 5 == 0 else ""
            rows.put(
                "ended", session=number, kit=1, step=step, day=day, turn=step, check_name=check, first_outcome="seen",
                first_help=0, outcome="seen", help=0, next_kit=1, next_place=step, next_phase="step",
            )  # fmt: skip


@pytest.mark.slow
def test_a_start_after_three_busy_months(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    journal = journal_in(tmp_path)
    journal._database.write(fill)
    journal.close()
    database = Database(tmp_path / "journal.sqlite", Noon(), load("en"))
    today = Noon().now().date()
    took = milliseconds(lambda: purge(database, today))
    took += milliseconds(lambda: SqliteJournal(database, JournalLevel.TASK, Noon()))
    took += milliseconds(lambda: checks_to_disarm(database, "tandarts", {"sonde": today.replace(year=2020)}))
    database.close()
    record_property("milliseconds", {"took": took, "target": START_MS})
