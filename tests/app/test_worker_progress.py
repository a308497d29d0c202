"""The coach's page of one card over the real stores: what is shown, decided, exported and deleted (S4, P8)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_app.app.station import Station, open_station
from oss_app.app.worker_progress import WorkerProgress
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.core.support import Need, Remark, Said
from oss_app.i18n import load
from oss_app.resources import card_sign
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.store.profiles import YamlProfiles
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay
from tests.editor.disk_faults import no_room

TASK, CARD = "tandarts", "cat"
KEY = SessionKey(TASK, CARD)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = open_station(tmp_path, load("nl"))
    station.journal = SqliteJournal(station.database, JournalLevel.OWN_PROGRESS, station.clock)
    station.history = SqliteHistory(station.database, JournalLevel.OWN_PROGRESS)
    station.profiles = YamlProfiles(station.folders.workers, station.journal.forget, load("nl"))
    station.profiles.save(Profile(card=CARD, no_fading=False, fades=(TASK,)))
    yield station
    station.close()


@pytest.fixture
def page(station: Station, qtbot: QtBot) -> WorkerProgress:
    fonts.load()
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    made = WorkerProgress(station, window, CARD)
    made._choose(TASK)
    made.open()
    return made


def do_kit(station: Station, **steps: StepEnded) -> None:
    """A kit of the sample task; ``step_3=StepEnded(…)`` for one that went otherwise."""
    listing = next(item for item in station.library.list() if item.folder.name == TASK)
    assert listing.task is not None
    number = station.journal.begin(KEY, listing.digest, Position())
    for step in range(1, len(listing.task.steps) + 1):
        entry = steps.get(f"step_{step}", StepEnded(1, step, Outcome.CONFIRMED))
        station.journal.record(number, entry, Position(1, step))
    station.journal.finish(number)


def profile(station: Station) -> Profile:
    return next(p for p in station.profiles.list() if p.card == CARD)


def said(station: Station) -> list[Said]:
    return [remark.said for remark in station.history.said(KEY)]


def test_it_shows_the_latest_kits_in_four_words(station: Station, page: WorkerProgress) -> None:
    do_kit(station)
    do_kit(
        station,
        step_2=StepEnded(1, 2, Outcome.CONFIRMED, asked=2),
        step_3=StepEnded(1, 3, Outcome.BY_COACH),
        step_4=StepEnded(1, 4, Outcome.OVERRIDDEN, tries=1, check="sonde"),
    )
    page._choose(TASK)
    progress = page.progress()
    assert progress is not None
    assert [step.needs for step in progress.steps[1:4]] == [
        (Need.ALONE, Need.PHOTO),
        (Need.ALONE, Need.PERSON),
        (Need.ALONE, Need.ALONE),
    ]
    assert [(hard.number, hard.need) for hard in progress.hardest] == [(2, Need.PHOTO), (3, Need.PERSON)]
    assert [fault.number for fault in progress.faults] == [4]
    steps = len(progress.steps)
    assert [percent for _, percent in progress.weeks] == [round(100 * (2 * steps - 2) / (2 * steps))]
    texts = {label.text() for label in page.page.steps.findChildren(type(page.page.oldest))}
    assert {"alleen", "foto", "persoon"} <= texts
    assert not texts & {"hint"}


def test_the_coach_sets_the_level_of_one_task(station: Station, page: WorkerProgress) -> None:
    panel = page.page.help
    panel.level.setCurrentIndex(panel.level.findData(HelpLevel.PHOTO))
    panel.level.activated.emit(panel.level.currentIndex())
    assert profile(station).level_in(TASK) is HelpLevel.PHOTO
    assert profile(station).level_in("other") is HelpLevel.PHOTO_AND_VOICE
    assert said(station) == [Said.CHOSE]


def test_fading_is_allowed_and_forbidden_per_task(station: Station, page: WorkerProgress) -> None:
    page.page.help.fades.click()
    assert profile(station).fades == ()
    station.profiles.save(Profile(card=CARD))
    page.page.help.fades.click()
    assert (profile(station).fades, profile(station).no_fading) == ((TASK,), False)
    assert said(station) == [Said.BEGAN]


def test_a_proposal_has_its_reason_and_three_answers(station: Station, page: WorkerProgress) -> None:
    for _ in range(3):
        do_kit(station)
    page._choose(TASK)
    assert page.page.help.answers["agree"].isHidden(), "three kits on one day are not enough"
    assert "3 sets zonder hulp" in page.page.help.because.text()
    page.page.help.answered.emit("not_now")
    assert said(station) == [Said.NOT_NOW]
    page.page.help.answered.emit("never")
    assert profile(station).fades == ()


def test_a_probe_is_set_for_the_next_kit(station: Station, page: WorkerProgress) -> None:
    page.page.help.probe.click()
    assert profile(station).probes == (TASK,)
    assert not page.page.help.probe.isEnabled()


def test_a_card_is_exported_or_deleted_in_under_three_acts(
    station: Station, page: WorkerProgress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P8: from the page of the card; the file dialog's own button and the question before are acts too."""
    acts: list[str] = []

    def press(button: QAbstractButton) -> None:
        acts.append(button.accessibleName())
        button.click()

    def save_there(*_: object) -> Path:
        acts.append("save")
        return tmp_path / "card.csv"

    do_kit(station)
    monkeypatch.setattr("oss_app.ui.desk.station.progress_page.choose_new_file", save_there)
    press(page.page.export)
    assert (tmp_path / "card.csv").is_file()
    assert len(acts) < 3, acts
    acts.clear()
    press(page.page.delete)
    press(next(b for b in page.page.note.findChildren(QAbstractButton) if b.accessibleName() == "Verwijder"))
    assert station.history.kept_of(CARD).oldest is None
    assert len(acts) < 3, acts


