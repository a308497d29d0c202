"""Files that rotted: no false row is ever believed, what is sound is saved, and nothing goes silently."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from oss_app.core.errors import UserError
from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Phase, Position, RowsTicked, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store import salvage, versions
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from tests.store.conftest import WORDS, Days, rows_of

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("tandarts", "windmill")
TABLES = ("session", "position", "ended", "tick", "needed", "week", "remark")


def fill(journal: SqliteJournal, sessions: int = 12, steps: int = 40) -> None:
    """Finished sessions, and one that is open at its last step."""
    for n in range(sessions):
        number = journal.begin(KEY if n == sessions - 1 else SessionKey(f"task {n}", "pan"), f"digest {n}", Position())
        for step in range(1, steps + 1):
            journal.record(number, StepEnded(1, step, Outcome.SEEN, step % 3, "sonde"), Position(1, step))
        if n < sessions - 1:
            journal.finish(number)


def overwrite(path: Path, sql: str) -> None:
    """Change a row behind the journal's back, without its hash."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


def all_rows(path: Path, days: Days) -> dict[str, set[tuple[object, ...]]]:
    return {table: {tuple(row.values()) for row in rows_of(path, days, table)} for table in TABLES}


class TestOneRow:
    def test_a_rotten_position_gives_way_to_the_last_step_that_ended(self, opened: Opened, path: Path) -> None:
        journal = opened()
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE position SET place = 77")
        again = opened().open_session(KEY)
        assert again is not None
        assert again.position == Position(1, 5)

    def test_a_rotten_position_gives_way_to_the_one_before(self, opened: Opened, path: Path) -> None:
        journal = opened(JournalLevel.NONE)  # no steps are kept that could help
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE position SET phase = 'finished' WHERE turn = 5")
        again = opened(JournalLevel.NONE).open_session(KEY)
        assert again is not None
        assert again.position == Position(1, 4)

    def test_with_nothing_sound_it_starts_at_the_beginning(self, opened: Opened, path: Path) -> None:
        journal = opened(JournalLevel.NONE)
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE position SET place = 77")
        again = opened(JournalLevel.NONE).open_session(KEY)
        assert again is not None
        assert again.position == Position(1, 0, Phase.STEP)

    def test_it_goes_on_from_there(self, opened: Opened, path: Path) -> None:
        journal = opened()
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE position SET place = 77")
        journal = opened()
        again = journal.open_session(KEY)
        assert again is not None
        journal.record(again.number, StepEnded(1, 6, Outcome.SEEN), Position(1, 6))
        last = opened().open_session(KEY)
        assert last is not None
        assert last.position == Position(1, 6)

    def test_a_rotten_session_is_not_resumed_and_a_new_one_gets_none_of_its_steps(
        self, opened: Opened, path: Path, days: Days
    ) -> None:
        journal = opened()
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE session SET task = 'ontbijt'")
        journal = opened()
        assert journal.open_session(KEY) is None
        assert journal.open_session(SessionKey("ontbijt", "windmill")) is None
        number = journal.begin(KEY, "a", Position())
        assert not any(row["session"] == number for row in rows_of(path, days, "ended"))

    @pytest.mark.parametrize("table", ["session", "position", "ended"])
    def test_no_row_goes_without_a_word(self, opened: Opened, path: Path, days: Days, table: str) -> None:
        journal = opened()
        fill(journal, 2, 5)
        journal.close()
        overwrite(
            path,
            f"UPDATE {table} SET hash = x'00' WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)"
            if table == "session"
            else f"UPDATE {table} SET hash = x'00' WHERE session = 2",
        )
        database = Database(path, days, WORDS)
        assert SqliteJournal(database, JournalLevel.TASK, days).trouble == ""
        assert len(database.notices) == 1
        database.close()
        again = Database(path, days, WORDS)
        SqliteJournal(again, JournalLevel.TASK, days)
        assert again.notices == [], "once"
        again.close()


class TestEmpty:
    def test_an_empty_file_at_the_start_is_told(self, path: Path, days: Days) -> None:
        path.write_bytes(b"")
        database = Database(path, days, WORDS)
        journal = SqliteJournal(database, JournalLevel.TASK, days)
        assert journal.begin(KEY, "a", Position()) == 1
        assert len(database.notices) == 1
        database.close()

    def test_a_file_that_is_cut_to_nothing_while_running_is_told_and_the_session_is_kept(
        self, path: Path, days: Days, opened: Opened
    ) -> None:
        database = Database(path, days, WORDS)
        journal = SqliteJournal(database, JournalLevel.TASK, days)
        number = journal.begin(KEY, "a", Position())
        journal.record(number, StepEnded(1, 1, Outcome.SEEN), Position(1, 1))
        path.write_bytes(b"")
        journal.record(number, StepEnded(1, 2, Outcome.SEEN), Position(1, 2))
        assert (journal.trouble, len(database.notices)) == ("", 1)
        database.close()
        again = opened().interrupted()
        assert again is not None
        assert again.position == Position(1, 2)


