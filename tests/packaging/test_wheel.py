"""The wheel carries what the program reads, works away from the checkout, and comes out the same twice."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from steps import wheels

from oss_app import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return wheels.make(ROOT, tmp_path_factory.mktemp("dist"), Path(sys.executable))


def test_the_same_source_gives_the_same_bytes() -> None:
    wheels.prove(Path(sys.executable))


def test_carries_assets_tasks_and_migrations(made: list[Path]) -> None:
    wheel = next(file for file in made if file.suffix == ".whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("assets", "instructions"):
        tracked = subprocess.run(
            ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        there = {name for name in tracked.split("\0") if name and (ROOT / name).is_file()}
        assert {f"oss_app/{name}" for name in there} <= names
    assert {
        f"oss_app/store/migrations/{file.name}" for file in (ROOT / "oss_app/store/migrations").glob("*.sql")
    } <= names
    assert f"oss_app-{__version__}.dist-info/licenses/LICENSE" in names
    assert not [name for name in names if name.startswith(("tests/", "packaging/")) or "__pycache__" in name]


def test_runs_away_from_the_checkout(made: list[Path], tmp_path: Path) -> None:
    wheel = next(file for file in made if file.suffix == ".whl")
    with zipfile.ZipFile(wheel) as zipped:
        zipped.extractall(tmp_path / "site")
    settled = {"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin"}
    ask = "from oss_app.resources import assets, instructions; print(assets()); print(instructions())"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, env=settled, capture_output=True, text=True, check=True
    ).stdout.split()
    assert told == [str(tmp_path / "site/oss_app/assets"), str(tmp_path / "site/oss_app/instructions")]
    checked = [sys.executable, "-m", "oss_app", "check", told[1]]
    done = subprocess.run(checked, cwd=tmp_path, env=settled, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_sdist_has_what_builds_and_tests_it(made: list[Path]) -> None:
    sdist = next(file for file in made if file.name.endswith(".tar.gz"))
    with tarfile.open(sdist) as packed:
        names = {name.split("/", 1)[-1] for name in packed.getnames()}
    assert {"pyproject.toml", "LICENSE", "packaging/build.py", "tests/packaging/test_wheel.py"} <= names
