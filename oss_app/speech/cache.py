"""Sounds once made are kept, in one folder of bounded size; the longest unused go first."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from oss_app.files import delete_file, put_in_place
from oss_app.speech import wav

LIMIT_BYTES = 100_000_000
"""About 600 sentences: some long tasks in some languages (start)."""
WAY = "1"
"""How sounds are cut and joined; a change makes all of them anew."""


class SoundCache:
    """WAV files by what was said, by which voice, how fast."""

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, words: str, voice: str, rate: float) -> Path | None:
        """Return the kept sound, if there is one."""
        path = self._path(words, voice, rate)
        if not path.is_file():
            return None
        with suppress(OSError):  # a read-only disk forgets the order, not the sounds
            os.utime(path)
        return path

    def keep(self, words: str, voice: str, rate: float, sound: wav.Samples) -> Path:
        """Write a sound, whole or not at all. Raises OSError."""
        path = self._path(words, voice, rate)
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        try:
            wav.write(part, sound)
            put_in_place(part, path)
        except OSError:
            delete_file(part)
            raise
        self._trim(path)
        return path

    def scratch(self) -> Path:
        """Tell where an engine may write a sentence; nothing is there. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / "sentence.wav"
        delete_file(path)
        return path

    def _path(self, words: str, voice: str, rate: float) -> Path:
        key = "\0".join((WAY, words, voice, f"{rate:.2f}"))
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.wav"

    def _trim(self, newest: Path) -> None:
        with os.scandir(self._folder) as entries:
            kept = sorted((e.stat().st_mtime, e.stat().st_size, e.path) for e in entries if e.is_file())
        total = sum(size for _, size, _ in kept)
        for _, size, path in kept:
            if total <= self._limit:
                break
            if path != str(newest):
                with suppress(OSError):  # it may be playing, on Windows
                    Path(path).unlink()
                    total -= size
