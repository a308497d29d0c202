"""What is released, taken away or binned here goes to the folder that other stations follow, or it is told why not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.ports import Listing
from oss_app.core.release import ReleaseState
from oss_app.editor.edits import SetText
from oss_app.editor.sharing import Sharing
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import load
from oss_app.taskfile import versions
from oss_app.taskfile.releases import Release, releases_in
from tests.editor.test_task_store import NoPhotos, task
from tests.hanging import read_only

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class Held:
    """Beside a window that goes on: the act is done when the test lets it, as a slow share does."""

    def __init__(self) -> None:
        self._held: tuple[Callable[[], None], Callable[[Exception | None], None]] | None = None

    @property
    def is_busy(self) -> bool:
        return self._held is not None

    def begin(self, act: Callable[[], None], done: Callable[[Exception | None], None]) -> None:
        assert self._held is None
        self._held = act, done

    def settle(self) -> None:
        if self._held:
            (act, done), self._held = self._held, None
            act()
            done(None)


class Desk:
    """A coach's tasks, the folder of all stations, and what was told of it."""

    def __init__(self, folder: Path) -> None:
        self.own, self.share = folder / "tasks", folder / "share"
        for made in (self.own, self.share):
            made.mkdir()
        task(self.own, "kit", "Kit")
        self.beside = Held()
        self.sharing = Sharing(self.share, self.beside)
        self.told: list[str] = []
        self.again: list[Callable[[], None]] = []
        self.sharing.over.connect(self._over)
        words = load("en")
        self.store = TaskStore(
            self.own, folder / "none", words, lambda task: [], lambda: NOW, lambda s, f: None, NoPhotos(), self.sharing
        )

    def _over(self, error: UserError | OSError | None, again: Callable[[], None] | None) -> None:
        self.told.append(error.sentence if isinstance(error, UserError) else str(error or ""))
        self.again += [again] if again else []

    @property
    def kit(self) -> Listing:
        return self.store.look().own[0][0]

    @property
    def state(self) -> ReleaseState:
        return versions.state(self.own / "kit")

    def shared(self) -> Release | None:
        return releases_in(self.share).get("kit")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_nothing_overtakes_what_is_on_its_way(desk: Desk) -> None:
    desk.store.release(desk.kit)
    assert (desk.sharing.is_busy, desk.shared(), desk.told) == (True, None, [])
    acts: list[Callable[[], object]] = [
        lambda: desk.store.release(desk.kit),
        lambda: desk.store.withdraw(desk.kit),
        lambda: desk.store.remove(desk.kit),
    ]
    for act in acts:
        with pytest.raises(UserError, match="still on its way"):
            act()
    draft, said = desk.store.open(desk.own / "kit"), list[str]()
    draft.told.connect(said.append)
    assert not draft.release()
    assert "still on its way" in said[0]
    assert draft.do(SetText(0, "text", "Pak een andere doos.", "nl"))
    assert draft.save()  # the disk of this PC waits for no share
    desk.beside.settle()
    assert (desk.shared(), desk.told) == (Release("kit", 1), [""])
    seen: list[int] = []
    assert draft.release(lambda: seen.append(1))
    assert "on its way" in said[1]
    assert seen == []
    desk.beside.settle()
    assert (desk.shared(), seen) == (Release("kit", 2), [1])
    draft.rest()


def test_it_is_gone_here_when_it_is_gone_there(desk: Desk) -> None:
    desk.store.release(desk.kit)
    desk.beside.settle()
    desk.store.withdraw(desk.kit)
    assert desk.state is ReleaseState.RELEASED
    desk.beside.settle()
    assert desk.state is ReleaseState.DRAFT
    assert desk.shared() == Release("kit", 2, is_withdrawn=True)


@contextmanager
def protected(share: Path) -> Iterator[None]:
    """May be read and not be written, as a share with rights for the benches alone; root is held by the mount."""
    if sys.platform == "linux" and os.geteuid() == 0:
        with read_only(share):
            yield
        return
    share.chmod(0o555)
    yield
    share.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_lost(desk: Desk) -> None:
    with protected(desk.share):
        desk.store.release(desk.kit)
        desk.beside.settle()
        assert desk.told == ["This was done on this PC alone: the folder of all stations cannot be written now."]
        assert desk.state is ReleaseState.RELEASED
    desk.again[0]()
    desk.beside.settle()
    assert (desk.shared(), desk.told[1:]) == (Release("kit", 1), [""])

    with protected(desk.share):
        desk.store.withdraw(desk.kit)
        desk.beside.settle()
        desk.store.remove(desk.kit)
        assert desk.store.look().own == []
        desk.beside.settle()
        assert desk.told[2:] == ["It stays with the workers: the folder of all stations cannot be written now."] * 2
        assert desk.state is ReleaseState.RELEASED  # it can be taken away once more, and is out of the bin again
        assert desk.store.bin.list() == []
    assert desk.shared() == Release("kit", 1)
    desk.store.remove(desk.kit)
    desk.beside.settle()
    assert desk.shared() == Release("kit", 2, is_withdrawn=True)
    assert [binned.title for binned in desk.store.bin.list()] == ["Kit"]
    assert len(desk.again) == 1
    assert [f.name for f in desk.share.iterdir() if f.name.startswith(".")] == []
