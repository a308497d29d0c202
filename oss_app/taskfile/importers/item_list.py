"""A list of items from a spreadsheet, Excel or CSV, becomes a draft: one line, one step."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from oss_app.core.casing import folded, with_capital
from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.files import numbered, read_regular
from oss_app.i18n import language_name, load, marked
from oss_app.taskfile.importers.amounts import (
    HowMany,
    amount,
    apart,
    apart_from_names,
    are_numbered,
    begins_bare,
    begins_with_number,
    counts_up,
    ends_bare,
    ends_measured,
    has_three_places,
    is_amount,
    out_of_bare_end,
    out_of_date,
    out_of_end,
    out_of_name,
    without_number,
)
from oss_app.taskfile.importers.columns import Columns, Meaning, find_columns, is_spot_alone, spot_noun, unit_of
from oss_app.taskfile.importers.draft import LENGTH, TaskDraft, picture, said, title_of
from oss_app.taskfile.importers.item_table import LONG, STRAY_PICTURE, ItemTable, TableRow, no_list
from oss_app.taskfile.importers.line_words import (
    are_instructions,
    heading_of,
    out_of_brackets,
    place_of,
    without_bullet,
)
from oss_app.taskfile.importers.photos import MAX_BYTES as MAX_PHOTO_BYTES
from oss_app.taskfile.importers.photos import in_sections
from oss_app.taskfile.importers.table_shape import read_list
from oss_app.taskfile.item_sentence import has_sentences, item_sentence, section_noun
from oss_app.taskfile.read.paths import wrong_name, wrong_path

MAX_LINES = 2000
_TOTAL = re.compile(
    r"(?:(?:sub|eind|tussen|grand|algemeen|general|zwischen|ara)[ -]?)?(?:tota+l|totale|totaux|total|summe|gesamt|som|"
    r"sum|razem|suma|somma|soma|summa|celkem|összesen|разом|усього|итого|всего|toplam|المجموع|الإجمالي)\b"
    r"[\w %.,()/+-]{0,30}:?|(?:gesamt)?ergebnis|"
    r"[\w.,()/+-]{1,30} (?:subtotaal|totaal|total|gesamt|ergebnis|summe|subtotal):?|"
    r"(?:\d{1,2}\s?% )?(?:btw|b\.t\.w\.|vat|mwst|ust|tva|iva|kdv|vat|пдв|ндс|moms)\.?(?:[ :(]+[\d.,]+\s?%\)?)?:?",
    re.I,
)
_FOOTER = re.compile(
    r"(?:pagina|page|datum|date|versie|version|opgesteld|gecontroleerd|gemaakt|goedgekeurd|handtekening|paraaf|"
    r"ingepakt door|made by|checked|prepared|approved|signature|printed|afgedrukt|seite)\b.*|.*:\s*[._]*",
    re.I,
)
_WARNS = re.compile(
    r"\b(?:let op|pas op|opgelet|attenzione|atenção|atención|cuidado|varning|pozor|vigyázat|atenție|внимание|"
    r"осторожно|pas på|attention|voorzichtig|waarschuwing|gevaar\w*|attentie|scherpe?|breekba\w*|kwetsba\w*|steriele?|"
    r"giftige?|hete|heet|brandba\w*|bijtende?|niet|nooit|geen|caution|warning|danger\w*|careful\w*|beware|sharp|"
    r"fragile|sterile|toxic|poison\w*|hot|flammable|corrosive|do not|don't|"
    r"never|achtung|vorsicht|warnung|scharf|nicht|zerbrechlich\w*|uwaga|ostrożnie|ostr[aey]|dikkat|uyarı|keskin|"
    r"kırılır|kırılgan|увага|обережно|гостр\w*|تحذير|تنبيه|احذر|حاد)\b",
    re.I,
)
_DITTO = re.compile(r"idem|id\.|dd\.|ditto|dito|s\.\s?o\.|zie boven|as above|〃|[\"”“„″]|''|,,|-\s?[\"”]\s?-", re.I)
_NOWHERE = re.compile(r"[-–—/.*x]+|n\.?\s?v\.?\s?t\.?|n/?a|geen|none|los|keine?r?", re.I)
"""A cell that says that a thing has no place."""
_FAULT = re.compile(
    r"#(?:REF!|VERW!|BEZUG!|N/A|N/B|NV|NAAM\?|NAME\?|WAARDE!|VALUE!|WERT!|DEEL/0!|DIV/0!|GETAL!|NUM!|ZAHL!|LEEG!|NULL!|"
    r"SPILL!|CALC!|#+)",
    re.I,
)
"""What a spreadsheet shows where a formula went wrong, or a column is too narrow."""
_OUTLINE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_PART = re.compile(
    r"(?:sectie|section|deel|part|groep|group|blok|block|hoofdstuk|chapter|fase|phase|laag|layer|lade|drawer|tray|set|kit|"
    r"abschnitt|teil|gruppe|schublade|ebene|lage) (?:[A-Z]|\d{1,2}|[IVX]{1,4})(?:$|[.:)]|\s*[-–—:])",
    re.I,
)
"""How a heading between the rows begins: "Section C: burs", "Laag 2"."""
MOST_WORDS_OF_HEAD = 3
"""A heading over nothing that has more words is a remark beside the list."""
_SHORT = re.compile(r"\w{1,2}|\d[\w.–/-]{0,5}|[A-Za-z][-.]?\d{1,4}")
"""A cell that only numbers a spot."""
_MARKER = re.compile(
    r"(?:let op|pas op|opgelet|attentie|waarschuwing|caution|warning|achtung|vorsicht|attention|attenzione|"
    r"atención|cuidado|atenção|varning|pas på|pozor|vigyázat|atenție|внимание|осторожно|"
    r"uwaga|dikkat|увага|تحذير|تنبيه)\s*[:!–-]+\s*",
    re.I,
)


@dataclass(frozen=True)
class ListedItem:
    """One line of the list; ``line`` counts from 1 in the file, ``photo`` is a key of the pictures."""

    line: int
    name: str
    number: str = "1"
    place: str = ""
    section: str = ""
    photo: str = ""
    warning: str = ""
    hint: str = ""
    is_sentence: bool = False
    """The line says what to do, and is the step's sentence as it is."""


