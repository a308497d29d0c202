"""The doctor tells of a PC as it is: the screen in its own pixels, the voices of all engines by language."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, QSizeF

from oss_app.app.diagnostics import doctor
from oss_app.core.voices import SynthVoice
from oss_app.i18n import load
from oss_app.speech import engines
from oss_app.speech.synth import start_engines


class OfWindows:
    """An engine as a PC has it; the first in line speaks."""

    name, sentence_s = "windows", 1.0
    voices: Sequence[SynthVoice] = (SynthVoice("windows", "Microsoft Frank", ("nl-NL",)),)

    def make(self, words: str, voice: SynthVoice, rate: float, path: Path) -> None:
        raise AssertionError("nothing is spoken here")


class Bought(OfWindows):
    name = "pyttsx3"
    voices = (
        SynthVoice("pyttsx3", "Fleur", ("nl-BE",)),
        SynthVoice("pyttsx3", "Zira", ("en-US",)),
        SynthVoice("pyttsx3", "Odd", ("Unknown Locale: 0",)),
    )


class Magnified:
    """A QScreen at 150 %."""

    def name(self) -> str:
        return r"\\.\DISPLAY1"

    def geometry(self) -> QRect:
        return QRect(0, 0, 1280, 720)

    def devicePixelRatio(self) -> float:
        return 1.5

    def physicalSize(self) -> QSizeF:
        return QSizeF(344, 194)


def test_a_screen_is_told_in_its_own_pixels_and_voices_of_all_engines_by_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "ENGINES", (OfWindows, Bought))
    monkeypatch.setattr(
        doctor, "find_voices", lambda made: [voice for engine in start_engines(made) for voice in engine.voices]
    )
    monkeypatch.setenv("DISPLAY", ":1")
    shown = SimpleNamespace(instance=lambda: None, screens=lambda: [Magnified()])
    monkeypatch.setattr(doctor, "QGuiApplication", shown)
    found = {finding.part: finding for finding in doctor.examine(tmp_path, load("en"))}
    assert found["screen"].found == r"\\.\DISPLAY1: 1920 x 1080 px, 344 x 194 mm"
    assert found["voice nl"].found == "Nederlands: Microsoft Frank (windows) Also: Fleur (pyttsx3)."
    assert found["voice en"].found == "English: Zira (pyttsx3)"
    assert (found["voice de"].is_fine, found["voice de"].found) == (False, "Deutsch: no voice.")
    assert "On Windows: Settings, Time and language, Speech, Add voices." in found["voice de"].advice


@pytest.mark.skipif(os.name != "posix", reason="there is always a display")
def test_without_a_display_no_screen_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(engines, "ENGINES", ())
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    shown = SimpleNamespace(instance=lambda: None, screens=lambda: [Magnified()])
    monkeypatch.setattr(doctor, "QGuiApplication", shown)
    told = [finding.found for finding in doctor.examine(tmp_path, load("en")) if finding.part == "screen"]
    assert told == ["No display."]
