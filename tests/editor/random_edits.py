"""Edits made by chance, for tests that must hold for every edit."""

from __future__ import annotations

import random

from oss_app.core.region import rectangle
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import (
    Delete,
    Duplicate,
    Edit,
    Insert,
    MarkPlace,
    Merge,
    Move,
    SetField,
    SetSound,
    SetText,
    SplitStep,
)

WORDS = (
    "Leg 1 sonde in vak 2.",
    "Sluit het deksel: goed dicht.",
    "Kies nr # 4",
    "- niet doen",
    "no",
    "yes",
    "12:30",
    "1.10",
    "'tussen' aanhalingstekens",
    '"Start"',
    "100 %",
    "@huis",
    "Ünïcödé «ok» 漢字",
    "een \\ streep",
    "null",
    "? vraag",
    "[1] {2}",
    " ruimte vooraan",
    "eindigt op:",
    "*ster",
    "&en",
    "!let op",
    "| staand",
    "> groter",
    "%procent",
    "`tik`",
    "007",
    "~",
    "a" * 200,
)
TEXTS = ("text", "hint", "warning", "say")
LANGUAGES = ("", "", "en", "pl", "pt-BR")


def any_edit(chance: random.Random, task: Task) -> Edit:
    """One edit that makes sense for ``task``, most often."""
    steps = [i for i, item in enumerate(task.items) if isinstance(item, Step)]
    at = chance.randrange(len(task.items)) if task.items else 0
    step = chance.choice(steps) if steps else 0
    words = chance.choice(WORDS)
    makers = [
        lambda: SetText(None, chance.choice(("title", "done")), words, chance.choice(LANGUAGES)),
        lambda: SetField(None, "repeat", chance.choice((1, 2, 20))),
        lambda: SetField(None, "photo", chance.choice((None, "kit 2.jpg"))),
        lambda: Insert(at, (Step(text=Text(words=words, translations={"en": "Put it."}), photo="x.jpg"),)),
        lambda: Insert(len(task.items), (Section(title=Text(words=words)), Break(text=Text(words="Rust.")))),
    ]
    if steps:
        makers += [
            lambda: SetText(step, chance.choice(TEXTS), words, chance.choice(LANGUAGES)),
            lambda: SetText(step, chance.choice(TEXTS), words, chance.choice(LANGUAGES)),
            lambda: SetText(step, "hint", "", chance.choice(LANGUAGES)),
            lambda: SetField(step, "photo", chance.choice((None, "nieuwe foto.jpg"))),
            lambda: SetField(step, "count", chance.choice((None, 3))),
            lambda: SetField(step, "must", chance.choice((True, False))),
            lambda: SetField(step, "check", chance.choice((None, "sonde"))),
            lambda: SetSound(step, chance.choice((None, "stap.wav")), chance.choice(LANGUAGES)),
            lambda: MarkPlace(step, chance.choice((None, rectangle(0.1, 0.2, 0.3, 0.4)))),
            lambda: SplitStep(step, ("Leg 1 sonde.", "Sluit het deksel."), {"en": ("Put 1 probe.", "Close the lid.")}),
            lambda: Merge(step),
        ]
    if task.items:
        makers += [
            lambda: Delete(at),
            lambda: Move(at, chance.randrange(len(task.items))),
            lambda: Move(at, chance.randrange(len(task.items))),
            lambda: Duplicate(at),
        ]
    return chance.choice(makers)()
