"""Capitals as a language has them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.casing import begun_as, folded, small, with_capital, without_capital


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("ქართული", "ka", "ქართული"),
        ("ijs", "nl", "IJs"),
        ("ijs", "nl-BE", "IJs"),
        ("Ijs", "nl", "IJs"),
        ("ijs", "en", "Ijs"),
        ("iğne", "tr", "İğne"),
        ("ısı", "tr", "Isı"),
        ("igła", "pl", "Igła"),
        ("ßa", "de", "Ssa"),
        ("ǆep", "hr", "ǅep"),
        ("άκρη", "el", "Άκρη"),
        ("مسبار", "ar", "مسبار"),
        ("सुई", "hi", "सुई"),
        ("4 rollen", "nl", "4 rollen"),
        ("", "nl", ""),
    ],
)
def test_a_capital_at_the_start(text: str, language: str, shown: str) -> None:
    assert with_capital(text, language) == shown


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [("IJs", "nl", "ijs"), ("İğne", "tr", "iğne"), ("Isı", "az", "ısı"), ("Sonde", "nl", "sonde"), ("", "nl", "")],
)
def test_a_small_letter_at_the_start(text: str, language: str, shown: str) -> None:
    assert without_capital(text, language) == shown


def test_all_in_small_letters() -> None:
    assert small("ΟΔΟΣ", "el") == "οδος"[:-1] + "ς"
    assert small("IŞIK", "tr") == "ışık"
    assert small("İĞNE", "tr") == "iğne"


def test_a_word_begins_as_the_one_whose_place_it_takes() -> None:
    assert begun_as("Staaf", "ijzer", "nl") == "IJzer"
    assert begun_as("staaf", "ijzer", "nl") == "ijzer"


@pytest.mark.parametrize("written", ["istanbul", "ISTANBUL", "İstanbul", "ıstanbul"])
def test_who_looks_for_a_name_finds_it_whichever_i_it_has(written: str) -> None:
    assert folded(written) == "istanbul"


@given(text=st.text(max_size=12), language=st.sampled_from(["nl", "en", "tr", "ka", "el", "de", "ar"]))
def test_no_letter_of_headings_comes_in_and_twice_is_once(text: str, language: str) -> None:
    begun = with_capital(text, language)
    assert with_capital(begun, language) == begun
    if not any("\u1c90" <= sign <= "\u1cbf" for sign in text):
        assert not any("\u1c90" <= sign <= "\u1cbf" for sign in unicodedata.normalize("NFC", begun))
