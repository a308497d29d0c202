"""Presentations as people and other programs make them: a title that only numbers or heads, photos in rows and above
their texts, pictures in other colours, shows and templates; taken as they mean it, or told.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from oss_app.core.problem import Problem
from oss_app.core.task import Section, Step
from oss_app.taskfile.importers import TaskDraft, from_slides
from tests.taskfile.test_importers_slides import (
    BLANK,
    PICTURE,
    TITLE_BODY,
    TITLE_ONLY,
    box,
    coloured,
    red,
    rezipped,
    slide,
    taken,
    told,
)

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
THREE = ("Leg de spiegel in vak 1.", "Leg de sonde in vak 2.", "Sluit de koffer.")


def xml(words: str) -> Any:
    return etree.fromstring(f"<x {_SPACES}>{words}</x>")[0]


def pictured(new: Any, colour: int, *box: float) -> Any:
    left, top, width, height = box or (1, 2, 4, 3)
    return new.shapes.add_picture(coloured(colour), Inches(left), Inches(top), Inches(width), Inches(height))


def blip(shown: Any) -> Any:
    return next(shown.element.iter(qn("a:blip")))


def photos(draft: TaskDraft) -> list[int | None]:
    """Return the red of the photo of each step."""
    steps = [item for item in draft.task.items if isinstance(item, Step)]
    return [red(draft.pictures[step.photo]) if step.photo else None for step in steps]


def codes(draft: TaskDraft) -> list[str]:
    return [notice.code for notice in draft.notices]


def hints(draft: TaskDraft) -> list[str | None]:
    return [step.hint and step.hint.words for step in draft.task.steps]


# Titles and lines


@pytest.mark.parametrize("title", ["Stap {n}", "Step {n} of 3", "STAP {n}:", "{n}.", "{n}/3"])
def test_a_title_that_only_numbers_its_slide_is_no_sentence(tmp_path: Path, title: str) -> None:
    deck = Presentation()
    for n, words in enumerate(THREE, 1):
        pictured(slide(deck, TITLE_BODY, title.format(n=n), words), n * 50)
    draft = taken(tmp_path, deck)
    assert told(draft) == list(THREE)
    assert photos(draft) == [5, 10, 15]
    assert codes(draft) == ["step-number"]


@pytest.mark.parametrize("sign", [":", ".", " -"])
def test_a_number_before_a_title_goes_and_the_title_stays(tmp_path: Path, sign: str) -> None:
    deck = Presentation()
    slide(deck, TITLE_BODY, f"Stap 1{sign} Pak de tang uit de la", "Let op: hij is scherp.")
    for n, words in enumerate(THREE, 2):
        slide(deck, TITLE_BODY, f"Stap {n}{sign} inpakken", words)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Pak de tang uit de la", "# inpakken", *THREE]
    assert codes(draft) == ["step-number"]


def test_a_number_in_a_box_is_no_sentence_unless_it_may_be_an_amount(tmp_path: Path) -> None:
    deck = Presentation()
    for number, words in (("1", THREE[0]), ("2", THREE[1]), ("20", "spiegels in de doos.")):
        new = slide(deck, BLANK)
        box(new, number, 0.2, 0.2, 0.6)
        box(new, words, 1, 1, 6)
    draft = taken(tmp_path, deck)
    assert told(draft) == [*THREE[:2], "20"]
    assert hints(draft)[2] == "spiegels in de doos."


def test_one_title_above_several_slides_is_a_heading(tmp_path: Path) -> None:
    deck = Presentation()
    for n, words in enumerate(THREE, 1):
        pictured(slide(deck, TITLE_BODY, "Koffer inpakken", words), n * 50)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["# Koffer inpakken", *THREE]
    assert photos(draft) == [5, 10, 15]


def test_titles_above_one_instruction_each_part_nothing_and_are_the_hint(tmp_path: Path) -> None:
    deck = Presentation()
    for title, words in zip(("Spiegel", "Sonde", "Klaar"), THREE, strict=True):
        slide(deck, TITLE_BODY, title, words)
    draft = taken(tmp_path, deck)
    assert told(draft) == list(THREE)
    assert hints(draft) == ["Spiegel.", "Sonde.", "Klaar."]


def test_a_title_that_the_line_below_it_needs_stays_the_sentence(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_BODY, "Twee spiegels", "In vak 1, met het glas naar boven.")
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Twee spiegels"]
    assert hints(draft) == ["In vak 1, met het glas naar boven."]


@pytest.mark.parametrize("marks", [("• ", "• "), ("- ", "- "), ("1. ", "2. "), ("4) ", "5) ")])
def test_marks_and_numbers_that_were_typed_make_a_list(tmp_path: Path, marks: Sequence[str]) -> None:
    deck = Presentation()
    words = box(slide(deck, TITLE_ONLY, "Voorbereiden"), f"{marks[0]}Was je handen.", 1, 2, 6).text_frame
    words.add_paragraph().text = f"{marks[1]}Trek handschoenen aan."
    assert told(taken(tmp_path, deck)) == ["# Voorbereiden", "Was je handen.", "Trek handschoenen aan."]


def test_amounts_before_lines_are_no_numbers_of_lines(tmp_path: Path) -> None:
    deck = Presentation()
    words = box(slide(deck, TITLE_ONLY, "Inpakken"), "4 spiegels in vak 1.", 1, 2, 6).text_frame
    words.add_paragraph().text = "1 sonde in vak 2."
    draft = taken(tmp_path, deck)
    assert "4 spiegels in vak 1." in " ".join([*told(draft), *filter(None, hints(draft))])


# Several pictures on one slide


def test_pictures_in_the_cells_and_on_the_rows_of_a_table_belong_to_their_rows(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Inhoud")
    table = new.shapes.add_table(4, 4, Inches(1), Inches(2), Inches(8), Inches(4)).table
    rows = ("Foto", "Naam", "Aantal", "Vak"), ("", "Spiegel", "2", "1"), ("", "Sonde", "1", "2"), ("", "Mes", "1", "3")
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    for r, colour in ((1, 50), (2, 150)):
        _, key = new.part.get_or_add_image_part(coloured(colour))
        fill = f'<a:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
        cells = list(new.element.iter(qn("a:tc")))
        cells[4 * r].get_or_add_tcPr().append(xml(fill))
    pictured(new, 200, 1.2, 5.1, 0.8, 0.8)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["# Inhoud", "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2.", "Leg 1 mes in vak 3."]
    assert photos(draft) == [5, 15, 20]
    assert codes(draft) == []


def test_a_row_without_a_picture_has_that_of_the_slide_and_a_heading_s_is_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Inhoud")
    table = new.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(4), Inches(3)).table
    for r, row in enumerate((("Naam", "Aantal"), ("Spiegel", "2"), ("Sonde", "1"))):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    pictured(new, 50, 1.1, 2.1, 0.8, 0.8)
    pictured(new, 100, 1.1, 3.1, 0.8, 0.8)
    pictured(new, 150, 6, 2, 3, 3)
    draft = taken(tmp_path, deck)
    assert photos(draft) == [10, 15]
    assert codes(draft) == ["row-picture"]


def test_pictures_with_a_text_below_each_are_a_step_each(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    for n, left in enumerate((0.5, 5.5)):
        pictured(new, 50 + 100 * n, left, 1, 4, 3)
        box(new, THREE[n], left, 4.2, 4)
    draft = taken(tmp_path, deck)
    assert told(draft) == list(THREE[:2])
    assert photos(draft) == [5, 15]
    assert codes(draft) == []


def test_pictures_below_each_other_with_a_text_beside_each_are_a_step_each(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    for n, top in enumerate((0.5, 4)):
        pictured(new, 50 + 100 * n, 0.5, top, 3, 3)
        box(new, THREE[n], 4, top + 1, 4)
    draft = taken(tmp_path, deck)
    assert told(draft) == list(THREE[:2])
    assert photos(draft) == [5, 15]


def test_two_pictures_above_one_text_are_one_step(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    pictured(new, 50, 0.5, 1, 4, 3)
    pictured(new, 150, 5.5, 1, 4, 2)
    box(new, THREE[0], 0.5, 4.2, 9)
    draft = taken(tmp_path, deck)
    assert told(draft) == [THREE[0]]
    assert codes(draft) == ["more-pictures"]


# What the slide does to a picture

_SATURATION = (
    '<a:extLst><a:ext uri="{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}"><a14:imgProps><a14:imgLayer><a14:imgEffect>'
    '<a14:saturation sat="0"/></a14:imgEffect></a14:imgLayer></a14:imgProps></a:ext></a:extLst>'
)


@pytest.mark.parametrize("effect", [
    "<a:grayscl/>", '<a:duotone><a:prstClr val="black"/><a:srgbClr val="00FF00"/></a:duotone>',
    '<a:lum bright="70000" contrast="-70000"/>', '<a:alphaModFix amt="20000"/>', '<a:biLevel thresh="50000"/>',
    _SATURATION,
])  # fmt: skip
@pytest.mark.parametrize("is_behind", [False, True])
def test_other_colours_than_its_own_are_told(tmp_path: Path, effect: str, is_behind: bool) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Pak de tang.")
    if is_behind:
        _, key = new.part.get_or_add_image_part(coloured(100))
        fill = f'<a:blipFill><a:blip r:embed="{key}">{effect}</a:blip><a:stretch><a:fillRect/></a:stretch></a:blipFill>'
        new.element.find(qn("p:cSld")).insert(0, xml(f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))
    else:
        blip(pictured(new, 100)).append(xml(effect))
    draft = taken(tmp_path, deck)
    assert photos(draft) == [10]
    assert codes(draft) == ["recoloured"]


@pytest.mark.parametrize("nothing", ["<a:lum/>", '<a:lum bright="0"/>', '<a:alphaModFix amt="100000"/>'])
def test_what_changes_no_colour_is_not_told(tmp_path: Path, nothing: str) -> None:
    deck = Presentation()
    blip(pictured(slide(deck, TITLE_ONLY, "Pak de tang."), 100)).append(xml(nothing))
    assert codes(taken(tmp_path, deck)) == []


def test_a_picture_that_one_sees_through_wholly_is_not_taken(tmp_path: Path) -> None:
    deck = Presentation()
    blip(pictured(slide(deck, TITLE_ONLY, "Pak de tang."), 100)).append(xml('<a:alphaModFix amt="0"/>'))
    draft = taken(tmp_path, deck)
    assert photos(draft) == [None]
    assert "nobody can see" in from_english(tmp_path)


def from_english(tmp_path: Path) -> str:
    found = from_slides(tmp_path / "koffer.pptx", screen="en")
    assert isinstance(found, TaskDraft)
    return " ".join(notice.sentence for notice in found.notices)


def test_a_picture_that_is_repeated_is_taken_once_and_told(tmp_path: Path) -> None:
    deck = Presentation()
    fill = pictured(slide(deck, TITLE_ONLY, "Pak de tang."), 100).element.find(qn("p:blipFill"))
    fill.replace(fill.find(qn("a:stretch")), xml('<a:tile tx="0" ty="0" sx="20000" sy="20000" flip="none" algn="tl"/>'))
    draft = taken(tmp_path, deck)
    assert photos(draft) == [10]
    assert codes(draft) == ["tiled"]


def _timing(kind: str) -> Any:
    effect = f'<p:par><p:cTn id="2" presetID="1" presetClass="{kind}" nodeType="clickEffect"/></p:par>'
    root = f'<p:cTn id="1" nodeType="tmRoot"><p:childTnLst>{effect}</p:childTnLst></p:cTn>'
    return xml(f"<p:timing><p:tnLst><p:par>{root}</p:par></p:tnLst></p:timing>")


@pytest.mark.parametrize(("kind", "is_told"), [("entr", True), ("exit", True), ("mediacall", False)])
def test_what_comes_and_goes_is_told_once(tmp_path: Path, kind: str, is_told: bool) -> None:
    deck = Presentation()
    for words in THREE[:2]:
        slide(deck, TITLE_ONLY, words).element.append(_timing(kind))
    assert codes(taken(tmp_path, deck)) == (["moves"] if is_told else [])


# Files of other programs and other kinds


@pytest.mark.parametrize("kind", [
    b"vnd.openxmlformats-officedocument.presentationml.slideshow", b"vnd.ms-powerpoint.slideshow.macroEnabled",
    b"vnd.openxmlformats-officedocument.presentationml.template", b"vnd.ms-powerpoint.template.macroEnabled",
])  # fmt: skip
def test_a_show_and_a_template_are_taken(tmp_path: Path, kind: bytes) -> None:
    deck = Presentation()
    for n, words in enumerate(THREE, 1):
        pictured(slide(deck, TITLE_ONLY, words), n * 50)
    path = tmp_path / "koffer.ppsx"
    deck.save(path)
    plain = b"vnd.openxmlformats-officedocument.presentationml.presentation.main"
    rezipped(path, lambda name, data: data.replace(plain, kind + b".main") if "Types" in name else data)
    draft = from_slides(path)
    assert not isinstance(draft, Problem)
    assert told(draft) == list(THREE)
    assert photos(draft) == [5, 10, 15]


def of_google(deck: Any) -> None:
    deck.slide_width, deck.slide_height = Emu(9144000), Emu(5143500)
    for n, words in enumerate(THREE, 1):
        new = slide(deck, TITLE_BODY, words)
        new.shapes.title.name = f"Google Shape;{n};p{n}"
        new.placeholders[1].text_frame.text = ""
        pictured(new, n * 50, 1, 2, 3, 2)


def of_keynote(deck: Any) -> None:
    for n, words in enumerate(THREE, 1):
        new = slide(deck, BLANK)
        pictured(new, n * 50, 0, 0, 10, 7.5)
        box(new, words, 1, 6, 6)


def of_a_web_picture(deck: Any) -> None:
    for n, words in enumerate(THREE, 1):
        new = slide(deck, PICTURE, words)
        shown = pictured(new, 250)
        out = io.BytesIO()
        Image.new("RGB", (40, 30), (n * 50, 0, 0)).save(out, "WEBP", lossless=True)
        new.part.related_part(blip(shown).get(qn("r:embed"))).blob = out.getvalue()


@pytest.mark.parametrize("make", [of_google, of_keynote, of_a_web_picture])
def test_decks_of_other_programs(tmp_path: Path, make: Callable[[Any], None]) -> None:
    deck = Presentation()
    make(deck)
    path = tmp_path / "koffer.pptx"
    deck.save(path)
    rezipped(path, lambda name, data: data.replace(b"image/jpeg", b"image/jpg") if "Types" in name else data)
    draft = from_slides(path)
    assert not isinstance(draft, Problem)
    assert told(draft) == list(THREE)
    assert photos(draft) == [5, 10, 15]
    assert codes(draft) == []


def test_a_remark_of_these_days_and_a_smart_art_without_its_texts_are_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Pak de tang.")
    remark = etree.tostring(xml("<p:cm><p:txBody><a:p><a:r><a:t>De blauwe nemen</a:t></a:r></a:p></p:txBody></p:cm>"))
    name, kind = PackURI("/ppt/comments/modernComment_1.xml"), "application/vnd.ms-powerpoint.comments+xml"
    link = "http://schemas.microsoft.com/office/2018/10/relationships/comments"
    new.part.relate_to(Part(name, kind, deck.part.package, remark), link)
    new.element.find(qn("p:cSld")).find(qn("p:spTree")).append(
        xml(
            '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="D"/><p:cNvGraphicFramePr/><p:nvPr/>'
            '</p:nvGraphicFramePr><p:xfrm><a:off x="914400" y="1914400"/><a:ext cx="914400" cy="914400"/></p:xfrm>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram">'
            '<dgm:relIds r:dm="rId99"/></a:graphicData></a:graphic></p:graphicFrame>'
        )
    )
    taken(tmp_path, deck)
    assert "De blauwe nemen" in from_english(tmp_path)
    assert "drawing or chart" in from_english(tmp_path)


def test_a_picture_that_no_program_here_shows_is_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Pak de tang.")
    new.part.related_part(blip(pictured(new, 100)).get(qn("r:embed"))).blob = b"%PDF-1.4\n%%EOF"
    draft = taken(tmp_path, deck)
    assert photos(draft) == [None]
    assert codes(draft) == ["odd-picture"]


def test_headings_of_powerpoint_s_own_lists_stay(tmp_path: Path) -> None:
    deck = Presentation()
    slide(deck, TITLE_BODY, "Veilig werken", "Draag een bril.")
    slide(deck, TITLE_BODY, "Pakken", "Pak 1 tang.\nPak 2 spiegels.")
    slide(deck, TITLE_BODY, "Sluiten", "Sluit de kist.")
    draft = taken(tmp_path, deck)
    assert told(draft)[:2] == ["# Veilig werken", "Draag een bril."]
    assert told(draft)[2:] == ["# Pakken", "Pak 1 tang.", "Pak 2 spiegels.", "# Sluiten", "Sluit de kist."]
    assert isinstance(draft.task.items[0], Section)
