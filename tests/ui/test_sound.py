"""What comes out of the loudspeaker: speech in two languages, one thing at a time, and silence once it is hushed.

The moments are taken from a recording of what the program gave to the sound system. How soon it is on a quiet computer
is measured by ``tests/benchmarks/sound_from_outside.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from ..leftovers import nothing_left
from ..loudspeaker import Loudspeaker, loudspeaker
from .speech_run import Run, marks

BUSY_S = 2.0
"""Longer than a busy computer needs for what comes at once, and shorter than what a sound or a voice is waited for."""
NO_SOUND = 0.0005  # RMS, of 1.0
SPEECH = 0.02


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Loudspeaker, Mapping[str, str]]]:
    with nothing_left(), loudspeaker(tmp_path_factory.mktemp("pulse")) as made:
        yield made


@pytest.fixture(scope="module")
def play(
    speaker: tuple[Loudspeaker, Mapping[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Run]:
    @cache
    def _play(scenario: str, volume: float = 1.0) -> Run:
        return Run(marks(tmp_path_factory.mktemp(scenario), scenario, speaker[1], volume), speaker[0])

    return _play


@pytest.mark.sound
@pytest.mark.slow
def test_dutch_and_english_are_heard_to_their_end(play: Callable[..., Run]) -> None:
    run = play("whole")
    for number in (1, 2):
        spoken, ended = run.at(f"speak {number}"), run.at(f"ended {number}")
        assert 2.5 < ended - spoken < 6
        assert run.speaker.rms(spoken + 0.3, ended - 0.2) > SPEECH
        assert run.delay(f"speak {number}") < BUSY_S
    between = run.speaker.rms(run.at("ended 1") + 0.1, run.at("speak 2") - 0.05)
    assert between < NO_SOUND
    assert not run.has("works False")


@pytest.mark.slow
@pytest.mark.sound
def test_a_pause_is_heard_between_two_sentences(play: Callable[..., Run]) -> None:
    run = play("ahead")
    heard = run.speaker.heard(run.at("speak 1") + 0.3, run.at("ended 1") - 0.3)
    longest = silent = 0
    for _, rms in heard:
        silent = silent + 1 if rms < NO_SOUND else 0
        longest = max(longest, silent)
    assert 350 <= longest <= 700, "milliseconds of silence"


@pytest.mark.slow
@pytest.mark.sound
def test_silence_follows_a_hush_and_what_was_hushed_never_ends(play: Callable[..., Run]) -> None:
    run = play("hushed")
    for number in (1, 2, 3):
        hush = run.at(f"hush {number}")
        assert run.speaker.rms(run.at(f"speak {number}") + 0.2, hush) > SPEECH
        assert run.speaker.rms(hush + 0.3, hush + 0.55) < NO_SOUND
        assert not run.has(f"ended {number}"), "what was hushed has not ended"


@pytest.mark.slow
@pytest.mark.sound
@pytest.mark.parametrize("scenario", ["overtaken", "again"])
def test_the_next_utterance_takes_the_place_of_the_last(play: Callable[..., Run], scenario: str) -> None:
    run = play(scenario)
    assert not run.has("ended 1")
    second, ended = run.at("speak 2"), run.at("ended 2")
    assert 1.2 < ended - second < 3.5
    assert run.speaker.rms(second + 0.1, ended - 0.1) > SPEECH
    assert run.speaker.rms(ended + 0.05, ended + 0.25) < NO_SOUND


@pytest.mark.slow
@pytest.mark.sound
def test_chimes_are_heard_and_speech_waits_for_them(play: Callable[..., Run]) -> None:
    run = play("chimes")
    for name, seconds in (("tick", 0.12), ("call", 1.28)):
        assert run.delay(name) < BUSY_S
        last = run.speaker.last_sound(run.at(name), run.at(name) + 1.7)
        assert last is not None
        assert 0.3 * seconds < last - run.at(name) < seconds + 0.3
    both = run.at("tick, then speech")
    assert run.at("ended 1") - both > 1.2
    assert run.speaker.rms(both + 0.2, run.at("ended 1") - 0.1) > SPEECH


@pytest.mark.slow
@pytest.mark.sound
def test_a_recording_wins_and_a_broken_one_is_replaced_by_the_voice(play: Callable[..., Run]) -> None:
    run = play("recording")
    assert 0.5 < run.at("ended 1") - run.at("speak 1") < 1.0, "the recording lasts 0.6 s, the voice 2 s"
    for number in (2, 3):
        spoken, ended = run.at(f"speak {number}"), run.at(f"ended {number}")
        assert 1.3 < ended - spoken < 3.5
        assert run.speaker.rms(spoken + 0.2, ended - 0.1) > SPEECH
        assert run.delay(f"speak {number}") < BUSY_S
    assert not run.has("works False")


@pytest.mark.slow
@pytest.mark.sound
def test_what_follows_a_recording_is_heard_after_a_pause_and_words_without_a_voice_are_left_out(
    play: Callable[..., Run],
) -> None:
    run = play("parts")
    spoken, ended = run.at("speak 1"), run.at("ended 1")
    assert 0.6 + 0.4 + 0.4 + 1.0 < ended - spoken < 5
    assert run.speaker.rms(spoken + 0.2, spoken + 0.5) > SPEECH
    assert run.speaker.rms(ended - 1.2, ended - 0.3) > SPEECH
    assert not run.has("works False")


@pytest.mark.slow
@pytest.mark.sound
def test_a_page_is_heard_with_the_coachs_recording_then_its_warning_then_the_other_step(
    play: Callable[..., Run],
) -> None:
    run = play("pages")
    for number in (1, 2):  # short, list
        spoken, ended = run.at(f"speak {number}"), run.at(f"ended {number}")
        first = spoken + run.delay(f"speak {number}")
        assert run.speaker.rms(first + 0.1, first + 0.5) > SPEECH, "the recording"
        assert run.speaker.rms(first + 0.6 + 0.1, first + 0.6 + 0.3) < NO_SOUND, "a pause"
        assert run.speaker.rms(first + 1.2, first + 1.9) > SPEECH, "the warning"
        assert run.speaker.rms(ended - 1.2, ended - 0.3) > SPEECH, "the other step"
        assert ended - spoken > 0.6 + 0.4 + 1.0 + 0.4 + 1.3
    assert not run.has("works False")


@pytest.mark.slow
@pytest.mark.sound
def test_a_film_is_heard_with_its_own_sound_and_the_warning_follows(play: Callable[..., Run]) -> None:
    run = play("film")
    spoken, ended = run.at("speak 1"), run.at("ended 1")
    assert run.speaker.rms(spoken + 0.4, spoken + 1.3) > SPEECH, "the tone of the film"
    assert run.speaker.rms(ended - 1.2, ended - 0.3) > SPEECH, "the warning"
    assert ended - spoken > 1.5 + 0.4 + 1.0
    silent, over = run.at("speak 2"), run.at("ended 2")
    assert run.speaker.rms(silent + 0.4, silent + 1.3) > SPEECH, "the voice, where the film turns out to have no sound"
    assert over - silent > 2.5 + 0.4 + 1.0, "and the warning"
    assert not run.has("works False")


@pytest.mark.slow
@pytest.mark.sound
def test_a_language_without_a_voice_is_silent_and_the_next_step_speaks(play: Callable[..., Run]) -> None:
    run = play("unknown")
    assert run.at("ended 1") - run.at("speak 1") < BUSY_S
    assert run.at("works False") <= run.at("ended 1")
    assert run.speaker.rms(run.at("speak 1"), run.at("speak 2")) < NO_SOUND
    assert run.at("works True") > run.at("speak 2")
    assert run.speaker.rms(run.at("speak 2") + 0.3, run.at("ended 2") - 0.1) > SPEECH


@pytest.mark.slow
@pytest.mark.sound
def test_a_hung_engine_delays_nothing_and_speaks_at_a_later_step(play: Callable[..., Run]) -> None:
    run = play("hung")
    assert run.at("called 1") - run.at("speak 1") < BUSY_S
    assert run.at("ended 1") - run.at("speak 1") < 3.3
    assert run.at("works False") <= run.at("ended 1")
    assert run.speaker.rms(run.at("speak 1"), run.at("ended 1")) < NO_SOUND
    assert run.at("called 2") - run.at("speak 2") < BUSY_S
    assert run.speaker.first_sound(run.at("speak 2")), "or at a step after it"
    assert run.at("works True") > run.at("speak 2")


@pytest.mark.slow
@pytest.mark.sound
def test_a_loudspeaker_that_goes_in_the_middle_keeps_nobody_waiting_and_is_used_when_it_returns(
    play: Callable[..., Run],
) -> None:
    run = play("unplugged")
    assert run.at("ended 1") - run.at("speak 1") < 6.5, "the sentence lasts 3.7 s"
    assert run.has("works False")
    assert run.has("ended 2")
    assert run.speaker.rms(run.at("speak 3") + 0.3, run.at("speak 3") + 2.0) > SPEECH


@pytest.mark.slow
@pytest.mark.sound
def test_a_loudspeaker_that_was_heard_and_is_not_any_more_is_lost_until_it_is_heard_again(
    play: Callable[..., Run],
) -> None:
    told = [name for name, _ in play("lost").marks if name.startswith("lost")]
    assert told == ["lost False", "lost True", "lost False"]


@pytest.mark.slow
@pytest.mark.sound
def test_the_volume_is_heard(play: Callable[..., Run]) -> None:
    full, soft = play("ahead"), play("ahead", 0.4)
    loudness = [run.speaker.rms(run.at("speak 1") + 0.2, run.at("ended 1") - 0.2) for run in (full, soft)]
    assert loudness[0] * 0.2 < loudness[1] < loudness[0] * 0.6


def test_without_a_sound_system_each_utterance_ends_at_once(tmp_path: Path) -> None:
    if Path("/proc/asound/pcm").exists() or sys.platform != "linux":
        pytest.skip("this computer has a sound card")
    nowhere = {"PULSE_SERVER": "unix:/nowhere", "PULSE_RUNTIME_PATH": str(tmp_path)}
    run = Run(marks(tmp_path, "whole", nowhere, 1.0))
    for number in (1, 2):
        assert run.at(f"ended {number}") - run.at(f"speak {number}") < BUSY_S
        assert run.at(f"called {number}") < run.at(f"ended {number}")
    assert [name for name, _ in run.marks].count("works False") == 1


@pytest.mark.slow
def test_it_is_made_quieter_while_it_runs(play: Callable[..., Run]) -> None:
    run = play("tuned")
    loud, quiet = (run.speaker.rms(run.at(f"speak {n}"), run.at(f"over {n}")) for n in (1, 2))
    assert loud > SPEECH
    assert NO_SOUND < quiet < loud / 2
