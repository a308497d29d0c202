"""A slip of the pen is seen where one stroke mends it; what a dictionary only lacks is left alone."""

from __future__ import annotations

import importlib.util

import pytest

from oss_app.taskfile.lint import Role, lint_text
from oss_app.taskfile.lint.house_words import HouseWords, read_house_words
from oss_app.taskfile.lint.spelling import meant_by

pytestmark = pytest.mark.skipif(importlib.util.find_spec("hunspell") is None, reason="no Hunspell here")


@pytest.mark.parametrize(
    ("language", "word", "meant"),
    [
        ("nl", "spiegle", "spiegel"),
        ("nl", "sondde", "sonde"),
        ("nl", "mondspigel", "mondspiegel"),
        ("en", "scissros", "scissors"),
        ("en", "mirrror", "mirror"),
        ("en", "screwdriwer", "screwdriver"),
    ],
)
def test_one_stroke_is_mended(language: str, word: str, meant: str) -> None:
    assert meant_by(word, language) == (meant,)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(
            ("nl", word)
            for word in ("mondspiegel", "wattenrolletjes", "onderdelenbak", "speekselzuigermondstuk", "bakje")
        ),
        *(("nl", word) for word in ("tandartsenset", "kwaliteitscontrolelijst", "crème", "geïsoleerd", "vluchtweg")),
        *(("en", word) for word in ("colour", "color", "organise", "organize", "glove", "tweezers", "workbench")),
        ("pl", "spiegle"),
    ],
)
def test_what_is_right_or_only_unknown_is_left_alone(language: str, word: str) -> None:
    assert meant_by(word, language) == ()


def test_the_advice_puts_the_word_in_with_its_capital() -> None:
    (found,) = lint_text("Spiegle in vak 1.", "nl", Role.HINT)
    assert (found.code, found.suggestion) == ("misspelt", "Spiegel in vak 1.")
    assert found.span is not None and (found.span.column, found.span.length) == (1, 7)


def test_where_several_words_may_be_meant_they_are_told_and_none_is_put_in() -> None:
    (found,) = lint_text("Sluit het dekzel.", "nl")
    assert found.suggestion is None
    assert "deksel" in found.hint and "dekzeil" in found.hint


@pytest.mark.parametrize("text", ["Pak de Spiegle.", "Druk op “Strat”.", "Pak de PVCC buis.", "Pak de KLMN5 moer."])
def test_names_labels_and_signs_are_not_words(text: str) -> None:
    assert "misspelt" not in [problem.code for problem in lint_text(text, "nl")]


def test_a_word_of_the_house_is_right() -> None:
    house = read_house_words("Spiegle\n")
    assert lint_text("Pak de spiegle.", "nl", house=house) == []


def test_one_thing_has_one_name_in_the_house() -> None:
    house = read_house_words("# onze woorden\nBak: bakje,  doosje \n\nlegbord: plank\n")
    assert house == HouseWords({"bakje": "bak", "doosje": "bak", "plank": "legbord"}, frozenset({"bak", "legbord"}))
    found = [p for p in lint_text("Doosje op de plank.", "nl", Role.HINT, house=house) if p.code == "house-word"]
    assert [problem.suggestion for problem in found] == ["Bak op de plank.", "Doosje op de legbord."]
    assert lint_text("Zet het blikje op het legbord.", "nl", house=house) == []
    assert lint_text("Druk op “Doosje”.", "nl", house=house) == []


def test_a_word_that_is_used_is_not_advised_against() -> None:
    assert read_house_words("bak: bakje\nbakje: schaaltje\n").instead == {"schaaltje": "bakje"}


def test_the_last_word_is_looked_at_when_it_was_typed_to_its_end() -> None:
    assert lint_text("Pak de spiegle", "nl", is_typed=True) == []
    assert [p.code for p in lint_text("Pak de spiegle", "nl")] == ["misspelt"]
    assert [p.code for p in lint_text("Pak de spiegle ", "nl", is_typed=True)] == ["misspelt"]
