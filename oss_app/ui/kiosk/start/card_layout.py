"""Where the cards of the start stand, and how many of them fit on a page; no Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.player.screen import ControlSlot, Extent
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out
from oss_app.ui.kiosk.sizes import CONTROL_MM, LEAST_PX, SEMIBOLD, Measure
from oss_app.ui.kiosk.start.screen import Ask, StartScreen
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import keeps_words_whole, wrapped

BETWEEN_MM = 11.0
LEAST_PICTURE, MOST_WIDTH = 0.4, 1.12
"""At least this share of a card is its picture; a worker's card is at most this much wider than high."""

_GRIDS: Mapping[Ask, tuple[tuple[int, int], ...]] = {
    Ask.WHO: ((3, 2), (2, 2), (3, 1), (2, 1), (1, 2)),
    Ask.LANGUAGE: ((3, 2), (2, 2), (1, 4), (1, 3), (1, 2)),
    Ask.WHAT: ((2, 2), (1, 3), (2, 1), (1, 2)),
}
"""Columns and rows, the most cards first; on a portrait screen the two change places. Never one card alone: where
there are more, the other turns the page."""
MOST_LABEL_SCALE = 1.5
"""The words on the cards grow no further, so that a page still holds some."""
LOW = 2.0
"""A card this much wider than high has its picture beside the words."""


@dataclass(frozen=True)
class CardText:
    """Size of the words on the cards; ``extent`` is their height under the picture, or their width ``beside`` it.

    Where no card has a picture it is the whole height.
    """

    px: float
    extent: int
    beside: bool


@dataclass(frozen=True)
class CardLayout:
    """Where everything stands; ``layout`` is that of a step without a strip, so that the controls keep their places."""

    layout: ScreenLayout
    title: Box
    cells: tuple[Box, ...]
    words: CardText
    person: Box
    controls: Mapping[ControlSlot, Box]
    door: Box


def arranged(
    screen: StartScreen, width: int, height: int, mm: float, scale: float, measure: Measure, left_handed: bool = False
) -> CardLayout:
    """The arrangement for a screen of ``width`` x ``height`` pixels at ``mm`` pixels per millimetre."""
    said = (screen.title, *(choice.refusal for choice in screen.choices if choice.refusal))
    extent = Extent(sentences=said, warnings=(), lines=(), has_strip=False)
    layout = lay_out(
        width, height, mm, scale, extent, measure, right_to_left=screen.right_to_left, left_handed=left_handed
    )
    has_column = bool(screen.controls)
    between, door_height = math.ceil(BETWEEN_MM * mm), layout.door_size[1]
    area = _beside_controls(layout) if has_column else _alone(layout, door_height)
    cells, columns, words = _cards(screen, layout, area, between, scale, measure, can_narrow=not has_column)
    cells = cells if not screen.right_to_left else tuple(_mirrored_rows(cells, columns))
    door = _door(layout, door_height, has_column)
    sentence = layout.sentence
    title = sentence
    if not has_column:
        left, right = min(c.x for c in cells), max(c.right for c in cells)
        title = Box(left, area.y - layout.margin - sentence.h, max(right - left, 1), sentence.h)
        if right - left < layout.sentence.w * 0.7:
            title = Box(sentence.x, title.y, sentence.w, sentence.h)
    middle = layout.progress.y + layout.progress.h / 2
    side = round(min(15 * mm, 2 * (middle - 4), 2 * (sentence.y - 2 - middle)))
    x = sentence.right - side if screen.right_to_left else sentence.x
    return CardLayout(layout, title, cells, words, Box(x, round(middle - side / 2), side, side), layout.controls, door)


def _beside_controls(layout: ScreenLayout) -> Box:
    """Where the photo of a step stands; on a portrait screen down to the controls."""
    photo = layout.photo
    if not layout.portrait:
        return photo
    bottom = min(box.y for box in layout.controls.values()) - layout.margin
    return photo._replace(h=bottom - photo.y)


