"""Lists that do not stand as one table with a line of headings, and what their cells show: each is read, or told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from oss_app.taskfile.importers import from_list
from oss_app.taskfile.importers.shown_number import shown_number
from tests.taskfile.test_importers_list import codes, listed, sentences, told

LISTS: dict[str, tuple[str, list[str]]] = {
    "on its side": ("Artikel;Spiegel;Sonde;Pincet\nAantal;2;1;4\nVak;1;2;3\n", [
        "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2.", "Leg 4 pincet in vak 3."]),
    "forms": ("Naam:;Spiegel\nAantal:;2\nVak:;1\n\nNaam:;Sonde\nAantal:;3\nVak:;2\n", [
        "Leg 2 spiegel in vak 1.", "Leg 3 sonde in vak 2."]),
    "beside each other": ("Lade 1;;;Lade 2;\nArtikel;Aantal;;Artikel;Aantal\nSpiegel;2;;Pincet;3\nSonde;1;;;\n", [
        "# Lade 1", "Pak 2 spiegel.", "Pak 1 sonde.", "# Lade 2", "Pak 3 pincet."]),
    "another order below": ("Artikel;Aantal\nSpiegel;2\nSonde;1\nAantal;Artikel;Vak\n3;Pincet;7\n", [
        "Pak 2 spiegel.", "Pak 1 sonde.", "Leg 3 pincet in vak 7."]),
    "headings in two lines": ("Omschrijving;Aantal;Plaats;\n;;Lade;Vak\nSpiegel;2;1;3\nSonde;1;2;4\n", [
        "Leg 2 spiegel in lade 1, vak 3.", "Leg 1 sonde in lade 2, vak 4."]),
    "places by their names": ("Naam;Aantal;Lade\nSpiegel;2;3\nSonde;1;vak 4\n", [
        "Leg 2 spiegel in lade 3.", "Leg 1 sonde in vak 4."]),
    "parts": ("Nr;Omschrijving;Aantal\n1;Map A;\n1.1;Spiegel;2\n1.2;Sonde;1\n2;Map B;\n2.1;Pincet;3\n", [
        "# Map A", "Pak 2 spiegel.", "Pak 1 sonde.", "# Map B", "Pak 3 pincet."]),
    "markdown": ("| Artikel | Aantal |\n|---|---|\n| Spiegel | 2 |\n| Sonde | 1 |\n", [
        "Pak 2 spiegel.", "Pak 1 sonde."]),
    "markdown list": ("# Set\n\n## Metaal\n- [ ] 2 spiegels\n- [x] 1 sonde\n", [
        "# Metaal", "Pak 2 spiegels.", "Pak 1 sonde."]),
    "dots": ("spiegel ........ 2\nsonde .......... 1\n", ["Pak 2 spiegel.", "Pak 1 sonde."]),
    "colons": ("Spiegel: 2\nSonde: 1\n", ["Pak 2 spiegel.", "Pak 1 sonde."]),
    "dashes": ("2 - Spiegel\n1 - Sonde\n", ["Pak 2 spiegel.", "Pak 1 sonde."]),
    "numbered by dashes": ("1 - Spiegel\n2 - Sonde\n3 - Pincet\n", ["Pak 1 spiegel.", "Pak 1 sonde.", "Pak 1 pincet."]),
    "one line": ("2 spiegels, 1 sonde, 4 watten\n", ["Pak 2 spiegels.", "Pak 1 sonde.", "Pak 4 watten."]),
    "columns of blanks": ("2  spiegel   vak 1\n1  sonde     vak 2\n", [
        "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]),
    "lines in quotes": ('"Naam,Aantal"\n"Spiegel,2"\n"Sonde,1"\n', ["Pak 2 spiegel.", "Pak 1 sonde."]),
    "instructions": ("Stap;Instructie\n1;Leg het blad neer\n2;Leg 1 mes rechts\n", [
        "Leg het blad neer.", "Leg 1 mes rechts."]),
    "instructions, one each": ("Aantal;Omschrijving\n1;Pak de doos\n1;Plak de doos dicht\n", [
        "Pak de doos.", "Plak de doos dicht."]),
    "codes for names": ("Artikelnr;Aantal\n10045;2\n10046;3\n", ["Pak 2 10045.", "Pak 3 10046."]),
    "a total first": ("Onderdeel;Totaal aantal;Aantal per set\nSpiegel;20;2\nSonde;10;1\n", [
        "Pak 2 spiegel.", "Pak 1 sonde."]),
    "long headings": ("Naam van het artikel zoals het op de doos staat;Hoeveel stuks;Vak\nSpiegel;2;1\nSonde;1;2\n", [
        "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]),
    "half of a unit": ("Artikel;Aantal;Eenheid\nTape;½;rol\nDoek;2;st\n", ["Pak ½ rol tape.", "Pak 2 doek."]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_that_stands_otherwise(tmp_path: Path, kind: str) -> None:
    text, wanted = LISTS[kind]
    assert told(listed(tmp_path, text)) == wanted


def test_words_of_other_languages(tmp_path: Path) -> None:
    for language, page, text in (
        ("pl", "cp1250", "Nazwa;Ilość;Miejsce\nŁyżka;2;1\n"),
        ("uk", "cp1251", "Назва;Кількість;Місце\nДзеркало;2;1\n"),
        ("tr", "cp1254", "Ürün;Adet;Yer\nKaşık;2;1\n"),
    ):
        (tmp_path / "a.csv").write_bytes(text.encode(page))
        draft = listed(tmp_path, text.encode(page), language)
        name = text.splitlines()[1].split(";")[0]
        assert name[1:] in sentences(draft)[0] and " 2 " in sentences(draft)[0] and "1" in sentences(draft)[0]


def test_letters_of_another_code_page_are_told(tmp_path: Path) -> None:
    """A Polish list at a Dutch station: its letters cannot be known, so they are to be looked at."""
    draft = listed(tmp_path, "Naam;Aantal\nŁyżka;2\nSzczęki;1\n".encode("cp1250"))
    assert "odd-letters" in codes(draft)


def test_a_note_below_goes_to_the_names_with_a_star(tmp_path: Path) -> None:
    steps = listed(tmp_path, "Artikel;Aantal\nSpiegel*;2\nSonde;1\n* alleen steriel;\n").task.steps
    assert [step.text.words for step in steps] == ["Pak 2 spiegel.", "Pak 1 sonde."]
    assert [step.warning and step.warning.words for step in steps] == ["alleen steriel", None]


def test_headings_that_nobody_knows_are_no_item(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Ding;Zoveel\nSpiegel;4\nSonde;1\n")
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 1 sonde."]
    assert codes(draft) == ["no-amounts", "column-left"]


def test_amounts_that_are_nowhere_are_told(tmp_path: Path) -> None:
    assert "no-amounts" in codes(listed(tmp_path, "Artikel;Besteld;Geleverd\nSpiegel;10;2\nSonde;12;1\n"))
    assert "no-amounts" not in codes(listed(tmp_path, "Artikel;Prijs\nSpiegel;a\nSonde;b\n"))


def test_a_place_that_became_a_date_is_read_back_and_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;Aantal;Vak\nSpiegel;2;01-feb\nSonde;1;3\n")
    assert sentences(draft)[0] == "Leg 2 spiegel in vak 1-2."
    assert codes(draft) == ["look-at-number"]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (7, "General", "7"),
        (2.0, "General", "2"),
        (1.5, "General", "1,5"),
        (1.125, "General", "1,1250"),  # with three decimals it would be read as a thousand
        (7, "00000", "00007"),
        (2, "0.00", "2,00"),
        (2, "0.000", "2"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12,5%"),
        (0.5, "# ?/?", "1/2"),
        (1.5, "# ?/?", "1 1/2"),
        (3, "# ?/?", "3"),
        (1000, "#,##0", "1000"),
        (4, '0" st"', "4 st"),
        (1.5, '0.00" m"', "1,50 m"),
        (1000, "#,##0.00_ ", "1000,00"),
        (1000, "#,##0.00_);\\(#,##0.00\\)", "1000,00"),
        (3.5, "€ #,##0.00", "3,5"),
        (3.5, "[$€-413] #,##0.00", "3,5"),
        (4, '0;[Red]-0;"-"', "4"),
        (1e21, "0.00E+00", "1e+21"),
    ],
)
def test_a_number_is_what_its_cell_shows(value: float, form: str, shown: str) -> None:
    assert shown_number(value, form, ",") == shown


def test_a_workbook_is_read_as_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: Sequence[Sequence[object]] = (
        ("Omschrijving", "Aantal", "Lengte", "Vak"),
        ("Slang", 2, 1.5, 1),
        ("Buis", datetime(2026, 3, 2), 2.25, 12),
        ("Gips", 1.125, 1, 3),
    )
    for row in rows:
        sheet.append(row)
    for line in (2, 3, 4):
        sheet.cell(line, 3).number_format = '0.00" m"'
        sheet.cell(line, 4).number_format = "00"
    sheet.cell(2, 2).number_format = '0 "st"'
    sheet.cell(3, 2).number_format = "d-mmm"
    book.save(tmp_path / "a.xlsx")
    draft = from_list(tmp_path / "a.xlsx")
    assert not hasattr(draft, "severity")
    assert sentences(draft) == [  # type: ignore[arg-type]
        "Leg 2 slang 1,50 m in vak 01.",
        "Leg 2-3 buis 2,25 m in vak 12.",
        "Leg 1,125 gips 1,00 m in vak 03.",
    ]
