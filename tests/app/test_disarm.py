"""A check that was overruled three times in its latest twenty runs no longer counts, and the task is told of (C8)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oss_app.app.coach_login import news
from oss_app.app.disarm import CRASHED, OVERRIDDEN, Disarmed, Tally, disarm, set_aside
from oss_app.app.station import open_station
from oss_app.core.check import Check, CheckKind
from oss_app.core.ports import Clock, SessionKey
from oss_app.core.profile import Profile
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.region import rectangle
from oss_app.core.settings import JournalLevel
from oss_app.i18n import load
from oss_app.player.opening import checks_that_count
from oss_app.resources import instructions
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.taskfile import FolderLibrary, versions
from oss_app.taskfile.checks import load_check, save_check
from oss_app.taskfile.taught import save_taught
from tests.fakes import FakeClock
from tests.samples import PASSED

TASK = "taak: De kit\ntaak_en: The kit\n\nstappen:\n  - tekst: Leg 1 sonde in vak 2.\n    controle: sonde\n"
CHECK = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=rectangle(0.2, 0.4, 0.6, 0.55), rehearsal=PASSED)
NOBODY: tuple[str, ...] = ()


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    folder = tmp_path / "tasks" / "kit"
    folder.mkdir(parents=True)
    (folder / "task.yaml").write_text(TASK, encoding="utf-8")
    photo = (instructions() / "tandarts" / "checks" / "sonde-in-vak-2" / "reference.jpg").read_bytes()
    save_taught(folder / "checks" / "sonde", CHECK, {"reference.jpg": photo})
    taught(folder / "checks" / "sonde", datetime(2026, 11, 1, tzinfo=UTC))
    return folder.parent


def taught(check: Path, at: datetime) -> None:
    os.utime(check / "check.yaml", (at.timestamp(), at.timestamp()))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "journal.sqlite", FakeClock(), load("en"))
    yield database
    database.close()


def runs(database: Database, outcomes: str, task: str = "kit", clock: Clock | None = None) -> None:
    """One run a letter: o for overridden, s for seen."""
    journal = SqliteJournal(database, JournalLevel.TASK, clock or FakeClock())
    for letter in outcomes:
        number = journal.begin(SessionKey(task), "now", Position())
        outcome = Outcome.OVERRIDDEN if letter == "o" else Outcome.SEEN
        journal.record(number, StepEnded(1, 1, outcome, 0, "sonde"), Position())
        journal.finish(number)


def disarm_all(
    library: FolderLibrary, database: Database, off: Sequence[str], switch_off: Callable[[str], None]
) -> tuple[Disarmed, ...]:
    tasks = [listing.task for listing in library.list() if listing.task]
    return tuple(found for task in tasks for found in disarm(task, library, database, off, switch_off))


def never(name: str) -> None:
    raise AssertionError(f"{name} was switched off at the station")


def test_three_overrides_disarm_the_check_and_report_the_task(tasks: Path, database: Database) -> None:
    runs(database, "o" + "s" * 9 + "oo")
    found = disarm_all(FolderLibrary(tasks), database, NOBODY, never)
    assert [(d.task.folder.name, d.check.name, d.overridden, d.runs) for d in found] == [("kit", "sonde", 3, 12)]
    check, problems = load_check(tasks / "kit" / "checks" / "sonde")
    assert problems == ()
    assert check is not None
    assert (check.disarmed, check.region) == (OVERRIDDEN, CHECK.region)
    said = found[0].sentence(load("en"))
    assert "The kit" in said
    assert "12 runs" in said
    assert "3 times" in said


def test_once_disarmed_it_is_told_of_once(tasks: Path, database: Database) -> None:
    runs(database, "ooo")
    assert len(disarm_all(FolderLibrary(tasks), database, NOBODY, never)) == 1
    assert disarm_all(FolderLibrary(tasks), database, NOBODY, never) == ()


@pytest.mark.parametrize("outcomes", ["oo", "ooo" + "s" * 18, "s" * 30])
def test_two_overrides_or_old_ones_do_not(tasks: Path, database: Database, outcomes: str) -> None:
    runs(database, outcomes[:3])
    later = FakeClock()
    later.advance(86_400)  # within a day the journal keeps no order
    runs(database, outcomes[3:], clock=later)
    assert disarm_all(FolderLibrary(tasks), database, NOBODY, never) == ()
    check, _ = load_check(tasks / "kit" / "checks" / "sonde")
    assert check is not None
    assert check.is_armed


def test_what_was_before_the_last_teaching_does_not_count(tasks: Path, database: Database) -> None:
    runs(database, "ooo")
    taught(tasks / "kit" / "checks" / "sonde", FakeClock().now() + timedelta(days=1))
    assert disarm_all(FolderLibrary(tasks), database, NOBODY, never) == ()


def test_a_check_that_cannot_be_written_is_off_at_this_station(
    tasks: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(folder: Path, check: Check) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr("oss_app.app.disarm.save_check", refuses)
    runs(database, "ooo")
    off: list[str] = []
    library = FolderLibrary(tasks)
    assert len(disarm_all(library, database, off, off.append)) == 1
    assert off == ["kit/sonde"]
    assert disarm_all(library, database, off, never) == ()


def test_a_broken_task_and_other_tasks_do_not_matter(tasks: Path, database: Database) -> None:
    (tasks / "kapot").mkdir()
    (tasks / "kapot" / "task.yaml").write_text("taak: [", encoding="utf-8")
    runs(database, "ooo", task="ontbijt")
    assert disarm_all(FolderLibrary(tasks), database, NOBODY, never) == ()


def test_a_teaching_that_was_cut_off_is_mended_first(tasks: Path, database: Database) -> None:
    checks = tasks / "kit" / "checks"
    (checks / "sonde").rename(checks / ".sonde.old")
    disarm_all(FolderLibrary(tasks), database, NOBODY, never)
    assert load_check(checks / "sonde")[0] is not None


def test_the_coachs_own_copy_is_disarmed_too_unless_it_was_taught_anew(tasks: Path, database: Database) -> None:
    own = tasks / "kit"
    versions.begin_as_draft(own, datetime(2026, 11, 1, tzinfo=UTC))
    seen = versions.release(own)
    runs(database, "ooo")
    library = FolderLibrary(tasks, released=True)
    assert len(disarm_all(library, database, NOBODY, never)) == 1
    states = [load_check(folder / "checks" / "sonde")[0] for folder in (own, seen)]
    assert [check.disarmed if check else None for check in states] == [OVERRIDDEN, OVERRIDDEN]


def test_a_check_that_was_taught_anew_and_not_yet_released_stays_armed(tasks: Path, database: Database) -> None:
    own = tasks / "kit"
    versions.begin_as_draft(own, datetime(2026, 11, 1, tzinfo=UTC))
    versions.release(own)
    save_check(own / "checks" / "sonde", CHECK.model_copy(update={"region": rectangle(0.1, 0.1, 0.2, 0.2)}))
    runs(database, "ooo")
    assert len(disarm_all(FolderLibrary(tasks, released=True), database, NOBODY, never)) == 1
    check, _ = load_check(own / "checks" / "sonde")
    assert check is not None
    assert check.is_armed


def test_a_station_that_opens_applies_the_rule_and_tells_the_coach(tasks: Path, tmp_path: Path) -> None:
    words = load("en")
    (tmp_path / "data").mkdir()
    taught(tasks / "kit" / "checks" / "sonde", datetime(2020, 1, 1, tzinfo=UTC))
    tasks.rename(tmp_path / "data" / "tasks")
    station = open_station(tmp_path / "data", words)
    assert station.disarmed == ()
    runs(station.database, "ooo", clock=station.clock)
    station.close()
    station = open_station(tmp_path / "data", words)
    try:
        assert not news(station, words), "the start does not wait for it"
        assert len(list(station.weigh_all())) == 1
        assert [d.check.name for d in station.disarmed] == ["sonde"]
        assert "The kit" in news(station, words)
    finally:
        station.close()


def test_a_session_that_begins_at_once_begins_with_what_the_journal_says(tasks: Path, tmp_path: Path) -> None:
    words = load("en")
    (tmp_path / "data").mkdir()
    taught(tasks / "kit" / "checks" / "sonde", datetime(2020, 1, 1, tzinfo=UTC))
    tasks.rename(tmp_path / "data" / "tasks")
    station = open_station(tmp_path / "data", words)
    try:
        runs(station.database, "ooo", clock=station.clock)
        [listing] = station.library.list()
        assert listing.task

        def counted() -> bool:
            assert listing.task
            return "sonde" in checks_that_count(listing.task, station.library, station.settings, Profile(), "0")

        assert counted()
        station.weigh(listing.task)
        assert not counted()
        assert len(station.disarmed) == 1
        station.weigh(listing.task)
        assert len(station.disarmed) == 1
    finally:
        station.close()


def ended(outcome: Outcome) -> StepEnded:
    return StepEnded(1, 1, outcome, 0, "sonde")


def test_the_third_override_disarms_at_once_on_the_very_day_of_the_teaching(tasks: Path, database: Database) -> None:
    library = FolderLibrary(tasks)
    [listing] = library.list()
    assert listing.task
    tally = Tally(library, database, lambda name: None)
    outcomes = [Outcome.OVERRIDDEN, Outcome.SEEN, Outcome.OVERRIDDEN, Outcome.SEEN]
    assert [tally.ended(listing.task, ended(o)) for o in outcomes] == [None] * 4
    found = tally.ended(listing.task, ended(Outcome.OVERRIDDEN))
    assert found and (found.overridden, found.runs) == (3, 5)
    check, _ = load_check(tasks / "kit" / "checks" / "sonde")
    assert check and check.disarmed == OVERRIDDEN
    assert "De kit" in found.sentence(load("nl"))
    taught(tasks / "kit" / "checks" / "sonde", datetime(2026, 11, 1, 12, tzinfo=UTC))
    save_check(tasks / "kit" / "checks" / "sonde", CHECK)
    assert tally.ended(listing.task, ended(Outcome.OVERRIDDEN)) is None


def test_overrides_of_the_day_of_the_teaching_and_of_the_next_count_together(tasks: Path, database: Database) -> None:
    library = FolderLibrary(tasks)
    [listing] = library.list()
    assert listing.task
    tally = Tally(library, database, lambda name: None)
    taught(tasks / "kit" / "checks" / "sonde", FakeClock().now())
    assert [tally.ended(listing.task, ended(Outcome.OVERRIDDEN)) for _ in range(2)] == [None] * 2
    later = FakeClock()
    later.advance(86_400)
    runs(database, "o", clock=later)
    found = tally.ended(listing.task, ended(Outcome.OVERRIDDEN))
    assert found and (found.overridden, found.runs) == (3, 3)


def test_later_days_are_counted_from_the_journal_while_the_station_runs(tasks: Path, database: Database) -> None:
    library = FolderLibrary(tasks)
    [listing] = library.list()
    assert listing.task
    runs(database, "oso")
    tally = Tally(library, database, lambda name: None)
    assert tally.ended(listing.task, ended(Outcome.OVERRIDDEN)) is None
    runs(database, "o")
    found = tally.ended(listing.task, ended(Outcome.OVERRIDDEN))
    assert found and found.overridden == 3


def test_a_check_on_which_the_camera_crashed_counts_no_longer_and_the_coach_hears_of_the_task(tasks: Path) -> None:
    folder = tasks / "kit" / "checks" / "sonde"
    found = set_aside(folder, FolderLibrary(tasks), never)
    assert found is not None
    check, problems = load_check(folder)
    assert problems == ()
    assert check is not None
    assert check.disarmed == CRASHED
    assert found.sentence(load("en")) == (
        "The kit: the check sonde no longer counts. The camera's program stopped on it twice. Teach it again."
    )
    assert set_aside(folder, FolderLibrary(tasks), never) is None, "it is told once"
    assert set_aside(tasks / "kit" / "checks" / "kit", FolderLibrary(tasks), never) is None


def test_the_coach_hears_at_the_door_of_a_check_that_crashed(tmp_path: Path, tasks: Path) -> None:
    station = open_station(tmp_path, load("en"))
    try:
        station.set_check_aside(tasks / "kit" / "checks" / "sonde")
        assert "sonde" in news(station, load("en"))
    finally:
        station.close()


def test_the_coach_hears_at_the_door_of_a_photo_that_rotted_until_the_check_is_taught_anew(
    tasks: Path, tmp_path: Path
) -> None:
    words = load("en")
    (tmp_path / "data").mkdir()
    tasks.rename(tmp_path / "data" / "tasks")
    folder = tmp_path / "data" / "tasks" / "kit" / "checks" / "sonde"
    photo = (folder / "reference.jpg").read_bytes()
    (folder / "reference.jpg").write_bytes(photo[:-300] + bytes(300))
    station = open_station(tmp_path / "data", words)
    try:
        assert len(list(station.weigh_all())) == 1
        assert news(station, words) == (
            "The kit, sonde: This check has changed since it was taught, so it does not count."
        )
        save_taught(folder, CHECK, {"reference.jpg": photo})
        assert news(station, words) == ""
    finally:
        station.close()


def test_the_coach_hears_at_the_door_of_a_card_that_rotted(tmp_path: Path) -> None:
    words = load("en")
    station = open_station(tmp_path, words)
    try:
        station.profiles.save(Profile(card="boat", rate=0.8))
    finally:
        station.close()
    file = tmp_path / "workers" / "boat.yaml"
    sound, before = file.read_bytes(), file.stat()
    file.write_bytes(sound.replace(b"0.8", b"0.9"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    station = open_station(tmp_path, words)
    try:
        assert station.profiles.list() == [Profile(card="boat", rate=0.8)]
        assert news(station, words) == "boat: the card was damaged. What it said before counts again."
    finally:
        station.close()
