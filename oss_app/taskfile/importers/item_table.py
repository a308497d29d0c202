"""The rows of an item list, out of a CSV file or an Excel workbook, as a person sees them there."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import logging
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from oss_app.core.problem import Problem
from oss_app.files import read_regular
from oss_app.i18n import marked
from oss_app.taskfile.importers.draft import said
from oss_app.taskfile.importers.excel_xml import from_excel_xml, is_excel_xml
from oss_app.taskfile.importers.letters import decode, tidy
from oss_app.taskfile.importers.line_words import greets
from oss_app.taskfile.importers.made_workbook import LockedError, MadeWorkbook
from oss_app.taskfile.importers.old_workbook import from_old_workbook
from oss_app.taskfile.importers.open_document import from_open_document, is_open_document
from oss_app.taskfile.importers.other_documents import is_word_document, other_document
from oss_app.taskfile.importers.shown_number import shown_number
from oss_app.taskfile.importers.symbol_fonts import as_signs, is_symbol_font
from oss_app.taskfile.importers.web_table import from_web_page

log = logging.getLogger(__name__)
MAX_BYTES = 5_000_000
MAX_WITH_PHOTOS = 100_000_000  # of a document that holds the photos of a whole instruction
MAX_SHEET = 6_000_000  # of one sheet's XML: some 10,000 rows
MAX_UNPACKED = 60_000_000
MAX_ROWS = 4000
MAX_COLUMNS = 60
MAX_CELL = 4000  # letters
LOOKED_AT = 50  # lines that decide how the file is made up
_MARKS = re.compile(
    r'(?P<alone>[;,\t]"(?=[;,\t\r\n]|\Z))|(?:(?<=[;,\t|\r\n])|^)[ ]*"(?:[^"]|"")*"[ ]*(?=[;,\t|\r\n]|\Z)'
)
"""A quotation mark alone in its cell, which says "as above", or a cell in quotation marks."""
_DITTO = "〃"
_OPENED = re.compile(r'(?:[;,\t|\r\n]|^)[ ]*"')
_CODE = re.compile(
    r'\s*(?:[\[{]+\s*(?:"[^"]*"\s*[:,]|\{)|BEGIN:V|ID;P|(?:MIME-Version|Return-Path|Received|Delivered-To):)'
)
"""How a file of data for programs begins: JSON, a calendar or a card, SYLK, a mail."""
_WEB = re.compile(
    r"\s*(?:<!--.*?-->\s*)?<(?:!doctype|\?xml|html|head|body|meta|style|table|div|center|font)\b", re.I | re.S
)
_NO_SIGN = "\x1f"
_WRITTEN = re.compile(r"\w")
_STRUCK_TEXT = re.compile(r"~~([^~]+)~~")
_ANSWERED = "linkid=870924"
"""The end of what Excel says in the place of a comment that is answered, for programs that know no answers."""
_SHAPE = re.compile(r"<(?:\w+:)?sp[ >].*?</(?:\w+:)?sp>", re.S)
_TEXT = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]*)<")
_PRINT_CODES = re.compile(r'&"[^"]*"|&\d+|&K[0-9A-F+-]{6,8}|&\[[^\]]*\]|&[A-Z]')
_BANNER = 3
"""One cell over more columns is a title above them."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class TableRow:
    """One row of the list: ``line`` counts from 1 in the file; ``photo`` lies in the sheet at this row.

    ``shared`` are the columns in which the row has one cell with the row above it; ``colour`` says
    what its cells are filled with, empty for nothing.
    """

    line: int
    cells: tuple[str, ...]
    photo: bytes = b""
    remark: str = ""
    shared: frozenset[int] = frozenset()
    colour: str = ""

    def cell(self, column: int | None) -> str:
        """Return the words in a column; empty where there is none."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        """The columns with something in them."""
        return [n for n, cell in enumerate(self.cells) if cell]


@dataclass(frozen=True)
class ItemTable:
    """A list as it stands in its file: rows with something in them, and what of the file is not in them."""

    path: Path
    rows: tuple[TableRow, ...]
    notices: tuple[Problem, ...] = field(default=())

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def read_table(path: Path, language: str = "nl", screen: str = "nl") -> ItemTable | Problem:
    """Return the rows of a file: CSV in any form that spreadsheets write, or .xlsx; or why it cannot be read."""
    try:
        most = MAX_WITH_PHOTOS if is_word_document(path) else MAX_BYTES
        if path.stat().st_size > most:
            return said(screen, "no-list", _TOO_LARGE, _NO_LIST_HINT, fault=True, name=path.name)
        data = read_regular(path, most)
    except OSError:
        return no_list(path, screen)
    if (other := other_document(path, screen, wanted="list")) is not None:
        return other
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return said(screen, "no-list", _LOCKED, _UNLOCK, fault=True, name=path.name)
        return _from_made(path, lambda: from_old_workbook(data), language, screen)
    if is_open_document(data):
        return _from_made(path, lambda: from_open_document(data), language, screen)
    if is_word_document(path):
        return _from_word(path, data, screen)
    if data.startswith(b"PK"):
        return _from_workbook(path, data, language, screen)
    decoded = decode(data, language)
    if decoded and _CODE.match(decoded.text):
        return no_list(path, screen)
    if decoded and is_excel_xml(decoded.text):
        return _from_made(path, lambda: from_excel_xml(decoded.text), language, screen)
    if decoded and _WEB.match(decoded.text):
        found = _from_made(path, lambda: from_web_page(decoded.text), language, screen)
        web = said(screen, "no-list", _WEB_PAGE, _NO_LIST_HINT, fault=True, name=path.name)
        return web if isinstance(found, Problem) else found
    rows = tuple(rows_of_text(decoded.text)) if decoded else ()
    if not decoded or not rows:
        return no_list(path, screen)
    notices = [said(screen, "odd-letters", _ODD_LETTERS, _ODD_LETTERS_HINT)] if decoded.is_guess else []
    rows = tuple(_without_struck(rows, screen, notices))
    if any(len(row.cells) > MAX_COLUMNS for row in rows):
        notices.append(said(screen, "wide-list", _WIDE, limit=MAX_COLUMNS))
    return ItemTable(path, _narrowed(rows[:MAX_ROWS]), (*notices, *_too_many(rows, screen)))


def _without_struck(rows: Sequence[TableRow], screen: str, notices: list[Problem]) -> Iterator[TableRow]:
    """Yield the rows of a text without what is struck out in it, as texts mark that: "~~probe~~"."""
    for row in rows:
        struck = _STRUCK_TEXT.findall(" ".join(row.cells))
        if struck:
            notices.append(said(screen, "struck-out", _STRUCK_CELL, line=row.line, words=" ".join(struck)))
            row = replace(row, cells=tuple(tidy(_STRUCK_TEXT.sub(" ", cell)) for cell in row.cells))
        if row.filled:
            yield row


def no_list(path: Path, screen: str) -> Problem:
    """Say that a file holds no list."""
    return said(screen, "no-list", _NO_LIST, _NO_LIST_HINT, fault=True, name=path.name)


def _too_many(rows: Sequence[TableRow], screen: str) -> list[Problem]:
    return [said(screen, "long-list", LONG, limit=MAX_ROWS)] if len(rows) > MAX_ROWS else []


def _narrowed(rows: Sequence[TableRow]) -> tuple[TableRow, ...]:
    """Return the rows without what is beyond the last column that is looked at."""
    return tuple(replace(row, cells=row.cells[:MAX_COLUMNS]) for row in rows)


def _cells_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a line; what is beyond the last column that is looked at is one cell behind them."""
    beyond = next((cell for cell in cells[MAX_COLUMNS:] if cell.strip()), "")
    return tuple(tidy(cell)[:MAX_CELL] for cell in (*cells[:MAX_COLUMNS], *filter(None, [beyond])))


