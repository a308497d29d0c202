"""90 days of detail, 12 months of weekly percentages, then nothing (P7)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from oss_app.core.ports import SessionKey
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.retention import JUMP_DAYS, Purged, days_in_doubt, purge, trust_the_clock
from tests.store.conftest import WORDS, Days, rows_of

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("tandarts", "windmill")


def run(journal: SqliteJournal, key: SessionKey, helps: list[int], *, finish: bool = True) -> int:
    number = journal.begin(key, "digest", Position())
    for step, help_used in enumerate(helps, 1):
        journal.record(number, StepEnded(1, step, Outcome.CONFIRMED, help_used, asked=help_used), Position(1, step))
    if finish:
        journal.finish(number)
    return number


@pytest.fixture
def clean(path: Path, days: Days) -> Callable[[], Purged]:
    def at_start() -> Purged:
        database = Database(path, days, WORDS)
        try:
            return purge(database, days.now().date())
        finally:
            database.close()

    return at_start


def test_nothing_goes_before_its_time(opened: Opened, clean: Callable[[], Purged], path: Path, days: Days) -> None:
    run(opened(), KEY, [0, 1])
    days.pass_days(83)
    assert clean() == Purged(0, 0, 0, ())
    assert len(rows_of(path, days, "ended")) == 2


@pytest.mark.slow
def test_no_detail_is_older_than_ninety_days(
    opened: Opened, clean: Callable[[], Purged], path: Path, days: Days
) -> None:
    for _ in range(120):
        run(opened(JournalLevel.TASK), KEY, [0])
        days.pass_days(1)
        clean()
        oldest = days.now().date() - timedelta(days=90)
        kept = [date.fromisoformat(str(row["day"])) for row in rows_of(path, days, "ended")]
        assert min(kept) >= oldest
        if days.now().date() > date(2027, 2, 7):  # once there is enough: never less than 12 whole weeks
            assert len(kept) >= 84


def test_a_week_leaves_the_share_of_steps_without_help(
    opened: Opened, clean: Callable[[], Purged], path: Path, days: Days
) -> None:
    journal = opened()
    run(journal, KEY, [0, 0, 3])  # a Tuesday
    days.pass_days(5)
    run(journal, KEY, [0, 0, 0, 1, 0])  # the Sunday after it
    run(journal, SessionKey("tandarts", "pan"), [0])
    days.pass_days(1)
    run(journal, KEY, [2])  # the Monday of the next week
    days.pass_days(90)
    assert clean() == Purged(steps=9, sessions=3, weeks=0, copies=())
    assert rows_of(path, days, "week") == [
        {"monday": "2026-11-02", "task": "tandarts", "card": "pan", "without_help": 100},
        {"monday": "2026-11-02", "task": "tandarts", "card": "windmill", "without_help": 75},
    ]
    days.pass_days(1)
    assert clean().steps == 1
    assert {row["monday"]: row["without_help"] for row in rows_of(path, days, "week") if row["card"] != "pan"} == {
        "2026-11-02": 75,
        "2026-11-09": 0,
    }


def test_a_week_is_summed_up_as_a_whole(opened: Opened, clean: Callable[[], Purged], path: Path, days: Days) -> None:
    """Also where every day is purged at its start: else the last day of a week would stand for all of it."""
    for _ in range(110):
        tuesday = days.now().date().weekday() == 1
        run(opened(JournalLevel.TASK), KEY, [4 if tuesday else 0])
        days.pass_days(1)
        clean()
    weeks = {row["monday"]: row["without_help"] for row in rows_of(path, days, "week")}
    assert weeks == {"2026-11-02": 83, "2026-11-09": 86, "2026-11-16": 86}  # the first one began on its Tuesday


def test_help_before_going_back_was_help(opened: Opened, clean: Callable[[], Purged], path: Path, days: Days) -> None:
    journal = opened()
    number = run(journal, KEY, [0, 4], finish=False)
    journal.record(number, Moved(), Position(1, 1))
    journal.record(number, StepEnded(1, 2, Outcome.CONFIRMED), Position(1, 2))
    journal.finish(number)
    days.pass_days(100)
    clean()
    assert [row["without_help"] for row in rows_of(path, days, "week")] == [50]


def test_weeks_have_no_person_where_the_level_allows_none(
    opened: Opened, clean: Callable[[], Purged], path: Path, days: Days
) -> None:
    run(opened(JournalLevel.TASK), KEY, [0])
    days.pass_days(100)
    clean()
    assert [row["card"] for row in rows_of(path, days, "week")] == [""]
    assert b"windmill" not in path.read_bytes()


def test_weeks_go_after_a_year(opened: Opened, clean: Callable[[], Purged], path: Path, days: Days) -> None:
    run(opened(), KEY, [0])
    days.pass_days(100)
    clean()
    days.pass_days(364 - 100)  # the Monday of that week is 365 days away
    assert clean().weeks == 0
    days.pass_days(1)
    assert clean() == Purged(0, 0, 1, ())
    assert rows_of(path, days, "week") == []


def test_detail_that_was_not_purged_for_more_than_a_year_leaves_nothing(
    opened: Opened, clean: Callable[[], Purged], path: Path, days: Days
) -> None:
    run(opened(), KEY, [0, 0])
    days.pass_days(500)
    assert clean() == Purged(steps=2, sessions=1, weeks=1, copies=())
    assert rows_of(path, days, "week") == rows_of(path, days, "session") == []


class TestUnfinished:
    def test_a_long_batch_is_not_lost_while_it_is_worked_on(
        self, opened: Opened, clean: Callable[[], Purged], days: Days
    ) -> None:
        journal = opened(JournalLevel.NONE)
        number = journal.begin(KEY, "digest", Position())
        for kit in range(2, 200):
            journal.record(number, Moved(), Position(kit, 0))
            days.pass_days(1)
            clean()
        again = opened(JournalLevel.NONE).open_session(KEY)
        assert again is not None
        assert again.position == Position(199, 0)

    def test_one_that_nobody_came_back_to_goes(
        self, opened: Opened, clean: Callable[[], Purged], path: Path, days: Days
    ) -> None:
        run(opened(JournalLevel.TASK), KEY, [0], finish=False)
        days.pass_days(100)
        assert clean() == Purged(steps=1, sessions=1, weeks=0, copies=())
        assert opened().open_session(KEY) is None
        assert b"windmill" not in path.read_bytes() or rows_of(path, days, "week")


def test_copies_beside_the_journal_go_too(clean: Callable[[], Purged], path: Path, days: Days) -> None:
    old = (
        "journal-v1-2026-08-04.sqlite",
        "journal-damaged-2026-08-04-2.sqlite",
        "journal-damaged-2026-08-04.sqlite-journal",
    )
    kept = (
        "journal-v1-2026-08-05.sqlite",
        "journal-2026-08-04.sqlite",
        "notes-v1-2020-01-01.sqlite",
        "journal-v1-2020-99-01.sqlite",
    )
    for name in (*old, *kept):
        path.with_name(name).write_bytes(b"")
    assert clean().copies == tuple(sorted(old))
    assert {file.name for file in path.parent.iterdir()} == {*kept, "journal.sqlite"}


class TestClock:
    """A clock that jumps ahead deletes nothing before somebody says that it is right."""

    @pytest.fixture
    def in_doubt(self, path: Path, days: Days) -> Callable[[], date | None]:
        def at_start() -> date | None:
            database = Database(path, days, WORDS)
            try:
                return days_in_doubt(database, days.now().date(), path.with_name("clock"))
            finally:
                database.close()

        return at_start

    def test_a_pause_that_holidays_explain_is_none(
        self, opened: Opened, in_doubt: Callable[[], date | None], days: Days
    ) -> None:
        assert in_doubt() is None, "an empty journal"
        run(opened(), KEY, [0])
        days.pass_days(JUMP_DAYS)
        assert in_doubt() is None

    @pytest.mark.parametrize("jump", [JUMP_DAYS + 1, 100, 400])
    def test_a_jump_is_asked_about_until_it_is_answered_and_work_is_no_answer(
        self, opened: Opened, in_doubt: Callable[[], date | None], path: Path, days: Days, jump: int
    ) -> None:
        last = days.now().date()
        run(opened(), KEY, [0, 0], finish=False)
        days.pass_days(jump)
        assert in_doubt() == last
        run(opened(), SessionKey("ontbijt"), [0])
        days.pass_days(1)
        assert in_doubt() == last
        trust_the_clock(path.with_name("clock"))
        assert in_doubt() is None

    def test_a_clock_that_is_set_right_again_is_trusted_again(
        self, opened: Opened, in_doubt: Callable[[], date | None], days: Days
    ) -> None:
        run(opened(), KEY, [0, 0], finish=False)
        days.pass_days(100)
        assert in_doubt() is not None
        days.pass_days(-99)
        assert in_doubt() is None
