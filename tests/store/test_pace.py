"""Who reads the journal's file learns no pace and no order within a day, however they look (P5, docs/adr/0013)."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.core.support import Remark, Said
from oss_app.store.database import Database
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.store.outbox import Outbox
from oss_app.store.retention import purge
from tests.store.conftest import WORDS, Days

TABLES = ("session", "ended", "needed", "position", "tick", "week", "remark", "shipped", "parcel", "parcel_entry")
KITS, STEPS, TRIALS = 2, 3, 120


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row in the order in which it lies in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def work(
    journal: SqliteJournal, key: SessionKey, days: Days, pace: Callable[[], float], outcomes: Sequence[int]
) -> None:
    """One session, at a pace in seconds a step; each kit takes help as told."""
    number = journal.begin(key, "digest", Position())
    for kit, help_used in enumerate(outcomes, 1):
        for step in range(1, STEPS + 1):
            days.at += timedelta(seconds=pace())
            entry = StepEnded(kit, step, Outcome.CONFIRMED, help_used, asked=help_used)
            journal.record(number, entry, Position(kit, step))
    journal.record(number, Moved(), Position(len(outcomes), STEPS))
    journal.finish(number)


def test_a_fast_day_and_a_slow_day_leave_the_same_rows(tmp_path: Path) -> None:
    """Not a byte of a row hangs on the time that it took, so nothing can be worked out from it."""
    seen = []
    for name, pace in (("fast", lambda: 2.0), ("slow", lambda: 900.0)):
        days, path = Days(), tmp_path / f"{name}.sqlite"
        database = Database(path, days, WORDS)
        journal = SqliteJournal(database, JournalLevel.OWN_PROGRESS, days)
        work(journal, SessionKey("kit", "pan"), days, pace, (0, 0))
        journal.close()
        rows = contents(path)
        # the dealt number and the hash over it are chance
        seen.append({table: [row[1:-1] for row in rows[table]] for table in TABLES})
    assert seen[0] == seen[1]


def file_of_a_day(folder: Path, trial: int, chance: random.Random, *, restarts: bool) -> tuple[Path, bool, bool]:
    """A day of one worker at a bench with a server: two tasks in an order, in each a kit with help and one without.

    In each task a question about help was answered. The file is read while the program runs, or after its next start.
    """
    days, path = Days(), folder / f"{trial}.sqlite"
    database = Database(path, days, WORDS)
    journal, outbox = SqliteJournal(database, JournalLevel.OWN_PROGRESS, days), Outbox(database)
    outbox.open(JournalLevel.OWN_PROGRESS)
    history = SqliteHistory(database, JournalLevel.OWN_PROGRESS)
    first_a, help_first = chance.random() < 0.5, chance.random() < 0.5
    outcomes = (1, 0) if help_first else (0, 1)
    for task in ("a", "b") if first_a else ("b", "a"):
        history.keep(SessionKey(task, "pan"), Remark(days.now().date(), Said.LATER, HelpLevel.PHOTO))
        work(journal, SessionKey(task, "pan"), days, lambda: chance.uniform(1, 60), outcomes)
        outbox.delivered(outbox.waiting()[-1].last)
    journal.close()
    if restarts:
        days.pass_days(1)
        purge(database, days.now().date())
        database.close()
    return path, first_a, help_first


def guesses(path: Path) -> dict[str, tuple[bool, bool]]:
    """What somebody would try: numbers, the order of rows, turns, kits, what went to the server, and where the bytes
    lie in the file."""
    rows, raw = contents(path), path.read_bytes()
    number = {row[1]: row[0] for row in rows["session"]}
    places = [row[1] for row in rows["session"]]
    ended = {task: [row for row in rows["ended"] if row[0] == number[task]] for task in ("a", "b")}
    helped = {row[1] for row in ended["a"] if row[9]}
    alone = {row[1] for row in ended["a"] if not row[9]}
    turns = {kit: max(row[4] for row in ended["a"] if row[1] == kit) for kit in helped | alone}
    followed = {kit: max(row[10] for row in ended["a"] if row[1] == kit) for kit in helped | alone}
    sent = {row[0]: (row[1:-1], place) for place, row in enumerate(rows["shipped"])}
    assert rows["parcel"] == rows["parcel_entry"] == []
    where = {task: raw.rfind(task.encode() + b"pandigest") for task in ("a", "b")}
    said = {task: raw.rfind(b"pan" + task.encode() + b"2026-11-03later") for task in ("a", "b")}
    steps = {task: raw.find(number[task].to_bytes(8, "big", signed=True)) for task in ("a", "b")}
    assert -1 not in (*where.values(), *said.values(), *steps.values())
    assert [raw.count(b"pandigest"), raw.count(b"2026-11-03later")] == [2, 2], "something was left where it had been"
    assert [file.name for file in path.parent.iterdir()] == [path.name], "something is beside the file"
    return {
        "numbers": (number["a"] < number["b"], min(helped) < min(alone)),
        "sizes": (abs(number["a"]) < abs(number["b"]), max(helped) > max(alone)),
        "rows": (places[0] == "a", ended["a"][0][9] == 1),
        "turns": (
            max(row[4] for row in ended["a"]) < max(row[4] for row in ended["b"]),
            turns[min(helped)] < turns[min(alone)],
        ),
        "next": (
            max(row[10] for row in ended["a"]) < max(row[10] for row in ended["b"]),
            followed[min(helped)] < followed[min(alone)],
        ),
        "sent": (sent[number["a"]] < sent[number["b"]], sent[number["a"]][1] < sent[number["b"]][1]),
        "bytes": (where["a"] < where["b"], where["a"] > where["b"]),
        "steps": (steps["a"] < steps["b"], steps["a"] > steps["b"]),
        "said": (said["a"] < said["b"], said["a"] > said["b"]),
    }


@pytest.mark.slow
@pytest.mark.parametrize("restarts", [False, True], ids=["while it runs", "after the next start"])
def test_no_guess_at_the_order_within_a_day_is_better_than_chance(folder: Path, restarts: bool) -> None:
    chance = random.Random(27)
    right: dict[str, list[int]] = {}
    for trial in range(TRIALS):
        path, *truth = file_of_a_day(folder, trial, chance, restarts=restarts)
        for name, guess in guesses(path).items():
            found = right.setdefault(name, [0, 0])
            for n, (said, true) in enumerate(zip(guess, truth, strict=True)):
                found[n] += said == true
        path.unlink()
    # 120 throws of a coin, eighteen times: further than 3.8 standard deviations from the middle is one in 400
    room = 3.8 * (TRIALS / 4) ** 0.5
    off = {f"{name} {n}": count for name, both in right.items() for n, count in enumerate(both)}
    assert {name: count for name, count in off.items() if abs(count - TRIALS / 2) > room} == {}
