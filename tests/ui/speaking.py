"""A program of its own that speaks one scenario on the loudspeaker, and prints what happened and when, as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from oss_app.core.events import Opened, Saying
from oss_app.core.plan import plan
from oss_app.core.ports import Utterance
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.session import Session
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.core.voices import Wish
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.resources import assets
from oss_app.speech.engines import ENGINES, MakeEngine
from oss_app.speech.sounds import Sounds, chime_sounds
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.sound import QtVoice

from ..sound_film import sound_film
from ..speech.engines import tones

NL = Utterance("Leg 1 sonde in vak 2. De punt is scherp.", "nl")
EN = Utterance("Put 1 probe in section 2. The tip is sharp.", "en")
OTHER = Utterance("Leg 4 watten-rollen in vak 4.", "nl")


class Stage:
    """A voice with all that is behind it; ``marks`` is what happened, by the clock of the loudspeaker."""

    def __init__(self, folder: Path, volume: float, engines: Sequence[MakeEngine]) -> None:
        self.application = QCoreApplication([])
        self.marks: list[tuple[str, float]] = []
        self._number = 0
        self.bridge = Bridge()
        self.sounds = Sounds(folder / "sounds", self.bridge.post, engines)
        self.voice = QtVoice(
            self.sounds,
            chime_sounds(assets() / "sounds"),
            on_state=lambda works: self.mark(f"works {works}"),
            volume=volume,
        )
        self.voice.open()
        self.run(2.5)  # the device is opened, the silent first sound is over

    def mark(self, what: str) -> None:
        self.marks.append((what, time.monotonic()))

    def run(self, seconds: float) -> None:
        self.until(lambda: False, seconds)

    def until(self, condition: Callable[[], object], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not condition():
            self.application.processEvents()
            if self._number and not self.voice.is_speaking:
                self.mark(f"ended {self._number}")
                self._number = 0
            time.sleep(0.001)

    def has(self, what: str) -> bool:
        return what in [name for name, _ in self.marks]

    def make_ready(self, *utterances: Utterance) -> None:
        self.voice.prepare(utterances)
        wishes = [Wish(u.words, u.language, u.rate) for u in utterances]
        self.until(lambda: all(self.sounds.ready(w) for w in wishes))

    def speak(self, utterance: Utterance, number: int) -> None:
        self.mark(f"speak {number}")
        self.voice.speak(utterance)
        self._number = number
        self.mark(f"called {number}")

    def hush(self) -> None:
        """Hush; what was hushed has not ended."""
        self._number = 0
        self.voice.hush()


def whole(stage: Stage) -> None:
    """Two languages, each to its end."""
    for number, utterance in enumerate((NL, EN), 1):
        stage.speak(utterance, number)
        stage.until(lambda n=number: stage.has(f"ended {n}"))
        stage.run(0.5)


def ahead(stage: Stage) -> None:
    stage.make_ready(NL)
    stage.speak(NL, 1)
    stage.until(lambda: stage.has("ended 1"))


def hushed(stage: Stage) -> None:
    stage.make_ready(NL)
    for number in range(1, 4):
        stage.speak(NL, number)
        stage.run(0.8)
        stage.mark(f"hush {number}")
        stage.hush()
        stage.run(0.6)


def overtaken(stage: Stage) -> None:
    """A second step follows while the first is spoken; what belongs to the first never comes back."""
    stage.make_ready(NL)
    stage.speak(NL, 1)
    stage.run(0.7)
    stage.speak(OTHER, 2)
    stage.until(lambda: stage.has("ended 2"))
    stage.run(0.3)


def again(stage: Stage) -> None:
    """Hear again, while it speaks."""
    stage.make_ready(OTHER)
    stage.speak(OTHER, 1)
    stage.run(0.7)
    stage.speak(OTHER, 2)
    stage.until(lambda: stage.has("ended 2"))
    stage.run(0.3)


def chimes(stage: Stage) -> None:
    stage.make_ready(OTHER)
    for name in ("tick", "call"):
        stage.mark(name)
        stage.voice.chime(name)
        stage.run(1.8)
    stage.mark("tick, then speech")
    stage.voice.chime("tick")
    stage.speak(OTHER, 1)
    stage.until(lambda: stage.has("ended 1"))


def recording(stage: Stage) -> None:
    """A recording wins over the voice; one that cannot be played is replaced by it."""
    folder = Path(sys.argv[1])
    good, broken = folder / "recording.wav", folder / "broken.wav"
    subprocess.run(["sox", "-n", "-r", "44100", "-c", "1", str(good), "synth", "0.6", "sine", "440"], check=True)
    broken.write_bytes(b"this is no recording")
    stage.make_ready(OTHER)
    for number, path in enumerate((good, broken, folder / "missing.wav"), 1):
        stage.speak(Utterance(OTHER.words, OTHER.language, OTHER.rate, path), number)
        stage.until(lambda n=number: stage.has(f"ended {n}"))
        stage.run(0.3)


def parts(stage: Stage) -> None:
    """A recording, words that no voice speaks, and words of another language: one after the other, with pauses."""
    good = Path(sys.argv[1]) / "recording.wav"
    subprocess.run(["sox", "-n", "-r", "44100", "-c", "1", str(good), "synth", "0.6", "sine", "440"], check=True)
    stage.make_ready(OTHER)
    unspeakable = Utterance("Sonda ha seksyon 2.", "so", then=OTHER)
    stage.speak(Utterance(NL.words, NL.language, NL.rate, good, unspeakable), 1)
    stage.until(lambda: stage.has("ended 1"))
    stage.run(0.3)


def pages(stage: Stage) -> None:
    """*Hear again* on a page of two steps, at *short* and at *list*: the first has a recording and a warning."""
    folder = Path(sys.argv[1])
    subprocess.run(
        ["sox", "-n", "-r", "44100", "-c", "1", str(folder / "step.wav"), "synth", "0.6", "sine", "440"], check=True
    )
    words, warning = Text(words="Leg 1 sonde in vak 2."), Text(words="De punt is scherp.")
    recorded = Step(text=words, sound=Text(words="step.wav"), warning=warning)
    task = Task(title=words, folder=folder, items=(recorded, Step(text=Text(words=OTHER.words))))
    for number, level in enumerate((HelpLevel.SHORT, HelpLevel.LIST), 1):
        profile = Profile(level=level)
        session = Session(plan(task, profile))
        session.on(Opened())
        said = Presenter(profile, "nl", load("nl")).utterance(session, Saying.STEP)
        assert said
        stage.make_ready(*(part for part in said.parts if not part.recording))
        stage.speak(said, number)
        stage.until(lambda n=number: stage.has(f"ended {n}"))
        stage.run(0.3)


def film(stage: Stage) -> None:
    """A film's own sound, and then the warning; where it has no sound the voice speaks as well."""
    stage.make_ready(NL, OTHER)
    for number, hertz in enumerate((440.0, None), 1):
        path = sound_film(Path(sys.argv[1]) / f"film{number}.mkv", 1.5, hertz)
        stage.speak(Utterance(NL.words, NL.language, NL.rate, path, OTHER), number)
        stage.until(lambda n=number: stage.has(f"ended {n}"))
        stage.run(0.3)