class TestOtherRows:
    def test_a_tick_that_rotted_is_asked_for_again(self, opened: Opened, path: Path) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        journal.record(number, RowsTicked(1, frozenset({0, 1})), Position())
        journal.close()
        overwrite(path, "UPDATE tick SET places = '0,1,2'")
        again = opened().interrupted()
        assert again is not None
        assert again.ticks == frozenset()

    def test_a_rotten_step_does_not_count(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        fill(journal, 1, 5)
        journal.close()
        overwrite(path, "UPDATE ended SET help = 4 WHERE step = 2")
        overwrite(path, "UPDATE ended SET outcome = CAST(x'ff80' AS TEXT) WHERE step = 3")  # no text at all
        assert [row["step"] for row in rows_of(path, days, "ended")] == [1, 4, 5]

    def test_a_session_whose_steps_rotted_can_be_finished(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        for kit, step in ((1, 1), (1, 2), (2, 1)):
            journal.record(number, StepEnded(kit, step, Outcome.CONFIRMED, help=2), Position(kit, step))
        journal.close()
        overwrite(path, "UPDATE ended SET help = 4 WHERE kit = 1")  # what each step took of help is kept apart from it
        again = opened()
        again.finish(number)
        assert again.open_session(KEY) is None
        again.close()
        assert len(rows_of(path, days, "ended")) == len(rows_of(path, days, "needed")) == 1


class TestWholeFile:
    def test_what_can_be_read_is_saved(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        fill(journal)
        journal.close()
        before = all_rows(path, days)
        raw = bytearray(path.read_bytes())
        middle = len(raw) // 2 // 4096 * 4096
        raw[middle : middle + 4096] = b"\xaa" * 4096
        path.write_bytes(raw)
        database = Database(path, days, WORDS)
        SqliteJournal(database, JournalLevel.OWN_PROGRESS, days).close()
        after = all_rows(path, days)
        assert all(after[table] <= before[table] for table in TABLES)
        assert sum(map(len, after.values())) > 0.8 * sum(map(len, before.values()))
        (aside,) = path.parent.glob("journal-damaged-2026-11-03.sqlite")
        assert aside.read_bytes() == raw
        (notice,) = database.notices
        assert aside.name in notice
        assert str(sum(map(len, after.values()))) in notice

    @pytest.mark.parametrize("raw", [b"no database at all" * 500, b"SQLite format 3\0", b"\0" * 8192])
    def test_what_is_no_database_is_set_aside(self, opened: Opened, path: Path, raw: bytes) -> None:
        path.write_bytes(raw)
        opened().begin(KEY, "a", Position())
        assert opened().open_session(KEY) is not None
        assert [file.read_bytes() for file in path.parent.glob("journal-damaged-*.sqlite")] == [raw]

    def test_what_is_set_aside_is_never_written_over(self, opened: Opened, path: Path) -> None:
        for raw in (b"first" * 900, b"second" * 900):
            path.write_bytes(raw)
            opened().close()
        found = {file.name: file.read_bytes() for file in path.parent.glob("journal-damaged-*.sqlite")}
        assert found == {
            "journal-damaged-2026-11-03.sqlite": b"first" * 900,
            "journal-damaged-2026-11-03-2.sqlite": b"second" * 900,
        }

    def test_a_half_done_transaction_of_the_damaged_file_does_not_reach_the_mended_one(
        self, opened: Opened, path: Path, days: Days
    ) -> None:
        journal = opened()
        fill(journal, 3, 5)
        journal.close()
        leftover = path.with_name("journal.sqlite-journal")
        leftover.write_bytes(b"a rollback journal")
        saved = salvage.replace(path, days.now().date())
        assert not leftover.exists()
        assert path.with_name("journal-damaged-2026-11-03.sqlite-journal").read_bytes() == b"a rollback journal"
        assert saved.rows == 3 + 15 + 15 + 2

    def test_an_older_damaged_file_is_saved_and_then_brought_up_to_date(self, opened: Opened, path: Path) -> None:
        shutil.copyfile(Path(__file__).parent / "files" / "journal-v1.sqlite", path)
        overwrite(path, "CREATE TABLE stray (a)")
        assert opened().open_session(KEY) is not None
        assert list(path.parent.glob("journal-damaged-*.sqlite"))
        with closing(sqlite3.connect(path)) as connection:
            assert versions.version(connection) == versions.newest()

    def test_damage_that_comes_while_it_runs_is_mended_without_losing_a_step(
        self, opened: Opened, path: Path, days: Days
    ) -> None:
        journal = opened()
        fill(journal)
        raw = path.read_bytes()
        # behind the back of an open connection: every page but the first, as a failing disk would
        path.write_bytes(raw[:4096] + b"\xaa" * (len(raw) - 4096))
        overwrite(path, f"PRAGMA user_version = {versions.newest()}")  # so that it is read again
        again = journal.open_session(KEY)
        assert again is not None
        journal.record(again.number, StepEnded(1, 41, Outcome.SEEN), Position(1, 41))
        assert journal.trouble == ""
        found = opened().open_session(KEY)
        assert found is not None
        assert (found.position, found.digest) == (Position(1, 41), "digest 11")
        assert list(path.parent.glob("journal-damaged-*.sqlite"))


@pytest.mark.slow
def test_a_hundred_and_fifty_random_damages(opened: Opened, path: Path, days: Days, folder: Path) -> None:
    """Whatever rots: it opens (or is refused as newer), believes no false row, and resumes at a place that once was."""
    journal = opened()
    fill(journal, 6, 30)
    journal.close()
    sound, before = path.read_bytes(), all_rows(path, days)
    chance = random.Random(20261103)
    resumed, refused = 0, 0
    for trial in range(150):
        raw = bytearray(sound)
        at = chance.randrange(len(raw))
        length = chance.choice((1, 1, 4, 64, 512, 4096))
        raw[at : at + length] = bytes(chance.randrange(256) for _ in raw[at : at + length])
        file = folder / f"{trial}" / "journal.sqlite"
        file.parent.mkdir()
        file.write_bytes(raw)
        try:
            journal = opened(file=file)
        except UserError:
            refused += 1
            assert file.read_bytes() == raw
            continue
        again = journal.open_session(KEY)
        journal.close()
        after = all_rows(file, days)
        assert all(after[table] <= before[table] for table in TABLES), f"trial {trial} believed a false row"
        if again is not None:
            assert again.digest == "digest 5"
            assert again.position in {Position(1, n) for n in range(31)}
            resumed += again.position == Position(1, 30)
        aside = list(file.parent.glob("journal-damaged-*.sqlite"))
        assert [kept.read_bytes() for kept in aside] == [raw] if aside else file.read_bytes() == raw
    assert refused <= 2
    assert resumed >= 130  # the rest hit the file's description of itself: nothing could be read


@pytest.mark.slow
def test_a_hundred_flipped_bits_and_no_row_goes_without_a_word(
    opened: Opened, path: Path, days: Days, folder: Path
) -> None:
    """A single row that rots in the middle of its table, ticks of a list among them, is left out, and that is told."""
    journal = opened()
    fill(journal, 6, 30)
    number = journal.begin(KEY, "ticked", Position(1, 0))
    journal.record(number, RowsTicked(1, frozenset(range(8))), Position(1, 0))
    journal.close()
    sound, before = path.read_bytes(), all_rows(path, days)
    chance, lost = random.Random(20261127), 0
    for trial in range(100):
        raw = bytearray(sound)
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        file = folder / f"bit{trial}" / "journal.sqlite"
        file.parent.mkdir()
        file.write_bytes(raw)
        with suppress(UserError):  # as from a newer version
            opened(file=file).open_session(KEY)
            if all_rows(file, days) != before:
                lost += 1
                assert list(file.parent.glob("journal-damaged-*.sqlite")), f"bit {trial}: nobody is told"
    assert lost > 10, "else nothing was shown"


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        (
            PureWindowsPath(r"\\server\stations\bench 3\journal.sqlite"),
            "file:////server/stations/bench 3/journal.sqlite",
        ),
        (PureWindowsPath(r"D:\Zoë\journal.sqlite"), "file:///D:/Zoë/journal.sqlite"),
        (PurePosixPath("/home/zoë/50%#1?/journal.sqlite"), "file:///home/zoë/50%25%231%3f/journal.sqlite"),
    ],
)
def test_sqlite_finds_a_file_on_a_share_and_of_any_name(file: PurePath, uri: str) -> None:
    assert salvage.address(file) == uri


@pytest.mark.parametrize("name", ["50%#1&x=y" if os.name == "nt" else "50%#1?&x=y", "Zoë O'Łukasz 林🙂", "a b"])
@pytest.mark.parametrize("slashes", ["", "/"], ids=["a disk", "a share"])
def test_sqlite_opens_what_it_is_told(name: str, slashes: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with closing(sqlite3.connect(folder / "journal.sqlite")) as made:
        made.execute("CREATE TABLE here (x)")
    asked = salvage.address(PurePosixPath(f"{slashes}{folder}/journal.sqlite"))
    with closing(sqlite3.connect(f"{asked}?immutable=1", uri=True)) as found:
        assert found.execute("SELECT count(*) FROM here").fetchone() == (0,)
