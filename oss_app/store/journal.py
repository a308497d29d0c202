"""The journal that outlives crashes, power cuts and full disks: what the disk refuses is held and written later."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import replace

from oss_app.core.ports import Clock, OpenSession, SessionKey
from oss_app.core.record import Entry, Position, RowsTicked, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store import backups, sessions
from oss_app.store.database import Database
from oss_app.store.rows import TrustedRows
from oss_app.store.sessions import KeptSession
from oss_app.store.trouble import StorageError, StorageTrouble

_log = logging.getLogger(__name__)


class SqliteJournal:
    """``core.ports.Journal`` over a database.

    What the disk does not take is held in memory in order, tried again at every call and written when the disk is
    back; until then ``trouble`` says why. A session begun while the database could not even be opened has a number
    below 0 here, and gets one of the database's numbers when it is written.
    """

    def __init__(self, database: Database, level: JournalLevel, clock: Clock) -> None:
        self._database = database
        self._level = level
        self._clock = clock
        self._sessions: dict[int, KeptSession] = {}
        self._forgotten: set[int] = set()
        self._held: deque[tuple[KeptSession, ...]] = deque()
        self._numbers: dict[int, int] = {}
        self._last: int | None = None
        self._provisional = 0
        self._trouble = ""
        self._catch_up()

    @property
    def trouble(self) -> str:
        """Empty, or why writes are being held: ``full``, ``read_only``, ``unavailable`` or ``damaged``."""
        return self._trouble

    @property
    def held(self) -> int:
        """How many writes are held; they are gone if the program ends now."""
        return len(self._held)

    def open_session(self, key: SessionKey) -> OpenSession | None:
        """Return the unfinished session of this worker and task, if there is one."""
        self._catch_up()
        return _as_open(next((s for s in reversed(self._sessions.values()) if s.key == key), None))

    def interrupted(self) -> OpenSession | None:
        """Return the session that was on the screen when the program ended without leaving it (W17)."""
        self._catch_up()
        return _as_open(next((s for s in reversed(self._sessions.values()) if s.on_screen), None))

    def begin(self, key: SessionKey, digest: str, position: Position) -> int:
        """Begin a session, on the screen from now on; an unfinished one of the same worker and task is finished."""
        self._catch_up()
        earlier = [self._finished(s) for s in self._sessions.values() if s.key == key]
        begun = KeptSession(self._new_number(), key, digest, self._level, self._today(), position)
        self._keep(begun, *earlier, *self._others_left(begun))
        return begun.number

    def enter(self, session: int) -> None:
        """Keep that the session is on the screen from now on, and no other is."""
        if before := self._session(session):
            entered = replace(before, on_screen=True)
            self._keep(entered, *self._others_left(entered))

    def leave(self, session: int) -> None:
        """Keep that the worker went away from it: it stays for later, but is not brought back without being chosen."""
        if before := self._session(session):
            self._keep(replace(before, on_screen=False))

    def record(self, session: int, entry: Entry, position: Position) -> None:
        """Keep one entry and the new position, together or not at all."""
        if before := self._session(session):
            after = replace(before, position=position, turn=before.turn + 1, day=self._today())
            match entry:
                case StepEnded():
                    after = replace(after, ended=entry)
                case RowsTicked(kit=kit, rows=rows):
                    others = frozenset(tick for tick in before.ticks if tick[0] != kit)
                    after = replace(after, ticked=entry, ticks=others | {(kit, row) for row in rows})
            self._keep(self._guarded(after))

    def finish(self, session: int) -> None:
        """Keep that the session is over: nothing of it is left to resume."""
        if before := self._session(session):
            self._keep(self._finished(before))

    def forget(self, card: str) -> None:
        """Delete all that is kept of one worker, in the copies beside the journal too. StorageError."""
        self._catch_up()
        if self._held:
            raise StorageError(StorageTrouble(self._trouble), self._database.path)
        self._database.write(lambda rows: sessions.delete_card(rows, card))
        backups.remove(file for file, _ in backups.copies(self._database.path))
        gone = [number for number, session in self._sessions.items() if session.key.card == card]
        for number in gone:
            del self._sessions[number]
        self._forgotten.update(gone)

    def close(self) -> None:
        """Write what can be written, and let go of the file."""
        self._catch_up()
        if self._held:
            _log.error("%d writes of the journal are lost: %s", len(self._held), self._trouble)
        self._database.close()

    def _session(self, number: int) -> KeptSession | None:
        """Return a session by its number; None where its worker was deleted while it was on the screen."""
        return None if number in self._forgotten else self._sessions[number]

    def _guarded(self, kept: KeptSession) -> KeptSession:
        """Return the same under the stricter of two levels: the one that it was begun with, and the one that counts
        now.
        """
        return replace(kept, level=sessions.stricter(kept.level, self._level))

    def _finished(self, kept: KeptSession) -> KeptSession:
        return self._guarded(replace(kept, is_open=False, on_screen=False))

    def _others_left(self, kept: KeptSession) -> list[KeptSession]:
        others = (s for s in self._sessions.values() if s.on_screen and s.number != kept.number and s.key != kept.key)
        return [replace(s, on_screen=False) for s in others]

    def _new_number(self) -> int:
        if self._last is None:
            self._provisional -= 1
            return self._provisional
        self._last += 1
        return self._last

    def _today(self) -> str:
        return self._clock.now().date().isoformat()

    def _keep(self, *writes: KeptSession) -> None:
        self._hold(*writes)
        self._catch_up()

    def _hold(self, *writes: KeptSession) -> None:
        for write in writes:
            if write.is_open:
                self._sessions[write.number] = replace(write, ended=None, ticked=None)
            else:
                self._sessions.pop(write.number, None)
        self._held.append(writes)

    def _catch_up(self) -> None:
        """Write all that is held, in order, each batch in a transaction of its own."""
        try:
            if self._last is None:
                self._load()
            while self._held:
                self._database.write(self._write_first)
                self._held.popleft()
        except StorageError as error:
            if self._trouble != error.trouble:
                _log.warning("journal: %s; writes are held", error.trouble)
            self._trouble = error.trouble.value
            return
        if self._trouble:
            _log.info("journal: all written")
        self._trouble = ""

    def _write_first(self, rows: TrustedRows) -> None:
        for kept in self._held[0]:
            if kept.number < 0 and kept.number not in self._numbers:
                self._numbers[kept.number] = self._new_number()
            sessions.keep(rows, kept, self._numbers.get(kept.number, kept.number))

    def _load(self) -> None:
        """Read the unfinished sessions; those begun before that was possible take their place."""
        found, last = self._database.read(lambda rows: (sessions.open_sessions(rows), sessions.last_number(rows)))
        self._last = last
        self._sessions = {s.number: s for s in (*found, *self._sessions.values())}
        if self._held:
            begun = {kept.key for batch in self._held for kept in batch}
            if any(s.key in begun for s in found):
                self._database.tell_of_work_begun_anew()
            self._hold(*(self._finished(s) if s.key in begun else replace(s, on_screen=False) for s in found))


def _as_open(kept: KeptSession | None) -> OpenSession | None:
    return None if kept is None else OpenSession(kept.number, kept.key, kept.position, kept.digest, kept.ticks)