# CSV ----------------------------------------------------------------------------------------------------------------


def rows_of_text(text: str) -> Iterator[TableRow]:
    """Yield the rows of a text, at most one more than ``MAX_ROWS``."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first.strip("\ufeff"), re.I)  # Excel's own word for it
    skip, body = (1, rest) if told else (0, text)
    if not told:
        body = _as_lines(body)
    body = _MARKS.sub(lambda match: f"{match[0][0]}{_DITTO}" if match["alone"] else match[0], body)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if _is_closed(body) else csv.QUOTE_NONE
    is_letter = greets(body.lstrip("\ufeff\r\n "))
    mark = told[1] if told else _NO_SIGN if is_letter else _delimiter(body, quoting)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=mark, skipinitialspace=True, quoting=quoting)
    csv.field_size_limit(MAX_BYTES)
    before, given = skip, 0
    while given <= MAX_ROWS:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        line, before = before + 1, reader.line_num + skip
        row = TableRow(line, _cells_of(cells))
        if row.filled:
            given += 1
            yield row


def _as_lines(text: str) -> str:
    """Return the text, its columns apart by a sign where they are not: whole lines in quotes, or columns of blanks."""
    lines = text.splitlines()
    filled = [line.strip() for line in lines if line.strip()]
    quoted = [line for line in filled if re.fullmatch(r'"(?:[^"]|"")*"', line)]
    if len(filled) > 1 and len(quoted) == len(filled) and all(re.search("[;,\t]", line) for line in filled):
        return "\n".join(line.strip()[1:-1].replace('""', '"') for line in lines)
    wide = [line for line in filled if re.search(r"\S {2,}\S", line)]
    if (
        len(wide) > 1
        and len(wide) * 10 >= len(filled) * 6
        and not any(mark in line for mark in ";\t|" for line in wide)
    ):
        return "\n".join(re.sub(r" {2,}", "\t", line.strip(" ")) for line in lines)
    return text


def _is_closed(text: str) -> bool:
    """Tell whether each cell that begins with a quotation mark ends with one.

    An inch sign within a cell is only a letter.
    """
    return not _OPENED.search(_MARKS.sub("", text))


def _delimiter(text: str, quoting: Literal[0, 3]) -> str:
    """Return the sign between the columns: the one by which most lines have the same number of columns."""
    best, most = ";", (0, 0)
    for mark in ";\t,|~^":
        try:
            reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=mark, quoting=quoting)
            looked = [len(cells) for cells in islice(reader, LOOKED_AT * 2) if _WRITTEN.search("".join(cells))][
                :LOOKED_AT
            ]
        except csv.Error:
            continue
        columns, often = max(Counter(looked).items(), key=lambda c: (c[1] if c[0] > 1 else 0, c[0]), default=(0, 0))
        if columns > 1 and often * 2 >= len(looked) and (often, columns) > most:
            best, most = mark, (often, columns)
    return best


# Excel --------------------------------------------------------------------------------------------------------------


def _from_workbook(path: Path, data: bytes, language: str, screen: str) -> ItemTable | Problem:
    import openpyxl  # only here: it brings numpy along, and the window does without

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                return said(screen, "no-list", _NO_LIST, _NO_LIST_HINT, fault=True, name=path.name)
            if b"purl.oclc.org/ooxml" in packed.read("xl/workbook.xml"):
                return said(screen, "no-list", _STRICT, _NO_LIST_HINT, fault=True, name=path.name)
        large = any(part.file_size > MAX_SHEET for part in parts if part.filename.startswith("xl/worksheets/"))
        if large or sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 2000:
            return said(screen, "no-list", _TOO_LARGE, _NO_LIST_HINT, fault=True, name=path.name)
        with warnings.catch_warnings(action="ignore"):  # what openpyxl does not know of a file is none of ours
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data)) if _has_formulas(data) else None
        table = _sheet_of(path, book, formulas, "." if language.startswith("en") else ",", screen)
        if isinstance(table, Problem):
            return table
        return replace(table, notices=(*table.notices, *_beside_the_cells(data, book, screen)))
    except Exception:  # openpyxl raises whatever the damaged part of a file makes it raise
        log.info("a workbook could not be read", exc_info=True)
        return no_list(path, screen)


def _from_made(path: Path, make: Callable[[], MadeWorkbook | None], language: str, screen: str) -> ItemTable | Problem:
    """Return the list in a spreadsheet of another form; its cells already are as they are shown."""
    try:
        made = make()
        if made is None:
            return no_list(path, screen)
        table = _sheet_of(path, made.book, made.formulas, "." if language.startswith("en") else ",", screen)
    except LockedError:
        return said(screen, "no-list", _LOCKED, _UNLOCK, fault=True, name=path.name)
    except Exception:  # the readers, and openpyxl, raise whatever a damaged part of a file makes them raise
        log.info("a spreadsheet could not be read", exc_info=True)
        return no_list(path, screen)
    if isinstance(table, Problem):
        return table
    notices = [said(screen, "shape-text", _SHAPE_TEXT, words=tidy(words)) for words in dict.fromkeys(made.shapes)]
    notices += _printed_notices(made.printed, screen)
    if made.has_charts:
        notices.append(said(screen, "chart", _CHART))
    if made.has_other_pictures:
        notices.append(said(screen, "other-pictures", _OTHER_PICTURES))
    return replace(table, notices=(*table.notices, *notices))


def _from_word(path: Path, data: bytes, screen: str) -> ItemTable | Problem:
    """Return the list in a document of Word; its lines are counted as they are taken."""
    from oss_app.taskfile.importers.word_document import from_word_document  # brings python-pptx's reader along

    try:
        found = from_word_document(data)
    except Exception:  # lxml and the reader raise whatever a damaged part of a file makes them raise
        log.info("a document of Word could not be read", exc_info=True)
        return no_list(path, screen)
    if found is None:
        return said(screen, "no-list", _NO_LIST_IN_WORD, _NO_LIST_IN_WORD_HINT, fault=True, name=path.name)
    lines = [(n, line) for n, line in enumerate(found.lines, 1) if any(line.cells)]
    rows = tuple(TableRow(n, line.cells, line.photo, "", line.shared) for n, line in lines)
    told: list[tuple[str, str, list[str]]] = [
        ("beside-list", _BESIDE_LIST, found.left),
        ("struck-out", _STRUCK_WORDS, found.struck),
        ("shape-text", _SHAPE_TEXT, found.in_shapes),
        ("remarks", _REMARKS, found.remarks),
    ]
    notices = [
        said(screen, code, sentence, words=one) for code, sentence, all_of in told for one in filter(None, all_of)
    ]
    notices += _printed_notices(found.on_page, screen)
    if found.photos_are:
        notices.append(said(screen, "photos-near", _PHOTOS_BELOW if found.photos_are == "above" else _PHOTOS_ABOVE))
    if found.has_other_pictures:
        notices.append(said(screen, "other-pictures", _OTHER_PICTURES_IN_WORD))
    return ItemTable(path, _narrowed(rows[:MAX_ROWS]), (*notices, *_too_many(rows, screen)))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(b"<f" in packed.read(name) for name in sheets)


def _sheet_of(path: Path, book: Any, formulas: Any, point: str, screen: str) -> ItemTable | Problem:
    """Return the first sheet that one sees and that is a table; else the first that has rows. The others are told."""
    best: tuple[Any, tuple[TableRow, ...], list[Problem]] | None = None
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        notices: list[Problem] = []
        found = tuple(_rows(sheet, formulas[sheet.title] if formulas else None, point, screen, notices))
        is_table = sum(len(row.filled) > 1 for row in found) > 1  # a cover has words, and no columns
        if found and (best is None or is_table):
            best = sheet, found, notices
        if is_table:
            break
    if best is None:
        return no_list(path, screen)
    taken, found, notices = best
    notices += _too_many(found, screen)
    for sheet in book.worksheets:
        cells = (cell for row in sheet.iter_rows(max_row=200, values_only=True) for cell in row)
        if sheet is not taken and any(cell is not None for cell in cells):
            notices.append(said(screen, "other-sheet", _OTHER_SHEET, name=sheet.title))
    return ItemTable(path, found[:MAX_ROWS], tuple(notices))


def _rows(sheet: Any, formulas: Any, point: str, screen: str, notices: list[Problem]) -> Iterator[TableRow]:
    pictures = _pictures(sheet)
    merged = {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        if area.max_row - area.min_row < MAX_ROWS and area.max_col - area.min_col < _BANNER
        for row in range(area.min_row + 1, area.max_row + 1)
    }
    hidden = _hidden_columns(sheet)
    if sheet.max_column > MAX_COLUMNS and any(
        value is not None
        for row in sheet.iter_rows(min_col=MAX_COLUMNS + 1, max_row=200, values_only=True)
        for value in row
    ):
        notices.append(said(screen, "wide-list", _WIDE, limit=MAX_COLUMNS))
    given, put = 0, set()
    last = MAX_ROWS + 1000  # one mark at the very end of a sheet makes it a million rows long
    if sheet.max_row > last:
        notices.append(said(screen, "long-list", LONG, limit=last))
    for cells in sheet.iter_rows(max_row=min(sheet.max_row, last), max_col=min(sheet.max_column, MAX_COLUMNS)):
        number = cells[0].row if cells else 0
        texts, remark, is_uncounted = [], "", False
        for cell in cells:
            found = sheet.cell(*merged[number, cell.column]) if (number, cell.column) in merged else cell
            text = _text_of(found, point)
            if not text and formulas is not None and formulas.cell(number, cell.column).data_type == "f":
                is_uncounted = True
            texts.append("" if cell.column in hidden else text)
            if cell.comment is not None:
                remark = tidy(f"{remark} {_commented(cell.comment)}")[:MAX_CELL]
        struck = [n for n, cell in enumerate(cells) if texts[n] and cell.font is not None and cell.font.strike]
        for n, cell in enumerate(cells):
            if n not in struck and cell.column not in hidden and (words := tidy(_struck_in(cell.value))):
                notices.append(said(screen, "struck-out", _STRUCK_CELL, line=number, words=words))
        if struck:
            words = " ".join(texts[n] for n in struck)
            whole = len(struck) == sum(map(bool, texts))
            notices.append(said(screen, "struck-out", _STRUCK if whole else _STRUCK_CELL, line=number, words=words))
            put.add(number)
            texts = ["" if n in struck else text for n, text in enumerate(texts)]
        shared = frozenset(n for n, cell in enumerate(cells) if (number, cell.column) in merged)
        colour = " ".join(dict.fromkeys(_colour_of(cell) for n, cell in enumerate(cells) if texts[n])).strip()
        row = TableRow(number, tuple(texts), pictures.get(number, b""), remark, shared, colour)
        if is_uncounted and not sheet.row_dimensions[number].hidden:
            notices.append(said(screen, "uncounted", _UNCOUNTED, _UNCOUNTED_HINT, line=number))
        if not row.filled:
            continue
        put.add(number)
        if sheet.row_dimensions[number].hidden:
            notices.append(said(screen, "hidden-line", _HIDDEN, line=number, words=" ".join(filter(None, texts))))
            continue
        yield row
        given += 1
        if given > MAX_ROWS:
            return
    if hidden and any(sheet.cell(row, column).value is not None for row in list(put)[:200] for column in hidden):
        notices.append(said(screen, "hidden-column", _HIDDEN_COLUMN))
    notices += [said(screen, "stray-picture", STRAY_PICTURE, line=line) for line in sorted(set(pictures) - put)]
    if getattr(sheet, "_charts", ()):
        notices.append(said(screen, "chart", _CHART))


def _beside_the_cells(data: bytes, book: Any, screen: str) -> list[Problem]:
    """Return what is told of a workbook besides its cells: texts in shapes, at the head and foot of the printed page,
    and pictures that are not at a line of their own.
    """
    told: dict[str, None] = {}
    pictures = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
        for name in names:
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) and packed.getinfo(name).file_size <= MAX_SHEET:
                drawing = packed.read(name).decode("utf-8", "replace")
                pictures += len(re.findall(r"<(?:\w+:)?pic[ >]", drawing))
                for shape in _SHAPE.findall(drawing):
                    words = " ".join("".join(_TEXT.findall(part)) for part in re.split(r"</(?:\w+:)?p>", shape))
                    told[tidy(html.unescape(words))] = None
    shown = sum(len({row for row, _ in _places_of(sheet)}) for sheet in book.worksheets)
    notices = [said(screen, "shape-text", _SHAPE_TEXT, words=words) for words in told if words]
    notices += _printed_notices(
        [
            third.text or ""
            for sheet in book.worksheets
            for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter)
            for third in (part.left, part.center, part.right)
        ],
        screen,
    )
    if pictures > shown or (any(name.startswith("xl/richData/") for name in names) and _has_media(names)):
        notices.append(said(screen, "other-pictures", _OTHER_PICTURES))
    return notices


def _printed_notices(texts: Sequence[str], screen: str) -> list[Problem]:
    """Return what is told of the texts at the edges of the printed page, but for the page's number."""
    plain = (tidy(_PRINT_CODES.sub(" ", text)) for text in texts)
    words = [re.sub(r"^(?:pagina|page|seite)(?: (?:van|of|von))?$", "", text, flags=re.I) for text in plain]
    told = dict.fromkeys(one for one in words if re.search(r"[^\W\d_]{2}", one))
    return [said(screen, "page-text", _PAGE_TEXT, words=one) for one in told]


