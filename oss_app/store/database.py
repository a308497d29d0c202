"""The journal's SQLite file: one connection, every write on the disk before it counts, versions, backups, damage."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

from oss_app.core.errors import UserError
from oss_app.core.ports import Clock
from oss_app.i18n import Translator
from oss_app.store import backups, salvage, trouble, versions
from oss_app.store.rows import TrustedRows
from oss_app.store.trouble import StorageError, StorageTrouble

BUSY_S = 0.1  # how long another program's hold on the file may make the screen wait
MOST_HASHED = 50_000  # rows of a table that are looked at one by one at the start, about 0.1 s; ``doctor`` looks at all
T = TypeVar("T")
_log = logging.getLogger(__name__)

# Below SQLite 3.51.3 the write-ahead log has a fault that damages files, and a read-only one cannot be read at all;
# EXTRA also puts the folder's entry on the disk, so that a power cut cannot undo a commit (docs/adr/0010).
_PRAGMAS = (
    "foreign_keys = ON",
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "fullfsync = ON",  # macOS: an fsync that reaches the disk
    "secure_delete = ON",  # what is deleted is overwritten
    "temp_store = MEMORY",
    "cell_size_check = ON",
)


class Database:
    """The file at ``path``, opened when it is first needed and again after the disk failed.

    ``notices`` are sentences for the coach about what was set aside. UserError: the file is from a newer version.
    """

    def __init__(self, path: Path, clock: Clock, tr: Translator) -> None:
        self.path = path
        self.notices: list[str] = []
        self._clock = clock
        self._tr = tr
        self._rows: TrustedRows | None = None
        self._suspect = False

    def write(self, work: Callable[[TrustedRows], T]) -> T:
        """Do the work in one transaction, which is on the disk when this returns, or never was. StorageError."""
        return self._tried(lambda rows: _in_transaction(rows, work))

    def read(self, work: Callable[[TrustedRows], T]) -> T:
        """Do work that only reads. StorageError."""
        return self._tried(work)

    def tell_of_work_begun_anew(self) -> None:
        """Tell the coach that unfinished work could not be found when a worker wanted to go on with it."""
        self.notices.append(
            self._tr("The journal could not be read for a while. Work that was not finished was begun anew meanwhile.")
        )

    def rotten(self) -> int:
        """Tell how many rows are no longer what was written; all are looked at, about 2.5 s a million. StorageError."""
        return self.read(lambda rows: rows.rotten())

    def rewrite(self) -> None:
        """Write the file anew in the order of its keys; where a row lay told when it had come. StorageError."""
        self._tried(lambda rows: rows.execute("VACUUM"))

    def close(self) -> None:
        if self._rows is not None:
            self._rows.connection.close()
            self._rows = None

    def _tried(self, work: Callable[[TrustedRows], T]) -> T:
        try:
            return self._once(work)
        except StorageError as error:
            if error.trouble is not StorageTrouble.DAMAGED:
                raise
            self._suspect = True
            return self._once(work)

    def _once(self, work: Callable[[TrustedRows], T]) -> T:
        try:
            if self._rows is None:
                self._rows = self._open()
            return work(self._rows)
        except sqlite3.Error as error:
            kind = trouble.of_sqlite(error)
            if kind is None and self._has_other_tables():
                kind = StorageTrouble.DAMAGED
            if kind is None:
                raise
            if kind is StorageTrouble.UNAVAILABLE and not trouble.may_write(self.path.parent):
                kind = StorageTrouble.READ_ONLY
            if kind is not StorageTrouble.FULL:
                self.close()  # a connection does not get over a disk that was away
            raise StorageError(kind, self.path) from error
        except OSError as error:
            raise StorageError(trouble.of_os(error), self.path) from error

    def _has_other_tables(self) -> bool:
        """Tell whether the file is no longer what was opened: cut to nothing, or another in its place."""
        if self._rows is None:
            return False
        try:
            return versions.shape(self._rows.connection) != versions.expected_shape(versions.newest())
        except sqlite3.Error:
            return True

    def _open(self) -> TrustedRows:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._suspect and self.path.is_file() and not self.path.stat().st_size:
            self._suspect = True  # SQLite takes an empty file for a new one
        connection = None if self._suspect else self._open_sound()
        if mended := connection is None:
            self._mend()
            connection = _connect(self.path)
        try:
            found = versions.version(connection)
            if 0 < found < versions.newest():
                copy = backups.backup(connection, self.path, found, self._clock.now().date())
                _log.info("journal of version %d kept as %s", found, copy.name)
            versions.migrate(connection, versions.newest())
            rows = TrustedRows(connection)
            if not mended and rows.rotten(MOST_HASHED):
                connection.close()
                with suppress(OSError, sqlite3.Error):  # a disk that does not write: what can be trusted is read
                    self._mend()
                connection = _connect(self.path)
                rows = TrustedRows(connection)
            return rows
        except BaseException:
            connection.close()
            raise

    def _open_sound(self) -> sqlite3.Connection | None:
        """Return a connection to a file that can be trusted as a whole; None for a damaged one.

        UserError for a newer one.
        """
        with ExitStack() as unless_sound:
            try:
                connection = _connect(self.path)
                unless_sound.callback(connection.close)
                version = versions.version(connection)
                if version > versions.newest():
                    raise self._newer()
                sound = versions.shape(connection) == versions.expected_shape(version) and _passes_check(connection)
            except UnicodeDecodeError:  # SQLite's complaint quotes what rotted
                return None
            except sqlite3.DatabaseError as error:
                # a fault in the file's description of itself looks like a fault in our SQL
                if trouble.of_sqlite(error) not in (None, StorageTrouble.DAMAGED):
                    raise
                return None
            if sound:
                unless_sound.pop_all()
            return connection if sound else None

    def _newer(self) -> UserError:
        return UserError(
            self._tr(
                "The journal was made by a newer version of OSS App, so this version leaves it alone: {file}",
                file=self.path,
            ),
            self._tr("Install the newer version again, or choose another folder for the data."),
        )

    def _mend(self) -> None:
        """Set a damaged file aside, and go on with every row of it that can be read and trusted."""
        saved = salvage.replace(self.path, self._clock.now().date())
        self._suspect = False
        _log.warning("damaged journal set aside as %s; %d rows saved", saved.aside.name, saved.rows)
        self.notices.append(
            self._tr(
                "The journal was damaged. It was set aside as {file}, and {rows} of its records were saved.",
                file=saved.aside.name,
                rows=saved.rows,
            )
        )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _passes_check(connection: sqlite3.Connection) -> bool:
    return [tuple(row) for row in connection.execute("PRAGMA main.quick_check(1)")] == [("ok",)]


def _in_transaction(rows: TrustedRows, work: Callable[[TrustedRows], T]) -> T:
    connection = rows.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(rows)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result
