"""The page of a task under mouse and keys: typing with advice, order of steps, undo, places, photos, safety."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from oss_app.core.profile import HelpLevel
from oss_app.core.region import bounds
from oss_app.core.release import ReleaseState
from oss_app.core.task import Section, Step
from oss_app.editor.edits import SetField, SetText
from oss_app.editor.house_list import HouseList
from oss_app.editor.open_task import OpenTask
from oss_app.taskfile import load, versions
from oss_app.taskfile.checks import load_check
from oss_app.taskfile.taught import save_taught
from oss_app.taskfile.writer import AUTOSAVES, TaskFile
from oss_app.ui.desk.task.page import STEP, WORKER, EditorPage
from oss_app.ui.desk.task.step_list_model import MIME
from tests.sound_film import sound_film
from tests.ui.editor import FakeCamera, close, draft_of, focused, new_draft, photo, sample, settled, show_page

PROBE = 5  # "Leg 1 sonde in vak 2."


@pytest.fixture
def draft(tmp_path: Path) -> OpenTask:
    return draft_of(sample(tmp_path))


@pytest.fixture
def page(qtbot: QtBot, draft: OpenTask) -> Iterator[EditorPage]:
    page = show_page(qtbot, draft)
    draft.select(PROBE)
    settled(qtbot, lambda: page.work.canvas.is_waiting)
    yield page
    close(page, draft)


def texts(draft: OpenTask) -> list[str]:
    return [step.text.words for step in draft.task.steps]


def type_into(page: EditorPage, words: str) -> None:
    page.go_to_sentence()
    page.work.sentences.sentence.line.selectAll()
    QTest.keyClicks(page.work.sentences.sentence.line, words)


# ---- typing ----


def test_typing_shows_on_card_preview_and_in_the_draft_at_once(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Leg 1 haak in vak 2.")
    assert texts(draft)[3] == "Leg 1 haak in vak 2."
    assert page.side.preview.accessibleName() == "Leg 1 haak in vak 2."
    assert page.strip.cards.currentIndex().data() == "4. Leg 1 haak in vak 2."


def test_advice_comes_while_typing_and_one_act_takes_it_over(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Leg daarna 1 sonde in vak 2.")
    assert page.work.sentences.lint.problem is not None
    assert page.work.sentences.lint.problem.suggestion == "Leg 1 sonde in vak 2."
    QTest.mouseClick(page.work.sentences.lint.take, Qt.MouseButton.LeftButton)
    assert texts(draft)[3] == "Leg 1 sonde in vak 2."
    assert page.work.sentences.lint.problem is None


def test_two_things_in_one_sentence_become_two_steps_by_one_act(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Pak de sonde en leg de sonde in vak 2.")
    QTest.mouseClick(page.work.sentences.lint.take, Qt.MouseButton.LeftButton)
    assert texts(draft)[3:5] == ["Pak de sonde.", "Leg de sonde in vak 2."]
    assert draft.task.steps[4].photo == "sonde.jpg"


def test_the_line_of_advice_keeps_its_place_so_that_nothing_moves(page: EditorPage) -> None:
    line = page.work.sentences.lint
    before = line.geometry()
    type_into(page, "Leg daarna 1 sonde in vak 2.")
    assert line.geometry() == before


@pytest.mark.parametrize(("field", "words"), [("warning", "Pas op."), ("hint", "Met haak."), ("say", "Leg het neer.")])
def test_the_other_fields_are_written_too(page: EditorPage, draft: OpenTask, field: str, words: str) -> None:
    line = page.work.sentences.fields[field].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    assert draft.step is not None
    assert getattr(draft.step, field).words == words


def test_the_translation_is_written_and_counted(page: EditorPage, draft: OpenTask) -> None:
    field = page.work.sentences.fields["translation"]
    field.line.setFocus()
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    assert "7 van 8" in field.label.text()
    QTest.keyClicks(field.line, "Put it there.")
    assert draft.step is not None
    assert draft.step.text.translations["en"] == "Put it there."
    assert "8 van 8" in field.label.text()


# ---- undo ----


def test_a_field_for_a_language_from_right_to_left_begins_at_the_right(page: EditorPage, draft: OpenTask) -> None:
    draft.select(PROBE)
    draft.do(SetText(PROBE, "text", ""))
    draft.do(SetField(None, "language", "ar"))
    draft.select(PROBE)
    sentence, hint = page.work.sentences.sentence.line, page.work.sentences.fields["hint"].line
    for line in (sentence, hint):
        assert line.alignment() & Qt.AlignmentFlag.AlignRight
    sentence.repaint()  # the cursor stands where it was drawn last
    caret = sentence.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert caret.center().x() > sentence.width() - 40
    assert page.work.sentences.fields["translation"].line.alignment() & Qt.AlignmentFlag.AlignLeft


def test_typing_is_undone_in_one_piece_and_the_button_says_what(page: EditorPage, draft: OpenTask) -> None:
    before = draft.task
    type_into(page, "Iets anders.")
    assert "zin van stap 4 wijzigen" in page.head.undo.toolTip()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.task == before
    QTest.mouseClick(page.head.redo, Qt.MouseButton.LeftButton)
    assert texts(draft)[3] == "Iets anders."


@pytest.mark.parametrize("name", ["sentence", "title"])
def test_a_key_in_a_field_undoes_what_can_be_done_again(page: EditorPage, draft: OpenTask, name: str) -> None:
    line = page.head.title if name == "title" else page.work.sentences.sentence.line
    line.setFocus()
    QTest.keyClicks(line, "x")
    typed = draft.task
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.document.undo_name is None and draft.document.redo_name is not None
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert draft.task == typed


def test_each_field_left_is_undone_by_itself(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Leg 1 haak.")
    hint = page.work.sentences.fields["hint"].line
    hint.setFocus()
    hint.selectAll()
    QTest.keyClicks(hint, "Kort.")
    page.head.take_back()
    assert draft.step is not None
    assert draft.step.hint is not None and draft.step.hint.words == "De sonde heeft een haakje."
    assert draft.step.text.words == "Leg 1 haak."


# ---- the strip ----


def test_keys_walk_over_the_cards_and_move_them(page: EditorPage, draft: OpenTask) -> None:
    cards = page.strip.cards
    cards.setFocus()
    QTest.keyClick(cards, Qt.Key.Key_Down)
    assert draft.at == PROBE + 1
    QTest.keyClick(cards, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(draft)[3:5] == ["Leg 1 pincet in vak 3.", "Leg 1 sonde in vak 2."]
    assert draft.at == PROBE
    QTest.keyClick(cards, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert texts(draft)[3:5] == ["Leg 1 sonde in vak 2.", "Leg 1 pincet in vak 3."]


def test_a_card_that_is_dragged_stands_where_it_was_dropped(page: EditorPage, draft: OpenTask) -> None:
    rows = page.strip.cards.model()
    data = rows.mimeData([rows.index(PROBE)])
    assert data.hasFormat(MIME)
    rows.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, rows.index(-1))
    assert texts(draft)[0] == "Leg 1 sonde in vak 2."
    page.head.take_back()
    assert texts(draft)[3] == "Leg 1 sonde in vak 2."


def test_cards_that_are_dragged_together_stand_together_where_they_were_dropped(
    page: EditorPage, draft: OpenTask
) -> None:
    before = texts(draft)
    rows = page.strip.cards.model()
    data = rows.mimeData([rows.index(2), rows.index(4)])
    moved = draft.task.items[4]
    rows.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, rows.index(-1))
    assert page.strip.chosen == [0, 1]
    assert draft.at == 1 and draft.step is moved, "the step that is shown is one of them"
    page.head.take_back()
    assert texts(draft) == before


def test_steps_that_were_chosen_upwards_are_all_copied(page: EditorPage, draft: OpenTask) -> None:
    before = draft.task.items
    page.strip.cards.setCurrentIndex(page.strip.cards.model().index(3, 0))
    page.strip.cards.setFocus()
    QTest.keyClick(page.strip.cards, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.strip.cards, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert page.strip.chosen == [1, 2, 3]
    QTest.keyClick(page.strip.cards, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert draft.task.items == (*before[:4], *before[1:4], *before[4:])
    QTest.keyClick(page.strip.cards, Qt.Key.Key_Home)  # Qt remembers Control for what tests choose next
    assert page.strip.chosen == [0]


@pytest.mark.parametrize(
    ("act", "steps"), [("copy", 9), ("delete", 7), ("add", 9), ("merge", 7)], ids=("copy", "delete", "add", "merge")
)
def test_each_act_on_a_card(page: EditorPage, draft: OpenTask, act: str, steps: int) -> None:
    page.strip.acts[act].trigger()
    assert len(draft.task.steps) == steps
    page.head.take_back()
    assert len(draft.task.steps) == 8


def test_a_section_can_be_added_and_named(page: EditorPage, draft: OpenTask) -> None:
    page.strip.acts["section"].trigger()
    QTest.keyClicks(page.work.sentences.sentence.line, "Haken")
    item = draft.task.items[PROBE]
    assert isinstance(item, Section) and item.title.words == "Haken"
    assert page.work.canvas.isHidden()


def test_where_there_is_nothing_to_split_a_line_says_so(page: EditorPage) -> None:
    page.strip.acts["split"].trigger()
    assert "splitsen" in page.note.words


# ---- photo and place ----


def drag(page: EditorPage, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas, box = page.work.canvas, page.work.canvas.photo_box

    def at(x: float, y: float) -> QPoint:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint()

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(*start))
    QTest.mouseMove(canvas, at((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
    QTest.mouseMove(canvas, at(*end))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(*end))


def place_of(draft: OpenTask) -> tuple[float, float, float, float]:
    assert draft.step is not None
    outline = draft.task.outline_of(draft.step)
    assert outline is not None
    return bounds(outline)


def test_one_drag_marks_the_place(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    draft.select(1)
    settled(qtbot, lambda: page.work.canvas.is_waiting)
    drag(page, (0.2, 0.3), (0.6, 0.7))
    assert place_of(draft) == pytest.approx((0.2, 0.3, 0.6, 0.7), abs=0.003)
    assert draft.step is not None and draft.step.place == "plek-1"


def test_the_place_is_moved_and_pulled_by_its_grips(page: EditorPage, draft: OpenTask) -> None:
    left, top, right, bottom = place_of(draft)
    middle = ((left + right) / 2 + 0.03, (top + bottom) / 2)
    drag(page, middle, (middle[0] + 0.1, middle[1] + 0.1))
    assert place_of(draft) == pytest.approx((left + 0.1, top + 0.1, right + 0.1, bottom + 0.1), abs=0.004)
    drag(page, (right + 0.1, bottom + 0.1), (right + 0.2, bottom + 0.15))
    assert place_of(draft) == pytest.approx((left + 0.1, top + 0.1, right + 0.2, bottom + 0.15), abs=0.004)


def test_with_shift_a_place_is_drawn_freely(page: EditorPage, draft: OpenTask) -> None:
    canvas, box = page.work.canvas, page.work.canvas.photo_box
    path = [(0.2, 0.2), (0.5, 0.2), (0.5, 0.6), (0.35, 0.4), (0.2, 0.6), (0.2, 0.22)]
    points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()).toPoint() for x, y in path]
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, points[-1])
    assert draft.step is not None
    outline = draft.task.outline_of(draft.step)
    assert outline is not None and len(outline) == 6
    assert bounds(outline) == pytest.approx((0.2, 0.2, 0.5, 0.6), abs=0.004)


def test_keys_move_resize_and_remove_the_place(page: EditorPage, draft: OpenTask) -> None:
    left, top, _, bottom = place_of(draft)
    canvas = page.work.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert place_of(draft)[0] > left
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert place_of(draft)[3] > bottom
    assert place_of(draft)[1] == pytest.approx(top, abs=1e-4)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert draft.step is not None and draft.task.outline_of(draft.step) is None


@pytest.mark.parametrize("height", [460, 540, 720])
def test_a_photo_leaves_room_for_what_is_written_on_it(page: EditorPage, draft: OpenTask, height: int) -> None:
    """Full HD at 200 % has 540, of which bar and title of a window on Windows leave 460."""
    page.resize(960, height)
    for at, step in ((0, "without a place"), (5, "with one")):
        draft.select(at)
        QTest.qWait(0)
        room = page.work.canvas.rect()
        assert room.height() >= 60
        for chip in (page.work.tip, page.work.place):
            assert chip.isHidden() or (chip.y() >= 0 and chip.geometry().bottom() <= room.bottom()), step


def test_the_place_gets_another_name(page: EditorPage, draft: OpenTask) -> None:
    outline = place_of(draft)
    names = page.work.place.names
    names.setCurrentText("vak van de sonde")
    line = names.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert draft.step is not None and draft.step.place == "vak van de sonde"
    assert place_of(draft) == outline


def test_a_photo_that_is_dropped_becomes_the_steps(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "Mijn foto.jpg")))])
    page.work.take_mime(data)
    assert draft.step is not None and draft.step.photo == "mijn-foto.jpg"
    assert (draft.folder / "mijn-foto.jpg").is_file()


def test_a_picture_that_is_pasted_becomes_the_steps(page: EditorPage, draft: OpenTask) -> None:
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    data = QMimeData()
    data.setImageData(image)
    page.work.take_mime(data)
    assert draft.step is not None and draft.step.photo == "foto.jpg"


def test_a_photo_is_cut_by_a_drag_and_its_place_comes_along(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    left, top, right, bottom = place_of(draft)
    page.work.canvas.begin_cut()
    drag(page, (0.1, 0.1), (0.9, 0.9))
    assert draft.step is not None and draft.step.photo == "sonde-2.jpg"
    wanted = tuple((side - 0.1) / 0.8 for side in (left, top, right, bottom))
    assert place_of(draft) == pytest.approx(wanted, abs=0.004)
    page.head.take_back()
    assert draft.step is not None and draft.step.photo == "sonde.jpg"
    assert place_of(draft) == (left, top, right, bottom)


def test_a_photo_is_turned_with_its_place_in_one_act(page: EditorPage, draft: OpenTask) -> None:
    left, top, right, bottom = place_of(draft)
    page.work.adjuster.turn(draft, True)
    assert place_of(draft) == pytest.approx((1 - bottom, left, 1 - top, right))
    page.head.take_back()
    assert place_of(draft) == (left, top, right, bottom)


def test_return_goes_to_the_next_sentence(page: EditorPage, draft: OpenTask) -> None:
    page.go_to_sentence()
    QTest.keyClick(page.work.sentences.sentence.line, Qt.Key.Key_Return)
    assert draft.at == PROBE + 1
    assert page.focusWidget() is page.work.sentences.sentence.line


def test_photos_for_new_steps_stand_behind_the_card(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    page.add_photos([photo(tmp_path / f"{n}.jpg") for n in (1, 2, 3)])
    assert [step.photo for step in draft.task.steps[4:7]] == ["1.jpg", "2.jpg", "3.jpg"]
    page.head.take_back()
    assert len(draft.task.steps) == 8


def test_what_is_no_photo_is_refused_in_a_line(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    drawing = tmp_path / "tekening.png"
    drawing.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    before = draft.task
    page.work.take_file(drawing)
    assert draft.task == before
    assert "geen foto" in page.note.words


def test_without_a_camera_a_line_says_so(page: EditorPage) -> None:
    page.open_camera()
    assert "geen camera" in page.note.words
    assert page.work.isVisible()


def test_photo_after_photo_is_taken_with_the_camera(qtbot: QtBot, tmp_path: Path) -> None:
    camera, draft = FakeCamera(there=True), new_draft(tmp_path / "nieuw")
    page = show_page(qtbot, draft, camera=camera)
    page.open_camera()
    assert not page.camera.shoot.isEnabled(), "not before there is a picture"
    assert camera.on_picture is not None
    for name in ("een", "twee", "drie"):
        camera.on_picture(photo(tmp_path / f"{name}.jpg").read_bytes())
        QTest.keyClick(page.camera.shoot, Qt.Key.Key_Space)
    QTest.keyClick(page.camera, Qt.Key.Key_Escape)
    assert camera.on_picture is None, "the camera is open only while its picture is seen"
    assert page.work.isVisible()
    assert [step.photo for step in draft.task.steps] == ["foto.jpg", "foto-2.jpg", "foto-3.jpg"]
    close(page, draft)


# ---- keeping ----


def test_what_is_typed_is_kept_beside_the_file_and_brought_back_after_a_crash(
    qtbot: QtBot, page: EditorPage, draft: OpenTask
) -> None:
    type_into(page, "Leg 1 haak in vak 2.")
    qtbot.waitUntil(lambda: any(draft.folder.glob(AUTOSAVES)), timeout=20_000)
    again = draft_of(draft.folder)  # as if the program had been killed: nobody closed the first
    said: list[str] = []
    again.told.connect(said.append)
    again.recover()
    assert texts(again)[3] == "Leg 1 haak in vak 2."
    assert said and again.document.undo_name is not None
    again.undo()
    assert texts(again)[3] == "Leg 1 sonde in vak 2."


def test_saving_changes_one_line_and_keeps_what_workers_see(page: EditorPage, draft: OpenTask) -> None:
    file = draft.folder / "task.yaml"
    before = file.read_text(encoding="utf-8").splitlines()
    type_into(page, "Leg 1 haak in vak 2.")
    assert draft.save()
    after = file.read_text(encoding="utf-8").splitlines()
    assert [a for a, b in zip(after, before, strict=True) if a != b] == ["  - tekst: Leg 1 haak in vak 2."]
    assert draft.state is ReleaseState.CHANGED
    assert page.head.tag.text() == "Gewijzigd"


def test_release_shows_it_to_the_workers(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Leg 1 haak in vak 2.")
    QTest.mouseClick(page.head.release, Qt.MouseButton.LeftButton)
    assert versions.state(draft.folder) is ReleaseState.RELEASED
    assert page.head.tag.text() == "Vrijgegeven"
    seen = load(draft.folder / ".released" / draft.folder.name).listing.task
    assert seen is not None and seen.steps[3].text.words == "Leg 1 haak in vak 2."


def test_a_task_with_faults_is_not_released_and_the_first_fault_is_said(page: EditorPage, draft: OpenTask) -> None:
    (draft.folder / "sonde.jpg").unlink()
    page.release()
    assert "sonde.jpg" in page.note.words


def test_a_step_without_a_sentence_is_gone_to_when_it_cannot_be_released(page: EditorPage, draft: OpenTask) -> None:
    draft.do(SetText(2, "text", ""))
    draft.select(5)
    page.release()
    assert draft.at == 2
    assert f"Stap {draft.step_number} heeft nog geen zin" in page.note.words


def test_a_change_on_the_disk_is_said_and_either_side_can_be_kept(
    qtbot: QtBot, page: EditorPage, draft: OpenTask
) -> None:
    file = draft.folder / "task.yaml"
    type_into(page, "Van mij.")
    file.write_text(file.read_text(encoding="utf-8").replace("Sluit het deksel.", "Doe het dicht."), encoding="utf-8")
    assert not draft.save()
    assert "Iemand anders" in page.note.words
    draft.take_theirs()
    assert texts(draft)[6] == "Doe het dicht."
    draft.undo()
    assert texts(draft)[3] == "Van mij."
    assert draft.save(over_others=True)


def test_a_disk_that_takes_nothing_is_said_and_nothing_is_lost(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "vol").write_text("here no folder can be made")
    draft = new_draft(tmp_path / "vol" / "taak", "Pak de doos.")
    page = show_page(qtbot, draft)
    type_into(page, "Pak de grote doos.")
    draft.keep()
    assert "schijf" in page.note.words
    assert not draft.is_kept and not draft.save()
    assert texts(draft) == ["Pak de grote doos."]
    (tmp_path / "vol").unlink()
    assert draft.save()
    close(page, draft)


def test_a_new_task_is_found_again_after_a_crash(qtbot: QtBot, tmp_path: Path) -> None:
    draft = new_draft(tmp_path / "nieuw")
    page = show_page(qtbot, draft)
    page.strip.new_step()
    QTest.keyClicks(page.work.sentences.sentence.line, "Pak de doos.")
    qtbot.waitUntil(lambda: draft.is_kept, timeout=3000)
    found = load(draft.folder).listing.task  # as if the program had been killed now
    assert found is not None and found.steps[0].text.words == "Pak de doos."
    close(page, draft)


def test_a_new_task_without_a_word_leaves_no_trace(qtbot: QtBot, tmp_path: Path) -> None:
    draft = new_draft(tmp_path / "nieuw")
    page = show_page(qtbot, draft)
    page.strip.new_step()
    draft.keep()
    close(page, draft)
    assert not draft.folder.exists()


def test_a_new_task_is_nowhere_until_something_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    draft = new_draft(tmp_path / "nieuw")
    page = show_page(qtbot, draft)
    assert not draft.folder.exists()
    page.strip.new_step()
    QTest.keyClicks(page.work.sentences.sentence.line, "Pak de doos.")
    close(page, draft)
    found = load(draft.folder).listing.task
    assert found is not None and [step.text.words for step in found.steps] == ["Pak de doos."]


# ---- the worker's view ----


@pytest.mark.parametrize("level", list(HelpLevel))
def test_the_preview_is_the_workers_own_view_at_every_level(page: EditorPage, level: HelpLevel) -> None:
    page.side.levels.button(level).click()
    assert page.side.level is level
    assert not page.side.preview.grab().toImage().isNull()


def test_the_preview_speaks_the_languages_of_the_task(page: EditorPage) -> None:
    side = page.side
    side.language.setCurrentIndex(side.language.findData("en"))
    assert side.preview.accessibleName() == "Put 1 probe in section 2."
    light = side.preview.grab().toImage().pixelColor(30, 12)
    side.theme.setCurrentIndex(1)
    assert side.preview.grab().toImage().pixelColor(30, 12).lightness() < light.lightness()


def test_the_state_of_the_check_is_told(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    qtbot.waitUntil(lambda: "10 van de 10" in page.side.card.accessibleName(), timeout=3000)
    draft.select(1)
    qtbot.waitUntil(lambda: "geen controle" in page.side.card.accessibleName(), timeout=3000)


def test_a_check_with_a_photo_that_rotted_is_told_on_its_card(page: EditorPage, draft: OpenTask) -> None:
    assert draft.step is not None and draft.step.check
    folder = draft.folder / "checks" / draft.step.check
    check = load_check(folder)[0]
    assert check is not None
    photos = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.jpg")}
    save_taught(folder, check, photos)
    page.side.refresh_card()
    assert "10 van de 10" in page.side.card.accessibleName()
    (folder / "reference.jpg").write_bytes(photos["reference.jpg"][:-50])
    page.side.refresh_card()
    assert "is veranderd nadat die geleerd is, en telt niet mee" in page.side.card.accessibleName()


def test_a_check_can_be_made_a_must_and_counts_what_the_coach_says(page: EditorPage, draft: OpenTask) -> None:
    draft.select(7)
    page.side.refresh_card()
    card = page.side.card
    card.must.click()
    card.count.more.click()
    assert draft.step is not None
    assert (draft.step.must, draft.step.count) == (True, 5)
    page.head.take_back()
    page.head.take_back()
    assert draft.step is not None
    assert (draft.step.must, draft.step.count, card.count.number) == (False, 4, 4)


def test_the_hooks_for_the_wizard_say_which_step(qtbot: QtBot, page: EditorPage) -> None:
    with qtbot.waitSignal(page.teach_wanted) as taught:
        page.side.card.teach_button.click()
    assert taught.args == [PROBE]
    with qtbot.waitSignal(page.check_switched) as switched:
        page.side.card.switch.click()
    assert switched.args == [PROBE, False]


def test_hear_speaks_the_sentence_and_its_warning(page: EditorPage) -> None:
    page.side.hear.click()
    said = page.side._voice.said  # type: ignore[attr-defined]
    assert said[-1].words == "Leg één sonde in vak twee.\nDe punt is scherp."


# ---- narrow windows ----


@pytest.mark.parametrize(("width", "narrow", "bare"), [(1920, False, False), (1500, True, False), (1200, True, True)])
def test_narrow_windows_are_arranged_otherwise(page: EditorPage, width: int, narrow: bool, bare: bool) -> None:
    page.resize(width, 720)
    assert page.tabs.isVisible() is narrow
    assert (page.strip.width() < 300) is bare
    if narrow:
        page.tabs.button(WORKER).click()
        assert page.side.isVisible() and not page.work.isVisible()
        page.tabs.button(STEP).click()
    assert page.work.isVisible()


def test_everything_can_be_reached_by_tab(page: EditorPage) -> None:
    page.strip.cards.setFocus()
    seen = set()
    for _ in range(60):
        widget = page.focusWidget()
        seen.add(widget)
        QTest.keyClick(widget or page, Qt.Key.Key_Tab)
    head, work, side = page.head, page.work, page.side
    wanted = [
        head.title, head.release, head.language, page.strip.cards, page.strip.add_step, work.canvas, work.choose_photo,
        work.sentences.sentence.line, *(field.line for field in work.sentences.fields.values()),
        side.hear, side.record, side.card.teach_button,
    ]  # fmt: skip
    assert [widget.accessibleName() for widget in wanted if widget not in seen] == []


def test_every_control_has_a_name(page: EditorPage) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    nameless = [
        one
        for kind in (QAbstractButton, QLineEdit)
        for one in page.findChildren(kind)
        if one.isVisible() and not (one.accessibleName() or getattr(one, "text", str)())
    ]
    assert nameless == []


def test_a_step_without_a_photo_is_advised_to_have_one(qtbot: QtBot, page: EditorPage) -> None:
    page.strip.new_step()
    qtbot.wait(300)
    assert page.work.sentences.lint.problem is None, "not before there is a sentence"
    type_into(page, "Pak de doos.")
    qtbot.waitUntil(lambda: page.work.sentences.lint.problem is not None, timeout=3000)
    assert page.work.sentences.lint.problem is not None
    assert page.work.sentences.lint.problem.code == "no-picture"


def test_a_step_without_a_photo_invites_one(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    page.strip.new_step()
    assert isinstance(draft.task.items[PROBE + 1], Step)
    assert page.work.canvas.photo_box.size() == page.work.canvas.size().toSizeF()


def test_a_task_that_was_deleted_meanwhile_is_written_again(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    shutil.rmtree(draft.folder)
    draft.look_at_disk()
    assert "Iemand anders" in page.note.words
    assert draft.save(over_others=True)
    assert texts(draft) == [step.text.words for step in TaskFile.open(draft.folder).task.steps]


@pytest.mark.parametrize("same_shape", [True, False])
def test_a_place_stays_where_the_camera_stands_still_and_goes_else_and_either_is_told(
    qtbot: QtBot, tmp_path: Path, same_shape: bool
) -> None:
    folder = sample(tmp_path)
    camera, draft = FakeCamera(there=True), draft_of(folder)
    page = show_page(qtbot, draft, camera=camera)
    draft.select(PROBE)
    assert draft.step is not None and draft.step.photo is not None
    before = draft.task.outline_of(draft.step)
    assert before is not None
    size = QImage(str(folder / draft.step.photo)).size()
    image = QImage(size.width(), size.height() if same_shape else size.width(), QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(str(tmp_path / "nieuw.jpg"))
    page.open_camera()
    assert camera.on_picture is not None
    camera.on_picture((tmp_path / "nieuw.jpg").read_bytes())
    QTest.keyClick(page.camera.shoot, Qt.Key.Key_Space)
    assert draft.step is not None
    assert draft.task.outline_of(draft.step) == (before if same_shape else None)
    assert ("kijk of dat klopt" if same_shape else "Wijs hem aan in deze") in page.note.words
    draft.undo()
    assert draft.task.outline_of(draft.step) == before
    page.work.take_file(tmp_path / "nieuw.jpg")
    assert draft.task.outline_of(draft.step) is None
    assert "Wijs hem aan in deze" in page.note.words, "a photo from elsewhere is of another spot"
    close(page, draft)


def test_that_workers_see_it_is_no_longer_said_when_something_has_changed(page: EditorPage, draft: OpenTask) -> None:
    page.release()
    assert page.note.words.startswith("Vrijgegeven.")
    draft.select(0)
    assert page.note.words.startswith("Vrijgegeven."), "to look at another step changes nothing"
    draft.do(SetText(PROBE, "text", "Leg de sonde in vak 2."))
    assert page.note.words == ""


def test_the_cursor_stands_at_the_end_of_a_sentence_that_there_is(page: EditorPage, draft: OpenTask) -> None:
    page.go_to_sentence()
    words = draft.step and draft.step.text.words
    QTest.keyClicks(page.work.sentences.sentence.line, " Ja")
    assert draft.step is not None
    assert draft.step.text.words == f"{words} Ja"


def test_who_begins_at_a_step_with_a_photo_takes_it_anew(qtbot: QtBot, tmp_path: Path) -> None:
    folder = sample(tmp_path)
    camera, draft = FakeCamera(there=True), draft_of(folder)
    page = show_page(qtbot, draft, camera=camera)
    before, steps = draft.step and draft.step.photo, len(draft.task.steps)
    page.open_camera()
    assert camera.on_picture is not None
    camera.on_picture(photo(tmp_path / "nieuw.jpg").read_bytes())
    QTest.keyClick(page.camera.shoot, Qt.Key.Key_Space)
    assert draft.step is not None and draft.step.photo not in (None, before)
    assert len(draft.task.steps) == steps
    assert camera.on_picture is None
    draft.undo()
    assert draft.step.photo == before
    page.work.adjuster.take_away(draft)
    assert draft.step.photo is None
    close(page, draft)


def test_several_steps_are_chosen_moved_and_deleted(page: EditorPage, draft: OpenTask) -> None:
    before = draft.task.items
    model = page.strip.cards.selectionModel()
    page.strip.cards.setCurrentIndex(model.model().index(1, 0))
    model.select(model.model().index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    assert page.strip.chosen == [1, 2]
    page.strip.shift(1)
    assert page.strip.chosen == [2, 3] and draft.at == 3
    assert [draft.task.items[n] for n in (2, 3)] == [before[1], before[2]]
    page.strip.acts["delete"].trigger()
    assert len(draft.task.items) == len(before) - 2
    draft.undo()
    draft.undo()
    assert draft.task.items == before


def test_a_picture_is_pasted_with_the_cursor_in_the_sentence(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    image = QImage(str(photo(tmp_path / "a.jpg")))
    QGuiApplication.clipboard().setImage(image)
    before = draft.step and draft.step.photo
    page.go_to_sentence()
    QTest.keyClick(page.work.sentences.sentence.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert draft.step is not None and draft.step.photo not in (None, before)


def test_a_word_is_found_and_replaced_in_the_whole_task(page: EditorPage, draft: OpenTask) -> None:
    page.find_bar.open()
    page.find_bar.word.setText("sonde")
    assert page.find_bar.next.isEnabled()
    page.find_bar.other.setText("haakje")
    page.find_bar.replace.click()
    words = " ".join(text.words for text in draft.task.texts()).lower()
    assert "sonde " not in words and "haakje" in words
    assert page.note.words


def test_the_key_for_undo_brings_the_word_back_at_once(page: EditorPage, draft: OpenTask) -> None:
    before = draft.task
    page.find_bar.open()
    QTest.keyClicks(page.find_bar.word, "sonde")
    QTest.keyClicks(page.find_bar.other, "haakje")
    page.find_bar.other.setFocus()
    QTest.keyClick(page.find_bar.other, Qt.Key.Key_Return)
    assert draft.task != before
    at = focused(page)
    assert at is not None
    QTest.keyClick(at, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert draft.task == before and page.find_bar.other.text() == "haakje"


def test_return_where_no_other_word_stands_yet_takes_no_word_out(page: EditorPage, draft: OpenTask) -> None:
    before = draft.task
    page.find_bar.open()
    page.find_bar.word.setText("sonde")
    for nothing in ("", " "):
        page.find_bar.other.setText(nothing)
        assert not page.find_bar.replace.isEnabled()
        QTest.keyClick(page.find_bar.other, Qt.Key.Key_Return)
    assert draft.task == before


def test_many_photos_for_an_open_task_are_read_beside_the_window_with_a_count(
    qtbot: QtBot, page: EditorPage, draft: OpenTask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.desk.task.photo_adding.AT_ONCE_BYTES", 0)
    counts: list[int] = []
    before = len(draft.task.items)
    page.adding.job.reached.connect(counts.append)
    at = draft.at or 0
    page.add_photos([photo(tmp_path / f"Dia{n}.jpg", colour=f"#{20 * n:02x}0000") for n in (9, 10, 1, 2)])
    page.add_photos([photo(tmp_path / "later.jpg")])  # while the others are still read
    assert "4" in page.note.words
    assert len(draft.task.items) == before
    qtbot.waitUntil(lambda: len(draft.task.items) == before + 5, timeout=60_000)
    assert counts == [1, 2, 3, 4, 1]
    assert not page.note.words
    photos = [item.photo for item in draft.task.items[at + 1 : at + 6] if isinstance(item, Step)]
    assert photos == ["dia1.jpg", "dia2.jpg", "dia9.jpg", "dia10.jpg", "later.jpg"]
    draft.undo()
    draft.undo()
    assert len(draft.task.items) == before


def test_photos_that_are_stopped_leave_no_step_and_no_file(
    qtbot: QtBot, page: EditorPage, draft: OpenTask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.desk.task.photo_adding.AT_ONCE_BYTES", 0)
    before, files = draft.task.items, sorted(draft.folder.iterdir())
    page.add_photos([photo(tmp_path / f"{n}.jpg", (4000, 3000)) for n in range(8)])
    next(button for button in page.note.findChildren(QPushButton) if "Stop" in button.text()).click()
    page.adding.close_down()
    assert draft.task.items == before
    assert sorted(draft.folder.iterdir()) == files
    assert not page.note.words


def test_several_photos_that_are_dropped_or_pasted_become_steps(
    page: EditorPage, draft: OpenTask, tmp_path: Path
) -> None:
    data, before = QMimeData(), len(draft.task.items)
    data.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / f"{n}.jpg"))) for n in range(3)])
    shown = draft.task.items[PROBE]
    page.work.take_mime(data)
    assert len(draft.task.items) == before + 3
    assert draft.task.items[PROBE] == shown
    draft.undo()
    QGuiApplication.clipboard().setMimeData(data)
    page.strip.cards.setFocus()
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(draft.task.items) == before + 3


def test_the_films_own_sound_is_offered_where_it_has_one(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    assert draft.step
    assert draft.step.film, "the sample's has none"
    assert not page.work.film_sound.isVisible()
    sound_film(draft.task.folder / "praat.mkv", 0.3)
    page.work.take_file(draft.task.folder / "praat.mkv")
    assert page.work.film_sound.isVisible()
    page.work.film_sound.click()
    assert draft.step.film_sound
    assert "eigen geluid" in page.work.film_sound.toolTip()
    page.work.film_sound.click()
    assert not draft.step.film_sound


def test_a_film_goes_only_when_that_was_chosen(qtbot: QtBot, page: EditorPage, draft: OpenTask) -> None:
    assert draft.step and draft.step.film, "the sample's"
    page.work.film.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and draft.step.film
    _, away = menu.actions()
    away.trigger()
    menu.close()
    assert not draft.step.film and "Ongedaan" in page.note.words
    draft.undo()
    assert draft.step.film


def test_a_misspelt_word_is_mended_or_is_one_of_the_house(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    pytest.importorskip("hunspell")
    draft.house = HouseList(tmp_path / "words.txt")
    lint = page.work.sentences.lint
    type_into(page, "Pak de spiegle")
    assert lint.problem is None or lint.problem.code != "misspelt"  # the rest of the word may still come
    type_into(page, "Pak de spiegle.")
    assert lint.problem is not None and lint.problem.suggestion == "Pak de spiegel."
    lint.take.click()
    assert draft.step is not None and draft.step.text.words == "Pak de spiegel."
    assert lint.so.isHidden()
    type_into(page, "Pak de spiegle.")
    assert not lint.so.isHidden()
    lint.so.click()
    assert draft.house.words.known == {"spiegle"}
    assert lint.problem is None or lint.problem.code != "misspelt"


def test_a_thing_that_has_another_name_in_the_house_gets_it(page: EditorPage, draft: OpenTask, tmp_path: Path) -> None:
    draft.house = HouseList(tmp_path / "words.txt")
    draft.house.keep("bak: bakje, doosje\n", "")
    type_into(page, "Pak het doosje.")
    lint = page.work.sentences.lint
    assert lint.problem is not None and lint.problem.code == "house-word"
    lint.take.click()
    assert draft.step is not None and draft.step.text.words == "Pak het bak."


def test_advice_on_the_second_language_names_it_and_changes_only_that(page: EditorPage, draft: OpenTask) -> None:
    type_into(page, "Leg 1 sonde in vak 2.")
    draft.do(SetText(PROBE, "text", "Put two probes in section 2!", "en"))
    lint = page.work.sentences.lint
    assert lint.problem is not None and lint.problem.passage is not None and lint.problem.passage.language == "en"
    assert "English" in " ".join(part.text() for part in lint.findChildren(QLabel))
    lint.take.click()
    assert draft.step is not None and draft.step.text.words == "Leg 1 sonde in vak 2."
    assert draft.step.text.translations["en"] in ("Put 2 probes in section 2!", "Put two probes in section 2.")


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1280, 660)])  # the last: with a bar of the desktop
def test_warning_and_hint_stay_above_the_fold_whatever_else_is_said(
    qtbot: QtBot, draft: OpenTask, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = show_page(qtbot, draft, size, no_tips=tmp_path / "no-tips")
    draft.select(PROBE)
    fields = [page.work.sentences.fields[name] for name in ("warning", "hint")]

    def wait_until_seen() -> None:
        def is_whole() -> bool:
            return all(field.visibleRegion().boundingRect().size() == field.size() for field in fields)

        qtbot.waitUntil(is_whole, timeout=60_000)

    page.tips.say("Tip 3 van 6. Sleep over de foto, om de plek waar het gebeurt.", ("Sla over", page.tips.hide))
    assert page.tips.isVisible()
    wait_until_seen()
    page.say("De plek was in de foto van daarvoor gemarkeerd. Markeer hem in deze.")
    wait_until_seen()
    assert page.note.isVisible() and not page.tips.isVisible()
    page.find_bar.open()
    wait_until_seen()
    assert page.work.canvas.height() >= 60
    page.note.hide()
    page.find_bar.hide()
    assert page.tips.isVisible(), "the tip is back where there is room for it"
    wait_until_seen()
    close(page, draft)


def test_a_title_that_has_no_room_ends_in_points_until_somebody_writes_in_it(page: EditorPage, draft: OpenTask) -> None:
    title = page.head.title
    page.strip.cards.setFocus()
    assert not title.is_cut
    draft.do(SetText(None, "title", "Controle-set voor de tandarts met spiegel en sonde " * 4))
    assert title.is_cut
    cut = title.grab().toImage()
    title.setFocus()
    assert not title.is_cut
    assert title.grab().toImage() != cut
