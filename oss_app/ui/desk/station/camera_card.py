"""The card about the camera: which one, what it sees now, and whether it is used at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_app.core.ports import FoundCamera
from oss_app.core.settings import NO_CAMERA, Settings
from oss_app.core.verdict import Reason
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SetupCard, Switch, row
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.theme import Palette

SEARCH, LOOKING = "search", "looking"
"""Lines of the list that are no cameras."""
LIVE = (304, 171)


class LivePicture(QWidget):
    """The live picture, whole and never stretched; a crossed-out camera while there is none."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette = palette
        self.image = QImage()
        self.setFixedSize(*LIVE)
        self.setAccessibleName(tr("What the camera sees"))

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 12, 12)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(self._palette.strip))
        if self.image.isNull():
            side = 56
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            draw_icon(painter, "webcam-slash", box, self._palette.ink2)
        else:
            size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), self.image)
        painter.end()


class CameraCard(SetupCard):
    """The picture is live only while a camera is chosen and the page is on the screen."""

    search_wanted = Signal()
    name = "camera"

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr, "webcam", tr("Camera"))
        self._settings = Settings()
        self._cameras: Sequence[FoundCamera] | None = None
        self.live = LivePicture(palette, tr)
        self.verdict, self.advice = label("", "strong", wraps=True), label("", "muted", wraps=True)
        self.good = Push(palette, tr("The picture is right"))
        self.good.clicked.connect(lambda: self.want())
        beside = QVBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.verdict)
        beside.addWidget(self.advice)
        beside.addStretch(1)
        beside.addWidget(self.good)
        line = row(self.live, spacing=18)
        line.addLayout(beside, 1)
        self.column.addLayout(line)
        self.cameras = ComboBox(palette)
        self.cameras.setAccessibleName(tr("Camera"))
        self.cameras.activated.connect(lambda number: self._choose(self.cameras.itemData(number)))
        self.column.addWidget(self.cameras)
        self.use = Switch(palette, tr("Use the camera. It is on only during a step with a check."))
        self.use.toggled.connect(self._switch)
        self.column.addWidget(self.use)
        self._show_nothing()
        self.end()

    def show_cameras(self, cameras: Sequence[FoundCamera]) -> None:
        """Show the cameras of this computer; until they are known the list says so."""
        self._cameras = cameras
        self._fill()
        if not self._cameras and self._settings.camera == NO_CAMERA:
            self.advice.setText(self._tr("Connect a webcam for checks. Tasks run without it."))

    def show_settings(self, settings: Settings) -> None:
        changed = settings.camera != self._settings.camera
        self._settings = settings
        self.use.show_on(settings.camera != NO_CAMERA)
        self._fill()
        if changed or settings.camera == NO_CAMERA:
            self._show_nothing()
        super().show_settings(settings)

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        if is_fine and settings.camera == NO_CAMERA:
            return self._tr("Without a camera")
        return super().word(settings, is_fine=is_fine)

    def show_picture(self, image: QImage, light: Reason | None) -> None:
        """One picture of the camera, and why its light will not do."""
        self.live.show_image(image)
        match light:
            case Reason.TOO_DARK:
                verdict, advice = self._tr("Too dark"), self._tr("Put a lamp above the work area.")
            case Reason.TOO_BRIGHT:
                verdict, advice = self._tr("Too bright"), self._tr("Turn the lamp away, or close the blinds.")
            case _:
                verdict, advice = (
                    self._tr("Enough light"),
                    self._tr("Hang the camera straight above the work area. Everything must be in the picture."),
                )
        if self.verdict.text() != verdict:
            self.verdict.setText(verdict)
            self.advice.setText(advice)
        self.good.setEnabled(light is None)

    def show_open(self, is_open: bool, is_slow: bool = False) -> None:
        """Whether the camera gives good pictures; where not, say what to do. It ``is_slow`` on a busy computer."""
        if is_open:
            self.note.hide()
            return
        self._show_nothing()
        self.verdict.setText(self._tr("No picture"))
        if is_slow:
            self.note.say(self._tr("The computer is busy. Just a moment."))
            return
        self.note.say(
            self._tr("Is the plug in? Is another program using the camera? Close it, or choose another camera.")
        )

    def _show_nothing(self) -> None:
        self.live.show_image(QImage())
        off = self._settings.camera == NO_CAMERA
        self.verdict.setText(self._tr("The camera is off.") if off else self._tr("The camera starts …"))
        self.advice.setText(self._tr("Tasks run without it. Done is always there.") if off else "")
        self.good.setEnabled(off)
        self.good.relabel(self._tr("Without a camera") if off else self._tr("The picture is right"))

    def _fill(self) -> None:
        self.cameras.clear()
        self.cameras.addItem(self._tr("No camera"), NO_CAMERA)
        for camera in self._cameras or ():
            name = camera.name or self._tr("Camera {n}", n=camera.number + 1)
            text = self._tr("{name}, {w} by {h}", name=name, w=camera.width, h=camera.height)
            self.cameras.addItem(text, str(camera.number))
        chosen = self._settings.camera
        if self.cameras.findData(chosen) < 0:
            self.cameras.addItem(_name_of(chosen, self._tr), chosen)
        if self._cameras is None:
            self.cameras.addItem(self._tr("Looking for cameras …"), LOOKING)
        else:
            self.cameras.addItem(self._tr("Look for cameras again"), SEARCH)
        self.cameras.setCurrentIndex(self.cameras.findData(chosen))

    def _choose(self, camera: str) -> None:
        if camera == SEARCH:
            self._cameras = None
            self.note.hide()
            self.search_wanted.emit()
        if camera in (SEARCH, LOOKING):
            self._fill()
        elif camera != self._settings.camera:
            self.want(proved=False, camera=camera)

    def _switch(self, on: bool) -> None:
        """Switched on, the first camera is taken; which one it is can then be seen and changed."""
        first = str(self._cameras[0].number) if self._cameras else None
        if on and first is None:
            self.use.show_on(False)
            looking = self._tr("Looking for cameras …")
            self.note.say(
                looking
                if self._cameras is None
                else f"{self._tr('No camera.')} {self._tr('Connect a webcam for checks. Tasks run without it.')}"
            )
            return
        self.want(proved=False, camera=first if on else NO_CAMERA)


def _name_of(camera: str, tr: Translator) -> str:
    """Return what a setting is called that none of the cameras has: one that is away, or recorded pictures."""
    if camera.isdecimal():
        return tr("Camera {n}, not found", n=int(camera) + 1)
    return tr("Recording: {name}", name=Path(camera).name)
