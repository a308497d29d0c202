"""The question about less help, in a real window with keys: what is pressed by habit takes nothing away (S2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml

from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.core.support import Said
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.store.database import Database
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.taskfile import FolderLibrary
from tests.stories.test_dental_kit import place, running
from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window

KEY = SessionKey("ontbijt", "cat")


class PastClock:
    """A clock that stands so many days back."""

    def __init__(self) -> None:
        self.days = 0

    def monotonic(self) -> float:
        return 0.0

    def now(self) -> datetime:
        return datetime.now().astimezone() - timedelta(days=self.days)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A station with a worker who did three kits without help, on two days."""
    (tmp_path / "workers").mkdir()
    wishes = {"language": "nl", "no_fading": "false", "fades": ["ontbijt"]}
    (tmp_path / "workers" / "cat.yaml").write_text(yaml.safe_dump(wishes), "utf-8")
    settings = {"language": "nl", "journal": "own_progress", "consent_date": "2026-01-05"}
    (tmp_path / "station.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    clock = PastClock()
    journal = SqliteJournal(Database(tmp_path / "journal.sqlite", clock, load("nl")), JournalLevel.OWN_PROGRESS, clock)
    listing = next(item for item in FolderLibrary(instructions()).list() if item.folder.name == "ontbijt")
    for clock.days in (2, 2, 1):
        number = journal.begin(KEY, listing.digest, Position())
        for step in range(1, 9):
            journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, min(step, 7)))
        journal.finish(number)
    journal.close()
    return tmp_path


def said(data: Path) -> list[Said]:
    database = Database(data / "journal.sqlite", PastClock(), load("nl"))
    try:
        return [remark.said for remark in SqliteHistory(database, JournalLevel.OWN_PROGRESS).said(KEY)]
    finally:
        database.close()


def level(data: Path) -> object:
    kept = yaml.safe_load((data / "workers" / "cat.yaml").read_text("utf-8"))
    return (kept.get("levels") or {}).get("ontbijt", "photo_and_voice")


def goes_on(desktop: Desktop, data: Path) -> bool:
    """Whether the first step has ended; Done is pressed, which the guard of a fresh screen may not have let through."""
    if place(data)[1] == 0:
        desktop.key("space")
    return place(data)[1] != 0


def arguments(data: Path) -> tuple[str, ...]:
    return "run", "ontbijt", "--worker", "cat", "--camera", "none", "--data", str(data)


def test_done_by_habit_keeps_the_help_as_it_is(small_desktop: Desktop, data: Path) -> None:
    with running(small_desktop, *arguments(data)):
        small_desktop.key("space")
        wait_until(lambda: said(data) == [Said.LATER], "the question was not answered")
        wait_until(lambda: goes_on(small_desktop, data), "the first step did not end")
    assert level(data) == "photo_and_voice"


def test_a_yes_is_a_key_away(small_desktop: Desktop, data: Path) -> None:
    with running(small_desktop, *arguments(data)):
        small_desktop.key("h")
        wait_until(lambda: said(data) == [Said.YES], "the question was not answered")
        wait_until(lambda: goes_on(small_desktop, data), "the first step did not end")
    assert level(data) == "photo"
