"""The question about less help stands there whole, with a photo that shows something, at twice the text (S2, W4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oss_app.core.events import Opened, Question, Topic
from oss_app.core.plan import plan
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.session import Session
from oss_app.core.task import Step, Task
from oss_app.core.text import Text, is_right_to_left
from oss_app.i18n import load
from oss_app.player.present import Presenter
from oss_app.player.screen import Screen
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.kiosk.own_layout import fits
from oss_app.ui.kiosk.player.photo import PhotoView
from oss_app.ui.kiosk.sizes import LEAST_PHOTO_MM
from oss_app.ui.kit.fonts import measured
from tests.ui.conftest import ShowScreen
from tests.ui.screens import FINISHED, KIT_END

SIZES = [(1280, 720, 3.7), (1366, 768, 3.97), (1920, 1080, 3.6), (1080, 1920, 3.6)]
LANGUAGES = ["nl", "en", "de", "pl", "uk", "tr", "ar", "ti"]
LONG = "Set met instrumenten voor de controle bij de tandarts van de school in de wijk, met de lange naam"
ASKED = [Question(Topic.LESS, level) for level in list(HelpLevel)[1:]] + [Question(Topic.WAY, HelpLevel.PHOTO)]


def task(long: bool) -> Task:
    found = next(item for item in FolderLibrary(instructions()).list() if item.folder.name == "tandarts")
    assert found.task is not None
    if not long:
        return found.task
    steps = tuple(
        item.model_copy(update={"text": Text(words="Leg het.")}) if isinstance(item, Step) else item
        for item in found.task.items
    )
    return found.task.model_copy(update={"title": Text(words=LONG), "items": steps})


@pytest.mark.parametrize("long", [False, True], ids=["as-it-is", "long-title-short-steps"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_at_twice_the_text_all_of_it_stands_there(
    show: ShowScreen, size: tuple[int, int, float], language: str, long: bool
) -> None:
    profile = Profile(card="cat", text_percent=200, reduced_motion=True)
    laid_out = replace(plan(task(long), profile), is_guided=True, offers_more=True)
    presenter = Presenter(profile, language, load(language))
    view = None
    for asked in ASKED:
        session = Session(laid_out)
        session.on(Opened(asked))
        screen = presenter.screen(session)
        assert screen.right_to_left is is_right_to_left(language)
        if view is None:
            view = show(screen, profile, presenter.extent(laid_out), size, wait=False)
        view.show_screen(screen)
        layout = view.layout_of(screen)
        assert fits(screen, layout, measured), screen.sentence
        assert layout.photo.h >= LEAST_PHOTO_MM * layout.mm, (screen.sentence, layout.photo)
        assert layout.photo.w >= layout.photo.h
        photo = view.findChild(PhotoView)
        assert photo is not None
        assert photo.isVisible()
        shown = photo.geometry()
        assert view.rect().contains(shown)
        for control in screen.controls:
            assert not view.button(control.slot).geometry().intersects(shown)


@pytest.mark.parametrize("screen", [KIT_END, FINISHED], ids=["kit-end", "end"])
@pytest.mark.parametrize("size", [(1024, 768, 3.7), *SIZES], ids=lambda size: f"{size[0]}x{size[1]}")
def test_at_the_end_the_photo_has_the_larger_room(
    show: ShowScreen, size: tuple[int, int, float], screen: Screen
) -> None:
    """Whether the controls stand in a column or two by two: beside them, or between the words and them."""
    profile = Profile(card="cat", text_percent=200, reduced_motion=True)
    extent = Presenter(profile, "nl", load("nl")).extent(plan(task(long=False), profile))
    view = show(screen, profile, extent, size, wait=False)
    layout = view.layout_of(screen)
    photo, between = layout.photo, min(box.y for box in layout.controls.values()) - layout.sentence.bottom
    wide = min(layout.sentence.w, (between - 2 * layout.margin) * 16 / 9)
    assert min(photo.w, photo.h * 16 / 9) >= wide
    assert photo.y >= layout.sentence.bottom
    assert not any(photo.overlaps(box) for box in layout.controls.values())
