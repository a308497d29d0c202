"""Capitals and small letters as a language has them: Georgian begins with none, Dutch has IJ, Turkish two letters i."""

from __future__ import annotations

_DOTTED = frozenset({"tr", "az", "crh", "tt"})
"""Where i and ı are two letters, each with a capital of its own."""


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _has_ij(text: str, language: str) -> bool:
    return text[:2].lower() == "ij" and _base(language) == "nl"


def with_capital(text: str, language: str) -> str:
    """Return the text with a capital at its start, where its script has one for that."""
    if _has_ij(text, language):
        return "IJ" + text[2:]
    if text[:1] == "i" and _base(language) in _DOTTED:
        return "İ" + text[1:]
    return text[:1].title() + text[1:]  # upper() would set a Georgian letter as in a heading all in capitals


def begun_as(found: str, text: str, language: str) -> str:
    """Return the text with a capital at its start, where what it comes in the place of has one."""
    return with_capital(text, language) if found[:1].isupper() else text


def without_capital(text: str, language: str) -> str:
    """Return the text with a small letter at its start."""
    if _has_ij(text, language):
        return "ij" + text[2:]
    return small(text[:1], language) + text[1:]


def small(text: str, language: str) -> str:
    """Return the text in small letters."""
    if _base(language) in _DOTTED:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def folded(text: str) -> str:
    """Return the text as it is compared where capitals make no difference; the four letters i of Turkish are one."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")
