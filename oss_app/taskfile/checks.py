"""``checks/<name>/check.yaml``: a taught check, written by the app and readable by a person."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.problem import Problem, Span
from oss_app.core.region import rectangle
from oss_app.core.task import Key
from oss_app.core.text import Text
from oss_app.files import keeps_its_seal, read_regular, sealed, write_file
from oss_app.media.cost import MAX_PICTURE_BYTES
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.taskfile.media.pictures import size_of, wrong_file
from oss_app.taskfile.problems.diagnostic import Diagnostic, tell
from oss_app.taskfile.problems.messages import Word
from oss_app.taskfile.read.document import open_document
from oss_app.taskfile.read.entries import Diagnostics, Enough, FieldEntry, Scope, TextCollector, collect
from oss_app.taskfile.read.fields import KeyField, ValueKind
from oss_app.taskfile.read.languages import suffix_of
from oss_app.taskfile.read.outlines import read_outline
from oss_app.taskfile.read.paths import TaskFolder, wrong_path
from oss_app.taskfile.yaml import emit
from oss_app.taskfile.yaml.source import read_bytes
from oss_app.taskfile.yaml.tree import Items, Node, Pairs, Scalar

CHECKS = "checks"
CHECK_FILE = "check.yaml"
CHANGED = "changed-check"
"""What is told of a check that is not as it was taught."""
PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
MAX_PHOTO_PIXELS = 25_000_000
"""The largest photo of a check; a detector decodes it whole, and several of them."""
_HEADING = "# Written by the app when this check was taught. To change it, teach it again.\n"
_PHOTO = re.compile(r"^# photo (\S[^\r\n]*) ([0-9a-f]{16})\r?$", re.MULTILINE)
_NUMBER = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+\.\d*|\.\d+|\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)
KINDS = tuple(kind.value for kind in CheckKind if kind is not CheckKind.KIT)
"""The kinds that can stand in a file: the whole kit is made of the other checks, not taught."""
_FACTS = {"true": True, "false": False}


def _known(names: str, kind: ValueKind) -> dict[str, KeyField]:
    return {name: KeyField(name, name, name, kind, Key(name, "", ""), required=False) for name in names.split()}


_CHECK = Scope(
    Word.CHECK,
    {
        **_known("kind reference", ValueKind.WORD),
        **_known("item disarmed", ValueKind.TEXT),
        **_known("region options rehearsal", ValueKind.STEPS),
    },
)
_REHEARSAL = Scope(Word.REHEARSAL, _known("right_shown right_accepted wrong_shown wrong_accepted", ValueKind.NUMBER))


def load_check(folder: Path, language: str = "nl", *, photos: bool = True) -> tuple[Check | None, tuple[Problem, ...]]:
    """Return the taught check in a folder ``checks/<name>``, or what is wrong with its file.

    With ``photos`` its photos are looked at too: their heads, so that none fills the memory of who reads it whole, and
    whether each is the one that was taught, where the file has its sum.
    """
    file = folder / CHECK_FILE
    data = read_bytes(file)
    if isinstance(data, Diagnostic):
        return None, (tell(data, language, file),)
    check, findings, lines = read_check(data, folder.name)
    problems = [tell(finding, language, file, lines) for finding in findings]
    if check and photos and check.kind is not CheckKind.SIGNAL:  # which no camera looks at
        wrong = list(_wrong_photos(folder, check.reference)) or list(_changed_photos(folder, _sums_in(data)))
        problems += [tell(finding, language, photo) for photo, finding in wrong]
    return None if any(problem.is_fault for problem in problems) else check, tuple(problems)


def _wrong_photos(folder: Path, reference: str) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield what is wrong with the reference photo and the photos in the folders below: each is a JPEG of some
    megapixels.
    """
    inside = TaskFolder(folder)
    taught = [f"{part}/{name}" for part in sorted(inside.within("")) for name in sorted(inside.within(part))]
    for name in (reference, *(name for name in taught if name.lower().endswith(PHOTO_ENDINGS))):
        path = inside.find(name)
        if path is None:
            path = Diagnostic("missing-picture", args={"path": name})
        wrong = path if isinstance(path, Diagnostic) else _wrong_photo(path, name)
        if wrong:
            yield folder / name, wrong


