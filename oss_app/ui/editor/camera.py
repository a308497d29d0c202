"""Takes a photo with the camera: its live picture in the place of the photo, and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_app.i18n import Words
from oss_app.ui.coach.parts import Push, label
from oss_app.ui.theme import Palette

PATIENCE_MS = 5000
"""A camera that gives no picture for so long is not there for us."""


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

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._palette.strip))
        if not self.frame.isNull():
            size = self.frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self.frame)
        painter.end()


class CameraPane(QWidget):
    """Open only while it is shown. ``taken(image)`` for each photo, ``closed`` when the coach is done with it."""

    taken = Signal(QImage)
    closed = Signal()
    missing = Signal()

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__()
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self.finder = Finder(palette)
        self.shoot = Push(palette, words("Take photo"), "camera", "big")
        self.close_button = Push(palette, words("Close the camera"), "x")
        self._count = label("", "muted")
        self.shoot.clicked.connect(self._shoot)
        self.close_button.clicked.connect(self.stop)
        row = QHBoxLayout()
        row.addWidget(label(words("The camera is on. Only the photos that you take are kept."), "muted", wraps=True), 1)
        row.addWidget(self._count)
        row.addWidget(self.close_button)
        row.addWidget(self.shoot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(16)
        column.addWidget(self.finder, 1)
        column.addLayout(row)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._give_up)

    @property
    def is_on(self) -> bool:
        """Whether the camera is open."""
        return self._camera is not None

    def start(self) -> bool:
        """Open the camera; whether there is one."""
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.missing.emit()
            return False
        self._session, self._camera = QMediaCaptureSession(self), QCamera(device, self)
        sink = QVideoSink(self._session)
        sink.videoFrameChanged.connect(self._take_frame)
        self._session.setVideoSink(sink)
        self._session.setCamera(self._camera)
        self._camera.start()
        self._late.start(PATIENCE_MS)
        self.shoot.setFocus()
        return True

    def stop(self) -> None:
        """Close the camera."""
        self._late.stop()
        if self._camera:
            self._camera.stop()
            self._camera.deleteLater()
        if self._session:
            self._session.deleteLater()
        self._camera = self._session = None
        self.finder.show_frame(QImage())
        self.closed.emit()

    def _take_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage() if self._camera and frame.isValid() else QImage()
        if not image.isNull():
            self._late.stop()
            self.finder.show_frame(image)

    def _shoot(self) -> None:
        if not self.finder.frame.isNull():
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
