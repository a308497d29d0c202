"""A document of Word as the lines of a list: its table, or else its numbered and marked lines (ISO/IEC 29500-1, 17)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx.oxml import parse_xml  # its own parser: no entities, nothing fetched

from oss_app.taskfile.importers.letters import tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAX_XML = 20_000_000
MAX_PICTURE = 40_000_000
MOST_LINES = 4000
_HEADING = re.compile(r"(?:heading \d|title)", re.I)
_TYPED = re.compile(r"(?:\(?\d{1,3}[.)]|[•●○◦▪■□➢➤►✓☐*·–—-])\s")
"""The number or mark that somebody typed before a line."""
_NOT_SEEN = tuple(f"{_W}{name}" for name in ("del", "moveFrom"))


@dataclass(frozen=True)
class WordLine:
    """A paragraph or a row of a table: the words of its cells, and the first picture in it.

    ``shared`` are the columns that are one cell with the line above.
    """

    cells: tuple[str, ...]
    photo: bytes = b""
    shared: frozenset[int] = frozenset()


@dataclass
class WordLines:
    """The lines of a document, and what of it is told: words left out by what they are, and pictures without a line."""

    lines: list[WordLine] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    in_shapes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    on_page: list[str] = field(default_factory=list)
    has_other_pictures: bool = False
    photos_are: str = ""
    """On which side of its photo a line stands, where photos have paragraphs of their own: "above" or "below"."""


def from_word_document(data: bytes) -> WordLines | None:
    """Return the lines of a document; None for one that has neither a table nor a list.

    Raises whatever a damaged part raises.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return _WordReading(packed).lines()


@dataclass(frozen=True)
class _Block:
    """A paragraph: what it says, whether it is a heading or one line of a list, and its pictures."""

    words: str
    is_heading: bool
    is_listed: bool
    photos: tuple[bytes, ...]


