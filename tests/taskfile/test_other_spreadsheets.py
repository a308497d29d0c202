"""A list in the form of LibreOffice, of old Excel, of a page or of XML is read by the rules of .xlsx."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from oss_app.core.problem import Problem
from oss_app.taskfile.importers import TaskDraft, from_list, from_slides
from tests.taskfile.spreadsheets import Sheet, compound, excel_xml, old_workbook, open_document, page
from tests.taskfile.test_importers_list import codes, sentences, workbook
from tests.taskfile.test_photo_data import photo

FORMS: dict[str, Callable[[Sheet], bytes]] = {
    "ods": open_document,
    "fods": lambda sheet: open_document(sheet, flat=True),
    "xls": old_workbook,
    "page": page,
    "xml": excel_xml,
}
LIST = Sheet(
    [
        ["Koffer kamer 3", None, None, None],
        ["Naam", "Aantal", "Vak", "Opmerking"],
        ["Spiegel", 2, "A", "klein & fijn"],
        ["Sonde", 1, None, None],
        ["Mes", 3, "B", "Pas op: scherp"],
        ["Tang", 4, "C", None],
        ["Totaal", 10, None, None],
    ],
    hidden_lines=[5],
    struck=[(4, 0), (4, 1), (4, 2), (4, 3)],
    merged=[(0, 0, 4, 1), (2, 2, 1, 2)],
)


def read(tmp_path: Path, data: bytes, name: str = "lijst.xls", language: str = "nl") -> TaskDraft:
    (tmp_path / name).write_bytes(data)
    found = from_list(tmp_path / name, language, language)
    assert not isinstance(found, Problem), found
    return found


@pytest.mark.parametrize("form", FORMS)
def test_what_one_sees_is_taken_and_the_rest_is_told(tmp_path: Path, form: str) -> None:
    draft = read(tmp_path, FORMS[form](LIST))
    assert draft.task.title.words == "Koffer kamer 3"
    assert sentences(draft) == ["Leg 2 spiegel in vak A.", "Leg 1 sonde in vak A."]
    assert draft.task.steps[0].hint is not None and draft.task.steps[0].hint.words == "klein & fijn"
    assert sorted(codes(draft)) == ["hidden-line", "struck-out", "total"]


@pytest.mark.parametrize("form", ["ods", "xls", "xml"])
def test_columns_that_are_hidden_and_remarks_at_cells(tmp_path: Path, form: str) -> None:
    sheet = Sheet(
        [["Naam", "Aantal", "Oud"], ["Spiegel", 2, 7], ["Sonde", 1, 8]],
        hidden_columns=[2], remarks={(1, 0): "De kleine."},
    )  # fmt: skip
    draft = read(tmp_path, FORMS[form](sheet))
    assert sentences(draft) == ["Pak 2 spiegel.", "Pak 1 sonde."]
    assert [step.hint and step.hint.words for step in draft.task.steps] == ["De kleine.", None]
    assert codes(draft) == ["hidden-column"]


@pytest.mark.parametrize("form", FORMS)
def test_letters_of_all_kinds(tmp_path: Path, form: str) -> None:
    draft = read(tmp_path, FORMS[form](Sheet([["Назва", "Кількість"], ["Дзеркало", 2], ["№ ½ “é”", 1]])), language="uk")
    assert "2 × Дзеркало" in sentences(draft)[0] and "№ ½ “é”" in sentences(draft)[1]


SHOWN = {
    ("1.000", 1000): "Pak 1000 pen.",
    ("2,000", 2): "Pak 2 pen.",
    ("2,50", 2.5): "Pak 2,50 pen.",
    ("12", 12): "Pak 12 pen.",
}


@pytest.mark.parametrize("shown", SHOWN)
def test_a_number_of_libreoffice_is_taken_as_shown_and_never_a_thousand_times(
    tmp_path: Path, shown: tuple[str, float]
) -> None:
    words, value = shown
    data = open_document(Sheet([["Naam", "Aantal"], ["Pen", 7], ["Mes", 1]]), flat=True)
    data = data.replace(b'office:value="7"><text:p>7', f'office:value="{value}"><text:p>{words}'.encode())
    assert sentences(read(tmp_path, data))[0] == SHOWN[shown]


def test_pictures_shapes_and_texts_of_the_page_in_libreoffice(tmp_path: Path) -> None:
    jpeg = photo("JPEG", 1)
    frame = '<draw:frame><draw:image xlink:href="Pictures/1.jpg"/></draw:frame>'
    flat_frame = f"<draw:frame><draw:image><office:binary-data>{base64.b64encode(jpeg).decode()}</office:binary-data>"
    flat_frame += "</draw:image></draw:frame>"
    shapes = "<table:shapes><draw:custom-shape><text:p>Eerst handen wassen</text:p></draw:custom-shape></table:shapes>"
    sheet = Sheet([["Naam", "Aantal"], ["Spiegel", 2], ["Sonde", 1]])

    def with_picture(data: str, picture: str) -> str:
        return data.replace("<text:p>Spiegel</text:p>", f"<text:p>Spiegel</text:p>{picture}")

    flat = with_picture(open_document(sheet, flat=True, inside=shapes).decode(), flat_frame).encode()
    packed = open_document(sheet, inside=shapes, also={"Pictures/1.jpg": jpeg})
    with zipfile.ZipFile(io.BytesIO(packed)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["content.xml"] = with_picture(parts["content.xml"].decode(), frame).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    for data in (flat, out.getvalue()):
        draft = read(tmp_path, data)
        assert [step.photo for step in draft.task.steps] == ["spiegel.jpg", None]
        assert codes(draft) == ["shape-text"] and "Eerst handen wassen" in draft.notices[0].sentence


def test_a_part_of_a_cell_that_is_struck_out(tmp_path: Path) -> None:
    data = open_document(Sheet([["Naam", "Aantal"], ["Spiegel", 2], ["Mes", 1]]), flat=True)
    data = data.replace(b">Spiegel<", b'>Spiegel <text:span text:style-name="T1">groot</text:span> klein<')
    path = workbook(tmp_path, ("Naam", "Aantal"), ("x", 2), ("Mes", 1))
    book = openpyxl.load_workbook(path)
    book.active["A2"].value = CellRichText("Spiegel ", TextBlock(InlineFont(strike=True), "groot"), " klein")
    book.save(path)
    for found in (read(tmp_path, data), from_list(path, "nl", "nl")):
        assert isinstance(found, TaskDraft)
        assert sentences(found) == ["Pak 2 spiegel klein.", "Pak 1 mes."]
        assert codes(found) == ["struck-out"] and "groot" in found.notices[0].sentence


def test_a_formula_of_libreoffice_without_its_result_is_told(tmp_path: Path) -> None:
    data = open_document(Sheet([["Naam", "Aantal"], ["Spiegel", 2], ["Mes", None]]), flat=True)
    data = data.replace(b"Mes</text:p></table:table-cell><table:table-cell>", b"Mes</text:p></table:table-cell>"
                        b'<table:table-cell table:formula="of:=1+1">')  # fmt: skip
    assert "uncounted" in codes(read(tmp_path, data))


def test_lines_above_and_below_the_table_of_a_page(tmp_path: Path) -> None:
    html = (
        "<!-- made by x --><html><style>td {color: red}</style><body><h1>Koffer 3</h1><table><thead>"
        "<tr><th>Naam<th>Aantal<th>Klaar</tr></thead><tr><td>Spiegel<br>klein<td>2"
        "<td><input type=checkbox></tr><tr><td>Mes<td>1<td></table><p>Opgesteld door x</p></body></html>"
    )
    draft = read(tmp_path, html.encode("cp1252"))
    assert draft.task.title.words == "Koffer 3"
    assert sentences(draft) == ["Pak 2 spiegel klein.", "Pak 1 mes."]
    assert codes(draft) == ["column-left", "line-left"]


def test_a_page_of_the_web_is_no_list(tmp_path: Path) -> None:
    table = "<table><tr><td>Naam<td>Aantal</tr><tr><td>Spiegel<td>2</tr></table>"
    (tmp_path / "a.xls").write_text("<html>" + "".join(f"<p>Nieuws {n}</p>" for n in range(30)) + table, "utf-8")
    found = from_list(tmp_path / "a.xls", "nl", "en")
    assert isinstance(found, Problem) and "web page" in found.sentence


def test_one_that_is_locked_or_damaged_says_so(tmp_path: Path) -> None:
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    locked = open_document(LIST, also=manifest), old_workbook(LIST, is_locked=True)
    for data in locked:
        (tmp_path / "a").write_bytes(data)
        found = from_list(tmp_path / "a", "nl", "en")
        assert isinstance(found, Problem) and "password" in found.sentence and found.hint
    whole = [form(LIST) for form in FORMS.values()]
    bomb = whole[1].replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]>\n', 1)
    for data in (
        *(one[: len(one) * 2 // 3] for one in (whole[0], whole[1], whole[4])),
        bomb,
        compound({"Workbook": b""}),
    ):
        (tmp_path / "a").write_bytes(data)
        found = from_list(tmp_path / "a")
        assert isinstance(found, Problem) and found.hint


def test_in_the_place_of_slides_it_is_sent_on(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(open_document(LIST))
    found = from_slides(tmp_path / "a.ods", "nl", "en")
    assert isinstance(found, Problem) and "list" in found.hint
