"""What the coach hears first behind the code: a disk that does not write, what was damaged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from oss_app.app.coach_login import news
from oss_app.app.station import Station, open_station
from oss_app.core.ports import SessionKey
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.i18n import load
from tests.taskfile.test_kept_listings import rots


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    opened = open_station(tmp_path, load("en"))
    yield opened
    opened.close()


def test_nothing_is_said_where_nothing_is_wrong(station: Station) -> None:
    assert news(station, load("en")) == ""


def test_a_full_disk_is_told_until_there_is_room(station: Station) -> None:
    number = station.journal.begin(SessionKey("tandarts"), "d", Position())
    station.database.read(lambda rows: rows.execute("PRAGMA max_page_count = 1"))
    for step in range(1, 301):
        station.journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, step))
    assert news(station, load("nl")).startswith("De schijf is vol.")
    station.database.read(lambda rows: rows.execute("PRAGMA max_page_count = 100000"))
    station.journal.record(number, Moved(), Position(1, 1))
    assert news(station, load("nl")) == ""


def test_a_damaged_journal_and_an_unreadable_card_are_told(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(os.urandom(9000))
    opened = open_station(tmp_path, load("en"))
    try:
        opened.journal.open_session(SessionKey("x"))
        assert "damaged" in news(opened, load("en"))
    finally:
        opened.close()


def test_an_unreadable_card_is_told(station: Station, tmp_path: Path) -> None:
    (tmp_path / "workers" / "cat.yaml").write_text("colour: blue\n", encoding="utf-8")
    assert station.profiles.list() == []
    assert "cat.yaml" in news(station, load("en"))


def test_a_task_that_changed_though_nobody_wrote_it_is_told(tmp_path: Path) -> None:
    kit = tmp_path / "tasks" / "kit"
    kit.mkdir(parents=True)
    (kit / "task.yaml").write_text("taak: Set\nstappen:\n  - tekst: Pak 2 dozen.\n", encoding="utf-8")
    first = open_station(tmp_path, load("en"))
    first.library.list()
    first.library.keep()
    first.close()
    rots(tmp_path / "cache" / "tasks.json", kit / "task.yaml")
    again = open_station(tmp_path, load("en"))
    said = news(again, load("en"))
    again.close()
    assert said == "Set: This task has changed on the disk though nobody wrote it, so it is not used."
