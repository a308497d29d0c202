"""A full, read-only or absent disk: the task can be finished, and nothing is lost when there is room again (R4)."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from oss_app.core.ports import SessionKey
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store import trouble
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.trouble import StorageError, StorageTrouble
from tests.store.conftest import WORDS, Days, rows_of

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("tandarts", "windmill")
STEPS = 300


def do_step(journal: SqliteJournal, number: int, step: int) -> None:
    journal.record(
        number, StepEnded(1, step, Outcome.CONFIRMED, check="a check with a long name " * 4), Position(1, step)
    )


def steps_on_disk(path: Path, days: Days) -> list[int]:
    return [int(str(row["step"])) for row in rows_of(path, days, "ended")]


def allow_pages(journal: SqliteJournal, pages: int) -> None:
    """As many pages as the file may have; at least those that it has."""
    journal._database.read(lambda rows: rows.execute(f"PRAGMA max_page_count = {pages}"))


class TestFullByPageCount:
    """SQLite answers just as on a full disk."""

    def test_the_session_goes_on_and_all_is_written_in_the_end(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        allow_pages(journal, 1)
        for step in range(1, STEPS + 1):
            do_step(journal, number, step)
        assert journal.trouble == "full"
        written = steps_on_disk(path, days)
        assert written == list(range(1, len(written) + 1)), "what is on the disk is a beginning of what was done"
        assert len(written) + journal.held == STEPS
        assert journal.held > STEPS / 2
        allow_pages(journal, 1_000_000)
        do_step(journal, number, STEPS + 1)
        assert (journal.trouble, journal.held) == ("", 0)
        assert steps_on_disk(path, days) == list(range(1, STEPS + 2))
        again = opened().open_session(KEY)
        assert again is not None
        assert again.position == Position(1, STEPS + 1)

    def test_what_is_held_is_known_to_the_journal_itself(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        allow_pages(journal, 1)
        for step in range(1, STEPS + 1):
            do_step(journal, number, step)
        again = journal.open_session(KEY)
        assert again is not None
        assert (again.number, again.position) == (number, Position(1, STEPS))
        journal.finish(number)
        assert journal.open_session(KEY) is None
        other = journal.begin(KEY, "b", Position())
        journal.leave(other)
        assert journal.interrupted() is None
        assert journal.held
        allow_pages(journal, 1_000_000)
        journal.close()
        found = opened().open_session(KEY)
        assert found is not None
        assert (found.number, found.digest) == (other, "b")
        assert steps_on_disk(path, days) == list(range(1, STEPS + 1))

    def test_the_day_is_the_day_it_was_done(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        allow_pages(journal, 1)
        for step in range(1, STEPS + 1):
            do_step(journal, number, step)
        days.pass_days(3)
        allow_pages(journal, 1_000_000)
        do_step(journal, number, STEPS + 1)
        assert [row["day"] for row in rows_of(path, days, "ended")] == ["2026-11-03"] * STEPS + ["2026-11-06"]

    def test_a_worker_cannot_be_forgotten_while_writes_are_held(self, opened: Opened) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        allow_pages(journal, 1)
        for step in range(1, STEPS + 1):
            do_step(journal, number, step)
        with pytest.raises(StorageError) as raised:
            journal.forget("windmill")
        assert raised.value.trouble is StorageTrouble.FULL
        assert journal.open_session(KEY) is not None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or os.geteuid() != 0 or not mount:
        pytest.skip("a disk can be mounted by root on Linux only")
    command = [mount, "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let us mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(ballast: Path) -> None:
    """Fill the disk to the last block."""
    with ballast.open("wb", buffering=0) as stream:
        while has_room(stream):
            pass


def has_room(stream: io.FileIO) -> bool:
    try:
        return stream.write(b"\0" * 512) == 512
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return False


class TestFullDisk:
    def test_nothing_is_lost_or_doubled(self, small_disk: Path, opened: Opened, days: Days) -> None:
        path = small_disk / "journal.sqlite"
        journal = opened(file=path)
        number = journal.begin(KEY, "a", Position())
        for step in range(1, 11):
            do_step(journal, number, step)
        assert journal.trouble == ""
        ballast = small_disk / "ballast"
        fill_up(ballast)
        for step in range(11, STEPS + 1):
            do_step(journal, number, step)
            if step % 3 == 0:
                journal.record(number, Moved(), Position(1, step - 1))
        assert journal.trouble == "full"
        ballast.unlink()
        journal.finish(number)
        assert journal.trouble == ""
        assert steps_on_disk(path, days) == list(range(1, STEPS + 1))

    def test_a_disk_that_is_full_before_the_journal_exists(self, small_disk: Path, opened: Opened, days: Days) -> None:
        ballast = small_disk / "ballast"
        fill_up(ballast)
        path = small_disk / "journal.sqlite"
        journal = opened(file=path)
        assert journal.trouble == "full"
        number = journal.begin(KEY, "a", Position())
        do_step(journal, number, 1)
        ballast.unlink()
        do_step(journal, number, 2)
        assert journal.trouble == ""
        assert steps_on_disk(path, days) == [1, 2]

    def test_an_old_journal_is_not_changed_where_its_copy_does_not_fit(
        self, small_disk: Path, opened: Opened, days: Days
    ) -> None:
        path = small_disk / "journal.sqlite"
        old = (Path(__file__).parent / "files" / "journal-v1.sqlite").read_bytes()
        path.write_bytes(old)
        ballast = small_disk / "ballast"
        fill_up(ballast)
        journal = opened(file=path)
        number = journal.begin(KEY, "new", Position())
        do_step(journal, number, 1)
        assert journal.trouble == "full"
        assert path.read_bytes() == old
        ballast.unlink()
        journal.finish(number)
        assert journal.trouble == ""
        assert len(steps_on_disk(path, days)) == 9
        assert journal.open_session(SessionKey("ontbijt")) is not None
        assert journal.open_session(KEY) is None, "the one of this worker and task from before is finished too"
        assert journal.interrupted() is None


NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Not as root, whom permissions do not stop."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder whose permissions count."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps no write permission for folders")
    made = Path(tempfile.mkdtemp(prefix="oss-app-test-"))
    if os.geteuid() == 0:
        os.chown(made, NOBODY, NOBODY)
    yield made
    made.chmod(0o700)
    shutil.rmtree(made)


class TestReadOnly:
    def test_a_folder_that_becomes_read_only(self, guarded: Path, opened: Opened, days: Days) -> None:
        path = guarded / "journal.sqlite"
        with as_nobody():
            journal = opened(file=path)
            number = journal.begin(KEY, "a", Position())
            do_step(journal, number, 1)
            guarded.chmod(0o500)
            do_step(journal, number, 2)
            do_step(journal, number, 3)
            assert journal.trouble == "read_only"
            assert steps_on_disk(path, days) == [1]
            guarded.chmod(0o700)
            journal.finish(number)
            assert journal.trouble == ""
            assert steps_on_disk(path, days) == [1, 2, 3]

    def test_a_start_in_a_read_only_folder_resumes_and_keeps_on(
        self, guarded: Path, opened: Opened, days: Days
    ) -> None:
        path = guarded / "journal.sqlite"
        with as_nobody():
            do_step(before := opened(file=path), before.begin(KEY, "a", Position()), 1)
            before.close()
            path.chmod(0o400)
            guarded.chmod(0o500)
            journal = opened(file=path)
            again = journal.interrupted()
            assert again is not None
            assert again.position == Position(1, 1)
            do_step(journal, again.number, 2)
            assert journal.trouble == "read_only"
            guarded.chmod(0o700)
            path.chmod(0o600)
            do_step(journal, again.number, 3)
            assert journal.trouble == ""
            assert steps_on_disk(path, days) == [1, 2, 3]

    def test_a_first_start_in_a_read_only_folder(self, guarded: Path, opened: Opened, days: Days) -> None:
        path = guarded / "journal.sqlite"
        with as_nobody():
            guarded.chmod(0o500)
            journal = opened(file=path)
            assert journal.trouble == "read_only"
            first = journal.begin(SessionKey("ontbijt"), "a", Position())
            second = journal.begin(KEY, "a", Position())
            assert first != second
            do_step(journal, second, 1)
            again = journal.open_session(KEY)
            assert again is not None
            assert (again.number, again.position) == (second, Position(1, 1))
            guarded.chmod(0o700)
            do_step(journal, second, 2)
            third = journal.begin(SessionKey("schroeven"), "a", Position())
            assert journal.trouble == ""
            do_step(journal, second, 3)
            assert steps_on_disk(path, days) == [1, 2, 3]
            assert [row["number"] for row in rows_of(path, days, "session")] == [1, 2, third]
            found = opened(file=path).open_session(KEY)
            assert found is not None
            assert (found.number, found.position) == (2, Position(1, 3))


class TestAbsent:
    def test_a_disk_that_goes_away_and_comes_back(self, tmp_path: Path, opened: Opened, days: Days) -> None:
        """As a network folder or a stick does."""
        folder, away = tmp_path / "stick", tmp_path / "away"
        folder.mkdir()
        path = folder / "journal.sqlite"
        journal = opened(file=path)
        number = journal.begin(KEY, "a", Position())
        do_step(journal, number, 1)
        folder.rename(away)
        folder.write_text("no folder here now")
        do_step(journal, number, 2)
        do_step(journal, number, 3)
        assert journal.trouble == "unavailable"
        folder.unlink()
        away.rename(folder)
        do_step(journal, number, 4)
        assert journal.trouble == ""
        assert steps_on_disk(path, days) == [1, 2, 3, 4]

    def test_another_program_that_keeps_the_file_to_itself(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", Position())
        other = Database(path, days, WORDS)
        other.read(lambda rows: rows.execute("BEGIN EXCLUSIVE"))
        do_step(journal, number, 1)
        assert journal.trouble == "unavailable"
        other.close()
        do_step(journal, number, 2)
        assert journal.trouble == ""
        assert steps_on_disk(path, days) == [1, 2]


def test_a_fault_of_our_own_is_not_taken_for_the_disk(opened: Opened) -> None:
    journal = opened(JournalLevel.TASK)
    with pytest.raises(Exception, match="no such table"):
        journal._database.write(lambda rows: rows.execute("DELETE FROM nowhere"))
    with pytest.raises(TypeError, match="colour"):
        journal._database.write(lambda rows: rows.put("week", monday="", task="", card="", without_help=0, colour=1))
    assert journal.trouble == ""
    assert trouble.of_os(OSError(28, "No space left on device")) is StorageTrouble.FULL
