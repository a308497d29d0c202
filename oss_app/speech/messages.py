"""What the program and the voice's child process say to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.core.voices import Sound, Wish


@dataclass(frozen=True)
class Wishes:
    """To the child: what is wanted now, most wanted first; it takes the place of what was wanted before."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Prefer:
    """To the child: the voice that was chosen for a language, by name; for what is made from now on."""

    voices: Mapping[str, str]


@dataclass(frozen=True)
class SpeechBegun:
    """From the child: this one is being made; where the child dies now, this was why."""

    wish: Wish


@dataclass(frozen=True)
class Made:
    """From the child: a wish came true, or no voice could do it (None)."""

    wish: Wish
    sound: Sound | None
