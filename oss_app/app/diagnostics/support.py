"""The support bundle: what somebody who helps needs to know of a station, and nothing about persons."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oss_app import __version__
from oss_app.app.diagnostics.doctor import examine
from oss_app.app.diagnostics.versions import in_use
from oss_app.app.station import roots
from oss_app.core.errors import UserError
from oss_app.core.settings import Settings
from oss_app.files import write_file
from oss_app.i18n import Translator
from oss_app.store.folders import Folders, data_folders, machine_station
from oss_app.store.settings import YamlSettings
from oss_app.taskfile import report

LOG_BYTES = 400_000
"""Of each log the newest part."""
CODE = re.compile(r"^(\s*[\"']?coach_code[\"']?\s*:).*(\n[ \t]+\S.*)*", re.MULTILINE)
PASSWORD = re.compile(r"(\w+://[^\s:/@]*):[^\s@]*@")
HASH = re.compile(r"scrypt\$[\w$+/=]+")
CARD = re.compile(r"(workers[/\\])[\w.-]+")


@dataclass(frozen=True)
class BundleItem:
    """One file of the bundle, and what it is in plain words."""

    name: str
    about: str
    text: str


def gather(data: Path | None, tr: Translator) -> list[BundleItem]:
    """Return what the bundle holds. The journal, the cards and the tasks' own files stay where they are.

    Nothing is locked: it can be made while the program runs.
    """
    folders = data_folders(data)
    veiled = veil(folders)
    versions = {"OSS App": __version__, **in_use()}
    items = [
        BundleItem("versions.json", tr("Versions of the program and of what it stands on"), _json(versions)),
        *_settings(folders, tr),
        BundleItem("doctor.json", tr("What works on this PC"), _json([f.as_dict() for f in examine(data, tr)])),
        BundleItem("tasks.txt", tr("What the check of the task files says"), _tasks(folders, tr)),
        *_logs(folders, tr),
    ]
    return [BundleItem(item.name, item.about, veiled(item.text)) for item in items]


def veil(folders: Folders) -> Callable[[str], str]:
    """Take out of a text what could name a person: the home folder, which bears a name, and the workers' cards."""
    places = [(str(folders.root), "DATA"), (str(Path.home()), "HOME")]
    named = [(re.compile(re.escape(place) + r"(?![\w.-])"), word) for place, word in places if len(place) > 1]

    def veiled(text: str) -> str:
        text = text.replace("\\\\", "\\")
        for place, word in named:
            text = place.sub(word, text)
        return CARD.sub(r"\1…", text)

    return veiled


def without_code(text: str) -> str:
    """Return a settings file without the hash of the coach's code and the passwords of the server's lines."""
    return PASSWORD.sub(r"\1:…@", HASH.sub("…", CODE.sub(r"\1 …", text)))


def in_words(items: list[BundleItem], tr: Translator) -> str:
    """Return the list for a person, before anything is written."""
    head = tr("This goes into the bundle. The coach's code, the workers' cards and the journal do not.")
    width = max(len(item.name) for item in items)
    rows = (f"  {item.name:<{width}}  {len(item.text.encode()):>8,} B  {item.about}" for item in items)
    return "\n".join([head, *rows])


def default_name(today: date) -> Path:
    """Return a file in the folder where the command was given."""
    return Path(f"oss-app-support-{today.isoformat()}.zip")


def write(items: list[BundleItem], out: Path, tr: Translator) -> None:
    """Write the bundle. UserError; then what lay there before is as it was."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for item in items:
            bundle.writestr(item.name, item.text)
    try:
        write_file(out, packed.getvalue())
    except OSError as error:
        raise UserError(tr("{file} could not be saved.", file=out), str(error)) from error


def _settings(folders: Folders, tr: Translator) -> list[BundleItem]:
    files = (
        (folders.station, "settings/station.yaml", tr("Settings of this station, without the coach's code")),
        (machine_station(), "settings/machine.yaml", tr("Settings of this PC, without the coach's code")),
    )
    return [BundleItem(name, about, without_code(_text(file))) for file, name, about in files if file.is_file()]


def _tasks(folders: Folders, tr: Translator) -> str:
    try:
        settings = YamlSettings(folders.station, machine_station(), tr).load()
    except UserError:  # the doctor says so
        settings = Settings()
    found = [root for root in roots(folders, settings) if any(root.glob("*/task.yaml"))]
    return report(found, "en")[0] if found else ""


def _logs(folders: Folders, tr: Translator) -> list[BundleItem]:
    files = sorted(folders.log.glob("oss-app.log*")) if folders.log.is_dir() else []
    about = tr("What the program did, for programmers; without persons")
    return [BundleItem(f"log/{file.name}", about, _text(file)[-LOG_BYTES:]) for file in files]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return f"{type(error).__name__}\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
