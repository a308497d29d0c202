"""Which texts a session makes room for on every screen, and how a screen that is longer lays out for itself; no Qt.

One long text among many must not take the picture from all the others. So room is kept for what is usual; a step that
is longer has its words at the photo's width, and gives up photo. Its controls stand where they always stand.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from oss_app.player.screen import ControlSlot, Extent, LineKind, Screen, ScreenKind, StepWords
from oss_app.ui.kiosk.layout import LABEL_EM, ScreenLayout
from oss_app.ui.kiosk.sizes import (
    CAPITAL,
    CONTROL_MM,
    LEAST_MM,
    LEAST_PHOTO_MM,
    LEAST_PX,
    REGULAR,
    SEMIBOLD,
    STEP_OF_SCALE,
    Measure,
    Sizes,
)
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import keeps_words_whole, line_count, pieces

FEW = 4
"""Of fewer texts none is unusual."""
SHARES = (0.1, 0.2, 0.3, 0.5)
"""Of all texts so many may be too long for the room that is kept: the longest ones. More of them, where room for them
would take letters or photo from the others; all of them, where it does even so, and then each step is by itself."""
KEPT = 0.75
"""So much of the photo's width is left to a step that says little, whatever room is kept for others."""
LOWER = (2, 3, 4)
"""So many lines of a sentence stand above the controls, where beside them the longest steps have no photo."""
ROW = 1.75
"""Height of a line of the strip that has a row of its own, in em."""
LONGEST = 3
"""So many steps are tried, those that say most."""
LEAST_BESIDE_MM, LEAST_PART_PHOTO_MM = 14.0, 24.0
"""A photo lower than the first is none, and the words are dealt out over parts; it is as high as the second there."""
TURN_MM = 34.0
"""Width of the control that turns to the next part."""
SMALL = 0.5
"""A photo of words that are dealt out is worth one part more, where else it is less than this of what others show."""
WIDE_ROOM, SIDE = 1.5, 0.34
"""In a room so much wider than high the photo stands beside the words, and has this share of its width."""
STAYS = 0.4
"""A warning or a line that takes at most this share of the room stands on each part."""
ENDS = (".", "!", "?", "\u061f", "\u06d4", "\u1362", "\u0964", "\u3002")
MOST_TITLE = 3
"""Room is kept for no more lines of a title above several steps."""
LARGEST = (1.8, 1.6, 1.4, 1.2, 1.1, 1.0)
"""How much larger a sentence may stand where there is no photo: the first that has room."""


def usual(extent: Extent, measure: Measure, share: float = SHARES[0]) -> Extent:
    """Return the extent without its few longest sentences, warnings and hints.

    What the camera says always has its room.

    ``share`` of the texts are left out.
    """
    count = len(extent.sentences)
    return replace(
        extent,
        sentences=_usual(extent.sentences, measure, SEMIBOLD, share),
        warnings=_usual(extent.warnings, measure, SEMIBOLD, share, of=count),
        lines=(*extent.lines, *_usual(extent.hints, measure, REGULAR, share, of=count)),
        hints=(),
    )


def leaves_enough(photo: Box, most: Box) -> bool:
    """Tell whether room for the usual texts takes little photo from a step that says less: it could have ``most``."""
    return _seen(photo) >= KEPT * _seen(most)


def _seen(photo: Box) -> float:
    """Return how wide a photo of 16 to 9 is in its box."""
    return min(photo.w, photo.h * 16 / 9)


def _usual(texts: Sequence[str], measure: Measure, weight: int, share: float, of: int = 0) -> tuple[str, ...]:
    count = max(len(texts), of)
    if count < FEW and share == SHARES[0]:
        return tuple(texts)
    by_width = sorted(texts, key=lambda text: measure(text, 20, weight))
    return tuple(by_width[: max(0, len(by_width) - max(1, round(count * share)))])


def words_of(screen: Screen) -> StepWords:
    """Return what a screen says of its step."""
    return StepWords(screen.sentence, screen.warning, screen.line.text if screen.line else "")


