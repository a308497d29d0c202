"""Who reads the journal's file learns no pace and no order within a day, however they look (P5, docs/adr/0013)."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
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


INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE = 2, 5, 10, 13
WIDTHS = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}
"""Bytes of a value by its serial type; 8 and 9 are 0 and 1 themselves."""


@dataclass(frozen=True)
class Lying:
    """A row of a table without row numbers as it lies in the file: from which byte on, and its values."""

    start: int
    values: tuple[int | bytes, ...]


def lying(raw: bytes) -> list[Lying]:
    """The rows in the pages of SQLite's file; that the free room beside them, and each free page, holds nothing.

    A page that has lost all its rows still tells how many bytes each had, and no more of them.

    Source: sqlite.org/fileformat2.html, 1.6 (B-tree pages) and 2.1 (records).
    """
    size, found = int.from_bytes(raw[16:18], "big"), list[Lying]()
    assert raw[18:20] == b"\x01\x01", "it has a write-ahead log"
    for page in range(0, len(raw), size):
        head = page + (100 if page == 0 else 0)
        kind, count = raw[head], int.from_bytes(raw[head + 3 : head + 5], "big")
        if kind not in (INTERIOR_INDEX, INTERIOR_TABLE, LEAF_INDEX, LEAF_TABLE):
            assert not any(raw[page + 8 : page + size]), "a page that is free still holds something"
            continue
        first = head + (12 if kind in (INTERIOR_INDEX, INTERIOR_TABLE) else 8)
        pointers = [int.from_bytes(raw[first + 2 * n : first + 2 * n + 2], "big") for n in range(count)]
        content = int.from_bytes(raw[head + 5 : head + 7], "big")
        free, is_of_rows = raw[first + 2 * count : page + content], b"CREATE TABLE" not in raw[page : page + size]
        assert not (count and is_of_rows and any(free)), "between pointers and rows lies what was there before"
        assert count or sum(map(bool, free)) < len(free) / 50
        if kind == LEAF_INDEX:
            found += [Lying(page + at, record(raw, varint(raw, page + at)[1])) for at in pointers]
    return found


def varint(raw: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's own kind, at most eight bytes of it, and where it ends."""
    value = 0
    while True:
        value, byte, at = value << 7 | raw[at] & 127, raw[at], at + 1
        if byte < 128:
            return value, at


def record(raw: bytes, at: int) -> tuple[int | bytes, ...]:
    """The values of a row: numbers, and the bytes of all else."""
    length, here = varint(raw, at)
    values, where = list[int | bytes](), at + length
    while here < at + length:
        kind, here = varint(raw, here)
        width = WIDTHS[kind] if kind in WIDTHS else (kind - 12) // 2
        part, where = raw[where : where + width], where + width
        values.append(kind - 8 if kind in (8, 9) else int.from_bytes(part, "big", signed=True) if kind < 8 else part)
    return tuple(values)


def middle(rows: Iterable[Lying]) -> float:
    """Where such rows lie in the file."""
    starts = [row.start for row in rows]
    return sum(starts) / len(starts)


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
    in_file: dict[str, tuple[bool, bool]] = {}
    for table, columns in (("ended", 14), ("needed", 8)):
        found = [row for row in lying(raw) if len(row.values) == columns]
        assert len(found) == 2 * KITS * STEPS
        of_task = {task: middle(row for row in found if row.values[0] == number[task]) for task in ("a", "b")}
        of_a = [row for row in found if row.values[0] == number["a"]]
        of_kit = {kit: middle(row for row in of_a if row.values[1] == kit) for kit in helped | alone}
        in_file[f"where {table} lie"] = of_task["a"] < of_task["b"], of_kit[min(helped)] < of_kit[min(alone)]
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
        **in_file,
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
    # 120 throws of a coin, 22 times: further than 4.2 standard deviations from the middle is one in 1700
    room = 4.2 * (TRIALS / 4) ** 0.5
    off = {f"{name} {n}": count for name, both in right.items() for n, count in enumerate(both)}
    assert {name: count for name, count in off.items() if abs(count - TRIALS / 2) > room} == {}
