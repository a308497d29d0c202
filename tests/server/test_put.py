"""What the server takes from a station and what it refuses: replays, copies, gaps, clocks, stolen keys."""

from __future__ import annotations

import copy
import json
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra oss-app[server] is not installed")

from oss_app.core.parcel import ParcelEntry  # noqa: E402
from oss_app.server import admin, schema  # noqa: E402
from tests.server.conftest import WORDS, Prepared  # noqa: E402
from tests.server.parcels import Bench, identity  # noqa: E402

TODAY = date.today().isoformat()
ALL = "SELECT station::text, seq, day::text, task, step, outcome FROM oss_app.entry ORDER BY station, seq"


@pytest.fixture
def bench(prepared: Prepared) -> Bench:
    return Bench(prepared.station)


class TestTaking:
    def test_a_batch_of_parcels_is_kept_as_it_came(self, bench: Bench, prepared: Prepared) -> None:
        answer = bench.put(bench.pack(TODAY, 3, 1, 2), bench.pack(TODAY, 2, 1))
        assert answer == {"taken": 5, "days_off": 0}
        assert [(seq, step) for _, seq, _, _, step, _ in prepared.ask(ALL)] == [(1, 3), (2, 1), (3, 2), (4, 2), (5, 1)]

    def test_one_that_comes_again_changes_nothing(self, bench: Bench, prepared: Prepared) -> None:
        sent = bench.pack(TODAY, 3, 1, 2), bench.pack(TODAY, 2, 1)
        first = bench.put(*sent)
        before = prepared.ask(ALL)
        assert bench.put(*sent) == first
        assert bench.put(sent[1]) == first
        assert prepared.ask(ALL) == before

    def test_one_that_comes_again_with_more_behind_it_brings_only_the_new(
        self, bench: Bench, prepared: Prepared
    ) -> None:
        sent = bench.pack(TODAY, 3, 1, 2)
        bench.put(sent)
        assert bench.put(sent, bench.pack(TODAY, 1))["taken"] == 4
        assert len(prepared.ask(ALL)) == 4

    def test_what_was_deleted_does_not_come_back_with_a_replay(self, bench: Bench, prepared: Prepared) -> None:
        sent = bench.pack(TODAY, 3, 1, 2)
        bench.put(sent)
        bench.put(bench.forget((1, 3)))
        assert prepared.ask(ALL) == []
        assert bench.put(sent) == {"refused": "copied"}
        assert prepared.ask(ALL) == []

    def test_what_is_named_by_its_contents_is_deleted_as_often_as_it_is_named(
        self, bench: Bench, prepared: Prepared
    ) -> None:
        other = Bench(prepared.station)
        other.put(other.pack(TODAY, 1, 2))
        bench.put(bench.pack(TODAY, 1, 2, 1, 1, 3))
        like = [ParcelEntry(0, TODAY, "tandarts", "v1", step, "confirmed", 0) for step in (1, 1, 3, 9)]
        bench.put(bench.forget(alike=like))
        left = "SELECT station::text, step FROM oss_app.entry ORDER BY 1, 2"
        assert sorted(prepared.ask(left)) == sorted(
            [(bench.who.id, 1), (bench.who.id, 2), (other.who.id, 1), (other.who.id, 2)]
        )

    def test_a_batch_that_was_torn_off_was_never_there(self, bench: Bench, prepared: Prepared) -> None:
        sent = bench.pack(TODAY, 1, 2)
        with psycopg.connect(bench.line) as torn:
            torn.execute(
                "SELECT oss_app.put(%s, %s, %s)",
                (bench.who.id, bench.who.key, json.dumps({"schema": 1, "parcels": []})),
            )
            torn.rollback()
        assert prepared.ask("SELECT count(*) FROM oss_app.station") == [(0,)]
        assert bench.put(sent)["taken"] == 2

    def test_a_gap_is_taken_since_the_server_may_have_been_put_back(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack(TODAY, 1))
        bench.pack(TODAY, 2)  # taken by a server that is no more
        assert bench.put(bench.pack(TODAY, 3))["taken"] == 3
        assert [row[4] for row in prepared.ask(ALL)] == [1, 3]


class TestCopies:
    def test_a_copied_station_is_refused(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack(TODAY, 1, 2))
        copied = copy.copy(bench)
        bench.put(bench.pack(TODAY, 3, 4))
        before = prepared.ask(ALL)
        for steps in ((3, 4), (5,), (5, 6, 7)):
            tried = copy.copy(copied)  # it goes on with what was refused: nothing overtakes in an outbox
            assert tried.put(tried.pack(TODAY, *steps)) == {"refused": "copied"}
        assert prepared.ask(ALL) == before

    def test_a_copy_that_was_first_bars_the_other_and_nothing_is_mixed(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack(TODAY, 1))
        copied = copy.copy(bench)
        copied.put(copied.pack(TODAY, 9, 8))
        assert bench.put(bench.pack(TODAY, 2), bench.pack(TODAY, 3)) == {"refused": "copied"}
        assert [row[4] for row in prepared.ask(ALL)] == [1, 9, 8]

    def test_a_station_that_was_put_back_from_a_backup_is_refused(self, bench: Bench) -> None:
        older = copy.copy(bench)
        for step in (1, 2, 3):
            bench.put(bench.pack(TODAY, step))
        assert older.put(older.pack(TODAY, 1)) == {"refused": "copied"}