def fits(words: StepWords, layout: ScreenLayout, measure: Measure, weight: int = REGULAR) -> bool:
    """Tell whether all that a step says has room where the session keeps it; ``weight`` is that of the line."""
    sizes = layout.sizes
    lines = _count(words.sentence, layout.sentence.w, sizes.sentence, measure)
    if lines * sizes.sentence_height > layout.sentence.h + 1:
        return False
    if _breaks(words.sentence, layout.sentence.w, sizes.sentence, measure):
        return False
    halves = ((words.warning, layout.warning, SEMIBOLD), (words.line, layout.line, weight))
    return all(_holds(text, box, layout, measure, weight) for text, box, weight in halves)


def least_photo(extent: Extent, layout: ScreenLayout, measure: Measure) -> float:
    """Return the height in millimetres of the photo beside the words of a step, where that is lowest.

    Below zero where its words are dealt out over parts: the lower, the more of them.
    """
    heights = [layout.photo.h / layout.mm]
    for words in sorted(extent.steps, key=lambda words: -sum(map(len, words)))[:LONGEST]:
        if not fits(words, layout, measure):
            found = _long(words, layout, measure)
            parts = _read_in(Part(words, found), layout, measure, REGULAR, worth=0.0)
            heights.append(-float(len(parts)) if len(parts) > 1 else parts[0].layout.photo.h / layout.mm)
    return min(heights)


def title_lines(extent: Extent, layout: ScreenLayout, measure: Measure) -> int:
    """Return the lines of a sentence that hold each title of a page of several steps, in letters of the least size."""
    sizes = layout.sizes
    px = min(_floor(layout) * 1.05, sizes.sentence)  # words are set smaller by so much at a time
    rows = line_count(extent.titles, layout.sentence.w, lambda part: measure(part, px, SEMIBOLD))
    return min(MOST_TITLE, math.ceil(rows * px / sizes.sentence - 0.01))


def holds_titles(extent: Extent, layout: ScreenLayout, measure: Measure) -> bool:
    """Tell whether each title above several steps has room where the sentence stands."""
    return title_lines(extent, layout, measure) * layout.sizes.sentence_height <= layout.sentence.h + 2


def _floor(layout: ScreenLayout) -> float:
    return LEAST_MM * layout.mm / CAPITAL


def _holds(text: str, box: Box | None, layout: ScreenLayout, measure: Measure, weight: int) -> bool:
    if not text:
        return True
    if box is None:
        return False
    room = box.w - _beside(layout, layout.sizes)
    count = _count(text, room, layout.sizes.line, measure, weight)
    return count * layout.sizes.line_height <= box.h + 1 and not _breaks(text, room, layout.sizes.line, measure, weight)


def _count(text: str, room: float, px: float, measure: Measure, weight: int = SEMIBOLD) -> int:
    return line_count([text], room, lambda part: measure(part, px, weight))


def _breaks(text: str, room: float, px: float, measure: Measure, weight: int = SEMIBOLD) -> bool:
    """Tell whether a word is too long for a line, and would be broken in the middle."""
    return not keeps_words_whole(text, room, lambda part: measure(part, px, weight))


def _beside(layout: ScreenLayout, sizes: Sizes) -> float:
    """Return what a line of the strip needs besides its words."""
    return layout.margin * 1.2 + sizes.line * 1.85


class Part(NamedTuple):
    """So much of a screen's words as stand on the display at once, and where."""

    words: StepWords
    layout: ScreenLayout


def parts_of(screen: Screen, layout: ScreenLayout, measure: Measure) -> tuple[Part, ...]:
    """Return the parts in which a screen is read: one, where all its words have room in letters that can be read.

    Of more parts each has the picture, and the control that turns to the next; all of it is spoken at once.
    """
    whole = Part(words_of(screen), own_layout(screen, layout, measure))
    weight = SEMIBOLD if screen.line and screen.line.kind is LineKind.SEEN else REGULAR
    return _read_in(whole, layout, measure, weight, has_photo=_has_picture(screen))


