"""What is handed to an engine: signs, amounts and abbreviations as a person reads them out (golden files)."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.speech.saying import said
from oss_app.speech.synth import sentences

FOLDER = Path(__file__).parent


def golden(language: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"saying_{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, spoken) for text, spoken in (line.split("\t") for line in lines)]


def test_the_golden_files_are_long_enough_to_mean_something() -> None:
    assert len(golden("nl")) >= 60
    assert len(golden("en")) >= 40


@pytest.mark.parametrize(("text", "spoken"), golden("nl"))
def test_dutch(text: str, spoken: str) -> None:
    assert said(text, "nl") == spoken
    assert said(text, "nl-BE") == spoken


@pytest.mark.parametrize(("text", "spoken"), golden("en"))
def test_english(text: str, spoken: str) -> None:
    assert said(text, "en-GB") == spoken


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_made_sayable_stays_as_it_is(language: str) -> None:
    for _, spoken in golden(language):
        assert said(spoken, language) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Nimm 4x eine Schraube.", "Nimm 4 mal eine Schraube."),
        ("Gib 2 ml dazu.", "Gib 2 Milliliter dazu."),
        ("Nimm z.B. die Zange.", "Nimm zum Beispiel die Zange."),
        ("Nimm Nr. 4.", "Nimm Nummer 4."),
        ("Diese Art. Dann weiter.", "Diese Art. Dann weiter."),
    ],
)
def test_german(text: str, spoken: str) -> None:
    assert said(text, "de") == spoken


def test_a_language_without_a_table_is_said_as_it_is_written() -> None:
    assert said("Weź 2 ml nr. 4.", "pl") == "Weź 2 ml nr. 4."


@pytest.mark.parametrize(
    "text",
    ["Pak doos nr. 4 uit de kast.", "Vraag dhr. Jansen om hulp.", "Gebruik bijv. de rode tang.", "Ask Mr. Jones."],
)
def test_the_dot_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_other_dots_do() -> None:
    assert sentences("Say no. Then go.") == ["Say no.", "Then go."]
    assert sentences("Leg het weg. Pak 2 sondes. Klaar?") == ["Leg het weg.", "Pak 2 sondes.", "Klaar?"]
    assert sentences("een\ntwee") == ["een", "twee"]
