"""A task in the library: its picture, its name, how far it is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from oss_app.core.ports import Listing
from oss_app.core.release import ReleaseState
from oss_app.core.task import Task
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Push, Tag, Tile, label
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.theme import Palette

HEIGHT = 204
PICTURE, NARROW_PICTURE = 276, 180  # widths


@dataclass(frozen=True)
class TileAction:
    """Something to do with a task: ``key`` is what the tile says when it is chosen."""

    key: str
    label: str
    icon: str = ""


class TilePicture(QWidget):
    """The picture of a task, cut to fill the side of its tile."""

    def __init__(self, palette: Palette, pictures: Pictures, photo: Path | None, width: int) -> None:
        super().__init__()
        self._palette, self._pictures, self._photo = palette, pictures, photo
        self.setFixedWidth(width)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        pictures.arrived.connect(self._arrived)

    def _arrived(self, _: Wanted) -> None:
        self.update()

    def _wanted(self) -> Wanted | None:
        if self._photo is None:
            return None
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        return Wanted(self._photo, *size, place=(0.3, 0.3, 0.7, 0.7), cut=0.5)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0, 0, 20, 0), 16, 16)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), QColor(self._palette.strip))
        wanted = self._wanted()
        ready = self._pictures.get(wanted) if wanted else None
        if ready:
            ratio, target = self.devicePixelRatioF(), ready.framing.target
            at = QRectF(target.x / ratio, target.y / ratio, target.w / ratio, target.h / ratio)
            painter.drawImage(at, ready.image)
        elif wanted and not self._pictures.has(wanted):
            self._pictures.want([wanted])
        else:
            centre = self.rect().center()
            draw_icon(painter, "image", QRectF(centre.x() - 24, centre.y() - 24, 48, 48), self._palette.ink2)
        painter.end()


class TaskTile(Tile):
    """``chosen(key)`` for each act; a double click is the first of them."""

    chosen = Signal(str)

    def __init__(
        self,
        palette: Palette,
        tr: Translator,
        pictures: Pictures,
        listing: Listing,
        state: ReleaseState | None,
        acts: Sequence[TileAction],
        group: str = "",
        *,
        is_narrow: bool,
    ) -> None:
        super().__init__(HEIGHT)
        self._acts = acts
        self._tr = tr
        self.setProperty("role", "tile")
        task = listing.task
        photo = _photo_of(task) if task else None
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(
            TilePicture(
                palette, pictures, photo, NARROW_PICTURE if is_narrow else PICTURE if state is None else PICTURE - 40
            )
        )
        column = QVBoxLayout()
        column.setContentsMargins(14 if is_narrow else 22, 16, 10 if is_narrow else 18, 18)
        column.setSpacing(4)
        name = listing.title
        column.addWidget(label(name, "strong", wraps=True))
        said = said_of(listing, tr)
        column.addWidget(label(f"{said} · {group}" if group else said, "muted", wraps=True))
        if state is not None:
            column.addWidget(_tag(state, listing, tr))
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.first = Push(palette, acts[0].label, acts[0].icon)
        self.first.setAccessibleName(f"{acts[0].label}: {name}")
        self.first.clicked.connect(lambda *_: self.chosen.emit(acts[0].key))
        buttons.addWidget(self.first)
        if len(acts) > 1:
            self.more = Push(palette, tr("More"), "dots-three", "square")
            self.more.setAccessibleName(f"{tr('More')}: {name}")
            self.more.clicked.connect(self._open_menu)
            buttons.addWidget(self.more)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row.addLayout(column, 1)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for act in self._acts:
            menu.addAction(act.label).setData(act.key)
        chosen = menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()
        if chosen:  # only now: what follows may lay all tasks anew, and this tile with its menu is gone then
            self.chosen.emit(chosen.data())

    # Qt

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._acts[0].key)


def said_of(listing: Listing, tr: Translator) -> str:
    """Tell how large a task is, or its first fault."""
    if listing.task is None:
        first = next((p for p in listing.problems if p.is_fault), None)
        return first.sentence if first else ""
    steps = tr.many("{n} step", "{n} steps", len(listing.task.steps))
    if unwritten := sum(not step.text.words for step in listing.task.steps):
        return steps + tr(", {n} still without a sentence", n=unwritten)
    checks = sum(bool(step.check) for step in listing.task.steps)
    return f"{steps}, {tr.many('{n} check', '{n} checks', checks)}" if checks else steps


def _tag(state: ReleaseState, listing: Listing, tr: Translator) -> QWidget:
    names = {
        ReleaseState.DRAFT: (tr("Draft"), ""),
        ReleaseState.RELEASED: (tr("Released"), "good"),
        ReleaseState.CHANGED: (tr("Changed"), ""),
    }
    faults = sum(problem.is_fault for problem in listing.problems)
    text, tone = names[state]
    if faults:
        text, tone = tr.many("{n} thing to mend", "{n} things to mend", faults), "todo"
    made = Tag(text, tone)
    made.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return made


def _photo_of(task: Task) -> Path | None:
    name = task.photo or next((step.photo for step in task.steps if step.photo), None)
    return task.folder / name if name else None
