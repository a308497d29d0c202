"""The page of all that could be plainer in a task: one line for each piece of advice, and one act to go there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from oss_app.core.problem import Passage, Problem
from oss_app.core.task import Section, Step, Task
from oss_app.editor.edits import step_number
from oss_app.i18n import Translator, language_name
from oss_app.ui.desk.widgets.open_task import OpenTask
from oss_app.ui.desk.widgets.parts import label
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.theme import Palette

MISSING = frozenset({"language-missing", "warning-missing"})
"""The page of the languages lists these one by one; here each language is one line."""


@dataclass(frozen=True)
class Advice:
    """One line: the place in plain words, what stands there now, and what is said of it."""

    where: str
    now: str
    said: str
    passage: Passage


def advice_on(task: Task, problems: Sequence[Problem], tr: Translator) -> list[Advice]:
    """All that is to be said of a task, in reading order; at the end the languages that are not complete."""
    found = [p for p in problems if p.passage and p.code not in MISSING]
    return [_advice(task, p, p.passage, tr) for p in found if p.passage] + list(_missing(problems, tr))


def _advice(task: Task, problem: Problem, passage: Passage, tr: Translator) -> Advice:
    better = problem.suggestion or problem.hint
    said = f"{problem.sentence}\n{' · '.join(better.splitlines())}" if better else problem.sentence
    where = _where(task, passage, tr)
    if passage.language:
        where += f"\n{language_name(passage.language)}"
    return Advice(where, problem.source or _sentence(task, passage), said, passage)


def _missing(problems: Sequence[Problem], tr: Translator) -> Iterator[Advice]:
    codes = [p.passage.language for p in problems if p.passage and p.code in MISSING]
    for code in dict.fromkeys(codes):
        said = tr.many("{n} text missing", "{n} texts missing", codes.count(code))
        yield Advice(language_name(code), "", f"{said}.", Passage(None, "", code))


def _where(task: Task, passage: Passage, tr: Translator) -> str:
    if passage.item is None:
        return tr("The whole task")
    item = task.items[passage.item]
    if isinstance(item, Step):
        step = tr("Step {n}", n=step_number(task, passage.item))
        field = {"hint": tr("Hint"), "warning": tr("Warning"), "say": tr("Voice")}.get(passage.field)
        return f"{step}: {field}" if field else step
    return tr("Section") if isinstance(item, Section) else tr("Break")


def _sentence(task: Task, passage: Passage) -> str:
    item = task.items[passage.item] if passage.item is not None else None
    return item.text.words if isinstance(item, Step) else ""


class AdvicePage(SubPage):
    """``wanted(passage)`` when the coach goes to what a line is about."""

    wanted = Signal(object)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr("Back to the task"), tr("Advice"))
        self._tr = tr
        self.lines: list[Advice] = []
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName(tr("Advice"))
        self.table.setHorizontalHeaderLabels([tr("Where"), tr("It says now"), tr("What could be plainer")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.cellClicked.connect(lambda row, _: self._go(row))
        self.table.cellActivated.connect(lambda row, _: self._go(row))
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(
            label(
                tr("Advice never holds a task up. Choose a line to go there."),
                "muted",
                wraps=True,
            )
        )
        column.addWidget(self.table, 1)
        self.body.addLayout(column)

    def show_draft(self, draft: OpenTask) -> None:
        """List what is said of this draft now."""
        self.lines = advice_on(draft.task, draft.document.problems, self._tr)
        self.table.setRowCount(len(self.lines))
        for row, line in enumerate(self.lines):
            for column, text in enumerate((line.where, line.now, line.said)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeRowsToContents()
        if self.lines:
            self.table.selectRow(0)
        self.table.setFocus()

    def _go(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.wanted.emit(self.lines[row].passage)
