"""The page about the workers' cards: which there are, what each wishes, and how the worker's screen looks then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from oss_app.core.check import Check
from oss_app.core.profile import Profile
from oss_app.core.task import Task
from oss_app.i18n import CARDS, Translator, card_number, card_word
from oss_app.resources import card_sign
from oss_app.ui.desk.station.card import extra
from oss_app.ui.desk.station.card_photo import PhotoChoice
from oss_app.ui.desk.station.wishes import WishesForm
from oss_app.ui.desk.widgets.camera import LiveCamera
from oss_app.ui.desk.widgets.parts import ICON, Bar, NoticeBar, Push, label, tinted
from oss_app.ui.desk.widgets.preview import Preview
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.lettering import Letters, wrapped
from oss_app.ui.kit.theme import LIGHT, Palette

THUMB = QSize(84, 56)
SIDE = 268
BORDER = 2  # of a button, in the style of the desk
MARGINS = 28 + 20 + 18
NOBODY = ""


class WorkersPage(QWidget):
    """``changed(profile)`` for each wish, ``added(card)`` and ``removed(card)`` for cards; no name is asked (P6).

    ``photo_added(jpeg)`` makes a card of a photo of the coach's own, ``photo_given(card, jpeg)`` gives one to a card
    that there is, ``photo_removed(card)`` takes it away.
    """

    changed = Signal(object)
    added = Signal(str)
    removed = Signal(str)
    photo_added = Signal(object)
    photo_given = Signal(str, object)
    photo_removed = Signal(str)
    progress_wanted = Signal(str)
    left = Signal()

    def __init__(
        self,
        tr: Translator,
        picture_of: Callable[[str], Path | None],
        languages: Sequence[tuple[str, str]],
        camera: LiveCamera,
        palette: Palette = LIGHT,
    ) -> None:
        super().__init__()
        self._tr, self._picture_of, self._palette = tr, picture_of, palette
        self._profiles: dict[str, Profile] = {}
        self._at: str = NOBODY
        self._task: tuple[Task, int | None, str] | None = None
        self._checks: Mapping[str, Check] = {}
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet(sheet(palette) + extra(palette))
        self.note = NoticeBar(palette)
        self.form = WishesForm(palette, tr, languages)
        self.form.changed.connect(self._change)
        self.preview = Preview(palette)
        self.cards: dict[str, QPushButton] = {}
        self.free: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        said = QHBoxLayout()
        said.setContentsMargins(14, 0, 14, 0)
        said.addWidget(self.note)
        column.addLayout(said)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._side())
        columns.addWidget(self._middle(camera), 5)
        columns.addWidget(self._right(), 6)
        column.addLayout(columns, 1)

    # ---- what it shows ----

    def show_task(self, task: Task, at: int | None, language: str, checks: Mapping[str, Check]) -> None:
        """Show the worker's screen with this step."""
        self._task, self._checks = (task, at, language), checks
        self._show_preview()

    def show_profiles(self, profiles: Sequence[Profile], at: str = NOBODY) -> None:
        """Show the cards there are, and the wishes of the one at hand."""
        self._profiles = {profile.card: profile for profile in profiles}
        if not any(self._profiles):
            self._profiles.setdefault(NOBODY, Profile())
        self._at = at if at in self._profiles else next(iter(sorted(self._profiles, key=_in_order)))
        self._fill_cards()
        self.show_wishes()

    def show_wishes(self) -> None:
        """Show the wishes of the card at hand, in the form and on the worker's screen."""
        profile = self._profiles[self._at]
        self._close_camera()
        self.adder.hide()
        self.wishes.show()
        self.form.show_profile(profile)
        self.remove.setVisible(bool(self._at))
        self.progress.setVisible(bool(self._at))
        self.photo.setVisible(bool(self._at))
        self.no_photo.setVisible(self._picture_of(self._at) != card_sign(self._at) and not card_number(self._at))
        self.title.setText(self.name_of(self._at))
        for card, button in self.cards.items():
            button.setChecked(card == self._at)
        self._bring_into_sight()
        self._show_preview()

    def _bring_into_sight(self) -> None:
        """Let the list show the card at hand; said once more when the list has laid out its cards."""
        if button := self.cards.get(self._at):
            self._scroll.ensureWidgetVisible(button)

    def name_of(self, card: str) -> str:
        """Return what a card is called: the word of its picture."""
        return card_word(card, self._tr) if card else self._tr("Everyone (without a card)")

    def show_proposal(self, card: str) -> None:
        """Show that a proposal about help waits for this card, and the way to it."""
        if button := self.cards.get(card):
            words = self._tr("a proposal about help")
            button.setText(f"{button.text()}\n{_lines(words)}")
            _as_high_as_its_words(button)
            button.setAccessibleName(f"{self.name_of(card)}: {words}")

    def tell(self, words: str) -> None:
        """Say what did not work."""
        self.note.say(words)

    def close_down(self) -> None:
        """Close the camera and end the preview's reading thread."""
        self._close_camera()
        self.preview.close_down()

    def _close_camera(self) -> None:
        self.photo.close_camera()
        self.own.close_camera()

    def _show_preview(self) -> None:
        if self._task is None or self._at not in self._profiles:
            return
        task, at, language = self._task
        profile = self._profiles[self._at]
        chosen = profile.language if profile.language in task.languages else language
        self.preview.show_for(profile, task, at, chosen, self._checks if profile.checks else {})

    # ---- its parts ----

    def _bar(self) -> Bar:
        tr, bar = self._tr, Bar()
        back = Push(self._palette, tr("Back"), "arrow-left")
        back.clicked.connect(self.left)
        bar.row.addWidget(back)
        bar.row.addWidget(label(tr("Workers"), "title"))
        bar.row.addWidget(label(tr("No names: everyone is known by a picture."), "muted"), 1)
        return bar

    def _side(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "side")
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 14, 14, 16)
        inside = QWidget()
        inside.setProperty("role", "side")
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._bring_into_sight)
        self.add = Push(self._palette, self._tr("Add a card"), "plus")
        self.add.clicked.connect(self._offer)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.add)
        return side

    def _middle(self, camera: LiveCamera) -> QWidget:
        tr = self._tr
        self.remove = Push(self._palette, tr("Remove this card"), "trash", "quiet")
        self.remove.clicked.connect(self._ask_removal)
        self.progress = Push(self._palette, tr("How it goes"), "chart-bar")
        self.progress.clicked.connect(lambda: self.progress_wanted.emit(self._at))
        self.title = label("", "title")
        self.wishes = QWidget()
        column = QVBoxLayout(self.wishes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.progress)
        column.addLayout(head)
        self.photo = PhotoChoice(self._palette, tr, tr("Another photo …"), camera)
        self.photo.chosen.connect(lambda jpeg: self.photo_given.emit(self._at, jpeg))
        self.photo.failed.connect(self.tell)
        self.no_photo = Push(self._palette, tr("Take the photo away"), "arrow-counter-clockwise", "quiet")
        self.no_photo.clicked.connect(lambda: self.photo_removed.emit(self._at))
        column.addWidget(self.photo)  # above the fold, as the picture is the card
        column.addWidget(self.form)
        away = QHBoxLayout()
        away.addWidget(self.no_photo)
        away.addWidget(self.remove)
        away.addStretch(1)
        column.addLayout(away)
        self.adder = QWidget()
        grid = QVBoxLayout(self.adder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        grid.addWidget(label(tr("Which picture?"), "title"))
        grid.addWidget(label(tr("Let the worker choose. The picture is the only name."), "muted", wraps=True))
        self._offered = QGridLayout()
        self.own = PhotoChoice(self._palette, tr, tr("A photo of your own …"), camera)
        self.own.chosen.connect(self.photo_added)
        self.own.failed.connect(self.tell)
        grid.addWidget(self.own)
        grid.addLayout(self._offered)
        self.adder.hide()
        inside = QWidget()
        inside.setProperty("role", "page")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(28, 20, 20, 24)  # MARGINS, and the scroll bar
        inner.addWidget(self.wishes)
        inner.addWidget(self.adder)
        inner.addStretch(1)
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setWidget(inside)
        return self.pane

    def _right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 24, 28, 24)
        column.setSpacing(12)
        column.addWidget(label(self._tr("So the worker sees it"), "heading", wraps=True))
        column.addWidget(self.preview)
        column.addStretch(1)
        return right

    def _fill_cards(self) -> None:
        for button in self.cards.values():
            button.deleteLater()
        self.cards = {}
        for number, card in enumerate(sorted(self._profiles, key=_in_order)):
            button = self._card(card, partial(self._choose, card))
            button.setCheckable(True)
            self._list.insertWidget(number, button)
            _as_high_as_its_words(button)
            self.cards[card] = button
        if self._list.count() == len(self.cards):
            self._list.addStretch(1)

    def _card(self, card: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(_lines(self.name_of(card), beside=THUMB.width() if card else ICON))
        button.setProperty("kind", "line")
        button.setAccessibleName(self.name_of(card))
        if card and (picture := self._picture_of(card)):
            image = QImage(str(picture))  # not by its name, under which Qt keeps the photo that was there before
            button.setIcon(QIcon(QPixmap.fromImage(image)))
            button.setIconSize(THUMB)
        elif not card:
            button.setIcon(tinted("users", self._palette.ink, self._palette.line))
            button.setIconSize(QSize(ICON, ICON))
        button.clicked.connect(act)
        return button

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # ---- what the coach does ----

    def _choose(self, card: str) -> None:
        self.note.hide()
        self._at = card
        self.show_wishes()

    def _change(self, values: Mapping[str, object]) -> None:
        self.note.hide()
        self.changed.emit(self._profiles[self._at].model_copy(update=dict(values)))

    def show_changed(self, profile: Profile) -> None:
        """Show that this is kept now."""
        self._profiles[profile.card] = profile
        self.form.show_profile(self._profiles[self._at])
        self._show_preview()

    def _offer(self) -> None:
        """Show the pictures that nobody has yet."""
        self._close_camera()
        self.note.hide()
        self.wishes.hide()
        for button in self.free.values():
            button.deleteLater()
        self.free = {}
        for number, card in enumerate(card for card in CARDS if card not in self._profiles):
            button = self._card(card, partial(self.added.emit, card))
            self._offered.addWidget(button, number // 2, number % 2)
            _as_high_as_its_words(button)
            self.free[card] = button
        self.adder.show()
        self._make_room()

    def _make_room(self) -> None:
        """Let no wish and no card be cut; the worker's screen takes what is left."""
        widest = max(part.minimumSizeHint().width() for part in (self.wishes, self.adder))
        self.pane.setMinimumWidth(widest + MARGINS)

    def _ask_removal(self) -> None:
        """Say first what goes away, and that it does not come back."""
        card = self._at
        what = self._tr(
            "The card {card}, its wishes and all that the journal keeps of it are deleted. This cannot be undone.",
            card=self.name_of(card),
        )
        delete = (self._tr("Delete"), partial(self.removed.emit, card))
        self.note.say(what, delete, (self._tr("Keep it"), lambda: None))


def _in_order(card: str) -> tuple[bool, int, str]:
    """Cards as they stand in the list: those with a word, those with a number, the wishes of nobody in particular."""
    return card == NOBODY, card_number(card), card


def _as_high_as_its_words(button: QPushButton) -> None:
    """Let no list press a card lower than its picture and its words; a fixed least height alone would allow it.

    By a style of its own: where the page is given its style once more, the least height of a mere button comes back.
    """
    button.setStyleSheet("")
    button.ensurePolished()
    air = 12 if button.text().count("\n") > 1 else 0
    height = max(THUMB.height() + 12, button.sizeHint().height() + air)
    button.setStyleSheet(f"min-height: {height - 2 * BORDER}px")


def _lines(words: str, *, beside: int = THUMB.width()) -> str:
    """Return the words beside the picture of a card, which is so wide, on as many lines as they need."""
    room = SIDE - beside - 76
    return "\n".join(
        f"\N{FOUR-PER-EM SPACE}{line}" for line in wrapped(words, room, Letters(18, 600, 24, LIGHT.ink).width)
    )
