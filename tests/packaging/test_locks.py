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
LOCKS = sorted([*PACKAGING.glob("*.lock"), *PACKAGING.glob("windows/*.lock")])


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


def test_pyside_is_sound_for_each_python() -> None:
    text = (PACKAGING / "requirements.lock").read_text(encoding="utf-8")
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
