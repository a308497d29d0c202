"""What one sees on a slide: its texts, tables and pictures with their places, in the order of reading."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pptx.oxml import parse_xml  # its own parser: no entities, nothing fetched

from oss_app.taskfile.importers.draft import LENGTH
from oss_app.taskfile.importers.letters import tidy
from oss_app.taskfile.importers.slide_colours import SlideColours
from oss_app.taskfile.importers.symbol_fonts import as_signs, is_symbol_font

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
MAX_SHAPES = 5000  # of one slide
DEPTH = 20  # groups within groups
_ONE_ROW = 1.5
"""So many times as high as a row of a table a picture in it is, at most."""
_EFFECTS = tuple(
    f"{_A}{name}"
    for name in [
        "alphaBiLevel",
        "alphaCeiling",
        "alphaFloor",
        "alphaInv",
        "alphaMod",
        "alphaModFix",
        "alphaRepl",
        "biLevel",
        "clrChange",
        "clrRepl",
        "duotone",
        "fillOverlay",
        "grayscl",
        "hsl",
        "lum",
        "tint",
    ]
)
"""What changes the colours of a picture (ISO/IEC 29500-1, 20.1.8)."""
_A14 = "{http://schemas.microsoft.com/office/drawing/2010/main}"
_TYPED_NUMBER = re.compile(r"\(?(\d{1,2})\s*[.)]\s+(\S.*)")
_TYPED_MARK = re.compile(r"[•●○◦▪▸‣■□➢➤►✓☐*·–—-]\s+(\S.*)")
"""A mark that somebody typed before a line."""
_MOVES = frozenset(("entr", "exit", "emph", "path"))
_SIDE_TEXTS = {"dt", "ftr", "sldNum", "hdr"}
_TITLES = {"title", "ctrTitle"}
_BODIES = {"body", "obj", "", "subTitle"}


@dataclass(frozen=True)
class Area:
    """A rectangle on the slide in parts of it: 0…1 from the left and from the top."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> float:
        """How much of the slide it covers, what lies beside the slide left out."""
        width = min(self.right, 1) - max(self.left, 0)
        return max(width, 0) * max(min(self.bottom, 1) - max(self.top, 0), 0)

    def is_beside(self) -> bool:
        """Tell whether nothing of it lies on the slide."""
        return self.right <= 0 or self.left >= 1 or self.bottom <= 0 or self.top >= 1

    def hides(self, other: Area) -> bool:
        """Tell whether another lies in it whole, but for a hair."""
        hair = 0.01
        return (
            self.left <= other.left + hair
            and self.top <= other.top + hair
            and self.right >= other.right - hair
            and self.bottom >= other.bottom - hair
        )

    def covers(self, other: Area) -> bool:
        """Tell whether the middle of another lies in it."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Paragraph:
    """A line of text; ``level`` counts from 0, ``is_bulleted`` where a mark of its own stands before it."""

    words: str
    level: int = 0
    is_bulleted: bool = False


@dataclass(frozen=True)
class TextBlock:
    """The paragraphs of one shape; ``kind`` is ``title``, ``cover`` (a title in the middle), ``body`` or ``box``."""

    paragraphs: tuple[Paragraph, ...]
    area: Area
    kind: str = "box"


@dataclass(frozen=True)
class TableBlock:
    """The cells of a table; ``has_head`` says that its first row is drawn as one of headings.

    ``edges`` are where its rows begin, from the top of the slide, and where the last one ends.
    """

    rows: tuple[tuple[str, ...], ...]
    area: Area
    has_head: bool = False
    edges: tuple[float, ...] = ()

    def row_of(self, other: Area) -> int | None:
        """Return the row that something lies in, from 0; None for what lies beside the table or over several rows."""
        if not self.area.covers(other):
            return None
        middle = (other.top + other.bottom) / 2
        for row, (top, bottom) in enumerate(pairwise(self.edges)):
            if top <= middle < bottom:
                return row if other.bottom - other.top < _ONE_ROW * (bottom - top) else None
        return None


@dataclass(frozen=True)
class Patch:
    """A filled shape without words that lies on a picture: what is under it is not to be seen."""

    area: Area
    colour: str
    is_round: bool = False


@dataclass(frozen=True)
class ShownPicture:
    """A picture as the slide shows it.

    ``cut`` are the parts left out at its left, top, right and bottom; then it is mirrored, stretched to ``width`` by
    ``height``, turned clockwise by ``turn`` degrees; ``outline`` is the shape that it is cut to.
    """

    data: bytes
    area: Area
    cut: tuple[float, float, float, float] = (0, 0, 0, 0)
    turn: float = 0
    is_mirrored: bool = False
    is_upside_down: bool = False
    width: float = 0
    height: float = 0
    outline: str = "rect"
    patches: tuple[Patch, ...] = ()
    is_recoloured: bool = False
    """The slide shows it in other colours than its own, or lets one see through it."""
    is_tiled: bool = False
    """The slide repeats it as tiles."""


@dataclass
class SlideContents:
    """What stands on one slide. ``left_out`` names kinds of things that are not in it."""

    blocks: list[TextBlock | TableBlock] = field(default_factory=list)
    pictures: list[ShownPicture] = field(default_factory=list)
    background: ShownPicture | None = None
    notes: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Frame:
    """Where the inside of a group lies: points are scaled, mirrored and turned (degrees) about its middle."""

    scale: tuple[float, float] = (1, 1)
    shift: tuple[float, float] = (0, 0)
    turn: float = 0
    mirrored: bool = False
    upside_down: bool = False
    middle: tuple[float, float] = (0, 0)
    outer: _Frame | None = None

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x * self.scale[0] + self.shift[0], y * self.scale[1] + self.shift[1]
        dx, dy = x - self.middle[0], y - self.middle[1]
        dx, dy = -dx if self.mirrored else dx, -dy if self.upside_down else dy
        angle = math.radians(self.turn)
        x = self.middle[0] + dx * math.cos(angle) - dy * math.sin(angle)
        y = self.middle[1] + dx * math.sin(angle) + dy * math.cos(angle)
        return self.outer.place(x, y) if self.outer else (x, y)

    def size(self, width: float, height: float, turn: float) -> tuple[float, float]:
        """Return the size of a shape before it is turned: one that stands on its side is sized by the other scale."""
        across, down = (abs(part) for part in (self.scale if not 45 <= turn % 180 < 135 else self.scale[::-1]))
        width, height = width * across, height * down
        turn = (-turn if self.mirrored != self.upside_down else turn) + self.turn
        return self.outer.size(width, height, turn) if self.outer else (width, height)

    def direction(self, turn: float, mirrored: bool, upside_down: bool) -> tuple[float, bool, bool]:
        """Return a shape's own turn and mirroring, with those of the groups it is in."""
        turn = -turn if self.mirrored != self.upside_down else turn
        turn, mirrored, upside_down = turn + self.turn, mirrored != self.mirrored, upside_down != self.upside_down
        return self.outer.direction(turn, mirrored, upside_down) if self.outer else (turn, mirrored, upside_down)


