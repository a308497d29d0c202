"""The environments that packages are built in and from, made from the locks, hash by hash."""

from __future__ import annotations

import hashlib
import shutil
import sys
import venv
from pathlib import Path

from steps.places import BUILD, PACKAGING, ROOT
from steps.shell import run, say

RUNTIME = PACKAGING / "requirements.lock"
BUNDLER = PACKAGING / "bundle-requirements.lock"
TOOLS = PACKAGING / "build-requirements.lock"
CHECKOUT = ROOT / "requirements-dev.lock"
"""What dev.py installs beside a checkout."""


def runtime() -> Path:
    """Python of the environment with what a package carries, and PyInstaller."""
    return _made("venv-runtime", RUNTIME, BUNDLER)


def tools() -> Path:
    """Python of the environment with the other tools."""
    return _made("venv-tools", TOOLS)


def site_packages(python: Path) -> Path:
    """The folder of libraries that belongs to an environment's Python."""
    answer = run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"], capture=True)
    return Path(answer.strip())


def _made(name: str, *locks: Path) -> Path:
    folder = BUILD / name
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "made-from"
    wanted = hashlib.sha256(sys.version.encode() + b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text() == wanted:
        return python
    say(f"making build/{name} from {', '.join(lock.name for lock in locks)}")
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
    named = [part for lock in locks for part in ("-r", lock)]
    run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", *named],
        capture=True,
    )
    stamp.write_text(wanted)
    return python


def lock() -> None:
    """Write the locks anew from pyproject.toml and the `.in` files: versions and hashes for every system at once."""
    uv = tools().parent / "uv"
    compile_ = [uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    named = ["--custom-compile-command", "python3 packaging/build.py lock"]
    without = ["--override", "packaging/without.txt"]
    run([*compile_, *named, "pyproject.toml", "packaging/requirements.in", *without, "-o", RUNTIME], cwd=ROOT)
    run([*compile_, *named, "packaging/bundle-requirements.in", "-c", RUNTIME, "-o", BUNDLER], cwd=ROOT)
    run([*compile_, *named, "packaging/build-requirements.in", "-o", TOOLS], cwd=ROOT)
    run([*compile_, *named, "pyproject.toml", "--extra", "dev", "-c", RUNTIME, "-o", CHECKOUT], cwd=ROOT)
    say("packaging/*.lock and requirements-dev.lock are written anew")
