"""The command espeak-ng as a program of the system, whatever it meets."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from oss_app.core.errors import DeviceError
from oss_app.core.voices import SynthVoice
from oss_app.speech.engines import Espeak
from tests.leftovers import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
VOICES = "Pty Language Age/Gender VoiceName File\n 5  nl --/M Dutch gmw/nl\n 2  en-gb --/M English gmw/en (en 2)\n"


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for espeak-ng that notes how it was called."""
    script = tmp_path / "espeak-ng"
    note = tmp_path / "note"
    script.write_text(
        f"""#!/bin/sh
if [ "$1" = --voices ]; then printf '{VOICES}'; exit 0; fi
{{ echo "$@"; cat; echo; echo "libraries=$LD_LIBRARY_PATH"; }} > {note}
[ -e {tmp_path}/fail ] && exit 1
exit 0
"""
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return note


def test_its_voices_are_read(command: Path) -> None:
    assert Espeak().voices == [SynthVoice("espeak-ng", "nl", ("nl",)), SynthVoice("espeak-ng", "en-gb", ("en-gb",))]


def test_words_are_never_taken_for_options(command: Path, tmp_path: Path) -> None:
    engine = Espeak()
    engine.make("-w /etc/passwd", engine.voices[0], 0.9, tmp_path / "a.wav")
    called, words, _ = command.read_text().splitlines()
    assert called == f"-v nl -s 144 -w {tmp_path / 'a.wav'} --stdin"
    assert words == "-w /etc/passwd"


def test_a_failure_is_a_device_error(command: Path, tmp_path: Path) -> None:
    (tmp_path / "fail").touch()
    engine = Espeak()
    with pytest.raises(DeviceError):
        engine.make("Leg", engine.voices[0], 0.9, tmp_path / "a.wav")


def test_without_the_command_there_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeviceError, match="not installed"):
        Espeak()


@pytest.mark.parametrize(
    ("frozen", "before", "given"), [(True, "/own", "/own"), (True, "", ""), (False, "", "/bundle")]
)
def test_a_packaged_program_lends_its_libraries_to_nobody(
    command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frozen: bool, before: str, given: str
) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    engine = Espeak()
    engine.make("Leg", engine.voices[0], 0.9, tmp_path / "a.wav")
    assert command.read_text().splitlines()[-1] == f"libraries={given}"


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="Linux ends a command with its parent by setpriv")
def test_a_command_that_hangs_is_gone_once_its_process_was_killed(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    command = ["sh", "-c", f"echo $$ > {noted}; exec sleep 600"]
    waits = f"from oss_app.speech.command import run_command; run_command({command!r}, seconds=600)"
    child = subprocess.Popen([sys.executable, "-c", waits])
    try:
        until(lambda: noted.exists() and noted.read_text().strip(), 60)
        state = Path("/proc") / noted.read_text().strip() / "stat"
        assert state.read_text().split()[2] != "Z"
    finally:
        child.kill()
        child.wait()
    until(lambda: not state.exists() or state.read_text().split()[2] == "Z", 60)
