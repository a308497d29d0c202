"""Teaching a check at a station: the wizard, the camera that it shows, and the process that learns, put together."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from oss_app.app.training_process import learn
from oss_app.core import lesson
from oss_app.core.check import CheckKind
from oss_app.core.errors import UserError
from oss_app.core.lesson import KeptCheck, Subject, TaughtPhoto
from oss_app.core.settings import NO_CAMERA
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Look
from oss_app.editor.teaching import Stage, TeachingSession
from oss_app.files import numbered
from oss_app.i18n import Translator
from oss_app.sidecar import ParentLink, Sidecar
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHECKS, load_check
from oss_app.taskfile.lint import thing_in
from oss_app.taskfile.released import released_folder
from oss_app.taskfile.taught import draft_folder, drop_draft_unless_changed, restore
from oss_app.ui.desk.teach.page import TeachPage
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.theme import Palette
from oss_app.vision.camera_process import CameraProcess
from oss_app.vision.messages import LiveFrame

log = logging.getLogger(__name__)

FRAME_WIDTH = 1920
"""What is taught is cut from the live picture, so it is not made smaller than cameras give it."""
NUMBERED = "controle"
"""What a check is called, with a number, where the step names no place: to a person it is the step's."""
DELAYS_S = (0.2, 1.0, 5.0)
FALLS = 2
"""How often the process that learns may die over the live picture; then it is asked about it no longer."""
SEEKS = 5
"""Frames in which the place of the step's photo is sought: a camera's first ones may be dark (start)."""


@dataclass
class _LiveQuestions:
    """What is asked about the live picture: whether an answer is awaited, how often was sought, how often it died."""

    is_open: bool = False
    sought: int = 0
    falls: int = 0


class Teaching(QObject):
    """One wizard on one check; ``over(saved)`` follows when the coach has left it.

    ``camera`` is a number or a path, as in the settings. Raises UserError where there is none. ``work`` is what the
    process that learns does.
    """

    over = Signal(bool)

    def __init__(
        self,
        subject: Subject,
        camera: str,
        tr: Translator,
        palette: Palette,
        work: Callable[[ParentLink], None] = learn,
    ) -> None:
        super().__init__()
        if camera == NO_CAMERA:
            raise UserError(
                tr("No camera is set."),
                tr("Choose one behind Coach, at “Set up this station”, or start: oss-app setup"),
            )
        self._bridge = Bridge()
        self._waiting: list[lesson.Question] = []
        self._is_up, self._was_up, self._live = False, False, _LiveQuestions()
        self._watch = 0
        self._is_over = False
        self.course = TeachingSession(subject, self._ask, self._changed, kept_of(subject.folder))
        self.page = TeachPage(self.course, tr, palette)
        self.page.setWindowTitle(tr("Teach a check"))
        self.page.camera_wanted.connect(self._camera_wanted)
        self.page.left.connect(self.close)
        self._eye = CameraProcess(camera, self._bridge.post, self._looked, self._camera_changed)
        self._trainer = Sidecar("training", work, self._bridge.post, self._heard, self._lives, DELAYS_S)
        self._trainer.start()

    def open(self) -> None:
        """Come on the screen, in a window of its own; other windows wait for it."""
        self.page.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.page.showMaximized()
        self.page.activateWindow()

    def close(self) -> None:
        """End it; what was photographed is kept as a draft already."""
        if self._is_over:
            return
        self._is_over = True
        self.page.hide()
        self._eye.end()
        self._trainer.end()
        self._bridge.close()
        if not self.course.is_busy:  # else the trainer may be writing; what is kept is offered once more
            with suppress(OSError):
                drop_draft_unless_changed(self.course.subject.folder)
        self.over.emit(self.course.stage is Stage.SAVED)

    def _changed(self) -> None:
        self.page.refresh()

    # ---- the camera ----

    def _camera_wanted(self, is_wanted: bool) -> None:
        if self._is_over:
            return
        if is_wanted:
            self._watch += 1
            self._eye.frames(self._watch, self._shown, FRAME_WIDTH)
        else:
            self._eye.stop()

    def _shown(self, frame: LiveFrame) -> None:
        self.page.show_frame(frame.jpeg)
        self._seek(frame.jpeg)
        if self.page.follows and self._may_follow and not self.course.is_busy:
            self._live.is_open = True
            self._trainer.send(lesson.Follow(0, frame.jpeg, self.page.is_judging))

    def _seek(self, frame: bytes) -> None:
        """Where the coach marked the place on the step's photo, the wizard's first frame is there (A4)."""
        photo, mark = self.course.subject.photo, self.course.subject.mark
        if photo and self.course.wants_found and self._may_follow and self._live.sought < SEEKS:
            self._live.is_open = True
            self._live.sought += 1
            self._trainer.send(lesson.Find(0, photo, mark, frame))

    @property
    def _may_follow(self) -> bool:
        return self._is_up and not self._live.is_open and self._live.falls < FALLS

    def _camera_changed(self, number: int, is_open: bool) -> None:
        self.page.show_camera(is_open, self._eye.is_slow)

    def _looked(self, number: int, look: Look) -> None:
        """Without a check the eye does not look."""

    # ---- the process that learns ----

    def _ask(self, question: lesson.Question) -> None:
        if self._is_up:
            self._trainer.send(question)
        else:
            self._waiting.append(question)

    def _heard(self, reply: lesson.Reply) -> None:
        if isinstance(reply, lesson.Followed):
            self._live.is_open = False
            self.page.show_followed(reply)
        elif isinstance(reply, lesson.Found):
            self._live.is_open = False
            self.course.found(reply.region)
        elif reply.number == 0:
            self._live.is_open = False  # this frame could not be followed; the next may
        else:
            self.course.hear(reply)

    def _lives(self, is_alive: bool) -> None:
        if self._live.is_open and not is_alive:
            self._live.falls += 1
        self._is_up, self._live.is_open = is_alive, False
        if not is_alive:
            return
        if self._was_up:
            self._waiting.clear()
            self.course.restarted(follows=self._live.falls < FALLS)
        self._was_up = True
        for question in self._waiting:
            self._trainer.send(question)
        self._waiting.clear()


