"""The engines that turn words into a sound file: pyttsx3 on every system, the command espeak-ng beside it."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from oss_app.core.errors import DeviceError
from oss_app.speech.voices import SynthVoice

NORMAL_WPM = 160
"""Words a minute at rate 1.0: the pace of calm speech (start)."""
COMMAND_S = 5.0
"""How long a command may take for one sentence; it needs 0.01 s."""


class Engine(Protocol):
    """Makes sound files. All may hang or crash: only in a child process."""

    @property
    def voices(self) -> Sequence[SynthVoice]: ...

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        """Speak ``words`` into a WAV file, ``rate`` times the normal pace. Raises DeviceError."""


class Pyttsx:
    """The speech of the operating system through pyttsx3: SAPI5, NSSpeechSynthesizer, espeak-ng's library.

    Raises DeviceError where there is none.
    """

    name = "pyttsx3"

    def __init__(self) -> None:
        try:
            import pyttsx3

            self._engine = pyttsx3.init()
            self.voices = [
                SynthVoice(self.name, str(v.id), tuple(str(s) for s in v.languages or ()))
                for v in self._engine.getProperty("voices")
            ]
        except Exception as error:  # a driver raises what it likes: OSError, RuntimeError, ImportError, COMError
            raise DeviceError(f"pyttsx3 has no engine here: {error!r}") from error

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        try:
            with contextlib.redirect_stdout(io.StringIO()):  # it prints each file's name
                self._engine.setProperty("voice", voice.name)
                self._engine.setProperty("rate", round(NORMAL_WPM * rate))
                self._engine.save_to_file(words, str(path))
                self._engine.runAndWait()
        except Exception as error:
            raise DeviceError(f"pyttsx3 failed: {error!r}") from error
        if sys.platform == "darwin":
            _aiff_to_wav(path)


class Espeak:
    """The command espeak-ng. Raises DeviceError where it is not installed."""

    name = "espeak-ng"

    def __init__(self) -> None:
        command = shutil.which("espeak-ng")
        if not command:
            raise DeviceError("The command espeak-ng is not installed.")
        self._command = command
        lines = _run([command, "--voices"]).splitlines()[1:]
        languages = [line.split()[1] for line in lines if len(line.split()) > 1]
        self.voices = [SynthVoice(self.name, language, (language,)) for language in languages]

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        pace = str(round(NORMAL_WPM * rate))
        _run([self._command, "-v", voice.name, "-s", pace, "-w", str(path), "--stdin"], words)


MakeEngine = Callable[[], Engine]
ENGINES: Sequence[MakeEngine] = (Pyttsx, Espeak)
"""The most wanted first."""


def _run(command: Sequence[str], words: str = "") -> str:
    try:
        done = subprocess.run(
            command, input=words, capture_output=True, text=True, encoding="utf-8", timeout=COMMAND_S, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DeviceError(f"{command[0]} failed: {error}") from error
    return done.stdout


def _aiff_to_wav(path: Path) -> None:
    """macOS writes AIFF whatever the name says (https://github.com/nateshmbhat/pyttsx3/issues/361)."""
    if path.is_file() and path.read_bytes()[:4] == b"FORM":
        aiff = path.rename(path.with_suffix(".aiff"))
        _run(["afconvert", "-f", "WAVE", "-d", "LEI16", str(aiff), str(path)])
        aiff.unlink()
