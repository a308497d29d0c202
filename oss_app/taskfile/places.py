"""``places.yaml``: by photo, then by place, where each place on the bench is in that photo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from oss_app.core.problem import Problem
from oss_app.core.region import Outline
from oss_app.core.task import Name
from oss_app.files import write_file
from oss_app.taskfile.problems.diagnostic import Diagnostic, tell
from oss_app.taskfile.read.document import open_document
from oss_app.taskfile.read.entries import Diagnostics, Enough
from oss_app.taskfile.read.outlines import read_outline
from oss_app.taskfile.read.paths import wrong_name, wrong_path
from oss_app.taskfile.yaml import emit
from oss_app.taskfile.yaml.source import read_bytes
from oss_app.taskfile.yaml.tree import Node, Pairs, Scalar

PLACES_FILE = "places.yaml"
_NAME = TypeAdapter(Name)


@dataclass
class PlacesReading:
    """The places of a task, with what is wrong in their file."""

    places: dict[str, dict[str, Outline]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    lines: tuple[str, ...] = ()

    def problems(self, language: str, file: Path) -> tuple[Problem, ...]:
        return tuple(tell(finding, language, file, self.lines) for finding in self.findings)


def load_places(folder: Path) -> PlacesReading:
    """Return the places beside a task; none where there is no such file."""
    data = read_bytes(folder / PLACES_FILE)
    if isinstance(data, Diagnostic):
        return PlacesReading(findings=[] if data.code == "file-missing" else [data])
    return read_places(data)


def read_places(data: bytes) -> PlacesReading:
    """Read the bytes of a ``places.yaml``."""
    document = open_document(data, mends=False)
    findings = Diagnostics(document.place)
    reading = PlacesReading(findings=findings.all, lines=document.lines)
    try:
        for finding in document.findings:
            if finding.code != "empty-file":  # no place is marked yet
                findings.keep(finding)
        if document.root is not None:
            for photo, outlines in _pairs(document.root, findings):
                if wrong := wrong_path(photo.text):
                    findings.add(Diagnostic(wrong.code, photo.span, wrong.args))
                reading.places[photo.text] = _outlines(outlines, findings)
    except Enough:
        pass
    return reading


def places_text(places: Mapping[str, Mapping[str, Outline]]) -> str:
    """Return what ``places.yaml`` says, to four decimals; a rectangle is written as four numbers."""
    lines = ["# Where each place is: from 0 (left, top) to 1 (right, bottom) of the photo.", ""]
    for photo, outlines in places.items():
        if outlines:
            lines.append(f"{emit.quoted(photo)}:")
            lines += [f"  {emit.quoted(name)}: {emit.outline(points)}" for name, points in outlines.items()]
    return "\n".join(lines) + "\n"


def save_places(folder: Path, places: Mapping[str, Mapping[str, Outline]]) -> None:
    """Write ``places.yaml`` beside a task."""
    write_file(folder / PLACES_FILE, places_text(places).encode())


def _outlines(node: Node, findings: Diagnostics) -> dict[str, Outline]:
    outlines = {}
    for name, value in _pairs(node, findings):
        if wrong := _wrong_name(name.text):
            findings.add(Diagnostic(wrong, name.span, {"value": name.text, "name": name.text}))
        outline = read_outline(value, findings)
        if outline is not None:
            outlines[name.text] = outline
    return outlines


def _wrong_name(name: str) -> str | None:
    if (wrong := wrong_name(name)) and wrong.code in ("path-reserved", "path-end"):
        return wrong.code
    try:
        _NAME.validate_python(name)
    except ValidationError:
        return "bad-name"
    return None


def _pairs(node: Node, findings: Diagnostics) -> list[tuple[Scalar, Node]]:
    """Return the keys of a block, each once; a finding where it is no block."""
    if not isinstance(node, Pairs):
        findings.add(Diagnostic("not-places", node.span))
        return []
    first: dict[str, Scalar] = {}
    entries = []
    for key, value in node.entries:
        if earlier := first.get(key.text):
            args = {"key": key.text, "first": earlier.line + 1, "second": key.line + 1}
            findings.add(Diagnostic("duplicate-key", key.span, args))
        else:
            first[key.text] = key
            entries.append((key, value))
    return entries
