"""The recipes of docs/extending.md, applied to a copy of the checkout: they work, and no part is forgotten unseen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
COPIED = ("oss_app", "tests", "scripts", "docs", "pyproject.toml")
LINKED = ("assets", "instructions")


@dataclass(frozen=True)
class Hunk:
    """Lines of a file that change: ``old`` becomes ``new``; the file is new where ``old`` is empty."""

    file: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        path = root / self.file
        if not self.old:
            path.write_text(self.new, encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.file} no longer has, once:\n{self.old}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Recipe:
    title: str
    hunks: tuple[Hunk, ...]
    scripts: tuple[str, ...]
    tests: tuple[str, ...]


def recipes() -> list[Recipe]:
    found = []
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        hunks = []
        for file, lines in re.findall(r"^```diff\n--- (\S+)\n(.*?)^```$", part, re.MULTILINE | re.DOTALL):
            marked = [(line[:1], line[1:] + "\n") for line in lines.splitlines()]
            assert all(mark in {"+", "-", " "} for mark, _ in marked), f"{file}: {lines}"
            old, new = ("".join(line for mark, line in marked if mark != drop) for drop in "+-")
            hunks.append(Hunk(file, old, new))
        scripts = re.findall(r"`\.venv/bin/python (scripts/make_task_format\.py)`", part)
        tests = re.findall(r"^- `(tests/\S+)`$", part, re.MULTILINE)
        found.append(Recipe(part.partition("\n")[0], tuple(hunks), tuple(scripts), tuple(tests)))
    return found


WITH_CODE = [recipe for recipe in recipes() if recipe.hunks]


def red(recipe: Recipe, root: Path, without: Hunk | None = None) -> str:
    """What fails once the recipe was followed in a copy of the checkout; empty where all is well."""
    for name in COPIED:
        source, target = ROOT / name, root / name
        ignored = shutil.ignore_patterns("__pycache__", "snapshots", "recorded", "pictures")
        shutil.copytree(source, target, ignore=ignored) if source.is_dir() else shutil.copy(source, target)
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)
    for hunk in recipe.hunks:
        if hunk is not without:
            hunk.apply(root)
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    commands = [[sys.executable, script] for script in recipe.scripts]
    commands.append([sys.executable, "-m", "pytest", "-q", "-x", *recipe.tests])
    for command in commands:
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stdout[-3000:] + done.stderr[-2000:]
    return ""


def test_there_are_five() -> None:
    assert [recipe.title[:2] for recipe in recipes()] == ["1.", "2.", "3.", "4.", "5."]
    assert len(WITH_CODE) == 4


@pytest.mark.parametrize("recipe", WITH_CODE, ids=lambda recipe: recipe.title)
def test_a_recipe_works(recipe: Recipe, tmp_path: Path) -> None:
    assert red(recipe, tmp_path) == ""


@pytest.mark.parametrize(
    ("recipe", "hunk"),
    [
        pytest.param(recipe, hunk, id=f"{recipe.title[0]}-{number}-{Path(hunk.file).stem}")
        for recipe in WITH_CODE
        for number, hunk in enumerate(recipe.hunks)
        if not hunk.file.startswith("tests/")
    ],
)
def test_what_is_forgotten_is_red(recipe: Recipe, hunk: Hunk, tmp_path: Path) -> None:
    assert red(recipe, tmp_path, without=hunk) != ""
