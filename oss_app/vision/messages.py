"""What the app and its eye say to each other: plain values, so that the app need not load OpenCV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.light import FollowedTray, OutlineSeen, TrayPushed
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason


@dataclass(frozen=True)
class WatchRequest:
    """To the eye: open the camera and look for ``check``, and show the picture if ``width`` is more than 0.

    ``folder`` is the check's own; ``count`` what the step asks for. Without a check there is only the picture.
    ``tray`` is followed meanwhile, where the light on the bench follows one. The checks in ``without``, by their
    folders, are not worked on; after a crash the others are worked on ``one_at_a_time``.
    """

    number: int
    check: Check | None = None
    folder: Path = Path()
    count: int | None = None
    width: int = 0
    tray: FollowedTray | None = None
    without: frozenset[Path] = frozenset()
    one_at_a_time: bool = False
    keeps: bool = False
    """Whether the photos of a look that only just passed are wanted."""


@dataclass(frozen=True)
class Shining:
    """To the eye: this place is lit from now on (mm on the bench); none where it is empty."""

    outline: tuple[Point, ...]


@dataclass(frozen=True)
class TraySeen:
    """From the eye: what there is new to say of the tray and the light on it."""

    number: int
    seen: TrayPushed | OutlineSeen


@dataclass(frozen=True)
class HoldExposure:
    """To the eye: have the camera keep its exposure as it is, or choose it again, until it closes."""

    holds: bool


@dataclass(frozen=True)
class Rest:
    """To the eye: close the camera."""


@dataclass(frozen=True)
class PictureShown:
    """To the eye: the picture has been shown, the next may come."""


@dataclass(frozen=True)
class Seen:
    """From the eye: one look."""

    number: int
    look: Look


@dataclass(frozen=True)
class JustPassed:
    """From the eye: the place before and now, as JPEG files, of a look that is done and was nearly not."""

    number: int
    photos: tuple[tuple[Answer, bytes], ...]


@dataclass(frozen=True)
class AtWork:
    """From the eye: work on the check in this folder begins, or has ended well."""

    folder: Path
    begins: bool


@dataclass(frozen=True)
class CameraState:
    """From the eye: whether the camera gives good frames."""

    number: int
    is_open: bool


@dataclass(frozen=True)
class LiveFrame:
    """From the eye: one picture for a person to see, as JPEG, with the look at it where a check is watched."""

    number: int
    jpeg: bytes
    width: int
    height: int
    look: Look | None = None
    light: Reason | None = None
    """Why the light does not allow to judge the whole of it, where no check is watched."""
