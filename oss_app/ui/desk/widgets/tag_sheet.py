"""A sheet of printed tags: stuck on a tray, they let a check follow it in any light (C10)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPen

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.pdf import pdf_in
from oss_app.ui.desk.widgets.sheet import FAMILY

DPI = 300
PER_MM = DPI / 25.4
WIDTH_MM, HEIGHT_MM, MARGIN_MM = 210.0, 297.0, 15.0
COLUMNS, ROWS = 3, 4
A_SHEET = COLUMNS * ROWS
TEXT_MM, HEAD_MM = 3.6, 34.0

Cells = tuple[tuple[bool, ...], ...]
"""Row by row from the top; True is black."""


def write_tag_sheet(file: Path, tags: Mapping[int, Cells], side_mm: float, tr: Translator) -> None:
    """Draw the first twelve of these tags, by number, on an A4 page, each ``side_mm`` wide. OSError.

    Each stands in a frame to cut along, which leaves it the white rim that it is found by.
    """
    with pdf_in(file) as writer:
        writer.setResolution(DPI)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        writer.setTitle(tr("Tags for a tray"))
        painter = QPainter(writer)
        _head(painter, tr, side_mm)
        for place, (number, cells) in enumerate(list(tags.items())[:A_SHEET]):
            _tag(painter, place, number, cells, side_mm)
        painter.end()


def _head(painter: QPainter, tr: Translator, side_mm: float) -> None:
    box = QRectF(MARGIN_MM, MARGIN_MM, WIDTH_MM - 2 * MARGIN_MM, HEAD_MM)
    _letters(painter, TEXT_MM * 1.6, bold=True)
    painter.drawText(_dots(box), Qt.AlignmentFlag.AlignTop, tr("Tags for a tray"))
    _letters(painter, TEXT_MM)
    how = tr(
        "Print at 100 %: each black square must be {side} mm wide. Cut along the lines and stick four tags flat on the"
        " tray, far apart and each with another number. Then take the photos of the check.",
        side=f"{side_mm:.0f}",
    )
    flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(_dots(box.adjusted(0, 10, 0, 0)), int(flags.value), how)


def _tag(painter: QPainter, place: int, number: int, cells: Cells, side_mm: float) -> None:
    cell = side_mm / len(cells)
    column, row = place % COLUMNS, place // COLUMNS
    width = (WIDTH_MM - 2 * MARGIN_MM) / COLUMNS
    height = (HEIGHT_MM - 2 * MARGIN_MM - HEAD_MM) / ROWS
    left = MARGIN_MM + column * width + (width - side_mm) / 2
    top = MARGIN_MM + HEAD_MM + row * height + (height - side_mm) / 2
    rim = 1.5 * cell
    painter.setPen(QPen(QColor("#8A8A8A"), 0.2 * PER_MM, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_dots(QRectF(left - rim, top - rim, side_mm + 2 * rim, side_mm + 2 * rim)))
    painter.setPen(Qt.PenStyle.NoPen)
    for y, line in enumerate(cells):
        for x, black in enumerate(line):
            if black:
                painter.fillRect(_dots(QRectF(left + x * cell, top + y * cell, cell, cell)), QColor("#000000"))
    _letters(painter, TEXT_MM)
    painter.drawText(QPointF((left - rim) * PER_MM, (top + side_mm + rim + TEXT_MM * 1.4) * PER_MM), str(number))


def _letters(painter: QPainter, mm: float, *, bold: bool = False) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(round(mm * PER_MM))
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor("#000000"))


def _dots(box: QRectF) -> QRectF:
    """Millimetres to dots."""
    return QRectF(box.x() * PER_MM, box.y() * PER_MM, box.width() * PER_MM, box.height() * PER_MM)