def test_the_report_is_one_sheet_and_a_pdf(station: Station, page: WorkerProgress, tmp_path: Path) -> None:
    do_kit(station, step_2=StepEnded(1, 2, Outcome.CONFIRMED, asked=1))
    page._choose(TASK)
    report = page.page.report
    report.own_words.line.setText("Ik vind stap 2 lastig.")
    report.own_words.line.editingFinished.emit()
    assert "stap 2" in report.next_step.line.text().casefold()
    report.save(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    kept = (station.folders.journal).read_bytes()
    assert b"lastig" not in kept, "what is typed is not kept"


def test_export_and_delete(station: Station, page: WorkerProgress, tmp_path: Path) -> None:
    do_kit(station, step_2=StepEnded(1, 2, Outcome.CONFIRMED, asked=1))
    station.history.keep(KEY, Remark(station.clock.now().date(), Said.NO, HelpLevel.PHOTO))
    page._choose(TASK)
    page.page.exported.emit(tmp_path / "cat.csv")
    table = (tmp_path / "cat.csv").read_text(encoding="utf-8-sig").splitlines()
    assert table[0] == "task;day;step;help;tries;outcome;level"
    assert len(table) > 3
    assert table[-1].endswith(";no;photo")
    page.page.delete.click()
    assert station.history.kept_of(CARD).steps > 0
    [
        button
        for button in page.page.note.findChildren(type(page.page.delete))
        if button.accessibleName() == "Verwijder"
    ][-1].click()
    assert station.history.kept_of(CARD).steps == 0
    assert "niets bewaard" in page.page.oldest.text()
    assert profile(station).card == CARD, "the card and its wishes stay"


def test_an_own_photo_is_exported_with_what_is_kept(station: Station, page: WorkerProgress, tmp_path: Path) -> None:
    sign = card_sign("fish")
    assert sign is not None
    station.profiles.keep_photo(CARD, sign.read_bytes())
    page.page.exported.emit(tmp_path / "cat.csv")
    assert (tmp_path / "cat.jpg").read_bytes() == sign.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no bound on files there")
def test_an_export_that_does_not_fit_on_the_disk_is_told_and_leaves_what_was_there(
    station: Station, page: WorkerProgress, tmp_path: Path
) -> None:
    (tmp_path / "cat.csv").write_text("of before", encoding="utf-8")
    with no_room(10):
        page.page.exported.emit(tmp_path / "cat.csv")
    assert (tmp_path / "cat.csv").read_text(encoding="utf-8") == "of before"
    assert not list(tmp_path.glob(".cat.csv*"))
    assert page.page.note.words == load("nl")("It cannot be saved there. Choose another place.")
