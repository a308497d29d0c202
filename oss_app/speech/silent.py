"""A voice that says nothing, where nothing can be heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from oss_app.core.ports import Utterance
from oss_app.sidecar import Post


class SilentVoice:
    """The port Voice, for a station without sound: each utterance has ended as soon as it began."""

    def __init__(self, post: Post, on_ended: Callable[[int], None]) -> None:
        self._post = post
        self._on_ended = on_ended
        self._number: int | None = None

    def prepare(self, utterances: Sequence[Utterance]) -> None:
        pass

    def speak(self, utterance: Utterance, number: int) -> None:
        self._number = number
        self._post(lambda: self._end(number))

    def hush(self) -> None:
        self._number = None

    def chime(self, name: str) -> None:
        pass

    def close(self) -> None:
        self._number = None

    def _end(self, number: int) -> None:
        if number == self._number:
            self._number = None
            self._on_ended(number)
