"""The one command of a fresh checkout: what it refuses, what it installs, and that it installs nothing twice."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages and displays of Linux")


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, in a project folder of its own, with nothing run for real: commands are written down in ``ran``."""
    shutil.copy(ROOT / "dev.py", tmp_path)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "requirements-dev.lock").write_text("a==1 --hash=sha256:0\n")
    spec = importlib.util.spec_from_file_location("dev_under_test", tmp_path / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ran = []
    module.status = {}

    def run(command: list[str]) -> int:
        module.ran.append(command)
        return next((status for word, status in module.status.items() if word in command), 0)

    def make(folder: Path, **options: object) -> None:
        module.PYTHON.parent.mkdir(parents=True)
        module.PYTHON.touch()

    monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(module.venv, "create", make)
    monkeypatch.setattr(module, "install_packages", lambda wanted: True)
    monkeypatch.setenv("DISPLAY", ":9")
    return module


@linux
def test_the_demonstration_without_a_screen_says_what_to_do() -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "demo"], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert "There is no screen here" in done.stdout
    assert "xvfb-run" in done.stdout
    assert done.stderr == ""


def test_without_a_command_it_explains_itself(capsys: pytest.CaptureFixture[str], dev: ModuleType) -> None:
    assert dev.main([]) == 2
    assert dev.main(["frobnicate"]) == 2
    assert dev.main(["--help"]) == 0
    assert "dev.py demo" in capsys.readouterr().out
    assert dev.ran == []


def what(command: list[str]) -> str:
    return command[2] if command[1] == "-m" else command[1]


def test_the_first_time_it_installs_and_the_second_time_it_does_not(dev: ModuleType) -> None:
    assert dev.main(["test", "-k", "x"]) == 0
    locked, itself, _ = dev.ran
    assert locked[1:4] == ["-m", "pip", "install"]
    assert locked[-3:] == ["--require-hashes", "--requirement", str(dev.ROOT / "requirements-dev.lock")]
    assert itself[-4:] == ["--no-deps", "--no-build-isolation", "--editable", "."]

    dev.ran.clear()
    assert dev.main(["test"]) == 0
    assert dev.main(["demo"]) == 0
    assert [what(command) for command in dev.ran] == ["pytest", "oss_app"]

    for file in ("requirements-dev.lock", "pyproject.toml"):
        dev.ran.clear()
        (dev.ROOT / file).write_text("# changed")
        assert dev.main(["demo"]) == 0
        assert [what(command) for command in dev.ran] == ["pip", "pip", "oss_app"]


def test_tests_are_spread_over_the_cores_unless_one_is_named(dev: ModuleType) -> None:
    (dev.ROOT / "tests").mkdir()
    (dev.ROOT / "tests" / "test_x.py").touch()
    dev.main(["test"])
    dev.main(["test", "-k", "x"])
    dev.main(["test", "tests/test_x.py::test_y", "-k", "z"])
    dev.main(["test", "--all", "tests/test_x.py"])
    *_, default, some, named, all_of_it = dev.ran
    pytest_ = [str(dev.PYTHON), "-m", "pytest"]
    assert default == [*pytest_, *dev.SPREAD]
    assert some == [*pytest_, *dev.SPREAD, "-k", "x"]
    assert named == [*pytest_, "tests/test_x.py::test_y", "-k", "z"]
    assert all_of_it == [*pytest_, "--tier=all", "tests/test_x.py"]


@pytest.mark.parametrize(
    ("first", "second", "status", "runs"),
    [(0, 0, 0, 2), (1, 0, 1, 2), (0, 1, 1, 2), (0, 5, 0, 2), (5, 5, 5, 2), (1, 5, 1, 2), (2, 0, 2, 1)],
)
def test_all_of_it_fails_where_either_run_fails(
    dev: ModuleType, first: int, second: int, status: int, runs: int
) -> None:
    dev.status.update({"--tier=spread": first, "--tier=benchmarks": second})
    assert dev.main(["test", "--all"]) == status
    ran = [command for command in dev.ran if what(command) == "pytest"]
    tiers = [next(word for word in command if word.startswith("--tier")) for command in ran]
    assert tiers == ["--tier=spread", "--tier=benchmarks"][:runs]
    # with "=", else pytest takes the file for a folder of tests before it knows the option
    assert all("=" in word for command in ran for word in command if word.endswith("reports.json"))
    assert "-n" in ran[0]
    assert all("-n" not in command for command in ran[1:]), "a benchmark has the computer to itself"


def test_byte_code_is_kept_whatever_the_environment_says(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    dev.main(["test"])
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ


def test_lint_runs_every_tool_and_fails_where_one_does(dev: ModuleType) -> None:
    assert dev.main(["lint"]) == 0
    assert [what(command) for command in dev.ran] == ["pip", "pip", "ruff", "ruff", "mypy", "-c"]
    dev.status["mypy"] = 1
    dev.ran.clear()
    assert dev.main(["lint"]) == 1
    assert len(dev.ran) == 4, "one that fails does not hide what the next would say"


def test_needs_names_packages_and_installs_none(capsys: pytest.CaptureFixture[str], dev: ModuleType) -> None:
    assert dev.main(["needs"]) == 0
    assert {"xvfb", "pulseaudio", "libxcb-cursor0"} <= set(capsys.readouterr().out.split())
    assert dev.ran == []


def test_it_ends_as_the_tests_end(dev: ModuleType) -> None:
    dev.status["pytest"] = 1
    assert dev.main(["test"]) == 1
    assert dev.main(["test"]) == 1


def test_an_install_that_fails_is_tried_again(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    dev.status["pip"] = 1
    assert dev.main(["demo"]) == 2
    assert "connection" in capsys.readouterr().out
    dev.status.clear()
    assert dev.main(["demo"]) == 0
    assert [what(command) for command in dev.ran] == ["pip", "pip", "pip", "oss_app"]


@linux
@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's dpkg")
def test_missing_packages_are_installed_by_root_and_told_to_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], dev: ModuleType
) -> None:
    monkeypatch.undo()
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "run", lambda command: ran.append(command) or 0)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    assert dev.install_packages(["dpkg"]) is (importlib.util.find_spec("ensurepip") is not None)
    capsys.readouterr()
    assert dev.install_packages(["dpkg", "no-such-package"]) is False
    assert "sudo apt-get install -y --no-install-recommends no-such-package" in capsys.readouterr().out
    assert ran == []

    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setenv("DEBIAN_FRONTEND", "")
    assert dev.install_packages(["no-such-package"]) is True
    assert ran[0][:2] == ["apt-get", "update"]
    assert "no-such-package" in ran[1]


@linux
@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's dpkg")
def test_a_python_without_ensurepip_gets_its_package(monkeypatch: pytest.MonkeyPatch, dev: ModuleType) -> None:
    monkeypatch.undo()
    ran: list[list[str]] = []
    monkeypatch.setattr(dev, "run", lambda command: ran.append(command) or 0)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("DEBIAN_FRONTEND", "")
    assert dev.install_packages(["dpkg"]) is True
    assert "python3-venv" in ran[1]


def test_ci_runs_every_test() -> None:
    script = ROOT / ".ci" / "run"
    assert "dev.py test --all" in script.read_text()
    mode = subprocess.run(["git", "ls-files", "-s", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert mode.stdout.startswith("100755")
