"""Makes an import slow in every process that is started, as a cold disk or a virus scanner does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SHIM = """
import sys, time

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            time.sleep({seconds})

sys.meta_path.insert(0, Slow())
"""


def make_slow(monkeypatch: pytest.MonkeyPatch, folder: Path, module: str, seconds: float) -> None:
    """Let ``import module`` take ``seconds`` longer in the children; ``folder`` must exist and be otherwise empty."""
    (folder / "sitecustomize.py").write_text(_SHIM.format(module=module, seconds=seconds))
    path = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), *([path] if path else [])]))
