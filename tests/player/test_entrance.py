"""What is asked at the start, and what is not asked where there is no choice."""

from __future__ import annotations

from pathlib import Path

from oss_app.core.ports import Listing
from oss_app.core.profile import Profile, Theme
from oss_app.core.task import Task
from oss_app.player.opening import can_run, cards, languages, only_profile
from tests.samples import dental_kit

CAT, CUP, OWN = Profile(card="kat"), Profile(card="koffie"), Profile(theme=Theme.DARK)
KIT = Listing(Path("tandarts"), dental_kit())
BROKEN = Listing(Path("kapot"), None)


def without_warning_in_english() -> Task:
    task = dental_kit()
    warned = task.steps[1]
    assert warned.warning
    bare = warned.model_copy(update={"warning": warned.warning.model_copy(update={"translations": {}})})
    return task.model_copy(update={"items": (bare,)})


def test_who_is_asked_only_where_there_are_several_cards() -> None:
    assert cards([CAT, CUP, OWN]) == (CAT, CUP)
    assert cards([CAT, OWN]) == ()
    assert only_profile([CAT, OWN]) == CAT
    assert only_profile([OWN]) == OWN
    assert only_profile([]) == Profile()


def test_the_language_is_asked_only_where_there_are_several() -> None:
    assert languages([KIT, BROKEN], Profile(), "nl") == ("nl", "en")
    assert languages([KIT], Profile(), "en") == ("en", "nl")
    assert languages([KIT], Profile(language="en"), "nl") == ("en",)
    assert languages([BROKEN], Profile(), "nl") == ("nl",)


def test_a_task_with_an_untranslated_warning_does_not_run_in_that_language() -> None:
    listing = Listing(Path("x"), without_warning_in_english())
    assert can_run(listing, "nl")
    assert not can_run(listing, "en")
    assert not can_run(BROKEN, "nl")
