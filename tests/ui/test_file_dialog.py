"""The dialog in which a coach chooses files: Qt's own, as on a station without a desktop."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.i18n import load
from oss_app.ui.desk.pages.printing import PrintPage
from oss_app.ui.desk.station.progress_page import ReportPanel
from oss_app.ui.desk.widgets.file_dialog import (
    PhotosInFolder,
    Place,
    choose_file,
    choose_files,
    choose_folder,
    choose_new_file,
    first_folder,
    side_bar,
)
from oss_app.ui.desk.widgets.qt_words import speak
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT
from tests.ui.test_support_snapshots import TODAY, progress

OSS_APP = Path(__file__).parents[2] / "oss_app"
DUTCH = load("nl")
PHOTOS = "Foto's (*.jpg *.png)"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the usual folders, and no memory of other files."""
    for name in ("Pictures", "Documents"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("oss_app.ui.desk.widgets.file_dialog.last_folders", {})
    if QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) != str(
        tmp_path / "Documents"
    ):
        pytest.skip("this system does not read a person's folders from the environment")
    return tmp_path


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def photo(path: Path, colour: str) -> Path:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def during(qtbot: QtBot, choose: Callable[[], object], act: Callable[[QFileDialog], None]) -> object:
    """What ``choose`` gives when ``act`` is done to its dialog, as soon as it stands."""
    errors: list[BaseException] = []

    def soon() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, soon)
            return
        try:
            act(dialog)
        except BaseException as error:
            errors.append(error)
            dialog.reject()

    QTimer.singleShot(0, soon)
    result = choose()
    if errors:
        raise errors[0]
    return result


def accept(dialog: QFileDialog, name: str) -> None:
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line
    line.setText(name)
    dialog.accept()


def test_it_begins_where_such_files_are_and_then_where_the_last_one_was(
    qtbot: QtBot, parent: QWidget, home: Path
) -> None:
    begun: list[str] = []
    other = home / "Elders"
    other.mkdir()
    photo(other / "a.png", "red")

    def choose(dialog: QFileDialog) -> None:
        begun.append(dialog.directory().path())
        accept(dialog, str(other / "a.png"))

    for _ in range(2):
        got = during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), choose)
        assert got == other / "a.png"
    assert begun == [str(home / "Pictures"), str(other)]
    assert first_folder(Place.DOCUMENTS) == home / "Documents", "another kind of file has its own"


def test_a_folder_that_is_gone_gives_way_to_the_home(home: Path) -> None:
    (home / "Pictures").rmdir()
    assert first_folder(Place.PHOTOS) == home


def test_who_thinks_better_of_it_chooses_nothing(qtbot: QtBot, parent: QWidget, home: Path) -> None:
    def leave(dialog: QFileDialog) -> None:
        dialog.reject()

    assert during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), leave) is None
    assert during(qtbot, lambda: choose_folder(parent, DUTCH, "Kies", Place.DOCUMENTS), leave) is None
    assert during(qtbot, lambda: choose_files(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), leave) == []


@pytest.mark.parametrize(("typed", "written"), [("kit 2.0", "kit 2.0.pdf"), ("kit", "kit.pdf"), ("a.PDF", "a.PDF")])
def test_a_name_keeps_all_that_was_typed_and_gets_its_ending(
    qtbot: QtBot, parent: QWidget, home: Path, typed: str, written: str
) -> None:
    def choose() -> Path | None:
        return choose_new_file(parent, DUTCH, "Bewaar", "x.pdf", ".pdf", "PDF (*.pdf)", Place.DOCUMENTS)

    assert during(qtbot, choose, lambda dialog: accept(dialog, typed)) == home / "Documents" / written


def paper(folder: Path) -> PrintPage:
    page = PrintPage(LIGHT, DUTCH)
    step = Step(text=Text(words="Pak de kop."))
    page.show_task(Task(title=Text(words="Koffie: zwart"), language="nl", items=(step,), folder=folder), "")
    return page


def report(_: Path) -> ReportPanel:
    page = ReportPanel(LIGHT, DUTCH)
    page.show_progress(progress("nl"), TODAY)
    return page


