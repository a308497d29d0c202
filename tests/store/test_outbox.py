"""What goes to the server that benches share: once, shuffled, numbered; and what is forgotten there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.outbox import Outbox
from oss_app.store.retention import purge
from tests.store.conftest import WORDS, Days

Opened = Callable[..., SqliteJournal]
OWN, TASK, NONE = JournalLevel.OWN_PROGRESS, JournalLevel.TASK, JournalLevel.NONE


@pytest.fixture
def outbox(database: Database) -> Outbox:
    return Outbox(database)


def run(journal: SqliteJournal, steps: int = 12, card: str = "windmill", *, finish: bool = True) -> int:
    number = journal.begin(SessionKey("tandarts", card), "version", Position())
    for step in range(1, steps + 1):
        journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, step))
    if finish:
        journal.finish(number)
    return number


def test_nothing_waits_where_no_server_was_ever_set(opened: Opened, outbox: Outbox) -> None:
    run(opened())
    assert outbox.waiting() == ()


def test_a_finished_session_waits_shuffled_under_numbers_without_gaps(opened: Opened, outbox: Outbox) -> None:
    outbox.open(TASK)
    run(opened(TASK), steps=40)
    (parcel,) = outbox.waiting()
    assert [entry.seq for entry in parcel.entries] == list(range(1, 41))
    assert sorted(entry.step for entry in parcel.entries) == list(range(1, 41))
    assert [entry.step for entry in parcel.entries] != list(range(1, 41))  # by chance once in 40!
    assert {(e.day, e.task, e.version, e.outcome, e.help) for e in parcel.entries} == {
        ("2026-11-03", "tandarts", "version", "confirmed", 0)
    }


def test_an_unfinished_session_stays(opened: Opened, outbox: Outbox) -> None:
    outbox.open(TASK)
    run(opened(TASK), finish=False)
    assert outbox.waiting() == ()


def test_nothing_goes_where_nothing_is_kept(opened: Opened, outbox: Outbox) -> None:
    outbox.open(NONE)
    run(opened(NONE))
    assert outbox.waiting() == ()


def test_parcels_are_chained_and_go_when_they_are_delivered(opened: Opened, outbox: Outbox) -> None:
    outbox.open(TASK)
    journal = opened(TASK)
    for _ in range(3):
        run(journal, 4)
    one, two, three = outbox.waiting()
    assert (one.after, two.after, three.after) == ("", one.mark, two.mark)
    assert (one.first, one.last, three.first, three.last) == (1, 4, 9, 12)
    outbox.delivered(8)
    assert outbox.waiting() == (three,)
    assert outbox.waiting(at_least=1) == (three,)


def test_so_many_go_at_once_as_were_asked_for(opened: Opened, outbox: Outbox) -> None:
    outbox.open(TASK)
    journal = opened(TASK)
    for _ in range(5):
        run(journal, 4)
    assert [parcel.first for parcel in outbox.waiting(at_least=5)] == [1, 5]


def test_help_before_a_back_counts_and_the_coach_too(opened: Opened, outbox: Outbox) -> None:
    outbox.open(TASK)
    journal = opened(TASK)
    number = journal.begin(SessionKey("tandarts"), "version", Position())
    journal.record(number, StepEnded(1, 1, Outcome.BY_COACH, 3), Position(1, 1))
    journal.record(number, StepEnded(1, 1, Outcome.CONFIRMED, 0), Position(1, 1))
    journal.finish(number)
    (parcel,) = outbox.waiting()
    assert [(entry.outcome, entry.help) for entry in parcel.entries] == [("by_coach", 3)]


def test_the_identity_stays_and_is_random(outbox: Outbox, database: Database, folder: Path, days: Days) -> None:
    one = outbox.open(TASK)
    assert Outbox(database).open(TASK) == one
    with closing(Database(folder / "other.sqlite", days, WORDS)) as others:
        other = Outbox(others).open(TASK)
    assert one.id != other.id
    assert one.key != other.key
    assert len(one.key) == 64


def test_a_station_that_begins_anew_has_nothing_waiting(opened: Opened, outbox: Outbox) -> None:
    before = outbox.open(TASK)
    run(opened(TASK))
    outbox.begin_anew()
    assert outbox.open(TASK) != before
    assert outbox.waiting() == ()


def test_without_a_server_nothing_new_comes_in_and_the_station_stays_who_it_is(opened: Opened, outbox: Outbox) -> None:
    who = outbox.open(TASK)
    outbox.rest()
    run(opened(TASK))
    assert outbox.waiting() == ()
    assert outbox.open(TASK) == who


class TestForgetting:
    def test_a_card_that_is_deleted_is_forgotten_there_and_the_others_stay(
        self, opened: Opened, outbox: Outbox
    ) -> None:
        outbox.open(OWN)
        journal = opened(OWN)
        run(journal, 3, "windmill")
        run(journal, 3, "boat")
        run(journal, 2, "windmill")
        outbox.delivered(6)
        journal.forget("windmill")
        unsent, forget = outbox.waiting()
        assert unsent.entries == ()  # what had not left never does
        # it may be on its way, so it is deleted by its number; what is there, by its contents
        assert forget.forget == ((7, 8),)
        assert sorted((e.seq, e.task, e.day, e.step) for e in forget.alike) == [
            (0, "tandarts", "2026-11-03", step) for step in (1, 2, 3)
        ]
        assert (forget.first, forget.last, forget.after) == (9, 9, unsent.mark)

    def test_what_is_alike_in_another_workers_session_is_deleted_as_often_as_it_was_done(
        self, opened: Opened, outbox: Outbox
    ) -> None:
        outbox.open(OWN)
        journal = opened(OWN)
        for card in ("windmill", "boat", "windmill"):
            run(journal, 1, card)
        journal.forget("windmill")
        *parcels, forget = outbox.waiting()
        assert sum(len(parcel.entries) for parcel in parcels) == 1
        assert len(forget.alike) + sum(last - first + 1 for first, last in forget.forget) == 2

    def test_the_lowest_level_has_the_server_forget_everything(self, opened: Opened, outbox: Outbox) -> None:
        outbox.open(TASK)
        run(opened(TASK), 5)
        outbox.delivered(5)
        outbox.open(NONE)
        (forget,) = outbox.waiting()
        assert forget.forget == ((1, 5),)
        outbox.open(NONE)
        assert outbox.waiting() == (forget,)  # once

    def test_own_progress_given_up_takes_back_what_came_under_it(self, opened: Opened, outbox: Outbox) -> None:
        outbox.open(TASK)
        run(opened(TASK), 2)
        outbox.open(OWN)
        run(opened(OWN), 3)
        outbox.delivered(5)
        outbox.open(TASK)
        (forget,) = outbox.waiting()
        assert forget.forget == ()
        assert sorted(entry.step for entry in forget.alike) == [1, 2, 3]

    def test_a_higher_level_forgets_nothing(self, opened: Opened, outbox: Outbox) -> None:
        outbox.open(TASK)
        run(opened(TASK), 2)
        outbox.delivered(2)
        outbox.open(OWN)
        assert outbox.waiting() == ()

    def test_what_waited_for_90_days_is_given_up(
        self, opened: Opened, outbox: Outbox, database: Database, days: Days
    ) -> None:
        outbox.open(TASK)
        run(opened(TASK), 2)
        days.pass_days(120)
        purge(database, days.now().date())
        assert [parcel.entries for parcel in outbox.waiting()] == [()]


def test_a_session_that_is_written_twice_goes_once(opened: Opened, outbox: Outbox, database: Database) -> None:
    outbox.open(TASK)
    journal = opened(TASK)
    number = run(journal, 3)
    from oss_app.store import outbox as packing

    database.write(lambda rows: packing.pack_session(rows, number))
    assert len(outbox.waiting()) == 1
