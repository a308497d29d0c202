"""The sentence of the step, what the linter says about it, and the other fields two by two."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from oss_app.core.problem import Passage, Problem
from oss_app.core.task import Break, Section, Step
from oss_app.core.text import Text
from oss_app.editor.advice import Role, lint_text
from oss_app.editor.edits import SetText, SplitStep
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import SOURCE, Translator, language_name, languages
from oss_app.ui.desk.widgets.parts import Field, Push, label, painted, restyle
from oss_app.ui.kit.theme import Palette

HEIGHT, TALL = 70, 84
WIDE = 760
"""Pixels of width from which on two lines are enough."""


class LintLine(QFrame):
    """Shows one problem; ``taken(problem)`` when the coach takes its suggestion over. It never blocks anything."""

    taken = Signal(object)
    right = Signal(str)
    """The word that looks misspelt is right as it is."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._problem: Problem | None = None
        self.setFixedHeight(HEIGHT)
        self.setProperty("role", "lint")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 16, 4)
        row.setSpacing(12)
        self._sign = QLabel()
        self._sign.setPixmap(painted("pencil-simple-line", palette.accent, 26))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.setContentsMargins(0, 0, 0, 0)
        self._why, self._better = label("", wraps=True), label("", "strong", wraps=True)
        lines.addStretch(1)
        lines.addWidget(self._why)
        lines.addWidget(self._better)
        lines.addStretch(1)
        self.take = Push(palette, tr("Take over"))
        self.take.clicked.connect(self._take)
        row.addWidget(self._sign)
        row.addLayout(lines, 1)
        self.so = Push(palette, tr("It is right"))
        self.so.clicked.connect(self._say_right)
        row.addWidget(self.so, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.take, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_problem(None)

    @property
    def problem(self) -> Problem | None:
        """What it says now."""
        return self._problem

    def show_problem(self, problem: Problem | None) -> None:
        """Show it; None leaves the place empty, so that nothing below moves while the coach types."""
        self._problem = problem
        shown = problem is not None
        if self.property("role") != ("lint" if shown else ""):
            self.setProperty("role", "lint" if shown else "")
            restyle(self)
        for part in (self._sign, self._why):
            part.setVisible(shown)
        suggestion = problem.suggestion if problem else None
        self._better.setVisible(bool(problem and (suggestion or problem.hint)))
        self.take.setVisible(bool(suggestion))
        self.so.setVisible(problem is not None and problem.code == MISSPELT)
        if problem is None:
            self.setAccessibleName("")
            return
        field = problem.passage.field if problem.passage else ""
        names = {"hint": self._tr("Help"), "warning": self._tr("Watch out")}
        if problem.passage and problem.passage.language:
            names = {field: language_name(problem.passage.language)}
        self._why.setText(f"{names[field]}: {problem.sentence}" if field in names else problem.sentence)
        if suggestion:
            self._better.setProperty("role", "strong")
            self._better.setText(" · ".join(suggestion.split("\n")))
        else:
            self._better.setProperty("role", "muted")
            self._better.setText(problem.hint)
        restyle(self._better)
        self.take.setText(self._tr("Split") if problem.act == "split" else self._tr("Take over"))
        self.setAccessibleName(f"{problem.sentence} {self._better.text()}")

    def _say_right(self) -> None:
        if self._problem and self._problem.span:
            start = self._problem.span.column - 1
            self.right.emit(self._problem.source[start : start + self._problem.span.length])

    def _take(self) -> None:
        if self._problem and self._problem.suggestion:
            self.taken.emit(self._problem)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(HEIGHT if self.width() >= WIDE else TALL)


ROLES = {"text": Role.TEXT, "warning": Role.WARNING, "hint": Role.HINT}
"""The fields that the linter reads, in the order in which it speaks."""
MISSPELT = "misspelt"
PAUSE_MS = 200
"""So long after the last key the whole task is looked at."""


class Sentences(QWidget):
    """Types into the item that is shown; each key is an edit, and each field left ends a piece of typing."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._draft: OpenTask | None = None
        self._counted: tuple[OpenTask, int | None, int, Mapping[str, str]] | None = None
        self._other = "en"
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_whole)
        self.sentence = Field(palette, "", is_sentence=True)
        self.lint = LintLine(palette, tr)
        self.fields: Mapping[str, Field] = {
            "warning": Field(palette, tr("Warning"), tr("always shown"), "warning"),
            "hint": Field(palette, tr("Hint"), tr("behind the Help button"), "question"),
            "say": Field(palette, tr("Voice"), tr("where it says something else"), "speaker-high"),
            "translation": Field(palette, "", "", "translate"),
        }
        self.sentence.edited.connect(self._type_sentence)
        self.sentence.line.left.connect(self._leave)
        for name, field in self.fields.items():
            field.edited.connect(partial(self._type, name))
            field.line.left.connect(self._leave)
        self.lint.taken.connect(self._take_over)
        self.lint.right.connect(self._know)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(self.lint)
        self._grid = QWidget()
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        column.addWidget(self._grid)

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        draft.changed.connect(self.refresh)
        self.refresh()

    @property
    def other_language(self) -> str:
        """The language of the translation that is written here."""
        return self._other

    def _language(self) -> str:
        """Settle the language of the translation: the task's first other one, else English, else the screens'."""
        if self._draft:
            task = self._draft.task
            others = task.languages[1:]
            likely = (*others, SOURCE, self._tr.language, *(code for code, _ in languages()))
            self._other = next(code for code in likely if code != task.language)
        return self._other

    def refresh(self) -> None:
        """Show the item as it is now."""
        draft = self._draft
        if draft is None:
            return
        tr, own = self._tr, draft.task.language
        item = draft.task.items[draft.at] if draft.at is not None else None
        self.setEnabled(item is not None)
        match item:
            case Section():
                self.sentence.name(tr("Section"), tr("the heading of the steps below it"))
                self.sentence.show_text(item.title.words, own)
            case Break():
                self.sentence.name(tr("Break"), tr("what the screen says then"))
                self.sentence.show_text(item.text.words, own)
            case _:
                self.sentence.name(tr("Sentence"), tr("that the worker reads and hears"))
                self.sentence.show_text(item.text.words if item else "", own)
        step = item if isinstance(item, Step) else None
        self._grid.setVisible(step is not None)
        if step:
            for name in ("warning", "hint", "say"):
                self.fields[name].show_text(_words(getattr(step, name)), own)
        self._refresh_translation(step)
        self.show_advice()

    def _refresh_translation(self, step: Step | None) -> None:
        draft = self._draft
        if draft is None or step is None:
            return
        translated = step.text.translations
        now = draft, draft.at, len(draft.task.items), translated
        if now == self._counted:
            return  # counting takes longer than a key may
        self._counted = now
        code, steps = self._language(), draft.task.steps
        done = sum(bool(s.text.translations.get(code)) for s in steps)
        of = self._tr("{done} of {steps} steps done", done=done, steps=len(steps))
        self.fields["translation"].name(language_name(code), of)
        self.fields["translation"].show_text(translated.get(code, ""), code)

    def show_advice(self) -> None:
        """Say the first thing that could be plainer in this step: of its own texts at once, of the whole task soon."""
        found = self._of_texts()
        if found is None:
            self._soon.start(PAUSE_MS)  # the whole task takes longer than a key may
        else:
            self._soon.stop()
        if found is None and self._says_of_whole():
            return  # it is looked at again in a moment; until then nothing flickers
        self._say(found)

    @property
    def is_waiting(self) -> bool:
        """Whether the whole task is still to be looked at since the last key."""
        return self._soon.isActive()

    def _says_of_whole(self) -> bool:
        """Tell whether the line says something of this step that is not about its words."""
        kept, draft = self.lint.problem, self._draft
        return bool(kept and draft and kept.span is None and kept.passage and kept.passage.item == draft.at)

    def _say(self, found: Problem | None) -> None:
        self.lint.show_problem(found)
        place = found.passage if found else None
        on_sentence = place is not None and (place.field, place.language) == ("text", "")
        span = found.span if on_sentence and found else None
        self.sentence.line.dot((span.column - 1, span.column - 1 + span.length) if span else None)

    def _of_texts(self) -> Problem | None:
        """Return what is said first of the texts of this step: what one act can mend, else what comes first."""
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None:
            return None
        found: list[Problem] = []
        for name, role in ROLES.items():
            text = getattr(step, name)
            if not isinstance(text, Text) or not text.words:
                continue
            where = Passage(draft.at, name)
            house, typed = draft.house.words, self._is_typed(name)
            found += lint_text(text.words, draft.task.language, role, self._tr.language, where, house, is_typed=typed)
        other = self._other
        if words := step.text.translations.get(other):
            where, typed = Passage(draft.at, "text", other), self._is_typed("translation")
            house = draft.house.words
            of_other = lint_text(words, other, Role.TEXT, self._tr.language, where, house, is_typed=typed)
            found += [problem for problem in of_other if not problem.act]  # a split makes steps of the own sentence
        return next((problem for problem in found if problem.suggestion), found[0] if found else None)

    def _is_typed(self, name: str) -> bool:
        """Tell whether the coach is writing at the end of this field."""
        line = self.sentence.line if name == "text" else self.fields[name].line
        return line.hasFocus() and line.cursorPosition() == len(line.text())

    def _show_whole(self) -> None:
        """Show what the whole task says of this step: a photo that lacks, a thing that is called otherwise
        elsewhere.
        """
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None or self._of_texts():
            return
        whole = draft.document.problems_of(draft.at) if step.text.words else ()
        found = next((p for p in whole if p.passage and not p.passage.language), None)
        self._say(found)

    # ---- typing ----

    def _field_of_sentence(self) -> str:
        draft = self._draft
        item = draft.task.items[draft.at] if draft and draft.at is not None else None
        return "title" if isinstance(item, Section) else "text"

    def _type_sentence(self, words: str) -> None:
        if self._draft and self._draft.at is not None:
            self._draft.do(SetText(self._draft.at, self._field_of_sentence(), words))

    def _type(self, name: str, words: str) -> None:
        if self._draft is None or self._draft.at is None:
            return
        if name == "translation":
            self._draft.do(SetText(self._draft.at, "text", words, self.other_language))
        else:
            self._draft.do(SetText(self._draft.at, name, words))

    def _leave(self) -> None:
        if self._draft:
            self._draft.seal()

    def _know(self, word: str) -> None:
        """Take a word that the coach says is right: it is one of the house's from now on."""
        if self._draft is None:
            return
        try:
            self._draft.house.add(word.lower())
        except OSError:
            self._draft.told.emit(self._tr("The disk does not let this be written."))
            return
        said = self._tr("“{word}” is one of the words of the house now.", word=word)
        self._draft.told.emit(said)
        self.show_advice()
        self.sentence.line.setFocus()

    def _take_over(self, problem: Problem) -> None:
        draft = self._draft
        if draft is None or draft.at is None or problem.suggestion is None or problem.passage is None:
            return
        draft.seal()
        if problem.act == "split":
            draft.do(SplitStep(draft.at, tuple(problem.suggestion.split("\n"))))
        else:
            draft.do(SetText(draft.at, problem.passage.field, problem.suggestion, problem.passage.language))
        draft.seal()
        self.sentence.line.setFocus()


def _words(text: Text | None) -> str:
    return text.words if text else ""
