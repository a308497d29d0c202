"""The card about the light on the bench; it is there where there is a second display, or was one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication

from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.station.display_numbers import DisplayFacts, DisplayNumbers, displays
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label
from oss_app.ui.kit.display import chosen
from oss_app.ui.kit.theme import Palette


class LightCard(SetupCard):
    """Which display is the projector, never the worker's own; ``open_wanted`` for the page of the light."""

    name = "light"
    open_wanted = Signal()

    def __init__(
        self, palette: Palette, tr: Translator, there: Callable[[], Sequence[DisplayFacts]] = displays
    ) -> None:
        super().__init__(palette, tr, "projector-screen", tr("Light on the bench"))
        self._find = there
        self._settings = Settings()
        self._there: list[DisplayFacts] = []
        self.numbers = DisplayNumbers(palette, self)
        self.column.addWidget(label(tr("A projector over the bench can show where each thing goes."), wraps=True))
        self.displays = ComboBox(palette)
        self.displays.setAccessibleName(tr("Display that is the projector"))
        self.displays.activated.connect(self._choose)
        self.column.addWidget(self.displays)
        self.show_numbers = Push(palette, tr("Show the numbers"))
        self.show_numbers.clicked.connect(lambda: self.numbers.show(self._find()))
        self.open_page = Push(palette, tr("Set the light"), "selection-plus")
        self.open_page.clicked.connect(self.numbers.hide)  # they would cover what the light page shows
        self.open_page.clicked.connect(self.open_wanted)
        self.column.addLayout(row(self.show_numbers, self.open_page, None))
        self.end()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        for changed in (application.screenAdded, application.screenRemoved):
            changed.connect(self._plugged, Qt.ConnectionType.QueuedConnection)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        everything = list(self._find())
        names = [(one.name, one.serial) for one in everything]
        own = chosen(names, settings.display_name, settings.display_serial)
        worker = everything[own if own is not None else 0] if everything else None
        self._there = [one for one in everything if worker and one is not worker and _is_apart(one, worker)]
        is_chosen = bool(settings.projector_name or settings.projector_serial)
        self.setVisible(bool(self._there) or is_chosen)
        self.displays.clear()
        self.displays.addItem(self._tr("No projector"))
        for one in self._there:
            number = everything.index(one) + 1
            self.displays.addItem(one.row(number, self._tr))
        found = chosen(
            [(one.name, one.serial) for one in self._there], settings.projector_name, settings.projector_serial
        )
        if is_chosen and found is None:
            self.displays.addItem(self._tr("{name}: not connected", name=settings.projector_name))
            self.displays.setCurrentIndex(self.displays.count() - 1)
        else:
            self.displays.setCurrentIndex(0 if not is_chosen or found is None else found + 1)
        self.open_page.setEnabled(is_chosen and found is not None)
        super().show_settings(settings)

    def is_in_order(self, settings: Settings) -> bool:
        return not (settings.projector_name or settings.projector_serial) or super().is_in_order(settings)

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        if is_fine and not (settings.projector_name or settings.projector_serial):
            return self._tr("Not used")
        return super().word(settings, is_fine=is_fine)

    def _choose(self, number: int) -> None:
        if number == 0:
            self.want(proved=False, projector_name="", projector_serial="")
        elif number <= len(self._there):
            one = self._there[number - 1]
            self.want(proved=False, projector_name=one.name, projector_serial=one.serial)

    def _plugged(self) -> None:
        self.numbers.hide()
        self.show_settings(self._settings)

    def close_down(self) -> None:
        self.numbers.hide()


def _is_apart(one: DisplayFacts, worker: DisplayFacts) -> bool:
    """Tell whether a display shows something of its own, and not the same as the worker's."""
    return not one.area.intersects(worker.area)
