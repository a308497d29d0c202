"""A worker's own page: what is kept at their card is shown, printed, and deleted after one question (P8)."""

from __future__ import annotations

import logging
from collections.abc import Callable

from oss_app.app.context import AppContext
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.ports import SessionKey, Utterance
from oss_app.core.profile import Profile
from oss_app.core.settings import Gesture
from oss_app.editor.progress import card_progress, next_step
from oss_app.i18n import Translator
from oss_app.player.own_page import OwnPage, spoken
from oss_app.player.screen import Screen

log = logging.getLogger(__name__)


class OwnProgress:
    """Shows the page on the worker's screen; ``over()`` when the worker goes back."""

    def __init__(self, context: AppContext, profile: Profile, tr: Translator, over: Callable[[], None]) -> None:
        self._context, self._profile, self._tr, self._over = context, profile, tr, over
        self._at, self._asks = 0, False
        self._pages = self._read()
        self._screen = self._pages.kept()

    def open(self) -> None:
        """Bring the page to the screen."""
        self._context.window.show_page(self._context.view)
        self.measure_again()

    def measure_again(self) -> None:
        """Deal the page out as the display holds it, from its beginning."""
        context, mm = self._context, self._context.window.pixels_per_mm
        self._at, self._asks = 0, False
        self._pages = self._pages.dealt(lambda extent: context.view.holds(self._profile, extent, mm))
        context.view.set_profile(self._profile, self._pages.extent(), mm)
        self._show(self._pages.kept())

    def press(self, gesture: Gesture) -> None:
        """Do what the control says that the worker pressed."""
        match gesture:
            case Gesture.HEAR:
                self._context.voice.speak(Utterance(spoken(self._screen), self._tr.language, self._profile.rate))
            case _ if self._asks:
                self._asks = False
                if gesture is Gesture.HELP:
                    self._delete()
                else:
                    self._show(self._pages.kept(self._at))
            case Gesture.HELP if self._screen.tiles and self._pages.holding.oldest:
                self._asks = True
                self._show(self._pages.asks())
            case Gesture.DONE if self._screen.tiles and self._at < len(self._pages.pages()) - 1:
                self._turn_to(self._at + 1)
            case Gesture.DONE if self._screen.tiles and self._pages.holding.oldest:
                self._show(self._pages.says(self._print()))
            case Gesture.DONE if not self._screen.tiles:
                self._show(self._pages.kept(self._at))
            case Gesture.BACK if self._screen.tiles and self._at:
                self._turn_to(self._at - 1)
            case Gesture.BACK:
                self._context.voice.hush()
                self._over()

    def _turn_to(self, at: int) -> None:
        self._at = at
        self._show(self._pages.kept(at))

    def _show(self, screen: Screen) -> None:
        self._screen = screen
        self._context.voice.hush()
        self._context.view.show_screen(screen)

    def _read(self) -> OwnPage:
        station = self._context.station
        holding = station.history.kept_of(self._profile.card)
        done = [item.task for item in station.library.list() if item.task and item.folder.name in holding.tasks]
        photo = next((task.folder / step.photo for task in done for step in reversed(task.steps) if step.photo), None)
        return OwnPage(holding, station.card_picture(self._profile.card), photo, self._tr)

    def _delete(self) -> None:
        station, card = self._context.station, self._profile.card
        try:
            station.journal.forget(card)
            station.profiles.remove_photo(card)
        except (DeviceError, UserError) as error:
            log.warning("what is kept of a card could not be deleted: %s", error)
            self._show(self._pages.says(self._tr("That did not work. Ask your coach.")))
            return
        self._at, self._pages = 0, self._read()
        self._show(self._pages.says(self._tr("It is deleted.")))

    def _print(self) -> str:
        """One sheet a task, on the printer that this PC uses; what to say of it."""
        # here, not above: it asks the system for its printers
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        from oss_app.ui.desk.station.progress_sheet import Report, report_sheet
        from oss_app.ui.desk.widgets.paper_sheet import print_on

        station, tr = self._context.station, self._tr
        today = station.clock.now().date()
        sheets = []
        for item in station.library.list():
            if item.task and item.folder.name in self._pages.holding.tasks:
                key, task = SessionKey(item.folder.name, self._profile.card), item.task
                past = station.history.past(key, item.digest, len(task.steps))
                said, older = station.history.said(key), station.history.weeks(key)
                language = tr.language if tr.language in task.languages else task.language
                progress = card_progress(task, self._profile, past, said, older, today, language)
                sheets.append(report_sheet(Report(progress, "", next_step(progress, tr), today), tr))
        if QPrinterInfo.defaultPrinter().isNull():
            return tr("There is no printer. Ask your coach.")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        return tr("It is printed.") if print_on(sheets, printer) else tr("That did not work. Ask your coach.")
