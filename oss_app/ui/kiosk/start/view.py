"""The start: who is it, in which language, and what is to be done; by pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QLabel, QWidget

from oss_app.core.profile import Profile
from oss_app.core.settings import DEFAULT_KEYS, GUARD_S, Gesture
from oss_app.player.screen import ControlSlot
from oss_app.ui.kiosk.button import Button, ButtonStyle, Shape, shape_for
from oss_app.ui.kiosk.keyboard import ACTIVATES
from oss_app.ui.kiosk.page import Page
from oss_app.ui.kiosk.player.labels import SentenceLabel
from oss_app.ui.kiosk.sizes import BOLD
from oss_app.ui.kiosk.start.card import Card
from oss_app.ui.kiosk.start.card_layout import CardLayout, CardPage, pages
from oss_app.ui.kiosk.start.screen import Choice, StartScreen
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.framing import MIDDLE
from oss_app.ui.kit.lettering import Letters, draw_lines
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.theme import PALETTES, Palette

FORWARD, BACKWARD = frozenset({"Right", "Down"}), frozenset({"Left", "Up"})


class StartView(Page):
    """Shows one ``StartScreen``; more cards than fit are on further pages."""

    chosen = Signal(str)
    refused = Signal(str)
    """The key of a card that cannot be chosen; its sentence stands on the screen."""
    pressed = Signal(Gesture)
    door_pressed = Signal()
    globe_pressed = Signal()
    reached = Signal(str)
    """The key of a card that was gone to by a key."""

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]] = DEFAULT_KEYS,
        guard_s: float = GUARD_S,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(keys, guard_s, clock, also=ACTIVATES | FORWARD | BACKWARD, parent=parent)
        self._profile, self._mm = Profile(), 3.6
        self._screen: StartScreen | None = None
        self._page = 0
        self.pictures = Pictures(self)
        self._title, self._person = SentenceLabel(self), _Person(self.pictures, self)
        self._cards: list[Card] = []
        self._buttons = {slot: Button(self) for slot in (ControlSlot.BACK, ControlSlot.HEAR, ControlSlot.HELP)}
        for slot, button in self._buttons.items():
            self.adopt(button).clicked.connect(lambda *_, slot=slot: self._press(slot))
        self._door = Button(self)
        self.adopt(self._door).clicked.connect(self._open_door)
        self._globe = Button(self)
        self.adopt(self._globe).clicked.connect(self._open_globe)

    def set_profile(self, profile: Profile, pixels_per_mm: float) -> None:
        """Theme and text size; ``pixels_per_mm`` is in Qt's own pixels."""
        self._profile, self._mm = profile, pixels_per_mm
        if self._screen:
            self._lay_out()

    def show_start(self, screen: StartScreen) -> None:
        """Ask this, from its first page."""
        self._screen, self._page = screen, 0
        self.show_anew()
        self._title.say(screen.title)
        self._lay_out()
        if self._cards:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_down(self) -> None:
        """End the reading thread."""
        self.pictures.close()

    @property
    def title(self) -> str:
        """What stands above the cards."""
        return self._title.text()

    @property
    def is_waiting(self) -> bool:
        """Whether a picture is still being read."""
        wanted = [self._person.wanted, *(card.wanted for card in self._cards if card.isVisible())]
        return any(one and not self.pictures.has(one) for one in wanted)

    def _palette(self) -> Palette:
        return PALETTES[self._profile.theme]

    def _lay_out(self) -> None:
        screen = self._screen
        if screen is None:
            return
        scale = self._profile.text_percent / 100
        dealt = pages(
            screen, self.width(), self.height(), self._mm, scale, measured, left_handed=self._profile.left_handed
        )
        self._page %= len(dealt)
        page = dealt[self._page]
        where = page.where
        self._title.set_style(self._palette(), where.layout, right_to_left=screen.right_to_left)
        self._title.place(where.title)
        self._person.show_person(screen, where, self._palette())
        look = self._look(where, where.layout.sizes.label)
        for slot, button in self._buttons.items():
            control = next((c for c in screen.controls if c.slot is slot), None)
            button.setVisible(control is not None)
            if control:
                button.set_style(_with(look, shape_for(where.layout)))
                button.place(where.controls[slot])
                button.show_control(control.label, control.icon, control.dress)
        self._door.setVisible(bool(screen.door))
        self._door.set_style(_with(self._look(where, where.layout.sizes.head), Shape.ROW, quiet=True))
        self._door.place(where.door)
        self._door.show_control(screen.door, "lock-simple")
        self._globe.setVisible(bool(screen.globe))
        self._globe.set_style(self._door.look)
        self._globe.place(where.globe)
        self._globe.show_control(screen.globe, "globe")
        self._deal(screen, page)
        self.steer(by_keys=self.steered_by_keys)
        self.update()

    def _deal(self, screen: StartScreen, page: CardPage) -> None:
        """Put the cards of this page on the table; where there are more pages, the last one turns the page."""
        shown, where = list(page.choices), page.where
        if page.turns:
            shown.append(Choice("", screen.more, icon="arrow-right"))
        while len(self._cards) < len(shown):
            card = Card(self.pictures, self)
            self.adopt(card).clicked.connect(lambda *_, card=card: self._choose(card))
            self._cards.append(card)
        cells = [*where.cells[: len(shown) - 1], where.cells[-1]] if page.turns else where.cells
        for card, choice, cell in zip(self._cards, shown, cells, strict=False):
            words = where.words_for(choice.word)
            card.set_style(self._look(where, words.px))
            card.place(cell)
            card.show_choice(choice, words)
            card.show()
        for card in self._cards[len(shown) :]:
            card.hide()
        self._order(shown)
        wanted = [self._person.wanted, *(card.wanted for card in self._cards[: len(shown)])]
        self.pictures.want([one for one in wanted if one])

    def _order(self, shown: list[Choice]) -> None:
        """Set the order of Tab: the cards, then the controls, then the globe and the door."""
        chain: list[QWidget] = [*self._cards[: len(shown)], *self._buttons.values(), self._globe, self._door]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _look(self, where: CardLayout, px: float) -> ButtonStyle:
        rtl = bool(self._screen and self._screen.right_to_left)
        return ButtonStyle(self._palette(), px, where.layout.mm, where.layout.radius, Shape.ROW, rtl, tall=rtl)

    # what the worker does

    def _choose(self, card: Card) -> None:
        if not self.lets(Gesture.DONE) or self._screen is None:
            return
        choice = card.choice
        if choice.refusal:
            self._title.say(choice.refusal)
            self.refused.emit(choice.key)
        elif choice.key:
            self.chosen.emit(choice.key)
        else:
            self._page += 1
            self._title.say(self._screen.title)
            self._lay_out()

    def _press(self, slot: ControlSlot) -> None:
        for control in self._screen.controls if self._screen else ():
            if control.slot is slot:
                self._make(control.gesture)

    def _make(self, gesture: Gesture) -> None:
        if self.lets(gesture):
            self.pressed.emit(gesture)

    def _open_door(self) -> None:
        if self.lets(Gesture.DONE):
            self.door_pressed.emit()

    def _open_globe(self) -> None:
        if self.lets(Gesture.DONE):
            self.globe_pressed.emit()

    def _move(self, by: int) -> None:
        """To another card or control; not to the coach's door, so that none of the worker's keys leads through it."""
        stops = [button for button in self.buttons() if button is not self._door and button.isVisible()]
        focused = self.focusWidget()
        here = next((at for at, button in enumerate(stops) if button is focused), None)
        button = stops[0 if here is None else (here + by) % len(stops)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(button, Card):
            self.reached.emit(button.choice.key)

    def key_counted(self, key: str) -> None:
        """Arrows and the keys for Back go from card to card, the keys for Done choose; others press their control."""
        gesture = self.keyboard.gesture(key)
        if key in BACKWARD:
            self._move(-1)
        elif key in FORWARD or (gesture is Gesture.BACK and key not in BACKWARD):
            self._move(1)
        elif key in ACTIVATES or gesture is Gesture.DONE:
            focused = self.focusWidget()
            if isinstance(focused, Button) and focused.hasFocus():
                focused.clicked.emit()
        elif gesture and self._screen and any(control.gesture is gesture for control in self._screen.controls):
            self._make(gesture)

    def ground(self) -> str:
        return self._palette().ground

    def buttons(self) -> Iterable[Button]:
        return (*self._cards, *self._buttons.values(), self._globe, self._door)

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show at the first Tab where the focus is; from there on it moves."""
        is_first = not self.steered_by_keys
        seen = super().eventFilter(watched, event)
        return seen or (is_first and self.steered_by_keys and isinstance(watched, Card))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)


class _Person(QLabel):
    """The card that was chosen, small, with its word."""

    def __init__(self, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._wanted: Wanted | None = None
        self._where: CardLayout | None = None
        self._palette_now = PALETTES[Profile().theme]
        self._rtl = False
        pictures.arrived.connect(self._arrived)

    @property
    def wanted(self) -> Wanted | None:
        """What has to be read to show the card."""
        return self._wanted

    def show_person(self, screen: StartScreen, where: CardLayout, palette: Palette) -> None:
        person = screen.person
        self.setVisible(person is not None)
        self._wanted = None
        if person is None:
            return
        self.setText(person.word)
        self._where, self._palette_now, self._rtl = where, palette, screen.right_to_left
        box, sentence = where.person, where.layout.sentence
        self.setGeometry(sentence.x, box.y, sentence.w, box.h)
        side = round(box.h * self.devicePixelRatioF())
        self._wanted = Wanted(person.picture, side, side, place=MIDDLE, cut=1.0) if person.picture else None

    def _arrived(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._where is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap = float(self.height()), self._where.layout.margin * 0.75
        ready = self._pictures.get(self._wanted) if self._wanted else None
        if ready:
            x = self.width() - side if self._rtl else 0.0
            ratio = self.devicePixelRatioF()
            brush = QBrush(ready.image)
            brush.setTransform(QTransform.fromTranslate(x, 0).scale(1 / ratio, 1 / ratio))
            painter.setBrush(brush)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(x, 0, side, side), side * 0.22, side * 0.22)
        px = self._where.layout.sizes.head
        letters = Letters(px, BOLD, side, self._palette_now.ink)
        skip = side + gap if self._wanted else 0.0
        box = QRectF(0 if self._rtl else skip, 0, self.width() - skip, side)
        draw_lines(painter, [self.text()], box, letters, right_to_left=self._rtl)
        painter.end()


def _with(look: ButtonStyle, shape: Shape, *, quiet: bool = False) -> ButtonStyle:
    return ButtonStyle(
        look.palette, look.px, look.mm, look.radius, shape, look.right_to_left, tall=look.tall, quiet=quiet
    )
