"""Which texts a session makes room for on every screen, and how a screen that is longer lays out for itself; no Qt.

One long text among many must not take the picture from all the others. So room is kept for what is usual; a step that
is longer has its words at the photo's width, and gives up photo. Its controls stand where they always stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oss_app.player.screen import Extent, LineKind, Screen, ScreenKind, StepWords
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.sizes import CAPITAL, LEAST_MM, LEAST_PHOTO_MM, REGULAR, SEMIBOLD, STEP_OF_SCALE, Measure, Sizes
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import LEAST_PX, line_count

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
    halves = ((words.warning, layout.warning, SEMIBOLD), (words.line, layout.line, weight))
    return all(_holds(text, box, layout, measure, weight) for text, box, weight in halves)


def least_photo(extent: Extent, layout: ScreenLayout, measure: Measure) -> float:
    """Return the height in millimetres of the photo beside the words of a step, where that is lowest.

    Below zero where letters are under the least size.
    """
    heights = [layout.photo.h / layout.mm]
    for words in sorted(extent.steps, key=lambda words: -sum(map(len, words)))[:LONGEST]:
        if not fits(words, layout, measure):
            found = _long(words, layout, measure)
            is_small = min(found.sizes.sentence, found.sizes.line) < _floor(layout) - 0.01
            heights.append(-1.0 if is_small else found.photo.h / layout.mm)
    return min(heights)


def _floor(layout: ScreenLayout) -> float:
    return LEAST_MM * layout.mm / CAPITAL


def _holds(text: str, box: Box | None, layout: ScreenLayout, measure: Measure, weight: int) -> bool:
    if not text:
        return True
    if box is None:
        return False
    count = _count(text, box.w - _beside(layout, layout.sizes), layout.sizes.line, measure, weight)
    return count * layout.sizes.line_height <= box.h + 1


def _count(text: str, room: float, px: float, measure: Measure, weight: int = SEMIBOLD) -> int:
    return line_count([text], room, lambda part: measure(part, px, weight))


def _beside(layout: ScreenLayout, sizes: Sizes) -> float:
    """Return what a line of the strip needs besides its words."""
    return layout.margin * 1.2 + sizes.line * 1.85


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
        return _long(words_of(screen), layout, measure, has_strip=False)
    sentence = layout.sentence._replace(h=round(height))
    return replace(layout, sentence=sentence, photo=_below(sentence, layout), warning=None, line=None, attached=False)


def _below(sentence: Box, layout: ScreenLayout) -> Box:
    stage = layout.stage
    return edges(stage.x, sentence.bottom + layout.margin * 0.45, stage.right, stage.bottom)


def _room(layout: ScreenLayout) -> Box:
    """All that lies beside the controls, or above them, from the sentence on."""
    stage = layout.stage
    strip = layout.strip
    bottom = max(stage.bottom, strip.bottom) if strip and layout.portrait else stage.bottom
    return edges(stage.x, layout.sentence.y, stage.right, bottom)


def _without_photo(screen: Screen, layout: ScreenLayout, measure: Measure) -> ScreenLayout:
    """Return a step without a picture: the sentence takes its place, large."""
    words = words_of(screen)
    below = layout if fits(words, layout, measure) else _long(words, layout, measure)
    top = layout.sentence.y if below.attached or not below.strip else below.strip.bottom + layout.margin * 0.5
    room = edges(layout.photo.x, top, layout.photo.right, layout.photo.bottom)
    sizes = below.sizes
    for share in LARGEST:
        px, height = sizes.sentence * share, sizes.sentence_height * share
        if _count(screen.sentence, room.w, px, measure) * height <= room.h:
            return replace(below, sizes=replace(sizes, sentence=px, sentence_height=height), sentence=room)
    return below


def _long(
    words: StepWords, layout: ScreenLayout, measure: Measure, weight: int = REGULAR, *, has_strip: bool = True
) -> ScreenLayout:
    """Sentence, warning and line one below the other, and the photo in what they leave.

    They stand at full width as long as they are above the controls, then beside those. The text grows less than the
    worker asked for, where else there would be no photo, but not under 6.5 mm. Where there is none even so, the words
    go before the photo, and that all of them are there before how large they are.
    """
    floor, scale = _floor(layout), 1.0
    while True:
        sizes = _scaled(layout.sizes, scale, floor)
        found = _stacked(words, layout, sizes, measure, weight, has_strip=has_strip)
        is_least = sizes.sentence <= floor and sizes.line <= floor
        is_whole = found.photo.h >= 0 or floor < LEAST_PX
        if found.photo.h >= LEAST_PHOTO_MM * layout.mm or (is_least and is_whole):
            break
        if is_least:
            floor *= 1 - STEP_OF_SCALE
        scale -= STEP_OF_SCALE
    if found.has_photo:
        return found
    if has_strip and not words.line:  # no room is kept for a line that may come
        return _long(words, layout, measure, weight, has_strip=False)
    return replace(found, photo=found.photo._replace(h=0))


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
