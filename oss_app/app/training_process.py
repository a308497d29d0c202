"""Where the process that learns begins, and meets its files: the window's own loads neither OpenCV nor NumPy."""

from __future__ import annotations

from oss_app.sidecar import ParentLink


def learn(line: ParentLink) -> None:
    """Answer what is asked until the line is closed."""
    from oss_app.taskfile import taught
    from oss_app.vision import trainer

    trainer.learn(line, taught)
