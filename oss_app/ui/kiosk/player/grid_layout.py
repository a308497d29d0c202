"""Where several steps stand on one screen, side by side or as rows, and whether they have room on it; no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
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
LEAST_PICTURE_SHARE, MOST_ROW_SHARE = 0.38, 1.75
"""The least part of a tile that is picture, and the most that a row may be higher than the others would be: what asks
for more is too long for a screen with others."""
USUAL_PICTURE_SHARE = 0.62
"""A picture above words has no more of its tile, but where the words of all pages leave more: it is as high on each, so
that those of the next page are read ahead in their own size."""
LEAST_PICTURE_MM, LEAST_THUMB_MM = 24.0, 14.0
"""A picture lower or narrower than this shows nothing: then there is none."""
SLIMMEST = 0.7
"""The least width of a picture beside words, for its height."""
THUMBS = (0.33, 0.25, 0.2, 0.16, 0.13, 0.1)
"""Shares of a row that its picture may have."""
MOST_ROW_MM = (56.0, 42.0, 32.0)
"""The most that a row may be high: in a narrow room less, since its picture is as high as it is."""
AROUND_WARNING, AROUND_TAG = 1.2, 0.4
"""Space above and below a warning together, in em: of the band in a tile, and of the tag in a row."""
SMALLER, LEAST, STEP = 0.85, 0.3, 0.05
"""So much smaller than what was asked may the text be, before fewer steps share a screen. The second is the least at
all, where a screen became smaller than it was when its steps were dealt out; it is tried in steps."""


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
    """Return the photo's area, with the strip's where a page needs none; in portrait all that is above the controls."""
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


def standing(
    layout: ScreenLayout,
    extent: Extent,
    measure: Measure,
    *,
    others: Sequence[StepTile] = (),
    right_to_left: bool = False,
) -> tuple[Room, GridLayout | RowGrid]:
    """Tell where the steps of one screen stand, ``extent`` having them alone; ``others`` are those of all its pages."""
    room = room_of(layout, extent)
    found: GridLayout | RowGrid | None
    if extent.has_rows:
        found = rows(room, layout, extent, measure, right_to_left=right_to_left)
    else:
        found = tiling(room, layout, extent, measure, others=others, right_to_left=right_to_left)
    assert found
    return room, found


def have_room(layout: ScreenLayout, extent: Extent, measure: Measure) -> bool:
    """Tell whether these steps have room on one screen: in letters that can be read, and each with its picture."""
    kind = rows if extent.has_rows else tiling
    return kind(room_of(layout, extent), layout, extent, measure, strict=True) is not None


def tiling(
    room: Room,
    layout: ScreenLayout,
    extent: Extent,
    measure: Measure,
    *,
    others: Sequence[StepTile] = (),
    right_to_left: bool = False,
    strict: bool = False,
) -> GridLayout | None:
    """Tiles for ``extent.page_size`` steps: the largest text that every tile holds, beside a picture if one fits."""
    area, gap, most = room.area, round(layout.margin * 0.6), max(extent.page_size, 1)
    columns, lines = _split(area, most, 1, gap, gap), _split(area, 1, most, gap, gap)
    grids = [(columns, False), (columns, True), (lines, True)]

    def fit(type_: Type, pictured: bool, forced: bool) -> GridLayout | None:
        number = _number(extent, type_, measure)
        for cells, beside in reversed(grids) if layout.portrait else grids:
            found = GridLayout(_turned(cells, area, right_to_left), type_, 0, beside, number)
            picture = _picture_of(found, cells[0], layout, extent.tiles, others, measure, pictured=pictured)
            if picture is not None or forced:
                return replace(found, picture=picture or 0)
        return None

    return _largest(layout, layout.sizes.line * 1.1, extent, fit, strict=strict)


def _picture_of(
    tiling: GridLayout,
    cell: Box,
    layout: ScreenLayout,
    tiles: Sequence[StepTile],
    others: Sequence[StepTile],
    measure: Measure,
    *,
    pictured: bool,
) -> int | None:
    """Tell how large the picture can be, 0 for none.

    None where not every tile holds its words, or none has its picture.
    """
    least = LEAST_PICTURE_MM * layout.mm
    if tiling.beside:
        shares = (0.45, 0.36, 0.28) if pictured else (0.0,)
        for share in shares:
            picture = round(min(share * cell.w, 1.4 * cell.h))
            if pictured and picture < max(least, SLIMMEST * cell.h):
                return None
            if _hold(tiling, tiles, cell.w - picture, cell.h, measure) is not None:
                return picture
        return None
    spare = _hold(tiling, tiles, cell.w, cell.h, measure)
    if spare is None or not pictured:
        return None if spare is None else 0
    of_all = _hold(tiling, others, cell.w, cell.h, measure) or 0.0
    picture = math.floor(min(spare, max(of_all, USUAL_PICTURE_SHARE * cell.h), 1.06 * cell.w))
    return picture if picture >= max(least, LEAST_PICTURE_SHARE * cell.h) else None


def _hold(tiling: GridLayout, tiles: Iterable[StepTile], width: float, height: float, measure: Measure) -> float | None:
    """Return the height that is left over at the fullest tile; None where the words do not fit."""
    type_ = tiling.type
    left = height
    for tile in _distinct(tiles):
        words = _height(tile.sentence, width - 2 * type_.pad - tiling.number, type_.px, type_.line, measure)
        warning = _warning_height(tile.warning, width - 2 * type_.pad, type_, measure, around=AROUND_WARNING)
        if words is None or warning is None:
            return None
        left = min(left, height - 2 * type_.pad - words - warning)
        if left < 0:
            return None
    return left


def rows(
    room: Room,
    layout: ScreenLayout,
    extent: Extent,
    measure: Measure,
    *,
    right_to_left: bool = False,
    strict: bool = False,
) -> RowGrid | None:
    """Rows for ``extent.page_size`` steps, under the same rule as the tiles."""
    across, down = round(layout.margin * 0.5), max(round(layout.margin * 0.42), math.ceil(3.5 * layout.mm))
    most, box = max(extent.page_size, 1), round(BOX_MM * layout.mm)
    counts = (1, 2) if layout.portrait or most <= 4 else (2, 3, 1)
    grids = [
        _split(room.area, columns, math.ceil(most / columns), across, down, highest * layout.mm)
        for highest in MOST_ROW_MM
        for columns in counts
    ]

    def fit(type_: Type, pictured: bool, forced: bool) -> RowGrid | None:
        for cells in grids:
            cell = cells[0]
            for share in THUMBS if pictured else (0.0,):
                picture = round(min(share * cell.w, 1.12 * cell.h))
                found = RowGrid(cells, type_, picture, min(box, round(cell.h * 0.9)))
                if pictured and picture < max(LEAST_THUMB_MM * layout.mm, SLIMMEST * cell.h):
                    break
                stretched = None if box > cell.h else _stretched(found, room.area, extent, down, measure)
                if stretched or forced:
                    return replace(found, cells=_turned(stretched or cells, room.area, right_to_left))
        return None

    return _largest(layout, layout.sizes.line, extent, fit, strict=strict)


def _stretched(rows: RowGrid, area: Box, extent: Extent, down: int, measure: Measure) -> tuple[Box, ...] | None:
    """Return the cells as they are where each holds its row.

    Else with rows as high as they need to be, column by column.

    Where a column is filled up there are no cells behind its last row.
    """
    needs = [_row_height(rows, rows.cells[0], tile, measure) for tile in extent.tiles]
    if None in needs:
        return None
    out: list[Box] = []
    columns = {cell.x: [c for c in rows.cells if c.x == cell.x] for cell in rows.cells}
    for cells in columns.values():
        wanted = [need for need in needs[len(out) : len(out) + len(cells)] if need is not None]
        if any(need > MOST_ROW_SHARE * cell.h for need, cell in zip(wanted, cells, strict=False)):
            return None
        if all(need <= cell.h for need, cell in zip(wanted, cells, strict=False)):
            out += cells
            continue
        least = [max(need, rows.box * 1.1) for need in wanted]
        spare = area.h - down * (len(least) - 1) - sum(least)
        if spare < 0:
            return None
        y = cells[0].y
        for need, cell in zip(least, cells, strict=False):
            high = math.floor(need + spare / len(least))
            out.append(cell._replace(y=y, h=high))
            y += high + down
    return tuple(out)


def _row_height(rows: RowGrid, cell: Box, tile: StepTile, measure: Measure) -> float | None:
    """Return the height that a row needs for its words; None where a word would have to be cut."""
    type_, room = rows.type, words_width(rows, cell)
    words = _height(tile.sentence, room, type_.px, type_.line, measure)
    warning = _warning_height(tile.warning, room - type_.warning, type_, measure, around=AROUND_TAG)
    return None if words is None or warning is None else words + warning + 0.15 * type_.px


def words_width(rows: RowGrid, cell: Box) -> float:
    """Return what picture, box and the space around them leave for the words."""
    return cell.w - rows.picture - rows.box - 3 * rows.type.pad


def _largest(
    layout: ScreenLayout,
    px: float,
    extent: Extent,
    fit: Callable[[Type, bool, bool], Found | None],
    *,
    strict: bool,
) -> Found | None:
    """Return the largest text that ``fit`` finds room for, with the pictures.

    Where there is none, whatever goes in at all.

    ``strict``: None instead, and then fewer steps share a screen.
    """
    shares = [round(1 - STEP * step, 2) for step in range(round((1 - LEAST) / STEP) + 1)]
    types = [_type(layout, px * share) for share in shares]
    has_photos = any(tile.picture and tile.picture.photo for tile in extent.tiles)
    large = [
        type_ for type_, share in zip(types, shares, strict=True) if share >= SMALLER and type_.px >= _floor(layout)
    ]
    for type_ in large or types[:1]:
        if found := fit(type_, has_photos, False):
            return found
    if strict:
        return None
    return next(filter(None, (fit(type_, False, type_ is types[-1]) for type_ in types)))


def _floor(layout: ScreenLayout) -> float:
    return LEAST_STEP_MM * layout.mm / CAPITAL - 0.01


def _type(layout: ScreenLayout, px: float) -> Type:
    sizes = layout.sizes
    tight, loose = sizes.sentence_height / sizes.sentence, sizes.line_height / sizes.line
    small = min(px * 0.8, sizes.line * 0.86)
    if px >= _floor(layout):
        small = max(small, _floor(layout))
    number = max(px * 0.91, min(px, _floor(layout)))
    return Type(px, px * tight, small, small * loose, number, layout.margin * 0.5)


def _number(extent: Extent, type_: Type, measure: Measure) -> float:
    return max((measure(t.number, type_.number, BOLD) for t in extent.tiles), default=0.0) + type_.pad * 0.8


def _height(text: str, room: float, px: float, line: float, measure: Measure) -> float | None:
    """Return the height of a text in ``room`` pixels; None where a word would have to be cut."""

    def width(part: str) -> float:
        return measure(part, px, SEMIBOLD)

    return len(wrapped(tied(text), room, width)) * line if keeps_words_whole(text, room, width) else None


def _warning_height(text: str, room: float, type_: Type, measure: Measure, *, around: float) -> float | None:
    """Return the height of a warning with ``around`` em above and below together; 0 for none."""
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
    """Return the cells as a right-to-left script has them."""
    return tuple(c._replace(x=area.x + area.right - c.right) if right_to_left else c for c in cells)
