"""A list of items from a spreadsheet, saved as CSV, becomes a draft: one line, one step."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.files import numbered
from oss_app.i18n import marked
from oss_app.taskfile.importers.draft import TaskDraft, picture, said, title_of
from oss_app.taskfile.importers.photos import MAX_BYTES as MAX_PHOTO_BYTES
from oss_app.taskfile.importers.photos import in_sections
from oss_app.taskfile.read.paths import wrong_name, wrong_path

MAX_BYTES = 5_000_000
MAX_LINES = 2000
LOOKED_AT = 50  # lines that decide how the file is made up
NAME_LENGTH = 120
_HEADINGS = {
    "name": "naam artikel artikelnaam omschrijving product item onderdeel instrument benaming wat name article "
    "description part",
    "number": "aantal stuks hoeveelheid antal number amount count quantity qty pieces pcs n # x",
    "place": "vak plek plaats locatie positie compartiment lade place slot position compartment location bin",
    "section": "deel groep categorie sectie hoofdstuk rubriek section group category chapter",
    "photo": "foto afbeelding plaatje bestand photo picture image file",
}
HEADERS: Mapping[str, frozenset[str]] = {kind: frozenset(words.split()) for kind, words in _HEADINGS.items()}
_SPOTS = re.compile(
    r"(?:het |de |the )?(?:vak|la|lade|bak|doos|kist|rij|plank|section|drawer|bin|box|row|shelf|tray)\b", re.I
)
_NUMBER = re.compile(r"(\d{1,4})(?:[.,]0+)?\s*(?:x|×|st\.?|stuks?|pcs\.?|pieces?)?", re.I)


@dataclass(frozen=True)
class _Line:
    """One item of the list; ``line`` counts from 1 in the file."""

    line: int
    name: str
    number: int
    place: str
    section: str
    photo: str


def from_list(path: Path, language: str = "nl", screen: str = "nl") -> TaskDraft | Problem:
    """A draft of the items in a CSV file: "Leg 4 watten-rollen in vak 4."; or why there is none.

    Columns are known by their headings in Dutch or English (name, number, place, section, photo); without headings
    the first column with words is the name, the first with numbers the number, the next one the place. Photos lie
    beside the file.
    """
    rows = _rows(path)
    if rows is None:
        return said(screen, "no-list", _NO_LIST, _NO_LIST_HINT, fault=True, name=path.name)
    columns, start = _columns(rows)
    notices: list[Problem] = []
    lines = []
    for number, cells in rows[start:]:
        line = _line(number, cells, columns, screen, notices)
        if line:
            lines.append(line)
        if len(lines) == MAX_LINES:
            notices.append(said(screen, "long-list", _LONG, limit=MAX_LINES))
            break
    if not lines:
        return said(screen, "no-list", _NO_LIST, _NO_LIST_HINT, fault=True, name=path.name)
    pictures = _pictures(path.parent, lines, screen, notices)
    task = Task(title=Text(words=title_of(path)), language=language, items=tuple(_items(lines, pictures, language)))
    return TaskDraft(task, dict(pictures.values()), tuple(notices))


# The file -----------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> list[tuple[int, list[str]]] | None:
    """The lines of the file with something in them, each with its number; None where it is no such file."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        text = _text(path.read_bytes())
    except OSError:
        return None
    if text is None:
        return None
    lines = text.splitlines()
    skip = 0
    told = re.fullmatch(r"\s*sep=(.)\s*", lines[0], re.I) if lines else None
    if told:  # Excel's own word for it
        skip = 1
    mark = told[1] if told else _delimiter(lines)
    try:
        reader = csv.reader(lines[skip:], delimiter=mark, skipinitialspace=True)
        rows = [(reader.line_num + skip, [" ".join(cell.split()) for cell in cells]) for cells in reader]
    except csv.Error:
        return None
    return [(number, cells) for number, cells in rows if any(cells)] or None


