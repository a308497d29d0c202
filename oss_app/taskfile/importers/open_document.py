"""A spreadsheet of LibreOffice as a workbook, so that it is read by the same rules (OpenDocument 1.3 part 3)."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from oss_app.taskfile.importers.made_workbook import (
    MOST_COLUMNS,
    MOST_LINES,
    CellLook,
    LockedError,
    MadeWorkbook,
    SheetMaker,
)

_SPACES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
MAX_CONTENT = 30_000_000
_GROUPED = re.compile(r"[-−]?\d{1,3}(?:[., '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_ROWS = ("table-row-group", "table-header-rows", "table-rows")
_COLUMNS = ("table-column-group", "table-header-columns", "table-columns")

_Element = ElementTree.Element


def is_open_document(data: bytes) -> bool:
    """Tell whether a file is such a spreadsheet, packed (.ods, .ots) or one text (.fods)."""
    if not data.startswith(b"PK"):
        return b"<office:document" in data[:8000] and b"opendocument.spreadsheet" in data[:8000]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "mimetype" in packed.namelist() and b"opendocument.spreadsheet" in packed.open("mimetype").read(200)
    except (OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return False


def from_open_document(data: bytes) -> MadeWorkbook:
    """Return the sheets of a file (.ods, .ots, .fods). Raises LockedError, and whatever a damaged part raises."""
    if not data.startswith(b"PK"):
        root = _parsed(data)
        return _Reading([root], lambda name: b"").workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
        manifest = packed.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise LockedError
        if any(packed.getinfo(name).file_size > MAX_CONTENT for name in ("content.xml", "styles.xml") if name in names):
            raise ValueError("the content is far too large")
        parts = [_parsed(packed.read(name)) for name in ("content.xml", "styles.xml") if name in names]
        return _Reading(parts, lambda name: packed.read(name) if name in names else b"").workbook()


def _parsed(data: bytes) -> _Element:
    if b"<!DOCTYPE" in data[:4000] or b"<!ENTITY" in data:
        raise ValueError("such a file has no entities of its own")
    return ElementTree.fromstring(data)


@dataclass(frozen=True)
class _Shown:
    """What a style says of how a cell looks; None where it says nothing and its parent counts."""

    is_struck: bool | None = None
    font: str | None = None
    is_hidden: bool | None = None
    parent: str = ""


@dataclass
class _Reading:
    """Reads the sheets of one file; ``picture`` gives the bytes of a part."""

    parts: list[_Element]
    picture: Callable[[str], bytes]
    styles: dict[str, _Shown] = field(default_factory=dict)

    def workbook(self) -> MadeWorkbook:
        for part in self.parts:
            for style in part.iter(_q("style:style")):
                self.styles[f"{style.get(_q('style:family'))} {style.get(_q('style:name'))}"] = _shown_by(style)
        made = MadeWorkbook.empty()
        body = self.parts[0].find(f"{_q('office:body')}/{_q('office:spreadsheet')}")
        for table in body.findall(_q("table:table")) if body is not None else ():
            hidden = self._says(f"table {table.get(_q('table:style-name'))}", "is_hidden")
            self._read(table, made.sheet(table.get(_q("table:name")) or "", is_hidden=bool(hidden)))
        for part in self.parts:
            for page in part.iter(_q("style:master-page")):
                for edge in page:
                    if edge.tag in _EDGES and edge.get(_q("style:display")) != "false":
                        made.printed += [words for line in edge.iter(_q("text:p")) if (words := _literal(line))]
        return made

    def _says(self, style: str, what: str) -> Any:
        """Return what a style says, or the nearest of those that it is made after."""
        for _ in range(20):
            shown = self.styles.get(style)
            if shown is None:
                return None
            found = getattr(shown, what)
            if found is not None or not shown.parent:
                return found
            style = f"{style.partition(' ')[0]} {shown.parent}"
        return None

    def _look(self, *names: str | None) -> CellLook:
        style = f"table-cell {next(filter(None, names), 'Default')}"
        return CellLook(bool(self._says(style, "is_struck")), self._says(style, "font") or "")

    def _read(self, table: _Element, sheet: SheetMaker) -> None:
        columns: list[str | None] = []
        for column in _inside(table, "table-column", _COLUMNS):
            times = min(_number(column, "table:number-columns-repeated"), MOST_COLUMNS - len(columns))
            if column.get(_q("table:visibility"), "visible") != "visible":
                sheet.hide_columns(len(columns) + 1, len(columns) + times)
            columns += [column.get(_q("table:default-cell-style-name"))] * times
        line = 1
        for row in _inside(table, "table-row", _ROWS):
            times = _number(row, "table:number-rows-repeated")
            if line > MOST_LINES:
                return
            is_filled = any(_paragraphs(cell) or len(cell) for cell in row)
            for at in range(line, min(line + (times if is_filled else 1), MOST_LINES + 1)):
                self._read_row(row, at, columns, sheet)
            line += times
        for frame in table.findall(f"{_q('table:shapes')}/*"):
            self._take_frame(frame, 0, sheet)

    def _read_row(self, row: _Element, line: int, columns: list[str | None], sheet: SheetMaker) -> None:
        if row.get(_q("table:visibility"), "visible") != "visible":
            sheet.hide_line(line)
        at = 1
        for cell in row:
            if cell.tag not in (_q("table:table-cell"), _q("table:covered-table-cell")):
                continue
            times = _number(cell, "table:number-columns-repeated")
            if cell.tag == _q("table:table-cell") and len(cell):
                for column in range(at, min(at + times, MOST_COLUMNS + 1)):
                    self._take_cell(cell, row, line, column, columns, sheet)
            elif cell.get(_q("table:formula")) and not cell.get(_q("office:value-type")):
                sheet.uncounted(line, at)
            at += times

    def _take_cell(
        self, cell: _Element, row: _Element, line: int, column: int, columns: list[str | None], sheet: SheetMaker
    ) -> None:
        of_column = columns[column - 1] if column <= len(columns) else None
        names = cell.get(_q("table:style-name")), row.get(_q("table:default-cell-style-name")), of_column
        look = self._look(*names)
        parts: list[tuple[str, bool]] = []
        for paragraph in _paragraphs(cell):
            parts += [("\n", False)] if parts else []
            self._parts(paragraph, parts, is_struck=False)
        words = "".join(part for part, _ in parts)
        value = _value(cell, words)
        if isinstance(value, str):
            sheet.put_parts(line, column, parts, look)
        else:
            sheet.put(line, column, value, look)
        if not words.strip() and cell.get(_q("table:formula")) and not cell.get(_q("office:value-type")):
            sheet.uncounted(line, column)
        across, down = _number(cell, "table:number-columns-spanned"), _number(cell, "table:number-rows-spanned")
        sheet.merge(line, column, across, down)
        for note in cell.findall(_q("office:annotation")):
            author = note.findtext(_q("dc:creator")) or ""
            sheet.remark(line, column, "\n".join(map(self._words, note.iter(_q("text:p")))), author)
        for frame in cell:
            self._take_frame(frame, line, sheet)

    def _parts(self, part: _Element, told: list[tuple[str, bool]], *, is_struck: bool) -> None:
        """Add what a paragraph shows to ``told``, each part with whether it is struck out."""
        told.append((part.text or "", is_struck))
        for child in part:
            if child.tag == _q("text:s"):
                told.append((" " * min(_number(child, "text:c"), 100), is_struck))
            elif child.tag in (_q("text:tab"), _q("text:line-break")):
                told.append((" ", is_struck))
            elif child.tag not in _BESIDE_THE_WORDS:
                own = self._says(f"text {child.get(_q('text:style-name'))}", "is_struck")
                self._parts(child, told, is_struck=is_struck if own is None else own)
            told.append((child.tail or "", is_struck))

    def _words(self, part: _Element) -> str:
        told: list[tuple[str, bool]] = []
        self._parts(part, told, is_struck=False)
        return "".join(words for words, is_struck in told if not is_struck)

    def _take_frame(self, frame: _Element, line: int, sheet: SheetMaker) -> None:
        """Take a picture, or the words of a shape; one at no line of its own is only counted."""
        if not frame.tag.startswith(f"{{{_SPACES['draw']}}}"):
            return
        image = next(frame.iter(_q("draw:image")), None)
        if next(frame.iter(_q("draw:object")), None) is not None:
            sheet.made.has_charts = True
        elif image is not None:
            told = image.findtext(_q("office:binary-data")) or ""
            try:
                data = base64.b64decode(told) if told else self.picture(image.get(_q("xlink:href"), ""))
            except (binascii.Error, ValueError):
                data = b""
            sheet.picture(line, data)
        else:
            words = " ".join(self._words(part) for part in frame.iter(_q("text:p"))).strip()
            sheet.made.shapes += [words] if words else []


def _value(cell: _Element, words: str) -> str | float | bool:
    """Return what a cell shows; a number with signs between its thousands as the number that it is."""
    kind = cell.get(_q("office:value-type"))
    if kind == "boolean":
        return cell.get(_q("office:boolean-value")) == "true"
    if kind == "float" and _GROUPED.fullmatch(words.strip()):
        try:
            return float(cell.get(_q("office:value"), ""))
        except ValueError:
            return words
    return words


def _shown_by(style: _Element) -> _Shown:
    text = style.find(_q("style:text-properties"))
    table = style.find(_q("style:table-properties"))
    struck = font = None
    if text is not None:
        kinds = [text.get(_q(f"style:text-line-through-{part}")) for part in ("style", "type")]
        told = [kind for kind in kinds if kind is not None]
        struck = all(kind != "none" for kind in told) if told else None
        font = text.get(_q("style:font-name")) or text.get(_q("fo:font-family"))
    hidden = None if table is None else table.get(_q("table:display")) == "false"
    return _Shown(struck, font, hidden, style.get(_q("style:parent-style-name")) or "")


def _inside(table: _Element, kind: str, groups: tuple[str, ...]) -> Iterator[_Element]:
    """Yield the rows or columns of a table, those in groups too."""
    for child in table:
        if child.tag == _q(f"table:{kind}"):
            yield child
        elif child.tag in [_q(f"table:{group}") for group in groups]:
            yield from _inside(child, kind, groups)


def _paragraphs(cell: _Element) -> list[_Element]:
    return cell.findall(_q("text:p"))


def _literal(line: _Element) -> str:
    """Return the words of a line at the edge of a page, without its number and the sheet's name."""
    told = line.text or ""
    for child in line:
        told += (_literal(child) if child.tag in (_q("text:span"), _q("text:p")) else "") + (child.tail or "")
    return told.strip()


def _number(element: _Element, name: str) -> int:
    told = element.get(_q(name), "1")
    return max(1, int(told)) if told.isdecimal() else 1


def _q(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


_BESIDE_THE_WORDS = (_q("office:annotation"), _q("draw:frame"), _q("text:ruby-text"), _q("office:annotation-end"))
_EDGES = tuple(_q(f"style:{edge}{which}") for edge in ("header", "footer") for which in ("", "-left", "-first"))
