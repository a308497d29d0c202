"""A task becomes one file, ``.osstask``: a zip with everything that the task names, and a list of it."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from oss_app import __version__
from oss_app.core.check import MODEL_FILE
from oss_app.core.errors import UserError
from oss_app.files import pieces_of, read_regular, written_whole
from oss_app.i18n import marked
from oss_app.media.film_data import MAX_FILM_BYTES
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.taskfile import archive
from oss_app.taskfile.checks import CHECK_FILE, CHECKS
from oss_app.taskfile.library import TASK_FILE
from oss_app.taskfile.places import PLACES_FILE
from oss_app.taskfile.read.fields import FILES
from oss_app.taskfile.read.paths import TaskFolder, wrong_name
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.yaml.source import MAX_BYTES

FORMAT = 1
"""The newest package format this program knows; a higher number is refused (R9)."""
MANIFEST = "manifest.json"
MANIFEST_BYTES = 1_000_000
"""At most, of the list of the files."""
MAX_PICTURE_BYTES = 40_000_000
MAX_MODEL_BYTES = 100_000_000
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_FILMS = frozenset({".mp4", ".m4v", ".mov", ".webm", ".mkv"})
_SOUNDS = frozenset({".wav", ".mp3", ".ogg", ".oga", ".m4a", ".flac", ".opus"})


class Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    sha256: str
    bytes: int


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)
    format: int
    folder: str
    files: dict[str, Listed]
    made_with: str = ""


def kind_of(name: str) -> str:
    """Return what a file in a package is: ``picture``, ``film``, ``sound``, ``yaml``, ``model``.

    Empty for what may not be.
    """
    if name in (TASK_FILE, PLACES_FILE):
        return "yaml"
    parts = name.split("/")
    if parts[0] == CHECKS and len(parts) == 3 and parts[2] == CHECK_FILE:
        return "yaml"
    if parts[0] == CHECKS and len(parts) == 3 and parts[2] == MODEL_FILE:
        return "model"
    suffix = os.path.splitext(name)[1].lower()
    kinds: Mapping[str, frozenset[str]] = {"picture": _PICTURES, "film": _FILMS, "sound": _SOUNDS}
    return next((kind for kind, suffixes in kinds.items() if suffix in suffixes), "")


def digest(manifest: Manifest) -> str:
    return sha256(manifest.model_dump_json().encode())


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


SUFFIX = ".osstask"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # packages of the same task are the same, bit for bit


def export(folder: Path, target: Path) -> None:
    """Write the task in ``folder`` as one file, with everything it names and nothing else, without location data.

    Each file is read twice, in pieces: the list of their sums stands first. Raises UserError where a file is missing,
    is no picture or changes meanwhile, or a stick is taken out, and OSError where ``target`` cannot be written.
    """
    listed = {}
    disk = target.parent.stat().st_dev
    for name in sorted(files_of(folder)):
        sum_, count = hashlib.sha256(), 0
        for piece in _content(folder, name):
            sum_.update(piece)
            count += len(piece)
        listed[name] = Listed(sha256=sum_.hexdigest(), bytes=count)
    _check_size(listed)
    files = {name: one.model_dump() for name, one in listed.items()}
    manifest = {"format": FORMAT, "folder": _safe_folder(folder), "made_with": __version__, "files": files}
    with written_whole(target) as file, zipfile.ZipFile(file, "w") as packed:
        _add(packed, MANIFEST, [json.dumps(manifest, ensure_ascii=False, indent=1).encode()])
        for name, one in listed.items():
            if _add(packed, name, _content(folder, name)) != one.sha256:
                raise UserError(marked("A file of this task has changed meanwhile. Try it again."), name)
        if target.parent.stat().st_dev != disk:  # where a stick was, its empty folder may take the file
            raise UserError(marked("The stick was taken out meanwhile. Put it in and try it again."))


def _check_size(listed: Mapping[str, Listed]) -> None:
    """Pack nothing that is refused where it is opened. Raises UserError."""
    most = {"picture": MAX_PICTURE_BYTES, "model": MAX_MODEL_BYTES}
    for name, one in listed.items():
        if one.bytes > most.get(kind_of(name), MAX_FILM_BYTES):
            raise UserError(marked("A file of this task is too large for a package."), name)
    if (
        sum(one.bytes for one in listed.values()) > archive.MAX_BYTES - MANIFEST_BYTES
        or len(listed) >= archive.MAX_FILES
    ):
        raise UserError(marked("This task is too large for a package: more than 1 GB, or 2,000 files."))


def _content(folder: Path, name: str) -> Iterator[bytes]:
    """Yield what a package has of a file, in pieces. Raises UserError."""
    try:
        if kind_of(name) == "picture":
            yield without_data(read_regular(folder / name, MAX_FILM_BYTES))
        else:
            yield from pieces_of(folder / name, MAX_FILM_BYTES)
    except OSError as error:
        raise UserError(marked("A file of this task is missing."), name) from error
    except NotAPictureError as error:
        raise UserError(marked("A photo of this task is damaged."), name) from error


def _add(packed: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> str:
    """Add a file; its SHA-256, hexadecimal."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o100644 << 16
    info.create_system = 3
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith((".yaml", ".json")) else zipfile.ZIP_STORED
    sum_ = hashlib.sha256()
    with packed.open(info, "w") as file:
        for piece in content:
            sum_.update(piece)
            file.write(piece)
    return sum_.hexdigest()


def files_of(folder: Path) -> list[str]:
    """Return the names of the files that a task is made of, itself first."""
    try:
        reading = read_task(read_regular(folder / TASK_FILE, MAX_BYTES))
    except OSError as error:
        raise UserError(marked("There is no task in this folder."), str(folder)) from error
    inside, named = TaskFolder(folder), []
    for passage, value in reading.values.items():
        if passage.field in FILES:
            if not isinstance(inside.find(value.text), Path):
                raise UserError(marked("A file of this task is missing."), value.text)
            named.append(value.text)
    checks = {value.text for passage, value in reading.values.items() if passage.field == "check"}
    for check in sorted(checks):
        here = folder / CHECKS / check
        if wrong_name(check) or not here.is_dir() or here.is_symlink():
            continue
        found = [path for path in sorted(here.rglob("*")) if path.is_file() and not path.is_symlink()]
        names = [path.relative_to(folder).as_posix() for path in found]
        named += [name for name in names if kind_of(name) in ("picture", "model", "yaml")]
    places = [PLACES_FILE] if (folder / PLACES_FILE).is_file() else []
    return list(dict.fromkeys([TASK_FILE, *places, *named]))


def _safe_folder(folder: Path) -> str:
    name = folder.resolve().name
    return name if name and not wrong_name(name) else "task"
