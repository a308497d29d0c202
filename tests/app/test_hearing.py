"""The doctor speaks, and listens to what the loudspeaker is given."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.loudspeaker import Loudspeaker, loudspeaker

pytestmark = pytest.mark.sound


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Loudspeaker, Mapping[str, str]]]:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not here: apt-get install espeak-ng")
    with loudspeaker(tmp_path_factory.mktemp("pulse")) as made:
        yield made


def spoken(data: Path, environment: Mapping[str, str], *station: str) -> dict[str, object]:
    """What the doctor says of speech at a station with these settings; empty where it says nothing."""
    data.mkdir()
    (data / "station.yaml").write_text("\n".join(("language: en", *station)) + "\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "oss_app", "doctor", "--json", "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "en_GB.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    findings = {finding["part"]: finding for finding in json.loads(done.stdout)}
    found: dict[str, object] = findings.get("speech", {})
    return found


def test_a_sentence_is_spoken_and_heard(tmp_path: Path, speaker: tuple[Loudspeaker, Mapping[str, str]]) -> None:
    found = spoken(tmp_path / "data", speaker[1])
    assert found["is_fine"], found
    assert "spoken and heard" in str(found["found"])
    assert any(rms > 0.02 for _, rms in speaker[0].heard(0)), "nothing came out of the loudspeaker"


@pytest.mark.slow
def test_what_nobody_can_hear_is_no_voice(tmp_path: Path, speaker: tuple[Loudspeaker, Mapping[str, str]]) -> None:
    found = spoken(tmp_path / "data", speaker[1], "volume: 0.0")
    assert not found["is_fine"], found
    assert "volume" in str(found["advice"])


THROUGH_QT = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices
from oss_app.app.diagnostics import hearing
from oss_app.core.ports import Utterance
from oss_app.resources import assets
from oss_app.speech.sounds import Sounds, chime_sounds
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.sound import QtVoice
from pathlib import Path
if __name__ == "__main__":
    app, bridge = QCoreApplication([]), Bridge()
    sounds = Sounds(Path(sys.argv[1]), bridge.post)
    voice = QtVoice(sounds, chime_sounds(assets() / "sounds"), lambda works: None)
    print(hearing.loudness_of(voice, Utterance("Put the knife to the right of the plate.", "en")))
    voice.close()
"""


@pytest.mark.slow
def test_a_sound_card_with_a_loopback_of_its_own_is_listened_to(
    tmp_path: Path, speaker: tuple[Loudspeaker, Mapping[str, str]]
) -> None:
    """As *Stereo Mix* of Windows: a device by that name, and none of PulseAudio's monitors by way of its library."""
    environment = {**os.environ, **speaker[1]}
    named = "source_properties='device.description=\"Stereo Mix\"'"
    asked = ["pactl", "load-module", "module-remap-source", "master=bench.monitor", "source_name=mix", named]
    subprocess.run(asked, env=environment, check=True, capture_output=True)
    program = tmp_path / "program.py"
    deaf = "hearing.PulseListener = type('Deaf', (), {'__init__': lambda self: open('/nothing')})"
    program.write_text(THROUGH_QT.replace("app, bridge", f"{deaf}; app, bridge"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "sounds")],
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0.01


def test_without_a_loudspeaker_nothing_is_said_of_speech(tmp_path: Path) -> None:
    assert spoken(tmp_path / "data", {"PULSE_SERVER": "none"}) == {}
