"""The locks name everything that the packages carry, each with a hash, and nothing that hinders another."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
CHECKOUT = ROOT / "requirements-dev.lock"
LOCKS = sorted([*PACKAGING.glob("*.lock"), *PACKAGING.glob("windows/*.lock"), CHECKOUT])
SYSTEMS = ("linux", "win32", "darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def locked(lock: Path) -> dict[str, list[tuple[Version, int]]]:
    """Name → versions with the number of their hashes."""
    found: dict[str, list[tuple[Version, int]]] = {}
    for block in re.split(r"^(?=[a-z0-9][a-z0-9.-]*==)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        head = re.match(r"([a-z0-9][a-z0-9.-]*)==(\S+)", block)
        if head:
            entry = (Version(head[2]), len(re.findall(r"--hash=sha256:[0-9a-f]{64}", block)))
            found.setdefault(canonicalize_name(head[1]), []).append(entry)
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_version_has_a_hash(lock: Path) -> None:
    entries = locked(lock)
    assert entries
    assert all(hashes >= 1 for versions in entries.values() for _, hashes in versions)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entries = locked(PACKAGING / "requirements.lock")
    for line in project["dependencies"]:
        wanted = Requirement(line)
        name = canonicalize_name(wanted.name)
        name = {"opencv-python": "opencv-python-headless"}.get(name, name)
        assert name in entries, f"{line}: run `python3 packaging/build.py lock`"
        fitting = [version for version, _ in entries[name] if wanted.specifier.contains(version)]
        assert fitting, f"{line}: the lock has {entries[name]}; run `python3 packaging/build.py lock`"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_checkout_gets_one_version_of_all_that_it_asks_for(system: str, python: str) -> None:
    place = {"sys_platform": system, "python_version": python, "python_full_version": f"{python}.1"}
    place["os_name"] = "nt" if system == "win32" else "posix"
    installed: dict[str, Version] = {}
    for line in re.findall(r"^[a-z0-9][^\s=]*==[^\\\n]+", CHECKOUT.read_text(encoding="utf-8"), re.MULTILINE):
        pin = Requirement(line)
        if pin.marker is None or pin.marker.evaluate(place):
            assert canonicalize_name(pin.name) not in installed
            installed[canonicalize_name(pin.name)] = Version(str(pin.specifier).removeprefix("=="))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["dev"]]):
        if wanted.marker is None or wanted.marker.evaluate(place):
            assert wanted.specifier.contains(installed[canonicalize_name(wanted.name)]), f"{wanted}: lock it anew"


def test_a_lock_names_no_registry() -> None:
    assert [
        lock.name for lock in LOCKS if re.search(r"https?://|--(extra-)?index-url|--find-links", lock.read_text())
    ] == []


def test_pyside_is_sound_for_each_python() -> None:
    text = "".join(
        (PACKAGING / name).read_text(encoding="utf-8") for name in ("requirements.lock", "../requirements-dev.lock")
    )
    for name, version, marker in re.findall(r"^(pyside6-\w+)==(\S+) ; (.*?) \\", text, re.MULTILINE):
        if Version(version) >= Version("6.12"):
            assert marker == "python_full_version >= '3.12'", f"{name} {version} ends Python below 3.12"


def test_one_opencv_and_no_second_qt() -> None:
    names = set(locked(PACKAGING / "requirements.lock"))
    assert {name for name in names if "opencv" in name} == {"opencv-python-headless"}
    assert "pyside6" not in names  # the bare package brings 443 MB of WebEngine


def test_nothing_that_reads_faces_or_voices() -> None:
    every = {name for lock in LOCKS for name in locked(lock)}
    unwanted = re.compile(r"face|mediapipe|deepface|dlib|whisper|emotion|openpose|insightface")
    assert [name for name in every if unwanted.search(name)] == []
