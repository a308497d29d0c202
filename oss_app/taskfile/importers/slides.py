"""A PowerPoint file becomes a draft: one slide, one step, its picture as one sees it; bullets become a step each."""

from __future__ import annotations

import logging
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pptx.opc.package import PartFactory
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.files import open_regular
from oss_app.i18n import load, marked
from oss_app.taskfile.importers.amounts import amount
from oss_app.taskfile.importers.columns import find_columns
from oss_app.taskfile.importers.draft import LENGTH, TaskDraft, said, title_of
from oss_app.taskfile.importers.item_list import items_of, of_language, sentence_of
from oss_app.taskfile.importers.item_table import ItemTable, TableRow
from oss_app.taskfile.importers.letters import tidy
from oss_app.taskfile.importers.line_words import tells_to_do
from oss_app.taskfile.importers.other_documents import other_document
from oss_app.taskfile.importers.photos import in_sections
from oss_app.taskfile.importers.slide_picture import as_shown, is_cut_oddly
from oss_app.taskfile.importers.slide_shapes import (
    Area,
    Paragraph,
    ShownPicture,
    SlideContents,
    TableBlock,
    TextBlock,
    contents_of,
)
from oss_app.taskfile.importers.table_shape import as_one_list
from oss_app.taskfile.lint.rules import LANGUAGES

log = logging.getLogger(__name__)
MAX_BYTES = 300_000_000  # of the file
MAX_UNPACKED = 600_000_000
MAX_PARTS = 20_000
MAX_XML = 20_000_000  # of one part of it that is no picture
MAX_ALL_XML = 80_000_000
MAX_SLIDES = 500
MAX_STEPS = 200  # of one slide
_CHUNK = 1 << 20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WARNS = re.compile(
    r"(?:let op|pas op|opgelet|attentie|waarschuwing|voorzichtig|gevaar|caution|warning|danger|careful|beware|"
    r"attention|achtung|vorsicht|warnung)\s*[:!–-]",
    re.I,
)
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_NO_SECTION = re.compile(
    r"(?:default section|standaardsectie|standardabschnitt|untitled section|naamloze sectie|abschnitt ohne titel|"
    r"section par défaut)(?: ?\d+)?",
    re.I,
)
SIGN = 0.06
"""Of the slide: a picture that is shown smaller may be a logo, where it comes back."""
SIGN_SLIDES = 3
_STOPS = (".", "!", "?", ":", ";", ",")
_STEP_NUMBER = re.compile(
    r"(stap|handeling|step|schritt|étape|krok|adım|крок|الخطوة|خطوة)?\s*(?:nr\.?|no\.?)?\s*(\d{1,3})"
    r"(\s*(?:van|of|von|sur|z|/)\s*\d{1,3})?\s*[.:)]?",
    re.I,
)
"""A title that only numbers its slide: "Stap 3", "Step 3 of 12"."""
_NUMBERED_TITLE = re.compile(r"((?:stap|handeling|step|schritt|étape|krok|adım|крок) \d{1,3})\s*[:.–—-]\s*(\S.*)", re.I)
_NEAR = 0.12
"""Of the slide: a text is no further from the picture that it belongs to."""
_SHOWS_WITH_MACROS = (
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)


def from_slides(
    path: Path, language: str = "nl", screen: str = "nl", notes: Literal["hint", "say"] = "hint"
) -> TaskDraft | Problem:
    """Return a draft of a PowerPoint file (.pptx, a show or a template of it); or why there is none.

    A slide's title, or else its first text, is the sentence; a title that tells nothing to do is a heading where the
    first text does. The picture that is shown largest is the photo, as the
    slide shows it; the notes become the hint, or what the voice says; lines that warn become the warning. A slide
    with a list and no instruction of its own gives a section and a step for each line. What one does not see is left
    out, and all that is left out is told.
    """
    if (refused := _refusal(path, screen)) is not None:
        return refused
    notices: list[Problem] = []
    try:
        slides = list(_slides(path, screen, notices))
    except Exception:  # python-pptx raises whatever the damaged part of a file makes it raise
        log.info("a presentation could not be read", exc_info=True)
        return said(screen, "no-slides", _NO_SLIDES, _NO_SLIDES_HINT, fault=True, name=path.name)
    builder = _SlideBuilder(language, screen, notes, notices)
    _without_signs(slides, screen, notices)
    for number, slide, section in slides:
        builder.add(number, slide, section)
    builder.end()
    if not builder.items:
        return said(screen, "empty-slides", _EMPTY, _NO_SLIDES_HINT, fault=True, name=path.name)
    items = builder.items
    if all(isinstance(item, Step) for item in items):
        items = in_sections([item for item in items if isinstance(item, Step)], language)
    title = Text(words=builder.title or title_of(path))
    task = Task(title=title, language=language, photo=builder.cover, items=tuple(items))
    return TaskDraft(task, builder.pictures, tuple(notices))