def _has_media(names: Sequence[str]) -> bool:
    return any(name.startswith("xl/media/") for name in names)


def _commented(comment: Any) -> str:
    """Return the words of a comment: without its author's name, which Excel writes before them, and without what it
    says of itself before comments that are answered.
    """
    told = str(comment.text).strip()
    if comment.author and told.startswith(f"{comment.author}:"):
        told = told[len(comment.author) + 1 :]
    if _ANSWERED in told:
        told = re.sub(r"^\s*[^\W\d][^\n:]{0,20}:\s*$", "", told.split(_ANSWERED, 1)[1], flags=re.M)
    return told.strip()


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        column
        for letter, shape in sheet.column_dimensions.items()
        if shape.hidden
        for column in range(shape.min or 0, min((shape.max or 0), MAX_COLUMNS) + 1)
        if column
    }


def _pictures(sheet: Any) -> Mapping[int, bytes]:
    """Return the pictures that lie in the sheet, by the row in which their upper edge is."""
    found: dict[int, bytes] = {}
    for row, image in _places_of(sheet):
        if row not in found:
            found[row] = image._data()
    return found


def _places_of(sheet: Any) -> Iterator[tuple[int, Any]]:
    """Yield the rows at which the pictures of a sheet lie, each with its picture."""
    for image in getattr(sheet, "_images", ()):  # openpyxl has no other way to them
        start = getattr(image.anchor, "_from", None)
        if start is not None:
            yield start.row + 1, image


