"""One PostgreSQL for all tests of this room, and a database that is fresh for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from oss_app.i18n import load
from oss_app.server import admin
from tests.server.postgres import Postgres, postgres

WORDS = load("en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all: one server is enough."""
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.xdist_group("postgres"))


@contextmanager
def no_child_left() -> Iterator[None]:
    """No child of ours stays behind; those of the server come and go as it pleases."""

    def ours() -> set[psutil.Process]:
        found = set()
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # and one that has ended and was not yet waited for
                if "spawn_main" in " ".join(child.cmdline()):
                    found.add(child)
        return found

    before = ours()
    yield
    assert ours() <= before


@pytest.fixture(scope="session")
def running() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@dataclass
class Prepared:
    """A server with tables; ``ask`` asks it as its administrator."""

    server: Postgres
    passwords: dict[str, str]

    @property
    def station(self) -> str:
        return self.server.line(admin.STATION, self.passwords[admin.STATION])

    @property
    def board(self) -> str:
        return self.server.line(admin.BOARD, self.passwords[admin.BOARD])

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        import psycopg

        if query.split()[0] in ("ALTER", "CREATE", "DROP"):
            FRESH.pop(self.server.port, None)
        with psycopg.connect(self.server.admin, autocommit=True) as connection:
            found = connection.execute(query, values)  # type: ignore[arg-type]
            return found.fetchall() if found.description else []


def fresh(server: Postgres) -> Prepared:
    """The tables anew, as on the first day."""
    prepared = Prepared(server, {})
    for role in (admin.STATION, admin.BOARD):
        prepared.ask("DROP SCHEMA IF EXISTS oss_app CASCADE")
        if prepared.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            prepared.ask(f"DROP OWNED BY {role}")
            prepared.ask(f"DROP ROLE {role}")
    prepared.passwords = admin.init(server.admin, WORDS).passwords
    return prepared


FRESH: dict[int, dict[str, str]] = {}
"""The passwords of each server whose tables are as they were made, by its port."""


@pytest.fixture
def prepared(running: Postgres) -> Prepared:
    """Tables without a row; made anew only where the test before changed more than rows."""
    if (passwords := FRESH.get(running.port)) is None:
        made = fresh(running)
        FRESH[running.port] = made.passwords
        return made
    found = Prepared(running, passwords)
    found.ask("TRUNCATE oss_app.station CASCADE")
    return found
