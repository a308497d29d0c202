"""Runs a program of the system that speaks; it may hang, so only in a child process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

from oss_app.core.errors import DeviceError

SENTENCE_S = 4.0
"""An engine that takes longer for one sentence has hung (start)."""
COMMAND_S = SENTENCE_S - 1
"""How long a command may take: less than the child that waits for it. espeak-ng needs 0.01 s."""


def run_command(command: Sequence[str], words: str = "", seconds: float = COMMAND_S) -> str:
    """Return what a command prints; ``words`` are typed into it. Raises DeviceError."""
    try:
        done = subprocess.run(
            [*_dies_with_us(), *command],
            input=words,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=True,
            env=_environment(),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise DeviceError(f"{command[0]} failed: {error}") from error
    return done.stdout


@cache
def _dies_with_us() -> tuple[str, ...]:
    """Return what has the kernel end a command together with this process, where there is such a thing.

    This process is killed at once when the program is gone; a command that hangs just then would stay for ever.
    """
    found = shutil.which("setpriv") if sys.platform == "linux" else None
    return (found, "--pdeathsig", "KILL") if found else ()


def _environment() -> dict[str, str]:
    """For a program of the system: it must not load the libraries that a packaged program brings for itself.

    https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
    """
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        before = environment.pop("LD_LIBRARY_PATH_ORIG", "")
        environment.pop("LD_LIBRARY_PATH", None)
        if before:
            environment["LD_LIBRARY_PATH"] = before
    return environment
