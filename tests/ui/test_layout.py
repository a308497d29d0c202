"""Sizes, places and what adapts (W1, W2, W4), over all screens, text sizes and languages."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF

from oss_app.player.screen import ControlSlot, Extent
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out
from oss_app.ui.kiosk.sizes import REGULAR, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import font_for, measured
from oss_app.ui.kit.lettering import line_count
from tests.tiers import examples

pytestmark = pytest.mark.usefixtures("qapp")

DESK = (1920, 1080, 3.6)  # 24 inch
SCREENS = {
    "1280x720 15.6 inch": (1280, 720, 3.7),
    "1366x768 15.6 inch": (1366, 768, 3.97),
    "1920x1080 24 inch": DESK,
    "1920x1080 15.6 inch": (1920, 1080, 5.57),
    "3840x2160 27 inch": (3840, 2160, 6.425),
    "3840x2160 at 200 %": (1920, 1080, 3.2125),
    "1080x1920 24 inch": (1080, 1920, 3.6),
    "1280x1024 19 inch": (1280, 1024, 3.4),
}
DUTCH = Extent(
    sentences=("Leg 4 watten-rollen in vak 4.", "Kijk nog 1 keer naar vak 2."),
    warnings=("De punt is scherp.", "Hou je vingers vrij."),
    lines=("De camera kijkt mee.", "Ik zie de watten-rollen nog niet.", "Ik zie het niet goed. Kies zelf."),
    has_strip=True,
)
ENGLISH = Extent(
    sentences=("Put the tray in front of you.", "Put 1 pair of tweezers in section 3."),
    warnings=("The tip is sharp.", "Keep your fingers away."),
    lines=("The camera looks too.", "I don't see the cotton rolls yet.", "I can't see well. You choose."),
    has_strip=True,
)
ARABIC = Extent(
    sentences=("ضع مسبارًا واحدًا في الخانة 2.",), warnings=("الطرف حاد.",), lines=("الكاميرا تنظر معك.",), has_strip=True
)
LANGUAGES = {"nl": DUTCH, "en": ENGLISH, "ar": ARABIC}

each_screen = pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
each_scale = pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
each_language = pytest.mark.parametrize("language", LANGUAGES)


def laid(
    screen: tuple[int, int, float], scale: float, extent: Extent, *, rtl: bool = False, left: bool = False
) -> ScreenLayout:
    return lay_out(*screen, scale, extent, measured, right_to_left=rtl, left_handed=left)


def boxes(layout: ScreenLayout) -> dict[str, Box]:
    found = {"progress": layout.progress, "sentence": layout.sentence, "photo": layout.photo}
    found |= {name: box for name, box in (("warning", layout.warning), ("line", layout.line)) if box}
    return found | {slot.value: box for slot, box in layout.controls.items()}


def assert_sound(layout: ScreenLayout) -> None:
    """Everything on the screen, nothing over anything else, controls large enough and far enough apart."""
    whole = Box(0, 0, layout.width, layout.height)
    for name, box in boxes(layout).items():
        assert box.w > 0, name
        assert box.h > 0, name
        assert box.inside(whole), name
    for (one, first), (other, second) in combinations(boxes(layout).items(), 2):
        assert not first.overlaps(second), (one, other)
    for slot, box in layout.controls.items():
        least = 25 if slot is ControlSlot.DONE else 20
        assert min(box.w, box.h) >= max(least * layout.mm, 44), slot
    for first, second in combinations(layout.controls.values(), 2):
        apart = max(first.x - second.right, second.x - first.right, first.y - second.bottom, second.y - first.bottom)
        assert apart >= 8 * layout.mm


def assert_holds_text(layout: ScreenLayout, extent: Extent) -> None:
    """The longest texts are whole in their boxes."""
    sizes = layout.sizes
    lines = line_count(extent.sentences, layout.sentence.w, lambda t: measured(t, sizes.sentence, SEMIBOLD))
    assert lines * sizes.sentence_height <= layout.sentence.h + 1
    beside = layout.margin * 1.2 + sizes.line * 1.85
    for texts, box, weight in ((extent.warnings, layout.warning, SEMIBOLD), (extent.lines, layout.line, REGULAR)):
        if texts:
            assert box is not None
            count = line_count(texts, box.w - beside, lambda t, w=weight: measured(t, sizes.line, w))
            assert count * sizes.line_height <= box.h + 1


@each_screen
@each_scale
@each_language
def test_sizes_and_places_hold(screen: tuple[int, int, float], scale: float, language: str) -> None:
    extent = LANGUAGES[language]
    layout = laid(screen, scale, extent, rtl=language == "ar")
    assert_sound(layout)
    assert_holds_text(layout, extent)
    assert layout.scale == scale, "a text of the usual length grows as far as the worker wants"


@each_screen
def test_a_long_sentence_too_grows_as_far_as_the_worker_wants(screen: tuple[int, int, float]) -> None:
    sentence = "Pak het kleine pincet en leg het met de punt omhoog in vak 3."
    extent = Extent((sentence,), ("De punt is heel scherp, pas op.",), DUTCH.lines, has_strip=True)
    layout = laid(screen, 2.0, extent)
    assert layout.scale == 2.0
    assert_sound(layout)
    assert_holds_text(layout, extent)


@each_screen
@each_scale
@each_language
def test_capitals_are_as_high_as_they_must_be(screen: tuple[int, int, float], scale: float, language: str) -> None:
    extent = LANGUAGES[language]
    layout = laid(screen, scale, extent, rtl=language == "ar")
    font = font_for(extent.sentences[0], layout.sizes.sentence, SEMIBOLD)
    half_a_pixel = 0.5 * 0.668  # font sizes are whole pixels
    assert QFontMetricsF(font).capHeight() + half_a_pixel >= 6.5 * layout.mm * scale


@pytest.mark.parametrize(
    ("screen", "photo", "strip", "column"),
    [
        (DESK, (1393, 784), 77, 390),
        ((3840, 2160, 6.425), (2853, 1605), 138, 714),
        ((1366, 768, 3.97), (913, 520), None, 356),
        ((1280, 720, 3.7), (856, 488), None, 333),
    ],
)
def test_measures_are_those_of_the_drawings(
    screen: tuple[int, int, float], photo: tuple[int, int], strip: int | None, column: int
) -> None:
    layout = laid(screen, 1.0, DUTCH)
    assert (layout.photo.w, layout.photo.h) == pytest.approx(photo, abs=2)
    assert layout.controls[ControlSlot.DONE].w == pytest.approx(column, abs=2)
    assert layout.attached is (strip is not None)
    if strip:
        assert layout.strip is not None
        assert layout.strip.h == pytest.approx(strip, abs=1)


def test_the_desk_has_room_between_help_and_done() -> None:
    layout = laid(DESK, 1.0, DUTCH)
    controls = layout.controls
    assert (controls[ControlSlot.BACK].w, controls[ControlSlot.BACK].h) == pytest.approx((390, 108), abs=2)
    assert controls[ControlSlot.DONE].h == 216
    assert controls[ControlSlot.DONE].y - controls[ControlSlot.HELP].bottom - layout.gap == pytest.approx(
        234 - layout.gap, abs=29
    )
    assert controls[ControlSlot.DONE].bottom == layout.stage.bottom


def test_the_strip_goes_under_the_sentence_where_a_line_does_not_fit() -> None:
    short = laid(DESK, 1.0, DUTCH)
    lines = ("Ik zie de watten-rollen nog niet in vak 4 liggen.",)
    long = laid(DESK, 1.0, Extent(DUTCH.sentences, DUTCH.warnings, lines, has_strip=True))
    assert short.attached
    assert not long.attached
    assert long.warning is not None
    assert long.line is not None
    assert long.warning.y == long.line.y > long.sentence.y
    assert long.photo.y > long.warning.bottom


def test_controls_go_two_by_two_on_a_small_screen_with_large_text() -> None:
    layout = laid((1280, 720, 3.7), 2.0, DUTCH)
    back, hear, help_, done = (layout.controls[slot] for slot in ControlSlot)
    assert layout.grid
    assert layout.stacked
    assert back.y == hear.y < help_.y == done.y
    assert back.x == help_.x < hear.x == done.x


def test_portrait_has_controls_at_the_foot_and_a_photo_of_five_to_four() -> None:
    layout = laid((1080, 1920, 3.6), 1.0, DUTCH)
    assert (layout.photo.w, layout.photo.h) == pytest.approx((984, 800), abs=1)
    assert layout.controls[ControlSlot.DONE].w == 984
    assert layout.controls[ControlSlot.DONE].h == pytest.approx(50 * 3.6, abs=1)
    assert layout.controls[ControlSlot.BACK].h == pytest.approx(38 * 3.6, abs=1)


def test_without_a_strip_the_photo_grows_and_the_column_stays() -> None:
    with_strip = laid(DESK, 1.0, DUTCH)
    without = laid(DESK, 1.0, Extent(DUTCH.sentences, (), (), has_strip=False))
    assert without.strip is None
    assert without.controls == with_strip.controls
    assert without.photo == with_strip.stage


def test_right_to_left_mirrors_all_but_the_photo_itself() -> None:
    left, right = laid(DESK, 1.0, DUTCH), laid(DESK, 1.0, DUTCH, left=True)
    assert right.controls[ControlSlot.DONE] == left.controls[ControlSlot.DONE].mirrored(left.width)
    assert right.warning is not None
    assert right.line is not None
    assert right.warning.x < right.line.x, "a left-handed worker still reads from the left"
    arabic = laid(DESK, 1.0, ARABIC, rtl=True)
    assert arabic.warning is not None
    assert arabic.line is not None
    assert arabic.warning.x > arabic.line.x
    assert arabic.controls[ControlSlot.DONE].x == arabic.margin


words = st.lists(st.sampled_from(["de", "leg", "vak", "2", "watten-rollen", "verpleegkundige", "naast"]), min_size=1)


@examples(120)
@given(
    screen=st.sampled_from(list(SCREENS.values())),
    scale=st.sampled_from([1.0, 1.25, 1.5, 2.0]),
    sentence=words,
    warning=words.map(lambda w: w[:12]),
    line=words.map(lambda w: w[:12]),
)
def test_whatever_the_texts_nothing_is_lost(
    screen: tuple[int, int, float], scale: float, sentence: list[str], warning: list[str], line: list[str]
) -> None:
    extent = Extent((" ".join(sentence[:20]),), (" ".join(warning),), (" ".join(line),), True)
    layout = laid(screen, scale, extent)
    assert_sound(layout)
    assert_holds_text(layout, extent)
