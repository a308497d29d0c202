"""A coach makes a task of six photos with everything in it: clicks, drags and keys are counted, typing aside."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Theme
from oss_app.core.release import ReleaseState
from oss_app.editor.task_store import TaskStore
from oss_app.resources import instructions
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.lint import lint_task
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from tests.fakes import FakeVoice
from tests.ui.editor import WORDS, FakeCamera, now, photo

SENTENCES = (
    "Leg het dienblad neer.", "Zet 1 bord in het midden.", "Leg 1 mes rechts.", "Leg 1 vork links.",
    "Zet 1 glas achter.", "Vouw het servet.",
)  # fmt: skip
ENGLISH = ("The knife is sharp.", "A tray", "Put down the tray.", "Put 1 plate in the middle.", "Put 1 knife right.")
BEFORE = {"clicks": 49, "drags": 6, "keys": 39}
"""What the same task took when it was walked by hand, before the editor was made for the walk."""


class Hands:
    """What a coach does with mouse and keys, counted."""

    def __init__(self, qtbot: QtBot, window: EditorWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.counted: Counter[str] = Counter()

    def click(self, part: QWidget) -> None:
        self.counted["clicks"] += 1
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)

    def key(self, part: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.counted["keys"] += 1
        QTest.keyClick(part, key, held)

    def write(self, part: QWidget, words: str) -> None:
        QTest.keyClicks(part, words)

    def draw_place(self) -> None:
        self.counted["drags"] += 1
        canvas = self._window.editor.work.canvas
        self._qtbot.waitUntil(lambda: not canvas.is_waiting and not canvas.photo_box.isEmpty(), timeout=60_000)
        box = canvas.photo_box
        start, end = (
            QPoint(round(box.left() + box.width() * x), round(box.top() + box.height() * y))
            for x, y in ((0.3, 0.3), (0.6, 0.7))
        )
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(canvas, end)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)

    def translation(self, words: str) -> None:
        """Type over the field that is open in the table, and go on."""
        table = self._window.aside.languages.table
        QCoreApplication.processEvents()
        if self._open_field() is None:
            QTest.keyClicks(table.viewport(), words[0])
        field = self._open_field()
        assert field is not None
        QCoreApplication.processEvents()
        self.write(field, words[1:] if field.text() == words[0] else words)
        self.key(field, Qt.Key.Key_Return)

    def _open_field(self) -> QLineEdit | None:
        table = self._window.aside.languages.table
        return next((line for line in table.findChildren(QLineEdit) if line.isVisible()), None)


def test_a_task_of_six_steps_takes_fewer_acts_than_it_did(qtbot: QtBot, tmp_path: Path) -> None:
    fonts.load()
    own = tmp_path / "tasks"
    own.mkdir()
    store = TaskStore(own, instructions(), WORDS, lambda task: lint_task(task, None, "nl"), now, later, QtPhotos())
    items = ItemLibrary(tmp_path / "items")
    window = EditorWindow(store, items, WORDS, FakeVoice(), FakeCamera(), Theme.LIGHT, tmp_path / "no-tips")
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    window.show_library()
    hands = Hands(qtbot, window)
    sentences, tried = window.editor.work.sentences, []
    window.try_wanted.connect(lambda *asked: tried.append(asked))

    hands.counted["clicks"] += 4  # choose photos, the first, the last with Shift, open
    window.intake.from_photos([photo(tmp_path / f"IMG_{n}.jpg") for n in range(6)])
    draft = window.draft
    assert draft is not None
    for words in SENTENCES:
        hands.write(sentences.sentence.line, words)
        hands.key(sentences.sentence.line, Qt.Key.Key_Return)
    for place in range(5):
        hands.draw_place()
        if place < 4:
            hands.key(window.editor, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    hands.click(sentences.fields["warning"].line)
    hands.write(sentences.fields["warning"].line, "Het mes is scherp.")
    hands.click(sentences.fields["hint"].line)
    hands.write(sentences.fields["hint"].line, "Kijk op de foto.")
    hands.click(window.editor.head.title)
    hands.key(window.editor.head.title, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.write(window.editor.head.title, "Blad klaarzetten")
    hands.click(window.editor.head.about)
    hands.click(window.aside.about.done.line)
    hands.write(window.aside.about.done.line, "Het blad is klaar.")
    hands.counted["clicks"] += 1  # the photo of the task
    window.aside.about.photos.itemActivated.emit(window.aside.about.photos.item(1))
    hands.click(window.aside.about.back)
    hands.click(window.editor.head.language)
    missing = sum(1 for _ in range(window.aside.languages.model.rowCount()))
    window.aside.languages.table.setFocus()
    for n in range(missing):
        hands.translation(ENGLISH[n % len(ENGLISH)])
    hands.click(window.aside.languages.back)
    hands.key(window.editor, Qt.Key.Key_F5)
    hands.key(window.editor, Qt.Key.Key_Escape)
    hands.click(window.editor.head.release)

    task = draft.task
    assert [step.text.words for step in task.steps] == list(SENTENCES)
    assert sum(task.outline_of(step) is not None for step in task.steps) == 5
    assert task.title.words == "Blad klaarzetten" and task.done is not None
    assert all(step.text.translations.get("en") for step in task.steps)
    assert len(tried) == 1 and draft.state is ReleaseState.RELEASED
    assert all(hands.counted[act] < most for act, most in BEFORE.items()), hands.counted
    window.close()
