"""Small YAML files that people may write by hand: read strictly, written whole or not at all, comments kept."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from oss_app.core.errors import UserError
from oss_app.files import keeps_its_seal, read_regular, sealed, write_file
from oss_app.i18n import Translator
from oss_app.store import trouble
from oss_app.store.trouble import StorageTrouble

if TYPE_CHECKING:
    from ruamel.yaml import YAML

FORMAT = 1
"""The newest form of these files that this program knows; one with a higher number is refused (R9)."""
MAX_BYTES = 200_000
"""A card has some 500 bytes, the settings of a station some thousand; reading more than this takes seconds."""
_FAST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Thirty times as fast, and no match for a stranger's file: it has no limit to its depth."""
Plain = str | None | list["Plain"] | dict[str, "Plain"]
Model = TypeVar("Model", bound=BaseModel)


class NewerFileError(UserError):
    """A file was written by a newer version of the program, and is not half read (R9)."""


def read(path: Path, tr: Translator, most: int = MAX_BYTES) -> dict[str, Plain]:
    """Return what a file says, each scalar as the text that stands there; nothing where there is no file.

    UserError, also where it is longer than ``most`` bytes, or has a seal and is not as it was sealed.
    """
    try:
        text = read_regular(path, most).decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        raise UserError(tr("{file} cannot be read.", file=path), str(error)) from error
    is_ours = keeps_its_seal(text)
    if is_ours is False:
        raise UserError(tr("{file} has changed on the disk since it was written, so it is not used.", file=path))
    try:
        node = yaml.compose(text, Loader=_FAST if is_ours else yaml.BaseLoader)
        found = _plain(node, set()) if node is not None else {}
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:  # also a sign that no alphabet has
        raise _unreadable(path, getattr(error, "problem_mark", None), tr) from error
    if not isinstance(found, dict):
        raise _unreadable(path, None, tr)
    number = found.pop("format", str(FORMAT))
    if not (isinstance(number, str) and re.fullmatch("0*[0-9]{1,9}", number) and int(number) <= FORMAT):
        raise NewerFileError(
            tr("{file} was made by a newer version of OSS App, so this version leaves it alone.", file=path),
            tr("Install the newer version again."),
        )
    return found


def over(below: Model, found: Mapping[str, Plain], path: Path, tr: Translator) -> Model:
    """Return a model with what was found in a file laid over it.

    UserError: one sentence that lists every word that is not known and every value that does not fit.
    """
    try:
        return type(below).model_validate(_laid_over(below.model_dump(mode="json"), found))
    except ValidationError as error:
        faults = dict.fromkeys(_fault(e, tr) for e in error.errors(include_url=False))
        raise UserError(
            tr("{file} cannot be used: {faults}.", file=path, faults="; ".join(faults)),
            tr("Mend or delete these lines, or install the version of OSS App that wrote them."),
        ) from error


def write(path: Path, values: Mapping[str, object], tr: Translator) -> None:
    """Make a file say this and no more; lines that stay keep their place and comments. UserError."""
    from ruamel.yaml import YAML  # late: nothing is written on the way to the first screen

    rewriter = YAML()
    rewriter.preserve_quotes = True
    rewriter.width = 1000  # a line stays a line
    try:
        kept = _kept(rewriter, path)
        document: dict[str, object] = {"format": FORMAT} if kept is None else kept
        for key in [k for k in document if k not in values and k != "format"]:
            del document[key]
        for key, value in values.items():
            if key not in document or document[key] != value:
                document[key] = value
        stream = io.StringIO()
        rewriter.dump(document, stream)
        replace_text(path, stream.getvalue())
    except OSError as error:
        raise UserError(tr("{file} could not be saved.", file=path), advice(error, tr)) from error


def write_sealed(path: Path, values: Mapping[str, object], tr: Translator) -> None:
    """Make a file that no person writes say this, with its sum: a digit that rots would still be a digit. UserError."""
    text = yaml.safe_dump({"format": FORMAT, **values}, sort_keys=False, allow_unicode=True, width=1000)
    try:
        replace_text(path, sealed(text))
    except OSError as error:
        raise UserError(tr("{file} could not be saved.", file=path), advice(error, tr)) from error


def _kept(rewriter: YAML, path: Path) -> dict[str, object] | None:
    """Return what is to be changed, with its comments.

    None where there is nothing, or nothing that these can be kept of.

    ``read`` takes each value as it stands; the rewriter wants to know what it means, and some mean nothing, as the
    30th of February. Raises OSError.
    """
    from ruamel.yaml.error import YAMLError

    try:
        kept = rewriter.load(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except (ValueError, ArithmeticError, LookupError, TypeError, RecursionError, YAMLError):
        return None
    return kept if isinstance(kept, dict) else None


def _plain(node: yaml.Node, seen: set[int]) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in ("", "~", "null") else str(node.value)
    if id(node) in seen:
        raise yaml.MarkedYAMLError(problem="an alias", problem_mark=node.start_mark)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, seen) for item in node.value]
    found: dict[str, Plain] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise yaml.MarkedYAMLError(problem="a word twice", problem_mark=key.start_mark)
        found[key.value] = _plain(value, seen)
    return found


def _laid_over(below: Mapping[str, object], above: Mapping[str, Plain]) -> dict[str, object]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = _laid_over(under, value)
        else:
            merged[key] = "" if value is None and isinstance(under, str) else value  # "word:" with nothing after it
    return merged


def _unreadable(path: Path, mark: yaml.Mark | None, tr: Translator) -> UserError:
    hint = tr("Each line is 'word: value', and a word stands there once.")
    if mark is None:
        return UserError(tr("{file} is not written as it should be.", file=path), hint)
    return UserError(tr("{file}, line {line}, is not written as it should be.", file=path, line=mark.line + 1), hint)


def _fault(error: ErrorDetails, tr: Translator) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return tr("'{word}' is not known", word=place)
    possible = error.get("ctx", {}).get("expected")
    if possible:
        return tr("'{value}' does not fit '{word}' ({possible})", value=error["input"], word=place, possible=possible)
    return tr("'{value}' does not fit '{word}'", value=error["input"], word=place)


def replace_text(path: Path, text: str) -> None:
    """Make a file say this: whole or not at all, and on the disk when this returns. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode(), 0o600)


def advice(error: OSError, tr: Translator) -> str:
    """Return what can be done where a file could not be saved."""
    match trouble.of_os(error):
        case StorageTrouble.FULL:
            return tr("The disk is full. Make room and save again.")
        case StorageTrouble.READ_ONLY:
            return tr("The folder cannot be written to. Ask who looks after this PC.")
        case _:
            return str(error)
