"""Which display, and how large its pixels are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oss_app.ui.kit.display import FALLBACK, StationDisplay, chosen, pixels_per_mm

DESK = ("HDMI-1", "A1")
BEAMER = ("DP-2", "B2")


@pytest.mark.parametrize(
    ("pixels", "mm", "expected"),
    [
        ((1920, 1080), (531, 299), 3.614),
        ((1080, 1920), (299, 531), 3.614),
        ((1080, 1920), (531, 299), 3.614),  # turned upright, and the screen still says it lies
        ((3840, 2160), (597, 336), 6.43),
        ((1366, 768), (344, 193), 3.975),
        ((1920, 1080), (0, 0), FALLBACK),
        ((1920, 1080), (16, 9), FALLBACK),  # an aspect ratio in the place of a size
        ((1920, 1080), (160, 90), 12.0),
        ((1920, 1080), (5310, 2990), FALLBACK),
        ((1920, 1080), (400, 400), FALLBACK),  # pixels are square
        ((1920, 1080), (-1, 300), FALLBACK),
    ],
)
def test_a_size_is_believed_where_it_can_be(
    pixels: tuple[float, float], mm: tuple[float, float], expected: float
) -> None:
    assert pixels_per_mm(pixels, mm, None) == pytest.approx(expected, rel=0.002)


def test_what_the_station_says_wins() -> None:
    assert pixels_per_mm((1920, 1080), (16, 9), (480, 270)) == pytest.approx(4.0)


@pytest.mark.parametrize(
    ("name", "serial", "expected"),
    [
        ("HDMI-1", "A1", 0),
        ("DP-2", "B2", 1),
        ("HDMI-1", "B2", 1),  # plugged into the other socket: the serial number knows the screen itself
        ("DP-2", "", 1),
        ("DP-2", "unknown", 1),
        ("VGA-1", "", None),
        ("", "", None),
    ],
)
def test_a_display_is_found_by_serial_number_and_name(name: str, serial: str, expected: int | None) -> None:
    assert chosen([DESK, BEAMER], name, serial) == expected


def test_two_of_a_kind_without_serial_numbers_are_told_apart_by_name() -> None:
    assert chosen([("DP-1", ""), ("DP-2", "")], "DP-2", "") == 1


def test_two_with_the_same_serial_number_are_told_apart_by_name() -> None:
    assert chosen([("DP-1", "0"), ("DP-2", "0")], "DP-2", "0") == 1


def test_a_station_without_its_display_uses_what_there_is(qtbot: QtBot) -> None:
    display = StationDisplay("nowhere", "nothing")
    assert display.screen() is not None
    assert display.pixels_per_mm() > 0


def test_a_change_is_told_once_it_has_settled(qtbot: QtBot) -> None:
    display, told = StationDisplay("", ""), []
    display.changed.connect(lambda: told.append(1))
    for _ in range(5):
        display.screen().geometryChanged.emit(display.screen().geometry())
    qtbot.waitUntil(lambda: told == [1], timeout=1000)
    qtbot.wait(250)
    assert told == [1]
