"""``oss-app server …`` as an administrator types it, and the help board behind the coach's door."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from oss_app import cli
from oss_app.app.help_board import HelpBoard
from oss_app.resources import instructions
from oss_app.store.database import Database
from oss_app.store.outbox import Outbox
from oss_app.taskfile import library
from oss_app.ui.desk.station.help_board_page import BenchState
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.display import StationDisplay
from tests.server.conftest import WORDS, Prepared, no_child_left
from tests.server.parcels import Bench
from tests.store.conftest import Days

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en")


def station(folder: Path, line: str) -> Path:
    folder.mkdir()
    (folder / "station.yaml").write_text(f"format: 1\nserver: {line}\nlanguage: en\n", encoding="utf-8")
    return folder


def test_init_prints_the_lines_for_the_benches_and_check_finds_them_good(
    prepared: Prepared, tmp_path: Path, capsys: Printed
) -> None:
    prepared.ask("DROP SCHEMA oss_app CASCADE")
    for role in ("oss_station", "oss_board"):
        prepared.ask(f"DROP OWNED BY {role}")
        prepared.ask(f"DROP ROLE {role}")
    assert cli.run(["server", "init", prepared.server.admin]) == 0
    said = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines() if "postgresql://" in line)
    password = said["server"].split("oss_station:")[1].split("@")[0]
    line = prepared.server.line("oss_station", password)
    assert cli.run(["server", "check", line]) == 0
    assert cli.run(["server", "check", "--data", str(station(tmp_path / "s", line))]) == 0
    assert "- " not in capsys.readouterr().out


def test_a_station_without_a_server_is_told_where_its_line_goes(tmp_path: Path, capsys: Printed) -> None:
    assert cli.run(["server", "check", "--data", str(tmp_path)]) == 1
    assert "station.yaml" in capsys.readouterr().err


def test_anew_makes_another_station_of_it(prepared: Prepared, tmp_path: Path) -> None:
    from oss_app.core.settings import JournalLevel

    data = station(tmp_path / "s", prepared.station)

    def identity() -> str:
        database = Database(data / "journal.sqlite", Days(), WORDS)
        try:
            return Outbox(database).open(JournalLevel.TASK).id
        finally:
            database.close()

    before = identity()
    assert identity() == before
    assert cli.run(["server", "anew", "--data", str(data)]) == 0
    assert identity() != before


@pytest.mark.usefixtures("qapp")
def test_the_report_is_a_table_and_a_page(prepared: Prepared, tmp_path: Path) -> None:
    bench = Bench(prepared.station)
    version = library.load(instructions() / "ontbijt").listing.digest
    sent = bench.pack("2026-11-03", 1, 2, task="ontbijt")
    entries = tuple(type(e)(e.seq, e.day, "ontbijt", version, e.step, "overridden", 2, "=cmd") for e in sent.entries)
    bench.put(type(sent)(sent.first, sent.last, sent.mark, sent.after, entries))
    assert cli.run(["server", "report", prepared.board, "--out", str(tmp_path / "r.csv"), "--data", str(tmp_path)]) == 0
    with (tmp_path / "r.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=";" if ";" in file.readline() else ","))
    assert [row[:3] + row[5:8] for row in rows] == [
        ["ontbijt", f"v{version[:8]}", str(step), "1", "1", "1"] for step in (1, 2)
    ]
    assert rows[0][3], "the sentence of the step, since this version of the task is here"
    assert rows[0][4] == "'=cmd"  # no formula
    assert cli.run(["server", "report", prepared.board, "--out", str(tmp_path / "r.pdf"), "--data", str(tmp_path)]) == 0
    said = words_of(tmp_path / "r.pdf")
    for told in (
        "All benches together",
        "Not to appraise",
        "ontbijt",
        f"v{version[:8]}",
        "=cmd",
        "With help",
        "Overridden",
    ):
        assert told in said


@pytest.mark.usefixtures("qapp")
def test_the_report_says_which_steps_take_help_and_which_checks_are_overridden_and_of_nobody(
    prepared: Prepared, tmp_path: Path
) -> None:
    """Two benches, on two days: in the paper and in the table they are one, and nothing tells them apart."""
    version = library.load(instructions() / "ontbijt").listing.digest
    benches = {"Tafel 7": "2026-11-03", "Tafel 8": "2026-11-09"}
    for name, day in benches.items():
        bench = Bench(prepared.station)
        bench.say("well", name)
        sent = bench.pack(day, *range(1, 7), task="ontbijt")
        how = [("confirmed", 2, ""), ("overridden", 0, "vak-2"), ("by_coach", 0, ""), ("skipped", 0, "")]
        how += [("confirmed", 0, "vak-2"), ("confirmed", 0, "")]
        entries = tuple(
            type(e)(e.seq, e.day, "ontbijt", version, step, outcome, rungs, check)
            for e, (outcome, rungs, check), step in zip(sent.entries, how, (1, 2, 3, 3, 2, 1), strict=True)
        )
        assert bench.put(type(sent)(sent.first, sent.last, sent.mark, sent.after, entries))["taken"] == 6
        benches[name] = bench.who.id
    for kind in ("csv", "pdf"):
        out = tmp_path / f"r.{kind}"
        assert cli.run(["server", "report", prepared.board, "--out", str(out), "--data", str(tmp_path)]) == 0
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        separator = ";" if ";" in file.readline() else ","
        rows = list(csv.reader(file, delimiter=separator))
    table = [(row[2], row[4], *row[5:]) for row in rows]
    assert table == [  # step, check; times, with help, overridden, by the coach, skipped
        ("1", "", "4", "2", "0", "0", "0"),
        ("2", "vak-2", "4", "0", "2", "0", "0"),
        ("3", "", "4", "2", "0", "2", "2"),
    ]
    steps = library.load(instructions() / "ontbijt").listing.task.steps  # type: ignore[union-attr]
    assert [row[3] for row in rows] == [step.text.into("en") for step in steps[:3]]
    papers = (tmp_path / "r.csv").read_text("utf-8-sig"), words_of(tmp_path / "r.pdf")
    for said in papers:
        for told in (*benches, *benches.values(), "2026-11-03", "2026-11-09", "November"):
            assert told not in said
    numbers = [word for word in papers[1].split() if word.isdigit()]
    for row in table:
        assert all(part in numbers for part in row if part.isdigit())
    assert "vak-2" in papers[1] and steps[1].text.into("en").split()[0] in papers[1]


def words_of(paper: Path) -> str:
    """All that stands in a PDF."""
    document = QPdfDocument()
    document.load(str(paper))
    assert document.pageCount()
    return "\n".join(document.getAllText(n).text() for n in range(document.pageCount()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_spreadsheet_opens_the_report_right_and_runs_nothing_of_it(
    prepared: Prepared, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel takes its language's separator, UTF-8 by the mark at the front, a formula by its first sign."""
    monkeypatch.setenv("LC_ALL", {"nl": "nl_NL.UTF-8", "en": "en_GB.UTF-8"}[language])
    formulas = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", " =1", "＝1"]
    names = [*formulas, "3-4", 'één; "twee",\ndrie', "vak 2"]
    bench = Bench(prepared.station)
    sent = bench.pack("2026-11-03", *range(1, len(names) + 1))
    entries = tuple(
        type(e)(e.seq, e.day, name, "12e45678" * 8, e.step, "confirmed", 0, name)
        for e, name in zip(sent.entries, names, strict=True)
    )
    bench.put(type(sent)(sent.first, sent.last, sent.mark, sent.after, entries))
    out = tmp_path / "r.csv"
    assert cli.run(["server", "report", prepared.board, "--out", str(out), "--data", str(tmp_path)]) == 0
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";" if language == "nl" else ",")
    assert len(head) == 10
    assert sorted(row[0].removeprefix("'") for row in rows) == sorted(names)
    for task, version, step, _, check, *numbers in rows:
        for cell in (task, check):
            assert not cell.lstrip("\t ").startswith(("=", "+", "-", "@", "＝"))
            assert not re.fullmatch(r"[0-9]+-[0-9]+", cell)
        assert version == "v12e45678"
        assert step.isdigit()
        assert all(number.isdigit() for number in numbers)