class TestVersions:
    def test_a_station_that_is_newer_than_the_server_is_told(self, bench: Bench, prepared: Prepared) -> None:
        assert bench.put(bench.pack(TODAY, 1), schema=schema.NEWEST + 1) == {"refused": "newer"}
        assert prepared.ask(ALL) == []

    def test_a_station_that_is_older_than_the_server_is_taken(self, bench: Bench, prepared: Prepared) -> None:
        prepared.ask(
            "CREATE OR REPLACE FUNCTION oss_app.schema_number() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 7'"
        )
        assert bench.put(bench.pack(TODAY, 1))["taken"] == 1

    @pytest.mark.parametrize(
        "changed",
        [
            {"parcels": "none"},
            {"parcels": [{"first": 1}]},
            {"parcels": [{"first": 1, "last": 1, "mark": "x", "after": "", "entries": [[1, "no day"]]}]},
            {"parcels": [{"first": 5, "last": 1, "mark": "x", "after": ""}]},
            {"parcels": [{"first": 1, "last": 10**9, "mark": "x", "after": ""}]},
            {
                "parcels": [
                    {"first": 1, "last": 1, "mark": "x", "after": "", "entries": [[1, TODAY, "t", "v", -1, "x", 0, ""]]}
                ]
            },
        ],
    )
    def test_what_is_no_batch_is_refused_and_leaves_nothing(
        self, bench: Bench, prepared: Prepared, changed: dict[str, object]
    ) -> None:
        assert bench.put(**changed) == {"refused": "malformed"}
        assert prepared.ask(ALL) == []
        assert bench.put(bench.pack(TODAY, 1))["taken"] == 1


class TestClocks:
    @pytest.mark.parametrize("off", [-3650, -30, -2, -1, 0, 1, 2, 30, 3650])
    def test_no_day_is_refused_or_changed_and_one_that_differs_is_marked(
        self, bench: Bench, prepared: Prepared, off: int
    ) -> None:
        server = prepared.ask("SELECT current_date")[0][0]
        day = server + timedelta(days=off)
        answer = bench.put(bench.pack(day.isoformat(), 1, 2))
        assert answer == {"taken": 2, "days_off": 2 if abs(off) > 1 else 0}
        kept = prepared.ask("SELECT DISTINCT day, received FROM oss_app.entry")
        assert kept == [(day, server if abs(off) > 1 else None)]

    def test_90_days_end_what_is_old_and_not_what_only_seems_so(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack("2016-01-01", 1), bench.pack(TODAY, 2))
        prepared.ask("UPDATE oss_app.entry SET day = current_date - 91, received = NULL WHERE step = 2")
        bench.put(bench.pack(TODAY, 3))
        assert [row[4] for row in prepared.ask(ALL)] == [1, 3]


