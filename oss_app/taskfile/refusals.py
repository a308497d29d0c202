"""Why a package is refused, in plain words, with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.i18n import load, marked
from oss_app.taskfile.archive import RefusedError

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
    "bad-task": (marked("The task in this package cannot be read."), _AGAIN),
}


def told(refused: RefusedError, path: Path, screen: str) -> Problem:
    words = load(screen)
    sentence, hint = _REFUSALS[refused.code]
    values = {name: _printable(str(value)) for name, value in refused.values.items()}
    return Problem(refused.code, words(sentence, **values), file=path, hint=words(hint))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
