"""A list of photos, or of things with one: the list is there at once, and each photo when it has been read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from oss_app.ui.kit.pictures import Pictures, Wanted

WANTED = Qt.ItemDataRole.UserRole + 1


class PhotoList(QListWidget):
    """To be closed with ``close_down``; ``size`` is the area of a photo, in pixels."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._empty = QPixmap(size)
        self._empty.fill(Qt.GlobalColor.transparent)
        self.pictures = Pictures(self)
        self.pictures.arrived.connect(self._show_photo)
        self.setIconSize(size)

    def add(self, words: str, photo: Path | None) -> QListWidgetItem:
        """Add a line; its photo follows by itself after ``read_photos``."""
        line = QListWidgetItem(QIcon(self._empty), words)
        if photo:
            size = self.iconSize()
            line.setData(WANTED, Wanted(photo, size.width(), size.height()))
        self.addItem(line)
        return line

    def read_photos(self) -> None:
        """Read the photos of all lines, in their order."""
        wanted = [one for at in range(self.count()) if (one := self.item(at).data(WANTED))]
        for one in wanted:
            self._show_photo(one)
        self.pictures.want(wanted)

    def close_down(self) -> None:
        """Read nothing more."""
        self.pictures.close()

    def _show_photo(self, wanted: Wanted) -> None:
        ready = self.pictures.get(wanted)
        if ready is None:
            return
        icon = QIcon(photo := QPixmap.fromImage(ready.image))
        icon.addPixmap(photo, QIcon.Mode.Selected)  # Qt would tint it
        for line in (self.item(at) for at in range(self.count())):
            if line.data(WANTED) == wanted:
                line.setIcon(icon)
