"""A sheet of A4: how it is seen on the screen, and how it comes into a PDF or out of a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.ui.desk.widgets.pdf import pdf_in
from oss_app.ui.kit.theme import Palette

DPI = 150
WIDTH, HEIGHT = 1240, 1754  # an A4 sheet, in dots of 1/150 inch
INK, PAPER = "#1F2933", "#FFFFFF"
SHARP = 2  # photos are printed at so many pixels a dot
SHOWN = 620  # pixels of the width of a sheet on the screen


@dataclass(frozen=True)
class Sheet:
    """One sheet of A4; ``draw`` paints it in dots of 1/150 inch."""

    draw: Callable[[QPainter], None]
    is_wide: bool = False

    @property
    def size(self) -> tuple[int, int]:
        return (HEIGHT, WIDTH) if self.is_wide else (WIDTH, HEIGHT)


class SheetView(QWidget):
    """One sheet as it will come out; painted when it is first seen."""

    def __init__(self, palette: Palette, sheet: Sheet) -> None:
        super().__init__()
        self._palette, self._sheet = palette, sheet
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, SHOWN) * self._sheet.size[1] / self._sheet.size[0])

    def sizeHint(self) -> QSize:
        return QSize(SHOWN, self.heightForWidth(SHOWN))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() / 2

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._image.size() != self.size() * ratio:
            self._image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
            inside = QPainter(self._image)
            paint(self._sheet, inside, self._image.width())
            inside.end()
        painter = QPainter(self)
        painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(QPen(QColor(self._palette.hair), 2))
        painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


def paint(sheet: Sheet, painter: QPainter, width: float) -> None:
    """Paint a sheet so many pixels wide."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.save()
    scale = width / sheet.size[0]
    painter.scale(scale, scale)
    painter.fillRect(QRectF(0, 0, *sheet.size), QColor(PAPER))
    sheet.draw(painter)
    painter.restore()


def write_pdf(found: Sequence[Sheet], file: Path, title: str, mode: int = 0o644) -> None:
    """Write the sheets as a PDF, which ``mode`` says who may read. Raises OSError where that cannot be done."""
    with pdf_in(file, mode) as writer:
        writer.setTitle(title)
        writer.setCreator("OSS App")
        writer.setResolution(DPI * 2)
        if not print_on(found, writer):
            raise OSError(f"{file} cannot be written")


def print_on(found: Sequence[Sheet], device: QPagedPaintDevice) -> bool:
    """Bring the sheets out of a printer or a PDF writer; whether that began."""
    painter = QPainter()
    for number, sheet in enumerate(found):
        way = QPageLayout.Orientation.Landscape if sheet.is_wide else QPageLayout.Orientation.Portrait
        device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, QMarginsF(0, 0, 0, 0)))
        if number == 0:
            if not painter.begin(device):
                return False
        else:
            device.newPage()
        paint(sheet, painter, device.width())
    return painter.end()
