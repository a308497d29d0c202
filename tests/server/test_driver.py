"""psycopg is imported also where Python has no ssl, as in the packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("psycopg")
SCRIPT = """
import sys
sys.modules["ssl"] = sys.modules["_ssl"] = None  # as in a package
from oss_app.server.connection import parameters
print(parameters("postgresql://a@/b?host=/nowhere")["host"], sys.modules.get("ssl"))
"""


def test_the_driver_needs_no_ssl_of_pythons() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("/nowhere None", 0), done.stderr
