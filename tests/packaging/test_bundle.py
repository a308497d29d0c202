"""The program as it is shipped: built once, small enough, started, tried without a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path

import pytest
from steps import bundle, linux, screen, slim, smoke
from steps.places import BUNDLE, ROOT
from steps.shell import megabytes

from tests.packaging.conftest import need

pytestmark = [
    pytest.mark.bundle,
    pytest.mark.window,
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="the packages for Windows and macOS are tried by their workflows"
    ),
]


@pytest.fixture(scope="module")
def program() -> str:
    """The built program. PyInstaller makes it anew: some 40 s, and a minute more for its environment the first time."""
    for tool, package in (("icupkg", "icu-devtools"), ("gcc", "gcc"), ("objdump", "binutils"), ("Xvfb", "xvfb")):
        need(tool, package)
    bundle.make()
    return str(BUNDLE / "oss-app")


@pytest.fixture
def shown() -> Iterator[dict[str, str]]:
    with screen.virtual() as environment:
        yield environment


def test_is_small_and_carries_nothing_unwanted(program: str) -> None:
    assert megabytes(BUNDLE) <= linux.MOST_INSTALLED_MB
    names = [file.relative_to(bundle.INTERNAL).as_posix() for file in bundle.INTERNAL.rglob("*") if file.is_file()]
    assert [name for name in names if slim.dropped_by(name) and "libQt6Q" not in name] == []
    assert not [name for name in names if "haarcascade" in name or "_ssl." in name or "WebEngine" in name]
    stand_ins = list(bundle.INTERNAL.glob("PySide6/Qt/lib/libQt6Q*"))
    assert stand_ins
    assert all(file.stat().st_size < 20_000 for file in stand_ins)


def test_every_library_is_inside_or_a_dependency_of_the_deb(program: str) -> None:
    linux.refuse_unnamed_libraries()


def test_the_licences_are_inside(program: str) -> None:
    folder = bundle.INTERNAL / "assets" / "licences"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert len(index) >= 20
    assert all((folder / text).is_file() for part in index for text in part["texts"])


def test_the_bill_of_materials_follows_cyclonedx(program: str) -> None:
    bill = json.loads(bundle.sbom("oss-app-test").read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert {"PySide6_Essentials", "numpy", "Python"} <= {part["name"] for part in bill["components"]}
    assert all(part.get("licenses") for part in bill["components"])


def test_its_commands_answer(program: str, shown: dict[str, str]) -> None:
    smoke.commands([program], shown, samples=smoke.SAMPLES)


def test_the_drivers_for_a_server_and_for_lamps_are_inside_with_the_tables(program: str, tmp_path: Path) -> None:
    inside = {file.relative_to(bundle.INTERNAL).as_posix() for file in (bundle.INTERNAL / "oss_app").rglob("*.sql")}
    there = ROOT / "oss_app" / "server"
    assert {file.relative_to(ROOT).as_posix() for file in there.rglob("*.sql")} <= inside
    if find_library("pq") is None:
        pytest.skip("the system has no libpq5, which the packages recommend")
    command = [program, "server", "check", f"postgresql://nobody@/oss?host={tmp_path}", "--data", str(tmp_path)]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    told = asked.stdout + asked.stderr
    assert asked.returncode == 1
    assert str(tmp_path) in told, "the driver looked for the server's socket there"
    assert "libpq5" not in told


def test_starts_fast(program: str, shown: dict[str, str], record_property: Callable[[str, object], None]) -> None:
    took = smoke.start([program], shown)
    record_property("milliseconds", {"took": (took[0]) * 1000, "target": 1000 * smoke.WARM_START_S})


def test_runs_where_there_is_no_network(program: str, shown: dict[str, str], tmp_path: Path) -> None:
    alone = [need("unshare", "util-linux"), "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this computer makes no network namespace")
    command = [*alone, program, "demo", "--data", str(tmp_path), "--quit-after", "6"]
    running = subprocess.Popen(command, env={**os.environ, **shown})
    time.sleep(4)
    sockets = {
        kind: Path(f"/proc/{running.pid}/net/{kind}").read_text().splitlines()[1:]
        for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")
    }
    assert running.wait(60) == 0
    assert sockets == {kind: [] for kind in sockets}