class TestAStolenKey:
    """Whoever has a station's line and key: the role's rights, and the two functions."""

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * FROM oss_app.entry",
            "SELECT * FROM oss_app.station",
            "SELECT * FROM oss_app.board",
            "SELECT * FROM oss_app.benches()",
            "SELECT * FROM oss_app.report()",
            f"SELECT oss_app.come('{uuid.UUID(int=1)}')",
            f"SELECT oss_app.knows('{uuid.UUID(int=1)}', '{'x' * 40}')",
            "DELETE FROM oss_app.entry",
            "TRUNCATE oss_app.board",
            "UPDATE oss_app.station SET key_hash = ''",
            "INSERT INTO oss_app.entry VALUES (gen_random_uuid(), 1, current_date)",
            "CREATE TABLE oss_app.mine (x int)",
            "CREATE TABLE public.mine (x int)",
            "CREATE TEMPORARY TABLE mine (x int)",
            "CREATE FUNCTION oss_app.put(uuid, text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "COPY oss_app.entry TO PROGRAM 'cat'",
            "SELECT * FROM pg_stat_activity",
            "SELECT pg_stat_get_activity(NULL)",
            "SELECT pg_stat_get_backend_client_addr(1)",
            "SELECT pg_stat_get_backend_activity_start(1)",
            "SELECT * FROM pg_stat_user_tables",
            "SELECT pg_stat_get_tuples_inserted('oss_app.entry'::regclass)",
            "SELECT pg_relation_size('oss_app.entry')",
            "SELECT * FROM pg_locks",
            "SELECT pg_terminate_backend(1)",
            "SELECT pg_cancel_backend(1)",
            "SELECT pg_ls_dir('.')",
            "SELECT pg_reload_conf()",
            "SELECT lo_create(0)",
            "DO $$ BEGIN LOCK TABLE oss_app.station; END $$",
            "SELECT 1 FROM oss_app.station FOR UPDATE",
            "DROP FUNCTION oss_app.report()",
            "ALTER FUNCTION oss_app.report() OWNER TO oss_station",
            "GRANT SELECT ON oss_app.entry TO oss_station",
            "GRANT oss_board TO oss_station",
            "ALTER ROLE oss_board PASSWORD 'x'",
            "ALTER ROLE oss_station SUPERUSER",
            "ALTER ROLE oss_station CREATEDB",
            "ALTER DATABASE oss SET statement_timeout = 1",
            "ALTER SYSTEM SET log_statement = 'all'",
            "CREATE ROLE mine",
            "CREATE SCHEMA mine",
            "CREATE EXTENSION pg_trgm",
            "CREATE EVENT TRIGGER mine ON ddl_command_end EXECUTE FUNCTION oss_app.report()",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT passwd FROM pg_shadow",
            "SET ROLE oss_board",
        ],
    )
    def test_can_do_nothing_but_what_a_station_does(self, bench: Bench, query: str) -> None:
        bench.put(bench.pack(TODAY, 1))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bench.ask(query)

    def test_no_function_of_the_server_tells_of_others_or_ends_them(self, prepared: Prepared) -> None:
        """Stations have one role, and PostgreSQL lets a role look after its own sessions."""
        may = """SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
            AND (proname LIKE 'pg\\_stat\\_get\\_%%' OR proname LIKE '%%\\_backend' OR proname = 'pg_lock_status')
            AND has_function_privilege(%s, oid, 'EXECUTE')"""
        assert prepared.ask(may, "admin")
        for role in ("oss_station", "oss_board"):
            assert prepared.ask(may, role) == []

    def test_can_shut_the_others_out_by_the_roles_own_settings_and_init_lets_them_in_again(
        self, bench: Bench, prepared: Prepared
    ) -> None:
        """A role may change its own password and settings, and PostgreSQL has no way to forbid it: nothing is lost."""
        bench.put(bench.pack(TODAY, 1))
        with psycopg.connect(prepared.station, autocommit=True) as thief:
            thief.execute("ALTER ROLE oss_station SET default_transaction_read_only = on")
            thief.execute("ALTER ROLE oss_station IN DATABASE oss SET search_path = mine")
            thief.execute("ALTER ROLE oss_station PASSWORD 'taken'")
        sent = bench.pack(TODAY, 2)
        with pytest.raises(psycopg.OperationalError):
            bench.put(sent)
        admin.init(prepared.server.admin, WORDS)
        prepared.ask(f"ALTER ROLE oss_station PASSWORD '{prepared.passwords[admin.STATION]}'")
        assert bench.put(sent)["taken"] == 2
        assert [row[4] for row in prepared.ask(ALL)] == [1, 2]

    def test_cannot_write_under_another_stations_name(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack(TODAY, 1))
        bench.say("help")
        before = prepared.ask(ALL), prepared.ask("SELECT state FROM oss_app.board")
        thief = Bench(prepared.station)
        thief.who = replace(bench.who, key=thief.who.key)
        assert thief.put(thief.pack(TODAY, 5)) == {"refused": "key"}
        assert thief.say("well") == {"refused": "key"}
        assert thief.say("gone") == {"refused": "key"}
        assert thief.say("gone", run="of the thief") == {"refused": "key"}
        assert (prepared.ask(ALL), prepared.ask("SELECT state FROM oss_app.board")) == before

    def test_forgets_its_own_alone(self, bench: Bench, prepared: Prepared) -> None:
        bench.put(bench.pack(TODAY, 1, 2))
        thief = Bench(prepared.station)
        thief.put(thief.pack(TODAY, 3))
        thief.put(thief.forget((1, 1000)))
        assert [row[4] for row in prepared.ask(ALL)] == [1, 2]

    @pytest.mark.parametrize("key", ["", "short"])
    def test_a_key_that_can_be_guessed_is_refused(self, prepared: Prepared, key: str) -> None:
        bench = Bench(prepared.station, replace(identity(), key=key))
        assert bench.put(bench.pack(TODAY, 1)) == {"refused": "key"}

    def test_the_board_reads_no_rows_either(self, prepared: Prepared) -> None:
        board = Bench(prepared.board)
        for query in ("SELECT * FROM oss_app.entry", "SELECT * FROM oss_app.station", "DELETE FROM oss_app.board"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                board.ask(query)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            board.put(board.pack(TODAY, 1))


class TestBoard:
    SEEN = "SELECT label, state, waits_s, coming FROM oss_app.benches()"

    def see(self, prepared: Prepared) -> list[tuple[object, ...]]:
        with psycopg.connect(prepared.board) as connection:
            return list(connection.execute(self.SEEN).fetchall())

    def test_who_asks_first_stands_first(self, prepared: Prepared) -> None:
        benches = [Bench(prepared.station) for _ in range(4)]
        for n, bench in enumerate(benches):
            bench.say("well", f"Bench {n}")
        benches[2].say("help", "Bench 2")
        benches[1].say("trouble:camera", "Bench 1")
        benches[2].say("help", "Bench 2")
        assert [row[0] for row in self.see(prepared)] == ["Bench 2", "Bench 1", "Bench 0", "Bench 3"]

    def test_who_says_what_it_is_about_keeps_their_place_and_the_coachs_word(self, prepared: Prepared) -> None:
        first, second = Bench(prepared.station), Bench(prepared.station)
        first.say("help", "1")
        second.say("help", "2")
        prepared.ask("SELECT oss_app.come(%s::uuid)", first.who.id)
        assert first.say("trouble:missing", "1") == {"coming": True}
        assert [row[0] for row in prepared.ask("SELECT label FROM oss_app.benches()")] == ["1", "2"]
        assert first.say("well", "1") == {"coming": False}
        assert first.say("help", "1") == {"coming": False}
        assert [row[0] for row in prepared.ask("SELECT label FROM oss_app.benches()")] == ["2", "1"]

    def test_one_row_and_no_history(self, bench: Bench, prepared: Prepared) -> None:
        for state in ("well", "help", "trouble:camera", "well"):
            bench.say(state, "Bench 1")
        assert self.see(prepared) == [("Bench 1", "well", 0, False)]
        assert prepared.ask("SELECT since FROM oss_app.board") == [(None,)]
        bench.say("gone")
        assert self.see(prepared) == []

    def test_of_two_pcs_with_one_identity_the_one_that_was_spoken_over_is_told(
        self, bench: Bench, prepared: Prepared
    ) -> None:
        copied = copy.copy(bench)
        assert bench.say("well", "Bench 1", run="here") == {"coming": False}
        assert copied.say("help", "Bench 1", run="there") == {"coming": False}
        for state in ("well", "help", "gone"):
            assert bench.say(state, "Bench 1", run="here") == {"refused": "copied"}
        assert self.see(prepared) == [("Bench 1", "help", 0, False)]
        assert copied.say("help", "Bench 1", run="there") == {"coming": False}
        copied.say("gone", run="there")  # closed: there is one again
        assert bench.say("well", "Bench 1", run="here") == {"coming": False}

    def test_a_program_that_is_started_again_and_again_is_no_copy(self, bench: Bench, prepared: Prepared) -> None:
        for run in ("1", "2", "3", "4"):
            for state in ("well", "help"):
                assert bench.say(state, run=run) == {"coming": False}
        assert bench.say("help") == {"coming": False}  # and one of an older version
        assert prepared.ask("SELECT count(*) FROM oss_app.board") == [(1,)]

    def test_i_am_coming_is_heard_by_the_one_who_asked_and_ends_with_the_call(
        self, bench: Bench, prepared: Prepared
    ) -> None:
        other = Bench(prepared.station)
        other.say("help")
        assert bench.say("help") == {"coming": False}
        with psycopg.connect(prepared.board, autocommit=True) as board:
            board.execute("SELECT oss_app.come(%s)", (bench.who.id,))
        assert bench.say("help") == {"coming": True}
        assert other.say("help") == {"coming": False}
        assert bench.say("well") == {"coming": False}
        assert bench.say("help") == {"coming": False}


class TestPrivacy:
    def test_the_tables_hold_no_time_of_arrival(self, bench: Bench, prepared: Prepared) -> None:
        columns = prepared.ask(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'oss_app'"
        )
        times = {(t, c) for t, c, kind in columns if "time" in kind}
        assert times == {("board", "since"), ("board", "heard")}  # written over; gone when all is well, or after a day
        serial = prepared.ask("SELECT relname FROM pg_class WHERE relkind = 'S'")
        assert serial == []

    def test_the_log_says_nothing_of_what_came(self, bench: Bench, prepared: Prepared) -> None:
        before = len(prepared.server.log())
        bench.put(bench.pack(TODAY, 1, 2, 3))
        bench.say("help", "Bench 7")
        bench.put(bench.pack(TODAY, 1), schema=99)
        bench.put(parcels="none")
        bench.put(bench.pack(TODAY, 1), key="wrong" * 10)
        assert prepared.server.log()[before:] == ""
