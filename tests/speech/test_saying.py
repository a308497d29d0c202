"""What is handed to an engine: signs, amounts and abbreviations as a person reads them out (golden files)."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from oss_app.speech.saying import said
from oss_app.speech.synth import sentences

FOLDER = Path(__file__).parent


def golden(language: str) -> list[tuple[str, str]]:
    lines = (FOLDER / f"saying_{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, spoken) for text, spoken in (line.split("\t") for line in lines)]


def test_the_golden_files_are_long_enough_to_mean_something() -> None:
    assert len(golden("nl")) >= 800
    assert len(golden("en")) >= 370


@pytest.mark.parametrize(("text", "spoken"), golden("nl"))
def test_dutch(text: str, spoken: str) -> None:
    assert said(text, "nl") == spoken
    assert said(text, "nl-BE") == spoken


@pytest.mark.parametrize(("text", "spoken"), golden("en"))
def test_english(text: str, spoken: str) -> None:
    assert said(text, "en-GB") == spoken


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_what_was_made_sayable_stays_as_it_is(language: str) -> None:
    for _, spoken in golden(language):
        if not re.search(r"\d [A-Z]\b", spoken):  # of a code that was taken apart, nothing says that it was one
            assert said(spoken, language) == spoken


@pytest.mark.parametrize(("text", "spoken"), golden("de"))
def test_german(text: str, spoken: str) -> None:
    assert said(text, "de") == spoken


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_no_sign_is_left_to_the_engine(language: str) -> None:
    plain = re.compile(r"[^\W_]|[\s.,;:!?'\"()\[\]«»…–—-]")
    left = {sign: spoken for _, spoken in golden(language) for sign in spoken if not plain.fullmatch(sign)}
    assert not left


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_sentence_of_signs_alone_is_not_silent(language: str) -> None:
    for text in ("👍", "→", "✓", "±", "50/50", "½", "•", "- -"):
        assert said(text, language), text


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="the voice that listens for us is not installed")
@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_a_voice_says_each_sentence_in_its_own_language_and_names_no_sign(language: str) -> None:
    lines = [spoken for _, spoken in golden(language)]
    for start in range(0, len(lines), 40):
        some = lines[start : start + 40]
        asked = ["espeak-ng", "-v", language, "-q", "-x", "--stdin"]
        done = subprocess.run(asked, input="\n\n".join(some), capture_output=True, text=True, check=True)
        assert len(done.stdout.split()) >= 2 * len(some), "a sentence is silent"
        assert not re.findall(r"\([a-z]{2}\)", done.stdout), "a sign is said in another language"


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