@pytest.mark.parametrize(("make", "proposed"), [(paper, "Koffie zwart.pdf"), (report, "Kat.pdf")])
def test_a_pdf_is_offered_and_written_among_the_documents(
    qtbot: QtBot, home: Path, make: Callable[[Path], PrintPage | ReportPanel], proposed: str
) -> None:
    """Whatever folder the process stands in: on Windows that is the program's, where nobody may write."""
    page, begun = make(home / "taak"), list[tuple[str, str]]()
    qtbot.addWidget(page)
    page.show()

    def save(dialog: QFileDialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line
        begun.append((dialog.directory().path(), line.text()))
        dialog.accept()

    during(qtbot, page.to_pdf.click, save)
    assert begun == [(str(home / "Documents"), proposed)]
    assert (home / "Documents" / proposed).read_bytes().startswith(b"%PDF")


def test_photos_are_their_own_sign(qtbot: QtBot, parent: QWidget, home: Path) -> None:
    photo(home / "Pictures" / "rood.png", "red")
    (home / "Pictures" / "geen.png").write_bytes(b"no photo")

    def look(dialog: QFileDialog) -> None:
        files = dialog.findChild(QListView, "listView")
        assert files
        model = files.model()
        assert isinstance(model, PhotosInFolder)

        def colours() -> dict[str, str]:
            rows = [model.index(row, 0, files.rootIndex()) for row in range(model.rowCount(files.rootIndex()))]
            icons = {row.data(): row.data(Qt.ItemDataRole.DecorationRole) for row in rows}
            return {name: icon.pixmap(96, 72).toImage().pixelColor(40, 30).name() for name, icon in icons.items()}

        qtbot.waitUntil(lambda: colours().get("rood.png") == "#ff0000", timeout=30_000)
        assert colours()["geen.png"] != "#ff0000"
        dialog.reject()

    during(qtbot, lambda: choose_files(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), look)


def _colours(image: QImage) -> set[str]:
    middle = image.copy(image.rect().adjusted(6, 6, -6, -6))
    return {middle.pixelColor(x, y).name() for x in range(middle.width()) for y in range(middle.height())}


def test_every_word_is_dutch_and_every_button_has_a_sign(qtbot: QtBot, parent: QWidget, home: Path) -> None:
    parent.setStyleSheet(sheet(LIGHT))

    def look(dialog: QFileDialog) -> None:
        labels = {label.text().replace("&", "") for label in dialog.findChildren(QLabel) if label.isVisible()}
        assert {"Map", "Naam", "Soort"} <= labels
        assert not labels & {"Look in:", "Files of type:", "File name:", "Directory:"}
        buttons = [b for b in dialog.findChildren(QToolButton) if b.isVisible() and b.objectName().endswith("Button")]
        assert len(buttons) == 6
        assert not [b.objectName() for b in buttons if len(_colours(b.grab().toImage())) < 3], "no sign is seen"
        dialog.reject()

    during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), look)


def test_what_ends_a_dialog_is_told_by_words_alone(qtbot: QtBot, parent: QWidget, home: Path) -> None:
    parent.setStyleSheet(sheet(LIGHT))

    def look(dialog: QFileDialog) -> None:
        box = dialog.findChild(QDialogButtonBox)
        assert box is not None and len(box.buttons()) == 2
        assert all(button.icon().isNull() for button in box.buttons()), "Qt's signs are none of ours"
        dialog.reject()

    during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), look)


def test_folders_and_sticks_stand_beside_the_list(qtbot: QtBot, parent: QWidget, home: Path, tmp_path: Path) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    beside = side_bar([str(stick), str(tmp_path / "pulled out")])
    assert beside[0] == home
    assert home / "Pictures" in beside
    assert beside[-1] == stick

    def look(dialog: QFileDialog) -> None:
        assert QUrl.fromLocalFile(str(home / "Pictures")) in dialog.sidebarUrls()
        names = dialog.findChild(QListView, "sidebar")
        assert names and names.fontMetrics().horizontalAdvance("Afbeeldingen") + 48 < names.viewport().width()
        dialog.reject()

    during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), look)


def test_nobody_else_opens_a_dialog_for_files() -> None:
    """Qt's own begins in the folder of the process, which on Windows is the program's."""
    assert [p.name for p in sorted(OSS_APP.rglob("*.py")) if "QFileDialog" in _names(p)] == ["file_dialog.py"]


def _names(path: Path) -> Sequence[str]:
    return [node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)]


def test_a_stick_that_is_pulled_while_its_files_are_chosen_gives_none_and_is_told_in_dutch(
    qtbot: QtBot, parent: QWidget, home: Path
) -> None:
    stick = home / "stick"
    stick.mkdir()
    photo(stick / "a.png", "red")
    told: list[str] = []

    def told_and_closed(dialog: QFileDialog) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.accept()
            dialog.reject()
        elif dialog.isVisible():
            QTimer.singleShot(20, lambda: told_and_closed(dialog))

    def pull(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(stick))
        (stick / "a.png").unlink()
        stick.rmdir()
        QTimer.singleShot(100, lambda: told_and_closed(dialog))
        accept(dialog, str(stick / "a.png"))

    speak("nl")
    try:
        assert during(qtbot, lambda: choose_file(parent, DUTCH, "Kies", PHOTOS, Place.PHOTOS), pull) is None
    finally:
        speak("en")
    assert [words.splitlines()[:2] for words in told] == [["a.png", "Bestand niet gevonden."]]
    assert first_folder(Place.PHOTOS) == home / "Pictures", "the next one begins where there is something"
