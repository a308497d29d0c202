"""Asks for the photo of a worker's card: from a file, or taken with the station's camera."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oss_app.core.errors import UserError
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.camera import CameraPane, LiveCamera
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.desk.widgets.photo_in import OFFERED, card_photo, card_photo_of
from oss_app.ui.kit.theme import Palette


class PhotoChoice(QWidget):
    """Two ways to a photo, and what it had better show: ``chosen(jpeg)``, or ``failed(words)``."""

    chosen = Signal(object)
    failed = Signal(str)

    def __init__(self, palette: Palette, tr: Translator, words: str, camera: LiveCamera) -> None:
        super().__init__()
        self._tr = tr
        self.choose = Push(palette, words, "image")
        self.choose.clicked.connect(self._choose)
        self.look = Push(palette, tr("Take photo"), "camera")
        self.look.clicked.connect(self._look)
        self.camera = CameraPane(palette, tr, camera)
        self.camera.taken.connect(self._taken)
        self.camera.closed.connect(self.camera.hide)
        self.camera.missing.connect(lambda: self.failed.emit(tr("There is no camera here. Choose a photo instead.")))
        self.camera.hide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.choose)
        row.addWidget(self.look)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(label(tr("A thing, not a face: everyone who works here sees it."), "muted", wraps=True))
        column.addWidget(self.camera)

    def take(self, path: Path) -> None:
        """Read the photo that was chosen."""
        self.close_camera()
        try:
            self.chosen.emit(card_photo(path))
        except UserError as error:
            self._tell(error)

    def close_camera(self) -> None:
        """Look no longer."""
        self.camera.stop()

    def _choose(self) -> None:
        tr = self._tr
        kinds = f"{tr('Photos')} ({' '.join(f'*.{ending}' for ending in OFFERED)})"
        if path := choose_file(self, tr, tr("Choose photo"), kinds, Place.PHOTOS):
            self.take(path)

    def _look(self) -> None:
        if not self.camera.is_on and self.camera.start():
            self.camera.show()

    def _taken(self, image: QImage) -> None:
        """One photo is all that a card has, so the camera closes behind it."""
        self.close_camera()
        try:
            self.chosen.emit(card_photo_of(image))
        except UserError as error:
            self._tell(error)

    def _tell(self, error: UserError) -> None:
        self.failed.emit(" ".join(self._tr(part) for part in (error.sentence, error.hint) if part))
