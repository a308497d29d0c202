"""What a slide shows in other ways than as its own text: signs, designs, remarks, tables; each is taken or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Inches

from tests.taskfile.test_importers_slides import BLANK, TITLE_ONLY, box, coloured, slide, taken, told

REMARKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def codes(draft: Any) -> list[str]:
    return [notice.code for notice in draft.notices]


def said(draft: Any) -> str:
    return " ".join(notice.sentence for notice in draft.notices)


def in_font(run: Any, name: str, where: str) -> None:
    etree.SubElement(run._r.get_or_add_rPr(), qn(f"a:{where}")).set("typeface", name)


@pytest.mark.parametrize("sign", ["à", "\uf0e0"])
def test_an_arrow_that_powerpoint_made_of_a_sign_is_an_arrow(tmp_path: Path, sign: str) -> None:
    deck = Presentation()
    frame = box(slide(deck, BLANK), "Druk op Start ", 1, 1).text_frame.paragraphs[0]
    for words in (sign, " wacht à la minute."):  # the words behind it often bear the font too
        run = frame.add_run()
        run.text = words
        in_font(run, "Wingdings", "sym")
    assert told(taken(tmp_path, deck)) == ["Druk op Start → wacht à la minute."]


def test_a_whole_run_of_signs(tmp_path: Path) -> None:
    deck = Presentation()
    paragraph = box(slide(deck, BLANK), "Klaar: ", 1, 1).text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = "ü û"
    in_font(run, "Wingdings", "latin")
    assert told(taken(tmp_path, deck)) == ["Klaar: ✓ ✗"]


def test_a_sign_that_no_letter_stands_for_is_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    box(new, "\uf041", 1, 4)
    assert codes(taken(tmp_path, deck)) == ["left-out"]


def test_what_the_design_shows_is_told_once_and_only_where_it_is_shown(tmp_path: Path) -> None:
    deck = Presentation()
    layout = deck.slide_layouts[TITLE_ONLY]
    first = slide(deck, TITLE_ONLY, "Open het deksel.")
    slide(deck, TITLE_ONLY, "Sluit het deksel.")
    words = box(first, "Let op: draag een bril.", 1, 6)._element
    photo = first.shapes.add_picture(coloured(50), 0, 0, Inches(1), Inches(1))
    number = layout.part.relate_to(first.part.related_part(photo._element.blip_rId), _image_link())
    photo._element.find(f".//{qn('a:blip')}").set(qn("r:embed"), number)
    layout.shapes._spTree.append(words)
    layout.shapes._spTree.append(photo._element)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Open het deksel.", "Sluit het deksel."]
    assert codes(draft) == ["design", "design-picture"]
    assert "Let op: draag een bril." in said(draft)
    for one in deck.slides:
        one._element.set("showMasterSp", "0")
    assert codes(taken(tmp_path, deck)) == []


def _image_link() -> str:
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def test_remarks_beside_a_slide_are_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    namespace = "http://schemas.openxmlformats.org/presentationml/2006/main"
    data = f'<p:cmLst xmlns:p="{namespace}"><p:cm><p:text>Eerst de stekker eruit</p:text></p:cm></p:cmLst>'
    kind = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
    part = Part(PackURI("/ppt/comments/comment1.xml"), kind, deck.part.package, data.encode())
    new.part.relate_to(part, REMARKS)
    draft = taken(tmp_path, deck)
    assert codes(draft) == ["left-out"] and "Eerst de stekker eruit" in said(draft)


def test_a_table_with_a_title_parts_and_one_place_for_two_lines(tmp_path: Path) -> None:
    deck = Presentation()
    rows = [
        ("Koffer kamer 3", "", ""),
        ("Artikel", "Aantal", "Vak"),
        ("METAAL:", "", ""),
        ("Spiegel", "2", "1"),
        ("Sonde", "1", ""),
        ("KATOEN:", "", ""),
        ("Rol", "4", "2"),
    ]
    table = slide(deck, TITLE_ONLY, "Vullen").shapes.add_table(len(rows), 3, 0, 0, Inches(4), Inches(3)).table
    for n, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(n, column).text = words
    table.cell(3, 2).merge(table.cell(4, 2))
    assert told(taken(tmp_path, deck)) == [
        "# Vullen",
        "# Koffer kamer 3",
        "# METAAL",
        "Leg 2 spiegel in vak 1.",
        "Leg 1 sonde in vak 1.",
        "# KATOEN",
        "Leg 4 rol in vak 2.",
    ]


def test_what_is_left_out_is_quoted_whole(tmp_path: Path) -> None:
    deck = Presentation()
    slide(
        deck, 0, "Koffer", "Dit is een lange regel van het voorblad die zegt voor wie deze koffer is en waar hij staat"
    )
    slide(deck, TITLE_ONLY, "Open het deksel.")
    assert "en waar hij staat" in said(taken(tmp_path, deck))


def test_a_sheet_within_a_slide_is_told(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "Open het deksel.")
    (tmp_path / "blad.xlsx").write_bytes(b"PK")
    new.shapes.add_ole_object(str(tmp_path / "blad.xlsx"), "Excel.Sheet.12", Inches(1), Inches(3))
    draft = taken(tmp_path, deck)
    assert codes(draft) == ["left-out"] and "1" in said(draft)


def test_a_label_in_the_photo_that_was_drawn_first_is_no_sentence(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, BLANK)
    box(new, "START", 5, 5)  # drawn first, stands in the photo
    new.shapes.add_picture(coloured(90), Inches(4), Inches(4), Inches(4), Inches(3))
    box(new, "Loop met de teller langs bak 1.", 1, 1)
    assert told(taken(tmp_path, deck)) == ["Loop met de teller langs bak 1."]
