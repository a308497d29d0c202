"""A taught check as a folder: written whole or not at all, and its draft beside it until then (C7)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from oss_app.core.check import Check
from oss_app.files import delete_file, delete_folder, new_folder, rename, write_file
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHECK_FILE, load_check, save_check

DRAFT = "draft"
"""Why a draft does not count."""


def draft_folder(folder: Path) -> Path:
    """Tell where the draft of the check in ``checks/<name>`` lies; no check can have its name."""
    return folder.with_name(f".{folder.name}.draft")


def keep_draft(folder: Path, check: Check, files: Mapping[str, bytes]) -> Path:
    """Begin the draft of a check anew with these files, by their paths inside it; the draft's folder. OSError."""
    draft = draft_folder(folder)
    drop_draft(folder)
    _write(draft, files)
    save_check(draft, check.model_copy(update={"disarmed": DRAFT}))
    return draft


def keep_in_draft(folder: Path, name: str, data: bytes) -> None:
    """One more file of the draft. OSError."""
    path = draft_folder(folder) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, data)


def drop_from_draft(folder: Path, name: str) -> None:
    """One file of the draft less. OSError."""
    delete_file(draft_folder(folder) / name)


def drop_draft_unless_changed(folder: Path) -> None:
    """There is no draft any more, where it says nothing else than the check that was saved."""
    draft = draft_folder(folder)
    before, now = load_check(folder)[0], load_check(draft)[0]
    if before is None or now is None:
        return
    same = now.model_copy(update={"name": before.name, "rehearsal": before.rehearsal, "disarmed": before.disarmed})
    if same == before and _contents(draft) == _contents(folder):
        drop_draft(folder)


def drop_draft(folder: Path) -> None:
    """There is no draft any more."""
    with suppress(OSError):
        delete_folder(draft_folder(folder))


def save_taught(folder: Path, check: Check, files: Mapping[str, bytes]) -> None:
    """Write a taught check in the place of what is in ``folder``; the old one stays until the new one is whole.

    Raises OSError; then the old one is still there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    restore(folder)
    fresh = new_folder(folder.parent, f".{folder.name}.new-")
    old = _old(folder)
    try:
        fresh.chmod(0o755)
        _write(fresh, files)
        save_check(fresh, check, files)
        if folder.exists():
            rename(folder, old)
        try:
            rename(fresh, folder)
        except OSError:
            restore(folder)
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    drop_draft(folder)
    drop_work_photos(folder)  # of the check that was


def drop_work_photos(folder: Path) -> None:
    """Drop the photos from the work, which the coach has looked at: they are in the draft, or are not wanted.

    OSError.
    """
    work_photos.drop(folder)


def restore(folder: Path) -> None:
    """Put the old check back, where the power was cut between taking it away and putting the new one there."""
    old = _old(folder)
    if old.is_dir():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            rename(old, folder)


def restore_all(checks: Path) -> None:
    """``restore`` for each check in a folder ``checks``."""
    for old in checks.glob(".*.old"):
        restore(checks / old.name.removeprefix(".").removesuffix(".old"))


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    """Return what lies in a check's folder, whatever the photos' numbers."""
    found = (p for p in folder.rglob("*") if p.is_file() and p.name != CHECK_FILE)
    return sorted((p.parent.relative_to(folder).as_posix(), p.read_bytes()) for p in found)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data)
