"""Rows that carry a hash of themselves, so that one that rotted on the disk is never taken for true."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

Value = str | int | bytes
HASH_BYTES = 8
_BETWEEN = "\x1f"  # between the values of a row when they are hashed


def seal(table: str, *values: Value) -> bytes:
    """Return the hash of a row: 8 bytes of BLAKE2b over the table's name and the values in the order of the columns."""
    return _hash(_BETWEEN.encode().join(v if isinstance(v, bytes) else str(v).encode() for v in (table, *values)))


def _hash(row: bytes | None) -> bytes:
    return hashlib.blake2b(row or b"", digest_size=HASH_BYTES).digest()


def tables(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the tables whose rows carry a hash, each with its other columns.

    A table comes after those it refers to.
    """
    found: dict[str, tuple[str, ...]] = {}
    names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
    for (name,) in names:
        columns = tuple(row[1] for row in connection.execute(f'PRAGMA main.table_info("{name}")'))
        if columns and columns[-1] == "hash":
            found[name] = columns[:-1]
    return found


def keys(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """Return the columns of a table's primary key, in order."""
    rows = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    return tuple(row[1] for row in sorted(rows, key=lambda row: int(row[5])) if row[5])


class TrustedRows:
    """The tables of one connection. Each table ``t`` also has a view ``trusted_t`` of the rows whose hash is right."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.row_factory = sqlite3.Row
        connection.create_function("row_hash", 1, _hash, deterministic=True)
        self.columns = tables(connection)
        self._puts = {table: self._upsert(table) for table in self.columns}
        for table, columns in self.columns.items():
            # joined by SQLite, as bytes: rotten text may not be text at all, and would stop the query
            row = f" || '{_BETWEEN}' || ".join((f"'{table}'", *columns))
            connection.execute(
                f"CREATE TEMP VIEW trusted_{table} AS SELECT {', '.join(columns)} FROM main.{table} "
                f"WHERE hash = row_hash(CAST({row} AS BLOB))"
            )

    def put(self, table: str, **values: Value) -> None:
        """Keep a row, in the place of the one with the same key."""
        ordered = [values.pop(column) for column in self.columns[table]]
        if values:
            raise TypeError(f"{table} has no {', '.join(values)}")
        self.connection.execute(self._puts[table], (*ordered, seal(table, *ordered)))

    def select(self, sql: str, *parameters: Value) -> list[sqlite3.Row]:
        return self.connection.execute(sql, parameters).fetchall()

    def execute(self, sql: str, *parameters: Value) -> int:
        """Carry out a statement; how many rows it changed."""
        return self.connection.execute(sql, parameters).rowcount

    def rotten(self, most: int | None = None) -> int:
        """Tell how many rows are no longer what was written; of the tables that have at most ``most`` rows."""
        found = 0
        for table in self.columns:
            (number,) = self.connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()
            if most is None or number <= most:
                (trusted,) = self.connection.execute(f"SELECT count(*) FROM trusted_{table}").fetchone()
                found += number - trusted
        return found

    def _upsert(self, table: str) -> str:
        # not INSERT OR REPLACE: that deletes the old row first, and what refers to it would go with it
        columns = (*self.columns[table], "hash")
        key = keys(self.connection, table)
        return (
            f"INSERT INTO main.{table} ({_list(columns)}) VALUES ({_list('?' for _ in columns)}) "
            f"ON CONFLICT ({_list(key)}) DO UPDATE SET {_list(f'{c} = excluded.{c}' for c in columns if c not in key)}"
        )


def _list(parts: Iterable[str]) -> str:
    return ", ".join(parts)
