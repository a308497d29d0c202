"""What the teaching page and the process that learns say to each other: plain values, numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.region import Outline, Point, rectangle
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Look, Reason

Options = Mapping[str, str | int | float | bool | list[float]]


class LessonFiles(Protocol):
    """Where a check lies that is taught, by its folder, and its draft until it is saved. Each may raise OSError."""

    def draft_folder(self, folder: Path) -> Path:
        """Tell where the draft lies."""
        ...

    def keep_draft(self, folder: Path, check: Check, files: Mapping[str, bytes]) -> Path:
        """Begin the draft anew with these files; its folder."""
        ...

    def keep_in_draft(self, folder: Path, name: str, data: bytes) -> None:
        """Keep one more file in the draft."""
        ...

    def drop_from_draft(self, folder: Path, name: str) -> None:
        """Drop one file of the draft."""
        ...

    def save_taught(self, folder: Path, check: Check, files: Mapping[str, bytes]) -> None:
        """Write the check in the place of what is in its folder, whole or not at all."""
        ...

    def drop_work_photos(self, folder: Path) -> None:
        """Delete the photos from the work that waited for the coach."""
        ...


@dataclass(frozen=True)
class Subject:
    """What is taught: the check's folder, its name, the place by name, the thing by name, what the step asks for.

    ``photo`` is the step's, and ``mark`` where the place lies in it, where the coach has marked it.
    """

    folder: Path
    name: str
    place: str = ""
    item: Text | None = None
    kind: CheckKind | None = None
    count: int | None = None
    waits: bool = False
    """Workers see it only when the task is released."""
    step: int = 0
    """The step's number, where the check has no better name for a person; else 0."""
    photo: Path | None = None
    mark: Outline = ()


@dataclass(frozen=True)
class TaughtPhoto:
    """One taught photo: what it shows (*done* or *not done*), its number there, and the work area as a JPEG file."""

    side: Answer
    number: int
    jpeg: bytes


PhotoAt = tuple[Answer, int]
"""Which taught photo: its side, and its number there."""


@dataclass(frozen=True)
class KeptCheck:
    """A check as it lies on the disk: taught and saved, or a draft that was left midway."""

    check: Check
    reference: bytes
    photos: tuple[TaughtPhoto, ...] = ()
    is_draft: bool = False
    from_work: tuple[TaughtPhoto, ...] = ()
    """Photos of steps that only just passed, which wait for the coach."""


def first_check(subject: Subject, kept: KeptCheck | None) -> Check:
    """Return the check as far as it is known before the coach has said anything."""
    kind = subject.kind or CheckKind.RIGHT_ITEM
    check = kept.check if kept else Check(name=subject.name, kind=kind, region=rectangle(0, 0, 1, 1))
    return check if check.item or not subject.item else check.model_copy(update={"item": subject.item})


def counted(check: Check) -> int | None:
    """Tell how many items the taught photos show, where that was said."""
    count = check.options.get("count")
    return count if isinstance(count, int) and count else None


def is_one_way(check: Check) -> bool:
    """Tell whether the thing must lie as it was taught, and not turned round."""
    return check.options.get("one_way") is True


# ---- questions; a frame is the whole picture of the camera as a JPEG file ----


@dataclass(frozen=True)
class Begin:
    """Begin a lesson on this reference picture, with the photos that there are, for the check in ``folder``."""

    number: int
    check: Check
    folder: Path
    count: int | None
    reference: bytes
    photos: tuple[TaughtPhoto, ...] = ()


@dataclass(frozen=True)
class Take:
    """Keep the work area of this frame."""

    number: int
    side: Answer
    frame: bytes


@dataclass(frozen=True)
class Remove:
    """Forget a photo."""

    number: int
    side: Answer
    photo: int


@dataclass(frozen=True)
class Test:
    """Leave each photo out once and let the others judge it."""

    number: int


@dataclass(frozen=True)
class Read:
    """Read what the check is to expect: the code, the tag, the colour in the region."""

    number: int
    frame: bytes


@dataclass(frozen=True)
class Try:
    """Judge this frame: one set-up of the rehearsal."""

    number: int
    is_right: bool
    frame: bytes


