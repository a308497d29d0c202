"""Photos become steps of the task that is open: many are read beside the window, with a count and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from oss_app.core.errors import UserError
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.editor.edits import Insert
from oss_app.editor.open_task import OpenTask
from oss_app.editor.task_store import keep_photos, said_of
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import NoticeBar
from oss_app.ui.desk.widgets.photo_in import QtPhotos, quick_to_read
from oss_app.ui.kit.background_job import BackgroundJob

AT_ONCE_BYTES = 4_000_000
"""Photos with more together are read beside the window."""


class PhotoAdding(QObject):
    """``added`` follows when the steps are there, all in one edit; ``job`` is the work beside the window."""

    added = Signal()

    def __init__(self, tr: Translator, note: NoticeBar) -> None:
        super().__init__()
        self._tr, self._note = tr, note
        self._count = 0
        self._waiting: list[tuple[Sequence[Path], OpenTask, int | None]] = []
        self.job = BackgroundJob(self)
        self.job.reached.connect(self._say_how_far)

    def add(self, paths: Sequence[Path], draft: OpenTask, at: int | None = None) -> None:
        """Make a step of each photo, behind the one that is shown, or at ``at``.

        What comes while others are still read follows behind them.
        """
        if not paths:
            return
        if self.job.is_running:
            self._waiting.append((paths, draft, at))
            return
        folder, photos = draft.folder, QtPhotos()
        where = at if at is not None else 0 if draft.at is None else draft.at + 1
        if quick_to_read(paths, AT_ONCE_BYTES):
            self._insert(draft, where, *keep_photos(photos, paths, folder))
            return

        def done(kept: object, error: Exception | None) -> None:
            self._note.hide()
            if error is not None:
                raise error
            names, refused = cast("tuple[list[str], list[UserError]]", kept)
            self._insert(draft, where, names, refused)
            if self._waiting:
                more, draft_of_more, place = self._waiting.pop(0)
                self.add(more, draft_of_more, where + len(names) if place is None else place)

        self._count = len(paths)
        self._say_how_far(1)
        self.job.begin(lambda on: keep_photos(photos, paths, folder, on), done)

    def stop(self) -> None:
        """Take none of them over."""
        self._waiting.clear()
        if self.job.is_running:
            self.job.stop()
            self._note.hide()

    def close_down(self) -> None:
        """Stop, and wait for the photo that is being read."""
        self._waiting.clear()
        self.job.close()

    def _say_how_far(self, n: int) -> None:
        words = self._tr("Photo {n} of {all} …", n=n, all=self._count)
        self._note.say(words, (self._tr("Stop"), self.stop))

    def _insert(self, draft: OpenTask, where: int, names: list[str], refused: list[UserError]) -> None:
        if names:
            steps = tuple(Step(text=Text(words=""), photo=name) for name in names)
            draft.do(Insert(min(where, len(draft.task.items)), steps))
            self.added.emit()
        if refused:
            draft.told.emit(said_of(refused, self._tr))
