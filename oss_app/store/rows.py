"""Rows that carry a hash of themselves, so that one that rotted on the disk is never taken for true."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

Value = str | int | bytes | None
HASH_BYTES = 8


def seal(table: str, *values: Value) -> bytes:
    """The hash of a row: 8 bytes of BLAKE2b over the table's name and the values in the order of the columns.

    A number counts as its decimal digits, which is also what SQLite makes of it in ``CAST(… AS BLOB)``.
    """
    digest = hashlib.blake2b(table.encode(), digest_size=HASH_BYTES)
    for value in values:
        raw = value if isinstance(value, bytes) else b"" if value is None else str(value).encode()
        digest.update(f"|{'-' if value is None else len(raw)}|".encode())
        digest.update(raw)
    return digest.digest()


def tables(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The tables whose rows carry a hash, each with its other columns; a table comes after those it refers to."""
    found: dict[str, tuple[str, ...]] = {}
    names = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
    for (name,) in names:
        columns = tuple(row[1] for row in connection.execute(f'PRAGMA main.table_info("{name}")'))
        if columns and columns[-1] == "hash":
            found[name] = columns[:-1]
    return found


def keys(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table's primary key, in order."""
    rows = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    return tuple(row[1] for row in sorted(rows, key=lambda row: int(row[5])) if row[5])


class Rows:
    """The tables of one connection. Each table ``t`` also has a view ``trusted_t`` of the rows whose hash is right."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.row_factory = sqlite3.Row
        connection.create_function("row_hash", -1, seal, deterministic=True)
        self.columns = tables(connection)
        self._puts = {table: self._upsert(table) for table in self.columns}
        for table, columns in self.columns.items():
            # as bytes: rotten text may not be text at all, and would stop the query instead of failing the test
            raw = ", ".join(f"CAST({c} AS BLOB)" for c in columns)
            connection.execute(
                f"CREATE TEMP VIEW trusted_{table} AS SELECT {', '.join(columns)} FROM main.{table} "
                f"WHERE hash = row_hash('{table}', {raw})"
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
