"""Sound as samples: read, cut, joined and written as WAV."""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import DeviceError

SILENCE = 200  # of 32767; what is quieter is not heard as speech
BEFORE_S, AFTER_S = 0.01, 0.05  # kept, so that nothing clicks and no last sound is cut


@dataclass(frozen=True)
class Samples:
    """One channel, 16 bit, ``rate`` a second."""

    rate: int
    values: array[int]

    @property
    def seconds(self) -> float:
        return len(self.values) / self.rate


def read(path: Path) -> Samples:
    """Return the first channel of a 16-bit WAV file. Raises DeviceError."""
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2 or not file.getnframes():
                raise DeviceError("The engine made no usable sound.")
            values = array("h", file.readframes(file.getnframes()))
            channels, rate = file.getnchannels(), file.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise DeviceError(f"The engine made no sound file: {error}") from error
    if sys.byteorder == "big":
        values.byteswap()
    return Samples(rate, values[::channels])


def seconds(path: Path) -> float:
    """Tell how long a WAV file lasts. Raises DeviceError."""
    try:
        with wave.open(str(path), "rb") as file:
            return file.getnframes() / file.getframerate()
    except (OSError, EOFError, wave.Error, ZeroDivisionError) as error:
        raise DeviceError(f"{path.name} is not a sound file: {error}") from error


def trimmed(sound: Samples) -> Samples:
    """Without the silence that an engine puts before and after; what is silent all through stays."""
    first = _first(sound.values)
    if first == len(sound.values):
        return sound
    after = len(sound.values) - _first(sound.values[::-1])
    start, end = first - round(BEFORE_S * sound.rate), after + round(AFTER_S * sound.rate)
    return Samples(sound.rate, sound.values[max(0, start) : end])


def joined(sounds: Sequence[Samples], pause_s: float) -> Samples:
    """One after the other, with a pause between. Raises DeviceError where their rates differ."""
    rate = sounds[0].rate
    if any(s.rate != rate for s in sounds):
        raise DeviceError("The engine changed its sample rate between two sentences.")
    pause = array("h", bytes(2 * round(pause_s * rate)))
    values = array("h")
    for i, sound in enumerate(sounds):
        values += pause + sound.values if i else sound.values
    return Samples(rate, values)


def write(path: Path, sound: Samples) -> None:
    """As a WAV file. Raises OSError."""
    values = sound.values[:]
    if sys.byteorder == "big":
        values.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(values.tobytes())


def _first(values: array[int]) -> int:
    """Tell where the first audible sample is; the length where there is none."""
    return next((i for i, v in enumerate(values) if v > SILENCE or v < -SILENCE), len(values))
