"""The page of requirements: each is held by tests that there are, and the code refers to none that is not on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_house import listed, text_of

PAGE = ROOT / "docs" / "requirements.md"
NAME = r"[WTCASPR]\d{1,2}"
BLOCKS = {
    block[1]: block[0]
    for block in re.finditer(rf"^\*\*({NAME})\*\* .*(?:\n.+)*", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
}


def test_the_page_has_them_in_order() -> None:
    assert len(BLOCKS) > 70
    for letter in "WTCASPR":
        numbers = [int(name[1:]) for name in BLOCKS if name[0] == letter]
        assert numbers == list(range(1, len(numbers) + 1)), letter


@pytest.mark.parametrize("name", BLOCKS)
def test_a_requirement_is_held_by_tests_or_says_why_not(name: str) -> None:
    held = re.findall(r"^- `([\w/.]+)::(test_\w+)`$", BLOCKS[name], re.MULTILINE)
    said = re.findall(r"^- [A-Z].+\.$", BLOCKS[name], re.MULTILINE)
    assert held or said
    for file, test in held:
        assert (ROOT / file).is_file(), f"{name}: {file}"
        assert re.search(rf"^\s*def {test}\(", text_of(ROOT / file), re.MULTILINE), f"{name}: {file} has no {test}"


def test_what_the_code_refers_to_is_on_the_page() -> None:
    unknown = []
    for file in listed("*.py", "*.md", "*.sh", "*.toml"):
        for together in re.findall(rf"\(({NAME}(?:, {NAME})*)\)", text_of(file)):
            unknown += [f"{_place(file)}: {name}" for name in together.split(", ") if name not in BLOCKS]
    assert unknown == []


def _place(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
