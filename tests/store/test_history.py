"""What the rule of the help levels is given, and what going down a level of the journal takes away (S2, S3, P5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from oss_app.core.ports import History, SessionKey
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.core.support import KitPast, Remark, Said, StepPast
from oss_app.i18n import load
from oss_app.store.database import Database
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.store.lowering import Surplus, lower, surplus, surplus_words
from oss_app.store.retention import purge
from tests.store.conftest import Days, rows_of

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("kit", "windmill")
OWN = JournalLevel.OWN_PROGRESS
PHOTO = HelpLevel.PHOTO


@pytest.fixture
def history(database: Database) -> SqliteHistory:
    return SqliteHistory(database, OWN)


def step(number: int, outcome: Outcome = Outcome.CONFIRMED, *, kit: int = 1, **more: object) -> StepEnded:
    return StepEnded(kit, number, outcome, level=PHOTO, **more)  # type: ignore[arg-type]


def run(
    journal: SqliteJournal, *entries: StepEnded, key: SessionKey = KEY, digest: str = "now", ends: bool = True
) -> int:
    number = journal.begin(key, digest, Position())
    for n, entry in enumerate(entries, 1):
        journal.record(number, entry, Position(entry.kit, n))
    if ends:
        journal.finish(number)
    return number


def test_satisfies_the_port(history: SqliteHistory) -> None:
    port: History = history
    assert port.past(KEY, "now", 2) == ()
    assert port.said(KEY) == ()


class TestPast:
    def test_a_kit_as_it_went(self, opened: Opened, history: SqliteHistory, days: Days) -> None:
        run(
            opened(),
            step(1, asked=2, help=2),
            step(2, Outcome.SEEN, tries=1, check="pan"),
            step(3, Outcome.OVERRIDDEN, tries=2, help=2, check="pan"),
            step(4, Outcome.BY_COACH),
            step(5, Outcome.SKIPPED),
        )
        steps = (
            StepPast(1, asked=2),
            StepPast(2, failed=1),
            StepPast(3, overridden=True),
            StepPast(4, by_coach=True),
            StepPast(5, skipped=True),
        )
        assert history.past(KEY, "now", 5) == (KitPast(days.now().date(), PHOTO, steps),)

    def test_help_before_going_back_was_help(self, opened: Opened, history: SqliteHistory) -> None:
        run(opened(), step(1, asked=1), step(1), step(2, Outcome.SEEN, tries=1, check="pan"), step(2))
        (kit,) = history.past(KEY, "now", 2)
        assert kit.steps == (StepPast(1, asked=1), StepPast(2, failed=1))

    def test_the_oldest_day_first_and_of_a_day_the_kits_with_help_last(
        self, opened: Opened, history: SqliteHistory, days: Days
    ) -> None:
        journal = opened()
        run(journal, step(1, asked=1), step(1, kit=2), step(1, kit=3))
        days.pass_days(1)
        run(journal, step(1))
        assert [kit.is_clean for kit in history.past(KEY, "now", 1)] == [True, True, False, True]

    def test_a_kit_is_whole_when_all_its_steps_have_ended(self, opened: Opened, history: SqliteHistory) -> None:
        run(opened(), step(1), step(2), step(1, kit=2), ends=False)
        assert [kit.is_whole for kit in history.past(KEY, "now", 2)] == [True, False]

    def test_another_version_of_the_task(self, opened: Opened, history: SqliteHistory) -> None:
        run(opened(), step(1), digest="older")
        (kit,) = history.past(KEY, "now", 9)
        assert (kit.is_same, kit.is_whole) == (False, True)

    def test_more_help_that_was_chosen(self, opened: Opened, history: SqliteHistory) -> None:
        run(opened(), step(1), step(2, chose_more=True))
        assert [kit.chose_more for kit in history.past(KEY, "now", 2)] == [True]

    def test_others_are_not_mixed_in(self, opened: Opened, history: SqliteHistory) -> None:
        run(opened(), step(1), key=SessionKey("kit", "pan"))
        run(opened(), step(1), key=SessionKey("other", "windmill"))
        run(opened(), step(1), key=SessionKey("kit"))
        assert history.past(KEY, "now", 1) == history.past(SessionKey("kit"), "now", 1) == ()

    def test_without_own_progress_only_the_open_session_is_known(self, opened: Opened, database: Database) -> None:
        history, journal = SqliteHistory(database, JournalLevel.TASK), opened(JournalLevel.TASK)
        number = run(journal, step(1, asked=1), ends=False)
        assert len(history.past(KEY, "now", 1)) == 1
        journal.finish(number)
        assert history.past(KEY, "now", 1) == ()


class TestSaid:
    def test_what_was_said_is_kept_a_word_a_day(self, history: SqliteHistory, days: Days) -> None:
        today = days.now().date()
        for level in (HelpLevel.SHOW, PHOTO):
            history.keep(KEY, Remark(today, Said.CHOSE, level))
        days.pass_days(1)
        history.keep(KEY, Remark(days.now().date(), Said.NO, PHOTO))
        assert history.said(KEY) == (
            Remark(today, Said.CHOSE, PHOTO),
            Remark(days.now().date(), Said.NO, PHOTO),
        )
        assert history.said(SessionKey("kit", "pan")) == ()

    @pytest.mark.parametrize("level", [JournalLevel.NONE, JournalLevel.TASK])
    def test_not_below_own_progress(self, database: Database, days: Days, level: JournalLevel) -> None:
        history = SqliteHistory(database, level)
        history.keep(KEY, Remark(days.now().date(), Said.NO, PHOTO))
        assert history.said(KEY) == ()

    def test_goes_with_the_card_and_with_time(
        self, opened: Opened, history: SqliteHistory, database: Database, days: Days
    ) -> None:
        for card in ("windmill", "pan"):
            history.keep(SessionKey("kit", card), Remark(days.now().date(), Said.NO, PHOTO))
        opened().forget("windmill")
        assert history.said(KEY) == ()
        assert history.said(SessionKey("kit", "pan"))
        days.pass_days(100)
        purge(database, days.now().date())
        assert history.said(SessionKey("kit", "pan")) == ()


class TestGoingDown:
    @pytest.fixture
    def filled(self, opened: Opened, history: SqliteHistory, database: Database, path: Path, days: Days) -> Database:
        """An old week, two finished sessions of three steps, an open one, a remark, and a copy beside the file."""
        journal = opened()
        run(journal, step(1), key=SessionKey("kit", "pan"))
        run(opened(JournalLevel.TASK), step(1))
        days.pass_days(100)
        purge(database, days.now().date())
        run(journal, step(1), step(2))
        run(journal, step(1), key=SessionKey("kit", "pan"))
        run(journal, step(1), key=SessionKey("other", "windmill"), ends=False)
        history.keep(KEY, Remark(days.now().date(), Said.NO, PHOTO))
        path.with_name(f"journal-v2-{days.now().date()}.sqlite").write_bytes(b"windmill")
        return database

    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (OWN, Surplus()),
            (JournalLevel.TASK, Surplus(cards=2, weeks=1, remarks=1, copies=1)),
            (JournalLevel.NONE, Surplus(sessions=2, steps=4, weeks=2, remarks=1, copies=1)),
        ],
    )
    def test_says_how_much_and_takes_as_much(self, filled: Database, level: JournalLevel, expected: Surplus) -> None:
        assert surplus(filled, level) == expected
        assert lower(filled, level) == expected
        assert surplus(filled, level) == Surplus()

    def test_per_task_keeps_the_steps_without_a_person(self, filled: Database, path: Path, days: Days) -> None:
        said = surplus_words(lower(filled, JournalLevel.TASK), load("nl"))
        assert "de kaart van 2 klare taken, 1 week, 1 antwoord over hulp" in said, "and no step, for they all stay"
        assert len(rows_of(path, days, "ended")) == 4
        assert {row["card"] for row in rows_of(path, days, "session") if not row["is_open"]} == {""}
        assert [row["card"] for row in rows_of(path, days, "week")] == [""]
        filled.close()
        assert b"pan" not in path.read_bytes(), "what is deleted is overwritten"

    def test_nothing_keeps_only_where_a_session_stands(
        self, filled: Database, opened: Opened, path: Path, days: Days
    ) -> None:
        lower(filled, JournalLevel.NONE)
        assert rows_of(path, days, "ended") == rows_of(path, days, "needed") == rows_of(path, days, "week") == []
        found = opened(JournalLevel.NONE).open_session(SessionKey("other", "windmill"))
        assert found is not None
        assert found.position == Position(1, 1)
        assert not list(path.parent.glob("journal-v2-*"))
