"""All tasks of a coach: found, in groups and in order, put away and deleted, refreshed from somebody else's."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import openpyxl
import pytest

from oss_app.core.errors import UserError
from oss_app.core.release import ReleaseState
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.editor.edits import Insert, SetText
from oss_app.editor.task_store import TaskStore
from oss_app.files import keep_file
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile import packing, versions
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.leftovers import clear_leftovers
from oss_app.taskfile.writer import TaskFile

DUTCH = load("nl")
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
    return TaskStore(own, instructions(), DUTCH, lambda task: [], lambda: NOW, lambda s, f: None, NoPhotos())


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


@pytest.fixture
def package(store: TaskStore, own: Path, tmp_path: Path) -> Path:
    """What another station made of the tray: a new sentence, another photo of an old name, a new step and check."""
    there = tmp_path / "there" / "ontbijt"
    shutil.copytree(instructions() / "ontbijt", there)
    shutil.copytree(instructions() / "tandarts" / "checks" / "pincet", there / "checks" / "pincet")
    shutil.copy(instructions() / "tandarts" / "sonde.jpg", there / "bord.jpg")
    text = (there / "task.yaml").read_text().replace("Zet het dienblad op tafel.", "Zet het dienblad neer.")
    text += "\n  - tekst: Leg 1 sonde op het blad.\n    controle: pincet\n"
    (there / "task.yaml").write_text(text)
    packing.export(there, tmp_path / "ontbijt.osstask")
    return tmp_path / "ontbijt.osstask"


def test_a_task_that_is_here_is_refreshed_from_a_package(store: TaskStore, own: Path, package: Path) -> None:
    folder = own / "ontbijt"
    shutil.copytree(instructions() / "ontbijt", folder)
    shutil.copytree(instructions() / "tandarts" / "checks" / "pincet", folder / "checks" / "pincet")
    (folder / "checks" / "pincet" / "check.yaml").write_text("mine\n")
    plate = (folder / "bord.jpg").read_bytes()
    offer = store.from_package(package)
    assert offer.refresh is not None and offer.refreshes == "Ontbijtblad klaarzetten"
    where, said = offer.refresh()
    assert where == folder and "pincet" in said
    (listing, state), *others = store.look().own
    assert not others and state is ReleaseState.CHANGED and listing.task is not None
    steps = listing.task.steps
    assert (steps[0].text.words, steps[-1].text.words) == ("Zet het dienblad neer.", "Leg 1 sonde op het blad.")
    assert (folder / "bord.jpg").read_bytes() == plate  # an earlier version finds its own
    shown = next(step.photo for step in steps if step.photo and step.photo.startswith("bord"))
    assert shown != "bord.jpg" and (folder / shown).is_file()
    assert listing.task.places.get(shown) == TaskFile.open(instructions() / "ontbijt").task.places.get("bord.jpg")
    assert (folder / "checks" / "pincet" / "check.yaml").read_text() == "mine\n"
    kept = [versions.task_of(folder, one).steps[0].text.words for one in versions.versions(folder)]
    assert kept == ["Zet het dienblad neer.", "Zet het dienblad op tafel."]
    assert not [path for path in own.iterdir() if path.name.startswith(".")]
    offer.refresh()
    assert len(list(folder.glob("bord*.jpg"))) == 2  # once more brings nothing twice


def test_who_refreshes_a_task_is_told_that_it_is_the_same_or_how_it_was_before(
    own: Path, package: Path, tmp_path: Path
) -> None:
    hours = (NOW + timedelta(hours=n) for n in count())
    store = TaskStore(own, instructions(), DUTCH, lambda task: [], lambda: next(hours), lambda s, f: None, NoPhotos())
    packing.export(instructions() / "ontbijt", tmp_path / "older.osstask")
    older = store.from_package(tmp_path / "older.osstask")
    assert older.take is not None
    folder = older.take()
    said = []
    for path in (package, package, tmp_path / "older.osstask"):
        offer = store.from_package(path)
        assert offer.refresh is not None
        said.append(offer.refresh()[1])
    first = TaskFile.open(folder).task.steps[0].text.words
    assert first == "Zet het dienblad op tafel."
    newer, again, before = said
    assert newer == DUTCH("The task is refreshed. What it said before is among its earlier versions.")
    assert again.startswith(DUTCH("The task says this already. Nothing was changed."))
    assert before.startswith(
        DUTCH("The task is as it was some time ago. What was changed since is among its earlier versions.")
    )
    kept = [versions.task_of(folder, one).steps[0].text.words for one in versions.versions(folder)]
    assert kept[:2] == ["Zet het dienblad op tafel.", "Zet het dienblad neer."]


def test_a_task_that_is_not_here_is_only_made(store: TaskStore, package: Path) -> None:
    offer = store.from_package(package)
    assert offer.refresh is None and offer.take is not None
    assert offer.take().name == "ontbijt"
    assert store.from_package(package).refresh is not None


def test_items_come_from_a_list_once_with_their_warnings(store: TaskStore, own: Path, tmp_path: Path) -> None:
    library = ItemLibrary(tmp_path / "items")
    library.add({"nl": "Sonde"})
    (tmp_path / "lijst.csv").write_text(
        "naam;aantal;opmerking;maker\nspiegel;2;;x\nsonde;1;;x\nmes;1;LET OP: scherp;x\nmes;4;;x\n", "utf-8"
    )
    said, told = store.items_from_list(tmp_path / "lijst.csv", library)
    items = {item.names["nl"]: item for item in library.list()}
    assert set(items) == {"Sonde", "spiegel", "mes"}
    assert "2" in said and "maker" in told[0]


def test_all_that_items_from_a_workbook_lack_is_told(store: TaskStore, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("naam", "aantal", *"abcde"), ("spiegel", 2, *"qqqqq"), ("sonde", 1, *"qqqqq")]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Oud").append(("mes", 1))
    book.save(tmp_path / "lijst.xlsx")
    _, told = store.items_from_list(tmp_path / "lijst.xlsx", ItemLibrary(tmp_path / "items"))
    assert len(told) == 7 and "sonde" in told[0] and "Oud" in told[1]


def test_all_that_is_not_taken_is_told_or_counted(store: TaskStore, tmp_path: Path) -> None:
    heads = ("naam", *(f"maker {letter}" for letter in "abcdef"))
    (tmp_path / "lijst.csv").write_text(";".join(heads) + "\n" + ";".join(["Spiegel", *("q" * 6)]) + "\n", "utf-8")
    offer = store.from_list(tmp_path / "lijst.csv")
    assert len(offer.told) == 6
    told = sum(f"“{head}”" in offer.said for head in heads[1:])
    assert told == 3 and load("nl").many("{n} more thing to know.", "{n} more things to know.", 3) in offer.said


class Killed:
    """Keeps photos as they are; the program is killed at the third."""

    def __init__(self) -> None:
        self.kept = 0

    def keep(self, path: Path, folder: Path) -> str:
        self.kept += 1
        if self.kept == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return keep_file(folder, path.stem, ".jpg", path.read_bytes())

    def small(self, data: bytes, name: str) -> bytes:
        return data


def take_in_photos(own: Path, photos: list[Path]) -> None:
    """What the process that is killed does."""
    store = TaskStore(own, instructions(), load("nl"), lambda task: [], lambda: NOW, lambda s, f: None, Killed())
    store.from_photos(photos)


def test_killed_among_the_photos_of_a_new_task_nothing_is_there_and_nothing_lies_about(
    store: TaskStore, own: Path, tmp_path: Path
) -> None:
    photos = [tmp_path / f"{n}.jpg" for n in range(5)]
    for path in photos:
        path.write_bytes(b"\xff\xd8\xff" + path.name.encode())
    child = multiprocessing.get_context("spawn").Process(target=take_in_photos, args=(own, photos))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert list(own.iterdir())
    assert not store.look().own
    clear_leftovers(own)
    assert not list(own.iterdir())


def test_a_copy_takes_neither_links_nor_devices_along(store: TaskStore, own: Path) -> None:
    folder = task(own, "a", "Set")
    (folder / "zero.jpg").symlink_to("/dev/zero")
    (folder / "outside").symlink_to(own.parent)
    (folder / "own.jpg").write_bytes(b"1")
    made = store.copy(store.look().own[0][0])
    assert sorted(path.name for path in made.iterdir() if not path.name.startswith(".")) == ["own.jpg", "task.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_group_that_is_no_file_is_none(store: TaskStore, own: Path) -> None:
    os.mkfifo(task(own, "a", "Set") / ".group")
    assert store.look().groups == {}


ODD = (
    "a/b\\c", "..", "CON", "قائمة الأدوات", "רשימה", "📦 doos 🎁", "x" * 300, "Doos", "Doos", "doos", "e\u0301clair",
    "éclair", "a:b*c?<>|", "#hash", "- streep", "'aan'", '"q": [x]', "日本語", "null", "123", "ja", ".bin", "%s {n}",
    "&amp; <b>vet</b>",
)  # fmt: skip


def test_tasks_of_odd_names_go_into_the_bin_and_come_back(store: TaskStore) -> None:
    titles = sorted([*ODD, *(f"Taak {n}" for n in range(6))])
    for title in titles:
        draft = store.empty()
        draft.do(SetText(None, "title", title))
        draft.do(Insert(0, (Step(text=Text(words=f"Pak de {title} bak.")),)))
        assert draft.close(), title
    listed = store.look().own
    assert sorted(listing.title for listing, _ in listed) == titles
    assert [listing.title for listing, _ in listed if listing.task is None] == []
    for listing, _ in listed:
        store.remove(listing)
    assert store.look().own == []
    assert sorted(binned.title for binned in store.bin.list()) == titles
    for binned in store.bin.list():
        store.bin.bring_back(binned)
    assert store.bin.list() == [] and sorted(listing.title for listing, _ in store.look().own) == titles


@pytest.mark.parametrize("field", ["hint", "warning", "say"])
@pytest.mark.parametrize("typed", [" ", "\u00a0", " \u3000"])
def test_a_space_that_was_typed_by_mistake_is_no_text(store: TaskStore, field: str, typed: str) -> None:
    """The file refused the whole task for one."""
    draft = store.empty()
    draft.do(Insert(0, (Step(text=Text(words="Pak de doos.")),)))
    draft.do(SetText(0, field, typed))
    draft.do(SetText(0, "text", typed, "en"))
    assert draft.close()
    (listing, _) = store.look().own[0]
    assert listing.task is not None, listing.problems
    assert listing.task.steps == (Step(text=Text(words="Pak de doos.")),)


@pytest.mark.parametrize("sign", ["\u202a", "\u202c", "\u2067", "\u2069", "\ufeff", "\u2028", "\x85", "\x1b", "\0"])
def test_what_is_pasted_with_marks_that_nobody_sees_makes_a_task_that_runs(store: TaskStore, sign: str) -> None:
    """Chats, spreadsheets and Arabic web pages bring them; the file refused the whole task for one of them."""
    draft = store.empty()
    draft.do(Insert(0, (Step(text=Text(words="")),)))
    for words, language in ((f"Leg de{sign} doos.", ""), (f"{sign}ضع الصندوق{sign}.", "ar")):
        draft.do(SetText(0, "text", words, language))
    draft.do(SetText(0, "hint", sign))
    assert draft.close()
    (listing, _) = store.look().own[0]
    assert listing.task is not None, listing.problems
    step = listing.task.steps[0]
    assert step.text.words.split() == ["Leg", "de", "doos."] and step.hint is None
    assert step.text.translations["ar"].replace(" ", "") == "ضعالصندوق."
