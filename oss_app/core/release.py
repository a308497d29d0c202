"""How a task that is being written stands to what the workers see, and its earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.problem import Problem


class ReleaseState(StrEnum):
    """How what the coach writes stands to what the workers see."""

    DRAFT = "draft"  # nothing is released yet
    RELEASED = "released"  # they see this very task
    CHANGED = "changed"  # they see an earlier one


@dataclass(frozen=True)
class Version:
    """One earlier version: a folder with the task file of a moment, and the moment (UTC)."""

    folder: Path
    saved: datetime
    released: datetime | None = None
    """When the coach showed it to the workers last; None where that never was."""
    is_seen: bool = False
    """Whether it is what the workers see now."""


class NotReleasableError(UserError):
    """The task has faults: ``problems`` says which. The words are keys of the catalogue."""

    def __init__(self, sentence: str, hint: str, problems: Sequence[Problem]) -> None:
        super().__init__(sentence, hint)
        self.problems = tuple(problems)
