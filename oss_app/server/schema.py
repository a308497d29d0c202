"""The tables of the server: numbered SQL files, each making the next version out of the one before, additive only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

NEWEST = 3
"""The version that this program makes, and needs at least; a test holds it to the number of files."""


@cache
def scripts() -> tuple[str, ...]:
    """Return the scripts in order; the first makes version 1 out of nothing."""
    folder = files("oss_app.server").joinpath("migrations")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return tuple(file.read_text(encoding="utf-8") for file in found)


def rights() -> str:
    """Tell who may call what, as SQL."""
    return files("oss_app.server").joinpath("rights.sql").read_text(encoding="utf-8")


def version(connection: psycopg.Connection[Any]) -> int:
    """Tell which version a database has; 0 where it has none. Needs no rights but to be let in."""
    there = connection.execute("SELECT to_regnamespace('oss_app') IS NOT NULL").fetchone()
    if there is None or not there[0]:
        return 0
    row = connection.execute(
        """SELECT p.prosrc FROM pg_catalog.pg_proc p
           WHERE p.proname = 'schema_number' AND p.pronamespace = to_regnamespace('oss_app')"""
    ).fetchone()
    return int(row[0].removeprefix("SELECT ")) if row else 0


def migrate(connection: psycopg.Connection[Any], to: int) -> list[int]:
    """Bring a database to version ``to`` in one transaction, the newest with its rights; the versions made."""
    made = []
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(20260711)")  # two administrators at once
        connection.execute("CREATE SCHEMA IF NOT EXISTS oss_app")
        for number in range(version(connection) + 1, to + 1):
            connection.execute(
                f"CREATE OR REPLACE FUNCTION oss_app.schema_number() RETURNS integer LANGUAGE sql IMMUTABLE "
                f"SET search_path = pg_catalog, pg_temp AS 'SELECT {number:d}'".encode()
            )
            connection.execute(scripts()[number - 1].encode())
            made.append(number)
        if to == NEWEST:
            connection.execute(rights().encode())
    return made
