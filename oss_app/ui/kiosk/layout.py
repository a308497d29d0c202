"""The arithmetic of the worker's screen: where everything stands, from the screen's size and the longest texts; no Qt.

Measured once per task and profile, so that nothing moves between two screens of a session.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from oss_app.player.screen import ControlSlot, Extent
from oss_app.ui.kiosk.sizes import (
    BETWEEN_MM,
    CONTROL_MM,
    DONE_MM,
    LEAST_PHOTO_MM,
    LEAST_PX,
    LEAST_SCALE,
    LOW_MM,
    REGULAR,
    SEMIBOLD,
    STEP_OF_SCALE,
    Measure,
    Sizes,
    sizes_for,
)
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.fonts import leading
from oss_app.ui.kit.lettering import line_count, tied

LABEL_EM = 5.2
"""The least width of a control with its icon above the label, in em of that."""
LEAST_SLIVER_MM = 10.0
"""A photo lower than this is no picture of anything."""
DOOR_MM, DOOR_EM, LEAST_DOOR_EM = 21.0, 9.5, 6.0
"""Height of the coach's door, and the least width of it, where the large controls leave no more; at the very least."""


@dataclass(frozen=True)
class ScreenLayout:
    """Where everything stands, in pixels, and what had to adapt."""

    width: int
    height: int
    mm: float
    scale: float
    """The text size that was possible; less than the worker's own only where nothing else would have fitted."""
    sizes: Sizes
    margin: int
    gap: int
    radius: int
    progress: Box
    sentence: Box
    photo: Box
    warning: Box | None
    line: Box | None
    controls: Mapping[ControlSlot, Box]
    message: Box
    """Where the call and break screens speak, beside the controls."""
    portrait: bool = False
    attached: bool = False
    """The strip hangs under the photo, as one plate with it."""
    stacked: bool = False
    """Icons stand above the labels."""
    grid: bool = False
    turn: Box | None = None
    """The control that turns to the rest of the words, where they are dealt out over parts."""

    @property
    def strip(self) -> Box | None:
        """Both halves of the strip."""
        return self.warning.over(self.line) if self.warning and self.line else self.warning or self.line

    @property
    def stage(self) -> Box:
        """The photo, and the strip where it hangs under it."""
        return self.photo.over(self.strip) if self.attached and self.strip else self.photo

    @property
    def has_photo(self) -> bool:
        """Whether a photo has room here; only words without end leave it none."""
        return self.photo.h >= LEAST_SLIVER_MM * self.mm

    @property
    def door_size(self) -> tuple[int, int]:
        """Width and height of the coach's door."""
        width = min(self.width - 2 * self.margin, round(14 * self.sizes.head))
        return width, max(math.ceil(DOOR_MM * self.mm), LEAST_PX)

    def door(self, shown: Collection[ControlSlot] = tuple(ControlSlot)) -> Box:
        """Return the coach's door among the controls that are shown: at the lower left, at the lower right, or
        above them.
        """
        width, height = self.door_size
        controls = [self.controls[slot] for slot in (ControlSlot if self.portrait else shown)]
        low = Box(self.margin, round(self.height - self.margin * 0.4) - height, width, height)
        narrow = low._replace(w=min(width, round(DOOR_EM * self.sizes.head)))
        above = min(box.y for box in controls) - max(round(self.margin * 0.4), self.gap) - height
        free = [low, low.mirrored(self.width), narrow, narrow.mirrored(self.width)]
        beside = [box for box in controls if box.bottom > low.y]
        if beside:  # its word is set smaller before it takes the room for others
            left = low._replace(w=min(box.x for box in beside) - self.gap - low.x)
            right = edges(max(box.right for box in beside) + self.gap, low.y, self.width - self.margin, low.bottom)
            free += [box for box in (left, right) if LEAST_DOOR_EM * self.sizes.head <= box.w <= width]
        free.append(low._replace(y=above))
        return next(b for b in free if not any(b.overlaps(c) for c in controls) or b is free[-1])

    def room_to_speak(self, shown: Collection[ControlSlot], *, has_door: bool) -> Box:
        """Tell where the call and break screens speak among the controls that are shown.

        Beside them; where they stand two by two above them, if that is more room.
        """
        spoken, indent = self.message, self.margin * 3
        found = [spoken]
        if self.grid and shown:
            bottom = min(self.controls[slot].y for slot in shown) - self.margin
            found.append(edges(indent, spoken.y, self.width - indent, bottom))
        if has_door:
            door = self.door(shown or tuple(ControlSlot))
            found = [
                box._replace(h=min(box.bottom, door.y) - box.y) if door.x < box.right and door.right > box.x else box
                for box in found
            ]
        return max(found, key=lambda box: box.w * box.h)


