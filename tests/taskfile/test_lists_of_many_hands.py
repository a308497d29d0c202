"""Lists as coaches of several countries and programs write them: taken as they mean it, or told; nothing in silence."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.drawing.image
import pytest
from openpyxl.styles import Font

from oss_app.core.problem import Problem
from oss_app.core.task import Section
from oss_app.core.text import Text
from oss_app.taskfile.importers import TaskDraft, from_list
from oss_app.taskfile.importers.symbol_fonts import as_signs
from tests.taskfile.test_importers_list import codes, listed, opened, sentences, told, workbook
from tests.taskfile.test_photo_data import photo

UNITS = {
    "Naam;Hoeveelheid (ml)\nAlcohol;50\n": "Pak 50 ml alcohol.",
    "Naam;Aantal (paar)\nHandschoenen;2\n": "Pak 2 paar handschoenen.",
    "Naam;Aantal paar\nHandschoenen;2\n": "Pak 2 paar handschoenen.",
    "Naam;Aantal [st.]\nSpiegel;2\n": "Pak 2 spiegel.",
    "Naam;Aantal per doos\nMasker;2\n": "Pak 2 masker.",
    "Naam;Aantal in doos\nMasker;2\n": "Pak 2 masker.",
    "Naam;Aantal;Lengte (mm)\nSlang;2;150\n": "Pak 2 slang 150 mm.",
    "Naam;Aantal;Lengte (mm)\nSlang;2;1,5 m\n": "Pak 2 slang 1,5 m.",
    "Naam;Aantal;ME\nLijm;0,5;L\n": "Pak 0,5 L lijm.",
}


@pytest.mark.parametrize("text", UNITS)
def test_a_unit_in_the_heading_is_that_of_what_stands_below(tmp_path: Path, text: str) -> None:
    assert sentences(listed(tmp_path, text)) == [UNITS[text]]


def test_a_description_says_more_than_a_part_and_a_row_s_number_is_no_amount(tmp_path: Path) -> None:
    text = "Part;Description;Qty\n4711;Mirror;2\n4712;Probe;1\n"
    assert sentences(listed(tmp_path, text, "en")) == ["Take 2 mirror.", "Take 1 probe."]
    text = "Number;Name\n1;Mirror\n2;Probe\n3;Roll\n"
    assert sentences(listed(tmp_path, text, "en")) == ["Take 1 mirror.", "Take 1 probe.", "Take 1 roll."]


def test_a_price_is_no_unit_and_no_amount(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Item;Qty;Unit price\nMirror;2;£3.50\nProbe;1;£2.00\n", "en")
    assert sentences(draft) == ["Take 2 mirror.", "Take 1 probe."]
    assert codes(draft) == ["column-left"]


LANGUAGES = {
    "de": ("Pos.;Teilenummer;Teil;Stückzahl;Kiste;Bemerkung\n1;47;Mutter;4;3;Vorsicht: scharf\n", "4 Mutter", "scharf"),
    "tr": ("ÜRÜN ADI;MİKTAR;RAF NO;AÇIKLAMA\nAYNA;2;1;Dikkat: kırılır\n", "2 adet AYNA", "kırılır"),
    "ar": ("اسم القطعة;الكميـة;رقم الرف;ملاحظات\nمرآة;٢;١;تحذير: حاد\n", "مرآة × 2", "حاد"),
    "pl": ("Nazwa przedmiotu;Ilość sztuk;Szuflada;Uwagi\nLusterko;dwa;1;Uwaga: ostre\n", "2 × Lusterko", "ostre"),
    "uk": ("Найменування;Кількість;Полиця;Примітки\nДзеркало;2 шт.;1;Увага: гостре\n", "2 × Дзеркало", "гостре"),
    "ti": ("ስም;ብዝሒ;ቦታ;Note\nመስትያት;2;1;Warning: x\n", "መስትያት × 2", "x"),
}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_lists_of_several_languages_with_and_without_a_mark_of_their_letters(
    tmp_path: Path, code: str, encoding: str
) -> None:
    text, said, warning = LANGUAGES[code]
    step = listed(tmp_path, text.encode(encoding), code).task.steps[0]
    assert said in step.text.words and "1" in step.text.words.replace("١", "1").replace("3", "1")
    assert step.warning is not None and step.warning.words == warning


KINDS: dict[str, tuple[str, list[str]]] = {
    "a quotation mark for as above beside cells in quotes": (
        'Naam;Aantal;Vak\n"Schroef; lang";2;1\nBuis;1;"\n', ["Leg 2 schroef; lang in vak 1.", "Leg 1 buis in vak 1."]),
    "an inch sign beside cells in quotes": (
        'Naam;Aantal;Vak\n"Schroef; lang";2;1\nBuis 2";1;2\n',
        ["Leg 2 schroef; lang in vak 1.", 'Leg 1 buis 2" in vak 2.']),
    "another sign between": ("Naam~Aantal\nSpiegel~2\n", ["Pak 2 spiegel."]),
    "the place behind a dash": ("[ ] 2x spiegel - vak 1\n[ ] 1x sonde – vak 2\n", [
        "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]),
    "a question for a heading": ("Wat?;Hoeveel?;Waar?\nSpiegel;2;1\n", ["Leg 2 spiegel in vak 1."]),
    "a cabinet and a shelf": ("Naam;Aantal;Kast;Plank\nSpiegel;2;A;1\n", ["Leg 2 spiegel in kast A, plank 1."]),
    "who made it below": ("Naam;Aantal\nSpiegel;2\nSonde;1\n\nGemaakt door;Jan\nDatum;2-3-2026\n", [
        "Pak 2 spiegel.", "Pak 1 sonde."]),
    "a switch": ("Naam;Nodig\nSpiegel;WAAR\nSonde;ONWAAR\n", ["Pak 1 spiegel."]),
    "a fraction with a sign of its own": ("Naam;Aantal\nTape;1⁄2\nDoek;2\n", ["Pak 1/2 tape.", "Pak 2 doek."]),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_another_hand(tmp_path: Path, kind: str) -> None:
    text, wanted = KINDS[kind]
    assert told(listed(tmp_path, text)) == wanted


def test_a_number_at_the_beginning_of_one_name_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam\n2 paar handschoenen\nSpiegel\nSonde\nTang\n")
    assert codes(draft) == ["number-in-name"] and "2 paar" in draft.notices[0].sentence


@pytest.mark.parametrize("data", [
    b'[{"naam":"Spiegel","aantal":2}]', b'{"naam":"Spiegel"}\n{"naam":"Sonde"}\n', b"ID;PWXL;N;E\nC;Y1;X1;K1\n",
    b"BEGIN:VCARD\nFN:Jan\nEND:VCARD\n", rb"{\rtf1\ansi Spiegel 2\par Sonde 1}",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"),
])  # fmt: skip
def test_what_is_made_for_programs_is_no_list(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    found = from_list(tmp_path / "a.csv")
    assert isinstance(found, Problem) and found.hint
    assert (found.code == "other-document") == (b"rtf" in data or b"D\0o\0c" in data)


# Excel


def changed(tmp_path: Path, rows: Sequence[Sequence[object]], change: Callable[[Any, Any], object]) -> TaskDraft:
    path = workbook(tmp_path, *rows)
    book = openpyxl.load_workbook(path)
    change(book, book.active)
    book.save(path)
    return opened(path)


def test_headings_over_two_lines_and_over_two_columns(tmp_path: Path) -> None:
    def merge(book: Any, sheet: Any) -> None:
        for area in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(area)

    rows = [
        ("Artikel", "Aantal", "Plaats", None),
        (None, None, "Lade", "Vak"),
        ("Spiegel", 2, 1, 3),
        ("Sonde", 1, 2, 4),
    ]
    draft = changed(tmp_path, rows, merge)
    assert sentences(draft) == ["Leg 2 spiegel in lade 1, vak 3.", "Leg 1 sonde in lade 2, vak 4."]
    assert codes(draft) == []


def test_an_amount_that_is_one_cell_with_the_line_above_is_to_be_looked_at(tmp_path: Path) -> None:
    rows = [("Naam", "Aantal"), ("Spiegel", 2), ("Sonde", None), ("Mes", 1)]
    draft = changed(tmp_path, rows, lambda book, sheet: sheet.merge_cells("B2:B3"))
    assert sentences(draft) == ["Pak 2 spiegel.", "Pak 2 sonde.", "Pak 1 mes."]
    assert codes(draft) == ["look-at-number"]


def test_a_line_of_nothing_but_formulas_without_results_is_told(tmp_path: Path) -> None:
    draft = changed(tmp_path, [("Naam", "Aantal"), ("Spiegel", 2), ("=A2", "=1+1")], lambda book, sheet: None)
    assert sentences(draft) == ["Pak 2 spiegel."] and codes(draft) == ["uncounted"]


def test_ticks_in_a_font_of_signs_are_ticks(tmp_path: Path) -> None:
    def ticks(book: Any, sheet: Any) -> None:
        for cell in ("B2", "B3"):
            sheet[cell].font = Font(name="Wingdings")

    draft = changed(tmp_path, [("Naam", "Nodig"), ("Spiegel", "ü"), ("Sonde", "ü")], ticks)
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 1 sonde."] and codes(draft) == []


def test_what_stands_beside_the_cells_is_told(tmp_path: Path) -> None:
    def add(book: Any, sheet: Any) -> None:
        sheet.oddHeader.center.text = '&"Arial,Bold"&14Koffer kamer 3'
        sheet.oddFooter.right.text = "Pagina &P van &N"
        for cell in ("C1", "C2", "D2"):
            sheet.add_image(openpyxl.drawing.image.Image(io.BytesIO(photo("JPEG", 1))), cell)
        for n in range(62):
            sheet.cell(2, n + 5).value = f"v{n}"

    path = workbook(tmp_path, ("Naam", "Aantal"), ("Spiegel", 2))
    book = openpyxl.load_workbook(path)
    add(book, book.active)
    book.save(path)
    parts = {}
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    shape = b"<xdr:sp><xdr:txBody><a:p><a:r><a:t>Let op: 2 &amp; 3 &#233;erst</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data + (b"<!--" + shape + b"-->" if name == "xl/drawings/drawing1.xml" else b""))
    draft = opened(path)
    assert sentences(draft) == ["Pak 2 spiegel."]
    assert [step.photo for step in draft.task.steps] == ["spiegel.jpg"]
    said = " ".join(p.sentence for p in draft.notices)
    assert {"wide-list", "shape-text", "page-text", "other-pictures", "stray-picture"} <= set(codes(draft))
    assert "Koffer kamer 3" in said and "Let op: 2 & 3 éerst" in said and "Pagina" not in said


# Nothing in silence


def all_said(draft: TaskDraft) -> str:
    words = [draft.task.title.words, *(p.sentence for p in draft.notices)]
    for item in draft.task.items:
        words += [item.title.words] if isinstance(item, Section) else [t.words for _, t in item if isinstance(t, Text)]
    return " ".join(words).casefold()


@pytest.mark.parametrize("seed", range(40))
def test_each_cell_is_taken_or_its_line_or_column_is_told(tmp_path: Path, seed: int) -> None:
    """Lists by chance, each word once: what is neither in the task nor told is lost."""
    chance = random.Random(seed)
    heads = chance.sample(
        ["Naam", "Aantal", "Vak", "Opmerking", "Kleur", "Merk", "Ding", "Prijs", "Let op", "Groep"], 5
    )
    if "Naam" not in heads:
        heads[0] = "Naam"
    word = iter(f"woord{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(600))
    rows: list[list[str]] = [[f"Titel {next(word)}"]] if chance.random() < 0.5 else []
    rows += [[]] if chance.random() < 0.3 else []
    rows.append(heads)
    for _ in range(chance.randrange(2, 12)):
        match chance.randrange(8):
            case 0:
                rows.append([next(word)])
            case 1:
                rows.append(["Totaal", str(chance.randrange(9))])
            case 2:
                rows.append(heads)
            case _:
                rows.append([_cell(head, chance, word) for head in heads])
    (tmp_path / "a.csv").write_text("\n".join(";".join(row) for row in rows) + "\n", "utf-8")
    found = from_list(tmp_path / "a.csv")
    if isinstance(found, Problem):
        return
    said = all_said(found)
    columns = {head for head in heads if f"“{head.casefold()}”" in said}
    for line, row in enumerate(rows, 1):
        for n, cell in enumerate(row):
            is_told = (len(row) > 1 and heads[n] in columns) or re.search(rf"\bregel {line}\b", said)
            assert not cell.startswith("woord") or cell in said or is_told, (line, cell, rows)


def _cell(head: str, chance: random.Random, word: Any) -> str:
    if head == "Aantal":
        return chance.choice(["1", "2", "4 st", "", "0", "veel", "2-3", "½"])
    if head == "Vak":
        return chance.choice(["1", "B2", "lade 3", "", "-"])
    return chance.choice([next(word), next(word), f"{next(word)} {next(word)}", ""])


def test_signs_of_fonts() -> None:
    assert as_signs("à", "Wingdings") == as_signs("\uf0e0") == "→"
    assert as_signs("P O", "Wingdings 2") == "✓ ✗"
    assert as_signs("à la carte", "Arial") == "à la carte"
    assert as_signs("\uf041\uf042") == ""
