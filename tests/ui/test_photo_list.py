"""A list of photos is there at once; the photos follow, read beside the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from oss_app.ui.desk.widgets.photo_list import PhotoList
from tests.ui.editor import photo

SIZE = QSize(64, 36)


def middle(line: QListWidgetItem) -> QColor:
    return line.icon().pixmap(SIZE).toImage().pixelColor(32, 18)


def test_the_lines_are_there_before_their_photos(qtbot: QtBot, tmp_path: Path) -> None:
    listed = PhotoList(SIZE)
    qtbot.addWidget(listed)
    lines = [listed.add(f"{n}", photo(tmp_path / f"{n}.jpg", colour="#C03020")) for n in range(3)]
    without, missing = listed.add("none", None), listed.add("gone", tmp_path / "gone.jpg")
    listed.read_photos()
    assert [listed.item(n).text() for n in range(listed.count())] == ["0", "1", "2", "none", "gone"]
    assert all(middle(line).alpha() == 0 for line in lines), "nothing was read in this thread"
    qtbot.waitUntil(lambda: not listed.pictures.is_reading)
    assert all(middle(line).red() > 150 and middle(line).blue() < 90 for line in lines)
    assert middle(without).alpha() == middle(missing).alpha() == 0
    listed.close_down()


def test_a_list_that_is_filled_again_has_its_photos_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    listed, file = PhotoList(SIZE), photo(tmp_path / "1.jpg")
    qtbot.addWidget(listed)
    listed.add("1", file)
    listed.read_photos()
    qtbot.waitUntil(lambda: not listed.pictures.is_reading)
    listed.clear()
    line = listed.add("1", file)
    listed.read_photos()
    assert middle(line).alpha() == 255
    selected = line.icon().pixmap(SIZE, QIcon.Mode.Selected).toImage()
    assert selected.pixelColor(32, 18) == middle(line), "a chosen photo keeps its colours"
    listed.close_down()
