"""What is asked of a voice and what comes back, and which voice speaks a language: never another's by mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

OTHER_NAMES = {"no": "nb", "zh": "cmn", "iw": "he", "in": "id"}
"""Languages that engines call otherwise; Norwegian is read as Bokmål."""
PREFERRED = {"en": "en-gb", "fr": "fr-fr", "pt": "pt-pt", "es": "es-es", "nl": "nl-nl", "de": "de-de"}
"""The region for a task that names none; engines that know the plain language come first."""

PAUSE_S = 0.4  # between two sentences at the normal pace (start)


@dataclass(frozen=True)
class Wish:
    """Words to be spoken in a language, ``rate`` times the normal pace."""

    words: str
    language: str
    rate: float


@dataclass(frozen=True)
class Sound:
    """A WAV file and how long it lasts."""

    path: Path
    seconds: float


class SoundMaker(Protocol):
    """Makes the sounds of words, elsewhere and ahead; no verb blocks."""

    def open(self) -> None:
        """Start what makes them; what was asked for before is made then."""

    def ready(self, wish: Wish) -> Sound | None:
        """Return the sound, where it is made already."""

    def ask(self, wish: Wish, on_made: Callable[[Sound | None], None]) -> None:
        """Ask for a sound now; the answer to an earlier question is dropped. None: this cannot be spoken."""

    def drop(self) -> None:
        """Drop the sound asked for, which is no longer wanted."""

    def prepare(self, wishes: Sequence[Wish]) -> None:
        """Have these made ahead, most wanted first, instead of what was to be made ahead before."""

    def prefer(self, voices: Mapping[str, str]) -> None:
        """Speak a language with the voice of this name from now on."""

    def close(self) -> None:
        """End what makes them."""


@dataclass(frozen=True)
class SynthVoice:
    """A voice of an engine: its ``name`` there, and the languages it says that it speaks (``nl``, ``en-GB``)."""

    engine: str
    name: str
    languages: tuple[str, ...]


def choose(language: str, voices: Iterable[SynthVoice], name: str = "") -> SynthVoice | None:
    """Return the voice for a language (``nl``, ``nl-BE``), the same one each time; None where there is none.

    ``name`` is the one that was chosen at this station; it counts where it is there and speaks the language.
    """
    voices = tuple(voices)
    chosen = [voice for voice in speaking(language, voices) if name and voice.name == name]
    if chosen:
        return chosen[0]
    wanted = _norm(language)
    plain = wanted.split("-")[0]
    wishes = [wanted, plain, PREFERRED.get(plain, plain), *([OTHER_NAMES[plain]] if plain in OTHER_NAMES else [])]
    spoken = [(v, [_norm(s) for s in v.languages]) for v in voices]
    for wish in wishes:
        for voice, languages in spoken:
            if wish in languages:
                return voice
    for voice, languages in spoken:
        if any(s.split("-")[0] in (plain, OTHER_NAMES.get(plain)) for s in languages):
            return voice
    return None


def speaking(language: str, voices: Iterable[SynthVoice]) -> list[SynthVoice]:
    """Return the voices that speak a language, of whatever region."""
    plain = _norm(language).split("-")[0]
    names = {plain, OTHER_NAMES.get(plain, plain)}
    return [voice for voice in voices if names & {_norm(s).split("-")[0] for s in voice.languages}]


def _norm(language: str) -> str:
    return language.replace("_", "-").lower()