def contents_of(slide: Any, width: float, height: float) -> SlideContents:
    """Return what one sees on a slide of python-pptx, its notes with it; ``width`` and ``height`` are the slide's."""
    walk = _Walk(slide, width, height)
    tree = slide.element.find(f"{_P}cSld/{_P}spTree")
    if tree is not None:
        walk.shapes(tree, _Frame(), 0)
    walk.background()
    walk.notes()
    walk.comments()
    walk.moves()
    found = walk.found
    found.blocks = reading_order(found.blocks)
    return found


def reading_order(blocks: Sequence[TextBlock | TableBlock]) -> list[TextBlock | TableBlock]:
    """From the top to the bottom, and what stands beside each other in the direction of its letters; titles first."""
    titles = [b for b in blocks if isinstance(b, TextBlock) and b.kind in ("title", "cover")]
    rest = sorted((b for b in blocks if b not in titles), key=lambda b: (b.area.top, b.area.left))
    ordered: list[TextBlock | TableBlock] = []
    while rest:
        first = rest[0].area
        beside = [b for b in rest if _beside(first, b.area)]
        ordered += sorted(beside, key=lambda b: b.area.left, reverse=_is_from_right(beside))
        rest = [b for b in rest if b not in beside]
    return [*titles, *ordered]


def _is_from_right(blocks: Sequence[TextBlock | TableBlock]) -> bool:
    """Tell whether most letters of these texts run from the right, as those of Arabic and Hebrew do."""
    words = "".join(p.words for block in blocks if isinstance(block, TextBlock) for p in block.paragraphs)
    kinds = [unicodedata.bidirectional(letter) for letter in words]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")


