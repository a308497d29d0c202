"""All tasks of a coach: found, in groups and in order, put away and deleted, refreshed from somebody else's."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import load
from oss_app.resources import instructions

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class NoPhotos:
    """The port PhotoKeeper, for tests without photos of a phone."""

    def keep(self, path: Path, folder: Path) -> str:
        raise UserError("no photos here")

    def small(self, data: bytes, name: str) -> bytes:
        return data


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "tasks").mkdir()
    return tmp_path / "tasks"


@pytest.fixture
def store(own: Path) -> TaskStore:
    words = load("nl")
    return TaskStore(own, instructions(), words, lambda task: [], lambda: NOW, lambda s, f: None, NoPhotos())


def task(own: Path, name: str, title: str, when: float = 1e9) -> Path:
    (own / name).mkdir()
    (own / name / "task.yaml").write_text(f"taak: {title}\nstappen:\n  - tekst: Pak de doos.\n")
    os.utime(own / name / "task.yaml", (when, when))
    return own / name


def shown(store: TaskStore, words: str = "", group: str = "", *, newest_first: bool = False) -> list[str]:
    look = store.look()
    return [look.own[n][0].title for n in look.arranged(words, group, newest_first=newest_first)]


def test_tasks_stand_by_name_as_a_person_counts_or_the_newest_first(store: TaskStore, own: Path) -> None:
    task(own, "a", "Set 10", 3e8)
    task(own, "b", "set 2", 1e8)
    task(own, "c", "Koffer", 2e8)
    assert shown(store) == ["Koffer", "set 2", "Set 10"]
    assert shown(store, newest_first=True) == ["Set 10", "Koffer", "set 2"]
    assert shown(store, "SET") == ["set 2", "Set 10"]


def test_a_task_is_in_one_group_which_is_found_and_left(store: TaskStore, own: Path) -> None:
    task(own, "a", "Set 10")
    task(own, "b", "Koffer")
    koffer = next(listing for listing, _ in store.look().own if listing.title == "Koffer")
    store.put_into_group(koffer, "  Ploeg   2 ")
    assert store.look().group_names == ["Ploeg 2"]
    assert shown(store, group="Ploeg 2") == ["Koffer"]
    assert shown(store, "ploeg kof") == ["Koffer"]
    store.put_into_group(koffer, "")
    assert store.look().group_names == []
    assert sorted(path.name for path in koffer.folder.iterdir()) == ["task.yaml"]


def test_the_bin_tells_since_when_and_deletes_for_good(store: TaskStore, own: Path) -> None:
    task(own, "a", "Set 10")
    store.remove(store.look().own[0][0])
    (binned,) = store.bin.list()
    assert (binned.title, binned.since) == ("Set 10", NOW)
    store.bin.delete(binned)
    assert store.bin.list() == []
    assert not binned.folder.exists()
