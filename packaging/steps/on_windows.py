"""The installer tried on Windows itself: installed without questions, started, a task run, removed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from steps import smoke
from steps.shell import say

PATIENCE_S = 60.0


def prove(installer: Path) -> None:
    """SystemExit at the first thing that goes wrong. Not proven by it: a camera, a loudspeaker, a person."""
    if sys.platform != "win32":
        raise SystemExit("This tries the installer on Windows; elsewhere `windows --test` tries it under wine.")
    subprocess.run([installer, "/S"], check=True)
    program = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "OSS App"
    python = [str(program / "python.exe"), "-m", "oss_app"]
    smoke.commands(python, {}, samples=program / "Lib" / "site-packages" / "oss_app" / "instructions")
    link = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "OSS App" / "OSS App.lnk"
    if not link.exists():
        raise SystemExit(f"no entry in the Start menu: {link}")
    subprocess.run([program / "uninstall.exe", "/S"], check=True)
    end = time.monotonic() + PATIENCE_S
    while program.exists():  # the uninstaller goes on in a copy of itself
        if time.monotonic() > end:
            raise SystemExit(f"left behind: {list(program.iterdir())[:5]}")
        time.sleep(0.5)
    say("PROVEN on Windows: silent install, commands, a task on the screen, Start menu, removal")