def from_list(path: Path, language: str = "nl", screen: str = "nl") -> TaskDraft | Problem:
    """Return a draft of the items in a list: "Leg 4 watten-rollen in vak 4."; or why there is none.

    Columns are known by their headings, wherever among the first lines these stand; else they are guessed, which is
    told. Photos lie beside the file, or in the sheet.
    """
    table = read_list(path, language, screen)
    return table if isinstance(table, Problem) else draft_of(table, find_columns(table), language, screen)


def draft_of(table: ItemTable, columns: Columns, language: str = "nl", screen: str = "nl") -> TaskDraft | Problem:
    """Return a draft of a table's rows, its columns read as ``columns`` say."""
    items, notices, title = items_of(table, columns, language, screen)
    if not items and any(notice.code == "none-of-it" for notice in notices):
        return said(screen, "no-list", _ALL_NONE, _ALL_NONE_HINT, fault=True, name=table.path.name)
    if not items:
        return no_list(table.path, screen)
    notices += [*_stray_pictures(table, items, screen), *_coloured(table, items, screen)]
    if not all(item.is_sentence for item in items):
        notices += of_language(language, screen)
    pictures = _pictures(table, items, screen, notices)
    title = title or title_of(table.path)
    task = Task(
        title=Text(words=title),
        language=language,
        items=tuple(_laid_out(items, pictures, language, screen, notices)),
    )
    return TaskDraft(task, dict(pictures.values()), (*table.notices, *notices))


def items_of(
    table: ItemTable, columns: Columns, language: str, screen: str
) -> tuple[list[ListedItem], list[Problem], str]:
    """Return the items of a table, what of it is not taken, and the title above its headings (empty where there is
    none).
    """
    taking = _Taking(table, columns, language, screen)
    return taking.items(), taking.notices, taking.title


def items_in_list(
    path: Path, language: str, screen: str
) -> tuple[list[tuple[ListedItem, bytes | None]], tuple[Problem, ...]] | Problem:
    """Return the items of a list with their photos, each once, for a library of items; and what is to be told."""
    table = read_list(path, language, screen)
    if isinstance(table, Problem):
        return table
    found, notices, _ = items_of(table, find_columns(table), language, screen)
    items = list({folded(item.name): item for item in found if not item.is_sentence}.values())
    if not items:
        return no_list(path, screen)
    pictures = _pictures(table, items, screen, notices)
    notices += _stray_pictures(table, found, screen)
    told = (*table.notices, *notices)
    return [(item, pictures[item.photo][1] if item.photo in pictures else None) for item in items], told


# The rows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ListManner:
    """How the lines of a list are written, told by all of them.

    Amounts stand in most lines (``counts``), with three decimals, bare before the names, maybe behind them, or beside
    them by a sign; places stand in most lines too (``has_places``);
    how much there is of them stands behind the names; lines are numbered, or instructions; places stand in the names.
    """

    counts: bool
    has_decimals: bool
    begins_bare: bool
    ends_bare: bool
    ends_measured: bool
    amounts_apart: bool
    is_numbered: bool
    tells: bool
    names_places: bool
    has_places: bool


