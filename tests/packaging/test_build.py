"""build.py names its commands, refuses a wrong tag, and stays the one entry that the workflows call."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from steps import release, stand_in

from oss_app import __version__
from tests.packaging.conftest import need

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "packaging" / "build.py"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def build(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, BUILD, *arguments], capture_output=True, text=True, check=False)


def test_help_names_every_command() -> None:
    told = build("--help").stdout
    for command in ("wheel", "bundle", "deb", "rpm", "windows", "macos", "sbom", "lock", "audit"):
        assert re.search(rf"^    {command}\b", told, re.MULTILINE), command


def test_version_and_tag() -> None:
    assert build("version").stdout.strip() == __version__
    assert build("version", "--tag", f"v{__version__}").returncode == 0
    refused = build("version", "--tag", "v99.0.0")
    assert refused.returncode == 1
    assert "the tag says v99.0.0" in refused.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_call_what_there_is(file: Path) -> None:
    flow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert flow["permissions"] == {"contents": "read"}
    for job in flow["jobs"].values():
        assert job.get("timeout-minutes") or job.get("needs")
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
                if step["uses"].startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] is False, "a later step must not find the token"
            for line in step.get("run", "").splitlines():
                for command, rest in re.findall(r"packaging/build\.py (\w+)([^)|;&]*)", line):
                    told = build(command, "--help")
                    assert told.returncode == 0, line
                    assert all(option in told.stdout for option in re.findall(r"--[a-z-]+", rest)), line
                if "dev.py" in line:
                    assert re.search(r"dev\.py (lint|needs|test)\b", line)


def test_a_release_carries_bills_sums_and_provenance() -> None:
    flow = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    for wanted in ("build.py sums", "actions/attest-build-provenance@", "id-token: write", "attestations: write"):
        assert wanted in flow
    assert {
        job["runs-on"].split("-")[0] for job in yaml.safe_load(flow)["jobs"].values() if "matrix" not in job["runs-on"]
    } >= {
        "ubuntu",
        "windows",
    }


def test_what_building_needs_is_named_by_debian_package() -> None:
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) for name in release.DEBIAN)
    assert build("needs").stdout.split() == list(release.DEBIAN)


def test_a_stand_in_offers_what_is_asked_and_does_nothing(tmp_path: Path) -> None:
    gcc = need("gcc", "gcc")
    site, bundle = tmp_path / "site", tmp_path / "bundle"
    for folder in (site, bundle):
        folder.mkdir()
    (tmp_path / "real.c").write_text(
        "int table[4] = {1, 2, 3, 4}; int open_it(void) { return 7; } int unused(void) { return 8; }"
    )
    (tmp_path / "user.c").write_text(
        "int open_it(void); extern int table[4]; int ask(void) { return open_it() + table[1]; }"
    )
    real, user = site / "libreal-0.so.1", site / "libuser.so"
    subprocess.run([gcc, "-shared", "-fPIC", "-Wl,-soname,libreal-0.so.1", "-o", real, tmp_path / "real.c"], check=True)
    linked = [f"-L{site}", "-l:libreal-0.so.1"]
    subprocess.run([gcc, "-shared", "-fPIC", "-o", user, tmp_path / "user.c", *linked], check=True)
    stand_in.put(stand_in.StandIn("libreal-*.so.*", ("libuser.so",), 2, "for this test"), site, bundle)
    ask = "import ctypes, sys; ctypes.CDLL(sys.argv[1], 256); print(ctypes.CDLL(sys.argv[2]).ask())"

    def told(folder: Path) -> str:
        command = [sys.executable, "-c", ask, folder / real.name, user]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert told(site) == "9"
    assert told(bundle) == "0"
    with pytest.raises(SystemExit, match="used more than foreseen"):
        stand_in.put(stand_in.StandIn("libreal-*.so.*", ("libuser.so",), 1, "for this test"), site, bundle)
