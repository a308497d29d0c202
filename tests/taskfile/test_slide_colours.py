"""Words that nobody sees on a slide are left out and told; those that can be seen are taken, whatever their colour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from tests.taskfile.test_importers_slides import TITLE_ONLY, box, coloured, slide, taken, told

WHITE, BLACK, DARK = RGBColor(255, 255, 255), RGBColor(0, 0, 0), RGBColor(0, 0, 80)
Draw = Callable[[Any, Any], None]


def words(new: Any, colour: RGBColor | None = None) -> Any:
    """A text box in the middle of the slide; its run."""
    run = box(new, "Dit is een geheim.", 2, 4).text_frame.paragraphs[0].runs[0]
    if colour is not None:
        run.font.color.rgb = colour
    return run


def filled(shapes: Any, colour: RGBColor) -> None:
    """A shape without words around the middle."""
    shape = shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1), Inches(3.5), Inches(5), Inches(2))
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour


def own_theme(new: Any, deck: Any) -> None:
    words(new).font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def see_through(new: Any, deck: Any) -> None:
    run = words(new, BLACK)
    etree.SubElement(run._r.rPr.find(qn("a:solidFill"))[0], qn("a:alpha")).set("val", "0")


def without_fill(new: Any, deck: Any) -> None:
    words(new)._r.get_or_add_rPr().insert(0, etree.Element(qn("a:noFill")))


def tiny(new: Any, deck: Any) -> None:
    words(new).font.size = Pt(1)


def by_style(new: Any, deck: Any) -> None:
    body = box(new, "Dit is een geheim.", 2, 4).text_frame._txBody
    style = etree.SubElement(body.find(qn("a:lstStyle")), qn("a:lvl1pPr"))
    fill = etree.SubElement(etree.SubElement(style, qn("a:defRPr")), qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr")).set("val", "FFFFFF")


def on_own_fill(new: Any, deck: Any, ground: RGBColor, letters: RGBColor) -> None:
    shape = box(new, "Dit is een geheim.", 2, 4)
    shape.fill.solid()
    shape.fill.fore_color.rgb = ground
    shape.text_frame.paragraphs[0].runs[0].font.color.rgb = letters


def on_dark_slide(new: Any, deck: Any, letters: RGBColor) -> None:
    new.background.fill.solid()
    new.background.fill.fore_color.rgb = BLACK
    words(new, letters)


def on_shape(new: Any, deck: Any) -> None:
    filled(new.shapes, DARK)
    words(new, WHITE)


def on_photo(new: Any, deck: Any) -> None:
    new.shapes.add_picture(coloured(150), Inches(1), Inches(3), Inches(6), Inches(3))
    words(new, WHITE)


def on_bar_of_the_layout(new: Any, deck: Any) -> None:
    filled(deck.slides[0].shapes, DARK)
    bar = deck.slides[0].shapes[-1]._element
    deck.slide_master.shapes._spTree.append(bar)  # as templates have their bars
    words(new, WHITE)


UNSEEN: dict[str, Draw] = {
    "white on white": lambda new, deck: (words(new, WHITE), None)[1],
    "nearly white on white": lambda new, deck: (words(new, RGBColor(252, 252, 252)), None)[1],
    "the colour of the background": own_theme,
    "black on black": lambda new, deck: on_own_fill(new, deck, BLACK, BLACK),
    "black on a black slide": lambda new, deck: on_dark_slide(new, deck, BLACK),
    "see-through": see_through,
    "no fill": without_fill,
    "one point high": tiny,
    "white by the style of the box": by_style,
}
SEEN: dict[str, Draw] = {
    "black on white": lambda new, deck: (words(new), None)[1],
    "grey": lambda new, deck: (words(new, RGBColor(180, 180, 180)), None)[1],
    "white on dark": lambda new, deck: on_own_fill(new, deck, DARK, WHITE),
    "white on a black slide": lambda new, deck: on_dark_slide(new, deck, WHITE),
    "white on a shape": on_shape,
    "white on a photo": on_photo,
    "white on a bar of the layout": on_bar_of_the_layout,
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_nobody_sees_is_left_out_and_told(tmp_path: Path, kind: str) -> None:
    deck = Presentation()
    UNSEEN[kind](slide(deck, TITLE_ONLY, "Leg 1 tang neer."), deck)
    draft = taken(tmp_path, deck)
    assert told(draft) == ["Leg 1 tang neer."]
    assert draft.task.steps[0].hint is None
    assert any("Dit is een geheim." in notice.sentence for notice in draft.notices)


@pytest.mark.parametrize("kind", SEEN)
def test_what_one_sees_is_taken(tmp_path: Path, kind: str) -> None:
    deck = Presentation()
    SEEN[kind](slide(deck, TITLE_ONLY, "Leg 1 tang neer."), deck)
    hint = taken(tmp_path, deck).task.steps[0].hint
    assert hint is not None and hint.words == "Dit is een geheim."


def test_words_under_a_shape_are_left_out_and_told_but_where_things_move(tmp_path: Path) -> None:
    for moves in (False, True):
        deck = Presentation()
        new = slide(deck, TITLE_ONLY, "Leg 1 tang neer.")
        words(new)
        filled(new.shapes, DARK)
        if moves:  # what covers may go away
            new._element.append(etree.Element(qn("p:timing")))
        draft = taken(tmp_path, deck)
        assert (draft.task.steps[0].hint is not None) is moves
        assert any("Dit is een geheim." in notice.sentence for notice in draft.notices) is not moves


def test_a_table_on_its_side_is_a_packing_list(tmp_path: Path) -> None:
    deck = Presentation()
    new = slide(deck, TITLE_ONLY, "De koffer.")
    table = new.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for row, cells in enumerate((("Artikel", "Spiegel", "Sonde"), ("Aantal", "2", "1"), ("Vak", "1", "2"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    assert told(taken(tmp_path, deck))[-2:] == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
