"""The first page of the wizard: what the camera is to see, in plain words, and what the thing is called."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from oss_app.core.check import CheckKind
from oss_app.core.kinds import OFFERED
from oss_app.core.lesson import Options, is_one_way
from oss_app.editor.teaching import TeachingSession
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file
from oss_app.ui.desk.widgets.parts import Field, Panel, Push, TickBox, label
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.theme import Palette

PROBABLE_MOST = 99


class KindCard(QAbstractButton):
    """One kind of check: its name, a second line, and a mark when it is chosen."""

    def __init__(self, palette: Palette, name: str, means: str) -> None:
        super().__init__()
        self._palette, self._name, self._means = palette, name, means
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(means)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(124)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(360, 96)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, chosen = self._palette, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 4 if self.hasFocus() or chosen else 2
        colour = p.ink if self.hasFocus() else p.accent if chosen else p.line
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(QColor(p.accent_soft if chosen else p.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 16, 16)
        mark = QRectF(20, self.height() / 2 - 12, 24, 24)
        painter.setPen(QPen(QColor(p.accent if chosen else p.line), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(mark)
        if chosen:
            painter.setBrush(QColor(p.accent))
            painter.drawEllipse(mark.adjusted(6, 6, -6, -6))
        room = self.width() - 62 - 14
        head = QRectF(62, self.height() / 2 - 31, room, 30)
        lines, letters = fitted(self._name, head, Letters(20, 700, 26, p.ink))
        draw_lines(painter, lines, head, letters)
        below = QRectF(62, self.height() / 2 + 1, room, 26)
        lines, letters = fitted(self._means, below, Letters(17, 400, 22, p.ink2))
        draw_lines(painter, lines, below, letters)
        painter.end()


class Kinds(QWidget):
    """The kinds as cards; ``changed`` when another is chosen."""

    changed = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(label(tr("What must the camera see?"), "large", wraps=True))
        grid = QGridLayout()
        grid.setSpacing(14)
        self._group = QButtonGroup(self)
        self._cards: dict[CheckKind, KindCard] = {}
        for number, (kind, row) in enumerate(OFFERED):
            card = KindCard(palette, tr(row.choice), tr(row.means))
            self._group.addButton(card, number)
            self._cards[kind] = card
            grid.addWidget(card, number // 2, number % 2)
        column.addLayout(grid)
        column.addStretch()
        self._group.idClicked.connect(lambda _: self.changed.emit())

    @property
    def kind(self) -> CheckKind:
        """The kind that is chosen."""
        return next((kind for kind, card in self._cards.items() if card.isChecked()), CheckKind.RIGHT_ITEM)

    def card(self, kind: CheckKind) -> KindCard:
        """Return the card of one kind."""
        return self._cards[kind]


class KindSide(QWidget):
    """The thing's name, the count, the model's file; and what there is of this check already."""

    resumed = Signal()
    work_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        self.item = Field(palette, tr("What is the thing called?"), tr("as in: the probe"))
        count_row = QWidget()
        row = QHBoxLayout(count_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(tr("How many?"), "strong"))
        self.count = QSpinBox()
        self.count.setRange(1, PROBABLE_MOST)
        self.count.setAccessibleName(tr("How many?"))
        row.addWidget(self.count)
        row.addStretch()
        self._model_row = QWidget()
        rows = QVBoxLayout(self._model_row)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self.model = Field(palette, tr("The model's file"), tr("ONNX"))
        pick = Push(palette, tr("Choose a file"), "folder-open")
        pick.clicked.connect(self._pick)
        classes = QHBoxLayout()
        classes.addWidget(label(tr("Number of the thing in the model"), "strong"))
        self.label = QSpinBox()
        self.label.setRange(0, 9999)
        self.label.setAccessibleName(tr("Number of the thing in the model"))
        classes.addWidget(self.label)
        classes.addStretch()
        rows.addWidget(self.model)
        rows.addWidget(pick)
        rows.addLayout(classes)
        self._kept = Panel()
        self._kept_head, self._kept_text = label("", "heading", wraps=True), label("", wraps=True)
        resume = Push(palette, tr("Go on with these photos"), "images")
        resume.clicked.connect(self.resumed)
        self._work = Push(palette, "", "images")
        self._work.clicked.connect(self.work_wanted)
        for line in (self._kept_head, self._kept_text, self._work, resume):
            self._kept.column.addWidget(line)
        self._said = label("", "strong", wraps=True)
        self.one_way = TickBox(tr("It must lie like this, not turned round"))
        for part in (self.item, self.one_way, count_row, self._model_row, self._kept, self._said):
            column.addWidget(part)
        column.addStretch()

    def show_course(self, course: TeachingSession) -> None:
        """Fill the fields from what is known, and say what there is."""
        self.item.show_text(course.check.item.words if course.check.item else "")
        self.count.setValue(course.count or 1)
        self.count.setEnabled(course.subject.count is None)  # else the step says it
        self.one_way.setChecked(is_one_way(course.check))
        model = course.check.options.get("model", "")
        self.model.show_text(str(model))
        self.label.setValue(int(str(course.check.options.get("label", 0))))
        kept, tr = course.kept, self._tr
        self._kept.setVisible(kept is not None)
        waiting = len(kept.from_work) if kept else 0
        self._work.setVisible(waiting > 0)
        self._work.relabel(tr.many("Look at {n} photo from the work", "Look at {n} photos from the work", waiting))
        if kept is None:
            return
        self._kept_head.setText(
            tr("There is a beginning already.") if kept.is_draft else tr("This check was taught before.")
        )
        told = tr.many("{n} photo", "{n} photos", len(kept.photos)) + "."
        if kept.check.rehearsal and not kept.is_draft:
            r = kept.check.rehearsal
            told = tr(
                "Practised: {right} of {rights} right ones recognised, {wrong} of {wrongs} wrong ones approved.",
                right=r.right_accepted,
                rights=r.right_shown,
                wrong=r.wrong_accepted,
                wrongs=r.wrong_shown,
            )
        if not kept.is_draft:
            told += " " + tr("It stays as it is until the new one is saved.")
        self._kept_text.setText(told)

    def say(self, trouble: str) -> None:
        """Say what could not be done."""
        self._said.setText(trouble)

    def show_kind(self, kind: CheckKind) -> None:
        """Ask only what this kind needs."""
        self.one_way.setVisible(kind is CheckKind.RIGHT_ITEM)
        if row := self.count.parentWidget():
            row.setVisible(kind is CheckKind.COUNT)
        self._model_row.setVisible(kind is CheckKind.DETECTOR)

    def options(self, kind: CheckKind) -> Options | None:
        """Return the options of an employer's model, and of a thing that must lie one way round; else None."""
        if kind is CheckKind.RIGHT_ITEM and self.one_way.isChecked():
            return {"one_way": True}
        if kind is not CheckKind.DETECTOR:
            return None
        return {"model": self.model.line.text().strip(), "label": self.label.value()}

    def _pick(self) -> None:
        title = self._tr("The model's file")
        if path := choose_file(self, self._tr, title, "ONNX (*.onnx)", Place.DOCUMENTS):
            self.model.show_text(str(path))
