"""What waits for the server that benches share: finished sessions, shuffled, numbered and marked (docs/adr/0052)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import date
from random import SystemRandom
from sqlite3 import Row

from oss_app.core.parcel import Parcel, ParcelEntry, StationIdentity
from oss_app.core.record import Outcome
from oss_app.core.settings import JournalLevel
from oss_app.store.database import Database
from oss_app.store.rows import TrustedRows, Value

LOAD = 500
"""The server gets about so many entries at once."""
KEY_BYTES, MARK_BYTES = 32, 12
_PRIVATE_FIRST = (JournalLevel.NONE, JournalLevel.TASK, JournalLevel.OWN_PROGRESS)
_SHIPPED = "SELECT first, last FROM trusted_shipped JOIN session ON number = session"
_shuffle = SystemRandom().shuffle


class Outbox:
    """The parcels in the journal's database. StorageError from every verb, as from the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, level: JournalLevel) -> StationIdentity:
        """Who this station is, made at the first time. A level below that of the last start is carried out there too:
        what was sent under the higher one is to be forgotten."""
        return self._database.write(lambda rows: _opened(rows, level))

    def rest(self) -> None:
        """No server is set: nothing new comes in; who this station is stays, for the day that one is set again."""
        self._database.write(lambda rows: _switch(rows, is_on=False))

    def waiting(self, at_least: int = LOAD) -> tuple[Parcel, ...]:
        """The next parcels in order, as many as hold ``at_least`` so many entries; fewer where there are no more."""
        return self._database.read(lambda rows: _waiting(rows, at_least))

    def delivered(self, seq: int) -> None:
        """The server has everything up to this number."""
        self._database.write(lambda rows: rows.execute("DELETE FROM parcel WHERE last <= ?", seq))

    def begin_anew(self) -> None:
        """Be another station from now on. What waits is given up, since the server may have it from another."""
        self._database.write(_begin_anew)


def pack_session(rows: TrustedRows, number: int) -> None:
    """Put the steps of a finished session into the outbox, once; nothing where this station has no server."""
    who = _identity(rows)
    if who is None or not who["is_on"] or rows.select("SELECT 1 FROM trusted_shipped WHERE session = ?", number):
        return
    kept = rows.select(
        """SELECT ended.day, task, digest, step, check_name, first_outcome, first_help, outcome, help
           FROM trusted_ended AS ended JOIN trusted_session ON number = session WHERE session = ?""",
        number,
    )
    if not kept:
        return
    _shuffle(kept)
    first, last = who["seq"] + 1, who["seq"] + len(kept)
    _put_parcel(rows, who, first, last)
    for seq, row in enumerate(kept, first):
        outcome = Outcome.BY_COACH if Outcome.BY_COACH in (row["outcome"], row["first_outcome"]) else row["outcome"]
        rows.put(
            "parcel_entry",
            seq=seq,
            parcel=first,
            day=row["day"],
            task=row["task"],
            version=row["digest"],
            step=row["step"],
            outcome=outcome,
            help=max(row["help"], row["first_help"]),
            check_name=row["check_name"],
        )
    rows.put("shipped", session=number, first=first, last=last)


def forget_card(rows: TrustedRows, card: str) -> None:
    """What went under a worker's card is to be deleted on the server; to be called before the sessions are."""
    _forget(rows, f"{_SHIPPED} WHERE card = ?", card)


def purge(rows: TrustedRows, before: date) -> None:
    """Give up what has been waiting for so long that it would be deleted on the server too (P7)."""
    rows.execute("DELETE FROM parcel_entry WHERE day < ?", before.isoformat())


def _identity(rows: TrustedRows) -> Row | None:
    found = rows.select("SELECT id, secret, seq, mark, level, is_on FROM trusted_identity")
    return found[0] if found else None


def _opened(rows: TrustedRows, level: JournalLevel) -> StationIdentity:
    who = _identity(rows)
    if who is None:
        rows.put(
            "identity",
            only_one=1,
            id=str(uuid.uuid4()),
            secret=secrets.token_hex(KEY_BYTES),
            seq=0,
            mark="",
            level=level,
            is_on=1,
        )
        return _opened(rows, level)
    if _PRIVATE_FIRST.index(level) < _PRIVATE_FIRST.index(JournalLevel(who["level"])):
        if level is JournalLevel.NONE:
            _forget(rows, "SELECT 1 AS first, seq AS last FROM identity WHERE seq > 0")
        else:
            own = JournalLevel.OWN_PROGRESS
            _forget(
                rows, "SELECT first, last FROM trusted_shipped JOIN session ON number = session WHERE level = ?", own
            )
    who = _identity(rows)
    assert who is not None
    rows.put("identity", only_one=1, **{**dict(who), "level": level, "is_on": 1})
    return StationIdentity(who["id"], who["secret"])


def _waiting(rows: TrustedRows, at_least: int) -> tuple[Parcel, ...]:
    found: list[Parcel] = []
    size = 0
    for row in rows.select("SELECT first, last, mark, after, forget FROM trusted_parcel ORDER BY first LIMIT ?", LOAD):
        entries = rows.select(
            """SELECT seq, day, task, version, step, outcome, help, check_name
               FROM trusted_parcel_entry WHERE parcel = ? ORDER BY seq""",
            row["first"],
        )
        found.append(
            Parcel(
                row["first"],
                row["last"],
                row["mark"],
                row["after"],
                tuple(ParcelEntry(*entry) for entry in entries),
                tuple(_ranges(row["forget"])),
            )
        )
        size += len(entries)
        if size >= at_least:
            break
    return tuple(found)


def _forget(rows: TrustedRows, ranges: str, *values: Value) -> None:
    """Put a parcel into the outbox that has the server delete what these ranges of numbers brought."""
    who = _identity(rows)
    found = sorted((row["first"], row["last"]) for row in rows.select(ranges, *values))
    if who is None or not found:
        return
    for first, last in found:  # and what has not left yet never does
        rows.execute("DELETE FROM parcel_entry WHERE seq BETWEEN ? AND ?", first, last)
    seq = who["seq"] + 1
    _put_parcel(rows, who, seq, seq, ",".join(f"{first}-{last}" for first, last in found))


def _put_parcel(rows: TrustedRows, who: Row, first: int, last: int, forget: str = "") -> None:
    mark = secrets.token_hex(MARK_BYTES)
    rows.put("parcel", first=first, last=last, mark=mark, after=who["mark"], forget=forget)
    rows.put("identity", only_one=1, **{**dict(who), "seq": last, "mark": mark})


def _switch(rows: TrustedRows, *, is_on: bool) -> None:
    if who := _identity(rows):
        rows.put("identity", only_one=1, **{**dict(who), "is_on": int(is_on)})


def _begin_anew(rows: TrustedRows) -> None:
    for table in ("parcel", "shipped", "identity"):
        rows.execute(f"DELETE FROM {table}")


def _ranges(text: str) -> Iterable[tuple[int, int]]:
    for part in text.split(",") if text else ():
        first, last = part.split("-")
        yield int(first), int(last)
