"""The coach's window: the library and its ways to begin, the pages beside a task, and the way back."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from oss_app.core.profile import Theme
from oss_app.core.release import ReleaseState
from oss_app.core.task import Section
from oss_app.editor.edits import SetText
from oss_app.editor.house_list import HouseList
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import language_name
from oss_app.i18n import load as words_of
from oss_app.resources import instructions
from oss_app.taskfile import load, packing, versions
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.writer import TaskFile
from oss_app.ui.desk.library import library_page, new_task_options
from oss_app.ui.desk.library.take_over import TakeOverPage
from oss_app.ui.desk.library.tiles import TaskTile
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.pages import house_page
from oss_app.ui.desk.pages.item_library_page import ItemsPage
from oss_app.ui.desk.pages.paper import Form
from oss_app.ui.desk.widgets import qt_words, typing_pause
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import later
from oss_app.ui.kit.theme import LIGHT
from tests.fakes import FakeVoice
from tests.ui.editor import WORDS, FakeCamera, now, photo, sample


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "tasks").mkdir()
    return tmp_path / "tasks"


@pytest.fixture
def shelf(own: Path) -> TaskStore:
    house = HouseList(own.parent / "words.txt")
    lint = lambda task: lint_task(task, None, "nl", house.words)  # noqa: E731
    return TaskStore(own, instructions(), WORDS, lint, now, later, QtPhotos(), house=house)


@pytest.fixture
def window(qtbot: QtBot, shelf: TaskStore, tmp_path: Path) -> Iterator[EditorWindow]:
    fonts.load()
    made = EditorWindow(
        shelf,
        ItemLibrary(tmp_path / "items"),
        WORDS,
        FakeVoice(),
        FakeCamera(),
        Theme.LIGHT,
        tmp_path / "no-tips",
    )
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    made.show_library()
    yield made
    made.close()


def press(window: EditorWindow, label: str) -> None:
    """Press the button with these words on the line of text that is shown."""
    page = window.pages.currentWidget()
    found = [b for b in page.findChildren(QPushButton) if b.isVisible() and label in b.text()]
    assert len(found) == 1, [b.text() for b in found]
    found[0].click()


def told_on(page: TakeOverPage) -> list[str]:
    """What a coach reads of what is not taken."""
    return [part.text() for part in page.findChildren(QLabel) if part.text().startswith("• ")]


def titles(window: EditorWindow) -> list[str]:
    return [tile.first.accessibleName().split(": ", 1)[1] for tile in window.library.tiles]


# ---- the library ----


def test_an_empty_library_greets_with_ways_to_begin_and_examples(window: EditorWindow) -> None:
    assert window.library.ways is not None
    assert window.focusWidget() is window.library.ways.area.choose
    assert set(window.library.ways.buttons) == {
        new_task_options.LIST,
        new_task_options.SLIDES,
        new_task_options.PACKAGE,
        new_task_options.EMPTY,
    }
    assert "Ontbijtblad klaarzetten" in titles(window)


def test_own_tasks_come_first_with_their_state(window: EditorWindow, own: Path) -> None:
    sample(own)
    sample(own, "ontbijt")
    versions.withdraw(own / "ontbijt")
    window.show_library()
    assert titles(window)[:2] == ["Controle-set voor de tandarts", "Ontbijtblad klaarzetten"]
    states = [versions.state(own / name) for name in ("ontbijt", "tandarts")]
    assert states == [ReleaseState.DRAFT, ReleaseState.RELEASED]


def test_a_task_without_all_its_sentences_is_no_broken_one(window: EditorWindow, tmp_path: Path, own: Path) -> None:
    window.library.dropped.emit([photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg")])
    window.close_task()
    said = [part.text() for part in window.library.tiles[0].findChildren(QLabel)]
    assert "2 stappen, nog 2 zonder zin" in said and "Concept" in said


def test_a_broken_task_is_there_with_its_fault_and_stops_nothing(window: EditorWindow, own: Path) -> None:
    sample(own)
    (own / "stuk").mkdir()
    (own / "stuk" / "task.yaml").write_text("taak: Stuk\nstappen:\n  - fotto: x.jpg\n", encoding="utf-8")
    window.show_library()
    assert "Stuk" in titles(window)
    assert len(window.library.tiles) >= 5


def test_photos_that_are_dropped_become_a_draft_in_order(window: EditorWindow, tmp_path: Path, own: Path) -> None:
    photos = [photo(tmp_path / f"IMG_{n}.jpg") for n in range(1, 7)]
    window.library.dropped.emit(photos)
    assert window.draft is not None
    assert [step.photo for step in window.draft.task.steps] == [f"img_{n}.jpg" for n in range(1, 7)]
    assert window.draft.state is ReleaseState.DRAFT
    assert window.focusWidget() is window.editor.work.sentences.sentence.line


def test_what_is_dropped_beside_photos_is_told_and_a_list_is_offered(
    qtbot: QtBot, window: EditorWindow, tmp_path: Path
) -> None:
    mixed = tmp_path / "vakantie"
    mixed.mkdir()
    photo(mixed / "a.jpg")
    for name in ("film.mp4", "uitleg.pdf", ".DS_Store"):
        (mixed / name).write_bytes(b"%PDF-1.7")
    window.library.dropped.emit([mixed])
    assert window.draft is not None and len(window.draft.task.steps) == 1
    assert "film.mp4, uitleg.pdf" in window.editor.note.words and ".DS_Store" not in window.editor.note.words
    window.close_task()
    (tmp_path / "lijst.csv").write_text("Naam;Aantal\nTang;2\n", encoding="utf-8")
    window.library.dropped.emit([tmp_path / "lijst.csv"])
    qtbot.waitUntil(lambda: "1 stap" in window.library.note.words, timeout=30_000)
    for name, word in (("film.mp4", "open een taak"), ("uitleg.pdf", "een PDF")):
        window.library.dropped.emit([mixed / name])
        qtbot.waitUntil(lambda word=word: word in window.library.note.words, timeout=30_000)  # type: ignore[misc]
    (tmp_path / "leeg").mkdir()
    window.library.dropped.emit([tmp_path / "leeg"])
    assert "niets bij" in window.library.note.words


def test_an_empty_task_begins_with_its_first_sentence(window: EditorWindow, own: Path) -> None:
    window.library.begun.emit(new_task_options.EMPTY)
    QTest.keyClicks(window.editor.work.sentences.sentence.line, "Pak de doos.")
    window.close_task()
    assert titles(window)[0] == "Nieuwe taak"


def test_a_list_of_120_items_is_told_before_it_is_written(
    window: EditorWindow, shelf: TaskStore, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "koffer.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["Artikel", "Aantal", "Vak", "Groep"])
        for n in range(120):
            rows.writerow([f"artikel {n}", n % 5 + 1, n % 30 + 1, f"Lade {n // 12 + 1}"])
    window.offer(lambda: shelf.from_list(file))
    assert "120 stappen in 10 delen" in window.library.note.words
    assert list(own.iterdir()) == []
    press(window, "Maak de taak")
    assert window.draft is not None
    task = window.draft.task
    assert len(task.steps) == 120
    assert sum(isinstance(item, Section) for item in task.items) == 10
    assert task.steps[0].text.words == "Leg 1 artikel 0 in vak 1."


def test_what_is_no_list_is_refused_in_a_line(
    window: EditorWindow, shelf: TaskStore, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "leeg.csv").write_bytes(b"\0\1\2")
    window.offer(lambda: shelf.from_list(tmp_path / "leeg.csv"))
    assert window.library.note.words
    assert list(own.iterdir()) == []


def test_a_list_that_is_dropped_is_read_beside_the_window_however_small(
    qtbot: QtBot, window: EditorWindow, tmp_path: Path
) -> None:
    """Some kilobytes can ask for many seconds."""
    file = tmp_path / "koffer.csv"
    file.write_text("Artikel;Aantal\nsonde;1\npincet;2\n")
    window.library.dropped.emit([file])
    assert window.library.note.words == "“koffer.csv” wordt gelezen …"
    qtbot.waitUntil(lambda: "2 stappen" in window.library.note.words, timeout=30_000)


def test_a_package_says_what_it_brings_and_comes_in_as_a_draft(
    window: EditorWindow, shelf: TaskStore, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "set.osstask"
    packing.export(instructions() / "tandarts", file)
    window.offer(lambda: shelf.from_package(file))
    assert "8 stappen" in window.library.note.words and "4 controles" in window.library.note.words
    assert re.search(r"\d,\d MB", window.library.note.words)
    assert list(own.iterdir()) == []
    press(window, "Maak de taak")
    assert window.draft is not None and window.draft.state is ReleaseState.DRAFT
    assert (own / "tandarts" / "checks" / "pincet" / "check.yaml").exists()


def test_an_example_is_copied_and_changed(window: EditorWindow, shelf: TaskStore, own: Path) -> None:
    listing = shelf.look().examples[0]
    window.library.chosen.emit(listing, library_page.COPY)
    assert window.draft is not None
    assert window.draft.folder.parent == own
    assert window.draft.state is ReleaseState.DRAFT
    assert load(window.draft.folder).listing.task is not None


@pytest.mark.parametrize("act", ["Put in a group …", "Move to the bin"])
def test_what_is_chosen_in_the_menu_of_a_task_may_lay_all_tasks_anew(
    window: EditorWindow, shelf: TaskStore, own: Path, act: str
) -> None:
    folder = sample(own)
    window.show_library()
    tile = window.library.findChildren(TaskTile)[0]

    def answer() -> None:
        if isinstance(dialog := QApplication.activeModalWidget(), QInputDialog):
            dialog.setTextValue("Keuken")
            dialog.accept()

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        try:
            menu.setActiveAction(next(action for action in menu.actions() if action.text() == WORDS(act)))
            QTimer.singleShot(0, answer)
            QTest.keyClick(menu, Qt.Key.Key_Return)
        finally:
            if isValid(menu):
                menu.close()

    QTimer.singleShot(0, choose)
    tile.more.click()
    if act == "Put in a group …":
        assert list(shelf.look().groups.values()) == ["Keuken"]
    else:
        assert not folder.exists()


def test_a_task_goes_to_the_bin_and_comes_back(window: EditorWindow, shelf: TaskStore, own: Path) -> None:
    folder = sample(own)
    window.show_library()
    listing, _ = shelf.look().own[0]
    window.library.chosen.emit(listing, library_page.REMOVE)
    assert not folder.exists()
    press(window, "Haal terug")
    assert (folder / "task.yaml").exists()


def test_release_and_withdraw_from_the_library(window: EditorWindow, shelf: TaskStore, own: Path) -> None:
    folder = sample(own)
    window.show_library()
    listing, _ = shelf.look().own[0]
    window.library.chosen.emit(listing, library_page.WITHDRAW)
    assert versions.state(folder) is ReleaseState.DRAFT
    window.library.chosen.emit(listing, library_page.RELEASE)
    assert versions.state(folder) is ReleaseState.RELEASED


def test_a_task_with_a_fault_says_where_and_what_to_do(window: EditorWindow, own: Path) -> None:
    folder = sample(own)
    file = folder / "task.yaml"
    file.write_text(file.read_text("utf-8").replace("stappen:", "stapen:"), "utf-8")
    line = next(n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.startswith("stapen:"))
    window.open(folder)
    assert f"In task.yaml, regel {line}:" in window.editor.note.words and "stapen" in window.editor.note.words


def test_who_comes_back_is_at_the_task_they_left_and_can_begin_another(window: EditorWindow, own: Path) -> None:
    for name in ("ontbijt", "schroeven", "tandarts"):
        sample(own, name)
    window.open(own / "tandarts")
    window.close_task()
    left = next(tile for tile in window.library.tiles if "tandarts" in tile.first.accessibleName())
    assert window.focusWidget() is left.first
    window.library.new.click()
    assert window.library.ways is not None
    assert window.focusWidget() is window.library.ways.area.choose


# ---- beside a task ----


@pytest.fixture
def opened(window: EditorWindow, own: Path) -> EditorWindow:
    window.open(sample(own))
    return window


def test_the_window_is_called_as_its_task_is_called_now(opened: EditorWindow) -> None:
    assert opened.draft is not None
    opened.draft.do(SetText(None, "title", "Koffer voor de tandarts"))
    assert opened.windowTitle() == "Koffer voor de tandarts"
    opened.close_task()
    assert opened.windowTitle() == "Taken"


def test_languages_side_by_side_with_warnings_first(opened: EditorWindow) -> None:
    page = opened.aside.languages
    opened.editor.head.language.click()
    model = page.model
    assert [model.index(row, 1).data() for row in (0, 1)] == ["De punt is scherp.", "Hou je vingers vrij."]
    assert page.state.text() == "Alles is er"
    index = model.index(0, 2)
    model.setData(index, "")
    assert "1 tekst" in page.state.text() and "1 waarschuwing" in page.state.text()
    assert index.data() == "Nog doen"
    page.only_missing.setChecked(True)
    assert model.rowCount() == 1
    model.setData(model.index(0, 2), "Sharp.")
    assert opened.draft is not None
    assert opened.draft.task.steps[3].warning is not None
    assert opened.draft.task.steps[3].warning.translations["en"] == "Sharp."
    page.back.click()
    assert opened.pages.currentWidget() is opened.editor


def test_a_language_that_the_task_has_not_yet_is_written(opened: EditorWindow) -> None:
    opened.aside.open_languages()
    page = opened.aside.languages
    page.language.setCurrentIndex(page.language.findData("pl"))
    page.model.setData(page.model.index(0, 2), "Czubek jest ostry.")
    assert opened.draft is not None
    assert "pl" in opened.draft.task.languages


def test_an_earlier_version_is_shown_and_put_back(opened: EditorWindow) -> None:
    draft = opened.draft
    assert draft is not None
    line = opened.editor.work.sentences.sentence.line
    opened.editor.go_to_sentence()
    line.selectAll()
    QTest.keyClicks(line, "Iets anders.")
    opened.editor.head.versions.click()
    history = opened.aside.history
    assert history.list.count() == 2
    history.list.setCurrentRow(1)
    assert "“Leg het dienblad voor je.”" in history.what.text() and "“Iets anders.”" in history.what.text()
    seen = WORDS("Released: workers see this one")
    assert [seen in (history.list.item(n).text()) for n in range(2)] == [False, True]
    history.button.click()
    assert opened.pages.currentWidget() is opened.editor
    assert draft.task.steps[0].text.words == "Leg het dienblad voor je."
    draft.undo()
    assert draft.task.steps[0].text.words == "Iets anders."


def test_paper_is_shown_before_it_is_saved(opened: EditorWindow, tmp_path: Path) -> None:
    opened.editor.head.print.click()
    page = opened.aside.paper
    assert len(page.sheets()) == 3
    page.choose(Form.LIST)
    assert len(page.sheets()) == 1
    page.save(tmp_path / "taak.pdf")
    assert (tmp_path / "taak.pdf").read_bytes().startswith(b"%PDF")
    assert "taak.pdf" in page.note.words


def test_an_item_becomes_a_step_and_the_task_follows_when_it_changes(
    qtbot: QtBot, opened: EditorWindow, tmp_path: Path
) -> None:
    opened.aside.open_items()
    page = opened.aside.items
    page.new()
    page.words.names["nl"].line.setText("haak")
    page.words.names["en"].line.setText("hook")
    page.take_photo(photo(tmp_path / "haak.jpg"))
    page.save()
    page.use.click()
    draft = opened.draft
    assert draft is not None and draft.step is not None
    assert draft.step.text.words == "Pak 1 haak." and draft.step.text.translations["en"] == "Take 1 hook."
    assert draft.step.photo is not None and (draft.folder / draft.step.photo).is_file()
    canvas = opened.editor.work.canvas
    qtbot.waitUntil(lambda: not canvas.is_waiting, timeout=20_000)
    assert not canvas.photo_box.isEmpty()  # it is seen at once, and a place can be drawn in it
    folder = draft.folder
    opened.close_task()
    opened.library.items_wanted.emit()
    page.words.names["nl"].line.setText("sikkel")
    page.save()
    page.back.click()
    assert opened.pages.currentWidget() is opened.library
    opened.open(folder)
    assert "sikkel" in opened.editor.note.words
    press(opened, "Neem over")
    assert opened.draft is not None
    assert "Pak 1 sikkel." in [step.text.words for step in opened.draft.task.steps]


def test_a_new_item_becomes_a_step_as_soon_as_it_has_a_name(opened: EditorWindow, tmp_path: Path) -> None:
    opened.aside.open_items()
    page = opened.aside.items
    assert not page.use.isEnabled()
    QTest.keyClicks(page.words.names["nl"].line, "haak")
    page.use.click()
    assert opened.draft is not None and opened.draft.step is not None
    assert "haak" in opened.draft.step.text.words
    assert [item.names["nl"] for item in ItemLibrary(tmp_path / "items").list()] == ["haak"]


def test_what_is_written_of_an_item_stays_when_the_coach_goes_elsewhere(opened: EditorWindow, tmp_path: Path) -> None:
    opened.aside.open_items()
    page, items = opened.aside.items, ItemLibrary(tmp_path / "items")
    page.words.names["nl"].line.setText("haak")
    page.words.hints["nl"].line.setText("met de punt naar je toe")
    page.new()
    page.words.names["nl"].line.setText("tang")
    page.back.click()
    assert {item.names["nl"] for item in items.list()} == {"haak", "tang"}
    opened.aside.open_items()
    page.list.setCurrentRow(1)
    page.words.names["nl"].line.setText("grote tang")
    page.list.setCurrentRow(0)
    QCoreApplication.processEvents()
    assert (
        page.words.names["nl"].line.text() == "haak" and page.words.hints["nl"].line.text() == "met de punt naar je toe"
    )
    page.words.hints["nl"].line.setText("met de punt van je af")
    opened.close()
    assert {(item.names["nl"], item.hints.get("nl")) for item in items.list()} == {
        ("haak", "met de punt van je af"), ("grote tang", None),
    }  # fmt: skip


def test_what_is_being_typed_of_an_item_survives_a_kill_and_is_no_item_yet(
    qtbot: QtBot, opened: EditorWindow, shelf: TaskStore, tmp_path: Path
) -> None:
    items = ItemLibrary(tmp_path / "items")
    kept = items.add({"nl": "haak"}, hints={"nl": "met de punt naar je toe"})
    opened.aside.open_items()
    page = opened.aside.items
    page.words.names["nl"].line.end(False)
    QTest.keyClicks(page.words.names["nl"].line, " en oog")
    qtbot.waitUntil(lambda: items.draft() is not None, timeout=60_000)
    assert items.list() == [kept], "no task follows half a name"
    again = ItemsPage(LIGHT, WORDS, ItemLibrary(tmp_path / "items"), shelf)  # as after a kill: nobody left the field
    qtbot.addWidget(again)
    again.show_items(can_use=False)
    assert again.words.names["nl"].line.text() == "haak en oog" and again.note.words
    assert again.words.hints["nl"].line.text() == "met de punt naar je toe"
    again.back.click()
    assert [item.names["nl"] for item in items.list()] == ["haak en oog"] and items.draft() is None
    again.new()
    QTest.keyClicks(again.words.warnings["nl"].line, "De punt is scherp.")  # it has no name yet
    qtbot.waitUntil(lambda: items.draft() is not None, timeout=60_000)
    third = ItemsPage(LIGHT, WORDS, ItemLibrary(tmp_path / "items"), shelf)
    qtbot.addWidget(third)
    third.show_items(can_use=False)
    assert third.words.warnings["nl"].line.text() == "De punt is scherp." and third.list.currentRow() == -1
    again.list.close_down()
    third.list.close_down()


def test_an_item_that_cannot_be_read_any_more_is_told_and_the_others_are_there(
    qtbot: QtBot, shelf: TaskStore, tmp_path: Path
) -> None:
    items = ItemLibrary(tmp_path / "items")
    rotten, whole = items.add({"nl": "haak"}), items.add({"nl": "tang"})
    file = tmp_path / "items" / rotten.id / "item.json"
    file.write_bytes(file.read_bytes()[:20])
    page = ItemsPage(LIGHT, WORDS, items, shelf)
    qtbot.addWidget(page)
    page.show_items(can_use=False)
    assert rotten.id in page.note.words and whole.id not in page.note.words
    assert items.list() == [whole] and file.exists()
    page.list.close_down()


def test_the_library_names_tasks_in_the_language_of_the_screens_and_finds_both_names(own: Path) -> None:
    sample(own)
    english = TaskStore(own, instructions(), words_of("en"), lambda task: (), now, later, QtPhotos()).look()
    assert {listing.title for listing, _ in english.own} == {"Check-up set for the dentist"}
    assert "Ontbijtblad klaarzetten" not in {listing.title for listing in english.examples}
    assert english.arranged("tandarts") == english.arranged("dentist") == [0]
    assert english.arranged("ontbijt") == []


def test_two_programs_at_one_item_lose_nothing_and_the_later_one_is_told(opened: EditorWindow, tmp_path: Path) -> None:
    items = ItemLibrary(tmp_path / "items")
    hook = items.add({"nl": "haak", "en": "hook"})
    opened.aside.open_items()
    page = opened.aside.items
    page.words.warnings["nl"].line.setText("De punt is scherp.")
    hook = items.change(hook, hints={"nl": "Met de punt naar je toe."})
    page.keep.click()
    assert page.words.hints["nl"].line.text() == "Met de punt naar je toe." and page.note.isHidden()
    page.words.names["nl"].line.setText("grote haak")
    items.change(items.list()[0], names={"nl": "vleeshaak", "en": "hook"})
    page.keep.click()
    assert items.list()[0].names["nl"] == page.words.names["nl"].line.text() == "grote haak"
    assert "vleeshaak" in page.note.words
    press(opened, WORDS("Take theirs"))
    assert items.list()[0].names["nl"] == page.words.names["nl"].line.text() == "vleeshaak"
    assert "grote haak" in {earlier.names["nl"] for earlier in items.list()[0].earlier}
    assert items.list()[0].warnings == {"nl": "De punt is scherp."}


@pytest.mark.parametrize("way", ["back", "use"])
def test_what_was_met_by_leaving_the_items_is_told_where_the_coach_went(
    opened: EditorWindow, tmp_path: Path, way: str
) -> None:
    items = ItemLibrary(tmp_path / "items")
    hook = items.add({"nl": "haak", "en": "hook"})
    opened.aside.open_items()
    page = opened.aside.items
    page.words.names["nl"].line.setText("grote haak")
    items.change(hook, names={"nl": "vleeshaak", "en": "hook"})
    (page.back if way == "back" else page.use).click()
    assert opened.pages.currentWidget() is opened.editor
    assert "vleeshaak" in opened.editor.note.words and page.note.isHidden()
    press(opened, WORDS("Take theirs"))
    assert items.list()[0].names["nl"] == "vleeshaak"
    opened.aside.open_items()
    page.note.say("Dit stond er al.")
    page.back.click()
    assert opened.editor.note.words != "Dit stond er al.", "what could be read there is not said again"


def test_what_was_met_by_leaving_the_words_of_the_house_is_told_in_the_library(
    window: EditorWindow, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("bak: bakje\n", "utf-8")
    window.aside.open_house()
    QTest.keyClicks(window.aside.house.lines, "tang: ")
    file.write_text("doos: doosje\nbak: bakje\n", "utf-8")
    window.aside.house.back.click()
    assert window.pages.currentWidget() is window.library
    assert "Iemand anders" in window.library.note.words


def test_two_programs_at_the_words_of_the_house_lose_no_line(window: EditorWindow, tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("bak: bakje\n", "utf-8")
    window.aside.open_house()
    page = window.aside.house
    file.write_text("doos: doosje\nbak: bakje\n", "utf-8")
    page.back.click()
    assert file.read_text("utf-8") == "doos: doosje\nbak: bakje\n", "nothing was typed here"
    window.aside.open_house()
    cursor = page.lines.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.lines.setTextCursor(cursor)
    QTest.keyClicks(page.lines, "tang: tangetje")
    file.write_text("doos: doosje\nvaas: vaasje\n", "utf-8")
    page.keep.click()
    assert file.read_text("utf-8") == page.lines.toPlainText()
    assert page.lines.toPlainText().split() == ["doos:", "doosje", "vaas:", "vaasje", "tang:", "tangetje"]
    QTest.keyClicks(page.lines, ", nijptang")
    page.back.click()
    assert "tang: tangetje, nijptang" in file.read_text("utf-8"), "the cursor stays in its line"


def test_what_another_program_writes_of_an_item_is_told_while_the_coach_still_writes(
    qtbot: QtBot, opened: EditorWindow, tmp_path: Path
) -> None:
    items = ItemLibrary(tmp_path / "items")
    hook = items.add({"nl": "haak", "en": "hook"})
    opened.aside.open_items()
    page = opened.aside.items
    hook = items.change(hook, warnings={"nl": "Heet."})
    page.look_at_disk()
    assert page.words.warnings["nl"].line.text() == "Heet." and page.note.isHidden(), "nothing was typed here"
    page.words.names["nl"].line.setText("grote haak")
    hook = items.change(hook, hints={"nl": "Links."})
    page.look_at_disk()
    assert page.words.hints["nl"].line.text() == "Links." and page.note.isHidden(), "each wrote another field"
    assert page.words.names["nl"].line.text() == "grote haak"
    hook = items.change(hook, names={"nl": "vleeshaak", "en": "hook"})
    qtbot.waitUntil(lambda: "vleeshaak" in page.note.words, timeout=60_000)  # by itself
    assert page.words.names["nl"].line.text() == "grote haak"
    assert items.list()[0].names["nl"] == "vleeshaak", "nothing is written over before the coach saves"
    press(opened, WORDS("Take theirs"))
    assert page.words.names["nl"].line.text() == "vleeshaak"
    page.words.names["nl"].line.setText("haak met oog")
    page.keep.click()
    assert items.list()[0].names["nl"] == "haak met oog"
    assert items.list()[0].hints == {"nl": "Links."} and items.list()[0].warnings == {"nl": "Heet."}


def test_what_another_program_writes_among_the_words_of_the_house_is_shown_and_told(
    window: EditorWindow, tmp_path: Path
) -> None:
    file = tmp_path / "words.txt"
    file.write_text("bak: bakje\n", "utf-8")
    window.aside.open_house()
    page = window.aside.house
    file.write_text("bak: bakje\ndoos: doosje\n", "utf-8")
    page.look_at_disk()
    assert page.lines.toPlainText() == "bak: bakje\ndoos: doosje\n" and "Iemand anders" in page.note.words
    QTest.keyClicks(page.lines, "tang: ")
    file.write_text("bak: bakje\nvaas: vaasje\n", "utf-8")
    page.look_at_disk()
    assert {"vaas: vaasje", "tang: bak: bakje"} <= set(page.lines.toPlainText().splitlines())


def test_what_is_typed_without_a_rest_is_kept_now_and_then(
    qtbot: QtBot, window: EditorWindow, shelf: TaskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_pause, "PAUSE_MS", 600_000)
    window.aside.open_house()
    QTest.keyClicks(window.aside.house.lines, "bak: bakje")
    qtbot.waitUntil(lambda: shelf.house.words.instead == {"bakje": "bak"}, timeout=60_000)


def test_an_item_without_a_name_stays_on_the_page_until_it_has_one(opened: EditorWindow, tmp_path: Path) -> None:
    ItemLibrary(tmp_path / "items").add({"nl": "haak"})
    opened.aside.open_items()
    page = opened.aside.items
    page.new()
    page.words.warnings["nl"].line.setText("De punt is scherp.")
    page.list.setCurrentRow(0)
    QCoreApplication.processEvents()
    assert page.note.words and page.words.warnings["nl"].line.text() == "De punt is scherp."
    page.back.click()
    opened.aside.open_items()
    assert page.words.warnings["nl"].line.text() == "De punt is scherp." and page.list.currentRow() == -1


def test_what_has_no_field_here_stays_at_an_item_and_a_deleted_one_comes_back(
    opened: EditorWindow, tmp_path: Path
) -> None:
    items = ItemLibrary(tmp_path / "items")
    data = photo(tmp_path / "haak.jpg").read_bytes()
    items.add({"nl": "haak", "fa": "قلاب"}, data, {"fa": "تیز"})
    opened.aside.open_items()
    page = opened.aside.items
    page.words.names["nl"].line.setText("pikhaak")
    page.save()
    assert items.list()[0].names == {"nl": "pikhaak", "fa": "قلاب"} and items.list()[0].hints == {"fa": "تیز"}
    kept = items.list()
    page.remove.click()
    assert items.list() == [] and page.words.names["nl"].line.text() == ""
    press(opened, "Haal terug")
    assert items.list() == kept and items.photo_of(kept[0]) is not None
    assert page.words.names["nl"].line.text() == "pikhaak"


def test_what_belongs_to_the_whole_task_is_changed_and_undone(opened: EditorWindow) -> None:
    opened.editor.head.about.click()
    page, draft = opened.aside.about, opened.draft
    assert draft is not None
    page.kits.less.click()
    page.done.line.setFocus()
    page.done.line.selectAll()
    QTest.keyClicks(page.done.line, "Klaar voor vandaag.")
    page.photos.itemActivated.emit(page.photos.item(2))
    task = draft.task
    assert (task.repeat, task.photo) == (19, "dienblad.jpg")
    assert task.done is not None and task.done.words == "Klaar voor vandaag."
    page.back.click()
    for _ in range(3):
        opened.editor.head.take_back()
    assert (draft.task.repeat, draft.task.photo) == (20, "kit.jpg")


# ---- tips ----


def test_tips_lead_through_the_first_task_and_go_for_good(window: EditorWindow, tmp_path: Path) -> None:
    window.library.begun.emit(new_task_options.EMPTY)
    tips = window.editor.tips
    assert tips.words.startswith("Tip 1 van 6")
    window.editor.work.take_file(photo(tmp_path / "een.jpg"))
    assert tips.words.startswith("Tip 2 van 6")
    window.editor.go_to_sentence()
    QTest.keyClicks(window.editor.work.sentences.sentence.line, "Pak de doos.")
    assert tips.words.startswith("Tip 3 van 6")
    press(window, "Sla over")
    assert tips.words.startswith("Tip 4 van 6")
    press(window, "Geen tips meer")
    assert tips.words == ""
    window.close_task()
    window.library.begun.emit(new_task_options.EMPTY)
    assert tips.words == ""


def test_a_released_task_has_no_tips(opened: EditorWindow) -> None:
    assert opened.editor.tips.words == ""


def test_the_explanation_brings_the_tips_back(window: EditorWindow, tmp_path: Path) -> None:
    (tmp_path / "no-tips").touch()
    window.library.help_wanted.emit()
    window.aside.guide.tips.click()
    window.aside.guide.back.click()
    window.library.begun.emit(new_task_options.EMPTY)
    assert window.editor.tips.words.startswith("Tip 1 van 6")


# ---- leaving ----


def test_qts_own_words_are_in_the_coachs_language(qtbot: QtBot) -> None:
    try:
        assert qt_words.speak("nl")
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"
    finally:
        qt_words.speak("en")


def test_keys_are_called_as_on_the_keyboard_in_menus_too(qtbot: QtBot) -> None:
    try:
        qt_words.speak("nl")
        assert qt_words.key_names("Ctrl+Return", "Ctrl+PgDown", "Alt+Up") == "Ctrl+Enter, Ctrl+PgDn, Alt+Pijl omhoog"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuleren"
        qt_words.speak("de")
        assert qt_words.key_names("Ctrl+Return") == "Strg+Return"
    finally:
        qt_words.speak("en")
    assert qt_words.key_names("Ctrl+Return") == "Ctrl+Return"


def test_closing_the_window_saves(qtbot: QtBot, opened: EditorWindow) -> None:
    assert opened.draft is not None
    folder = opened.draft.folder
    opened.editor.go_to_sentence()
    QTest.keyClicks(opened.editor.work.sentences.sentence.line, "Nog iets.")
    with qtbot.waitSignal(opened.left):
        opened.close()
    assert "Nog iets." in (folder / "task.yaml").read_text(encoding="utf-8")


def test_who_closes_what_cannot_be_saved_is_told_first(qtbot: QtBot, opened: EditorWindow) -> None:
    draft = opened.draft
    assert draft is not None
    opened.editor.go_to_sentence()
    QTest.keyClicks(opened.editor.work.sentences.sentence.line, "Van mij.")
    file = draft.folder / "task.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Open het deksel.", "Doe het open."), encoding="utf-8")
    opened.close()
    assert opened.isVisible()
    assert "Iemand anders" in opened.editor.note.words
    opened.close_task()
    assert opened.pages.currentWidget() is opened.editor
    press(opened, "Bewaar de mijne")
    opened.close()
    assert not opened.isVisible()
    assert "Van mij." in file.read_text(encoding="utf-8")


def test_the_wizard_is_asked_for_with_a_saved_task(qtbot: QtBot, opened: EditorWindow) -> None:
    opened.editor.go_to_sentence()
    QTest.keyClicks(opened.editor.work.sentences.sentence.line, "Nog iets.")
    with qtbot.waitSignal(opened.teach_wanted) as wanted:
        opened.editor.side.card.teach_button.click()
    folder, at = wanted.args
    assert at == 1
    assert "Nog iets." in (folder / "task.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [960, 1024, 1199, 1280, 1600, 1660, 1800, 1920, 2560])
@pytest.mark.parametrize("title", ["Controle-set!", "Controle-set voor de tandarts, met een lange naam!"])
def test_nothing_in_the_bar_lies_over_its_neighbour(opened: EditorWindow, width: int, title: str) -> None:
    head = opened.editor.head
    assert opened.draft is not None
    opened.resize(width, 900)
    opened.draft.do(SetText(4, "text", "Take it and put it down.", "en"))
    opened.draft.do(SetText(None, "title", title))
    head.count_advice()
    QTest.qWait(0)
    parts = [head.row.itemAt(i).widget() for i in range(head.row.count())]
    shown = [part.geometry() for part in parts if part and not part.isHidden()]
    assert not head.advice.isHidden()
    assert all(one.right() < other.left() for one, other in pairwise(shown))
    assert shown[-1].right() < head.width()
    assert head.tag.width() >= head.tag.sizeHint().width()


@pytest.mark.parametrize(("width", "words_on_keeping"), [(1920, False), (2560, True)])
def test_a_title_goes_before_the_words_on_keeping(opened: EditorWindow, width: int, words_on_keeping: bool) -> None:
    head, title = opened.editor.head, opened.editor.head.title
    assert opened.draft is not None
    opened.resize(width, 900)
    opened.draft.do(SetText(4, "text", "Take it and put it down.", "en"))
    opened.draft.do(SetText(None, "title", "Controle-set voor de tandarts"))
    head.count_advice()
    QTest.qWait(0)
    assert title.width() >= title.fontMetrics().horizontalAdvance(title.text()) + 20
    assert head.kept.isVisible() is words_on_keeping


def test_all_advice_is_counted_listed_and_one_act_goes_there(opened: EditorWindow) -> None:
    head, page = opened.editor.head, opened.aside.advice
    assert head.advice.isHidden()
    assert opened.draft is not None
    opened.draft.do(SetText(2, "hint", "Kijk niet naar links."))
    opened.draft.do(SetText(4, "text", "Take it and put it down.", "en"))
    opened.draft.do(SetText(None, "title", ""))
    opened.draft.do(SetText(None, "title", "Controle-set!"))
    head.count_advice()
    assert not head.advice.isHidden()
    head.advice.click()
    assert opened.pages.currentWidget() is page
    assert head.advice.accessibleName() == f"{len(page.lines)} adviezen"
    where = [line.where for line in page.lines]
    assert where[0] == "De hele taak"
    hint = next(row for row, line in enumerate(page.lines) if line.where.endswith("Hulp"))
    page.table.cellClicked.emit(hint, 2)
    assert opened.pages.currentWidget() is opened.editor
    assert opened.draft.at == 2
    head.advice.click()
    page.table.cellActivated.emit(0, 0)
    assert opened.pages.currentWidget() is opened.aside.about
    opened.aside.open_advice()
    english = next(row for row, line in enumerate(page.lines) if line.passage.language == "en")
    page.table.cellActivated.emit(english, 0)
    assert opened.pages.currentWidget() is opened.aside.languages
    assert opened.aside.languages.language.currentData() == "en"


def test_a_long_task_without_sections_is_told_so(window: EditorWindow) -> None:
    window.library.begun.emit(new_task_options.EMPTY)
    assert window.draft is not None
    for _ in range(13):
        window.editor.strip.new_step()
    window.aside.open_advice()
    page = window.aside.advice
    assert page.lines[0].where == "De hele taak" and "14" in page.lines[0].said
    page.table.cellClicked.emit(0, 0)
    assert window.pages.currentWidget() is window.editor


def test_photos_that_cannot_be_read_are_named_and_the_others_become_the_task(
    qtbot: QtBot, window: EditorWindow, own: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "telefoon"
    folder.mkdir()
    good = photo(folder / "a.jpg")
    broken, phone = folder / "b.jpg", folder / "c.heic"
    broken.write_bytes(b"\xff\xd8\xff\xe0")
    phone.write_bytes(b"\0\0\0\x18ftypheic")
    window.library.dropped.emit([broken, phone])
    qtbot.waitUntil(lambda: "b.jpg" in window.library.note.words, timeout=30_000)
    assert "c.heic" in window.library.note.words
    assert not list(own.iterdir())
    window.library.dropped.emit([broken, good, phone])
    qtbot.waitUntil(lambda: window.draft is not None, timeout=30_000)
    assert window.draft is not None and len(window.draft.task.steps) == 1
    assert "b.jpg" in window.editor.note.words and "c.heic" in window.editor.note.words


def test_who_has_read_a_line_is_back_where_they_typed(window: EditorWindow, own: Path) -> None:
    window.open(sample(own))
    window.activateWindow()
    line = window.editor.work.sentences.sentence.line
    line.setFocus()
    window.editor.say("Iets.")
    button = window.editor.note.findChildren(QPushButton)[0]
    button.setFocus()
    button.click()
    assert window.focusWidget() is line


def test_return_and_tab_go_to_the_next_translation_and_typing_does_not_replace(opened: EditorWindow) -> None:
    opened.activateWindow()
    opened.aside.open_languages()
    page = opened.aside.languages
    page.table.setFocus()
    before = str(page.model.index(0, 2).data())

    def field() -> QLineEdit:
        found = [line for line in page.table.findChildren(QLineEdit) if line.isVisible()]
        assert len(found) == 1
        QCoreApplication.processEvents()  # the view marks the text, then the cursor goes behind it
        return found[0]

    QTest.keyClicks(page.table.viewport(), "!")  # the key that opens the field
    QTest.keyClick(field(), Qt.Key.Key_Return)
    assert page.table.currentIndex().row() == 1
    QTest.keyClicks(field(), "?")
    QTest.keyClick(field(), Qt.Key.Key_Tab)
    assert page.table.currentIndex().row() == 2
    QTest.keyClick(field(), Qt.Key.Key_Backtab)
    assert page.table.currentIndex().row() == 1
    assert page.model.index(0, 2).data() == before + "!"
    QTest.keyClick(field(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.model.index(0, 2).data() == before
    QTest.keyClick(field(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.model.index(0, 2).data() == before + "!"


def test_what_is_typed_from_right_to_left_begins_at_the_right_and_is_undone_and_done_again(
    opened: EditorWindow,
) -> None:
    opened.activateWindow()
    opened.aside.open_languages("ar")
    page = opened.aside.languages
    page.table.setCurrentIndex(page.model.index(1, 2))

    def field() -> QLineEdit:
        QCoreApplication.processEvents()
        (found,) = [line for line in page.table.findChildren(QLineEdit) if line.isVisible()]
        return found

    def caret() -> int:
        return field().inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center().x()  # type: ignore[no-any-return]

    assert field().text() == "" and caret() > field().width() - 40, "before the first letter too"
    for letter in "ضع ١":  # which QTest has no keys for
        QTest.sendKeyEvent(QTest.KeyAction.Click, field(), Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)
    assert caret() < field().width() - 40 and field().cursorPosition() == 4
    QTest.keyClick(field(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field().text() == ""
    QTest.keyClick(field(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field().text() == "ضع ١"
    head = page.model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert head & Qt.AlignmentFlag.AlignRight


def test_a_translation_is_kept_before_its_field_is_left(qtbot: QtBot, opened: EditorWindow) -> None:
    opened.activateWindow()
    opened.aside.open_languages()
    page, draft = opened.aside.languages, opened.draft
    assert draft is not None
    page.table.setCurrentIndex(page.model.index(1, 2))  # which opens its field
    QCoreApplication.processEvents()
    field = next(line for line in page.table.findChildren(QLineEdit) if line.isVisible())
    before = field.text()
    QTest.keyClicks(field, "The end ")  # a blank at the end stays while it is typed
    assert field.text() == before + "The end " and field.cursorPosition() == len(field.text())
    qtbot.waitUntil(lambda: draft.is_kept, timeout=20_000)  # nothing was left: a kill loses none of it
    found = TaskFile.open(draft.folder).recovered()
    assert found is not None and before + "The end" in [step.warning.into("en") for step in found.steps if step.warning]
    QTest.keyClick(field, Qt.Key.Key_Return)
    draft.undo()
    assert draft.document.undo_name is None, "one undo for one field"


def test_any_language_by_its_name_or_code(opened: EditorWindow) -> None:
    opened.aside.open_languages()
    page = opened.aside.languages
    assert {page.language.itemData(n) for n in range(page.language.count())} >= {"ti", "fa", "so", "bg"}
    page.language.setCurrentIndex(page.language.findData("fa"))
    index = page.model.index(0, 2)
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_language_is_typed_by_its_name_or_code_and_an_unknown_one_is_told(opened: EditorWindow) -> None:
    opened.aside.open_languages()
    page = opened.aside.languages
    line = page.language.lineEdit()
    assert line is not None
    for typed, code in (("ti", "ti"), ("perzisch", "fa"), ("Klingon", "fa")):
        line.selectAll()
        QTest.keyClicks(line, typed)
        page.suggested.hide()
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert page.code == code
        assert page.model.headerData(2, Qt.Orientation.Horizontal) == language_name(code)
        assert "(" + code + ")" in line.text(), "the box says what the table shows"
        assert page.note.isVisibleTo(page) is (typed == "Klingon")


def test_the_columns_of_a_list_are_shown_and_can_be_changed_before_anything_is_made(
    window: EditorWindow, shelf: TaskStore, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "lijst.csv").write_text("Spiegel;1;2\nSonde;2;1\n")
    window.offer(lambda: shelf.from_list(tmp_path / "lijst.csv"))
    page = window.intake.page
    assert window.pages.currentWidget() is page
    assert [choice.currentText() for choice in page.columns] == ["Naam", "Aantal", "Plek"]
    assert any("geen kopjes" in told for told in told_on(page))
    page.columns[1].setCurrentIndex(page.columns[1].findData("place"))
    page.columns[2].setCurrentIndex(page.columns[2].findData("number"))
    assert list(own.iterdir()) == []
    page.make.click()
    assert window.draft is not None
    assert [s.text.words for s in window.draft.task.steps] == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]


def test_without_a_name_column_nothing_can_be_made_and_that_is_said(
    window: EditorWindow, shelf: TaskStore, tmp_path: Path
) -> None:
    (tmp_path / "lijst.csv").write_text("naam;aantal\nSpiegel;1\n")
    window.offer(lambda: shelf.from_list(tmp_path / "lijst.csv"))
    page = window.intake.page
    page.columns[0].setCurrentIndex(page.columns[0].findData(""))
    assert not page.make.isEnabled()
    page.leave.click()
    assert window.pages.currentWidget() is window.library
    assert window.library.note.words == ""


def test_all_that_is_not_taken_is_listed(window: EditorWindow, shelf: TaskStore, tmp_path: Path) -> None:
    heads = ("naam", *(f"maker {letter}" for letter in "abcdefghi"))
    (tmp_path / "lijst.csv").write_text(";".join(heads) + "\n" + ";".join(["Spiegel", *("q" * 9)]) + "\n")
    window.offer(lambda: shelf.from_list(tmp_path / "lijst.csv"))
    assert len(told_on(window.intake.page)) == 9
    shown = [part.text() for part in window.intake.page.findChildren(QLabel)]
    assert [name for name in heads[1:] if not any(f"“{name}”" in text for text in shown)] == []


def test_many_photos_are_read_beside_the_window_with_a_count(
    qtbot: QtBot, window: EditorWindow, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.desk.library.intake.SMALL_PHOTOS_BYTES", 0)
    photos = [photo(tmp_path / f"{n}.jpg") for n in range(1, 13)]
    reached: list[int] = []
    window.intake.job.reached.connect(reached.append)
    window.library.dropped.emit(photos)
    assert "1" in window.library.note.words and "12" in window.library.note.words
    qtbot.waitUntil(lambda: window.draft is not None, timeout=30_000)
    assert reached == list(range(1, 13))
    assert window.draft is not None and len(window.draft.task.steps) == 12


def test_what_is_stopped_leaves_nothing(
    qtbot: QtBot, window: EditorWindow, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.desk.library.intake.SMALL_PHOTOS_BYTES", 0)
    window.library.dropped.emit([photo(tmp_path / f"{n}.jpg", (4000, 3000)) for n in range(1, 8)])
    press(window, "Stop")
    window.intake.job.close()
    assert window.draft is None
    assert list(own.iterdir()) == []


def test_a_task_in_the_bin_can_be_brought_back_later(window: EditorWindow, shelf: TaskStore, own: Path) -> None:
    folder = sample(own)
    window.show_library()
    assert not window.library.bin.isVisible()
    shelf.remove(shelf.look().own[0][0])
    window.show_library()
    assert window.library.bin.isVisible()
    window.library.bin.click()
    assert window.pages.currentWidget() is window.beside.bin
    press(window, WORDS("Bring it back"))
    assert (folder / "task.yaml").is_file()
    assert WORDS("The bin is empty.") in [part.text() for part in window.beside.bin.findChildren(QLabel)]
    window.beside.bin.back.click()
    assert not window.library.bin.isVisible()


def test_a_task_is_deleted_for_good_only_when_it_was_asked_once_more(
    window: EditorWindow, shelf: TaskStore, own: Path
) -> None:
    sample(own)
    shelf.remove(shelf.look().own[0][0])
    window.show_library()
    window.library.bin.click()
    press(window, WORDS("Delete for good"))
    assert len(shelf.bin.list()) == 1
    note = window.beside.bin.note
    next(b for b in note.findChildren(QPushButton) if WORDS("Delete for good") in b.text()).click()
    assert shelf.bin.list() == []


def six_tasks(own: Path) -> None:
    for n in range(6):
        (own / f"t{n}").mkdir()
        (own / f"t{n}" / "task.yaml").write_text(f"taak: Koffer nummer {n}\nstappen:\n  - tekst: Pak de doos.\n")


def visible(window: EditorWindow) -> list[str]:
    """The names of the coach's own tasks that are shown, from the top."""
    tiles = [tile for tile in window.library.tiles[:6] if tile.isVisible()]
    QCoreApplication.processEvents()
    return [tile.first.accessibleName().split(": ", 1)[1] for tile in sorted(tiles, key=lambda t: (t.y(), t.x()))]


