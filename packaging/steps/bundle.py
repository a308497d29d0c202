"""The one-folder program for Linux and macOS: made by PyInstaller, then made slim."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path

from steps import icu, licences, stand_in, venvs
from steps.places import BUILD, BUNDLE, DIST, PACKAGING, ROOT, epoch, version
from steps.shell import megabytes, need, run, say

INTERNAL = BUNDLE / "_internal"
LICENCES = BUILD / "licences"


def make() -> Path:
    """The folder of the program, built anew."""
    python = venvs.runtime()
    licences.gather(venvs.site_packages(python), platform.python_version(), LICENCES)
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    say("PyInstaller puts the program together")
    where = ["--distpath", BUNDLE.parent, "--workpath", BUILD / "pyinstaller"]
    settled = {"OSS_APP_VERSION": version(), "SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "1"}
    spec = PACKAGING / "oss-app.spec"
    run(
        [python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR", *where, spec],
        cwd=ROOT,
        env=settled,
    )
    if sys.platform == "linux":
        _strip()
        for standing in stand_in.STAND_INS:
            stand_in.put(standing, venvs.site_packages(python), INTERNAL)
        for library in INTERNAL.glob("PySide6/Qt/lib/libicudata.so.*"):
            icu.slim(library)
    say(f"build/bundle/oss-app: {megabytes(BUNDLE):.0f} MB")
    return BUNDLE


def sbom(package: str) -> Path:
    """The bill of materials of the last bundle, as ``dist/PACKAGE.cdx.json``."""
    target = DIST / f"{package}.cdx.json"
    write_sbom(LICENCES / "index.json", target, package)
    return target


def write_sbom(index: Path, target: Path, package: str) -> None:
    """Write and check the bill of the parts in ``index``."""
    target.parent.mkdir(exist_ok=True)
    run([venvs.tools(), PACKAGING / "steps" / "sbom.py", index, venvs.RUNTIME, target, package, epoch()])
    say(f"dist/{target.name}")


def _strip() -> None:
    """Take out the symbols for debuggers. Never of numpy: its libraries do not survive it."""
    strip = need("strip", "binutils")
    built_for_debuggers = ("libpython3*", "python3.*/lib-dynload/*.so", "yaml/*.so", "PIL/*.so")
    for pattern in built_for_debuggers:
        for file in INTERNAL.glob(pattern):
            subprocess.run([strip, "--strip-unneeded", file], check=True)
