"""From the keys of one block to the fields that they name, with everything that is wrong about the keys."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from oss_app.core.problem import Span
from oss_app.taskfile.problems.diagnostic import TOO_MANY, Diagnostic
from oss_app.taskfile.problems.messages import Word
from oss_app.taskfile.read import languages
from oss_app.taskfile.read.fields import KeyField, ValueKind, meant_by, split_translation
from oss_app.taskfile.read.repair import whole_quoted
from oss_app.taskfile.yaml.source import INVISIBLE, MAX_FINDINGS
from oss_app.taskfile.yaml.tree import Items, Node, Pairs, Scalar

MAX_TEXT = 1_000
"""So many characters a text can have; a step is one sentence."""
MAX_ADVICE = 500
_CUT = re.compile(r"[ \t]+#")
_REMARK = re.compile(r"(?: {2,}| *\t+ *)#(?: |$)")
_BROKEN = re.compile("(?:[ÂÃ][\u0080-\u00bf]|â€[\u0080-\u00ff\u2018-\u2122]|â‚¬)+")


class Enough(Exception):  # noqa: N818 - not an error, an end
    """So many faults were found that the rest is not worth naming."""


class Diagnostics:
    """What is wrong in one file, in the order in which it was found; stops at ``MAX_FINDINGS`` faults.

    ``place`` says where a place in the lines that were read stands in the file itself.
    """

    def __init__(self, place: Callable[[Span], Span]) -> None:
        self.all: list[Diagnostic] = []
        self._place = place
        self._faults = self._advice = 0

    def add(self, finding: Diagnostic) -> None:
        """Keep a finding, with its span in the lines that were read. Raises Enough where there are too many."""
        self.keep(replace(finding, span=self._place(finding.span)) if finding.span else finding)

    def keep(self, finding: Diagnostic) -> None:
        """Keep a finding whose span is in the file itself. Raises Enough where there are too many."""
        if not finding.is_fault:
            self._advice += 1
            if self._advice <= MAX_ADVICE:
                self.all.append(finding)
            return
        if self._faults >= MAX_FINDINGS:
            self.all.append(Diagnostic(TOO_MANY, finding.span, {"limit": MAX_FINDINGS}))
            raise Enough
        self._faults += 1
        self.all.append(finding)

    @property
    def has_fault(self) -> bool:
        return self._faults > 0


@dataclass
class FieldEntry:
    """One field as it was written, with its translations by language code. ``key`` is None where only those stand."""

    field: KeyField
    key: Scalar | None = None
    value: Node | None = None
    translations: dict[str, tuple[Scalar, Node]] = dataclasses.field(default_factory=dict)

    @property
    def written(self) -> Scalar:
        """The first of its keys in the file."""
        return self.key or next(iter(self.translations.values()))[0]


@dataclass(frozen=True)
class Scope:
    """What keys can stand in a block (``known``), what it is called, and where keys of other blocks belong."""

    here: Word
    known: Mapping[str, KeyField]
    elsewhere: Mapping[str, Word] = dataclasses.field(default_factory=dict)


def collect(
    entries: Sequence[tuple[Scalar, Node]], scope: Scope, findings: Diagnostics, dutch: bool
) -> dict[str, FieldEntry]:
    """Return the fields of a block by their names in the model. Of twins the first counts."""
    found: dict[str, FieldEntry] = {}
    guesses: list[tuple[KeyField, Scalar, Node]] = []
    for key, value in entries:
        known = scope.known.get(key.text)
        if known:
            entry = found.setdefault(known.name, FieldEntry(known))
            if entry.key is None:
                entry.key, entry.value = key, value
            else:
                findings.add(_twin(entry.key, key))
        elif split := split_translation(key.text, scope.known):
            _translation(split, key, value, found, scope, findings, dutch)
        else:
            unknown = _unknown(key, scope, dutch)
            findings.add(unknown)
            if unknown.meant and unknown.meant in scope.known:
                guesses.append((scope.known[unknown.meant], key, value))
    for known, key, value in guesses:  # read on as if it had been written so: nothing is missed, nothing named twice
        entry = found.setdefault(known.name, FieldEntry(known))
        if entry.key is None:
            entry.key, entry.value = key, value
    return found


def _translation(
    split: tuple[KeyField, str],
    key: Scalar,
    value: Node,
    found: dict[str, FieldEntry],
    scope: Scope,
    findings: Diagnostics,
    dutch: bool,
) -> None:
    known, suffix = split
    base = key.text[: -len(suffix) - 1]
    code = languages.code_of(suffix)
    if known.kind is not ValueKind.TEXT:
        args = {"base": base, "keys": _listed([f for f in scope.known.values() if f.kind is ValueKind.TEXT], dutch)}
        findings.add(Diagnostic("not-translated", key.span, args))
    elif code is None:
        meant = languages.meant_by(suffix)
        args = {"language": suffix}
        findings.add(Diagnostic("unknown-language", key.span, args, meant and f"{base}_{meant}"))
    else:
        entry = found.setdefault(known.name, FieldEntry(known))
        if code in entry.translations:
            findings.add(_twin(entry.translations[code][0], key))
        else:
            entry.translations[code] = (key, value)


def _twin(first: Scalar, second: Scalar) -> Diagnostic:
    lines = {"first": first.line + 1, "second": second.line + 1, "key": second.text}
    if first.text == second.text:
        return Diagnostic("duplicate-key", second.span, lines)
    return Diagnostic("same-key-twice", second.span, {**lines, "other": first.text})


def _unknown(key: Scalar, scope: Scope, dutch: bool) -> Diagnostic:
    keys = {"keys": _listed(list(scope.known.values()), dutch)}
    if key.text == "<<":
        return Diagnostic("merge-key", key.span)
    if not key.text.strip():
        return Diagnostic("empty-key", key.span, keys)
    if there := _elsewhere(key.text, scope):
        return Diagnostic("key-elsewhere", key.span, {"key": key.text, "here": scope.here, "there": there})
    preferred = [name for name, f in scope.known.items() if name == f.written(dutch)]
    meant = meant_by(key.text, (*preferred, *(name for name in scope.known if name not in preferred)))
    return Diagnostic("unknown-key", key.span, {"key": key.text, **keys}, meant)


def _elsewhere(written: str, scope: Scope) -> Word | None:
    return scope.elsewhere.get(written) or next(
        (
            word
            for alias, word in scope.elsewhere.items()
            if written.startswith(f"{alias}_") and languages.looks_like_code(written[len(alias) + 1 :])
        ),
        None,
    )


def _listed(known: Sequence[KeyField], dutch: bool) -> str:
    return ", ".join(dict.fromkeys(f.written(dutch) for f in known))


class TextCollector:
    """Takes texts out of a tree and finds what is wrong with them; ``lines`` are the lines that the tree came from."""

    def __init__(self, lines: Sequence[str], findings: Diagnostics) -> None:
        self._lines = lines
        self._findings = findings

    def of(self, key: Scalar, node: Node | None, kind: ValueKind) -> str | None:
        """Return the text of a value, without spaces around it.

        None where there is a fault, which is then in the findings.
        """
        add = self._findings.add
        if not isinstance(node, Scalar):
            if node is not None:
                add(self._not_one(key, node))
            return None
        if node.plain and (cut := self._cut(node, kind)):
            add(cut)
            return None
        if not node.plain and node.end_line > node.line and self._swallowed(node):
            add(
                Diagnostic(
                    "unclosed-quote",
                    Span(node.line + 1, node.column + 1),
                    {"quote": self._lines[node.line][node.column]},
                )
            )
            return None
        text = node.text.strip()
        if not text:
            add(Diagnostic("empty-text", key.span, {"key": key.text}))
            return None
        if bad := INVISIBLE.search(text.replace("\n", "")):
            add(Diagnostic("invisible-character", node.span, {"sign": f"U+{ord(bad[0]):04X}"}))
            return None
        if len(text) > MAX_TEXT:
            add(Diagnostic("text-too-long", node.span, {"length": len(text), "limit": MAX_TEXT}))
            return None
        if not text.isascii() and (broken := _BROKEN.search(text)):
            self._mend(node, broken[0])
        return text

    def _not_one(self, key: Scalar, node: Pairs | Items) -> Diagnostic:
        span = node.span if node.line == key.line else key.span
        codes = [languages.code_of(k.text) for k, _ in node.entries] if isinstance(node, Pairs) else []
        if codes and all(codes):
            return Diagnostic("languages-nested", span, {"key": key.text, "code": languages.suffix_of(codes[-1] or "")})
        return Diagnostic("not-one-text", span, {"key": key.text})

    def _cut(self, node: Scalar, kind: ValueKind) -> Diagnostic | None:
        """Tell whether a ``#`` behind a text took a piece of it away, and is no remark."""
        if kind in (ValueKind.NUMBER, ValueKind.YES_NO):
            return None
        line = self._lines[node.end_line]
        rest = line[node.end_column :]
        match = _CUT.match(rest) or (re.match(r":?\s*#", rest) if not node.text else None)
        if not match or (node.text and _REMARK.match(rest)):
            return None
        follows = rest[match.end() : match.end() + 1]
        if follows in ("", " ") and (kind is ValueKind.WORD or not node.text):
            return None
        start = node.column if node.text and node.line == node.end_line else node.end_column + match.end() - 1
        args = {"quoted": whole_quoted(line[start:].strip())}
        return Diagnostic("hash-in-text", Span(node.end_line + 1, node.end_column + match.end()), args)

    def _swallowed(self, node: Scalar) -> bool:
        if self._lines[node.line][node.column : node.column + 1] not in ("'", '"'):
            return False
        return any(re.match(r" *(- +)?[a-z_]+: ", line) for line in self._lines[node.line + 1 : node.end_line + 1])

    def _mend(self, node: Scalar, letters: str) -> None:
        try:
            mended = letters.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return
        self._findings.add(Diagnostic("broken-letters", node.span, {"letters": letters, "mended": mended}))
