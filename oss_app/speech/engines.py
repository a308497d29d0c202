"""The engines that turn words into a sound file: pyttsx3 on every system, the command espeak-ng beside it."""

from __future__ import annotations

import contextlib
import importlib
import io
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import platformdirs

from oss_app.core.errors import DeviceError
from oss_app.core.voices import SynthVoice
from oss_app.speech.command import SENTENCE_S, run_command
from oss_app.speech.one_core import OneCore
from oss_app.speech.piper import Piper

NORMAL_WPM = 160
"""Words a minute at rate 1.0: the pace of calm speech (start)."""
SETTING_S = 0.5
TRIES = 3
"""pyttsx3 with espeak-ng cuts itself off about once in 500 sentences."""


class Engine(Protocol):
    """Makes sound files. All may hang or crash: only in a child process."""

    sentence_s: float
    """How long one sentence may take; an engine that takes longer has hung."""

    @property
    def voices(self) -> Sequence[SynthVoice]: ...

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        """Speak ``words`` into a WAV file, ``rate`` times the normal pace. Raises DeviceError."""


class Pyttsx:
    """The speech of the operating system through pyttsx3: SAPI5, NSSpeechSynthesizer, espeak-ng's library.

    Raises DeviceError where there is none.
    """

    name, sentence_s = "pyttsx3", SENTENCE_S

    def __init__(self) -> None:
        self._was_cut_off = False
        try:
            if sys.platform == "win32":
                _keep_what_com_makes(platformdirs.user_cache_path("oss-app", appauthor=False) / "com")
            import pyttsx3

            if sys.platform == "win32":
                _read_lists_of_languages()
            self._engine = pyttsx3.init()
            self._engine.runAndWait()  # until then it only keeps settings in line
            self._engine.connect("finished-utterance", self._finished)
            self.voices = [
                SynthVoice(self.name, str(v.id), tuple(str(s) for s in v.languages or ()))
                for v in self._engine.getProperty("voices")
            ]
        except Exception as error:  # a driver raises what it likes: OSError, RuntimeError, ImportError, COMError
            raise DeviceError(f"pyttsx3 has no engine here: {error!r}") from error

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        for _ in range(TRIES):
            self._was_cut_off = False
            try:
                with contextlib.redirect_stdout(io.StringIO()):  # it prints each file's name
                    self._set(voice.name, round(NORMAL_WPM * rate))
                    self._engine.save_to_file(words, str(path))
                    self._engine.runAndWait()
            except Exception as error:
                raise DeviceError(f"pyttsx3 failed: {error!r}") from error
            if not self._was_cut_off:
                break
        else:
            raise DeviceError("pyttsx3 cut itself off each time.")
        if sys.platform == "darwin":
            _aiff_to_wav(path)

    def _finished(self, name: str, completed: bool) -> None:
        self._was_cut_off |= not completed

    def _set(self, voice: str, wpm: int) -> None:
        """espeak-ng takes settings over in a thread of its own; words that come sooner are said with the old ones."""
        end = time.monotonic() + SETTING_S
        while (self._engine.getProperty("voice"), self._engine.getProperty("rate")) != (voice, wpm):
            if time.monotonic() > end:
                raise TimeoutError(f"the voice {voice} is not taken")
            self._engine.setProperty("voice", voice)
            self._engine.setProperty("rate", wpm)
            time.sleep(0.005)


def _keep_what_com_makes(folder: Path) -> None:
    """Let comtypes keep here what it makes of SAPI's library.

    Else it writes into the program's own folder, and where it may not, among what roams with the user.
    """
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        comtypes: Any = importlib.import_module("comtypes")  # of Windows alone
        if "comtypes.gen" not in sys.modules:
            comtypes.gen = sys.modules["comtypes.gen"] = ModuleType("comtypes.gen")
            comtypes.gen.__path__ = [str(folder)]


class _OfOneLanguage:
    """A voice of SAPI5, by SAPI's names, that says the first of its languages alone, and 0 where it says none."""

    def __init__(self, token: Any) -> None:
        self._token = token

    def __getattr__(self, name: str) -> Any:
        return getattr(self._token, name)

    def GetAttribute(self, name: str) -> Any:
        if name != "Language":
            return self._token.GetAttribute(name)
        try:
            return self._token.GetAttribute(name).split(";")[0] or "0"
        except Exception:  # COMError: it has none
            return "0"


def _read_lists_of_languages() -> None:
    """Let pyttsx3 read voices that name several languages, as SAPI has it (``413;9``): else one such hides them all."""
    from pyttsx3.drivers import sapi5

    read = sapi5.SAPI5Driver._toVoice
    if not isinstance(read, partial):
        sapi5.SAPI5Driver._toVoice = staticmethod(partial(_voice_of, read))


def _voice_of(read: Callable[[Any], Any], token: Any) -> Any:
    return read(_OfOneLanguage(token))


class Espeak:
    """The command espeak-ng. Raises DeviceError where it is not installed."""

    name, sentence_s = "espeak-ng", SENTENCE_S

    def __init__(self) -> None:
        command = shutil.which("espeak-ng")
        if not command:
            raise DeviceError("The command espeak-ng is not installed.")
        self._command = command
        lines = run_command([command, "--voices"]).splitlines()[1:]
        languages = [line.split()[1] for line in lines if len(line.split()) > 1]
        self.voices = [SynthVoice(self.name, language, (language,)) for language in languages]

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        pace = str(round(NORMAL_WPM * rate))
        run_command([self._command, "-v", voice.name, "-s", pace, "-w", str(path), "--stdin"], words)


MakeEngine = Callable[[], Engine]
_BY_SYSTEM: Mapping[str, Sequence[MakeEngine]] = {"linux": (Espeak, Pyttsx), "win32": (OneCore, Pyttsx, Espeak)}
ENGINES: Sequence[MakeEngine] = _BY_SYSTEM.get(sys.platform, (Pyttsx, Espeak))
"""The most wanted first. On Linux pyttsx3 speaks with espeak-ng too, but not dependably; on Windows a Dutch voice is
mostly one that only OneCore has."""


def engines_with(voices: Path) -> Sequence[MakeEngine]:
    """Return the engines of this system, behind those for the voices that the employer put into a folder."""
    return (partial(Piper, voices), *ENGINES) if any(voices.glob("*.onnx")) else ENGINES


def _aiff_to_wav(path: Path) -> None:
    """macOS writes AIFF whatever the name says (https://github.com/nateshmbhat/pyttsx3/issues/361)."""
    if path.is_file() and path.read_bytes()[:4] == b"FORM":
        aiff = path.rename(path.with_suffix(".aiff"))
        run_command(["afconvert", "-f", "WAVE", "-d", "LEI16", str(aiff), str(path)])
        aiff.unlink()
