"""The coach's window: the library of tasks, and the pages of the task that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from oss_app.core.errors import UserError
from oss_app.core.ports import Listing, Voice
from oss_app.core.profile import Theme
from oss_app.editor.item_library import ItemLibrary
from oss_app.editor.open_task import OpenTask
from oss_app.editor.task_store import PACKAGE, Offer, StoppedError, TaskStore
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.library import library_page, new_task_options
from oss_app.ui.desk.library.intake import Intake
from oss_app.ui.desk.library.library_page import LibraryPage
from oss_app.ui.desk.library.library_pages import LibraryPages
from oss_app.ui.desk.pages.task_pages import TaskPages
from oss_app.ui.desk.task.page import EditorPage
from oss_app.ui.desk.widgets.camera import LiveCamera
from oss_app.ui.desk.widgets.file_dialog import Place, choose_files, choose_new_file
from oss_app.ui.desk.widgets.photo_in import OFFERED
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import PALETTES

LISTS = ("xlsx", "xlsm", "csv", "txt", "tsv", "xls", "ods", "ots", "fods", "xml", "html", "htm", "docx", "numbers")
SLIDES = ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm", "ppt", "odp", "key")
"""Also those that are refused: a sentence says where to go with them."""
"""What may be chosen; why one of them cannot be read is said."""

LEAST = QSize(800, 440)
"""What full HD has at 200 %, less the frame of a window and the bar of the system, is 960 by some 460."""

_ON_ITS_WAY = marked("It is on its way to the other stations.")


class EditorWindow(QWidget):
    """An ordinary window. ``try_wanted(task, at)`` shows a task as a worker sees it; ``left`` when it is closed.

    ``teach_wanted(folder, at)`` and ``rehearse_wanted(folder, at)`` are for the wizard of the checks, and
    ``device_wanted(folder, at)`` for the page of a check that a device makes; the draft is saved by then.
    ``check_switched(folder, name, on)`` turns a check on or off; ``learns_switched(folder, on)`` begins or ends that
    photos from the work of a task are kept for the coach.
    """

    try_wanted = Signal(object, object)
    teach_wanted = Signal(object, int)
    rehearse_wanted = Signal(object, int)
    device_wanted = Signal(object, int)
    check_switched = Signal(object, str, bool)
    learns_switched = Signal(object, bool)
    left = Signal()

    def __init__(
        self,
        shelf: TaskStore,
        items: ItemLibrary,
        tr: Translator,
        voice: Voice,
        camera: LiveCamera,
        theme: Theme,
        no_tips: Path,
    ) -> None:
        super().__init__()
        palette = PALETTES[theme]
        self.setStyleSheet(sheet(palette))
        self.setMinimumSize(LEAST)
        self._insists = self._closes = False
        self._shelf, self._tr = shelf, tr
        self.library = LibraryPage(palette, tr)
        self.editor = EditorPage(palette, tr, voice, camera, theme, no_tips)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.library)
        self.pages.addWidget(self.editor)
        self.intake = Intake(self.pages, self.library, shelf, palette, tr)
        self.beside = LibraryPages(self.pages, shelf, palette, tr)
        self.aside = TaskPages(self.pages, self.editor, items, shelf, palette, tr, theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self._connect()

    def _connect(self) -> None:
        self.library.begun.connect(self._begin)
        self.library.dropped.connect(self.intake.from_dropped)
        self.intake.made.connect(self._open_made)
        self.intake.failed.connect(self._tell)
        self.library.chosen.connect(self._act)
        self.library.left.connect(self.close)
        self.library.bin_wanted.connect(self.beside.open_bin)
        self.library.word_wanted.connect(lambda: self.beside.open_word())
        self.beside.left.connect(self.show_library)
        self.beside.task_wanted.connect(lambda folder: self._try(lambda: self.open(folder)))
        self.beside.failed.connect(self._tell)
        self.editor.find_bar.everywhere_wanted.connect(self._open_word)
        self.library.items_wanted.connect(self.aside.open_items)
        self.library.help_wanted.connect(self.aside.open_guide)
        self.aside.library_wanted.connect(self.show_library)
        self.aside.left_saying.connect(lambda line: (self.editor if self.draft else self.library).note.say_after(line))
        self.editor.left.connect(self.close_task)
        self.editor.try_wanted.connect(self.try_wanted)
        self.editor.teach_wanted.connect(lambda at: self._with_folder(at, self.teach_wanted.emit))
        self.editor.rehearse_wanted.connect(lambda at: self._with_folder(at, self.rehearse_wanted.emit))
        self.editor.device_wanted.connect(lambda at: self._with_folder(at, self.device_wanted.emit))
        self.editor.check_switched.connect(self._switch)
        self._shelf.sharing.over.connect(self._shared)
        self.editor.learns_switched.connect(lambda on: self._with_folder(on, self.learns_switched.emit))

    @property
    def draft(self) -> OpenTask | None:
        """The task that is open."""
        return self.editor.draft

    # ---- the library ----

    def show_library(self) -> None:
        """Show all tasks as they are on the disk now."""
        self.setWindowTitle(self._tr("Tasks"))
        self.pages.setCurrentWidget(self.library)
        self.library.bin.setVisible(bool(self._shelf.bin.list()))
        self.library.show_shelf(self._shelf.look(), self.draft.folder if self.draft else None)
        if self._shelf.sharing.is_busy:
            self.say(self._tr(_ON_ITS_WAY))

    def _begin(self, way: str) -> None:
        tr = self._tr
        match way:
            case new_task_options.PHOTOS:
                kinds = _kinds(tr("Photos"), OFFERED)
                self.intake.from_photos(choose_files(self, tr, tr("Choose photos"), kinds, Place.PHOTOS))
            case new_task_options.CAMERA:
                self.show_task(self._shelf.empty())
                self.editor.open_camera()
            case new_task_options.EMPTY:
                self.show_task(self._shelf.empty())
                self.editor.strip.new_step()
            case new_task_options.LIST:
                self.intake.ask(self._shelf.from_list, tr("Choose a list"), _kinds(tr("Lists"), LISTS))
            case new_task_options.SLIDES:
                self.intake.ask(self._shelf.from_slides, tr("Choose a PowerPoint"), _kinds("PowerPoint", SLIDES))
            case new_task_options.PACKAGE:
                self.intake.ask(
                    self._shelf.from_package, tr("Choose a task"), _kinds("OSS App", (PACKAGE.lstrip("."),))
                )

    def offer_package(self, path: Path) -> None:
        """Show the library, and say what a task from someone else brings: a double click on its file comes here."""
        self.show_library()
        self.intake.read_file(path, self._shelf.from_package)

    def offer(self, read: Callable[[], Offer]) -> None:
        """Say what something brings; it is written when the coach takes it over."""
        self.intake.offer(read)

    def _act(self, listing: Listing, act: str) -> None:
        match act:
            case library_page.EDIT:
                self._try(lambda: self.open(listing.folder))
            case library_page.COPY:
                self._try(lambda: self.open(self._shelf.copy(listing)))
            case library_page.LOOK if listing.task:
                self.try_wanted.emit(listing.task, None)
            case library_page.EXPORT:
                self._export(listing)
            case library_page.RELEASE:
                if self._try(lambda: self._shelf.release(listing)):
                    self.show_library()
            case library_page.GROUP:
                self._ask_group(listing)
            case library_page.WITHDRAW:
                if self._try(lambda: self._shelf.withdraw(listing)):
                    self.show_library()
            case library_page.REMOVE:
                self._try(lambda: self._remove(listing))

    def _shared(self, error: UserError | OSError | None, again: Callable[[], None] | None) -> None:
        """Tell on the page that is shown why what was on its way has not arrived, if it has not."""
        library = self.library
        if library.note.words == self._tr(_ON_ITS_WAY):
            library.note.hide()
        if self.pages.currentWidget() is library:
            self.show_library()
        if error:
            self._closes = False
            self._tell(error, again)
        elif self._closes:
            self.close()

    def _export(self, listing: Listing) -> None:
        title, name, kinds = self._tr("Save as one file"), listing.folder.name + PACKAGE, f"OSS App (*{PACKAGE})"
        if path := choose_new_file(self, self._tr, title, name, PACKAGE, kinds, Place.DOCUMENTS):
            self._try(lambda: self._shelf.export(listing, path))
            if not self.library.note.words:
                self.say(self._tr("“{file}” holds the whole task.", file=path.name))

    def _remove(self, listing: Listing) -> None:
        bring_back = self._shelf.remove(listing)
        self.show_library()
        tr = self._tr

        def again() -> None:
            bring_back()
            self.show_library()

        self.library.note.say(
            tr("“{title}” is in the bin.", title=listing.title),
            (tr("Bring it back"), lambda: self._try(again)),
            (tr("Understood"), lambda: None),
        )

    def _ask_group(self, listing: Listing) -> None:
        """Have the group of a task chosen, or a new one typed."""
        tr, shelf = self._tr, self._shelf.look()
        names = ["", *shelf.group_names]
        at = names.index(shelf.groups.get(listing.folder, ""))
        asked = tr("In which group is “{title}”? Leave it empty for none.", title=listing.title)
        name, wanted = QInputDialog.getItem(self, tr("Group"), asked, names, at, True)
        if wanted:
            self.put_into_group(listing, name)

    def put_into_group(self, listing: Listing, name: str) -> None:
        """Put a task into a group of this name; into none where it is empty."""
        self._try(lambda: self._shelf.put_into_group(listing, name))
        self.show_library()

    def _open_word(self, word: str, other: str) -> None:
        """Look for a word in all tasks, and come back to the one that is open."""
        if self.draft is None or not self.draft.close():
            return
        folder = self.draft.folder
        self.editor.put_away()
        self.beside.open_word(word, other, folder)

    def _open_made(self, folder: Path, said: str) -> None:
        self._try(lambda: self.open(folder))
        if said:
            self.editor.say(said)

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (UserError, OSError) as error:
            self._tell(error)
            return False
        return True

    def _tell(self, error: UserError | OSError, again: Callable[[], None] | None = None) -> None:
        """Say what could not be done, and what to do; ``again`` tries it once more."""
        if isinstance(error, StoppedError):
            return
        if isinstance(error, UserError):
            said = " ".join(self._tr(part) for part in (error.sentence, error.hint) if part)
        else:
            said = self._tr("The disk does not let this happen. Is it full, or may nothing be written there?")

        def once_more() -> None:
            if again and self._try(again):
                self.say(self._tr(_ON_ITS_WAY))

        self.say(said, *([(self._tr("Try again"), once_more)] if again else []))

    def say(self, said: str, *acts: tuple[str, Callable[[], object]]) -> None:
        """Say a sentence to the coach, on the page that is shown, with what can be done about it."""
        note = self.editor.note if self.pages.currentWidget() is self.editor else self.library.note
        note.say(said, *acts, (self._tr("Understood"), lambda: None))

    # ---- one task ----

    def open(self, folder: Path) -> None:
        """Edit the task in this folder. Raises UserError, OSError."""
        self.show_task(self._shelf.open(folder))
        if not self.editor.note.words:  # what came back after a crash is said first
            self._say_faults(folder)

    def _say_faults(self, folder: Path) -> None:
        faults, tr = self._shelf.faults(folder), self._tr
        if not faults:
            return
        first = faults[0]
        where = tr("In {file}, line {n}:", file=first.file.name, n=first.span.line) if first.file and first.span else ""
        many = tr.many("{n} thing to mend", "{n} things to mend", len(faults))
        self.editor.say(" ".join(part for part in (f"{many}.", where, first.sentence, first.hint) if part))

    def show_task(self, draft: OpenTask) -> None:
        """Edit this task."""
        self.library.note.hide()
        self.setWindowTitle(draft.task.title.words)
        draft.changed.connect(lambda: self.setWindowTitle(self.draft.task.title.words) if self.draft else None)
        self.pages.setCurrentWidget(self.editor)
        self.editor.set_draft(draft)
        self.aside.offer_update()

    def close_task(self) -> None:
        """Save, and go back to all tasks; where it cannot be saved, stay."""
        if self.draft is None or self.draft.close():
            self.show_library()
            self.editor.put_away()

    def _with_folder(self, said: int, act: Callable[[Path, int], None]) -> None:
        if self.draft and self.draft.save():
            act(self.draft.folder, said)

    def _switch(self, at: int, on: bool) -> None:
        if self.draft and self.draft.step and self.draft.step.check:
            self.check_switched.emit(self.draft.folder, self.draft.step.check, on)
            self.editor.side.refresh_checks()

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._shelf.sharing.is_busy:
            self._closes = True
            self.say(self._tr("It is still on its way to the other stations. This window closes by itself then."))
            event.ignore()
            return
        if self.draft and not self.draft.close() and not self._insists:
            self._insists = True  # what is wrong is said on the page; who closes once more means it
            event.ignore()
            return
        if self.draft:
            self.draft.rest()
        self.intake.close_down()
        self.editor.close_down()
        self.aside.close_down()
        self.library.close_down()
        event.accept()
        self.left.emit()


def _kinds(name: str, endings: Sequence[str]) -> str:
    return f"{name} ({' '.join(f'*.{ending}' for ending in endings)})"