# Reading ------------------------------------------------------------------------------------------------------------


def _refusal(path: Path, screen: str) -> Problem | None:
    """Tell why a file is no presentation that can be read here; None where it may be one."""

    def why(sentence: str, hint: str = _NO_SLIDES_HINT) -> Problem:
        return said(screen, "no-slides", sentence, hint, fault=True, name=path.name)

    if (other := other_document(path, screen, wanted="slides")) is not None:
        return other
    try:
        with open_regular(path) as file:
            head = file.read(8)
            if head == _OLD_OFFICE:
                file.seek(0)
                locked = "EncryptedPackage".encode("utf-16-le") in file.read(MAX_XML)
                return why(_LOCKED, _UNLOCK) if locked else why(_OLD)
        if path.stat().st_size > MAX_BYTES:
            return why(_TOO_LARGE, "")
        with zipfile.ZipFile(path) as packed:
            names = {part.filename for part in packed.infolist()}
            if not _is_sound(packed):
                return why(_TOO_LARGE, "")
            if "ppt/presentation.xml" in names and b"purl.oclc.org/ooxml" in packed.read("ppt/presentation.xml")[:5000]:
                return why(_STRICT)
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return why(_NO_SLIDES)
    return None


def _is_sound(packed: zipfile.ZipFile) -> bool:
    """Tell whether a zip does not grow beyond all measure, read through and not by what it says of itself."""
    parts = packed.infolist()
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return False
    if any(part.file_size > MAX_XML for part in xml) or sum(part.file_size for part in xml) > MAX_ALL_XML:
        return False
    for part in parts:
        with packed.open(part) as file:  # a part that is longer than it says fails here, after one piece
            while file.read(_CHUNK):
                pass
    return True


def _slides(path: Path, screen: str, notices: list[Problem]) -> Iterator[tuple[int, SlideContents, str]]:
    """Each slide with its number, and the section of the presentation that begins with it; empty where none does."""
    PartFactory.part_type_for |= dict.fromkeys(_SHOWS_WITH_MACROS, PresentationPart)
    with open_regular(path) as file:
        presentation = Package.open(file).main_document_part.presentation
    sections = _sections(presentation)
    begins = ""
    width, height = float(presentation.slide_width or 1), float(presentation.slide_height or 1)
    for number, slide in enumerate(presentation.slides, 1):
        begins = sections.get(slide.slide_id, begins)
        if number > MAX_SLIDES:
            notices.append(said(screen, "many-slides", _MANY, limit=MAX_SLIDES))
            return
        if slide.element.get("show") in ("0", "false"):
            notices.append(said(screen, "hidden-slide", _HIDDEN, n=number))
            continue
        try:
            yield number, contents_of(slide, width, height), begins
            begins = ""
        except Exception:  # one damaged slide does not spoil the others
            log.info("slide %d could not be read", number, exc_info=True)
            notices.append(said(screen, "damaged-slide", _DAMAGED, n=number))


def _sections(presentation: Any) -> dict[int, str]:
    """Return the sections into which PowerPoint parts its slides, by the id of the slide that each begins with."""
    found: dict[int, str] = {}
    for section in presentation.element.iter(f"{_P14}section"):
        first = next(section.iter(f"{_P14}sldId"), None)
        name = tidy(section.get("name", ""))
        if first is not None and name and not _NO_SECTION.fullmatch(name):
            found[int(first.get("id", "0"))] = name
    return found


