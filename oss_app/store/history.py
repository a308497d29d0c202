"""What the journal knows of one worker in one task: how the kits went, and what was said about help (S2, S3)."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from sqlite3 import Row

from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Outcome
from oss_app.core.settings import JournalLevel
from oss_app.core.support import Holding, KitPast, Remark, Said, StepPast
from oss_app.store.database import Database
from oss_app.store.rows import TrustedRows
from oss_app.store.sessions import mix_remarks
from oss_app.store.trouble import StorageError

_log = logging.getLogger(__name__)


class SqliteHistory:
    """``core.ports.History`` over a database. What cannot be read counts as nothing; what cannot be kept is lost.

    Without the level *own progress* only the session that a worker has not finished yet is found, and nothing that was
    said is kept.
    """

    def __init__(self, database: Database, level: JournalLevel) -> None:
        self._database = database
        self._level = level

    def past(self, key: SessionKey, digest: str, steps: int) -> tuple[KitPast, ...]:
        """Return the kits of a worker in a task, the oldest day first; ``steps`` is how many a whole kit has.

        Of kits of one day the order is not known. Those that took help come last, so that in doubt less help is
        proposed too late and not too early.
        """
        try:
            return self._database.read(lambda rows: _past(rows, key, digest, steps))
        except StorageError as error:
            _log.warning("history: %s", error)
            return ()

    def said(self, key: SessionKey) -> tuple[Remark, ...]:
        """Return what was said about help in a task, the oldest day first."""
        try:
            return self._database.read(lambda rows: _said(rows, key))
        except StorageError as error:
            _log.warning("history: %s", error)
            return ()

    def weeks(self, key: SessionKey) -> tuple[tuple[date, int], ...]:
        """Return the Mondays of weeks whose detail is gone, each with the percentage of steps without help."""
        try:
            found = self._database.read(
                lambda rows: rows.select(
                    "SELECT monday, without_help FROM trusted_week WHERE card = ? AND task = ? ORDER BY monday",
                    key.card,
                    key.task,
                )
            )
        except StorageError as error:
            _log.warning("history: %s", error)
            return ()
        return tuple((date.fromisoformat(row["monday"]), row["without_help"]) for row in found)

    def kept_of(self, card: str) -> Holding:
        """Return what is kept of one worker in all: how many steps and weeks, in which tasks, and the oldest day."""
        try:
            return self._database.read(lambda rows: _kept_of(rows, card))
        except StorageError as error:
            _log.warning("history: %s", error)
            return Holding()

    def keep(self, key: SessionKey, remark: Remark) -> None:
        """Keep what was said, where the journal's level allows it."""
        if self._level is not JournalLevel.OWN_PROGRESS or not key.card:
            return
        values = {"day": remark.day.isoformat(), "said": remark.said.value, "level": remark.level.value}

        def put(rows: TrustedRows) -> None:
            rows.put("remark", card=key.card, task=key.task, **values)
            mix_remarks(rows, values["day"])

        try:
            self._database.write(put)
        except StorageError as error:
            _log.warning("history: %s", error)


def _kept_of(rows: TrustedRows, card: str) -> Holding:
    if not card:
        return Holding()
    # the steps are counted without their hashes, for there may be many; a day that rotted is left out
    steps = rows.select(
        """SELECT count(*) AS n, CAST(min(ended.day) AS BLOB) AS day, task
           FROM trusted_session JOIN ended ON number = session WHERE card = ? GROUP BY task""",
        card,
    )
    weeks = rows.select("SELECT monday AS day, task FROM trusted_week WHERE card = ?", card)
    said = rows.select("SELECT day, task FROM trusted_remark WHERE card = ?", card)
    days = [_day(row["day"]) for row in (*steps, *weeks, *said)]
    return Holding(
        steps=sum(row["n"] for row in steps),
        weeks=len(weeks),
        remarks=len(said),
        tasks=tuple(sorted({row["task"] for row in (*steps, *weeks, *said)})),
        oldest=min((day for day in days if day), default=None),
    )


def _day(text: str | bytes) -> date | None:
    try:
        return date.fromisoformat(text.decode() if isinstance(text, bytes) else text)
    except ValueError:  # of which a fault in UTF-8 is one
        return None


def _said(rows: TrustedRows, key: SessionKey) -> tuple[Remark, ...]:
    found = rows.select(
        "SELECT day, said, level FROM trusted_remark WHERE card = ? AND task = ? ORDER BY day, said",
        key.card,
        key.task,
    )
    return tuple(Remark(date.fromisoformat(row["day"]), Said(row["said"]), HelpLevel(row["level"])) for row in found)


def _past(rows: TrustedRows, key: SessionKey, digest: str, steps: int) -> tuple[KitPast, ...]:
    found = rows.select(
        """SELECT session, kit, step, ended.day AS day, outcome, first_outcome, is_open, digest = ? AS is_same,
                  needed.level AS level, asked, failed, chose_more
           FROM trusted_session JOIN trusted_ended AS ended ON number = session
                JOIN trusted_needed AS needed USING (session, kit, step)
           WHERE card = ? AND card <> '' AND task = ? ORDER BY session, kit, step""",
        digest,
        key.card,
        key.task,
    )
    kits: defaultdict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in found:
        kits[row["session"], row["kit"]].append(row)
    past = [(kit, _kit(kit, steps), at) for at, kit in kits.items()]
    past.sort(key=lambda entry: (entry[1].day, entry[0][0]["is_open"], not entry[1].is_clean, entry[2]))
    return tuple(kit for _, kit, _ in past)


def _kit(rows: Sequence[Row], steps: int) -> KitPast:
    last = rows[-1]
    return KitPast(
        day=date.fromisoformat(max(row["day"] for row in rows)),
        level=HelpLevel(last["level"]),
        steps=tuple(_step(row) for row in rows),
        chose_more=any(row["chose_more"] for row in rows),
        is_whole=len(rows) >= steps if last["is_same"] else not last["is_open"],
        is_same=bool(last["is_same"]),
    )


def _step(row: Row) -> StepPast:
    outcome = Outcome(row["outcome"])
    return StepPast(
        row["step"],
        asked=row["asked"],
        failed=row["failed"],
        by_coach=Outcome.BY_COACH in (outcome, row["first_outcome"]),
        skipped=outcome is Outcome.SKIPPED,
        overridden=outcome is Outcome.OVERRIDDEN,
    )