def _text_of(cell: Any, point: str = ".") -> str:
    """Return what a cell shows, in the digits of a list: 2.0 is "2"; a date is a date.

    ``point`` stands before decimals.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | int):
        return shown_number(value, cell.number_format, point)
    if isinstance(value, dt.datetime) and re.fullmatch(r"d{1,2}[-/ ]mmm", cell.number_format.split(";")[0], re.I):
        return f"{value.day}-{value:%b}"  # a spreadsheet's own idea of "2-3"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat(" ")[:16].removesuffix(" 00:00") if isinstance(value, dt.datetime) else value.isoformat()
    font = cell.font.name if cell.font is not None else ""
    return tidy(as_signs(_unstruck(value), font if is_symbol_font(font or "") else ""))[:MAX_CELL]


def _colour_of(cell: Any) -> str:
    """Return some name of the colour that a cell is filled with by hand; empty for none, and for white."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    name = f"{colour.type} {colour.value} {colour.tint}"
    return "" if name.upper().startswith(("RGB 00FFFFFF", "RGB FFFFFFFF", "INDEXED 64 ")) else name


def _unstruck(value: Any) -> str:
    """Return the words of a cell without the parts of them that are struck out."""
    if not isinstance(value, list):  # as openpyxl has words in several fonts
        return str(value)
    return "".join(str(part) for part in value if not _is_struck(part))


