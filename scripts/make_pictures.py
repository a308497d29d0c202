"""Draws the pictures of the README into docs/pictures: python scripts/make_pictures.py

They are the program's own screens, drawn without a display; nothing is painted by hand.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication, QWidget

from oss_app.app import start_screens
from oss_app.core.events import CameraChanged, CoachPassed, Opened
from oss_app.core.plan import plan
from oss_app.core.profile import Profile
from oss_app.core.session import Session
from oss_app.core.settings import Settings
from oss_app.i18n import load
from oss_app.player.opening import checks_that_count
from oss_app.player.present import Presenter
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kit import fonts

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, PIXELS_PER_MM = 1280, 720, 2.4
LANGUAGE = "nl"


def save(view: PlayerView | StartView, name: str) -> None:
    """Grab a view into a PNG once its pictures are there."""
    until = time.monotonic() + 5
    while view.is_waiting and time.monotonic() < until:
        QApplication.processEvents()
    for _ in range(30):
        QApplication.processEvents()
        time.sleep(0.02)
    view.grab().save(str(FOLDER / name))
    view.close_down()


def shown(view: QWidget) -> None:
    view.resize(WIDTH, HEIGHT)
    view.show()


def step(library: FolderLibrary) -> None:
    task = library.load(instructions() / "tandarts").task
    assert task is not None
    profile, words = Profile(reduced_motion=True), load(LANGUAGE)
    checks = checks_that_count(task, library, Settings(), profile, "0")
    session = Session(plan(task, profile, checks))
    session.on(Opened())
    for _ in range(3):
        session.on(CoachPassed())
    session.on(CameraChanged(session.state.watch, True))
    presenter, view = Presenter(profile, LANGUAGE, words, checks), PlayerView()
    view.set_profile(profile, presenter.extent(session.plan), PIXELS_PER_MM)
    shown(view)
    view.show_screen(presenter.screen(session))
    save(view, "step.png")


def what(library: FolderLibrary) -> None:
    view, person = StartView(), Profile(card="coffee")
    view.set_profile(person, PIXELS_PER_MM)
    shown(view)
    tasks = library.list()
    view.show_start(start_screens.what(tasks, LANGUAGE, load(LANGUAGE), person, can_go_back=True, speaks=True))
    save(view, "what.png")


def main() -> None:
    application = QApplication([])
    fonts.load()
    FOLDER.mkdir(parents=True, exist_ok=True)
    library = FolderLibrary(instructions(), language=LANGUAGE)
    step(library)
    what(library)
    application.quit()


if __name__ == "__main__":
    main()
