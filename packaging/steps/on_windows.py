"""The installer tried on Windows itself: installed without questions, seen and used, spoken, removed.

Under wine the part in the middle is the same (`steps/wine.py`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from steps import smoke, tour
from steps.places import BUILD
from steps.shell import say

if TYPE_CHECKING:
    from steps.windows_desk import WindowsDesk

PATIENCE_S = 60.0
PICTURES = BUILD / "seen" / "windows"
SENTENCE = "Leg het mes rechts van het bord."
APP_ID = "OSSApp.OSSApp"
"""By which the taskbar knows the program, in its windows and in its entry in the Start menu."""
QUIETEST_RMS = 0.01
"""Of 1.0: what is spoken is some ten times louder, silence a hundred times quieter."""
SPEAK = """
import math, sys
from pathlib import Path
from oss_app.core.voices import choose
from oss_app.speech import wav
from oss_app.speech.engines import ENGINES
from oss_app.speech.synth import start_engines
for engine in start_engines(ENGINES):
    voice = choose("nl", engine.voices)
    if voice:
        engine.make(sys.argv[1], voice, 1.0, Path(sys.argv[2]))
        sound = wav.read(Path(sys.argv[2]))
        rms = math.sqrt(sum(v * v for v in sound.values) / len(sound.values)) / 32768
        print(engine.name, f"{rms:.4f} {sound.seconds:.2f}", voice.name, sep="|")
        sys.exit(0)
sys.exit("no engine has a Dutch voice")
"""


def prove(installer: Path, *, is_spoken: bool) -> None:
    """SystemExit at the first thing that goes wrong. Not proven by it: a camera, a loudspeaker, a person."""
    if sys.platform != "win32":
        raise SystemExit("This tries the installer on Windows; elsewhere `windows --test` tries it under wine.")
    subprocess.run([installer, "/S"], check=True)
    program = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "OSS App"
    python = [str(program / "python.exe"), "-m", "oss_app"]
    smoke.commands(python, {}, samples=_samples(program))
    use(program)
    if is_spoken:
        speak(program)
    link = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "OSS App" / "OSS App.lnk"
    if not link.exists():
        raise SystemExit(f"no entry in the Start menu: {link}")
    if APP_ID.encode("utf-16-le") not in link.read_bytes():
        raise SystemExit(f"the entry in the Start menu has no name for the taskbar: {link}")
    subprocess.run([program / "uninstall.exe", "/S"], check=True)
    end = time.monotonic() + PATIENCE_S
    while program.exists():  # the uninstaller goes on in a copy of itself
        if time.monotonic() > end:
            raise SystemExit(f"left behind: {list(program.iterdir())[:5]}")
        time.sleep(0.5)
    say("PROVEN on Windows: silent install, commands, the tour on the screen, Start menu, removal")


def use(program: Path) -> None:
    """The tour, with the program as the Start menu starts it, and its things where Windows keeps them."""
    tour.take(*_started(program), _samples(program), PICTURES)


def _started(program: Path) -> tuple[list[str], WindowsDesk, Path]:
    """How the Start menu starts it, on which screen, and where Windows has its things kept."""
    from steps.windows_desk import WindowsDesk

    command = [str(program / "pythonw.exe"), "-m", "oss_app"]
    return command, WindowsDesk(program / "python.exe"), Path(os.environ["LOCALAPPDATA"]) / "oss-app"


def speak(program: Path) -> None:
    """Say a Dutch sentence with the best voice, and measure how loud it is."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [program / "python.exe", "-c", SPEAK, SENTENCE, PICTURES / "spoken.wav"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"nothing was spoken:\n{done.stdout}{done.stderr}")
    engine, measured, voice = done.stdout.strip().split("|")
    rms, seconds = (float(number) for number in measured.split())
    if rms < QUIETEST_RMS or seconds < 1.0:
        raise SystemExit(f"{engine} ({voice}) spoke too quietly or not to the end: RMS {rms}, {seconds} s")
    say(f"“{SENTENCE}” spoken by {engine} ({voice}): {seconds} s, RMS {rms}")


def _samples(program: Path) -> Path:
    return program / "Lib" / "site-packages" / "oss_app" / "instructions"
