"""Contrast of all colours that stand on each other (W3, W5), computed from the palettes."""

from __future__ import annotations

import colorsys

import pytest

from oss_app.core.profile import Theme
from oss_app.ui.kit.theme import PALETTES, Palette, contrast, palette_of_call

each_palette = pytest.mark.parametrize("palette", PALETTES.values(), ids=[theme.value for theme in PALETTES])


@each_palette
def test_text_has_seven_to_one(palette: Palette) -> None:
    for ground in (palette.ground, palette.raised, palette.strip):
        assert contrast(palette.ink, ground) >= 7
        assert contrast(palette.ink2, ground) >= 7
    assert contrast(palette.on_accent, palette.accent) >= 7
    assert contrast(palette.on_warning, palette.warning) >= 7
    assert contrast(palette.on_seen, palette.seen) >= 7
    assert contrast(palette.accent, palette.ground) >= 7, "the label of Done while it is pressed"


@each_palette
def test_edges_rings_and_marks_have_three_to_one(palette: Palette) -> None:
    for ground in (palette.ground, palette.raised, palette.strip):
        assert contrast(palette.line, ground) >= 3
        assert contrast(palette.accent, ground) >= 3
        assert contrast(palette.ink, ground) >= 3
    assert contrast(palette.accent, palette.seen) >= 3
    assert contrast(palette.place_light, palette.place_dark) >= 3


@each_palette
def test_one_tone_of_the_outline_stands_out_on_any_photo(palette: Palette) -> None:
    for grey in range(256):
        photo = f"#{grey:02X}{grey:02X}{grey:02X}"
        assert max(contrast(palette.place_light, photo), contrast(palette.place_dark, photo)) >= 3.4


@pytest.mark.parametrize("theme", list(Theme))
def test_the_call_screen_reads_as_well(theme: Theme) -> None:
    palette = palette_of_call(theme)
    assert contrast(palette.ink, palette.ground) >= 7
    assert contrast(palette.ink2, palette.ground) >= 7
    assert contrast(palette.on_accent, palette.accent) >= 7
    assert contrast(palette.accent, palette.ground) >= 3


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_no_red_and_no_pure_white(theme: Theme) -> None:
    for palette in (PALETTES[theme], palette_of_call(theme)):
        colours = [value for value in vars(palette).values() if isinstance(value, str)]
        assert "#FFFFFF" not in colours
        for colour in colours:
            hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
            assert not (saturation > 0.3 and 0.15 < light < 0.85 and (hue < 0.05 or hue > 0.93)), colour


def test_known_ratios() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1F2933", "#FBF8F1") == pytest.approx(13.9, abs=0.05)