def _struck_in(value: Any) -> str:
    return "".join(str(part) for part in value if _is_struck(part)) if isinstance(value, list) else ""


def _is_struck(part: Any) -> bool:
    return bool(getattr(getattr(part, "font", None), "strike", False))


LONG = marked("Only the first {limit} lines were taken.")
_NO_LIST = marked("“{name}” is not a list that can be read.")
_NO_LIST_HINT = marked("In the spreadsheet choose “Save as” and then .xlsx or CSV, with one item a line.")
_TOO_LARGE = marked("“{name}” is too large for a list.")
_NO_LIST_IN_WORD = marked("“{name}” has neither a table nor numbered or marked lines.")
_NO_LIST_IN_WORD_HINT = marked(
    "Put what is to be taken, or to be done, into a table or a numbered list, and choose it again."
)
_BESIDE_LIST = marked("What stands beside the list was not taken: “{words}”.")
_STRUCK_WORDS = marked("Words that are struck out or hidden were left out: “{words}”.")
_REMARKS = marked("A remark or a note of the document was not taken: “{words}”.")
_PHOTOS_BELOW = marked("Each photo went with the line above it. Look whether that is right.")
_PHOTOS_ABOVE = marked("Each photo went with the line below it. Look whether that is right.")
_OTHER_PICTURES_IN_WORD = marked(
    "There are pictures in the document that lie at no line, or more than one at a line; these were not taken."
)
_WEB_PAGE = marked("“{name}” is a web page that bears the name of a list.")
_STRICT = marked("“{name}” was saved as “Strict Open XML”, which cannot be read here.")
_LOCKED = marked("“{name}” is locked with a password.")
_UNLOCK = marked("Open it, take the password away, and save it once more.")
_ODD_LETTERS = marked("The letters of this list are in an old form. Look whether letters such as é are right.")
_ODD_LETTERS_HINT = marked("Else save it once more in the spreadsheet, as .xlsx or as “CSV UTF-8”.")
_OTHER_SHEET = marked("The sheet “{name}” was not taken.")
_HIDDEN = marked("Line {line} is hidden in the spreadsheet, so it was left out: “{words}”.")
_STRUCK = marked("Line {line} is struck out, so it was left out: “{words}”.")
_STRUCK_CELL = marked("Line {line}: “{words}” is struck out, so it was left out.")
_HIDDEN_COLUMN = marked("Columns that are hidden in the spreadsheet were not taken.")
_UNCOUNTED = marked("Line {line} has a formula without its result, so that cell is empty.")
_UNCOUNTED_HINT = marked("Open the list in the spreadsheet, save it, and choose it again.")
STRAY_PICTURE = marked("The picture at line {line} lies beside no item, so it was not taken.")
_WIDE = marked("Only the first {limit} columns were taken.")
_SHAPE_TEXT = marked("A text in a shape on the sheet was not taken: “{words}”.")
_PAGE_TEXT = marked("A text at the head or foot of the printed page was not taken: “{words}”.")
_OTHER_PICTURES = marked(
    "There are more pictures in the spreadsheet than lines that can have one; these were not taken."
)
_CHART = marked("The charts in the spreadsheet were not taken.")
