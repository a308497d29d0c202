"""Tables that do not stand as one list, laid out as one: one line of headings, and below it one item a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.i18n import marked
from oss_app.taskfile.importers.amounts import begins_bare, is_amount
from oss_app.taskfile.importers.columns import SEARCHED, Meaning, heading_row, is_known, is_spot, is_spot_alone, rank
from oss_app.taskfile.importers.draft import said
from oss_app.taskfile.importers.item_table import ItemTable, TableRow, read_table
from oss_app.taskfile.importers.line_words import greets, heading_of, says_goodbye, without_bullet

MOST_HEADS = 12
"""A table on its side with more lines than this has no headings at the left."""
_AND = re.compile(r"\s*,\s*|\s+(?:en|and|und|&)\s+(?=\d)")
_A_PLACE = re.compile(r"\w+ (?:\d{1,3}|[A-Z]{1,2}|[A-Z]\d{1,2})", re.I)
_RULER = re.compile(r"[\s:|+*_=~.–—-]+")

_Rows = list[TableRow]
_Told = tuple[str, str, dict[str, int | str]]
_Shaped = tuple[_Rows, list[_Told]]


def read_list(path: Path, language: str = "nl", screen: str = "nl") -> ItemTable | Problem:
    """Return the rows of a file as one list, or why it cannot be read."""
    table = read_table(path, language, screen)
    return table if isinstance(table, Problem) else as_one_list(table, screen)


def as_one_list(table: ItemTable, screen: str = "nl") -> ItemTable:
    """Return the same table with one line of headings and one item a line; what was moved for that is told.

    Lines that only rule off are gone. A table on its side is turned, forms and tables beside each other come below
    one another, a second line of headings joins the first, and a table with its headings in another order follows.
    """
    rows = [row for row in table.rows if row.photo or not all(_RULER.fullmatch(row.cells[n]) for n in row.filled)]
    notices = list(table.notices)
    for shape in _SHAPES:
        shaped = shape(rows)
        if shaped is not None:
            rows, told = shaped
            notices += [said(screen, code, sentence, "", fault=False, **values) for code, sentence, values in told]
    return replace(table, rows=tuple(rows), notices=tuple(notices))


def _in_one_line(rows: _Rows) -> _Shaped | None:
    """ "2 mirrors, 1 probe and 4 rolls" in one line."""
    if len(rows) != 1:
        return None
    cells = [part for n in rows[0].filled for part in _AND.split(rows[0].cells[n]) if part]
    if len(cells) < 3 or not begins_bare(cells):
        return None
    return [TableRow(rows[0].line, (cell,)) for cell in cells], []


def _of_letter(rows: _Rows) -> _Shaped | None:
    """Return the lines of a letter that name things, without the greeting, what is said around them and the name below;
    a line with several things and their amounts becomes as many.
    """
    if len(rows) < 3 or any(row.filled != [0] for row in rows):
        return None
    bullets = [n for n, row in enumerate(rows) if without_bullet(row.cells[0]) != row.cells[0]]
    counted = [n for n, row in enumerate(rows) if begins_bare([without_bullet(row.cells[0])])]
    begins = greets(rows[0].cells[0])
    ends = next((n for n, row in enumerate(rows) if n and says_goodbye(row.cells[0])), None)
    is_plain = not begins and ends is None
    if len(bullets) > 1 and (begins or ends is not None or bullets[-1] - bullets[0] + 1 > len(rows) // 2):
        first, last = bullets[0], bullets[-1]
    elif counted and (begins or ends is not None):
        first, last = counted[0], (len(rows) if ends is None else ends) - 1
    else:
        return None
    laid: _Rows = []
    told: list[_Told] = []
    for n, row in enumerate(rows):
        if first <= n <= last:
            parts = _AND.split(row.cells[0])
            several = len(parts) > 1 and all(begins_bare([part]) for part in parts)
            laid += [replace(row, cells=(part,)) for part in parts] if several else [row]
        elif (
            heading_of(row.cells[0])
            or is_spot_alone(row.cells[0].rstrip(": "))
            or (is_plain and row.cells[0].endswith(":"))
        ):
            laid.append(row)
        else:
            told.append(_left(row))
    return (laid, told) if told else None


def _of_blanks(rows: _Rows) -> _Shaped | None:
    """Columns with one blank between them below known headings: "Qty Description Bin" above "2 Cotton roll A1"."""
    if len(rows) < 2 or any(row.filled != [0] for row in rows):
        return None
    heads = rows[0].cells[0].split()
    kinds = [found[0] if (found := rank(head)) else None for head in heads]
    if None in kinds or len(set(kinds)) < len(kinds) or not {Meaning.NAME, Meaning.NUMBER} <= set(kinds):
        return None
    name, number = kinds.index(Meaning.NAME), kinds.index(Meaning.NUMBER)
    laid = [replace(rows[0], cells=tuple(heads))]
    for row in rows[1:]:
        words = row.cells[0].split()
        behind = len(heads) - name - 1
        cells = (*words[:name], " ".join(words[name : len(words) - behind]), *words[len(words) - behind :])
        if len(words) < len(heads) or not is_amount(cells[number]):
            return None
        laid.append(replace(row, cells=cells))
    return laid, []


def _of_forms(rows: _Rows) -> _Shaped | None:
    """Forms below each other: "Name: mirror", "Amount: 2", "Name: probe" …"""
    pairs = [row for row in rows if len(row.filled) == 2]
    heads = [row.cells[row.filled[0]].strip(" :").casefold() for row in pairs]
    kinds = {found[0] for head in heads if (found := rank(head))}
    if len(pairs) < 4 or Meaning.NAME not in kinds or len(kinds) < 2 or not all(map(is_known, heads)):
        return None
    if len(set(heads)) * 2 > len(heads):
        return None
    order = list(dict.fromkeys(heads))
    forms: list[dict[str, TableRow]] = []
    for head, row in zip(heads, pairs, strict=True):
        if not forms or head in forms[-1]:
            forms.append({})
        forms[-1][head] = row
    named = {head: row.cells[row.filled[0]].strip(" :") for head, row in zip(heads, pairs, strict=True)}
    laid = [row for row in rows if row.line < pairs[0].line]
    laid.append(TableRow(pairs[0].line, tuple(named[head] for head in order)))
    for form in forms:
        lines = list(form.values())
        cells = tuple(form[head].cells[form[head].filled[1]] if head in form else "" for head in order)
        photo = next((row.photo for row in lines if row.photo), b"")
        laid.append(TableRow(lines[0].line, cells, photo, " ".join(filter(None, (row.remark for row in lines)))))
    left = [row for row in rows if row not in pairs and row.line > pairs[0].line]
    return laid, [_left(row) for row in left]


def _turned(rows: _Rows) -> _Shaped | None:
    """Return a table on its side: the headings at the left, an item a column."""
    body = [row for row in rows if len(row.filled) > 1]
    if not 2 <= len(body) <= MOST_HEADS:
        return None
    left = min(row.filled[0] for row in body)
    heads = [row.cell(left).strip(" :") for row in body]
    found = [rank(head) for head in heads]
    kinds = {one[0] for one in found if one}
    names = next((row for row, one in zip(body, found, strict=True) if one and one[0] is Meaning.NAME), None)
    numbers = next((row for row, one in zip(body, found, strict=True) if one and one[0] is Meaning.NUMBER), None)
    if names is None or numbers is None or len(kinds) < 2 or not all(map(is_known, heads)):
        return None
    if any(is_known(names.cells[n]) for n in names.filled[1:]):
        return None
    if not all(is_amount(numbers.cells[n]) for n in numbers.filled[1:]):
        return None
    first, width = body[0], max(len(row.cells) for row in body)
    laid = [row for row in rows if row.line < first.line]
    laid.append(TableRow(first.line, tuple(heads)))
    laid += [
        TableRow(first.line, tuple(row.cell(n) for row in body))
        for n in range(left + 1, width)
        if any(row.cell(n) for row in body)
    ]
    others = [row for row in rows if row not in body and row.line > first.line]
    return laid, [("turned", _TURNED, {"line": first.line}), *map(_left, others)]


def _heads_in_two_lines(rows: _Rows) -> _Shaped | None:
    """ "Place" above "Drawer" and "Section"."""
    at = heading_row(rows[:SEARCHED])
    if at is None or at + 2 >= len(rows):
        return None
    top, sub = rows[at], rows[at + 1]
    names = [n for n in top.filled if (found := rank(top.cells[n])) and found[0] is Meaning.NAME]
    below = {n: sub.cells[n] for n in sub.filled if n not in sub.shared}  # one cell over both lines is said once
    if not names or len(below) < 2 or any(n in below for n in names):
        return None
    if any(map(is_amount, below.values())) or not rows[at + 2].cell(names[0]):
        return None
    heads, over = [], ""
    for n in range(max(len(top.cells), len(sub.cells))):
        over = top.cell(n) or (over if n in below else "")
        heads.append(" ".join(filter(None, (over, below.get(n, "")))))
    return [*rows[:at], TableRow(top.line, tuple(heads)), *rows[at + 2 :]], []


def _beside_each_other(rows: _Rows) -> _Shaped | None:
    """Tables beside each other, with the same headings or with room between them; a title above each becomes a
    heading.
    """
    at = heading_row(rows[:SEARCHED])
    if at is None:
        return None
    head = rows[at]
    blocks = _same_again(rows, at) or _with_room_between(rows, at)
    if not blocks:
        return None
    titles = ["" for _ in blocks]
    above = list(rows[:at])
    if above and len(above[-1].filled) > 1:
        over = [[above[-1].cell(n) for n in block if above[-1].cell(n)] for block in blocks]
        if all(len(one) == 1 for one in over):
            titles = [one[0] for one in over]
            above.pop()
    columns = [[n for n in block if head.cell(n)] for block in blocks]
    heads: list[str] = []
    to: list[dict[int, int]] = []
    for block in columns:
        to.append({})
        for n in block:
            to[-1][n] = _column_for(head.cells[n], heads, set(to[-1].values()))
    laid = [*above, TableRow(head.line, tuple(heads))]
    for title, moved in zip(titles, to, strict=True):
        if title:
            laid.append(TableRow(head.line, (f"{title.rstrip(': ')}:",)))
        for row in rows[at + 1 :]:
            cells = [""] * len(heads)
            for n, column in moved.items():
                cells[column] = row.cell(n)
            if any(cells):
                laid.append(replace(row, cells=tuple(cells), photo=row.photo if moved is to[0] else b""))
    return laid, [("tables-beside", _BESIDE, {"line": head.line, "n": len(blocks)})]


def _same_again(rows: _Rows, at: int) -> list[range]:
    """Return the columns of each of the tables with the same headings; nothing where there are not several."""
    head = rows[at]
    first = head.cells[head.filled[0]].casefold()
    starts = [n for n in head.filled if head.cells[n].casefold() == first]
    ends = [*starts[1:], max(len(row.cells) for row in rows)]
    blocks = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    written = [[head.cell(n).casefold() for n in block if head.cell(n)] for block in blocks]
    return blocks if len(blocks) > 1 and len(written[0]) > 1 and all(one == written[0] for one in written) else []


def _with_room_between(rows: _Rows, at: int) -> list[range]:
    """Return the columns of each of the tables that an empty column parts, where each says what its things are called
    and how many there are; nothing where there are not several.
    """
    width = max(len(row.cells) for row in rows)
    filled = [any(row.cell(n) for row in rows[at:]) for n in range(width)]
    starts = [n for n in range(width) if filled[n] and (n == 0 or not filled[n - 1])]
    ends = [next((n for n in range(start, width) if not filled[n]), width) for start in starts]
    blocks = [range(start, end) for start, end in zip(starts, ends, strict=True)]
    for block in blocks:
        kinds = {found[0] for n in block if (found := rank(rows[at].cell(n)))}
        if not {Meaning.NAME, Meaning.NUMBER} <= kinds:
            return []
    return blocks if len(blocks) > 1 else []


def _of_torn_numbers(rows: _Rows) -> _Shaped | None:
    """Decimals that the comma between the columns tore: "Mirror,2,00,1" below "Name,Amount,Place"."""
    at = heading_row(rows[:SEARCHED])
    if at is None or at + 1 >= len(rows):
        return None
    heads, body = rows[at].cells, rows[at + 1 :]
    width = len(heads)
    if any(len(row.cells) != len(body[0].cells) for row in body) or len(body[0].cells) <= width:
        return None
    joined = list(body)
    for n in range(width):
        pairs = [(row.cell(n), row.cell(n + 1)) for row in joined]
        if len(joined[0].cells) > width and all(
            re.fullmatch(r"\d{1,6}", a) and re.fullmatch(r"\d\d", b) for a, b in pairs
        ):
            joined = [
                replace(row, cells=(*row.cells[:n], f"{row.cells[n]},{row.cells[n + 1]}", *row.cells[n + 2 :]))
                for row in joined
            ]
    if len(joined[0].cells) != width:
        return None
    return [*rows[: at + 1], *joined], [("torn-numbers", _TORN, {"words": _example(joined)})]


def _example(rows: _Rows) -> str:
    return next((cell for row in rows for cell in row.cells if re.fullmatch(r"\d+,\d\d", cell)), "")


def _of_places(rows: _Rows) -> _Shaped | None:
    """Things in the lines and places in the columns: how many of each go where."""
    at = next((n for n, row in enumerate(rows[:SEARCHED]) if len(_places(row)) > 1), None)
    if at is None:
        return None
    head, places = rows[at], _places(rows[at])
    others = [n for n in head.filled if n not in places]
    body = rows[at + 1 :]
    told = [cell for row in body for n in places if (cell := row.cell(n))]
    if not told or not all(map(is_amount, told)) or any(_says_how_many(head.cells[n]) for n in others):
        return None
    names = others or [n for n in range(head.filled[0]) if any(row.cell(n) for row in body)]
    if not names:
        return None
    laid = [*rows[:at], TableRow(head.line, (*(head.cell(n) or "Name" for n in names), "Amount", "Place"))]
    for row in body:
        kept = tuple(row.cell(n) for n in names)
        filled = [n for n in places if row.cell(n)]
        laid += [replace(row, cells=(*kept, row.cells[n], head.cells[n])) for n in filled]
        if not filled and any(kept):
            laid.append(replace(row, cells=(*kept, "", "")))
    columns = ", ".join(head.cells[n] for n in places)
    return laid, [("places-in-columns", _PLACES, {"line": head.line, "words": columns})]


def _places(row: TableRow) -> list[int]:
    return [n for n in row.filled if _A_PLACE.fullmatch(row.cells[n]) and is_spot(row.cells[n])]


def _says_how_many(head: str) -> bool:
    found = rank(head)
    return found is not None and found[0] is Meaning.NUMBER


def _in_another_order(rows: _Rows) -> _Shaped | None:
    """Return a second table further down that has its columns in another order."""
    at = heading_row(rows[:SEARCHED])
    if at is None:
        return None
    heads = list(rows[at].cells)
    laid: _Rows = list(rows[: at + 1])
    told: list[_Told] = []
    to: dict[int, int] = {}
    for number, row in enumerate(rows[at + 1 :], at + 1):
        if _is_other_heading(rows, number, heads):
            to = {}
            for n in row.filled:
                to[n] = _column_for(row.cells[n], heads, set(to.values()))
            told.append(("other-headings", _OTHER_HEADINGS, {"line": row.line}))
        elif to and len(row.filled) > 1:
            cells = [""] * len(heads)
            for n in row.filled:
                if n in to:
                    cells[to[n]] = row.cells[n]
            laid.append(replace(row, cells=tuple(cells)))
        else:
            laid.append(row)
    if not told:
        return None
    laid[at] = replace(laid[at], cells=tuple(heads))
    return laid, told


def _is_other_heading(rows: _Rows, at: int, heads: Sequence[str]) -> bool:
    row = rows[at]
    written = [row.cells[n] for n in row.filled]
    if len(written) < 2 or [cell.casefold() for cell in written] == [head.casefold() for head in heads if head]:
        return False
    found = {n: one[0] for n in row.filled if (one := rank(row.cells[n]))}
    number = next((n for n, kind in found.items() if kind is Meaning.NUMBER), None)
    if Meaning.NAME not in found.values() or number is None or not all(map(is_known, written)):
        return False
    return at + 1 < len(rows) and is_amount(rows[at + 1].cell(number))


def _column_for(head: str, heads: list[str], taken: set[int]) -> int:
    """Return the column of the first table that has this heading, or one of the same meaning.

    Else a new one at its end.
    """
    wanted = rank(head)
    free = [n for n in range(len(heads)) if n not in taken and heads[n]]
    same = [n for n in free if heads[n].casefold() == head.casefold()]
    like = [n for n in free if wanted and (found := rank(heads[n])) and found[0] is wanted[0]]
    for n in (*same, *like):
        return n
    heads.append(head)
    return len(heads) - 1


def _left(row: TableRow) -> _Told:
    return "line-left", _LEFT, {"line": row.line, "words": " ".join(row.cells[n] for n in row.filled)}


_SHAPES: tuple[Callable[[_Rows], _Shaped | None], ...] = (
    _of_torn_numbers, _in_one_line, _of_letter, _of_blanks, _of_forms, _turned, _of_places, _heads_in_two_lines,
    _beside_each_other, _in_another_order,
)  # fmt: skip
_TURNED = marked("The table at line {line} has its headings at the left; each of its columns was read as an item.")
_BESIDE = marked("{n} tables stand beside each other at line {line}; they were taken one after the other.")
_TORN = marked("The commas within numbers parted the columns; they were put together again, as in “{words}”.")
_PLACES = marked("The columns of line {line} were read as places: {words}.")
_OTHER_HEADINGS = marked("The headings at line {line} are in another order; what is below them was read by them.")
_LEFT = marked("Line {line} is no item, so it was left out: “{words}”.")
