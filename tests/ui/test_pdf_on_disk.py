"""What goes to a file that the coach named is there whole, or what was there before is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from oss_app.i18n import load
from oss_app.ui.desk.widgets.paper_sheet import Sheet, write_pdf
from oss_app.ui.desk.widgets.table_sheet import print_table
from oss_app.ui.desk.widgets.tag_sheet import write_tag_sheet
from tests.editor.disk_faults import no_room

if sys.platform == "win32":
    pytest.skip("no bound on files there", allow_module_level=True)

EN = load("en")


def draw(painter: QPainter) -> None:
    for line in range(60):
        painter.drawText(QRectF(50, 25 * line, 900, 25), f"line {line}")


def booklet(file: Path) -> None:
    write_pdf([Sheet(draw)] * 3, file, "Set")


def table(file: Path) -> None:
    print_table(file, "Steps", ["a note"], ["a", "b"], [[f"x{n}", "y"] for n in range(300)])


def tags(file: Path) -> None:
    write_tag_sheet(file, dict.fromkeys(range(12), ((True, False), (False, True))), 30, EN)


@pytest.mark.parametrize("write", [booklet, table, tags], ids=lambda write: write.__name__)
def test_what_does_not_fit_on_the_disk_is_told_and_leaves_what_was_there(
    qtbot: QtBot, tmp_path: Path, write: Callable[[Path], None]
) -> None:
    file = tmp_path / "a.pdf"
    write(file)
    assert file.read_bytes().startswith(b"%PDF") and file.read_bytes().rstrip().endswith(b"%%EOF")
    file.write_bytes(b"of before")
    with no_room(3000), pytest.raises(OSError, match=r"\S"):
        write(file)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.pdf", b"of before")]
