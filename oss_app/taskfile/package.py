"""A package from elsewhere, ``.osstask``: looked into before anything of it is written, then taken in."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from oss_app.core.errors import UserError
from oss_app.core.problem import Problem
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.files import new_folder, numbered, open_regular, rename, settle_folder
from oss_app.i18n import load, marked
from oss_app.media.cost import asks_too_much
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.taskfile.archive import Archive, RefusedError
from oss_app.taskfile.checks import CHECK_FILE, CHECKS
from oss_app.taskfile.leftovers import INCOMING
from oss_app.taskfile.library import TASK_FILE
from oss_app.taskfile.media.pictures import wrong_content
from oss_app.taskfile.packing import (
    FORMAT,
    MANIFEST,
    MAX_MODEL_BYTES,
    MAX_PICTURE_BYTES,
    Listed,
    Manifest,
    digest,
    kind_of,
    sha256,
)
from oss_app.taskfile.places import PLACES_FILE, read_places
from oss_app.taskfile.read.fields import FILES
from oss_app.taskfile.read.paths import unfit, wrong_name
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.released import VERSIONS
from oss_app.taskfile.write.source_map import read_source_map
from oss_app.taskfile.yaml.source import MAX_BYTES

_AGAIN = marked("Ask whoever made it for a new one.")
_REFUSALS: Mapping[str, tuple[str, str]] = {
    "unreadable-package": (marked("This file cannot be read."), marked("Copy it to this computer first.")),
    "not-a-package": (marked("This is not a task package."), _AGAIN),
    "no-manifest": (marked("This package has no list of its files."), _AGAIN),
    "newer-package": (
        marked("This package is of a newer kind ({number}) than this program knows ({limit})."),
        marked("Install the newest version of this program."),
    ),
    "too-many-files": (marked("There are more than {limit} files in this package."), _AGAIN),
    "too-large": (marked("This package is larger than {limit} MB when unpacked."), _AGAIN),
    "file-too-large": (marked("“{name}” in this package is too large."), _AGAIN),
    "bomb": (marked("“{name}” would become a hundred times as large when unpacked."), _AGAIN),
    "bad-name": (marked("A file in this package has a name that is not allowed: “{name}”."), _AGAIN),
    "twin-names": (marked("“{name}” and “{other}” would be the same file on some computers."), _AGAIN),
    "not-a-file": (marked("“{name}” in this package is not an ordinary file."), _AGAIN),
    "encrypted": (marked("This package is locked with a password."), _AGAIN),
    "damaged": (marked("“{name}” in this package is damaged."), marked("Copy the package once more.")),
    "wrong-digest": (marked("“{name}” is not the file that was packed."), marked("Copy the package once more.")),
    "missing-file": (marked("“{name}” is missing in this package."), _AGAIN),
    "extra-file": (marked("“{name}” is in this package, but not in its list."), _AGAIN),
    "wrong-kind": (marked("“{name}” is a kind of file that is not allowed in a package."), _AGAIN),
    "wrong-content": (marked("“{name}” is not what its name says."), _AGAIN),
    "no-task": (marked("There is no task in this package."), _AGAIN),
    "newer-task": (
        marked("The task in this package is for a newer version of this program."),
        marked("Install the newest version of this program."),
    ),
    "bad-task": (marked("The task in this package cannot be read."), _AGAIN),
}


def told(refused: RefusedError, path: Path, screen: str) -> Problem:
    tr = load(screen)
    sentence, hint = _REFUSALS[refused.code]
    values = {name: _printable(str(value)) for name, value in refused.values.items()}
    return Problem(refused.code, tr(sentence, **values), file=path, hint=tr(hint))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


MODEL_HEAD = b"\x08"
"""An ONNX file begins with the number of its format: field 1 of its protocol buffer."""


@dataclass(frozen=True)
class Contents:
    """What a package brings, before anything of it is written. Everything in it has been checked."""

    path: Path
    folder: str
    title: Text
    languages: tuple[str, ...]
    steps: int
    photos: int
    films: int
    recordings: int
    checks: tuple[str, ...]
    bytes: int
    made_with: str
    problems: tuple[Problem, ...]
    """What keeps the task from running as it is; a draft may have some."""
    digest: str
    """Of the list of files: what is taken in is what was looked at."""


def inspect(path: Path, screen: str = "en") -> Contents | Problem:
    """Return what a package brings, or why it is refused, said in the language of the ``screen``. Writes nothing.

    A hostile package is refused within 100 ms and 64 MB; an honest one is read whole, to check each digest.
    """
    try:
        with open_regular(path) as file:
            return _look(path, Archive(file), screen)
    except OSError:
        return told(RefusedError("unreadable-package"), path, screen)
    except RefusedError as refused:
        return told(refused, path, screen)


def install(contents: Contents, into: Path) -> Path:
    """Take in what ``inspect`` found, as a new folder in ``into``; the folder. It never writes over anything.

    Raises UserError where the file has changed since it was looked at, OSError where it cannot be written; then
    nothing is left behind.
    """
    into.mkdir(parents=True, exist_ok=True)
    fresh = new_folder(into, INCOMING)
    try:
        with open_regular(contents.path) as file:
            archive = Archive(file)
            manifest = _manifest(archive)
            if digest(manifest) != contents.digest:
                raise RefusedError("changed")
            for name, listed in manifest.files.items():
                _take_in(archive, name, listed, fresh)
        fresh.chmod(0o755)
        (fresh / VERSIONS).mkdir()  # a draft from its first moment: workers do not see a stranger's task
        settle_folder(fresh)
        return _settle(fresh, into, contents.folder)
    except RefusedError as error:
        raise UserError(
            marked("The package has changed since you looked at it."), marked("Open it once more.")
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _take_in(archive: Archive, name: str, listed: Listed, folder: Path) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if kind_of(name) == "picture":
        data = archive.read(name, MAX_PICTURE_BYTES)
        if sha256(data) != listed.sha256:
            raise RefusedError("wrong-digest", name=name)
        target.write_bytes(without_data(data))
        return
    sum_ = hashlib.sha256()
    with target.open("xb") as out:
        for piece in archive.pieces(name):
            sum_.update(piece)
            out.write(piece)
    if sum_.hexdigest() != listed.sha256:
        raise RefusedError("wrong-digest", name=name)


def _settle(fresh: Path, into: Path, name: str) -> Path:
    """Move the new folder to a name that is free: ``tandarts``, ``tandarts-2``."""
    for free in islice(numbered(name), 1000):
        target = into / free
        if target.exists() or target.is_symlink():
            continue
        try:
            rename(fresh, target)
        except FileExistsError:
            continue
        return target
    raise UserError(marked("There are too many tasks of this name."), name)


def _look(path: Path, archive: Archive, screen: str) -> Contents:
    manifest = _manifest(archive)
    for name, listed in manifest.files.items():
        if archive.files[name].file_size != listed.bytes:
            raise RefusedError("wrong-digest", name=name)
        if not kind_of(name):
            raise RefusedError("wrong-kind", name=name)
    if TASK_FILE not in manifest.files:
        raise RefusedError("no-task")
    data = archive.read(TASK_FILE, MAX_BYTES)
    reading = read_task(data)
    if any(found.code == "newer-format" for found in reading.findings):
        raise RefusedError("newer-task")
    if reading.task is None and read_source_map(data) is None:
        raise RefusedError("bad-task")
    if PLACES_FILE in manifest.files and any(
        f.is_fault for f in read_places(archive.read(PLACES_FILE, MAX_BYTES)).findings
    ):
        raise RefusedError("bad-task")
    for name, listed in sorted(manifest.files.items(), key=lambda item: item[1].bytes):
        _check_content(archive, name, listed)
    named = {value.text for passage, value in reading.values.items() if passage.field in FILES}
    if gone := sorted(named - manifest.files.keys()):
        raise RefusedError("missing-file", name=gone[0])
    layout = read_source_map(data)
    task = reading.task or (layout.task if layout else None)
    assert task is not None
    kinds = [kind_of(name) for name in manifest.files if not name.startswith(f"{CHECKS}/")]
    return Contents(
        path=path,
        folder=manifest.folder,
        title=task.title,
        languages=task.languages,
        steps=sum(isinstance(item, Step) for item in task.items),
        photos=kinds.count("picture"),
        films=kinds.count("film"),
        recordings=kinds.count("sound"),
        checks=tuple(sorted(n.split("/")[1] for n in manifest.files if n.endswith(f"/{CHECK_FILE}"))),
        bytes=sum(listed.bytes for listed in manifest.files.values()),
        made_with=manifest.made_with,
        problems=tuple(p for p in reading.problems(screen) if p.is_fault),
        digest=digest(manifest),
    )


def _manifest(archive: Archive) -> Manifest:
    if MANIFEST not in archive.files:
        raise RefusedError("no-manifest")
    try:
        raw = json.loads(archive.read(MANIFEST, MAX_BYTES))
        if isinstance(raw, dict) and isinstance(raw.get("format"), int) and raw["format"] > FORMAT:
            raise RefusedError("newer-package", number=raw["format"], limit=FORMAT)
        manifest = Manifest.model_validate(raw)
    except (ValueError, ValidationError, RecursionError) as error:
        raise RefusedError("no-manifest") from error
    if (
        manifest.format != FORMAT
        or wrong_name(manifest.folder)
        or manifest.folder.startswith(".")
        or unfit(manifest.folder)
    ):
        raise RefusedError("no-manifest")
    inside = archive.files.keys() - {MANIFEST}
    if gone := sorted(manifest.files.keys() - inside):
        raise RefusedError("missing-file", name=gone[0][:60])
    if more := sorted(inside - manifest.files.keys()):
        raise RefusedError("extra-file", name=more[0])
    return manifest


def _check_content(archive: Archive, name: str, listed: Listed) -> None:
    kind = kind_of(name)
    if kind == "picture":
        data = archive.read(name, MAX_PICTURE_BYTES)
        if sha256(data) != listed.sha256:
            raise RefusedError("wrong-digest", name=name)
        try:
            without_data(data)
        except NotAPictureError as error:
            raise RefusedError("wrong-content", name=name) from error
        content = io.BytesIO(data)
        if wrong_content(content, kind, name) or asks_too_much(content, 0):
            raise RefusedError("wrong-content", name=name)
        return
    if kind == "model":
        head = next(archive.pieces(name), b"")
        if listed.bytes > MAX_MODEL_BYTES or not head.startswith(MODEL_HEAD):
            raise RefusedError("wrong-content", name=name)
    if kind in ("film", "sound"):
        if archive.is_stored(name):
            with archive.opened(name) as stored:
                wrong = wrong_content(stored, kind, name)
        else:  # to go back and forth in a packed one costs too much; the library looks at it where it lies
            wrong = wrong_content(io.BytesIO(next(archive.pieces(name), b"")), kind, name)
        if wrong:
            raise RefusedError("wrong-content", name=name)
    if archive.digest(name) != listed.sha256:
        raise RefusedError("wrong-digest", name=name)
