"""What was read of the tasks at an earlier start: of those that are as they were, a start reads nothing but their text.

To read a task is to look into each of its photos too. The file is safe to delete, and made anew by each version. It
knows what a text was when it was sound: one that is another since, though nobody has written it, has rotted.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from oss_app import __version__
from oss_app.core.ports import Listing
from oss_app.core.task import Break, Step, Task
from oss_app.files import write_file

log = logging.getLogger(__name__)

FORM = 2
"""Of the file, for programmers, between two versions of the program."""
Stamp = tuple[tuple[str, int, int, int], ...]
"""What tells that a task is as it was: name, times of writing and of change, and size of each file it is read from."""


Texts = Mapping[str, bytes]
"""What stands in the files of a task that hold its words and places."""


class KeptListings:
    """Listings without any problem, by folder and stamp. The first line of the file vouches for the rest."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tasks: Mapping[str, dict[str, Any]] | None = None

    def has_rotted(self, folder: Path, stamp: Stamp, texts: Texts) -> bool:
        """Tell whether one of a task's texts is another than it was at these very times, which each writer changes."""
        kept = self._all().get(str(folder))
        if kept is None:
            return False
        then = {name: times for name, *times, _ in kept["stamp"]}
        now = {name: times for name, *times, _ in stamp}
        sums = _sums(texts)
        return any(now.get(name) == then.get(name, 0) and sums[name] != kept["sums"].get(name) for name in sums)

    def get(self, folder: Path, stamp: Stamp, texts: Texts) -> Listing | None:
        """Return the listing of a task whose files bear this stamp and have these texts; None for none."""
        kept = self._all().get(str(folder))
        if kept is None or kept["stamp"] != [list(file) for file in stamp] or kept["sums"] != _sums(texts):
            return None
        try:
            task = Task.model_validate_json(kept["task"])
        except ValidationError:  # of a programmer's version of tasks, which bears the same number
            return None
        items = (
            Break(text=item.text) if number in kept["breaks"] and isinstance(item, Step) else item
            for number, item in enumerate(task.items)
        )
        task = task.model_copy(update={"folder": folder, "items": tuple(items)})
        return Listing(folder, task, title=kept["title"], digest=kept["digest"])

    def _all(self) -> Mapping[str, dict[str, Any]]:
        if self._tasks is None:
            self._tasks = self._read()
        return self._tasks

    def keep(self, read: Mapping[Path, tuple[Stamp, Texts, Listing]]) -> None:
        """Keep these for the next start, and nothing else. Raises nothing: without it all is read anew.

        What is known of a task that has rotted stays, so that each start tells it until somebody writes the file.
        """
        rotted = {
            str(folder): self._all()[str(folder)]
            for folder, (stamp, texts, _) in read.items()
            if self.has_rotted(folder, stamp, texts)
        }
        tasks = {
            str(folder): {
                "stamp": [list(file) for file in stamp],
                "sums": _sums(texts),
                "digest": listing.digest,
                "title": listing.title,
                "breaks": [  # JSON does not tell them from a step that has a text and no more
                    number for number, item in enumerate(listing.task.items) if isinstance(item, Break)
                ],
                "task": listing.task.model_dump_json(exclude={"folder"}),
            }
            for folder, (stamp, texts, listing) in read.items()
            if listing.task is not None and not listing.problems
        } | rotted
        if tasks == self._tasks:
            return
        self._tasks = tasks
        body = json.dumps({"version": f"{__version__}/{FORM}", "tasks": tasks}).encode()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._file, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        except OSError:
            log.warning("what was read of the tasks cannot be kept", exc_info=True)

    def _read(self) -> Mapping[str, dict[str, Any]]:
        try:
            digest, _, body = self._file.read_bytes().partition(b"\n")
        except OSError:
            return {}
        if hashlib.sha256(body).hexdigest().encode() != digest:
            return {}
        found: dict[str, Any] = json.loads(body)
        tasks: Mapping[str, dict[str, Any]] = found["tasks"] if found["version"] == f"{__version__}/{FORM}" else {}
        return tasks


def _sums(texts: Texts) -> dict[str, str]:
    return {name: hashlib.sha256(text).hexdigest() for name, text in texts.items()}
