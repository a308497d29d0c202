"""The strip at the left: the steps as cards, in order, with what can be done to them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QMenu, QVBoxLayout

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Section, Step
from oss_app.core.text import Text
from oss_app.editor.advice import lint_text
from oss_app.editor.edits import Delete, Duplicate, Insert, Merge, Move, SplitStep
from oss_app.editor.open_task import OpenTask
from oss_app.editor.step_clipboard import copied, dropped, paste, shifted, without
from oss_app.i18n import Translator
from oss_app.ui.desk.task.step_list_model import Index, RowPainter, StepListModel
from oss_app.ui.desk.widgets.parts import Push
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette

WIDTH, BARE_WIDTH = 356, 212
EMPTY = Text(words="")
STEPS = "application/x-oss-steps"
"""What steps are called on the clipboard."""


class Cards(QListView):
    """The list itself; ``menu_wanted`` at a point of the screen."""

    menu_wanted = Signal(QPoint)
    key = Signal(QKeySequence)
    chosen = Signal(int)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(at)


class StepList(QFrame):
    """Shows the steps of a draft and changes their order; ``photos_wanted`` asks for photos for new steps.

    ``photos_dropped(paths, at)`` brings files that were dropped between two cards.
    """

    photos_wanted = Signal()
    items_wanted = Signal()
    photos_dropped = Signal(list, int)
    sentence_wanted = Signal()
    """A step was added or chosen by Return: its sentence is next."""
    source_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator, pictures: Pictures) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._tr = tr
        self._draft: OpenTask | None = None
        self._rows = StepListModel(tr)
        self._painter = RowPainter(palette, pictures)
        self.cards = Cards()
        self.cards.setAccessibleName(tr("Steps"))
        self.cards.setModel(self._rows)
        self.cards.setItemDelegate(self._painter)
        self._set_up(self.cards, palette)
        pictures.arrived.connect(self._painter.forget)
        pictures.arrived.connect(self._photo_arrived)
        self.cards.chosen.connect(self._select)
        self.cards.menu_wanted.connect(self.open_menu)
        self._rows.moved.connect(self._moved)
        self._rows.photos_dropped.connect(self.photos_dropped)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 16)
        column.setSpacing(12)
        column.addWidget(self.cards, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.add_step = Push(palette, tr("Step"), "plus")
        self.add_step.setToolTip(tr("A new step below this one (Ctrl+Return)"))
        self.add_photos = Push(palette, tr("Photos"), "images")
        self.add_photos.setToolTip(tr("A step for each photo"))
        self.add_step.clicked.connect(self.new_step)
        self.add_photos.clicked.connect(self.photos_wanted)
        foot.addWidget(self.add_step, 1)
        foot.addWidget(self.add_photos, 1)
        column.addLayout(foot)
        self.acts = self._make_acts()
        self.set_bare(False)

    def _set_up(self, cards: Cards, palette: Palette) -> None:
        cards.setFrameShape(QFrame.Shape.NoFrame)
        cards.setStyleSheet(f"QListView {{ background: {palette.strip}; border: 0; outline: 0; }}")
        cards.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        cards.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        cards.setDefaultDropAction(Qt.DropAction.MoveAction)
        cards.setDropIndicatorShown(True)
        cards.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_acts(self) -> dict[str, QAction]:
        """Everything that can be done to a card; each by its key too, while the strip has the focus."""
        tr = self._tr
        table: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("add", tr("New step below"), "Ctrl+Return", self.new_step),
            ("source", tr("Take from another place"), "", self.source_wanted.emit),
            ("item", tr("A step from the items …"), "", self.items_wanted.emit),
            ("section", tr("New section above"), "", partial(self._insert, Section(title=EMPTY), 0)),
            ("break", tr("Break below"), "", partial(self._insert, Break(text=Text(words=tr("Break"))), 1)),
            ("copy", tr("Copy"), "Ctrl+D", self._duplicate),
            ("to_clipboard", tr("Copy to another task"), "Ctrl+C", self.copy),
            ("paste", tr("Paste steps"), "", self.paste),
            ("split", tr("Split in two steps"), "", self.split),
            ("merge", tr("Join with the next step"), "", partial(self._do, Merge)),
            ("up", tr("Move up"), "Alt+Up", partial(self.shift, -1)),
            ("down", tr("Move down"), "Alt+Down", partial(self.shift, 1)),
            ("delete", tr("Delete"), "Del", self._delete),
        )
        acts = {}
        for name, label, key, act in table:
            action = QAction(label, self)
            if key:
                action.setShortcut(QKeySequence(key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda *_, act=act: act())
            self.addAction(action)
            acts[name] = action
        return acts

    def set_bare(self, bare: bool) -> None:
        """Leave the sentences out, for a narrow window."""
        self._painter.bare = bare
        self.setFixedWidth(BARE_WIDTH if bare else WIDTH)
        for button, name in ((self.add_step, self._tr("Step")), (self.add_photos, self._tr("Photos"))):
            button.relabel("" if bare else name)
        self.cards.doItemsLayout()

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        draft.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        draft = self._draft
        if draft is None:
            return
        blocked = self.cards.blockSignals(True)
        self._rows.show_task(draft.task)
        if draft.at is not None and self.cards.currentIndex().row() != draft.at:
            index = self._rows.index(draft.at)
            self.cards.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.cards.scrollTo(index)
        self.cards.blockSignals(blocked)

    # ---- acts ----

    def new_step(self) -> None:
        """Add an empty step below the one that is shown; its sentence is next."""
        if self._draft is None:
            return
        at = 0 if self._draft.at is None else self._draft.at + 1
        if self._draft.do(Insert(at, (Step(text=EMPTY),))):
            self.sentence_wanted.emit()

    def shift(self, by: int) -> None:
        """Move the item that is shown up (-1) or down (1)."""
        draft = self._draft
        if draft and len(self.chosen) > 1:
            self._choose(shifted(draft, self.chosen, by))
        elif draft and draft.at is not None and 0 <= draft.at + by < len(draft.task.items):
            draft.do(Move(draft.at, draft.at + by))

    @property
    def chosen(self) -> list[int]:
        """The rows that are chosen, from the top."""
        return sorted({index.row() for index in self.cards.selectionModel().selectedRows()})

    def copy(self) -> None:
        """Copy the chosen items, for this or another task."""
        if self._draft and self.chosen:
            data = QMimeData()
            data.setData(STEPS, copied(self._draft.task, self.chosen).encode())
            QGuiApplication.clipboard().setMimeData(data)

    def paste(self) -> bool:
        """Put the items of the clipboard behind the one that is shown; whether there were any."""
        data = QGuiApplication.clipboard().mimeData()
        if self._draft is None or not data.hasFormat(STEPS):
            return False
        return self._paste(self._draft, bytes(data.data(STEPS).data()).decode("utf-8", "replace"))

    def _paste(self, draft: OpenTask, text: str) -> bool:
        try:
            return bool(paste(draft, text))
        except UserError as error:
            draft.tell(error)
            return True

    def _duplicate(self) -> None:
        if self._draft and len(self.chosen) > 1:
            text = copied(self._draft.task, self.chosen)
            self._draft.select(self.chosen[-1])  # the copies come behind them all
            self._paste(self._draft, text)
        else:
            self._do(Duplicate)

    def _delete(self) -> None:
        if self._draft and len(self.chosen) > 1:
            without(self._draft, self.chosen)
        else:
            self._do(Delete)

    def _choose(self, rows: list[int]) -> None:
        model, flag = self.cards.selectionModel(), QItemSelectionModel.SelectionFlag
        blocked = self.cards.blockSignals(True)
        model.clearSelection()
        for row in rows:
            model.setCurrentIndex(self._rows.index(row), flag.Select)
        self.cards.blockSignals(blocked)
        if self._draft and rows:
            self._draft.select(rows[-1])  # the one that is shown is among them

    def split(self) -> None:
        """Make two steps of a sentence that says two things, as the linter would."""
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None or draft.at is None:
            return
        found = lint_text(step.text.words, draft.task.language)
        split = next((p.suggestion for p in found if p.act == "split" and p.suggestion), None)
        if split:
            draft.do(SplitStep(draft.at, tuple(split.split("\n"))))
        else:
            draft.told.emit(self._tr("There is one thing to do in this sentence. Write two sentences to split it."))

    def open_menu(self, at: QPoint) -> None:
        """Show what can be done to the card that is shown."""
        menu = QMenu(self)
        for name, action in self.acts.items():
            if name in ("copy", "to_clipboard", "split", "up", "delete"):
                menu.addSeparator()
            menu.addAction(action)
        is_step = bool(self._draft and self._draft.step)
        self.acts["split"].setEnabled(is_step)
        self.acts["merge"].setEnabled(is_step)
        self.acts["source"].setEnabled(is_step)
        menu.exec(at)
        self.acts["split"].setEnabled(True)
        self.acts["merge"].setEnabled(True)
        menu.deleteLater()

    def _select(self, at: int) -> None:
        if self._draft:
            self._draft.select(at)

    def _photo_arrived(self, _: object) -> None:
        self.cards.viewport().update()

    def _moved(self, rows: list[int], before: int) -> None:
        if self._draft:
            at = dropped(self._draft, rows, before)
            if len(at) > 1:
                self._choose(at)

    def _do(self, edit: type[Duplicate] | type[Delete] | type[Merge]) -> None:
        if self._draft and self._draft.at is not None:
            self._draft.do(edit(self._draft.at))

    def _insert(self, item: Section | Break, below: int) -> None:
        if self._draft:
            at = 0 if self._draft.at is None else self._draft.at + below
            if self._draft.do(Insert(at, (item,))):
                self.sentence_wanted.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sentence_wanted.emit()
            return
        super().keyPressEvent(event)
