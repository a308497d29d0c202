"""What is kept of the light on the bench, in a file of its own: a map is measured anew, settings are not."""

from __future__ import annotations

from pathlib import Path

from oss_app.core.light import BenchLight
from oss_app.i18n import Translator
from oss_app.store import yaml_file

MAX_BYTES = 50_000_000
"""Each tray that is followed has its picture here, of some 100 kB; two hundred tasks may have one."""


class YamlLight:
    """Keeps the bench map and the places that the coach showed."""

    def __init__(self, file: Path, tr: Translator) -> None:
        self._file = file
        self._tr = tr

    def load(self) -> BenchLight:
        """Read it; nothing is lit where there is no file. UserError where it cannot be read, or has rotted."""
        return yaml_file.over(BenchLight(), yaml_file.read(self._file, self._tr, MAX_BYTES), self._file, self._tr)

    def save(self, light: BenchLight) -> None:
        """Write all of it. UserError."""
        yaml_file.write_sealed(self._file, light.model_dump(mode="json"), self._tr)