class Watching:
    """The help board in a window, before one bench that is called Bench 7."""

    def __init__(self, line: str, bench: Bench, window: MainWindow) -> None:
        self.bench = bench
        self.chimes: list[int] = []
        self.board = HelpBoard(line, WORDS, lambda: self.chimes.append(1))
        self.board.open(window)

    def shows(self, state: BenchState) -> bool:
        """Whether its one tile shows this."""
        return [(tile.name, tile.state) for tile in self.board.page.tiles] == [("Bench 7", state)]

    def is_answered(self) -> bool:
        """Whether the bench hears that somebody comes; a coach whose word was lost with the line says it again."""
        if self.shows(BenchState.ASKS):
            self.board.page.come.emit(self.board.page.tiles[0].station)
            assert self.shows(BenchState.COMES)  # at once, before the server has said it back
        return self.bench.say("help", "Bench 7") == {"coming": True}


@pytest.fixture
def watching(prepared: Prepared, qtbot: QtBot) -> Iterator[Watching]:
    """The board as it is opened, closed again whatever the test comes to: it would call into a page that is gone."""
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    made = Watching(prepared.board, Bench(prepared.station), window)
    yield made
    made.board.close_down()


@pytest.mark.slow
def test_the_board_shows_who_asks_chimes_once_and_tells_them_that_somebody_comes(
    watching: Watching, qtbot: QtBot
) -> None:
    watching.bench.say("well", "Bench 7")
    qtbot.waitUntil(lambda: watching.shows(BenchState.WELL), timeout=120_000)
    assert watching.chimes == []
    watching.bench.say("help", "Bench 7")
    qtbot.waitUntil(lambda: watching.shows(BenchState.ASKS), timeout=120_000)
    assert watching.chimes == [1]
    qtbot.waitUntil(watching.is_answered, timeout=120_000)
    assert watching.chimes == [1]
    with qtbot.waitSignal(watching.board.over):
        watching.board.page.left.emit()


