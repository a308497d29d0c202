"""The card about the journal: its three levels in plain words; the third needs a date."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from oss_app.core.settings import JournalLevel, Settings
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.widgets.parts import LINE, LineField, label
from oss_app.ui.kit import formats
from oss_app.ui.kit.theme import Palette

LEVELS = {
    JournalLevel.NONE: (marked("Keep nothing"), marked("Only where the task has got to")),
    JournalLevel.TASK: (marked("Per task, without persons"), marked("Which step often asks for help")),
    JournalLevel.OWN_PROGRESS: (marked("A worker's own progress"), marked("Under a pseudonym, 90 days")),
}
SHORT = {
    JournalLevel.NONE: marked("Nothing"),
    JournalLevel.TASK: marked("Per task"),
    JournalLevel.OWN_PROGRESS: marked("Own progress"),
}
RING = 30
SIZE = 36


class Ring(QRadioButton):
    """A radio button as large as the drawing has it."""

    def __init__(self, palette: Palette, name: str) -> None:
        super().__init__()
        self._palette = palette
        self.setAccessibleName(name)
        self.setFixedSize(SIZE, SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def hitButton(self, _: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        p = self._palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(3, 3, -3, -3)
        painter.setBrush(QColor(p.raised))
        pen = QPen(QColor(p.accent if self.isChecked() else p.line), 3)
        if not self.isEnabled():
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawEllipse(box.adjusted(2, 2, -2, -2))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(QColor(p.accent))
            painter.drawEllipse(box.adjusted(8, 8, -8, -8))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(p.ink), 3))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 8, 8)
        painter.end()


class Level(QWidget):
    """One level: the whole of it can be pressed; ``refused`` where it cannot be chosen yet."""

    refused = Signal()

    def __init__(self, palette: Palette, title: str, what: str) -> None:
        super().__init__()
        self.ring = Ring(palette, f"{title}. {what}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong", wraps=True))
        words.addWidget(label(what, "muted", wraps=True))
        line = row(self.ring, spacing=14)
        line.setContentsMargins(0, 0, 0, 0)
        line.setAlignment(self.ring, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setLayout(line)

    def set_open(self, is_open: bool) -> None:
        """Whether it can be chosen; where not, a click on its ring is one on the level."""
        self.ring.setEnabled(is_open)
        self.ring.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not is_open)

    # Qt

    def mouseReleaseEvent(self, event: object) -> None:
        if self.ring.isEnabled():
            self.ring.click()
        else:
            self.refused.emit()


class JournalCard(SetupCard):
    """The level that counts, and the date of the works council's consent (P5)."""

    name = "journal"

    def __init__(self, palette: Palette, tr: Translator, today: date) -> None:
        super().__init__(palette, tr, "notebook", tr("Journal"))
        self._settings, self._today = Settings(), today
        self._group = QButtonGroup(self)
        self.levels: dict[JournalLevel, Level] = {}
        for level, (title, what) in LEVELS.items():
            made = Level(palette, tr(title), tr(what))
            made.ring.clicked.connect(lambda *_, level=level: self._choose(level))
            self._group.addButton(made.ring)
            made.refused.connect(self._ask_date)
            self.levels[level] = made
            self.column.addWidget(made)
        self.date = LineField(palette)
        self.date.setMinimumHeight(LINE)
        self.date.setAccessibleName(tr("Date of the works council's consent"))
        self.date.editingFinished.connect(self._date_typed)
        line = QVBoxLayout()
        line.setSpacing(4)
        line.addWidget(label(tr("Date of the works council's consent"), wraps=True))
        line.addWidget(self.date)
        line.setContentsMargins(SIZE + 14, 0, 0, 0)
        self.column.addLayout(line)
        self.end()

    def is_in_order(self, settings: Settings) -> bool:
        return True  # the usual level needs no act

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        return self._tr(SHORT[settings.journal])

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        self.levels[settings.journal].ring.setChecked(True)
        third = self.levels[JournalLevel.OWN_PROGRESS]
        third.set_open(bool(settings.consent_date))
        if not self.date.hasFocus() or not self.date.text():
            self.date.setText(shown(settings.consent_date, self._tr))
        super().show_settings(settings)

    def close_down(self) -> None:
        if self.date.text().strip():  # a date taken away deletes: that is for who is still here to be asked
            self._date_typed()

    def _choose(self, level: JournalLevel) -> None:
        self.want(journal=level)

    def _ask_date(self) -> None:
        self.date.setFocus()
        self.note.say(self._tr("First enter the date on which the works council agreed."))

    def _date_typed(self) -> None:
        text = self.date.text().strip()
        found = read_date(text)
        if text == shown(self._settings.consent_date, self._tr):
            return
        if text and found is None:
            self.note.say(self._tr("Write the date as day-month-year, for example {date}.", date="24-11-2026"))
        elif found and found > self._today:
            self.note.say(self._tr("This date is still to come. Enter the date on which the works council agreed."))
        elif found:
            self.want(proved=True, consent_date=found.isoformat())
        else:  # without a consent there is no third level
            level = self._settings.journal
            level = JournalLevel.TASK if level is JournalLevel.OWN_PROGRESS else level
            self.want(proved=True, consent_date="", journal=level)


def read_date(text: str) -> date | None:
    """Return a date as people write it: 24-11-2026, 24/11/2026, 24.11.2026, or 2026-11-24; None where it is none."""
    with suppress(ValueError):
        if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    return None


def shown(iso: str, tr: Translator) -> str:
    """Return a kept date as it is read here."""
    day = read_date(iso)
    return formats.short_day(day, tr) if day else iso
