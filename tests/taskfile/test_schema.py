"""The JSON Schema says what the reader says, and what is published is what the models are now."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import yaml

from oss_app.core.task import Break, Section, Step, Task
from oss_app.resources import instructions
from oss_app.taskfile.places import read_places
from oss_app.taskfile.read.fields import aliases, fields
from oss_app.taskfile.read.paths import wrong_path
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.read.schema import schema
from tests.taskfile.test_reader import FROM_THE_DESIGN, SMALLEST

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(instructions().glob("*/task.yaml"))


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_task_format", ROOT / "scripts" / "make_task_format.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema())
    return [error.message for error in validator.iter_errors(yaml.load(text, _Core))]


class _Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: ``yes`` and ``12:30`` are text."""


_Core.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":int", ":float"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))


def test_the_published_files_are_those_of_now() -> None:
    for file, text in maker().made().items():
        assert file.read_text(encoding="utf-8") == text, f"run scripts/make_task_format.py: {file.name} is out of date"


def test_it_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    json.dumps(schema())


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.parent.name)
def test_the_samples_follow_it(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (FROM_THE_DESIGN, True),
        (SMALLEST, True),
        (SMALLEST + "    tekst_pt_br: X\n    let_op: Y\n    let_op_ckb: Z\n", True),
        (SMALLEST + "    moet: ja\n", True),
        (SMALLEST + "    controle: a\n    aantal: 4\n", True),
        ("task: A\nsteps:\n  - text: B\n  - break: C\n    break_pl: D\n  - section: E\n  - text: F\n", True),
        ("format: 1\n" + SMALLEST, True),
        ("format: 2\n" + SMALLEST, False),
        (SMALLEST + "    fotto: a.jpg\n", False),
        (SMALLEST + "    foto_en: a.jpg\n", False),
        (SMALLEST + "    foto: ''\n", False),
        (SMALLEST + "    foto: /a.jpg\n", False),
        (SMALLEST + "    foto: c:\\a.jpg\n", False),
        (SMALLEST + "    foto: a.jpg\n    photo: b.jpg\n", False),
        (SMALLEST + "    text: X\n", False),
        (SMALLEST + "    tekst_engels: X\n", False),
        (SMALLEST + "    moet: misschien\n", False),
        (SMALLEST + "    controle: a\n    aantal: 0\n", False),
        (SMALLEST + "    controle: a\n    aantal: vier\n", False),
        (SMALLEST + "    plek: a/b\n", False),
        (SMALLEST + "  - deel: A\n    foto: b.jpg\n", False),
        (SMALLEST + "  - foto: b.jpg\n", False),
        (SMALLEST + "  - X\n", False),
        ("taak: A\nstappen: []\n", False),
        ("taak: A\n", False),
        ("stappen:\n  - tekst: A\n", False),
        ("taak: ''\nstappen:\n  - tekst: A\n", False),
        ("taak: A\ntaal: engels\nstappen:\n  - tekst: A\n", False),
        ("- taak: A\n", False),
    ],
)
def test_schema_and_reader_agree(text: str, good: bool) -> None:
    assert (faults(text) == []) == good
    reading = read_task(text.encode())
    paths = [value.text for at, value in reading.values.items() if at.field == "photo"]
    assert (reading.task is not None and not any(map(wrong_path, paths))) == good


@pytest.mark.parametrize(("page", "language"), [("task-format.md", "en"), ("task-format.nl.md", "nl")])
def test_the_examples_of_the_description_are_right(page: str, language: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    first, places = re.findall(r"(?s)```yaml\n(.*?)```", text)[:2]
    task = read_task(first.encode()).task
    assert task is not None
    assert task.language == language
    assert faults(first) == []
    assert read_places(re.sub(r"(?m)^  ", "", places).encode()).findings == []


def test_every_key_has_two_names_and_two_meanings() -> None:
    for model in (Task, Step, Section, Break):
        for field in fields(model).values():
            assert all((field.nl, field.en, field.key.means, field.key.betekent)), field
            properties: dict[str, Any] = _properties(model)
            assert {field.nl, field.en} <= set(properties)


def test_no_key_means_two_things_in_one_place() -> None:
    for model in (Task, Step, Section, Break):
        names = [name for field in fields(model).values() for name in {field.nl, field.en}]
        assert sorted(names) == sorted(aliases(model))


def _properties(model: type[Any]) -> dict[str, Any]:
    whole = schema()
    part: dict[str, Any] = whole if model is Task else whole["definitions"][model.__name__.lower()]
    properties: dict[str, Any] = part["properties"]
    return properties
