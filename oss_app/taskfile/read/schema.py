"""The JSON Schema of a task file, made from the models, for editors that complete and check while typing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from oss_app.core.task import FORMAT, Break, Section, Step, Task
from oss_app.taskfile.read.entries import MAX_TEXT
from oss_app.taskfile.read.fields import YES_NO, KeyField, ValueKind, aliases, fields
from oss_app.taskfile.read.languages import SUFFIX
from oss_app.taskfile.read.paths import MAX_PATH

JsonSchema = dict[str, Any]


def schema() -> JsonSchema:
    """Return the schema (draft 7, which editors for YAML know best). Every key stands in it in Dutch and in English."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "OSS App task / taak",
        "description": "A task that a worker follows step by step / Een taak die een medewerker stap voor stap volgt",
        **_block(Task),
        "definitions": {
            "item": _either(Section, "section", _either(Break, "break", {"$ref": "#/definitions/step"})),
            "step": {"description": _both(Step.__doc__, "Eén ding om te doen."), **_block(Step)},
            "section": {"description": "A heading / Een kopje", **_block(Section)},
            "break": {"description": "A break point / Een rustpunt", **_block(Break)},
        },
    }


def _block(model: type[BaseModel]) -> JsonSchema:
    known = fields(model).values()
    texts = [field for field in known if field.kind is ValueKind.TEXT]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {alias: _property(field, alias) for alias, field in aliases(model).items()},
        "patternProperties": {
            f"^({'|'.join(dict.fromkeys((field.nl, field.en)))}){SUFFIX}$": _value(field) for field in texts
        },
        "allOf": [_one_of(field) for field in known if field.required or field.nl != field.en],
    }


def _one_of(field: KeyField) -> JsonSchema:
    """Let a field be written once, in Dutch or in English; a required one must be."""
    ways = [{"required": [alias]} for alias in dict.fromkeys((field.nl, field.en))]
    return {"oneOf": ways} if field.required else {"not": {"required": [field.nl, field.en]}}


def _property(field: KeyField, alias: str) -> JsonSchema:
    dutch = alias == field.nl
    first, second = (field.key.betekent, field.key.means) if dutch else (field.key.means, field.key.betekent)
    return {"description": f"{first} / {second}", **_value(field)}


def _value(field: KeyField) -> JsonSchema:
    if field.name == "format":
        return {"const": FORMAT}
    if field.name == "language":
        return {"type": "string", "pattern": "^[A-Za-z]{2,3}([_-][A-Za-z]{4})?([_-]([A-Za-z]{2}|[0-9]{3}))?$"}
    if field.key.file:
        return {"type": "string", "minLength": 1, "maxLength": MAX_PATH, "pattern": r"^[^/\\~:][^\\:]*$"}
    match field.kind:
        case ValueKind.TEXT:
            return {"type": ["string", "number"], "minLength": 1, "maxLength": MAX_TEXT}
        case ValueKind.NUMBER:
            return {"type": "integer", "minimum": field.low, "maximum": field.high}
        case ValueKind.YES_NO:
            return {"enum": list(YES_NO)}
        case ValueKind.STEPS:
            return {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/item"}}
        case ValueKind.WORD:
            return {"type": ["string", "number"], "pattern": r"^\w[\w .-]{0,79}$"}


def _either(model: type[BaseModel], name: str, otherwise: JsonSchema) -> JsonSchema:
    ways = [{"required": [alias]} for field in fields(model).values() for alias in (field.nl, field.en)]
    return {"if": {"anyOf": ways}, "then": {"$ref": f"#/definitions/{name}"}, "else": otherwise}


def _both(english: str | None, dutch: str) -> str:
    return f"{(english or '').rstrip('.')} / {dutch.rstrip('.')}"
