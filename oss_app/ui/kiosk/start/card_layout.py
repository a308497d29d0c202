"""Where the cards of the start stand, and how many of them fit on a page; no Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from oss_app.player.navigation import Ask
from oss_app.player.screen import ControlSlot, Extent
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out
from oss_app.ui.kiosk.sizes import CAPITAL, CONTROL_MM, LEAST_MM, LEAST_PX, SEMIBOLD, Measure
from oss_app.ui.kiosk.start.screen import Choice, StartScreen
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import keeps_words_whole, tied, wrapped

BETWEEN_MM = 11.0
LEAST_PICTURE, MOST_WIDTH = 0.55, 1.12
"""At least this share of a card is its picture; a worker's card is at most this much wider than high."""

_GRIDS: Mapping[Ask, tuple[tuple[int, int], ...]] = {
    Ask.WHO: ((3, 2), (2, 2), (3, 1), (2, 1), (1, 2)),
    Ask.LANGUAGE: ((3, 2), (2, 2), (1, 4), (1, 3), (1, 2)),
    Ask.WHAT: ((2, 2), (1, 3), (1, 2), (2, 1)),
}
"""Columns and rows, the most cards first; on a portrait screen the two change places. Never one card alone: where
there are more, the other turns the page."""
USUAL_LINES, MOST_LINES = 2, 6
"""So many lines may the words under a picture take; the second where else there is no grid in which they fit."""
FEW = 0.1
"""So large a share of the cards may be longer than the others and have pages of their own."""
USUAL = 0.75
"""At least this share of the words stands in the size of all; longer ones are set smaller, alone."""
LEAST_ALONE = 0.6
"""No word is set smaller than this share of the others."""
MOST_LABEL_SCALE = 1.5
"""The words on the cards grow no further, so that a page still holds some."""
LEAST_PICTURE_MM, SLIM = 24.0, 1.2
BESIDE = (0.6, 0.5, 0.42, 0.36, 0.3, 0.25, 0.2)
"""Where the words of a card are long: the least height of its picture, how much wider that is, and the shares of the
card that it may have beside them."""
AROUND = 0.4
"""Above and below words that have the height of their card there is this much room together, in em."""
LOW, WIDE = 2.0, 16 / 9
"""A card ``LOW`` times wider than high has its picture beside the words; that is at most ``WIDE`` times so."""


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
    globe: Box
    alone: Mapping[str, CardText]
    """The words that stand otherwise than all others: they are longer."""
    is_single: bool = False
    """One card is on the page, and the last cell turns it."""

    @property
    def room(self) -> int:
        """How many cards there are places for."""
        return len(self.cells)

    def words_for(self, word: str) -> CardText:
        """Tell how the words of a card stand."""
        return self.alone.get(word, self.words)


@dataclass(frozen=True)
class CardPage:
    """The choices that are on the table at once, and where."""

    where: CardLayout
    choices: tuple[Choice, ...]
    turns: bool
    """The last card turns the page."""


@dataclass(frozen=True)
class _Dealt:
    cells: tuple[Box, ...]
    columns: int
    words: CardText
    alone: Mapping[str, CardText] = field(default_factory=dict)
    is_single: bool = False
    is_readable: bool = True
    """No letter is under the least size."""


def pages(
    screen: StartScreen, width: int, height: int, mm: float, scale: float, measure: Measure, left_handed: bool = False
) -> tuple[CardPage, ...]:
    """Deal the choices out over pages; a few that are longer than the others have pages of their own."""

    def laid(choices: Sequence[Choice]) -> CardLayout:
        return arranged(replace(screen, choices=tuple(choices)), width, height, mm, scale, measure, left_handed)

    def filled(some: Sequence[Choice]) -> CardLayout:
        return laid([*some, *[short] * (count - len(some))])

    choices, count = screen.choices, len(screen.choices)
    where = laid(choices)
    by_length = sorted(choices, key=lambda choice: len(choice.word))
    few = max(1, round(count * FEW))
    short = by_length[0] if by_length else Choice("", "")
    usual = filled(by_length[:-few]) if len(where.cells) < count else where
    if usual.is_single or not len(where.cells) < len(usual.cells) < count:
        return _dealt(where, choices)
    long = {choice.key for choice in by_length[-few:] if len(filled([choice]).cells) < len(usual.cells)}
    out: list[CardPage] = []
    left = choices
    while left:
        first = next((at for at, choice in enumerate(left) if choice.key in long), count)
        here, page = usual, left[: min(first, len(usual.cells) - 1)]
        if not page:
            here = filled(left[:1])
            page = left[: here.room - 1]
            if len(filled(page).cells) < len(here.cells):
                page = left[:1]
        out.append(CardPage(here, page, turns=True))
        left = left[len(page) :]
    return tuple(out)


