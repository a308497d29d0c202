"""What is drawn for the bench: round things are round where the light comes in at an angle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from oss_app.core.light import DOT_MM, GAP_MM, LINE_MM, BenchMap
from oss_app.core.plane import between
from oss_app.ui.kit.light_picture import CROSS_MM, bench_transform, draw_cross, draw_dots, draw_outline

SIZE = (1280, 720)
CORNERS = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 550.0), (0.0, 550.0))
TILTED = BenchMap(size=SIZE, to_picture=between(CORNERS, ((100, 60), (1180, 80), (1220, 690), (80, 660))))
AT = (400.0, 250.0)


def drawn(draw: Callable[[QPainter], None]) -> np.ndarray:
    image = QImage(*SIZE, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(bench_transform(TILTED))
    draw(painter)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], image.bytesPerLine())
    return rows[:, : SIZE[0]].copy()


def around(picture: np.ndarray, radius: float, count: int = 72) -> np.ndarray:
    """How bright a circle (mm) about the point is, all the way round."""
    found = []
    for angle in np.linspace(0, 2 * np.pi, count, endpoint=False):
        x, y = TILTED.to_picture.at((AT[0] + radius * np.cos(angle), AT[1] + radius * np.sin(angle)))
        found.append(int(picture[round(y), round(x)]))
    return np.array(found)


def test_the_ring_of_a_cross_is_round(qtbot: QtBot) -> None:
    picture = drawn(lambda painter: draw_cross(painter, AT))
    assert around(picture, CROSS_MM / 2).min() > 90


def test_a_dot_is_round(qtbot: QtBot) -> None:
    picture = drawn(lambda painter: draw_dots(painter, [AT], TILTED))
    assert around(picture, DOT_MM - 1.5).min() > 90, "up to its edge"
    assert around(picture, DOT_MM + 1.5).max() < 90, "and no further"


def test_the_line_round_a_place_goes_round_its_corners(qtbot: QtBot) -> None:
    place = (AT, (AT[0] + 200, AT[1]), (AT[0] + 200, AT[1] + 100), (AT[0], AT[1] + 100))
    picture = drawn(lambda painter: draw_outline(painter, place))
    third = around(picture, GAP_MM + LINE_MM - 0.7)[37:53]  # beyond the corner, to the left and to the back
    assert third.min() > 90


def test_a_cross_that_nobody_laid_has_broken_arms_and_no_ring(qtbot: QtBot) -> None:
    laid, not_laid = (drawn(lambda painter, laid=laid: draw_cross(painter, AT, laid=laid)) for laid in (True, False))
    bow = [n for n in range(72) if n % 18 not in (0, 1, 17)]  # between the arms
    assert around(laid, CROSS_MM / 2)[bow].min() > 90 > around(not_laid, CROSS_MM / 2)[bow].max()
    along = [TILTED.to_picture.at((AT[0] + part * CROSS_MM, AT[1])) for part in np.linspace(-0.95, 0.95, 60)]
    arms = [[bool(picture[round(y), round(x)] > 90) for x, y in along] for picture in (laid, not_laid)]
    assert all(arms[0])
    assert not all(arms[1]) and any(arms[1])
    x, y = TILTED.to_picture.at(AT)
    assert not_laid[round(y), round(x)] > 90, "its middle is seen: it is what is laid on the corner"
