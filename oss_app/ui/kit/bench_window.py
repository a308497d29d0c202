"""The bench of the demonstration with light on it: recorded pictures, and what a projector would show over them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QScreen

from oss_app.ui.kit.light_window import LightWindow, is_apart

ROOM = 0.45  # of a picture's brightness that the room's lamps give; the projector gives the rest
MARGIN_PX = 40
WINDOW_PX = 640  # width at first


class BenchWindow(LightWindow):
    """An ordinary window in which the light falls on the last picture of the bench, as far as that reflects it.

    A pixel of the projector is a pixel of the picture.
    """

    def __init__(self, bench: QImage, title: str) -> None:
        super().__init__()
        kind = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
        self.setWindowFlags(kind | Qt.WindowType.WindowStaysOnTopHint)  # the worker's window fills its display
        self.setWindowTitle(title)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._bench = bench.convertToFormat(QImage.Format.Format_RGB32)
        self.resize(self._size_for(WINDOW_PX))

    @property
    def picture_size(self) -> tuple[int, int]:
        return self._bench.width(), self._bench.height()

    def open_beside(self, worker: QScreen) -> bool:
        """Come up on another display than the worker's; False where there is none: then in its right third."""
        others = [screen for screen in QGuiApplication.screens() if is_apart(screen, worker)]
        area, margin = (others[0] if others else worker).availableGeometry(), MARGIN_PX
        if not others:
            margin = area.width() // 64  # the window's frame and its title have room too
            self.resize(self._size_for(area.width() // 3 - 2 * margin))
        self.move(area.right() - self.width() - margin, area.top() + 2 * margin)
        self.show()
        return bool(others)

    def _size_for(self, width: int) -> QSize:
        return self._bench.size().scaled(QSize(width, width), Qt.AspectRatioMode.KeepAspectRatio)

    def show_frame(self, jpeg: bytes) -> None:
        """Show how the bench looks now; nothing changes where no picture came."""
        picture = QImage.fromData(jpeg) if jpeg else QImage()
        if not picture.isNull():
            whole = picture.convertToFormat(QImage.Format.Format_RGB32)
            self._bench = whole.scaled(self._bench.size(), mode=Qt.TransformationMode.SmoothTransformation)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        light = QImage(self._bench.size(), QImage.Format.Format_RGB32)
        painter = QPainter(light)
        self.draw_light(painter, light.rect())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.fillRect(light.rect(), QColor.fromRgbF(ROOM, ROOM, ROOM))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(0, 0, self._bench)
        painter.end()
        size = light.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#000000"))
        painter.drawImage(QRectF(left, top, size.width(), size.height()), light)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()  # the demonstration goes on without
