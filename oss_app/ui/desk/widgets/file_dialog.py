"""Where a coach chooses files: the system's own dialog where there is one, else Qt's, with what it lacks.

Qt's own is what a station without a desktop shows. It gets the coach's words, our signs, photos as pictures, and at
its side the folders and sticks where files are. Both begin where this kind of file was last, never in the program's
own folder. A share that is gone is no folder: ``os.path`` says so, where a ``Path`` raises what the system says of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from enum import Enum
from os.path import isdir, isfile
from pathlib import Path

from PySide6.QtCore import (
    QIdentityProxyModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStandardPaths,
    QStorageInfo,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QLineEdit,
    QListView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import tinted
from oss_app.ui.kit.pictures import Pictures, Wanted

Location = QStandardPaths.StandardLocation


class Place(Enum):
    """Where a kind of file is looked for first; each remembers the folder of its last file while the program runs."""

    PHOTOS = Location.PicturesLocation
    FILMS = Location.MoviesLocation
    DOCUMENTS = Location.DocumentsLocation


PHOTO_SIZE = QSize(96, 72)
SIZE = QSize(1000, 620)
SIDE = 200
"""Pixels for the folders beside the files."""
SIGNS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "plus",
    "listModeButton": "squares-four",
    "detailModeButton": "list",
}
"""Our sign for each of the dialog's buttons, by Qt's own name of it."""
OWN_FOLDERS = (
    Location.HomeLocation,
    Location.DesktopLocation,
    Location.DocumentsLocation,
    Location.PicturesLocation,
    Location.MoviesLocation,
    Location.DownloadLocation,
)
STICK_ROOTS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Below these Linux and macOS show sticks, cards and shares."""

last_folders: dict[Place, Path] = {}
"""Where each kind of file was last, while the program runs; as Qt keeps one folder for all dialogs."""


def choose_file(parent: QWidget, tr: Translator, title: str, kinds: str, place: Place) -> Path | None:
    """Have one file chosen, or None. ``kinds`` is as Qt takes them: ``Photos (*.jpg *.png)``."""
    chosen = _chosen(_dialog(parent, tr, title, place, QFileDialog.FileMode.ExistingFile, kinds), place)
    return chosen[0] if chosen else None


def choose_files(parent: QWidget, tr: Translator, title: str, kinds: str, place: Place) -> Sequence[Path]:
    """Have any number of files chosen, in the order in which the dialog gives them."""
    return _chosen(_dialog(parent, tr, title, place, QFileDialog.FileMode.ExistingFiles, kinds), place)


def choose_folder(parent: QWidget, tr: Translator, title: str, place: Place) -> Path | None:
    """Have a folder chosen, or made."""
    chosen = _chosen(_dialog(parent, tr, title, place, QFileDialog.FileMode.Directory, ""), place)
    return chosen[0] if chosen else None


def choose_new_file(
    parent: QWidget, tr: Translator, title: str, name: str, ending: str, kinds: str, place: Place
) -> Path | None:
    """Ask where to write a file. ``name`` is proposed; what is typed gets ``ending`` (``.pdf``) where it has none."""
    dialog = _dialog(parent, tr, title, place, QFileDialog.FileMode.AnyFile, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, tr("Save"))
    dialog.setDefaultSuffix(ending.removeprefix("."))  # so that Qt asks before it writes over that file
    dialog.selectFile(name or tr("Without a name") + ending)
    chosen = _chosen(dialog, place)
    if not chosen:
        return None
    path = chosen[0]
    return path if path.name.lower().endswith(ending) else path.with_name(path.name + ending)


def first_folder(place: Place) -> Path:
    """Tell where a dialog begins: where such a file was last, else the folder for it, else the home."""
    named = Path(QStandardPaths.writableLocation(place.value))
    return next((folder for folder in (last_folders.get(place), named) if folder and isdir(folder)), Path.home())


def side_bar(volumes: Sequence[str]) -> list[Path]:
    """Return the folders to offer beside the list, those that are there: the user's own, then what is plugged in."""
    folders = [Path(QStandardPaths.writableLocation(location)) for location in OWN_FOLDERS]
    return [folder for folder in dict.fromkeys([*folders, *map(Path, volumes)]) if isdir(folder)]


def sticks() -> list[str]:
    """Return the roots of what is plugged in or mounted for a user, as the system tells them."""
    ready = [volume for volume in QStorageInfo.mountedVolumes() if volume.isReady() and volume.isValid()]
    roots = [volume.rootPath() for volume in ready if not volume.isRoot()]
    return roots if sys.platform == "win32" else [root for root in roots if root.startswith(STICK_ROOTS)]


