"""What a device says of a step, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.core.verdict import Answer

DONE, NOT_DONE = "done", "not_done"
"""The options of a check of the kind ``signal``: the device's words where they are others than these."""


@dataclass(frozen=True)
class SignalWords:
    """The words of one device; large and small letters are the same, and any other word tells nothing."""

    done: str = DONE
    not_done: str = NOT_DONE

    def answer(self, word: str | None) -> Answer:
        """Return what a word means; None where nothing was heard."""
        said = (word or "").strip().casefold()
        if said and said == self.done.casefold():
            return Answer.DONE
        return Answer.NOT_DONE if said and said == self.not_done.casefold() else Answer.CANNOT_TELL

    @property
    def options(self) -> dict[str, str]:
        """The words as a check's file has them; nothing for the usual ones."""
        return {} if self == SignalWords() else {DONE: self.done, NOT_DONE: self.not_done}


def words_of(options: Mapping[str, object]) -> SignalWords:
    """Return the words in a check's options; a file may have a number or *true* there."""
    return SignalWords(_word(options.get(DONE, DONE)), _word(options.get(NOT_DONE, NOT_DONE)))


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
