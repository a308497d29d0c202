"""Takes a photo with the camera: its live picture in the place of the photo, and one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.kit.theme import Palette

PATIENCE_MS = 12_000
"""A camera that gives no picture for so long is not there for us."""


class LiveCamera(Protocol):
    """The station's camera, for a person to look through. No verb blocks."""

    def start(self, on_picture: Callable[[bytes], None]) -> bool:
        """Open it; each picture (a JPEG) reaches ``on_picture``. False where there is none."""

    def stop(self) -> None:
        """Close it; pictures that are still under way fall on the floor."""


class Finder(QWidget):
    """The live picture."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.frame = QImage()
        self.setMinimumHeight(260)

    def show_frame(self, frame: QImage) -> None:
        self.frame = frame
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._palette.strip))
        if not self.frame.isNull():
            size = self.frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self.frame)
        painter.end()


class CameraPane(QWidget):
    """The camera is open only while this is shown. ``taken(image)`` for each photo, ``closed`` when it is over."""

    taken = Signal(QImage)
    closed = Signal()
    missing = Signal()

    def __init__(self, palette: Palette, tr: Translator, camera: LiveCamera) -> None:
        super().__init__()
        self._camera, self._tr = camera, tr
        self.is_on = False
        self._taken = 0
        self.finder = Finder(palette)
        self.shoot = Push(palette, tr("Take photo"), "camera", "big")
        self.close_button = Push(palette, tr("Close the camera"), "x")
        self._count = label("", "muted")
        self.shoot.clicked.connect(self._shoot)
        self.close_button.clicked.connect(self.stop)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(label(tr("The camera is on. Only the photos that you take are kept."), "muted", wraps=True), 1)
        row.addWidget(self._count)
        row.addWidget(self.close_button)
        row.addWidget(self.shoot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 24)
        column.setSpacing(16)
        column.addWidget(self.finder, 1)
        column.addLayout(row)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._give_up)

    def start(self) -> bool:
        """Open the camera; whether there is one."""
        if not self._camera.start(self._show):
            self.missing.emit()
            return False
        self.is_on, self._taken = True, 0
        self._count.setText("")
        self._late.start(PATIENCE_MS)
        self.shoot.setEnabled(False)
        return True

    def stop(self) -> None:
        """Close the camera."""
        if not self.is_on:
            return
        self.is_on = False
        self._late.stop()
        self._camera.stop()
        self.finder.show_frame(QImage())
        self.closed.emit()

    def _show(self, jpeg: bytes) -> None:
        image = QImage.fromData(jpeg) if self.is_on else QImage()
        if image.isNull():
            return
        if self._late.isActive():
            self._late.stop()
            self.shoot.setEnabled(True)
            self.shoot.setFocus()
        self.finder.show_frame(image)

    def _shoot(self) -> None:
        if not self.finder.frame.isNull():
            self._taken += 1
            self._count.setText(self._tr.many("{n} photo", "{n} photos", self._taken))
            self.taken.emit(self.finder.frame.copy())

    def _give_up(self) -> None:
        self.stop()
        self.missing.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
        else:
            super().keyPressEvent(event)
