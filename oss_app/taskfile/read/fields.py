"""The keys of a task file, read from the models in core: their two names, their kind, their limits."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Annotated, Any, Union

import annotated_types
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from oss_app.core.task import Break, Key, Section, Step, Task
from oss_app.core.text import Text
from oss_app.taskfile.read import languages


class ValueKind(StrEnum):
    """What a value is."""

    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    YES_NO = "yes_no"
    STEPS = "steps"


YES_NO: Mapping[str, bool] = {"ja": True, "yes": True, "nee": False, "no": False}


@dataclass(frozen=True)
class KeyField:
    """One field of a model as it is written in a file. ``low`` and ``high`` are the limits of a number."""

    name: str
    nl: str
    en: str
    kind: ValueKind
    key: Key
    required: bool
    low: int = 0
    high: int = 0

    def written(self, dutch: bool) -> str:
        return self.nl if dutch else self.en


@cache
def fields(model: type[BaseModel]) -> Mapping[str, KeyField]:
    """Return the fields of a model that can be written in a file, by their names in the model."""
    found = {}
    for name, info in model.model_fields.items():
        key = next((m for m in info.metadata if isinstance(m, Key)), None)
        if key:
            found[name] = _field(name, key, info)
    return found


@cache
def aliases(model: type[BaseModel]) -> Mapping[str, KeyField]:
    """Return the same fields by each key, Dutch or English, that a file may use."""
    return {alias: f for f in fields(model).values() for alias in (f.nl, f.en)}


def split_translation(written: str, known: Mapping[str, KeyField]) -> tuple[KeyField, str] | None:
    """Return the field and the language's suffix of ``tekst_en`` or ``let_op_pt_br``.

    None where it is no translation.
    """
    for alias, field in known.items():
        if written.startswith(alias + "_") and languages.looks_like_code(written[len(alias) + 1 :]):
            return field, written[len(alias) + 1 :]
    return None


@lru_cache(1024)
def meant_by(written: str, known: tuple[str, ...]) -> str | None:
    """Return the key that the author may have meant, translations included, or None.

    Of equals the first in ``known``.
    """
    if not 1 < len(written) <= 40:
        return None
    tidy = re.sub(r"[\s-]+", "_", written.strip().lower())
    base, _, suffix = tidy.rpartition("_")
    code = languages.code_of(suffix) or languages.meant_by(suffix) if base else None
    for word, tail in ((tidy, ""), (base, f"_{code}")) if code else ((tidy, ""),):
        if word in known:
            return word + tail
    for word, tail in ((tidy, ""), (base, f"_{code}")) if code else ((tidy, ""),):
        likely = [key for key in known if abs(len(key) - len(word)) <= 3]
        close = difflib.get_close_matches(word, likely, 1, 0.7)
        if close:
            return close[0] + tail
    return None


def _field(name: str, key: Key, info: FieldInfo) -> KeyField:
    kinds, limits = _peel(info.annotation)
    limits += info.metadata
    low = next((m.ge for m in limits if isinstance(m, annotated_types.Ge)), 0)
    high = next((m.le for m in limits if isinstance(m, annotated_types.Le)), 0)
    return KeyField(
        name,
        key.nl,
        key.en or name,
        _kind(name, kinds),
        key,
        info.is_required(),
        typing.cast(int, low),
        typing.cast(int, high),
    )


def _kind(name: str, kinds: list[Any]) -> ValueKind:
    if Text in kinds:
        return ValueKind.TEXT
    if bool in kinds:
        return ValueKind.YES_NO
    if int in kinds:
        return ValueKind.NUMBER
    if any(typing.get_origin(k) is tuple for k in kinds):
        return ValueKind.STEPS
    return ValueKind.WORD


def _peel(annotation: Any) -> tuple[list[Any], list[Any]]:
    """Return the bare types within ``Annotated`` and ``| None``, and the metadata around them."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = typing.get_args(annotation)
        kinds, more = _peel(inner)
        found = [m for item in metadata for m in (item.metadata if isinstance(item, FieldInfo) else [item])]
        return kinds, found + more
    if origin in (Union, types.UnionType):
        parts = [_peel(part) for part in typing.get_args(annotation)]
        return [k for kinds, _ in parts for k in kinds], [m for _, metadata in parts for m in metadata]
    return [annotation], []


HEADS: Mapping[str, type[BaseModel]] = {alias: model for model in (Section, Break) for alias in aliases(model)}
"""The keys that say that an item of the list is not a step, with what it is instead."""

FILES: Mapping[str, str] = {f.name: f.key.file for model in (Task, Step) for f in fields(model).values() if f.key.file}
"""The fields that name a file beside the task, with its kind: ``picture``, ``film``, ``sound``."""