def _read_in(
    whole: Part, layout: ScreenLayout, measure: Measure, weight: int, *, has_photo: bool = True, worth: float = SMALL
) -> tuple[Part, ...]:
    """Return the words as they stand in one, where they have room so, or dealt out; in one also for a larger photo.

    Dealt out, a photo seen by less than ``worth`` of what other steps show is worth one part more.
    """
    words, found = whole
    is_readable = _is_readable(found, has_photo=has_photo) and _is_whole(words, found, measure)
    if is_readable and (found.photo.h >= LEAST_PART_PHOTO_MM * layout.mm or not has_photo):
        return (whole,)
    dealt = _dealt(words, layout, measure, weight, worth=worth if has_photo else 0.0, has_photo=has_photo)
    if is_readable and (len(dealt) > 1 or _seen(dealt[0].layout.photo) <= _seen(found.photo)):
        return (whole,)
    return dealt


def _has_picture(screen: Screen) -> bool:
    return bool(screen.picture and (screen.picture.photo or screen.picture.film))


def _is_readable(layout: ScreenLayout, *, has_photo: bool = True) -> bool:
    """Tell whether no letter is under the least size, and the photo over the least height."""
    is_large = min(layout.sizes.sentence, layout.sizes.line) >= _floor(layout) - 0.01
    return is_large and layout.photo.h >= (LEAST_BESIDE_MM * layout.mm if has_photo else 0)


def _is_whole(words: StepWords, layout: ScreenLayout, measure: Measure) -> bool:
    count = _count(words.sentence, layout.sentence.w, layout.sizes.sentence, measure)
    return count * layout.sizes.sentence_height <= layout.sentence.h + 2


def _dealt(
    words: StepWords, layout: ScreenLayout, measure: Measure, weight: int, *, worth: float, has_photo: bool
) -> tuple[Part, ...]:
    """Deal the words out in letters of the least size: as many parts as they need, each nearly as long.

    A warning and a line that take little room stand on each part, others follow on parts of their own.
    """
    sizes = _scaled(layout.sizes, 0.0, _floor(layout))
    rooms = list(_rooms(layout, sizes, has_photo=has_photo))
    found = [_dealt_in(room, words, layout, sizes, measure, weight) for room in rooms]
    if not words.line and all(len(parts) > 1 for parts in found):  # no room is kept for a line that may come
        bare = [_dealt_in(room, words, replace(layout, line=None), sizes, measure, weight) for room in rooms]
        found += [parts for parts in bare if len(parts) == 1]

    def cost(parts: tuple[Part, ...]) -> tuple[int, float]:
        seen = _seen(parts[0].layout.photo)
        return len(parts) + (seen < worth * _seen(layout.photo)), -seen

    return min(found, key=cost)


class _Room(NamedTuple):
    """A place for words, for the photo, and for the control that turns to the next part."""

    words: Box
    photo: Box
    turn: Box
    grows: bool
    """The photo takes what the words leave above it."""


def turn_at_end(room: Box, layout: ScreenLayout, sizes: Sizes, *, is_alone: bool = False) -> Box:
    """Return where the control that turns to the next part stands: at the end of the foot of a room.

    A photo may stand beside it, but where it ``is_alone``.
    """
    high = max(math.ceil(CONTROL_MM * layout.mm), LEAST_PX)
    wide = min(
        max(round(TURN_MM * layout.mm), round(LABEL_EM * sizes.label)),
        room.w if is_alone else (room.w - layout.gap) // 2,
    )
    return Box(room.right - wide, room.bottom - high, wide, high)


def _rooms(layout: ScreenLayout, sizes: Sizes, *, has_photo: bool) -> Iterator[_Room]:
    """Yield a photo below the words, with the control at its end, and again with words at the width of the sentence.

    In a wide room also both in a column beside the words.
    """
    room = _room(layout)
    end = turn_at_end(room, layout, sizes)
    control = end.h
    high = max(round(LEAST_PART_PHOTO_MM * layout.mm), control) if has_photo else control
    foot = room._replace(y=room.bottom - high, h=high)
    turn = foot._replace(x=end.x, w=end.w)
    photo = edges(foot.x, foot.y if has_photo else foot.bottom, turn.x - layout.gap, foot.bottom)
    yield _Room(room._replace(h=round(foot.y - layout.margin * 0.45) - room.y), photo, turn, has_photo)
    above = min(box.y for box in layout.controls.values()) - layout.margin * 0.3
    if has_photo and layout.sentence.w > room.w and above - room.y >= 2 * sizes.sentence_height:
        words = edges(layout.sentence.x, room.y, layout.sentence.right, above)
        below = edges(room.x, above + layout.margin * 0.15, room.right, end.y - layout.gap)
        yield _Room(words, below, end, grows=True)
    if not has_photo or room.w < WIDE_ROOM * room.h:
        return
    side = max(round(room.w * SIDE), end.w)
    is_turned = layout.controls[ControlSlot.BACK].x > layout.controls[ControlSlot.DONE].x
    column = room._replace(x=room.x if is_turned else room.right - side, w=side)
    beside = room._replace(x=column.right + layout.gap if is_turned else room.x, w=room.w - side - layout.gap)
    turn = column._replace(y=column.bottom - control, h=control)
    photo = column._replace(h=min(round(side * 9 / 16), turn.y - layout.gap - column.y))
    yield _Room(beside, photo, turn, grows=False)