def _text(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    odd = sum(not (c.isprintable() or c in "\r\n\t") for c in text)
    return None if not text.strip() or "\0" in text or odd * 50 > len(text) else text


def _delimiter(lines: Sequence[str]) -> str:
    """The sign between the columns: the one by which most lines have the same number of columns."""
    looked = [line for line in lines if line.strip()][:LOOKED_AT]

    def score(mark: str) -> tuple[int, int]:
        try:
            counts = Counter(len(cells) for cells in csv.reader(looked, delimiter=mark))
        except csv.Error:
            return 0, 0
        columns, often = max(counts.items(), key=lambda c: (c[1] if c[0] > 1 else 0, c[0]))
        return (often, columns) if columns > 1 else (0, 0)

    best = max(";\t,|", key=score)
    often, _ = score(best)
    return best if often * 2 >= len(looked) else ";"


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[dict[str, int], int]:
    """Which column is what, and at which row the items begin."""
    heads = [cell.casefold().strip(" .:*") for cell in rows[0][1]]
    columns = {
        kind: next(n for n, head in enumerate(heads) if head in names)
        for kind, names in HEADERS.items()
        if any(head in names for head in heads)
    }
    if "name" in columns or len(columns) > 1:
        if "name" not in columns:
            free = [n for n in range(len(heads)) if n not in columns.values()]
            columns["name"] = free[0] if free else 0
        if "section" in columns and "place" not in columns and not _are_headings(rows[1:], columns["section"]):
            columns["place"] = columns.pop("section")
        return columns, 1
    width = max(len(cells) for _, cells in rows)
    number = next((n for n in range(width) if _is_numbers(rows, n)), None)
    words = [n for n in range(width) if n != number and any(n < len(c) and c[n] for _, c in rows)]
    columns = {"name": words[0] if words else 0}
    if number is not None and words:
        columns["number"] = number
    if len(words) > 1:
        columns["place"] = words[1]
    return columns, 0


def _is_numbers(rows: list[tuple[int, list[str]]], column: int) -> bool:
    told = [cells[column] for _, cells in rows if column < len(cells) and cells[column]]
    return bool(told) and sum(bool(_NUMBER.fullmatch(cell)) for cell in told) * 10 >= len(told) * 9


def _are_headings(rows: list[tuple[int, list[str]]], column: int) -> bool:
    """Whether most of a column are words ("Filling"), and no spots ("2", "tray B")."""
    told = [cells[column] for _, cells in rows if column < len(cells) and cells[column]]
    return sum(bool(re.search(r"[^\W\d]{3}", cell)) and not _SPOTS.match(cell) for cell in told) * 2 > len(told)


# The items ----------------------------------------------------------------------------------------------------------


def _line(
    number: int, cells: list[str], columns: Mapping[str, int], screen: str, notices: list[Problem]
) -> _Line | None:
    def cell(kind: str) -> str:
        at = columns.get(kind)
        found = cells[at] if at is not None and at < len(cells) else ""
        return "".join(c for c in found if c.isprintable()).strip()

    name = cell("name")[:NAME_LENGTH].strip(" .,;")
    if not name:
        notices.append(said(screen, "line-without-name", _NO_NAME, line=number))
        return None
    amount, count = cell("number"), 1
    if amount:
        match = _NUMBER.fullmatch(amount)
        if match and int(match[1]):
            count = int(match[1])
        else:
            notices.append(said(screen, "odd-number", _ODD_NUMBER, line=number, words=amount))
    return _Line(number, name, count, cell("place")[:40], cell("section")[:80], cell("photo"))


def _items(lines: list[_Line], pictures: Mapping[str, tuple[str, bytes]], language: str) -> list[Item]:
    steps = [_step(line, pictures, language) for line in lines]
    if not any(line.section for line in lines):
        return in_sections(steps, language)
    items: list[Item] = []
    before = ""
    for line, step in zip(lines, steps, strict=True):
        if line.section and line.section != before:
            items.append(Section(title=Text(words=line.section)))
            before = line.section
        items.append(step)
    return items


def _step(line: _Line, pictures: Mapping[str, tuple[str, bytes]], language: str) -> Step:
    name = line.name
    if name[:1].isupper() and name[1:2].islower():
        name = name[0].lower() + name[1:]
    spot = line.place
    dutch = language == "nl"
    if spot and not _SPOTS.match(spot):
        spot = f"vak {spot}" if dutch else f"section {spot}"
    if dutch:
        words = f"Leg {line.number} {name} in {spot}." if spot else f"Pak {line.number} {name}."
    else:
        words = f"Put {line.number} {name} in {spot}." if spot else f"Take {line.number} {name}."
    photo = pictures[line.photo][0] if line.photo in pictures else None
    return Step(text=Text(words=words), photo=photo)


def _pictures(folder: Path, lines: list[_Line], screen: str, notices: list[Problem]) -> dict[str, tuple[str, bytes]]:
    """The photos that the list names, by the name in the list: the name in the task, and the bytes."""
    found: dict[str, tuple[str, bytes]] = {}
    for line in lines:
        if not line.photo or line.photo in found:
            continue
        data = b""
        if not wrong_path(line.photo):
            try:
                path = folder / line.photo
                if path.resolve().is_relative_to(folder.resolve()) and path.stat().st_size <= MAX_PHOTO_BYTES:
                    data = path.read_bytes()
            except OSError:
                data = b""
        shown = picture(data)
        if shown is None:
            notices.append(said(screen, "photo-missing", _NO_PHOTO, line=line.line, name=line.photo))
            continue
        stem = re.sub(r"[^\w-]+", "-", Path(line.photo).stem).strip("-") or "foto"
        stem = f"foto-{stem}" if wrong_name(stem) else stem
        taken = {name for name, _ in found.values()}
        name = next(name for name in numbered(stem, shown[0]) if name not in taken)
        found[line.photo] = (name, shown[1])
    return found


_NO_LIST = marked("“{name}” is not a list that can be read.")
_NO_LIST_HINT = marked("In the spreadsheet choose “Save as” and then CSV, with one item a line.")
_LONG = marked("Only the first {limit} lines were taken.")
_NO_NAME = marked("Line {line} has no name, so it was left out.")
_ODD_NUMBER = marked("Line {line}: “{words}” is not a number, so it became 1.")
_NO_PHOTO = marked("Line {line}: the photo “{name}” is not there, or is not a photo.")
