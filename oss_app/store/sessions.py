"""How a session lies in the database: each write carries all of it, so that writing it twice changes nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Row

from oss_app.core.ports import SessionKey
from oss_app.core.record import Phase, Position, RowsTicked, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store import outbox
from oss_app.store.rows import TrustedRows, Value

_PRIVATE_FIRST = (JournalLevel.NONE, JournalLevel.TASK, JournalLevel.OWN_PROGRESS)


@dataclass(frozen=True)
class KeptSession:
    """A session as it stands after one write. ``turn`` counts what was kept of it, from 0; ``day`` is the ISO date."""

    number: int
    key: SessionKey
    digest: str
    level: JournalLevel
    day: str
    position: Position
    turn: int = 0
    is_open: bool = True
    on_screen: bool = True
    ended: StepEnded | None = None
    ticked: RowsTicked | None = None
    ticks: frozenset[tuple[int, int]] = frozenset()
    """The rows of lists that are ticked, each by kit and item."""


def keep(rows: TrustedRows, kept: KeptSession, number: int) -> None:
    """Write a session under a number: itself, where it stands, and the step that has ended."""
    if not kept.is_open:
        _close(rows, kept, number)
        return
    _put_session(rows, kept, number)
    rows.put(
        "position",
        session=number,
        slot=kept.turn % 2,
        turn=kept.turn,
        kit=kept.position.kit,
        place=kept.position.index,
        phase=kept.position.phase,
    )
    if kept.ticked is not None:
        rows.put("tick", session=number, kit=kept.ticked.kit, places=_listed(kept.ticked.rows))
    if kept.ended is not None and kept.level is not JournalLevel.NONE:
        _put_ended(rows, kept, kept.ended, number)
        _put_needed(rows, kept.ended, number)


def _close(rows: TrustedRows, kept: KeptSession, number: int) -> None:
    """Leave only what the level allows: nothing, the steps without a person, or all; and no order within a day."""
    if not rows.select("SELECT 1 FROM session WHERE number = ?", number):
        return  # closed before: the write was done, and its answer was lost
    steps = rows.select("SELECT * FROM trusted_ended WHERE session = ?", number)
    of_steps = {(row["kit"], row["step"]) for row in steps}
    needs = [  # those of a step that rotted say nothing any more
        row
        for row in rows.select("SELECT * FROM trusted_needed WHERE session = ?", number)
        if (row["kit"], row["step"]) in of_steps
    ]
    rows.execute("DELETE FROM session WHERE number = ?", number)
    if kept.level is JournalLevel.NONE:
        return
    dealt = -1 - secrets.randbelow(2**62)
    _put_session(rows, kept, dealt)
    kits = _shuffled(sorted({row["kit"] for row in steps}))
    for row in steps:
        nowhere: dict[str, Value] = {"turn": 0, "next_kit": 0, "next_place": 0, "next_phase": Phase.FINISHED.value}
        rows.put("ended", **{**_values(row), **nowhere, "session": dealt, "kit": kits[row["kit"]]})
    for row in needs:
        rows.put("needed", **{**_values(row), "session": dealt, "kit": kits[row["kit"]]})
    outbox.pack_session(rows, dealt)
    _mix_day(rows, kept.day)


def _mix_day(rows: TrustedRows, day: str) -> None:
    """Write the finished sessions of a day anew in a random order: where a row lies in the file tells when it came."""
    of_day = "SELECT number FROM main.session WHERE day = ? AND NOT is_open"
    held = [("session", "number"), *((table, "session") for table in ("ended", "needed", "shipped"))]
    for table, key in held:
        rows.execute(f"CREATE TEMP TABLE mixed_{table} AS SELECT * FROM main.{table} WHERE {key} IN ({of_day})", day)
    rows.execute(f"DELETE FROM main.session WHERE number IN ({of_day})", day)  # and all that hangs on them
    for table, _ in held:
        rows.execute(f"INSERT INTO main.{table} SELECT * FROM mixed_{table} ORDER BY random()")
        rows.execute(f"DROP TABLE temp.mixed_{table}")


def mix_remarks(rows: TrustedRows, day: str) -> None:
    """Mix, in the same way, what was said about help on a day."""
    rows.execute("CREATE TEMP TABLE mixed_remark AS SELECT * FROM main.remark WHERE day = ?", day)
    rows.execute("DELETE FROM main.remark WHERE day = ?", day)
    rows.execute("INSERT INTO main.remark SELECT * FROM mixed_remark ORDER BY random()")
    rows.execute("DROP TABLE temp.mixed_remark")


def _values(row: Row) -> dict[str, Value]:
    return dict(zip(row.keys(), row, strict=True))


def _shuffled(kits: list[int]) -> dict[int, int]:
    """Each kit with another one's number: which came first on a day is nobody's business."""
    dealt = list(kits)
    secrets.SystemRandom().shuffle(dealt)
    return dict(zip(kits, dealt, strict=True))


def _put_session(rows: TrustedRows, kept: KeptSession, number: int) -> None:
    has_person = kept.is_open or kept.level is JournalLevel.OWN_PROGRESS
    rows.put(
        "session",
        number=number,
        task=kept.key.task,
        card=kept.key.card if has_person else "",
        digest=kept.digest,
        level=kept.level,
        day=kept.day,
        is_open=int(kept.is_open),
        on_screen=int(kept.is_open and kept.on_screen),
    )


def _put_ended(rows: TrustedRows, kept: KeptSession, ended: StepEnded, number: int) -> None:
    key = (number, ended.kit, ended.step)
    before = rows.select("SELECT * FROM trusted_ended WHERE session = ? AND kit = ? AND step = ?", *key)
    first = (before[0]["first_outcome"], before[0]["first_help"]) if before else (ended.outcome, ended.help)
    rows.put(
        "ended",
        session=number,
        kit=ended.kit,
        step=ended.step,
        day=kept.day,
        turn=kept.turn,
        check_name=ended.check,
        first_outcome=first[0],
        first_help=first[1],
        outcome=ended.outcome,
        help=ended.help,
        next_kit=kept.position.kit,
        next_place=kept.position.index,
        next_phase=kept.position.phase,
    )


def _put_needed(rows: TrustedRows, ended: StepEnded, number: int) -> None:
    """Put what the step took, over all the times that it ended: help stays help after Back."""
    key = (number, ended.kit, ended.step)
    before = rows.select("SELECT * FROM trusted_needed WHERE session = ? AND kit = ? AND step = ?", *key)
    most = before[0] if before else {"asked": 0, "failed": 0, "chose_more": 0}
    rows.put(
        "needed",
        session=number,
        kit=ended.kit,
        step=ended.step,
        level=ended.level,
        asked=max(most["asked"], ended.asked),
        failed=max(most["failed"], ended.failed),
        chose_more=max(most["chose_more"], int(ended.chose_more)),
    )


def open_sessions(rows: TrustedRows) -> list[KeptSession]:
    """Return the sessions that were not finished, oldest first, each at the newest position that can be trusted."""
    found = rows.select("SELECT * FROM trusted_session WHERE is_open ORDER BY number")
    return [_standing(row, rows) for row in found]


def _standing(row: Row, rows: TrustedRows) -> KeptSession:
    newest = rows.select(
        """SELECT turn, kit, place, phase FROM trusted_position WHERE session = ?1
           UNION ALL SELECT turn, next_kit, next_place, next_phase FROM trusted_ended WHERE session = ?1
           ORDER BY turn DESC LIMIT 1""",
        row["number"],
    )
    ticked = rows.select("SELECT kit, places FROM trusted_tick WHERE session = ?", row["number"])
    position = Position(newest[0]["kit"], newest[0]["place"], Phase(newest[0]["phase"])) if newest else Position()
    return KeptSession(
        number=row["number"],
        key=SessionKey(row["task"], row["card"]),
        digest=row["digest"],
        level=JournalLevel(row["level"]),
        day=row["day"],
        position=position,
        turn=newest[0]["turn"] if newest else 0,
        on_screen=bool(row["on_screen"]),
        ticks=frozenset((one["kit"], place) for one in ticked for place in _places(one["places"])),
    )


def _listed(places: Iterable[int]) -> str:
    return ",".join(str(place) for place in sorted(places))


def _places(listed: str) -> list[int]:
    return [int(place) for place in listed.split(",") if place]


def delete_card(rows: TrustedRows, card: str) -> None:
    """Delete all that is kept of a worker: sessions, with everything that hangs on them, weeks, and what was said."""
    outbox.forget_card(rows, card)
    rows.execute("DELETE FROM session WHERE card = ?", card)
    rows.execute("DELETE FROM week WHERE card = ?", card)
    rows.execute("DELETE FROM remark WHERE card = ?", card)


def last_number(rows: TrustedRows) -> int:
    """Return the highest number of an open session; damaged ones count too, lest their number be given again.

    A closed one has a number below 0 that was dealt at random.
    """
    number: int = rows.select("SELECT coalesce(max(number), 0) AS number FROM session WHERE number > 0")[0]["number"]
    return number


def stricter(one: JournalLevel, other: JournalLevel) -> JournalLevel:
    """Return the level that keeps less."""
    return min(one, other, key=_PRIVATE_FIRST.index)
