"""What an administrator does once for twenty stations: make the tables and the roles, and see whether all is well."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oss_app.core.errors import UserError
from oss_app.i18n import Translator
from oss_app.server import schema
from oss_app.server.connection import RefusedLineError, connect
from oss_app.server.refusals import sentence, unreached

if TYPE_CHECKING:
    import psycopg

STATION, BOARD = "oss_station", "oss_board"

# What would put a time of day, or a worker's step, in the server's log or tables. Each with the value that does not.
QUIET = {
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_duration": ("off",),
    "log_connections": ("off",),
    "log_disconnections": ("off",),
    "track_commit_timestamp": ("off",),
    "log_parameter_max_length_on_error": ("0",),
    "pgaudit.log": ("none", ""),  # where the server has these
    "auto_explain.log_min_duration": ("-1",),
}
_OF_ROLE = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_duration": "off",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}

# All stations log in as one role, so PostgreSQL takes them for one another. What tells of others' sessions, counts what
# they bring, or ends them is in this database for administrators and who watches the server alone.
_OF_OTHERS = """
DO $$
DECLARE
  one regprocedure;
BEGIN
  FOR one IN
    SELECT oid FROM pg_catalog.pg_proc
    WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
      AND (proname ~ '^pg_stat_get_|^lo_creat|_size$|_backend$|_blocking_pids$'
           OR proname IN ('pg_lock_status', 'lo_from_bytea'))
      AND has_function_privilege('public', oid, 'EXECUTE')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pg_read_all_stats', one);
  END LOOP;
END $$
"""


@dataclass(frozen=True)
class Prepared:
    """What ``init`` did: the versions of the tables that were made, the roles with their new passwords (empty where a
    role was there and keeps its own), and what this administrator may not set."""

    versions: tuple[int, ...]
    passwords: dict[str, str]
    not_allowed: tuple[str, ...]
    host: str
    port: int
    database: str

    def line(self, role: str) -> str:
        """Return the ``postgresql://`` line of a role; where its password is not known here, a word in its place."""
        password = self.passwords[role] or "PASSWORD"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"postgresql://{role}:{password}@{host}:{self.port}/{self.database}"


@dataclass(frozen=True)
class ServerFinding:
    """One thing that was looked at: whether it is as it should be, and the sentence about it."""

    is_fine: bool
    sentence: str


@dataclass(frozen=True)
class SharedStepReport:
    """How one step of one version of a task went over all benches, with one check; never of one bench or person."""

    task: str
    version: str
    step: int
    check: str
    ended: int
    helped: int
    overridden: int
    by_coach: int
    skipped: int


def init(line: str, tr: Translator) -> Prepared:
    """Make or upgrade the tables, the roles and their rights, as an administrator of the database. UserError."""
    with closing(_connected(line, tr)) as connection:
        import psycopg

        try:
            newer = schema.version(connection)
            if newer > schema.NEWEST:
                raise UserError(
                    tr("The server's tables are of a newer version of OSS App."), tr("Install the newer version.")
                )
            passwords = {role: _make_role(connection, role) for role in (STATION, BOARD)}
            made = schema.migrate(connection, schema.NEWEST)
            not_allowed = tuple(_keep_quiet(connection))
        except psycopg.Error as error:
            raise UserError(
                tr("The server could not be prepared: {reason}", reason=str(error).strip()),
                tr("Use the line of an administrator who may make roles and schemas."),
            ) from error
        info = connection.info
        host = info.host if not info.host.startswith("/") else "localhost"
        return Prepared(tuple(made), passwords, not_allowed, host, info.port, info.dbname)


def check(line: str, tr: Translator) -> list[ServerFinding]:
    """Look at a server through the line of a station, the board or an administrator. UserError: it is not reached."""
    with closing(_connected(line, tr)) as connection:
        import psycopg

        try:
            return list(_findings(connection, tr))
        except psycopg.Error as error:
            raise UserError(tr("The server gave no answer: {reason}", reason=str(error).strip())) from error


def read_report(line: str, tr: Translator) -> list[SharedStepReport]:
    """Tell how the steps of all tasks went over all benches, through the line of the board. UserError."""
    with closing(_connected(line, tr)) as connection:
        import psycopg

        try:
            rows = connection.execute(
                "SELECT task, version, step, check_name, ended, helped, overridden, by_coach, skipped "
                "FROM oss_app.report()"
            ).fetchall()
        except psycopg.Error as error:
            raise UserError(
                tr("The server gave no answer: {reason}", reason=str(error).strip()),
                tr("The report needs the line of the board: oss-app server init prints it."),
            ) from error
        return [SharedStepReport(*row) for row in rows]


