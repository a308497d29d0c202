"""A station follows its folders through a real child process; what runs changes only while no session is open."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oss_app.app.following import FolderWatch, Follower
from oss_app.core.profile import Profile
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.store.profiles import YamlProfiles
from oss_app.store.shared_cards import SharedCards
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.releases import publish, withdraw_release
from tests.leftovers import nothing_left, until

WORDS = load("en")


class Followed:
    """A station without a screen, and the thread that its calls come back on."""

    def __init__(self, folder: Path) -> None:
        self.share, self.office = folder / "share", folder / "office"
        for made in (self.share, self.office):
            made.mkdir()
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.changes = 0
        watch = FolderWatch(self.share, self.office, folder / "followed", folder / "cards", "en")
        self.cards = SharedCards(folder / "cards", lambda card: None, WORDS)
        self.follower = Follower(watch, self.cards, self._calls.put, self._changed)
        self.follower.start()

    def tasks(self) -> list[str]:
        return [item.folder.name for item in FolderLibrary(self.follower.store.tasks, released=True).list()]

    def carry_out(self) -> None:
        """The next call that comes back."""
        self._calls.get(timeout=120)()

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            try:
                self._calls.get(timeout=0.05)()
            except queue.Empty:
                continue

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    with nothing_left():
        made = Followed(tmp_path)
        yield made
        made.follower.close()


def test_releases_cards_and_withdrawals_come_while_nobody_works(followed: Followed) -> None:
    publish(instructions() / "ontbijt", followed.share)
    YamlProfiles(followed.office, lambda card: None, WORDS).save(Profile(card="boat"))
    followed.follower.rest(True)
    followed.until(lambda: followed.changes)
    assert followed.tasks() == ["ontbijt"]
    assert [profile.card for profile in followed.cards.list()] == ["boat"]

    withdraw_release("ontbijt", followed.share)
    followed.follower.look_now()
    followed.until(lambda: followed.changes == 2)
    assert followed.tasks() == []


def test_what_comes_during_a_session_waits_for_its_end(followed: Followed) -> None:
    publish(instructions() / "ontbijt", followed.share)
    followed.follower.rest(True)
    followed.carry_out()  # the child is up, and is told that it may look
    until(followed.follower.store.ready)
    followed.follower.rest(False)  # a session begins before the answer has come
    followed.until(lambda: followed.follower.has_looked)
    assert followed.tasks() == []
    assert followed.changes == 0
    followed.follower.rest(True)
    assert followed.tasks() == ["ontbijt"]
    assert followed.changes == 1


def test_at_the_end_of_a_kit_a_withdrawal_is_seen_and_nothing_is_swapped(followed: Followed) -> None:
    publish(instructions() / "ontbijt", followed.share)
    followed.follower.rest(True)
    followed.until(lambda: followed.changes)
    followed.follower.rest(False)  # a session of many kits
    withdraw_release("ontbijt", followed.share)
    assert not followed.follower.is_withdrawn("ontbijt")
    followed.follower.look_now()
    followed.until(lambda: followed.follower.is_withdrawn("ontbijt"))
    assert followed.tasks() == ["ontbijt"]
    assert not followed.follower.is_withdrawn("tandarts")
    followed.follower.rest(True)
    assert followed.tasks() == []


def test_a_folder_that_is_gone_is_told(followed: Followed) -> None:
    followed.share.rmdir()
    followed.follower.rest(True)
    followed.until(lambda: followed.follower.has_looked)
    assert not followed.follower.is_reached
    assert "is not reached" in followed.follower.news(WORDS)
