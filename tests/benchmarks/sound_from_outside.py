"""Measures how soon a sentence is heard, and how soon it is silent, from what the sound system was given to play.

    python -m tests.benchmarks.sound_from_outside          one line a figure

A PulseAudio of its own with a null sink; its blocks are 5 ms.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.loudspeaker import loudspeaker
from tests.ui.speech_run import Run, marks

RUNS = 3
NAME = "OSS App, speech"


def rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """Name of the program, what was measured, and its seconds in all runs."""
    fresh, ahead, silence = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as made, loudspeaker(Path(made)) as (speaker, env):
        for run in range(runs):
            whole = Run(marks(Path(made) / f"whole-{run}", "whole", env), speaker)
            fresh += [whole.delay(f"speak {number}") for number in (1, 2)]
            hushed = Run(marks(Path(made) / f"hushed-{run}", "hushed", env), speaker)
            for number in (1, 2, 3):
                ahead.append(hushed.delay(f"speak {number}"))
                hush = hushed.at(f"hush {number}")
                silence.append((speaker.last_sound(hush, hush + 0.5) or hush) - hush)
    yield NAME, "sentence to its first sound", fresh
    yield NAME, "sentence that was made ahead to its first sound", ahead
    yield NAME, "hushed to silence", silence


def main() -> None:
    for name, what, seconds in rows():
        middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
        print(f"{name:38} {what:48} median {middle:7.1f} ms   most {most:7.1f} ms")


if __name__ == "__main__":
    main()
