"""What is drawn for the bench: round things are round where the light comes in at an angle."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from oss_app.core.light import DOT_MM, GAP_MM, LINE_MM, BenchMap, Lit, LitWords
from oss_app.core.plane import between
from oss_app.editor.lighting import words_spot
from oss_app.ui.kit.light_picture import CROSS_MM, bench_transform, draw_cross, draw_dots, draw_lit, draw_outline

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


PX_A_MM = 2
SQUARE = BenchMap(size=(2200, 1300), to_picture=between(CORNERS, ((100, 100), (2100, 100), (2100, 1200), (100, 1200))))
"""Two pixels a millimetre, and 50 mm of light beyond each side of the work area."""
PLACE = ((400.0, 150.0), (520.0, 150.0), (520.0, 210.0), (400.0, 210.0))


def bench(lit: Lit, photo: QImage | None = None) -> np.ndarray:
    """The work area as lit, two pixels a millimetre, with 50 mm round it."""
    image = QImage(*SQUARE.size, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_lit(painter, lit, SQUARE, photo)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(SQUARE.size[1], SQUARE.size[0], 4)
    return cv2.cvtColor(rows, cv2.COLOR_BGRA2GRAY)


def part(picture: np.ndarray, left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """A piece of it (mm)."""
    x0, y0, x1, y1 = (round((mm + 50) * PX_A_MM) for mm in (left, top, right, bottom))
    return picture[max(y0, 0) : y1, max(x0, 0) : x1]


def box(left: float, top: float, wide: float, deep: float) -> tuple[tuple[float, float], ...]:
    return (left, top), (left + wide, top), (left + wide, top + deep), (left, top + deep)


def test_capitals_on_the_bench_are_twelve_millimetres_high(qtbot: QtBot) -> None:
    """Seen red: 11.3 mm, since the letters have lower capitals than was reckoned with."""
    spot = words_spot((1000.0, 550.0))
    rows = np.flatnonzero((bench(Lit(words=LitWords(spot, "HEH"))) > 127).any(1))
    assert (rows[-1] - rows[0] + 1) / PX_A_MM >= 12.0


SENTENCE = "Pak het kleine tangetje met de rode band uit bak 12 en leg het met de punt naar boven in vakje 3 van links."
WARNING = "Let op: de punt is scherp. Raak hem niet aan."


def bright(picture: np.ndarray) -> int:
    return int((picture > 127).sum())


def test_where_sentence_and_warning_do_not_fit_beside_the_photo_they_stand_alone(qtbot: QtBot) -> None:
    """Seen red: of the warning only its sign was left."""
    spot, photo = words_spot((1000.0, 550.0)), QImage(480, 270, QImage.Format.Format_RGB32)
    photo.fill(QColor("white"))
    alone = bench(Lit(words=LitWords(spot, SENTENCE, WARNING)))
    assert np.array_equal(bench(Lit(words=LitWords(spot, SENTENCE, WARNING)), photo), alone)
    assert bright(alone) > bright(bench(Lit(words=LitWords(spot, SENTENCE)))), "with the warning"
    beside = bench(Lit(words=LitWords(spot, "Pak een tang.", WARNING)), photo)
    assert bright(beside) > bright(bench(Lit(words=LitWords(spot, "Pak een tang.", WARNING)))), "short words have both"


@pytest.mark.parametrize("warning", ["", WARNING])
def test_half_an_instruction_is_not_laid_on_the_bench(qtbot: QtBot, warning: str) -> None:
    """What does not fit stands on the screen alone; the photo still shows the thing."""
    spot, photo = words_spot((1000.0, 550.0)), QImage(480, 270, QImage.Format.Format_RGB32)
    photo.fill(QColor("white"))
    long = LitWords(spot, f"{SENTENCE} {SENTENCE} {SENTENCE}", warning)
    assert bright(bench(Lit(words=long))) == 0
    shown = bench(Lit(words=long), photo)
    assert np.array_equal(shown, bench(Lit(words=LitWords(spot, "")), photo)) and bright(shown)


@pytest.mark.parametrize(
    "place",
    [box(930, 200, 110, 80), box(880, 480, 165, 110), box(-40, 300, 1085, 100), box(400, 200, 120, 80)],
    ids=["at the right", "in the corner", "over the whole width", "in the middle"],
)
def test_how_many_stands_whole_beside_a_place_wherever_that_is(
    qtbot: QtBot, place: tuple[tuple[float, float], ...]
) -> None:
    """Seen red: beyond the edge of the projector's picture at the right of the bench."""
    number = np.asarray(bench(Lit(place, "12×")) > bench(Lit(place)))
    middle = np.asarray(bench(Lit(box(400, 200, 120, 80), "12×")) > bench(Lit(box(400, 200, 120, 80))))
    assert number.sum() == pytest.approx(middle.sum(), rel=0.05)


@pytest.mark.parametrize(
    "source",
    [box(700, 120, 100, 80), box(600, 400, 100, 80), box(150, 150, 100, 60), box(410, 300, 100, 60)],
    ids=["right", "near", "left", "before it"],
)
def test_arrow_count_and_places_lie_on_none_of_each_other(
    qtbot: QtBot, source: tuple[tuple[float, float], ...]
) -> None:
    """Seen red: the point of the arrow went through the count."""
    number = np.asarray(bench(Lit(PLACE, "2×", source)) > bench(Lit(PLACE, "", source)))
    alone = np.asarray(bench(Lit(PLACE, "2×")) > bench(Lit(PLACE)))
    assert number.sum() == pytest.approx(alone.sum(), rel=0.05), "nothing lies on the count"
    lit = bench(Lit(PLACE, "2×", source))
    both = bench(Lit(PLACE)) | bench(Lit(source=source))
    for outline in (PLACE, source):
        (left, top), (right, bottom) = outline[0], outline[2]
        assert bright(part(lit, left, top, right, bottom)) == 0, "what lies in a place is not lit"
    assert bright(lit) > bright(both) + number.sum() + 500, "an arrow leads from one to the other"