def _without_signs(slides: list[tuple[int, SlideContents, str]], screen: str, notices: list[Problem]) -> None:
    """Leave out a small picture that comes back on slide after slide: a logo, and no step's photo. It is told once."""
    on: dict[bytes, int] = {}
    for _, slide, _ in slides:
        for data in {shown.data for shown in slide.pictures if shown.area.size < SIGN}:
            on[data] = on.get(data, 0) + 1
    signs = {data for data, times in on.items() if times >= max(SIGN_SLIDES, len(slides) / 2)}
    if signs:
        notices.append(said(screen, "sign", _SIGN, "", fault=False))
    for _, slide, _ in slides:
        slide.pictures = [shown for shown in slide.pictures if shown.data not in signs or shown.area.size >= SIGN]


# Building -----------------------------------------------------------------------------------------------------------


@dataclass
class _SlideText:
    """The texts of one slide, sorted by what they become."""

    title: str = ""
    is_cover: bool = False
    lines: list[Paragraph] = field(default_factory=list)
    tables: list[TableBlock] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    bulleted: bool = False
    in_rows: list[dict[int, ShownPicture]] = field(default_factory=list)
    """For each table the pictures that lie in its rows, by row from 1."""
    beside: list[tuple[TextBlock, ShownPicture]] = field(default_factory=list)
    """The texts that each belong to a picture of their own, where all do."""