def subject_of(folder: Path, task: Task, step: Step, name: str) -> Subject:
    """Return what a step of the task in ``folder`` says about its check: the place, the thing, how many of it."""
    mark = task.outline_of(step)
    photo = folder / step.photo if step.photo and mark else None
    kind = CheckKind.COUNT if step.count else None
    waits = released_folder(folder) != folder
    number = next((n for n, other in enumerate(task.steps, 1) if other is step), 0)
    said = " ".join(text.words for text in (step.hint, step.warning, step.say) if text)
    thing = thing_in(step.text.words, task.language, said, is_plural=bool(step.count))
    return Subject(
        folder / CHECKS / name,
        name,
        step.place or "",
        Text(words=thing) if thing else None,
        kind=kind,
        count=step.count,
        waits=waits,
        step=number if re.fullmatch(rf"{NUMBERED}-\d+", name) else 0,
        photo=photo,
        mark=mark or (),
    )


def _from_work(folder: Path) -> tuple[TaughtPhoto, ...]:
    try:
        return work_photos.kept(folder)
    except OSError:
        log.warning("photos from the work cannot be read", exc_info=True)
        return ()


def new_name(task: Task, step: Step) -> str:
    """Return a name for the check of a step that has none yet: its place's, or the first number that is free."""
    taken = {s.check for s in task.steps}
    names = numbered(step.place) if step.place else (f"{NUMBERED}-{n}" for n in count(1))
    return next(name for name in names if name not in taken)


def kept_of(folder: Path) -> KeptCheck | None:
    """Return what there is of a check: its draft, else what was saved; None where neither can be used."""
    restore(folder)
    for place, is_draft in ((draft_folder(folder), True), (folder, False)):
        check = load_check(place)[0] if place.is_dir() else None
        if check is None:
            continue
        try:
            reference = (place / check.reference).read_bytes()
            photos = tuple(
                TaughtPhoto(side, number, path.read_bytes())
                for side in (Answer.DONE, Answer.NOT_DONE)
                for number, path in enumerate(sorted((place / side).glob("*.jpg")), 1)
            )
        except OSError:
            log.warning("a kept check cannot be read", exc_info=True)
            continue
        return KeptCheck(
            check.model_copy(update={"name": folder.name}),
            reference,
            photos,
            is_draft,
            () if is_draft else _from_work(folder),
        )
    return None
