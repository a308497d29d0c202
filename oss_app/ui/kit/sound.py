"""Plays what the voice says and the two chimes, one thing at a time, and is silent at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from oss_app.core.ports import Utterance
from oss_app.core.voices import PAUSE_S, Sound, SoundMaker, Wish

if TYPE_CHECKING:
    from oss_app.ui.kit.loudspeaker import Loudspeaker

LATE_MS = 3000
"""A sound that takes longer to be made is no longer waited for (start)."""
MARGIN_MS = 2000
"""A sound that plays so much longer than it lasts has lost its device."""
RECORDING_MS = 120_000
"""Longer than any recording of a sentence."""


class Hearing:
    """Whether what is played is heard: something of what is said now, or nothing any more though it was before."""

    def __init__(self) -> None:
        self.was_any = self.is_lost = False
        self._is_playing = self._was_heard_out = False

    def begin(self) -> None:
        """Note that something is played."""
        self._is_playing = True

    def end(self) -> None:
        """Note that it was heard to its end."""
        self._is_playing, self._was_heard_out, self.is_lost = False, True, False

    def lose(self) -> None:
        """Note that it was not, if anything was played; what is still being made is nobody's loss."""
        self.is_lost = self.is_lost or (self._is_playing and self._was_heard_out)
        self._is_playing = False

    def stop(self) -> None:
        """Note that it is stopped."""
        self._is_playing = False


class QtVoice(QObject):
    """The port Voice. Nothing is heard before ``open``; what is to be said then is said.

    ``chimes`` are the sounds ``tick`` and ``call``. ``on_state`` tells each change of whether the voice works,
    which at first it is taken to do; never from inside ``speak``. ``volume`` is from 0 to 1;
    ``voices`` has the voice that was chosen for a language, by name.
    """

    def __init__(
        self,
        sounds: SoundMaker,
        chimes: Mapping[str, Sound],
        on_state: Callable[[bool], None],
        volume: float = 1.0,
        voices: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._sounds = sounds
        self._on_state = on_state
        self._works = True
        self._turn = 0  # counts what was to be said and what was hushed: answers of an earlier turn are dropped
        self._said: Utterance | None = None
        self.hearing = Hearing()
        self._quiet_at = 0.0
        self._chimes, self._volume = chimes, volume
        self._loudspeaker: Loudspeaker | None = None
        self._sounds.prefer(voices or {})
        self._bound = self._timer(self._lose)
        self._quiet = self._timer(self._begin)
        self._to_begin: Callable[[], None] | None = None

    def open(self) -> None:
        """Find the loudspeaker and start what makes the words: once, and not before the first screen, which waits."""
        from oss_app.ui.kit.loudspeaker import Loudspeaker

        files = {name: sound.path for name, sound in self._chimes.items()}
        made = self._loudspeaker = Loudspeaker(files, self._volume, self)
        made.heard.connect(lambda: self._say_state(True))
        made.ended.connect(self.hearing.end)
        made.ended.connect(self._end)
        made.failed.connect(self._lose)
        made.unreadable.connect(self._say_instead)
        self._sounds.open()
        if self._said:
            self._speak_part(self._said)

    def prepare(self, utterances: Sequence[Utterance]) -> None:
        self._sounds.prepare([_wish(part) for u in utterances for part in u.parts if not part.recording])

    @property
    def is_speaking(self) -> bool:
        """Whether an utterance is being said, or about to be."""
        return self._said is not None

    def speak(self, utterance: Utterance) -> None:
        self.hush()
        self._said = utterance
        self.hearing.was_any = False
        self._speak_part(utterance)

    def _speak_part(self, utterance: Utterance) -> None:
        if self._loudspeaker is None:
            return
        if not self._loudspeaker.is_there:
            self._fail_soon()
        elif utterance.recording:
            self._when_quiet(partial(self._play_recording, utterance.recording))
        else:
            self._say(utterance)

    def hush(self) -> None:
        self._stop()
        self._said = None

    def _stop(self) -> None:
        self._turn += 1
        self._to_begin = None
        self._bound.stop()
        self.hearing.stop()
        self._quiet.stop()
        self._sounds.drop()
        if self._loudspeaker:
            self._loudspeaker.stop()

    def chime(self, name: str) -> None:
        if self._loudspeaker:
            self._quiet_at = time.monotonic() + self._chimes[name].seconds
            self._loudspeaker.chime(name)

    def tune(self, volume: float, voices: Mapping[str, str]) -> None:
        """From now on be so loud, 0 to 1, and speak a language with the voice of this name."""
        self._volume = volume
        if self._loudspeaker:
            self._loudspeaker.tune(volume)
        self._sounds.prefer(voices)

    def close(self) -> None:
        self.hush()
        if self._loudspeaker:
            self._loudspeaker.close()
        self._sounds.close()

    def _say(self, utterance: Utterance) -> None:
        wish = _wish(utterance)
        sound = self._sounds.ready(wish)
        if sound:
            self._when_quiet(partial(self._play, sound))
        else:
            self._bound.start(LATE_MS)
            self._sounds.ask(wish, partial(self._made, self._turn))

    def _say_instead(self) -> None:
        """Say the words of a recording that cannot be played."""
        self._bound.stop()
        self.hearing.stop()
        if self._said:
            self._say(self._said)

    def _made(self, turn: int, sound: Sound | None) -> None:
        if turn != self._turn:
            return
        self._bound.stop()
        if sound:
            self._when_quiet(partial(self._play, sound))
        else:
            self._fail_soon(self._leave_out)

    def _when_quiet(self, begin: Callable[[], None]) -> None:
        """Begin now, or when a chime that is being heard is over."""
        self._to_begin = begin
        wait = self._quiet_at - time.monotonic()
        if wait > 0:
            self._quiet.start(round(1000 * wait))
        else:
            self._begin()

    def _begin(self) -> None:
        begin, self._to_begin = self._to_begin, None
        if begin:
            begin()

    def _play(self, sound: Sound) -> None:
        self.hearing.begin()
        self._bound.start(round(1000 * sound.seconds) + MARGIN_MS)
        if self._loudspeaker:
            self._loudspeaker.play(sound.path)

    def _play_recording(self, path: Path) -> None:
        self.hearing.begin()
        self._bound.start(RECORDING_MS)
        if self._loudspeaker:
            self._loudspeaker.play_recording(path)

    def _lose(self) -> None:
        self.hearing.lose()
        self._fail(self._turn)

    def _fail_soon(self, fail: Callable[[int], None] | None = None) -> None:
        QTimer.singleShot(0, self, partial(fail or self._fail, self._turn))

    def _fail(self, turn: int) -> None:
        if turn == self._turn:
            self._say_state(False)
            self._end()

    def _leave_out(self, turn: int) -> None:
        """Words without a voice are left out; the voice is gone only where nothing was heard of all that was said."""
        if turn == self._turn and self._said and (self._said.then or self.hearing.was_any):
            self._end()
        else:
            self._fail(turn)

    def _say_state(self, works: bool) -> None:
        self.hearing.was_any |= works
        if works is not self._works:
            self._works = works
            self._on_state(works)

    def _end(self) -> None:
        said = self._said
        if said and said.then:
            self._stop()
            self._said = said.then
            self._to_begin = partial(self._speak_part, said.then)
            self._quiet.start(round(1000 * PAUSE_S / said.rate))
        else:
            self.hush()

    def _timer(self, on_timeout: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(on_timeout)
        return timer


def _wish(utterance: Utterance) -> Wish:
    return Wish(utterance.words, utterance.language, utterance.rate)
