"""What the journal says about a task, never about a person: which steps need help, which checks are wrong too often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Row

from oss_app.store.database import Database
from oss_app.store.rows import TrustedRows

UNAIDED = """(coalesce((SELECT asked FROM trusted_needed AS needed WHERE needed.session = ended.session
  AND needed.kit = ended.kit AND needed.step = ended.step), max(help, first_help)) = 0
  AND outcome <> 'by_coach' AND first_outcome <> 'by_coach')"""
"""In SQL: whether a step of ``ended`` was done without help. What the app opened by itself is none; of rows from before
that was told apart all help counts."""
RUNS = 20  # the latest runs of a check that count (C8)
OVERRIDES = 3  # of them overridden, and the check no longer counts (C8)


@dataclass(frozen=True)
class StepReport:
    """How one step went over all runs: how often it was ended, and how many of those needed or met what."""

    step: int
    ended: int
    helped: int
    overridden: int
    by_coach: int
    skipped: int


@dataclass(frozen=True)
class TaskReport:
    """One version of a task over all its runs, a run being one kit; steps that nobody ended are not in it."""

    task: str
    runs: int
    steps: tuple[StepReport, ...]


@dataclass(frozen=True)
class CheckReport:
    """A check that was overridden too often, out of its latest runs."""

    name: str
    overridden: int
    runs: int


def task_report(database: Database, task: str, digest: str) -> TaskReport:
    """Tell how the steps of a task went, in the version with this digest: an edit may give a number to another step.

    A step counts as helped, or passed by the coach, if it was so before the worker came Back to it as well;
    whether it was overridden is decided by how it ended last. StorageError.
    """
    return database.read(lambda rows: _task_report(rows, task, digest))


def _task_report(rows: TrustedRows, task: str, digest: str) -> TaskReport:
    kept = rows.select(
        f"""SELECT session, kit, step, outcome, {UNAIDED} AS unaided, 'by_coach' IN (outcome, first_outcome) AS by_coach
            FROM trusted_ended AS ended JOIN trusted_session ON number = session WHERE task = ? AND digest = ?""",
        task,
        digest,
    )
    by_step: defaultdict[int, list[Row]] = defaultdict(list)
    for row in kept:
        by_step[row["step"]].append(row)
    steps = tuple(_step_report(step, by_step[step]) for step in sorted(by_step))
    return TaskReport(task, len({(row["session"], row["kit"]) for row in kept}), steps)


def _step_report(step: int, kept: Sequence[Row]) -> StepReport:
    outcomes = Counter(row["outcome"] for row in kept)
    return StepReport(
        step,
        ended=len(kept),
        helped=sum(not row["unaided"] for row in kept),
        overridden=outcomes["overridden"],
        by_coach=sum(row["by_coach"] for row in kept),
        skipped=outcomes["skipped"],
    )


def checks_to_disarm(database: Database, task: str, taught: Mapping[str, date]) -> tuple[CheckReport, ...]:
    """Tell which of a task's checks were overridden three times in their latest 20 runs (C8). StorageError.

    ``taught`` has the checks that count now, each with the day it was last taught: what it did until that day was
    another check's doing.
    """
    return database.read(lambda rows: tuple(r for n, d in taught.items() if (r := _check_report(rows, task, n, d))))


def _check_report(rows: TrustedRows, task: str, check: str, taught: date) -> CheckReport | None:
    latest = rows.select(
        """SELECT outcome FROM trusted_ended AS ended JOIN trusted_session ON number = session
           WHERE check_name = ? AND check_name <> '' AND task = ? AND ended.day > ?
           ORDER BY ended.day DESC, session DESC, turn DESC LIMIT ?""",
        check,
        task,
        taught.isoformat(),
        RUNS,
    )
    overridden = sum(row["outcome"] == "overridden" for row in latest)
    return CheckReport(check, overridden, len(latest)) if overridden >= OVERRIDES else None
