"""The simulation of the help levels runs, and the same workers are met by every rule."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType
from typing import Any

import pytest

from oss_app.core.support import RULE, Numbers
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def simulation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulate_support", ROOT / "scripts" / "simulate_support.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_gives_the_same_figures(simulation: ModuleType) -> None:
    one, other = simulation.simulate(RULE, workers=2), simulation.simulate(RULE, workers=2)
    assert one == other
    assert one.kits > 100


@pytest.fixture(scope="module")
def willing(simulation: ModuleType) -> Any:
    """What becomes of three workers who say yes to everything."""
    return simulation.simulate(RULE, 3)


def test_a_worker_who_minds_meets_less_that_is_too_hard(simulation: ModuleType, willing: Any) -> None:
    minding = simulation.simulate(RULE, 3, minds=True)
    assert minding.refused > 0 == willing.refused
    assert minding.early < willing.early
    assert minding.hard / minding.kits < willing.hard / willing.kits


def test_a_rule_that_waits_longer_is_less_often_too_early(simulation: ModuleType, willing: Any) -> None:
    later = simulation.simulate(Numbers(clean_kits=6, clean_days=4), 3)
    assert later.early < willing.early


@pytest.mark.slow
def test_the_papers_give_what_the_script_prints(simulation: ModuleType) -> None:
    """Of the rule itself, with both kinds of workers; the variants beside it cost twice as much again."""
    found = [simulation.simulate(RULE, minds=minds) for minds in (False, True)]
    figures = [[t.right, t.early, t.late, t.refused, t.raised, round(100 * t.hard / t.kits)] for t in found]
    kinds = [[t.early_by[curve.__name__] for curve in simulation.CURVES] for t in found]
    for paper in ("support.md", "support.nl.md"):
        text = (ROOT / "docs" / paper).read_text("utf-8")
        assert told(r"^\| \*\*3 .*\|$", text) == figures, paper
        assert told(r"^\| (?:too early|te vroeg), .*\|$", text) == kinds, paper


def told(row: str, text: str) -> list[list[int]]:
    """The numbers of the rows of tables, but for their first column."""
    return [[int(n) for n in re.findall(r"\d+", found.split("|", 2)[2])] for found in re.findall(row, text, re.M)]
