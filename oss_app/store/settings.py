"""The station's settings: what the employer put on the machine, and over it what was changed at this station."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from oss_app.core.errors import UserError
from oss_app.core.settings import JournalLevel, Settings
from oss_app.files import read_regular, write_file
from oss_app.i18n import Translator
from oss_app.store import backups, yaml_file
from oss_app.store.yaml_file import NewerFileError

log = logging.getLogger(__name__)

LAST = "station-last.json"
"""What counted last, beside the settings themselves."""


class _Counted(BaseModel):
    """The settings as they counted last, and the file of then: what it said, and when it was written (ns)."""

    model_config = ConfigDict(frozen=True)

    settings: Settings
    digest: str = ""
    written: int = 0


class YamlSettings:
    """Keep the station's settings in two files; ``own`` wins over ``machine``, key by key.

    Saving writes to ``own`` only what differs from ``machine``, so that what the employer changes later still counts.
    ``notice`` is a sentence for the coach, where ``open`` could not use a file.
    """

    def __init__(self, own: Path, machine: Path, tr: Translator) -> None:
        self._own = own
        self._machine = machine
        self._tr = tr
        self.notice = ""

    def open(self, today: date) -> Settings:
        """Load the settings; where a file cannot be used, those that counted last go on counting.

        A file that rotted, which says something else though nobody wrote it, is set aside, and the settings of before
        are put in its place. What somebody wrote is left for them to mend. UserError: nothing counted before, or a file
        is of a newer version (R9).
        """
        last = self._counted()
        if last and self._has_rotted(last):
            self._put_back(last.settings, today)
            return last.settings
        try:
            settings = self.load()
        except NewerFileError:
            raise
        except UserError as error:
            if last is None:
                raise
            log.warning("settings: %s", error)
            settings = last.settings
            self.notice = " ".join((error.sentence, self._tr("The settings of before count until then.")))
        else:
            self._keep_counted(settings)
        return settings

    def load(self) -> Settings:
        """UserError: a file has words or values that this version does not know, and which (R9)."""
        return self._permitted(self._checked(self._base(), self._own))

    def save(self, settings: Settings) -> None:
        """UserError: it cannot be written, or the file there cannot be read and so must not be written over."""
        self._permitted(settings)
        base = self._base()
        self._checked(base, self._own)
        yaml_file.write(self._own, _difference(_values(settings), _values(base)), self._tr)
        self._keep_counted(settings)

    # ---- what counted last ----

    def _counted(self) -> _Counted | None:
        try:
            return _Counted.model_validate_json(read_regular(self._own.with_name(LAST), yaml_file.MAX_BYTES))
        except (OSError, ValidationError):
            return None

    def _keep_counted(self, settings: Settings) -> None:
        """Remember what counts now; where that is not possible, what counted before is remembered."""
        digest, written = self._as_it_is()
        now = _Counted(settings=settings, digest=digest, written=written)
        if now != self._counted():
            with suppress(OSError):
                write_file(self._own.with_name(LAST), now.model_dump_json().encode(), 0o600)

    def _as_it_is(self) -> tuple[str, int]:
        """Return the digest of the station's own file, and when it was written; empty and 0 where there is none."""
        try:
            data = read_regular(self._own, yaml_file.MAX_BYTES)
            return hashlib.sha256(data).hexdigest(), self._own.stat().st_mtime_ns
        except OSError:
            return "", 0

    def _has_rotted(self, last: _Counted) -> bool:
        """Tell whether the file says something else than it did when it was written, and it has not been since."""
        digest, written = self._as_it_is()
        return bool(digest and last.digest) and written == last.written and digest != last.digest

    def _put_back(self, settings: Settings, today: date) -> None:
        """Set the damaged file aside, and write these in its place: at every moment one of the two stands there."""
        aside = backups.free_name(self._own, backups.DAMAGED, today)
        self.notice = self._tr("The settings were damaged. Those of before count again.")
        try:
            write_file(aside, read_regular(self._own, yaml_file.MAX_BYTES), 0o600)
            yaml_file.write(self._own, _difference(_values(settings), _values(self._base())), self._tr)
        except (OSError, UserError):  # a disk that does not write: it is found again at the next start
            log.exception("damaged settings")
            return
        log.warning("damaged settings set aside as %s", aside.name)
        self._keep_counted(settings)

    def _base(self) -> Settings:
        return self._checked(Settings(), self._machine)

    def _checked(self, below: Settings, file: Path) -> Settings:
        found = yaml_file.read(file, self._tr)
        return yaml_file.over(below, found, file, self._tr)

    def _permitted(self, settings: Settings) -> Settings:
        """Keep a worker's own progress only with the works council's consent, which has a date (P5)."""
        if settings.journal is JournalLevel.OWN_PROGRESS and not _is_date(settings.consent_date):
            raise UserError(
                self._tr("The journal can keep a worker's own progress only with the works council's consent."),
                self._tr("Enter the date of the consent as year-month-day, or choose another level."),
            )
        return settings


def _values(settings: Settings) -> dict[str, object]:
    return settings.model_dump(mode="json")


def _difference(values: Mapping[str, object], below: Mapping[str, object]) -> dict[str, object]:
    changed: dict[str, object] = {}
    for key, value in values.items():
        under = below.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            if part := _difference(value, under):
                changed[key] = part
        elif value != under:
            changed[key] = value
    return changed


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
