"""A spreadsheet in Excel's old form (.xls, of 1995 to 2003) as a workbook, so that it is read by the same rules.

``xlrd`` reads the cells; what it leaves out is only searched for, so that it is told ([MS-XLS], 2.3 and 2.4).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from oss_app.taskfile.importers.made_workbook import (
    MOST_COLUMNS,
    MOST_LINES,
    CellLook,
    LockedError,
    MadeWorkbook,
    SheetMaker,
)

_CHART = b"\x09\x08\x10\x00\x00\x06\x20\x00"
_PICTURES = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\x89PNG\r\n\x1a\n")
_HEADER, _FOOTER, _SHAPE, _CONTINUE = 0x14, 0x15, 0x1B6, 0x3C


def from_old_workbook(data: bytes) -> MadeWorkbook:
    """Return the sheets of a file. Raises LockedError, and whatever a damaged part raises."""
    import xlrd  # only here: few files are so old

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise LockedError from error
        raise
    made = MadeWorkbook.empty()
    notes: set[str] = set()
    for sheet in book.sheets():
        _read(book, sheet, made.sheet(sheet.name, is_hidden=bool(sheet.visibility)))
        notes.update(note.text.strip() for note in sheet.cell_note_map.values())
    for kind, words in _words_beside_the_cells(data):
        if kind == _SHAPE:
            made.shapes += [words] if words.strip() and words.strip() not in notes else []
        else:
            made.printed.append(words)
    made.has_charts = _CHART in data
    made.has_other_pictures = any(head in data for head in _PICTURES)
    return made


def _read(book: Any, sheet: Any, maker: SheetMaker) -> None:
    for column, about in sheet.colinfo_map.items():
        if about.hidden and column < MOST_COLUMNS:
            maker.hide_columns(column + 1, column + 1)
    for line in range(min(sheet.nrows, MOST_LINES)):
        if line in sheet.rowinfo_map and sheet.rowinfo_map[line].hidden:
            maker.hide_line(line + 1)
        for column in range(min(sheet.row_len(line), MOST_COLUMNS)):
            _put(book, sheet, maker, line, column)
    for top, bottom, left, right in sheet.merged_cells:
        if top < MOST_LINES and left < MOST_COLUMNS:
            maker.merge(top + 1, left + 1, right - left, bottom - top)
    for (line, column), note in sheet.cell_note_map.items():
        if line < MOST_LINES and column < MOST_COLUMNS:
            maker.remark(line + 1, column + 1, note.text, note.author)


def _put(book: Any, sheet: Any, maker: SheetMaker, line: int, column: int) -> None:
    import xlrd  # as above

    cell = sheet.cell(line, column)
    form = book.xf_list[cell.xf_index] if cell.xf_index is not None and cell.xf_index < len(book.xf_list) else None
    font = book.font_list[form.font_index] if form is not None else None
    look = CellLook(bool(font and font.struck_out), font.name if font else "")
    number_format = book.format_map[form.format_key].format_str if form and form.format_key in book.format_map else ""
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            runs = sheet.rich_text_runlist_map.get((line, column), [])
            maker.put_parts(line + 1, column + 1, list(_parts(book, cell.value, look.is_struck, runs)), look)
        case xlrd.XL_CELL_NUMBER:
            maker.put(line + 1, column + 1, cell.value, look, number_format)
        case xlrd.XL_CELL_DATE:
            day = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
            maker.put(line + 1, column + 1, day if cell.value >= 1 else day.time(), look, number_format)
        case xlrd.XL_CELL_BOOLEAN:
            maker.put(line + 1, column + 1, bool(cell.value), look)
        case xlrd.XL_CELL_ERROR:
            maker.put(line + 1, column + 1, xlrd.error_text_from_code.get(cell.value, "#N/A"), look)


def _parts(book: Any, words: str, is_struck: bool, runs: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether its own font is struck out."""
    at = 0
    for start, font in runs:
        yield words[at:start], is_struck
        at, is_struck = start, font < len(book.font_list) and bool(book.font_list[font].struck_out)
    yield words[at:], is_struck


def _words_beside_the_cells(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the words of shapes and those at the edges of the printed page, each with the kind of its record."""
    from xlrd.compdoc import CompDoc

    stream, start, length = CompDoc(data, logfile=io.StringIO()).locate_named_stream("Workbook")
    if not stream:
        return  # older than 1997: these have no such shapes
    at, end, wanted = start, start + length, 0
    while at + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if kind in (_HEADER, _FOOTER) and size > 3:
            yield kind, _text(body[2:], int.from_bytes(body[:2], "little"))
        elif kind == _CONTINUE and wanted and body:
            yield _SHAPE, _text(body, wanted)
            wanted = 0
        elif kind == _SHAPE and size >= 12:
            wanted = int.from_bytes(body[10:12], "little")
        at += 4 + size


def _text(body: bytes, letters: int) -> str:
    """Return a text behind the byte that says how its letters are written."""
    is_wide = bool(body[0] & 1)
    return body[1 : 1 + letters * (2 if is_wide else 1)].decode("utf-16-le" if is_wide else "latin-1", "replace")
