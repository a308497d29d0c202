"""A coach at the wizard that teaches: lays frames under a camera, presses buttons by name of their act, draws."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oss_app.app.teaching import Teaching
from oss_app.app.training_process import learn
from oss_app.core.check import CheckKind
from oss_app.core.lesson import Subject
from oss_app.core.region import Outline, bounds
from oss_app.editor.teaching import Stage
from oss_app.i18n import load
from oss_app.sidecar import ParentLink
from oss_app.ui.desk.teach.asks import Act
from oss_app.ui.desk.teach.say import SaidActs
from oss_app.ui.kit.theme import LIGHT

PATIENCE_S = 30.0


class Bench:
    """A folder with one picture as the camera, which a test changes by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def show(self, frame: Path) -> None:
        """From now on the camera sees this."""
        fresh = self.folder / "frame.new"
        shutil.copyfile(frame, fresh)
        fresh.replace(self.folder / "frame.jpg")


class Coach:
    """Works with one wizard as a person does: looks at the live picture, presses, waits for what comes."""

    def __init__(
        self,
        subject: Subject,
        bench: Bench,
        language: str = "nl",
        size: tuple[int, int] = (1280, 720),
        work: Callable[[ParentLink], None] = learn,
    ) -> None:
        self.bench, self._is_gone = bench, False
        self.teaching = Teaching(subject, str(bench.folder), load(language), LIGHT, work)
        self.page, self.course = self.teaching.page, self.teaching.course
        self.page.resize(*size)
        self.page.show()

    def lay(self, frame: Path) -> None:
        """Change what lies on the bench, and wait until the wizard has seen it."""
        self.bench.show(frame)
        before = self.page.frame
        until(lambda: self.page.frame not in (b"", before))

    def choose(self, kind: CheckKind, item: str = "") -> None:
        """The first page."""
        self.page.kinds.card(kind).click()
        self.page.kind_side.item.line.setText(item)
        self.press(Act.PLACE)
        until(lambda: self.course.stage is Stage.PLACE)

    def draw(self, region: Outline) -> None:
        """Draw the region with one drag of the mouse."""
        until(lambda: self.page.frame)
        box = self.page.live.picture_box()
        left, top, right, bottom = bounds(region)
        start = QPointF(box.left() + left * box.width(), box.top() + top * box.height()).toPoint()
        end = QPointF(box.left() + right * box.width(), box.top() + bottom * box.height()).toPoint()
        QTest.mousePress(self.page.live, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(self.page.live, (start + end) / 2)
        QTest.mouseRelease(self.page.live, Qt.MouseButton.LeftButton, pos=end)

    def press(self, act: Act) -> None:
        """Press the button of an act, and wait for what it asks."""
        rows = self.page.findChildren(SaidActs)
        buttons = [button for row in rows if row.isVisible() and (button := row.button(act))]
        assert buttons, f"there is no button {act} at {self.course.stage}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        self.settle()

    def settle(self) -> None:
        """Wait for the answer to what was asked."""
        until(lambda: not self.course.is_busy)
        QApplication.processEvents()

    def close(self) -> None:
        """Leave; a second time does nothing."""
        if not self._is_gone:
            self._is_gone = True
            self.teaching.close()
            self.page.deleteLater()
            QApplication.processEvents()


def until(condition: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Let the window work until a condition holds; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        QTest.qWait(10)
