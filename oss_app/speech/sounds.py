"""The app's side of the voice: asks the child process for sounds and remembers which are ready."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from oss_app.core.voices import Sound, SynthVoice, Wish
from oss_app.sidecar import ParentLink, Post, Sidecar, ask
from oss_app.speech import wav
from oss_app.speech.engines import ENGINES, MakeEngine
from oss_app.speech.messages import Made, Prefer, SpeechBegun, Wishes

REMEMBERED = 500
DEATHS = 2
"""A text that so often killed the engine is not tried again in this run."""
FIND_S = 20.0

OnMade = Callable[[Sound | None], None]


class Sounds:
    """Sounds for words, made in a child process and kept in ``folder``; no verb blocks.

    Answers come through ``post``, for the last question alone.
    """

    def __init__(self, folder: Path, post: Post, engines: Sequence[MakeEngine] = ENGINES) -> None:
        self._ready: OrderedDict[Wish, Sound] = OrderedDict()
        self._deaths: Counter[Wish] = Counter()
        self._asked: tuple[Wish, OnMade] | None = None
        self._ahead: tuple[Wish, ...] = ()
        self._making: Wish | None = None
        self._voices: Mapping[str, str] = {}
        self._sidecar = Sidecar("voice", partial(_run, folder, tuple(engines)), post, self._heard, self._lives)

    def open(self) -> None:
        """Start the child process; what was asked for before is made then."""
        self._sidecar.start()

    @property
    def pid(self) -> int | None:
        """The number of the child process, if there is one."""
        return self._sidecar.pid

    def ready(self, wish: Wish) -> Sound | None:
        """Return the sound, where it is made already."""
        sound = self._ready.get(wish)
        if sound and not sound.path.is_file():
            del self._ready[wish]
            return None
        return sound

    def ask(self, wish: Wish, on_made: OnMade) -> None:
        """Ask for a sound now; the answer to an earlier question is dropped. None: this cannot be spoken."""
        if self._deaths[wish] >= DEATHS:
            on_made(None)
            return
        self._asked = wish, on_made
        self._say_wishes()

    def drop(self) -> None:
        """Drop the sound asked for, which is no longer wanted."""
        self._asked = None

    def prepare(self, wishes: Sequence[Wish]) -> None:
        """Have these made ahead, most wanted first, instead of what was to be made ahead before."""
        self._ahead = tuple(wishes)
        self._say_wishes()

    def prefer(self, voices: Mapping[str, str]) -> None:
        """Speak a language with the voice of this name from now on; what was made with another is made anew."""
        if dict(voices) != dict(self._voices):
            self._voices = dict(voices)
            self._ready.clear()
            self._sidecar.send(Prefer(self._voices))
            self._say_wishes()

    def close(self) -> None:
        """End the child process; bounded to some seconds."""
        self._asked = None
        self._sidecar.close()

    def _say_wishes(self) -> None:
        wanted = [w for w in self._ahead if not self.ready(w) and self._deaths[w] < DEATHS]
        if self._asked:
            wanted.insert(0, self._asked[0])
        self._sidecar.send(Wishes(tuple(dict.fromkeys(wanted))))

    def _heard(self, message: SpeechBegun | Made) -> None:
        if isinstance(message, SpeechBegun):
            self._making = message.wish
            return
        self._making = None
        if message.sound:
            self._ready[message.wish] = message.sound
            if len(self._ready) > REMEMBERED:
                self._ready.popitem(last=False)
        self._answer(message.wish, message.sound)

    def _lives(self, is_alive: bool) -> None:
        if is_alive:
            self._sidecar.send(Prefer(self._voices))
            self._say_wishes()
        elif self._making:
            wish, self._making = self._making, None
            self._deaths[wish] += 1
            self._answer(wish, None)

    def _answer(self, wish: Wish, sound: Sound | None) -> None:
        if self._asked and self._asked[0] == wish:
            on_made, self._asked = self._asked[1], None
            on_made(sound)


def _run(folder: Path, engines: Sequence[MakeEngine], link: ParentLink) -> None:
    """Make sounds, in the child process: only there are the rules of speaking loaded."""
    from oss_app.speech.synth import run

    run(folder, engines, link)


def find_voices(engines: Sequence[MakeEngine] = ENGINES, timeout: float = FIND_S) -> list[SynthVoice]:
    """Return the voices of this computer.

    Raises DeviceError. Blocks up to ``timeout`` seconds: not for the GUI thread.
    """
    return ask(partial(_find_voices, tuple(engines)), timeout)


def _find_voices(engines: Sequence[MakeEngine]) -> list[SynthVoice]:
    from oss_app.speech.synth import start_engines

    return [voice for engine in start_engines(engines) for voice in engine.voices]


def chime_sounds(folder: Path) -> dict[str, Sound]:
    """Return the sounds that are no words: ``tick`` and ``call``. ``folder`` holds their WAV files. Raises OSError."""
    return {name: Sound(path, wav.seconds(path)) for name in ("tick", "call") for path in [folder / f"{name}.wav"]}
