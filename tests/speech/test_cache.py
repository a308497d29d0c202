"""Kept sounds are found again, and the folder never grows beyond its limit."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from oss_app.speech.cache import SoundCache
from oss_app.speech.wav import Samples

from .engines import RATE, tone

SOUND = Samples(RATE, tone(0.1))
SIZE = 44 + 2 * len(SOUND.values)


def test_a_kept_sound_is_found(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path / "sounds")
    assert cache.find("Leg 1 sonde.", "a", 0.9) is None
    path = cache.keep("Leg 1 sonde.", "a", 0.9, SOUND)
    assert cache.find("Leg 1 sonde.", "a", 0.9) == path
    assert path.stat().st_size == SIZE


@pytest.mark.parametrize(("words", "voice", "rate"), [("Leg 2", "a", 0.9), ("Leg 1", "b", 0.9), ("Leg 1", "a", 1.0)])
def test_other_words_voices_and_rates_are_other_sounds(tmp_path: Path, words: str, voice: str, rate: float) -> None:
    cache = SoundCache(tmp_path)
    kept = cache.keep("Leg 1", "a", 0.9, SOUND)
    assert cache.find(words, voice, rate) is None
    assert cache.keep(words, voice, rate, SOUND) != kept


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, limit=3 * SIZE)
    paths = [cache.keep(words, "a", 1, SOUND) for words in ("one", "two", "three")]
    for age, path in zip((300, 200, 100), paths, strict=True):
        os.utime(path, (time.time() - age,) * 2)
    assert cache.find("one", "a", 1)  # used now
    cache.keep("four", "a", 1, SOUND)
    assert [bool(cache.find(w, "a", 1)) for w in ("one", "two", "three", "four")] == [True, False, True, True]


def test_the_newest_is_kept_even_where_it_is_too_large(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, limit=10)
    cache.keep("one", "a", 1, SOUND)
    assert cache.keep("two", "a", 1, SOUND).exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_half_written_is_left_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, sound: Samples) -> None:
        path.write_bytes(b"RIFF")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("oss_app.speech.wav.write", full)
    cache = SoundCache(tmp_path)
    with pytest.raises(OSError, match="No space"):
        cache.keep("one", "a", 1, SOUND)
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_a_power_cut_count_and_go(tmp_path: Path) -> None:
    (tmp_path / "x.part").write_bytes(b"x" * 10 * SIZE)
    os.utime(tmp_path / "x.part", (1, 1))
    cache = SoundCache(tmp_path, limit=3 * SIZE)
    cache.keep("one", "a", 1, SOUND)
    assert not (tmp_path / "x.part").exists()


def test_an_engine_gets_an_empty_place_to_write(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path / "sounds")
    cache.scratch().write_bytes(b"cut off")
    assert not cache.scratch().exists()
    assert cache.scratch().parent.is_dir()