def _manner_of(rows: Sequence[TableRow], columns: Columns, language: str) -> ListManner:
    name, number = columns.first(Meaning.NAME), columns.first(Meaning.NUMBER)
    cells = [cell for row in rows if (cell := row.cell(name)) and not heading_of(cell)]
    names = [without_bullet(cell) for cell in cells if not is_spot_alone(cell.rstrip(": "))] or cells
    numbers = [row.cell(number) for row in ([row for row in rows if len(row.filled) > 1] or rows)]
    is_numbered, names_places = are_numbered(names), columns.first(Meaning.PLACE) is None
    lines = [without_number(name) for name in names] if is_numbered else names
    things = [place_of(name)[1] if names_places else name for name in names]
    return ListManner(
        counts=sum(map(bool, numbers)) * 2 > len(numbers),
        has_decimals=has_three_places(numbers),
        begins_bare=number is None and begins_bare(names),
        ends_bare=number is None and ends_bare(names) and not begins_bare(names) and not ends_measured(things),
        ends_measured=number is None and ends_measured(things) and not begins_bare(names),
        amounts_apart=number is None and apart_from_names(things),
        is_numbered=is_numbered,
        tells=all(row.cell(number) in ("", "1") for row in rows) and are_instructions(lines, language),
        names_places=names_places,
        has_places=sum(any(row.cell(n) for n in columns.of(Meaning.PLACE)) for row in rows) * 2 > len(rows),
    )


def _filled_in(rows: Sequence[TableRow]) -> list[TableRow]:
    """Return the rows with "idem" and its like written out: what stands there is what stands above it."""
    told: list[TableRow] = []
    above: dict[int, str] = {}
    for row in rows:
        cells = tuple(above.get(n, "") if _DITTO.fullmatch(cell) else cell for n, cell in enumerate(row.cells))
        told.append(replace(row, cells=cells))
        above |= {n: cell for n, cell in enumerate(cells) if cell}
    return told


