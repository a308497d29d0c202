"""What the program says of itself: nothing that it stands on is left out."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from oss_app.app.diagnostics import about as module
from oss_app.app.diagnostics.about import about, credited
from oss_app.app.diagnostics.versions import LIBRARIES
from oss_app.i18n import load
from tests.conftest import ROOT

NORMAL = re.compile(r"[-_.]+")


def normal(name: str) -> str:
    return NORMAL.sub("-", name).lower()


def test_each_library_of_the_project_is_named_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in project["dependencies"]]
    wanted = {normal(one.name) for one in asked if one.marker is None or one.marker.evaluate()}
    assert wanted == {normal(name) for name in LIBRARIES}
    found = {normal(part.name): part for part in about(load("en")).parts}
    assert wanted | {"python", "shiboken6", "lxml", "pydantic-core"} <= set(found)
    assert [part.name for part in found.values() if not part.licence or part.licence == "?"] == []
    assert "LGPL" in found["pyside6-essentials"].licence


@pytest.mark.parametrize(("language", "word"), [("en", "not for appraisal"), ("nl", "niet bedoeld om")])
def test_it_says_what_it_is_for_and_what_not(language: str, word: str) -> None:
    facts = about(load(language))
    assert word in " ".join(facts.purpose)
    assert facts.licence == tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]


def test_everybody_is_credited() -> None:
    text = (ROOT / "assets" / "CREDITS.md").read_text(encoding="utf-8")
    rows = credited(text)
    assert len(rows) == sum(line.startswith(("| assets/", "| instructions/")) for line in text.splitlines())
    authors = {row.author for row in rows}
    assert {"Phosphor Icons", "The Noto Project Authors", "Rachel Michetti"} <= authors


def test_a_package_shows_the_licences_that_it_carries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "CREDITS.md").write_text("| files | author | licence | source |\n|---|---|---|---|\n", encoding="utf-8")
    folder = tmp_path / "licences"
    folder.mkdir()
    part = {"name": "Qt", "version": "6", "licence": "LGPL-3.0", "source": "https://qt.io", "purl": "x", "texts": []}
    (folder / "index.json").write_text(json.dumps([part]), encoding="utf-8")
    monkeypatch.setattr(module, "assets", lambda: tmp_path)
    facts = about(load("en"))
    assert [(p.name, p.licence) for p in facts.parts] == [("Qt", "LGPL-3.0")]
    assert facts.texts == folder
    assert facts.credits == ()
