"""What comes in from elsewhere: photos, lists, presentations, packages; told first, written when the coach wants it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from oss_app.core.errors import UserError
from oss_app.editor.task_store import PACKAGE, Offer, TaskStore, offer_of
from oss_app.i18n import Translator, marked
from oss_app.media.photo_files import photos_and_others
from oss_app.ui.desk.library.library_page import LibraryPage
from oss_app.ui.desk.library.take_over import TakeOverPage
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file
from oss_app.ui.desk.widgets.photo_in import quick_to_read
from oss_app.ui.kit.background_job import BackgroundJob
from oss_app.ui.kit.theme import Palette

SMALL_PHOTOS_BYTES = 4_000_000
"""Photos with more together are read beside the window, with a count and a way to stop."""
MOST_NAMES = 5
SMALL_BYTES = 20_000_000
"""A package with more is read beside the window; each byte of it is read once."""


class Intake(QObject):
    """``made(folder, said)`` is a new task, and what is to be said of it; ``failed(error)`` why there is none."""

    made = Signal(object, str)
    failed = Signal(object)

    def __init__(
        self, pages: QStackedWidget, library: LibraryPage, store: TaskStore, palette: Palette, tr: Translator
    ) -> None:
        super().__init__()
        self._pages, self._library, self._store, self._tr = pages, library, store, tr
        self._photos = 0
        self._others: Sequence[Path] = ()
        self.page = TakeOverPage(palette, tr)
        self.job = BackgroundJob(self)
        pages.addWidget(self.page)
        self.page.taken.connect(self._take)
        self.page.left.connect(self._leave)
        self.job.reached.connect(self._say_how_far)

    def from_dropped(self, paths: Sequence[Path]) -> None:
        """Make a new task of the photos among these files and folders; else bring what the one dropped file holds."""
        photos, others = photos_and_others(paths)
        if photos:
            self.from_photos(photos, others)
        elif len(others) == 1:
            self.read_file(others[0], lambda path: offer_of(self._store, path))
        elif paths:
            self.failed.emit(UserError(marked("There is nothing here that a task can be made of.")))

    def from_photos(self, paths: Sequence[Path], others: Sequence[Path] = ()) -> None:
        """Make a new task of these photos; ``others`` came with them, and it is said that they are not in it."""
        if not paths:
            return
        self._others = others
        if quick_to_read(paths, SMALL_PHOTOS_BYTES):
            self._try(lambda: self._open_photos(self._store.from_photos(paths)))
            return
        self._photos = len(paths)
        self._say_how_far(1)
        self.job.begin(
            lambda on: self._store.from_photos(paths, on),
            lambda made, error: self._after(error, lambda: self._open_photos(made)),  # type: ignore[arg-type]
        )

    def _open_photos(self, made: tuple[Path, str]) -> None:
        folder, said = made
        if self._others:
            names = ", ".join(path.name for path in self._others[:MOST_NAMES])
            more = "" if len(self._others) <= MOST_NAMES else " …"
            others = self._tr("These are no photos, and were not taken over: {names}.", names=names + more)
            said = f"{said} {others}"
        self.made.emit(folder, said.strip())

    def _say_how_far(self, n: int) -> None:
        words = self._tr("Photo {n} of {all} …", n=n, all=self._photos)
        self._library.note.say(words, (self._tr("Stop"), self.job.stop))

    def _after(self, error: Exception | None, act: Callable[[], object]) -> None:
        """Go on with what was done beside the window; say what went wrong there."""
        self._library.note.hide()

        def go_on() -> None:
            if error is not None:
                raise error
            act()

        self._try(go_on)

    def ask(self, read: Callable[[Path], Offer], title: str, kinds: str) -> None:
        """Have a file chosen, and say what it brings."""
        path = choose_file(self._pages, self._tr, title, kinds, Place.DOCUMENTS)
        if path is not None:
            self.read_file(path, read)

    def read_file(self, path: Path, read: Callable[[Path], Offer]) -> None:
        """Say what a file brings; the size of a list or a presentation does not tell how long it takes to read."""
        if path.suffix.casefold() == PACKAGE and (not path.exists() or path.stat().st_size <= SMALL_BYTES):
            self.offer(lambda: read(path))
            return
        words = self._tr("“{file}” is being read …", file=path.name)
        self._library.note.say(words, (self._tr("Stop"), self.job.stop))
        self.job.begin(
            lambda on: read(path),
            lambda offer, error: self._after(error, lambda: self._show_offer(offer)),  # type: ignore[arg-type]
        )

    def offer(self, read: Callable[[], Offer]) -> None:
        """Say what something brings; it is written when the coach takes it over."""
        self._try(lambda: self._show_offer(read()))

    def _show_offer(self, offer: Offer) -> None:
        """On a page of its own where there is more to see than a sentence."""
        tr = self._tr
        leave: tuple[str, Callable[[], object]] = tr("Leave it"), lambda: None
        if offer.refresh:
            here = tr("“{title}” is here already.", title=offer.refreshes)
            self._library.note.say(
                f"{offer.said} {here}",
                (tr("Refresh that one"), lambda: self._refresh(offer)),
                (tr("Make a second one"), lambda: self._take(offer)),
                leave,
            )
        else:
            self._library.note.say(offer.said, (tr("Make the task"), lambda: self._take(offer)), leave)
        if offer.table or offer.told:
            self.page.show_offer(offer)
            self._pages.setCurrentWidget(self.page)

    def _take(self, offer: Offer) -> None:
        self._library.note.hide()
        self._pages.setCurrentWidget(self._library)
        if offer.take is not None:
            take = offer.take
            self._try(lambda: self.made.emit(take(), ""))

    def _refresh(self, offer: Offer) -> None:
        if offer.refresh is not None:
            refresh = offer.refresh
            self._try(lambda: self.made.emit(*refresh()))

    def _leave(self) -> None:
        self._library.note.hide()
        self._pages.setCurrentWidget(self._library)

    def close_down(self) -> None:
        """End what runs beside the window."""
        self.job.close()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (UserError, OSError) as error:
            self.failed.emit(error)