class _SlideBuilder:
    def __init__(self, language: str, screen: str, notes: Literal["hint", "say"], notices: list[Problem]) -> None:
        self.title = ""
        self.cover: str | None = None
        self.items: list[Item] = []
        self.pictures: dict[str, bytes] = {}
        self._language = language
        self._screen = screen
        self._notes = notes
        self._notices = notices
        self._once: set[tuple[str, str]] = set()
        self._number = 0
        self._waiting: list[str] = []
        self._titles: list[Section] = []  # of slides that have nothing else

    def add(self, number: int, slide: SlideContents, section: str = "") -> None:
        """Make of a slide what it is: the title of the task, a heading, a step, or several; ``section`` begins here."""
        self._number = number
        for what, words in slide.left_out.items():
            if what in _TOLD_ONCE:
                self._tell_once(_TOLD_ONCE[what], what, words)
            else:
                self._tell("left-out", _LEFT_OUT[what], words=words)
        text = self._sorted(slide)
        text.in_rows = [_of_rows(table, slide.pictures) for table in text.tables]
        tied = [shown for rows in text.in_rows for shown in rows.values()]
        slide.pictures = [shown for shown in slide.pictures if shown not in tied]
        self._look_above(text)
        if not self._is_cover(text) and all(self._is_instruction(b.paragraphs[0].words) for b, _ in text.beside):
            slide.pictures = slide.pictures if not text.beside else []
        else:
            text.beside = []
        photo = self._photo(slide)
        if text.labels and (text.title or text.lines):
            self._tell("labels", _LABELS, words=", ".join(text.labels))
        if self._is_cover(text):
            self._take_cover(text, slide.notes, photo)
            if section:
                self._heading(section)
            return
        if section:
            self._heading(section)
        own = text.title if self._is_instruction(text.title) else ""
        if text.beside and not own:
            self._captioned(text, slide.notes)
        elif (text.bulleted or text.tables) and not own:
            self._list(text, slide.notes, photo)
        elif text.title and not own and not text.lines and not photo:
            self._titles.append(self._heading(text.title))
            self._waiting += slide.notes
        elif text.title or text.lines or text.tables or photo:
            self._step(text, slide.notes, photo)
        else:
            words = " ".join([*text.labels, *slide.notes])
            self._tell("empty-slide", _ONLY_NOTES if words else _EMPTY_SLIDE, words=words)

    def end(self) -> None:
        """Tell of notes that no step came for. Where every slide has only a title, these are the steps."""
        if not any(isinstance(item, Step) for item in self.items):
            self.items = [
                self._made(item.title.words, [], None) if isinstance(item, Section) and item in self._titles else item
                for item in self.items
            ]
        if self._waiting:
            self._tell("notes-left", _NOTES_LEFT, words=" ".join(self._waiting))
        self.items = _without_lonely_headings(self.items)

    # ---- sorting ----

    def _sorted(self, slide: SlideContents) -> _SlideText:
        found = _SlideText()
        titles: list[str] = []
        boxes: list[TextBlock] = []
        for block in slide.blocks:
            if isinstance(block, TableBlock):
                found.tables.append(block)
            elif block.kind in ("title", "cover"):
                titles.append(" ".join(p.words for p in block.paragraphs))
                found.is_cover = found.is_cover or block.kind == "cover"
            else:
                boxes.append(block)
        found.title = " ".join(titles)
        told = [box for box in boxes if not _is_label(box, slide.pictures)]
        if not told and not found.title and not found.tables:
            told = boxes
        for box in boxes:
            if box not in told:
                found.labels += [p.words for p in box.paragraphs]
                continue
            in_body = box.kind == "body" and len(box.paragraphs) > 1
            found.bulleted = (
                found.bulleted or in_body or (len(box.paragraphs) > 1 and any(p.is_bulleted for p in box.paragraphs))
            )
            found.lines += box.paragraphs
        found.beside = _beside(told, slide.pictures) if len(told) == len(boxes) and not found.tables else []
        return found

    def _look_above(self, text: _SlideText) -> None:
        """Take away what only numbers the slide, where more stands on it; make a heading of a title that tells nothing
        to do, above a line that does.
        """
        steps = sum(isinstance(item, Step) for item in self.items)
        numbers = (self._number, self._number - 1, steps + 1)
        if not text.title and len(text.lines) > 1 and _is_number(text.lines[0].words, numbers):
            self._tell_once(_STEP_NUMBERS, "step-number", "", shown=text.lines.pop(0).words)
        if not text.title or not text.lines or text.bulleted or text.tables:
            return
        if match := _NUMBERED_TITLE.fullmatch(text.title):
            self._tell_once(_STEP_NUMBERS, "step-number", "", shown=match[1])
            text.title = match[2]
        if _is_number(text.title, numbers):
            self._tell_once(_STEP_NUMBERS, "step-number", "", shown=text.title)
            text.title = ""
        elif not (self._is_cover(text) or self._is_instruction(text.title)) and tells_to_do(
            text.lines[0].words, self._language
        ):
            self._heading(text.title)
            text.title = ""

    def _is_cover(self, text: _SlideText) -> bool:
        first = not self.items and not self.title
        return first and bool(text.title) and text.is_cover and not self._is_instruction(text.title)

    def _is_instruction(self, words: str) -> bool:
        """Tell whether these words tell what to do, and are no heading."""
        if not words:
            return False
        known = LANGUAGES.get(self._language)
        first = re.match(r"[\w'-]+", words.lower())
        many = len(words.split()) > 2
        return words.endswith(".") or bool(many and known and first and known.is_verb(first[0]))

    # ---- making ----

    def _take_cover(self, text: _SlideText, notes: Sequence[str], photo: str | None) -> None:
        """Take the title of the task from the cover; what the cover tells to do is a step, the rest is told."""
        self.title, self.cover = self._fit(text.title), photo
        tasks = [line.words for line in text.lines if self._is_instruction(line.words)]
        rest = [line.words for line in text.lines if line.words not in tasks]
        rest += [" ".join(filter(None, row)) for table in text.tables for row in table.rows]
        if rest:
            self._tell("cover-text", _COVER_TEXT, words=" ".join(rest))
        self._waiting += notes
        for words in tasks:
            self.items.append(self._made(words, [], None))

    def _heading(self, words: str) -> Section:
        """Return a heading; the one that is above already is not said once more."""
        before = next((item for item in reversed(self.items) if isinstance(item, Section)), None)
        if before is not None and before.title.words.casefold() == words.casefold():
            return before
        heading = Section(title=Text(words=self._fit(words)))
        self.items.append(heading)
        return heading

    def _list(self, text: _SlideText, notes: Sequence[str], photo: str | None) -> None:
        """Make a step of each line; what stands one level lower belongs to the line above it."""
        if text.title:
            self._heading(text.title)
        lowest = min((line.level for line in text.lines), default=0)
        groups: list[list[str]] = []
        for line in text.lines:
            if groups and (line.level > lowest or _WARNS.match(line.words)):
                groups[-1].append(line.words)
            else:
                groups.append([line.words])
        if len(groups) > MAX_STEPS:
            self._tell("many-lines", _MANY_LINES, limit=MAX_STEPS)
        items: list[Item] = [self._made(words, more, photo) for words, *more in groups[:MAX_STEPS]]
        for table, rows in zip(text.tables, text.in_rows, strict=True):
            items += self._of_table(table, photo, rows)
        self.items += self._with_notes(items, notes)

    def _captioned(self, text: _SlideText, notes: Sequence[str]) -> None:
        """Make a step of each picture that has its own text."""
        if text.title:
            self._heading(text.title)
        items: list[Item] = []
        for block, shown in text.beside:
            words, *more = (line.words for line in block.paragraphs)
            items.append(self._made(words, more, self._kept(shown, len(items) + 1)))
        self.items += self._with_notes(items, notes)

    def _step(self, text: _SlideText, notes: Sequence[str], photo: str | None) -> None:
        lines = [text.title] if text.title else []
        lines += [line.words for line in text.lines]
        words = lines.pop(0) if lines else ""
        if not words and not text.tables:
            words, notes = self._out_of_notes(notes)
        if not words and not text.tables:
            self._tell("no-sentence", _NO_SENTENCE)
        items: list[Item] = [self._made(words, lines, photo)] if words or not text.tables else []
        for table, rows in zip(text.tables, text.in_rows, strict=True):
            items += self._of_table(table, photo, rows)
        self.items += self._with_notes(items, notes)

    def _out_of_notes(self, notes: Sequence[str]) -> tuple[str, Sequence[str]]:
        """Return the instruction that a slide without text has in its notes, and the rest of these."""
        parts = [part for line in notes for part in re.split(r"(?<=[.!?])\s+", line)]
        told = next((part for part in parts if not _WARNS.match(part) and self._is_told(part)), "")
        return (told, [part for part in parts if part != told]) if told else ("", notes)

    def _is_told(self, words: str) -> bool:
        """Tell whether words begin as an instruction does, whatever they end with."""
        return self._is_instruction(words.rstrip("."))

    def _made(self, words: str, more: Sequence[str], photo: str | None) -> Step:
        """Return a step with what else is said of it: lines that warn are the warning, the others the hint."""
        warning = self._joined([line for line in more if _WARNS.match(line)])
        hint = self._joined([line for line in more if not _WARNS.match(line)])
        return Step(
            text=Text(words=self._fit(words)),
            photo=photo,
            warning=Text(words=warning) if warning else None,
            hint=Text(words=hint) if hint else None,
        )

    def _with_notes(self, items: list[Item], notes: Sequence[str]) -> list[Item]:
        """Return the items, their first step with the notes: those of headings before it, too."""
        told = [*self._waiting, *notes]
        first = next((item for item in items if isinstance(item, Step)), None)
        if not told or first is None:
            self._waiting = told
            return items
        self._waiting = []
        noted = self._noted(first, told)
        return [noted if item is first else item for item in items]

    def _noted(self, first: Step, told: Sequence[str]) -> Step:
        """Return a step with these notes: what the voice says, or the hint and the warning."""
        if self._notes == "say":
            return first.model_copy(update={"say": Text(words=self._joined(told))})
        warning = [first.warning.words] if first.warning else []
        hint = [first.hint.words] if first.hint else []
        warning += [line for line in told if _WARNS.match(line)]
        hint += [line for line in told if not _WARNS.match(line)]
        more = {"warning": self._joined(warning), "hint": self._joined(hint)}
        update = {name: Text(words=words) for name, words in more.items() if words}
        return first.model_copy(update=update)

    def _of_table(self, table: TableBlock, photo: str | None, in_rows: dict[int, ShownPicture]) -> list[Item]:
        """Return a step for each row: as of a packing list where its headings say so, else its words.

        A title and headings within the table are headings of the task. A row has the picture that lies in it, else
        that of the slide.
        """
        left = dict(in_rows)

        def shown_at(line: int) -> str | None:
            shown = left.pop(line, None)
            return photo if shown is None else self._kept(shown, line)

        made = self._rows_of(table, shown_at)
        if left:
            self._tell("row-picture", _ROW_PICTURE)
        return made

    def _rows_of(self, table: TableBlock, shown_at: Callable[[int], str | None]) -> list[Item]:
        """Return the steps of a table; ``shown_at`` gives the photo of a row, counted from 1."""
        rows = tuple(TableRow(n, cells) for n, cells in enumerate(table.rows, 1) if any(cells))
        listed = as_one_list(ItemTable(Path(), rows), self._screen)
        columns = find_columns(listed)
        if columns.heading is not None and len(listed.rows) > columns.start:
            items, notices, title = items_of(listed, columns, self._language, self._screen)
            self._notices += [one for one in of_language(self._language, self._screen) if one not in self._notices]
            for notice in (*listed.notices, *notices):
                told = load(self._screen)(_IN_TABLE, n=self._number, words=notice.sentence)
                self._notices.append(replace(notice, code="in-table", sentence=told))
            laid: list[Item] = [Section(title=Text(words=self._fit(title)))] if title else []
            before = ""
            for item in items:
                if item.section and item.section != before:
                    laid.append(Section(title=Text(words=self._fit(item.section))))
                    before = item.section
                update = {
                    "warning": Text(words=item.warning) if item.warning else None,
                    "hint": Text(words=item.hint) if item.hint else None,
                }
                made = self._made(sentence_of(item, self._language), [], shown_at(item.line))
                laid.append(made.model_copy(update=update))
            return laid
        taken = list(rows)
        if table.has_head and len(rows) > 1 and _is_head(rows[0]):
            self._tell("table-head", _TABLE_HEAD, words=" ".join(rows[0].cells))
            taken = taken[1:]
        return [self._made(" ".join(filter(None, row.cells)), [], shown_at(row.line)) for row in taken]

    def _joined(self, lines: Sequence[str]) -> str:
        """Lines without a full stop, as lists on slides are, read as sentences."""
        return self._fit(" ".join(line if line.endswith(_STOPS) else f"{line}." for line in lines if line))

    def _fit(self, words: str) -> str:
        if len(words) > LENGTH:
            self._tell("cut", _CUT, limit=LENGTH, words=words[LENGTH:])
        return words[:LENGTH]

    # ---- pictures ----

    def _photo(self, slide: SlideContents) -> str | None:
        """Take the picture that is shown largest; the name it gets."""
        found = sorted(slide.pictures, key=lambda shown: -shown.area.size)
        if not found and slide.background is not None:
            found = [slide.background]
        name = next(filter(None, map(self._kept, found)), None)
        if name is None:
            return None
        if len(slide.pictures) > 1:
            self._tell("more-pictures", _MORE_PICTURES)
        if slide.pictures and slide.background is not None:
            self._tell("background", _BACKGROUND)
        return name

    def _kept(self, picture: ShownPicture, of_row: int = 0) -> str | None:
        """Take a picture as the slide shows it, and tell what of that could not be made; the name it gets."""
        shown = as_shown(picture)
        if not shown:
            self._tell("odd-picture", _ODD_PICTURE)
            return None
        if is_cut_oddly(picture):
            self._tell("odd-shape", _ODD_SHAPE)
        if picture.is_recoloured:
            self._tell("recoloured", _RECOLOURED)
        if picture.is_tiled:
            self._tell("tiled", _TILED)
        number = f"{self._number:02d}" + (f"-{of_row}" if of_row else "")
        name = f"{'dia' if self._language == 'nl' else 'slide'}-{number}{shown[0]}"
        self.pictures[name] = shown[1]
        return name

    def _tell_once(self, sentence: str, code: str, words: str, *, shown: str = "") -> None:
        """Say once what many slides show; ``shown`` are words that are others on each of them."""
        if (code, words) not in self._once:
            self._once.add((code, words))
            self._tell(code, sentence, words=words or shown)

    def _tell(self, code: str, sentence: str, **values: object) -> None:
        self._notices.append(said(self._screen, code, sentence, "", fault=False, n=self._number, **values))


