"""A coach makes a task of six photos with mouse and keyboard, and a worker does it; a list and a PowerPoint come in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oss_app.app.editing import Editing
from oss_app.app.station import Station, open_station
from oss_app.core.settings import Gesture
from oss_app.core.task import Step
from oss_app.core.verdict import Answer, Verdict
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import load
from oss_app.resources import assets, instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from tests.fakes import FakeVoice
from tests.leftovers import nothing_left
from tests.ui.editor import now, photo

SENTENCES = (
    "Pak de doos.",
    "Zet de doos op tafel.",
    "Leg 4 bouten in de doos.",
    "Leg 1 sleutel in de doos.",
    "Sluit de doos.",
    "Plak het etiket op de doos.",
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = open_station(tmp_path / "data", load("nl"))
    yield made
    made.close()


@pytest.fixture
def editing(qtbot: QtBot, station: Station) -> Iterator[Editing]:
    fonts.load()
    made = Editing(station, FakeVoice(), load("nl"))
    qtbot.addWidget(made.window)
    made.open()
    made.window.showNormal()
    made.window.resize(1920, 1080)
    yield made
    made.window.close()


def shelf_of(station: Station) -> TaskStore:
    """The tasks of the station, as the program itself opens them."""
    return TaskStore(station.folders.tasks, instructions(), load("nl"), lambda task: (), now, later, QtPhotos())


def drop_photos(window: EditorWindow, photos: list[Path]) -> None:
    """Drop files on the place for photos, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in photos])
    assert window.library.ways is not None
    drop = QDropEvent(
        QPoint(40, 40).toPointF(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    window.library.ways.area.dropEvent(drop)


def drag_place(qtbot: QtBot, window: EditorWindow) -> None:
    canvas = window.editor.work.canvas
    qtbot.waitUntil(lambda: not canvas.is_waiting, timeout=60_000)
    box = canvas.photo_box
    start = QPoint(round(box.left() + box.width() * 0.3), round(box.top() + box.height() * 0.3))
    end = QPoint(round(box.left() + box.width() * 0.6), round(box.top() + box.height() * 0.7))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def test_six_photos_become_a_task_that_a_worker_does(
    qtbot: QtBot, editing: Editing, station: Station, tmp_path: Path
) -> None:
    window = editing.window
    (tmp_path / "doos inpakken").mkdir()
    photos = [photo(tmp_path / "doos inpakken" / f"IMG_000{n}.jpg") for n in range(1, 7)]
    drop_photos(window, photos)
    assert window.draft is not None
    for sentence in SENTENCES:  # photo first, one sentence, next
        line = window.focusWidget()
        assert line is window.editor.work.sentences.sentence.line
        QTest.keyClicks(line, sentence)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert [step.text.words for step in window.draft.task.steps] == list(SENTENCES)
    window.draft.select(2)
    drag_place(qtbot, window)
    assert window.draft.document.problems == ()
    QTest.mouseClick(window.editor.head.release, Qt.MouseButton.LeftButton)
    folder = window.draft.folder
    window.close_task()

    released = FolderLibrary(station.folders.tasks, released=True).list()
    assert [listing.title for listing in released] == ["doos inpakken"]
    task = released[0].task
    assert task is not None and task.outline_of(task.steps[2]) is not None
    assert folder.name in released[0].folder.parts

    listing = FolderLibrary(station.folders.tasks).list()[0]
    assert listing.task is not None
    window.try_wanted.emit(listing.task, None)
    tried = editing._tryout
    assert tried is not None
    for _ in SENTENCES:
        said = tried.conductor.session.step
        assert said is not None
        tried.view.pressed.emit(Gesture.DONE)
    assert tried.conductor.session.state.position.phase == "finished"
    tried.window.close()
    assert editing._tryout is None
    assert station.journal.interrupted() is None, "nothing of a try is kept"


@pytest.mark.slow
def test_a_try_has_its_checks_and_the_camera_looks(qtbot: QtBot, editing: Editing, station: Station) -> None:
    """The dental kit before the demonstration's camera: what was done is seen, and the step passes as at the bench."""
    station.settings = station.settings.model_copy(update={"camera": str(assets() / "demo")})
    with nothing_left():
        kit = FolderLibrary(instructions(), language="nl").load(instructions() / "tandarts")
        assert kit.task is not None
        at = next(n for n, item in enumerate(kit.task.items) if isinstance(item, Step) and item.check)
        editing.window.try_wanted.emit(kit.task, at)
        tried = editing._tryout
        assert tried is not None
        session = tried.conductor.session
        assert session.step is not None and session.step.check
        first = session.state.position

        qtbot.waitUntil(lambda: session.state.verdict == Verdict(Answer.DONE), timeout=120_000)
        tried.view.pressed.emit(Gesture.DONE)
        assert session.state.position != first
        tried.window.back.click()
        assert editing._tryout is None
        assert station.journal.interrupted() is None


def test_a_list_of_120_items_becomes_a_task_in_sections(editing: Editing, station: Station, tmp_path: Path) -> None:
    file = tmp_path / "koffer.csv"
    with file.open("w", newline="", encoding="cp1252") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Omschrijving", "Stuks", "Vak"])
        rows.writerows([f"Instrument {n}", n % 4 + 1, n + 1] for n in range(120))
    window = editing.window
    window.offer(lambda: shelf_of(station).from_list(file))
    assert "120 stappen" in window.library.note.words
    window.library.note.findChildren(QPushButton)[0].click()
    assert window.draft is not None
    assert len(window.draft.task.steps) == 120
    assert window.editor.strip.cards.model().rowCount() == len(window.draft.task.items)
    window.close_task()
    assert len(FolderLibrary(station.folders.tasks).list()[0].task.steps) == 120  # type: ignore[union-attr]


def test_a_powerpoint_of_12_slides_becomes_a_task(editing: Editing, station: Station, tmp_path: Path) -> None:
    deck = Presentation()
    for n in range(12):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = f"Leg 1 artikel in vak {n + 1}."
        slide.shapes.add_picture(str(photo(tmp_path / f"{n}.jpg", (640, 360))), Inches(1), Inches(2), Inches(6))
        slide.notes_slide.notes_text_frame.text = f"Let op de kant van artikel {n + 1}."
    deck.save(str(tmp_path / "werk.pptx"))
    window = editing.window
    window.offer(lambda: shelf_of(station).from_slides(tmp_path / "werk.pptx"))
    assert "12 stappen" in window.library.note.words
    window.library.note.findChildren(QPushButton)[0].click()
    assert window.draft is not None
    steps = window.draft.task.steps
    assert len(steps) == 12
    assert all(step.photo and (window.draft.folder / step.photo).is_file() for step in steps)
    assert steps[11].hint is not None and "artikel 12" in steps[11].hint.words


def test_nothing_is_lost_when_the_program_is_killed(qtbot: QtBot, editing: Editing, station: Station) -> None:
    window = editing.window
    window.library.begun.emit("empty")
    QTest.keyClicks(window.editor.work.sentences.sentence.line, "Pak de doos.")
    assert window.draft is not None
    window.draft.save()
    QTest.keyClicks(window.editor.work.sentences.sentence.line, " Zet hem neer.")
    qtbot.waitUntil(lambda: window.draft is not None and window.draft.is_kept, timeout=60_000)
    again = Editing(station, FakeVoice(), load("nl"))  # as after a kill: the first was never closed
    qtbot.addWidget(again.window)
    again.open(window.draft.folder)
    assert again.window.draft is not None
    assert again.window.draft.task.steps[0].text.words == "Pak de doos. Zet hem neer."
    assert "hier" in again.window.editor.note.words or "er weer" in again.window.editor.note.words
    again.window.close()


def test_photos_are_taken_with_the_stations_own_camera(qtbot: QtBot, station: Station, tmp_path: Path) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    for n in range(6):
        photo(bench / f"{n}.jpg", colour=f"#3A6B7{n}")
    station.settings = station.settings.model_copy(update={"camera": str(bench)})
    fonts.load()
    editing = Editing(station, FakeVoice(), load("nl"))
    qtbot.addWidget(editing.window)
    editing.open()
    window = editing.window
    assert window.library.ways is not None
    window.library.ways.area.camera.click()
    pane = window.editor.camera
    qtbot.waitUntil(pane.shoot.isEnabled, timeout=60_000)
    pane.shoot.click()
    pane.shoot.click()
    pane.close_button.click()
    assert window.draft is not None
    photos = [step.photo for step in window.draft.task.steps]
    assert photos == ["foto.jpg", "foto-2.jpg"]
    assert all((window.draft.folder / str(name)).is_file() for name in photos)
    window.close()


def test_a_coach_has_another_language_than_the_workers_of_the_station(
    qtbot: QtBot, editing: Editing, station: Station
) -> None:
    guide = editing.window.aside.guide
    editing.window.library.help_wanted.emit()
    guide.languages.setCurrentIndex(guide.languages.findData("en"))
    guide.languages.activated.emit(guide.languages.currentIndex())
    assert "English" in guide.note.words
    assert (station.settings.language, station.settings.desk_language) == ("nl", "en")
    assert station.store.load().desk_language == "en"
