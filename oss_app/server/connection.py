"""A connection to PostgreSQL: never unprotected over a network, never waiting longer than it said."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from oss_app.server.messages import Refusal

if TYPE_CHECKING:
    import psycopg

CONNECT_S = 5
STATEMENT_MS = 6000
HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
SAFE = "verify-full"
_NOT_LET_IN = ("authentication failed", "no password supplied", "Authentifizierung")
"""What a server says of a wrong role or password before it knows a language: its own, English where it is Dutch."""


def load_driver() -> None:
    """Import psycopg, also in a package, whose Python has no ``ssl``. Raises ImportError.

    Without its own binaries psycopg imports ``ssl`` for an effect on OpenSSL before 1.1 alone; TLS is libpq's. asyncio
    comes first, since it would take what stands there for a whole module.
    """
    import asyncio  # noqa: F401

    try:
        import ssl  # noqa: F401
    except ImportError:
        sys.modules["ssl"] = ModuleType("ssl")
        try:
            import psycopg
        finally:
            del sys.modules["ssl"]
    else:
        import psycopg  # noqa: F401


class RefusedLineError(Exception):
    """The server cannot be asked, or says no; waiting does not mend it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def parameters(line: str) -> dict[str, Any]:
    """Return what psycopg needs for a ``postgresql://…`` line.

    Where the server is not this machine its certificate is checked (``verify-full``). Raises RefusedLineError where
    the line asks for less, or is none.
    """
    load_driver()
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        found: dict[str, Any] = dict(conninfo_to_dict(line))
    except ProgrammingError as error:
        raise RefusedLineError(Refusal.UNSAFE) from error
    # every host counts: one that is elsewhere makes the whole line one over a network
    hosts = [*str(found.get("host") or "").split(","), *str(found.get("hostaddr") or "").split(",")]
    if not all(host in HERE or host.startswith("/") for host in hosts):
        if found.get("sslmode", SAFE) != SAFE:
            raise RefusedLineError(Refusal.UNSAFE)
        found["sslmode"] = SAFE
        found.setdefault("sslrootcert", "system")
    return {
        "connect_timeout": CONNECT_S,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": STATEMENT_MS,
        "application_name": "oss-app",
        **found,
        "options": f"{found.get('options') or ''} -c statement_timeout={STATEMENT_MS} -c lock_timeout={STATEMENT_MS}",
    }


def connect(line: str) -> psycopg.Connection[Any]:
    """Open a connection; each statement is a transaction. Raises RefusedLineError, psycopg.Error."""
    try:
        load_driver()
    except ImportError as error:
        raise RefusedLineError(Refusal.NO_DRIVER) from error
    import psycopg

    try:
        # prepared statements would outlive an upgrade of the functions on the server
        return psycopg.connect(**parameters(line), autocommit=True, prepare_threshold=None)
    except psycopg.OperationalError as error:
        if any(said in str(error) for said in _NOT_LET_IN):
            raise RefusedLineError(Refusal.LOGIN) from error
        raise


def why(error: Exception) -> Refusal | None:
    """Return what an error of the server says that waiting does not mend; None for trouble that passes."""
    from psycopg import errors

    if isinstance(error, errors.InvalidSchemaName | errors.UndefinedTable):
        return Refusal.NO_TABLES
    if isinstance(error, errors.UndefinedFunction):  # the schema is there: made by an older program
        return Refusal.NEWER
    if isinstance(error, errors.InsufficientPrivilege):
        return Refusal.LOGIN
    return None