def _is_label(box: TextBlock, pictures: Sequence[ShownPicture]) -> bool:
    """Tell whether a text is only a name in a photo: some short words that lie on it."""
    words = " ".join(p.words for p in box.paragraphs)
    short = len(words.split()) <= 3 and not words.endswith(_STOPS[:3])
    return short and box.kind == "box" and any(_lies_on(box.area, shown.area) for shown in pictures)


def _lies_on(box: Area, photo: Area) -> bool:
    return photo.covers(box) and photo.size < 0.98


def _is_number(words: str, numbers: Sequence[int]) -> bool:
    """Tell whether words only number a slide; digits alone do where they are one of ``numbers``."""
    match = _STEP_NUMBER.fullmatch(words)
    return match is not None and (bool(match[1] or match[3]) or int(match[2]) in numbers)


def _without_lonely_headings(items: list[Item]) -> list[Item]:
    """Return the items with each heading in the hint of its step, where each has only one: such parts part nothing."""
    first = next((n for n, item in enumerate(items) if isinstance(item, Section)), len(items))
    headings, steps = items[first::2], items[first + 1 :: 2]
    if len(headings) < 2 or len(headings) != len(steps):
        return items
    kept = items[:first]
    for heading, step in zip(headings, steps, strict=True):
        if not isinstance(heading, Section) or not isinstance(step, Step):
            return items
        hint = f"{heading.title.words}{'' if heading.title.words.endswith(_STOPS) else '.'}"
        hint = " ".join([hint, *([step.hint.words] if step.hint else [])])
        if len(hint) > LENGTH:
            return items
        kept.append(step.model_copy(update={"hint": Text(words=hint)}))
    return kept


