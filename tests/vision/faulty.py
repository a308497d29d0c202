"""A camera that fails on command, and a detector that knows what it is shown; both live in the eye's child process."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import DeviceError
from oss_app.core.light import CameraSide, FollowedTray, OutlineSeen, TrayPushed, TrayView
from oss_app.core.plane import Homography
from oss_app.core.region import Point, rectangle
from oss_app.core.verdict import Answer, Look
from oss_app.sidecar.child import PATIENCE_S
from oss_app.vision.picture import Picture

CHECK = Check(name="probe", kind=CheckKind.OCCUPIED, region=rectangle(0.2, 0.2, 0.8, 0.8))
OTHER = CHECK.model_copy(update={"name": "mirror"})


def set_mode(folder: Path, mode: str) -> None:
    """ok, black, frozen, hang (in read), hang_open, unplugged (read gives nothing), absent (does not open)."""
    new = folder / "mode.new"
    new.write_text(mode)
    new.replace(folder / "mode")


def mode_of(folder: Path) -> str:
    return (folder / "mode").read_text()


class FaultyCamera:
    """Noise of grey level 100 at 30 frames a second; ``folder/mode`` says what is the matter with it.

    A hang lasts until the process is killed, as a driver's does. ``folder/open`` exists while it is open.
    """

    can_freeze = True

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        mode = mode_of(self._folder)
        if mode == "hang_open":
            time.sleep(3600)
        if mode in ("absent", "unplugged"):
            raise DeviceError("The camera is not there.")
        self._random = np.random.default_rng(1)
        self._last = self._noise()
        (self._folder / "open").touch()

    def begin(self, check: str) -> None:
        with (self._folder / "begun").open("a") as file:
            file.write(check + "\n")

    def hold_exposure(self, *, holds: bool) -> None:
        (self._folder / "held").write_text(str(holds))

    def read(self) -> Picture | None:
        time.sleep(1 / 30)
        mode = mode_of(self._folder)
        if mode == "hang":
            time.sleep(3600)
        if mode == "unplugged":
            return None
        if mode == "black":
            return np.zeros((48, 64, 3), np.uint8)
        if mode != "frozen":
            self._last = self._noise()
        return self._last.copy()

    def close(self) -> None:
        (self._folder / "open").unlink(missing_ok=True)

    def _noise(self) -> Picture:
        return self._random.integers(90, 110, (48, 64, 3), np.uint8)


class MeanDetector:
    """Done where the picture is brighter than 50; its score is the mean grey level over 255."""

    takes_long = False

    def __init__(self, check: Check, folder: Path, count: int | None) -> None:
        if (folder / "broken").exists():
            raise ValueError("a planned fault in the check")
        self._folder = folder

    def look(self, frame: Picture) -> Look:
        if (self._folder / "raise").exists():
            raise ValueError("a planned fault in the detector")
        if (self._folder / "long look").exists():
            (self._folder / "long look").unlink()
            time.sleep(1.5 * PATIENCE_S)
        if (self._folder / "loop").exists():
            time.sleep(3600)
        mean = float(frame.mean())
        return Look(Answer.DONE if mean > 50 else Answer.NOT_DONE, score=mean / 255)


PUSH = Homography(rows=(1, 0, 5, 0, 1, 0, 0, 0, 1))
TRAY = FollowedTray(
    CameraSide(frame=(64, 36), lens=(0, 0), to_bench=Homography(), delay_ms=100),
    TrayView(hull=((0, 0), (9, 0), (9, 9)), onto=Homography(), picture="", bench=""),
    Homography(),
)


class ThirdFrame:
    """Follows a tray that was pushed before the third frame; tells how many corners are lit as millimetres."""

    def __init__(self, tray: FollowedTray) -> None:
        self._frames, self._lit = 0, 0

    def shine(self, outline: tuple[Point, ...], now: float) -> None:
        self._lit = len(outline)

    def take(self, frame: Picture, now: float) -> TrayPushed | OutlineSeen | None:
        self._frames += 1
        if self._frames == 3 and frame.ndim == 2:
            return TrayPushed(PUSH)
        return OutlineSeen(float(self._lit)) if self._lit else None


class Broken:
    """Cannot follow anything."""

    def __init__(self, tray: FollowedTray) -> None:
        pass

    def shine(self, outline: tuple[Point, ...], now: float) -> None:
        pass

    def take(self, frame: Picture, now: float) -> TrayPushed | OutlineSeen | None:
        raise ValueError("no tray")
