"""A station is opened: whose its files are, a journal that is held, a clock that jumped, a code that is not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oss_app.app import coach_login
from oss_app.app.coach_login import Lockout
from oss_app.app.station import SystemClock, open_station, speak_as_the_computer, was_never_set_up
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.i18n import chosen_system_language, load
from oss_app.player.navigation import DoorKey
from oss_app.resources import instructions
from oss_app.store.code import FREE_TRIES, Tries, hash_code
from tests.fakes import FakeClock

EN = load("en")
KEY = SessionKey("tandarts", "windmill")


def begin_work(data: Path, *, leave: bool = False) -> None:
    """A session that was cut off at its sixth step."""
    station = open_station(data, EN)
    number = station.journal.begin(KEY, "digest", Position())
    station.journal.record(number, StepEnded(1, 5, Outcome.SEEN), Position(1, 5))
    station.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives a user's folder to that user alone")
def test_nobody_else_can_read_what_tells_of_workers_or_the_code(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        data = tmp_path / "data"
        data.mkdir(mode=0o755)
        begin_work(data)
        first = open_station(data, EN)
        first.profiles.save(Profile(card="windmill"))
        first.store.save(first.settings.model_copy(update={"coach_code": hash_code("1234")}))
        first.close()
        for path in (data / "journal.sqlite", data / "station.yaml", data / "workers" / "windmill.yaml"):
            path.chmod(0o644)  # as an earlier version made them
        (data / "workers").chmod(0o755)
        open_station(data, EN).close()
        told = [data / "journal.sqlite", data / "station.yaml", data / "workers", data / "workers" / "windmill.yaml"]
        assert {path.name: path.stat().st_mode & 0o077 for path in told} == {path.name: 0 for path in told}
        assert data.stat().st_mode & 0o777 == 0o755, "the tasks may be shared"
    finally:
        os.umask(before)


def test_a_journal_that_another_program_holds_at_the_start_is_waited_for(tmp_path: Path) -> None:
    begin_work(tmp_path)
    other = sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    letting_go = threading.Timer(0.5, lambda: (other.execute("ROLLBACK"), other.close()))
    letting_go.start()
    station = open_station(tmp_path, EN)
    letting_go.join()
    kept = station.journal.interrupted()
    station.close()
    assert kept is not None
    assert kept.position == Position(1, 5)


def test_a_clock_that_jumped_deletes_nothing_until_the_coach_says_that_it_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_work(tmp_path)
    late = datetime.now(UTC) + timedelta(days=400)
    monkeypatch.setattr(SystemClock, "now", lambda self: late)
    station = open_station(tmp_path, EN)
    station.settings = station.settings.model_copy(update={"coach_code": hash_code("1234")})
    assert station.journal.interrupted() is not None
    assert "Nothing old is deleted" in coach_login.news(station, EN)
    assert DoorKey.CLOCK in [row.key for row in coach_login.rows(EN, None, station)]
    station.trust_the_clock()
    assert coach_login.news(station, EN) == ""
    assert DoorKey.CLOCK not in [row.key for row in coach_login.rows(EN, None, station)]
    station.close()
    again = open_station(tmp_path, EN)
    assert again.journal.interrupted() is None
    again.close()


def test_a_clock_that_is_set_while_the_program_runs_deletes_no_photos_of_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(instructions() / "ontbijt", tmp_path / "tasks" / "ontbijt")
    waiting = tmp_path / "tasks" / "ontbijt" / "checks" / ".work" / "bord" / "1-done.jpg"
    waiting.parent.mkdir(parents=True)
    waiting.write_bytes(b"photo")
    station = open_station(tmp_path, EN)
    (listing,) = station.library.list()
    assert listing.task is not None
    late = datetime.now(UTC) + timedelta(days=400)
    with monkeypatch.context() as set_ahead:
        set_ahead.setattr(SystemClock, "now", lambda self: late)
        station.weigh(listing.task)
        assert waiting.exists()
    station.close()
    os.utime(waiting, (0, 0))
    again = open_station(tmp_path, EN)
    again.weigh(listing.task)
    again.close()
    assert not waiting.exists(), "what is past its time goes all the same"


def test_settings_that_nobody_can_read_do_not_close_the_station(tmp_path: Path) -> None:
    first = open_station(tmp_path, EN)
    first.store.save(first.settings.model_copy(update={"coach_code": hash_code("1234"), "volume": 0.5}))
    first.close()
    open_station(tmp_path, EN).close()
    (tmp_path / "station.yaml").write_bytes(b"\x00" * 300)
    station = open_station(tmp_path, EN)
    assert station.settings.volume == 0.5 and station.settings.coach_code
    assert "station.yaml" in coach_login.news(station, EN)
    station.close()


def test_before_there_is_a_code_only_the_set_up_is_behind_the_door(tmp_path: Path) -> None:
    station = open_station(tmp_path, EN)
    assert [row.key for row in coach_login.rows(EN, None, station)] == [DoorKey.SET_UP]
    assert [row.key for row in coach_login.rows(EN, None, station, is_demo=True)] == [
        DoorKey.SET_UP,
        DoorKey.CLOSE,
    ]
    station.settings = station.settings.model_copy(update={"coach_code": hash_code("1234")})
    assert DoorKey.EDIT in [row.key for row in coach_login.rows(EN, None, station)]
    station.close()


def test_a_new_start_does_not_end_the_wait_after_wrong_codes(tmp_path: Path) -> None:
    clock = FakeClock()
    lockout = Lockout(clock, Tries(tmp_path / "tries"))
    for _ in range(FREE_TRIES):
        lockout.wrong()
    assert lockout.is_waiting
    clock = FakeClock()
    again = Lockout(clock, Tries(tmp_path / "tries"))
    assert again.is_waiting
    clock.advance(5)
    assert not again.is_waiting
    again.right()
    assert not Lockout(clock, Tries(tmp_path / "tries")).is_waiting


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en_GB.UTF-8", "en"), ("nl_BE.UTF-8", "nl"), ("C.UTF-8", "nl"), ("POSIX", "nl"), ("fr_FR.UTF-8", "nl")],
)
def test_a_station_that_nobody_set_up_speaks_the_language_of_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    station = open_station(tmp_path, load("nl"))
    try:
        speak_as_the_computer(station, chosen_system_language())
        assert station.settings.language == language
        assert was_never_set_up(station)
        station.store.save(station.settings.model_copy(update={"language": "de"}))
        station.settings = station.store.load()
        speak_as_the_computer(station, chosen_system_language())
        assert station.settings.language == "de"
    finally:
        station.close()
