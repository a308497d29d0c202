"""Speech engines as they must be feared; they live in the voice's child process."""

from __future__ import annotations

import time
import wave
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from oss_app.core.errors import DeviceError
from oss_app.core.voices import SynthVoice
from oss_app.speech.command import SENTENCE_S
from oss_app.speech.engines import Engine

RATE = 8000


def tone(seconds: float, level: int = 8000) -> array[int]:
    return array("h", [level if i // 10 % 2 else -level for i in range(round(seconds * RATE))])


def write_tone(path: Path, lead: float = 0.3, seconds: float = 0.2, tail: float = 0.4) -> None:
    silence = [array("h", bytes(2 * round(s * RATE))) for s in (lead, tail)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((silence[0] + tone(seconds) + silence[1]).tobytes())


class ToneEngine:
    """Says 0.2 s of tone for each sentence, in Dutch and English, and notes what it was asked in ``folder/asked``."""

    sentence_s = SENTENCE_S
    voices: Sequence[SynthVoice] = (
        SynthVoice("tone", "nl", ("nl",)),
        SynthVoice("tone", "nl-2", ("nl",)),
        SynthVoice("tone", "en", ("en-GB",)),
    )

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        with (self._folder / "asked").open("a", encoding="utf-8") as file:
            file.write(f"{voice.name} {rate} {words}\n")
        fault = self._folder / "fault"
        match fault.read_text() if fault.exists() else "":
            case "hang":
                time.sleep(3600)
            case "slow":
                time.sleep(0.5)
            case "fail":
                raise DeviceError("a planned fault")
            case "nothing":
                return
        write_tone(path)


def tones(folder: Path) -> Sequence[Callable[[], Engine]]:
    return (partial(ToneEngine, folder),)


def no_engine() -> Engine:
    raise DeviceError("no engine here")


def asked(folder: Path) -> list[str]:
    file = folder / "asked"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
