"""A task while it is being edited: the draft, what was done to it, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oss_app.core.problem import Problem
from oss_app.core.task import Task
from oss_app.editor.edits import Edit, Name

Lint = Callable[[Task], Sequence[Problem]]


@dataclass(frozen=True)
class _Done:
    """One edit that can be taken back: the task before it and after it share all that did not change."""

    edit: Edit
    name: Name
    before: Task
    after: Task


class Document:
    """The draft of one task, with undo and redo without end.

    ``lint`` says what is to be said about a draft; it is asked at most once for each draft, when ``problems`` is read.
    ``on_change`` is called after each change of the draft, with the item to show (None for the head).

        document = Document(task, lint)
        document.do(SetText(3, "text", "Leg 1 sonde in vak 2."))
        document.undo_name                        # Name("change the sentence of step {n}", {"n": 3})
        document.undo()
    """

    def __init__(self, task: Task, lint: Lint = lambda task: (), on_change: Callable[[int | None], None] | None = None):
        self._task = task
        self._lint = lint
        self._on_change = on_change
        self._undo: list[_Done] = []
        self._redo: list[_Done] = []
        self._saved = task
        self._sealed = True
        self._problems: tuple[Task, tuple[Problem, ...]] | None = None

    @property
    def task(self) -> Task:
        """The draft as it is now."""
        return self._task

    @property
    def is_dirty(self) -> bool:
        """Whether the draft says something else than what was saved last; undoing back to that makes it clean."""
        return self._task is not self._saved and self._task != self._saved

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What ``lint`` says about the draft."""
        if self._problems is None or self._problems[0] is not self._task:
            self._problems = (self._task, tuple(self._lint(self._task)))
        return self._problems[1]

    def problems_of(self, item: int | None, field: str = "", language: str = "") -> tuple[Problem, ...]:
        """Return the problems of one item (None: the head); with ``field`` only of that text, in one language."""
        here = [p for p in self.problems if p.passage and p.passage.item == item]
        if field:
            here = [p for p in here if p.passage and (p.passage.field, p.passage.language) == (field, language)]
        return tuple(here)

    def do(self, edit: Edit) -> None:
        """Change the draft. Raises UserError, and changes nothing, where the edit makes no sense.

        An edit that changes nothing is not kept. Typing goes on in one piece until ``seal``.
        """
        after = edit.apply(self._task)
        if after == self._task:
            return
        last = self._undo[-1] if self._undo and not self._redo and not self._sealed else None
        if last and edit.joins(last.edit):
            self._undo[-1] = _Done(edit, last.name, last.before, after)
            if after == last.before:
                self._undo.pop()
        else:
            self._undo.append(_Done(edit, edit.name(self._task), self._task, after))
        self._redo.clear()
        self._sealed = False
        self._show(after, edit.shows)

    def seal(self) -> None:
        """End a piece of typing: what is typed next is undone by itself. To be called when a field is left."""
        self._sealed = True

    @property
    def undo_name(self) -> Name | None:
        """What ``undo`` would take back; None where there is nothing."""
        return self._undo[-1].name if self._undo else None

    @property
    def redo_name(self) -> Name | None:
        """What ``redo`` would do again; None where there is nothing."""
        return self._redo[-1].name if self._redo else None

    def undo(self) -> None:
        """Take the last edit back; nothing where there is none."""
        if self._undo:
            done = self._undo.pop()
            self._redo.append(done)
            self._sealed = True
            self._show(done.before, done.edit.shown_before)

    def redo(self) -> None:
        """Do the edit again that was taken back last; nothing where there is none."""
        if self._redo:
            done = self._redo.pop()
            self._undo.append(done)
            self._sealed = True
            self._show(done.after, done.edit.shows)

    def saved(self, task: Task | None = None) -> None:
        """Note that the draft (or ``task``, a draft of a moment ago) stands on the disk now."""
        self._saved = self._task if task is None else task
        self._sealed = True

    def _show(self, task: Task, item: int | None) -> None:
        self._task = task
        if self._on_change:
            last = len(task.items) - 1
            self._on_change(None if item is None or last < 0 else min(item, last))
