"""How it goes for one worker in one task, and what help comes next; only one card is ever on it (S4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.core.casing import with_capital
from oss_app.core.profile import HelpLevel
from oss_app.core.support import Holding
from oss_app.editor.progress import LEVELS, MARKS, NEEDS, CardProgress, next_step, reason
from oss_app.i18n import Translator, card_word
from oss_app.ui.desk.station.card import Switch, extra
from oss_app.ui.desk.station.progress_sheet import Report, report_sheet, shown_day
from oss_app.ui.desk.widgets.file_dialog import Place, choose_new_file
from oss_app.ui.desk.widgets.paper_sheet import Sheet, SheetView, print_on, write_pdf
from oss_app.ui.desk.widgets.parts import NARROW, ComboBox, Field, OneOf, Panel, Push, Segments, label
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import LIGHT, Palette

STEPS, REPORT = "steps", "report"
LEFT, LEFT_OF_NARROW = 450, 424


@dataclass(frozen=True)
class ProgressNow:
    """What the page shows: the figures, all that is kept of this worker, and whether the next kit is a probe."""

    progress: CardProgress
    holding: Holding
    today: date
    is_probing: bool = False


class ProgressPage(SubPage):
    """``task_chosen(folder name)``, ``printed``, ``exported(Path)`` and ``deleted`` as the coach acts."""

    task_chosen = Signal(str)
    exported = Signal(object)
    deleted = Signal()

    def __init__(self, tr: Translator, card: str, tasks: Sequence[tuple[str, str]], palette: Palette = LIGHT) -> None:
        self._card_word = card_word(card, tr)
        super().__init__(palette, tr("Back"), tr("How it goes: {card}", card=self._card_word))
        self._tr = tr
        self.setStyleSheet(sheet(palette) + extra(palette))
        self.tasks = ComboBox(palette)
        self.tasks.setAccessibleName(tr("Task"))
        for name, title in tasks:
            self.tasks.addItem(title, name)
        self.tasks.activated.connect(lambda n: self.task_chosen.emit(self.tasks.itemData(n)))
        self.help = HelpPanel(palette, tr)
        self.steps = StepTable(tr)
        self.report = ReportPanel(palette, tr)
        self.oldest = label("", "muted", wraps=True)
        self.export = Push(palette, tr("Export …"), "export")
        self.export.clicked.connect(self._export)
        self.delete = Push(palette, tr("Delete …"), "trash")
        self.delete.clicked.connect(self._ask_deletion)
        self.bar.row.addWidget(self.export)
        self.bar.row.addWidget(self.delete)
        self.report.failed.connect(self.note.say)
        self.body.addWidget(self._left())
        self.body.addWidget(self._right(), 1)

    def show_progress(self, now: ProgressNow) -> None:
        """Show these figures."""
        self.tasks.setCurrentIndex(self.tasks.findData(now.progress.task))
        self.help.show_progress(now.progress, is_probing=now.is_probing)
        self.steps.show_progress(now.progress)
        self.report.show_progress(now.progress, now.today)
        self.oldest.setText(kept_words(now.holding, self._tr))

    def _left(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(18)
        column.addWidget(self.tasks)
        column.addWidget(self.help)
        column.addStretch(1)
        self._aside = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.views = Segments([(STEPS, self._tr("Steps")), (REPORT, self._tr("Report"))])
        self.views.choose(STEPS)
        both: dict[str, QWidget] = {STEPS: self.steps, REPORT: self.report}
        shown = OneOf(tuple(both.values()))
        self.views.chosen.connect(lambda key: shown.show_one(both[key]))
        column.addWidget(self.views)
        column.addWidget(shown, 1)
        column.addWidget(self.oldest)
        return right

    def _export(self) -> None:
        name, kinds = f"{self._card_word}.csv", self._tr("Table (*.csv)")
        if path := choose_new_file(self, self._tr, self._tr("Export …"), name, ".csv", kinds, Place.DOCUMENTS):
            self.exported.emit(path)

    def _ask_deletion(self) -> None:
        what = self._tr(
            "All that the journal keeps of {card} is deleted. The card and its wishes stay. This cannot be undone.",
            card=self._card_word,
        )
        self.note.say(what, (self._tr("Delete"), self.deleted.emit), (self._tr("Keep it"), lambda: None))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self._aside.setFixedWidth(LEFT_OF_NARROW if is_narrow else LEFT)
        self.steps.set_narrow(is_narrow)


def kept_words(holding: Holding, tr: Translator) -> str:
    """Tell how much is kept of one worker, and since when (P7)."""
    if holding.oldest is None:
        return tr("Nothing is kept of this card.")
    return tr(
        "Steps that are kept: {n}, the oldest of {day}. The detail goes after 90 days, the weeks after 12 months.",
        n=holding.steps,
        day=shown_day(holding.oldest, tr),
    )


class HelpPanel(Panel):
    """The level now, and what the rule proposes, with its reason; the coach answers here."""

    level_chosen = Signal(object)
    fading_set = Signal(bool)
    answered = Signal(str)
    """``agree``, ``not_now`` or ``never``."""
    probe_wanted = Signal()

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self.level = ComboBox(palette)
        self.level.setAccessibleName(tr("Help in this task"))
        for level, word in LEVELS.items():
            self.level.addItem(with_capital(tr(word), tr.language), level)
        self.level.activated.connect(lambda n: self.level_chosen.emit(HelpLevel(self.level.itemData(n))))
        self.fades = Switch(palette, tr("Less help may be proposed in this task"))
        self.fades.toggled.connect(self.fading_set)
        self.proposal = label("", "strong", wraps=True)
        self.why = Push(palette, tr("Why?"), "question", "quiet")
        self.because = label("", "muted", wraps=True)
        self.because.hide()
        self.why.clicked.connect(lambda: self.because.setVisible(self.because.isHidden()))
        self.answers = {
            key: Push(palette, word)
            for key, word in (("agree", tr("Agree")), ("not_now", tr("Not now")), ("never", tr("Never")))
        }
        for key, button in self.answers.items():
            button.clicked.connect(partial(self.answered.emit, key))
        self.probe = Push(palette, tr("The next kit without help"), "flag")
        self.probe.clicked.connect(self.probe_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.answers.values():
            row.addWidget(button)
        for widget in (label(tr("Help in this task"), "heading"), self.level, self.fades, self.proposal):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.because)
        self.column.addWidget(self.probe)
        self.column.addWidget(label(tr("It ends at the first need."), "muted", wraps=True))

    def show_progress(self, progress: CardProgress, *, is_probing: bool) -> None:
        """Show this, without telling anyone."""
        tr = self._tr
        self.level.setCurrentIndex(self.level.findData(progress.level))
        self.fades.show_on(progress.fades)
        proposed = progress.proposed
        self.proposal.setText(
            tr("Proposal: {level}", level=tr(LEVELS[proposed])) if proposed else tr("No proposal now.")
        )
        self.because.setText(reason(progress.because, tr))
        for button in self.answers.values():
            button.setVisible(proposed is not None)
        self.probe.setEnabled(not is_probing)
        self.probe.relabel(tr("Set for the next kit") if is_probing else tr("The next kit without help"))


class StepTable(QScrollArea):
    """A row a step: how much of its mark is drawn, and what it took in the latest kits, in four words."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._grid, self._air = QGridLayout(), 22
        self.setWidgetResizable(True)

    def set_narrow(self, is_narrow: bool) -> None:
        """For a page without room to spare."""
        self._air = 14 if is_narrow else 22
        self._grid.setHorizontalSpacing(self._air)

    def show_progress(self, progress: CardProgress) -> None:
        """Show these steps; nothing is coloured by how it went."""
        inside = QWidget()
        inside.setProperty("role", "page")
        self._grid = grid = QGridLayout(inside)
        grid.setHorizontalSpacing(self._air)
        grid.setVerticalSpacing(12)
        tr, kits = self._tr, max((len(step.needs) for step in progress.steps), default=0)
        latest = [tr("Latest kit") if n == kits else tr("{n} before", n=kits - n) for n in range(1, kits + 1)]
        heads = ["", tr("Step"), tr("Mark"), *latest]
        for column, head in enumerate(heads):
            grid.addWidget(label(head, "section"), 0, column)
        for row, step in enumerate(progress.steps, 1):
            grid.addWidget(label(str(step.number), "strong"), row, 0)
            grid.addWidget(label(step.sentence, wraps=True), row, 1)
            grid.addWidget(label(tr(MARKS[step.mark]) if step.mark is not None else "–", "muted"), row, 2)
            for column, need in enumerate(step.needs, 3):
                grid.addWidget(label(tr(NEEDS[need]) if need else "–"), row, column)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(progress.steps) + 1, 1)
        if kits == 0:
            none = label(tr("No kit is kept of this task yet."), "muted", wraps=True)
            grid.addWidget(none, len(progress.steps) + 2, 1)
        self.setWidget(inside)


