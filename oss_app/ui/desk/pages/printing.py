"""The page for paper: which form, which language, how it looks, and where it goes."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oss_app.core.task import Task
from oss_app.i18n import Translator, language_name
from oss_app.ui.desk.pages.paper import Form, booking
from oss_app.ui.desk.pages.sheets import sheets
from oss_app.ui.desk.widgets.file_dialog import Place, choose_new_file
from oss_app.ui.desk.widgets.paper_sheet import Sheet, SheetView, print_on, write_pdf
from oss_app.ui.desk.widgets.parts import ComboBox, OneOf, Push, label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette


class PrintPage(SubPage):
    """Prints the task that was shown last."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back to the task"), tr("Print"))
        self._palette, self._tr = palette, tr
        self._task: Task | None = None
        self._foot = ""
        self.form = Form.CARDS_4
        self.language = ComboBox(palette)
        self.language.setAccessibleName(tr("Language"))
        self.language.currentIndexChanged.connect(self._draw)
        self.to_printer = Push(palette, tr("Print …"), "printer")
        self.to_pdf = Push(palette, tr("Save as PDF"), "download-simple", "filled")
        self.to_printer.clicked.connect(self._print)
        self.to_pdf.clicked.connect(self._save)
        self.bar.row.addWidget(self.to_printer)
        self.bar.row.addWidget(self.to_pdf)
        self.forms: dict[Form, Push] = {}
        side = QVBoxLayout()
        side.setSpacing(10)
        side.addWidget(label(tr("What do you want on paper?"), "heading", wraps=True))
        for form, name in self._names():
            button = Push(palette, name, "rows" if form is Form.LIST else "squares-four")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setProperty("kind", "option")
            button.setChecked(form is self.form)
            button.clicked.connect(lambda *_, form=form: self.choose(form))
            self.forms[form] = button
            side.addWidget(button)
        side.addSpacing(18)
        side.addWidget(label(tr("Language"), "heading"))
        side.addWidget(self.language)
        side.addSpacing(18)
        side.addWidget(label(tr("For when the power is out: paper always works."), "muted", wraps=True))
        side.addStretch(1)
        holder = QWidget()
        holder.setFixedWidth(340)
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        forms = OneOf((holder,))
        forms.setMinimumWidth(holder.width() + forms.verticalScrollBar().sizeHint().width())
        self.body.addWidget(forms)
        self.body.addWidget(self._scroll, 1)

    def _names(self) -> tuple[tuple[Form, str], ...]:
        tr = self._tr
        return (
            (Form.CARDS_4, tr("Cards, {n} on a sheet", n=4)),
            (Form.CARDS_6, tr("Cards, {n} on a sheet", n=6)),
            (Form.CARDS_8, tr("Cards, {n} on a sheet", n=8)),
            (Form.BOOKLET, tr("A booklet to fold")),
            (Form.LIST, tr("A list to tick")),
        )

    def show_task(self, task: Task, foot: str) -> None:
        """Show this task on paper; ``foot`` stands at the foot of each sheet."""
        self._task, self._foot = task, foot
        self.language.blockSignals(True)
        self.language.clear()
        for code in task.languages:
            self.language.addItem(language_name(code), code)
        self.language.blockSignals(False)
        self._draw()
        self.forms[self.form].setFocus()

    def choose(self, form: Form) -> None:
        """Put it on paper in this form."""
        self.form = form
        self.forms[form].setChecked(True)
        self._draw()

    def sheets(self) -> list[Sheet]:
        """Return the sheets as they would come out now."""
        if self._task is None:
            return []
        code = self.language.currentData() or self._task.language
        return sheets(booking(self._task, code, self._foot, self._tr), self.form)

    def save(self, file: Path) -> None:
        """Write the PDF."""
        assert self._task is not None
        if not self._task.steps:
            self.note.say(self._tr("There is nothing on paper yet: this task has no steps."))
            return
        try:
            write_pdf(self.sheets(), file, self._task.title.words)
        except OSError:
            self.note.say(self._tr("The PDF cannot be saved there. Choose another place."))
            return
        self.note.say(self._tr("“{file}” is saved.", file=file.name), (self._tr("Understood"), lambda: None))

    def _draw(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setSpacing(24)
        for sheet in self.sheets():
            column.addWidget(SheetView(self._palette, sheet), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def _save(self) -> None:
        title, kinds = self._tr("Save as PDF"), "PDF (*.pdf)"
        plain = re.sub(r'[\\/:*?"<>|\s]+', " ", self._task.title.words).strip(" .") if self._task else ""
        name = f"{plain or (self._task.folder.name if self._task else '')}.pdf"
        if path := choose_new_file(self, self._tr, title, name, ".pdf", kinds, Place.DOCUMENTS):
            self.save(path)

    def _print(self) -> None:
        # here, not above: it asks the system for its printers
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() and not print_on(self.sheets(), printer):
            self.note.say(self._tr("The printer does not answer. Save a PDF instead."))
