"""Every licence of what a package carries: the texts, and an index that the program's About page can show."""

from __future__ import annotations

import json
import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from email.message import Message
from importlib.metadata import Distribution, distributions
from pathlib import Path

from steps.places import PACKAGING, ROOT, version
from steps.venvs import RUNTIME

_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)")
_QT = ("pyside6-essentials", "pyside6-addons", "shiboken6")


@dataclass(frozen=True)
class Part:
    """One thing a package carries: ``texts`` are file names inside the folder of licences."""

    name: str
    version: str
    licence: str
    source: str
    purl: str
    texts: tuple[str, ...]


def gather(site: Path, python: str, folder: Path, python_licence: Path | None = None) -> list[Part]:
    """Fill ``folder`` with the licence texts of ``site`` (a site-packages) and of Python ``python``; also the index."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts = [_ours(folder), _python(python, python_licence, folder), *_libraries(site, folder), *_assets(folder)]
    _write_index(parts, folder)
    return parts


def _write_index(parts: Iterable[Part], folder: Path) -> None:
    index = [asdict(part) for part in parts]
    (folder / "index.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def locked_names() -> set[str]:
    """The libraries in the lock, by their normal names."""
    return set(re.findall(r"^([a-z0-9-]+)==", RUNTIME.read_text(encoding="utf-8"), re.MULTILINE))


def _ours(folder: Path) -> Part:
    shutil.copy(ROOT / "LICENSE", _made(folder / "oss-app") / "LICENSE")
    return Part("OSS App", version(), "EUPL-1.2", "", f"pkg:pypi/oss-app@{version()}", ("oss-app/LICENSE",))


def _python(number: str, given: Path | None, folder: Path) -> Part:
    at_hand = (
        (given,)
        if given
        else (Path(sysconfig.get_paths()["stdlib"]) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt")
    )
    text = next((file for file in at_hand if file.exists()), None)
    if text is None:
        raise SystemExit(f"Python's licence is in none of {', '.join(map(str, at_hand))}")
    shutil.copy(text, _made(folder / "python") / "LICENSE.txt")
    purl = f"pkg:generic/python@{number}"
    return Part("Python", number, "PSF-2.0", "https://www.python.org/", purl, ("python/LICENSE.txt",))


def _libraries(site: Path, folder: Path) -> list[Part]:
    found = sorted(distributions(path=[str(site)]), key=lambda one: _normal(one.name))
    carried = locked_names() | {"pyinstaller"}  # its small starter becomes part of the program
    return [_library(one, folder) for one in found if _normal(one.name) in carried and not _is_empty(one)]


def _library(library: Distribution, folder: Path) -> Part:
    name = _normal(library.name)
    into = _made(folder / name)
    for file, target in _texts(library):
        shutil.copy(file, into / target)
    if name in _QT:
        for text in ("LGPL-3.0.txt", "GPL-3.0.txt", "LGPL-2.1.txt"):
            shutil.copy(PACKAGING / "licences" / text, into / text)
    texts = tuple(sorted(file.relative_to(folder).as_posix() for file in into.iterdir()))
    if not texts:
        raise SystemExit(f"{library.name} brings no licence text: put one in packaging/licences and name it here")
    meta = library.metadata
    return Part(
        library.name, library.version, _licence(meta), _source(meta), f"pkg:pypi/{name}@{library.version}", texts
    )


def _texts(library: Distribution) -> list[tuple[Path, str]]:
    """The licence texts of a library and what to call them: those of its metadata, else whatever it has."""
    named = [file for file in library.files or () if _TEXT.search(file.name if len(file.parts) < 3 else str(file))]
    official = [file for file in named if ".dist-info" in file.parts[0]]
    chosen = official or [file for file in named if file.suffix.lower() in (".txt", ".md", "")]
    there = [(Path(str(library.locate_file(file))), file) for file in chosen]
    return [
        (path, "-".join(part for part in file.parts[bool(official) :] if part != "licenses"))
        for path, file in there
        if path.is_file()
    ]


def _is_empty(library: Distribution) -> bool:
    """A library of another name's sake: it brings nothing but its metadata (pypiwin32)."""
    return all(".dist-info" in file.parts[0] for file in library.files or ())


def _assets(folder: Path) -> list[Part]:
    """Fonts, icons and word lists: each licence text among the assets is a part named after its file."""
    texts = [file for file in sorted((ROOT / "assets").rglob("*")) if re.match(r"(OFL|MIT|LICEN[CS]E)-", file.name)]
    parts = []
    for text in texts:
        shutil.copy(text, _made(folder / "assets") / text.name)
        name = f"{text.stem.split('-', 1)[1]} ({text.parent.name})"
        purl = f"pkg:generic/oss-app-{text.parent.name}-{text.stem.split('-', 1)[1]}"
        parts.append(Part(name, version(), _known(text.read_text()), "", purl, (f"assets/{text.name}",)))
    return parts


def _known(text: str) -> str:
    """The SPDX name of a licence text among the assets. SystemExit for one that nobody has looked at yet."""
    signs = {
        "Spell Checker Oriented Word Lists": "LicenseRef-SCOWL",
        "OpenTaal distributes its word list": "BSD-3-Clause",
        "SIL Open Font License": "OFL-1.1",
        "MIT License": "MIT",
        "Apache License": "Apache-2.0",
        "WordNet Release": "LicenseRef-WordNet-3.0",
    }
    found = next((name for sign, name in signs.items() if sign in text), "")
    if not found:
        raise SystemExit(f"a licence among the assets is of no known kind: {text[:80]!r}")
    return found


def _licence(meta: Message) -> str:
    said = meta.get("License-Expression") or meta.get("License") or ""
    if said and len(said) < 120 and "\n" not in said:
        return said
    classed = [
        line.rsplit("::", 1)[1].strip() for line in meta.get_all("Classifier") or () if line.startswith("License")
    ]
    return " OR ".join(classed) or "see text"


def _source(meta: Message) -> str:
    urls = dict(line.split(", ", 1) for line in meta.get_all("Project-URL") or ())
    wanted = ("source", "source code", "repository", "homepage", "home")
    named = {label.lower(): url for label, url in urls.items()}
    return meta.get("Home-page") or next((named[label] for label in wanted if label in named), "")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