def _beside(one: Area, other: Area) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return one == other or (lower > 0 and shared > 0.5 * lower)


class _Walk:
    """Goes over the shapes of one slide as its XML has them, from the back to the front."""

    def __init__(self, slide: Any, width: float, height: float) -> None:
        self.found = SlideContents()
        self._slide, self._width, self._height = slide, width or 1, height or 1
        self._inherited = {
            holder.shape_id: (holder.left or 0, holder.top or 0, holder.width or 0, holder.height or 0)
            for holder in slide.placeholders
        }
        self._seen = 0
        self._colours = SlideColours(slide)
        self._grounds: list[tuple[Area, str | None]] = [(Area(0, 0, 1, 1), self._colours.ground())]
        for element in self._colours.behind():
            self._ground_of(element)
            self._tell_design(element)
        if self._colours.has_picture_behind():
            self._leave("design-picture", "")
        self._moves = slide.element.find(f"{_P}timing") is not None

    def moves(self) -> None:
        """Note that things come, go or move one after the other; a film that is played is none of that."""
        if any(node.get("presetClass") in _MOVES for node in self._slide.element.iter(f"{_P}cTn")):
            self._leave("moves", "")

    def notes(self) -> None:
        """Take the paragraphs of the slide's notes."""
        if not self._slide.has_notes_slide:
            return
        for shape in self._slide.notes_slide.element.iter(f"{_P}sp"):
            holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
            if holder is not None and holder.get("type") not in ("body", "obj", None):
                continue
            body = shape.find(f"{_P}txBody")
            self.found.notes += [p.words for p in _paragraphs(body)]
            self._tell_struck(body)

    def shapes(self, tree: Any, frame: _Frame, depth: int) -> None:
        for element in _visible(tree):
            self._seen += 1
            if self._seen > MAX_SHAPES or depth > DEPTH:
                self._leave("many", "")
                return
            name = str(element.tag).rpartition("}")[2]
            if name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart"):
                self._shape(element, name, frame, depth)

    def background(self) -> None:
        fill = self._slide.element.find(f"{_P}cSld/{_P}bg/{_P}bgPr/{_A}blipFill")
        if fill is not None:
            self.found.background = self._picture_of(
                fill, Area(0, 0, 1, 1), (self._width, self._height), (0, False, False)
            )

    # ---- one shape ----

    def _shape(self, element: Any, name: str, frame: _Frame, depth: int) -> None:
        about = next(element.iter(f"{_P}cNvPr"), None)
        if about is not None and about.get("hidden") in ("1", "true"):
            if _has_content(element):
                self._leave("hidden", _words_of(element))
            return
        if name == "grpSp":
            self.shapes(element, _inside(element, frame), depth + 1)
            return
        box = self._box(element, name, about)
        turned = _turned(element, name)
        area, size = self._area(box, turned, frame)
        holder = element.find(f"./*/{_P}nvPr/{_P}ph")
        kind = holder.get("type", "obj" if holder.get("idx") else "") if holder is not None else None
        if kind in _SIDE_TEXTS:
            if kind != "sldNum" and (words := _words_typed(element)):
                self._leave("foot", words)
            return
        if box is not None and area.is_beside():
            if _has_content(element):
                self._leave("beside", _words_of(element))
            return
        direction = frame.direction(*turned)
        if name == "sp":
            self._plain(element, kind, area, size, direction)
        elif name == "pic":
            self._pic(element, area, size, direction)
        elif name == "graphicFrame":
            self._frame_of_graphic(element, area)
        else:
            self._leave("arrow", "")

    def _plain(
        self, element: Any, kind: str | None, area: Area, size: tuple[float, float], direction: tuple[float, bool, bool]
    ) -> None:
        fill = element.find(f"{_P}spPr/{_A}blipFill")
        if fill is not None:
            self._add_picture(fill, area, size, direction, _outline(element.find(f"{_P}spPr")))
        body = element.find(f"{_P}txBody")
        self._fill(element, area)
        unseen = self._unseen(body, area)
        paragraphs = _typed_marks(tuple(_paragraphs(body, unseen))) if body is not None else ()
        self._tell_struck(body)
        if paragraphs:
            what = (
                "cover" if kind == "ctrTitle" else "title" if kind in _TITLES else "body" if kind in _BODIES else "box"
            )
            what = "box" if kind is None else what
            self.found.blocks.append(TextBlock(paragraphs, area, what))
        elif body is not None and not unseen and _letters_of(body):
            self._leave("arrow", "")  # signs that no letter stands for
        elif fill is None and kind is None and not unseen:
            self._drawn(element, area)

    def _unseen(self, body: Any, area: Area) -> set[Any]:
        """Return the runs of a text that nobody sees; they are told."""
        if body is None:
            return set()
        behind = None
        for ground, colour in reversed(self._grounds):
            if ground.hides(area) or ground.size == 1:
                behind = colour
                break
            if _overlap(ground, area):
                break  # partly before something else: not plain
        unseen = self._colours.unseen(body, behind)
        if words := tidy(" ".join(run.findtext(f"{_A}t", "") for run in body.iter(f"{_A}r") if run in unseen)):
            self._leave("unseen", words)
        return unseen

    def _ground_of(self, element: Any) -> None:
        """Remember what the layout or the master draws behind the slide; its colour where it is a plain shape."""
        name = str(element.tag).rpartition("}")[2]
        about = next(element.iter(f"{_P}cNvPr"), None)
        if name == "grpSp":
            group = element.find(f"{_P}grpSpPr/{_A}xfrm")
            box = None if group is None else _box_in(group)
        else:
            box = self._box(element, name, about) if name in ("sp", "pic") else None
        if box is None or (name == "sp" and not _solid(element.find(f"{_P}spPr"), element)):
            return
        area, _ = self._area(box, _turned(element, name), _Frame())
        fill = element.find(f"{_P}spPr/{_A}solidFill")
        self._grounds.append((area, self._colours.of(fill) if name == "sp" else None))

    def _tell_design(self, element: Any) -> None:
        """Note what the layout or the master shows on the slide: it is no part of it, and not taken."""
        if words := _words_of(element):
            self._leave("design", words)
        if next(element.iter(f"{_A}blip"), None) is not None:
            self._leave("design-picture", "")

    def comments(self) -> None:
        """Note what was remarked beside the slide: only its authors see it."""
        for link in self._slide.part.rels.values():
            if link.is_external or not link.reltype.endswith("/comments"):
                continue
            try:
                root = _parsed(link.target_part.blob)
            except (KeyError, ValueError, SyntaxError):
                continue
            words = [_words_of(root), *(text.text or "" for text in root.iter(f"{_P}text"))]
            self._leave("comment", tidy(" ".join(words)))

    def _fill(self, element: Any, area: Area) -> None:
        """Remember what a filled shape puts behind later ones, and take away the texts that it hides."""
        properties = element.find(f"{_P}spPr")
        if not _solid(properties, element):
            return
        fill = properties.find(f"{_A}solidFill")
        self._grounds.append((area, self._colours.of(fill)))
        hidden = [] if self._moves else [block for block in self.found.blocks if area.hides(block.area)]
        for block in hidden:
            self._leave("covered", _words_of_block(block))
            self.found.blocks.remove(block)

    def _drawn(self, element: Any, area: Area) -> None:
        """Note a shape without words: what it covers of the pictures behind it stays covered; it is told."""
        properties = element.find(f"{_P}spPr")
        colour = _solid(properties, element)
        outline = _outline(properties)
        if colour and area.size and not area.size > 0.9:
            patch = Patch(area, colour, outline == "ellipse")
            self.found.pictures = [
                _patched(shown, patch) if _overlap(shown.area, area) else shown for shown in self.found.pictures
            ]
        if area.size and not area.size > 0.9:
            self._leave("arrow", "")

    def _pic(self, element: Any, area: Area, size: tuple[float, float], direction: tuple[float, bool, bool]) -> None:
        film = next(
            (e for e in element.iter(f"{_A}videoFile", f"{_A}audioFile", f"{_A}wavAudioFile", f"{_P14}media")), None
        )
        if film is not None:
            self._leave("film", "")
            if next(element.iter(f"{_A}audioFile", f"{_A}wavAudioFile"), None) is not None:
                return  # its picture is a loudspeaker
        fill = element.find(f"{_P}blipFill")
        if fill is not None:
            self._grounds.append((area, None))
            self._add_picture(fill, area, size, direction, _outline(element.find(f"{_P}spPr")))

    def _frame_of_graphic(self, element: Any, area: Area) -> None:
        table = next(element.iter(f"{_A}tbl"), None)
        links = next(element.iter(f"{_DGM}relIds"), None)
        if table is not None:
            self._table(table, area)
        elif links is not None:
            self._smart_art(links, area)
        elif next(element.iter(f"{_P}oleObj"), None) is not None:
            self._leave("embedded", "")
        else:
            self._leave("drawing", _words_of(element))

    def _table(self, table: Any, area: Area) -> None:
        rows = _rows_of(table)
        self._tell_struck(table)
        head = table.find(f"{_A}tblPr")
        has_head = head is not None and head.get("firstRow") in ("1", "true")
        across = _edges([_number(column, "w") for column in table.iter(f"{_A}gridCol")], area.left, self._width)
        down = _edges([_number(row, "h") for row in table.iter(f"{_A}tr")], area.top, self._height)
        if len(across) > 1 and len(down) > 1:  # what the frame around it says of its size is often an older one
            area = Area(area.left, area.top, across[-1], down[-1])
        if any(any(row) for row in rows):
            self.found.blocks.append(TableBlock(rows, area, has_head, down))
        for y, row in enumerate(table.iter(f"{_A}tr")):
            for x, cell in enumerate(row.iter(f"{_A}tc")):
                for fill in cell.iter(f"{_A}blipFill"):
                    own = Area(across[x], down[y], across[x + 1], down[y + 1]) if x + 1 < len(across) else area
                    size = ((own.right - own.left) * self._width, (own.bottom - own.top) * self._height)
                    self._add_picture(fill, own, size, (0, False, False), "rect")

    def _smart_art(self, links: Any, area: Area) -> None:
        """Take the texts of a SmartArt, in the order of its outline; its pictures are told."""
        try:
            part = self._slide.part.related_part(links.get(f"{_R}dm"))
            data = part._element if hasattr(part, "_element") else _parsed(part.blob)
        except (KeyError, ValueError, TypeError):
            self._leave("drawing", "")
            return
        paragraphs = tuple(_outline_of_art(data))
        if paragraphs:
            self.found.blocks.append(TextBlock(paragraphs, area, "body"))
        else:
            self._leave("drawing", "")
        if next(data.iter(f"{_A}blip"), None) is not None:
            self._leave("art-picture", "")

    # ---- pictures ----

    def _add_picture(
        self, fill: Any, area: Area, size: tuple[float, float], direction: tuple[float, bool, bool], outline: str
    ) -> None:
        shown = self._picture_of(fill, area, size, direction, outline)
        if shown is not None and (shown.area.size or not self._width):
            self.found.pictures.append(shown)

    def _picture_of(
        self,
        fill: Any,
        area: Area,
        size: tuple[float, float],
        direction: tuple[float, bool, bool],
        outline: str = "rect",
    ) -> ShownPicture | None:
        blip = fill.find(f"{_A}blip")
        own = blip.get(f"{_R}embed") if blip is not None else None
        if not own:
            if blip is not None and blip.get(f"{_R}link"):
                self._leave("linked", "")
            return None
        try:
            data: bytes = self._slide.part.related_part(own).blob
        except (KeyError, ValueError):
            self._leave("linked", "")
            return None
        turn, mirrored, upside_down = direction
        if fill.get("rotWithShape") == "0":
            turn, mirrored, upside_down = 0, False, False
        if any(_number(fade, "amt", "100000") <= 0 for fade in blip.iter(f"{_A}alphaModFix")):
            self._leave("unseen-picture", "")
            return None
        is_tiled = fill.find(f"{_A}tile") is not None
        cut = (0.0, 0.0, 0.0, 0.0) if is_tiled else _cut(fill)
        size = (0.0, 0.0) if is_tiled else size
        return ShownPicture(
            data, area, cut, turn % 360, mirrored, upside_down, *size, outline, (), _is_recoloured(blip), is_tiled
        )

    # ---- where ----

    def _box(self, element: Any, name: str, about: Any) -> tuple[float, float, float, float] | None:
        place = element.find(f"{_P}xfrm") if name == "graphicFrame" else element.find(f"{_P}spPr/{_A}xfrm")
        own = _box_in(place) if place is not None else None
        return own or (self._inherited.get(_number(about, "id")) if about is not None else None)

    def _area(
        self, box: tuple[float, float, float, float] | None, turned: tuple[float, bool, bool], frame: _Frame
    ) -> tuple[Area, tuple[float, float]]:
        """Tell where a shape lies on the slide, and the size of it before it is turned."""
        left, top, width, height = box or (0, 0, 0, 0)
        middle = frame.place(left + width / 2, top + height / 2)
        width, height = size = frame.size(width, height, turned[0])
        angle = math.radians(frame.direction(*turned)[0])
        corners = [
            (
                middle[0] + dx * math.cos(angle) - dy * math.sin(angle),
                middle[1] + dx * math.sin(angle) + dy * math.cos(angle),
            )
            for dx in (-width / 2, width / 2)
            for dy in (-height / 2, height / 2)
        ]
        across, down = [x / self._width for x, _ in corners], [y / self._height for _, y in corners]
        return Area(min(across), min(down), max(across), max(down)), size

    def _tell_struck(self, element: Any) -> None:
        runs = () if element is None else (run for run in element.iter(f"{_A}r") if _is_struck(run))
        if words := tidy(" ".join(run.findtext(f"{_A}t", "") for run in runs)):
            self._leave("struck", words)

    def _leave(self, what: str, words: str) -> None:
        before = self.found.left_out.get(what, "")
        self.found.left_out[what] = f"{before} {words}".strip()[:LENGTH]


