"""The sentence of the step, what the linter says about it, and the other fields two by two."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from oss_app.core.problem import Passage, Problem
from oss_app.core.task import Break, Section, Step
from oss_app.core.text import Text
from oss_app.editor.edits import SetText, Split
from oss_app.i18n import Words, language_name
from oss_app.taskfile.lint import Role, lint_text
from oss_app.ui.coach.parts import Field
from oss_app.ui.editor.draft import Draft
from oss_app.ui.editor.lint_line import LintLine
from oss_app.ui.theme import Palette

ROLES = {"text": Role.TEXT, "warning": Role.WARNING, "hint": Role.HINT}
"""The fields that the linter reads, in the order in which it speaks."""
PAUSE_MS = 200
"""So long after the last key the whole task is looked at."""


class Sentences(QWidget):
    """Types into the item that is shown; each key is an edit, and each field left ends a piece of typing."""

    def __init__(self, palette: Palette, words: Words) -> None:
        super().__init__()
        self._words = words
        self._draft: Draft | None = None
        self._counted: tuple[Draft, int | None, int, Mapping[str, str]] | None = None
        self._other = "en"
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_whole)
        self.sentence = Field(palette, "", is_sentence=True)
        self.lint = LintLine(palette, words)
        self.fields: Mapping[str, Field] = {
            "warning": Field(palette, words("Warning"), words("always shown"), "warning"),
            "hint": Field(palette, words("Hint"), words("behind the Help button"), "question"),
            "say": Field(palette, words("Voice"), words("where it says something else"), "speaker-high"),
            "translation": Field(palette, "", "", "translate"),
        }
        self.sentence.edited.connect(self._type_sentence)
        self.sentence.line.left.connect(self._leave)
        for name, field in self.fields.items():
            field.edited.connect(partial(self._type, name))
            field.line.left.connect(self._leave)
        self.lint.taken.connect(self._take_over)
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

    def set_draft(self, draft: Draft) -> None:
        self._draft = draft
        draft.changed.connect(self.refresh)
        self.refresh()

    @property
    def other_language(self) -> str:
        """The language of the translation that is written here."""
        return self._other

    def _language(self) -> str:
        """Settle the language of the translation: the task's first other one, else English or Dutch."""
        if self._draft:
            task = self._draft.task
            others = task.languages[1:]
            self._other = others[0] if others else "en" if task.language != "en" else "nl"
        return self._other

    def refresh(self) -> None:
        """Show the item as it is now."""
        draft = self._draft
        if draft is None:
            return
        words = self._words
        item = draft.task.items[draft.at] if draft.at is not None else None
        self.setEnabled(item is not None)
        match item:
            case Section():
                self.sentence.name(words("Section"), words("the heading of the steps below it"))
                self.sentence.show_text(item.title.words)
            case Break():
                self.sentence.name(words("Break"), words("what the screen says then"))
                self.sentence.show_text(item.text.words)
            case _:
                self.sentence.name(words("Sentence"), words("that the worker reads and hears"))
                self.sentence.show_text(item.text.words if item else "")
        step = item if isinstance(item, Step) else None
        self._grid.setVisible(step is not None)
        if step:
            for name in ("warning", "hint", "say"):
                self.fields[name].show_text(_words(getattr(step, name)))
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
        of = self._words("{done} of {steps} steps done", done=done, steps=len(steps))
        self.fields["translation"].name(language_name(code), of)
        self.fields["translation"].show_text(translated.get(code, ""))

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
        """Whether the line says something of this step that is not about its words."""
        kept, draft = self.lint.problem, self._draft
        return bool(kept and draft and kept.span is None and kept.passage and kept.passage.item == draft.at)

    def _say(self, found: Problem | None) -> None:
        self.lint.show_problem(found)
        on_sentence = found is not None and found.passage is not None and found.passage.field == "text"
        span = found.span if on_sentence and found else None
        self.sentence.line.dot((span.column - 1, span.column - 1 + span.length) if span else None)

    def _of_texts(self) -> Problem | None:
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None:
            return None
        for name, role in ROLES.items():
            text = getattr(step, name)
            if not isinstance(text, Text) or not text.words:
                continue
            where = Passage(draft.at, name)
            if found := lint_text(text.words, draft.task.language, role, self._words.language, where):
                return found[0]
        return None

    def _show_whole(self) -> None:
        """What the whole task says of this step: a photo that lacks, a thing that is called otherwise elsewhere."""
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

    def _take_over(self, problem: Problem) -> None:
        draft = self._draft
        if draft is None or draft.at is None or problem.suggestion is None or problem.passage is None:
            return
        draft.seal()
        if problem.act == "split":
            draft.do(Split(draft.at, tuple(problem.suggestion.split("\n"))))
        else:
            draft.do(SetText(draft.at, problem.passage.field, problem.suggestion, problem.passage.language))
        draft.seal()
        self.sentence.line.setFocus()


def _words(text: Text | None) -> str:
    return text.words if text else ""
