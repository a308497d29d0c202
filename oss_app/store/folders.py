"""Where a station's data lies, and what lies where in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from oss_app.core.errors import UserError
from oss_app.files import unfinished
from oss_app.i18n import Translator, load, system_language

VARIABLE = "OSS_APP_DATA"
_NAME = "oss-app"


@dataclass(frozen=True)
class Folders:
    """The data folder and its contents; all state of a station is below ``root``."""

    root: Path

    @property
    def journal(self) -> Path:
        return self.root / "journal.sqlite"

    @property
    def station(self) -> Path:
        return self.root / "station.yaml"

    @property
    def light(self) -> Path:
        """Where the projector's light falls, and where the places of tasks lie on the bench."""
        return self.root / "light.yaml"

    @property
    def clock_in_doubt(self) -> Path:
        """Remembers, while the clock may be wrong, the last day of work before it jumped."""
        return self.root / "clock-in-doubt"

    @property
    def tries(self) -> Path:
        """Remembers how many wrong codes were entered in a row."""
        return self.root / "tries"

    @property
    def workers(self) -> Path:
        return self.root / "workers"

    @property
    def workers_last(self) -> Path:
        """Remembers what the workers' cards said."""
        return self.root / "workers-last.json"

    @property
    def tasks(self) -> Path:
        return self.root / "tasks"

    @property
    def followed(self) -> Path:
        """What was taken in from a folder of releases that several stations follow."""
        return self.root / "followed"

    @property
    def shared_cards(self) -> Path:
        """The copies of cards that several stations share."""
        return self.root / "shared-cards"

    @property
    def voices(self) -> Path:
        """Voices of Piper that the employer put here: ``x.onnx`` with ``x.onnx.json``."""
        return self.root / "voices"

    @property
    def asked_of_editor(self) -> Path:
        """What other starts ask of the editor that is open; there only while it is."""
        return self.root / "asked"

    @property
    def asked_of_worker_screen(self) -> Path:
        """The same of the worker's screen."""
        return self.root / "asked-of-screen"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def log(self) -> Path:
        return self.root / "log"

    def create(self, tr: Translator) -> None:
        """Make the folders that are not there yet, readable by this user alone. UserError."""
        for folder in (self.root, self.workers, self.tasks, self.cache, self.log):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise UserError(
                    tr("The folder for the data cannot be made: {folder}", folder=folder),
                    tr("Choose another folder, or ask who looks after this PC."),
                ) from error

    def clear_unfinished(self) -> None:
        """Clear away what was being written when the program was ended by force; the old file is still there."""
        for folder in (self.root, self.workers, self.shared_cards, self.followed):
            for left in unfinished(folder):
                with suppress(OSError):
                    left.unlink()

    def keep_to_this_user(self) -> None:
        """Let nobody else read what tells of workers or of the coach's code, also where it was made before.

        The tasks are left as they are: they may be shared. Windows gives a user's folder to that user alone by itself.
        """
        if os.name != "posix":
            return
        told = (self.station, self.clock_in_doubt, self.tries, *self.root.glob(f"{self.journal.stem}*"))
        for path in (*told, *self.workers.glob("*"), *self.shared_cards.glob("*"), *self.log.glob("*")):
            with suppress(OSError):  # another user's: then it is not ours to close
                if path.is_file() and path.stat().st_mode & 0o077:
                    path.chmod(0o600)
        for folder in (self.workers, self.shared_cards, self.log, self.cache):
            with suppress(OSError):
                folder.chmod(0o700)


def data_folders(chosen: Path | None = None, environment: Mapping[str, str] = os.environ) -> Folders:
    """Return the folder that was asked for (``--data``), else the one of ``OSS_APP_DATA``, else this user's own.

    UserError.
    """
    if chosen is None and environment.get(VARIABLE):
        chosen = Path(environment[VARIABLE])
    try:
        return Folders((chosen or platformdirs.user_data_path(_NAME, appauthor=False)).expanduser().absolute())
    except RuntimeError as error:  # nobody whom this computer knows, as in some containers
        tr = load(system_language())
        raise UserError(
            tr("This computer does not say where this user keeps files."),
            tr("Name a folder for the data: --data, or {variable}.", variable=VARIABLE),
        ) from error


def machine_station(platform: str = sys.platform) -> Path:
    """Return the settings that an employer puts on the machine for all its users: ``/etc/oss-app/station.yaml`` on
    Linux.
    """
    if platform == "linux":
        return Path("/etc") / _NAME / "station.yaml"
    return platformdirs.site_config_path(_NAME, appauthor=False) / "station.yaml"