# Elements -----------------------------------------------------------------------------------------------------------


def _rows_of(table: Any) -> tuple[tuple[str, ...], ...]:
    """Return the words of a table's cells; one over several rows is said in each of them."""
    rows: list[tuple[str, ...]] = []
    for row in table.iter(f"{_A}tr"):
        above = rows[-1] if rows else ()
        rows.append(
            tuple(
                above[n]
                if cell.get("vMerge") in ("1", "true") and n < len(above)
                else " ".join(p.words for p in _paragraphs(cell.find(f"{_A}txBody")))
                for n, cell in enumerate(row.iter(f"{_A}tc"))
            )
        )
    return tuple(rows)


def _visible(tree: Any) -> Iterator[Any]:
    """Yield the children of a tree; of alternatives, the one that can be taken."""
    for element in tree:
        if element.tag != f"{_MC}AlternateContent":
            yield element
            continue
        choices = [*element.findall(f"{_MC}Choice"), *element.findall(f"{_MC}Fallback")]
        best = next((choice for choice in choices if _can_be_taken(choice)), choices[-1] if choices else None)
        if best is not None:
            yield from _visible(best)


def _can_be_taken(choice: Any) -> bool:
    for element in choice:
        name = str(element.tag).rpartition("}")[2]
        if name in ("sp", "pic", "grpSp", "AlternateContent"):
            return True
        if name == "graphicFrame" and next(element.iter(f"{_A}tbl", f"{_DGM}relIds"), None) is not None:
            return True
    return False


