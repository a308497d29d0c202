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
_ENTRY = "day, task, version, step, outcome, help, check_name"
_shuffle = SystemRandom().shuffle


class Outbox:
    """The parcels in the journal's database. StorageError from every verb, as from the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, level: JournalLevel) -> StationIdentity:
        """Tell who this station is, made at the first time.

        A level below that of the last start is carried out there too: what was sent under the higher one is to be
        forgotten.
        """
        return self._database.write(lambda rows: _opened(rows, level))

    def rest(self) -> None:
        """No server is set: nothing new comes in; who this station is stays, for the day that one is set again."""
        self._database.write(lambda rows: _switch(rows, is_on=False))

    def waiting(self, at_least: int = LOAD) -> tuple[Parcel, ...]:
        """Return the next parcels in order, as many as hold ``at_least`` so many entries.

        Fewer where there are no more.
        """
        return self._database.read(lambda rows: _waiting(rows, at_least))

    def delivered(self, seq: int) -> None:
        """Note that the server has everything up to this number."""
        self._database.write(lambda rows: rows.execute("DELETE FROM parcel WHERE last <= ?", seq))

    def begin_anew(self) -> None:
        """Be another station from now on. What waits is given up, since the server may have it from another."""
        self._database.write(_begin_anew)


def pack_session(rows: TrustedRows, number: int) -> None:
    """Put the steps of a finished session into the outbox, once; nothing where this station has no server."""
    who = _identity(rows)
    if who is None or not who["is_on"] or rows.select("SELECT 1 FROM trusted_shipped WHERE session = ?", number):
        return
    kept = _entries(rows, "number = ?", number)
    if not kept:
        return
    _shuffle(kept)
    first, last = who["seq"] + 1, who["seq"] + len(kept)
    _put_parcel(rows, who, first, last)
    for seq, entry in enumerate(kept, first):
        rows.put("parcel_entry", seq=seq, parcel=first, **entry)
    rows.put("shipped", session=number)


def forget_card(rows: TrustedRows, card: str) -> None:
    """Have what went under a worker's card deleted on the server; to be called before the sessions are."""
    _forget_sessions(rows, "card = ?", card)


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
            _forget_all(rows, who)
        else:
            _forget_sessions(rows, "level = ?", JournalLevel.OWN_PROGRESS)
    who = _identity(rows)
    assert who is not None
    rows.put("identity", only_one=1, **{**dict(who), "level": level, "is_on": 1})
    return StationIdentity(who["id"], who["secret"])


def _waiting(rows: TrustedRows, at_least: int) -> tuple[Parcel, ...]:
    found: list[Parcel] = []
    size = 0
    for row in rows.select("SELECT first, last, mark, after, forget FROM trusted_parcel ORDER BY first LIMIT ?", LOAD):
        first = row["first"]
        entries = rows.select(f"SELECT seq, {_ENTRY} FROM trusted_parcel_entry WHERE parcel = ? ORDER BY seq", first)
        alike = rows.select(f"SELECT 0, {_ENTRY} FROM trusted_forgotten WHERE parcel = ? ORDER BY number", first)
        found.append(
            Parcel(
                first,
                row["last"],
                row["mark"],
                row["after"],
                tuple(ParcelEntry(*entry) for entry in entries),
                tuple(_ranges(row["forget"])),
                tuple(ParcelEntry(*entry) for entry in alike),
            )
        )
        size += len(entries) + len(alike)
        if size >= at_least:
            break
    return tuple(found)


def _entries(rows: TrustedRows, where: str, *values: Value) -> list[dict[str, Value]]:
    """Return what goes to the server of these sessions, step by step; ``where`` may name columns of a session."""
    found = rows.select(
        f"""SELECT ended.day, task, digest, step, check_name, first_outcome, first_help, outcome, help
            FROM trusted_ended AS ended JOIN trusted_session ON number = session WHERE {where}""",
        *values,
    )
    return [
        {
            "day": row["day"],
            "task": row["task"],
            "version": row["digest"],
            "step": row["step"],
            "outcome": Outcome.BY_COACH if _by_coach(row) else row["outcome"],
            "help": max(row["help"], row["first_help"]),
            "check_name": row["check_name"],
        }
        for row in found
    ]


def _by_coach(row: Row) -> bool:
    return Outcome.BY_COACH in (row["outcome"], row["first_outcome"])


def _forget_sessions(rows: TrustedRows, where: str, *values: Value) -> None:
    """Have the server delete what these sessions brought: entries like theirs, each once, under whatever number.

    What still waits here is taken out; since it may be on its way already, it is deleted there by its number too.
    """
    who = _identity(rows)
    found = _entries(rows, f"number IN (SELECT session FROM trusted_shipped) AND {where}", *values)
    if who is None or not found:
        return
    _shuffle(found)
    waited = [(entry, _take_out(rows, entry)) for entry in found]
    seq = who["seq"] + 1
    _put_parcel(rows, who, seq, seq, _joined([taken for _, taken in waited if taken is not None]))
    for number, entry in enumerate(entry for entry, taken in waited if taken is None):
        rows.put("forgotten", parcel=seq, number=number, **entry)


def _take_out(rows: TrustedRows, entry: dict[str, Value]) -> int | None:
    """Take one waiting entry like this out of its parcel: its number, or None where there is none."""
    same = " AND ".join(f"{column} = ?" for column in entry)
    found = rows.select(f"SELECT seq FROM parcel_entry WHERE {same} LIMIT 1", *entry.values())
    if not found:
        return None
    rows.execute("DELETE FROM parcel_entry WHERE seq = ?", found[0]["seq"])
    return int(found[0]["seq"])


def _forget_all(rows: TrustedRows, who: Row) -> None:
    if who["seq"]:
        rows.execute("DELETE FROM parcel_entry")
        _put_parcel(rows, who, who["seq"] + 1, who["seq"] + 1, f"1-{who['seq']}")


def _joined(numbers: Iterable[int]) -> str:
    """Numbers as ranges, in the words of the table: 3-9,12-12."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{first}-{last}" for first, last in ranges)


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