def _of_rows(table: TableBlock, pictures: Sequence[ShownPicture]) -> dict[int, ShownPicture]:
    """Return the pictures that lie in the rows of a table, one a row, by row from 1."""
    found: dict[int, ShownPicture] = {}
    for shown in sorted(pictures, key=lambda shown: -shown.area.size):
        row = table.row_of(shown.area)
        if row is not None:
            found.setdefault(row + 1, shown)
    return found


def _beside(boxes: Sequence[TextBlock], pictures: Sequence[ShownPicture]) -> list[tuple[TextBlock, ShownPicture]]:
    """Return each text with the picture nearest to it; nothing unless there are several, and each has its own."""
    if len(boxes) != len(pictures) or len(boxes) < 2:
        return []
    found = [(box, min(pictures, key=lambda shown: _distance(box.area, shown.area))) for box in boxes]
    apart = len({id(shown) for _, shown in found}) == len(found)
    return found if apart and all(_distance(box.area, shown.area) <= _NEAR for box, shown in found) else []


def _distance(box: Area, photo: Area) -> float:
    """Tell how far a text is above, below or beside a picture; 1 where it is none of these."""
    across = min(box.right, photo.right) - max(box.left, photo.left)
    down = min(box.bottom, photo.bottom) - max(box.top, photo.top)
    if across >= 0.5 * min(box.right - box.left, photo.right - photo.left):
        return max(box.top - photo.bottom, photo.top - box.bottom, 0)
    if down >= 0.5 * min(box.bottom - box.top, photo.bottom - photo.top):
        return max(box.left - photo.right, photo.left - box.right, 0)
    return 1


