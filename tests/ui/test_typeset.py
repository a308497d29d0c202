"""Where a sentence may break."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.ui.kit.lettering import NO_BREAK, SOFT_HYPHEN, keeps_words_whole, line_count, tied, wrapped


def letters(text: str) -> float:
    """A typeface in which every letter is one pixel wide."""
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Leg 1 sonde in vak 2.", "Leg_1 sonde in vak_2."),
        ("Leg het dienblad voor je.", "Leg het dienblad voor_je."),
        ("Sluit het deksel.", "Sluit het deksel."),
        ("  Klaar  ", "Klaar"),
        ("", ""),
    ],
)
def test_numbers_and_a_last_short_word_do_not_stand_alone(text: str, shown: str) -> None:
    assert tied(text) == shown.replace("_", NO_BREAK)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("leg de sonde", 20, ["leg de sonde"]),
        ("leg de sonde", 7, ["leg de", "sonde"]),
        ("watten-rollen", 8, ["watten-", "rollen"]),
        (f"wattenrol{SOFT_HYPHEN}houder", 11, ["wattenrol-", "houder"]),
        (f"wattenrol{SOFT_HYPHEN}houder", 30, ["wattenrolhouder"]),
        ("sonde AB-1234/5 is", 10, ["sonde", "AB-1234/5", "is"]),
        ("een\ntwee", 30, ["een", "twee"]),
        (f"in vak{NO_BREAK}2.", 7, ["in", f"vak{NO_BREAK}2."]),
        (f"vak{NO_BREAK}2.", 4, ["vak", "2."]),
        ("onafscheidelijk", 6, ["onafsc", "heidel", "ijk"]),
        ("", 5, [""]),
    ],
)
def test_lines(text: str, room: float, lines: list[str]) -> None:
    assert wrapped(text, room, letters) == lines


@given(text=st.text(alphabet="ab -\n" + NO_BREAK + SOFT_HYPHEN, max_size=60), room=st.integers(2, 20))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, room: int) -> None:
    lines = wrapped(text, room, letters)
    assert all(letters(line) <= room for line in lines)
    plain = text.replace(SOFT_HYPHEN, "")
    assert [c for c in "".join(lines) if c == "a"] == [c for c in plain if c == "a"]
    assert "".join(lines).count("b") == plain.count("b")


EMOJI, LETTERS = ["\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f527", "e\u0301"], ["e\u0301", "क्षि", "ที่"]
"""What is one sign to a reader: a thumb with its colour, a mechanic; an accent by itself, syllables of two scripts."""
WORDS = st.one_of(*(st.lists(st.sampled_from(signs), min_size=1, max_size=12) for signs in (EMOJI, LETTERS)))


@given(word=WORDS, room=st.integers(4, 9))
def test_a_word_that_must_be_cut_is_cut_between_two_signs(word: list[str], room: int) -> None:
    lines = wrapped("".join(word), room, letters)
    assert all(letters(line) <= room for line in lines)
    ends = {sum(len(sign) for sign in word[:count]) for count in range(len(word) + 1)}
    at = 0
    for line in lines:
        at += len(line)
        assert at in ends
    assert "".join(lines) == "".join(word)


@given(word=st.text(alphabet="a\U0001f44d\U0001f3fd\u0915\u094d\u0937", max_size=12))
def test_any_letters_can_be_cut(word: str) -> None:
    assert "".join(wrapped(word, 3, letters)) == word


JAPANESE = "左の引き出しから、ピンセットを取り出す。"
THAI = "หยิบคีมในลิ้นชักแล้ววางไว้ในช่อง"
KHMER = "ថតឧបករណ៍ក្នុងប្រអប់ហើយបិទគម្រប"


@pytest.mark.parametrize("text", [JAPANESE, THAI, KHMER])
@pytest.mark.parametrize("room", [8, 11])
def test_a_script_without_spaces_is_not_one_long_word(text: str, room: int) -> None:
    assert keeps_words_whole(text, room, letters)
    lines = wrapped(text, room, letters)
    assert "".join(lines) == text
    assert len(lines) <= 2 * len(text) / room + 1
    for line, following in pairwise(lines):
        assert following[0] not in "\u3001\u3002\u3063\u30c3", "no full stop or small kana begins a line"
        assert not "\u0e40" <= line[-1] <= "\u0e44", "a vowel that is written first stays with its letter"
        assert unicodedata.category(following[0]) != "Mn"
        assert following[0] not in "\u0e30\u0e32\u0e46"


def test_the_longest_text_counts() -> None:
    assert line_count(["leg de sonde", "leg"], 7, letters) == 2
    assert line_count([], 7, letters) == 1


def test_words_that_would_be_cut_are_told() -> None:
    assert keeps_words_whole("leg de sonde", 5, letters)
    assert not keeps_words_whole("leg de spiegel", 5, letters)
