"""Which steps of the tasks take help, behind the coach's code; one button opens the step in the editor (S5)."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from oss_app.app.application import system_theme
from oss_app.app.station import Station
from oss_app.core.task import Task
from oss_app.editor.progress import TaskStep, hardest_first
from oss_app.i18n import Translator, load
from oss_app.store.report import task_report
from oss_app.store.trouble import StorageError
from oss_app.ui.desk.station.task_report_page import TaskReportPage
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.theme import PALETTES

log = logging.getLogger(__name__)


class TaskReports(QObject):
    """Shows the page in a window. ``over`` follows when it is left, ``edit_wanted(folder, number)`` for a step."""

    over = Signal()
    edit_wanted = Signal(object, int)

    def __init__(self, station: Station, window: MainWindow) -> None:
        super().__init__()
        self._station, self._window = station, window
        self._listings = {item.folder.name: item for item in station.library.list() if item.task}
        language = self._tr.language
        titles = [(name, _text(item.task, language)) for name, item in self._listings.items() if item.task]
        self._at = titles[0][0] if titles else ""
        self.page = TaskReportPage(self._tr, titles, PALETTES[system_theme()])
        self.page.task_chosen.connect(self._choose)
        self.page.edit_wanted.connect(self._edit)
        self.page.left.connect(self.close)

    @property
    def _tr(self) -> Translator:
        """The words in the station's language."""
        return load(self._station.settings.language)

    def open(self) -> None:
        """Bring the page to the screen, with the first task that somebody did."""
        self._choose(next((name for name in self._listings if self._runs(name)), self._at))
        self._window.show_page(self.page)

    def close(self) -> None:
        """Leave the page."""
        self.over.emit()
        self.page.deleteLater()

    def close_down(self) -> None:
        """Nothing runs beside the page."""

    def _runs(self, name: str) -> int:
        try:
            return task_report(self._station.database, name, self._listings[name].digest).runs
        except StorageError:
            return 0

    def _choose(self, name: str) -> None:
        listing = self._listings.get(name)
        if listing is None or listing.task is None:
            return
        self._at = name
        try:
            report = task_report(self._station.database, name, listing.digest)
        except StorageError as error:
            log.warning("the report of a task: %s", error)
            self.page.note.say(self._tr("The journal cannot be read just now."))
            return
        texts = dict(enumerate(listing.task.steps, 1))
        language = self._tr.language
        found = (
            TaskStep(
                step.step,
                texts[step.step].text.into(language),
                helped=step.helped,
                overruled=step.overridden,
                of=step.ended,
            )
            for step in report.steps
            if step.step in texts and (step.helped or step.overridden)
        )
        self.page.show_steps(name, hardest_first(found), report.runs)

    def _edit(self, number: int) -> None:
        folder: Path = self._listings[self._at].folder
        self.edit_wanted.emit(folder, number)
        self.page.deleteLater()


def _text(task: Task, language: str) -> str:
    return task.title.into(language if language in task.languages else task.language)
