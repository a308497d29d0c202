"""What stands on a paper can be searched, copied and read aloud: a PDF knows which letter each glyph is."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from oss_app.ui.kit import fonts

LETTERS = string.ascii_letters + string.digits + "ÁÀÄÂÉÈËÊÍÏÓÖÚÜÇÑáàäâéèëêíïóöúüçñßĄĆĘŁŃŚŹŻąćęłńśźżĞİŞğış"


@pytest.mark.parametrize("family", ["Hyperlegible Plain Zero", "Lexend", "Noto Sans"])
@pytest.mark.parametrize("weight", [400, 600, 700])
def test_each_letter_is_read_back(qapp: QApplication, tmp_path: Path, family: str, weight: int) -> None:
    fonts.load()
    paper = tmp_path / "paper.pdf"
    writer = QPdfWriter(str(paper))
    painter = QPainter(writer)
    font = QFont(family, 20)
    font.setWeight(QFont.Weight(weight))
    painter.setFont(font)
    for row, letter in enumerate(LETTERS):
        painter.drawText(200 + 1000 * (row % 8), 800 * (1 + row // 8), f"n{letter}n")
    painter.end()
    document = QPdfDocument()
    document.load(str(paper))
    said = document.getAllText(0).text()
    assert [letter for letter in LETTERS if f"n{letter}n" not in said] == []
