"""The tables of a web page as a workbook: many a program gives its list as one, under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from oss_app.taskfile.importers.made_workbook import MOST_COLUMNS, MOST_LINES, CellLook, MadeWorkbook

MOST_BESIDE = 20
"""More lines outside its tables than this make a page one of the web, and no list."""
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "caption",
        "pre",
    ]
)
_SILENT = frozenset(["script", "style", "head", "title", "template", "noscript", "select", "option", "svg"])
_ALONE = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"]
)
_STRUCK = frozenset(["s", "strike", "del"])
_TICKED = {True: "☑", False: "☐"}

_Parts = list[tuple[str, bool]]


@dataclass
class _WebCell:
    across: int
    down: int
    is_hidden: bool
    parts: _Parts = field(default_factory=list)


def from_web_page(text: str) -> MadeWorkbook | None:
    """Return the tables of a page, each a sheet, with the lines above and below it; None where it is no list."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_of_line()
    tables = [n for n, part in enumerate(page.parts) if isinstance(part, list)]
    if not tables or len(page.parts) - len(tables) > MOST_BESIDE:
        return None
    made = MadeWorkbook.empty()
    made.has_other_pictures = page.has_pictures
    start = 0
    for number, n in enumerate(tables):
        end = n + 1 if number + 1 < len(tables) else len(page.parts)
        _lay(page.parts[start:end], made)
        start = end
    return made


def _lay(parts: list[str | list[list[_WebCell]]], made: MadeWorkbook) -> None:
    maker = made.sheet(str(len(made.book.worksheets) + 1))
    line = 0
    for part in parts:
        if isinstance(part, str):
            line += 1
            maker.put(line, 1, part)
            continue
        taken: set[tuple[int, int]] = set()
        for row in part:
            line, column = line + 1, 0
            if line > MOST_LINES:
                return
            if row and all(cell.is_hidden for cell in row):
                maker.hide_line(line)
            for cell in row:
                column = next(n for n in range(column + 1, column + len(taken) + 2) if (line, n) not in taken)
                if column > MOST_COLUMNS:
                    break
                maker.put_parts(line, column, cell.parts, CellLook())
                maker.merge(line, column, cell.across, cell.down)
                taken.update((line + y, column + x) for y in range(cell.down) for x in range(cell.across))
                column += cell.across - 1


class _Page(HTMLParser):
    """Takes a page apart: ``parts`` are its lines outside tables, and its tables with their rows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str | list[list[_WebCell]]] = []
        self.has_pictures = False
        self._open: list[tuple[str, bool, bool]] = []  # each with whether it hides, and whether it strikes out
        self._line: list[str] = []
        self._tables = 0
        self._cell: _WebCell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        style = re.sub(r"\s", "", told.get("style", "").lower())
        hides = "display:none" in style or "visibility:hidden" in style or "hidden" in told or tag in _SILENT
        if tag not in _ALONE:
            self._open.append((tag, hides, tag in _STRUCK or "line-through" in style))
        if tag in _BLOCKS:
            self.end_of_line()
        if tag == "img" and not hides:
            self.has_pictures = True
        elif tag == "input" and told.get("type", "").lower() == "checkbox":
            self.handle_data(_TICKED["checked" in told])
        elif tag == "table":
            self.end_of_line()
            self._tables += 1
            if self._tables == 1:
                self.parts.append([])
        elif self._tables == 1 and tag == "tr":
            self._end_of_cell()
            self._rows().append([])
        elif self._tables == 1 and tag in ("td", "th"):
            self._end_of_cell()
            if not self._rows():
                self._rows().append([])
            is_hidden = any(hidden for _, hidden, _ in self._open)
            self._cell = _WebCell(_span(told, "colspan"), _span(told, "rowspan"), is_hidden)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_of_line()
        if self._tables == 1 and tag in ("td", "th", "tr", "table"):
            self._end_of_cell()
        if tag == "table" and self._tables:
            self._tables -= 1
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        hides = any(hidden for _, hidden, _ in self._open)
        if self._cell is not None:
            if not hides or self._cell.is_hidden:
                self._cell.parts.append((re.sub(r"\s+", " ", data), any(struck for _, _, struck in self._open)))
        elif not hides and not self._tables:
            self._line.append(data)

    def end_of_line(self) -> None:
        """End a line of text, within a cell and outside the tables."""
        if self._cell is not None:
            self._cell.parts.append(("\n", False))
        elif words := " ".join("".join(self._line).split()):
            self.parts.append(words)
        if self._cell is None:
            self._line = []

    def _rows(self) -> list[list[_WebCell]]:
        rows = self.parts[-1]
        assert isinstance(rows, list)
        return rows

    def _end_of_cell(self) -> None:
        if self._cell is not None:
            self._rows()[-1].append(self._cell)
            self._cell = None


def _span(told: dict[str, str], name: str) -> int:
    number = told.get(name, "1").strip()
    return min(max(1, int(number)), 1000) if number.isdecimal() else 1
