"""The sheet of tags: a camera that looks at the paper reads each tag by its number."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from oss_app.app.tags import print_tags
from oss_app.core.errors import UserError
from oss_app.i18n import load
from oss_app.vision.align import MM, TAG_KINDS


def test_each_tag_on_the_sheet_is_read_and_has_its_size(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "tags.pdf"
    print_tags(file, load("nl"))
    document = QPdfDocument()
    document.load(str(file))
    assert document.pageCount() == 1
    page = tmp_path / "page.png"
    white = QImage(1240, 1754, QImage.Format.Format_RGB32)
    white.fill("white")
    painter = QPainter(white)
    painter.drawImage(0, 0, document.render(0, white.size()))
    painter.end()
    white.save(str(page))
    document.close()
    paper = cv2.imread(str(page))
    assert paper is not None
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS))
    corners, numbers, _ = detector.detectMarkers(paper)
    assert sorted(int(n) for n in numbers.flatten()) == list(range(12))
    per_mm = 1240 / 210
    widths = [abs(c[0][1][0] - c[0][0][0]) / per_mm for c in corners]
    assert all(width == pytest.approx(MM, abs=0.6) for width in widths)


def test_a_file_that_cannot_be_written_is_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        print_tags(tmp_path / "no" / "folder" / "tags.pdf", load("en"))


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "tags.pdf"
    done = subprocess.run([sys.executable, "-m", "oss_app", "tags", "--out", str(file)], timeout=60)
    assert done.returncode == 0
    assert file.read_bytes().startswith(b"%PDF")
