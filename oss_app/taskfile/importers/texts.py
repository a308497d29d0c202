"""The texts of a task as a workbook that a translator fills in, and what came back in it."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.text import is_right_to_left
from oss_app.files import read_regular, write_file
from oss_app.i18n import language_meant, marked
from oss_app.taskfile.importers.excel_xml import from_excel_xml, is_excel_xml
from oss_app.taskfile.importers.item_table import MAX_BYTES, MAX_SHEET, MAX_UNPACKED, rows_of_text
from oss_app.taskfile.importers.letters import decode
from oss_app.taskfile.importers.old_workbook import from_old_workbook
from oss_app.taskfile.importers.open_document import from_open_document, is_open_document

log = logging.getLogger(__name__)
_AROUND = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")
"""What programs lay around a text to turn its direction; it turns by its own letters."""
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")
_QUOTES = str.maketrans("‘’‚“”„«»–—", '\'\'\'"""""--')
_WIDTHS = (8, 26, 60, 60)


@dataclass(frozen=True)
class TextRow:
    """One text: ``key`` names it in the task, ``where`` says so to a person, ``done`` is its translation so far."""

    key: str
    where: str
    words: str
    done: str


@dataclass(frozen=True)
class TextBook:
    """What came back in a workbook; ``language`` is the code of the one it was made for, where that still stands."""

    rows: tuple[TextRow, ...]
    language: str


def write_texts(path: Path, rows: Sequence[TextRow], heads: tuple[str, str, str, str], language: str) -> None:
    """Write the texts as .xlsx, what lacks its translation first and marked. Raises OSError."""
    import openpyxl  # only here: it brings numpy along, and the window does without
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    missing = PatternFill("solid", fgColor="FFF4D6")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = language  # where the heading is called otherwise, this still says so
    sheet.append((*heads[:3], f"{heads[3]} ({language})"))
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


def read_texts(path: Path, known: Container[str]) -> TextBook:
    """Return the rows of such a workbook that have a translation. ``known`` are the words of the task, ``as_compared``.

    Rows may be in another order, and others beside them; columns and sheets too. It may have become an .ods, .xls or
    CSV on its way. Raises UserError where it is no such workbook.
    """

    def is_ours(cell: str) -> bool:
        return bool(cell) and (_is_key(cell) or as_compared(cell) in known)

    try:
        sheets = _sheets(path)
    except UserError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged file makes it raise
        log.info("a workbook of texts could not be read", exc_info=True)
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT) from error
    name, table = max(sheets, key=lambda sheet: sum(is_ours(cell) for row in sheet[1] for cell in row))
    ours = [n for n, row in enumerate(table) if any(map(is_ours, row))]
    if not ours:
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
    heads = _heads([row for n, row in enumerate(table) if n not in ours], len(table[0]))
    key = _most(table, _is_key)
    words = _most(table, lambda cell: as_compared(cell) in known)
    if words is None:  # all are others now, which is to be told
        words = 2 if key is None else key + 2
    named = [n for n, code in enumerate(heads) if code and n not in (key, words)]
    done = named[-1] if named else _fullest([table[n] for n in ours], words, key)
    found = tuple(
        TextRow(row[key] if key is not None else "", "", row[words], row[done])
        for n, row in enumerate(table[ours[0] :], ours[0])
        if max(words, done) < len(row) and row[words] and row[done]
        if n in ours or not _CODE.search(row[done])  # the headings, sorted in among the rows
    )
    if not found:
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
    return TextBook(found, heads[done] or name)


_KEY, _CODE = re.compile(r"(\d+\.)?(title|done|text|hint|warning)"), re.compile(r"\(([A-Za-z]{2,3}(?:[-_]\w+)*)\)\s*$")


def as_compared(words: str) -> str:
    """Return words as the two sides of a sheet are compared: what programs change on their way is the same."""
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", words)).translate(_QUOTES)
    return " ".join(plain.split())


def _heads(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return by column the code of the language that its heading names, wherever among the rows that are not ours it
    stands: "Duits (de)", or only "Duits". Empty where none does.
    """
    coded = [next((match[1] for row in rows if (match := _CODE.search(row[n]))), "") for n in range(width)]
    named = [next((code for row in rows if (code := _named(row[n]))), "") for n in range(width)]
    return [by_code or by_name for by_code, by_name in zip(coded, named, strict=True)]


def _named(cell: str) -> str:
    """Return the code of the language whose name a cell is; a word as short as a code may be anything."""
    return (language_meant(cell) or "") if len(cell) > 3 else ""


def _fullest(rows: Sequence[Sequence[str]], words: int, key: int | None) -> int:
    """Return the column of the translations where no heading names it: the next one, unless another has far more."""
    filled = {
        n: sum(bool(row[n]) for row in rows) for n in range(len(rows[0])) if n > words or (key is not None and n < key)
    }
    best = max(filled, key=lambda n: (filled[n], -n), default=words + 1)
    return words + 1 if filled.get(words + 1, 0) * 2 > filled.get(best, 0) else best


def _is_key(cell: str) -> bool:
    return bool(_KEY.fullmatch(cell))


def _most(table: Sequence[Sequence[str]], fits: Callable[[str], bool]) -> int | None:
    """Return the column in which most cells fit; None where none does."""
    counts = Counter(n for row in table for n, cell in enumerate(row) if cell and fits(cell))
    return min(counts, key=lambda n: (-counts[n], n), default=None)


def _sheets(path: Path) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return each sheet's name and its cells as one line of text each, all rows as long as the longest."""
    import openpyxl  # as above

    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
    if (others := _of_other_forms(read_regular(path, MAX_BYTES))) is not None:
        return others
    with zipfile.ZipFile(path) as packed:
        parts = packed.infolist()
    if any(p.file_size > MAX_SHEET * 2 for p in parts) or sum(p.file_size for p in parts) > MAX_UNPACKED:
        raise UserError(_NO_TEXTS, _NO_TEXTS_HINT)
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = []
        for sheet in book.worksheets[:20]:
            rows = [
                [_line(cell) for cell in row] for row in sheet.iter_rows(max_row=5000, max_col=40, values_only=True)
            ]
            width = max(map(len, rows), default=0)
            sheets.append((sheet.title, [(*row, *[""] * (width - len(row))) for row in rows]))
        return sheets
    finally:
        book.close()


def _of_other_forms(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]] | None:
    """Return the sheets of what is no .xlsx; None where it is one."""
    made = None
    if is_open_document(data):
        made = from_open_document(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        made = from_old_workbook(data)
    elif data.startswith(b"PK"):
        return None
    elif (decoded := decode(data, "en")) is None:
        return []
    elif is_excel_xml(decoded.text):
        made = from_excel_xml(decoded.text)
    else:
        told = [row.cells for row in rows_of_text(decoded.text)]
        width = max(map(len, told), default=0)
        return [("", [(*map(_line, row), *[""] * (width - len(row))) for row in told])]
    return [
        (sheet.title, [tuple(map(_line, row)) for row in sheet.iter_rows(max_row=5000, max_col=40, values_only=True)])
        for sheet in made.book.worksheets[:20]
    ]


def _line(value: object) -> str:
    """Return what a cell says, on one line, as the texts of a task are."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(_AROUND.sub("", str(value)).split())


_NO_TEXTS = marked("There are no translations in this file.")
_NO_TEXTS_HINT = marked("Choose the file that was made here, with the translations in its last column.")
