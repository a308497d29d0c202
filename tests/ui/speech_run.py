"""One scenario of ``speaking`` in a program of its own: what happened when, and what was heard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ..loudspeaker import Loudspeaker

ROOT = Path(__file__).parents[2]


class Run:
    """What happened in one scenario, by the clock of the loudspeaker."""

    def __init__(self, marks: list[tuple[str, float]], speaker: Loudspeaker | None = None) -> None:
        self.marks = marks
        self._speaker = speaker

    def at(self, what: str) -> float:
        return next(moment for name, moment in self.marks if name == what)

    def has(self, what: str) -> bool:
        return what in [name for name, _ in self.marks]

    @property
    def speaker(self) -> Loudspeaker:
        assert self._speaker
        return self._speaker

    def delay(self, what: str) -> float:
        """From a moment until the first sound after it."""
        first = self.speaker.first_sound(self.at(what))
        assert first is not None
        return first - self.at(what)


def marks(folder: Path, scenario: str, env: Mapping[str, str], volume: float = 1.0) -> list[tuple[str, float]]:
    """Play a scenario, and return what happened and when."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.speaking", str(folder), scenario, str(volume)],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: list[tuple[str, float]] = json.loads(done.stdout)
    return found
