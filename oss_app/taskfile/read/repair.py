"""Where YAML gives up: what the author did, in plain words, and a line with which the rest can still be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import yaml

from oss_app.core.problem import Span
from oss_app.core.task import Step, Task
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.read.fields import aliases, fields, split_translation
from oss_app.taskfile.yaml.tree import Tree

_LINE = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?:(?P<key>[\w-]+)(?P<colon> *:)(?:(?P<gap> +)|$))?(?P<value>.*)")
_DASH = re.compile(r"( *)(- +)\S")
_GLUED_DASH = re.compile(r" *-(?P<key>\w+) *:")
_GLUED_COLON = re.compile(r" *(?:- +)?(?P<key>\w+):(?=[^\s/\\])")
_NO_WORD = re.compile(r" *(?:- +)?:(?= |$)")
_WHOLE = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_SIGNS = "@`%*&!|>{}[],?"
_STEP, _HEAD = aliases(Step), aliases(Task)


@dataclass(frozen=True)
class Repair:
    """What was wrong, and the line ``number`` (from 0) as it may be read instead.

    From column ``since`` (from 0) on, the new line's signs stand ``shift`` places further to the right.
    """

    finding: Diagnostic | None
    number: int
    line: str
    since: int = 0
    shift: int = 0


def diagnose(lines: Sequence[str], tree: Tree, told: frozenset[int], dutch: bool) -> Repair | None:
    """Return what stopped YAML; None where it cannot be told. Lines in ``told`` have had their fault named already."""
    error = tree.error
    mark = getattr(error, "problem_mark", None)
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return None
    last = min(mark.line, len(lines) - 1)
    focus, column = last, mark.column
    if error.context == "while scanning a simple key" and error.context_mark:
        focus, column = error.context_mark.line, error.context_mark.column
    line = lines[focus]
    return (
        _quotes(lines, tree.recent, last, at_end=mark.line >= len(lines) or not any(s.strip() for s in lines[last:]))
        or _backslash(line, focus, error)
        or _empty_key(line, focus, dutch)
        or _start(line, focus)
        or _indentation(lines, focus, told)
        or _colon(lines, focus, column)
        or _brackets(lines, tree.recent, last)
        or _no_key(line, focus, dutch)
    )


def glued(lines: Sequence[str]) -> Iterator[Repair]:
    """Tell where the space behind a dash or a colon was forgotten.

    YAML takes such a line for something else, not always with an error, so this is looked for before anything is read.
    """
    for number, line in enumerate(lines):
        if (match := _GLUED_DASH.match(line)) and _known(match["key"]):
            at = match.start("key")
            line = line[:at] + " " + line[at:]
            yield _parted("dash-without-space", match["key"], number, line, at)
        if (match := _GLUED_COLON.match(line)) and _known(match["key"]):
            at = match.end()
            yield _parted("colon-without-space", match["key"], number, line[:at] + " " + line[at:], at)


def _parted(code: str, key: str, number: int, line: str, at: int) -> Repair:
    return Repair(Diagnostic(code, Span(number + 1, at), {"key": key}), number, line, at, 1)


def whole_quoted(words: str) -> str:
    """Return a text between quotes, so that YAML takes it as it is."""
    return f'"{words}"' if '"' not in words and "\\" not in words else "'" + words.replace("'", "''") + "'"


def _quotes(lines: Sequence[str], first: int, last: int, at_end: bool) -> Repair | None:
    for number in range(first, last + 1):
        line, value, column = lines[number], *_value(lines[number])
        if value[:1] not in _WHOLE:
            continue
        quote = value[0]
        whole = _WHOLE[quote].match(value)
        if whole is None:
            swallowed = any(_looks_like_key(s) for s in lines[number + 1 : last + 1])
            if swallowed or at_end:
                finding = Diagnostic("unclosed-quote", Span(number + 1, column + 1), {"quote": quote})
                return Repair(finding, number, line.rstrip() + quote)
        elif number == last and (rest := value[whole.end() :].strip()) and not rest.startswith("#"):
            bare = value.strip() if value.rstrip()[-1] != quote else value.strip()[1:-1]
            other = whole_quoted(bare) if quote in bare else f"{quote}{bare}{quote}"
            at = column + whole.end() + len(value[whole.end() :]) - len(value[whole.end() :].lstrip())
            finding = Diagnostic("text-after-quote", Span(number + 1, at + 1), {"quoted": other})
            return Repair(finding, number, line[:column] + whole_quoted(bare))
    return None


def _backslash(line: str, number: int, error: yaml.MarkedYAMLError) -> Repair | None:
    if "escape" not in (error.problem or "") and "escape" not in (error.context or ""):
        return None
    value, column = _value(line)
    at = line.find("\\", column)
    if value[:1] != '"' or at < 0:
        return None
    finding = Diagnostic(
        "backslash-in-quotes", Span(number + 1, at + 1), {"quoted": "'" + value.strip().strip('"') + "'"}
    )
    return Repair(finding, number, line[:column] + value.replace("\\", "/"))


def _empty_key(line: str, number: int, dutch: bool) -> Repair | None:
    match = _NO_WORD.match(line)
    if not match:
        return None
    keys = ", ".join(field.written(dutch) for field in fields(Step).values())
    return Repair(Diagnostic("empty-key", Span(number + 1, match.end()), {"keys": keys}), number, "")


def _start(line: str, number: int) -> Repair | None:
    value, column = _value(line)
    starts_like_yaml = value[:1] in _SIGNS if value else False
    if not starts_like_yaml and not value.startswith("- ") and value.strip() != "-":
        return None
    match = _LINE.match(line)
    return _text_start(line, number, value, column) if match and (match["key"] or match["dash"]) else None


def _text_start(line: str, number: int, value: str, column: int) -> Repair:
    quoted = whole_quoted(value.strip())
    finding = Diagnostic("text-start", Span(number + 1, column + 1), {"sign": value[0], "quoted": quoted})
    return Repair(finding, number, line[:column] + quoted, column + 1, 1)


def _indentation(lines: Sequence[str], number: int, told: frozenset[int]) -> Repair | None:
    match = _LINE.match(lines[number])
    if not match or not match["key"]:
        return None
    found, expected = len(match["indent"]), _expected(lines, number, match)
    if expected is None or found == expected:
        return None
    line = " " * expected + lines[number].lstrip(" ")
    span = Span(number + 1, found + 1, max(1, len((match["dash"] or "") + match["key"])))
    finding = Diagnostic("indentation", span, {"expected": expected, "found": found})
    return Repair(None if number in told else finding, number, line, 0, expected - found)


def _expected(lines: Sequence[str], number: int, match: re.Match[str]) -> int | None:
    """In which column (from 0) a line should begin, judged by the lines above it."""
    dashes = [m for m in map(_DASH.match, lines[:number]) if m]
    if match["dash"]:
        return len(dashes[0][1]) if dashes else None
    if not dashes or (match["key"] in _HEAD and match["key"] not in _STEP):
        return 0
    return len(dashes[-1][1]) + len(dashes[-1][2])


def _colon(lines: Sequence[str], number: int, column: int) -> Repair | None:
    line, value, start = lines[number], *_value(lines[number])
    at = re.search(r":(?= |$)", value.rstrip())
    if not at or start + at.start() > column + 1:
        return None
    match = _LINE.match(line)
    words = value.strip()
    if match and match["key"]:
        new = Repair(None, number, line[:start] + whole_quoted(words), start + 1, 1)
    else:  # the text began on a line above
        above = next((v for n in range(number - 1, -1, -1) if (v := _value(lines[n])[0].strip())), "")
        words, new = f"{above} {words}".strip(), Repair(None, number, line[:start] + value.replace(":", ";"))
    span = Span(number + 1, start + at.start() + 1)
    return replace(new, finding=Diagnostic("colon-in-text", span, {"quoted": whole_quoted(words)}))


def _brackets(lines: Sequence[str], first: int, last: int) -> Repair | None:
    for number in range(first, last + 1):
        value, column = _value(lines[number])
        if value[:1] in ("[", "{", "|", ">"):
            return _text_start(lines[number], number, value, column)
    return None


def _no_key(line: str, number: int, dutch: bool) -> Repair | None:
    match = _LINE.match(line)
    if not match or match["key"] or match["dash"] or not match["value"].strip():
        return None
    span = Span(number + 1, len(match["indent"]) + 1, len(match["value"].rstrip()))
    return Repair(Diagnostic("line-without-key", span, {"key": "tekst" if dutch else "text"}), number, "")


def _value(line: str) -> tuple[str, int]:
    """Return what stands behind the key or the dash, and in which column (from 0)."""
    match = _LINE.match(line)
    return (match["value"], match.start("value")) if match else ("", 0)


def _looks_like_key(line: str) -> bool:
    match = _LINE.match(line)
    return bool(match and (match["dash"] or (match["key"] and _known(match["key"]))))


def _known(key: str) -> bool:
    return (
        key in _STEP
        or key in _HEAD
        or key in ("deel", "section", "pauze", "break")
        or bool(split_translation(key, _STEP))
    )
