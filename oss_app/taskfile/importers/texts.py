"""The texts of a task as a workbook that a translator fills in, and what came back in it."""

from __future__ import annotations

import io
import logging
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.text import is_right_to_left
from oss_app.files import write_file
from oss_app.i18n import marked
from oss_app.taskfile.importers.item_table import MAX_BYTES, MAX_SHEET, MAX_UNPACKED

log = logging.getLogger(__name__)
_WIDTHS = (8, 26, 60, 60)


@dataclass(frozen=True)
class TextRow:
    """One text: ``key`` names it in the task, ``where`` says so to a person, ``done`` is its translation so far."""

    key: str
    where: str
    words: str
    done: str


def write_texts(path: Path, rows: Sequence[TextRow], heads: tuple[str, str, str, str], language: str) -> None:
    """Write the texts as .xlsx, what lacks its translation first and marked. Raises OSError."""
    import openpyxl  # only here: it brings numpy along, and the window does without
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    missing = PatternFill("solid", fgColor="FFF4D6")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(heads)
    for row in sorted(rows, key=lambda row: bool(row.done)):
        sheet.append((row.key, row.where, row.words, row.done))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            rtl = cell.column == 4 and is_right_to_left(language)
            cell.data_type = "s"  # a text that begins with "=" is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if rtl else 0)
        if not cells[3].value:
            cells[3].fill = missing
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    write_file(path, out.getvalue())


def read_texts(path: Path) -> list[TextRow]:
    """Return the rows of such a workbook, those with a translation. Raises UserError where it is none."""
    import openpyxl  # as above

    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
        if any(p.file_size > MAX_SHEET * 2 for p in parts) or sum(p.file_size for p in parts) > MAX_UNPACKED:
            raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
        with warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            rows = list(book.worksheets[0].iter_rows(min_row=2, max_row=5000, max_col=4, values_only=True))
        finally:
            book.close()
    except UserError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it raise
        log.info("a workbook of texts could not be read", exc_info=True)
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT) from error
    told = [
        tuple("" if value is None else str(value).strip() for value in (*row, None, None, None, None)[:4])
        for row in rows
    ]
    found = [TextRow(key, where, words, done) for key, where, words, done in told if key and done]
    if not found:
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
    return found


_NO_TEXTS = marked("There are no translations in this file.")
_NO_TEXTS_HINT = marked("Choose the .xlsx that was made here, with the translations in its last column.")