def _box_in(place: Any) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of a place as the file says them."""
    offset, extent = place.find(f"{_A}off"), place.find(f"{_A}ext")
    if offset is None or extent is None:
        return None
    return _number(offset, "x"), _number(offset, "y"), _number(extent, "cx"), _number(extent, "cy")


def _inside(group: Any, outer: _Frame) -> _Frame:
    place = group.find(f"{_P}grpSpPr/{_A}xfrm")
    parts = [place.find(f"{_A}{name}") if place is not None else None for name in ("off", "ext", "chOff", "chExt")]
    if any(part is None for part in parts):
        return outer
    offset, extent, inner, inner_size = parts
    scale = (
        _number(extent, "cx") / (_number(inner_size, "cx") or 1),
        _number(extent, "cy") / (_number(inner_size, "cy") or 1),
    )
    left, top = _number(offset, "x"), _number(offset, "y")
    return _Frame(
        scale,
        (left - _number(inner, "x") * scale[0], top - _number(inner, "y") * scale[1]),
        _number(place, "rot") / 60000,
        place.get("flipH") in ("1", "true"),
        place.get("flipV") in ("1", "true"),
        (left + _number(extent, "cx") / 2, top + _number(extent, "cy") / 2),
        outer,
    )


def _turned(element: Any, name: str) -> tuple[float, bool, bool]:
    place = element.find(f"{_P}spPr/{_A}xfrm") if name in ("sp", "pic") else None
    if place is None:
        return 0, False, False
    return (
        _number(place, "rot") / 60000 % 360,
        place.get("flipH") in ("1", "true"),
        place.get("flipV") in ("1", "true"),
    )


_MOST_ROOM = 4
"""So many times its own size a picture has room beside it, at most."""


def _cut(fill: Any) -> tuple[float, float, float, float]:
    """Tell how much of a picture is not shown at its left, top, right and bottom, in parts of it.

    Below nothing there is room beside it, within its shape.
    """
    cut = [0.0, 0.0, 0.0, 0.0]
    source = fill.find(f"{_A}srcRect")
    if source is not None:
        cut = [max(_number(source, side) / 100_000, -_MOST_ROOM) for side in "ltrb"]
    room = fill.find(f"{_A}stretch/{_A}fillRect")
    if room is not None:  # drawn larger than its shape, which cuts it
        left, top, right, bottom = (_number(room, side) / 100_000 for side in "ltrb")
        width, height = max(1 - left - right, 0.01), max(1 - top - bottom, 0.01)
        more = [-left / width, -top / height, -right / width, -bottom / height]
        cut = [own + max(extra, -_MOST_ROOM) * (1 - own) for own, extra in zip(cut, more, strict=True)]
    return (cut[0], cut[1], cut[2], cut[3])


def _outline(properties: Any) -> str:
    """Return the name of the shape that something is cut to; ``free`` for a drawn one."""
    if properties is None:
        return "rect"
    if properties.find(f"{_A}custGeom") is not None:
        return "free"
    shape = properties.find(f"{_A}prstGeom")
    return str(shape.get("prst", "rect")) if shape is not None else "rect"


def _solid(properties: Any, element: Any) -> str:
    """Return the colour that a shape is filled with, as six digits; empty where one sees through it."""
    if properties is None or properties.find(f"{_A}noFill") is not None:
        return ""
    fill = properties.find(f"{_A}solidFill")
    if fill is not None:
        if next(fill.iter(f"{_A}alpha"), None) is not None:
            return ""
        colour = fill.find(f"{_A}srgbClr")
        return str(colour.get("val", "808080")) if colour is not None else "808080"
    if any(properties.find(f"{_A}{kind}") is not None for kind in ("gradFill", "pattFill")):
        return "808080"
    reference = element.find(f"{_P}style/{_A}fillRef")
    return "808080" if reference is not None and reference.get("idx", "0") != "0" else ""


def _patched(shown: ShownPicture, patch: Patch) -> ShownPicture:
    return ShownPicture(**{**vars(shown), "patches": (*shown.patches, patch)})


def _overlap(one: Area, other: Area) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _has_content(element: Any) -> bool:
    return bool(_words_of(element)) or next(element.iter(f"{_A}blip", f"{_A}tbl"), None) is not None


def _words_of(element: Any) -> str:
    return tidy(" ".join("".join(run.text or "" for run in p.iter(f"{_A}t")) for p in element.iter(f"{_A}p")))


def _letters_of(body: Any) -> str:
    """Return whatever is typed in a text, also what is no letter; without what is struck out, which is told."""
    runs = (run for run in body.iter(f"{_A}r") if not _is_struck(run))
    return "".join(run.findtext(f"{_A}t", "") for run in runs).strip()


def _words_typed(element: Any) -> str:
    """Return the words that somebody typed into a shape, without those that the program counts: today's date, a
    number.
    """
    body = element.find(f"{_P}txBody")
    if body is None:
        return ""
    return tidy(" ".join(text.text or "" for run in body.iter(f"{_A}r") for text in run.iter(f"{_A}t")))


def _words_of_block(block: TextBlock | TableBlock) -> str:
    if isinstance(block, TextBlock):
        return " ".join(paragraph.words for paragraph in block.paragraphs)
    return " ".join(" ".join(filter(None, row)) for row in block.rows)


def _paragraphs(body: Any, unseen: Collection[Any] = ()) -> Iterator[Paragraph]:
    """Yield the paragraphs with words in them, without the runs that nobody sees."""
    if body is None:
        return
    for paragraph in body.iter(f"{_A}p"):
        words = tidy("".join(_runs(paragraph, unseen)))
        if not words:
            continue
        properties = paragraph.find(f"{_A}pPr")
        level = _number(properties, "lvl") if properties is not None else 0
        marks = () if properties is None else (f"{_A}buChar", f"{_A}buAutoNum", f"{_A}buBlip")
        yield Paragraph(words, int(level), any(properties.find(mark) is not None for mark in marks))


def _runs(paragraph: Any, unseen: Collection[Any]) -> Iterator[str]:
    """Yield the letters of a paragraph that hold, its line breaks as spaces; of alternatives (formulas) the first."""
    for element in paragraph.iter(f"{_A}t", f"{_M}t", f"{_A}br", f"{_A}tab"):
        parents = list(element.iterancestors())
        if any(parent.tag == f"{_MC}Fallback" or _is_struck(parent) or parent in unseen for parent in parents):
            continue
        yield _signs_of(element) if element.tag in (f"{_A}t", f"{_M}t") else " "


def _signs_of(element: Any) -> str:
    """Return the letters of one run as one sees them.

    A font of signs that is kept beside the run's own holds for a letter that stands alone: the words around an arrow
    often bear it too.
    """
    text = element.text or ""
    own = element.getparent().find(f"{_A}rPr/{_A}latin")
    beside = element.getparent().find(f"{_A}rPr/{_A}sym")
    if own is not None and is_symbol_font(own.get("typeface", "")):
        return as_signs(text, own.get("typeface", ""))
    if beside is not None and len(text.strip()) == 1:
        return as_signs(text, beside.get("typeface", ""))
    return as_signs(text)


def _is_struck(run: Any) -> bool:
    """Tell whether the words of a run are struck out: its author took them back."""
    properties = run.find(f"{_A}rPr") if run.tag == f"{_A}r" else None
    return properties is not None and properties.get("strike", "noStrike") != "noStrike"


def _outline_of_art(data: Any) -> Iterator[Paragraph]:
    """Yield the texts of the points of a diagram, from its root down, as PowerPoint's own text pane has them."""
    points = {point.get("modelId"): point for point in data.iter(f"{_DGM}pt")}
    below: dict[str, list[tuple[float, str]]] = {}
    children: set[str] = set()
    for link in data.iter(f"{_DGM}cxn"):
        if link.get("type", "parOf") == "parOf":
            below.setdefault(link.get("srcId"), []).append((_number(link, "srcOrd"), link.get("destId")))
            children.add(link.get("destId"))
    done: set[str] = set()

    def texts(key: str, level: int) -> Iterator[Paragraph]:
        if key in done or key not in points or level > DEPTH:
            return
        done.add(key)
        body = points[key].find(f"{_DGM}t")
        for paragraph in _paragraphs(body):
            yield Paragraph(paragraph.words, max(level - 1, 0), True)
        for _, child in sorted(below.get(key, [])):
            yield from texts(child, level + 1)

    roots = [key for key, point in points.items() if point.get("type") == "doc"]
    for key in (*roots, *(key for key in points if key not in children)):
        yield from texts(key, 0)
    for key in points:
        yield from texts(key, 1)


