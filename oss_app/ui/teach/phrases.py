"""The sentences of the wizard, with the thing and the place of this check in them."""

from __future__ import annotations

from collections.abc import Mapping

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer, Look
from oss_app.editor.prompts import NOT_USABLE, SAW, SEEN
from oss_app.editor.rehearsal import Practice
from oss_app.editor.teaching import Course
from oss_app.i18n import Words

NO_BREAK = "\N{NO-BREAK SPACE}"


def title(course: Course, words: Words) -> str:
    """What is taught: the check's name as words."""
    return words("Teach the check: {name}", name=spelled(course.subject.name))


def spelled(name: str) -> str:
    """A name of a check or place as words: ``sonde-in-vak-2`` is "sonde in vak 2"."""
    said = name.replace("-", " ").replace("_", " ")
    head, _, last = said.rpartition(" ")
    return f"{head}{NO_BREAK}{last}" if head and last.isdecimal() else said


def filled(sentence: str, course: Course, words: Words) -> str:
    """A sentence of a prompt, in the coach's language."""
    if not sentence:
        return ""
    item = course.check.item.into(words.language) if course.check.item else ""
    if course.check.kind is CheckKind.COUNT and course.count:
        item = f"{course.count}{NO_BREAK}{item or words('things')}"
    place = course.subject.place
    where = words("in {place}", place=spelled(place)) if place else words("on the place")
    return words(sentence).format(item=item or words("the thing"), where=where)


def recognised(practice: Practice, words: Words) -> str:
    """The first sentence of the result: how many right set-ups were accepted."""
    result = practice.result
    return words.many(
        "{n} of the {all} right ones is recognised.",
        "{n} of the {all} right ones are recognised.",
        result.right_accepted,
        all=result.right_shown,
    )


def approved(practice: Practice, words: Words) -> str:
    """The second: how many wrong ones were."""
    result = practice.result
    return words.many(
        "{n} of the {all} wrong ones is approved.",
        "{n} of the {all} wrong ones are approved.",
        result.wrong_accepted,
        all=result.wrong_shown,
    )


def verdict(look: Look, words: Words) -> tuple[str, str]:
    """What the check says of a look, and what it sees."""
    saw = words(SAW.get(look.reason, NOT_USABLE)) if look.reason and look.answer is not Answer.DONE else ""
    return words(SEEN[look.answer]), saw


def read_value(options: Mapping[str, object], words: Words) -> str:
    """What was read from the picture, as the coach can compare it with the thing."""
    if "text" in options:
        return words("The code says: {text}", text=options["text"])
    if "tag" in options:
        return words("Tag number {number}", number=options["tag"])
    return words("This colour")
