"""The kinds of known trouble, and the codes that the program ends with; all else that is raised is our own bug."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How the program ended, for whoever started it."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class UserError(Exception):
    """A wrong request: one sentence, and what to do about it."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class DeviceError(Exception):
    """A wrong world: a camera gone, a voice engine dead, a disk full. It becomes an event, never a dialog."""