def unplugged(stage: Stage) -> None:
    """The loudspeaker goes in the middle of a sentence, and comes back."""
    stage.make_ready(NL, OTHER)
    stage.speak(NL, 1)
    stage.run(0.7)
    subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True, stdout=sys.stderr)
    stage.until(lambda: stage.has("ended 1"), 12)
    stage.speak(OTHER, 2)
    stage.until(lambda: stage.has("ended 2"))
    load = ["pactl", "load-module", "module-null-sink", "sink_name=bench", "rate=48000"]
    subprocess.run(load, check=True, stdout=sys.stderr)
    stage.run(2.5)
    stage.speak(OTHER, 3)
    stage.until(lambda: stage.has("ended 3"))


def lost(stage: Stage) -> None:
    """What was heard before is not heard any more, and then it is: before, between and after, whether it is lost."""
    stage.make_ready(NL, OTHER)
    stage.speak(OTHER, 1)
    stage.until(lambda: stage.has("ended 1"))
    stage.mark(f"lost {stage.voice.hearing.is_lost}")
    stage.speak(NL, 2)
    stage.run(0.7)
    subprocess.run(["pactl", "unload-module", "module-null-sink"], check=True, stdout=sys.stderr)
    stage.until(lambda: stage.has("ended 2"), 12)
    stage.mark(f"lost {stage.voice.hearing.is_lost}")
    load = ["pactl", "load-module", "module-null-sink", "sink_name=bench", "rate=48000"]
    subprocess.run(load, check=True, stdout=sys.stderr)
    stage.run(2.5)
    stage.speak(OTHER, 3)
    stage.until(lambda: stage.has("ended 3"))
    stage.mark(f"lost {stage.voice.hearing.is_lost}")


def tuned(stage: Stage) -> None:
    """The same words at full strength, and after it was made quieter while it ran."""
    stage.make_ready(OTHER)
    for number, volume in enumerate((1.0, 0.2), 1):
        stage.voice.tune(volume, {})
        stage.speak(OTHER, number)
        stage.until(lambda n=number: stage.has(f"ended {n}"))
        stage.mark(f"over {number}")
        stage.run(0.3)


def unknown(stage: Stage) -> None:
    """A language that no voice speaks, and then one that it does."""
    stage.speak(Utterance("Sonda ha seksyon 2.", "so"), 1)
    stage.until(lambda: stage.has("ended 1"))
    stage.run(0.3)
    stage.speak(OTHER, 2)
    stage.until(lambda: stage.has("ended 2"))


def hung(stage: Stage) -> None:
    """The engine hangs in a step, and is well again at the next."""
    fault = Path(sys.argv[1]) / "fault"
    fault.write_text("hang")
    stage.speak(NL, 1)
    stage.until(lambda: stage.has("ended 1"))
    fault.unlink()
    for number in (2, 3, 4, 5):  # on a busy computer a new engine may come up too late for the first of them
        stage.speak(OTHER, number)
        stage.until(lambda number=number: stage.has(f"ended {number}"))
        if stage.has("works True"):
            break


SCENARIOS = (
    hung,
    lost,
    whole,
    ahead,
    hushed,
    overtaken,
    again,
    chimes,
    recording,
    parts,
    pages,
    film,
    unplugged,
    unknown,
    tuned,
)

if __name__ == "__main__":
    _, _folder, _name, _volume = sys.argv
    _engines = tones(Path(_folder)) if _name == "hung" else ENGINES
    _stage = Stage(Path(_folder), float(_volume), _engines)
    {f.__name__: f for f in SCENARIOS}[_name](_stage)
    _stage.voice.close()
    _stage.bridge.close()
    sys.stdout.write(json.dumps(_stage.marks))