class ReportPanel(QWidget):
    """The sheet as it comes out, the two fields that the coach types, and its ways out; nothing typed is kept."""

    failed = Signal(str)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._tr = palette, tr
        self._progress: tuple[CardProgress, date] | None = None
        self.own_words = Field(palette, tr("In the worker's own words"), tr("typed together; it is not kept"))
        self.next_step = Field(palette, tr("The next step"))
        for field in (self.own_words, self.next_step):
            field.line.editingFinished.connect(self._draw)
        self.to_pdf = Push(palette, tr("Save as PDF"), "download-simple", "filled")
        self.to_printer = Push(palette, tr("Print …"), "printer")
        self.to_pdf.clicked.connect(self._save)
        self.to_printer.clicked.connect(self._print)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.to_printer)
        row.addWidget(self.to_pdf)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.own_words)
        column.addWidget(self.next_step)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)

    def show_progress(self, progress: CardProgress, today: date) -> None:
        """Make the sheet of this."""
        self._progress = progress, today
        self.next_step.show_text(next_step(progress, self._tr))
        self._draw()

    def sheet(self) -> Sheet | None:
        """Return the sheet as it would come out now."""
        if self._progress is None:
            return None
        progress, today = self._progress
        return report_sheet(Report(progress, self.own_words.line.text(), self.next_step.line.text(), today), self._tr)

    def save(self, file: Path) -> None:
        """Write the PDF."""
        found = self.sheet()
        try:
            if found:
                write_pdf([found], file, self._tr("How it goes"), 0o600)
        except OSError:
            self.failed.emit(self._tr("The PDF cannot be saved there. Choose another place."))

    def _draw(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        if found := self.sheet():
            column.addWidget(SheetView(self._palette, found), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def _save(self) -> None:
        title, kinds = self._tr("Save as PDF"), "PDF (*.pdf)"
        card = self._progress[0].card if self._progress else ""
        name = f"{card_word(card, self._tr)}.pdf"
        if path := choose_new_file(self, self._tr, title, name, ".pdf", kinds, Place.DOCUMENTS):
            self.save(path)

    def _print(self) -> None:
        # here, not above: it asks the system for its printers
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer, found = QPrinter(QPrinter.PrinterMode.HighResolution), self.sheet()
        if found and QPrintDialog(printer, self).exec() and not print_on([found], printer):
            self.failed.emit(self._tr("The printer does not answer. Save a PDF instead."))
