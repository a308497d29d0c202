"""What was read of the tasks at an earlier start: of those that are as they were, a start reads nothing but their text.

To read a task is to look into each of its photos too. The file is safe to delete, and made anew by each version.
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

Stamp = tuple[tuple[str, int, int, int], ...]
"""What tells that a task is as it was: name, times of writing and of change, and size of each file it is read from."""


class KeptListings:
    """Listings without any problem, by folder and stamp. The first line of the file vouches for the rest."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._tasks: Mapping[str, dict[str, Any]] | None = None

    def get(self, folder: Path, stamp: Stamp, text: bytes) -> Listing | None:
        """Return the listing of a task whose files bear this stamp and whose file has this text; None for none."""
        if self._tasks is None:
            self._tasks = self._read()
        kept = self._tasks.get(str(folder))
        if kept is None or kept["stamp"] != [list(file) for file in stamp]:
            return None
        if kept["digest"] != hashlib.sha256(text).hexdigest():
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

    def keep(self, read: Mapping[Path, tuple[Stamp, Listing]]) -> None:
        """Keep these for the next start, and nothing else. Raises nothing: without it all is read anew."""
        tasks = {
            str(folder): {
                "stamp": [list(file) for file in stamp],
                "digest": listing.digest,
                "title": listing.title,
                "breaks": [  # JSON does not tell them from a step that has a text and no more
                    number for number, item in enumerate(listing.task.items) if isinstance(item, Break)
                ],
                "task": listing.task.model_dump_json(exclude={"folder"}),
            }
            for folder, (stamp, listing) in read.items()
            if listing.task is not None and not listing.problems
        }
        if tasks == self._tasks:
            return
        self._tasks = tasks
        body = json.dumps({"version": __version__, "tasks": tasks}).encode()
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
        tasks: Mapping[str, dict[str, Any]] = found["tasks"] if found["version"] == __version__ else {}
        return tasks