def rooms_for_five(
    layout: ScreenLayout, *, right_to_left: bool = False
) -> Iterator[tuple[dict[ControlSlot, Box], Box]]:
    """Yield the places for a fifth control, each with where the others stand then; Done is where it was.

    First half the place of Help, beside it or below; then a share of the room of all that stand in its row or column,
    and where they stand two by two, of the row of the other two.
    """
    help_, gap = layout.controls[ControlSlot.HELP], layout.gap
    least = max(CONTROL_MM * layout.mm, LEAST_PX)
    slots = (ControlSlot.BACK, ControlSlot.HEAR, ControlSlot.HELP)
    alone = (ControlSlot.HELP,)
    in_row = tuple(slot for slot in slots if layout.controls[slot].y == help_.y)
    in_column = tuple(slot for slot in slots if layout.controls[slot].x == help_.x)
    others = tuple(slot for slot in slots if slot not in in_row)
    shared = [(in_row, True), (in_column, False), (others, True)] if layout.grid or layout.portrait else []
    ways = [(alone, True), (alone, False), *((those, is_row) for those, is_row in shared if those)]

    def each_of(those: tuple[ControlSlot, ...], is_row: bool) -> int:
        whole = reduce(Box.over, (layout.controls[slot] for slot in those))
        return ((whole.w if is_row else whole.h) - len(those) * gap) // (len(those) + 1)

    for those, is_row in [way for way in ways if each_of(*way) >= least] or ways[:1]:
        whole = reduce(Box.over, (layout.controls[slot] for slot in those))
        count, each = len(those) + 1, each_of(those, is_row)
        across, down = (each + gap, 0) if is_row else (0, each + gap)
        size = (each, whole.h) if is_row else (whole.w, each)
        found = [Box(whole.x + at * across, whole.y + at * down, *size) for at in range(count - 1)]
        found.append(Box(whole.right - size[0], whole.bottom - size[1], *size))
        if is_row and right_to_left:
            found.reverse()
        yield dict(zip(those, found, strict=False)), found[-1]


def lay_out(
    width: int,
    height: int,
    mm: float,
    scale: float,
    extent: Extent,
    measure: Measure,
    *,
    right_to_left: bool = False,
    left_handed: bool = False,
    foot: bool = False,
) -> ScreenLayout:
    """Return the layout for a screen of ``width`` x ``height`` pixels at ``mm`` pixels per millimetre.

    ``scale`` is the worker's text size, 1 to 2. What does not fit adapts in a fixed order: the strip goes full width,
    the controls two by two, and at the very end the text grows less than was asked. With ``foot`` the controls stand in
    a row at the foot instead, as on a portrait screen: several steps on a screen need its width.
    """
    sides = {"right_to_left": right_to_left, "left_handed": left_handed, "foot": foot}
    for size in _scales(scale):
        if found := lay_out_at(width, height, mm, size, extent, measure, **sides):
            return found
    found = lay_out_at(width, height, mm, size, extent, measure, force=True, **sides)
    assert found
    return found


def lay_out_at(
    width: int,
    height: int,
    mm: float,
    scale: float,
    extent: Extent,
    measure: Measure,
    *,
    right_to_left: bool = False,
    left_handed: bool = False,
    foot: bool = False,
    lines: int = 1,
    force: bool = False,
) -> ScreenLayout | None:
    """Return the layout of ``lay_out`` at this very text size; None where that has no room, but for ``force``.

    The sentence has room for at least so many ``lines``.
    """
    bench = _Worksheet(width, height, mm, scale, extent, measure, right_to_left, foot, lines)
    found = bench.portrait(force) if width < height else bench.landscape(force)
    if found is None:
        return None
    mirror = right_to_left or (left_handed and not found.portrait)
    return _turned(found, mirror=mirror, lines_from_right=right_to_left)


def _scales(wanted: float) -> Iterator[float]:
    steps = round((wanted - LEAST_SCALE) / STEP_OF_SCALE)
    for i in range(steps + 1):
        yield round(wanted - i * STEP_OF_SCALE, 2)


def _texts(extent: Extent) -> Iterator[str]:
    for texts in (extent.sentences, extent.warnings, extent.lines, extent.hints, *extent.steps):
        yield from texts


