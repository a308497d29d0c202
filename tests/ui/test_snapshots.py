"""The main screens against pictures of them.

``OSS_SNAPSHOTS=write`` draws the pictures anew; they are to be looked at before they are kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.ui.kiosk.coach_door import CoachDoor
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.view import StartView
from tests.ui.conftest import has_room, standing_for
from tests.ui.screens import DOOR, DOUBLE, DRAWN, STARTS, STILL

FOLDER = Path(__file__).resolve().parent.parent / "snapshots"
WRITES = os.environ.get("OSS_SNAPSHOTS") == "write"
BLOCK = 16
"""Pixels of a block; a sign or a word that is gone, or stands elsewhere, changes a whole block."""
FAR = 10.0
"""By so many of 255 a block may differ on the average: letters drawn a little differently by another Qt."""

SMALL, DESK, UPRIGHT = (1280, 720, 3.7), (1920, 1080, 3.6), (1080, 1920, 3.6)
ON_THE_DESK = (
    "10-step-light",
    "12-step-seen",
    "15-step-contrast",
    "16-step-text-200",
    "19-step-arabic",
    "20-help-open",
    "21-need-help",
    "22-break",
    "23-end-of-kit",
    "25-level-short",
    "26-level-list",
    "27-step-must",
    "28-final-check",
    "50-mark-corners",
)
SESSIONS = (
    [(name, SMALL) for name in DRAWN]
    + [(name, DESK) for name in ON_THE_DESK]
    + [(name, UPRIGHT) for name in ("10-step-light", "25-level-short", "26-level-list-watched", "call-with-door")]
)
ASKED = [(name, SMALL, STILL) for name in STARTS] + [(name, DESK, STILL) for name in ("01-who", "02-what")]
ASKED += [(name, SMALL, DOUBLE) for name in ("who-many", "what-many")]


def pixels(page: QWidget) -> NDArray[np.uint8]:
    """What a page shows, height x width x blue-green-red."""
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)[:, :, ::-1].copy()


def blocks(picture: NDArray[Any]) -> NDArray[np.float64]:
    """The mean colour of each block."""
    height, width = (side // BLOCK * BLOCK for side in picture.shape[:2])
    cut = picture[:height, :width].astype(np.float64)
    return cut.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3).mean(axis=(1, 3))


def assert_as_drawn(page: QWidget, name: str, tmp_path: Path) -> None:
    file = FOLDER / f"{name}.webp"
    _, packed = cv2.imencode(".webp", pixels(page), [cv2.IMWRITE_WEBP_QUALITY, 88])
    if WRITES:
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(packed.tobytes())
        return
    kept = cv2.imread(str(file))
    assert kept is not None, f"{file} is not there: run with OSS_SNAPSHOTS=write and look at it"
    found = cv2.imdecode(packed, cv2.IMREAD_COLOR)  # packed too, so that both have lost the same
    assert found is not None
    assert kept.shape == found.shape
    apart = np.abs(blocks(found) - blocks(kept)).max(axis=2)
    if apart.max() > FAR:
        cv2.imwrite(str(tmp_path / f"{name}.png"), found)
        y, x = np.unravel_index(apart.argmax(), apart.shape)
        place = f"{int(x) * BLOCK}, {int(y) * BLOCK}"
        count = int((apart > FAR).sum())
        pytest.fail(f"{name}: {count} blocks differ, most at {place}; see {tmp_path / name}.png")


def test_a_shift_of_some_pixels_is_seen(qtbot: QtBot) -> None:
    page = CoachDoor()
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.set_profile(STILL, 3.7)
    page.ask(DOOR)
    there = pixels(page)
    assert np.abs(blocks(np.roll(there, 4, axis=1)) - blocks(there)).max() > FAR


@pytest.mark.parametrize(("name", "size"), SESSIONS, ids=[f"{n}-{s[0]}x{s[1]}" for n, s in SESSIONS])
def test_a_session(name: str, size: tuple[int, int, float], qtbot: QtBot, tmp_path: Path) -> None:
    screen, profile, extent = DRAWN[name]
    view = PlayerView()
    qtbot.addWidget(view)
    view.resize(size[0], size[1])
    while screen.tiles and not has_room(view, screen, profile, extent, size[2]):
        screen = replace(screen, tiles=screen.tiles[:-1])  # so many are dealt out to this display
    view.set_profile(profile, standing_for(view, screen, profile, extent, size[2]), size[2])
    view.show()
    view.show_screen(screen)
    finished(qtbot, lambda: view.is_waiting)
    view.close_down()
    assert_as_drawn(view, f"{name}-{size[0]}x{size[1]}", tmp_path)


@pytest.mark.parametrize(
    ("name", "size", "profile"), ASKED, ids=[f"{n}-{p.text_percent}-{s[0]}x{s[1]}" for n, s, p in ASKED]
)
def test_the_start(name: str, size: tuple[int, int, float], profile: Profile, qtbot: QtBot, tmp_path: Path) -> None:
    view = StartView()
    qtbot.addWidget(view)
    view.resize(size[0], size[1])
    view.set_profile(profile, size[2])
    view.show()
    view.show_start(STARTS[name])
    finished(qtbot, lambda: view.is_waiting)
    view.close_down()
    assert_as_drawn(view, f"{name}-{profile.text_percent}-{size[0]}x{size[1]}", tmp_path)


def test_the_coachs_door(qtbot: QtBot, tmp_path: Path) -> None:
    door = CoachDoor()
    qtbot.addWidget(door)
    door.resize(1280, 720)
    door.set_profile(STILL, 3.7)
    door.ask(DOOR)
    assert_as_drawn(door, "door-1280x720", tmp_path)


def finished(qtbot: QtBot, waits: Callable[[], bool]) -> None:
    qtbot.waitUntil(lambda: not waits(), timeout=10_000)
