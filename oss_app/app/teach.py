"""``oss-app teach TASK CHECK``: the wizard that teaches a check, in a window of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer

from oss_app.app.application import application, execute, sorry
from oss_app.app.diagnostics.versions import refuse_unsound_qt
from oss_app.app.editing import theme
from oss_app.app.options import resolve_task
from oss_app.app.station import Station, open_station
from oss_app.app.teaching import Teaching, subject_of
from oss_app.core.errors import UserError
from oss_app.core.task import Step, Task
from oss_app.i18n import Translator, load, system_language
from oss_app.taskfile import render
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import PALETTES


def teach(task: Path, check: str, camera: str | None, data: Path | None, quit_after: float | None = None) -> int:
    """Run the wizard until its window is closed; the exit code. UserError where it cannot begin."""
    refuse_unsound_qt()
    station = open_station(data, load(system_language()))
    try:
        words = load(station.settings.language)
        folder, loaded, step = _step(task, check, station, words)
        list(station.weigh_all())
        application()
        camera = camera or station.settings.camera
        teaching = Teaching(subject_of(folder, loaded, step, check), camera, words, PALETTES[theme()])
        teaching.over.connect(application().quit)
        apology = sorry(words, sheet(PALETTES[theme()]))

        def begin() -> None:
            teaching.open()
            if quit_after is not None:
                QTimer.singleShot(round(quit_after * 1000), teaching.close)

        try:
            return execute(begin, apology.show)
        finally:
            teaching.close()
    finally:
        station.close()


def _step(task: Path, check: str, station: Station, tr: Translator) -> tuple[Path, Task, Step]:
    """Return the folder of the task, the task, and its first step with this check. UserError where there is none."""
    listing = station.library.load(resolve_task(task, station.folders, tr))
    if listing.task is None:
        raise UserError("\n\n".join(render(p) for p in listing.problems if p.is_fault))
    step = next((s for s in listing.task.steps if s.check == check), None)
    if step is None:
        names = ", ".join(dict.fromkeys(s.check for s in listing.task.steps if s.check))
        raise UserError(tr("No step of this task has the check {name}.", name=check), names)
    return listing.folder, listing.task, step