def _wrong_photo(path: Path, name: str) -> Diagnostic | None:
    wrong = wrong_file(path, "picture", name)
    if wrong or not (size := size_of(path)) or size.width * size.height <= MAX_PHOTO_PIXELS:
        return wrong
    return Diagnostic("picture-too-large", args={"path": name, "width": size.width, "height": size.height})


def _changed_photos(folder: Path, sums: Mapping[str, str]) -> Iterator[tuple[Path, Diagnostic]]:
    """Yield the photos that are not as they were taught: most of what rots in a JPEG is still a picture."""
    inside = TaskFolder(folder)
    for name, said in sums.items():
        path = inside.find(name)
        try:
            is_same = isinstance(path, Path) and _is_of(read_regular(path, MAX_PICTURE_BYTES), said)
        except OSError:
            is_same = False
        if not is_same:
            yield folder / name, Diagnostic(CHANGED)


def _is_of(data: bytes, said: str) -> bool:
    return _digits(data) == said or _sum_of(data) == said


def _sum_of(photo: bytes) -> str:
    """Return the sum of what a photo shows: what it tells beside that is left out on its way to another station."""
    try:
        return _digits(without_data(photo))
    except NotAPictureError:
        return _digits(photo)


def _digits(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _sums_in(data: bytes) -> dict[str, str]:
    return dict(_PHOTO.findall(data.decode("utf-8", "replace")))


def save_check(folder: Path, check: Check, photos: Mapping[str, bytes] | None = None) -> None:
    """Write ``check.yaml`` into a folder ``checks/<name>``, whole or not at all. Raises OSError.

    ``photos`` are what was taught, by their paths in the folder, and get a sum each. Without them the sums that the
    file has stay: whoever switches a check on or off has not looked at its photos.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / CHECK_FILE
    if photos is not None:
        sums = {name: _sum_of(data) for name, data in photos.items() if name.lower().endswith(PHOTO_ENDINGS)}
    else:
        before = read_bytes(file)
        sums = _sums_in(before) if isinstance(before, bytes) else {}
    write_file(file, write_check(check, sums).encode())


def write_check(check: Check, sums: Mapping[str, str] | None = None) -> str:
    """Return the text of a check's file, with the sums of its photos as comments, which any version reads over."""
    lines = [f"# photo {name} {digits}" for name, digits in sorted((sums or {}).items())]
    lines.append(f"kind: {check.kind.value}")
    if check.item:
        lines.append(f"item: {emit.quoted(check.item.words)}")
        lines += [f"item_{suffix_of(code)}: {emit.quoted(words)}" for code, words in check.item.translations.items()]
    lines += [f"reference: {emit.quoted(check.reference)}", f"region: {emit.outline(check.region)}"]
    if check.options:
        lines.append("options:")
        lines += [f"  {emit.quoted(name)}: {_option(value)}" for name, value in check.options.items()]
    if check.disarmed:
        lines.append(f"disarmed: {emit.quoted(check.disarmed)}")
    if check.rehearsal:  # last, and what speaks against it first: a file that was cut short has none that passed
        lines.append("rehearsal:")
        said = {"wrong_accepted": check.rehearsal.wrong_accepted, **dict(check.rehearsal)}
        lines += [f"  {name}: {value}" for name, value in said.items()]
    return sealed(_HEADING + "\n".join(lines) + "\n")


def _option(value: object) -> str:
    return emit.quoted(value) if isinstance(value, str) else json.dumps(value)


def read_check(data: bytes, name: str) -> tuple[Check | None, list[Diagnostic], tuple[str, ...]]:
    """Return the check in the bytes of its file, with the findings, and the file's lines."""
    document = open_document(data, mends=False)
    findings = Diagnostics(document.place)
    check = None
    try:
        for finding in document.findings:
            findings.keep(finding)
        if (
            keeps_its_seal(data.decode("utf-8", "replace")) is False
        ):  # a region or a limit that rotted is still a number
            findings.add(Diagnostic(CHANGED, Span(1, 1)))
        if isinstance(document.root, Pairs):
            check = _CheckReader(document.readable, findings).read(document.root, name)
        elif document.root is not None or not findings.all:
            findings.add(Diagnostic("not-a-check", document.root.span if document.root else Span(1, 1)))
    except Enough:
        pass
    return None if findings.has_fault else check, findings.all, document.lines


class _CheckReader:
    def __init__(self, lines: Sequence[str], findings: Diagnostics) -> None:
        self._words = TextCollector(lines, findings)
        self._findings = findings

    def read(self, root: Pairs, name: str) -> Check | None:
        found = collect(root.entries, _CHECK, self._findings, dutch=False)
        values: dict[str, Any] = {"name": name}
        for field, entry in found.items():
            value = self._value(field, entry)
            if value is not None:
                values[field] = value
        if values.get("kind") == CheckKind.SIGNAL.value:
            values.setdefault("region", rectangle(0, 0, 1, 1))
        for field in ("kind", "region"):
            if field not in values and field not in found:
                self._findings.add(Diagnostic("missing-check-key", root.span, {"key": field}))
        if self._findings.has_fault:
            return None
        try:
            return Check.model_validate(values)
        except ValidationError as error:
            wrong = found.get(str(error.errors()[0]["loc"][0]))
            key = wrong.written if wrong else None
            args = {"key": key.text if key else name, "value": "…"}
            self._findings.add(Diagnostic("bad-value", key.span if key else root.span, args))
            return None

    def _value(self, field: str, entry: FieldEntry) -> object:
        key, node = entry.key, entry.value
        if key is None or node is None:
            self._findings.add(Diagnostic("missing-check-key", entry.written.span, {"key": field}))
            return None
        match field:
            case "item":
                words = self._words.of(key, node, ValueKind.TEXT)
                others = {code: self._words.of(k, v, ValueKind.TEXT) for code, (k, v) in entry.translations.items()}
                return words and Text(words=words, translations={c: w for c, w in others.items() if w})
            case "region":
                return read_outline(node, self._findings)
            case "options":
                return {k.text: self._setting(v) for k, v in self._block(node)}
            case "rehearsal":
                return self._rehearsal(node)
        text = self._words.of(key, node, entry.field.kind)
        if text is None:
            return None
        if field == "kind" and text not in KINDS:
            args = {"value": text, "kinds": ", ".join(KINDS)}
            self._findings.add(Diagnostic("unknown-kind", node.span, args))
        if field == "reference" and (wrong := wrong_path(text)):
            self._findings.add(Diagnostic(wrong.code, node.span, wrong.args))
        return text

    def _rehearsal(self, node: Node) -> Rehearsal | None:
        counts: dict[str, int] = {}
        for name, entry in collect(self._block(node), _REHEARSAL, self._findings, dutch=False).items():
            assert entry.key is not None
            text = self._words.of(entry.key, entry.value, ValueKind.NUMBER)
            if text is not None and re.fullmatch(r"[0-9]{1,6}", text):
                counts[name] = int(text)
            elif text is not None and entry.value is not None:
                self._findings.add(Diagnostic("not-a-number", entry.value.span, {"key": name, "value": text}))
        return Rehearsal(**counts)

    def _block(self, node: Node) -> list[tuple[Scalar, Node]]:
        if isinstance(node, Pairs):
            return node.entries
        self._findings.add(Diagnostic("not-a-check", node.span))
        return []

    def _setting(self, node: Node) -> object:
        if isinstance(node, Items):
            return [self._number(child) for child in node.nodes]
        if isinstance(node, Pairs):
            self._findings.add(Diagnostic("not-a-check", node.span))
            return None
        return _plain(node.text) if node.plain else node.text

    def _number(self, node: Node) -> float:
        value = _plain(node.text) if isinstance(node, Scalar) else "…"
        if isinstance(value, str):
            self._findings.add(Diagnostic("not-a-number", node.span, {"key": "options", "value": value}))
            return 0
        return float(value)


def _plain(text: str) -> str | bool | int | float:
    """Return what a word without quotes means among the options: a number, true or false, else itself."""
    if text in _FACTS:
        return _FACTS[text]
    if _NUMBER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) and len(text) < 40 else text
