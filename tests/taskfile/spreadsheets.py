"""Spreadsheets in other forms than .xlsx, made as the programs make them: LibreOffice, old Excel, pages, XML."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_O = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{long}"'
    for short, long in {
        "office": f"{_O}office:1.0", "table": f"{_O}table:1.0", "text": f"{_O}text:1.0", "style": f"{_O}style:1.0",
        "draw": f"{_O}drawing:1.0", "svg": f"{_O}svg-compatible:1.0", "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """What stands in a sheet, by line and column from 0: None is an empty cell."""

    rows: Sequence[Sequence[str | int | float | None]]
    hidden_lines: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    struck: Sequence[tuple[int, int]] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()
    """Line and column of the first cell, then how many across and how many down."""
    remarks: Mapping[tuple[int, int], str] = field(default_factory=dict)


def open_document(
    sheet: Sheet, *, flat: bool = False, inside: str = "", also: Mapping[str, bytes] | None = None
) -> bytes:
    """Return an .ods, or a .fods; ``inside`` is XML behind the rows, ``also`` more parts."""
    spans = {(line, column): (across, down) for line, column, across, down in sheet.merged}
    covered = {
        (line + y, column + x)
        for line, column, across, down in sheet.merged
        for y in range(down)
        for x in range(across)
        if x or y
    }
    width = max(map(len, sheet.rows))
    columns = "".join(
        f'<table:table-column{_collapsed(n in sheet.hidden_columns)} table:default-cell-style-name="Default"/>'
        for n in range(width)
    )
    rows = ""
    for line, row in enumerate(sheet.rows):
        cells = ""
        for column, value in enumerate(row):
            if (line, column) in covered:
                cells += "<table:covered-table-cell/>"
                continue
            across, down = spans.get((line, column), (1, 1))
            about = (
                f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
                if across + down > 2
                else ""
            )
            about += ' table:style-name="struck"' if (line, column) in sheet.struck else ""
            if isinstance(value, int | float):
                about += f' office:value-type="float" office:value="{value}"'
            note = sheet.remarks.get((line, column), "")
            told = f"<office:annotation><dc:creator>Jan</dc:creator><text:p>{escape(note)}</text:p></office:annotation>"
            words = "" if value is None else f"<text:p>{escape(str(value))}</text:p>"
            cells += f"<table:table-cell{about}>{told if note else ''}{words}</table:table-cell>"
        rows += f"<table:table-row{_collapsed(line in sheet.hidden_lines)}>{cells}</table:table-row>"
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    body = (
        '<office:automatic-styles><style:style style:name="struck" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-line-through-type="single"/>'
        "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Lijst">{inside}{columns}{rows}</table:table></office:spreadsheet></office:body>'
    )
    if flat:
        root = f'<office:document {_SPACES} office:mimetype="{ODS}">'
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}{body}</office:document>'.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", ODS)
        packed.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
        for name, data in (also or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def _collapsed(is_hidden: bool) -> str:
    return ' table:visibility="collapse"' if is_hidden else ""


def page(sheet: Sheet) -> bytes:
    """Return the same as a page of the web, as programs write it and call it .xls."""
    covered: set[tuple[int, int]] = set()
    rows = ""
    for line, row in enumerate(sheet.rows):
        cells = ""
        for column, value in enumerate(row):
            if (line, column) in covered:
                continue
            about = ""
            for first, at, across, down in sheet.merged:
                if (first, at) == (line, column):
                    about = f' colspan="{across}" rowspan={down}'
                    covered |= {(line + y, column + x) for y in range(down) for x in range(across)}
            words = escape(str(value)) if value is not None else "&nbsp;"
            words = f"<s>{words}</s>" if (line, column) in sheet.struck else words
            cells += f"<td{about}>{words}"
        style = ' style="display: none"' if line in sheet.hidden_lines else ""
        rows += f"<tr{style}>{cells}</tr>\n"
    return f"<html><head><title>x</title></head><body><table>{rows}</table></body></html>".encode()


def excel_xml(sheet: Sheet) -> bytes:
    """Return the same in the XML of Excel 2003."""
    columns = "".join(f'<Column ss:Index="{n + 1}" ss:Hidden="1"/>' for n in sheet.hidden_columns)
    covered: set[tuple[int, int]] = set()
    rows = ""
    for line, row in enumerate(sheet.rows):
        cells = ""
        for column, value in enumerate(row):
            if (line, column) in covered or value is None:
                continue
            about = ' ss:StyleID="s1"' if (line, column) in sheet.struck else ""
            for first, at, across, down in sheet.merged:
                if (first, at) == (line, column):
                    about += f' ss:MergeAcross="{across - 1}" ss:MergeDown="{down - 1}"'
                    covered |= {(line + y, column + x) for y in range(down) for x in range(across)}
            note = sheet.remarks.get((line, column), "")
            told = f'<Comment ss:Author="Jan"><Data>{escape(note)}</Data></Comment>' if note else ""
            kind = "String" if isinstance(value, str) else "Number"
            cells += (
                f'<Cell ss:Index="{column + 1}"{about}><Data ss:Type="{kind}">{escape(str(value))}</Data>{told}</Cell>'
            )
        rows += f"<Row{' ss:Hidden=' + chr(34) + '1' + chr(34) if line in sheet.hidden_lines else ''}>{cells}</Row>"
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style>'
        f'</Styles><Worksheet ss:Name="Lijst"><Table>{columns}{rows}</Table></Worksheet></Workbook>'
    ).encode()


def old_workbook(sheet: Sheet, *, is_locked: bool = False) -> bytes:
    """Return the same in the form of Excel 97 to 2003 ([MS-XLS]), in its compound file ([MS-CFB])."""
    bof = struct.pack("<HHHHII", 0x600, 0x5, 0x0DBB, 0x07CC, 0, 6)
    fonts = [_font(struck=False)] * 4 + [_font(struck=True)]
    looks = [struct.pack("<HHHBBBBIIH", font, 0, 1, 0x20, 0, 0, 0, 0, 0, 0) for font in (0, 5)]
    name = b"Lijst"
    head = (
        _record(0x809, bof) + (_record(0x2F, bytes(54)) if is_locked else b"") + _record(0x42, struct.pack("<H", 1200))
    )
    head += b"".join(_record(0x31, font) for font in fonts) + b"".join(_record(0xE0, look) for look in looks)
    place = len(head) + 4 + 8 + len(name) + 4
    book = head + _record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name) + _record(0xA, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    body += b"".join(_record(0x7D, struct.pack("<HHHHHH", n, n, 2000, 0, 1, 0)) for n in sheet.hidden_columns)
    for line, row in enumerate(sheet.rows):
        flags = 0x20 if line in sheet.hidden_lines else 0
        body += _record(0x208, struct.pack("<HHHHHHI", line, 0, len(row), 255, 0, 0, flags | 0x100))
        for column, value in enumerate(row):
            where = struct.pack("<HHH", line, column, int((line, column) in sheet.struck))
            if isinstance(value, str):
                told = value.encode("utf-16-le")
                body += _record(0x204, where + struct.pack("<HB", len(value), 1) + told)
            elif value is not None:
                body += _record(0x203, where + struct.pack("<d", value))
    if sheet.merged:
        areas = b"".join(
            struct.pack("<HHHH", y, y + down - 1, x, x + across - 1) for y, x, across, down in sheet.merged
        )
        body += _record(0xE5, struct.pack("<H", len(sheet.merged)) + areas)
    for number, ((line, column), words) in enumerate(sheet.remarks.items(), 1):
        body += _record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, 0x19, number, 0) + bytes(16))
        body += _record(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(words), 16, 0))
        body += _record(0x3C, b"\0" + words.encode("latin-1")) + _record(0x3C, bytes(16))
        body += _record(0x1C, struct.pack("<HHHHHB", line, column, 0, number, 3, 0) + b"Jan\0")
    return compound({"Workbook": book + body + _record(0xA, b"")})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _font(*, struck: bool) -> bytes:
    return struct.pack("<HHHHHBBBBBB", 200, 8 if struck else 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial"


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams."""
    nowhere, last, of_table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    table, sectors, entries = [of_table, last], [], []
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        first = len(table)
        parts = [data[at : at + 512].ljust(512, b"\0") for at in range(0, len(data), 512)]
        table += [*range(first + 1, first + len(parts)), last]
        sectors += parts
        entries.append(_entry(name, 2, first, len(data)))
    assert len(table) <= 128 and len(entries) <= 3
    folder = _entry("Root Entry", 5, last, 0, child=1) + b"".join(entries)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, last, 0, last, 0) + struct.pack("<I", 0)
    head = head.ljust(512, b"\xff")
    told = b"".join(struct.pack("<I", n) for n in table).ljust(512, struct.pack("<B", nowhere & 0xFF))
    return head + told + folder.ljust(512, b"\0") + b"".join(sectors)


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    told = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        told.ljust(64, b"\0")
        + struct.pack("<HBB", len(told), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<III", first, size, 0)
    )
