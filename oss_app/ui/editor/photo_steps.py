"""New steps from photos: each photo is kept beside the task, and its step waits for its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from oss_app.core.errors import UserError
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.ui.editor.draft import Draft
from oss_app.ui.editor.photo_in import keep_photo, read_photo, small


def step_of(image: QImage, name: str, draft: Draft) -> Step | None:
    """The step of one photo; None where it cannot be kept, which is said."""
    try:
        return Step(text=Text(words=""), photo=keep_photo(small(image), draft.folder, name))
    except UserError as error:
        draft.tell(error)
        return None


def steps_from(paths: Sequence[Path], draft: Draft) -> list[Step]:
    """The steps of these photos, less those that cannot be read, which is said."""
    steps = []
    for path in paths:
        try:
            image = read_photo(path)
        except UserError as error:
            draft.tell(error)
            continue
        except OSError:
            draft.told.emit(draft.words("This file cannot be read."))
            continue
        if step := step_of(image, path.stem, draft):
            steps.append(step)
    return steps
