"""A language is spoken by a voice of that language, or not at all."""

from __future__ import annotations

import pytest

from oss_app.core.voices import SynthVoice, choose, speaking


def voices(*languages: str) -> list[SynthVoice]:
    return [SynthVoice("engine", f"voice of {s}", (s,)) for s in languages]


LINUX = voices("ar", "cmn", "en-029", "en-gb", "en-us", "fr-be", "fr-fr", "nb", "nl", "pl", "pt", "pt-br", "tr", "uk")
WINDOWS = voices("en-US", "nl-BE", "nl-NL", "de-DE")
MACOS = voices("en_US", "fr_CA", "nl_BE", "nl_NL", "nb_NO", "zh_CN")


@pytest.mark.parametrize(
    ("language", "there_are", "spoken"),
    [
        ("nl", LINUX, "nl"),
        ("en", LINUX, "en-gb"),
        ("en-US", LINUX, "en-us"),
        ("fr", LINUX, "fr-fr"),
        ("pt", LINUX, "pt"),
        ("no", LINUX, "nb"),
        ("zh", LINUX, "cmn"),
        ("uk", LINUX, "uk"),
        ("nl-BE", LINUX, "nl"),
        ("nl", WINDOWS, "nl-NL"),
        ("nl_BE", WINDOWS, "nl-BE"),
        ("en", WINDOWS, "en-US"),
        ("de", WINDOWS, "de-DE"),
        ("nl", MACOS, "nl_NL"),
        ("no", MACOS, "nb_NO"),
        ("zh", MACOS, "zh_CN"),
        ("fr", MACOS, "fr_CA"),
    ],
)
def test_the_voice_of_the_language(language: str, there_are: list[SynthVoice], spoken: str) -> None:
    voice = choose(language, there_are)
    assert voice is not None
    assert voice.name == f"voice of {spoken}"


@pytest.mark.parametrize("language", ["ti", "xx", "so", "", "e", "n", "nld"])
@pytest.mark.parametrize("there_are", [LINUX, WINDOWS, MACOS, []])
def test_an_unknown_language_has_no_voice(language: str, there_are: list[SynthVoice]) -> None:
    assert choose(language, there_are) is None


def test_the_voice_that_was_chosen_here_wins_where_it_speaks_the_language() -> None:
    assert (chosen := choose("en", LINUX, "voice of en-us")) and chosen.name == "voice of en-us"
    assert (other := choose("nl", LINUX, "voice of en-us")) and other.name == "voice of nl"
    assert (gone := choose("nl", LINUX, "voice of nobody")) and gone.name == "voice of nl"
    assert choose("ti", LINUX, "voice of nl") is None


def test_all_that_speak_a_language() -> None:
    assert [v.name for v in speaking("en-GB", LINUX)] == ["voice of en-029", "voice of en-gb", "voice of en-us"]
    assert [v.name for v in speaking("no", LINUX)] == ["voice of nb"]
    assert speaking("ti", LINUX) == []
