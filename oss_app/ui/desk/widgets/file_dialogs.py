"""The system's dialogs for files: they begin in a folder of the person, never in the one where the program began."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Where = QStandardPaths.StandardLocation
DOCUMENTS, PHOTOS, FILMS = Where.DocumentsLocation, Where.PicturesLocation, Where.MoviesLocation
last_used: dict[Where, Path] = {}
"""Where the person found or put the last file of this sort, until the program ends."""


def choose_file(parent: QWidget, title: str, kinds: str, where: Where = DOCUMENTS) -> Path | None:
    """One file that is there; None where the person thinks better of it."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(begins_in(where)), kinds)
    return _kept(where, name)


def choose_files(parent: QWidget, title: str, kinds: str, where: Where) -> list[Path]:
    """Files that are there, possibly none."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(begins_in(where)), kinds)
    return [path for name in names if (path := _kept(where, name))]


def choose_new_file(parent: QWidget, title: str, wanted: str, kinds: str) -> Path | None:
    """Where a new document goes, ``wanted`` by name; None where the person thinks better of it."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(begins_in(DOCUMENTS) / wanted), kinds)
    return _kept(DOCUMENTS, name)


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder; None where the person thinks better of it."""
    name = QFileDialog.getExistingDirectory(parent, title, str(begins_in(DOCUMENTS)))
    return Path(name) if name else None


def begins_in(where: Where) -> Path:
    """The folder that a dialog shows first."""
    folders = (last_used.get(where), QStandardPaths.writableLocation(where))
    return next((Path(folder) for folder in folders if folder and Path(folder).is_dir()), Path.home())


def _kept(where: Where, name: str) -> Path | None:
    if not name:
        return None
    last_used[where] = Path(name).parent
    return Path(name)