class _WordReading:
    """Reads one document, from its beginning to its end."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._names = packed, set(packed.namelist())
        self._found = WordLines()
        self._links = {
            link.get("Id"): posixpath.normpath(posixpath.join("word", link.get("Target", "")))
            for link in self._part("word/_rels/document.xml.rels").iter(f"{_P}Relationship")
            if link.get("TargetMode") != "External"
        }
        self._heading_styles: set[str] = set()
        self._listed_styles: set[str] = set()
        for style in self._part("word/styles.xml").iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            key = style.get(f"{_W}styleId", "")
            if name is not None and _HEADING.match(name.get(f"{_W}val", "")):
                self._heading_styles.add(key)
            if style.find(f"{_W}pPr/{_W}numPr") is not None:
                self._listed_styles.add(key)

    def lines(self) -> WordLines | None:
        body = self._part("word/document.xml").find(f"{_W}body")
        blocks = list(_blocks(body)) if body is not None else []
        tables = [block for block in blocks if block.tag == f"{_W}tbl"]
        list_table = next((table for table in tables if sum(len(_filled(r)) > 1 for r in _rows(table)) > 1), None)
        if list_table is not None:
            self._with_table(blocks, list_table)
        elif not self._as_list(blocks):
            return None
        self._beside()
        del self._found.lines[MOST_LINES + 1 :]
        return self._found

    def _with_table(self, blocks: Sequence[Any], table: Any) -> None:
        """Take the rows of a table and of those that go on with its headings, and the words above it."""
        head = _filled(next(iter(_rows(table))))
        is_behind = False
        for block in blocks:
            if block.tag == f"{_W}p":
                paragraph = self._paragraph(block)
                self._found.has_other_pictures |= bool(paragraph.photos)
                if not paragraph.words:
                    continue
                if is_behind and not paragraph.is_heading:
                    self._found.left.append(paragraph.words)
                else:
                    self._found.lines.append(WordLine((self._headed(paragraph) if is_behind else paragraph.words,)))
            elif block is table or (is_behind and _filled(next(iter(_rows(block)), ())) == head):
                self._found.lines += self._table(block)
                is_behind = True
            else:
                self._found.left.append(" ".join(word for row in _rows(block) for word in _filled(row)))

    def _as_list(self, blocks: Sequence[Any]) -> bool:
        """Take the lines of lists, with their headings and photos; tell whether there are any."""
        for table in (block for block in blocks if block.tag == f"{_W}tbl"):
            self._found.left.append(" ".join(word for row in _rows(table) for word in _filled(row)))
        told = [self._paragraph(block) for block in blocks if block.tag == f"{_W}p"]
        if sum(paragraph.is_listed and bool(paragraph.words) for paragraph in told) < 2:
            return False
        kept: list[_Block] = []
        for paragraph in told:
            if paragraph.words and not (paragraph.is_listed or paragraph.is_heading):
                self._found.left.append(paragraph.words)
                paragraph = _Block("", is_heading=False, is_listed=False, photos=paragraph.photos)
            kept.append(paragraph)
        photos = self._near(kept)
        for n, paragraph in enumerate(kept):
            if paragraph.words:
                self._found.lines.append(WordLine((self._headed(paragraph),), photos.get(n, b"")))
        return True

    def _near(self, kept: Sequence[_Block]) -> dict[int, bytes]:
        """Return the photo of each line: the one in it, or else in a paragraph beside it.

        All photos go one way: with the line that each of them comes after, or else with the one that each is before.
        """
        told = [n for n, paragraph in enumerate(kept) if paragraph.words]
        apart = [n for n, paragraph in enumerate(kept) if paragraph.photos and not paragraph.words]
        above = {n: next((m for m in reversed(told) if m < n), None) for n in apart}
        below = {n: next((m for m in told if m > n), None) for n in apart}

        def fits(way: dict[int, int | None]) -> bool:
            return all(m is not None and kept[m].is_listed for m in way.values())

        way = above if fits(above) or not fits(below) else below
        if apart:
            self._found.photos_are = "above" if way is above else "below"
        photos: dict[int, bytes] = {}
        for n, paragraph in enumerate(kept):
            at = n if paragraph.words else way.get(n)
            for photo in paragraph.photos:
                if at is None or at in photos or not kept[at].is_listed:
                    self._found.has_other_pictures = True
                else:
                    photos[at] = photo
        return photos

    def _headed(self, paragraph: _Block) -> str:
        return f"# {paragraph.words}" if paragraph.is_heading else paragraph.words

    def _paragraph(self, element: Any) -> _Block:
        about = element.find(f"{_W}pPr")
        style = about.find(f"{_W}pStyle") if about is not None else None
        name = style.get(f"{_W}val", "") if style is not None else ""
        listed = about is not None and about.find(f"{_W}numPr") is not None
        words = self._words(element)
        listed = listed or name in self._listed_styles or bool(_TYPED.match(words))
        return _Block(words, name in self._heading_styles, listed, tuple(self._photos(element)))

    def _table(self, table: Any) -> Iterator[WordLine]:
        above: list[str] = []
        for row in _rows(table):
            cells: list[str] = []
            shared: set[int] = set()
            for cell in row:
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val", "continue") == "continue" and len(cells) < len(above):
                    shared.add(len(cells))
                    cells.append(above[len(cells)])
                else:
                    cells.append(tidy(" ".join(self._words(p) for p in cell.iter(f"{_W}p"))))
                wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
                cells += [""] * (min(int(wide.get(f"{_W}val", "1")), 60) - 1 if wide is not None else 0)
            photos = [photo for cell in row for photo in self._photos(cell)]
            self._found.has_other_pictures |= len(photos) > 1
            above = cells
            yield WordLine(tuple(cells), photos[0] if photos else b"", frozenset(shared))

    def _words(self, paragraph: Any) -> str:
        """Return what a paragraph shows; what is struck out or hidden is told."""
        seen: list[str] = []
        for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}noBreakHyphen"):
            parents = list(element.iterancestors())
            if any(parent.tag in (*_NOT_SEEN, f"{_W}txbxContent", f"{_MC}Fallback", f"{_W}pPr") for parent in parents):
                continue
            run = next((parent for parent in parents if parent.tag == f"{_W}r"), None)
            words = "-" if element.tag == f"{_W}noBreakHyphen" else element.text if element.tag == f"{_W}t" else " "
            if run is not None and any(_is_on(run, mark) for mark in ("strike", "dstrike", "vanish")):
                self._found.struck.append(tidy(words or ""))
            else:
                seen.append(words or "")
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(parent.tag == f"{_MC}Fallback" for parent in box.iterancestors()):
                self._found.in_shapes.append(tidy(" ".join("".join(p.itertext(f"{_W}t")) for p in box.iter(f"{_W}p"))))
        return tidy("".join(seen))

    def _photos(self, element: Any) -> Iterator[bytes]:
        """Yield the pictures as the page shows them: cut, turned and mirrored."""
        from oss_app.taskfile.importers.slide_picture import as_shown
        from oss_app.taskfile.importers.slide_shapes import Area, ShownPicture

        for shown in element.iter(f"{_PIC}pic"):
            if any(parent.tag == f"{_MC}Fallback" for parent in shown.iterancestors()):
                continue
            blip, cut = shown.find(f"{_PIC}blipFill/{_A}blip"), shown.find(f"{_PIC}blipFill/{_A}srcRect")
            name = self._links.get(blip.get(f"{_R}embed")) if blip is not None else None
            if name not in self._names or self._packed.getinfo(name).file_size > MAX_PICTURE:
                self._found.has_other_pictures = True
                continue
            place = shown.find(f"{_PIC}spPr/{_A}xfrm")
            size = place.find(f"{_A}ext") if place is not None else None
            made = as_shown(
                ShownPicture(
                    self._packed.read(name), Area(0, 0, 1, 1),
                    tuple(_number(cut, side) / 100_000 for side in "ltrb"),  # type: ignore[arg-type]
                    _number(place, "rot") / 60_000 % 360,
                    _is_true(place, "flipH"), _is_true(place, "flipV"), _number(size, "cx"), _number(size, "cy"),
                )
            )  # fmt: skip
            if made is None:
                self._found.has_other_pictures = True
            else:
                yield made[1]

    def _beside(self) -> None:
        """Take what stands beside the text: at the edges of the page, in notes and in remarks."""
        for name in sorted(self._names):
            if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                self._found.on_page += _texts(self._part(name))
            elif re.fullmatch(r"word/(?:comments|footnotes|endnotes)\.xml", name):
                self._found.remarks += _texts(self._part(name))

    def _part(self, name: str) -> Any:
        if name not in self._names:
            return parse_xml(b"<none/>")
        if self._packed.getinfo(name).file_size > MAX_XML:
            raise ValueError("a part is far too large")
        data = self._packed.read(name)
        if b"<!DOCTYPE" in data[:4000] or b"<!ENTITY" in data:
            raise ValueError("such a file has no entities of its own")
        return parse_xml(data)


def _blocks(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a document, out of the frames that forms put around them."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row that is not taken back."""
    for row in table.iter(f"{_W}tr"):
        outer = next(parent for parent in row.iterancestors() if parent.tag == f"{_W}tbl")
        if outer is table and row.find(f"{_W}trPr/{_W}del") is None:
            yield [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]


def _filled(row: Sequence[Any]) -> list[str]:
    words = (tidy("".join(cell.itertext(f"{_W}t"))).casefold() for cell in row)
    return [word for word in words if word]


def _texts(root: Any) -> list[str]:
    return [words for p in root.iter(f"{_W}p") if (words := tidy("".join(p.itertext(f"{_W}t"))))]


def _is_on(run: Any, mark: str) -> bool:
    found = run.find(f"{_W}rPr/{_W}{mark}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_true(element: Any, name: str) -> bool:
    return element is not None and element.get(name) in ("1", "true")


def _number(element: Any, name: str) -> float:
    try:
        return float(element.get(name) or 0) if element is not None else 0.0
    except ValueError:
        return 0.0
