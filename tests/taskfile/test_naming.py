"""Folders get names that every system takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.taskfile.naming import free_folder
from oss_app.taskfile.read.paths import wrong_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Controle-set (2)", "controle-set-2"),
        ("Café Één", "cafe-een"),
        ("CON", "con-1"),
        ("../../weg", "weg"),
        ("  ", "taak"),
        ("漢字", "taak"),
        ("a" * 100, "a" * 40),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_name(tmp_path: Path, words: str, name: str) -> None:
    folder = free_folder(tmp_path, words, "taak")
    assert folder == tmp_path / name
    assert wrong_name(folder.name) is None
    folder.mkdir()
    assert free_folder(tmp_path, words, "taak").name == f"{name}-2"
