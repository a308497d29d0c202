"""The station's settings: what the employer put on the machine, and over it what was changed at this station."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.settings import JournalLevel, Settings
from oss_app.i18n import Translator
from oss_app.store import yaml_file


class YamlSettings:
    """Keep the station's settings in two files; ``own`` wins over ``machine``, key by key.

    Saving writes to ``own`` only what differs from ``machine``, so that what the employer changes later still counts.
    """

    def __init__(self, own: Path, machine: Path, tr: Translator) -> None:
        self._own = own
        self._machine = machine
        self._tr = tr

    def load(self) -> Settings:
        """UserError: a file has words or values that this version does not know, and which (R9)."""
        return self._permitted(self._checked(self._base(), self._own))

    def save(self, settings: Settings) -> None:
        """UserError: it cannot be written, or the file there cannot be read and so must not be written over."""
        self._permitted(settings)
        base = self._base()
        self._checked(base, self._own)
        yaml_file.write(self._own, _difference(_values(settings), _values(base)), self._tr)

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
