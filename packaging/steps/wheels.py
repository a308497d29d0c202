"""The wheel and the sdist, and the proof that the same source gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import venvs
from steps.places import DIST, ROOT, epoch
from steps.shell import megabytes, run, say


def make(source: Path = ROOT, target: Path = DIST, python: Path | None = None) -> list[Path]:
    """An sdist, and a wheel built from that sdist; ``python``: with another than the tools' own."""
    target.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        command = [python or venvs.tools(), "-m", "build", "--no-isolation", "--outdir", folder, source]
        run(command, env={"SOURCE_DATE_EPOCH": epoch()}, capture=True)
        made = sorted(Path(folder).iterdir())
        return [Path(shutil.copy(file, target / file.name)) for file in made]


def prove(python: Path | None = None) -> None:
    """Build twice, in two folders, with other times on the files and another umask; SystemExit where a byte differs."""
    with TemporaryDirectory() as folder:
        first = make(_copy(Path(folder) / "one"), _folder(folder, "first"), python)
        other = _copy(Path(folder) / "two")
        later = time.time() + 12345
        for file in other.rglob("*"):
            os.utime(file, (later, later))
        was = os.umask(0o077)
        try:
            second = make(other, _folder(folder, "second"), python)
        finally:
            os.umask(was)
        for one, two in zip(first, second, strict=True):
            if digest(one) != digest(two):
                raise SystemExit(f"{one.name} differs between two builds of the same source")
            say(f"{one.name}: {megabytes(one):.1f} MB, the same bytes twice, sha256 {digest(one)}")


def digest(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _copy(target: Path) -> Path:
    """The files that git knows, as they are now: what a fresh clone would hold."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def _folder(parent: str, name: str) -> Path:
    made = Path(parent) / name
    made.mkdir()
    return made
