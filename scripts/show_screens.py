"""Draws the worker's screens into a folder: python scripts/show_screens.py FOLDER [WIDTHxHEIGHT[@PIXELS_PER_MM] ...]"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from oss_app.core.profile import Profile
from oss_app.player.screen import Extent, Screen
from oss_app.ui.player.view import PlayerView
from tests.ui.screens import DRAWN

SIZES = ("1920x1080@3.6",)


def draw(screen: Screen, profile: Profile, extent: Extent, width: int, height: int, mm: float, file: Path) -> None:
    """Draw one screen into a PNG, once its photo is there."""
    view = PlayerView()
    view.resize(width, height)
    view.set_profile(profile, extent, mm)
    view.show()
    view.show_screen(screen)
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
        width, height = (int(part) for part in pixels.split("x"))
        for name, (screen, profile, extent) in DRAWN.items():
            draw(screen, profile, extent, width, height, float(mm or 3.6), folder / f"{name}-{pixels}.png")
    application.quit()


if __name__ == "__main__":
    main()
