"""What is told of the folders that a station follows: which version of each task runs, and how old that is."""

from __future__ import annotations

from datetime import date

from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.store.folders import Folders
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.following import FollowedStore, RunningRelease
from oss_app.ui.desk.widgets.followed import FollowedTask, FollowedTasks
from oss_app.ui.kit.formats import day, moment

LOOK_MS = 5000
"""So often a page that shows it looks whether there is something new: a station looks into its folder once a minute."""


class FollowedFolder:
    """Reads it from this PC's own disk: a share that hangs is not asked."""

    def __init__(self, folders: Folders) -> None:
        self._store = FollowedStore(folders.followed)
        self._running: dict[str, RunningRelease] = {}
        self._titles: dict[str, str] = {}

    def told(self, settings: Settings, tr: Translator) -> FollowedTasks | None:
        """Return what runs here, in sentences; None where no folder is followed."""
        if not (settings.tasks_from or settings.cards_from):
            return None
        self._read_titles(tr)
        tasks = [
            FollowedTask(
                self._titles.get(name, name),
                tr(
                    "version {n}, here since {day}",
                    n=running.release.number,
                    day=day(date.fromisoformat(running.since), tr),
                ),
            )
            for name, running in self._running.items()
        ]
        look = self._store.last_look()
        if look.good is None:
            looked = tr("The folder has not been reached yet.")
        elif look.is_reached:
            looked = tr("Last looked into the folder: {moment}.", moment=moment(look.good, tr))
        else:
            looked = tr("The folder was last reached: {moment}. What runs here goes on.", moment=moment(look.good, tr))
        return FollowedTasks(tuple(sorted(tasks, key=lambda task: task.title.casefold())), looked, look.problems)

    def _read_titles(self, tr: Translator) -> None:
        """Read the tasks anew, only where another version of one is here."""
        running = self._store.running()
        if running != self._running:
            listed = FolderLibrary(self._store.tasks, language=tr.language).list()
            self._running, self._titles = running, {item.folder.name: item.title for item in listed}
