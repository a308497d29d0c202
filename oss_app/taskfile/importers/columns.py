"""Which column of an item list means what: known by its heading, else guessed, and always told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from oss_app.taskfile.importers.amounts import amount, counts_up, is_amount
from oss_app.taskfile.importers.item_table import ItemTable, TableRow

SEARCHED = 30
"""So many rows may stand above the headings."""
SAMPLE = 5
MOST_WORDS, LONGEST_HEAD = 6, 14
"""A heading with more words is one only above a column of amounts; one with yet more words is none."""


class Meaning(StrEnum):
    """What a column says of an item."""

    NAME = "name"
    NUMBER = "number"
    UNIT = "unit"
    DETAIL = "detail"
    PLACE = "place"
    SECTION = "section"
    PHOTO = "photo"
    REMARK = "remark"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Columns:
    """What each column of a table means (None: it is not taken), and at which row the items begin.

    ``heading`` is the index of the row with the headings; None where the list has none and all is guessed.
    """

    meanings: tuple[Meaning | None, ...]
    heads: tuple[str, ...] = ()
    heading: int | None = None

    @property
    def start(self) -> int:
        """The index of the first row that may be an item."""
        return 0 if self.heading is None else self.heading + 1

    def of(self, meaning: Meaning) -> list[int]:
        """Return the columns with this meaning, from the left."""
        return [n for n, found in enumerate(self.meanings) if found is meaning]

    def first(self, meaning: Meaning) -> int | None:
        """Return the leftmost column with this meaning."""
        return next(iter(self.of(meaning)), None)

    def changed(self, column: int, meaning: Meaning | None) -> Columns:
        """Return the same with another meaning for a column; what only one column can be is taken from the other."""
        alone = meaning in ONE_COLUMN
        meanings = tuple(
            meaning if n == column else None if alone and found is meaning else found
            for n, found in enumerate(self.meanings)
        )
        return replace(self, meanings=meanings)


ONE_COLUMN = frozenset({Meaning.NAME, Meaning.NUMBER, Meaning.UNIT, Meaning.PLACE, Meaning.SECTION, Meaning.PHOTO})


def sample(table: ItemTable, columns: Columns) -> list[TableRow]:
    """Return the first rows below the headings, to show what the columns hold."""
    rows = [row for row in table.rows[columns.start :] if len(row.filled) > 1] or list(table.rows[columns.start :])
    return rows[:SAMPLE]


# Headings -----------------------------------------------------------------------------------------------------------


def _folded(text: str) -> str:
    """Return words as they are compared: small, the i of Turkish capitals one letter, without the signs for vowels of
    Arabic and of the scripts of India.
    """
    small = unicodedata.normalize("NFKC", text.casefold().replace("ı", "i").replace("i\u0307", "i"))
    return "".join(c for c in small if c != "\u0640" and not unicodedata.category(c).startswith("M"))


_RANKED: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.NUMBER: (
        "aantal hoeveelheid hvh many qty quantity amount count stuks aant antal menge anzahl pieces pcs ilość adet "
        "quantité hoeveel nodig benodigd required needed sztuk sztuki liczba кількість штук miktar sayı عدد كمية "
        "تعداد stück stückzahl anz stk sollmenge benötigt qté nbre cantidad cant unidades uds quantità qtà pezzi "
        "quantidade qtde quant antall stk počet množství ks kusů mennyiség darab db cantitate buc număr количество "
        "колво штук ксть број брой ποσότητα τεμάχια lukumäärä määrä kogus skaits kiekis količina मात्रा संख्या 数量 个数 "
        "数 件数 個数 수량 số lượng jumlah tirada ብዝሒ demand bedarf",
        "number getal n # x st par",
    ),
    Meaning.PLACE: (
        "vak plek plaats locatie lokatie compartiment compartment lade slot location place bin positie position bak "
        "plank schap stelling legplank kast schrank cabinet fach ort lagerort lagerplatz platz ablage vakje bakje loc "
        "schublade regal emplacement miejsce półka szuflada місце комірка полиця шухляда yer yeri konum bölme raf "
        "çekmece مكان موقع رف درج خانة ubicación lugar estante cajón casilla estantería posizione cassetto scaffale "
        "scomparto luogo lugar prateleira gaveta tiroir étagère casier local localização localisation plats hylla "
        "låda fack placering placerings hylde skuffe plassering hylle skuff umístění místo police zásuvka přihrádka "
        "hely polc fiók rekesz raft sertar место полка ящик ячейка regał skrzynka θέση ράφι paikka hylly स्थान जगह 位置 "
        "货位 库位 場所 棚 위치 ቦታ",
        "waar where tray drawer shelf sectie doos box rij row tafel table tisch haak hook haken kiste nerede gdzie де "
        "أين",
    ),
    Meaning.NAME: (
        "omschrijving description benaming naam name artikelnaam itemname productnaam bezeichnung beschreibung nazwa "
        "désignation libellé nom opis назва опис найменування isim ad adı tanım ürün malzeme اسم صنف نام gegenstand "
        "teilebezeichnung artikelbezeichnung benennung descripción artículo descrizione articolo denominazione "
        "descrição artigo designação benämning artikelbenämning betegnelse varenavn navn namn název popis položka "
        "megnevezés név termék denumire descriere наименование название товар име наименованиe όνομα περιγραφή nimi "
        "nimike नाम वस्तु विवरण 名称 品名 品目 商品 物品 이름 품명 "
        "ingrediënt ingrediënten ingredient ingredients ingrédient zutat "
        "zutaten ስም",
        "wat what was inhoud contents instrument materiaal material product hulpmiddel benodigdheden ne co що مادة "
        "أداة przedmiot przyrząd nombre nome produit producto prodotto produto produkt matériel materiale herramienta "
        "outil attrezzo tuote",
        "artikel article item items onderdeel part component artikelen articles produkt teil bauteil parça قطعة",
    ),
    Meaning.SECTION: (
        "groep group categorie category hoofdstuk chapter rubriek deel onderwerp gruppe afdeling",
        "section",
    ),
    Meaning.PHOTO: ("foto photo afbeelding plaatje picture image bild", "bestand file bestandsnaam filename"),
    Meaning.WARNING: (
        "waarschuwing warning caution attentie letop waarop gevaar veiligheid safety hazard achtung warnung vorsicht "
        "uyarı dikkat ostrzeżenie попередження advertencia atención cuidado attenzione avvertenza atenção varning "
        "advarsel upozornění pozor figyelmeztetés atenție внимание осторожно تحذير تنبيه",
        "",
    ),
    Meaning.HINT: ("hulp hint tip help uitleg instructie instruction handleiding werkwijze", ""),
    Meaning.REMARK: (
        "opmerking opmerkingen remark remarks notitie notities note notes comment comments toelichting bijzonderheden "
        "bijzonderheid bemerkung bemerkungen aanvulling details detail hinweis remarque uwagi uwaga примітка примітки "
        "açıklama notlar observaciones observación nota notas observação observações osservazioni anmärkning "
        "anmärkningar bemærkning bemærkninger merknad poznámka poznámky megjegyzés observații observație mențiuni "
        "примечание примечания комментарий टिप्पणी 备注 備考 비고 anmerkung anmerkungen notiz notizen ملاحظات ملاحظة",
        "info",
    ),
    Meaning.DETAIL: (
        "maat size kleur colour color uitvoering variant afmeting afmetingen lengte breedte hoogte dikte diameter "
        "doorsnede length width height thickness model größe farbe länge breite höhe durchmesser boyut renk kolor "
        "rozmiar",
        "",
    ),
    Meaning.UNIT: (
        "eenheid unit uom einheit verpakking birim jednostka jm одиниця одвим unité unidad unità unidade enhet enhed "
        "jednotka mj mértékegység egység unitate um единица едизм इकाई 单位 単位 وحدة",
        "eh me",
    ),
}
_RANK = {
    _folded(word): (meaning, 10 - 3 * n)
    for meaning, ranks in _RANKED.items()
    for n, words in enumerate(ranks)
    for word in words.split()
}
_CODES_TOLD = (
    "nr no num nummer number code sku ean gtin barcode id ref referentie reference artnr art artikelnr pos "
    "volgnummer volgnr stap step schritt regel line prijs price bedrag total totaal kosten cost leverancier supplier "
    "merk brand datum date paraaf initials controle check ok"
)
_CODES = frozenset(_CODES_TOLD.split())
_PRICE = re.compile(
    r"\b(?:\w*(?:prijs|preis|price|kosten)|cost|bedrag|betrag|prix|fiyat\w*|cena|ціна|سعر|eur|usd|gbp)\b|[€$£]"
)
"""Words that make a column one that is not taken: numbers that name a thing, prices, marks."""
_TOLD_ELSEWHERE = (
    "totaal totale total gesamt voorraad stock min max minimum maximum besteld bestellen ordered geleverd delivered "
    "livrée livré done picked gepickt gehanteerd gescand erhalten lager mindest leverbaar bestand aanwezig available "
    "onhand vorhanden over rest resterend remaining"
)
_ELSEWHERE = frozenset(_TOLD_ELSEWHERE.split())
"""Words that make an amount one that is likely not what goes into one kit."""
_THE = "ال"
"""The article of Arabic, which is written with its word."""
_ENDINGS = (
    "omschrijving", "nummer", "naam", "code", "nr", "number", "name", "locatie", "plaats", "platz", "aantal", "menge",
    "bezeichnung", "eenheid", "einheit",
)  # fmt: skip
_GROUPS = frozenset(
    ["groep", "group", "categorie", "category", "hoofdstuk", "chapter", "rubriek", "onderwerp", "gruppe", "afdeling"]
)
"""Headings of sections that are never spots, whatever stands below them."""
_SPOTS = re.compile(
    r"(?:het |de |the )?(?:vak|la|lade|bak|bakje|doos|kist|kast|rij|plank|legplank|schap|stelling|section|compartment|"
    r"slot|drawer|bin|box|row|shelf|tray|fach|schublade|regal|tafel|werktafel|table|tisch|haak|hook|haken|półka|szuflada|"
    r"raf|çekmece|полиця|шухляда)\b",
    re.I,
)
_NOUNS = {
    "nl": (
        "la", "lade", "bak", "bakje", "doos", "kist", "kast", "rij", "plank", "legplank", "schap", "stelling", "tafel",
        "haak",
    ),
    "en": ("drawer", "bin", "box", "row", "shelf", "tray", "slot", "table", "hook"),
    "de": ("schublade", "regal", "tisch", "haken"),
    "pl": ("półka", "szuflada"),
    "tr": ("raf", "çekmece"),
    "uk": ("полиця", "шухляда"),
}  # fmt: skip
"""Spots that are called by their own name, not "section"."""
_WANTED = frozenset(["nodig", "benodigd", "needed", "required", "benötigt"])
"""Words that make an amount the one that goes into a kit."""
_PER_KIT = re.compile(r"per (?:set|kit|koffer|doos|tray|pakket|krat|box|pack|eenheid|unit)\.?")
_NUMBER_OF = re.compile(r"(?:number|no\.?|nr\.?|aantal|amount) (?:of|needed|nodig|per|in)\b", re.I)


_UNIT_LAST = re.compile(
    r"[(\[]\s*(?:in\s+)?([^\W\d]+\.?)\s*[)\]]$|(?<!\bper)(?<!\bpro)(?<!\bje)\s(in\s+)?([^\W\d]+)$", re.I
)
_MEASURES_TOLD = "ml cl dl l ltr liter litre liters g gr gram grams kg mg mm cm m mtr meter metre meters inch"
_MEASURES = frozenset(_MEASURES_TOLD.split())
_PACKS_TOLD = (
    "paar paren pair pairs par çift пар زوج doos dozen doosjes box boxes schachtel schachteln kutu pak pakken pakjes "
    "pack packs packung packungen paket pakete rol rollen roll rolls rolle zak zakken bag bags beutel fles flessen "
    "bottle bottles flasche flaschen vel vellen blister blisters strip strips streifen ampullen tube tubes tuben"
)
_PACKS = frozenset(_PACKS_TOLD.split())
"""Units that are more, or less, than one piece."""


def is_spot(words: str) -> bool:
    """Tell whether words name a spot of a bench by themselves: "tray B"."""
    return bool(_SPOTS.match(words))


def is_spot_alone(words: str) -> bool:
    """Tell whether words are the name of a spot and its number, and nothing else: "Drawer 1", "vak B2"."""
    return is_spot(words) and bool(re.fullmatch(r"\w+ (?:\d{1,3}|[A-Z]\d{0,2})", words))


def rank(head: str) -> tuple[Meaning, int] | None:
    """Return what a heading says of its column and how plainly (higher is plainer).

    None where it says nothing known.
    """
    text = re.sub(r"[(\[][^)\]]*[)\]]", " ", _folded(head)).strip(" .:*") or _folded(head).strip(" ()")
    if text.startswith(("let op", "pas op")):
        return Meaning.WARNING, 10
    if _PRICE.search(_folded(head)):
        return None
    if _NUMBER_OF.match(text) or _PER_KIT.fullmatch(text):
        return Meaning.NUMBER, 10
    words = _words(text)
    if (joined := re.sub(r"[\W_]+", "", text)) not in words and joined in _RANK and len(words) > 1:
        words = [joined]  # "K-sть", "Q.tà", "J.m."
    if not words or len(words) > LONGEST_HEAD or any(c.isdigit() for c in text):  # "lade 1" is a place, and no heading
        return None
    found = [_RANK[word] for word in words if word in _RANK]
    is_code = any(word in _CODES for word in words) or (words[-1] == "#" and len(words) > 1)  # "Item #"
    for meaning in (Meaning.PHOTO, Meaning.WARNING, Meaning.REMARK, Meaning.UNIT, Meaning.NUMBER, Meaning.PLACE):
        points = max((points for kind, points in found if kind is meaning), default=0)
        if points and not (is_code and meaning is Meaning.NUMBER and points < 10):
            if meaning is Meaning.NUMBER and _ELSEWHERE.intersection(words):
                points -= 4
            elif meaning is Meaning.NUMBER and len(words) > 1 and _WANTED.intersection(words):
                points += 1
            return meaning, points
        if points and meaning is Meaning.NUMBER and words in (["number"], ["n"], ["x"], ["#"]):
            return meaning, 1  # an amount only where nothing else is one
    plain = max((points for kind, points in found if kind is Meaning.NAME), default=0)
    if is_code and plain < 10:
        return None
    for kind, points in found:
        if kind is not Meaning.NAME:
            return kind, points
    return (Meaning.NAME, plain) if plain else None


def is_known(head: str) -> bool:
    """Tell whether words are those of a heading: of a column that is taken, or of one that names codes, prices or
    marks.
    """
    return rank(head) is not None or any(word in _CODES for word in _words(head))


def spot_noun(head: str, language: str) -> str:
    """Return what a heading in the task's language calls the spots below it: "Lade" is "lade", "Bin no." is "bin".

    Empty where these are sections.
    """
    found = [word for word in _words(head) if word in _NOUNS.get(language.split("-")[0], ())]
    return found[-1] if found else ""


def unit_of(head: str) -> str:
    """Return the unit that a heading gives to all that stands below it: "Amount (ml)", "Length in mm", "Aantal paar".

    Empty where it gives none, or says of what it is: "per box".
    """
    match = _UNIT_LAST.search(head.strip(" .:*"))
    if match is None:
        return ""
    preposition, word = (match[2] or "").strip(), (match[1] or match[3]).strip(".")
    return word if _folded(word) in (_MEASURES if preposition else _MEASURES | _PACKS) else ""


def is_unit(cell: str) -> bool:
    """Tell whether a cell is nothing but a unit: "st", "ml", "paar"."""
    word = _folded(cell).strip(" .")
    return word in _MEASURES | _PACKS or (word.isalpha() and len(word) > 1 and is_amount(f"1 {word}"))


def _words(text: str) -> list[str]:
    return [part for word in re.findall(r"[^\W_]+|#", _folded(text)) for part in _apart(word)]


def _apart(word: str) -> list[str]:
    """Return a compound as its two words: "vaknummer" is "vak" and "nummer"."""
    if word in _RANK or word in _CODES:
        return [word]
    if word.startswith(_THE) and word.removeprefix(_THE) in _RANK:
        return [word.removeprefix(_THE)]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return [
                word.removesuffix(ending).rstrip("s")
                if word.removesuffix(ending) not in _RANK
                else word.removesuffix(ending),
                ending,
            ]
    return [word]


# Finding ------------------------------------------------------------------------------------------------------------


def find_columns(table: ItemTable) -> Columns:
    """Tell which column is what: by the line with the headings, wherever it is among the first.

    Else by what they hold.
    """
    at = heading_row(table.rows[:SEARCHED])
    return _by_heads(table, at) if at is not None else _by_content(table)


def heading_row(rows: Sequence[TableRow]) -> int | None:
    """Return the index of the row with the headings: that in which most cells are known ones."""
    best, most = None, 0
    for at, row in enumerate(rows):
        cells = [row.cells[n] for n in row.filled]
        if any(amount(cell) and not rank(cell) for cell in cells):
            continue
        is_long = max(map(len, cells)) > 60 or any(len(_words(cell)) > MOST_WORDS for cell in cells)
        if is_long and not _stands_over_amounts(rows, at):
            continue
        known = [found for cell in cells if (found := rank(cell))]
        kinds = {meaning for meaning, _ in known}
        below = max((len(other.filled) for other in rows[at + 1 :]), default=0)
        is_alone = len(cells) == 1
        if is_alone and (below > 1 or not known or len(cells[0].split()) > 2):
            continue
        over_amounts = _stands_over_amounts(rows, at)
        plain = (Meaning.NAME, 10) in known or over_amounts or _is_unlike_those_below(rows, at)
        plain = plain or _names_numbers(rows, at)
        is_told = Meaning.NAME in kinds or len(kinds) > 1 or (over_amounts and len(cells) > 1)
        is_told = is_told or (len(known) < len(cells) and bool(known) and all(map(is_known, cells)))
        is_told = is_told or _names_numbers(rows, at)
        if not is_told or (len(known) * 3 < len(cells) and not plain):
            continue
        if len(kinds) > most or best is None:
            best, most = at, len(kinds)
        if best == at and over_amounts:
            break
    return best


def _is_unlike_those_below(rows: Sequence[TableRow], at: int) -> bool:
    """Tell whether a row has words where the next rows have numbers: "Artikel; Jan; Feb" above "Spiegel; 1; 2"."""
    below = rows[at + 1 : at + 1 + SAMPLE]
    over = [n for n in rows[at].filled if any(is_amount(row.cell(n)) for row in below)]
    return len(over) > 1 and all(is_amount(row.cell(n)) or not row.cell(n) for n in over for row in below)


def _names_numbers(rows: Sequence[TableRow], at: int) -> bool:
    """Tell whether the first row with columns has nothing but words, and one of them stands over numbers."""
    if any(len(row.filled) > 1 for row in rows[:at]) or len(rows[at].filled) < 2 or len(rows) < at + 3:
        return False
    words = [rows[at].cells[n] for n in rows[at].filled]
    if not all(re.search(r"[^\W\d_]{3}", word) and not re.search(r"\d", word) for word in words):
        return False
    below = rows[at + 1 : at + 1 + SAMPLE]
    return any(all(is_amount(row.cell(n)) for row in below) for n in rows[at].filled)


def _stands_over_amounts(rows: Sequence[TableRow], at: int) -> bool:
    """Tell whether a row says "amount" where the next rows have nothing but amounts, however its other words are
    called.
    """
    for n in rows[at].filled:
        if _is_amount_head(rows[at].cells[n]):
            below = [cell for row in rows[at + 1 : at + 3] if (cell := row.cell(n))]
            if below and all(amount(cell) for cell in below):
                return True
    return False


def _is_amount_head(head: str) -> bool:
    found = rank(head)
    return found is not None and found[0] is Meaning.NUMBER and found[1] >= 10


def _by_heads(table: ItemTable, at: int) -> Columns:
    width, rows = table.width, table.rows[at + 1 :]
    heads = tuple(table.rows[at].cell(n) for n in range(width))
    held = [[row.cell(n) for row in rows] for n in range(width)]
    known = {n: found for n, head in enumerate(heads) if head and (found := rank(head))}
    meanings: list[Meaning | None] = [None] * width
    for meaning in Meaning:
        fitting = [n for n, (found, _) in known.items() if found is meaning]
        best = sorted(fitting, key=lambda n: (-_fit(meaning, known[n][1], held[n]), n))
        for n in best if meaning not in ONE_COLUMN else best[:1]:
            meanings[n] = meaning
    _both_places(meanings, heads, known)
    _mend_nombre(meanings, heads, held)
    _mend_name(meanings, heads, held)
    _mend_number(meanings, known, held)
    _mend_section(meanings, heads, held)
    _mend_position(meanings, heads, held)
    return Columns(tuple(meanings), heads, at)


def _both_places(
    meanings: list[Meaning | None], heads: Sequence[str], known: Mapping[int, tuple[Meaning, int]]
) -> None:
    """ "Drawer" and "Section" beside each other are one place: "drawer 3, section 1"."""
    places = [n for n, (found, points) in known.items() if found is Meaning.PLACE and points == 10]
    nouns = {n: next((word for word in reversed(_words(heads[n])) if is_spot(word)), "") for n in places}
    if Meaning.PLACE in meanings and len(places) == len(set(nouns.values())) and all(nouns.values()):
        for n in places:
            meanings[n] = Meaning.PLACE


def _fit(meaning: Meaning, points: int, cells: Sequence[str]) -> int:
    told = [cell for cell in cells if cell]
    if not told:
        return points - 20
    if meaning is Meaning.NAME:
        return points - (8 if sum(_is_wordy(cell) for cell in told) * 2 < len(told) else 0)
    if meaning is Meaning.NUMBER:
        points -= 12 if all((found := amount(cell)) and found.is_none for cell in told) else 0
        return points - (8 if counts_up(told) else 0) - (8 if sum(map(is_amount, told)) * 2 < len(told) else 0)
    return points


def _mend_nombre(meanings: list[Meaning | None], heads: Sequence[str], held: Sequence[Sequence[str]]) -> None:
    """Take "nombre" for the amount that it is in French, where it stands above amounts; in Spanish it is the name."""
    for n, head in enumerate(heads):
        if _folded(head) == "nombre" and Meaning.NUMBER not in meanings and _share(held[n], is_amount) > 0.5:
            meanings[n] = Meaning.NUMBER


def _mend_name(meanings: list[Meaning | None], heads: Sequence[str], held: Sequence[Sequence[str]]) -> None:
    """Find the names in another column, for a list whose name column holds no words, or that has none."""
    at = meanings.index(Meaning.NAME) if Meaning.NAME in meanings else None
    if at is not None and any(_is_wordy(cell) for cell in held[at]):
        return
    free = [n for n, meaning in enumerate(meanings) if meaning is None and _share(held[n], _is_wordy) > 0.5]
    told = (Meaning.HINT, Meaning.DETAIL, Meaning.SECTION)
    free = free or [n for n, meaning in enumerate(meanings) if meaning in told and _share(held[n], _is_wordy) > 0.5]
    free = free or [n for n, meaning in enumerate(meanings) if meaning is None and any(held[n]) and at is None]
    if free:
        if at is not None:
            meanings[at] = None
        meanings[max(free, key=lambda n: (not heads[n], not _CODES.intersection(_words(heads[n])), -n))] = Meaning.NAME


def _mend_number(
    meanings: list[Meaning | None], known: Mapping[int, tuple[Meaning, int]], held: Sequence[Sequence[str]]
) -> None:
    """Take a column "Number" that counts the rows for no amount."""
    for n, meaning in enumerate(meanings):
        if meaning is Meaning.NUMBER and known[n][1] < 10 and counts_up([cell for cell in held[n] if cell]):
            meanings[n] = None


def _mend_section(meanings: list[Meaning | None], heads: Sequence[str], held: Sequence[Sequence[str]]) -> None:
    """ "Section" is a spot where it holds numbers or trays, a heading where it holds words; and so is "deel"."""
    if Meaning.SECTION in meanings and Meaning.PLACE not in meanings:
        at = meanings.index(Meaning.SECTION)
        if (
            not _GROUPS.intersection(_words(heads[at]))
            and _share(held[at], lambda cell: _is_wordy(cell) and not is_spot(cell)) <= 0.5
        ):
            meanings[at] = Meaning.PLACE


def _mend_position(meanings: list[Meaning | None], heads: Sequence[str], held: Sequence[Sequence[str]]) -> None:
    """Take a column "Position" that counts the rows for no place."""
    for n, meaning in enumerate(meanings):
        if meaning is Meaning.PLACE and heads[n].casefold().startswith("pos") and counts_up([c for c in held[n] if c]):
            meanings[n] = None


def _by_content(table: ItemTable) -> Columns:
    """Without headings: the first column of words is the name, the first of numbers the amount, the next the place."""
    width = table.width
    held = [[row.cell(n) for row in table.rows if len(row.filled) > 1 or width == 1] for n in range(width)]
    meanings: list[Meaning | None] = [None] * width
    filled = [n for n in range(width) if any(held[n])]
    wordy = [n for n in filled if _share(held[n], _is_wordy) > 0.5 and _share(held[n], is_spot) < 0.5]
    if not filled:
        return Columns(tuple(Meaning.NAME if n == 0 else None for n in range(width)))
    for n in filled:
        if n not in wordy and Meaning.UNIT not in meanings and _share(held[n], is_unit) >= 0.9:
            meanings[n] = Meaning.UNIT
    amounts = [n for n in filled if _share(held[n], is_amount) >= 0.9 and not counts_up(held[n])]
    name = wordy[0] if wordy else next((n for n in filled if n not in amounts), filled[0])
    meanings[name] = Meaning.NAME
    amounts = [n for n in amounts if n != name]
    if amounts:
        meanings[amounts[0]] = Meaning.NUMBER
    spots = [n for n in filled if meanings[n] is None and _is_spot_column(held[n], wide=n > name)]
    if spots:
        meanings[spots[0]] = Meaning.PLACE
    for n in filled:
        if meanings[n] is None and n in wordy:
            meanings[n] = Meaning.REMARK
    return Columns(tuple(meanings))


def _is_spot_column(cells: Sequence[str], *, wide: bool) -> bool:
    """Tell whether a column can be the place: short marks or names of spots, right of the name."""
    told = [cell for cell in cells if cell]
    if _share(cells, is_spot) >= 0.5:
        return True
    return wide and bool(told) and max(map(len, told)) <= 6


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    told = [cell for cell in cells if cell]
    return sum(holds(cell) for cell in told) / len(told) if told else 0.0


def _is_wordy(cell: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3}|[^\x00-\u024f]{2}", cell)) and not re.fullmatch(r"[A-Z]{1,4}[-. ]?\d+.*", cell)
