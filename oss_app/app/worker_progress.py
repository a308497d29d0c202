"""How it goes for one worker, behind the coach's code: read from the journal, and what the coach decides is kept."""

from __future__ import annotations

import csv
import io
import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from oss_app.app.application import system_theme
from oss_app.app.proposals import proposal
from oss_app.app.station import Station
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.ports import Listing, SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.support import Remark, Said, StepPast
from oss_app.core.task import Task
from oss_app.editor.progress import CardProgress, card_progress
from oss_app.files import write_file
from oss_app.i18n import Translator, load
from oss_app.ui.desk.station.progress_page import ProgressNow, ProgressPage
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.theme import PALETTES

log = logging.getLogger(__name__)


class WorkerProgress(QObject):
    """Shows the page of one card in a window. ``over`` follows when it is left."""

    over = Signal()

    def __init__(self, station: Station, window: MainWindow, card: str) -> None:
        super().__init__()
        self._station, self._window, self._card = station, window, card
        listings = [item for item in station.library.list() if item.task]
        self._listings = {item.folder.name: item for item in listings}
        titles = [(name, _title(item, self._tr.language)) for name, item in self._listings.items()]
        held = station.history.kept_of(card).tasks
        titles.sort(key=lambda pair: (pair[0] not in held, pair[1].casefold()))
        profile = self._profile()
        proposed = (name for name, _ in titles if proposal(station, profile, self._listings[name]))
        self._at = next(proposed, titles[0][0] if titles else "")  # what waits for an answer comes first
        self.page = ProgressPage(self._tr, card, titles, PALETTES[system_theme()])
        self.page.task_chosen.connect(self._choose)
        self.page.help.level_chosen.connect(self._set_level)
        self.page.help.fading_set.connect(self._set_fading)
        self.page.help.answered.connect(self._answer)
        self.page.help.probe_wanted.connect(self._probe)
        self.page.exported.connect(self._export)
        self.page.deleted.connect(self._delete)
        self.page.left.connect(self.close)

    @property
    def _tr(self) -> Translator:
        """The words in the station's language."""
        return load(self._station.settings.language)

    @property
    def _key(self) -> SessionKey:
        return SessionKey(self._at, self._card)

    def open(self) -> None:
        """Bring the page to the screen."""
        self._show()
        self._window.show_page(self.page)

    def close(self) -> None:
        """Leave the page."""
        self.over.emit()
        self.page.deleteLater()

    def close_down(self) -> None:
        """Nothing runs beside the page."""

    def progress(self) -> CardProgress | None:
        """Return the figures of the task at hand; None where there is no task."""
        listing = self._listings.get(self._at)
        if listing is None or listing.task is None:
            return None
        station, task = self._station, listing.task
        past = station.history.past(self._key, listing.digest, len(task.steps))
        said, older = station.history.said(self._key), station.history.weeks(self._key)
        today = station.clock.now().date()
        return card_progress(task, self._profile(), past, said, older, today, _language(task, self._tr.language))

    def _profile(self) -> Profile:
        return next((p for p in self._station.profiles.list() if p.card == self._card), Profile(card=self._card))

    def _show(self) -> None:
        progress = self.progress()
        if progress:
            holding, today = self._station.history.kept_of(self._card), self._station.clock.now().date()
            self.page.show_progress(ProgressNow(progress, holding, today, self._at in self._profile().probes))

    # ---- what the coach does ----

    def _choose(self, task: str) -> None:
        self._at = task
        self._show()

    def _set_level(self, level: HelpLevel) -> None:
        profile = self._profile()
        self._save(profile.model_copy(update={"levels": {**profile.levels, self._at: level}}))
        self._remark(Said.CHOSE, level)

    def _set_fading(self, on: bool) -> None:
        profile = self._profile()
        fades = tuple(sorted({*profile.fades, self._at} if on else {*profile.fades} - {self._at}))
        self._save(profile.model_copy(update={"fades": fades, "no_fading": profile.no_fading and not on}))
        if on:
            self._remark(Said.BEGAN, profile.level_in(self._at))

    def _answer(self, answer: str) -> None:
        match answer:
            case "never":
                self._set_fading(False)
                return
            case "not_now":
                self._remark(Said.NOT_NOW, self._profile().level_in(self._at))
            case _:
                self.page.note.say(self._tr("The worker is asked before the next kit. Only a yes changes the help."))
        self._show()

    def _probe(self) -> None:
        profile = self._profile()
        self._save(profile.model_copy(update={"probes": (*profile.probes, self._at)}))

    def _remark(self, said: Said, level: HelpLevel) -> None:
        self._station.history.keep(self._key, Remark(self._station.clock.now().date(), said, level))
        self._show()

    def _save(self, profile: Profile) -> None:
        try:
            self._station.profiles.save(profile)
        except UserError as error:
            self.page.note.say(" ".join(part for part in (error.sentence, error.hint) if part))
        self._show()

    def _export(self, file: Path) -> None:
        """All that is kept of this card, as a table that any program opens, with the card's own photo beside it."""
        history, rows = self._station.history, [("task", "day", "step", "help", "tries", "outcome", "level")]
        for name in history.kept_of(self._card).tasks:
            key, listing = SessionKey(name, self._card), self._listings.get(name)
            for kit in history.past(key, listing.digest if listing else "", 0):
                day, level = kit.day.isoformat(), kit.level.value
                rows += [(name, day, str(s.step), s.need.value, str(s.failed), _end(s), level) for s in kit.steps]
            rows += [(name, day.isoformat(), "", f"{percent} %", "", "week", "") for day, percent in history.weeks(key)]
            rows += [(name, r.day.isoformat(), "", "", "", r.said.value, r.level.value) for r in history.said(key)]
        try:
            stream = io.StringIO(newline="")
            csv.writer(stream, delimiter=";").writerows(rows)
            write_file(file, stream.getvalue().encode("utf-8-sig"), 0o600)
            if photo := self._station.profiles.photo(self._card):
                write_file(file.with_suffix(photo.suffix), photo.read_bytes(), 0o600)
        except OSError:
            self.page.note.say(self._tr("It cannot be saved there. Choose another place."))
        else:
            self.page.note.say(self._tr("“{file}” is saved.", file=file.name))

    def _delete(self) -> None:
        try:
            self._station.journal.forget(self._card)
        except DeviceError as error:
            log.warning("what is kept of a card could not be deleted: %s", error)
            self.page.note.say(
                self._tr("The journal cannot be written just now, so nothing was deleted. Try again later.")
            )
        self._show()


def _end(step: StepPast) -> str:
    return "overruled" if step.overridden else "skipped" if step.skipped else "done"


def _title(listing: Listing, language: str) -> str:
    assert listing.task is not None
    return listing.task.title.into(_language(listing.task, language))


def _language(task: Task, wanted: str) -> str:
    return wanted if wanted in task.languages else task.language
