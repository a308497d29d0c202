"""A station follows its folders through a real child process; what runs changes only while no session is open."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oss_app.app.followed import FollowedFolder
from oss_app.app.following import FolderWatch, Follower
from oss_app.core.profile import Profile
from oss_app.core.settings import Settings
from oss_app.editor.task_store import ShownTasks
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.store.folders import Folders
from oss_app.store.profiles import YamlProfiles
from oss_app.store.shared_cards import SharedCards
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.releases import publish, withdraw_release
from oss_app.ui.desk.library.library_page import LibraryPage
from oss_app.ui.desk.station.shared_card import SharedCard
from oss_app.ui.desk.widgets.followed import FollowedTasks
from oss_app.ui.kit.formats import day
from oss_app.ui.kit.theme import LIGHT
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


def test_versions_age_and_what_is_refused_are_told_on_the_pages(
    followed: Followed, tmp_path: Path, qtbot: QtBot
) -> None:
    folders, settings, page = (
        Folders(tmp_path),
        Settings(tasks_from=str(followed.share)),
        FollowedFolder(Folders(tmp_path)),
    )
    assert FollowedFolder(folders).told(Settings(), WORDS) is None
    assert page.told(settings, WORDS) == FollowedTasks((), "The folder has not been reached yet.")

    publish(instructions() / "ontbijt", followed.share)
    publish(instructions() / "ontbijt", followed.share)
    (followed.share / "tandarts-0001.osstask").write_bytes(b"half of it")
    (followed.share / "ontbijt-0001 (conflict).osstask").write_bytes(b"")
    followed.follower.rest(True)
    followed.until(lambda: followed.changes)
    told = page.told(settings, WORDS)
    assert told is not None
    today = day(date.today(), WORDS)
    assert [(task.title, task.version) for task in told.tasks] == [
        ("Ontbijtblad klaarzetten", f"version 2, here since {today}")
    ]
    assert told.looked.startswith(f"Last looked into the folder: {today}, ")
    assert [("(conflict)" in said, "cannot be used" in said) for said in told.problems] == [
        (True, False),
        (False, True),
    ]

    followed.share.rename(tmp_path / "away")
    followed.follower.look_now()
    followed.until(lambda: not followed.follower.is_reached)
    gone = page.told(settings, WORDS)
    assert gone is not None
    assert gone.tasks == told.tasks
    assert gone.looked == told.looked.replace("Last looked into the folder: ", "The folder was last reached: ")[:-1] + (
        ". What runs here goes on."
    )
    assert "is not reached" in gone.problems[0]

    card, library = SharedCard(LIGHT, WORDS), LibraryPage(LIGHT, WORDS)
    for widget in (card, library):
        qtbot.addWidget(widget)
    library.show_shelf(ShownTasks((), ()))
    card.followed.show_followed(told)
    library.show_followed(told)
    wanted = {told.looked, told.tasks[0].title, told.tasks[0].version, *told.problems}
    assert wanted <= said_on(card)
    assert wanted <= said_on(library)
    library.show_followed(gone)
    assert gone.looked in said_on(library)
    library.close_down()


def said_on(page: QWidget) -> set[str]:
    return {words.text() for words in page.findChildren(QLabel) if not words.isHidden()}
