"""What the program is: its version and licence, what it is for, and what others made that is in it."""

from __future__ import annotations

import json
import platform
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from pathlib import Path

from oss_app import __version__
from oss_app.app.diagnostics.versions import LIBRARIES
from oss_app.i18n import Translator
from oss_app.resources import assets

LICENCE = "EUPL-1.2"
SHORT = 60


@dataclass(frozen=True)
class Dependency:
    """A library that the program stands on; ``licence`` as its author writes it."""

    name: str
    version: str
    licence: str
    source: str = ""


@dataclass(frozen=True)
class AssetCredit:
    """Who made some of the files that are no program text."""

    files: str
    author: str
    licence: str
    source: str


@dataclass(frozen=True)
class About:
    """Everything of the page. ``texts`` is the folder of the licences' whole texts, where the package carries one."""

    version: str
    licence: str
    purpose: tuple[str, ...]
    parts: tuple[Dependency, ...]
    credits: tuple[AssetCredit, ...]
    texts: Path | None


def about(tr: Translator) -> About:
    """Gather it: of a package from what it carries, of a checkout from what is installed."""
    carried = assets() / "licences"
    index = carried / "index.json"
    parts = _carried(index) if index.is_file() else _installed()
    credits_ = credited((assets() / "CREDITS.md").read_text(encoding="utf-8"))
    return About(__version__, LICENCE, purpose(tr), parts, credits_, carried if index.is_file() else None)


def purpose(tr: Translator) -> tuple[str, ...]:
    """Return what the program is for, and what not (P9); a sentence each."""
    return (
        tr("OSS App guides a worker through a task, one step at a time."),
        tr("It is not for appraisal, pay, wage value, discipline or dismissal, and it infers no emotion."),
        tr("No picture and no sound is kept during work. Nothing goes outside."),
    )


def credited(text: str) -> tuple[AssetCredit, ...]:
    """Return the rows of the tables in ``CREDITS.md``: files, author, licence, source."""
    rows = ([cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line)
    return tuple(AssetCredit(*row) for row in rows if len(row) == 4 and row[0] != "files" and set(row[0]) != {"-"})


def _carried(index: Path) -> tuple[Dependency, ...]:
    found = json.loads(index.read_text(encoding="utf-8"))
    return tuple(Dependency(one["name"], one["version"], one["licence"], one.get("source", "")) for one in found)


def _installed() -> tuple[Dependency, ...]:
    """Python and the libraries, with those that they need in their turn."""
    found = {"python": Dependency("Python", platform.python_version(), "PSF-2.0", "https://www.python.org/")}
    queue = list(LIBRARIES)
    while queue:
        name = queue.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            library = distribution(name)
        except PackageNotFoundError:  # of another system, or an extra
            continue
        found[key] = _part(library)
        wanted = (one for one in requires(name) or () if "extra ==" not in one)
        queue += [match[0] for one in wanted if (match := re.match(r"[\w.-]+", one))]
    return tuple(sorted(found.values(), key=lambda part: part.name.lower()))


def _part(library: Distribution) -> Dependency:
    """Return a library as it describes itself; long licences are named by their class."""
    meta = library.metadata
    said = meta["License-Expression"] or meta["License"] or ""
    if not said or len(said) > SHORT or "\n" in said:
        classes = (c for c in meta.get_all("Classifier") or () if c.startswith("License ::"))
        said = ", ".join(c.rsplit("::", 1)[1].strip() for c in classes) or said.split("\n")[0][:SHORT] or "?"
    return Dependency(library.name, library.version, said, meta["Home-page"] or "")
