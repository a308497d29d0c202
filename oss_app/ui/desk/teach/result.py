"""The result of the rehearsal: two sentences, ten pictures below each, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_app.core.check import SHOWN
from oss_app.editor.rehearsal import RehearsalTrial
from oss_app.editor.teaching import TeachingSession
from oss_app.i18n import Translator
from oss_app.ui.desk.teach.asks import approved, recognised, result
from oss_app.ui.desk.teach.picture import picture_of
from oss_app.ui.desk.teach.say import SaidActs
from oss_app.ui.desk.teach.sides import trial_slots
from oss_app.ui.desk.teach.thumbs import ThumbGrid
from oss_app.ui.desk.widgets.parts import label
from oss_app.ui.kit.theme import Palette


class RehearsalPane(QWidget):
    """``pressed(act)``; ``chosen`` is the set-up that is shown large, by its number among all."""

    pressed = Signal(object)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._tr = palette, tr
        self._course: TeachingSession | None = None
        self._chosen: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = label("", wraps=True)
        column.addWidget(self._head)
        self._heads, self._lines, self._shelves = {}, {}, {}
        for is_right in (True, False):
            self._heads[is_right] = label("", "muted")
            self._lines[is_right] = label("", wraps=True)
            shelf = ThumbGrid(palette, SHOWN)
            shelf.pressed.connect(lambda index, is_right=is_right: self._choose(is_right, index))
            self._shelves[is_right] = shelf
            column.addStretch()
            for part in (self._heads[is_right], self._lines[is_right], shelf):
                column.addWidget(part)
        column.addStretch()
        self._next = _Next(palette)
        self._next.acts.pressed.connect(self.pressed)
        column.addWidget(self._next)
        self.set_small(False)

    @property
    def chosen(self) -> int | None:
        """The set-up that is to be taught, by its number among all: the one pressed, else the first misjudged."""
        if self._course is None:
            return None
        missed = self._course.practice.misjudged
        return self._chosen if self._chosen in missed else missed[0] if missed else None

    def shelf(self, is_right: bool) -> ThumbGrid:
        """Return the pictures of one sort."""
        return self._shelves[is_right]

    @property
    def acts(self) -> SaidActs:
        return self._next.acts

    @property
    def sentences(self) -> tuple[str, str, str]:
        """What the page says: the heading and the two results."""
        return self._head.text(), self._lines[True].text(), self._lines[False].text()

    def set_small(self, is_small: bool) -> None:
        """For a window below 1600 pixels: smaller letters."""
        head, line = (28, 24) if is_small else (44, 36)
        self._head.setStyleSheet(f"font-size: {head}px; font-weight: 600;")
        for part in self._lines.values():
            part.setStyleSheet(f"font-size: {line}px; font-weight: 600;")
        self._next.set_small(is_small)

    def show_course(self, course: TeachingSession, trouble: str = "") -> None:
        """Show the result as it is now."""
        self._course = course
        practice, tr = course.practice, self._tr
        asked = result(course, tr)
        self._head.setText(asked.small)
        chosen = practice.trials[self.chosen] if self.chosen is not None else None
        for is_right, line in ((True, recognised(practice, tr)), (False, approved(practice, tr))):
            trials = practice.of(is_right)
            times = len(trials)
            head = (
                tr.many("You showed it right {n} time", "You showed it right {n} times", times)
                if is_right
                else tr.many("You showed it not right {n} time", "You showed it not right {n} times", times)
            )
            self._heads[is_right].setText(head)
            self._lines[is_right].setText(line)
            self._shelves[is_right].show_slots(trial_slots(course, trials, tr, chosen))
        self._next.show_next(chosen, asked.main, trouble or asked.also)
        self._next.acts.show_buttons(asked.buttons)

    def _choose(self, is_right: bool, index: int) -> None:
        if self._course is None:
            return
        trial = self._course.practice.of(is_right)[index]
        number = next(i for i, t in enumerate(self._course.practice.trials) if t is trial)
        if trial.is_misjudged:
            self._chosen = number
            self.show_course(self._course)


class _Next(QFrame):
    """What to do next, with the set-up that it is about."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("next")
        self.setStyleSheet(f"QFrame#next {{ background: {palette.strip}; border-radius: 18px; }}")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(34)
        self._picture = _Large()
        self._main, self._also = label("", wraps=True), label("", wraps=True)
        self.acts = SaidActs(palette, 2)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addStretch()
        column.addWidget(self._main)
        column.addWidget(self._also)
        column.addSpacing(6)
        column.addWidget(self.acts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        self._row.addWidget(self._picture, 4)
        self._row.addLayout(column, 5)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_small(self, is_small: bool) -> None:
        self.setFixedHeight(212 if is_small else 342)
        margin = 16 if is_small else 32
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._main.setStyleSheet(f"font-size: {22 if is_small else 28}px; font-weight: 600;")
        self._also.setStyleSheet(f"font-size: {17 if is_small else 20}px;")

    def show_next(self, trial: RehearsalTrial | None, main: str, also: str) -> None:
        self._picture.show_photo(trial.jpeg if trial else b"")
        self._picture.setVisible(trial is not None)
        self._main.setText(main)
        self._also.setText(also)
        self.setAccessibleName(f"{main} {also}")


class _Large(QWidget):
    """One photo, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_photo(self, jpeg: bytes) -> None:
        self._image = picture_of(jpeg)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        width, height = self._image.width() * scale, self._image.height() * scale
        box = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        path = QPainterPath()
        path.addRoundedRect(box, 14, 14)
        painter.setClipPath(path)
        painter.drawImage(box, self._image)
        painter.end()
