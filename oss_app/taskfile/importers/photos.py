"""A folder of photos from a phone becomes a draft: one photo, one step, in the order in which they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.i18n import marked
from oss_app.taskfile.importers.draft import LONG_LIST, SECTION_STEPS, TaskDraft, picture, said, title_of
from oss_app.taskfile.media.photo_data import taken_at

MAX_PHOTOS = 500
MAX_BYTES = 40_000_000  # of one photo
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")
_PHONE_ONLY = (".heic", ".heif", ".avif")
_HEAD = 262_144  # a photo says within so many bytes when it was made


class PhotoFiles(Mapping[str, bytes]):
    """Photos by their new names, each read from its file when it is asked for. Raises OSError then."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        found = picture(self._files[name].read_bytes())
        if found is None:
            raise OSError(f"{self._files[name]} is no picture any more")
        return found[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def from_photos(folder: Path, language: str = "nl", screen: str = "nl") -> TaskDraft | Problem:
    """A draft of the photos in ``folder``, each step still without its sentence; or why there is none."""
    try:
        names = sorted((p for p in folder.iterdir() if p.is_file()), key=natural)
    except OSError:
        names = []
    good: list[tuple[Path, str, datetime | None]] = []
    notices = []
    for path in names:
        if path.suffix.lower() in _PHONE_ONLY:
            notices.append(_phone_only(screen, path))
        elif path.suffix.lower() in _ENDINGS and not path.name.startswith("."):
            if len(good) == MAX_PHOTOS:
                notices.append(said(screen, "too-many-photos", _TOO_MANY, limit=MAX_PHOTOS))
                break
            found = _looked(path)
            if found:
                good.append((path, *found))
            else:
                notices.append(said(screen, "not-a-photo", _NOT_A_PHOTO, name=path.name))
    if not good:
        return said(screen, "no-photos", _NO_PHOTOS, _NO_PHOTOS_HINT, fault=True, name=folder.name)
    if all(moment for _, _, moment in good):
        good.sort(key=lambda photo: photo[2] or datetime.min)
    word = "foto" if language == "nl" else "photo"
    files = {f"{word}-{n:02d}{ending}": path for n, (path, ending, _) in enumerate(good, 1)}
    steps = [Step(text=Text(words=""), photo=name) for name in files]
    task = Task(title=Text(words=title_of(folder)), language=language, items=tuple(in_sections(steps, language)))
    return TaskDraft(task, PhotoFiles(files), tuple(notices))


def natural(path: Path) -> list[tuple[int, str]]:
    """The order in which a person sorts names: 2 before 10."""
    parts = re.split(r"(\d+)", path.name.casefold())
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts) if part]


def in_sections(steps: list[Step], language: str) -> list[Item]:
    """The steps as they are, or a long list with a heading now and then."""
    if len(steps) <= LONG_LIST:
        return list(steps)
    word = "Deel" if language == "nl" else "Part"
    items: list[Item] = []
    for n, step in enumerate(steps):
        if n % SECTION_STEPS == 0:
            items.append(Section(title=Text(words=f"{word} {n // SECTION_STEPS + 1}")))
        items.append(step)
    return items


def _looked(path: Path) -> tuple[str, datetime | None] | None:
    """The ending of a good photo's name and when it was made; None for what is no photo."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    found = picture(data)
    return (found[0], taken_at(data[:_HEAD]) or taken_at(data)) if found else None


def _phone_only(screen: str, path: Path) -> Problem:
    return said(screen, "heic-photo", _HEIC, _HEIC_HINT, name=path.name)


_TOO_MANY = marked("Only the first {limit} photos were taken.")
_NOT_A_PHOTO = marked("“{name}” is not a photo that can be shown here.")
_NO_PHOTOS = marked("There are no photos in “{name}”.")
_NO_PHOTOS_HINT = marked("Choose a folder with photos from a phone or camera.")
_HEIC = marked("“{name}” is in a form that only phones read.")
_HEIC_HINT = marked("Let the phone make photos as JPEG (“most compatible”), or send the photo to yourself by e-mail.")