def _dealt(where: CardLayout, choices: tuple[Choice, ...]) -> tuple[CardPage, ...]:
    turns = len(choices) > where.room > 1 or (where.is_single and len(choices) > 1)
    each = max(where.room - 1 if turns else where.room, 1)
    starts = range(0, max(len(choices), 1), each)
    return tuple(CardPage(where, choices[start : start + each], turns) for start in starts)


def arranged(
    screen: StartScreen, width: int, height: int, mm: float, scale: float, measure: Measure, left_handed: bool = False
) -> CardLayout:
    """Return the arrangement for a screen of ``width`` x ``height`` pixels at ``mm`` pixels per millimetre."""
    said = (screen.title, *(choice.refusal for choice in screen.choices if choice.refusal))
    extent = Extent(sentences=said, warnings=(), lines=(), has_strip=False)
    has_column = bool(screen.controls)
    between = math.ceil(BETWEEN_MM * mm)

    def laid(*, foot: bool) -> tuple[ScreenLayout, Box, _Dealt]:
        layout = lay_out(
            width,
            height,
            mm,
            scale,
            extent,
            measure,
            right_to_left=screen.right_to_left,
            left_handed=left_handed,
            foot=foot,
        )
        area = _beside_controls(layout) if has_column else _alone(layout, layout.door_size[1])
        return layout, area, _cards(screen, layout, area, between, scale, measure, can_narrow=not has_column)

    layout, area, dealt = laid(foot=False)
    if not dealt.is_readable and has_column and width > height:  # as on a step that says too much (ADR 106)
        at_foot = laid(foot=True)
        layout, area, dealt = at_foot if at_foot[2].is_readable else (layout, area, dealt)
    door_height = layout.door_size[1]
    cells, columns = dealt.cells, dealt.columns
    if (
        not dealt.is_single
        and len(screen.choices) < len(cells)
        and (screen.ask is not Ask.WHAT or len(screen.choices) <= columns)
    ):
        cells, columns = _in_the_middle(cells, columns, len(screen.choices), area, between)
    cells = cells if not screen.right_to_left else tuple(_mirrored_rows(cells, columns))
    door = _door(layout, door_height, has_column)
    if screen.globe:
        door = door._replace(w=min(door.w, (width - 2 * layout.margin - between) // 2))
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
    person = Box(x, round(middle - side / 2), side, side)
    return CardLayout(
        layout,
        title,
        cells,
        dealt.words,
        person,
        layout.controls,
        door,
        door.mirrored(width),
        dealt.alone,
        dealt.is_single,
    )


def _beside_controls(layout: ScreenLayout) -> Box:
    """Tell where the photo of a step stands; on a portrait screen down to the controls."""
    photo = layout.photo
    if not layout.portrait:
        return photo
    bottom = min(box.y for box in layout.controls.values()) - layout.margin
    return photo._replace(h=bottom - photo.y)


def _alone(layout: ScreenLayout, door: int) -> Box:
    """Return the whole screen between the title and the door."""
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
) -> _Dealt:
    """Return the grid with the most cards in which every word fits: its cells and columns, and where the words
    stand.

    No letter is under the least size: for long words that is one card a page, beside the way to the next.
    """
    texts = [choice.word for choice in screen.choices] + ([screen.more] if screen.more else [])
    pictured = any(choice.picture or choice.icon for choice in screen.choices)
    most = MOST_WIDTH if screen.ask is Ask.WHO and can_narrow else None
    shrink = min(1.0, MOST_LABEL_SCALE / scale)
    floor = LEAST_MM * layout.mm / CAPITAL - 0.01
    full = (layout.sizes.line if pictured else layout.sizes.sentence) * shrink
    grids = [grid[::-1] if layout.portrait else grid for grid in _grids(screen.ask, len(screen.choices))]
    dealt = [(columns, _cells(area, columns, rows, between, most)) for columns, rows in grids]
    dealt = [(columns, cells) for columns, cells in dealt if _is_large(cells[0], layout)] or dealt[1:2]
    for shares, lines in (((1.0, 0.84), USUAL_LINES), ((0.7, 0.6), USUAL_LINES), ((0.84, 0.7, 0.6), MOST_LINES)):
        for columns, cells in dealt:  # a little smaller before there are fewer of them
            for share in shares:
                px = max(full * share, min(full, floor))
                words = _words(cells[0], texts, px, layout, measure, pictured, lines)
                alone = _all_alone(cells[0], texts, words, floor, layout, measure, pictured) if words else None
                if words and alone is not None:
                    return _Dealt(cells, columns, words, alone)
    if pictured:
        px = min(full, floor + 0.01)
        label = CardText(px, round(cells[0].h * (1 - LEAST_PICTURE)), beside=False)
        for columns, cells in dealt:
            alone = _all_alone(cells[0], texts, None, floor, layout, measure, pictured)
            if alone is not None:
                return _Dealt(cells, columns, label, alone)
        single = _single(area, between, layout)
        alone = _all_alone(single[0], texts, None, floor, layout, measure, pictured)
        if alone is not None and len(screen.choices) > 1:
            turn = CardText(px, single[1].w - single[1].h, beside=True)
            return _Dealt(single, 1, label, {**alone, screen.more: turn}, is_single=True)
    columns, cells = dealt[-1] if len(dealt) == 1 else dealt[1]  # the largest
    px = max(full * 0.6, min(full, floor))
    words = CardText(px, round(cells[0].h * (1 - LEAST_PICTURE)), beside=False)
    return _Dealt(cells, columns, words, is_readable=False)


def _is_large(cell: Box, layout: ScreenLayout) -> bool:
    return min(cell.w, cell.h) >= max(CONTROL_MM * layout.mm, LEAST_PX)


def _single(area: Box, between: int, layout: ScreenLayout) -> tuple[Box, Box]:
    """Return one card, and below it the least that turns the page."""
    high = max(math.ceil(CONTROL_MM * layout.mm), LEAST_PX)
    return area._replace(h=area.h - high - between), area._replace(y=area.bottom - high, h=high)


def _all_alone(
    cell: Box,
    texts: list[str],
    words: CardText | None,
    floor: float,
    layout: ScreenLayout,
    measure: Measure,
    pictured: bool,
) -> dict[str, CardText] | None:
    """Return where those words stand that would be too small as all others stand; None where one has no room."""
    out: dict[str, CardText] = {}
    for text in dict.fromkeys(texts):
        if words and _share(cell, text, words, layout, measure, pictured) * words.px >= floor:
            continue
        found = _alone_on_card(cell, text, floor + 0.01, layout, measure) if pictured else None
        if found is None:
            return None
        out[text] = found
    return out


def _share(cell: Box, text: str, words: CardText, layout: ScreenLayout, measure: Measure, pictured: bool) -> float:
    line = words.px * layout.sizes.line_height / layout.sizes.line
    width = words.extent if words.beside else cell.w
    height = cell.h - AROUND * words.px if words.beside or not pictured else words.extent
    return share_that_fits(text, width - 2 * 0.8 * words.px, height, words.px, line, measure)


def _alone_on_card(cell: Box, text: str, px: float, layout: ScreenLayout, measure: Measure) -> CardText | None:
    """Return the words of one card in the least size, with as large a picture as they leave; None for no room."""
    line, pad = px * layout.sizes.line_height / layout.sizes.line, 2 * 0.8 * px
    least = LEAST_PICTURE_MM * layout.mm
    found: list[tuple[float, CardText]] = []
    label = px * 0.9 + line * _lines(text, cell.w - pad, px, measure)
    if cell.h - label >= least:
        found.append((_seen(cell.w, cell.h - label), CardText(px, math.ceil(label), beside=False)))
    for share in BESIDE:
        picture = round(share * cell.w)
        if picture >= least * SLIM and line * _lines(text, cell.w - picture - pad, px, measure) <= cell.h - AROUND * px:
            found.append((_seen(picture, cell.h), CardText(px, cell.w - picture, beside=True)))
            break
    return max(found, key=lambda one: one[0])[1] if found else None


def _seen(width: float, height: float) -> float:
    """Return how wide a picture of 16 to 9 is in its room, a third of it cut off."""
    return min(width * 1.5, height * WIDE)


def _grids(ask: Ask, count: int) -> list[tuple[int, int]]:
    """Return the grids in the order in which they are tried: first the usual one, then those that hold all cards, the
    largest cards first. A card that is alone may have the whole place.
    """
    usual, *others = (*_GRIDS[ask], (1, 1)) if count == 1 else _GRIDS[ask]
    return [usual, *sorted(others, key=lambda grid: (grid[0] * grid[1] < count, abs(grid[0] * grid[1] - count)))]


def _words(
    cell: Box, texts: list[str], px: float, layout: ScreenLayout, measure: Measure, pictured: bool, lines: int
) -> CardText | None:
    """Tell where the words of a card stand; None where they do not fit."""
    line = px * layout.sizes.line_height / layout.sizes.line
    beside = pictured and cell.w >= LOW * cell.h
    picture = round(min(cell.h * WIDE, max(cell.h * 1.12, cell.w * LEAST_PICTURE))) if beside else 0
    room = cell.w - picture - 2 * 0.8 * px
    most = cell.h if beside or not pictured else round(cell.h * (1 - LEAST_PICTURE))
    rows = (cell.h - AROUND * px) // line if beside or not pictured else lines
    usual = [n for text in texts if (n := _lines(text, room, px, measure)) <= rows]
    if len(usual) < len(texts) * USUAL:
        return None
    label = round(px * (0.9 if pictured else 0.6) + line * max(usual, default=1))
    if label > most:
        return None
    height = most - AROUND * px if beside or not pictured else label
    if not all(share_that_fits(text, room, height, px, line, measure) >= LEAST_ALONE for text in texts):
        return None
    if not pictured:
        return CardText(px, cell.h, beside=False)
    return CardText(px, cell.w - picture if beside else label, beside)


def _lines(text: str, room: float, px: float, measure: Measure) -> float:
    """Return the lines that a text takes; endless where a word would have to be cut."""

    def width(words: str) -> float:
        return measure(words, px, SEMIBOLD)

    return len(wrapped(tied(text), room, width)) if keeps_words_whole(text, room, width) else math.inf


def share_that_fits(text: str, room: float, height: float, px: float, line: float, measure: Measure) -> float:
    """By how much a text is set smaller to stand in ``room`` x ``height`` pixels with its words whole; 1 for not."""
    share = 1.0
    while share > LEAST_ALONE / 2 and _lines(text, room, px * share, measure) * line * share > height + 1:
        share *= 0.95
    return share


def _cells(area: Box, columns: int, rows: int, between: int, most: float | None) -> tuple[Box, ...]:
    """Return the cards of a page, row by row; ``most`` is the widest that a card may be for its height."""
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


def _in_the_middle(
    cells: tuple[Box, ...], columns: int, count: int, area: Box, between: int
) -> tuple[tuple[Box, ...], int]:
    """Return the cells of ``count`` cards that do not fill their grid: as large as they were, in the middle.

    The columns.
    """
    rows = -(-count // columns)
    columns = max(-(-count // rows), 1) if rows else columns
    width, height = cells[0].w, cells[0].h
    top = area.y + (area.h - rows * height - (rows - 1) * between) // 2
    out: list[Box] = []
    for row in range(rows):
        here = min(columns, count - row * columns)
        left = area.x + (area.w - here * width - (here - 1) * between) // 2
        y = top + row * (height + between)
        out += [Box(left + at * (width + between), y, width, height) for at in range(here)]
    return tuple(out) or cells, columns


def _mirrored_rows(cells: tuple[Box, ...], columns: int) -> list[Box]:
    out: list[Box] = []
    for start in range(0, len(cells), columns):
        out += reversed(cells[start : start + columns])
    return out
