"""The papers for IT services and employers: whole, in step with the program, and plain where workers read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from oss_app.core.settings import Settings
from oss_app.store.retention import DETAIL_DAYS, WEEKLY_DAYS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EMPLOYER = sorted((DOCS / "employer").glob("*.md"))
OURS = [*EMPLOYER, *(DOCS / name for name in ("install.md", "install.nl.md", "packaging.md", "accessibility.md"))]
SHEET = DOCS / "employer" / "informatieblad.md"


@pytest.mark.parametrize("file", [*OURS, ROOT / "SECURITY.md"], ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (file.parent / target).exists(), target


@pytest.mark.parametrize("file", [file for file in EMPLOYER if file != SHEET], ids=lambda file: file.name)
def test_each_paper_says_that_it_is_no_legal_advice(file: Path) -> None:
    assert "geen juridisch advies" in file.read_text(encoding="utf-8")


def test_the_sheet_for_workers_is_one_page_of_short_sentences() -> None:
    text = re.sub(r"\[.*?\]|[*#-]", " ", SHEET.read_text(encoding="utf-8"))
    assert len(text.split()) <= 360
    sentences = [sentence.split() for sentence in re.split(r"[.?!:]\s", text)]
    assert max(map(len, sentences)) <= 16


def test_the_papers_name_the_terms_that_the_program_keeps() -> None:
    assert (DETAIL_DAYS, WEEKLY_DAYS) == (90, 365)
    for name in ("informatieblad.md", "dpia.md", "brief-ondernemingsraad.md"):
        text = (DOCS / "employer" / name).read_text(encoding="utf-8")
        assert "90 dagen" in text
        assert "12 maanden" in text or "een jaar" in text


def test_the_ban_on_emotion_recognition_has_its_place_and_date() -> None:
    text = (DOCS / "employer" / "ai-verordening.md").read_text(encoding="utf-8")
    for wanted in ("2 februari 2025", "artikel 5, lid 1, onder f", "bijlage III, punt 4", "2024/1689"):
        assert wanted.lower() in text.lower()


def test_the_two_languages_of_the_installation_say_the_same_commands() -> None:
    blocks = [
        re.findall(r"```(?:sh|yaml|bat)\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
        for name in ("install.md", "install.nl.md")
    ]
    commands = [
        [re.sub(r"(#| {3,}).*", "", line).strip() for block in one for line in block.splitlines()] for one in blocks
    ]
    assert commands[0] == commands[1]
    assert len(commands[0]) > 8


@pytest.mark.parametrize("name", ["install.md", "install.nl.md"])
def test_the_settings_that_are_shown_are_settings(name: str) -> None:
    shown = re.search(r"```yaml\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    values = yaml.safe_load(shown[1])
    assert len(values) >= 6
    Settings.model_validate(values)


def test_the_accessibility_report_judges_each_requirement_for_software() -> None:
    text = (DOCS / "accessibility.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (11\.\d[\d.]*) \|([^|]*)\| ([^|]+) \|([^|]*)\|$", text, re.MULTILINE)
    assert len(rows) == len({number for number, *_ in rows}) >= 60
    verdicts = {"supports", "partly", "not", "does not apply", "not evaluated"}
    assert {verdict.strip() for _, _, verdict, _ in rows} <= verdicts
    assert all(why.strip() for *_, why in rows)
