"""What the coach opens behind the code in the window itself: the workers' cards, and the set-up of the station."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from oss_app.app.context import AppContext
from oss_app.i18n import load
from oss_app.ui.kit import fonts

if TYPE_CHECKING:
    from oss_app.app.help_board import HelpBoard
    from oss_app.app.setting_up import SettingUp
    from oss_app.app.task_reports import TaskReports
    from oss_app.app.worker_progress import WorkerProgress
    from oss_app.app.workers import Workers


class CoachPages(QObject):
    """``left`` when the coach is done with a page; ``was_set_up(changed)`` when it was that for setting up."""

    left = Signal()
    was_set_up = Signal(bool)
    edit_wanted = Signal(object, int)
    """A task's folder, and the number of the step that the coach wants to change."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.inside: Workers | WorkerProgress | TaskReports | SettingUp | HelpBoard | None = None
        """What is open, if the coach is in there."""

    @property
    def is_open(self) -> bool:
        """Whether the coach is in there now."""
        return self.inside is not None

    def open_workers(self) -> None:
        """Open the workers' cards and wishes."""
        from oss_app.app.workers import Workers  # the first screen does not wait for it

        self.inside = workers = Workers(self._context.station, self._context.window)
        workers.over.connect(self._was_left)
        workers.progress_wanted.connect(self._open_progress)
        workers.open()

    def _open_progress(self, card: str) -> None:
        """How it goes for one worker; from there back to the cards."""
        from oss_app.app.worker_progress import WorkerProgress

        self.inside = progress = WorkerProgress(self._context.station, self._context.window, card)
        progress.over.connect(self.open_workers)
        progress.open()

    def open_task_reports(self) -> None:
        """Which steps of the tasks take help."""
        from oss_app.app.task_reports import TaskReports

        self.inside = reports = TaskReports(self._context.station, self._context.window)
        reports.over.connect(self._was_left)
        reports.edit_wanted.connect(self._edit)
        reports.open()

    def _edit(self, folder: Path, number: int) -> None:
        self.inside = None
        self.edit_wanted.emit(folder, number)

    def set_up(self) -> None:
        """Open the page for setting up the station."""
        from oss_app.app.setting_up import SettingUp

        fonts.load()  # this may be the first screen
        context = self._context
        setting_up = SettingUp(
            context.station,
            context.voice,
            context.window,
            voice_works=lambda: context.on_screen.voice_works,
            lamp=context.lamp,
        )
        self.inside = setting_up
        setting_up.over.connect(self._was_set_up)
        setting_up.open()

    def open_board(self) -> None:
        """Open the help board of all benches."""
        from oss_app.app.help_board import HelpBoard

        context = self._context
        settings = context.station.settings
        self.inside = board = HelpBoard(settings.board, load(settings.language), lambda: context.voice.chime("call"))
        board.over.connect(self._was_left)
        board.open(context.window)

    def close_down(self) -> None:
        """Let go of the camera and end what runs beside the page, since the program ends."""
        if self.inside:
            self.inside.close_down()
            self.inside = None

    def _was_left(self) -> None:
        self.inside = None
        self.left.emit()

    def _was_set_up(self, changed: bool) -> None:
        self.inside = None
        self.was_set_up.emit(changed)
