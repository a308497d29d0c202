"""What a task's report says, and which checks are wrong too often (S5, C8)."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable
from datetime import date

import pytest

from oss_app.core.ports import SessionKey
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.report import CheckReport, StepReport, TaskReport, checks_to_disarm, task_report
from tests.store.conftest import Days

Opened = Callable[..., SqliteJournal]
KEY = SessionKey("tandarts", "windmill")
LONG_AGO = date(2026, 1, 1)


def ended(
    step: int, outcome: Outcome = Outcome.CONFIRMED, rung: int = 0, *, kit: int = 1, check: str = ""
) -> StepEnded:
    return StepEnded(kit, step, outcome, rung, check, asked=rung)


def run(journal: SqliteJournal, *entries: StepEnded, key: SessionKey = KEY, digest: str = "now") -> None:
    number = journal.begin(key, digest, Position())
    for n, entry in enumerate(entries):
        journal.record(number, entry, Position(entry.kit, n))
    journal.finish(number)


class TestTask:
    def test_counts_over_all_runs(self, opened: Opened, database: Database) -> None:
        journal = opened()
        run(journal, ended(1), ended(2, rung=2), ended(3, Outcome.OVERRIDDEN, check="sonde"))
        run(
            journal,
            ended(1),
            ended(2, rung=1),
            ended(1, kit=2),
            ended(2, Outcome.BY_COACH, kit=2),
            key=SessionKey("tandarts"),
        )
        run(journal, ended(1, rung=3), key=SessionKey("ontbijt"))
        run(journal, ended(1, rung=3), digest="older")
        assert task_report(database, "tandarts", "now") == TaskReport(
            "tandarts",
            runs=3,
            steps=(
                StepReport(1, ended=3, helped=0, overridden=0, by_coach=0, skipped=0),
                StepReport(2, ended=3, helped=3, overridden=0, by_coach=1, skipped=0),
                StepReport(3, ended=1, helped=0, overridden=1, by_coach=0, skipped=0),
            ),
        )

    def test_a_step_that_was_done_again(self, opened: Opened, database: Database) -> None:
        """Help stays help; an override that the check took back is none."""
        run(opened(), ended(1, Outcome.OVERRIDDEN, 3, check="sonde"), ended(1, Outcome.SEEN, check="sonde"))
        (step,) = task_report(database, "tandarts", "now").steps
        assert (step.ended, step.helped, step.overridden) == (1, 1, 0)

    def test_a_task_that_was_never_done(self, database: Database) -> None:
        assert task_report(database, "tandarts", "now") == TaskReport("tandarts", 0, ())

    def test_no_person_can_be_in_it(self) -> None:
        fields = {f.name for report in (TaskReport, StepReport, CheckReport) for f in dataclasses.fields(report)}
        assert fields == {
            "task", "runs", "steps", "step", "ended", "helped", "overridden", "by_coach", "skipped", "name",
        }  # fmt: skip


class TestChecks:
    def uses(self, journal: SqliteJournal, outcomes: str, check: str = "sonde", task: str = "tandarts") -> None:
        """One run a letter: o for overridden, any other for seen; a space is a night."""
        for letter in outcomes:
            if letter == " ":
                self.days.pass_days(1)
                continue
            outcome = Outcome.OVERRIDDEN if letter == "o" else Outcome.SEEN
            run(journal, ended(1, outcome, check=check), key=SessionKey(task))

    @pytest.fixture(autouse=True)
    def _nights(self, days: Days) -> None:
        self.days = days

    @pytest.mark.parametrize(
        ("outcomes", "overridden"),
        [
            ("oo", 0),
            ("ooo", 3),
            ("o" + "s" * 9 + "o" + "s" * 8 + "o", 3),
            ("o" + "s" * 10 + "o" + "s" * 8 + "o", 0),  # the first is the 21st
            ("ooo" + "s" * 17, 3),
            ("ooo" + "s" * 18, 0),
            ("s" * 30 + "oooo", 4),
        ],
    )
    def test_three_overrides_in_the_latest_twenty(
        self, opened: Opened, database: Database, outcomes: str, overridden: int
    ) -> None:
        self.uses(opened(), " ".join(outcomes))
        found = checks_to_disarm(database, "tandarts", {"sonde": LONG_AGO})
        assert found == ((CheckReport("sonde", overridden, min(len(outcomes), 20)),) if overridden else ())

    def test_other_checks_and_tasks_do_not_count(self, opened: Opened, database: Database) -> None:
        journal = opened()
        self.uses(journal, "oo")
        self.uses(journal, "oo", check="rollen")
        self.uses(journal, "ooo", task="ontbijt")
        self.uses(journal, "ooo", check="")
        taught = {"sonde": LONG_AGO, "rollen": LONG_AGO, "": LONG_AGO}
        assert checks_to_disarm(database, "tandarts", taught) == ()
        assert [r.name for r in checks_to_disarm(database, "ontbijt", taught)] == ["sonde"]

    def test_what_was_before_the_last_teaching_does_not_count(
        self, opened: Opened, database: Database, days: Days
    ) -> None:
        journal = opened()
        self.uses(journal, "ooo")
        taught = {"sonde": days.now().date()}
        assert checks_to_disarm(database, "tandarts", taught) == ()
        days.pass_days(1)
        self.uses(journal, "oos")
        assert checks_to_disarm(database, "tandarts", taught) == ()
        self.uses(journal, "o")
        assert checks_to_disarm(database, "tandarts", taught) == (CheckReport("sonde", 3, 4),)

    def test_an_override_that_was_taken_back_does_not_count(self, opened: Opened, database: Database) -> None:
        journal = opened()
        for _ in range(5):
            number = journal.begin(KEY, "now", Position())
            journal.record(number, ended(1, Outcome.OVERRIDDEN, check="sonde"), Position(1, 1))
            journal.record(number, Moved(), Position())
            journal.record(number, ended(1, Outcome.SEEN, check="sonde"), Position(1, 1))
        assert checks_to_disarm(database, "tandarts", {"sonde": LONG_AGO}) == ()

    def test_the_latest_come_from_an_index(self, opened: Opened, database: Database) -> None:
        """Asked at the start of a task, so it must not read the whole journal: it stops after 20 rows."""
        journal = opened()
        chance = random.Random(1)
        for _ in range(60):
            run(journal, *(ended(n, chance.choice(list(Outcome)), check="sonde") for n in range(1, 20)))
        looked_at = 0

        def count(*_: object) -> int:
            nonlocal looked_at
            looked_at += 1
            return 0

        database.read(lambda rows: rows.connection.set_progress_handler(count, 100))
        checks_to_disarm(database, "tandarts", {"sonde": LONG_AGO})
        assert looked_at < 60, "hundreds of SQLite's own instructions"
