"""The hint that a proposal about help waits: at the coach's door, on the card, and the task that it is about."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app.coach_login import rows
from oss_app.app.proposals import ProposalSearch
from oss_app.app.station import Station, SystemClock, open_station
from oss_app.app.worker_progress import WorkerProgress
from oss_app.app.workers import Workers
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel, Settings
from oss_app.core.support import Remark, Said
from oss_app.i18n import load
from oss_app.player.navigation import DoorKey
from oss_app.store.code import hash_code
from oss_app.store.settings import YamlSettings
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay

TASK, LATE = "tandarts", timedelta(days=3)


class Days(SystemClock):
    """A clock whose day is told."""

    def __init__(self) -> None:
        self.at = datetime.now().astimezone() - LATE

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def station(monkeypatch: pytest.MonkeyPatch) -> Iterator[Station]:
    memory = Path("/dev/shm")  # where the system has one: this does not hang on how fast a disk syncs
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield from opened_in(Path(made), monkeypatch)


def opened_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Station]:
    clock = Days()
    monkeypatch.setattr("oss_app.app.station.SystemClock", lambda: clock)
    settings = Settings(
        journal=JournalLevel.OWN_PROGRESS, coach_code=hash_code("4711"), consent_date=clock.at.date().isoformat()
    )
    YamlSettings(folder / "station.yaml", folder / "none.yaml", load("nl")).save(settings)
    opened = open_station(folder, load("nl"))
    for card in ("cat", "windmill", "coffee"):
        opened.profiles.save(Profile(card=card, no_fading=False, fades=("ontbijt", TASK)))
    yield opened
    opened.close()


def do_kits(station: Station, card: str, *, asked: int = 0) -> None:
    """Three kits on three days."""
    (listing,) = (item for item in station.library.list() if item.folder.name == TASK)
    assert listing.task is not None
    assert isinstance(station.clock, Days)
    begin = station.clock.at
    for _ in range(3):
        number = station.journal.begin(SessionKey(TASK, card), listing.digest, Position())
        for step in range(1, len(listing.task.steps) + 1):
            station.journal.record(number, StepEnded(1, step, Outcome.CONFIRMED, asked=asked), Position(1, step))
        station.journal.finish(number)
        station.clock.at += timedelta(days=1)
    station.clock.at = begin + LATE if card == "coffee" else begin


def found(station: Station) -> list[str]:
    """The cards that the search tells, with all that it put off done at once."""
    told: list[str] = []
    waiting: list[object] = []
    search = ProposalSearch(station, lambda _, f: waiting.append(f), told.append)
    search.begin()
    while waiting:
        waiting.pop()()  # type: ignore[operator]
    return told


@pytest.fixture
def busy(station: Station) -> Station:
    do_kits(station, "cat", asked=1)
    do_kits(station, "windmill")
    do_kits(station, "coffee", asked=2)
    return station


def test_the_cards_that_wait_for_an_answer_are_found(busy: Station) -> None:
    assert found(busy) == ["windmill"]
    busy.history.keep(SessionKey(TASK, "windmill"), Remark(busy.clock.now().date(), Said.NO, Profile().level))
    assert found(busy) == []


def test_nothing_is_proposed_where_the_journal_may_not_remember_the_answer(busy: Station) -> None:
    busy.settings = busy.settings.model_copy(update={"journal": JournalLevel.TASK})
    assert found(busy) == []


def test_a_search_that_was_stopped_tells_nothing_more(busy: Station) -> None:
    told: list[str] = []
    waiting: list[object] = []
    search = ProposalSearch(busy, lambda _, f: waiting.append(f), told.append)
    search.begin()
    search.stop()
    while waiting:
        waiting.pop()()  # type: ignore[operator]
    assert told == []


def test_the_door_says_so(busy: Station) -> None:
    def words(*, proposes: bool) -> str:
        return next(row.label for row in rows(load("nl"), None, busy, proposes=proposes) if row.key == DoorKey.WORKERS)

    assert words(proposes=True) != words(proposes=False) == "Medewerkers"


def test_the_card_says_so_and_the_task_stands_first(busy: Station, qtbot: QtBot) -> None:
    fonts.load()
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    workers = Workers(busy, window)
    workers.open()
    cards = workers.page.cards
    qtbot.waitUntil(lambda: "\n" in cards["windmill"].text(), timeout=60_000)
    assert "\n" not in cards["cat"].text() + cards["coffee"].text()
    workers.close_down()
    progress = WorkerProgress(busy, window, "windmill")
    progress.open()
    assert progress.page.tasks.currentData() == TASK
