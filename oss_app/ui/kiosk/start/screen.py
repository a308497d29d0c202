"""What the start shows, as plain values; who may come in and what can be done is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oss_app.player.navigation import Ask
from oss_app.player.screen import Control


@dataclass(frozen=True)
class Choice:
    """One card. ``key`` comes back when it is chosen; a ``refusal`` is said instead, and nothing is chosen.

    Without a picture the card shows ``icon``; without both its word stands large.
    """

    key: str
    word: str
    picture: Path | None = None
    icon: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class StartScreen:
    """One question and its cards. ``more`` is the word on the card that turns the page.

    ``person`` is the card that was chosen before; ``door`` the words on the coach's door, or empty for no door.
    ``globe`` is the word on the way to the languages where there are no controls, or empty for none.
    """

    ask: Ask
    title: str
    choices: tuple[Choice, ...]
    more: str
    right_to_left: bool = False
    controls: tuple[Control, ...] = ()
    person: Choice | None = None
    door: str = ""
    globe: str = ""
