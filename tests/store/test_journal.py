"""What the journal keeps of a session, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from oss_app.core.ports import Journal, SessionKey
from oss_app.core.record import Moved, Outcome, Phase, Position, RowsTicked, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store.journal import SqliteJournal
from tests.store.conftest import Days, rows_of

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("tandarts", "windmill")
START = Position()


def confirmed(step: int, kit: int = 1, *, outcome: Outcome = Outcome.CONFIRMED, **more: object) -> StepEnded:
    return StepEnded(kit, step, outcome, **more)  # type: ignore[arg-type]


def test_satisfies_the_port(opened: Opened) -> None:
    journal: Journal = opened()
    assert journal.trouble == ""


def test_resumes_the_same_step_of_the_same_kit(opened: Opened) -> None:
    journal = opened()
    number = journal.begin(KEY, "digest", START)
    journal.record(number, confirmed(1), Position(1, 1))
    journal.record(number, confirmed(2, kit=4), Position(4, 2, Phase.KIT_END))
    again = opened().open_session(KEY)
    assert again is not None
    assert (again.number, again.key, again.digest) == (number, KEY, "digest")
    assert again.position == Position(4, 2, Phase.KIT_END)


def test_a_new_session_stands_where_it_begins(opened: Opened) -> None:
    opened().begin(KEY, "digest", Position(1, 0, Phase.BREAK_POINT))
    again = opened().open_session(KEY)
    assert again is not None
    assert again.position == Position(1, 0, Phase.BREAK_POINT)


def test_sessions_of_other_workers_and_tasks_are_not_mixed(opened: Opened) -> None:
    journal = opened()
    mine = journal.begin(KEY, "a", START)
    theirs = journal.begin(SessionKey("tandarts", "pan"), "a", Position(2, 2))
    assert mine != theirs
    assert journal.open_session(SessionKey("ontbijt", "pan")) is None
    assert journal.open_session(SessionKey("tandarts")) is None
    again = opened().open_session(SessionKey("tandarts", "pan"))
    assert again is not None
    assert again.position == Position(2, 2)


def test_a_finished_session_is_not_resumed(opened: Opened) -> None:
    journal = opened()
    journal.finish(journal.begin(KEY, "digest", START))
    assert journal.open_session(KEY) is None
    assert opened().open_session(KEY) is None


def test_beginning_again_finishes_the_one_before(opened: Opened, path: Path, days: Days) -> None:
    journal = opened()
    first = journal.begin(KEY, "old", START)
    journal.record(first, confirmed(1), Position(1, 1))
    second = journal.begin(KEY, "new", START)
    journal.finish(second)
    assert opened().open_session(KEY) is None
    found = rows_of(path, days, "session")
    assert {(row["digest"], row["is_open"]) for row in found} == {("old", 0), ("new", 0)}
    assert not {first, second} & {row["number"] for row in found}, "the numbers would tell which came first"


class TestOnScreen:
    def test_what_was_on_the_screen_is_brought_back(self, opened: Opened) -> None:
        journal = opened()
        journal.begin(SessionKey("ontbijt"), "a", START)
        number = journal.begin(KEY, "b", START)
        again = opened().interrupted()
        assert again is not None
        assert again.number == number

    def test_what_was_left_is_kept_but_not_brought_back(self, opened: Opened) -> None:
        journal = opened()
        journal.leave(journal.begin(KEY, "a", START))
        again = opened()
        assert again.interrupted() is None
        assert again.open_session(KEY) is not None

    def test_entering_one_leaves_the_other(self, opened: Opened) -> None:
        journal = opened()
        first = journal.begin(SessionKey("ontbijt"), "a", START)
        journal.begin(KEY, "b", START)
        journal.enter(first)
        again = opened().interrupted()
        assert again is not None
        assert again.number == first

    def test_entering_does_not_move_it(self, opened: Opened) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1))
        journal.leave(number)
        journal.enter(number)
        again = opened().interrupted()
        assert again is not None
        assert again.position == Position(1, 1)

    def test_a_finished_session_is_not_brought_back(self, opened: Opened) -> None:
        journal = opened()
        journal.finish(journal.begin(KEY, "a", START))
        assert opened().interrupted() is None


class TestTicks:
    """The rows of a list that are ticked, until the session is over."""

    def test_they_come_back_by_kit(self, opened: Opened) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, RowsTicked(1, frozenset({0, 2, 11})), START)
        journal.record(number, RowsTicked(2, frozenset({1})), Position(2, 0))
        journal.record(number, RowsTicked(1, frozenset({0, 11})), START)
        expected = frozenset({(1, 0), (1, 11), (2, 1)})
        for found in (journal.interrupted(), opened().interrupted()):
            assert found is not None
            assert (found.ticks, found.position) == (expected, START)

    def test_they_do_not_hinder_what_is_kept_of_steps(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, RowsTicked(1, frozenset({0})), START)
        journal.record(number, confirmed(1), Position(1, 1))
        again = opened().interrupted()
        assert again is not None
        assert (again.ticks, again.position) == (frozenset({(1, 0)}), Position(1, 1))
        assert len(rows_of(path, days, "ended")) == 1

    @pytest.mark.parametrize("level", JournalLevel)
    def test_nothing_of_them_stays_after_the_end(
        self, opened: Opened, path: Path, days: Days, level: JournalLevel
    ) -> None:
        journal = opened(level)
        number = journal.begin(KEY, "a", START)
        journal.record(number, RowsTicked(1, frozenset({0})), START)
        journal.finish(number)
        assert rows_of(path, days, "tick") == []


class TestDoneAgain:
    """After Back a step ends a second time: one row, with the first and the last way it ended."""

    def test_never_two_rows(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1, outcome=Outcome.OVERRIDDEN, help=3, check="sonde"), Position(1, 1))
        journal.record(number, Moved(), Position(1, 0))
        journal.record(number, confirmed(1, outcome=Outcome.BY_COACH, help=4, check="sonde"), Position(1, 1))
        journal.record(number, Moved(), Position(1, 0))
        journal.record(number, confirmed(1, outcome=Outcome.SEEN, check="sonde"), Position(1, 1))
        (row,) = rows_of(path, days, "ended")
        assert (row["first_outcome"], row["first_help"]) == ("overridden", 3)
        assert (row["outcome"], row["help"]) == ("seen", 0)

    def test_going_back_is_where_it_resumes(self, opened: Opened) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1))
        journal.record(number, Moved(), Position(1, 0))
        again = opened().open_session(KEY)
        assert again is not None
        assert again.position == Position(1, 0)

    def test_other_kits_and_sessions_have_rows_of_their_own(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        for _ in range(2):
            number = journal.begin(KEY, "a", START)
            for kit in (1, 2):
                journal.record(number, confirmed(1, kit=kit), Position(kit, 1))
            journal.finish(number)
        assert len(rows_of(path, days, "ended")) == 4


class TestLevels:
    """What is left of a person (P5)."""

    def run(self, journal: SqliteJournal) -> None:
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1))
        journal.finish(number)

    def test_none_keeps_where_it_stands_while_it_is_open(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened(JournalLevel.NONE)
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1))
        assert rows_of(path, days, "ended") == []
        again = opened(JournalLevel.NONE).open_session(KEY)
        assert again is not None
        assert again.position == Position(1, 1)

    def test_none_keeps_nothing_afterwards(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened(JournalLevel.NONE)
        self.run(journal)
        assert [rows_of(path, days, table) for table in ("session", "position", "ended")] == [[], [], []]
        journal.close()
        assert not any(word in path.read_bytes() for word in (b"windmill", b"tandarts", b"confirmed"))

    def test_task_keeps_the_steps_and_no_person(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened(JournalLevel.TASK)
        self.run(journal)
        (session,) = rows_of(path, days, "session")
        assert (session["task"], session["card"]) == ("tandarts", "")
        assert len(rows_of(path, days, "ended")) == 1
        journal.close()
        assert b"windmill" not in path.read_bytes(), "the worker's card can still be read in the file"

    def test_own_progress_keeps_the_card(self, opened: Opened, path: Path, days: Days) -> None:
        self.run(opened(JournalLevel.OWN_PROGRESS))
        assert [row["card"] for row in rows_of(path, days, "session")] == ["windmill"]

    @pytest.mark.parametrize(
        "others", [(JournalLevel.TASK, JournalLevel.OWN_PROGRESS), (JournalLevel.OWN_PROGRESS, JournalLevel.TASK)]
    )
    def test_the_stricter_of_two_levels_counts(
        self, opened: Opened, path: Path, days: Days, others: tuple[JournalLevel, JournalLevel]
    ) -> None:
        opened(others[0]).begin(KEY, "a", START)
        journal = opened(others[1])
        again = journal.open_session(KEY)
        assert again is not None
        journal.record(again.number, confirmed(1), Position(1, 1))
        journal.finish(again.number)
        assert [row["card"] for row in rows_of(path, days, "session")] == [""]

    def test_what_was_kept_of_an_open_session_goes_when_nothing_may_be_kept(
        self, opened: Opened, path: Path, days: Days
    ) -> None:
        journal = opened(JournalLevel.TASK)
        journal.record(journal.begin(KEY, "a", START), confirmed(1), Position(1, 1))
        strict = opened(JournalLevel.NONE)
        again = strict.open_session(KEY)
        assert again is not None
        strict.finish(again.number)
        assert rows_of(path, days, "session") == rows_of(path, days, "ended") == []


class TestNoPerson:
    """There is no place for a name, and no time of day or duration (P6, S4)."""

    COLUMNS: ClassVar = {
        "session": {"number", "task", "card", "digest", "level", "day", "is_open", "on_screen"},
        "week": {"monday", "task", "card", "without_help"},
        "tick": {"session", "kit", "places"},
        "position": {"session", "slot", "turn", "kit", "place", "phase"},
        "ended": {
            "session", "kit", "step", "day", "turn", "check_name", "first_outcome", "first_help", "outcome", "help",
            "next_kit", "next_place", "next_phase",
        },
        # for the server that benches share, where one is set: a station has an identity, a worker has none
        "identity": {"only_one", "id", "secret", "seq", "mark", "level", "is_on"},
        "parcel": {"first", "last", "mark", "after", "forget"},
        "parcel_entry": {"seq", "parcel", "day", "task", "version", "step", "outcome", "help", "check_name"},
        "shipped": {"session"},
        "forgotten": {"parcel", "number", "day", "task", "version", "step", "outcome", "help", "check_name"},
        "needed": {"session", "kit", "step", "level", "asked", "failed", "chose_more"},
        "remark": {"card", "task", "day", "said", "level"},
    }  # fmt: skip

    def test_the_tables_have_these_columns_alone(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        found = journal._database.read(lambda rows: {t: set(c) for t, c in rows.columns.items()})
        assert found == self.COLUMNS

    def test_a_break_leaves_no_trace(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1, Phase.BREAK_POINT))
        days.pass_days(1)
        journal.record(number, Moved(), Position(1, 2))
        journal.record(number, confirmed(2), Position(1, 3))
        assert {row["step"] for row in rows_of(path, days, "ended")} == {1, 2}

    def test_no_time_of_day_is_written(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.record(number, confirmed(1), Position(1, 1))
        for table in ("session", "position", "ended", "needed"):
            for row in rows_of(path, days, table):
                assert not any("09:30" in str(v) or "T09" in str(v) for v in row.values())
                assert not any(isinstance(v, int) and v > 1_000_000 for v in row.values())


class TestForget:
    def test_all_of_one_worker_goes_and_the_rest_stays(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        pan = SessionKey("tandarts", "pan")
        for key in (KEY, pan, KEY):
            number = journal.begin(key, "a", START)
            journal.record(number, confirmed(1), Position(1, 1))
            if key is pan:
                journal.finish(number)
        journal.forget("windmill")
        assert journal.open_session(KEY) is None
        assert [row["card"] for row in rows_of(path, days, "session")] == ["pan"]
        assert len(rows_of(path, days, "ended")) == 1
        journal.close()
        assert b"windmill" not in path.read_bytes()

    def test_a_session_on_the_screen_goes_on_without_being_kept(self, opened: Opened, path: Path, days: Days) -> None:
        journal = opened()
        number = journal.begin(KEY, "a", START)
        journal.forget("windmill")
        journal.record(number, confirmed(1), Position(1, 1))
        journal.leave(number)
        journal.enter(number)
        journal.finish(number)
        assert rows_of(path, days, "session") == []

    def test_copies_beside_the_journal_go_too(self, opened: Opened, path: Path) -> None:
        journal = opened()
        journal.begin(KEY, "a", START)
        old = path.with_name("journal-v1-2026-10-01.sqlite")
        other = path.with_name("journal-notes.sqlite")
        for file in (old, other):
            file.write_bytes(b"windmill")
        journal.forget("windmill")
        assert (old.exists(), other.exists()) == (False, True)


def test_a_number_that_was_never_given_is_our_own_bug(opened: Opened) -> None:
    with pytest.raises(KeyError):
        opened().record(77, Moved(), START)
