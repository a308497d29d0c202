"""The script that measures twenty stations runs; its figures are of a quiet hour, and not looked at here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from tests.server.postgres import binaries
from tests.window import ROOT


@pytest.mark.slow
def test_a_little_of_it_runs_and_loses_nothing() -> None:
    binaries()
    if sys.platform != "linux" or os.geteuid() != 0 or not (shutil.which("ip") and shutil.which("openssl")):
        pytest.skip("it makes network namespaces: Linux, root, iproute2, openssl")
    if subprocess.run(["ip", "link", "show", "ossbr0"], capture_output=True, check=False).returncode == 0:
        pytest.skip("it runs here already")
    command = [sys.executable, "scripts/torture_stations.py", "--quick", "--only", "kills"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("no network namespaces may be made here")
    assert done.returncode == 0, done.stderr
    assert "0 lost, 0 doubled, 0 foreign (" in done.stdout
