"""How one worker wants to be helped, without saying who that is (P6)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Speech(StrEnum):
    """When the voice speaks a step (W9)."""

    ALWAYS = "always"
    ON_REQUEST = "on_request"
    NEVER = "never"


class HelpLevel(StrEnum):
    """How much a step shows (S1), most help first; more is always one act away."""

    SHOW = "show"
    PHOTO_AND_VOICE = "photo_and_voice"
    PHOTO = "photo"
    SHORT = "short"
    LIST = "list"


class Profile(BaseModel):
    """A worker's card and wishes. ``card`` is the picture they chose; its word is their only name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    card: str = ""
    language: str = ""
    """Empty: the worker chooses at the start, if there is a choice."""
    theme: Theme = Theme.LIGHT
    text_percent: Annotated[int, Field(ge=100, le=200)] = 100
    speech: Speech = Speech.ALWAYS
    rate: Annotated[float, Field(ge=0.7, le=1.1)] = 0.9
    level: HelpLevel = HelpLevel.PHOTO_AND_VOICE
    auto_next: bool = False
    checks: bool = True
    left_handed: bool = False
    reduced_motion: bool = False
    no_fading: bool = True
    """*Don't fade*: the help stays as it is in every task, whatever ``fades`` says (S3)."""
    fades: tuple[str, ...] = ()
    """The tasks, by folder, in which less help may be proposed; none until a coach allows it (S2)."""
    probes: tuple[str, ...] = ()
    """The tasks, by folder, whose next kit the coach lets begin without help; each goes when that kit begins."""
    levels: Mapping[str, HelpLevel] = Field(default_factory=dict)
    """The level in a task, by folder, where it is another one than ``level`` (S1)."""

    def level_in(self, task: str) -> HelpLevel:
        """Tell how much help this worker has in a task."""
        return self.levels.get(task, self.level)
