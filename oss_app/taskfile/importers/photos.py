"""A folder of photos from a phone becomes a draft: one photo, one step, in the order in which they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.files import read_regular
from oss_app.i18n import load, marked
from oss_app.media.heif import is_avif, is_heif
from oss_app.media.kind import picture_kind
from oss_app.media.photo_files import photos_among
from oss_app.media.whole import is_whole
from oss_app.taskfile.importers.draft import LONG_LIST, SECTION_STEPS, TaskDraft, picture, said, title_of

MAX_PHOTOS = 500
MAX_BYTES = 40_000_000  # of one photo


class PhotoFiles(Mapping[str, bytes]):
    """Photos by their new names, each read from its file when it is asked for. Raises OSError then."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, name: str) -> bytes:
        found = picture(read_regular(self._files[name], MAX_BYTES))
        if found is None:
            raise OSError(f"{self._files[name]} is no picture any more")
        return found[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def from_photos(folder: Path, language: str = "nl", screen: str = "nl") -> TaskDraft | Problem:
    """Return a draft of the photos in ``folder``, each step still without its sentence; or why there is none."""
    try:
        inside = photos_among([folder]) if folder.is_dir() else []
    except OSError:
        inside = []
    good: list[tuple[Path, str]] = []
    notices = []
    for path in inside:
        if len(good) == MAX_PHOTOS:
            notices.append(said(screen, "too-many-photos", _TOO_MANY, limit=MAX_PHOTOS))
            break
        ending = _ending(path)
        if ending:
            good.append((path, ending))
        else:
            notices.append(said(screen, *_why(path), name=path.name))
    if not good:
        return said(screen, "no-photos", _NO_PHOTOS, _NO_PHOTOS_HINT, fault=True, name=folder.name)
    tr = load(language)
    word = tr("photo")
    files = {f"{word}-{n:02d}{ending}": path for n, (path, ending) in enumerate(good, 1)}
    steps = [Step(text=Text(words=""), photo=name) for name in files]
    task = Task(title=Text(words=title_of(folder)), language=language, items=tuple(in_sections(steps, language)))
    return TaskDraft(task, PhotoFiles(files), tuple(notices))


def in_sections(steps: list[Step], language: str) -> list[Item]:
    """Return the steps as they are, or a long list with a heading now and then."""
    if len(steps) <= LONG_LIST:
        return list(steps)
    tr = load(language)
    word = tr("Part")
    items: list[Item] = []
    for n, step in enumerate(steps):
        if n % SECTION_STEPS == 0:
            items.append(Section(title=Text(words=f"{word} {n // SECTION_STEPS + 1}")))
        items.append(step)
    return items


def _ending(path: Path) -> str:
    """Return the ending of a good photo's name; empty for what is no photo."""
    try:
        found = picture(read_regular(path, MAX_BYTES))
    except OSError:
        return ""
    return found[0] if found else ""


def _why(path: Path) -> tuple[str, str, str]:
    """Return why a file is no good photo: a code, the sentence and what to do."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            kind = picture_kind(head)
            if kind or is_heif(head):
                return ("half-photo", _BROKEN, _BROKEN_HINT) if not is_whole(file) else ("damaged-photo", _DAMAGED, "")
    except OSError:
        return "not-a-photo", _NOT_A_PHOTO, ""
    if is_avif(head):
        return "avif-photo", _OF_THE_WEB, _OF_THE_WEB_HINT
    if head[4:8] == b"ftyp" and path.suffix.lower() in _PHONE_ONLY:
        return "heic-photo", _HEIC, _HEIC_HINT
    return "not-a-photo", _NOT_A_PHOTO, ""


_HEAD = 256
_PHONE_ONLY = (".heic", ".heif", ".avif")
_BROKEN = marked("“{name}” broke off while it was copied: a part is missing.")
_BROKEN_HINT = marked("Copy it once more.")
_DAMAGED = marked("“{name}” is damaged, or far too large.")
_TOO_MANY = marked("Only the first {limit} photos were taken.")
_NOT_A_PHOTO = marked("“{name}” is not a photo that can be shown here.")
_NO_PHOTOS = marked("There are no photos in “{name}”.")
_NO_PHOTOS_HINT = marked("Choose a folder with photos from a phone or camera.")
_OF_THE_WEB = marked("“{name}” is an AVIF, as pages of the web have them.")
_OF_THE_WEB_HINT = marked("Save it as JPEG or PNG in a program for photos.")
_HEIC = marked("“{name}” is in a form that only phones read.")
_HEIC_HINT = marked("Let the phone make photos as JPEG (“most compatible”), or send the photo to yourself by e-mail.")
