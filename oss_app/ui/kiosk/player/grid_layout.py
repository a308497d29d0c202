"""Where several steps stand on one screen, side by side or as rows; measured once per task and profile; no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from oss_app.player.screen import Extent, StepTile
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.sizes import BOLD, CAPITAL, SEMIBOLD, Measure
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import keeps_words_whole, tied, wrapped

BOX_MM = 21.0
"""Side of the box that a row is ticked in."""
LEAST_STEP_MM = 6.5
"""Capitals of a step's text should not be lower than this, least of all for the sake of a picture (W4)."""
LEAST_PICTURE_MM, LEAST_THUMB_MM = 24.0, 14.0
"""A picture lower or narrower than this shows nothing: then there is none."""
SLIMMEST = 0.7
"""The least width of a picture beside words, for its height."""
THUMBS = (0.33, 0.25, 0.2, 0.16, 0.13, 0.1)
"""Shares of a row that its picture may have."""
MOST_ROW_MM = 56.0
AROUND_WARNING, AROUND_TAG = 1.2, 0.4
"""Space above and below a warning together, in em: of the band in a tile, and of the tag in a row."""
SMALLER, NEARLY, LEAST, STEP = 0.85, 0.9, 0.3, 0.05
"""So much smaller may the text be for the sake of a picture: of what was asked, and where even the text alone would be
too small, of that. The third is the least at all; it is tried in steps."""


@dataclass(frozen=True)
class Room:
    """Where the steps stand, and where the camera's line does, if it looks at any of them."""

    area: Box
    line: Box | None


@dataclass(frozen=True)
class Type:
    """Sizes in pixels: sentence, its line height, warning, its line height, number, inner margin."""

    px: float
    line: float
    warning: float
    warning_line: float
    number: float
    pad: float


@dataclass(frozen=True)
class GridLayout:
    """The tiles in their order. ``picture`` is its extent from the tile's start: down, or across where ``beside``."""

    cells: tuple[Box, ...]
    type: Type
    picture: int
    beside: bool
    number: float
    """Width of the widest number, with the gap after it."""


@dataclass(frozen=True)
class RowGrid:
    """The rows in their order, down the first column, then down the next; width of the picture, side of the box."""

    cells: tuple[Box, ...]
    type: Type
    picture: int
    box: int


Found = TypeVar("Found", GridLayout, RowGrid)


def room_of(layout: ScreenLayout, extent: Extent) -> Room:
    """The photo's area, with the strip's where a page needs none; in portrait all that is above the controls."""
    photo, strip = layout.photo, layout.strip
    whole = layout.stage
    if layout.portrait:
        whole = edges(photo.x, photo.y, photo.right, min(b.y for b in layout.controls.values()) - layout.margin)
    elif strip and not layout.attached:
        whole = edges(photo.x, strip.y, photo.right, photo.bottom)
    if not (extent.page_lines and layout.line and strip):
        return Room(whole, None)
    high, gap = layout.line.h, round(layout.margin * 0.5)
    if layout.attached:
        return Room(whole._replace(h=whole.h - high - gap), whole._replace(y=whole.bottom - high, h=high))
    return Room(edges(whole.x, strip.y + high + gap, whole.right, whole.bottom), strip._replace(h=high))


def settled(
    layouts: Iterable[ScreenLayout], extent: Extent, measure: Measure, *, right_to_left: bool = False
) -> tuple[ScreenLayout, Room, GridLayout | RowGrid]:
    """The layout in which the steps of a session stand best, the first of those that are as good."""
    kind = rows if extent.has_rows else tiling
    best: tuple[ScreenLayout, Room, GridLayout | RowGrid] | None = None
    for layout in layouts:
        room = room_of(layout, extent)
        found = kind(room, layout, extent, measure, right_to_left=right_to_left)
        if best is None or _worth(found, layout) > _worth(best[2], best[0]):
            best = layout, room, found
    assert best
    return best


def _worth(found: GridLayout | RowGrid, layout: ScreenLayout) -> tuple[bool, bool, float]:
    """What counts where there is a choice: text that is large enough, then a picture, then the size of the text."""
    return found.type.px >= _floor(layout), found.picture > 0, found.type.px


