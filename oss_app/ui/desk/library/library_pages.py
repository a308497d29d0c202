"""What leads away from the library and back: the bin, and a word in all tasks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from oss_app.core.errors import UserError
from oss_app.core.ports import Listing
from oss_app.core.release import ReleaseState
from oss_app.editor.finding_words import Rewording, tasks_in, write
from oss_app.editor.task_bin import Binned
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import Translator
from oss_app.ui.desk.library.bin_page import BinPage
from oss_app.ui.desk.library.word_page import WordPage
from oss_app.ui.kit.theme import Palette


class LibraryPages(QObject):
    """``left`` when the coach goes back to all tasks; ``task_wanted(folder)`` to the task that they came from."""

    left = Signal()
    task_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, pages: QStackedWidget, store: TaskStore, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._pages, self._store, self._tr = pages, store, tr
        self._from: Path | None = None
        self.bin, self.word = BinPage(palette, tr), WordPage(palette, tr)
        for page in (self.bin, self.word):
            pages.addWidget(page)
        self.bin.left.connect(self.left)
        self.bin.wanted_back.connect(self._bring_back)
        self.bin.unwanted.connect(self._delete)
        self.word.left.connect(self._leave_word)
        self.word.wanted.connect(self._reword)

    # ---- the bin ----

    def open_bin(self) -> None:
        """Show what lies in the bin."""
        self.bin.note.hide()
        self.bin.show_binned(self._store.bin.list())
        self._pages.setCurrentWidget(self.bin)

    def _bring_back(self, binned: Binned) -> None:
        self._change_bin(lambda: self._store.bin.bring_back(binned), self._tr("“{title}” is back.", title=binned.title))

    def _delete(self, binned: Binned) -> None:
        self._change_bin(lambda: self._store.bin.delete(binned), self._tr("“{title}” is deleted.", title=binned.title))

    def _change_bin(self, act: Callable[[], None], said: str) -> None:
        if self._try(act):
            self.bin.show_binned(self._store.bin.list())
            self.bin.note.say(said, (self._tr("Understood"), lambda: None))

    # ---- a word in all tasks ----

    def open_word(self, word: str = "", other: str = "", at: Path | None = None) -> None:
        """Look through all tasks; ``at`` is the folder of the one to go back to."""
        self._from = at
        self.word.note.hide()
        self.word.show_tasks(tasks_in(self._store.folders()), word, other)
        self._pages.setCurrentWidget(self.word)

    def _leave_word(self) -> None:
        self.left.emit() if self._from is None else self.task_wanted.emit(self._from)

    def _reword(self, chosen: list[Rewording]) -> None:
        tr, page = self._tr, self.word
        folders = {one.folder for one in chosen}
        own = [one for one in self._store.look().own if one[0].folder in folders]
        seen = [listing for listing, state in own if state is ReleaseState.RELEASED]
        refused = write(chosen, self._store.now())
        done = tr.many("{n} text is changed.", "{n} texts are changed.", len(chosen) - len(refused))
        before = tr("What they said before is among the earlier versions of their tasks.")
        said = f"{done} {before}"
        if refused:
            titles = dict.fromkeys(one.task.title.words for one in refused)
            said = tr("This could not be written: {titles}.", titles=", ".join(titles)) + f" {said}"
        acts: list[tuple[str, Callable[[], object]]] = [(tr("Understood"), lambda: None)]
        if seen:
            said += " " + tr.many(
                "Workers see it in {n} task when that is released again.",
                "Workers see it in {n} tasks when those are released again.",
                len(seen),
            )
            acts.insert(0, (tr("Release them again"), lambda: self._release(seen)))
        page.show_tasks(tasks_in(self._store.folders()), page.word.line.text(), page.other.line.text())
        page.note.say(said, *acts)

    def _release(self, listings: list[Listing]) -> None:
        done = sum(self._try(partial(self._store.release, listing)) for listing in listings)
        said = self._tr.many("{n} task is released.", "{n} tasks are released.", done)
        if done == len(listings):
            self.word.note.say(said, (self._tr("Understood"), lambda: None))

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (UserError, OSError) as error:
            self.failed.emit(error)
            return False
        return True
