"""Several steps on one screen: tiles side by side, or rows to tick; always in the same places for one session."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from oss_app.core.settings import Gesture
from oss_app.player.screen import Extent, Picture, Screen, ScreenKind
from oss_app.ui.kiosk.button import ButtonStyle
from oss_app.ui.kiosk.keyboard import Guard
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.page import Page
from oss_app.ui.kiosk.player.grid_layout import GridLayout, Room, RowGrid
from oss_app.ui.kiosk.player.grid_layout import standing as standing_of
from oss_app.ui.kiosk.player.rows import TickRow, ticked_look
from oss_app.ui.kiosk.player.tiles import TileView
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.theme import Palette

KINDS = frozenset({ScreenKind.SHORT, ScreenKind.LIST})
STEPS_DOWN = {"Up": -1, "Down": 1}


class StepGrid(QObject):
    """Holds the tiles and rows of a page. Each row has a guard of its own: quick ticks of different rows all count."""

    ticked = Signal(int)

    def __init__(self, page: Page, pictures: Pictures, guard_s: float, clock: Callable[[], float]) -> None:
        super().__init__(page)
        self._page, self._pictures, self._guard_s, self._clock = page, pictures, guard_s, clock
        self._tiles: list[TileView] = []
        self._rows: list[TickRow] = []
        self._guards: list[Guard] = []
        self._room: Room | None = None
        self._settled: object = None
        self._standing: GridLayout | RowGrid | None = None

    def settle(self, screen: Screen, layout: ScreenLayout, extent: Extent) -> None:
        """Find where the steps of a screen stand; the same wording stands in the same places."""
        tiles, rtl = screen.tiles, screen.right_to_left
        key = layout, rtl, extent.tiles, tuple((tile.number, tile.sentence, tile.warning) for tile in tiles)
        if key != self._settled:
            here = replace(extent, tiles=tiles, page_size=len(tiles), has_rows=screen.kind is ScreenKind.LIST)
            self._settled = key
            self._room, self._standing = standing_of(layout, here, measured, others=extent.tiles, right_to_left=rtl)

    @property
    def rows(self) -> Sequence[TickRow]:
        """The rows on the screen."""
        return [row for row in self._rows if row.isVisibleTo(self._page)]

    @property
    def tiles(self) -> Sequence[TileView]:
        """The tiles on the screen."""
        return [tile for tile in self._tiles if tile.isVisibleTo(self._page)]

    @property
    def room(self) -> Room | None:
        """Where they stand, and the line with them."""
        return self._room

    @property
    def standing(self) -> GridLayout | RowGrid | None:
        """How they stand."""
        return self._standing

    @property
    def is_waiting(self) -> bool:
        """Whether a picture on the screen is still being read."""
        rows = any(row.wanted and not self._pictures.has(row.wanted) for row in self.rows)
        return rows or any(tile.photo.is_waiting for tile in self.tiles)

    @property
    def is_fading(self) -> bool:
        """Whether tiles are between two pages."""
        return any(tile.photo.is_fading or tile.fade.share < 1 for tile in self.tiles)

    def show(self, screen: Screen, layout: ScreenLayout, palette: Palette, *, still: bool, fresh: bool) -> None:
        """Show the steps of a screen; none where it has none."""
        standing, count = self._standing, len(screen.tiles)
        shows_tiles = screen.kind is ScreenKind.SHORT and isinstance(standing, GridLayout)
        shows_rows = screen.kind is ScreenKind.LIST and isinstance(standing, RowGrid)
        if shows_tiles and isinstance(standing, GridLayout):
            self._show_tiles(screen, standing, layout, palette, still=still, fresh=fresh)
        if shows_rows and isinstance(standing, RowGrid):
            self._show_rows(screen, standing, layout, palette)
        for number, tile in enumerate(self._tiles):
            tile.setVisible(shows_tiles and number < count)
        for number, row in enumerate(self._rows):
            row.setVisible(shows_rows and number < count)

    def _show_tiles(
        self, screen: Screen, standing: GridLayout, layout: ScreenLayout, palette: Palette, *, still: bool, fresh: bool
    ) -> None:
        while len(self._tiles) < len(standing.cells):
            self._tiles.append(TileView(self._pictures, self._page))
        for view, tile, cell in zip(self._tiles, screen.tiles, standing.cells, strict=False):
            rtl = screen.right_to_left
            view.arrange(standing, cell, layout, palette, right_to_left=rtl, still=still)
            view.show_tile(tile, fresh=fresh and view.isVisible())

    def _show_rows(self, screen: Screen, standing: RowGrid, layout: ScreenLayout, palette: Palette) -> None:
        while len(self._rows) < len(standing.cells):
            self._add_row()
        rtl = screen.right_to_left
        look = ButtonStyle(palette, standing.type.px, layout.mm, layout.radius, right_to_left=rtl, tall=rtl)
        for row, tile, cell in zip(self._rows, screen.tiles, standing.cells, strict=False):
            row.arrange(standing, cell, ticked_look(look) if tile.is_ticked else look)
            row.show_tile(tile)
            row.set_ringed(self._page.steered_by_keys)

    def _add_row(self) -> None:
        row, number = TickRow(self._pictures, self._page), len(self._rows)
        self._page.adopt(row).clicked.connect(lambda *_: self._tick(number))
        self._rows.append(row)
        self._guards.append(Guard(self._guard_s))

    def guard(self) -> None:
        """Something new is on the screen, which nobody can have meant to tick yet."""
        for guard in self._guards:
            guard.start(self._clock())

    def _tick(self, number: int) -> None:
        if self._guards[number].lets(Gesture.DONE, self._clock()):
            self.ticked.emit(number)

    def move(self, key: str) -> bool:
        """Go to the next row or the one before; whether there are rows to go to."""
        rows = self.rows
        if not rows or key not in STEPS_DOWN:
            return False
        here = next((number for number, row in enumerate(rows) if row.hasFocus()), None)
        beyond = -1 if key == "Down" else len(rows)
        to = (beyond if here is None else here) + STEPS_DOWN[key]
        rows[to % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def lead(self, others: Iterable[QWidget]) -> None:
        """Set the order of Tab: the rows, then these."""
        for one, other in pairwise([*self._rows, *others]):
            QWidget.setTabOrder(one, other)

    def wanted_now(self, screen: Screen) -> list[Wanted]:
        """Return what has to be read to show the steps of a screen where they stand."""
        if screen.kind is ScreenKind.LIST:
            return [row.wanted for row in self.rows if row.wanted]
        return self.wanted([tile.picture for tile in screen.tiles if tile.picture])

    def wanted(self, pictures: Sequence[Picture]) -> list[Wanted]:
        """Return what has to be read to show these pictures as tiles or rows."""
        if isinstance(self._standing, GridLayout) and self._tiles:
            box = self._tiles[0].picture_box()
            found = [self._tiles[0].photo.wanted(picture, box) for picture in pictures] if box.h else []
        else:
            found = [self._rows[0].wants(picture) for picture in pictures] if self._rows else []
        return [one for one in found if one]
