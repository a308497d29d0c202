"""Pictures for the tests of checks: a drawn bench with things on it, as a camera would see it."""

from __future__ import annotations

import cv2
import numpy as np

from oss_app.core.region import rectangle
from oss_app.vision.picture import Picture

WIDTH, HEIGHT = 640, 400
PLACE = rectangle(0.3, 0.4, 0.5, 0.7)
"""The region of the place in the middle left: 128 x 120 pixels."""


def bench(item: str = "", *, seed: int = 0) -> Picture:
    """The bench from above, with ``item`` in its place: ``pen``, ``pliers``, ``disc`` or nothing."""
    random = np.random.default_rng(7)
    picture = np.full((HEIGHT, WIDTH, 3), (150, 165, 160), np.uint8)
    for _ in range(60):  # the grain of a bench
        x, y = random.integers(0, WIDTH), random.integers(0, HEIGHT)
        shade = [int(v) for v in random.integers(90, 210, 3)]
        cv2.ellipse(
            picture, (int(x), int(y)), (int(random.integers(4, 16)), 3), float(random.integers(180)), 0, 360, shade, -1
        )
    cv2.rectangle(picture, (100, 90), (560, 330), (95, 90, 60), -1)
    cv2.rectangle(picture, (100, 90), (560, 330), (60, 55, 40), 4)
    for left in (180, 340):
        cv2.rectangle(picture, (left + 14, 166), (left + 126, 276), (70, 66, 44), 3)
    cv2.putText(picture, "KIT 7", (450, 130), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (220, 220, 220), 2)
    _draw(picture, item, (256, 220))
    noise = np.random.default_rng(seed).normal(0, 2.5, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _draw(picture: Picture, item: str, middle: tuple[int, int]) -> None:
    x, y = middle
    if item == "pen":
        cv2.line(picture, (x - 40, y + 28), (x + 40, y - 28), (40, 40, 200), 10)
        cv2.line(picture, (x + 30, y - 21), (x + 44, y - 31), (20, 20, 20), 6)
    elif item == "pliers":
        cv2.line(picture, (x - 36, y - 30), (x + 36, y + 20), (210, 210, 215), 9)
        cv2.line(picture, (x - 36, y + 30), (x + 36, y - 20), (200, 200, 210), 9)
        cv2.circle(picture, (x, y), 10, (120, 120, 125), -1)
    elif item == "disc":
        cv2.circle(picture, (x, y), 34, (235, 235, 240), -1)
        cv2.circle(picture, (x, y), 14, (60, 60, 70), -1)


def moved(picture: Picture, right: float = 0, down: float = 0, degrees: float = 0) -> Picture:
    """The bench, pushed and turned about its middle."""
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -degrees, 1)
    turn[:, 2] += right, down
    return np.asarray(cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE))


def lit(picture: Picture, gain: float = 1.0, slope: float = 0.0) -> Picture:
    """The bench in another light; ``slope`` makes the right side brighter than the left by that factor."""
    light = gain * np.linspace(1 - slope / 2, 1 + slope / 2, WIDTH)[None, :, None]
    return np.clip(picture * light, 0, 255).astype(np.uint8)


def with_arm(picture: Picture) -> Picture:
    """An arm in a glove reaches from the lower edge over the place."""
    picture = picture.copy()
    cv2.line(picture, (330, HEIGHT + 20), (262, 235), (190, 110, 60), 74)
    cv2.circle(picture, (258, 225), 48, (185, 105, 55), -1)
    for finger in (-30, -10, 10, 30):
        cv2.line(picture, (258 + finger, 215), (250 + finger, 170), (195, 115, 65), 17)
    return picture


LIGHTS = ((1.0, 0.0), (0.8, 0.3), (1.15, -0.2), (0.7, 0.0), (0.95, 0.4))
PUSHES = ((0, 0, 0), (5, -4, 0.8), (-6, 3, -1.0), (3, 6, 0.5), (-4, -5, 1.2))


def shots(item: str, count: int = 5, first: int = 0) -> list[Picture]:
    """Frames of one set-up, the tray nudged and the light changed in between, as the wizard asks for."""
    out = []
    for n in range(first, first + count):
        push, (gain, slope) = PUSHES[n % len(PUSHES)], LIGHTS[n % len(LIGHTS)]
        out.append(lit(moved(bench(item, seed=n), *push), gain, slope))
    return out
