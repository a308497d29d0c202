"""What an administrator does once: init and check, on a real PostgreSQL."""

from __future__ import annotations

import pytest

from oss_app.core.errors import UserError
from oss_app.server import admin, schema
from oss_app.server.connection import RefusedLineError, parameters, why
from oss_app.server.messages import Refusal
from tests.server.conftest import WORDS, Prepared
from tests.server.parcels import Bench


def test_the_number_of_the_tables_is_that_of_the_last_file() -> None:
    assert len(schema.scripts()) == schema.NEWEST


def test_init_makes_everything_and_a_second_time_changes_nothing(prepared: Prepared) -> None:
    assert all(len(password) > 20 for password in prepared.passwords.values())
    again = admin.init(prepared.server.admin, WORDS)
    assert again.versions == ()
    assert set(again.passwords.values()) == {""}
    tables = prepared.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'oss_app'")
    assert {name for (name,) in tables} == {"station", "board", "entry"}


def test_check_finds_all_well_for_each_role(prepared: Prepared) -> None:
    for line in (prepared.station, prepared.board, prepared.server.admin):
        assert [f.sentence for f in admin.check(line, WORDS) if not f.is_fine] == []


@pytest.mark.parametrize(
    ("name", "value"), [("log_statement", "all"), ("pgaudit.log", "write"), ("auto_explain.log_min_duration", "0")]
)
def test_check_tells_of_a_log_that_keeps_times(prepared: Prepared, name: str, value: str) -> None:
    prepared.ask(f"ALTER ROLE oss_station SET {name} = '{value}'")
    told = [f.sentence for f in admin.check(prepared.station, WORDS) if not f.is_fine]
    assert len(told) == 1
    assert name in told[0]


def test_check_says_what_to_do_where_nothing_was_prepared(prepared: Prepared) -> None:
    prepared.ask("DROP SCHEMA oss_app CASCADE")
    told = [f.sentence for f in admin.check(prepared.station, WORDS) if not f.is_fine]
    assert told == ["There are no tables of OSS App here. Run: oss-app server init"]


def older(prepared: Prepared, version: int) -> None:
    """A server as an older program left it."""
    import psycopg

    prepared.ask("DROP SCHEMA oss_app CASCADE")
    with psycopg.connect(prepared.server.admin, autocommit=True) as connection:
        assert schema.migrate(connection, version) == list(range(1, version + 1))
        connection.execute("GRANT USAGE ON SCHEMA oss_app TO oss_station")
        connection.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA oss_app TO oss_station")


def test_tables_of_an_older_program_are_brought_up_with_what_is_in_them(prepared: Prepared) -> None:
    older(prepared, 1)
    bench = Bench(prepared.station)
    assert bench.put(bench.pack("2026-11-03", 1, 2), schema=1)["taken"] == 2
    assert bench.put(bench.pack("2026-11-03", 3)) == {"refused": "newer"}
    assert admin.init(prepared.server.admin, WORDS).versions == tuple(range(2, schema.NEWEST + 1))
    assert bench.put(bench.pack("2026-11-03", 4))["taken"] == 4
    assert prepared.ask("SELECT step FROM oss_app.entry ORDER BY seq") == [(1,), (2,), (4,)]


def test_a_bench_that_is_newer_than_the_server_is_told_so_by_the_board_too(prepared: Prepared) -> None:
    import psycopg

    older(prepared, schema.NEWEST - 1)
    bench = Bench(prepared.station)
    with pytest.raises(psycopg.errors.UndefinedFunction) as unknown:
        bench.say("well", run="one")
    assert why(unknown.value) is Refusal.NEWER
    assert bench.say("well") == {"coming": False}  # an older bench goes on


def test_tables_of_a_newer_program_are_left_alone(prepared: Prepared) -> None:
    prepared.ask(
        "CREATE OR REPLACE FUNCTION oss_app.schema_number() RETURNS integer LANGUAGE sql IMMUTABLE "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT 99'"
    )
    with pytest.raises(UserError, match="newer version"):
        admin.init(prepared.server.admin, WORDS)


@pytest.mark.parametrize("line", ["postgresql://x@localhost:1/none", "postgresql://x@/none?host=/nowhere"])
def test_a_server_that_is_not_there_is_a_sentence(line: str) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(UserError, match=r"not reached|no PostgreSQL answers"):
        admin.check(line, WORDS)


def test_a_wrong_password_is_a_sentence(prepared: Prepared) -> None:
    with pytest.raises(UserError, match="does not let this station in"):
        admin.check(prepared.server.line(admin.STATION, "wrong"), WORDS)


class TestOverANetwork:
    def test_the_certificate_is_always_looked_at(self) -> None:
        pytest.importorskip("psycopg")
        found = parameters("postgresql://oss_station:x@db.example.org/oss")
        assert found["sslmode"] == "verify-full"
        assert found["sslrootcert"] == "system"

    @pytest.mark.parametrize(
        "line",
        [
            "postgresql://x@db.example.org/oss?sslmode=require",
            "postgresql://x@db.example.org/oss?sslmode=disable",
            "postgresql://x@localhost,db.example.org/oss?sslmode=prefer",
            "postgresql://x@localhost/oss?hostaddr=192.0.2.1&sslmode=allow",
            "not a line at all",
        ],
    )
    def test_a_line_that_asks_for_less_is_refused(self, line: str) -> None:
        pytest.importorskip("psycopg")
        with pytest.raises(RefusedLineError) as refused:
            parameters(line)
        assert refused.value.why is Refusal.UNSAFE

    @pytest.mark.parametrize("line", ["postgresql://x@localhost/oss", "postgresql://x@/oss?host=/run/postgresql"])
    def test_this_machine_needs_none(self, line: str) -> None:
        pytest.importorskip("psycopg")
        assert "sslmode" not in parameters(line)


def test_a_backup_that_is_put_back_goes_on_with_benches_that_are_ahead_of_it(prepared: Prepared) -> None:
    bench = Bench(prepared.station)
    bench.put(bench.pack("2026-11-03", 1, 2))
    backup = prepared.server.dump()
    bench.put(bench.pack("2026-11-03", 3))
    prepared.ask("DROP SCHEMA oss_app CASCADE")
    prepared.server.run_sql(backup)
    assert bench.put(bench.pack("2026-11-03", 4))["taken"] == 4
    assert prepared.ask("SELECT step FROM oss_app.entry ORDER BY seq") == [(1,), (2,), (4,)]
    assert [f.sentence for f in admin.check(prepared.station, WORDS) if not f.is_fine] == []


def test_the_report_is_over_all_benches_and_names_none(prepared: Prepared) -> None:
    for _ in range(2):
        bench = Bench(prepared.station)
        bench.put(bench.pack("2026-11-03", 1, 2), bench.pack("2026-11-03", 2, outcome="overridden"))
    rows = admin.read_report(prepared.board, WORDS)
    assert [(r.task, r.step, r.ended, r.overridden) for r in rows] == [("tandarts", 1, 2, 0), ("tandarts", 2, 4, 2)]
    with pytest.raises(UserError, match="no answer"):
        admin.read_report(prepared.station, WORDS)
