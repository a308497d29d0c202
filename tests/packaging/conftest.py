"""The steps of packaging/build.py can be imported."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))


def need(tool: str, package: str) -> str:
    """The path of a tool; the test says what is missing where it is not here."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not here: apt-get install {package}")
    return found
