"""Help that fades, in a real window with keys: what is pressed by habit takes nothing away, and help brings it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from PySide6.QtGui import QColor, QImage

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
from oss_app.ui.kit.theme import LIGHT
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


def station_with(folder: Path, key: SessionKey, days: Sequence[int]) -> Path:
    """A station with a worker who did kits without help, each so many days ago."""
    (folder / "workers").mkdir()
    wishes = {"language": "nl", "no_fading": "false", "fades": [key.task]}
    (folder / "workers" / f"{key.card}.yaml").write_text(yaml.safe_dump(wishes), "utf-8")
    settings = {"language": "nl", "journal": "own_progress", "consent_date": "2026-01-05"}
    (folder / "station.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    clock = PastClock()
    journal = SqliteJournal(Database(folder / "journal.sqlite", clock, load("nl")), JournalLevel.OWN_PROGRESS, clock)
    listing = next(item for item in FolderLibrary(instructions()).list() if item.folder.name == key.task)
    for clock.days in days:
        number = journal.begin(key, listing.digest, Position())
        for step in range(1, 9):
            journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, min(step, 7)))
        journal.finish(number)
    journal.close()
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three kits without help, on two days: less may be proposed."""
    return station_with(tmp_path, KEY, (2, 2, 1))


def drawn(desktop: Desktop, file: Path, colour: str) -> int:
    """How many pixels of the screen are nearly of this colour."""
    picture = QImage(str(desktop.picture(file))).convertToFormat(QImage.Format.Format_RGB888)
    wanted = QColor(colour)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    rgb = pixels[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3).astype(int)
    return int((abs(rgb - [wanted.red(), wanted.green(), wanted.blue()]).max(axis=2) <= 6).sum())


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


@pytest.mark.slow
def test_done_by_habit_keeps_the_help_as_it_is(small_desktop: Desktop, data: Path) -> None:
    with running(small_desktop, *arguments(data)):
        small_desktop.key("space")
        wait_until(lambda: said(data) == [Said.LATER], "the question was not answered")
        wait_until(lambda: goes_on(small_desktop, data), "the first step did not end")
    assert level(data) == "photo_and_voice"


@pytest.mark.slow
def test_a_yes_is_a_key_away(small_desktop: Desktop, data: Path) -> None:
    with running(small_desktop, *arguments(data)):
        small_desktop.key("h")
        wait_until(lambda: said(data) == [Said.YES], "the question was not answered")
        wait_until(lambda: goes_on(small_desktop, data), "the first step did not end")
    assert level(data) == "photo"


@pytest.mark.slow
def test_a_mark_that_has_faded_to_nothing_is_whole_again_with_help_and_its_warning_never_went(
    small_desktop: Desktop, tmp_path: Path
) -> None:
    """Nine kits without help on six days: nothing is left of the mark; step 4 of the sample has a warning."""
    data = station_with(tmp_path, SessionKey("tandarts", "cat"), (6, 6, 5, 4, 4, 3, 2, 2, 1))
    with running(small_desktop, "run", "tandarts", "--worker", "cat", "--camera", "none", "--data", str(data)):
        small_desktop.key("space")  # later
        for step in range(3):
            wait_until(lambda step=step: _is_past(small_desktop, data, step), f"step {step + 1} did not end")
        before = drawn(small_desktop, tmp_path / "faded.png", LIGHT.place_light)
        assert drawn(small_desktop, tmp_path / "faded.png", LIGHT.warning) > 1000, "the warning is not there"
        small_desktop.key("h")
        wait_until(
            lambda: drawn(small_desktop, tmp_path / "helped.png", LIGHT.place_light) > before + 300,
            "the mark did not come back",
        )
        assert drawn(small_desktop, tmp_path / "helped.png", LIGHT.warning) > 1000


def _is_past(desktop: Desktop, data: Path, step: int) -> bool:
    if place(data)[1] == step:
        desktop.key("space")
    return int(str(place(data)[1])) > step