def _dealt_in(
    place: _Room, words: StepWords, layout: ScreenLayout, sizes: Sizes, measure: Measure, weight: int
) -> tuple[Part, ...]:
    room = place.words
    inner = room.w - _beside(layout, sizes)

    def row(text: str, weight: int) -> float:
        count = _count(text, inner, sizes.line, measure, weight)
        return sizes.line * ROW + sizes.line_height * (count - 1)

    small = room.h * STAYS
    warning = row(words.warning, SEMIBOLD) if words.warning else 0.0
    line = row(words.line, weight) if words.line else sizes.line * ROW if layout.line else 0.0
    keeps_warning, keeps_line = warning <= small, line <= small
    below = (warning if keeps_warning else 0.0) + (line if keeps_line else 0.0)
    left = room.h - below - layout.margin * 0.3

    def cut(text: str, weight: int) -> list[str]:
        """Of a text of the strip, on parts of its own."""
        rows = max(1, math.floor((left - sizes.line * (ROW - 1) + 1) / sizes.line_height))
        return cut_in_rows(text, rows, lambda part: _count(part, inner, sizes.line, measure, weight))

    said = words.warning if keeps_warning else "", words.line if keeps_line else ""
    rows = max(1, math.floor((left + 1) / sizes.sentence_height))
    sentences = cut_in_rows(words.sentence, rows, lambda part: _count(part, room.w, sizes.sentence, measure))
    dealt = [StepWords(part, *said) for part in sentences]
    if not keeps_line:  # a hint: it was asked for just now
        dealt = [*(StepWords("", said[0], part) for part in cut(words.line, weight)), *dealt]
    if not keeps_warning:
        dealt += [StepWords("", part, said[1]) for part in cut(words.warning, SEMIBOLD)]
    most = max(_count(part, room.w, sizes.sentence, measure) for part in sentences)

    def standing(part: StepWords) -> tuple[Box, Box | None, Box | None]:
        """With the warning and the line where they are on each part."""
        count = _count(part.sentence, room.w, sizes.sentence, measure) if part.sentence else 0
        sentence = edges(room.x, room.y, room.right, room.y + count * sizes.sentence_height)
        y = room.y + (most * sizes.sentence_height + layout.margin * 0.3 if count else 0.0)
        boxes: list[Box | None] = []
        for text, heft in ((part.warning, SEMIBOLD), (part.line, weight)):
            kept = sizes.line * ROW if heft is weight and layout.line and keeps_line else 0.0
            bottom = y + (row(text, heft) if text else kept)
            boxes.append(edges(room.x, y, room.right, bottom) if bottom > y else None)
            y = bottom
        return sentence, boxes[0], boxes[1]

    stands = [standing(part) for part in dealt]
    photo = place.photo
    if place.grows:
        used = max(box.bottom for boxes in stands for box in boxes if box)
        photo = edges(photo.x, min(photo.y, used + layout.margin * 0.45), photo.right, photo.bottom)
    turn = place.turn if len(dealt) > 1 else None
    shared = replace(layout, sizes=sizes, photo=photo, turn=turn, attached=False)
    return tuple(
        Part(part, replace(shared, sentence=sentence, warning=warned, line=under))
        for part, (sentence, warned, under) in zip(dealt, stands, strict=True)
    )


