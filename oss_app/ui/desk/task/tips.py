"""The guided first task: one tip at a time on a line, each gone when it was followed, all of them when they annoy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_app.core.release import ReleaseState
from oss_app.editor.open_task import OpenTask
from oss_app.files import delete_file
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import NoticeBar
from oss_app.ui.kit.theme import Palette

LOW_WINDOW = 860
"""Pixels of a window's height below which it has room for one line at a time."""


class YieldingRow(QWidget):
    """The row of a line that gives way to others in a low window, lest warning and hint go out of sight."""

    def __init__(self, line: QWidget, others: Sequence[QWidget]) -> None:
        super().__init__()
        self._others, self._is_low = others, False
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line)
        for other in others:
            other.installEventFilter(self)

    def fit(self, height: int) -> None:
        """Follow the height of the window."""
        self._is_low = height < LOW_WINDOW
        self._yield()

    def _yield(self) -> None:
        self.setVisible(not (self._is_low and any(not other.isHidden() for other in self._others)))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._yield()
        return super().eventFilter(watched, event)


@dataclass(frozen=True)
class Tip:
    """What to do, and how it is seen that it was done."""

    words: str
    is_done: Callable[[OpenTask], bool]


class Tips(NoticeBar):
    """``mark`` is the file that says that the coach wants no tips any more."""

    def __init__(self, palette: Palette, tr: Translator, mark: Path) -> None:
        super().__init__(palette, "lightbulb")
        self._said, self._mark = tr, mark
        self._draft: OpenTask | None = None
        self._passed = 0
        self._was_tried = False
        self._tips = (
            Tip(
                tr("Begin with a photo of the first act: take one, choose one, or drop it here."),
                lambda draft: any(step.photo for step in draft.task.steps),
            ),
            Tip(
                tr("Now one short sentence: what does the worker do? “Put 1 cup on the tray.”"),
                lambda draft: any(step.text.words.endswith(".") for step in draft.task.steps),
            ),
            Tip(
                tr("Drag over the photo, around the place where it happens."),
                lambda draft: any(draft.task.outline_of(step) for step in draft.task.steps),
            ),
            Tip(
                tr("The next act is the next step: choose + Step, or press Ctrl+Return."),
                lambda draft: len(draft.task.steps) > 1,
            ),
            Tip(tr("See it as the worker does: choose Try as worker. Escape brings you back."), self._tried),
            Tip(
                tr("Good enough? Choose Release: from then on the workers see this task."),
                lambda draft: draft.state is not ReleaseState.DRAFT,
            ),
        )

    @property
    def is_off(self) -> bool:
        """Whether the coach wants no tips any more."""
        return self._mark.exists()

    def set_draft(self, draft: OpenTask) -> None:
        """Guide through this task, where it is new and the coach still wants that."""
        self._draft, self._passed, self._was_tried = draft, 0, False
        draft.changed.connect(self.refresh)
        draft.stored.connect(self.refresh)
        if self.is_off or draft.state is not ReleaseState.DRAFT:
            self._draft = None
        self.refresh()

    def tried(self) -> None:
        """Note that the coach has tried the task."""
        self._was_tried = True
        self.refresh()

    def refresh(self) -> None:
        """Show the first tip that was not followed yet; none where there is nothing to guide."""
        draft = self._draft
        if draft is None:
            self.hide()
            return
        before = self._passed
        while self._passed < len(self._tips) and self._tips[self._passed].is_done(draft):
            self._passed += 1
        if self._passed == len(self._tips):
            self.turn_off()
        elif self._passed != before or self.isHidden():
            self._show()

    def turn_on(self) -> None:
        """Tips again, from the next task on."""
        with suppress(OSError):  # then they come another day
            delete_file(self._mark)

    def turn_off(self) -> None:
        """No tips any more, for good."""
        self._draft = None
        self.hide()
        try:
            self._mark.touch()
        except OSError:
            return  # then they come back another day

    def _show(self) -> None:
        tr = self._said
        number = tr("Tip {n} of {all}", n=self._passed + 1, all=len(self._tips))
        self.say(
            f"{number}. {self._tips[self._passed].words}",
            (tr("Skip"), self._skip),
            (tr("No more tips"), self.turn_off),
        )

    def _skip(self) -> None:
        self._passed += 1
        self.refresh()

    def _tried(self, _: OpenTask) -> bool:
        return self._was_tried
