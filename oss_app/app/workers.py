"""The workers' cards behind the coach's code: what the page asks for is kept at once."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from oss_app.app.application import system_theme
from oss_app.app.proposals import ProposalSearch
from oss_app.app.station import Station
from oss_app.app.station_camera import StationCamera
from oss_app.core.check import Check
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.profile import Profile
from oss_app.core.task import Step, Task
from oss_app.i18n import FOR_WORKERS, Translator, card_word, language_name, languages, load
from oss_app.ui.desk.station.workers_page import WorkersPage
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.bridge import later_while
from oss_app.ui.kit.theme import PALETTES

log = logging.getLogger(__name__)


class Workers(QObject):
    """Shows the page in a window. ``over`` follows when it is left."""

    over = Signal()
    progress_wanted = Signal(str)
    """The card of which the coach wants to see how it goes."""

    def __init__(self, station: Station, window: MainWindow) -> None:
        super().__init__()
        self._station, self._window = station, window
        self._tasks = [item.task for item in station.library.list() if item.task]
        self._camera = StationCamera(station.settings.camera)
        languages, palette = self._languages(), PALETTES[system_theme()]
        self.page = WorkersPage(self._tr, station.card_picture, languages, self._camera, palette)
        self.page.changed.connect(self._save)
        self.page.added.connect(self._add)
        self.page.removed.connect(self._remove)
        self.page.photo_added.connect(self._add_photo)
        self.page.photo_given.connect(self._give_photo)
        self.page.photo_removed.connect(self._remove_photo)
        self.page.progress_wanted.connect(self._open_progress)
        self.page.left.connect(self.close)
        self._proposals = ProposalSearch(station, later_while(self.page), self.page.show_proposal)

    @property
    def _tr(self) -> Translator:
        """The words in the station's language."""
        return load(self._station.settings.language)

    def open(self) -> None:
        """Bring the page to the screen."""
        self._show()
        for task in self._tasks:
            at = _telling_step(task)
            if at is not None:
                self.page.show_task(task, at, self._language_of(task), self._checks(task))
                break
        self._window.show_page(self.page)

    def close(self) -> None:
        """Leave the page."""
        self.close_down()
        self.over.emit()
        self.page.deleteLater()

    def close_down(self) -> None:
        """End what runs beside the page."""
        self._proposals.stop()
        self.page.close_down()
        self._camera.close()

    def _show(self, at: str = "") -> None:
        profiles = self._station.profiles.list()
        self.page.show_profiles(profiles, at)
        self._proposals.begin()
        broken, lacking = self._station.profiles.unreadable, self._station.profiles.lacking_photos()
        if broken:
            self.page.tell(_sentence(broken[0]))
        elif lacking:
            tr, card = self._tr, card_word(lacking[0], self._tr)
            self.page.tell(tr("{card}: the photo is missing or damaged. Choose it again.", card=card))

    def _languages(self) -> list[tuple[str, str]]:
        codes = {code for code, _ in languages()} | {code for task in self._tasks for code in task.languages}
        unchecked = self._tr("not yet checked by a speaker")
        named = {code: language_name(code) for code in codes}
        named |= {code: f"{language_name(code)} ({unchecked})" for code in FOR_WORKERS}
        return sorted(named.items(), key=lambda pair: pair[1])

    def _language_of(self, task: Task) -> str:
        own = self._station.settings.language
        return own if own in task.languages else task.language

    def _checks(self, task: Task) -> dict[str, Check]:
        names = {step.check for step in task.steps if step.check}
        found = {name: self._station.library.check(task, name) for name in names}
        return {name: check for name, check in found.items() if check is not None}

    # ---- what the page asks for ----

    def _open_progress(self, card: str) -> None:
        self.close_down()
        self.progress_wanted.emit(card)
        self.page.deleteLater()

    def _save(self, profile: Profile) -> None:
        try:
            self._station.profiles.save(profile)
        except UserError as error:
            self.page.show_wishes()
            self.page.tell(_sentence(error))
        else:
            self.page.show_changed(profile)

    def _add(self, card: str) -> None:
        try:
            self._station.profiles.save(Profile(card=card))
        except UserError as error:
            self.page.tell(_sentence(error))
        else:
            self._show(card)

    def _add_photo(self, jpeg: bytes) -> None:
        try:
            card = self._station.profiles.free_card()
            self._station.profiles.save(Profile(card=card))
        except UserError as error:
            self.page.tell(_sentence(error))
        else:
            self._give_photo(card, jpeg)

    def _give_photo(self, card: str, jpeg: bytes) -> None:
        self._change(card, lambda: self._station.profiles.keep_photo(card, jpeg))

    def _remove_photo(self, card: str) -> None:
        self._change(card, lambda: self._station.profiles.remove_photo(card))

    def _change(self, card: str, act: Callable[[], None]) -> None:
        """Do what changes a card, and show it as it is then; tell what did not work."""
        why = ""
        try:
            act()
        except UserError as error:
            why = _sentence(error)
        self._show(card)
        if why:
            self.page.tell(why)

    def _remove(self, card: str) -> None:
        try:
            self._station.profiles.remove(card)
        except UserError as error:
            self._show(card)
            self.page.tell(_sentence(error))
        except DeviceError as error:
            log.warning("A card could not be removed: %s", error)
            self._show(card)
            self.page.tell(self._tr("The journal cannot be written just now, so nothing was deleted. Try again later."))
        else:
            self._show()


def _telling_step(task: Task) -> int | None:
    """Return the step that shows most of what a worker can choose: a photo, a warning or a check."""
    steps = [(number, item) for number, item in enumerate(task.items) if isinstance(item, Step)]
    if not steps:
        return None
    return max(steps, key=lambda pair: (bool(pair[1].photo), bool(pair[1].warning) + bool(pair[1].check), -pair[0]))[0]


def _sentence(error: UserError) -> str:
    return " ".join(part for part in (error.sentence, error.hint) if part)