@pytest.mark.slow
def test_a_word_that_is_said_at_the_first_sight_of_a_call_counts(prepared: Prepared, qtbot: QtBot) -> None:
    bench = Bench(prepared.station)
    bench.say("help", "Bench 7")
    board = HelpBoard(prepared.board, WORDS, lambda: board.page.come.emit(bench.who.id))
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    board.open(window)
    try:
        qtbot.waitUntil(lambda: bool(board.page.tiles), timeout=120_000)
        assert [tile.state for tile in board.page.tiles] == [BenchState.COMES]
    finally:
        board.close_down()


@pytest.mark.slow
def test_the_board_takes_no_call_for_the_one_before_and_does_not_know_what_it_cannot_ask(
    prepared: Prepared, watching: Watching, qtbot: QtBot
) -> None:
    bench = watching.bench
    bench.say("help", "Bench 7")
    qtbot.waitUntil(lambda: watching.shows(BenchState.ASKS), timeout=120_000)
    qtbot.waitUntil(watching.is_answered, timeout=120_000)
    bench.say("well", "Bench 7")
    bench.say("help", "Bench 7")  # between two looks of the board
    qtbot.waitUntil(lambda: watching.shows(BenchState.ASKS) and watching.chimes == [1, 1], timeout=120_000)
    bench.say("well", "Bench 7")
    qtbot.waitUntil(lambda: watching.shows(BenchState.WELL), timeout=120_000)
    prepared.server.stop()
    try:
        qtbot.waitUntil(lambda: watching.shows(BenchState.SILENT), timeout=120_000)
    finally:
        prepared.server.start()
    qtbot.waitUntil(lambda: watching.shows(BenchState.WELL), timeout=120_000)


@pytest.mark.slow
def test_a_board_whose_window_is_gone_calls_nothing_any_more(prepared: Prepared, qtbot: QtBot) -> None:
    window = MainWindow(StationDisplay("", ""), windowed=True)
    with no_child_left():
        watching = Watching(prepared.board, Bench(prepared.station), window)
        with qtbot.waitSignal(watching.board.page.destroyed):
            window.deleteLater()
