"""Voices that the employer supplies, spoken by the separate program Piper where it is installed.

A voice is two files side by side: ``x.onnx`` and ``x.onnx.json``, which says its language. The program is under the
GPL and is started as a command, never loaded: https://github.com/OHF-Voice/piper1-gpl
"""

from __future__ import annotations

import shutil
from pathlib import Path

from oss_app.core.errors import DeviceError
from oss_app.core.voices import SynthVoice
from oss_app.files import from_json
from oss_app.speech.command import run_command

PROGRAM = "piper"
SPEAKING_S = 14.0
"""How long the program may take for one sentence; it loads its voice each time, for seconds on a slow PC."""


class Piper:
    """An engine for the voices in ``folder``. Raises DeviceError where there is none, or no program."""

    name, sentence_s = "piper", SPEAKING_S + 1

    def __init__(self, folder: Path) -> None:
        program = shutil.which(PROGRAM)
        if not program:
            raise DeviceError("The program piper is not installed.")
        self._program, self._folder = program, folder
        found = ((file, _language(file)) for file in sorted(folder.glob("*.onnx")))
        self.voices = [SynthVoice(self.name, file.stem, (language,)) for file, language in found if language]
        if not self.voices:
            raise DeviceError(f"There is no voice of Piper in {folder}.")

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        model = self._folder / f"{voice.name}.onnx"
        asked = [self._program, "--model", str(model), "--output_file", str(path), "--length_scale", f"{1 / rate:.2f}"]
        run_command(asked, words, SPEAKING_S)


def _language(model: Path) -> str:
    """Return the language of a voice (``nl-NL``), as the file beside it says; empty where it says none."""
    try:
        told = from_json(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
        return str(told["language"]["code"]).replace("_", "-")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