def test_groups_and_order_stay_when_the_coach_comes_back(window: EditorWindow, shelf: TaskStore, own: Path) -> None:
    six_tasks(own)
    window.show_library()
    assert window.library.arranging is not None and not window.library.arranging.groups.isVisible()
    for listing, _ in shelf.look().own[2:4]:
        window.put_into_group(listing, "Ploeg 2")
    line = window.library.arranging
    line.groups.setCurrentIndex(line.groups.findData("Ploeg 2"))
    assert visible(window) == ["Koffer nummer 2", "Koffer nummer 3"]
    window.show_library()
    assert visible(window) == ["Koffer nummer 2", "Koffer nummer 3"]
    os.utime(own / "t3" / "task.yaml", (4e9, 4e9))
    window.show_library()
    line = window.library.arranging
    line.order.setCurrentIndex(1)
    assert visible(window) == ["Koffer nummer 3", "Koffer nummer 2"]


def test_a_word_in_all_tasks_is_listed_before_it_changes(
    qtbot: QtBot, window: EditorWindow, shelf: TaskStore, own: Path
) -> None:
    six_tasks(own)
    window.show_library()
    assert window.library.arranging is not None
    window.library.arranging.word.click()
    page = window.beside.word
    QTest.keyClicks(page.word.line, "doos")
    QTest.keyClicks(page.other.line, "kist")
    qtbot.waitUntil(lambda: not page.is_waiting, timeout=20_000)
    assert [(line.before, line.after) for line in page.lines] == [("Pak de doos.", "Pak de kist.")] * 6
    first = page.table.item(0, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    page.change.click()
    said = [listing.task.steps[0].text.words for listing, _ in shelf.look().own if listing.task]
    assert said == ["Pak de doos.", *["Pak de kist."] * 5]
    assert "5" in page.note.words
    press(window, WORDS("Release them again"))
    states = [state for _, state in shelf.look().own]
    assert states == [ReleaseState.RELEASED] * 6


def test_who_looks_for_a_word_in_all_tasks_comes_back_to_their_task(opened: EditorWindow, own: Path) -> None:
    assert opened.draft is not None
    folder = opened.draft.folder
    bar = opened.editor.find_bar
    bar.open()
    bar.word.setText("sonde")
    bar.other.setText("haakje")
    bar.everywhere.click()
    assert opened.pages.currentWidget() is opened.beside.word
    assert len(opened.beside.word.lines) > 1
    opened.beside.word.change.click()
    opened.beside.word.back.click()
    assert opened.draft is not None and opened.draft.folder == folder
    assert "haakje" in " ".join(text.words for text in opened.draft.task.texts())


def test_among_many_tasks_one_is_found_by_its_name(window: EditorWindow, own: Path) -> None:
    six_tasks(own)
    window.show_library()
    library = window.library
    library.search.setText("nummer 4")
    assert [n for n, tile in enumerate(library.tiles[:6]) if tile.isVisible()] == [4]
    library.search.clear()
    assert all(tile.isVisible() for tile in library.tiles[:6])


def test_a_package_of_a_task_that_is_here_refreshes_it(window: EditorWindow, own: Path, tmp_path: Path) -> None:
    packing.export(sample(tmp_path, "ontbijt"), tmp_path / "ontbijt.osstask")
    folder = sample(own, "ontbijt")
    (folder / "task.yaml").write_text((folder / "task.yaml").read_text().replace("Zet het dienblad", "Leg het blad"))
    window.offer_package(tmp_path / "ontbijt.osstask")
    assert "Ontbijtblad klaarzetten" in window.library.note.words
    press(window, WORDS("Refresh that one"))
    assert window.draft is not None and window.draft.folder == folder
    assert window.draft.task.steps[0].text.words == "Zet het dienblad op tafel."
    assert window.editor.note.words
    assert [path.name for path in own.iterdir()] == ["ontbijt"]


def test_the_words_of_the_house_are_written_and_kept(window: EditorWindow, shelf: TaskStore, tmp_path: Path) -> None:
    window.library.help_wanted.emit()
    window.aside.guide.words.click()
    page = window.aside.house
    assert window.pages.currentWidget() is page
    page.lines.setPlainText("bak: bakje")
    page.back.click()
    assert window.pages.currentWidget() is window.library
    assert shelf.house.words.instead == {"bakje": "bak"}


def test_the_words_of_the_house_are_kept_a_moment_after_the_last_key_and_wait_for_a_disk_that_refuses(
    qtbot: QtBot, window: EditorWindow, shelf: TaskStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house_page, "RETRY_MS", 50)
    window.aside.open_house()
    page = window.aside.house
    (tmp_path / "words.txt").mkdir()  # no file can be written there
    page.lines.setPlainText("bak: bakje")
    page.back.click()
    assert window.library.note.words
    window.aside.open_house()
    assert page.lines.toPlainText() == "bak: bakje"
    (tmp_path / "words.txt").rmdir()
    qtbot.waitUntil(lambda: shelf.house.words.instead == {"bakje": "bak"}, timeout=60_000)
    page.lines.setPlainText("bak: bakje, doosje")
    window.close()
    assert shelf.house.words.instead == {"bakje": "bak", "doosje": "bak"}


def test_items_are_brought_from_a_list_and_say_where_they_are_used(
    opened: EditorWindow, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "lijst.csv").write_text("naam;opmerking\ndienblad;\nvaas;LET OP: breekbaar\n", "utf-8")
    opened.aside.open_items()
    page = opened.aside.items
    page.take_list(tmp_path / "lijst.csv")
    assert page.list.count() == 2 and "2" in page.note.words
    assert "Controle-set voor de tandarts" in page.used_in.text()
    page.list.setCurrentRow(1)
    assert page.words.warnings["nl"].line.text() and page.used_in.text() == WORDS("No task of yours uses it.")
    page.use.click()
    assert opened.draft is not None and opened.draft.step is not None and opened.draft.step.warning is not None


def test_all_that_a_list_of_items_lacks_is_told_in_turns(opened: EditorWindow, tmp_path: Path) -> None:
    heads = [f"maker {letter}" for letter in "abcdefghi"]
    rows = ["naam;" + ";".join(heads), "vaas;" + ";".join("q" * 9), "kom;" + ";".join("q" * 9)]
    (tmp_path / "lijst.csv").write_text("\n".join(rows), "utf-8")
    opened.aside.open_items()
    page = opened.aside.items
    page.take_list(tmp_path / "lijst.csv")
    said = [page.note.words]
    while more := [b for b in page.note.findChildren(QPushButton) if b.text() == WORDS("More") and not b.isHidden()]:
        more[-1].click()
        assert not page.note.isHidden() and len(said) < 9
        if page.note.words == said[-1]:
            break
        said.append(page.note.words)
    assert len(said) == 3
    assert [head for head in heads if sum(f"“{head}”" in words for words in said) != 1] == []
