"""A spreadsheet of another form, made into the workbook that lists are read from: one set of rules for all of them."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

log = logging.getLogger(__name__)
MOST_LINES = 5001
MOST_COLUMNS = 61
"""One more of each than is read, so that it can be told."""
_MOST_MERGED = 20_000
_MOST_PICTURES = 2000
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


class LockedError(ValueError):
    """The file is locked with a password."""


@dataclass(frozen=True)
class CellLook:
    """How a cell looks, as far as that changes what it says."""

    is_struck: bool = False
    font: str = ""


@dataclass
class MadeWorkbook:
    """The workbook of openpyxl (``book``), where it has formulas without a result (``formulas``), and what is told.

    ``shapes`` are the words of shapes on the sheets, ``printed`` those at the edges of the printed page;
    ``has_charts`` and ``has_other_pictures`` say that there is more to see than could be taken.
    """

    book: Any
    formulas: Any
    shapes: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    has_charts: bool = False
    has_other_pictures: bool = False

    @classmethod
    def empty(cls) -> MadeWorkbook:
        """Return one without a sheet."""
        import openpyxl  # only here: it brings numpy along, and the window does without

        book, formulas = openpyxl.Workbook(), openpyxl.Workbook()
        book.remove(book.active)
        formulas.remove(formulas.active)
        return cls(book, formulas)

    def sheet(self, name: str, *, is_hidden: bool = False) -> SheetMaker:
        """Add a sheet."""
        sheet = self.book.create_sheet(_NOT_IN_TITLE.sub(" ", name)[:31] or None)
        sheet.sheet_state = "hidden" if is_hidden else "visible"
        return SheetMaker(sheet, self.formulas.create_sheet(sheet.title), self)


@dataclass
class SheetMaker:
    """Fills one sheet; lines and columns count from 1."""

    sheet: Any
    formulas: Any
    made: MadeWorkbook
    _merged: int = 0

    def put(self, line: int, column: int, value: object, look: CellLook = CellLook(), form: str = "") -> None:
        """Write what a cell shows: words, words with struck parts, or a number with its number format."""
        from openpyxl.cell.cell import MergedCell
        from openpyxl.styles import Font

        cell = self.sheet.cell(line, column)
        if isinstance(cell, MergedCell) or value in ("", None):
            return
        cell.value = shown_in_cell(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with "=" is no formula
        if form:
            cell.number_format = form
        if look.is_struck or look.font:
            cell.font = Font(name=look.font or None, strike=look.is_struck or None)

    def put_parts(self, line: int, column: int, parts: Sequence[tuple[str, bool]], look: CellLook) -> None:
        """Write words of which some parts are struck out (True)."""
        from openpyxl.cell.rich_text import CellRichText, TextBlock
        from openpyxl.cell.text import InlineFont

        kinds = {is_struck for words, is_struck in parts if words.strip()}
        if len(kinds) < 2:
            whole = replace(look, is_struck=look.is_struck or True in kinds)
            self.put(line, column, "".join(words for words, _ in parts), whole)
            return
        told = [(shown_in_cell(words), is_struck) for words, is_struck in parts if words]
        self.put(line, column, CellRichText(*(TextBlock(InlineFont(strike=s), w) if s else w for w, s in told)), look)

    def uncounted(self, line: int, column: int) -> None:
        """Say that a cell has a formula without its result."""
        self.formulas.cell(line, column).value = "=0"

    def merge(self, line: int, column: int, across: int, down: int) -> None:
        """Make one cell of several; far too many are left as they are."""
        self._merged += across * down
        if (across > 1 or down > 1) and self._merged < _MOST_MERGED:
            self.sheet.merge_cells(None, line, column, line + down - 1, column + across - 1)

    def hide_line(self, line: int) -> None:
        """Hide a line, as a filter does."""
        self.sheet.row_dimensions[line].hidden = True

    def hide_columns(self, first: int, last: int) -> None:
        """Hide columns."""
        from openpyxl.utils import get_column_letter

        for column in range(first, min(last, MOST_COLUMNS) + 1):
            shape = self.sheet.column_dimensions[get_column_letter(column)]
            shape.hidden, shape.min, shape.max = True, column, column

    def remark(self, line: int, column: int, words: str, author: str = "") -> None:
        """Hang a remark on a cell."""
        from openpyxl.cell.cell import MergedCell
        from openpyxl.comments import Comment

        cell = self.sheet.cell(line, column)
        if words.strip() and not isinstance(cell, MergedCell):
            cell.comment = Comment(shown_in_cell(words), author)

    def picture(self, line: int, data: bytes) -> None:
        """Lay a picture at a line; one that cannot be read, or is at none (0), is told as one that was not taken."""
        from openpyxl.drawing.image import Image
        from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor

        taken = {image.anchor._from.row for image in self.sheet._images}
        if not line or line - 1 in taken or len(taken) >= _MOST_PICTURES:
            self.made.has_other_pictures = True
            return
        try:
            image = Image(io.BytesIO(data))
        except Exception:  # Pillow raises whatever a damaged picture makes it raise
            log.info("a picture in a sheet could not be read", exc_info=True)
            self.made.has_other_pictures = True
            return
        image.anchor = OneCellAnchor(_from=AnchorMarker(row=line - 1))
        self.sheet.add_image(image)


def shown_in_cell(words: str) -> str:
    """Return words without the signs that a cell of a workbook cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", words))[:32_000]