class _Taking:
    """Takes the rows one by one; what is not taken is told in ``notices``."""

    def __init__(self, table: ItemTable, columns: Columns, language: str, screen: str) -> None:
        self.notices: list[Problem] = []
        self.title = ""
        self._columns, self._screen, self._language = columns, screen, language
        self._table = table
        self._unsaid: list[int] = []  # lines without an amount, where most have none
        self._rows = [self._mended(row) for row in _filled_in(table.rows[columns.start :])]
        self._rows = list(self._named())
        self._manner = _manner_of(self._rows, columns, language)
        self._footnotes = self._notes_below()
        self._outline = self._outline_column()

    def items(self) -> list[ListedItem]:
        """Return the items of the rows."""
        self._above()
        self._untaken()
        if self._manner.is_numbered:
            self._tell("numbered", _NUMBERED)
        elif self._manner.ends_bare:
            self._tell("numbers-behind", _NUMBERS_BEHIND)
        elif self._manner.ends_measured:
            self._tell("amounts-behind", _AMOUNTS_BEHIND)
        items: list[ListedItem] = []
        section = ""
        for at, row in enumerate(self._rows):
            if len(items) == MAX_LINES:
                self._tell("long-list", LONG, limit=MAX_LINES)
                break
            if (
                not row.filled
                or self._is_heading_again(row)
                or self._is_total(row)
                or row.line in self._footnotes.values()
            ):
                continue
            if len(row.filled) == 1 and self.title and row.cells[row.filled[0]] == self.title:
                self._tell("line-left", _LINE_LEFT, line=row.line, words=self.title)  # above each page
                continue
            if at == 0 and not self.title and (words := self._headline(row)):
                self.title = words
                continue
            if title := self._section_title(at, row):
                section = title
                continue
            item = self._item(row)
            if item:
                own = row.cell(self._columns.first(Meaning.SECTION))
                section = own or section
                items.append(item if not section else ListedItem(**{**vars(item), "section": section}))
        if self._unsaid:
            lines = ", ".join(map(str, self._unsaid))
            self._tell("no-numbers", _NO_NUMBERS, n=len(self._unsaid), lines=lines)
        return items

    def _mended(self, row: TableRow) -> TableRow:
        """Return a row without the cells in which a formula went wrong.

        Of an amount that is said later, with the others.
        """
        number = self._columns.first(Meaning.NUMBER)
        wrong = [n for n in row.filled if _FAULT.fullmatch(row.cells[n]) and n != number]
        for n in wrong:
            self._tell("wrong-formula", _WRONG_FORMULA, line=row.line, words=row.cells[n])
        return replace(row, cells=tuple("" if n in wrong else cell for n, cell in enumerate(row.cells)))

    def _named(self) -> Iterator[TableRow]:
        """Yield the rows; those with only a size and an amount of their own have the name of the one above, as where
        one cell stands beside several lines.
        """
        at, number = self._columns.first(Meaning.NAME), self._columns.first(Meaning.NUMBER)
        details = self._columns.of(Meaning.DETAIL)
        above: TableRow | None = None
        for row in self._rows:
            if at is None or row.cell(at):
                above = row if any(row.cell(n) for n in details) else None
            elif above is not None and row.cell(number) and any(row.cell(n) for n in details):
                self._tell("name-above", _NAME_ABOVE, line=row.line, words=above.cell(at))
                row = replace(row, cells=(*row.cells[:at], above.cell(at), *row.cells[at + 1 :]))
            yield row

    def _notes_below(self) -> dict[str, int]:
        """Return the lines of the notes that names are marked for with a star, by their words."""
        names = [row.cell(self._columns.first(Meaning.NAME)) for row in self._rows]
        if not any(name.endswith("*") for name in names):
            return {}
        alone = [row for row in self._rows if len(row.filled) == 1]
        return {row.cells[row.filled[0]].strip("* "): row.line for row in alone if row.cells[row.filled[0]][0] == "*"}

    def _outline_column(self) -> int | None:
        """Return a column that is not taken and numbers the lines by parts: 1, 1.1, 1.2, 2."""
        for n, meaning in enumerate(self._columns.meanings):
            cells = [cell for row in self._rows if (cell := row.cell(n))]
            if meaning is None and any("." in cell for cell in cells) and all(map(_OUTLINE.fullmatch, cells)):
                return n
        return None

    def _headline(self, row: TableRow) -> str:
        """Return the words of a line of plain text that is a heading."""
        return heading_of(row.cells[row.filled[0]]) if len(row.filled) == 1 else ""

    def _tell(self, code: str, sentence: str, hint: str = "", **values: object) -> None:
        self.notices.append(said(self._screen, code, sentence, hint, fault=False, **values))

    def _above(self) -> None:
        """Take what stands above the headings: the first words are the title, the rest is told."""
        for row in self._table.rows[: self._columns.heading or 0]:
            words = " ".join(row.cells[n] for n in row.filled)
            is_title = not self.title and len(row.filled) == 1 and re.search(r"[^\W\d_]{3}", words) and len(words) <= 80
            if is_title and not _FOOTER.fullmatch(words):
                self.title = words
            else:
                self._tell("line-above", _ABOVE, line=row.line, words=words)

    def _untaken(self) -> None:
        """Columns that are not taken, by their headings; and what was guessed."""
        columns = self._columns
        left = [
            n for n, meaning in enumerate(columns.meanings) if meaning is None and any(r.cell(n) for r in self._rows)
        ]
        if columns.heads and columns.first(Meaning.NUMBER) is None and any(self._counts(n) for n in left):
            self._tell("no-amounts", _NO_AMOUNTS, _NO_AMOUNTS_HINT)
        if columns.heads:
            for n, head in enumerate(columns.heads):
                if head and not any(r.cell(n) for r in self._rows) and len(head.split()) > MOST_WORDS_OF_HEAD:
                    line = self._table.rows[columns.heading or 0].line
                    self._tell("line-left", _LINE_LEFT, line=line, words=head)
            for n in left:
                counted = [cell for r in self._rows if (cell := r.cell(n))]
                if not columns.heads[n] and counts_up(counted):
                    continue  # the numbers of the rows
                example = next((r.cell(n) for r in self._rows if r.cell(n)), "")
                self._tell("column-left", _COLUMN_LEFT, name=columns.heads[n] or f"{n + 1}", words=example)
        elif len(columns.meanings) > 1:
            tr = load(self._screen)
            taken = [
                f"{n + 1} = {tr(MEANINGS[meaning])}"
                for n, meaning in enumerate(columns.meanings)
                if meaning is not None
            ]
            self._tell("guessed", _GUESSED, _GUESSED_HINT, columns=", ".join(taken))
            for n in left:
                self._tell(
                    "column-left", _COLUMN_LEFT, name=n + 1, words=next(r.cell(n) for r in self._rows if r.cell(n))
                )

    def _counts(self, column: int) -> bool:
        cells = [cell for row in self._rows if (cell := row.cell(column))]
        return bool(cells) and all(map(is_amount, cells)) and not counts_up(cells)

    def _is_heading_again(self, row: TableRow) -> bool:
        heads = [head.casefold() for head in self._columns.heads if head]
        again = bool(heads) and [row.cells[n].casefold() for n in row.filled] == heads
        if again:
            self._tell("headings-again", _HEADINGS_AGAIN, line=row.line)
        return again

    def _is_total(self, row: TableRow) -> bool:
        words = [row.cells[n] for n in row.filled if not amount(row.cells[n])]
        is_total = bool(words) and bool(_TOTAL.fullmatch(words[0])) and len(row.filled) <= 4
        is_total = is_total and not row.cell(self._columns.first(Meaning.PLACE))
        if is_total:
            self._tell("total", _TOTAL_LEFT, line=row.line, words=words[0])
        return is_total

    def _section_title(self, at: int, row: TableRow) -> str:
        """Return the words of a row that is a heading in the list; empty where it is an item."""
        if words := self._headline(row) or self._part(at, row) or self._alone(row):
            self._tell("line-is-heading", _IS_HEADING, line=row.line, words=words)
            return words
        if (
            len(row.filled) != 1
            or self._columns.first(Meaning.NAME) is None
            or len(self._columns.of(Meaning.NAME)) == len([m for m in self._columns.meanings if m])
        ):
            return ""
        words = row.cells[row.filled[0]]
        if not re.search(r"[^\W\d_]{2}", words) or out_of_name(words, bare=False)[0]:
            return ""
        alone = [i for i in range(max(0, at - 1), min(len(self._rows), at + 2)) if len(self._rows[i].filled) == 1]
        last = not any(len(other.filled) > 1 for other in self._rows[at + 1 :])
        in_name = row.filled[0] == self._columns.first(Meaning.NAME)
        plainly = words.endswith(":") or (words.isupper() and len(words) > 3) or not in_name
        plainly = plainly or (self._manner.counts and bool(_PART.match(words)))
        if last:
            return ""
        gap = at > 0 and row.line - self._rows[at - 1].line > 1
        begins_so = len(self._rows[0].filled) == 1  # headings begin at the top, or have room above them
        if not plainly and not (self._manner.counts and alone == [at] and (begins_so or gap)):
            return ""
        self._tell("line-is-heading", _IS_HEADING, line=row.line, words=words)
        return words.rstrip(": ")

    def _alone(self, row: TableRow) -> str:
        """Return the words of a line of plain text that is a heading: "Drawer 1" among things with amounts, "Burs:"."""
        told = row.cells[row.filled[0]]
        words = told.rstrip(": ")
        if len(row.filled) > 1 or self._columns.heading is not None or self._manner.tells or row is self._rows[-1]:
            return ""
        return words if told.endswith(":") or (self._manner.begins_bare and is_spot_alone(words)) else ""

    def _part(self, at: int, row: TableRow) -> str:
        """Return the name of a row "1" that has no amount and is followed by "1.1"."""
        number, name = self._columns.first(Meaning.NUMBER), row.cell(self._columns.first(Meaning.NAME))
        if self._outline is None or row.cell(number) or at + 1 == len(self._rows):
            return ""
        own, following = (self._rows[n].cell(self._outline).strip(".") for n in (at, at + 1))
        return name if own and following.startswith(f"{own}.") else ""

    def _place(self, row: TableRow) -> str:
        """Tell where it goes, called as the heading calls it: "3" below "Drawer" is "drawer 3"."""
        spots = []
        for n in self._columns.of(Meaning.PLACE):
            cell = row.cell(n)
            if _NOWHERE.fullmatch(cell) or not re.search(r"\w", cell):
                continue
            if out_of_date(cell):
                self._tell("look-at-number", _LOOK_NUMBER, line=row.line, words=cell, number=out_of_date(cell))
                cell = out_of_date(cell)
            elif re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
                self._tell("look-at-number", _LOOK_NUMBER, line=row.line, words=cell, number=cell)
            noun = spot_noun(self._columns.heads[n], self._language) if self._columns.heads else ""
            several = len(self._columns.of(Meaning.PLACE)) > 1
            short = bool(_SHORT.fullmatch(cell))
            if cell and short and not noun and several:
                noun = section_noun(self._language)
            spots.append(f"{noun} {cell}" if noun and short else cell)
        return ", ".join(filter(None, spots))

    def _item(self, row: TableRow) -> ListedItem | None:
        columns = self._columns
        written = without_bullet(row.cell(columns.first(Meaning.NAME)))
        if self._footnotes:
            written = written.rstrip("* ")
        bare = self._manner.begins_bare
        name = without_number(written) if self._manner.is_numbered else written
        name = " ".join(
            [name.strip(" .,;"), *(self._detail(row, n) for n in columns.of(Meaning.DETAIL) if name and row.cell(n))]
        )
        if not name:
            self._tell("line-without-name", _NO_NAME, line=row.line, words=" · ".join(row.cells[n] for n in row.filled))
            return None
        if self._manner.counts and self._is_foot(row, name):
            words = " ".join(row.cells[n] for n in row.filled)
            self._tell("line-left", _LINE_LEFT, line=row.line, words=words)
            return None
        if self._manner.tells:
            warning, hint = self._remarks(row)
            return ListedItem(row.line, name, "", "", "", self._photo(row), warning, hint, is_sentence=True)
        place = self._place(row)
        if self._manner.names_places:
            place, name = place_of(name)
            bare = bare or bool(place)
        how_many, name = self._number(row, name, bare=bare)
        if how_many.is_none:
            self._tell("none-of-it", _NONE_OF_IT, line=row.line, words=name)
            return None
        unit = row.cell(columns.first(Meaning.UNIT)) or self._unit_above(columns.first(Meaning.NUMBER))
        number = how_many.words
        if re.search(r"[^\W\d]", unit) and not is_piece(unit) and not any(map(str.isalpha, number)):
            number = f"{number} {unit}"
        if not place and self._manner.has_places and not self._says_nowhere(row):
            self._tell("no-place", _NO_PLACE, line=row.line, words=name)
        warning, hint = self._remarks(row)
        return ListedItem(row.line, name, number, place, "", self._photo(row), warning, hint)

    def _is_foot(self, row: TableRow, name: str) -> bool:
        """Tell whether a line stands below a list and is none of it: "Page 2", or "Made by" with a name beside it, or
        a sentence behind some room.
        """
        at = self._rows.index(row)
        room = next((n for n in range(at, 0, -1) if self._rows[n].line - self._rows[n - 1].line > 1), 0)
        if room and all(len(other.filled) == 1 for other in self._rows[room:]) and not row.photo:
            written = row.cells[row.filled[0]]
            if re.search(r"\w: ?\w", written) or (written.endswith(".") and len(written.split()) > 2):
                return True
        beside = row.cell(self._columns.first(Meaning.NUMBER))
        says_no_amount = len(row.filled) == 1 or (len(row.filled) == 2 and bool(beside) and not amount(beside))
        return says_no_amount and bool(_FOOTER.fullmatch(name)) and not row.photo

    def _unit_above(self, column: int | None) -> str:
        """Return the unit that a column's heading gives to what stands below it."""
        return unit_of(self._columns.heads[column]) if column is not None and self._columns.heads else ""

    def _detail(self, row: TableRow, column: int) -> str:
        """Return what a column adds to the name, a bare number with the unit of its heading."""
        cell = row.cell(column)
        is_bare = not any(map(str.isalpha, cell))
        return f"{cell} {self._unit_above(column)}".strip() if is_bare else cell

    def _says_nowhere(self, row: TableRow) -> bool:
        return any(_NOWHERE.fullmatch(row.cell(n)) for n in self._columns.of(Meaning.PLACE))

    def _number(self, row: TableRow, name: str, *, bare: bool) -> tuple[HowMany, str]:
        """Tell how many of it, from the column or else from the name; and the name without it."""
        at = self._columns.first(Meaning.NUMBER)
        cell = row.cell(at)
        found = amount(cell, places=self._manner.has_decimals)
        in_name, rest = apart(name) if self._manner.amounts_apart else ("", name)
        in_name, rest = (in_name, rest) if in_name else out_of_name(name, bare=bare)
        if self._manner.ends_measured and not in_name:
            in_name, rest = out_of_end(name)
            if not in_name and (bare_end := out_of_bare_end(name))[0]:
                in_name, rest = bare_end
                self._tell("look-at-number", _LOOK_NUMBER, line=row.line, words=name, number=in_name)
        if found is None and not cell and in_name:
            return HowMany(in_name, is_none=in_name.strip("0") == ""), rest
        bracketed, plain = out_of_brackets(name)
        if found is None and not cell and bracketed:
            self._tell("look-at-number", _LOOK_NUMBER, line=row.line, words=name, number=bracketed)
            return HowMany(bracketed, is_none=not int(bracketed)), plain
        if found is None and cell:
            self._tell("odd-number", _ODD_NUMBER, line=row.line, words=cell)
        elif found is not None and (not found.is_sure or at in row.shared):
            self._tell("look-at-number", _LOOK_NUMBER, line=row.line, words=cell, number=found.words)
        elif found is None and (self._manner.ends_measured or (at is not None and self._manner.counts)):
            self._tell("no-number", _NO_NUMBER, line=row.line, words=name)
        elif found is None and at is not None:
            self._unsaid.append(row.line)
        elif found is None and not self._manner.is_numbered and (begins_with_number(name) or out_of_end(name)[0]):
            self._tell("number-in-name", _NUMBER_IN_NAME, line=row.line, words=name)
        elif found is not None and in_name:
            self._tell("two-numbers", _TWO_NUMBERS, line=row.line, words=name, number=found.words)
        return found or HowMany(), name

    def _remarks(self, row: TableRow) -> tuple[str, str]:
        """Return the warning and the hint of a row: a remark that warns is a warning."""
        warnings = [row.cell(n) for n in self._columns.of(Meaning.WARNING)]
        hints = [row.cell(n) for n in self._columns.of(Meaning.HINT)]
        marked_name = row.cell(self._columns.first(Meaning.NAME)).endswith("*")
        notes = self._footnotes if marked_name else ()
        for remark in (*(row.cell(n) for n in self._columns.of(Meaning.REMARK)), row.remark, *notes):
            (warnings if _WARNS.search(remark) else hints).append(remark)
        warning = _joined([_MARKER.sub("", words, count=1) if _MARKER.match(words) else words for words in warnings])
        hint = _joined(hints)
        for words in (warning, hint):
            if len(words) > LENGTH:
                self._tell("cut", _CUT, line=row.line, limit=LENGTH)
        return warning[:LENGTH], hint[:LENGTH]

    def _photo(self, row: TableRow) -> str:
        return row.cell(self._columns.first(Meaning.PHOTO)) or (f"\0{row.line}" if row.photo else "")