def tiling(
    room: Room, layout: ScreenLayout, extent: Extent, measure: Measure, *, right_to_left: bool = False
) -> GridLayout:
    """Tiles for ``extent.page_size`` steps: the largest text that every tile holds, beside a picture if one fits."""
    area, gap, most = room.area, round(layout.margin * 0.6), max(extent.page_size, 1)
    columns, lines = _split(area, most, 1, gap, gap), _split(area, 1, most, gap, gap)
    grids = [(columns, False), (columns, True), (lines, True)]

    def fit(type_: Type, pictured: bool, forced: bool) -> GridLayout | None:
        number = _number(extent, type_, measure)
        for cells, beside in reversed(grids) if layout.portrait else grids:
            found = GridLayout(_turned(cells, area, right_to_left), type_, 0, beside, number)
            picture = _picture_of(found, cells[0], layout, extent, measure, pictured=pictured)
            if picture is not None or forced:
                return replace(found, picture=picture or 0)
        return None

    return _largest(layout, layout.sizes.line * 1.1, extent, fit)


def _picture_of(
    tiling: GridLayout, cell: Box, layout: ScreenLayout, extent: Extent, measure: Measure, *, pictured: bool
) -> int | None:
    """How large the picture can be, 0 for none; None where not every tile holds its words, or none has its picture."""
    least = LEAST_PICTURE_MM * layout.mm
    if tiling.beside:
        shares = (0.45, 0.36, 0.28) if pictured else (0.0,)
        for share in shares:
            picture = round(min(share * cell.w, 1.4 * cell.h))
            if pictured and picture < max(least, SLIMMEST * cell.h):
                return None
            if _hold(tiling, extent, cell.w - picture, cell.h, measure) is not None:
                return picture
        return None
    spare = _hold(tiling, extent, cell.w, cell.h, measure)
    if spare is None or not pictured:
        return None if spare is None else 0
    picture = math.floor(min(spare, 1.06 * cell.w, 0.62 * cell.h))
    return picture if picture >= least else None


def _hold(tiling: GridLayout, extent: Extent, width: float, height: float, measure: Measure) -> float | None:
    """The height that is left over at the fullest tile; None where the words do not fit."""
    type_ = tiling.type
    left = height
    for tile in _distinct(extent.tiles):
        words = _height(tile.sentence, width - 2 * type_.pad - tiling.number, type_.px, type_.line, measure)
        warning = _warning_height(tile.warning, width - 2 * type_.pad, type_, measure, around=AROUND_WARNING)
        if words is None or warning is None:
            return None
        left = min(left, height - 2 * type_.pad - words - warning)
        if left < 0:
            return None
    return left


def rows(room: Room, layout: ScreenLayout, extent: Extent, measure: Measure, *, right_to_left: bool = False) -> RowGrid:
    """Rows for ``extent.page_size`` steps, under the same rule as the tiles."""
    across, down = round(layout.margin * 0.5), max(round(layout.margin * 0.42), math.ceil(3.5 * layout.mm))
    most, box = max(extent.page_size, 1), round(BOX_MM * layout.mm)
    counts = (1, 2) if layout.portrait or most <= 4 else (2, 3, 1)
    grids = [
        _split(room.area, columns, math.ceil(most / columns), across, down, MOST_ROW_MM * layout.mm)
        for columns in counts
    ]

    def fit(type_: Type, pictured: bool, forced: bool) -> RowGrid | None:
        for cells in grids:
            cell, turned = cells[0], _turned(cells, room.area, right_to_left)
            for share in THUMBS if pictured else (0.0,):
                picture = round(min(share * cell.w, 1.12 * cell.h))
                found = RowGrid(turned, type_, picture, min(box, round(cell.h * 0.9)))
                if pictured and picture < max(LEAST_THUMB_MM * layout.mm, SLIMMEST * cell.h):
                    break
                if forced or (box <= cell.h and _rows_hold(found, cell, extent, measure)):
                    return found
        return None

    return _largest(layout, layout.sizes.line, extent, fit)


