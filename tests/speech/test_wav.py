"""Sounds are cut and joined so that speech begins at once and sentences have a pause between."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import pytest

from oss_app.core.errors import DeviceError
from oss_app.speech import wav

from .engines import RATE, tone, write_tone


def test_silence_before_and_after_is_cut(tmp_path: Path) -> None:
    write_tone(tmp_path / "a.wav", lead=0.5, seconds=0.2, tail=0.6)
    sound = wav.trimmed(wav.read(tmp_path / "a.wav"))
    assert sound.rate == RATE
    assert sound.seconds == pytest.approx(0.2 + wav.BEFORE_S + wav.AFTER_S, abs=0.005)


def test_a_soft_beginning_is_not_cut(tmp_path: Path) -> None:
    soft = wav.Samples(RATE, tone(0.1, 300) + tone(0.1))
    assert wav.trimmed(soft) == soft


def test_what_is_silent_all_through_stays() -> None:
    silent = wav.Samples(RATE, array("h", [0] * 100))
    assert wav.trimmed(silent) == silent


def test_a_pause_lies_between_sentences(tmp_path: Path) -> None:
    one = wav.Samples(RATE, tone(0.2))
    sound = wav.joined([one, one], 0.5)
    assert sound.seconds == pytest.approx(0.9)
    assert set(sound.values[round(0.2 * RATE) : round(0.7 * RATE)]) == {0}
    wav.write(tmp_path / "a.wav", sound)
    assert wav.read(tmp_path / "a.wav") == sound
    assert wav.seconds(tmp_path / "a.wav") == pytest.approx(0.9)


def test_of_two_channels_the_first_is_taken(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", [1000, -5] * 50).tobytes())
    assert wav.read(tmp_path / "a.wav").values == array("h", [1000] * 50)


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"no sound at all, just words"])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DeviceError):
        wav.read(path)
    with pytest.raises(DeviceError):
        wav.seconds(path)


def test_sounds_of_different_rates_are_not_joined() -> None:
    with pytest.raises(DeviceError):
        wav.joined([wav.Samples(8000, tone(0.1)), wav.Samples(16000, tone(0.1))], 0.1)
