"""Lists as programs for stock and offices give them, and lists without columns: taken as they mean it, or told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from oss_app.core.problem import Problem
from oss_app.taskfile.importers import from_list
from tests.taskfile.test_importers_list import codes, listed, opened, sentences, told, workbook

OFFICES: dict[str, tuple[str, str, Sequence[str]]] = {
    "an article's text beside its number": ("de", (
        "Material;Materialkurztext;Menge;BME;Lagerplatz\n100234;Schraube M6;4;ST;01-02-03\n"), [
        "Lege 4 Schraube M6 in Fach 01-02-03."]),
    "a report between lines of dashes": ("de", (
        "28.11.2026                Dynamische Listausgabe                1\n-----------------------------\n"
        "|Material|Kurztext       |Menge|ME|\n-----------------------------\n|100234  |Schraube        |    4|ST|\n"
        "|100235  |Scheibe        |    8|ST|\n-----------------------------\n|*       |                |   12|ST|\n"), [
        "Nimm 4 Schraube.", "Nimm 8 Scheibe."]),
    "a compound for the place": ("nl", (
        "Artikelcode;Omschrijving;Eenheid;Aantal;Magazijnlocatie\nA-100;Spiegel;stuk;2,00;A1.02\n"), [
        "Leg 2 spiegel in vak A1.02."]),
    "four decimals": ("nl", "Itemcode;Omschrijving;Aantal\n1001;Spiegel;2,0000\n1002;Sonde;12,0000\n", [
        "Pak 2 spiegel.", "Pak 12 sonde."]),
    "what is asked for beside what is done": ("en", (
        "Product,Demand,Quantity,Unit of Measure\nLamp,2.00,0.00,Units\nPad,1.00,0.00,Units\n"), [
        "Take 2 lamp.", "Take 1 pad."]),
    "the amount needed in a compound": ("de", (
        "Artikelbezeichnung;Liefermenge;Lagermenge;Lagerort\nSpiegel;2;40;A1\nSonde;1;20;A2\n"), [
        "Lege 2 Spiegel in Fach A1.", "Lege 1 Sonde in Fach A2."]),
    "a reference is no name": ("en", 'Reference,Value,Qty\n"R1, R2",10k,2\nC1,100nF,1\n', [
        "Take 2 10k.", "Take 1 100nF."]),
    "a number of the item is no amount": ("en", (
        "Item #,Item Description,UOM,Par,On Hand\n100,Mirror,EA,2,14\n101,Probe,EA,1,8\n"), [
        "Take 2 mirror.", "Take 1 probe."]),
    "a number of items is one": ("en", "Item;# of items\nMirror;2\nProbe;1\n", ["Take 2 mirror.", "Take 1 probe."]),
    "a unit of how many are in a box": ("nl", "Naam;Aantal;Besteleenheid\nMasker;2;10\n", ["Pak 2 masker."]),
    "sums of groups": ("de", (
        "Gruppe;Bezeichnung;Menge\nA;Schraube;4\nA;Mutter;4\nA Ergebnis;;8\nB;Rad;2\nGesamtergebnis;;10\n"), [
        "# A", "Nimm 4 Schraube.", "Nimm 4 Mutter.", "# B", "Nimm 2 Rad."]),
    "sums called after their group": ("nl", "Naam;Aantal\nSpiegel;2\nTotaal onderzoek;2\nBoor;3\nVullen totaal;3\n", [
        "Pak 2 spiegel.", "Pak 3 boor."]),
    "things that only sound like sums": ("nl", "Naam;Aantal\nTotaalstation;1\nSommenboek;2\n", [
        "Pak 1 totaalstation.", "Pak 2 sommenboek."]),
    "the title above each page": ("nl", (
        "Paklijst 4711;;\nNaam;Aantal;Vak\nSpiegel;2;1\nPaklijst 4711;;\nPagina 2;;\nNaam;Aantal;Vak\nBoor;3;3\n"), [
        "Leg 2 spiegel in vak 1.", "Leg 3 boor in vak 3."]),
    "sentences below the list": ("nl", (
        "Naam;Aantal\nSpiegel;2\nSonde;1\n\nOpmerking: alles eerst afvegen.\nBijgewerkt: 3-2-2026\n"), [
        "Pak 2 spiegel.", "Pak 1 sonde."]),
    "one more thing below the list": ("nl", "Naam;Aantal\nSpiegel;2\nSonde;1\n\nTang;\n", [
        "Pak 2 spiegel.", "Pak 1 sonde.", "Pak 1 tang."]),
    "one name for several sizes": ("nl", "Naam;Maat;Aantal\nHandschoen;S;2\n;M;3\nMasker;;5\n", [
        "Pak 2 handschoen S.", "Pak 3 handschoen M.", "Pak 5 masker."]),
    "decimals torn by the comma": ("nl", "Naam,Aantal,Vak\nSpiegel,2,00,1\nSonde,1,50,2\n", [
        "Leg 2 spiegel in vak 1.", "Leg 1,50 sonde in vak 2."]),
}  # fmt: skip


@pytest.mark.parametrize("kind", OFFICES)
def test_a_list_of_an_office(tmp_path: Path, kind: str) -> None:
    language, text, wanted = OFFICES[kind]
    assert told(listed(tmp_path, text, language)) == wanted


TOLD = {
    "a sum": ("Naam;Aantal\nSpiegel;2\nVullen totaal;2\n", "total", "Vullen totaal"),
    "the title once more": ("Lijst 7;\nNaam;Aantal\nSpiegel;2\nLijst 7;\nSonde;1\n", "line-left", "Lijst 7"),
    "a sentence below": ("Naam;Aantal\nSpiegel;2\nMes;1\n\nAlles eerst goed afvegen.;\n", "line-left", "Alles eerst"),
    "the name above": ("Naam;Maat;Aantal\nDoek;S;2\n;M;3\n", "name-above", "Doek"),
    "torn numbers": ("Naam,Aantal,Vak\nSpiegel,2,00,1\n", "torn-numbers", "2,00"),
    "a day for a place": ("Naam;Aantal;Vak\nSpiegel;2;2026-04-01\nMes;1;2\n", "look-at-number", "2026-04-01"),
    "few amounts": ("Naam;Aantal;Vak\nSpiegel;;1\nSonde;;2\nBoor;3;3\nMes;;4\n", "no-numbers", "2, 3, 5"),
    "no amounts at all": ("Naam;Aantal\nSpiegel;\nSonde;\n", "no-numbers", "2, 3"),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_was_made_of_it_is_told(tmp_path: Path, kind: str) -> None:
    text, code, words = TOLD[kind]
    notices = [notice for notice in listed(tmp_path, text).notices if notice.code == code]
    assert len(notices) == 1 and words in notices[0].sentence


def test_where_all_amounts_are_nought_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Naam;Aantal\nSpiegel;0\nSonde;0\n", encoding="utf-8")
    found = from_list(tmp_path / "a.csv", screen="en")
    assert isinstance(found, Problem) and "are 0" in found.sentence


# Without columns

LINES: dict[str, tuple[str, Sequence[str]]] = {
    "a recipe": ("500 g bloem\n200g suiker\n2,5 dl melk\n3 eieren\n½ citroen\n1-2 uien\n1 1/2 kop rijst\n", [
        "Pak 500 g bloem.", "Pak 200 g suiker.", "Pak 2,5 dl melk.", "Pak 3 eieren.", "Pak ½ citroen.", "Pak 1-2 uien.",
        "Pak 1 1/2 kop rijst."]),
    "a recipe from behind": ("Bloem 500 g\nSuiker 200 gram\nMelk 2,5 dl\nEieren 3\nZout\n", [
        "Pak 500 g bloem.", "Pak 200 gram suiker.", "Pak 2,5 dl melk.", "Pak 3 eieren.", "Pak 1 zout."]),
    "dashes": ("Bloem - 500 g\nSuiker - 200 g\nEieren - 3\n", [
        "Pak 500 g bloem.", "Pak 200 g suiker.", "Pak 3 eieren."]),
    "what one buys": ("melk 2 pakken\nbrood 1\nkaas 500 gram\nappels 6\n", [
        "Pak 2 pakken melk.", "Pak 1 brood.", "Pak 500 gram kaas.", "Pak 6 appels."]),
    "a measure of what holds": ("Spuit 10 ml\nSpuit 5 ml\nFles 500 ml\nBeker 200 ml\n", [
        "Pak 1 spuit 10 ml.", "Pak 1 spuit 5 ml.", "Pak 1 fles 500 ml.", "Pak 1 beker 200 ml."]),
    "a length": ("Schroef 20 mm\nSchroef 30 mm\nPlank 120 cm\n", [
        "Pak 1 schroef 20 mm.", "Pak 1 schroef 30 mm.", "Pak 1 plank 120 cm."]),
    "brackets": ("Handdoek (2)\nWashand (4x)\nBadmat\n", ["Pak 2 handdoek.", "Pak 4 washand.", "Pak 1 badmat."]),
    "shortened units": ("Kleine schroeven 4 st.\nGrote moeren 4 st.\nPlatte ringen 8 stk.\n", [
        "Pak 4 kleine schroeven.", "Pak 4 grote moeren.", "Pak 8 platte ringen."]),
    "a cross": ("2 x handdoek\n3x washand\n1 × badmat\nzeep x2\n", [
        "Pak 2 handdoek.", "Pak 3 washand.", "Pak 1 badmat.", "Pak 2 zeep."]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINES)
def test_lines_without_columns(tmp_path: Path, kind: str) -> None:
    text, wanted = LINES[kind]
    assert sentences(listed(tmp_path, text)) == wanted


def test_amounts_behind_the_names_are_told_and_the_lines_without(tmp_path: Path) -> None:
    draft = listed(tmp_path, LINES["a recipe from behind"][0])
    assert codes(draft) == ["amounts-behind", "look-at-number", "no-number"]


def test_a_measure_behind_one_name_of_many_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Bloem 500 g\nGarde\nMengkom\nDeegrol\n")
    assert sentences(draft)[0] == "Pak 1 bloem 500 g."
    assert codes(draft) == ["number-in-name"]


# Excel


def test_tables_beside_each_other_with_other_headings_are_both_taken(tmp_path: Path) -> None:
    draft = opened(workbook(
        tmp_path, ("Koffer", None, None, None, "Tas", None), ("Naam", "Aantal", "Vak", None, "Stuks", "Artikel"),
        ("Spiegel", 2, 1, None, 3, "Boor"), ("Sonde", 1, 2, None, 1, "Mes"), ("Pincet", 1, 3),
    ))  # fmt: skip
    assert told(draft) == [
        "# Koffer", "Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2.", "Leg 1 pincet in vak 3.",
        "# Tas", "Pak 3 boor.", "Pak 1 mes.",
    ]  # fmt: skip
    assert "tables-beside" in codes(draft)


def test_a_legend_beside_a_list_is_no_second_one(tmp_path: Path) -> None:
    rows = ("Naam", "Aantal", None, "Legenda"), ("Spiegel", 2, None, "* = klein"), ("Sonde", 1, None, "** = groot")
    draft = opened(workbook(tmp_path, *rows))
    assert sentences(draft) == ["Pak 2 spiegel.", "Pak 1 sonde."]
    assert codes(draft) == ["column-left"]


@pytest.mark.parametrize(
    ("lines", "is_told"), [((3, 4), True), ((2, 4, 6), False), ((2, 3, 4, 5, 6), False), ((), False)]
)
def test_lines_in_another_colour_are_told_and_stripes_are_not(
    tmp_path: Path, lines: Sequence[int], is_told: bool
) -> None:
    names = ("Spiegel", "Sonde", "Boor", "Mes", "Tang")
    path = workbook(tmp_path, ("Naam", "Aantal"), *((name, 1) for name in names))
    book = openpyxl.load_workbook(path)
    for line in (1, *lines):
        for cell in book.active[line]:
            cell.fill = PatternFill("solid", fgColor="FFFF00")
    book.save(path)
    assert codes(opened(path)) == (["coloured"] if is_told else [])


def test_a_day_where_an_amount_should_be_is_told(tmp_path: Path) -> None:
    rows = ("Naam", "Aantal", "Vak"), ("Spiegel", dt.datetime(2026, 3, 2), 1), ("Sonde", 1, dt.datetime(2026, 4, 1))
    assert codes(opened(workbook(tmp_path, *rows))) == ["odd-number", "look-at-number"]
