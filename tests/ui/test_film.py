"""Films: once, to their last picture, and where they cannot play the photo stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from oss_app.ui.kiosk.player.film import Film
from oss_app.ui.kiosk.player.photo import PhotoView
from tests.ui.conftest import ShowScreen
from tests.ui.screens import STEP

BGR = {"first": (40, 40, 200), "last": (200, 60, 40)}


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Red, then blue, six tenths of a second."""
    path = tmp_path_factory.mktemp("film") / "clip.webm"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), 10, (320, 180))
    for colour in [BGR["first"]] * 3 + [BGR["last"]] * 3:
        writer.write(np.full((180, 320, 3), colour, np.uint8))
    writer.release()
    return path


def is_blue(colour: QColor) -> bool:
    return colour.blue() > colour.red() + 60


def test_a_film_plays_once_and_stands_on_its_last_picture(qtbot: QtBot, clip: Path) -> None:
    film = Film()
    film.play(clip)
    qtbot.waitUntil(lambda: film.frame is not None, timeout=10_000)
    qtbot.waitUntil(lambda: film.is_over, timeout=10_000)
    qtbot.wait(100)
    assert film.frame is not None
    assert is_blue(film.frame.pixelColor(160, 90))
    film.stop()
    assert film.frame is None


def test_the_same_film_does_not_start_over(qtbot: QtBot, clip: Path) -> None:
    film = Film()
    film.play(clip)
    qtbot.waitUntil(lambda: film.is_over, timeout=10_000)
    film.play(clip)
    assert film.is_over
    film.stop()


def test_what_is_no_film_shows_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    for content in (b"", b"not a film at all" * 100):
        path = tmp_path / "film.mp4"
        path.write_bytes(content)
        film = Film()
        film.play(path)
        qtbot.wait(200)
        assert film.frame is None
        film.stop()


def test_a_film_stands_where_the_photo_is_and_the_photo_comes_back(show: ShowScreen, qtbot: QtBot, clip: Path) -> None:
    view = show(STEP)
    place = view.layout_for_now().photo
    middle = place.x + place.w // 2, place.y + place.h // 2
    photo = view.grab().toImage().pixelColor(*middle)
    assert STEP.picture is not None
    view.show_screen(replace(STEP, picture=replace(STEP.picture, film=clip)))
    qtbot.waitUntil(lambda: view.grab().toImage().pixelColor(*middle) != photo, timeout=10_000)
    qtbot.waitUntil(lambda: is_blue(view.grab().toImage().pixelColor(*middle)), timeout=10_000)
    view.show_screen(STEP)
    assert view.grab().toImage().pixelColor(*middle) == photo


def test_without_a_film_that_plays_the_photo_stays(show: ShowScreen, qtbot: QtBot, tmp_path: Path) -> None:
    view = show(STEP)
    before = view.grab().toImage()
    assert STEP.picture is not None
    view.show_screen(replace(STEP, picture=replace(STEP.picture, film=tmp_path / "gone.mp4")))
    qtbot.wait(300)
    assert view.grab().toImage() == before


def test_a_film_gives_way_to_the_photo_where_it_is_to_and_comes_again(
    show: ShowScreen, clip: Path, qtbot: QtBot
) -> None:
    assert STEP.picture and STEP.picture.outline
    picture = replace(STEP.picture, film=clip, gives_way=True)
    view = show(STEP)
    photo = view.findChild(PhotoView)
    assert photo
    with_its_place = photo.grab().toImage()
    view.show_screen(replace(STEP, picture=picture))
    qtbot.waitUntil(lambda: photo.shows_film, timeout=10_000)
    qtbot.waitUntil(lambda: not photo.shows_film, timeout=10_000)
    qtbot.waitUntil(lambda: photo.grab().toImage() == with_its_place, timeout=20_000)
    view.show_screen(replace(STEP, picture=replace(picture, replays=1)))
    assert photo.shows_film
