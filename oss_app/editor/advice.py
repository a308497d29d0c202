"""All that is to be said of a task, in plain words and in reading order; and what the linter says of one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oss_app.core.problem import Passage, Problem
from oss_app.core.task import Section, Step, Task
from oss_app.editor.edits import step_number
from oss_app.i18n import Translator, language_name
from oss_app.taskfile.lint import Role, lint_text, passages

__all__ = ["Advice", "Role", "advice_on", "lint_text", "passages"]

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
    return Advice(where(task, passage, tr), problem.source or _sentence(task, passage), said, passage)


def _missing(problems: Sequence[Problem], tr: Translator) -> Iterator[Advice]:
    codes = [p.passage.language for p in problems if p.passage and p.code in MISSING]
    for code in dict.fromkeys(codes):
        said = tr.many("{n} text missing", "{n} texts missing", codes.count(code))
        yield Advice(language_name(code), "", f"{said}.", Passage(None, "", code))


def where(task: Task, passage: Passage, tr: Translator) -> str:
    """Say in plain words where a text stands; on a second line its language, where it is a translation."""
    place = _place(task, passage, tr)
    return f"{place}\n{language_name(passage.language)}" if passage.language else place


def _place(task: Task, passage: Passage, tr: Translator) -> str:
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