def _connected(line: str, tr: Translator) -> psycopg.Connection[Any]:
    try:
        return connect(line)
    except RefusedLineError as refused:
        raise UserError(*sentence(refused.why, tr)) from refused
    except Exception as error:
        import psycopg

        if not isinstance(error, psycopg.Error):
            raise
        told, to_do = unreached(str(error), tr)
        raise UserError(told, f"{to_do} ({' '.join(str(error).split())})") from error


def _make_role(connection: psycopg.Connection[Any], role: str) -> str:
    """Make a role that may log in and no more; its new password, or empty where it was there."""
    from psycopg import sql

    if connection.execute("SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = %s", [role]).fetchone():
        return ""
    password = secrets.token_urlsafe(24)
    connection.execute(
        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(password)
        )
    )
    return password


def _keep_quiet(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """Set what keeps steps and times out of the log, and strangers out of each other's; the names of what may not be.

    Only a superuser may set most of these; without them the server's own settings count, which ``check`` looks at.
    """
    from psycopg import errors, sql

    here = sql.Identifier(connection.info.dbname)
    # whoever logs in as a role may change its settings: with a stolen line, for all stations
    wishes: list[tuple[str, sql.SQL | sql.Composed]] = [
        ("settings of the roles", sql.SQL("ALTER ROLE {} {}RESET ALL").format(sql.Identifier(role), where))
        for role in (STATION, BOARD)
        for where in (sql.SQL(""), sql.SQL("IN DATABASE {} ").format(here))
    ]
    wishes += [
        (
            name,
            sql.SQL("ALTER ROLE {} SET {} = {}").format(sql.Identifier(role), sql.SQL(name), sql.Literal(value)),
        )
        for role in (STATION, BOARD)
        for name, value in _OF_ROLE.items()
    ]
    wishes.append(("pg_stat_activity", sql.SQL("REVOKE SELECT ON pg_catalog.pg_stat_activity FROM PUBLIC")))
    wishes.append(("pg_stat_get_activity", sql.SQL(_OF_OTHERS)))
    wishes.append(
        (
            "temporary",
            sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(here),
        )
    )
    for name, wish in wishes:
        try:
            connection.execute(wish)
        except (errors.InsufficientPrivilege, errors.UndefinedObject):
            yield name


def _findings(connection: psycopg.Connection[Any], tr: Translator) -> Iterator[ServerFinding]:
    info = connection.info
    secured = connection.pgconn.ssl_in_use
    how = tr("with TLS") if secured else tr("on this machine")
    yield ServerFinding(
        True,
        tr(
            "Reached {database} on {host}, PostgreSQL {version}, {how}.",
            database=info.dbname,
            host=info.host,
            version=info.server_version // 10000,
            how=how,
        ),
    )
    found = schema.version(connection)
    if found == 0:
        yield ServerFinding(False, tr("There are no tables of OSS App here. Run: oss-app server init"))
        return
    if found < schema.NEWEST:
        yield ServerFinding(False, tr("The tables are of an older version ({n}). Run: oss-app server init", n=found))
    else:
        yield ServerFinding(True, tr("The tables are of version {n}.", n=found))
    for name, values in QUIET.items():
        row = connection.execute("SELECT pg_catalog.current_setting(%s, true)", [name]).fetchone()
        if row and row[0] is not None and row[0] not in values:
            yield ServerFinding(
                False,
                tr(
                    "The server's setting {name} is {value}: it keeps times of day. Set it to {wanted}.",
                    name=name,
                    value=row[0],
                    wanted=values[0],
                ),
            )
    row = connection.execute(
        "SELECT pg_catalog.has_schema_privilege('oss_app', 'USAGE'), "
        "CASE WHEN pg_catalog.has_schema_privilege('oss_app', 'USAGE') "
        "THEN pg_catalog.has_table_privilege('oss_app.entry', 'SELECT') END"
    ).fetchone()
    assert row is not None
    if not row[0]:
        yield ServerFinding(False, tr("This role may not use the tables. Run: oss-app server init"))
    elif info.user in (STATION, BOARD) and row[1]:
        yield ServerFinding(False, tr("This role may read the rows, and should not. Run: oss-app server init"))
