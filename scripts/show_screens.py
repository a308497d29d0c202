"""Draws the worker's screens into a folder: python scripts/show_screens.py FOLDER [WIDTHxHEIGHT[@PIXELS_PER_MM] ...]"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oss_app.core.profile import Profile
from oss_app.player.screen import Extent, Screen
from oss_app.ui.kiosk.coach_door import CoachDoor, DoorRow
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.screen import StartScreen
from oss_app.ui.kiosk.start.view import StartView
from tests.ui.screens import DOOR, DOUBLE, DRAWN, ROWS, STARTS, STILL

SIZES = ("1920x1080@3.6",)


def draw_screen(screen: Screen, profile: Profile, extent: Extent, size: QSize, mm: float, file: Path) -> None:
    view = PlayerView()
    view.resize(size)
    view.set_profile(profile, extent, mm)
    view.show()
    view.show_screen(screen)
    save(view, file)


def draw_start(screen: StartScreen, profile: Profile, size: QSize, mm: float, file: Path) -> None:
    view = StartView()
    view.resize(size)
    view.set_profile(profile, mm)
    view.show()
    view.show_start(screen)
    save(view, file)


def draw_door(profile: Profile, size: QSize, mm: float, file: Path, rows: tuple[DoorRow, ...] = ()) -> None:
    door = CoachDoor()
    door.resize(size)
    door.set_profile(profile, mm)
    door.ask(DOOR)
    door.show()
    for key in "123":
        QTest.keyClick(door, key)
    if rows:
        door.show_rows("Begeleider", rows)
    door.grab().save(str(file))


def save(view: PlayerView | StartView, file: Path) -> None:
    """Draw a page into a PNG, once its pictures are there."""
    until = time.monotonic() + 5
    while view.is_waiting and time.monotonic() < until:
        QApplication.processEvents()
    QApplication.processEvents()
    view.grab().save(str(file))
    view.close_down()
    view.close()


def main() -> None:
    application = QApplication([])
    folder, sizes = Path(sys.argv[1]), sys.argv[2:] or SIZES
    folder.mkdir(parents=True, exist_ok=True)
    for size in sizes:
        pixels, _, mm = size.partition("@")
        area, scale = QSize(*(int(part) for part in pixels.split("x"))), float(mm or 3.6)
        for name, (screen, profile, extent) in DRAWN.items():
            draw_screen(screen, profile, extent, area, scale, folder / f"{name}-{pixels}.png")
        draw_door(STILL, area, scale, folder / f"door-{pixels}.png")
        draw_door(DOUBLE, area, scale, folder / f"door-200-{pixels}.png")
        draw_door(STILL, area, scale, folder / f"door-rows-{pixels}.png", ROWS)
        for name, start in STARTS.items():
            draw_start(start, STILL, area, scale, folder / f"{name}-{pixels}.png")
            draw_start(start, DOUBLE, area, scale, folder / f"{name}-200-{pixels}.png")
    application.quit()


if __name__ == "__main__":
    main()