def _alone(layout: ScreenLayout, door: int) -> Box:
    """The whole screen between the title and the door."""
    top = layout.margin * 1.6 + layout.sentence.h + layout.margin
    bottom = layout.height - layout.margin * 0.4 - door
    return edges(layout.margin, top, layout.width - layout.margin, bottom)


def _door(layout: ScreenLayout, height: int, has_column: bool) -> Box:
    """At the lower left; where there are controls, in the place that Done has on a step."""
    if not has_column:
        y = round(layout.height - layout.margin * 0.4) - height
        return Box(layout.margin, y, *layout.door_size)
    done = layout.controls[ControlSlot.DONE]
    return Box(done.x, done.bottom - height, done.w, height)


def _cards(
    screen: StartScreen, layout: ScreenLayout, area: Box, between: int, scale: float, measure: Measure, can_narrow: bool
) -> tuple[tuple[Box, ...], int, CardText]:
    """The grid with the most cards in which every word fits: its cells and columns, and where the words stand."""
    texts = [choice.word for choice in screen.choices] + ([screen.more] if screen.more else [])
    pictured = any(choice.picture or choice.icon for choice in screen.choices)
    most = MOST_WIDTH if screen.ask is Ask.WHO and can_narrow else None
    shrink = min(1.0, MOST_LABEL_SCALE / scale)
    for share in (1.0, 0.84, 0.7, 0.6):
        px = (layout.sizes.line if pictured else layout.sizes.sentence) * shrink * share
        for grid in _GRIDS[screen.ask]:
            columns, rows = grid[::-1] if layout.portrait else grid
            cells = _cells(area, columns, rows, between, most)
            words = _words(cells[0], texts, px, layout, measure, pictured)
            if words and min(cells[0].w, cells[0].h) >= max(CONTROL_MM * layout.mm, LEAST_PX):
                return cells, columns, words
    return cells, columns, words or CardText(px, round(cells[0].h * (1 - LEAST_PICTURE)), beside=False)


def _words(
    cell: Box, texts: list[str], px: float, layout: ScreenLayout, measure: Measure, pictured: bool
) -> CardText | None:
    """Where the words of a card stand; None where they do not fit."""
    line = px * layout.sizes.line_height / layout.sizes.line
    beside = pictured and cell.w >= LOW * cell.h
    picture = round(cell.h * 1.12) if beside else 0
    room = cell.w - picture - 2 * 0.8 * px
    lines = max((len(wrapped(text, room, lambda t: measure(t, px, SEMIBOLD))) for text in texts), default=1)
    if not all(keeps_words_whole(text, room, lambda t: measure(t, px, SEMIBOLD)) for text in texts):
        return None
    label = round(px * (1.3 if pictured else 0.6) + line * lines)
    if not pictured:
        return CardText(px, cell.h, beside=False) if label <= cell.h else None
    if beside:
        return CardText(px, cell.w - picture, beside) if label <= cell.h else None
    return CardText(px, label, beside) if lines <= 2 and label <= cell.h * (1 - LEAST_PICTURE) else None


def _cells(area: Box, columns: int, rows: int, between: int, most: float | None) -> tuple[Box, ...]:
    """The cards of a page, row by row; ``most`` is the widest that a card may be for its height."""
    height = (area.h - (rows - 1) * between) // rows
    width = (area.w - (columns - 1) * between) // columns
    if most is not None:
        width = min(width, round(height * most))
    left = area.x + (area.w - columns * width - (columns - 1) * between) // 2
    return tuple(
        Box(left + column * (width + between), area.y + row * (height + between), width, height)
        for row in range(rows)
        for column in range(columns)
    )


def _mirrored_rows(cells: tuple[Box, ...], columns: int) -> list[Box]:
    out: list[Box] = []
    for start in range(0, len(cells), columns):
        out += reversed(cells[start : start + columns])
    return out