def _chosen(dialog: QFileDialog, place: Place) -> list[Path]:
    try:
        if not dialog.exec():
            return []
        chosen = _named(dialog) or [Path(name) for name in dialog.selectedFiles()]
        if chosen:
            last_folders[place] = chosen[0].parent
        return chosen
    finally:
        if (photos := dialog.findChild(PhotosInFolder)) is not None:
            photos.close_down()
        dialog.deleteLater()


def _named(dialog: QFileDialog) -> list[Path]:
    """Return the files in the dialog's line, where several are named: ``"a.jpg" "/b/c.jpg"``.

    Clicks write them there too. Of names that were typed Qt gives back what is marked in its list, which behind a proxy
    is the last one alone.
    """
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    names = re.findall(r'"([^"]+)"', line.text()) if line else []
    files = [Path(dialog.directory().absoluteFilePath(name)) for name in names]
    return [file for file in files if isfile(file)]


def _dialog(
    parent: QWidget, tr: Translator, title: str, place: Place, mode: QFileDialog.FileMode, kinds: str
) -> QFileDialog:
    # no class of our own: Qt shows the system's dialog for its own class only
    dialog = QFileDialog(parent, title, str(first_folder(place)), kinds)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.Directory:
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    labels = QFileDialog.DialogLabel
    dialog.setLabelText(labels.LookIn, tr("Folder"))
    dialog.setLabelText(labels.FileName, tr("Name"))
    dialog.setLabelText(labels.FileType, tr("Kind"))
    dialog.setLabelText(labels.Accept, tr("Choose"))
    dialog.setLabelText(labels.Reject, tr("Cancel"))
    files = dialog.findChild(QListView, "listView")
    if files is None:  # the system's own
        return dialog
    dialog.setSidebarUrls([QUrl.fromLocalFile(str(folder)) for folder in side_bar(sticks())])
    if (halves := dialog.findChild(QSplitter, "splitter")) is not None:
        halves.setSizes([SIDE, SIZE.width() - SIDE])  # else Qt cuts the names of the folders
    ink, off = (
        dialog.palette().color(group, QPalette.ColorRole.WindowText).name()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled)
    )
    for name, sign in SIGNS.items():
        if (button := dialog.findChild(QToolButton, name)) is not None:
            button.setIcon(tinted(sign, ink, off))
            button.setIconSize(QSize(24, 24))
            button.setStyleSheet("padding: 6px; min-width: 24px; min-height: 24px;")  # the pages' own leaves no room
    if place is Place.PHOTOS:
        dialog.setProxyModel(PhotosInFolder(dialog))
        files.setIconSize(PHOTO_SIZE)
        dialog.setViewMode(QFileDialog.ViewMode.List)
    if (table := dialog.findChild(QTreeView, "treeView")) is not None:
        table.hideColumn(2)  # Qt's word for the kind of a file, which the ending tells
    dialog.resize(SIZE.boundedTo(dialog.screen().availableSize() * 0.95))
    return dialog


class PhotosInFolder(QIdentityProxyModel):
    """The dialog's files, photos with themselves as their sign, each once it has been read beside the window."""

    def __init__(self, parent: QFileDialog) -> None:
        super().__init__(parent)
        self._pictures = Pictures(self)
        self._pictures.arrived.connect(self._show)
        self._asked: dict[Wanted, QPersistentModelIndex] = {}
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(lambda: self._pictures.want(list(reversed(self._asked))))

    def close_down(self) -> None:
        """Read nothing more."""
        self._soon.stop()
        self._pictures.close()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what the files' model gives; for a photo that has been read, the photo."""
        if role != Qt.ItemDataRole.DecorationRole or index.column():
            return super().data(index, role)
        path = Path(str(super().data(index, QFileSystemModel.Roles.FilePathRole)))
        if path.suffix.lower() not in (".jpg", ".jpeg", ".jfif", ".png", ".webp"):
            return super().data(index, role)
        wanted = Wanted(path, PHOTO_SIZE.width(), PHOTO_SIZE.height())
        if (ready := self._pictures.get(wanted)) is not None:
            return QIcon(QPixmap.fromImage(ready.image))
        if not self._pictures.has(wanted):
            self._asked[wanted] = QPersistentModelIndex(index)
            self._soon.start()
        return super().data(index, role)

    def _show(self, wanted: Wanted) -> None:
        index = self._asked.pop(wanted, None)
        if index is not None and index.isValid():
            there = QModelIndex(index)  # type: ignore[call-overload]
            self.dataChanged.emit(there, there, [Qt.ItemDataRole.DecorationRole])
