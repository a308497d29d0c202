"""Pages on an offscreen display, with a clock that tests turn by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.player.screen import Extent, Screen
from oss_app.ui.kiosk.player.view import PlayerView
from tests.ui.screens import EXTENT, STILL
from tests.window import desktop, small_desktop  # noqa: F401 fixtures


class HandClock:
    """Seconds that go on only when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


ShowScreen = Callable[..., PlayerView]


def has_room(view: PlayerView, screen: Screen, profile: Profile, extent: Extent, mm: float) -> bool:
    """Whether the steps of a screen have room on it at once, wherever the controls stand."""
    here = replace(extent, tiles=screen.tiles, page_size=len(screen.tiles))
    return any(view.holds(profile, replace(here, foot=foot), mm) for foot in (False, True))


def standing_for(view: PlayerView, screen: Screen, profile: Profile, extent: Extent, mm: float) -> Extent:
    """The extent with the controls at the foot where the steps of a screen have room only so, as they are dealt out."""
    here = replace(extent, tiles=screen.tiles, page_size=len(screen.tiles))
    room = [view.holds(profile, replace(here, foot=foot), mm) for foot in (False, True)] if screen.tiles else [True]
    return replace(extent, foot=room == [False, True])


@pytest.fixture
def show(qtbot: QtBot, clock: HandClock) -> Iterator[ShowScreen]:
    """Show a screen in a view of its own; the guard is over when it is handed out."""
    views: list[PlayerView] = []

    def make(
        screen: Screen,
        profile: Profile = STILL,
        extent: Extent = EXTENT,
        size: tuple[int, int, float] = (1280, 720, 3.7),
        wait: bool = True,
    ) -> PlayerView:
        view = PlayerView(clock=clock)
        qtbot.addWidget(view)
        views.append(view)
        width, height, mm = size
        view.resize(width, height)
        view.set_profile(profile, standing_for(view, screen, profile, extent, mm), mm)
        view.show()
        view.activateWindow()
        view.show_screen(screen)
        if wait:
            qtbot.waitUntil(lambda: not view.is_waiting)
        clock.now += 1
        return view

    yield make
    for view in views:
        view.close_down()
