"""Makes assets/sounds: the tick (soft wood, 120 ms, 20 dB under the voice) and the call (two notes, once)."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

SOUNDS = Path(__file__).resolve().parent.parent / "assets" / "sounds"
RATE = 44_100  # samples a second
VOICE_PEAK = 0.8  # of full scale: what the voice engines reach


def struck(partials: list[tuple[float, float, float]], seconds: float) -> np.ndarray:
    """Something struck: a sum of tones (Hz, loudness, seconds to fall to a third), soft at both ends."""
    t = np.arange(round(seconds * RATE)) / RATE
    sound = sum(loud * np.sin(2 * np.pi * hertz * t) * np.exp(-t / fall) for hertz, loud, fall in partials)
    ends = np.minimum(1, np.minimum(t / 0.002, (seconds - t) / 0.02))
    return np.asarray(sound * ends)


def write(name: str, sound: np.ndarray, peak: float) -> None:
    """One mono WAV of 16 bits; ``peak`` in 0...1 of full scale."""
    samples = (sound / np.abs(sound).max() * peak * 32767).astype("<i2")
    with wave.open(str(SOUNDS / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def main() -> None:
    SOUNDS.mkdir(parents=True, exist_ok=True)
    wood = [(523.0, 1.0, 0.022), (1340.0, 0.45, 0.012), (2210.0, 0.15, 0.006)]
    write("tick.wav", struck(wood, 0.12), VOICE_PEAK / 10)
    first, second = (
        struck([(note, 1.0, 0.30), (2 * note, 0.25, 0.15), (3 * note, 0.06, 0.08)], 0.9) for note in (659.26, 523.25)
    )
    gap = round(0.38 * RATE)
    call = np.zeros(gap + len(second))
    call[: len(first)] += first
    call[gap:] += second
    write("call.wav", call, VOICE_PEAK / 3)


if __name__ == "__main__":
    main()