def _is_head(row: TableRow) -> bool:
    """Tell whether a row of a table looks like one of headings: some words in each cell, and no amounts."""
    cells = [cell for cell in row.cells if cell]
    return all(len(cell.split()) <= 3 and not cell.endswith(".") and not amount(cell) for cell in cells)


_NO_SLIDES = marked("“{name}” is not a PowerPoint file that can be read.")
_NO_SLIDES_HINT = marked("In PowerPoint choose “Save as” and then .pptx.")
_TOO_LARGE = marked("“{name}” is too large to take over.")
_LOCKED = marked("“{name}” is locked with a password.")
_UNLOCK = marked("Open it, take the password away, and save it once more.")
_OLD = marked("“{name}” was saved in an old form of PowerPoint.")
_STRICT = marked("“{name}” was saved as “Strict Open XML”, which cannot be read here.")
_EMPTY = marked("There is nothing to take over in “{name}”.")
_MANY = marked("Only the first {limit} slides were taken.")
_MANY_LINES = marked("Slide {n} has more than {limit} lines; the rest was left out.")
_FOOT = marked("The line at the foot of the slides was left out, on slide {n} first: “{words}”.")
_TOLD_ONCE = {
    "foot": _FOOT,
    "design": marked("The design of the slides has words that were left out, on slide {n} first: “{words}”."),
    "design-picture": marked("The design of the slides has a picture that was left out, on slide {n} first."),
    "moves": marked("Things come, go or move on the slides, on slide {n} first. Here all of them are there at once."),
}
_STEP_NUMBERS = marked("What only numbers the slides was left out, on slide {n} first: “{words}”.")
_HIDDEN = marked("Slide {n} is hidden, so it was left out.")
_DAMAGED = marked("Slide {n} is damaged, so it was left out.")
_EMPTY_SLIDE = marked("Slide {n} is empty, so it was left out.")
_ONLY_NOTES = marked("Slide {n} shows nothing, so it was left out, with its notes: “{words}”.")
_NOTES_LEFT = marked("No step comes after slide {n}, so these notes were left out: “{words}”.")
_NO_SENTENCE = marked("Slide {n} has no text: the step still needs its sentence.")
_COVER_TEXT = marked("Slide {n} is the cover; this was left out: “{words}”.")
_LABELS = marked("Slide {n} has names in its picture, which were left out: “{words}”.")
_CUT = marked("Slide {n} has more than {limit} letters in one text; this was left out: “{words}”.")
_IN_TABLE = marked("Slide {n}, the table. {words}")
_TABLE_HEAD = marked("Slide {n}: the headings of the table were left out: “{words}”.")
_SIGN = marked("A small picture that stands on most slides, such as a logo, was left out.")
_MORE_PICTURES = marked("Slide {n} has several pictures: the largest was taken.")
_BACKGROUND = marked("Slide {n} has a picture in its background, which was left out.")
_ODD_PICTURE = marked("Slide {n} has a picture that cannot be shown here.")
_ODD_SHAPE = marked(
    "Slide {n} cuts its picture to a shape. Here the whole picture was taken: look whether all may be seen."
)
_RECOLOURED = marked("Slide {n} shows its picture in other colours. Here it has its own.")
_TILED = marked("Slide {n} repeats a picture as tiles. Here it was taken once, and whole.")
_ROW_PICTURE = marked("Slide {n} has a picture in its table that belongs to no step; it was left out.")
_LEFT_OUT = {
    "unseen-picture": marked("Slide {n} has a picture that nobody can see on it; it was left out."),
    "film": marked("Slide {n} has a film or sound, which was left out."),
    "drawing": marked("Slide {n} has a drawing or chart, which was left out."),
    "arrow": marked("Slide {n} has arrows or drawn shapes, which were left out."),
    "embedded": marked("Slide {n} has a sheet or document in it, which was left out."),
    "linked": marked("Slide {n} has a picture that is only linked and lies on another computer; it was left out."),
    "struck": marked("Slide {n} has words that are struck out, which were left out: “{words}”."),
    "hidden": marked("Slide {n} has something hidden, which was left out. {words}"),
    "unseen": marked("Slide {n} has words that nobody can see on it, which were left out: “{words}”."),
    "covered": marked("Slide {n} has words under a shape, which were left out: “{words}”."),
    "beside": marked("Slide {n} has something beside the slide, which was left out. {words}"),
    "art-picture": marked("Slide {n} has pictures in a SmartArt, which were left out."),
    "comment": marked("Slide {n} has comments, which were left out: “{words}”."),
    "many": marked("Slide {n} has more shapes than can be read; the rest was left out."),
}
