"""What is kept of a worker, in a real window: employer, coach and worker see it, decide, print and delete (P5, P8)."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from PySide6.QtPdf import QPdfDocument

from oss_app.core.ports import SessionKey
from oss_app.store.code import hash_code
from tests.stories.test_dental_kit import running
from tests.stories.test_help_on_screen import station_with
from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window

NONE, TASK, OWN, DATE, DELETE_SURPLUS = (0.6937, 0.584), (0.6937, 0.642), (0.6937, 0.6996), (0.8, 0.791), (0.842, 0.838)
HOW_IT_GOES, EXPORT, DELETE, CONFIRM = (0.473, 0.111), (0.845, 0.034), (0.941, 0.034), (0.889, 0.0965)
NOT_NOW, REPORT, OWN_WORDS, TO_PDF = (0.132, 0.396), (0.8, 0.1185), (0.618, 0.205), (0.9245, 0.337)
PROBE_ALONE = (0.1326, 0.444)
"""Where things stand on a display of 1920 x 1080; the last where nothing is proposed."""
MORE, OWN_PAGE = (0.28, 0.86), (0.28, 0.365)
"""On one of 1280 x 720, with text of 200 %."""
DAYS = (6, 6, 5, 4, 4, 3)


@pytest.fixture
def home(desktop: Desktop, tmp_path: Path) -> Iterator[Path]:
    """A home of its own, in which an export is offered a place."""
    before, made = desktop.environment, tmp_path / "home"
    made.mkdir()
    desktop.environment = before | {"HOME": str(made), "XDG_CONFIG_HOME": str(made / "config")}
    yield made
    desktop.environment = before


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return station_with(folder, SessionKey("tandarts", "cat"), DAYS)


def settings(data: Path) -> dict[str, object]:
    return dict(yaml.safe_load((data / "station.yaml").read_text("utf-8")))


def change(data: Path, **values: object) -> None:
    (data / "station.yaml").write_text(yaml.safe_dump({**settings(data), **values}), "utf-8")


def counted(data: Path, of: str) -> int:
    with closing(sqlite3.connect(f"file:{data / 'journal.sqlite'}?mode=ro", uri=True, timeout=60)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {of}").fetchone()[0])


def write(desktop: Desktop, words: str) -> None:
    subprocess.run(["xdotool", "type", words], env=desktop.environment, check=True, timeout=60)
    desktop.settle()


def level(data: Path) -> object:
    return settings(data).get("journal", "task")


@pytest.mark.slow
def test_the_employer_goes_up_with_a_date_and_down_by_saying_yes_to_what_goes(desktop: Desktop, data: Path) -> None:
    change(data, journal="task", consent_date="")
    with running(desktop, "setup", "--data", str(data)):
        desktop.click(*OWN)
        assert level(data) == "task", "not without the date"
        write(desktop, "5-1-2026")  # the refusal put the cursor there
        desktop.key("Tab")
        wait_until(lambda: settings(data).get("consent_date") == "2026-01-05", "the date was not kept")
        assert level(data) == "task", "a date alone chooses nothing"
        desktop.click(*OWN)
        wait_until(lambda: level(data) == "own_progress", "the level did not change")
        desktop.click(*TASK)
        assert level(data) == "own_progress", "first it is said how much goes"
        assert counted(data, "session WHERE card = 'cat'") == len(DAYS)
        desktop.click(*DELETE_SURPLUS)
        wait_until(lambda: level(data) == "task", "the level did not change")
        wait_until(lambda: counted(data, "session WHERE card <> ''") == 0, "the card is still there")
        assert counted(data, "ended") == 8 * len(DAYS), "the steps stay, without a person"
        assert b"cat" not in (data / "journal.sqlite").read_bytes()


def open_how_it_goes(desktop: Desktop) -> None:
    desktop.key("ctrl+q", "1", "2", "3", "4", "Return")
    desktop.key("Tab", "Return")  # past the editor to the workers
    desktop.click(*HOW_IT_GOES)


@pytest.mark.slow
def test_the_coach_exports_and_deletes_one_card_in_two_acts_each(desktop: Desktop, data: Path, home: Path) -> None:
    change(data, coach_code=hash_code("1234"))
    with running(desktop, "--camera", "none", "--data", str(data)):
        open_how_it_goes(desktop)
        desktop.click(*EXPORT)
        desktop.key("Return")  # the dialog's own button; name and place are there
        wait_until(lambda: bool(list(home.rglob("*.csv"))), "nothing was exported in two acts")
        [file] = home.rglob("*.csv")
        wait_until(lambda: file.read_bytes().endswith(b"\n"), "the export was not written")
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert len(rows) == 1 + 8 * len(DAYS)
        desktop.click(*DELETE)
        assert counted(data, "session WHERE card = 'cat'") == len(DAYS), "it asks once"
        desktop.click(*CONFIRM)
        wait_until(lambda: counted(data, "session WHERE card = 'cat'") == 0, "it was not deleted in two acts")
        assert counted(data, "ended") == 0
        assert b"cat" not in (data / "journal.sqlite").read_bytes()


@pytest.mark.slow
def test_the_coach_answers_a_proposal_lets_a_kit_go_without_help_and_keeps_the_report(
    desktop: Desktop, data: Path, home: Path
) -> None:
    change(data, coach_code=hash_code("1234"))
    with running(desktop, "--camera", "none", "--data", str(data)):
        open_how_it_goes(desktop)
        desktop.click(*NOT_NOW)
        wait_until(lambda: counted(data, "remark WHERE said = 'not_now'") == 1, "the answer was not kept")
        desktop.click(*PROBE_ALONE)
        wait_until(lambda: worker(data).get("probes") == ["tandarts"], "the next kit is not set")
        desktop.click(*REPORT)
        desktop.click(*OWN_WORDS)
        write(desktop, "Stap 3 vind ik lastig")
        desktop.click(*TO_PDF)
        desktop.key("Return")  # the dialog's own button; name and place are there
        wait_until(lambda: any(len(words_of(file)) == 1 for file in home.rglob("*.pdf")), "no report was kept")
        [file] = home.rglob("*.pdf")
        [told] = words_of(file)
        assert "Hoe het gaat: Kat" in told
        assert "Stap 3 vind ik lastig" in told
        assert "100 %" in told
    assert b"lastig" not in (data / "journal.sqlite").read_bytes(), "what is typed is not kept"


def worker(data: Path) -> dict[str, object]:
    return dict(yaml.safe_load((data / "workers" / "cat.yaml").read_text("utf-8")))


def words_of(file: Path) -> list[str]:
    """What the pages of a PDF say; none while it is being written."""
    document = QPdfDocument()
    if document.load(str(file)) is not QPdfDocument.Error.None_:
        return []
    return [document.getAllText(page).text().replace("\xa0", " ") for page in range(document.pageCount())]


@pytest.mark.slow
def test_the_worker_sees_what_is_kept_page_by_page_and_deletes_it(small_desktop: Desktop, data: Path) -> None:
    wishes = data / "workers" / "cat.yaml"
    wishes.write_text(yaml.safe_dump({**worker(data), "text_percent": 200}), "utf-8")
    kept = "ended WHERE session IN (SELECT number FROM session WHERE card = 'cat')"
    with running(small_desktop, "--camera", "none", "--data", str(data)):
        for place in (MORE, MORE, OWN_PAGE):
            small_desktop.click(*place)
        small_desktop.key("space", "h", "space")  # on to the next page; delete; what is pressed by habit keeps it
        assert counted(data, kept) == 8 * len(DAYS)
        small_desktop.key("h", "h")
        wait_until(lambda: counted(data, kept) == 0, "it was not deleted")
    assert worker(data)["text_percent"] == 200, "the card and its wishes stay"