def is_piece(unit: str) -> bool:
    """Tell whether a unit only says that the things are counted: "st", "stuks", "pcs"."""
    found = amount(f"1 {unit}")
    return found is not None and found.is_sure


def of_language(language: str, screen: str) -> list[Problem]:
    """Return that the sentences are English, where there are none in the task's language."""
    if has_sentences(language):
        return []
    return [said(screen, "sentences-in-english", _IN_ENGLISH, _IN_ENGLISH_HINT, name=language_name(language))]


def _joined(parts: Sequence[str]) -> str:
    told = list(dict.fromkeys(part for part in parts if part))
    return " ".join(
        part if n == len(told) - 1 or part.endswith((".", "!", "?", ":")) else f"{part}." for n, part in enumerate(told)
    )


# The steps ----------------------------------------------------------------------------------------------------------


def _laid_out(
    items: Sequence[ListedItem],
    pictures: Mapping[str, tuple[str, bytes]],
    language: str,
    screen: str,
    notices: list[Problem],
) -> list[Item]:
    steps = []
    for item in items:
        words = sentence_of(item, language)
        if len(words) > LENGTH:
            notices.append(said(screen, "cut", _CUT, line=item.line, limit=LENGTH))
        steps.append(
            Step(
                text=Text(words=words[:LENGTH]),
                photo=pictures[item.photo][0] if item.photo in pictures else None,
                warning=Text(words=item.warning) if item.warning else None,
                hint=Text(words=item.hint) if item.hint else None,
            )
        )
    if not any(item.section for item in items):
        return in_sections(steps, language)
    laid: list[Item] = []
    before = ""
    for item, step in zip(items, steps, strict=True):
        if item.section and item.section != before:
            if len(item.section) > LENGTH:
                notices.append(said(screen, "cut", _CUT, line=item.line, limit=LENGTH))
            laid.append(Section(title=Text(words=item.section[:LENGTH])))
            before = item.section
        laid.append(step)
    return laid


