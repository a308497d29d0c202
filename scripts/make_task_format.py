"""Write the JSON Schema of a task file, and the tables in its description, from the models and the messages.

    python scripts/make_task_format.py

The pages ``docs/task-format.md`` and ``docs/task-format.nl.md`` are their own templates: what stands between two marks
is made anew, the rest is written by hand.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel

from oss_app.core.task import Break, Section, Step, Task
from oss_app.i18n import load
from oss_app.taskfile.media import pictures
from oss_app.taskfile.problems.messages import MESSAGES
from oss_app.taskfile.read import entries, paths
from oss_app.taskfile.read.fields import KeyField, ValueKind, fields
from oss_app.taskfile.read.schema import schema
from oss_app.taskfile.yaml import source, tree

DOCS = Path(__file__).resolve().parent.parent / "docs"
MODELS: dict[str, type[BaseModel]] = {model.__name__: model for model in (Task, Step, Section, Break)}
PART = re.compile(r"(<!-- (?P<name>\w+)(?:: (?P<what>[\w ]+))? -->\n).*?(<!-- end -->\n)", re.DOTALL)


def made() -> dict[Path, str]:
    """Every file that this script writes, with its text."""
    files = {DOCS / "task.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"}
    for name, dutch in (("task-format.md", False), ("task-format.nl.md", True)):
        page = DOCS / name
        files[page] = PART.sub(_part(dutch), page.read_text(encoding="utf-8"))
    return files


def _part(dutch: bool) -> Callable[[re.Match[str]], str]:
    def part(match: re.Match[str]) -> str:
        match match["name"]:
            case "keys":
                rows = _keys([MODELS[name] for name in match["what"].split()], dutch)
            case "limits":
                rows = _limits(dutch)
            case _:
                rows = _messages(dutch)
        return match[1] + "\n" + "\n".join(rows) + "\n\n" + match[4]

    return part


def _keys(models: list[type[BaseModel]], dutch: bool) -> Iterator[str]:
    yield "| sleutel | Engels | betekenis | wat |" if dutch else "| key | Dutch | meaning | what |"
    yield "|---|---|---|---|"
    for field in (field for model in models for field in fields(model).values()):
        names = (field.nl, field.en) if dutch else (field.en, field.nl)
        meaning = field.key.betekent if dutch else field.key.means
        yield f"| `{names[0]}` | `{names[1]}` | {meaning} | {_what(field, dutch)} |"


def _what(field: KeyField, dutch: bool) -> str:
    if field.name == "format":
        return "1"
    if field.key.file:
        return "een bestand" if dutch else "a file"
    match field.kind:
        case ValueKind.TEXT:
            return "tekst" if dutch else "text"
        case ValueKind.NUMBER:
            return f"{field.low} tot en met {field.high}" if dutch else f"{field.low} to {field.high}"
        case ValueKind.YES_NO:
            return "ja of nee" if dutch else "yes or no"
        case ValueKind.STEPS:
            return "een lijst" if dutch else "a list"
        case ValueKind.WORD:
            code = field.name == "language"
            return ("een code" if code else "een naam") if dutch else ("a code" if code else "a name")


def _limits(dutch: bool) -> Iterator[str]:
    yield "| grens | |" if dutch else "| limit | |"
    yield "|---|---|"
    for english, nederlands, value in (
        ("size of the file, in bytes", "grootte van het bestand, in bytes", source.MAX_BYTES),
        ("lines", "regels", source.MAX_LINES),
        ("parts (keys and values)", "onderdelen (sleutels en waarden)", tree.MAX_NODES),
        ("levels", "lagen", tree.MAX_DEPTH),
        ("characters of a text", "letters van een tekst", entries.MAX_TEXT),
        ("characters of a path", "letters van een pad", paths.MAX_PATH),
        ("pixels of a JPEG", "beeldpunten van een JPEG", pictures.MAX_PIXELS),
        ("pixels of another photo", "beeldpunten van een andere foto", pictures.MAX_WHOLE_PIXELS),
        ("pixels of a photo's side", "beeldpunten van een zijde van een foto", pictures.MAX_SIDE),
    ):
        number = f"{value:,}"
        yield f"| {nederlands} | {number.replace(',', '.')} |" if dutch else f"| {english} | {number} |"


def _messages(dutch: bool) -> Iterator[str]:
    yield "| code | | zin | wat te doen |" if dutch else "| code | | sentence | what to do |"
    yield "|---|---|---|---|"
    for code, message in MESSAGES.items():
        tr = load("nl" if dutch else "en")
        sentence, hint = tr(message.sentence), tr(message.hint)
        kind = {"fault": "fout" if dutch else "fault", "advice": "advies" if dutch else "advice"}[
            message.severity.value
        ]
        yield f"| `{code}` | {kind} | {_filled(sentence)} | {_filled(hint)} |"


def _filled(words: str) -> str:
    shown = re.sub(r"(?<!\{)\{\w+\}", "…", words).replace("{{", "{").replace("}}", "}")
    return re.sub(r"([|*<>_\[\]\\#`])", r"\\\1", shown)


if __name__ == "__main__":
    for file, text in made().items():
        file.write_text(text, encoding="utf-8", newline="\n")
