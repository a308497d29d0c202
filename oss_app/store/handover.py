"""What a second start of the program hands to the one that is open already: which task it was asked for."""

from __future__ import annotations

import json
import logging
import shutil
import time
import uuid
from contextlib import suppress
from pathlib import Path

from oss_app.files import delete_file, from_json, patiently, write_file

log = logging.getLogger(__name__)

_SUFFIX = ".json"
WAIT_S = 5.0
"""So long a second start waits for the open window to answer."""
_LOOK_S = 0.1


class Handover:
    """The letter box of a window that is open: a folder within the data folder, there only while it is open."""

    def __init__(self, box: Path) -> None:
        self._box = box

    def open(self) -> None:
        """Be there for other starts. Where the folder cannot be made, they hear that the program runs already."""
        with suppress(OSError):
            shutil.rmtree(self._box, ignore_errors=True)
            self._box.mkdir()

    def close(self) -> None:
        """Be there no longer."""
        shutil.rmtree(self._box, ignore_errors=True)

    def taken(self) -> list[Path | None]:
        """Return what other starts have asked for since; None where only the window was wanted."""
        found: list[Path | None] = []
        for letter in sorted(self._box.glob(f"*{_SUFFIX}")):
            try:
                asked = from_json(letter.read_text(encoding="utf-8"))["task"]
                patiently(letter.unlink)  # whoever asked may have taken it back
            except (OSError, ValueError, KeyError, TypeError):
                log.warning("a request cannot be read", exc_info=True)
                with suppress(OSError):
                    delete_file(letter)
                continue
            found.append(Path(asked) if isinstance(asked, str) else None)
        return found

    def ask(self, task: Path | None, wait: float = WAIT_S) -> bool:
        """Hand a task to the open window; whether it took it within ``wait`` seconds. Blocks."""
        if not self._box.is_dir():
            return False
        letter = self._box / f"{uuid.uuid4().hex}{_SUFFIX}"
        asked = str(task.absolute()) if task and task.exists() else str(task) if task else None
        try:
            write_file(letter, json.dumps({"task": asked}).encode())
        except OSError:
            return False
        end = time.monotonic() + wait
        while letter.exists():
            if time.monotonic() > end:
                with suppress(OSError):
                    delete_file(letter)
                return False
            time.sleep(_LOOK_S)
        return True
