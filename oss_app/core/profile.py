"""How one worker wants to be helped, without saying who that is (P6)."""

from __future__ import annotations

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
