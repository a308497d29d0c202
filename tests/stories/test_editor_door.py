"""Behind the coach's door: a task is made and released, and the worker at the same station can choose it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oss_app.player.navigation import Ask, DoorKey
from oss_app.ui.desk.library import new_task_options
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.kiosk.player.view import PlayerView
from tests.app.test_kiosk import House
from tests.ui.editor import photo


def test_what_the_coach_releases_the_worker_can_choose(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path / "data", qtbot)
    try:
        house.kiosk.open(None, "")
        house.kiosk.open_door()
        house.door.row_chosen.emit(DoorKey.EDIT)
        editing = house.kiosk.editing
        assert editing is not None
        window = editing.window
        qtbot.addWidget(window)
        window.library.begun.emit(new_task_options.EMPTY)
        window.editor.work.take_file(photo(tmp_path / "doos.jpg"))
        window.editor.go_to_sentence()
        QTest.keyClicks(window.editor.work.sentences.sentence.line, "Pak de doos.")
        window.editor.release()
        assert window.draft is not None
        folder = window.draft.folder
        window.close()

        assert house.asked.ask is Ask.WHAT
        mine = [choice for choice in house.asked.choices if choice.word == "Nieuwe taak"]
        assert len(mine) == 1
        house.choose(mine[0].key)
        assert house.sentence == "Pak de doos."
        assert house.kiosk.play is not None
        assert folder.name in house.kiosk.play.conductor.session.plan.task.folder.parts
    finally:
        house.close()


def test_a_session_that_stands_on_the_screen_is_kept_while_the_coach_writes(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path / "data", qtbot)
    try:
        house.kiosk.open(house.listing("ontbijt"), "")
        before = house.sentence
        house.kiosk.open_door()
        house.door.row_chosen.emit(DoorKey.EDIT)
        editing = house.kiosk.editing
        assert editing is not None
        qtbot.addWidget(editing.window)
        editing.window.close()
        assert house.page is house.start
        mine = next(choice for choice in house.asked.choices if Path(choice.key).name == "ontbijt")
        house.choose(mine.key)
        assert house.sentence == before
    finally:
        house.close()


def test_the_editor_that_is_open_comes_to_the_front_and_no_second_one_opens(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path / "data", qtbot)
    try:
        house.kiosk.open(house.listing("ontbijt"), "")
        for _ in range(2):
            house.kiosk.open_door()
            house.door.row_chosen.emit(DoorKey.EDIT)
        editing = house.kiosk.editing
        assert editing is not None
        qtbot.addWidget(editing.window)
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, EditorWindow) and w.isVisible()]
        assert windows == [editing.window]
        editing.window.close()
    finally:
        house.close()


def test_an_editor_that_was_left_is_gone_when_the_next_one_opens(qtbot: QtBot, tmp_path: Path) -> None:
    house = House(tmp_path / "data", qtbot)

    def opened() -> EditorWindow:
        house.kiosk.open_door()
        house.door.row_chosen.emit(DoorKey.EDIT)
        assert house.kiosk.editing is not None
        return house.kiosk.editing.window

    def views() -> int:
        return sum(isinstance(widget, PlayerView) for widget in QApplication.topLevelWidgets())

    try:
        house.kiosk.open(None, "")
        first, with_one = opened(), views()
        gone: list[bool] = []
        first.destroyed.connect(lambda: gone.append(True))
        first.close()
        second = opened()
        qtbot.addWidget(second)
        qtbot.waitUntil(lambda: bool(gone), timeout=30_000)
        qtbot.waitUntil(lambda: views() == with_one, timeout=30_000)  # and the workers' views of its pages with it
        second.close()
    finally:
        house.close()
