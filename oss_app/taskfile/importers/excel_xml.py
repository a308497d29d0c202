"""A spreadsheet as one text of XML (Excel 2003), as programs for stock make it under the name .xls."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from oss_app.taskfile.importers.made_workbook import MOST_COLUMNS, MOST_LINES, CellLook, MadeWorkbook, SheetMaker

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_HTML = "{http://www.w3.org/TR/REC-html40}"

_Styles = dict[str, CellLook]
_Element = ElementTree.Element


def is_excel_xml(head: str) -> bool:
    """Tell whether a text begins as such a spreadsheet."""
    return "urn:schemas-microsoft-com:office:spreadsheet" in head[:2000] and "Workbook" in head[:2000]


def from_excel_xml(text: str) -> MadeWorkbook:
    """Return the sheets of a text. Raises whatever a damaged part raises."""
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text:
        raise ValueError("such a file has no entities of its own")
    root = ElementTree.fromstring(text[text.index("<", text.find("?>") + 1) :] if "?>" in text[:200] else text)
    styles = {
        style.get(f"{_SS}ID", ""): CellLook(font.get(f"{_SS}StrikeThrough") == "1", font.get(f"{_SS}FontName") or "")
        for style in root.iter(f"{_SS}Style")
        if (font := style.find(f"{_SS}Font")) is not None
    }
    made = MadeWorkbook.empty()
    for sheet in root.iter(f"{_SS}Worksheet"):
        hidden = sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible", "").startswith("SheetHidden")
        maker = made.sheet(sheet.get(f"{_SS}Name", ""), is_hidden=hidden)
        for edge in (*sheet.iter(f"{_X}Header"), *sheet.iter(f"{_X}Footer")):
            made.printed.append(edge.get(f"{_X}Data", ""))
        for table in sheet.findall(f"{_SS}Table"):
            _read(table, maker, styles)
    return made


def _read(table: _Element, maker: SheetMaker, styles: _Styles) -> None:
    at = 1
    for column in table.findall(f"{_SS}Column"):
        at = _number(column, "Index", at)
        last = at + _number(column, "Span", 0)
        if column.get(f"{_SS}Hidden") == "1":
            maker.hide_columns(at, last)
        at = last + 1
    line = 1
    for row in table.findall(f"{_SS}Row"):
        line = _number(row, "Index", line)
        if line > MOST_LINES:
            return
        if row.get(f"{_SS}Hidden") == "1":
            maker.hide_line(line)
        at = 1
        for cell in row.findall(f"{_SS}Cell"):
            at = _number(cell, "Index", at)
            across = _number(cell, "MergeAcross", 0) + 1
            if at <= MOST_COLUMNS:
                look = styles.get(cell.get(f"{_SS}StyleID") or row.get(f"{_SS}StyleID") or "Default", CellLook())
                _take(cell, maker, line, at, look)
                maker.merge(line, at, across, _number(cell, "MergeDown", 0) + 1)
            at += across
        line += 1 + _number(row, "Span", 0)


def _take(cell: _Element, maker: SheetMaker, line: int, at: int, look: CellLook) -> None:
    data = cell.find(f"{_SS}Data")
    if data is not None:
        parts = list(_parts(data, is_struck=False))
        words = "".join(part for part, _ in parts)
        kind = data.get(f"{_SS}Type")
        try:
            value = float(words) if kind == "Number" else None
        except ValueError:
            value = None
        if kind == "Boolean":
            maker.put(line, at, words.strip() == "1", look)
        elif kind == "DateTime":
            maker.put(line, at, words.replace("T", " ")[:16].removesuffix(" 00:00"), look)
        elif value is not None:
            maker.put(line, at, value, look)
        else:
            maker.put_parts(line, at, parts, look)
    elif cell.get(f"{_SS}Formula"):
        maker.uncounted(line, at)
    for note in cell.findall(f"{_SS}Comment"):
        words = "".join(part for told in note.findall(f"{_SS}Data") for part, _ in _parts(told, is_struck=False))
        maker.remark(line, at, words, note.get(f"{_SS}Author", ""))


def _parts(element: _Element, *, is_struck: bool) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it is struck out."""
    yield element.text or "", is_struck
    for child in element:
        yield from _parts(child, is_struck=is_struck or child.tag == f"{_HTML}S")
        yield child.tail or "", is_struck


def _number(element: _Element, name: str, usual: int) -> int:
    told = element.get(f"{_SS}{name}", "")
    return int(told) if told.isdecimal() else usual
