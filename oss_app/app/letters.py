"""Which words of a task this computer cannot draw: a warning in boxes warns of nothing (W21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oss_app.core.ports import Listing
from oss_app.core.task import Task
from oss_app.player.opening import can_run
from oss_app.ui.kit.fonts import undrawable


def can_be_read(listing: Listing, language: str) -> bool:
    """Whether a task can run in a language: as ``can_run`` says, and each of its warnings can be drawn here."""
    task = listing.task
    if task is None or not can_run(listing, language):
        return False
    return not any(undrawable(step.warning.into(language)) for step in task.steps if step.warning)


def lacking_letters(tasks: Iterable[Task]) -> Mapping[str, str]:
    """The signs that no typeface of this computer has, by the language of the texts that need them."""
    found: dict[str, str] = {}
    for task in tasks:
        for language in task.languages:
            signs = "".join(undrawable(text.into(language)) for text in task.texts())
            if signs:
                found[language] = "".join(dict.fromkeys(found.get(language, "") + signs))
    return found
