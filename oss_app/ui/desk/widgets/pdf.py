"""A PDF that is there whole or not at all: Qt's writer says of no page that it did not reach the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPdfWriter

from oss_app.files import write_file


@contextmanager
def pdf_in(file: Path, mode: int = 0o644) -> Iterator[QPdfWriter]:
    """Give what a PDF is painted on, which takes the place of ``file`` once it is done.

    ``mode`` says who may read it where it is new. Raises OSError; then what was there before still is.
    """
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    yield QPdfWriter(made)
    write_file(file, bytes(made.data().data()), mode)
