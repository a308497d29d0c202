"""From the text of a task file to a checked task, or everything that keeps it from being one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from oss_app.core.problem import Passage, Span
from oss_app.core.task import FORMAT, Break, Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.taskfile.problems.diagnostic import Diagnostic, Reading, Written
from oss_app.taskfile.problems.messages import Word
from oss_app.taskfile.read import languages
from oss_app.taskfile.read.document import YamlDocument, open_document
from oss_app.taskfile.read.entries import Diagnostics, Enough, FieldEntry, Scope, TextCollector, collect
from oss_app.taskfile.read.fields import HEADS, YES_NO, KeyField, ValueKind, aliases, fields
from oss_app.taskfile.read.paths import wrong_name
from oss_app.taskfile.yaml.tree import Items, Node, Pairs, Scalar

_WORDS: Mapping[type[BaseModel], Word] = {Task: Word.HEAD, Step: Word.STEP, Section: Word.SECTION, Break: Word.BREAK}
_SCOPES: Mapping[type[BaseModel], Scope] = {
    model: Scope(
        word,
        aliases(model),
        {alias: other_word for other, other_word in _WORDS.items() for alias in aliases(other)},
    )
    for model, word in _WORDS.items()
}
_ITEM_KEYS = frozenset({"tekst", "text", *HEADS})
"""The keys that begin an item of the list."""
_FORMAT = re.compile(r"format *: *['\"]?([0-9]{1,9})\b")
_NUMBER_FAULTS = ("int_parsing", "int_type", "int_from_float", "int_parsing_size")


def read_task(data: bytes) -> Reading:
    """Read the bytes of a task file. Looks at nothing beside it: see ``beside.look_beside``."""
    document = open_document(data)
    reader = _TaskReader(document)
    try:
        reader.run()
    except Enough:
        reader.reading.task = None
    return reader.reading


class _TaskReader:
    def __init__(self, document: YamlDocument) -> None:
        self.document = document
        self.findings = Diagnostics(document.place)
        self.words = TextCollector(document.readable, self.findings)
        self.reading = Reading(findings=self.findings.all, lines=document.lines, dutch=document.dutch)
        self.language = ""

    def run(self) -> None:
        for finding in self.document.findings:
            self.findings.keep(finding)
        if newer := self._newer():
            self.findings.all[:] = [newer]  # a newer format may mean anything by the rest: say only this (R9)
            return
        root = self.document.root
        if root is None:
            if not self.findings.all:  # nothing but remarks
                self.findings.add(Diagnostic("empty-file", Span(1, 1)))
            return
        if not isinstance(root, Pairs):
            self.findings.add(Diagnostic("not-a-task", root.span))
            return
        head = collect(root.entries, _SCOPES[Task], self.findings, self.document.dutch)
        self.language = self._language(head)
        items = self._items(head.get("items"))
        values = self._values(head, None)
        values["language"] = self.language
        if items is not None:
            values["items"] = items
        title = values.get("title")
        self.reading.title = title.words if isinstance(title, Text) else ""
        task = self._checked(Task, values, head, root, None)
        if isinstance(task, Task) and not self.findings.has_fault:
            self.reading.task = task

    def _newer(self) -> Diagnostic | None:
        """Look at the lines, because the rest of a newer format may not even be readable."""
        for number, line in enumerate(self.document.lines, 1):
            if match := _FORMAT.match(line):
                span = Span(number, match.start(1) + 1, len(match[1]))
                return (
                    Diagnostic("newer-format", span, {"value": match[1], "limit": FORMAT})
                    if int(match[1]) > FORMAT
                    else None
                )
        return None

    def _language(self, head: Mapping[str, FieldEntry]) -> str:
        default = languages.of_keys(self.document.dutch)
        entry = head.get("language")
        if not entry or not entry.key:
            return default
        written = self.words.of(entry.key, entry.value, ValueKind.WORD)
        if written is None:
            return default
        code = languages.code_of(written)
        if code is None:
            assert entry.value is not None
            meant = languages.meant_by(written)
            self.findings.add(Diagnostic("unknown-language", entry.value.span, {"language": written}, meant))
        return code or default

    def _items(self, entry: FieldEntry | None) -> list[Item] | None:
        """Return the items that could be read; None where there is no list, or one of them has a fault."""
        if not entry or not entry.key:
            return None
        node = entry.value
        if isinstance(node, Pairs):
            self.findings.add(Diagnostic("not-a-list", node.span, {"key": entry.key.text}))
            node = Items(node.line, node.column, [node])
        if not isinstance(node, Items):
            words = node.text.strip() if node else ""
            code = "not-a-list" if words else "no-steps"
            span = node.span if words and node else entry.key.span
            self.findings.add(Diagnostic(code, span, {"key": entry.key.text, "text": self._said(Step, "text")}))
            return None
        items: list[Item] = []
        for block in (block for child in node.nodes for block in self._blocks(child)):
            item = self._item(block)
            if item is not None:
                items.append(item)
        whole = len(items) == len(self.reading.starts)
        if whole and any(isinstance(item, Step) for item in items):
            self._empty_sections(items)
        elif whole:
            args = {"key": entry.key.text, "text": self._said(Step, "text")}
            self.findings.add(Diagnostic("no-steps", entry.key.span, args))
        return items if whole and items else None

    def _empty_sections(self, items: Sequence[Item]) -> None:
        heading: int | None = None
        for index, item in enumerate((*items, None)):
            if isinstance(item, Step):
                heading = None
            elif not isinstance(item, Break):
                if heading is not None:
                    span = self.reading.values[Passage(heading, "title")].span
                    self.findings.keep(Diagnostic("empty-section", span))
                heading = index

    def _blocks(self, node: Node) -> list[Node]:
        """One item, or several where the author forgot a dash before the next ``text``."""
        if not isinstance(node, Pairs):
            return [node]
        blocks: list[list[tuple[Scalar, Node]]] = [[]]
        head: Scalar | None = None
        for key, value in node.entries:
            if key.text in _ITEM_KEYS:
                if head and (wrong := self._second_head(head, key)):
                    self.findings.add(wrong)
                    blocks.append([])
                head = key
            blocks[-1].append((key, value))
        return [Pairs(block[0][0].line if block else node.line, node.column, block) for block in blocks]

    def _second_head(self, head: Scalar, key: Scalar) -> Diagnostic | None:
        if head.text == key.text:
            lines = {"key": key.text, "first": head.line + 1, "second": key.line + 1}
            return Diagnostic("missing-dash", key.span, lines)
        if HEADS.get(head.text, Step) is not HEADS.get(key.text, Step):
            return Diagnostic("two-kinds", key.span, {"key": key.text, "other": head.text})
        return None

    def _item(self, node: Node) -> Item | None:
        index = len(self.reading.starts)
        self.reading.starts.append(node.line + 1)
        if not isinstance(node, Pairs):
            self._no_item(node)
            return None
        model: type[BaseModel] = Step
        for key, _ in node.entries:
            if key.text in HEADS:
                model = HEADS[key.text]
                break
        found = collect(node.entries, _SCOPES[model], self.findings, self.document.dutch)
        values = self._values(found, index)
        item = self._checked(model, values, found, node, index)
        if isinstance(item, Step):
            self._count(found)
            self._take(found)
        return item if isinstance(item, Step | Section | Break) else None

    def _no_item(self, node: Scalar | Items) -> None:
        words = node.text.strip() if isinstance(node, Scalar) else ""
        if words or isinstance(node, Items):
            args = {"key": self._said(Step, "text"), "words": words or "…"}
            self.findings.add(Diagnostic("not-a-step", node.span, args))
        else:
            self.findings.add(Diagnostic("empty-step", Span(node.line + 1, max(1, node.column))))

    def _count(self, found: Mapping[str, FieldEntry]) -> None:
        if (entry := found.get("count")) and entry.key and "check" not in found:
            args = {"key": entry.key.text, "check": self._said(Step, "check")}
            self.findings.add(Diagnostic("count-without-check", entry.key.span, args))

    def _take(self, found: Mapping[str, FieldEntry]) -> None:
        """Tell of a thing that is taken from where it is to go: nothing would be moved."""
        take, place = found.get("take"), found.get("place")
        if not (take and place and isinstance(take.value, Scalar) and isinstance(place.value, Scalar)):
            return
        if take.key and place.key and take.value.text.strip() == place.value.text.strip():
            args = {"key": take.key.text, "place": place.key.text}
            self.findings.add(Diagnostic("take-is-place", take.value.span, args))

    def _values(self, found: Mapping[str, FieldEntry], index: int | None) -> dict[str, Any]:
        """Return the values that could be read, by field, as plain text or as a Text; the rest has its fault named."""
        values: dict[str, Any] = {}
        for name, entry in found.items():
            if entry.field.kind is ValueKind.STEPS or name == "language":
                continue
            value = self._text(entry, index) if entry.field.kind is ValueKind.TEXT else self._single(entry, index)
            if value is not None:
                values[name] = value
        return values

    def _single(self, entry: FieldEntry, index: int | None) -> str | bool | None:
        key, node = entry.key, entry.value
        if key is None or (text := self.words.of(key, node, entry.field.kind)) is None:
            return None
        assert isinstance(node, Scalar)
        if entry.field.kind is ValueKind.YES_NO:
            answer = YES_NO.get(text.lower())
            if answer is None:
                self.findings.add(Diagnostic("not-yes-no", node.span, {"key": key.text, "value": text}))
            else:
                self._keep(index, entry.field.name, "", text, node)
            return answer
        if entry.field.name in ("place", "take", "check") and (wrong := wrong_name(text)):
            code = wrong.code if wrong.code in ("path-reserved", "path-end") else "bad-name"
            self.findings.add(Diagnostic(code, node.span, {"name": text, "value": text}))
            return None
        self._keep(index, entry.field.name, "", text, node)
        return text

    def _text(self, entry: FieldEntry, index: int | None) -> Text | None:
        name, translations = entry.field.name, dict[str, str]()
        for code, (key, node) in entry.translations.items():
            if code == self.language:
                base = entry.field.written(key.text.startswith(entry.field.nl))
                self.findings.add(Diagnostic("own-language", key.span, {"key": key.text, "base": base}))
            elif (text := self.words.of(key, node, ValueKind.TEXT)) is not None:
                translations[code] = text
                self._keep(index, name, code, text, node)
        if entry.key is None:
            key = entry.written
            if self.language not in entry.translations:
                base = key.text.removesuffix("_" + languages.suffix_of(next(iter(entry.translations))))
                self.findings.add(Diagnostic("missing-own-text", key.span, {"key": key.text, "base": base}))
            return None
        words = self.words.of(entry.key, entry.value, ValueKind.TEXT)
        if words is None or entry.value is None:
            return None
        self._keep(index, name, "", words, entry.value)
        return Text(words=words, translations=translations)

    def _keep(self, index: int | None, name: str, code: str, text: str, node: Node) -> None:
        self.reading.values[Passage(index, name, code)] = Written(text, self.document.place(node.span))

    def _checked(
        self,
        model: type[BaseModel],
        values: dict[str, Any],
        found: Mapping[str, FieldEntry],
        node: Pairs,
        index: int | None,
    ) -> BaseModel | None:
        if values.get("format") is not None and str(values["format"]).strip() == str(FORMAT):
            values["format"] = FORMAT
        try:
            return model.model_validate(values)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                name = str(fault["loc"][0])
                if fault["type"] == "missing":
                    if name not in found:  # else it is there, and its own fault was named
                        self.findings.add(self._missing(model, name, node))
                else:
                    self.reading.values.pop(Passage(index, name), None)
                    self.findings.add(self._wrong(fields(model)[name], found[name], fault["type"], values.get(name)))
        return None

    def _missing(self, model: type[BaseModel], name: str, node: Pairs) -> Diagnostic:
        code = {"title": "missing-title", "items": "missing-steps", "text": "missing-text"}[name]
        first = node.entries[0][0] if node.entries else None
        return Diagnostic(code, first.span if first else node.span, {"key": self._said(model, name)})

    def _wrong(self, known: KeyField, entry: FieldEntry, fault: str, value: object) -> Diagnostic:
        assert entry.key is not None
        assert entry.value is not None
        args = {"key": entry.key.text, "value": value, "low": known.low, "high": known.high, "limit": FORMAT}
        if known.name == "format":
            code = "unknown-format"
        elif fault in _NUMBER_FAULTS:
            code = "not-a-number"
        elif fault in ("greater_than_equal", "less_than_equal"):
            code = "number-out-of-range"
        elif fault == "string_pattern_mismatch":
            code = "bad-name"
        else:
            code = "bad-value"
        return Diagnostic(code, entry.value.span, args)

    def _said(self, model: type[BaseModel], name: str) -> str:
        return fields(model)[name].written(self.document.dutch)
