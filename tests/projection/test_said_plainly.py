"""What whoever buys and hangs a projector must be told stands in the README and in both languages of the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {language: ROOT / "docs" / name for language, name in (("en", "projection.md"), ("nl", "projection.nl.md"))}
README = ROOT / "README.md"

PROJECTOR, HANGING, GLARE, EYES = "which projector", "where to hang it", "glare on steel", "eyes"
SIMULATED, NEVER_SEEN, CHECKLIST = "what was simulated", "what was never seen", "a first hour"
SAID = {
    "en": {
        PROJECTOR: ("3LCD or LED", "DLP", "colour wheel", "rainbows", "2,000 lumen", "1280 x 800"),
        HANGING: ("Over the bench", "Screw it tight", "heads stay out of it"),
        GLARE: ("Steel and gloss", "mirror the lamp", "something matt"),
        EYES: ("risk group", "IEC 62471-5", "look into the beam", "nothing here blinks"),
        SIMULATED: ("measured in a simulator", "shares no code with the app", "Cycles"),
        NEVER_SEEN: ("No real projector has been used", "no real eye", "lamps of the ceiling were not compared"),
        CHECKLIST: ("A first hour with a real one", "ruler", "glare, rainbows", "support-bundle"),
    },
    "nl": {
        PROJECTOR: ("3LCD of LED", "DLP", "kleurenwiel", "regenbogen", "2.000 lumen", "1280 x 800"),
        HANGING: ("Boven de tafel", "Schroef hem goed vast", "hoofden erbuiten"),
        GLARE: ("Staal en glans", "spiegelen de lamp", "iets mats"),
        EYES: ("risicogroep", "IEC 62471-5", "in de straal", "hier knippert niets"),
        SIMULATED: ("gemeten in een simulator", "deelt geen code met het programma", "Cycles"),
        NEVER_SEEN: ("geen echte projector", "geen echt oog", "plafondlampen zijn niet vergeleken"),
        CHECKLIST: ("Een eerste uur met een echte", "liniaal", "schittering, regenbogen", "support-bundle"),
    },
}  # fmt: skip
ON_THE_FRONT = {
    "en": ("3LCD or LED", "rainbows", "over the bench", "mirror", "into the beam", "simulator", "no real projector"),
    "nl": ("3LCD of LED", "regenbogen", "boven de tafel", "spiegelen", "in de straal", "simulator", "echte projector"),
}  # fmt: skip


def words(path: Path) -> str:
    return re.sub(r"[\s*]+", " ", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("thing", SAID["en"])
def test_the_guide_says_it(language: str, thing: str) -> None:
    told = words(GUIDES[language])
    assert [word for word in SAID[language][thing] if word not in told] == []


@pytest.mark.parametrize("language", ON_THE_FRONT)
def test_the_readme_says_it_before_anyone_buys_one(language: str) -> None:
    section = README.read_text(encoding="utf-8").split("## Light on the bench")[1].split("\n## ")[0]
    told = re.sub(r"\s+", " ", section).lower()
    assert [word for word in ON_THE_FRONT[language] if word.lower() not in told] == []
    assert GUIDES[language].name in section


def test_both_languages_have_the_same_parts_and_the_same_figures() -> None:
    english, dutch = (path.read_text(encoding="utf-8") for path in GUIDES.values())
    for mark in (r"^## ", r"^[0-9]+\. ", r"^\|", r"!\["):
        assert len(re.findall(mark, english, re.M)) == len(re.findall(mark, dutch, re.M)), mark
    english_figures, dutch_figures = (measured(text) for text in (english, dutch))
    assert english_figures == dutch_figures


def measured(text: str) -> list[list[str]]:
    """The figures of the second column of the table, row by row."""
    cells = [row.split("|")[2] for row in re.findall(r"^\| .*", text, re.M)]
    return [re.findall(r"[0-9]+(?:\.[0-9]+)?", cell) for cell in cells]
