"""How long the journal keeps what: the detail for 90 days, weekly percentages for 12 months, then nothing (P7)."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from oss_app.files import delete_file, write_file
from oss_app.store import backups, outbox
from oss_app.store.database import Database
from oss_app.store.report import UNAIDED
from oss_app.store.rows import TrustedRows

DETAIL_DAYS = 90
WEEKLY_DAYS = 365
JUMP_DAYS = 45
"""A longer pause in the work than holidays explain: then it may be the clock that is wrong (start)."""


@dataclass(frozen=True)
class Purged:
    """What was deleted: ended steps, sessions, weekly percentages, and copies beside the journal by name."""

    steps: int
    sessions: int
    weeks: int
    copies: tuple[str, ...]


def purge(database: Database, today: date) -> Purged:
    """Delete what is past its time, keeping a percentage of each week that goes. StorageError.

    The detail of a week goes as a whole, when its Monday is past: no day is kept longer than 90 days, and the
    percentage is of the whole week. An unfinished session goes when nothing was recorded in it for as long.
    """
    oldest = today - timedelta(days=DETAIL_DAYS)
    first_kept = oldest + timedelta(days=-oldest.weekday() % 7)
    first_week = today - timedelta(days=WEEKLY_DAYS)
    steps, sessions, weeks = database.write(lambda rows: _purge_rows(rows, first_kept, first_week))
    database.rewrite()
    old = [file for file, made in backups.copies(database.path) if made < oldest]
    backups.remove(old)
    return Purged(steps, sessions, weeks, tuple(file.name for file in old))


def days_in_doubt(database: Database, today: date, marker: Path) -> date | None:
    """Return the last day of work, where today is so long after it that the clock may be wrong.

    None where it may be trusted.

    ``marker`` is a file that remembers that day until ``trust_the_clock``, or until the clock is set back: work that is
    done meanwhile does not make a wrong clock right. Nothing is to be deleted in doubt. StorageError.
    """
    try:
        last: date | None = date.fromisoformat(marker.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        last = _last_day(database)
    if last is None or today - last <= timedelta(days=JUMP_DAYS):
        trust_the_clock(marker)
        return None
    with suppress(OSError):  # a disk that does not write: it is found again at the next start
        write_file(marker, last.isoformat().encode(), 0o600)
    return last


def trust_the_clock(marker: Path) -> None:
    """Somebody has said that the clock is right."""
    with suppress(OSError):
        delete_file(marker)


def _last_day(database: Database) -> date | None:
    found = database.read(lambda rows: rows.select("SELECT max(day) AS day FROM session"))
    try:
        return date.fromisoformat(found[0]["day"])
    except (TypeError, ValueError):  # an empty journal, or a day that rotted
        return None


def _purge_rows(rows: TrustedRows, first_kept: date, first_week: date) -> tuple[int, int, int]:
    _sum_up(rows, first_kept)
    outbox.purge(rows, first_kept)
    steps = rows.execute("DELETE FROM ended WHERE day < ?", first_kept.isoformat())
    sessions = rows.execute(
        """DELETE FROM session WHERE number NOT IN (SELECT session FROM ended) AND (NOT is_open OR day < ?)""",
        first_kept.isoformat(),
    )
    weeks = rows.execute("DELETE FROM week WHERE monday < ?", first_week.isoformat())
    rows.execute("DELETE FROM remark WHERE day < ?", first_kept.isoformat())
    return steps, sessions, weeks


def _sum_up(rows: TrustedRows, first_kept: date) -> None:
    ending = rows.select(
        # the day is looked at first, since most rows are younger: hashing them all takes a second at the start
        f"""WITH old AS MATERIALIZED (SELECT session, kit, step FROM ended WHERE day < ?)
            SELECT ended.day, task, card, {UNAIDED} AS unaided
            FROM old JOIN trusted_ended AS ended USING (session, kit, step) JOIN trusted_session ON number = session""",
        first_kept.isoformat(),
    )
    weeks: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in ending:
        day = date.fromisoformat(row["day"])
        monday = day - timedelta(days=day.weekday())
        weeks[monday.isoformat(), row["task"], row["card"]].append(row["unaided"])
    for (monday_of, task, card), unaided in weeks.items():
        percent = round(100 * sum(unaided) / len(unaided))
        rows.put("week", monday=monday_of, task=task, card=card, without_help=percent)
