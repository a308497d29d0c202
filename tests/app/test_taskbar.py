"""Windows files the program's windows under its own name, not under Python's."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import ctypes, sys, types
from oss_app.app import application
named = []
shell = types.SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=named.append)
ctypes.windll = types.SimpleNamespace(shell32=shell)
sys.platform = "win32"
print(application.application().style().name(), *named)
"""


def test_the_program_names_itself_to_the_taskbar() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["fusion", "OSSApp.OSSApp"], "Windows' own style draws dotted frames"
