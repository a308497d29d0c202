"""Where the process that measures the light begins: the window's own process loads neither OpenCV nor NumPy."""

from __future__ import annotations

from oss_app.sidecar import ParentLink


def survey(line: ParentLink) -> None:
    """Measure what is asked until the line is closed."""
    from oss_app.projection import survey as worker

    worker.survey(line)
