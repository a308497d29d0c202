"""The three kinds of known trouble; everything else that is raised is our own bug."""

from __future__ import annotations


class UserError(Exception):
    """A wrong request: one sentence, and what to do about it."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint


class DeviceError(Exception):
    """A wrong world: a camera gone, a voice engine dead, a disk full. It becomes an event, never a dialog."""
