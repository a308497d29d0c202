"""Every library that a package carries has its licence text in the package, and the index finds it."""

from __future__ import annotations

import json
import platform
import sysconfig
from pathlib import Path

import pytest
from steps import licences

SITE = Path(sysconfig.get_paths()["purelib"])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, object]]]:
    folder = tmp_path_factory.mktemp("licences")
    licences.gather(SITE, platform.python_version(), folder)
    return folder, json.loads((folder / "index.json").read_text(encoding="utf-8"))


def test_each_part_has_a_text(index: tuple[Path, list[dict[str, object]]]) -> None:
    folder, parts = index
    for part in parts:
        assert part["licence"], part["name"]
        assert part["texts"], part["name"]
        sizes = {text: (folder / text).stat().st_size for text in part["texts"]}
        assert max(sizes.values()) > 100, sizes
        assert min(sizes.values()) > 0, sizes


def test_names_what_is_here(index: tuple[Path, list[dict[str, object]]]) -> None:
    names = {str(part["name"]).lower().replace("_", "-") for part in index[1]}
    assert {"oss app", "python", "pyside6-essentials", "shiboken6", "numpy", "pydantic", "pyttsx3"} <= names
    assert any(name.startswith("lexend") for name in names)
    assert any(name.startswith("phosphor") for name in names)
    assert "pytest" not in names


def test_qt_comes_with_the_lgpl(index: tuple[Path, list[dict[str, object]]]) -> None:
    folder, parts = index
    qt = next(part for part in parts if part["purl"].startswith("pkg:pypi/pyside6-essentials@"))
    texts = " ".join((folder / text).read_text(encoding="utf-8") for text in qt["texts"])
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts


def test_a_licence_of_no_known_kind_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="of no known kind"):
        licences._known("Everybody may do as they please, except on Sundays.")
