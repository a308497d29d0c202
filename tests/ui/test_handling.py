"""How many acts a whole task takes: each click, drag and key of six steps, from the photos to the release, is counted.

Walked by hand through the window of November 2026, before Return led through the languages, the same task took
49 clicks, 6 drags and 39 keys, letters not counted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Theme
from oss_app.core.release import ReleaseState
from oss_app.editor.task_store import TaskStore
from oss_app.resources import instructions
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.lint import lint_task
from oss_app.ui.desk.library.new_task_options import DropArea
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.widgets.canvas import Canvas
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from tests.fakes import FakeVoice
from tests.ui.editor import WORDS, FakeCamera, now, photo

SENTENCES = [f"Leg {n} sonde in vak {n}." for n in range(1, 7)]
MOST = Counter(click=9, drag=6, key=23)


class Hand:
    """Does what a coach does with mouse and keyboard, and counts it; letters are typed, and not counted."""

    def __init__(self) -> None:
        self.acts: Counter[str] = Counter()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isVisible() and widget.isEnabled()
        self.acts["click"] += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        QApplication.processEvents()

    def press(self, widget: QWidget, key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.acts["key"] += 1
        QTest.keyClick(widget, key, with_)
        QApplication.processEvents()

    def drop(self, area: DropArea, files: list[Path]) -> None:
        self.acts["drag"] += 1
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        area.dropEvent(
            QDropEvent(
                QPointF(area.rect().center()),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    def drag(self, canvas: Canvas) -> None:
        self.acts["drag"] += 1
        box = canvas.photo_box
        start, end = (QPointF(box.left() + x * box.width(), box.top() + x * box.height()).toPoint() for x in (0.3, 0.6))
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(canvas, (start + end) / 2)
        QTest.mouseMove(canvas, end)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)


def test_six_steps_take_fewer_acts_than_they_did(qtbot: QtBot, tmp_path: Path) -> None:
    fonts.load()
    (tmp_path / "tasks").mkdir()
    shelf = TaskStore(
        tmp_path / "tasks", instructions(), WORDS, lambda task: lint_task(task, None, "nl"), now, later, QtPhotos()
    )
    window = EditorWindow(
        shelf, ItemLibrary(tmp_path / "items"), WORDS, FakeVoice(), FakeCamera(), Theme.LIGHT, tmp_path / "no-tips"
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_library()
    window.activateWindow()
    hand, editor = Hand(), window.editor
    tried = list[int]()
    editor.try_wanted.connect(lambda *_: tried.append(1))
    try:
        files = [photo(tmp_path / f"{n}.jpg", (320, 180)) for n in range(1, 7)]
        assert window.library.ways is not None
        hand.drop(window.library.ways.area, files)
        qtbot.waitUntil(lambda: window.draft is not None and len(window.draft.task.steps) == 6, timeout=60_000)
        draft = window.draft
        assert draft is not None

        line = editor.work.sentences.sentence.line
        for n, words in enumerate(SENTENCES):  # the cursor stands in the first one; the last needs no Return
            QTest.keyClicks(line, words)
            if n < 5:
                hand.press(line, Qt.Key.Key_Return)

        fields = editor.work.sentences.fields
        hand.press(line, Qt.Key.Key_Tab)  # to the warning, and on to the hint
        QTest.keyClicks(fields["warning"].line, "De punt is scherp.")
        hand.press(fields["warning"].line, Qt.Key.Key_Tab)
        QTest.keyClicks(fields["hint"].line, "Kijk naar de haak.")

        for n in range(5):
            canvas = editor.work.canvas
            qtbot.waitUntil(lambda canvas=canvas: not canvas.is_waiting, timeout=60_000)
            hand.drag(canvas)
            if n < 4:
                hand.press(editor, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)

        hand.click(editor.head.title)
        hand.press(editor.head.title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(editor.head.title, "Set voor de tandarts")
        hand.press(editor.head.title, Qt.Key.Key_Return)

        hand.click(editor.head.about)
        about = window.aside.about
        hand.click(about.done.line)
        QTest.keyClicks(about.done.line, "Breng de set naar de kar.")
        hand.click(about.photos.viewport(), about.photos.visualItemRect(about.photos.item(5)).center())
        hand.click(about.back)

        hand.click(editor.head.language)
        table = window.aside.languages.table
        for n in range(10):  # title, last words, warning, hint, and six sentences
            fields_open = [field for field in table.findChildren(QLineEdit) if field.isVisible()]
            QTest.keyClicks(fields_open[0] if fields_open else table, f"text {n}")
            field = next(field for field in table.findChildren(QLineEdit) if field.isVisible())
            hand.press(field, Qt.Key.Key_Return)
        hand.click(window.aside.languages.back)

        hand.click(editor.head.try_out)
        assert tried == [1]
        hand.click(editor.head.release)

        task = draft.task
        assert [step.text.words for step in task.steps] == SENTENCES
        assert sum(task.outline_of(step) is not None for step in task.steps) == 5
        assert task.steps[5].warning is not None and task.steps[5].hint is not None
        assert task.title.words == "Set voor de tandarts"
        assert task.done.words == "Breng de set naar de kar."
        assert task.photo == task.steps[5].photo
        assert all("en" in step.text.translations for step in task.steps), [s.text for s in task.steps]
        assert "en" in task.title.translations and "en" in task.done.translations
        assert draft.state is ReleaseState.RELEASED
        assert hand.acts <= MOST
    finally:
        window.close()
