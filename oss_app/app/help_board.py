"""The help board: which bench asks for the coach, in a window of its own or behind the coach's door."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from oss_app.app.application import application, execute, sorry, system_theme
from oss_app.app.diagnostics.versions import refuse_unsound_qt
from oss_app.app.options import LaunchOptions
from oss_app.core.errors import UserError
from oss_app.core.parcel import TROUBLE
from oss_app.core.settings import Gesture
from oss_app.i18n import Translator, load, system_language
from oss_app.resources import assets
from oss_app.server.board import SILENT_S, BoardLine
from oss_app.server.messages import BenchSeen, BoardSeen, Come, Declined, Reached
from oss_app.server.refusals import sentence
from oss_app.server.talk import MOST_STUCK_S
from oss_app.sidecar import Sidecar
from oss_app.speech.sounds import Sounds, chime_sounds
from oss_app.store.folders import data_folders, machine_station
from oss_app.store.settings import YamlSettings
from oss_app.ui.desk.station.help_board_page import BenchState, BenchTile, HelpBoardPage
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.sound import QtVoice
from oss_app.ui.kit.theme import LIGHT, PALETTES, Palette


class HelpBoard(QObject):
    """Shows what the server says of the benches. ``over`` follows when it is left.

    ``chime()`` is called when a bench begins to ask.
    """

    over = Signal()

    def __init__(self, line: str, tr: Translator, chime: Callable[[], None], palette: Palette = LIGHT) -> None:
        super().__init__()
        self._tr, self._chime = tr, chime
        self._said: frozenset[str] = frozenset()
        self._benches: tuple[BenchSeen, ...] = ()
        self._is_reached = False
        self._notice = tr("The server is being called.")
        self.page = HelpBoardPage(tr, palette)
        self.page.come.connect(self._come)
        self.page.left.connect(self.close)
        self.page.destroyed.connect(self.close_down)  # a window that took its page along is told nothing any more
        self._bridge = Bridge()
        self._sidecar = Sidecar(
            "board", BoardLine(line), self._bridge.post, self._heard, self._alive, most_s=MOST_STUCK_S
        )

    def open(self, window: MainWindow) -> None:
        """Come on the screen, and look from now on."""
        self._show()
        window.show_page(self.page)
        self._sidecar.start()

    def close(self) -> None:
        """Leave the board."""
        self.close_down()
        self.over.emit()
        self.page.deleteLater()

    def close_down(self) -> None:
        """Look no longer."""
        self._bridge.close()
        self._sidecar.close()

    def _come(self, station: str) -> None:
        self._sidecar.send(Come(station))
        if self._is_reached:  # else nobody at that bench can know it
            self._said |= {station}
            self._show()

    def _alive(self, is_alive: bool) -> None:
        if not is_alive:
            self._lose(self._tr("The server is not reached. It is tried again."))
            self._show()

    def _lose(self, notice: str) -> None:
        """Note that what was said and not yet confirmed may be lost with the line, so that it can be said again."""
        self._is_reached, self._said, self._notice = False, frozenset(), notice

    def _heard(self, message: object) -> None:
        match message:
            case BoardSeen(benches=benches, came=came):
                self._is_reached, self._notice = True, ""  # from here on the coach's word counts at once
                before = {b.station: replace(b, coming=b.coming or b.station in came) for b in self._benches}
                begun = {bench.station for bench in benches if is_new_call(bench, before.get(bench.station))}
                self._said -= begun | came
                self._benches = benches
                if begun:
                    self._chime()
            case Declined(why=why):
                self._lose(" ".join(sentence(why, self._tr)))
            case Reached(is_reached=True):
                self._is_reached, self._notice = True, ""
            case Reached():
                self._lose(self._tr("The server is not reached. It is tried again."))
        self._show()

    def _show(self) -> None:
        tiles = in_tiles(self._benches, self._said, self._tr, is_reached=self._is_reached)
        self.page.show_tiles(tiles, self._notice)


def is_new_call(bench: BenchSeen, before: BenchSeen | None) -> bool:
    """Tell whether somebody began to ask since the bench was last seen.

    Also where an earlier call was over meanwhile.
    """
    if not bench.asks or bench.coming:
        return False
    return before is None or not before.asks or before.coming or bench.waits_s < before.waits_s


def in_tiles(
    benches: tuple[BenchSeen, ...], said: frozenset[str], tr: Translator, *, is_reached: bool = True
) -> list[BenchTile]:
    """Return the benches as tiles: who asks, the longest first; then who is not heard from; then the others.

    ``said`` are those of which the coach said here that they come, before the server has said it again. Where the
    server is not reached, nothing is known of a bench that was well.
    """
    tiles = [_tile(bench, bench.coming or bench.station in said, tr) for bench in benches]
    if not is_reached:
        unknown = tr("Not heard from")
        tiles = [
            replace(tile, state=BenchState.SILENT, sentence=unknown) if tile.state is BenchState.WELL else tile
            for tile in tiles
        ]
    rank = {BenchState.ASKS: 0, BenchState.COMES: 0, BenchState.SILENT: 1, BenchState.WELL: 2}
    return sorted(tiles, key=lambda tile: rank[tile.state])


def _tile(bench: BenchSeen, comes: bool, tr: Translator) -> BenchTile:
    name = bench.label or tr("Bench {name}", name=bench.station[:4].upper())
    if bench.asks:
        state = BenchState.COMES if comes else BenchState.ASKS
        what = _asks_for(bench.state, tr)
        return BenchTile(bench.station, name, state, tr("You are on your way.") if comes else what, _since(bench, tr))
    if bench.silent_s >= SILENT_S:
        return BenchTile(bench.station, name, BenchState.SILENT, tr("Not heard from"), _age(bench.silent_s, tr))
    return BenchTile(bench.station, name, BenchState.WELL, tr("All is well"))


def _asks_for(state: str, tr: Translator) -> str:
    """Return what the worker said it is about; a bench with a newer program may say what is not known here."""
    match state.removeprefix(TROUBLE) if state.startswith(TROUBLE) else "":
        case Gesture.MISSING:
            return tr("Something is missing")
        case Gesture.BROKEN:
            return tr("Something is broken")
        case _:
            return tr("Asks for help")


def _since(bench: BenchSeen, tr: Translator) -> str:
    silent = f" · {tr('Not heard from')}" if bench.silent_s >= SILENT_S else ""
    return _age(bench.waits_s, tr) + silent


def _age(seconds: int, tr: Translator) -> str:
    """In whole minutes: a board that counts seconds hurries people."""
    minutes = seconds // 60
    return tr.many("for {n} minute", "for {n} minutes", minutes) if minutes else tr("just now")


def show_board(line: str | None, options: LaunchOptions) -> int:
    """Run the board until its window is closed; the exit code. UserError where no line to a server is known."""
    refuse_unsound_qt()
    tr = load(system_language())
    folders = data_folders(options.data)
    settings = YamlSettings(folders.station, machine_station(), tr).load()
    tr = load(settings.language)
    wanted = line or settings.board
    if not wanted:
        raise UserError(tr("This PC has no line to the help board."), tr("Give it, as oss-app server init printed it."))
    os.umask(0o077)
    application()
    bridge = Bridge()
    window = MainWindow(StationDisplay(options.display or "", "", None), windowed=options.windowed)
    window.allow_close()
    window.left.connect(application().quit)
    voice = QtVoice(
        Sounds(folders.cache, bridge.post),
        chime_sounds(assets() / "sounds"),
        on_state=lambda works: None,
        volume=settings.volume,
        voices=settings.voices,
    )
    board = HelpBoard(wanted, tr, lambda: voice.chime("call"), PALETTES[system_theme()])
    board.over.connect(window.close)
    box = sorry(tr, sheet(LIGHT))

    def begin() -> None:
        window.open()
        board.open(window)
        voice.open()

    end = QTimer()
    end.setSingleShot(True)
    end.timeout.connect(window.close)
    if options.quit_after is not None:
        end.start(round(options.quit_after * 1000))
    try:
        return execute(begin, box.open)
    finally:
        end.stop()
        bridge.close()
        board.close_down()
        voice.close()
