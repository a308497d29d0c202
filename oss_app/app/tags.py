"""The sheet of tags as a file: the tags come from the room of vision, the paper from the room of Qt."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from oss_app.app.application import application
from oss_app.core.errors import UserError
from oss_app.i18n import Translator
from oss_app.sidecar import ask
from oss_app.ui.desk.widgets.tag_sheet import A_SHEET, Cells, write_tag_sheet
from oss_app.ui.kit import fonts

FIND_S = 20.0


def print_tags(file: Path, tr: Translator) -> None:
    """Write a sheet of twelve tags as a PDF. DeviceError, UserError."""
    letters_for_paper()
    side_mm, tags = ask(_tags, FIND_S)  # in a child: only there is OpenCV loaded
    try:
        write_tag_sheet(file, tags, side_mm, tr)
    except OSError as error:
        raise UserError(tr("{file} could not be written.", file=file)) from error


def letters_for_paper() -> None:
    """Make ready what Qt needs to write on paper, where there is no window; paper needs no display."""
    if not QGuiApplication.instance():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application()
        fonts.load()


def _tags() -> tuple[float, dict[int, Cells]]:
    from oss_app.vision.align import MM, tag_cells

    return MM, {number: tag_cells(number) for number in range(A_SHEET)}
