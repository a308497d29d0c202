"""What ``oss-app check`` prints: every problem of the tasks at some paths, and whether any of them is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.taskfile.finding import render
from oss_app.taskfile.library import TASK_FILE, load
from oss_app.taskfile.messages import Language

FINE, FAULTS = 0, 1


def report(paths: Iterable[Path], language: Language) -> tuple[str, int]:
    """The text to print, and the exit code: 1 where there are faults, 0 where all is well or there is only advice.

    A path is a task's folder, its ``task.yaml``, or a folder with tasks in it at any depth.
    """
    out, tasks, faults, advice = [], 0, 0, 0
    for folder in _folders(paths):
        tasks += 1
        problems = load(folder, language).listing.problems
        out += [_told(problem, language) for problem in problems]
        faults += sum(problem.is_fault for problem in problems)
        advice += sum(not problem.is_fault for problem in problems)
    out.append(_summary(tasks, faults, advice, language))
    return "\n\n".join(out), FAULTS if faults else FINE


def _told(problem: Problem, language: Language) -> str:
    text = render(problem)
    if problem.is_fault:
        return text
    first, *rest = text.split("\n")
    place, _, sentence = first.partition(problem.sentence)
    return "\n".join([f"{place}{'advies' if language == 'nl' else 'advice'}: {problem.sentence}{sentence}", *rest])


def _folders(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.name == TASK_FILE:
            yield path.parent
        elif (path / TASK_FILE).exists():
            yield path
        else:
            yield from sorted(file.parent for file in path.rglob(TASK_FILE)) or [path]


def _summary(tasks: int, faults: int, advice: int, language: Language) -> str:
    if language == "nl":
        return f"Taken: {tasks}. Fouten: {faults}. Adviezen: {advice}."
    return f"Tasks: {tasks}. Faults: {faults}. Advice: {advice}."
