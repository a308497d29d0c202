"""What follows the tray in the eye's process: the one place where the rooms of the camera and of the light meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oss_app.core.light import FollowedTray

if TYPE_CHECKING:  # it loads OpenCV, which only the child does
    from oss_app.projection.following import TrayFollower


def tray_eye(tray: FollowedTray) -> TrayFollower:
    """Return called in the child process."""
    from oss_app.projection.following import TrayFollower

    return TrayFollower(tray)
