"""What ``oss-app check`` prints: every problem of the tasks at some paths, and whether any of them is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from oss_app.core.errors import ExitCode
from oss_app.core.problem import Passage, Problem, Severity, Span
from oss_app.core.task import Task
from oss_app.i18n import load as load_words
from oss_app.taskfile.checks import CHECK_FILE, CHECKS, load_check
from oss_app.taskfile.library import TASK_FILE, Loaded, load, task_folders
from oss_app.taskfile.problems.diagnostic import Reading, render

SAID_BY_THE_READER = frozenset({"language-missing", "warning-missing", "check-missing"})
"""Advice of the linter that the reader gives too, with its place in the file."""


Look = Callable[[Task, str], list[Problem]]


def report(paths: Iterable[Path], language: str, look: Look = lambda task, language: []) -> tuple[str, ExitCode]:
    """Return the text to print, and how the command ends: ``PROBLEMS`` where there are faults, ``FINE`` too with
    advice alone.

    A path is a task's folder, its ``task.yaml``, or a folder with tasks in it at any depth. Each problem is told as
    ``file:line:column: sentence``, with the line, a caret and a hint; advice about the words is among them, and
    what ``look`` finds in a task, which knows more of this computer.
    """
    out, tasks, faults, advice = list[str](), 0, 0, 0
    for folder in dict.fromkeys(_folders(paths)):
        problems = _problems(load(folder, language), language, look)
        tasks += 1
        out += [_told(problem, language) for problem in problems]
        faults += sum(problem.is_fault for problem in problems)
        advice += sum(not problem.is_fault for problem in problems)
    out.append(_summary(tasks, faults, advice, language))
    return "\n\n".join(out), ExitCode.PROBLEMS if faults else ExitCode.FINE


def _folders(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.name == TASK_FILE or path.is_file():
            yield path.parent
        elif (path / TASK_FILE).exists():
            yield path
        else:
            yield from sorted(_within(path)) or [path]


def _within(path: Path) -> Iterator[Path]:
    """Yield the tasks below a folder; not the copies that the app keeps of them in hidden folders."""
    for file in path.rglob(TASK_FILE):
        if not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file.parent
    yield from task_folders(path)


def _problems(loaded: Loaded, language: str, look: Look) -> list[Problem]:
    listing = loaded.listing
    problems = list(listing.problems)
    if listing.task:
        problems += _advice(listing.task, loaded.reading, language, look)
    first = listing.folder / TASK_FILE
    return sorted(problems, key=lambda p: (p.file != first, str(p.file), p.span.line if p.span else 0))


def _advice(task: Task, reading: Reading, language: str, look: Look) -> Iterator[Problem]:
    from oss_app.taskfile.lint import lint_task  # its word lists are not needed to run a task

    found = {step.check: load_check(task.folder / CHECKS / step.check, language) for step in task.steps if step.check}
    for name, (_, problems) in found.items():  # those of its file are in the listing
        file = task.folder / CHECKS / name / CHECK_FILE
        yield from (replace(problem, severity=Severity.ADVICE) for problem in problems if problem.file != file)
    checks = {name: check for name, (check, _) in found.items()}
    for problem in [*lint_task(task, checks, language), *look(task, language)]:
        if problem.code not in SAID_BY_THE_READER:
            span = _place(problem, reading)
            source = reading.lines[span.line - 1]
            yield replace(problem, file=task.folder / TASK_FILE, span=span, source=source)


def _place(problem: Problem, reading: Reading) -> Span:
    """Tell where the words that advice is about stand in the file."""
    passage = problem.passage or Passage()
    value = reading.values.get(passage)
    if value is None:
        start = 1 if passage.item is None else reading.starts[passage.item]
        whole = reading.values.get(Passage(passage.item, "text")) or reading.values.get(Passage(passage.item, "title"))
        return whole.span if whole else Span(start, 1)
    at = reading.lines[value.span.line - 1].find(value.text, value.span.column - 1)
    if at < 0 or problem.span is None:
        return value.span
    return Span(value.span.line, at + problem.span.column, problem.span.length)


def _told(problem: Problem, language: str) -> str:
    if problem.is_fault:
        return render(problem)
    tr = load_words(language)
    return render(replace(problem, sentence=tr("advice: {sentence}", sentence=problem.sentence)))


def _summary(tasks: int, faults: int, advice: int, language: str) -> str:
    tr = load_words(language)
    return tr("Tasks: {tasks}. Faults: {faults}. Advice: {advice}.", tasks=tasks, faults=faults, advice=advice)
