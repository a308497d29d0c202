"""The line that asks what to do where a task cannot be written: again, elsewhere, or leave knowingly."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.file_dialog import Place, choose_folder
from oss_app.ui.desk.widgets.parts import NoticeBar


class UnsavedLine(QObject):
    """Says it on the line of a page; ``left`` when the coach leaves without saving."""

    left = Signal()

    def __init__(self, page: QWidget, tr: Translator, line: NoticeBar) -> None:
        super().__init__(page)
        self._page, self._tr, self._line = page, tr, line
        self._draft: OpenTask | None = None

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft

    def say(self, words: str) -> None:
        """Say why nothing can be written, and ask."""
        tr = self._tr
        self._line.say(
            words,
            (tr("Try again"), lambda: self._draft and self._draft.save()),
            (tr("Save elsewhere"), self._save_elsewhere),
            (tr("Leave without saving"), self._throw_away),
        )

    def _save_elsewhere(self) -> None:
        folder = choose_folder(self._page, self._tr, self._tr("Save elsewhere"), Place.DOCUMENTS)
        if folder and self._draft:
            self._draft.save_elsewhere(folder)

    def _throw_away(self) -> None:
        if self._draft:
            self._draft.throw_away()
            self.left.emit()
