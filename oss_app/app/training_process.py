"""Where the process that learns begins: the window's own process loads neither OpenCV nor NumPy."""

from __future__ import annotations

from oss_app.sidecar import ParentLink


def learn(line: ParentLink) -> None:
    """Answer what is asked until the line is closed."""
    from oss_app.app import training_worker

    training_worker.learn(line)
