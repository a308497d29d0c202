"""Where the packages are made, and which version they are."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
BUNDLE = BUILD / "bundle" / "oss-app"


def version() -> str:
    """The version of the program, from its one place; read, not imported, so that no library is needed."""
    text = (ROOT / "oss_app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found, "oss_app/__init__.py names no version"
    return found[1]


def epoch() -> str:
    """Seconds since 1970 that stand in every file of a package: of the last commit, so that anyone gets the same bytes.

    Source: https://reproducible-builds.org/docs/source-date-epoch/
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return given
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "1767225600"  # an unpacked sdist has no commits: 2026-01-01
