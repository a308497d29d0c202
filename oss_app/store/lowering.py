"""Going down a level of the journal: what the lower level may not have is counted, and deleted (P5)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from oss_app.core.settings import JournalLevel
from oss_app.i18n import Translator
from oss_app.store import backups
from oss_app.store.database import Database
from oss_app.store.rows import TrustedRows

_PERSONS = "card <> '' AND NOT is_open"


@dataclass(frozen=True)
class Surplus:
    """What a level may not have: the cards of finished sessions, or those with their steps, weeks, remarks, copies.

    ``cards``: these sessions and their steps stay, without a person.
    """

    cards: int = 0
    sessions: int = 0
    steps: int = 0
    weeks: int = 0
    remarks: int = 0
    copies: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.cards or self.sessions or self.steps or self.weeks or self.remarks)


def surplus_words(found: Surplus, tr: Translator) -> str:
    """Return what will be deleted, and how much of it."""
    parts = [
        tr.many("the card of {n} finished task", "the cards of {n} finished tasks", found.cards),
        tr.many("{n} finished task", "{n} finished tasks", found.sessions),
        tr.many("{n} step", "{n} steps", found.steps),
        tr.many("{n} week", "{n} weeks", found.weeks),
        tr.many("{n} answer about help", "{n} answers about help", found.remarks),
    ]
    counts = (found.cards, found.sessions, found.steps, found.weeks, found.remarks)
    what = ", ".join(part for part, n in zip(parts, counts, strict=True) if n)
    return tr("This level may not have all that is there. It takes away: {what}. This cannot be undone.", what=what)


def surplus(database: Database, level: JournalLevel) -> Surplus:
    """Return what would be deleted if the journal had this level now. StorageError."""
    found = database.read(lambda rows: _count(rows, level))
    return _with_copies(database, found)


def lower(database: Database, level: JournalLevel) -> Surplus:
    """Delete what this level may not have, in the copies beside the journal too; what that was. StorageError."""
    found = _with_copies(database, database.write(lambda rows: _delete(rows, level)))
    if not found.is_nothing:
        backups.remove(file for file, _ in backups.copies(database.path))
    return found


def _with_copies(database: Database, found: Surplus) -> Surplus:
    return replace(found, copies=0 if found.is_nothing else len(backups.copies(database.path)))


def _count(rows: TrustedRows, level: JournalLevel) -> Surplus:
    match level:
        case JournalLevel.OWN_PROGRESS:
            return Surplus()
        case JournalLevel.TASK:
            cards, weeks = _number(rows, f"session WHERE {_PERSONS}"), _number(rows, "week WHERE card <> ''")
            return Surplus(cards=cards, weeks=weeks, remarks=_number(rows, "remark"))
        case JournalLevel.NONE:
            of = ("session WHERE NOT is_open", "ended", "week", "remark")
            sessions, steps, weeks, remarks = (_number(rows, one) for one in of)
            return Surplus(sessions=sessions, steps=steps, weeks=weeks, remarks=remarks)


def _number(rows: TrustedRows, of: str) -> int:
    return int(rows.select(f"SELECT count(*) AS n FROM {of}")[0]["n"])


def _delete(rows: TrustedRows, level: JournalLevel) -> Surplus:
    found = _count(rows, level)
    if found.is_nothing:
        return found
    rows.execute("DELETE FROM remark")
    if level is JournalLevel.NONE:
        rows.execute("DELETE FROM ended")
        rows.execute("DELETE FROM needed")
        rows.execute("DELETE FROM session WHERE NOT is_open")
        rows.execute("DELETE FROM week")
        return found
    for session in rows.select(f"SELECT * FROM trusted_session WHERE {_PERSONS}"):
        rows.put("session", **{**dict(session), "card": ""})
    rows.execute(f"DELETE FROM session WHERE {_PERSONS}")  # whose row is damaged
    rows.execute("DELETE FROM week WHERE card <> ''")
    return found
