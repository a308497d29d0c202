"""The steps of a task as rows of a list: what each row is, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.photo_in import files_in
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, lines_of
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.theme import Palette

ROW = Qt.ItemDataRole.UserRole
MIME = "application/x-oss-step"
THUMB_W, THUMB_H, PAD, GAP, NUMBER = 112, 64, 12, 14, 24
STEP_H, SECTION_H, BREAK_H = 85, 44, 50
HEIGHTS: dict[type[Item], int] = {Step: STEP_H, Section: SECTION_H, Break: BREAK_H}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ListItem:
    """One item of the list as it is shown; ``number`` is 0 for sections and breaks."""

    kind: type[Item]
    number: int
    words: str
    photo: Path | None = None
    has_check: bool = False


def row_of(item: Item, number: int, folder: Path, nothing: str) -> ListItem:
    """Return the row of one item; ``nothing`` stands where a sentence is still to be written."""
    match item:
        case Step():
            photo = folder / item.photo if item.photo else None
            return ListItem(Step, number, item.text.words or nothing, photo, bool(item.check))
        case Section():
            return ListItem(Section, 0, item.title.words or nothing)
        case Break():
            return ListItem(Break, 0, item.text.words or nothing)


class StepListModel(QAbstractListModel):
    """The rows; ``moved(rows, before)`` where some were dragged, ``photos_dropped(paths, at)`` where files were."""

    moved = Signal(list, int)
    photos_dropped = Signal(list, int)

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._rows: list[ListItem] = []
        self._items: tuple[Item, ...] = ()
        self._folder = Path()

    def show_task(self, task: Task) -> None:
        """Show this task; only rows whose item is another one are made anew."""
        old = list(zip(self._items, self._rows, strict=True)) if task.folder == self._folder else []
        rows, number = [], 0
        for at, item in enumerate(task.items):
            number += isinstance(item, Step)
            same = at < len(old) and old[at][0] is item and old[at][1].number in (0, number)
            rows.append(old[at][1] if same else row_of(item, number, task.folder, self._tr("No sentence yet")))
        self._items, self._folder = task.items, task.folder
        if len(rows) == len(self._rows):
            changed = [n for n, (new, kept) in enumerate(zip(rows, self._rows, strict=True)) if new is not kept]
            self._rows = rows
            for n in changed:
                self.dataChanged.emit(self.index(n), self.index(n))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> ListItem:
        return self._rows[at]

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.number}. {row.words}" if row.number else row.words
            case Qt.ItemDataRole.ToolTipRole:
                return row.words
            case _ if role == ROW:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME, "text/uri-list"]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, QByteArray(" ".join(str(index.row()) for index in indexes).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(MIME) or data.hasUrls()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Answer that nothing was taken, always: the draft moves the rows, not the list."""
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        if data.hasFormat(MIME):
            self.moved.emit([int(row) for row in bytes(data.data(MIME).data()).split()], to)
        elif paths := files_in(data):
            self.photos_dropped.emit(paths, to)
        return False


class RowPainter(QStyledItemDelegate):
    """Draws a row: number, photo, sentence, the sign of a check; ``bare`` leaves the sentence out."""

    def __init__(self, palette: Palette, pictures: Pictures) -> None:
        super().__init__()
        self._palette, self._pictures = palette, pictures
        self._wanted: dict[Wanted, None] = {}
        self.bare = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ListItem = index.data(ROW)
        return QSize(100, HEIGHTS[row.kind])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ListItem = index.data(ROW)
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self._palette.raised))
            has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(self._palette.ink if has_focus else self._palette.accent), 3))
            painter.drawRoundedRect(box, 14, 14)
        match row.kind:
            case _ if row.kind is Step:
                self._step(painter, box.adjusted(PAD, 9, -PAD, -9), row)
            case _ if row.kind is Section:
                self._line(painter, box.adjusted(PAD, 8, -PAD, 0), row.words, Letters(16, 700, 20, self._palette.ink2))
            case _:
                icon = QRectF(box.left() + PAD + NUMBER - 22, box.center().y() - 11, 22, 22)
                draw_icon(painter, "coffee", icon, self._palette.ink2)
                words = box.adjusted(PAD + NUMBER + GAP, 0, -PAD, 0)
                self._line(painter, words, row.words, Letters(16.5, 400, 20, self._palette.ink2))
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, words: str, letters: Letters) -> None:
        lines = lines_of(words, box.width(), letters)
        draw_lines(painter, lines[:1], box, letters)

    def _step(self, painter: QPainter, box: QRectF, row: ListItem) -> None:
        ink = Letters(18, 700, 22, self._palette.ink)
        number = str(row.number)
        at = box.left() + NUMBER - ink.width(number)
        draw_lines(painter, [number], QRectF(at, box.top(), NUMBER + 4, box.height()), ink)
        thumb = QRectF(box.left() + NUMBER + GAP, box.center().y() - THUMB_H / 2, THUMB_W, THUMB_H)
        self._thumb(painter, thumb, row.photo)
        if row.has_check:
            sign = QRectF(box.right() - 21, box.center().y() - 11, 22, 22)
            if self.bare:
                plate = QRectF(thumb.right() - 30, thumb.bottom() - 30, 28, 28)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._palette.raised))
                painter.drawRoundedRect(plate, 8, 8)
                sign = plate.adjusted(4, 4, -4, -4)
            draw_icon(painter, "webcam", sign, self._palette.accent)
        if not self.bare:
            letters = Letters(16.5, 600, 20.5, self._palette.ink)
            room = QRectF(thumb.right() + GAP, box.top(), box.right() - thumb.right() - GAP, box.height())
            if row.has_check:
                room.setRight(room.right() - 26)
            lines = lines_of(row.words, room.width(), letters)
            if len(lines) > 3:
                lines = [*lines[:2], lines[2] + " …"]
            draw_lines(painter, lines, room, letters)

    def _thumb(self, painter: QPainter, box: QRectF, photo: Path | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 10, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, QColor(self._palette.hair))
        if photo is None:
            icon = QRectF(box.center() - QPointF(13, 13), box.center() + QPointF(13, 13))
            draw_icon(painter, "image", icon, self._palette.ink2)
            return
        ratio = painter.device().devicePixelRatio()
        wanted = Wanted(photo, round(box.width() * ratio), round(box.height() * ratio))
        ready = self._pictures.get(wanted)
        if ready is None:
            if not self._pictures.has(wanted):
                self._wanted[wanted] = None
                self._pictures.want(list(self._wanted))
            return
        self._wanted.pop(wanted, None)
        painter.setClipPath(path)
        target = ready.framing.target
        at = QRectF(box.left() + target.x / ratio, box.top() + target.y / ratio, target.w / ratio, target.h / ratio)
        painter.drawImage(at, ready.image)
        painter.setClipping(False)

    def forget(self, wanted: Wanted) -> None:
        """Wait no longer for a photo that was read, well or in vain: it is not asked for again."""
        self._wanted.pop(wanted, None)
