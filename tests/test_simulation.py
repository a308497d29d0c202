"""The simulation of the help levels runs, and the same workers are met by every rule."""

from __future__ import annotations

import importlib.util
import re
import sys
from types import ModuleType

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


def test_a_rule_that_waits_longer_is_less_often_too_early(simulation: ModuleType) -> None:
    sooner, later = simulation.simulate(RULE, 3), simulation.simulate(Numbers(clean_kits=6, clean_days=4), 3)
    assert later.early < sooner.early


@pytest.mark.slow
def test_the_papers_give_what_the_script_prints(simulation: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    simulation.main()
    printed = [
        re.findall(r"\d+", line.split(":", 1)[1]) for line in capsys.readouterr().out.splitlines() if ":" in line
    ]
    figures = [[*row[2:6], row[-1]] for row in printed]
    for paper in ("support.md", "support.nl.md"):
        rows = re.findall(r"^\| .*\d (?:day|days|dag|dagen).*\|$", (ROOT / "docs" / paper).read_text("utf-8"), re.M)
        told = [re.findall(r"\d+", row.split("|", 2)[2]) for row in rows if "%" in row]
        assert told == figures, paper
