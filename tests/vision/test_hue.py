"""The colour of an item and its outline: what the taught photos vary by passes, a look-alike of its colour does not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from oss_app.vision.detectors.hue import Hue
from oss_app.vision.picture import Numbers, Picture

SIDE = 192
BOX = 4, 4, 20, 20
COLOURS = {"red": (30, 26, 150), "orange": (24, 84, 170), "blue": (140, 70, 24)}
ITEM = np.ones((16, 16), np.float32)
"""The tile fills the region's box, in patches."""


def outline(form: str) -> Numbers:
    """Its corners about the middle, in pixels."""
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    far = {
        "disc": np.ones_like(turns),
        "clover": 0.62 + 0.48 * np.abs(np.cos(2 * turns)),
        "star": np.where(np.arange(48) % 6 < 3, 1.15, 0.65),
        "square": 0.85 / np.maximum(np.abs(np.cos(turns)), np.abs(np.sin(turns))),
    }[form]
    return np.asarray(np.stack([np.cos(turns) * far, np.sin(turns) * far], 1) * 40)


def tile(form: str, colour: str, seed: int, turned: float = 0.0) -> Picture:
    """A dark tile on a light ground, in a light and a place of its own."""
    random = np.random.default_rng(seed)
    picture = np.full((SIDE, SIDE, 3), (165, 170, 168), np.float32)
    middle = np.array([SIDE / 2, SIDE / 2]) + random.normal(0, 2, 2)
    angle = np.deg2rad(turned + random.normal(0, 1.2))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    body = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * 60
    for points, shade in ((body, (38, 36, 36)), (outline(form), COLOURS[colour])):
        cv2.fillPoly(picture, [np.round((points @ turn + middle) * 16).astype(np.int32)], shade, cv2.LINE_AA, 4)
    light = np.exp(random.normal(0, 0.12)) * np.exp(random.normal(0, 0.04, 3))
    return np.asarray(np.clip(picture * light + random.normal(0, 2.5, picture.shape), 0, 255), np.uint8)


@pytest.fixture(scope="module", params=["disc", "clover", "star", "square"])
def taught(request: pytest.FixtureRequest) -> tuple[str, Hue]:
    form: str = request.param
    photos = [tile(form, "orange", seed) for seed in range(5)]
    return form, Hue(photos, [ITEM] * 5, BOX)


@pytest.mark.parametrize("turned", [0.0, 4.0, -4.0])
def test_the_item_passes_in_other_light_and_a_little_turned(taught: tuple[str, Hue], turned: float) -> None:
    form, hue = taught
    assert max(hue.excess(tile(form, "orange", seed, turned)) for seed in range(20, 26)) <= 1


def test_another_outline_of_the_same_colour_does_not(taught: tuple[str, Hue]) -> None:
    form, hue = taught
    others = {"disc", "clover", "star", "square"} - {form}
    assert min(hue.excess(tile(other, "orange", seed)) for other in others for seed in range(30, 33)) > 1


def test_another_colour_of_the_same_outline_does_not(taught: tuple[str, Hue]) -> None:
    form, hue = taught
    assert min(hue.excess(tile(form, colour, seed)) for colour in ("red", "blue") for seed in range(40, 43)) > 1


def test_photos_that_show_an_item_each_time_the_same_way_leave_room_for_one_that_is_turned_a_little() -> None:
    photo = tile("square", "orange", 1)
    hue = Hue([photo] * 5, [ITEM] * 5, BOX)
    turn = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), 4, 1)
    assert hue.excess(np.asarray(cv2.warpAffine(photo, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE))) <= 1