class _Worksheet:
    """One try: everything that is the same for all arrangements at one text size."""

    def __init__(
        self,
        width: int,
        height: int,
        mm: float,
        scale: float,
        extent: Extent,
        measure: Measure,
        tall: bool,
        foot: bool = False,
        lines: int = 1,
    ) -> None:
        self.width, self.height, self.mm, self.scale = width, height, mm, scale
        self.extent, self.measure, self.foot = extent, measure, foot
        self.sizes = sizes_for(width, height, mm, scale, tall, leading(_texts(extent)))
        self.margin = round(0.025 * max(width, height))
        self.gap = max(math.ceil(BETWEEN_MM * mm), 24 if height > 800 else 0)
        self.low = height / mm <= LOW_MM
        self.inner = width - 2 * self.margin
        self.top = self.margin * 0.8
        self.head = self.sizes.head * 1.2
        self.sentence_top = self.top + self.head + self.margin * 0.3
        self.least_photo = LEAST_PHOTO_MM * mm if scale >= 1 else 0.0
        needed = line_count(extent.sentences, self.inner, lambda t: measure(t, self.sizes.sentence, SEMIBOLD))
        self.sentence_height = self.sizes.sentence_height * max(lines, needed)

    # the strip

    def _beside_text(self) -> float:
        """Return what a strip line needs besides its words: the icon and the space around."""
        return self.margin * 1.2 + self.sizes.line * 1.85

    def _widest(self, texts: tuple[str, ...], weight: int) -> float:
        widths = [self.measure(tied(text), self.sizes.line, weight) for text in texts]
        return max(widths) + self._beside_text() + 1 if widths else 0.0

    def _fits_in(self, room: float) -> bool:
        return max(self._widest(self.extent.warnings, SEMIBOLD), self._widest(self.extent.lines, REGULAR)) <= room

    def _row(self, texts: tuple[str, ...], room: float, em: float) -> float:
        """Height of a strip line that may take several lines of text; 0 where there is none."""
        if not texts:
            return 0.0
        width = room - self._beside_text()
        count = line_count(texts, width, lambda t: self.measure(t, self.sizes.line, SEMIBOLD))
        return self.sizes.line * em + self.sizes.line_height * (count - 1)

    # landscape

    def landscape(self, force: bool = False) -> ScreenLayout | None:
        for grid in (False,) if self.foot else (False, True):
            found = self._under(grid) or (self._across(grid) if self.extent.has_strip else None)
            if found:
                return found
        return self._across(True, force=True) if force else None

    def _under(self, grid: bool) -> ScreenLayout | None:
        """Return the strip in one row under the photo."""
        strip = self.sizes.line * 2.2 if self.extent.has_strip or not grid else 0.0
        top = self.sentence_top + self.sentence_height + self.margin * 0.45
        return self._columns(top, strip, grid, None, force=False)

    def _across(self, grid: bool, force: bool = False) -> ScreenLayout | None:
        """Return the strip at full width under the sentence, in one row or two."""
        top = self.sentence_top + self.sentence_height + self.margin * 0.45
        warnings, lines = self.extent.warnings, self.extent.lines
        left, right = self._widest(warnings, SEMIBOLD), self._widest(lines, REGULAR)
        if left + right <= self.inner:
            height = self.sizes.line * 1.75
            split = self.margin + (left if lines else self.inner) if warnings else self.margin
            halves = (
                edges(self.margin, top, split, top + height) if warnings else None,
                edges(split, top, self.margin + self.inner, top + height) if lines or not warnings else None,
            )
        else:
            first, second = self._row(warnings, self.inner, 1.75), self._row(lines, self.inner, 1.75)
            height = first + second
            right_edge = self.margin + self.inner
            halves = (
                edges(self.margin, top, right_edge, top + first) if first else None,
                edges(self.margin, top + first, right_edge, top + height) if second else None,
            )
        return self._columns(top + height + self.margin * 0.5, 0.0, grid, halves, force)

    def _columns(
        self,
        top: float,
        strip: float,
        grid: bool,
        halves: tuple[Box | None, Box | None] | None,
        force: bool,
    ) -> ScreenLayout | None:
        """Return the photo at the left, the controls at the right."""
        if self.foot:
            return self._above(top, strip, halves, force)
        bottom = self.height - self.margin
        photo_height = bottom - top - strip
        if photo_height < self.least_photo and not force:
            return None
        between = self.margin * 0.85
        column = self.inner - between - photo_height * 16 / 9
        column = max(column, self._least_grid() if grid else max(90 * self.mm, 10.2 * self.sizes.label))
        photo_width = self.inner - between - column
        if photo_width < self.least_photo and not force:
            return None
        left, split = self.margin, self.margin + photo_width
        if strip and self.extent.has_strip:
            if not self._fits_in(photo_width / 2):
                return None
            middle, y = left + photo_width / 2, bottom - strip
            halves = (edges(left, y, middle, bottom), edges(middle, y, split, bottom))
        elif not self.extent.has_strip:
            photo_height = bottom - top
        area = edges(split + between, top, self.width - self.margin, bottom)
        across = halves is not None and not strip
        controls = self._two_by_two(area, force) if grid else self._column(area, across)
        if controls is None:
            return None
        warning, line = halves or (None, None)
        return self._layout(
            photo=edges(left, top, split, top + photo_height),
            warning=warning,
            line=line,
            controls=controls,
            attached=bool(strip) and halves is not None,
            stacked=grid and min(box.h for box in controls.values()) >= 2.2 * self.sizes.label,
            grid=grid,
        )

    def _above(
        self, top: float, strip: float, halves: tuple[Box | None, Box | None] | None, force: bool
    ) -> ScreenLayout | None:
        """Return the photo at full width, all four controls in a row at the foot."""
        left, right = self.margin, self.width - self.margin
        width = (self.inner - 3 * self.gap) // 4
        self._narrow_labels(width)
        label = self.sizes.label
        stacked = width < 8.5 * label
        done = 1.6 * self.sizes.done
        high = max(math.ceil(max(DONE_MM * self.mm, (2.4 if stacked else 1.5) * label, done)), LEAST_PX)
        foot = self.height - self.margin - high
        bottom = foot - max(self.gap, self.margin * 0.6)
        attached = bool(strip) and self.extent.has_strip
        below = strip if attached else 0.0
        if not force and (bottom - below - top < self.least_photo or width < CONTROL_MM * self.mm):
            return None
        if attached:
            if not self._fits_in(self.inner / 2):
                return None
            middle, y = left + self.inner / 2, bottom - strip
            halves = (edges(left, y, middle, bottom), edges(middle, y, right, bottom))
        starts = [left + i * (width + self.gap) for i in range(3)] + [right - width]
        warning, line = halves or (None, None)
        return self._layout(
            photo=edges(left, top, right, bottom - below),
            warning=warning,
            line=line,
            controls={slot: Box(x, foot, width, high) for slot, x in zip(ControlSlot, starts, strict=True)},
            attached=attached,
            stacked=stacked,
            grid=True,
        )

    def _narrow_labels(self, width: int) -> None:
        """Let the labels alone grow less, where four controls in a row are narrow: the words of a step do not."""
        share = min(1.0, width / (LABEL_EM * self.sizes.label))
        self.sizes = replace(self.sizes, label=self.sizes.label * share, done=self.sizes.done * share)

    def _column(self, area: Box, across: bool) -> dict[ControlSlot, Box] | None:
        """Four under one another, Done at the foot; lower where they must be, but never under the smallest."""
        mm, label, done = self.mm, self.sizes.label, self.sizes.done
        if self.low:
            height, foot = max(22 * mm, 1.9 * label), max(34 * mm, 2.2 * done)
        else:
            height, foot = max(30 * mm, 2.0 * label), 44 * mm if across else max(60 * mm, 2.6 * done)
        least = max(math.ceil(max(CONTROL_MM * mm, 1.5 * label)), LEAST_PX)
        least_foot = max(math.ceil(max(DONE_MM * mm, 1.5 * done)), LEAST_PX)
        spare = area.h - 3 * self.gap
        if spare < 3 * height + foot:
            foot = max(least_foot, min(foot, spare - 3 * height, 34 * mm))
        if spare < 3 * height + foot:
            height = (spare - foot) / 3
        each, last = math.floor(height), math.floor(foot)
        if each < least or last < least_foot:
            return None
        boxes = {
            slot: Box(area.x, area.y + i * (each + self.gap), area.w, each)
            for i, slot in enumerate((ControlSlot.BACK, ControlSlot.HEAR, ControlSlot.HELP))
        }
        return boxes | {ControlSlot.DONE: Box(area.x, area.bottom - last, area.w, last)}

    def _least_grid(self) -> float:
        return 2 * max(34 * self.mm, LABEL_EM * self.sizes.label) + self.gap

    def _two_by_two(self, area: Box, force: bool) -> dict[ControlSlot, Box] | None:
        least = max(math.ceil(max(CONTROL_MM * self.mm, 1.45 * self.sizes.label)), LEAST_PX)
        least_done = max(math.ceil(max(DONE_MM * self.mm, 1.15 * self.sizes.done)), LEAST_PX)
        width = (area.w - self.gap) // 2
        lower = max((area.h - self.gap) // 2, least_done)
        upper = area.h - self.gap - lower
        if upper < least and not force:
            return None
        right, below = area.right - width, area.bottom - lower
        return {
            ControlSlot.BACK: Box(area.x, area.y, width, upper),
            ControlSlot.HEAR: Box(right, area.y, width, upper),
            ControlSlot.HELP: Box(area.x, below, width, lower),
            ControlSlot.DONE: Box(right, below, width, lower),
        }

    # portrait

    def portrait(self, force: bool = False) -> ScreenLayout | None:
        mm, sizes = self.mm, self.sizes
        left, right = self.margin, self.width - self.margin
        sentence = max(self.sentence_height, 2 * sizes.sentence_height)
        top = self.sentence_top + sentence + self.margin * 0.6
        done, others = math.ceil(max(50 * mm, 1.5 * sizes.done)), math.ceil(max(38 * mm, 2.7 * sizes.label))
        foot = self.height - round(self.margin * 1.2)
        above_foot = foot - done - self.gap - others
        room = above_foot - self.margin - top
        full = self.inner * 0.813
        for em in (2.74, 2.2, 1.75):
            rows = [self._row(texts, self.inner, em) for texts in (self.extent.warnings, self.extent.lines)]
            rows = rows if self.extent.has_strip else [0.0, 0.0]
            if room - sum(rows) >= full:
                break
        photo = min(full, room - sum(rows))
        if photo < self.least_photo and not force:
            return None
        y, width = top + photo, (self.inner - 2 * self.gap) // 3
        starts = (left, left + round((self.inner - width) / 2), right - width)
        slots = (ControlSlot.BACK, ControlSlot.HEAR, ControlSlot.HELP)
        controls = {slot: Box(x, above_foot, width, others) for slot, x in zip(slots, starts, strict=True)}
        controls[ControlSlot.DONE] = Box(left, foot - done, self.inner, done)
        return self._layout(
            photo=edges(left, top, right, top + photo),
            warning=edges(left, y, right, y + rows[0]) if rows[0] else None,
            line=edges(left, y + rows[0], right, y + sum(rows)) if rows[1] else None,
            controls=controls,
            attached=True,
            stacked=width < 8.5 * sizes.label,
            portrait=True,
            sentence_height=sentence,
        )

    def _layout(
        self,
        *,
        photo: Box,
        warning: Box | None,
        line: Box | None,
        controls: Mapping[ControlSlot, Box],
        attached: bool,
        stacked: bool,
        grid: bool = False,
        portrait: bool = False,
        sentence_height: float | None = None,
    ) -> ScreenLayout:
        left, right = self.margin, self.width - self.margin
        y, height = self.sentence_top, sentence_height or self.sentence_height
        indent = left if portrait else self.margin * 3
        low = portrait or self.foot
        message_right = right if low else min(box.x for box in controls.values()) - self.margin * 0.85
        message_bottom = min(box.y for box in controls.values()) if low else self.height
        return ScreenLayout(
            width=self.width,
            height=self.height,
            mm=self.mm,
            scale=self.scale,
            sizes=self.sizes,
            margin=self.margin,
            gap=self.gap,
            radius=round(5 * self.mm),
            progress=edges(left, self.top, right, self.top + self.head),
            sentence=edges(left, y, right, y + height),
            photo=photo,
            warning=warning,
            line=line,
            controls=controls,
            message=edges(indent, self.top + self.head, message_right, message_bottom - self.margin),
            portrait=portrait,
            attached=attached,
            stacked=stacked,
            grid=grid,
        )


def _turned(layout: ScreenLayout, *, mirror: bool, lines_from_right: bool) -> ScreenLayout:
    """Return the layout as it stands for a right-to-left script or a left-handed worker."""
    if not mirror:
        return layout
    w = layout.width
    warning, line = (box.mirrored(w) if box else None for box in (layout.warning, layout.line))
    if not lines_from_right and warning and line and warning.y == line.y:
        left = min(warning.x, line.x)
        warning, line = warning._replace(x=left), line._replace(x=left + warning.w)
    return replace(
        layout,
        photo=layout.photo.mirrored(w),
        warning=warning,
        line=line,
        controls={slot: box.mirrored(w) for slot, box in layout.controls.items()},
        message=layout.message.mirrored(w),
    )
