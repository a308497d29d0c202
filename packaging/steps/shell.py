"""Other programs: found or named with what to do, run, and said aloud."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path


class Missing(SystemExit):
    """A tool that is not here; the sentence says how to get it. The exit code is 1."""


def need(tool: str, package: str) -> str:
    """The path of ``tool``; Missing with the Debian package that brings it."""
    found = shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if found is None:
        raise Missing(f"{tool} is not here. On Debian: apt-get install --no-install-recommends {package}")
    return found


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    capture: bool = False,
    timeout: float | None = None,
) -> str:
    """Run to the end; what it printed if ``capture``. SystemExit with its output where it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **env} if env else None,
        stdout=subprocess.PIPE if capture else None,
        stderr=subprocess.STDOUT if capture else None,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {done.returncode}\n{done.stdout or ''}")
    return done.stdout or ""


_BEGAN = time.monotonic()


def say(sentence: str) -> None:
    """One line for whoever watches the build, with the seconds since its start."""
    print(f"[{time.monotonic() - _BEGAN:6.1f} s] {sentence}", flush=True)
    sys.stdout.flush()


def megabytes(path: Path) -> float:
    """Size of a file, or of all files of a folder, in MB of 1,000,000 bytes; links count nothing."""
    files = [path] if path.is_file() else (file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.lstat().st_size for file in files) / 1e6
