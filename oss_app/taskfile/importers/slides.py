"""A PowerPoint file becomes a draft: one slide, one step, with its picture; bullets become a step each."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from oss_app.core.problem import Problem
from oss_app.core.task import Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.i18n import marked
from oss_app.taskfile.importers.draft import TaskDraft, picture, said, title_of
from oss_app.taskfile.importers.photos import in_sections
from oss_app.taskfile.lint.rules import LANGUAGES

log = logging.getLogger(__name__)
MAX_BYTES = 300_000_000  # of the file
MAX_UNPACKED = 600_000_000
MAX_PARTS = 20_000
MAX_XML = 50_000_000  # of one part of it that is no picture
MAX_SLIDES = 500
MAX_LINES = 200  # on one slide
LENGTH = 400  # letters of one text
DEPTH = 8  # groups within groups
_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SIDE_TEXTS = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
_TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE}


@dataclass
class _Slide:
    """What stands on one slide. ``pictures`` are their bytes by how large they are shown."""

    number: int
    title: str = ""
    is_cover: bool = False
    lines: list[str] = field(default_factory=list)
    bulleted: bool = False
    notes: str = ""
    pictures: list[tuple[float, bytes]] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


def from_slides(
    path: Path, language: str = "nl", screen: str = "nl", notes: Literal["hint", "say"] = "hint"
) -> TaskDraft | Problem:
    """A draft of a PowerPoint file (.pptx); or why there is none.

    A slide's title, or else its first text, is the sentence; the largest picture is the photo; the notes become the
    hint, or what the voice says. A slide with a list and no instruction of its own gives a section and a step for
    each line. Hidden slides are left out.
    """
    if not _is_sound(path):
        return said(screen, "no-slides", _NO_SLIDES, _NO_SLIDES_HINT, fault=True, name=path.name)
    notices: list[Problem] = []
    try:
        slides = list(_slides(path, screen, notices))
    except Exception:  # python-pptx raises whatever the damaged part of a file makes it raise
        log.info("a presentation could not be read", exc_info=True)
        return said(screen, "no-slides", _NO_SLIDES, _NO_SLIDES_HINT, fault=True, name=path.name)
    builder = _SlideBuilder(language, screen, notes, notices)
    for slide in slides:
        builder.add(slide)
    if not builder.items:
        return said(screen, "empty-slides", _EMPTY, _NO_SLIDES_HINT, fault=True, name=path.name)
    items = builder.items
    if all(isinstance(item, Step) for item in items):
        items = in_sections([item for item in items if isinstance(item, Step)], language)
    title = Text(words=builder.title or title_of(path))
    task = Task(title=title, language=language, photo=builder.cover, items=tuple(items))
    return TaskDraft(task, builder.pictures, tuple(notices))


# Reading ------------------------------------------------------------------------------------------------------------


def _is_sound(path: Path) -> bool:
    """Whether the file is a zip that does not grow beyond all measure."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return False
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):
        return False
    large = any(part.file_size > MAX_XML and part.filename.endswith((".xml", ".rels")) for part in parts)
    return not large and len(parts) <= MAX_PARTS and sum(part.file_size for part in parts) <= MAX_UNPACKED


def _slides(path: Path, screen: str, notices: list[Problem]) -> Iterator[_Slide]:
    with path.open("rb") as file:
        presentation = Presentation(file)
    for number, slide in enumerate(presentation.slides, 1):
        if number > MAX_SLIDES:
            notices.append(said(screen, "many-slides", _MANY, limit=MAX_SLIDES))
            return
        if slide.element.get("show") in ("0", "false"):
            notices.append(said(screen, "hidden-slide", _HIDDEN, n=number))
            continue
        try:
            yield _read(number, slide)
        except Exception:  # one damaged slide does not spoil the others
            log.info("slide %d could not be read", number, exc_info=True)
            notices.append(said(screen, "damaged-slide", _DAMAGED, n=number))


def _read(number: int, slide: Any) -> _Slide:
    found = _Slide(number)
    for shape in _shapes(slide.shapes, found):
        _take(shape, found)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        found.notes = _tidy(slide.notes_slide.notes_text_frame.text)
    return found


