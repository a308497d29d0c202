"""Which words of a task this computer cannot draw: a warning in boxes warns of nothing (W21)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping

from oss_app.app.application import application
from oss_app.core.ports import Listing
from oss_app.core.problem import Passage, Problem, Severity
from oss_app.core.task import Section, Task
from oss_app.core.text import Text
from oss_app.i18n import language_name, load
from oss_app.player.opening import can_run
from oss_app.ui.kit.fonts import undrawable

MOST = 12
"""So many signs are named at most."""


def need_typefaces() -> None:
    """Make sure that typefaces can be asked for, on a computer without a display as well."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()


def can_be_read(listing: Listing, language: str) -> bool:
    """Tell whether a task can run in a language: as ``can_run`` says, and each of its warnings can be drawn here."""
    task = listing.task
    if task is None or not can_run(listing, language):
        return False
    return not any(undrawable(step.warning.into(language)) for step in task.steps if step.warning)


def letter_problems(task: Task, language: str) -> list[Problem]:
    """Advice for each language of a task that this computer cannot draw whole, in the words of ``language``."""
    tr = load(language)
    out = []
    for code, signs in lacking_letters([task]).items():
        at = next((n for n, item in enumerate(task.items) if any(_lacks(value, code) for _, value in item)), None)
        name = language_name(code)
        sentence = tr("{language}: this PC has no letters for {signs}.", language=name, signs=signs[:MOST])
        hint = tr("They would be boxes. Install a typeface for this language; a warning in boxes stops the task.")
        passage = Passage(at, "title" if at is None or isinstance(task.items[at], Section) else "text")
        out.append(Problem("no-letters", sentence, hint=hint, severity=Severity.ADVICE, passage=passage))
    return out


def lacking_letters(tasks: Iterable[Task]) -> Mapping[str, str]:
    """Return the signs that no typeface of this computer has, by the language of the texts that need them."""
    found: dict[str, str] = {}
    for task in tasks:
        for language in task.languages:
            words = [text.into(language) for text in task.texts()]
            signs = "".join(undrawable(text) for text in words if not text.isascii())
            if signs:
                found[language] = "".join(dict.fromkeys(found.get(language, "") + signs))
    return found


def _lacks(value: object, language: str) -> bool:
    return isinstance(value, Text) and bool(undrawable(value.into(language)))