def _rows_hold(rows: RowGrid, cell: Box, extent: Extent, measure: Measure) -> bool:
    type_, room = rows.type, words_width(rows, cell)
    for tile in _distinct(extent.tiles):
        words = _height(tile.sentence, room, type_.px, type_.line, measure)
        warning = _warning_height(tile.warning, room - type_.warning, type_, measure, around=AROUND_TAG)
        if words is None or warning is None or words + warning > cell.h - 0.25 * type_.px:
            return False
    return True


def words_width(rows: RowGrid, cell: Box) -> float:
    """What picture, box and the space around them leave for the words."""
    return cell.w - rows.picture - rows.box - 3 * rows.type.pad


def _largest(layout: ScreenLayout, px: float, extent: Extent, fit: Callable[[Type, bool, bool], Found | None]) -> Found:
    """The largest text that ``fit`` finds room for; with pictures where it is not much smaller for that."""
    shares = [round(1 - STEP * step, 2) for step in range(round((1 - LEAST) / STEP) + 1)]
    types = [_type(layout, px * share) for share in shares]
    has_photos = any(tile.picture and tile.picture.photo for tile in extent.tiles)
    beside = types[: shares.index(SMALLER) + 1] if has_photos else []
    pictured = next(filter(None, (fit(type_, True, False) for type_ in beside)), None)
    floor = _floor(layout)
    if pictured and pictured.type.px >= floor:
        return pictured
    plain = next(filter(None, (fit(type_, False, type_ is types[-1]) for type_ in types)))
    small = pictured is not None and NEARLY * plain.type.px <= pictured.type.px and plain.type.px < floor
    return pictured if pictured and small else plain


def _floor(layout: ScreenLayout) -> float:
    return LEAST_STEP_MM * layout.mm / CAPITAL - 0.01


def _type(layout: ScreenLayout, px: float) -> Type:
    sizes = layout.sizes
    tight, loose = sizes.sentence_height / sizes.sentence, sizes.line_height / sizes.line
    small = min(px * 0.8, sizes.line * 0.86)
    return Type(px, px * tight, small, small * loose, px * 0.91, layout.margin * 0.5)


def _number(extent: Extent, type_: Type, measure: Measure) -> float:
    return max((measure(t.number, type_.number, BOLD) for t in extent.tiles), default=0.0) + type_.pad * 0.8


def _height(text: str, room: float, px: float, line: float, measure: Measure) -> float | None:
    """The height of a text in ``room`` pixels; None where a word would have to be cut."""

    def width(part: str) -> float:
        return measure(part, px, SEMIBOLD)

    return len(wrapped(tied(text), room, width)) * line if keeps_words_whole(text, room, width) else None


def _warning_height(text: str, room: float, type_: Type, measure: Measure, *, around: float) -> float | None:
    """The height of a warning with ``around`` em above and below together; 0 for none."""
    if not text:
        return 0.0
    height = _height(text, room - 1.5 * type_.warning, type_.warning, type_.warning_line, measure)
    return None if height is None else height + around * type_.warning


def _distinct(tiles: Iterable[StepTile]) -> Iterable[StepTile]:
    """One tile of each wording, the longest first: what does not fit is found at once."""
    by_words = {(tile.sentence, tile.warning): tile for tile in tiles}
    return sorted(by_words.values(), key=lambda tile: -len(tile.sentence) - len(tile.warning))


def _split(area: Box, columns: int, lines: int, across: int, down: int, most: float = math.inf) -> tuple[Box, ...]:
    """Cells of an area, down the columns one after the other; ``most`` is the greatest height of one."""
    width = (area.w - (columns - 1) * across) // columns
    height = math.floor(min((area.h - (lines - 1) * down) / lines, most))
    return tuple(
        Box(area.x + column * (width + across), area.y + line * (height + down), width, height)
        for column in range(columns)
        for line in range(lines)
    )


def _turned(cells: Iterable[Box], area: Box, right_to_left: bool) -> tuple[Box, ...]:
    """The cells as a right-to-left script has them."""
    return tuple(c._replace(x=area.x + area.right - c.right) if right_to_left else c for c in cells)
