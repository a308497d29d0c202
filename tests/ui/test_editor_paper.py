"""A task on paper: every step is there, nothing runs over, and the pages come out of a PDF as they were drawn."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from oss_app.core.task import Task
from oss_app.core.text import Text
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.ui.desk.pages.paper import Booking, Form, PaperStep, booking, draw_photo
from oss_app.ui.desk.pages.printing import PrintPage
from oss_app.ui.desk.pages.sheets import sheets
from oss_app.ui.desk.widgets.paper_sheet import Sheet, paint, write_pdf
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import LIGHT

WIDTH = 620


@pytest.fixture
def task(qtbot: QtBot) -> Task:
    fonts.load()
    found = FolderLibrary().load(instructions() / "tandarts").task
    assert found is not None
    return found


def booked(task: Task, language: str = "nl") -> Booking:
    return booking(task, language, "Vrijgegeven op 12 november 2026", load("nl"))


def drawn(sheet: Sheet) -> NDArray[np.uint8]:
    """A sheet in grey values."""
    width, height = sheet.size
    image = QImage(WIDTH, round(WIDTH * height / width), QImage.Format.Format_Grayscale8)
    painter = QPainter(image)
    paint(sheet, painter, WIDTH)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, :WIDTH].copy()


@pytest.mark.parametrize(
    ("form", "count"),
    [(Form.CARDS_4, 3), (Form.CARDS_6, 2), (Form.CARDS_8, 2), (Form.BOOKLET, 6), (Form.LIST, 1)],
)
def test_each_form_takes_so_many_sheets(task: Task, form: Form, count: int) -> None:
    assert len(sheets(booked(task), form)) == count


@pytest.mark.parametrize("form", list(Form))
def test_the_margin_of_each_sheet_stays_white(task: Task, form: Form) -> None:
    for sheet in sheets(booked(task), form):
        grey = drawn(sheet)
        edge = round(WIDTH * 0.03)
        for strip in (grey[:edge], grey[-edge:], grey[:, :edge], grey[:, -edge:]):
            assert strip.min() > 250
        assert grey.min() < 60, "there is ink on it"


def test_a_long_sentence_gets_smaller_letters_and_stays_on_its_card(task: Task) -> None:
    long = " ".join(["Leg de kleine ronde spiegel met het lange handvat voorzichtig in het eerste vak."] * 4)
    items = tuple(
        item.model_copy(update={"text": Text(words=long)}) if hasattr(item, "text") else item for item in task.items
    )
    for form in (Form.CARDS_4, Form.CARDS_8, Form.LIST, Form.BOOKLET):
        for sheet in sheets(booked(task.model_copy(update={"items": items})), form):
            grey = drawn(sheet)
            edge = round(WIDTH * 0.03)
            assert min(grey[:, -edge:].min(), grey[-edge:].min()) > 250


def test_a_translation_is_printed(task: Task) -> None:
    assert [step.text for step in booked(task, "en").steps][3] == "Put 1 probe in section 2."
    assert booked(task, "ar").right_to_left


def test_every_step_is_in_the_booklet_once_and_it_folds(task: Task) -> None:
    pages = 4 * ((1 + len(task.steps) + 3) // 4)
    assert len(sheets(booked(task), Form.BOOKLET)) == pages // 2
    assert all(sheet.is_wide for sheet in sheets(booked(task), Form.BOOKLET))


def test_a_task_without_steps_says_so_when_it_is_to_be_a_pdf(qtbot: QtBot, task: Task, tmp_path: Path) -> None:
    page = PrintPage(LIGHT, load("en"))
    qtbot.addWidget(page)
    page.show_task(task.model_copy(update={"items": ()}), "")
    page.save(tmp_path / "empty.pdf")
    assert "no steps" in page.note.words
    assert not (tmp_path / "empty.pdf").exists()


def test_the_cover_shows_the_photo_of_the_task_itself(task: Task) -> None:
    photos = [step.photo for step in task.steps if step.photo]
    last = next(photo for photo in reversed(photos) if photo != photos[0])
    assert booked(task.model_copy(update={"photo": last})).cover == task.folder / last
    assert booked(task.model_copy(update={"photo": None})).cover == task.folder / photos[0]


@pytest.mark.parametrize("box", [(527, 643), (527, 500), (527, 340), (1050, 740), (267, 150)], ids=str)
def test_a_photo_on_paper_is_whole(task: Task, tmp_path: Path, box: tuple[int, int]) -> None:
    """Of a photo as most phones make it nothing of importance is cut away, whatever the form of its place is."""
    whole = QImage(400, 300, QImage.Format.Format_RGB32)
    whole.fill(QColor("#808080"))
    painter = QPainter(whole)
    for x, y in ((0, 0), (340, 0), (0, 240), (340, 240)):
        painter.fillRect(x, y, 60, 60, QColor("black"))
    painter.end()
    assert whole.save(str(tmp_path / "whole.png"))
    sheet = QImage(*box, QImage.Format.Format_Grayscale8)
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    draw_photo(painter, QRectF(0, 0, *box), PaperStep(1, "", "", "", tmp_path / "whole.png", None))
    painter.end()
    grey = np.frombuffer(sheet.constBits(), np.uint8).reshape(sheet.height(), sheet.bytesPerLine())[:, : box[0]]
    black, all_of_it = int((grey < 40).sum()), int((grey < 240).sum())
    assert black / all_of_it > 0.8 * 4 * 60 * 60 / (400 * 300)


def test_a_task_without_steps_has_no_sheets(task: Task) -> None:
    assert sheets(booked(task.model_copy(update={"items": ()})), Form.CARDS_4) == []


@pytest.mark.parametrize("form", [Form.CARDS_4, Form.BOOKLET])
def test_the_pdf_shows_what_was_drawn(task: Task, form: Form, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    found = sheets(booked(task), form)
    file = tmp_path / "taak.pdf"
    write_pdf(found, file, "Controle-set")
    subprocess.run(
        ["pdftoppm", "-gray", "-scale-to-x", str(WIDTH), "-scale-to-y", "-1", file, tmp_path / "p"], check=True
    )
    printed = sorted(tmp_path.glob("p-*.pgm"))
    assert len(printed) == len(found)
    for page, sheet in zip(printed, found, strict=True):
        seen, wanted = QImage(str(page)), drawn(sheet)
        assert seen.width() == WIDTH
        rows = np.frombuffer(seen.convertToFormat(QImage.Format.Format_Grayscale8).constBits(), np.uint8).reshape(
            seen.height(), -1
        )[:, :WIDTH]
        height = min(rows.shape[0], wanted.shape[0]) // 16 * 16
        apart = np.abs(blocks(rows[:height]) - blocks(wanted[:height]))
        assert np.percentile(apart, 99) < 24


def blocks(grey: NDArray[np.uint8]) -> NDArray[np.float64]:
    height, width = (side // 16 * 16 for side in grey.shape)
    return grey[:height, :width].astype(float).reshape(height // 16, 16, width // 16, 16).mean(axis=(1, 3))
