"""A check that was overruled too often no longer counts, and the task is told of, not a person (C8)."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oss_app.core.check import WHOLE_KIT, Check
from oss_app.core.ports import TaskLibrary
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.task import Task
from oss_app.i18n import Translator
from oss_app.store.database import Database
from oss_app.store.report import OVERRIDES, RUNS, CheckReport, checks_to_disarm
from oss_app.store.trouble import StorageError
from oss_app.taskfile.checks import CHECK_FILE, CHECKS, load_check, save_check
from oss_app.taskfile.released import RELEASED

log = logging.getLogger(__name__)

OVERRIDDEN = "overridden"
"""Why a check is not armed: the workers went on three times though it had said *not done*."""


CRASHED = "crashed"
"""Why a check is not armed: the camera's process crashed on it, twice."""


@dataclass(frozen=True)
class Disarmed:
    """A check that no longer counts, with its task: in so many of its latest runs it was overruled.

    In none of 0 runs where the camera's process crashed on it.
    """

    task: Task
    check: Check
    overridden: int
    runs: int

    def sentence(self, tr: Translator) -> str:
        """Return what the coach is told: what to mend is the task."""
        if not self.runs:
            return tr(
                "{task}: the check {check} no longer counts. The camera's program stopped on it twice. Teach it again.",
                task=self.task.title.into(tr.language),
                check=self.check.name,
            )
        return tr(
            "{task}: the check {check} no longer counts. In {runs} runs it was wrong {n} times. Teach it again.",
            task=self.task.title.into(tr.language),
            check=self.check.name,
            runs=self.runs,
            n=self.overridden,
        )


def disarm(
    task: Task, library: TaskLibrary, database: Database, off: Sequence[str], switch_off: Callable[[str], None]
) -> tuple[Disarmed, ...]:
    """Disarm what the journal calls for in one task; what was disarmed now. Raises nothing.

    ``off`` are the checks that are off here already, as ``Settings.checks_off`` names them. Where a check's file cannot
    be written (a sample that came with the program), ``switch_off`` is called with such a name instead.
    """
    from oss_app.taskfile.taught import restore_all  # the first screen does not wait for it

    restore_all(task.folder / CHECKS)
    try:
        return tuple(_disarm(task, library, database, off, switch_off))
    except StorageError:
        log.exception("disarm")
        return ()


def _disarm(
    task: Task, library: TaskLibrary, database: Database, off: Sequence[str], switch_off: Callable[[str], None]
) -> Iterator[Disarmed]:
    armed: dict[str, Check] = {}
    for name in _names(task):
        check = library.check(task, name)
        if check is not None and check.is_armed and _at_station(task, name) not in off:
            armed[name] = check
    taught = {name: _taught(task.folder / CHECKS / name) for name in armed}
    for report in checks_to_disarm(database, task.folder.name, taught):
        yield _disarmed(task, armed[report.name], report, switch_off)


def set_aside(folder: Path, library: TaskLibrary, switch_off: Callable[[str], None]) -> Disarmed | None:
    """Disarm the check in ``folder``, on which the camera's process crashed; None where it does not count anyhow."""
    task = library.load(folder.parent.parent).task
    check = library.check(task, folder.name) if task else None
    if task is None or check is None or not check.is_armed:
        return None
    return _disarmed(task, check, CheckReport(check.name, 0, 0), switch_off, CRASHED)


def _disarmed(
    task: Task, check: Check, report: CheckReport, switch_off: Callable[[str], None], why: str = OVERRIDDEN
) -> Disarmed:
    try:
        for folder in _places(task, check):
            save_check(folder, check.model_copy(update={"disarmed": why}))
    except OSError:
        switch_off(_at_station(task, report.name))
    log.warning("the check %s no longer counts", _at_station(task, report.name))
    return Disarmed(task, check, report.overridden, report.runs)


class Tally:
    """Counts while the station runs: a check stops counting with its third override, not at the next start.

    The journal knows days, not hours, and what happened on the day of the teaching may have been the doing of the
    check before; so the runs that this program saw are counted here, from the moment at which the check was last
    written, and the journal is asked of those before it began.
    """

    def __init__(self, library: TaskLibrary, database: Database, switch_off: Callable[[str], None]) -> None:
        self._library, self._database, self._switch_off = library, database, switch_off
        self._seen: dict[tuple[str, str, int], deque[bool]] = {}

    def ended(self, task: Task, entry: StepEnded) -> Disarmed | None:
        """Note a step that ended and is in the journal; return its check, where it no longer counts from now on."""
        check = self._library.check(task, entry.check) if entry.check not in WHOLE_KIT else None
        if check is None or not check.is_armed:
            return None
        file = task.folder / CHECKS / entry.check / CHECK_FILE
        key = task.folder.name, entry.check, file.stat().st_mtime_ns
        runs = self._seen.setdefault(key, deque(maxlen=RUNS))
        runs.append(entry.outcome is Outcome.OVERRIDDEN)
        if entry.outcome is not Outcome.OVERRIDDEN:
            return None
        if sum(runs) >= OVERRIDES:
            return _disarmed(task, check, CheckReport(entry.check, sum(runs), len(runs)), self._switch_off)
        try:
            kept = checks_to_disarm(self._database, task.folder.name, {entry.check: _taught(file.parent)})
        except StorageError:
            log.exception("disarm")
            return None
        return _disarmed(task, check, kept[0], self._switch_off) if kept else None


def _places(task: Task, check: Check) -> list[Path]:
    """Tell where the check lies: in what the workers see, and in the coach's own task, where it is still the same
    there.
    """
    seen = task.folder / CHECKS / check.name
    own = task.folder.parent.parent / CHECKS / check.name
    is_copy = task.folder.parent.name == RELEASED and load_check(own, photos=False)[0] == check
    return [own, seen] if is_copy else [seen]


def _at_station(task: Task, name: str) -> str:
    return f"{task.folder.name}/{name}"


def _names(task: Task) -> list[str]:
    """Return the checks that the steps name; the whole kit is made of them, and is not taught."""
    return list(dict.fromkeys(s.check for s in task.steps if s.check and s.check not in WHOLE_KIT))


def _taught(folder: Path) -> date:
    """Return the day on which the check was last written."""
    return datetime.fromtimestamp((folder / CHECK_FILE).stat().st_mtime).astimezone().date()