def _typed_marks(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Return the lines of a text without the marks or numbers that somebody typed before them."""
    lines = [paragraph.words for paragraph in paragraphs]
    if len(lines) < 2:
        return paragraphs
    numbers = [match for line in lines if (match := _TYPED_NUMBER.fullmatch(line))]
    if len(numbers) == len(lines) and all(int(b[1]) == int(a[1]) + 1 for a, b in pairwise(numbers)):
        return tuple(Paragraph(n[2], p.level, is_bulleted=True) for n, p in zip(numbers, paragraphs, strict=True))
    return tuple(
        Paragraph(match[1], p.level, is_bulleted=True) if (match := _TYPED_MARK.fullmatch(p.words)) else p
        for p in paragraphs
    )


def _edges(sizes: Sequence[float], start: float, whole: float) -> tuple[float, ...]:
    """Return where the rows or columns of a table begin and the last one ends, in parts of the slide."""
    found = [start]
    for size in sizes:
        found.append(found[-1] + size / whole)
    return tuple(found)


def _is_recoloured(blip: Any) -> bool:
    """Tell whether a slide shows a picture in other colours than its own; what changes nothing does not count."""
    told = [effect for effect in blip.iter(*_EFFECTS) if effect.tag != f"{_A}lum" or _has_numbers(effect)]
    told = [effect for effect in told if effect.tag != f"{_A}alphaModFix" or _number(effect, "amt", "100000") < 100_000]
    return bool(told) or next(blip.iter(f"{_A14}imgEffect"), None) is not None


def _has_numbers(effect: Any) -> bool:
    return any(_number(effect, name) for name in effect.attrib)


def _number(element: Any, name: str, default: str = "0") -> float:
    try:
        return float(element.get(name, default).removesuffix("%") or 0)
    except ValueError:
        return 0.0


def _parsed(blob: bytes) -> Any:
    return parse_xml(blob)
