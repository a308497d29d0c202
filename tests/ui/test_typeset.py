"""Where a sentence may break."""

from __future__ import annotations

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


def test_the_longest_text_counts() -> None:
    assert line_count(["leg de sonde", "leg"], 7, letters) == 2
    assert line_count([], 7, letters) == 1


def test_words_that_would_be_cut_are_told() -> None:
    assert keeps_words_whole("leg de sonde", 5, letters)
    assert not keeps_words_whole("leg de spiegel", 5, letters)
