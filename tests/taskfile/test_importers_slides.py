"""A PowerPoint becomes a draft: one like a coach makes, the odd ones, and ones that are broken."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image, ImageOps
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Inches

from oss_app.core.problem import Problem
from oss_app.core.task import Section, Step
from oss_app.core.text import Text
from oss_app.taskfile.importers import TaskDraft, from_slides, write
from tests.taskfile.deck_reading import plain, read
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
    assert [p.code for p in draft.notices] == ["cover-text"]
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
    slide(deck, TITLE_ONLY, "Zet de koffer weg.").shapes.add_picture(coloured(60), 0, 0)
    deck.slides[3].part.related_part("rId2")._blob = b"\xd7\xcd\xc6\x9a" + bytes(40)  # a drawing of Windows
    draft = taken(tmp_path, deck)
    assert [p.code for p in draft.notices] == ["left-out", "odd-picture"]
    assert [step.photo for step in draft.task.steps] == [None, "dia-02.jpg", "dia-03.png", None]


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


# The picture as the slide shows it


def quarters(size: tuple[int, int] = (40, 40), side: int = 1) -> io.BytesIO:
    """A photo with a red, a green, a blue and a white quarter, in the order of reading; ``side`` is its Exif's."""
    image = Image.new("RGB", size)
    for n, colour in enumerate(((208, 16, 16), (16, 160, 16), (16, 16, 208), (240, 240, 240))):
        image.paste(colour, (n % 2 * size[0] // 2, n // 2 * size[1] // 2, size[0], size[1] if n // 2 else size[1] // 2))
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = side
    image.save(out, "PNG" if side == 1 else "JPEG", exif=exif, quality=95)
    out.seek(0)
    return out


def seen(data: bytes) -> str:
    """The colours of the four quarters: RGBW is upright."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    spots = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    found = [image.getpixel((int(image.width * x), int(image.height * y))) for x, y in spots]
    colours = {"R": (208, 16, 16), "G": (16, 160, 16), "B": (16, 16, 208), "W": (240, 240, 240)}
    return "".join(
        min(colours, key=lambda k: sum((a - b) ** 2 for a, b in zip(colours[k], pixel, strict=True)))  # type: ignore[arg-type]
        for pixel in found
    )


def with_picture(deck: Any, **how: Any) -> Any:
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    return new.shapes.add_picture(
        how.get("photo") or quarters(), Inches(how.get("left", 2)), Inches(2), Inches(how.get("width", 3)), Inches(3)
    )


def only_photo(tmp_path: Path, deck: Any) -> bytes:
    draft = taken(tmp_path, deck)
    return draft.pictures[draft.task.steps[0].photo or ""]


@pytest.mark.parametrize(
    ("turn", "flips", "shown"),
    [
        (0, {}, "RGBW"),
        (90, {}, "BRWG"),
        (180, {}, "WBGR"),
        (270, {}, "GWRB"),
        (0, {"flipH": "1"}, "GRWB"),
        (0, {"flipV": "1"}, "BWRG"),
        (90, {"flipH": "1"}, "WGBR"),
    ],
)
def test_a_turned_or_mirrored_picture(tmp_path: Path, turn: int, flips: dict[str, str], shown: str) -> None:
    deck = Presentation()
    added = with_picture(deck)
    added.rotation = turn
    for name, value in flips.items():
        added._element.spPr.find(qn("a:xfrm")).set(name, value)
    assert seen(only_photo(tmp_path, deck)) == shown


def test_what_was_cut_away_does_not_come_along(tmp_path: Path) -> None:
    deck = Presentation()
    added = with_picture(deck)
    added.crop_left, added.crop_bottom = 0.5, 0.5
    assert seen(only_photo(tmp_path, deck)) == "GGGG"


def test_what_lies_beyond_the_slide_does_not_come_along(tmp_path: Path) -> None:
    deck = Presentation()
    with_picture(deck, left=-1.5)
    assert seen(only_photo(tmp_path, deck)) == "GGWW"


def test_what_a_shape_covers_stays_covered(tmp_path: Path) -> None:
    deck = Presentation()
    added = with_picture(deck)
    cover = deck.slides[0].shapes.add_shape(
        MSO_SHAPE.RECTANGLE, added.left, added.top, added.width // 2, added.height // 2
    )
    cover.fill.solid()
    cover.fill.fore_color.rgb = RGBColor(16, 160, 16)
    assert seen(only_photo(tmp_path, deck)) == "GGBW"


def test_a_picture_cut_to_a_circle_has_no_corners(tmp_path: Path) -> None:
    deck = Presentation()
    with_picture(deck).auto_shape_type = MSO_SHAPE.OVAL
    image = Image.open(io.BytesIO(only_photo(tmp_path, deck))).convert("RGB")
    assert [min(image.getpixel(at)) > 200 for at in ((0, 0), (image.width - 1, 0))] == [True, True]  # type: ignore[arg-type,type-var]


@pytest.mark.parametrize("shape", [MSO_SHAPE.HEART, MSO_SHAPE.STAR_5_POINT])
def test_a_picture_cut_to_an_odd_shape_is_told(tmp_path: Path, shape: Any) -> None:
    deck = Presentation()
    with_picture(deck).auto_shape_type = shape
    assert "odd-shape" in [p.code for p in taken(tmp_path, deck).notices]


def test_a_turn_of_the_slide_counts_alone(tmp_path: Path) -> None:
    deck = Presentation()
    with_picture(deck, photo=quarters((40, 40), 6)).rotation = 90
    with_picture(deck, photo=quarters((40, 40), 6))
    draft = taken(tmp_path, deck)
    assert [seen(draft.pictures[step.photo or ""]) for step in draft.task.steps] == ["BRWG", "BRWG"]


def test_a_group_turns_mirrors_and_sizes_what_is_in_it(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    group = new.shapes.add_group_shape()
    group.shapes.add_picture(quarters(), 0, 0, 3000, 3000)
    place = group._element.grpSpPr.get_or_add_xfrm()
    place.set("rot", str(90 * 60000))
    place.set("flipH", "1")
    place.find(qn("a:off")).set("x", str(Inches(2)))
    place.find(qn("a:ext")).set("cx", str(Inches(4)))
    place.find(qn("a:ext")).set("cy", str(Inches(4)))
    new.shapes.add_picture(coloured(100, (20, 20)), Inches(8), 0, Inches(1), Inches(1))
    assert seen(only_photo(tmp_path, deck)) == "WGBR"


def test_a_stretched_picture_is_stretched(tmp_path: Path) -> None:
    deck = Presentation()
    with_picture(deck, width=6)
    image = Image.open(io.BytesIO(only_photo(tmp_path, deck)))
    assert image.width == 2 * image.height


FILL = (
    '<a:blipFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<a:blip r:embed="{id}"/><a:stretch><a:fillRect l="-100000"/></a:stretch></a:blipFill>'
)


def test_a_picture_that_fills_a_shape(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    _, number = new.part.get_or_add_image_part(quarters())
    shape = new.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(2), Inches(2), Inches(3), Inches(3))
    shape._element.spPr.append(etree.fromstring(FILL.format(id=number)))
    assert seen(only_photo(tmp_path, deck)) == "GGWW"


def test_a_picture_in_the_background_and_one_that_is_only_linked(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    _, number = new.part.get_or_add_image_part(quarters())
    ground = etree.SubElement(etree.Element(qn("p:bg")), qn("p:bgPr"))
    ground.append(etree.fromstring(FILL.format(id=number).replace(' l="-100000"', "")))
    new.element.cSld.insert(0, ground.getparent())
    other = with_picture(deck)
    blip = other._element.blipFill.find(qn("a:blip"))
    blip.set(qn("r:link"), deck.slides[1].part.rels.get_or_add_ext_rel("http://x/image", "file:///C:/foto.jpg"))
    del blip.attrib[qn("r:embed")]
    draft = taken(tmp_path, deck)
    assert [bool(step.photo) for step in draft.task.steps] == [True, False]
    assert [p.code for p in draft.notices] == ["left-out"]


# What one sees, in the order of reading


def box(new: Any, words: str, left: float, top: float, width: float = 2, height: float = 0.5) -> Any:
    shape = new.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    shape.text_frame.text = words
    return shape


def test_only_what_is_visible_counts(tmp_path: Path) -> None:
    deck = Presentation()
    added = with_picture(deck)
    added._element.nvPicPr.cNvPr.set("hidden", "1")
    new = deck.slides[0]
    new.shapes.add_picture(coloured(90), Inches(1), Inches(2), Inches(1), Inches(1))
    new.shapes.add_picture(coloured(150), Inches(11), Inches(2), Inches(8), Inches(8))
    box(new, "Oude tekst, nog vervangen.", 11, 1)
    draft = taken(tmp_path, deck)
    assert [red(data) for data in draft.pictures.values()] == [9]
    assert draft.task.steps[0].hint is None
    assert [p.sentence for p in draft.notices][1].endswith("Oude tekst, nog vervangen.")


def test_the_order_is_that_of_reading_and_a_name_in_the_photo_is_no_sentence(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    box(new, "Doe hem dicht.", 5, 1.05)
    box(new, "Kijk goed.", 1, 3)
    box(new, "D1", 6, 5)
    new.shapes.add_picture(quarters(), Inches(5), Inches(4), Inches(4), Inches(3))
    box(new, "Leg 1 tang in de bak.", 1, 1)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Leg 1 tang in de bak."]
    assert draft.task.steps[0].hint is not None
    assert draft.task.steps[0].hint.words == "Doe hem dicht. Kijk goed."
    assert [p.code for p in draft.notices] == ["labels"]


def test_lines_that_warn_become_the_warning_and_lower_lines_the_hint(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(
        deck, TITLE_BODY, "Vullen", "Pak het mes.\nPas op: het is scherp.\nHet heeft een rood heft.\nPak de doek."
    )
    for paragraph in new.placeholders[1].text_frame.paragraphs[1:3]:
        paragraph.level = 1
    draft = taken(tmp_path, deck)
    assert told(draft) == ["# Vullen", "Pak het mes.", "Pak de doek."]
    first = draft.task.steps[0]
    assert first.warning is not None and first.warning.words == "Pas op: het is scherp."
    assert first.hint is not None and first.hint.words == "Het heeft een rood heft."


def test_nothing_is_cut_below_what_a_task_takes_and_a_cut_is_told(tmp_path: Path) -> None:
    deck = Presentation()
    long = " ".join(f"Zin nummer {n}." for n in range(40))
    slide(deck, TITLE_ONLY, "Veeg de vloer.", notes=f"{long} Let op: zet de machine uit.")
    slide(deck, TITLE_ONLY, "Leeg de bak.", notes=long * 3)
    draft = taken(tmp_path, deck)
    assert draft.task.steps[0].hint is not None
    assert draft.task.steps[0].hint.words.endswith("Let op: zet de machine uit.")
    assert [(p.code, "2" in p.sentence) for p in draft.notices] == [("cut", True)]


def test_the_notes_of_a_heading_and_the_lines_of_a_cover(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, COVER, "Koffer", "Draag een schort.", notes="Het schort hangt achter de deur.")
    slide(deck, TITLE_ONLY, "Snijden", notes="Pas op: het mes is scherp.")
    slide(deck, TITLE_ONLY, "Pak het mes.")
    slide(deck, TITLE_ONLY, "Afsluiten", notes="Vergeet niets.")
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Draag een schort.", "# Snijden", "Pak het mes.", "# Afsluiten"]
    knife = draft.task.steps[1]
    assert knife.hint is not None and knife.hint.words == "Het schort hangt achter de deur."
    assert knife.warning is not None and knife.warning.words == "Pas op: het mes is scherp."
    assert [p.code for p in draft.notices] == ["notes-left"]


def test_a_table_with_headings_is_a_packing_list(tmp_path: Path) -> None:
    deck = Presentation()
    rows = (("Artikel", "Aantal", "Vak"), ("Wattenrol", "4", "4"), ("Sonde", "0", "2"), ("Spiegel", "1", "1"))
    table = slide(deck, TITLE_ONLY, "Vullen").shapes.add_table(4, 3, 0, 0, Inches(4), Inches(2)).table
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    draft = taken(tmp_path, deck)
    assert told(draft) == ["# Vullen", "Leg 4 wattenrol in vak 4.", "Leg 1 spiegel in vak 1."]
    assert [p.code for p in draft.notices] == ["in-table"]


SMART_ART = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt modelId="0" type="doc"/>'
    '{points}<dgm:pt modelId="9" type="pres"/></dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>'
)


def test_the_texts_of_a_smart_art(tmp_path: Path) -> None:
    deck = Presentation()
    words = {"3": "Sluit het deksel.", "1": "Leg de bodem.", "2": "Leg er 4 schroeven op."}
    points = "".join(
        f'<dgm:pt modelId="{k}"><dgm:t><a:p><a:r><a:t>{w}</a:t></a:r></a:p></dgm:t></dgm:pt>' for k, w in words.items()
    )
    links = "".join(f'<dgm:cxn modelId="1{k}" srcId="0" destId="{k}" srcOrd="{k}" destOrd="0"/>' for k in words)
    new = slide(deck, TITLE_ONLY, "De doos")
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        deck.part.package,
        SMART_ART.format(points=points, links=links).encode(),
    )
    number = new.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData")
    frame = new.shapes.add_table(1, 1, 0, 0, Inches(4), Inches(2))._element
    data = frame.find(f".//{qn('a:graphicData')}")
    for child in list(data):
        data.remove(child)
    namespace = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    etree.SubElement(data, f"{{{namespace}}}relIds").set(qn("r:dm"), number)
    assert told(taken(tmp_path, deck)) == ["# De doos", "Leg de bodem.", "Leg er 4 schroeven op.", "Sluit het deksel."]


def test_one_of_two_alternatives_is_taken(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Meng de flessen.")
    first = box(new, "Neem een halve liter.", 1, 3)._element
    second = box(new, "Neem een halve liter.", 1, 3)._element
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = etree.SubElement(new.shapes._spTree, f"{{{namespace}}}AlternateContent")
    etree.SubElement(both, f"{{{namespace}}}Choice").append(first)
    etree.SubElement(both, f"{{{namespace}}}Fallback").append(second)
    step = taken(tmp_path, deck).task.steps[0]
    assert step.hint is not None and step.hint.words == "Neem een halve liter."


def test_files_that_are_no_plain_deck_are_named_for_what_they_are(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.")
    kinds = {
        "Strict": (
            "ppt/presentation.xml",
            b"http://schemas.openxmlformats.org/presentationml/2006/main",
            b"http://purl.oclc.org/ooxml/presentationml/main",
        ),
    }
    for word, (part, before, after) in kinds.items():
        path = tmp_path / "a.pptx"
        deck.save(path)
        rezipped(path, lambda name, data, p=part, b=before, a=after: data.replace(b, a) if name == p else data)  # type: ignore[misc]
        found = from_slides(path, screen="en")
        assert isinstance(found, Problem)
        assert word in found.sentence
    (tmp_path / "slot.pptx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    found = from_slides(tmp_path / "slot.pptx", screen="en")
    assert isinstance(found, Problem)
    assert "password" in found.sentence


def test_a_part_that_is_longer_than_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    deck = Presentation()
    slide(deck, TITLE_ONLY, "Open het deksel.")
    deck.save(path)
    rezipped(path, lambda name, data: b" " * 3_000_000 + data if name == "ppt/slides/slide1.xml" else data)
    data = bytearray(path.read_bytes())
    (size,) = {info.file_size for info in zipfile.ZipFile(path).infolist() if info.filename == "ppt/slides/slide1.xml"}
    for _ in range(2):
        at = data.find(size.to_bytes(4, "little"))
        if at >= 0:
            data[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    assert isinstance(from_slides(path), Problem)


def test_a_second_reader_finds_nothing_that_was_lost_without_a_word(tmp_path: Path) -> None:
    """Decks of every kind of thing by chance, each word and picture once; a reader of its own looks for them."""
    chance = random.Random(11)
    for n in range(12):
        deck = Presentation()
        for number in range(1, 9):
            new = slide(
                deck,
                chance.choice((COVER, TITLE_BODY, TITLE_ONLY, BLANK)),
                f"Titel {n} {number}",
                notes=chance.choice(("", f"Notitie {n} {number}")),
            )
            for k in range(chance.randrange(5)):
                place = chance.uniform(-6, 12), chance.uniform(-3, 9)
                match chance.randrange(5):
                    case 0:
                        box(new, f"Tekst {number} {k} van deze dia.", *place)
                    case 1:
                        new.shapes.add_picture(
                            coloured(k * 20), Inches(place[0]), Inches(place[1]), Inches(2), Inches(2)
                        )
                    case 2:
                        table = new.shapes.add_table(
                            2, 2, Inches(place[0]), Inches(place[1]), Inches(4), Inches(2)
                        ).table
                        for at in range(4):
                            table.cell(at // 2, at % 2).text = f"Cel {number} {k} {at}"
                    case 3:
                        group = new.shapes.add_group_shape()
                        inner = group.shapes.add_textbox(Inches(place[0]), Inches(place[1]), Inches(1), Inches(1))
                        inner.text_frame.text = f"Groep {number} {k}"
                    case _:
                        if body := [p for p in new.placeholders if p.placeholder_format.idx == 1]:
                            body[0].text_frame.text = "\n".join(
                                f"Regel {number} {k} {line}" for line in range(chance.randrange(1, 5))
                            )
        path = tmp_path / f"{n}.pptx"
        deck.save(path)
        found = from_slides(path)
        assert isinstance(found, TaskDraft)
        assert silent_losses(path, found) == []


def silent_losses(path: Path, draft: TaskDraft) -> list[str]:
    """What a second reader finds on the slides that is neither in the draft nor told with the slide's number."""
    words = [draft.task.title.words]
    for item in draft.task.items:
        words += [text.words for _, text in item if isinstance(text, Text)]
    taken_over, lost = plain(" ".join(words)), []
    for one in read(path):
        is_told = any(re.search(rf"\b{one.number}\b", notice.sentence) for notice in draft.notices)
        lost += [f"{one.number}: {text}" for text in one.paragraphs if text not in taken_over and not is_told]
        photos = [name for name in draft.pictures if name.startswith(f"dia-{one.number:02d}")]
        if one.pictures > len(photos) and not is_told:
            lost.append(f"{one.number}: a picture")
    return lost


def into_sections(deck: Any, **begins: int) -> None:
    """Part the slides as PowerPoint does: each name with the index of the slide that it begins with."""
    ids = [one.slide_id for one in deck.slides]
    parts = "".join(
        f'<p14:section name="{name}" id="{{{at}}}">'
        f'<p14:sldIdLst><p14:sldId id="{ids[at]}"/></p14:sldIdLst></p14:section>'
        for name, at in begins.items()
    )
    extension = (
        '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
        f"{parts}</p14:sectionLst></p:ext></p:extLst>"
    )
    deck.element.append(etree.fromstring(extension))


def test_the_sections_of_the_presentation_are_those_of_the_task(tmp_path: Path) -> None:
    deck = Presentation()
    for words in ("Leg de spiegel neer", "Leg de sonde neer", "Leg de naald neer"):
        slide(deck, TITLE_ONLY, words)
    into_sections(deck, Standaardsectie=0, Verdoving=2)
    assert told(taken(tmp_path, deck)) == [
        "Leg de spiegel neer",
        "Leg de sonde neer",
        "# Verdoving",
        "Leg de naald neer",
    ]


def test_a_section_on_the_cover_is_a_heading_behind_it(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, COVER, "Controle-set")
    slide(deck, TITLE_ONLY, "Leg de spiegel neer")
    into_sections(deck, Onderzoek=0)
    draft = taken(tmp_path, deck)
    assert draft.task.title.words == "Controle-set"
    assert told(draft) == ["# Onderzoek", "Leg de spiegel neer"]


def test_slides_with_a_title_and_no_more_are_the_steps_where_there_are_no_others(tmp_path: Path) -> None:
    deck = Presentation()
    for words in ("Spiegel", "Sonde"):
        slide(deck, TITLE_ONLY, words)
    into_sections(deck, Onderzoek=0)
    assert told(taken(tmp_path, deck)) == ["# Onderzoek", "Spiegel", "Sonde"]


def test_words_that_are_struck_out_are_left_out_and_told(tmp_path: Path) -> None:
    deck = Presentation()
    box = slide(deck, TITLE_ONLY, "Leg de tang neer").shapes.add_textbox(0, Inches(2), Inches(4), Inches(1))
    for words in ("met de punt omhoog", " met de punt omlaag"):
        box.text_frame.paragraphs[0].add_run().text = words
    next(box.element.iter(qn("a:r"))).get_or_add_rPr().set("strike", "sngStrike")
    draft = taken(tmp_path, deck)
    (step,) = draft.task.steps
    assert step.hint
    assert step.hint.words == "met de punt omlaag."
    assert ["omhoog" in notice.sentence for notice in draft.notices] == [True]


def test_a_line_that_warns_belongs_to_the_line_above_it(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_BODY, "Doos vullen", "Leg 2 spiegels neer\nLeg 1 sonde neer\nLet op: scherp\nSluit de doos")
    draft = taken(tmp_path, deck)
    assert told(draft) == ["# Doos vullen", "Leg 2 spiegels neer", "Leg 1 sonde neer", "Sluit de doos"]
    assert [step.warning.words if step.warning else "" for step in draft.task.steps] == ["", "Let op: scherp.", ""]


def test_a_slide_with_a_photo_alone_has_its_sentence_in_the_notes(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, BLANK, notes="Leg de spiegel in vak 1. Let op: breekbaar. Draai hem om.").shapes.add_picture(
        coloured(200), 0, 0
    )
    (step,) = taken(tmp_path, deck).task.steps
    assert step.text.words == "Leg de spiegel in vak 1."
    assert step.warning
    assert step.warning.words == "Let op: breekbaar."
    assert step.hint
    assert step.hint.words == "Draai hem om."


def test_a_logo_on_every_slide_is_no_photo_of_a_step(tmp_path: Path) -> None:
    deck = Presentation()
    for n, words in enumerate(("Leg de spiegel neer", "Leg de sonde neer", "Leg de tang neer")):
        new = slide(deck, TITLE_ONLY, words)
        new.shapes.add_picture(coloured(250), Inches(8.5), 0, Inches(1.2))
        if n:
            new.shapes.add_picture(coloured(n * 10), Inches(1), Inches(2), Inches(4))
    draft = taken(tmp_path, deck)
    assert [step.photo and red(draft.pictures[step.photo]) for step in draft.task.steps] == [None, 1, 2]
    assert sum("logo" in notice.sentence for notice in draft.notices) == 1


def test_one_large_photo_on_every_slide_stays(tmp_path: Path) -> None:
    deck = Presentation()
    for words in ("Leg de spiegel neer", "Leg de sonde neer", "Leg de tang neer"):
        slide(deck, TITLE_ONLY, words).shapes.add_picture(coloured(250), Inches(1), Inches(2), Inches(4))
    assert all(step.photo for step in taken(tmp_path, deck).task.steps)


def test_a_line_at_the_foot_is_told_once(tmp_path: Path) -> None:
    """It stands on every slide, and may be the one rule that matters."""
    deck = Presentation()
    for n, words in enumerate(("Draag een bril", "Draag een bril", "Versie 3"), 1):
        new = slide(deck, TITLE_ONLY, f"Leg {n} spiegel in vak {n}.")
        foot = new.shapes.add_textbox(0, Inches(7), Inches(4), Inches(0.4))
        foot.text_frame.text = words
        holder = etree.SubElement(foot._element.find(f"./{qn('p:nvSpPr')}/{qn('p:nvPr')}"), qn("p:ph"))
        holder.set("type", "ftr")
    draft = taken(tmp_path, deck)
    feet = [problem.sentence for problem in draft.notices if problem.code == "foot"]
    assert len(feet) == 2
    assert "Draag een bril" in feet[0]
    assert "Versie 3" in feet[1]
    assert len(draft.task.steps) == 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_on_its_side_is_sized_by_its_group_as_it_stands(tmp_path: Path, turn: int) -> None:
    """PowerPoint turns what stands on its side by a quarter before it sizes it, and back."""
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    group = new.shapes.add_group_shape()
    group.shapes.add_picture(quarters(), Inches(3), Inches(3), Inches(2), Inches(2)).rotation = turn
    place = group._element.grpSpPr.get_or_add_xfrm()
    place.find(qn("a:ext")).set("cx", str(Inches(4)))
    image = Image.open(io.BytesIO(only_photo(tmp_path, deck)))
    assert image.width == 2 * image.height


@pytest.mark.parametrize(("room", "wide"), [({"crop_left": -0.5, "crop_right": -0.5}, 1), ({"crop_top": -1.0}, 4)])
def test_a_picture_with_room_beside_it_in_its_shape_is_not_stretched(
    tmp_path: Path, room: dict[str, float], wide: int
) -> None:
    deck = Presentation()
    picture = with_picture(deck, photo=quarters((40, 40)), width=4)
    for side, part in room.items():
        setattr(picture, side, part)
    picture.height = picture.width // 2
    image = Image.open(io.BytesIO(only_photo(tmp_path, deck)))
    assert abs(image.width / image.height / wide - 1) < 0.05


def test_what_stands_beside_each_other_is_read_from_the_right_in_arabic(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "افتح الصندوق")
    for left, words in ((1, "الثاني"), (5, "الأول")):
        new.shapes.add_textbox(Inches(left), Inches(3), Inches(3), Inches(1)).text_frame.text = words
    (step,) = taken(tmp_path, deck).task.steps
    assert step.hint is not None
    assert step.hint.words.index("الأول") < step.hint.words.index("الثاني")
