"""The middle of the page: the photo of the step with its place, and below it the sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageReader, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Section, Step
from oss_app.editor.edits import MarkPlace, SetField
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator
from oss_app.media.film_data import has_sound
from oss_app.ui.desk.task.adjust import Adjuster
from oss_app.ui.desk.task.sentences import Sentences
from oss_app.ui.desk.widgets.canvas import LEAST_HEIGHT, Canvas
from oss_app.ui.desk.widgets.file_dialog import Place, choose_file
from oss_app.ui.desk.widgets.parts import ComboBox, Push, label, tinted
from oss_app.ui.desk.widgets.photo_in import FILMS, OFFERED, files_in, is_film, keep_file, keep_photo, read_photo, small
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette

HEAD, LOW_HEAD = 72, 56
SENTENCE_ROOM, SMALLEST, USEFUL, TWO_LINES = 212, 60, 140, 92
"""Pixels for the sentence and what the linter says of it, which are never out of sight; the photo keeps the rest."""
LOW, WARNING_ROOM = 800, 88
"""Where the column is lower than this, the photo leaves room for warning and hint too."""
LOWEST = 600
"""A window lower than this has no room for all fields below a photo, however small."""
ROOM_FOR_WORDS = 740
"""Pixels of width from which on all buttons above the photo have their words."""
SHOWN = "shown"
"""The property of a choice that has what was shown in it last."""
BESIDE = 100
"""Pixels beside a photo from which on the chips stand there."""


class PlaceChip(QFrame):
    """The name of the place, on the photo; another name can be chosen or typed.

    Beside it, where the step has one or the coach asks for one, the place from which to take.
    """

    named = Signal(str)
    source_named = Signal(str)

    def __init__(self, palette: Palette, tr: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 4, 4)
        row.setSpacing(4)
        self._palette = palette
        self._label, self._from = label(tr("Place:"), "strong"), label(tr("Take from:"), "strong")
        self.names = self._choice(tr("Name of the place"), self._take)
        self.sources = self._choice(tr("Place to take from"), self._take_source)
        for part in (self._label, self.names, self._from, self.sources):
            row.addWidget(part)

    def _choice(self, name: str, act: Callable[[str], None]) -> ComboBox:
        choice = ComboBox(self._palette)
        choice.setEditable(True)
        choice.setMinimumWidth(150)
        choice.setAccessibleName(name)
        choice.textActivated.connect(act)
        line = choice.lineEdit()
        assert line is not None
        line.editingFinished.connect(lambda: act(choice.currentText()))
        return choice

    def show_names(self, names: Sequence[str], now: str, source: str | None) -> None:
        """Offer these names; ``source`` is the place to take from, None where it is not shown."""
        _offer(self.names, names, now)
        _offer(self.sources, ("", *(name for name in names if name != now)), source or "")
        self._from.setVisible(source is not None)
        self.sources.setVisible(source is not None)

    def _take(self, name: str) -> None:
        if name.strip() and name.strip() != self.names.property(SHOWN):
            self.named.emit(name.strip())

    def _take_source(self, name: str) -> None:
        if name.strip() != self.sources.property(SHOWN):
            self.source_named.emit(name.strip())


def _offer(choice: ComboBox, names: Sequence[str], now: str) -> None:
    if (list(names), now) == ([choice.itemText(n) for n in range(choice.count())], choice.property(SHOWN)):
        return
    choice.setProperty(SHOWN, now)
    choice.blockSignals(True)
    choice.clear()
    choice.addItems(list(names))
    choice.setCurrentText(now)
    choice.blockSignals(False)


class Work(QWidget):
    """What is done to one step; ``camera_wanted`` asks for the camera."""

    camera_wanted = Signal()
    several_came = Signal(list)
    """Several photos were dropped or pasted: they are no step's."""

    def __init__(self, palette: Palette, tr: Translator, pictures: Pictures) -> None:
        super().__init__()
        self._tr = tr
        self._draft: OpenTask | None = None
        self._source_asked: int | None = None
        self._shown_at: int | None = None
        self.canvas = Canvas(palette, pictures, tr("Drop a photo here"))
        self.place = PlaceChip(palette, tr, self.canvas)
        self.tip = label("", "chip")
        self.tip.setParent(self.canvas)
        self.sentences = Sentences(palette, tr)
        self.number = label("", "heading")
        self.more = Push(palette, tr("More for this step"), "dots-three", "square")
        self.take_photo = Push(palette, tr("Take photo"), "camera")
        self.choose_photo = Push(palette, tr("Choose photo"), "image")
        self.adjust = Push(palette, tr("Turn, cut, lighten the photo"), "crop", "square")
        self.adjuster = Adjuster(tr, self, self._begin_cut)
        self.film = Push(palette, tr("Film"), "film-strip")
        self.film_sound = Push(palette, tr("The film's own sound"), "speaker-slash", "square")
        self._sound_icons = [tinted(icon, palette.ink, palette.line) for icon in ("speaker-slash", "speaker-high")]
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(10)
        self._head.addWidget(self.number)
        self._head.addWidget(self.more)
        self._head.addStretch(1)
        for button in (self.adjust, self.take_photo, self.choose_photo, self.film, self.film_sound):
            self._head.addWidget(button)
        self._lay_out()
        self.canvas.marked.connect(self._mark)
        self.canvas.settled.connect(self._leave)
        self.canvas.dropped.connect(self.take_mime)
        self.canvas.reshaped.connect(self._put_chips)
        self.canvas.cut_out.connect(self._cut)
        self.adjust.clicked.connect(self._adjust)
        self.place.named.connect(self._name_place)
        self.place.source_named.connect(self._name_source)
        self.take_photo.clicked.connect(self.camera_wanted)
        self.choose_photo.clicked.connect(self._choose_photo)
        self.film.clicked.connect(lambda: self.adjuster.ask_film(self._draft, self.film, self._choose_film))
        self.film_sound.clicked.connect(self._turn_film_sound)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(14)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.sentences)
        self._rest = QWidget()  # takes the room where there is no photo
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.addWidget(self._rest, 1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self._bar = head = QWidget()
        head.setFixedHeight(HEAD)
        head.setLayout(self._head)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(scroll, 1)

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        self.sentences.set_draft(draft)
        draft.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the item as it is now."""
        draft, tr = self._draft, self._tr
        if draft is None:
            return
        step = draft.step
        item = draft.task.items[draft.at] if draft.at is not None else None
        names: dict[type, str] = {Section: tr("Section"), Break: tr("Break")}
        self.number.setText(tr("Step {n}", n=draft.step_number) if step else names.get(type(item), tr("No steps yet")))
        for button in (self.take_photo, self.choose_photo, self.film):
            button.setVisible(step is not None)
        self.canvas.setVisible(step is not None)
        self._rest.setVisible(step is None)
        self._show_film_sound(draft.task.folder, step)
        if step is None:
            self.adjust.hide()
            return
        photo = draft.task.folder / step.photo if step.photo else None
        self.adjust.setVisible(photo is not None)
        outline = draft.task.outline_of(step)
        if self._shown_at != draft.at and not any(f.line.hasFocus() for f in self.sentences.fields.values()):
            self._scroll.verticalScrollBar().setValue(0)  # another step begins with its photo
        self._shown_at = draft.at
        self.canvas.show_photo(photo, outline)
        self._fit_head()
        known = {name for marks in draft.task.places.values() for name in marks}
        known |= {name for other in draft.task.steps for name in (other.place, other.take) if name}
        asks = self._source_asked == draft.at
        self.place.show_names(sorted(known), step.place or "", step.take or ("" if asks else None))
        self.place.setVisible(outline is not None or asks or step.take is not None)
        self.tip.setVisible(photo is not None)
        self.tip.setText(tr("Drag to move the place.") if outline else tr("Drag over the photo: here it goes."))
        self._put_chips()

    def _fit_head(self) -> None:
        """Leave the words of the last buttons out where the column is narrow; their names stay."""
        step, tr = (self._draft.step if self._draft else None), self._tr
        narrow = self.width() < ROOM_FOR_WORDS
        film = tr("Film ✓") if step and step.film else tr("Film")
        for button, name in ((self.film, film), (self.choose_photo, tr("Choose photo"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.relabel("" if narrow else name)

    def _put_chips(self) -> None:
        """Lay the chips on the photo's lower corners."""
        box = self.canvas.photo_box
        whole = QRectF(self.canvas.rect())
        room = round(whole.right() - box.right()) - 12
        is_beside = box.left() > BESIDE
        if is_beside:  # beside a narrow photo, not on it
            box = QRectF(whole.left() - 16, box.top(), whole.width() + 32, box.height())
        self.place.adjustSize()
        self.tip.setWordWrap(False)
        width = self.tip.sizeHint().width()
        wraps = is_beside and width * 0.4 < room < width and whole.height() >= TWO_LINES
        self.tip.setWordWrap(wraps)
        self.tip.setFixedWidth(room if wraps else width)
        self.place.setFixedHeight(56)
        self.tip.setFixedHeight(max(56, self.tip.heightForWidth(room)) if wraps else 56)
        bottom = round(box.bottom()) - 16
        self.place.move(round(box.left()) + 16, max(0, bottom - 56))
        self.tip.move(round(box.right()) - 16 - self.tip.width(), max(0, bottom - self.tip.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()
        height = event.size().height()
        head = HEAD if height >= LOW else LOW_HEAD
        self._bar.setFixedHeight(head)
        room = height - head - SENTENCE_ROOM - (WARNING_ROOM if height < LOW else 0)
        # in a window so low the words are below the fold anyhow, and a smaller photo would help nobody
        least = USEFUL if self.window().height() < LOWEST else SMALLEST
        self.canvas.setMinimumHeight(max(least, min(LEAST_HEIGHT, room)))

    # ---- the place ----

    def _mark(self, outline: object) -> None:
        draft = self._draft
        if draft and draft.at is not None:
            draft.do(MarkPlace(draft.at, outline))  # type: ignore[arg-type]

    def _name_place(self, name: str) -> None:
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None or draft.at is None:
            return
        outline = draft.task.outline_of(step)
        draft.seal()
        draft.do(MarkPlace(draft.at, outline, name) if outline else SetField(draft.at, "place", name))

    def ask_source(self) -> None:
        """Offer to name the place from which the step takes."""
        self._source_asked = self._draft.at if self._draft else None
        self.refresh()
        self.place.sources.setFocus()

    def _name_source(self, name: str) -> None:
        draft = self._draft
        if draft and draft.at is not None:
            draft.seal()
            draft.do(SetField(draft.at, "take", name or None))

    def _adjust(self) -> None:
        if self._draft:
            self.adjuster.open_menu(self._draft, self.adjust)

    def _begin_cut(self) -> None:
        self.canvas.begin_cut()
        self.tip.setText(self._tr("Drag over what stays."))
        self._put_chips()

    def _cut(self, box: tuple[float, float, float, float]) -> None:
        if self._draft:
            self.adjuster.cut(self._draft, box)

    def _leave(self) -> None:
        if self._draft:
            self._draft.seal()

    # ---- photos and films ----

    def take_image(self, image: QImage, name: str, *, from_same_spot: bool = False) -> None:
        """Give this photo to the step; ``from_same_spot``: by a camera that does not move, as the one before may be."""

        def take(draft: OpenTask) -> None:
            before = draft.folder / draft.step.photo if draft.step and draft.step.photo else None
            is_alike = from_same_spot and before is not None and _have_one_shape(before, image)
            draft.set_photo(keep_photo(small(image), draft.folder, name), from_same_spot=is_alike)

        self._try(take)

    def take_file(self, path: Path) -> None:
        """Give the photo, or the film, in this file to the step."""
        if is_film(path):
            self._try(lambda draft: self._set_film(draft, keep_file(path, draft.folder)))
        else:
            self._try(lambda draft: draft.set_photo(keep_photo(read_photo(path), draft.folder, path.stem)))

    def take_mime(self, data: QMimeData) -> None:
        """Give what was dropped or pasted to the step."""
        files = files_in(data, FILMS)
        if len(files) > 1:
            self.several_came.emit([file for file in files if not is_film(file)])
            files = [file for file in files if is_film(file)]
        if files:
            self.take_file(files[0])
        elif data.hasImage():
            self.take_image(QImage(data.imageData()), self._tr("photo"))

    def paste(self) -> None:
        """Give the photo of the clipboard to the step."""
        self.take_mime(QGuiApplication.clipboard().mimeData())

    def _set_film(self, draft: OpenTask, name: str) -> None:
        if draft.at is not None:
            draft.seal()
            draft.do(SetField(draft.at, "film", name))

    def _try(self, act: Callable[[OpenTask], None]) -> None:
        if self._draft is None or self._draft.step is None:
            return
        try:
            act(self._draft)
        except UserError as error:
            self._draft.tell(error)
        except OSError:
            self._draft.told.emit(self._tr("This file cannot be read."))

    def _choose_photo(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in OFFERED)
        kinds = f"{self._tr('Photos')} ({endings})"
        if path := choose_file(self, self._tr, self._tr("Choose photo"), kinds, Place.PHOTOS):
            self.take_file(path)

    def _show_film_sound(self, folder: Path, step: Step | None) -> None:
        """Offered where the film has a sound, or is said to have one."""
        heard = step is not None and step.film_sound
        self.film_sound.setVisible(bool(step and step.film and (heard or has_sound(folder / step.film))))
        self.film_sound.setIcon(self._sound_icons[heard])
        said = self._tr("The film is heard with its own sound. The voice is silent then.")
        name = (
            said if heard else self._tr("The film is silent, and the voice speaks. Press to hear the film's own sound.")
        )
        self.film_sound.setToolTip(name)
        self.film_sound.setAccessibleName(name)

    def _turn_film_sound(self) -> None:
        step = self._draft.step if self._draft else None
        if self._draft and step and self._draft.at is not None:
            self._draft.do(SetField(self._draft.at, "film_sound", None if step.film_sound else True))

    def _choose_film(self) -> None:
        endings, films = " ".join(f"*.{ending}" for ending in FILMS), self._tr("Films")
        kinds = f"{films} ({endings})"
        if path := choose_file(self, self._tr, self._tr("Choose a film"), kinds, Place.FILMS):
            self.take_file(path)


def _have_one_shape(file: Path, image: QImage) -> bool:
    """Tell whether a photo is as wide for its height as a picture: one of a phone, or one that was cut, is not."""
    size = QImageReader(str(file)).size()
    return abs(size.width() * image.height() - image.width() * size.height()) <= 0.01 * size.width() * image.height()
