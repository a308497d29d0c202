"""The pages are drawn alike on all systems: Windows' own style draws dots inside each button that has the focus."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from oss_app.app import application
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT
app = application.application()
page, first, second = QWidget(), QPushButton("Bewaar"), QPushButton("Bewaar")
page.setStyleSheet(sheet(LIGHT))
rows = QVBoxLayout(page)
rows.addWidget(first)
rows.addWidget(second)
page.show()
page.activateWindow()
second.setFocus()
app.processEvents()
assert second.hasFocus() and not first.hasFocus()
inside = first.rect().adjusted(13, 4, -13, -4)  # between the frame that is ours and its round corners
print(app.style().name(), first.grab(inside).toImage() == second.grab(inside).toImage())
"""


def test_a_button_with_the_focus_has_our_frame_and_no_other() -> None:
    """Qt's style ``windows``, which draws the dots too, is on every system; here it is the system's own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "windows"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == ["fusion", "True"], done.stderr
