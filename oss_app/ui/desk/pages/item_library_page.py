"""The page of items that come back in many tasks: their names, photo and hint; changed here, they follow everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oss_app.core.errors import UserError
from oss_app.editor.finding_words import tasks_in
from oss_app.editor.item_library import ItemLibrary, LibraryItem, is_used_in, with_theirs
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import Translator, languages
from oss_app.ui.desk.pages.item_words import ItemWords, overruled
from oss_app.ui.desk.widgets.disk_look import DiskLook
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file
from oss_app.ui.desk.widgets.parts import NARROW, Push, label
from oss_app.ui.desk.widgets.photo_in import OFFERED, packed, read_photo
from oss_app.ui.desk.widgets.photo_list import PhotoList
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.desk.widgets.typing_pause import RETRY_MS, TypingPause
from oss_app.ui.kit.theme import Palette

LISTS = ("xlsx", "xlsm", "csv", "txt", "tsv", "xls", "ods", "ots", "fods", "xml", "html", "htm", "docx", "numbers")
THUMB = QSize(112, 64)
AT_ONCE = 4
"""So many sentences of what was not taken are said in one breath."""


class ItemsPage(SubPage):
    """``used(item)`` when an item is to become a step of the task that is open.

    What was written of an item is kept when the coach leaves it, and stays on the page where it cannot be kept. What is
    still being typed is kept as a draft, lest half a name become one that tasks follow. What another program writes of
    the item comes into the fields where nothing is typed; where both write, it is said as soon as it is seen.
    """

    used = Signal(object)

    def __init__(self, palette: Palette, tr: Translator, library: ItemLibrary, store: TaskStore) -> None:
        super().__init__(palette, tr("Back"), tr("Items"))
        self._tr, self._library, self._store = tr, library, store
        codes = sorted((code for code, _ in languages()), key=lambda code: code != tr.language)
        self._items: list[LibraryItem] = []
        self._shown: LibraryItem | None = None  # whose words the fields hold; None for a new one's
        self._new_photo: bytes | None = None
        self.list = PhotoList(THUMB)
        self.list.setAccessibleName(tr("Items"))
        self.list.setMaximumWidth(460)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentRowChanged.connect(self._choose)
        self.words = ItemWords(palette, tr, codes)
        self._pause = TypingPause(self)
        self._pause.over.connect(self._keep_draft)
        for field in self.words:
            field.edited.connect(self._pause.key)
        self._disk = DiskLook(self)
        self._disk.due.connect(self.look_at_disk)
        self.used_in = label("", "muted", wraps=True)
        self.photo = QLabel()
        self.photo.setFixedSize(448, 252)
        self.photo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.photo.setProperty("role", "tile")
        self.add = Push(palette, tr("New item"), "plus")
        self.bring = Push(palette, tr("From a list"), "file-csv")
        self.choose = Push(palette, tr("Choose photo"), "image")
        self.remove = Push(palette, tr("Delete"), "trash")
        self.keep = Push(palette, tr("Save"), "check")
        self.use = Push(palette, tr("Make a step of it"), "plus", "filled")
        self.add.clicked.connect(self.new)
        self.bring.clicked.connect(self._choose_list)
        self.choose.clicked.connect(self._choose_photo)
        self.remove.clicked.connect(self._remove)
        self.keep.clicked.connect(self.save)
        self.use.clicked.connect(self._use)
        for field in self.words.names.values():
            field.edited.connect(lambda _: self.use.setEnabled(self.words.has_name))
        self.left.connect(self.note.hide)  # what it said was there to be read; what is said now is not
        self.left.connect(self.settle)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.list, 1)
        self._ways = ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addWidget(self.add)
        ways.addWidget(self.bring)
        left.addLayout(ways)
        right = QVBoxLayout()
        right.setSpacing(14)
        self._photo_row = row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.photo)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        right.addLayout(row)
        for fields in self.words.rows.values():
            pair = QHBoxLayout()
            pair.setSpacing(24)
            for field in fields.values():
                pair.addWidget(field)
            right.addLayout(pair)
        said = self._tr("Tasks that use this item follow when they are opened the next time.")
        right.addWidget(label(said, "muted", wraps=True))
        right.addWidget(self.used_in)
        acts = QHBoxLayout()
        acts.addWidget(self.remove)
        acts.addStretch(1)
        acts.addWidget(self.keep)
        right.addLayout(acts)
        right.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(960)
        holder.setLayout(right)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        holder.setProperty("role", "page")
        scroll.setWidget(holder)
        self.bar.row.addWidget(self.use)
        self._holder, self._pane = holder, scroll
        self.body.addLayout(left, 2)
        self.body.addWidget(scroll, 4)

    def show_items(self, *, can_use: bool, at: str = "") -> None:
        """List what there is; ``can_use`` where a task is open; ``at`` is the id of the one to show."""
        self.use.setVisible(can_use)
        self._bring_back()
        self._fill(at)
        if (damaged := self._library.damaged()) and not self.note.words:
            said = self._tr("These items cannot be read. They are left as they are: {names}", names=", ".join(damaged))
            self.note.say(said, (self._tr("Understood"), lambda: None))
        (self.list if self.list.currentRow() >= 0 else self.words.names[self._tr.language].line).setFocus()

    def _fill(self, at: str = "") -> None:
        """List the items anew and show the one with the id ``at``, else the first."""
        waits = self._is_changed()
        self._items = self._library.list()
        self.list.blockSignals(True)
        self.list.clear()
        for item in self._items:
            self.list.add(item.name_in(self._tr.language), self._library.photo_file(item))
        self.list.read_photos()
        wanted = at if not waits else self._shown.id if self._shown else ""
        other = 0 if self._items and not waits else -1
        row = next((n for n, item in enumerate(self._items) if item.id == wanted), other)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        if not waits:
            self._show(row)

    def new(self) -> None:
        """Begin an item that is not there yet."""
        if self.settle():
            self._fill()
            self.list.setCurrentRow(-1)
            self._show(-1)
            self.words.names[self._tr.language].line.setFocus()

    def save(self) -> None:
        """Keep what is written; the tasks follow when they are opened."""
        if self._try(self._write) and self._shown:
            self._fill(self._shown.id)

    def settle(self) -> bool:
        """Keep what was written of the item that is shown; whether it stands there now."""
        return not self._is_changed() or self._try(self._write)

    def _write(self) -> None:
        item, photo = self._shown, self._new_photo
        typed = self.words.typed(item)
        if item is None:
            kept = self._library.add(typed.names, photo, typed.hints, typed.warnings)
        else:
            there = self._library.standing(item)
            kept = self._library.change(item, typed.names, photo, typed.hints, typed.warnings)
            if there and there != item:
                self.words.show(kept)
                has_photo = there.photo not in (item.photo, kept.photo)
                words = _said(overruled(item, there, kept), self._tr("another photo") if has_photo else "")

                def take() -> None:
                    photo = self._library.photo_of(there)
                    self._shown = self._library.change(kept, there.names, photo, there.hints, there.warnings)
                    self.words.show(self._shown)
                    self._fill(kept.id)

                said = self._tr("Somebody else wrote this here meanwhile: {words}. Yours stands now.", words=words)
                self._say_of_theirs(words and said, take)
        self._shown, self._new_photo = kept, None
        self._forget_draft()

    def look_at_disk(self) -> None:
        """Show what another program wrote of the item meanwhile; say it where the coach is writing there too."""
        before = self._shown
        there = self._library.standing(before) if before else None
        if before is None or there is None or there == before:
            return
        if not self._is_changed():
            self._fill(before.id)
            return
        both = with_theirs(before, self.words.typed(before), there)
        has_photo = self._new_photo is not None and there.photo != before.photo
        words = _said(overruled(before, there, both), self._tr("another photo") if has_photo else "")
        self._shown = there
        self.words.show(both)
        if self._new_photo is None:
            self._show_photo(there)

        def take() -> None:
            self._new_photo = None
            self.words.show(there)
            self._show_photo(there)
            self._forget_draft()

        said = self._tr("Somebody else is writing here too: {words}. What you typed stays.", words=words)
        self._say_of_theirs(words and said, take)

    def _say_of_theirs(self, said: str, take: Callable[[], None]) -> None:
        """Say what another program wrote, if anything, with the way to take it instead of what is written here."""
        if said:
            tr = self._tr
            self.note.say(said, (tr("Take theirs"), lambda: self._try(take)), (tr("Understood"), lambda: None))

    def _keep_draft(self) -> None:
        """Keep what is being typed, for after a kill."""
        if not self._is_changed():
            self._forget_draft()
            return
        typed = self.words.typed(self._shown)
        if not self._try(lambda: self._library.keep_draft(typed)):
            self._pause.wait(RETRY_MS)

    def _forget_draft(self) -> None:
        self._pause.stop()
        self._library.forget_draft()

    def _bring_back(self) -> None:
        """Show what was being typed of an item when the program stopped."""
        typed = None if self._is_changed() else self._library.draft()
        if typed is None:
            return
        self._items = self._library.list()
        self._show(next((n for n, item in enumerate(self._items) if item.id == typed.id), -1))
        self.words.show(typed)
        if self._is_changed():
            said = self._tr("The program stopped while you were writing. What you wrote is here again.")
            self.note.say(said, (self._tr("Understood"), lambda: None))
        else:
            self._forget_draft()

    def _is_changed(self) -> bool:
        """Tell whether the page says something else than the item that is kept."""
        return self._new_photo is not None or self.words.say_other_than(self._shown)

    def take_photo(self, path: Path) -> None:
        """Give this photo to the item that is shown, when it is saved."""

        def take() -> None:
            self._new_photo = packed(read_photo(path))
            self.photo.setPixmap(_pixmap(self._new_photo, self.photo.size()))

        self._try(take)

    def _choose(self, row: int) -> None:
        """Show the item in this row, where what was written of the one before is kept."""
        chosen = self._items[row].id if 0 <= row < len(self._items) else ""
        if not self._is_changed():
            self._show(row)
        elif self._try(self._write):
            QTimer.singleShot(0, self, lambda: self._fill(chosen))  # the list is still at the click
        else:
            QTimer.singleShot(0, self, self._fill)

    def _show(self, row: int) -> None:
        self._new_photo = None
        item = self._shown = self._items[row] if 0 <= row < len(self._items) else None
        self.words.show(item)
        self.used_in.setText(_said_of_use(item, self._store, self._tr) if item else "")
        self._show_photo(item)
        self.remove.setEnabled(item is not None)
        self.use.setEnabled(self.words.has_name)

    def _show_photo(self, item: LibraryItem | None) -> None:
        data = self._library.photo_of(item) if item else None
        self.photo.setPixmap(_pixmap(data, self.photo.size()) if data else QPixmap())

    def take_list(self, path: Path) -> None:
        """Make items of what a list brings; those that are here already stay as they are."""

        def take() -> None:
            said, told = self._store.items_from_list(path, self._library)
            self._fill()
            self._say_what_came(said, told)

        self._try(take)

    def _say_what_came(self, said: str, told: Sequence[str], at: int = 0) -> None:
        """Say what a list brought, and all that was not taken of it, as much at once as the line has room for."""
        part, more = told[at : at + AT_ONCE], len(told) > at + AT_ONCE
        acts: list[tuple[str, Callable[[], object]]] = [(self._tr("Understood"), lambda: None)]
        if more:
            acts.insert(0, (self._tr("More"), lambda: self._say_what_came("", told, at + AT_ONCE)))
        self.note.say(" ".join(filter(None, (said, *part))), *acts)

    def _choose_list(self) -> None:
        kinds = f"{self._tr('Lists')} ({' '.join(f'*.{ending}' for ending in LISTS)})"
        path = choose_file(self, self._tr, self._tr("Choose a list"), kinds, Place.DOCUMENTS)
        if path:
            self.take_list(path)

    def _choose_photo(self) -> None:
        kind = f"{self._tr('Photos')} ({' '.join(f'*.{ending}' for ending in OFFERED)})"
        if path := choose_file(self, self._tr, self._tr("Choose photo"), kind, Place.PHOTOS):
            self.take_photo(path)

    def _remove(self) -> None:
        item, tr = self._shown, self._tr
        if item is None:
            return
        photo = self._library.photo_of(item)
        if not self._try(lambda: self._library.remove(item)):
            return
        self._shown, self._new_photo = None, None
        self._forget_draft()
        self._show(-1)
        self._fill()

        def bring_back() -> None:
            self._library.bring_back(item, photo)
            self._fill(item.id)

        said = tr("“{name}” is deleted.", name=item.name_in(tr.language))
        self.note.say(said, (tr("Bring it back"), lambda: self._try(bring_back)), (tr("Understood"), lambda: None))

    def _use(self) -> None:
        self.note.hide()
        if self.settle() and self._shown:
            self.used.emit(self._shown)

    def _try(self, act: Callable[[], None]) -> bool:
        """Do it, or say why not; whether it was done."""
        try:
            act()
        except UserError as error:
            said = " ".join(self._tr(part) for part in (error.sentence, error.hint) if part)
        except OSError:
            said = self._tr("The disk does not let this happen. Is it full, or may nothing be written there?")
        else:
            return True
        self.note.say(said, (self._tr("Understood"), lambda: None))
        return False

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        side = QHBoxLayout.Direction.TopToBottom if is_narrow else QHBoxLayout.Direction.LeftToRight
        for row in (self._ways, self._photo_row):
            row.setDirection(side)
        self.list.setMinimumWidth(260 if is_narrow else 300)
        self._pane.setMinimumWidth(self._holder.minimumSizeHint().width() + 20)


def _said_of_use(item: LibraryItem, store: TaskStore, tr: Translator) -> str:
    titles = [task.title.words for task in tasks_in(store.folders()) if is_used_in(item, task)]
    return tr("Used in: {titles}.", titles=", ".join(titles)) if titles else tr("No task of yours uses it.")


def _said(words: list[str], photo: str) -> str:
    """Return what another program wrote in one line; ``photo`` says that there is another one, if so."""
    return " · ".join(filter(None, [*words, photo]))


def _pixmap(data: bytes, size: QSize) -> QPixmap:
    found = QPixmap()
    found.loadFromData(QByteArray(data))
    if found.isNull():
        return found
    return found.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
