"""Lists of other trades and languages than those that the readers were made with: taken as meant, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.taskfile.test_importers_list import codes, listed, sentences, told

HEADS = {
    "fr": "Désignation;Quantité;Emplacement;Remarque\nMiroir;2;A1;Attention : fragile\n",
    "es": "Descripción;Cantidad;Ubicación;Observaciones\nEspejo;2;A1;¡Cuidado! frágil\n",
    "it": "Articolo;Q.tà;Posizione;Osservazioni\nSpecchio;2;A1;Attenzione: fragile\n",
    "pt": "Descrição;Quantidade;Local;Observação\nEspelho;2;A1;Cuidado: frágil\n",
    "sv": "Benämning;Antal;Plats;Anmärkning\nSpegel;2;A1;Varning: skör\n",
    "da": "Betegnelse;Antal;Placering;Bemærkning\nSpejl;2;A1;Pas på: skør\n",
    "cs": "Název;Počet;Umístění;Poznámka\nZrcátko;2;A1;Pozor: křehké\n",
    "hu": "Megnevezés;Mennyiség;Hely;Megjegyzés\nTükör;2;A1;Vigyázat: törékeny\n",
    "ro": "Denumire;Cantitate;Loc;Observații\nOglindă;2;A1;Atenție: fragil\n",
    "ru": "Наименование;Кол-во;Место;Примечание\nЗеркало;2;A1;Осторожно: хрупкое\n",
}


@pytest.mark.parametrize("language", HEADS)
def test_headings_of_other_languages(tmp_path: Path, language: str) -> None:
    draft = listed(tmp_path, HEADS[language], language)
    assert sentences(draft)[0].startswith("Put 2 ") and sentences(draft)[0].endswith(" in section A1.")
    assert draft.task.steps[0].warning is not None
    assert codes(draft) == ["sentences-in-english"]


@pytest.mark.parametrize(
    "text", ["क्रम;नाम;मात्रा;स्थान\n1;दर्पण;2;A1\n2;रुई;४;A2\n3;सुई;1;A3\n", "名称;数量;位置\n镜子;2;A1\n棉花;4;A2\n"]
)
def test_headings_of_scripts_without_capitals(tmp_path: Path, text: str) -> None:
    said = sentences(listed(tmp_path, text, "hi"))
    assert [words.split()[1] for words in said][:2] == ["2", "4"] and "A2" in said[1]


LISTS: dict[str, tuple[str, str, list[str], list[str]]] = {
    "units that are cut short": (
        "pl", "Lp.;Nazwa towaru;J.m.;Ilość;Regał\n1;Śruba;szt.;4;2\n2;Klej;op.;1;3\n3;Nit;szt.;4;2\n",
        ["Włóż: 4 × Śruba. Miejsce: przegródka 2.", "Włóż: 1 op. × Klej. Miejsce: przegródka 3.",
         "Włóż: 4 × Nit. Miejsce: przegródka 2."], ["column-left"]),
    "a box is no piece in Turkish": (
        "tr", "Malzeme;Birim;Miktar\nVida;adet;4\nTutkal;kutu;1\n", ["Al: 4 adet Vida.", "Al: 1 kutu Tutkal."], []),
    "nombre is how many in French": (
        "fr", "Article;Nombre\nVis;4\nClou;12\n", ["Take 4 Vis.", "Take 12 Clou."], ["sentences-in-english"]),
    "nombre is the name in Spanish": (
        "es", "Nombre;Unidades\nTornillo;docena\nClavo;3\n", ["Take 12 Tornillo.", "Take 3 Clavo."],
        ["sentences-in-english"]),
    "less than a tenth": ("nl", "Naam;Aantal;Eenheid\nLijm;0,05;kg\nVerf;1;l\n", ["Pak 0,05 kg lijm.", "Pak 1 l verf."],
        ["look-at-number"]),
    "a recipe": ("nl", "Ingrediënt;Hoeveelheid\nBloem;500 g\nEi;3\nMelk;½ liter\n", [
        "Pak 500 g bloem.", "Pak 3 ei.", "Pak ½ liter melk."], ["look-at-number"] * 2),
    "a bill": (
        "nl", "Naam;Aantal;Prijs\nBout;12;1,00\nTotaal excl. btw;;237,00\nBtw 21%;;49,77\nTotaal incl. btw;;286,77\n",
        ["Pak 12 bout."], ["column-left", "total", "total", "total"]),
    "units without a heading": ("nl", "Spiegel;2;st\nSonde;1;st\nDoek;3;pak\n", [
        "Pak 2 spiegel.", "Pak 1 sonde.", "Pak 3 pak doek."], ["guessed"]),
    "a mail with dots": (
        "nl", "Beste collega,\n\nGraag klaarzetten:\n- 2 spiegels\n- 1 sonde\n\nMet vriendelijke groet,\nA.\n",
        ["Pak 2 spiegels.", "Pak 1 sonde."], ["line-left"] * 4),
    "a mail in one line": ("nl", "Hoi, kun je dit inpakken?\n2x spiegel, 1x sonde\nDank je!\n", [
        "Pak 2 spiegel.", "Pak 1 sonde."], ["line-left"] * 2),
    "spots above what lies there": ("nl", "Lade 1\n2 spiegels\n1 sonde\nLade 2\n1 mes\n3 tangen\n", [
        "# Lade 1", "Pak 2 spiegels.", "Pak 1 sonde.", "# Lade 2", "Pak 1 mes.", "Pak 3 tangen."],
        ["line-is-heading"] * 2),
    "headings that end in two dots": ("nl", "Instrumenten:\n- spiegel\n- sonde\nVerband:\n- gaas\n- pleister\n", [
        "# Instrumenten", "Pak 1 spiegel.", "Pak 1 sonde.", "# Verband", "Pak 1 gaas.", "Pak 1 pleister."],
        ["line-is-heading"] * 2),
    "one blank between the columns": ("en", "Qty Description Bin\n2 Mirror A1\n4 Cotton roll B1\n", [
        "Put 2 mirror in bin A1.", "Put 4 cotton roll in bin B1."], []),
    "struck out in a text": ("nl", "Naam;Aantal\n~~Spiegel~~;2\nSonde ~~groot~~ klein;1\n", ["Pak 1 sonde klein."], [
        "line-without-name", "struck-out", "struck-out"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_another_trade(tmp_path: Path, kind: str) -> None:
    language, text, wanted, notices = LISTS[kind]
    draft = listed(tmp_path, text, language)
    assert told(draft) == wanted
    assert sorted(codes(draft)) == notices


def test_what_resembles_a_letter_and_is_a_list_stays_one(tmp_path: Path) -> None:
    assert sentences(listed(tmp_path, "Dankbetuiging\nSpiegel\nGroetkaart\nSonde\n")) == [
        "Pak 1 dankbetuiging.", "Pak 1 spiegel.", "Pak 1 groetkaart.", "Pak 1 sonde.",
    ]  # fmt: skip


def test_a_mail_s_source_is_no_list(tmp_path: Path) -> None:
    from oss_app.core.problem import Problem
    from oss_app.taskfile.importers import from_list

    (tmp_path / "a.txt").write_text("MIME-Version: 1.0\nSubject: lijst\n\n2 spiegels\n", "utf-8")
    assert isinstance(from_list(tmp_path / "a.txt"), Problem)
