"""Sounds are made in a child process that may hang, die or lack a voice, and nobody waits for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from oss_app.core.voices import Sound, Wish, choose
from oss_app.speech import wav
from oss_app.speech.engines import ENGINES, Engine, Espeak, MakeEngine, Pyttsx
from oss_app.speech.sounds import Sounds, find_voices
from oss_app.speech.synth import PAUSE_S, sentences

from ..leftovers import nothing_left, until
from .engines import asked, no_engine, tones

PROBE = Wish("Leg 1 sonde in vak 2.", "nl", 0.9)
MIRROR = Wish("Put 1 mirror in section 1.", "en", 0.9)
linux = pytest.mark.skipif(sys.platform != "linux", reason="espeak-ng is the engine of Linux")


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Sounds]]:
    made: list[Sounds] = []

    def _make(engines: Sequence[MakeEngine] | None = None) -> Sounds:
        made.append(Sounds(tmp_path / "sounds", lambda f: f(), tones(tmp_path) if engines is None else engines))
        made[-1].open()
        return made[-1]

    yield _make
    for sounds in made:
        sounds.close()


class Answers:
    def __init__(self) -> None:
        self.got: list[tuple[str, Sound | None]] = []

    def to(self, name: str) -> Callable[[Sound | None], None]:
        return lambda sound: self.got.append((name, sound))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.got]


@pytest.fixture
def answers() -> Answers:
    return Answers()


def fault(folder: Path, what: str) -> None:
    (folder / "fault").write_text(what)


def test_a_sound_is_made_trimmed_and_remembered(make: Callable[..., Sounds], answers: Answers, tmp_path: Path) -> None:
    sounds = make()
    assert sounds.ready(PROBE) is None
    sounds.ask(PROBE, answers.to("a"))  # before the child is up
    until(lambda: answers.got)
    sound = answers.got[0][1]
    assert sound is not None
    assert sound.seconds == pytest.approx(0.2 + wav.BEFORE_S + wav.AFTER_S, abs=0.01)
    assert wav.read(sound.path).seconds == pytest.approx(sound.seconds)
    assert sounds.ready(PROBE) == sound
    assert asked(tmp_path) == ["nl 0.9 Leg 1 sonde in vak 2."]


def test_a_kept_sound_is_not_made_again_after_a_restart(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path
) -> None:
    first = make()
    first.ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    first.close()
    make().ask(PROBE, answers.to("b"))
    until(lambda: len(answers.got) == 2)
    assert answers.got[0][1] == answers.got[1][1]
    assert len(asked(tmp_path)) == 1


def test_a_damaged_sound_is_made_again(make: Callable[..., Sounds], answers: Answers, tmp_path: Path) -> None:
    first = make()
    first.ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    first.close()
    sound = answers.got[0][1]
    assert sound is not None
    sound.path.write_bytes(b"RIFF")
    make().ask(PROBE, answers.to("b"))
    until(lambda: len(answers.got) == 2)
    assert answers.got[1][1] == sound
    assert wav.seconds(sound.path) == pytest.approx(sound.seconds)


def test_sentences_have_a_pause_between(make: Callable[..., Sounds], answers: Answers, tmp_path: Path) -> None:
    make().ask(Wish("Leg 1 sonde. De punt is scherp.", "nl", 0.8), answers.to("a"))
    until(lambda: answers.got)
    sound = answers.got[0][1]
    assert sound is not None
    assert asked(tmp_path) == ["nl 0.8 Leg 1 sonde.", "nl 0.8 De punt is scherp."]
    one = 0.2 + wav.BEFORE_S + wav.AFTER_S
    assert sound.seconds == pytest.approx(2 * one + PAUSE_S / 0.8, abs=0.01)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Leg 1 sonde.", ["Leg 1 sonde."]),
        ("Neem 1.5 liter.  Klaar?\nJa", ["Neem 1.5 liter.", "Klaar?", "Ja"]),
        ("Zeg 'klaar.' Ga door.", ["Zeg 'klaar.", "Ga door."]),
        ("هل انتهيت؟ نعم.", ["هل انتهيت؟", "نعم."]),
        ("  ", []),
    ],
)
def test_where_sentences_end(words: str, parts: list[str]) -> None:
    assert sentences(words) == parts


def test_only_the_last_question_is_answered(make: Callable[..., Sounds], answers: Answers, tmp_path: Path) -> None:
    fault(tmp_path, "slow")
    sounds = make()
    until(lambda: sounds.pid)
    sounds.ask(PROBE, answers.to("old"))
    until(lambda: asked(tmp_path))
    sounds.ask(MIRROR, answers.to("new"))
    until(lambda: answers.got)
    time.sleep(0.7)
    assert answers.names == ["new"]


def test_a_dropped_question_is_not_answered(make: Callable[..., Sounds], answers: Answers, tmp_path: Path) -> None:
    fault(tmp_path, "slow")
    sounds = make()
    sounds.ask(PROBE, answers.to("a"))
    until(lambda: asked(tmp_path))
    sounds.drop()
    until(lambda: sounds.ready(PROBE))
    assert answers.got == []


def test_what_is_asked_comes_before_what_is_made_ahead(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path
) -> None:
    fault(tmp_path, "slow")
    sounds = make()
    ahead = [Wish(f"Stap {i}.", "nl", 0.9) for i in range(5)]
    sounds.prepare(ahead)
    until(lambda: asked(tmp_path))
    sounds.ask(PROBE, answers.to("now"))
    until(lambda: answers.got)
    assert asked(tmp_path)[:2] == ["nl 0.9 Stap 0.", "nl 0.9 Leg 1 sonde in vak 2."]
    fault(tmp_path, "")
    until(lambda: all(sounds.ready(w) for w in ahead))
    assert [line.split()[-1] for line in asked(tmp_path)[2:]] == ["1.", "2.", "3.", "4."]


def test_new_wishes_take_the_place_of_the_old(make: Callable[..., Sounds], tmp_path: Path) -> None:
    fault(tmp_path, "slow")
    sounds = make()
    sounds.prepare([Wish(f"Stap {i}.", "nl", 0.9) for i in range(5)])
    until(lambda: asked(tmp_path))
    sounds.prepare([PROBE])
    until(lambda: sounds.ready(PROBE))
    assert asked(tmp_path) == ["nl 0.9 Stap 0.", "nl 0.9 Leg 1 sonde in vak 2."]


@pytest.mark.parametrize("language", ["pl", "xx", ""])
def test_a_language_without_a_voice_is_silent_never_english(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path, language: str
) -> None:
    make().ask(Wish("Połóż sondę.", language, 0.9), answers.to("a"))
    until(lambda: answers.got)
    assert answers.got == [("a", None)]
    assert asked(tmp_path) == []


@pytest.mark.parametrize("what", ["fail", "nothing"])
def test_an_engine_that_fails_is_silent_and_works_at_the_next_step(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path, what: str
) -> None:
    fault(tmp_path, what)
    sounds = make()
    sounds.ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    assert answers.got == [("a", None)]
    fault(tmp_path, "")
    sounds.ask(MIRROR, answers.to("b"))
    until(lambda: len(answers.got) == 2)
    assert answers.got[1][1]


@pytest.mark.slow
def test_a_hung_engine_is_given_up_and_works_at_the_next_step(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    fault(tmp_path, "hang")
    sounds = make()
    until(lambda: sounds.pid)
    sounds.ask(PROBE, answers.to("a"))
    until(lambda: asked(tmp_path))
    began = time.monotonic()
    until(lambda: answers.got)
    assert answers.got == [("a", None)]
    record_property("milliseconds", {"took": (time.monotonic() - began) * 1000, "target": 5000})
    fault(tmp_path, "")
    sounds.ask(MIRROR, answers.to("b"))
    until(lambda: len(answers.got) == 2)
    assert answers.got[1][1]


@pytest.mark.slow
def test_a_text_that_kills_the_engine_is_tried_twice(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path
) -> None:
    fault(tmp_path, "slow")
    sounds = make()
    for i in range(2):
        sounds.ask(PROBE, answers.to(str(i)))
        until(lambda i=i: len(asked(tmp_path)) == i + 1)
        assert sounds.pid
        os.kill(sounds.pid, signal.SIGKILL)
        until(lambda i=i: len(answers.got) == i + 1)
    sounds.ask(PROBE, answers.to("2"))
    assert answers.got == [("0", None), ("1", None), ("2", None)]
    sounds.ask(MIRROR, answers.to("b"))
    until(lambda: len(answers.got) == 4)
    assert answers.got[3][1]
    assert len(asked(tmp_path)) == 3


def test_without_any_engine_it_is_silent(
    make: Callable[..., Sounds], answers: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    make([no_engine]).ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    assert answers.got == [("a", None)]
    assert "no speech engine" in caplog.text


def test_the_second_engine_speaks_where_the_first_is_missing(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path
) -> None:
    make([no_engine, *tones(tmp_path)]).ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    assert answers.got[0][1]


def test_a_folder_that_cannot_be_written_is_silent(answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    sounds = Sounds(tmp_path / "file", lambda f: f(), tones(tmp_path))
    sounds.open()
    sounds.ask(PROBE, answers.to("a"))
    until(lambda: answers.got)
    assert answers.got == [("a", None)]
    sounds.close()


@linux
@pytest.mark.parametrize("engine", [Pyttsx, Espeak])
@pytest.mark.parametrize("language", ["nl", "en", "de", "fr", "pl", "uk", "ar", "tr"])
def test_the_real_engines_speak(
    make: Callable[..., Sounds], answers: Answers, engine: Callable[[], Engine], language: str
) -> None:
    words = {"uk": "Покладіть один зонд.", "ar": "ضع مسبارا واحدا."}.get(language, "Leg 1 sonde in vak 2.")
    sounds = make([engine])
    sounds.ask(Wish(words, language, 0.9), answers.to("a"))
    until(lambda: answers.got)
    sound = answers.got[0][1]
    assert sound is not None
    samples = wav.read(sound.path)
    assert 0.8 < samples.seconds < 6
    loud = [abs(v) for v in samples.values[: round(0.1 * samples.rate)]]
    assert max(loud) > 500, "speech begins within 0.1 s"
    rms = (sum(v * v for v in samples.values) / len(samples.values)) ** 0.5 / 32768
    assert 0.02 < rms < 0.4


@linux
def test_each_sentence_has_its_own_voice_and_rate(tmp_path: Path) -> None:
    """The same library speaks in both engines, so each sentence must last as long in the one as in the other."""
    pyttsx, espeak = Pyttsx(), Espeak()
    seconds = []
    for i in range(24):
        language, rate = ("nl", "en", "nl", "nl")[i % 4], (0.7, 1.1, 0.9, 0.8, 0.8)[i % 5]
        for engine in (pyttsx, espeak):
            voice = choose(language, engine.voices)
            assert voice
            engine.make(PROBE.words, voice, rate, tmp_path / "a.wav")
            seconds.append(wav.trimmed(wav.read(tmp_path / "a.wav")).seconds)
    assert seconds[::2] == pytest.approx(seconds[1::2], rel=0.02)
    assert 1.3 < max(seconds) / min(seconds) < 2.2


@linux
def test_a_step_is_made_by_the_real_engine(
    make: Callable[..., Sounds], answers: Answers, record_property: Callable[[str, object], None]
) -> None:
    sounds = make(ENGINES)
    sounds.ask(MIRROR, answers.to("warm"))
    until(lambda: answers.got)
    began = time.perf_counter()
    sounds.ask(PROBE, answers.to("a"))
    until(lambda: len(answers.got) == 2)
    record_property("milliseconds", {"took": (time.perf_counter() - began) * 1000, "target": 300})


@linux
def test_the_voices_of_this_computer() -> None:
    spoken = {language for voice in find_voices() for language in voice.languages}
    assert {"nl", "en-gb", "de", "pl", "uk", "ar", "tr"} <= spoken


def test_the_app_itself_never_loads_the_engine() -> None:
    program = """
        import sys, tempfile, time
        from pathlib import Path
        from oss_app.speech.sounds import Sounds, find_voices
        from oss_app.core.voices import Wish
        if __name__ == "__main__":
            made = []
            sounds = Sounds(Path(tempfile.mkdtemp()), lambda f: f())
            sounds.open()
            sounds.ask(Wish("Leg 1 sonde.", "nl", 0.9), made.append)
            end = time.monotonic() + 15
            while not made and time.monotonic() < end: time.sleep(0.01)
            find_voices()
            sounds.close()
            assert made
            loaded = sorted({"pyttsx3", "cv2", "numpy", "PySide6"} & set(sys.modules))
            assert loaded == [], loaded
    """
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=root, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_voice_that_is_chosen_speaks_from_then_on(
    make: Callable[..., Sounds], answers: Answers, tmp_path: Path
) -> None:
    sounds = make()
    sounds.ask(PROBE, answers.to("first"))
    until(lambda: answers.got)
    sounds.prefer({"nl": "nl-2"})
    assert sounds.ready(PROBE) is None, "what was made with the other voice is not said"
    sounds.ask(PROBE, answers.to("second"))
    until(lambda: len(answers.got) == 2)
    sounds.prefer({})
    sounds.ask(PROBE, answers.to("third"))
    until(lambda: len(answers.got) == 3)
    assert [line.split()[0] for line in asked(tmp_path)] == ["nl", "nl-2"], "and the first is still kept"