@dataclass(frozen=True)
class Learn:
    """Take a set-up of the rehearsal, counted from 0, into the taught photos, test again and judge the others anew."""

    number: int
    trial: int


@dataclass(frozen=True)
class Forget:
    """Forget the last set-up of the rehearsal, or all of them."""

    number: int
    everything: bool = True


@dataclass(frozen=True)
class Follow:
    """Say where the region lies in this frame, and with ``judged`` what the check says of it."""

    number: int
    frame: bytes
    judged: bool


@dataclass(frozen=True)
class Find:
    """Say where the place that is marked in a photo of the step lies in this frame."""

    number: int
    photo: Path
    mark: Outline
    frame: bytes


@dataclass(frozen=True)
class Weigh:
    """Say which of these photos from the work the lesson contradicts."""

    number: int
    photos: tuple[TaughtPhoto, ...]


@dataclass(frozen=True)
class DropWorkPhotos:
    """The coach has looked at the photos from the work: delete them."""

    number: int


@dataclass(frozen=True)
class Save:
    """Write the check in the place of what was there, whole or not at all, and drop the draft."""

    number: int
    check: Check
    rehearsal: Rehearsal


Question = Begin | Take | Remove | Test | Read | Try | Learn | Forget | Follow | Find | Weigh | DropWorkPhotos | Save
Ask = Callable[[Question], None]


# ---- answers ----


@dataclass(frozen=True)
class LessonReady:
    """Done as asked."""

    number: int


@dataclass(frozen=True)
class LessonBegun:
    """The lesson stands, with its photos as they are numbered now.

    ``inner``: the share of a photo's width and height, around its middle, that is the region itself.
    ``looks_turned``: turned by half a turn the bench looks the same. ``looks_mirrored``: so it does in a mirror.
    """

    number: int
    photos: tuple[TaughtPhoto, ...]
    inner: tuple[float, float]
    looks_turned: bool = False
    looks_mirrored: bool = False


@dataclass(frozen=True)
class Found:
    """Where the place lies in the frame; empty where the photo shows another bench, or from elsewhere."""

    number: int
    region: Outline


@dataclass(frozen=True)
class Failed:
    """It cannot be done: a sentence, in the words of the catalogue where it has one."""

    number: int
    sentence: str


@dataclass(frozen=True)
class Refused:
    """The frame cannot be used, and why."""

    number: int
    reason: Reason


@dataclass(frozen=True)
class Taken:
    """``is_odd``: the photo looks like what the other side shows, as far as that was shown."""

    number: int
    photo: TaughtPhoto
    is_odd: bool = False


@dataclass(frozen=True)
class Tested:
    """``doubtful``: the photos that the others judge otherwise, by side and number.

    Where a few odd ones are why the others clash, only those. ``pair``: the oddest, and the photo of the other side
    that it is most like.
    """

    number: int
    doubtful: frozenset[PhotoAt]
    may_arm: bool
    pair: tuple[PhotoAt, PhotoAt] | None = None
    is_symmetrical: bool = False
    """The thing must lie one way round, and looks the same the other way."""
    tells_turned: bool = False
    """Nobody asked how the thing must lie, and it would be seen if it lay turned round."""
    astray: frozenset[PhotoAt] = frozenset()
    """The photos from which nothing is learnt until a second one is like them."""


@dataclass(frozen=True)
class Value:
    """What was read, as options of the check."""

    number: int
    options: Options


@dataclass(frozen=True)
class Tried:
    """One set-up judged, with its work area as a JPEG file."""

    number: int
    look: Look
    jpeg: bytes


@dataclass(frozen=True)
class Learnt:
    """The new photo, the new test, and what the check now says of the set-ups that are left."""

    number: int
    photo: TaughtPhoto
    tested: Tested
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Weighed:
    """``odd``: the photos from the work that the lesson contradicts."""

    number: int
    odd: frozenset[PhotoAt]


@dataclass(frozen=True)
class Followed:
    """Where the region lies in the frame (0...1 of it), how well the tray was found (0...1), what the check says."""

    number: int
    outline: tuple[Point, ...] | None
    quality: float
    look: Look | None = None


Reply = (
    LessonReady | LessonBegun | Failed | Refused | Taken | Tested | Value | Tried | Learnt | Followed | Found | Weighed
)
