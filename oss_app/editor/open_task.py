"""One task on the coach's desk: its draft, the item that is shown, and how it is kept safe."""

from __future__ import annotations

import errno
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.ports import Later
from oss_app.core.release import NotReleasableError, ReleaseState, Version
from oss_app.core.task import Step, Task
from oss_app.editor.beside import AtOnce, Beside
from oss_app.editor.document import Document, Lint
from oss_app.editor.edits import Edit, Name, Replace, RetakePhoto, SetField, step_number
from oss_app.editor.house_list import HouseList
from oss_app.editor.notice import Notice
from oss_app.editor.sharing import Sharing
from oss_app.i18n import Translator, marked
from oss_app.taskfile import versions
from oss_app.taskfile.naming import free_folder
from oss_app.taskfile.released import released_folder
from oss_app.taskfile.whole_folder import copy_task
from oss_app.taskfile.writer import ChangedOnDiskError, TaskFile, TooLongError

log = logging.getLogger(__name__)

PAUSE_S, MOST_S = 0.4, 2.0
"""So long after the last key everything is kept beside the file, and after any key where the typing never rests."""
LOOK_S = 3.0
"""So often the file on the disk is looked at."""
RETRY_S = 5.0
"""So long after a failure it is tried again."""


class OpenTask:
    """What the pages of a task share.

    ``changed`` follows each change of the draft or of the item that is shown, ``stored`` each change of what is on the
    disk. ``told`` brings a sentence for the coach, ``unsaved`` one that asks what to do, because the file cannot be
    written; ``overtaken`` says that somebody else has changed the file.
    """

    def __init__(
        self,
        file: TaskFile,
        lint: Lint,
        now: Callable[[], datetime],
        later: Later,
        translator: Translator,
        sharing: Sharing | None = None,
        house: HouseList | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.translator = translator
        self.house = house or HouseList()
        self.changed, self.stored, self.overtaken = Notice[[]](), Notice[[]](), Notice[[]]()
        self.told, self.unsaved = Notice[[str]](), Notice[[str]]()
        self._file, self._lint, self._now, self._later = file, lint, now, later
        self._sharing, self._beside = sharing or Sharing(), beside or AtOnce()
        self._document = Document(file.task, lint, self._show)
        self._at = next((n for n, item in enumerate(file.task.items) if isinstance(item, Step)), None)
        self._kept: Task = file.task
        self._warned = self._shared = False
        self._rests = self._failed = self._thrown = self._waits = False
        self._keys = 0  # counts the changes: an earlier one's pause is over when the last one's is
        self._look_later()

    # ---- what there is ----

    @property
    def task(self) -> Task:
        return self._document.task

    @property
    def folder(self) -> Path:
        return self._file.folder

    @property
    def document(self) -> Document:
        """The document, to ask it; what changes it goes through ``do``."""
        return self._document

    @property
    def at(self) -> int | None:
        """The index of the item that is shown; None while there is none."""
        return self._at

    @property
    def step(self) -> Step | None:
        """The step that is shown; None where it is a section or a break."""
        if self._at is None:
            return None
        item = self.task.items[self._at]
        return item if isinstance(item, Step) else None

    @property
    def step_number(self) -> int:
        return step_number(self.task, self._at or 0)

    @property
    def unwritten(self) -> int | None:
        """The index of the first step without a sentence; None where there is none."""
        items = enumerate(self.task.items)
        return next((n for n, item in items if isinstance(item, Step) and not item.text.words), None)

    @property
    def is_kept(self) -> bool:
        """Whether a crash now would lose nothing."""
        return self._kept is self.task or self._kept == self.task or not self._has_something

    @property
    def state(self) -> ReleaseState:
        """What the workers see of it."""
        found = ReleaseState.DRAFT if self._file.is_new else versions.state(self.folder)
        return ReleaseState.CHANGED if found is ReleaseState.RELEASED and self._document.is_dirty else found

    def seen_by_workers(self) -> Path | None:
        """Return the folder that the workers see; None where nothing is released."""
        return released_folder(self.folder)

    def versions(self) -> list[Version]:
        """Return the earlier versions, the newest first."""
        return versions.versions(self.folder)

    def task_of(self, version: Version) -> Task:
        """Return an earlier version, to look at or to put back. Raises OSError, UserError."""
        return versions.task_of(self.folder, version)

    # ---- what the coach does ----

    def do(self, edit: Edit) -> bool:
        """Change the draft; where that makes no sense, say so. Whether it was done."""
        try:
            self._document.do(edit)
        except UserError as error:
            self.tell(error)
            return False
        return True

    def seal(self) -> None:
        """Close the edits of a field that was left: what is typed next is undone by itself."""
        self._document.seal()

    def undo(self) -> None:
        self._document.undo()

    def redo(self) -> None:
        self._document.redo()

    def select(self, at: int) -> None:
        """Show this item."""
        if at != self._at and 0 <= at < len(self.task.items):
            self._document.seal()
            self._at = at
            self.changed.emit()

    def tell(self, error: UserError) -> None:
        """Say what could not be done, and what to do."""
        self.told.emit(" ".join(self.translator(part) for part in (error.sentence, error.hint) if part))

    # ---- keeping ----

    def recover(self) -> None:
        """Bring back what was being written when the program stopped; it can be undone.

        Where somebody else has changed the file since, theirs is shown, and what was written here is kept as a version;
        so is the draft of a second program that was at the same task.
        """
        tr, said = self.translator, ""
        task = self._file.recovered()
        if task is not None and self.do(Replace(task, Name(marked("bring back what was not saved")))):
            self._document.seal()
            said = tr("The program stopped while you were writing. What you wrote is here again.")
        for number in count():
            mine = self._file.overtaken()
            if mine is None:
                break
            try:
                versions.keep(self._file, mine, self._now() + timedelta(microseconds=number))
                self._file.forget_overtaken()
            except (OSError, TooLongError):
                log.warning("keep what was overtaken", exc_info=True)
                said = tr("Yours cannot be kept beside it: is the disk full? It stays here.")
                break
            if task is None:
                said = tr(_OVERTAKEN)
            elif not number:
                other = tr("Another draft of this task is among the earlier versions.")
                said = f"{said} {other}"
        if said:
            self.told.emit(said)
        with suppress(OSError):
            self._file.somebody_writes()  # what lies there now is of nobody who writes

    def look_whether_writable(self) -> None:
        """Say at the beginning that nothing can be written here, not after the first hour."""
        if not self._file.is_new and not os.access(self.folder, os.W_OK):
            self.unsaved.emit(self.translator(_NOT_HERE))

    def keep(self) -> None:
        """Keep the draft beside the file, for after a crash. A slow disk holds up nobody who types."""
        self._keys += 1
        if self.is_kept:
            return
        if self._file.is_new:  # without a file of its own nobody would find it again
            self.save()
            return
        if self._beside.is_busy:
            self._waits = True
            return
        self._beside.begin(partial(self._file.autosave, self.task), partial(self._was_kept, self.task))

    def _was_kept(self, task: Task, error: Exception | None) -> None:
        if isinstance(error, OSError):
            log.warning("autosave", exc_info=error)
            if not self._failed:
                stays = self.translator("It stays here meanwhile, and is tried again and again.")
                self.told.emit(f"{self.translator(_why(error, self.folder))} {stays}")
            self._failed = True
            self._later(RETRY_S, self._try_again)
            return
        if error:
            raise error
        if self._failed:
            self.told.emit(self.translator("The disk works again: what you wrote is kept."))
        self._failed = False
        self._kept = task
        self.stored.emit()
        if self._waits:
            self._waits = False
            self.keep()

    def _settle(self) -> None:
        """Wait for what is being kept, before the file is written, changed for another, or left as it was."""
        self._waits = False
        self._beside.settle()

    def save(self, *, over_others: bool = False) -> bool:
        """Write the file and keep its version; whether it stands there now."""
        self._keys += 1
        self._settle()
        if not (self._document.is_dirty or self._file.is_new or over_others):
            with suppress(OSError):
                self._file.forget_autosave()
            self._kept = self.task
            return True
        task = self.task
        try:
            versions.save(self._file, task, self._now(), over_others=over_others)
        except ChangedOnDiskError:
            self._warned = True
            self.keep()
            self.overtaken.emit()
            return False
        except TooLongError as error:
            self.keep()
            stays = marked("It stays here meanwhile.")
            self.unsaved.emit(" ".join(map(self.translator, (error.sentence, error.hint, stays))))
            return False
        except OSError as error:
            log.warning("save", exc_info=True)
            self._failed = True
            self._later(RETRY_S, self._try_again)
            stays = self.translator("It stays here meanwhile.")
            self.unsaved.emit(f"{self.translator(_why(error, self.folder))} {stays}")
            return False
        self._document.saved(task)
        self._kept, self._warned, self._failed = task, False, False
        self.stored.emit()
        return True

    def save_elsewhere(self, room: Path) -> bool:
        """Copy the task into a new folder in ``room`` and go on there; whether it stands there now."""
        self._settle()
        target = free_folder(room, self.task.title.words, "taak")
        before = self._file
        try:
            if before.is_new:
                self._file = TaskFile.new(target, self.task)
            else:
                copy_task(self.folder, target)
                self._file = TaskFile.open(target)
        except (OSError, UserError):
            log.warning("save elsewhere", exc_info=True)
            self._file = before
            self.told.emit(self.translator("It cannot be saved there either. Choose another folder."))
            return False
        if not self.save(over_others=True):
            self._file = before
            shutil.rmtree(target, ignore_errors=True)
            return False
        self.told.emit(self.translator("The task is in “{folder}” now, and you go on there.", folder=target))
        return True

    def throw_away(self) -> None:
        """Leave the desk without saving: what stands on the disk stays."""
        self._settle()
        with suppress(OSError):
            self._file.forget_autosave()
        self._kept = self.task
        self._document.saved()
        self._thrown = True
        self.rest()

    def take_theirs(self) -> None:
        """Show what somebody else has written; what was here can be brought back by undo."""
        self._settle()
        try:
            theirs = TaskFile.open(self.folder)
        except (UserError, OSError):
            self.told.emit(self.translator("The file on the disk cannot be read. Yours stays here."))
            return
        try:
            versions.keep(self._file, self.task, self._now())
        except (OSError, TooLongError):
            log.warning("keep mine", exc_info=True)
            self.told.emit(self.translator("Yours cannot be kept beside it: is the disk full? It stays here."))
            return
        with suppress(OSError):
            self._file.forget_autosave()
        self._file, self._warned = theirs, False
        self.do(Replace(theirs.task, Name(marked("take over the file from the disk"))))
        self._document.saved()
        self._kept = self.task
        self.stored.emit()
        self.told.emit(self.translator("This is theirs. Yours is the newest of the earlier versions."))

    def put_back(self, task: Task) -> None:
        """Put an earlier version in the place of this one; it can be undone."""
        self._document.seal()
        self.do(Replace(task, Name(marked("put back an earlier version"))))

    def release(self, done: Callable[[], None] = lambda: None) -> bool:
        """Save, and show it to the workers; whether it is released here. Raises NotReleasableError.

        It goes to the other stations beside the window: ``done`` follows when they have it too.
        """
        try:
            self._sharing.look_whether_free()
            if not self.save():
                return False
            released = versions.release(self.folder, self.translator.language)
        except NotReleasableError:
            raise
        except UserError as error:
            self.tell(error)
            return False
        except OSError:
            self.told.emit(self.translator("The task cannot be released. Is the disk full?"))
            return False
        self.stored.emit()
        self._sharing.share(released, done)
        if self._sharing.is_busy:
            self.told.emit(self.translator("Released here. It is on its way to the other stations."))
        return True

    def set_photo(self, name: str, *, from_same_spot: bool = False) -> None:
        """Set this photo for the step that is shown; the first photo of a task is the task's own too.

        What was marked in the photo before stays where the camera stands still; else it goes. Either is told.
        """
        step, tr = self.step, self.translator
        if self._at is None or step is None:
            return
        marked_before = self.task.outline_of(step) is not None
        self._document.seal()
        self.do(RetakePhoto(self._at, name) if from_same_spot else SetField(self._at, "photo", name))
        if marked_before and from_same_spot:
            self.told.emit(tr("The step has its new photo. The place stays where it was: look whether it is right."))
        elif marked_before:
            self.told.emit(tr("The place was marked in the photo before. Mark it in this one; Undo brings both back."))

    def close(self) -> bool:
        """Save and leave the desk; False where that cannot be: then it stays on the desk, and that is said."""
        if self._has_something and not self._thrown and not self.save():
            return False
        self.rest()
        return True

    def rest(self) -> None:
        """Look at the disk no longer."""
        self._settle()
        self._rests = True
        self._keys += 1

    @property
    def _has_something(self) -> bool:
        """Whether there is anything to keep: a new task that nothing was written in leaves no trace."""
        return not self._file.is_new or any(step.text.words or step.photo for step in self.task.steps)

    def _show(self, item: int | None) -> None:
        last = len(self.task.items) - 1
        self._at = item if item is not None else self._at
        if self._at is not None:
            self._at = min(self._at, last) if last >= 0 else None
        elif last >= 0:
            self._at = 0
        self._keys += 1
        self._later(PAUSE_S, partial(self._keep_after, self._keys))
        self._later(MOST_S, partial(self._keep_unless, self._kept))
        self.changed.emit()

    def _try_again(self) -> None:
        """Try to keep what could not be kept, as soon as the disk lets it."""
        if self._failed and not self._rests:
            if self.is_kept:
                self._failed = False
            else:
                self.keep()

    def _keep_after(self, keys: int) -> None:
        if keys == self._keys and not self._rests:
            self.keep()

    def _keep_unless(self, kept: Task) -> None:
        """Keep the draft where that was never done since it was ``kept`` last: nobody who types fast loses it."""
        if kept is self._kept and not self._rests:
            self.keep()

    def _look_later(self) -> None:
        self._later(LOOK_S, self.look_at_disk)

    def look_at_disk(self) -> None:
        """Tell once where the file has become another one meanwhile, or somebody else writes in the task too.

        Looks by itself now and then. A draft that another program took for a dead one's is kept once more.
        """
        if self._rests:
            return
        self._look_later()
        try:
            changed, shared = self._file.changed_on_disk(), self._file.somebody_writes()
            is_lost = not self._beside.is_busy and self._file.has_lost_autosave()
        except OSError:
            return
        if is_lost:
            self._kept = self._file.task
            self.keep()
        if changed and not self._warned:
            self._warned = True
            self.overtaken.emit()
        elif shared and not (self._shared or self._warned):
            self._shared = True
            self.told.emit(self.translator(_SHARED))


_SHARED = marked(
    "Somebody else is working on this task too. What each of you writes is kept. Agree on who goes on with it."
)
_OVERTAKEN = marked(
    "The program stopped while you were writing, and the task was changed after that. This is how it is now. "
    "What you wrote is the newest of the earlier versions."
)
_NOT_HERE = marked("In this folder nothing can be written: it is protected.")
_FULL = marked("The disk is full.")
_SOMEHOW = marked("The disk does not let this be written.")


def _why(error: OSError, folder: Path) -> str:
    """Return what hinders the writing, in English."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _FULL
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) or (folder.is_dir() and not os.access(folder, os.W_OK)):
        return _NOT_HERE
    return _SOMEHOW
