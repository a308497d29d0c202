"""How far a colour may be off comes from what was shown: what must pass, what must not, and the empty place."""

from __future__ import annotations

import numpy as np
import pytest

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer
from oss_app.vision.detectors import window_for
from oss_app.vision.detectors.colour import ColourClassifier, ColourOptions, narrowed
from oss_app.vision.detectors.view import View
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import scene_of
from oss_app.vision.window import Window
from tests.vision.bench_pictures import bench
from tests.vision.test_detectors import check_of, pasted

RED, ORANGE, DARK_RED, GREEN = (40, 40, 200), (30, 85, 225), (39, 39, 184), (60, 150, 40)
ASKED = ColourOptions(red=200, green=40, blue=40, share=0.3)


@pytest.fixture(scope="module")
def window() -> Window:
    return window_for(check_of(CheckKind.COLOUR), scene_of(bench()).size)


def area(window: Window, colour: tuple[int, int, int] | None) -> Picture:
    own = scene_of(bench())
    frame = bench(seed=2) if colour is None else pasted(np.full((90, 90, 3), colour, np.uint8))
    return window.cut(frame, own.see(frame).alignment)


def passes(window: Window, options: ColourOptions, colour: tuple[int, int, int] | None) -> bool:
    return ColourClassifier(options, window).judge(View(area(window, colour))).answer is Answer.DONE


def test_what_was_shown_as_another_colour_does_not_pass_and_the_right_one_does(window: Window) -> None:
    found = narrowed(ASKED, window, [area(window, RED)], [area(window, ORANGE), area(window, None)])
    assert found is not None
    assert [passes(window, found, c) for c in (RED, DARK_RED, ORANGE, GREEN, None)] == [True, True, False, False, False]


def test_a_colour_that_the_place_has_itself_is_refused(window: Window) -> None:
    bare = area(window, None)
    blue, green, red = (int(v) for v in np.median(bare, axis=(0, 1)))
    own = ColourOptions(red=red, green=green, blue=blue, share=0.3)
    assert narrowed(own, window, [bare], [bare]) is None


def test_the_colour_is_taken_as_the_camera_sees_it(window: Window) -> None:
    found = narrowed(ASKED, window, [area(window, DARK_RED)], [area(window, None)])
    assert found is not None
    assert [found.red, found.green, found.blue] == pytest.approx([184, 39, 39], abs=8)