def sentence_of(item: ListedItem, language: str) -> str:
    """Return what a step says of an item: "Leg 4 watten-rollen in vak 4.", in the task's language."""
    if item.is_sentence:
        return with_capital(item.name, language) + ("" if item.name.endswith((".", "!", "?")) else ".")
    return item_sentence(language, item.number, item.name, item.place)


# The photos ---------------------------------------------------------------------------------------------------------


def _pictures(
    table: ItemTable, items: Sequence[ListedItem], screen: str, notices: list[Problem]
) -> dict[str, tuple[str, bytes]]:
    """Return the photos of the items, by how the list names them: the name in the task, and the bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    in_sheet = {f"\0{row.line}": row.photo for row in table.rows if row.photo}
    missing: set[str] = set()
    for item in items:
        if not item.photo or item.photo in found or item.photo in missing:
            continue
        own = item.photo in in_sheet
        shown = picture(in_sheet[item.photo] if own else _photo_beside(table.path.parent, item.photo))
        if shown is None:
            name = load(screen)(_IN_SHEET) if own else item.photo
            notices.append(said(screen, "photo-missing", _NO_PHOTO, line=item.line, name=name))
            missing.add(item.photo)
            continue
        stem = re.sub(r"[^\w-]+", "-", item.name if own else Path(item.photo).stem).strip("-")[:40].lower() or "foto"
        stem = f"foto-{stem}" if wrong_name(stem) else stem
        taken = {name for name, _ in found.values()}
        name = next(name for name in numbered(stem, shown[0]) if name not in taken)
        found[item.photo] = (name, shown[1])
    return found


def _coloured(table: ItemTable, items: Sequence[ListedItem], screen: str) -> list[Problem]:
    """Return that some of the lines are filled with another colour than the rest; every other line is only easier to
    read.
    """
    lines = {item.line for item in items}
    colours = [(row.line, row.colour) for row in table.rows if row.line in lines]
    if len(colours) < 3:
        return []
    usual, often = Counter(colour for _, colour in colours).most_common(1)[0]
    others = [n for n, (_, colour) in enumerate(colours) if colour != usual]
    by_turns = len(others) > 1 and {b - a for a, b in pairwise(others)} == {2} and len(others) * 2 >= len(colours) - 1
    if not others or often * 2 < len(colours) or by_turns:
        return []
    said_of = ", ".join(str(colours[n][0]) for n in others)
    return [said(screen, "coloured", _COLOURED, lines=said_of)]


def _stray_pictures(table: ItemTable, items: Sequence[ListedItem], screen: str) -> list[Problem]:
    """Return which pictures of the sheet lie at a line that became no item, such as a logo beside the title."""
    lines = {item.line for item in items}
    return [
        said(screen, "stray-picture", STRAY_PICTURE, line=row.line)
        for row in table.rows
        if row.photo and row.line not in lines
    ]


def _photo_beside(folder: Path, written: str) -> bytes:
    """Return the bytes of the photo that a list names: exactly, or else but for capitals, accents' spelling and
    ending.
    """
    if wrong_path(written):
        return b""
    try:
        path = folder / written
        if not path.is_file():
            wanted = _plain(path.name)
            inside = sorted(entry for entry in path.parent.iterdir() if entry.is_file())
            path = next((p for p in inside if wanted in (_plain(p.name), _plain(p.stem))), path)
        if path.resolve().is_relative_to(folder.resolve()) and path.stat().st_size <= MAX_PHOTO_BYTES:
            return read_regular(path, MAX_PHOTO_BYTES)
    except OSError:
        pass
    return b""


def _plain(name: str) -> str:
    return folded(unicodedata.normalize("NFC", name))


MEANINGS: Mapping[Meaning, str] = {
    Meaning.NAME: marked("Name"),
    Meaning.NUMBER: marked("Amount"),
    Meaning.UNIT: marked("Unit"),
    Meaning.DETAIL: marked("Part of the name"),
    Meaning.PLACE: marked("Place"),
    Meaning.SECTION: marked("Section"),
    Meaning.PHOTO: marked("Photo"),
    Meaning.REMARK: marked("Remark"),
    Meaning.WARNING: marked("Watch out"),
    Meaning.HINT: marked("Help"),
}
"""What each meaning of a column is called."""
_ABOVE = marked("Line {line} stands above the headings and was not taken: “{words}”.")
_COLUMN_LEFT = marked("The column “{name}” was not taken (“{words}”).")
_GUESSED = marked("The list has no headings. Its columns were read as: {columns}.")
_GUESSED_HINT = marked("Look whether the amounts are right.")
_HEADINGS_AGAIN = marked("Line {line} has the headings once more and was left out.")
_TOTAL_LEFT = marked("Line {line} is a sum (“{words}”), so it was left out.")
_IS_HEADING = marked("Line {line} became a heading: “{words}”.")
_NO_NAME = marked("Line {line} has no name, so it was left out: “{words}”.")
_LINE_LEFT = marked("Line {line} is no item, so it was left out: “{words}”.")
_NONE_OF_IT = marked("Line {line}: there must be none of “{words}”, so it was left out.")
_ODD_NUMBER = marked("Line {line}: “{words}” is not a number, so it became 1.")
_LOOK_NUMBER = marked("Line {line}: “{words}” was read as {number}. Look whether that is right.")
_NO_NUMBER = marked("Line {line}: “{words}” has no amount, so it became 1.")
_NO_NUMBERS = marked("{n} lines have no amount, so each of these became 1: {lines}.")
_AMOUNTS_BEHIND = marked("What stands behind the names was read as amounts, as in “500 g”. Look whether that is right.")
_NAME_ABOVE = marked("Line {line} has no name of its own, so it has the one above: “{words}”.")
_COLOURED = marked("Some lines have a colour of their own; what it means was not taken. Lines: {lines}.")
_ALL_NONE = marked("All amounts in “{name}” are 0, so there is nothing to take over.")
_ALL_NONE_HINT = marked("Fill in the amounts, or take that column out, and choose the list again.")
_NO_PLACE = marked("Line {line}: “{words}” has no place.")
_WRONG_FORMULA = marked("Line {line}: “{words}” is a formula that went wrong, so that cell is empty.")
_TWO_NUMBERS = marked("Line {line}: “{words}” has an amount in its name, and {number} beside it.")
_NUMBER_IN_NAME = marked("Line {line}: the number in “{words}” was read as part of the name, and the amount as 1.")
_NUMBERED = marked("The numbers before the names were read as the numbers of the lines, not as amounts.")
_NUMBERS_BEHIND = marked("The numbers behind the names were read as parts of the names, not as amounts.")
_NO_AMOUNTS = marked("No column says how many, so each became 1.")
_NO_AMOUNTS_HINT = marked("Is one of the columns that were not taken the amount? Then say so below.")
_IN_ENGLISH = marked("There are no sentences in “{name}” here yet, so those for the items became English ones.")
_IN_ENGLISH_HINT = marked("Change them in the task, or begin it in another language and translate it.")
_CUT = marked("Line {line} has more than {limit} letters in one text; the rest was left out.")
_NO_PHOTO = marked("Line {line}: the photo “{name}” is not there, or is not a photo.")
_IN_SHEET = marked("in the spreadsheet")
