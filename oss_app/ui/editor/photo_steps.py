"""New steps from photos: each photo is kept beside the task, and its step waits for its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtGui import QImage

from oss_app.core.errors import UserError
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.i18n import Words, marked
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
    refused: list[UserError] = []
    made = [step_of(image, path.stem, draft) for path, image in readable(paths, refused)]
    if refused:
        draft.told.emit(said_of(refused, draft.words))
    return [step for step in made if step]


def readable(paths: Sequence[Path], refused: list[UserError]) -> Iterator[tuple[Path, QImage]]:
    """The photos one by one, each read when it is asked for; why another is none is put into ``refused``."""
    for path in paths:
        try:
            yield path, read_photo(path)
        except UserError as error:
            refused.append(error)
        except OSError:
            refused.append(UserError(marked("This file cannot be read."), path.name))


def said_of(refused: Sequence[UserError], words: Words) -> str:
    """What is wrong, each reason once, with the photos it is about."""
    names: dict[str, list[str]] = {}
    for error in refused:
        names.setdefault(error.sentence, []).append(error.hint)
    return " ".join(f"{words(sentence)} ({', '.join(of)})" for sentence, of in names.items())
