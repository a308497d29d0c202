"""The page of all tasks: the coach's own, the ways to begin a new one, and the examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oss_app.core.ports import Listing
from oss_app.core.release import ReleaseState
from oss_app.editor.task_store import ShownTasks
from oss_app.i18n import Translator
from oss_app.ui.desk.library.arranging import Arranging
from oss_app.ui.desk.library.new_task_options import NewTaskOptions
from oss_app.ui.desk.library.tiles import TaskTile, TileAction
from oss_app.ui.desk.widgets.followed import FollowedList, FollowedTasks
from oss_app.ui.desk.widgets.parts import Bar, NoticeBar, Push, label
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette

EDIT, COPY, EXPORT, RELEASE, WITHDRAW, REMOVE, LOOK, GROUP = (
    "edit", "copy", "export", "release", "withdraw", "remove", "look", "group",
)  # fmt: skip
FEW = 4
"""With more tasks than this there is a line to find one."""


@dataclass(frozen=True)
class ShelfRoom:
    """How tasks and examples stand in the page, in pixels; without ``side``, its width, the examples stand below.

    ``least``: so wide the page is guessed to be, until it was measured.
    """

    least: int
    margin: int
    gap: int
    side: int
    is_narrow: bool


ROOMS = (ShelfRoom(1500, 120, 80, 540, False), ShelfRoom(1100, 44, 36, 400, True), ShelfRoom(0, 44, 36, 0, True))


class LibraryPage(QWidget):
    """``begun(way)``, ``dropped(paths)`` and ``chosen(listing, act)`` say what the coach wants."""

    begun = Signal(str)
    dropped = Signal(list)
    chosen = Signal(object, str)
    left = Signal()
    help_wanted = Signal()
    items_wanted = Signal()
    bin_wanted = Signal()
    word_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._palette, self._tr = palette, tr
        self._shelf: ShownTasks | None = None
        self._room = ROOMS[-1]
        self._needs: dict[ShelfRoom, int] = {}
        self._own_grid: QGridLayout | None = None
        self.arranging: Arranging | None = None
        self._group, self._newest_first = "", False
        self.pictures = Pictures(self)
        self.note = NoticeBar(palette)
        self.ways: NewTaskOptions | None = None
        self._followed: FollowedTasks | None = None
        self.followed: FollowedList | None = None
        self.tiles: list[TaskTile] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._bar = self._made_bar(palette, tr)
        self._below_bar = QHBoxLayout()
        column.addWidget(self._bar)
        column.addLayout(self._below_bar)
        column.addWidget(self.note)
        column.addWidget(self._scroll, 1)

    def _made_bar(self, palette: Palette, tr: Translator) -> Bar:
        bar = Bar()
        bar.row.addWidget(label(tr("Tasks"), "title"))
        bar.row.addStretch(1)
        self.new = Push(palette, tr("A new task"), "plus")
        self.new.clicked.connect(self._go_to_ways)
        items = Push(palette, tr("Items"), "package")
        items.clicked.connect(self.items_wanted)
        self.bin = Push(palette, tr("Bin"), "trash")
        self.bin.clicked.connect(self.bin_wanted)
        self.bin.hide()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a task"))
        self.search.setAccessibleName(tr("Find a task"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.search.setMinimumHeight(46)
        self.search.textChanged.connect(lambda _: self._arrange())
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        guide = Push(palette, tr("Explanation"), "question")
        guide.clicked.connect(self.help_wanted)
        close = Push(palette, tr("Close"), "sign-out", "quiet")
        close.clicked.connect(self.left)
        for part in (self.search, self.new, items, self.bin, guide, close):
            bar.row.addWidget(part)
        return bar

    def _place_search(self) -> None:
        """Have the field in the bar, or below it where the bar has no room for it."""
        row, below = self._bar.row, self._below_bar
        is_in_bar = row.indexOf(self.search) >= 0
        of_search = self.search.width() + row.spacing()
        wanted = row.sizeHint().width() + (0 if is_in_bar or self.search.isHidden() else of_search)
        if fits := self.search.isHidden() or wanted <= self.width():
            below.setContentsMargins(0, 0, 0, 0)
        else:
            below.setContentsMargins(self._room.margin, 14, self._room.margin, 14)
        if fits and not is_in_bar:
            row.insertWidget(row.indexOf(self.new), self.search)
        elif is_in_bar and not fits:
            below.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)

    def show_followed(self, found: FollowedTasks | None) -> None:
        """Say below the tasks, from now on, what a station that follows a folder has of it; None for nothing."""
        self._followed = found
        if self.followed:
            self.followed.show_followed(found)
        elif found and self._shelf:
            self.show_shelf(self._shelf)

    def show_shelf(self, shelf: ShownTasks, at: Path | None = None) -> None:
        """Show these tasks; ``at`` is the folder of the one that the coach comes back from."""
        self._shelf, self._needs = shelf, {}
        self._show_as_fits(shelf, at)

    def _show_as_fits(self, shelf: ShownTasks, at: Path | None = None) -> None:
        """Show them in the first arrangement that has room in this width for the words as they are here."""
        while True:
            self._room = self._that_fits()
            self._show(shelf, at)
            inside = self._scroll.widget()
            self._needs[self._room] = inside.minimumSizeHint().width() if inside else 0
            if self._that_fits() == self._room:
                return

    def _that_fits(self) -> ShelfRoom:
        width = self.width() - self._scroll.verticalScrollBar().sizeHint().width()
        return next((room for room in ROOMS if self._needs.get(room, room.least) <= width), ROOMS[-1])

    def _show(self, shelf: ShownTasks, at: Path | None) -> None:
        tr, room = self._tr, self._room
        self.tiles = []
        self.ways = NewTaskOptions(self._palette, tr)
        self.ways.chosen.connect(self.begun)
        self.ways.dropped.connect(self.dropped)
        main = QVBoxLayout()
        main.setSpacing(14)
        if shelf.own:
            main.addWidget(self._arranging(shelf))
            main.addLayout(self._grid(shelf))
            main.addSpacing(30)
            main.addWidget(label(tr("A new task"), "title"))
        else:
            main.addWidget(label(tr("Make your first task."), "hero"))
            second = label(tr("One photo a step. One short sentence with it. No more is needed."), "lead", wraps=True)
            main.addWidget(second)
            main.addSpacing(26)
        main.addWidget(self.ways)
        if self._followed is not None:
            main.addSpacing(30)
            main.addWidget(label(tr("What workers here see of the shared folder"), "title"))
            self.followed = FollowedList(self._palette, tr)
            self.followed.show_followed(self._followed)
            main.addWidget(self.followed)
        main.addStretch(1)
        inside = QWidget()
        inside.setProperty("role", "page")
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if room.side else QBoxLayout.Direction.TopToBottom, inside)
        row.setContentsMargins(room.margin, 74 if not shelf.own else 40, room.margin, 40)
        row.setSpacing(room.gap)
        row.addLayout(main, 1)
        side = QWidget()
        if room.side:
            side.setFixedWidth(room.side)
        side.setLayout(self._examples(shelf))
        row.addWidget(side)
        self._scroll.setWidget(inside)
        self.new.setVisible(bool(shelf.own))
        self.search.setVisible(len(shelf.own) > FEW)
        self.search.clear()
        self._place_search()
        self._arrange()
        own = [listing.folder for listing, _ in shelf.own]
        if own:
            tile = self.tiles[own.index(at) if at in own else 0]
            tile.first.setFocus()
            if at in own:
                QTimer.singleShot(0, tile, lambda: self._scroll.ensureWidgetVisible(tile))
        else:
            self.ways.area.choose.setFocus()

    def _go_to_ways(self) -> None:
        if self.ways:
            self.ways.area.choose.setFocus()
            self._scroll.verticalScrollBar().setValue(self.ways.y() - 40)

    def _grid(self, shelf: ShownTasks) -> QGridLayout:
        grid = self._own_grid = QGridLayout()
        grid.setSpacing(20)
        columns = 2 if not self._room.is_narrow else 1
        for number, (listing, state) in enumerate(shelf.own):
            grid.addWidget(self._tile(listing, state, self._acts(state)), number // columns, number % columns)
            grid.setColumnStretch(number % columns, 1)
        if len(shelf.own) < columns:
            grid.setColumnStretch(1, 1)
        return grid

    def _arranging(self, shelf: ShownTasks) -> Arranging:
        line = self.arranging = Arranging(self._palette, self._tr)
        many = len(shelf.own) > FEW
        line.show_groups(shelf.group_names, self._group, newest_first=self._newest_first, many=many)
        line.changed.connect(self._arrange)
        line.word_wanted.connect(self.word_wanted)
        return line

    def _arrange(self) -> None:
        """Show those of the coach's own tasks that are wanted side by side, in the order that is wanted."""
        shelf, grid, line = self._shelf, self._own_grid, self.arranging
        if shelf is None or grid is None or line is None or not shelf.own:
            return
        self._group, self._newest_first = line.group, line.newest_first
        shown = shelf.arranged(self.search.text(), line.group, newest_first=line.newest_first)
        columns = 2 if not self._room.is_narrow else 1
        for tile in self.tiles[: len(shelf.own)]:
            grid.removeWidget(tile)
            tile.hide()
        for at, number in enumerate(shown):
            grid.addWidget(self.tiles[number], at // columns, at % columns)
            self.tiles[number].show()

    def _acts(self, state: ReleaseState) -> list[TileAction]:
        tr = self._tr
        acts = [TileAction(EDIT, tr("Edit"), "pencil-simple"), TileAction(COPY, tr("Make a copy"))]
        acts.append(TileAction(EXPORT, tr("Give to someone else (.osstask)")))
        if state is not ReleaseState.RELEASED:
            acts.append(TileAction(RELEASE, tr("Release")))
        if state is not ReleaseState.DRAFT:
            acts.append(TileAction(WITHDRAW, tr("Take away from the workers")))
        acts.append(TileAction(GROUP, tr("Put in a group …")))
        return [*acts, TileAction(REMOVE, tr("Move to the bin"))]

    def _examples(self, shelf: ShownTasks) -> QVBoxLayout:
        tr = self._tr
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(label(tr("Examples"), "title"))
        acts = [TileAction(LOOK, tr("Look"), "eye"), TileAction(COPY, tr("Make a copy"))]
        for listing in shelf.examples:
            column.addWidget(self._tile(listing, None, acts))
        column.addWidget(
            label(tr("An example is a task like any other. Make a copy and change it."), "muted", wraps=True)
        )
        column.addStretch(1)
        return column

    def _tile(self, listing: Listing, state: ReleaseState | None, acts: Sequence[TileAction]) -> TaskTile:
        group = self._shelf.groups.get(listing.folder, "") if self._shelf and state is not None else ""
        narrow = self._room.is_narrow
        tile = TaskTile(self._palette, self._tr, self.pictures, listing, state, acts, group, is_narrow=narrow)
        tile.chosen.connect(lambda key, listing=listing: self.chosen.emit(listing, key))
        self.tiles.append(tile)
        return tile

    def close_down(self) -> None:
        """End the reading thread."""
        self.pictures.close()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_search()
        if self._shelf and self._that_fits() != self._room:
            self._show_as_fits(self._shelf)