def _shapes(shapes: Any, found: _Slide, depth: int = 0) -> Iterator[Any]:
    """The shapes of a slide, those within groups too."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            if depth < DEPTH:
                yield from _shapes(shape.shapes, found, depth + 1)
        else:
            yield shape


def _take(shape: Any, found: _Slide) -> None:
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    if kind in _SIDE_TEXTS:
        return
    if kind in _TITLES:
        found.title = _tidy(shape.text_frame.text)
        found.is_cover = kind == PP_PLACEHOLDER.CENTER_TITLE
        return
    image = _image(shape)
    if image is not None:
        size = float(shape.width or 0) * float(shape.height or 0)
        found.pictures.append((size, image))
    elif shape.shape_type == MSO_SHAPE_TYPE.MEDIA:
        found.left_out.add("film")
    elif getattr(shape, "has_chart", False) or shape.shape_type == MSO_SHAPE_TYPE.IGX_GRAPHIC:
        found.left_out.add("drawing")
    elif getattr(shape, "has_table", False):
        rows = [" ".join(filter(None, (_tidy(cell.text) for cell in row.cells))) for row in shape.table.rows]
        _add_lines(found, rows, bulleted=True)
    elif shape.has_text_frame:
        lines = [_tidy(paragraph.text) for paragraph in shape.text_frame.paragraphs]
        body = kind in (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
        _add_lines(found, lines, bulleted=body or _has_bullets(shape))


def _image(shape: Any) -> bytes | None:
    """The bytes of a picture, in a placeholder or not; None for what is no picture, or one that lies elsewhere."""
    try:
        blob: bytes = shape.image.blob
    except (AttributeError, ValueError, KeyError):
        return None
    return blob


def _has_bullets(shape: Any) -> bool:
    marks = (f"{{{_DRAWINGML}}}{mark}" for mark in ("buChar", "buAutoNum", "buBlip"))
    return next(shape.text_frame._txBody.iter(*marks), None) is not None


def _add_lines(found: _Slide, lines: list[str], *, bulleted: bool) -> None:
    lines = [line for line in lines if line]
    found.bulleted = found.bulleted or (bulleted and len(lines) > 1)
    found.lines += lines[: MAX_LINES - len(found.lines)]


def _sentences(lines: Sequence[str]) -> str:
    """Lines without a full stop, as lists on slides are, read as sentences."""
    return " ".join(line if line.endswith((".", "!", "?", ":", ";", ",")) else f"{line}." for line in lines)


def _tidy(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LENGTH]


# Building -----------------------------------------------------------------------------------------------------------


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

    def add(self, slide: _Slide) -> None:
        photo = self._photo(slide)
        for what in sorted(slide.left_out):
            self._tell("left-out", _FILM if what == "film" else _DIAGRAM, slide)
        if self._is_cover(slide):
            self.title, self.cover = slide.title, photo
            return
        own = slide.title if self._is_instruction(slide.title) else ""
        if slide.bulleted and not own:
            self._list(slide, photo)
        elif slide.title and not own and not slide.lines and not photo:
            self.items.append(Section(title=Text(words=slide.title)))
        elif slide.title or slide.lines or photo:
            self._step(slide, photo)
        else:
            self._tell("empty-slide", _EMPTY_SLIDE, slide)

    def _is_cover(self, slide: _Slide) -> bool:
        first = not self.items and not self.title
        return first and bool(slide.title) and slide.is_cover and not self._is_instruction(slide.title)

    def _is_instruction(self, words: str) -> bool:
        """Whether these words tell what to do, and are no heading."""
        if not words:
            return False
        known = LANGUAGES.get(self._language)
        first = re.match(r"[\w'-]+", words.lower())
        many = len(words.split()) > 2
        return words.endswith(".") or bool(many and known and first and known.is_verb(first[0]))

    def _list(self, slide: _Slide, photo: str | None) -> None:
        if slide.title:
            self.items.append(Section(title=Text(words=slide.title)))
        for n, line in enumerate(slide.lines):
            self.items.append(Step(text=Text(words=line), photo=photo, **(self._notes_of(slide) if not n else {})))

    def _step(self, slide: _Slide, photo: str | None) -> None:
        lines = [slide.title, *slide.lines] if slide.title else list(slide.lines)
        words = lines.pop(0) if lines else ""
        more = self._notes_of(slide)
        if lines and "hint" not in more:
            more["hint"] = Text(words=_sentences(lines)[:LENGTH])
        elif lines:
            self._tell("more-text", _MORE_TEXT, slide)
        if not words:
            self._tell("no-sentence", _NO_SENTENCE, slide)
        self.items.append(Step(text=Text(words=words), photo=photo, **more))

    def _notes_of(self, slide: _Slide) -> dict[str, Text]:
        return {self._notes: Text(words=slide.notes)} if slide.notes else {}

    def _photo(self, slide: _Slide) -> str | None:
        """Take the largest picture that can be shown; the name it gets."""
        shown = None
        for _, data in sorted(slide.pictures, key=lambda found: -found[0]):
            shown = picture(data)
            if shown:
                break
            self._tell("odd-picture", _ODD_PICTURE, slide)
        if not shown:
            return None
        if len(slide.pictures) > 1:
            self._tell("more-pictures", _MORE_PICTURES, slide)
        name = f"{'dia' if self._language == 'nl' else 'slide'}-{slide.number:02d}{shown[0]}"
        self.pictures[name] = shown[1]
        return name

    def _tell(self, code: str, sentence: str, slide: _Slide) -> None:
        self._notices.append(said(self._screen, code, sentence, n=slide.number))


_NO_SLIDES = marked("“{name}” is not a PowerPoint file that can be read.")
_NO_SLIDES_HINT = marked("In PowerPoint choose “Save as” and then .pptx.")
_EMPTY = marked("There is nothing to take over in “{name}”.")
_MANY = marked("Only the first {limit} slides were taken.")
_HIDDEN = marked("Slide {n} is hidden, so it was left out.")
_DAMAGED = marked("Slide {n} is damaged, so it was left out.")
_EMPTY_SLIDE = marked("Slide {n} is empty, so it was left out.")
_NO_SENTENCE = marked("Slide {n} has no text: the step still needs its sentence.")
_MORE_TEXT = marked("Slide {n} has more text than fits one step: only its first line was taken.")
_MORE_PICTURES = marked("Slide {n} has several pictures: the largest was taken.")
_ODD_PICTURE = marked("Slide {n} has a picture that cannot be shown here.")
_FILM = marked("Slide {n} has a film or sound, which was left out.")
_DIAGRAM = marked("Slide {n} has a drawing or chart, which was left out.")
