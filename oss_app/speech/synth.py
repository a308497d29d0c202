"""What the voice's child process does: make the sounds that are wanted, most wanted first."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from oss_app.core.errors import DeviceError
from oss_app.core.voices import PAUSE_S, Sound, SynthVoice, Wish, choose
from oss_app.files import delete_file
from oss_app.sidecar import ParentLink
from oss_app.speech import wav
from oss_app.speech.cache import SoundCache
from oss_app.speech.engines import Engine, MakeEngine
from oss_app.speech.messages import Made, Prefer, SpeechBegun
from oss_app.speech.saying import is_abbreviation, said

log = logging.getLogger(__name__)

WAIT_S = 0.1
START_S = 15.0  # an engine may take so long to load, once
_LAST_SHORT = re.compile(r"(?<![\w.])(\w[\w.]*)\.$")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟।。])[\"'»”’)]*\s+|\s*\n\s*")


def sentences(words: str) -> list[str]:
    """Return the sentences of a text, each with its own end mark; the dot of an abbreviation ends none."""
    found, start = list[str](), 0
    for end in _SENTENCE_END.finditer(words):
        before = words[start : end.start()]
        short = _LAST_SHORT.search(before)
        if short and "\n" not in end[0] and is_abbreviation(short[1], before[: short.start()], words[end.end() :]):
            continue
        found.append(before.strip())
        start = end.end()
    return [sentence for sentence in (*found, words[start:].strip()) if sentence]


class Synth:
    """Makes sounds with the first engine that can, and keeps them."""

    def __init__(self, cache: SoundCache, engines: Sequence[Engine]) -> None:
        self._cache = cache
        self._engines = engines
        self.chosen: Mapping[str, str] = {}
        """The voice that was chosen for a language, by name."""

    def find(self, wish: Wish) -> Sound | None:
        """Return the sound where it is kept already."""
        for _, voice in self._able(wish.language):
            path = self._cache.find(said(wish.words, wish.language), f"{voice.engine}:{voice.name}", wish.rate)
            if path:
                try:
                    return Sound(path, wav.seconds(path))
                except DeviceError:
                    log.warning("A kept sound was damaged; it is made again.")
        return None

    def make(self, wish: Wish, line: ParentLink) -> Sound | None:
        """Return the sound, made now; None where no engine has a voice for the language, or each failed."""
        for engine, voice in self._able(wish.language):
            try:
                spoken = []
                words = said(wish.words, wish.language)
                for sentence in sentences(words):
                    line.heartbeat(engine.sentence_s)
                    spoken.append(self._sentence(engine, voice, sentence, wish.rate))
                if not spoken:
                    return None
                sound = wav.joined(spoken, PAUSE_S / wish.rate)
                path = self._cache.keep(words, f"{voice.engine}:{voice.name}", wish.rate, sound)
                return Sound(path, sound.seconds)
            except (DeviceError, OSError) as error:
                log.warning("%s", error)
        return None

    def _able(self, language: str) -> list[tuple[Engine, SynthVoice]]:
        name = self.chosen.get(language) or self.chosen.get(language.split("-")[0], "")
        chosen = [(engine, choose(language, engine.voices, name)) for engine in self._engines]
        chosen.sort(key=lambda pair: not (name and pair[1] and pair[1].name == name))
        return [(engine, voice) for engine, voice in chosen if voice]

    def _sentence(self, engine: Engine, voice: SynthVoice, sentence: str, rate: float) -> wav.Samples:
        path = self._cache.scratch()
        try:
            engine.make(sentence, voice, rate, path)
            return wav.trimmed(wav.read(path))
        finally:
            delete_file(path)


def start_engines(makers: Sequence[MakeEngine]) -> list[Engine]:
    """Return the engines that there are; possibly none."""
    engines = []
    for make in makers:
        try:
            engines.append(make())
        except DeviceError as error:
            log.info("%s", error)
    return engines


def run(folder: Path, makers: Sequence[MakeEngine], line: ParentLink) -> None:
    """One life of the child."""
    line.heartbeat(START_S)
    engines = start_engines(makers)
    if not engines:
        log.warning("There is no speech engine on this computer.")
    synth = Synth(SoundCache(folder), engines)
    wishes: list[Wish] = []
    while True:
        line.heartbeat()
        message = line.receive(0 if wishes else WAIT_S)
        while message is not None:
            if isinstance(message, Prefer):
                synth.chosen = message.voices
            else:
                wishes = list(message.wishes)
            message = line.receive(0)
        if wishes:
            wish = wishes.pop(0)
            sound = synth.find(wish)
            if not sound:
                line.send(SpeechBegun(wish))
                sound = synth.make(wish, line)
            line.send(Made(wish, sound))