def cut_in_rows(text: str, rows: int, count: Callable[[str], int]) -> list[str]:
    """Cut a text into parts of at most so many rows, each nearly as long.

    At the end of a sentence, where one is near.
    """
    left, out = pieces(text), list[str]()
    each = math.ceil(count(text) / math.ceil(count(text) / rows)) if text else rows
    while left:
        most = bisect_right(range(1, len(left) + 1), each, key=lambda at: count("".join(left[:at])))
        most = max(most, 1)
        ends = [at for at in range(most, most // 2, -1) if left[at - 1].rstrip().endswith(ENDS)]
        here = most if most == len(left) or not ends else ends[0]
        out.append("".join(left[:here]).strip())
        left = left[here:]
    return out or [""]


def own_layout(screen: Screen, layout: ScreenLayout, measure: Measure) -> ScreenLayout:
    """Tell where a screen that does not fit the session's layout stands; the controls stay."""
    words = words_of(screen)
    if screen.kind is ScreenKind.QUESTION and fits(words, layout, measure):
        return layout
    if screen.kind is not ScreenKind.STEP:
        return _without_strip(screen, layout, measure)
    if not (screen.picture and (screen.picture.photo or screen.picture.film)):
        return _without_photo(screen, layout, measure)
    # what the camera saw is drawn bolder than a hint or the news that there is no sound
    weight = SEMIBOLD if screen.line and screen.line.kind is LineKind.SEEN else REGULAR
    if fits(words, layout, measure, weight):
        return layout
    return _long(words, layout, measure, weight)


def _without_strip(screen: Screen, layout: ScreenLayout, measure: Measure) -> ScreenLayout:
    """Return a question, the end of a kit and the end: nothing under the sentence but the photo."""
    height = _count(screen.sentence, layout.sentence.w, layout.sizes.sentence, measure) * layout.sizes.sentence_height
    if height > layout.sentence.h + 1:
        found = _long(words_of(screen), layout, measure, has_strip=False)
        last = found.line or found.warning or found.sentence
        return replace(found, photo=max(found.photo, _between(last, layout), key=_seen))
    sentence = layout.sentence._replace(h=round(height))
    photo = max(_below(sentence, layout), _between(sentence, layout), key=_seen)
    return replace(layout, sentence=sentence, photo=photo, warning=None, line=None, attached=False)


def _below(sentence: Box, layout: ScreenLayout) -> Box:
    """Return what is left under the words beside the controls."""
    stage = layout.stage
    return edges(stage.x, sentence.bottom + layout.margin * 0.45, stage.right, stage.bottom)


def _between(words: Box, layout: ScreenLayout) -> Box:
    """Return what is left between the words and the controls: much, where those stand two by two."""
    top = words.bottom + layout.margin * 0.45
    bottom = min(box.y for box in layout.controls.values()) - layout.gap
    return edges(layout.sentence.x, top, layout.sentence.right, max(top, bottom))


def _room(layout: ScreenLayout) -> Box:
    """All that lies beside the controls, or above them, from the sentence on."""
    stage = layout.stage
    strip = layout.strip
    bottom = max(stage.bottom, strip.bottom) if strip and layout.portrait else stage.bottom
    return edges(stage.x, layout.sentence.y, stage.right, bottom)


def _without_photo(screen: Screen, layout: ScreenLayout, measure: Measure) -> ScreenLayout:
    """Return a step without a picture: the sentence takes its place, large.

    Above a warning, or much else, it stays where it is: what is to be done is read first, and help does not move it.
    """
    words = words_of(screen)
    if words.warning or not fits(words, layout, measure):
        return _large(words, layout, measure)
    top = layout.sentence.y if layout.attached or not layout.strip else layout.strip.bottom + layout.margin * 0.5
    room = edges(layout.photo.x, top, layout.photo.right, layout.photo.bottom)
    for share in LARGEST:
        sizes = _larger(layout.sizes, share)
        lines = _count(screen.sentence, room.w, sizes.sentence, measure)
        if lines * sizes.sentence_height <= room.h and not _breaks(screen.sentence, room.w, sizes.sentence, measure):
            return replace(layout, sizes=sizes, sentence=room)
    return layout


def _large(words: StepWords, layout: ScreenLayout, measure: Measure) -> ScreenLayout:
    """Sentence, warning and line one below the other, the sentence as large as has room."""
    for share in LARGEST:
        sizes = _larger(layout.sizes, share)
        found = _stacked(words, layout, sizes, measure, REGULAR, has_strip=True)
        if found.photo.h >= 0 and not _breaks_in(found, words, measure, REGULAR):
            return found
    return _long(words, layout, measure)


def _larger(sizes: Sizes, share: float) -> Sizes:
    return replace(sizes, sentence=sizes.sentence * share, sentence_height=sizes.sentence_height * share)


def _long(
    words: StepWords, layout: ScreenLayout, measure: Measure, weight: int = REGULAR, *, has_strip: bool = True
) -> ScreenLayout:
    """Sentence, warning and line one below the other, and the photo in what they leave.

    They stand at full width as long as they are above the controls, then beside those. The text grows less than the
    worker asked for, where else there would be no photo, but not under 6.5 mm. Where there is none even so, the words
    are dealt out over parts.
    """
    floor, scale = _floor(layout), 1.0
    while True:
        sizes = _scaled(layout.sizes, scale, floor)
        found = _stacked(words, layout, sizes, measure, weight, has_strip=has_strip)
        is_least = sizes.sentence <= floor and sizes.line <= floor
        is_enough = found.photo.h >= LEAST_PHOTO_MM * layout.mm and not _breaks_in(found, words, measure, weight)
        if is_enough or is_least:
            break
        scale -= STEP_OF_SCALE
    if not _is_readable(found) and has_strip and not words.line:  # no room is kept for a line that may come
        return _long(words, layout, measure, weight, has_strip=False)
    return found


def _breaks_in(layout: ScreenLayout, words: StepWords, measure: Measure, weight: int) -> bool:
    """Tell whether a word of a step would be broken where it stands."""
    sizes, beside = layout.sizes, _beside(layout, layout.sizes)
    if _breaks(words.sentence, layout.sentence.w, sizes.sentence, measure):
        return True
    under = ((words.warning, layout.warning, SEMIBOLD), (words.line, layout.line, weight))
    return any(box and _breaks(text, box.w - beside, sizes.line, measure, heft) for text, box, heft in under)


def _stacked(
    words: StepWords, layout: ScreenLayout, sizes: Sizes, measure: Measure, weight: int, *, has_strip: bool
) -> ScreenLayout:
    room, whole = _room(layout), layout.sentence
    above = min(box.y for box in layout.controls.values()) - layout.margin * 0.3
    keeps_line = bool(words.line or layout.line) and has_strip

    def row(text: str, width: float, weight: int, *, kept: bool = False) -> float:
        if not text:
            return sizes.line * ROW if kept else 0.0
        count = _count(text, width - _beside(layout, sizes), sizes.line, measure, weight)
        return sizes.line * ROW + sizes.line_height * (count - 1)

    heights = (
        lambda width: _count(words.sentence, width, sizes.sentence, measure) * sizes.sentence_height,
        lambda width: row(words.warning, width, SEMIBOLD),
        lambda width: row(words.line, width, weight, kept=keeps_line),
    )
    y, boxes = float(room.y), list[Box | None]()
    for number, height in enumerate(heights):
        wide = y + height(whole.w) <= above
        box = whole if wide else room
        above = above if wide else y  # what follows stays beside the controls too
        bottom = y + height(box.w)
        boxes.append(edges(box.x, y, box.right, bottom) if bottom > y else None)
        y = bottom + (layout.margin * 0.3 if number == 0 else 0.0)
    sentence, warning, under = boxes
    assert sentence
    photo = edges(room.x, y + layout.margin * 0.15, room.right, room.bottom)
    return replace(layout, sizes=sizes, sentence=sentence, warning=warning, line=under, photo=photo, attached=False)


def _scaled(sizes: Sizes, scale: float, floor: float) -> Sizes:
    sentence = max(sizes.sentence * scale, min(floor, sizes.sentence))
    line = max(sizes.line * scale, min(floor, sizes.line))
    return replace(
        sizes,
        sentence=sentence,
        sentence_height=sizes.sentence_height * sentence / sizes.sentence,
        line=line,
        line_height=sizes.line_height * line / sizes.line,
    )
