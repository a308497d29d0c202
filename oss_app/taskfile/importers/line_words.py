"""What a line of a list holds besides the name: a bullet, a place, or a whole instruction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from oss_app.taskfile.lint.rules import LANGUAGES

_BULLET = re.compile(r"(?:[-–—*•·▪▸‣◦○●◯☐☑☒□■✓✔✗✘➢➤►>]|\[[ xX]?\]|\([ ]\))\s+(\S.*)")
_SPOT = (
    r"(?:vak|la|lade|bak|doos|kist|rij|plank|tafel|haak|section|drawer|bin|box|row|shelf|tray|compartment|slot|table|hook|"
    r"fach)"
)
_PLACE_FIRST = re.compile(rf"(?:in\s+)?({_SPOT}\s+\w{{1,4}})\s*[:;=–-]\s*(\S.*)", re.I)
_PLACE_LAST = re.compile(
    rf"(.*\S)\s*(?:,|\bin|\bop|\baan|\bon|->|→|\s[–—-])\s+(?:het |de |the )?({_SPOT}\s+\w{{1,4}})\.?", re.I
)
_HASHES = re.compile(r"#{1,6}\s+([^\W\d].*)")
_ENDED = re.compile(r"(?:[^\W\d]{4}|\s\d{1,3})[.!]\s*$")
"""The end of a sentence, and not of something shortened: "4 Stk."."""
_LENGTH = re.compile(r"\d\s?(?:mm|cm|m|inch)\.?$", re.I)
_IN_BRACKETS = re.compile(r"(.*\S)\s*\((\d{1,4})\)")

_GREETING = re.compile(
    r"(?:beste|hallo|hoi|hi|hey|dag(?! \d)|goede(?:morgen|middag|navond)|geachte|dear|hello|good (?:morning|afternoon)|"
    r"liebe[rs]?|guten (?:tag|morgen)|hej|bonjour|hola|ciao|buongiorno|olá|witam|cześć|dzień dobry|merhaba|sayın|"
    r"вітаю|привіт|добрий день|здравствуйте|مرحبا|السلام|selam)\b",
    re.I,
)
_FAREWELL = re.compile(
    r"(?:met )?(?:vriendelijke|hartelijke) groet|groet(?:en|jes)?\b|mvg\b|m\.v\.g|dank\b|bedankt|alvast|thanks|"
    r"thank you|(?:kind |best )?regards|cheers|mit freundlichen|viele grüße|danke|merci|cordialement|gracias|saludos|"
    r"grazie|saluti|obrigad|pozdrawiam|dziękuję|teşekkür|saygılar|дякую|з повагою|спасибо|شكرا",
    re.I,
)


def greets(words: str) -> bool:
    """Tell whether a line greets a person, as a letter begins."""
    return bool(_GREETING.match(words))


def says_goodbye(words: str) -> bool:
    """Tell whether a line thanks or greets, as a letter ends."""
    return bool(_FAREWELL.match(words))


def without_bullet(words: str) -> str:
    """Return the words without the bullet or the box to tick that they begin with."""
    while match := _BULLET.fullmatch(words):  # "- [ ] mirror" has two
        words = match[1]
    return words


def heading_of(words: str) -> str:
    """Return the heading that a line of plain text is ("# Instruments"); empty where it is none."""
    match = _HASHES.fullmatch(words)
    return match[1] if match else ""


def out_of_brackets(name: str) -> tuple[str, str]:
    """Return a number in brackets behind the name, and the name without it: "Sonde (2)"; it is likely the amount."""
    match = _IN_BRACKETS.fullmatch(name)
    return (match[2], match[1]) if match else ("", name)


def place_of(words: str) -> tuple[str, str]:
    """Return the place that a line names, and the line without it: "vak 1: 2 spiegels" or "2 spiegels in vak 1"."""
    if match := _PLACE_FIRST.fullmatch(words):
        return match[1], match[2]
    if match := _PLACE_LAST.fullmatch(words):
        return match[2], match[1]
    return "", words


def tells_to_do(line: str, language: str) -> bool:
    """Tell whether a line by itself tells what to do: three words or more, of which the first is a verb, and no
    noun unless what can only stand before a thing comes next.
    """
    known = LANGUAGES.get(language.replace("_", "-").split("-")[0].lower())
    words = re.findall(r"[\w'-]+", line.casefold())
    if known is None or len(words) < 3 or not known.is_verb(words[0]):
        return False
    if words[0] in known.prepositions | known.adverbs | known.noun_openers:
        return False
    is_thing_next = words[1] in known.noun_openers or words[1].isdigit()
    return words[0] in known.common_verbs or not known.is_noun(words[0]) or is_thing_next


def are_instructions(lines: Sequence[str], language: str) -> bool:
    """Tell whether the lines of a list tell what to do ("Leg 2 spiegels in de doos") instead of naming things.

    Six in ten begin with a verb that such lines often begin with and go on with two words; a verb that is a thing too
    ("spuit", "rol") is thus no instruction by itself, nor with its length: "schroef 20 mm". In
    whatever language, six in ten that are sentences with a full stop tell something, too: things bear none.
    """
    sentences = sum(len(line.split()) > 2 and bool(_ENDED.search(line)) for line in lines)
    if len(lines) > 1 and sentences * 10 >= 6 * len(lines):
        return True
    known = LANGUAGES.get(language.replace("_", "-").split("-")[0].lower())
    if known is None or not lines:
        return False
    parts = [line.casefold().split() for line in lines if not _LENGTH.search(line)]
    return sum(len(words) > 2 and words[0] in known.common_verbs for words in parts) * 10 >= 6 * len(lines)
