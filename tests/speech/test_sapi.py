"""Voices of SAPI5, which employers buy: read by pyttsx3's own driver for Windows, over a fake of SAPI."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import platformdirs
import pytest

from oss_app.core.voices import choose
from oss_app.speech.engines import Pyttsx


@dataclass
class Token:
    """An ISpeechObjectToken; ``languages`` is what its maker wrote, None where that is nothing."""

    name: str
    languages: str | None

    @property
    def Id(self) -> str:
        return f"HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Speech\\Voices\\Tokens\\{self.name}"

    def GetDescription(self) -> str:
        return self.name

    def GetAttribute(self, name: str) -> str:
        found = {"Language": self.languages, "Gender": "Female", "Age": "Adult"}[name]
        if found is None:
            raise OSError("there is no such attribute")
        return found


@dataclass
class Speaker:
    """An ISpeechVoice."""

    tokens: list[Token]
    EventInterests: int = 0
    Rate: int = 0
    Voice: Token = field(init=False)

    def __post_init__(self) -> None:
        self.Voice = self.tokens[0]

    def GetVoices(self) -> list[Token]:
        return self.tokens

    def Speak(self, words: str, flags: int = 0) -> None:
        assert not words


@pytest.fixture
def sapi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., None]]:
    """A Windows with these voices."""

    def with_voices(*tokens: Token) -> None:
        client, parts, com = ModuleType("comtypes.client"), ModuleType("comtypes.gen"), ModuleType("pythoncom")
        client.CreateObject = lambda name: Speaker(list(tokens))  # type: ignore[attr-defined]
        client.GetEvents = lambda *_: None  # type: ignore[attr-defined]
        parts.SpeechLib = ModuleType("SpeechLib")  # type: ignore[attr-defined]
        com.PumpWaitingMessages = lambda: None  # type: ignore[attr-defined]
        comtypes = ModuleType("comtypes")
        comtypes.client, comtypes.gen = client, parts  # type: ignore[attr-defined]
        stubs = {"comtypes": comtypes, "comtypes.client": client, "comtypes.gen": parts, "pythoncom": com}
        for name, stub in stubs.items():
            monkeypatch.setitem(sys.modules, name, stub)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "Cache")

    yield with_voices
    for name in [name for name in sys.modules if name.startswith("pyttsx3")]:
        del sys.modules[name]


def test_what_com_makes_of_sapi_is_kept_beside_neither_program_nor_what_roams(
    sapi: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """comtypes takes the first folder of its package of generated modules, and without one makes its own."""
    (tmp_path / "Cache" / "com").mkdir(parents=True)
    (tmp_path / "Cache" / "com" / "SpeechLib.py").write_text("made_before = True\n")
    sapi(Token("Frank", "413"))
    monkeypatch.delitem(sys.modules, "comtypes.gen")
    assert Pyttsx().voices
    assert list(sys.modules["comtypes.gen"].__path__) == [str(tmp_path / "Cache" / "com")]
    assert sys.modules["comtypes.gen.SpeechLib"].made_before
    for name in ("comtypes.gen", "comtypes.gen.SpeechLib"):
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize("odd", ["409;9", "", None, "1000"])
def test_a_voice_of_an_odd_language_hides_no_other(odd: str | None, sapi: Callable[..., None]) -> None:
    sapi(Token("Odd", odd), Token("Frank", "413"), Token("Fleur", "813;13"))
    voices = Pyttsx().voices
    assert [voice.name.rpartition("\\")[2] for voice in voices] == ["Odd", "Frank", "Fleur"]
    dutch, flemish = choose("nl", voices), choose("nl-BE", voices)
    assert dutch is not None and dutch.name.endswith("Frank")
    assert flemish is not None and flemish.name.endswith("Fleur")
    english = choose("en", voices)
    assert (english is not None) == (odd == "409;9")
