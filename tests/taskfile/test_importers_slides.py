"""A PowerPoint becomes a draft: one like a coach makes, the odd ones, and ones that are broken."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from oss_app.core.problem import Problem
from oss_app.core.task import Section, Step
from oss_app.taskfile.importers import TaskDraft, from_slides, write
from tests.taskfile.test_photo_data import PLACE
from tests.taskfile.test_photo_data import photo as phone_photo

COVER, TITLE_BODY, TITLE_ONLY, BLANK, PICTURE = 0, 1, 5, 6, 8


def coloured(red: int, size: tuple[int, int] = (40, 30), kind: str = "JPEG") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, (red, 0, 0)).save(out, kind)
    out.seek(0)
    return out


def red(data: bytes) -> int:
    pixel = Image.open(io.BytesIO(data)).convert("RGB").getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return round(pixel[0] / 10)


def slide(presentation: Any, layout: int, title: str = "", body: str = "", notes: str = "") -> Any:
    new = presentation.slides.add_slide(presentation.slide_layouts[layout])
    if title and new.shapes.title is not None:
        new.shapes.title.text = title
    if body:
        new.placeholders[1].text = body
    if notes:
        new.notes_slide.notes_text_frame.text = notes
    return new


def taken(tmp_path: Path, presentation: Any, **how: Any) -> TaskDraft:
    path = tmp_path / "koffer.pptx"
    presentation.save(path)
    found = from_slides(path, **how)
    assert isinstance(found, TaskDraft), found
    return found


def told(draft: TaskDraft) -> list[str]:
    return [("# " + i.title.words) if isinstance(i, Section) else i.text.words for i in draft.task.items]


def test_twelve_slides_as_a_coach_makes_them(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, COVER, "Controle-set voor de tandarts", "versie 3")
    for n in range(1, 10):
        new = slide(
            deck,
            TITLE_ONLY,
            f"Leg {n} spiegel in vak {n}.",
            notes=f"De spiegel is rond. Dit is nummer {n}." if n < 3 else "",
        )
        new.shapes.add_picture(coloured(n * 20), Inches(1), Inches(2), Inches(4), Inches(3))
    slide(deck, TITLE_BODY, "Afmaken", "Sluit het deksel.\nPlak het etiket.\nZet de koffer weg.")
    slide(deck, TITLE_BODY, "Sluit de koffer goed af.", "Je hoort een klik.\nHet slot is rood.")
    draft = taken(tmp_path, deck)
    assert draft.task.title.words == "Controle-set voor de tandarts"
    assert told(draft) == [
        *(f"Leg {n} spiegel in vak {n}." for n in range(1, 10)),
        "# Afmaken",
        "Sluit het deksel.",
        "Plak het etiket.",
        "Zet de koffer weg.",
        "Sluit de koffer goed af.",
    ]
    steps = draft.task.steps
    assert [red(draft.pictures[s.photo]) for s in steps if s.photo] == [n * 2 for n in range(1, 10)]
    assert steps[0].photo == "dia-02.jpg"
    assert steps[0].hint is not None
    assert steps[0].hint.words == "De spiegel is rond. Dit is nummer 1."
    assert steps[-1].hint is not None
    assert steps[-1].hint.words == "Je hoort een klik. Het slot is rood."
    assert draft.notices == ()
    file = write(draft, tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    assert file.task.steps == steps


def test_notes_can_be_what_the_voice_says(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Leg 1 sonde in vak 2.", notes="Leg één sonde in vak twee.")
    (step,) = taken(tmp_path, deck, notes="say").task.steps
    assert step.say is not None
    assert step.say.words == "Leg één sonde in vak twee."
    assert step.hint is None


def test_groups_and_pictures_in_placeholders(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    group = new.shapes.add_group_shape()
    inner = group.shapes.add_group_shape()
    box = inner.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    box.text_frame.text = "Open het deksel."
    inner.shapes.add_picture(coloured(100), Inches(1), Inches(2), Inches(2), Inches(2))
    other = slide(deck, PICTURE, "Sluit het deksel.")
    other.placeholders[1].insert_picture(coloured(200))
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Open het deksel.", "Sluit het deksel."]
    assert [red(data) for data in draft.pictures.values()] == [10, 20]


def test_the_largest_picture_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    for colour, width in ((50, 1), (150, 5), (90, 2)):
        new.shapes.add_picture(coloured(colour), 0, 0, Inches(width), Inches(width))
    draft = taken(tmp_path, deck)
    assert [red(data) for data in draft.pictures.values()] == [15]
    assert [p.code for p in draft.notices] == ["more-pictures"]


def test_hidden_and_empty_slides_are_left_out_and_told(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.")
    slide(deck, TITLE_ONLY, "Geheim.").element.set("show", "0")
    slide(deck, BLANK)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Open het deksel."]
    assert [p.code for p in draft.notices] == ["hidden-slide", "empty-slide"]
    assert "2" in draft.notices[0].sentence


def test_no_title_tables_and_a_picture_alone(tmp_path: Path) -> None:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(10), Inches(7.5)  # 4:3
    new = slide(deck, BLANK)
    new.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame.text = "Pak de doos."
    table = slide(deck, TITLE_ONLY, "Wat erin gaat").shapes.add_table(2, 2, 0, 0, Inches(4), Inches(2)).table
    for row, cells in enumerate((("1", "sonde"), ("4", "rollen"))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    slide(deck, BLANK).shapes.add_picture(coloured(70), 0, 0)
    slide(deck, TITLE_ONLY, "Afmaken")
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Pak de doos.", "# Wat erin gaat", "1 sonde", "4 rollen", "", "# Afmaken"]
    assert [p.code for p in draft.notices] == ["no-sentence"]


def test_bullets_of_a_plain_box(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    frame = new.shapes.add_textbox(0, 0, Inches(3), Inches(1)).text_frame
    frame.text = "Open het deksel."
    frame.add_paragraph().text = "Pak de sonde."
    for paragraph in frame.paragraphs:
        paragraph._p.get_or_add_pPr().append(
            paragraph._p.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/main}buChar", {"char": "•"})
        )
    new.shapes.add_picture(coloured(70), 0, 0)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Open het deksel.", "Pak de sonde."]
    assert len({step.photo for step in draft.task.steps}) == 1


def test_drawings_and_odd_pictures_are_told(tmp_path: Path) -> None:
    deck = Presentation()
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("b", (1,))
    slide(deck, TITLE_ONLY, "Open het deksel.").shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(2), Inches(2), data)
    slide(deck, TITLE_ONLY, "Sluit het deksel.").shapes.add_picture(coloured(60, kind="TIFF"), 0, 0)
    slide(deck, TITLE_ONLY, "Plak het etiket.").shapes.add_picture(coloured(60, kind="GIF"), 0, 0)
    draft = taken(tmp_path, deck)
    assert [p.code for p in draft.notices] == ["left-out", "odd-picture"]
    assert [step.photo for step in draft.task.steps] == [None, None, "dia-03.png"]


def test_location_in_a_picture_goes(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.").shapes.add_picture(io.BytesIO(phone_photo("JPEG", 6)), 0, 0)
    draft = taken(tmp_path, deck)
    assert PLACE not in next(iter(draft.pictures.values()))


def test_a_long_deck_gets_headings(tmp_path: Path) -> None:
    deck = Presentation()
    for n in range(30):
        slide(deck, TITLE_ONLY, f"Leg {n + 1} bord neer.")
    assert sum(isinstance(item, Section) for item in taken(tmp_path, deck).task.items) == 3


def test_in_english(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, COVER, "Check-up set")
    slide(deck, TITLE_BODY, "Filling", "Put 1 probe in section 2.\nPut 1 mirror in section 1.")
    slide(deck, TITLE_BODY, "Close the lid", "It clicks.\nIt is blue.")
    draft = taken(tmp_path, deck, language="en", screen="en")
    assert draft.task.language == "en"
    assert told(draft) == ["# Filling", "Put 1 probe in section 2.", "Put 1 mirror in section 1.", "Close the lid"]


def rezipped(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    packed = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in packed.items():
            if (new := change(name, data)) is not None:
                out.writestr(name, new)


def test_decks_that_are_broken_become_a_sentence_or_what_is_left(tmp_path: Path) -> None:
    deck = Presentation()
    for n in range(3):
        slide(deck, TITLE_ONLY, f"Leg {n + 1} bord neer.", notes="Let op.").shapes.add_picture(coloured(n * 50), 0, 0)
    whole = tmp_path / "heel.pptx"
    deck.save(whole)
    chance, names = random.Random(5), zipfile.ZipFile(whole).namelist()
    kinds = {TaskDraft: 0, Problem: 0}
    for n in range(60):
        path = tmp_path / "kapot.pptx"
        path.write_bytes(whole.read_bytes())
        victim = chance.choice(names)

        def broken(name: str, data: bytes, victim: str = victim, n: int = n) -> bytes | None:
            if name != victim:
                return data
            at = chance.randrange(len(data) or 1)
            return (None, data[:at], data[:at] + b"<x>" + data[at:], b"", b"\0" * 50)[n % 5]

        rezipped(path, broken)
        found = from_slides(path)
        kinds[type(found)] += 1
        if isinstance(found, TaskDraft):
            assert all(isinstance(item, Step | Section) for item in found.task.items)
    assert kinds[TaskDraft]
    assert kinds[Problem]


@pytest.mark.parametrize("data", [b"", b"hallo", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_deck_becomes_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pptx"
    path.write_bytes(data)
    found = from_slides(path)
    assert isinstance(found, Problem)
    assert found.is_fault
    assert isinstance(from_slides(tmp_path / "weg.pptx"), Problem)


def test_decks_that_swell_are_not_opened(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.")
    path = tmp_path / "a.pptx"
    deck.save(path)
    rezipped(path, lambda name, data: b" " * 60_000_000 if name == "ppt/presentation.xml" else data)
    assert isinstance(from_slides(path), Problem)


def test_words_that_refer_to_themselves_do_not_grow(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.")
    path = tmp_path / "a.pptx"
    deck.save(path)
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

    def poisoned(name: str, data: bytes) -> bytes:
        if name != "ppt/slides/slide1.xml":
            return data
        text = data.decode().split("?>", 1)[1].replace("Open het deksel.", "&l9;")
        return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{entities}]>{text}'.encode()

    rezipped(path, poisoned)
    found = from_slides(path)
    if isinstance(found, TaskDraft):
        assert all(len(step.text.words) < 1000 for step in found.task.steps)


def test_an_empty_deck_becomes_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "leeg.pptx"
    Presentation().save(path)
    found = from_slides(path)
    assert isinstance(found, Problem)
    assert found.code == "empty-slides"
