"""The ways to begin a task: from photos, from the camera, from what the coach has already, from nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, label, painted
from oss_app.ui.desk.widgets.photo_in import local_files
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.theme import Palette

SIDE_PX = 24
PHOTOS, CAMERA, LIST, SLIDES, PACKAGE, EMPTY = "photos", "camera", "list", "slides", "package", "empty"


class NewTaskOption(QPushButton):
    """One way to begin: an icon, its name, and a second line."""

    def __init__(self, palette: Palette, icon: str, name: str, second: str) -> None:
        super().__init__()
        self._palette, self._icon, self._name, self._second = palette, icon, name, second
        self.setProperty("kind", "way")
        self.setAccessibleName(f"{name}, {second}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(112)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(360, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        draw_icon(painter, self._icon, QRectF(28, 34, 44, 44), self._palette.accent)
        room = QRectF(94, 22, self.width() - 110, 34)
        name, letters = fitted(self._name, room, Letters(22, 700, 30, self._palette.ink))
        draw_lines(painter, name, room, letters)
        below = QRectF(94, 52, self.width() - 110, 42)
        second, letters = fitted(self._second, below, Letters(18, 400, 26, self._palette.ink2))
        draw_lines(painter, second, below, letters)
        painter.end()


class DropArea(QWidget):
    """A place to drop photos and whatever else a task can be made of, with two buttons for who has no mouse."""

    dropped = Signal(list)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette = palette
        self._is_over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(300)
        self.choose = Push(palette, tr("Choose photos"), "image", "big")
        self.camera = Push(palette, tr("Take photos with the camera"), "camera", "tall")
        sign = QLabel()
        sign.setPixmap(painted("images", palette.accent, 76))
        invitation = label(tr("Drop photos from your phone here"), "invitation")
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(16)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignCenter)
        self._buttons.addWidget(self.camera, 0, Qt.AlignmentFlag.AlignCenter)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, 28, SIDE_PX, 28)
        column.setSpacing(20)
        column.addStretch(1)
        for part in (sign, invitation):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._buttons)
        column.addStretch(1)

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Leave the width to who shows it: the buttons stand below each other where there is little."""
        least = max(self.choose.minimumSizeHint().width(), self.camera.minimumSizeHint().width())
        return QSize(least + 2 * SIDE_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.choose.sizeHint().width() + self.camera.sizeHint().width() + 16 + 2 * SIDE_PX
        fits = beside <= self.width()
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._is_over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._is_over = False
        self.update()
        self.dropped.emit(local_files(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._palette.accent if self._is_over else self._palette.line), 3)
        pen.setDashPattern([2.6, 2])
        painter.setPen(pen)
        painter.setBrush(QColor(self._palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 22, 22)
        painter.end()


class NewTaskOptions(QWidget):
    """All ways to begin; ``chosen(way)``, and ``dropped(paths)`` for files and folders as they came."""

    chosen = Signal(str)
    dropped = Signal(list)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self.area = DropArea(palette, tr)
        self.area.dropped.connect(self.dropped)
        self.area.choose.clicked.connect(self._say(PHOTOS))
        self.area.camera.clicked.connect(self._say(CAMERA))
        table = (
            (LIST, "list-checks", tr("A packing list"), tr("Excel or CSV, also 100 lines")),
            (SLIDES, "presentation", tr("A PowerPoint"), tr("each slide becomes a step")),
            (PACKAGE, "folder-open", tr("A task from someone else"), tr("a file .osstask")),
            (EMPTY, "pencil-simple", tr("An empty task"), tr("begin by typing")),
        )
        grid = QGridLayout()
        grid.setSpacing(20)
        self.buttons: dict[str, NewTaskOption] = {}
        for place, (key, icon, name, second) in enumerate(table):
            self.buttons[key] = NewTaskOption(palette, icon, name, second)
            self.buttons[key].clicked.connect(self._say(key))
            grid.addWidget(self.buttons[key], place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.area)
        column.addSpacing(20)
        column.addWidget(label(tr("Or begin with something that you have"), "heading"))
        column.addLayout(grid)

    def _say(self, way: str) -> Callable[[], None]:
        return lambda *_: self.chosen.emit(way)
