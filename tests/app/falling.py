"""A process that learns, and that the live picture brings down; light, so that each of its lives begins at once."""

from __future__ import annotations

import os

from oss_app.core import lesson
from oss_app.sidecar import ParentLink


def falls_at_the_live_picture(line: ParentLink) -> None:
    """Answer the beginning of a lesson, and die when the region is to be followed."""
    while True:
        line.heartbeat()
        question = line.receive(0.1)
        if isinstance(question, lesson.Begin):
            line.send(lesson.LessonBegun(question.number, question.photos, (0.8, 0.5)))
        elif isinstance(question, lesson.Follow):
            os.abort()
