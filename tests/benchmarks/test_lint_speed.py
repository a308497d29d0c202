"""What the linter takes of a key: 2 ms for a sentence and 8 ms for a task of 150 steps are its targets.

The figures are told, beside their targets, and never fail: how busy a computer is, is no fault of the program.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.taskfile.lint import lint_task, lint_text

KEY_MS = 2.0
TASK_MS = 8.0
SENTENCE = "Leg vier wattenrollen in vak 4 en sluit daarna de doos als de lamp brandt!"


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def test_each_key_of_a_sentence(record_property: Callable[[str, object], None]) -> None:
    lint_text(SENTENCE, "nl")  # the word lists are read once
    took = [
        milliseconds(lambda end=end: lint_text(SENTENCE[:end], "nl", screen="nl", is_typed=True))
        for end in range(1, len(SENTENCE))
    ]
    slow = sorted(took)[int(len(took) * 0.95)]
    record_property("milliseconds", {"half": statistics.median(took), "95 %": slow, "target": KEY_MS})


def test_a_key_in_a_task_of_150_steps(record_property: Callable[[str, object], None]) -> None:
    def step(words: str) -> Step:
        return Step(text=Text(words=words, translations={"en": f"Put it in section {len(words)}."}), photo="a.jpg")

    steps = [step(f"Leg {n} watten-rollen in vak {n}.") for n in range(150)]
    task = Task(title=Text(words="Set", translations={"en": "Set"}), items=tuple(steps))
    lint_task(task)
    took = []
    for end in range(1, len(SENTENCE)):
        typed = task.model_copy(update={"items": (step(SENTENCE[:end]), *task.items[1:])})
        took.append(milliseconds(lambda typed=typed: lint_task(typed, screen="nl")))
    record_property("milliseconds", {"half": statistics.median(took), "target": TASK_MS})
