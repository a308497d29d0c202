"""The worker's screen: shows a ``Screen``, and says which gesture was made."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from oss_app.core.profile import Profile
from oss_app.core.settings import DEFAULT_KEYS, GUARD_S, Gesture
from oss_app.player.screen import (
    Control,
    ControlSlot,
    Extent,
    LineKind,
    Picture,
    Screen,
    ScreenKind,
    StepWords,
    Variant,
)
from oss_app.ui.kiosk.button import Button, ButtonStyle, Shape, shape_for
from oss_app.ui.kiosk.keyboard import ACTIVATES
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out, lay_out_at, rooms_for_five
from oss_app.ui.kiosk.own_layout import (
    LOWER,
    SHARES,
    Part,
    holds_titles,
    least_photo,
    leaves_enough,
    parts_of,
    title_lines,
    turn_at_end,
    usual,
    words_of,
)
from oss_app.ui.kiosk.page import Page
from oss_app.ui.kiosk.player.grid_layout import LEAST_PICTURE_MM, have_room
from oss_app.ui.kiosk.player.labels import LargeMessage, SentenceLabel, StripHalf
from oss_app.ui.kiosk.player.photo import PhotoView
from oss_app.ui.kiosk.player.progress import ProgressBar
from oss_app.ui.kiosk.player.step_grid import KINDS, STEPS_DOWN, StepGrid
from oss_app.ui.kiosk.sizes import CAPITAL, LEAST_LABEL_MM
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.motion import system_wants_stillness
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.small_photos import SmallPhotos
from oss_app.ui.kit.theme import LIGHT, PALETTES, Palette, palette_of_call

SPEAKS = {ScreenKind.CALL: "hand-palm", ScreenKind.BREAK: "coffee"}
"""Screens that speak in large words instead of a photo, and their sign."""
BY_THEMSELVES = frozenset({ScreenKind.STEP, ScreenKind.QUESTION, ScreenKind.KIT_END, ScreenKind.FINISHED})
"""Screens that may lay out for themselves; the controls stay all the same."""


class PlayerView(Page):
    """Draws and decides nothing. Where things stand is settled by ``set_profile``, not by a screen."""

    pressed = Signal(Gesture)
    ticked = Signal(int)
    """A row of a list, counted from 0 on the screen."""
    door_pressed = Signal()
    resized = Signal()
    shown = Signal(object, object, object)
    """Each screen when it was laid out: the ``Screen``, its ``ScreenLayout`` and the ``Palette``."""

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]] = DEFAULT_KEYS,
        guard_s: float = GUARD_S,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
        small: SmallPhotos | None = None,
    ) -> None:
        super().__init__(keys, guard_s, clock, also=ACTIVATES | STEPS_DOWN.keys(), parent=parent)
        self.keyboard.down.connect(self._show_down)
        self.keyboard.up.connect(self._show_up)
        self._profile, self._extent = Profile(), Extent((), (), (), True)
        self._mm = 3.6
        self._drawn: Palette | None = None
        self._screen: Screen | None = None
        self._first_turn: int | None = None
        self._came, self._coming_s = -math.inf, guard_s
        self._layouts: dict[tuple[bool, bool], ScreenLayout] = {}
        self._controls: Mapping[ControlSlot, Control] = {}
        self._small = small
        self.pictures = Pictures(self, small.read) if small else Pictures(self)
        self._progress, self._sentence = ProgressBar(self), SentenceLabel(self)
        self.pictures.arrived.connect(self._arrived)
        self._photo = PhotoView(self.pictures, self)
        self._warning, self._line = StripHalf(self), StripHalf(self)
        self._message = LargeMessage(self)
        self._buttons = {slot: Button(self) for slot in ControlSlot}
        for slot, button in self._buttons.items():
            self.adopt(button).clicked.connect(lambda *_, slot=slot: self._act(self._controls.get(slot)))
        self._more = Button(self)
        self.adopt(self._more).clicked.connect(lambda: self._make(Gesture.MORE))
        self._turn = Button(self)
        self.adopt(self._turn).clicked.connect(self._turn_words)
        self._parts_for: tuple[object, tuple[Part, ...]] = None, ()
        self._part = 0
        self._door = Button(self)
        self.adopt(self._door).clicked.connect(self._open_door)
        self._held_for: tuple[object, ScreenLayout | None] = None, None
        self._spread = StepGrid(self, self.pictures, guard_s, clock)
        self._spread.ticked.connect(self.ticked)

    def set_profile(self, profile: Profile, extent: Extent, pixels_per_mm: float) -> None:
        """Settle where everything stands for this worker and task; ``pixels_per_mm`` is in Qt's own pixels."""
        if extent != self._extent:
            self._screen = None  # another task: what stands here is not part of it
        self._profile, self._extent, self._mm = profile, extent, pixels_per_mm
        self._layouts.clear()
        if self._screen:
            self._show(self._screen, fresh=False)

    def holds(self, profile: Profile, extent: Extent, pixels_per_mm: float) -> bool:
        """Tell whether this display has room for the tiles of an extent at once, for this worker."""
        self._profile, self._mm = profile, pixels_per_mm
        if extent.foot and self.width() < self.height():
            return False  # on a high display they stand there anyway
        key = (extent.sentences, extent.foot, extent.right_to_left, profile, self.size().toTuple(), pixels_per_mm)
        if key != self._held_for[0]:
            self._held_for = key, self._lay_out(extent, rtl=extent.right_to_left)
        layout = self._held_for[1]
        if layout is None or (extent.foot and not holds_titles(extent, layout, measured)):
            return False
        return have_room(layout, extent, measured)

    def show_screen(self, screen: Screen) -> None:
        """Show it at once; a new ``turn`` cross-fades, and for the guard's time nothing moves it on.

        Of a first screen nothing fades in, nor what is told within the guard's time after it has come with its photos:
        where nothing stood before, it would only be there later.
        """
        earlier, self._screen = self._screen, screen
        if earlier is None:
            self._first_turn, self._came = screen.turn, self.clock()
        fresh = earlier is None or (earlier.turn, earlier.kind) != (screen.turn, screen.kind)
        asked = screen.line and screen.line.kind is LineKind.HINT and (earlier is None or earlier.line != screen.line)
        if fresh or asked:  # a hint is read first
            self._part = 0
        self._show(screen, fresh=fresh and earlier is not None)
        if fresh:
            self.show_anew()
            self._spread.guard()
            self._buttons[ControlSlot.DONE].setFocus(Qt.FocusReason.OtherFocusReason)
        if fresh or earlier is None or (earlier.line, earlier.sentence) != (screen.line, screen.sentence):
            self._announce(screen, whole=fresh or (earlier is not None and earlier.sentence != screen.sentence))

    def prepare(self, pictures: Sequence[Picture]) -> None:
        """Read the photos of these ahead, the next step's first."""
        now = self._all_wanted(self._screen) if self._screen else []
        ahead = [*self._spread.wanted(pictures), *(self._photo.wanted(picture) for picture in pictures)]
        self.pictures.want([*now, *(one for one in ahead if one)])

    def keep_small(self, pictures: Sequence[Picture]) -> None:
        """Keep the photos of these as they are shown here: where the next kit or day begins, none is decoded whole."""
        if self._small:
            box = self.layout_for_now().photo
            alone = [one for picture in pictures if (one := self._photo.wanted(picture, box))]
            self._small.make([*self._spread.wanted(pictures), *alone])

    def _is_coming(self, screen: Screen) -> bool:
        """Tell whether a first screen has only just come."""
        return screen.turn == self._first_turn and self.clock() - self._came < self._coming_s

    def _arrived(self, wanted: Wanted) -> None:
        if self._screen and self._screen.turn == self._first_turn and wanted in self._all_wanted(self._screen):
            self._came = self.clock()

    def wanted(self, screen: Screen) -> Wanted | None:
        """Return what has to be read for the photo of a screen."""
        return self._photo.wanted(screen.picture) if screen.picture else None

    def _all_wanted(self, screen: Screen) -> list[Wanted]:
        one = self.wanted(screen)
        return [one] if one else self._spread.wanted_now(screen)

    def layout_for_now(self) -> ScreenLayout:
        """Tell where everything stands; settled once for profile, task and size."""
        rtl = bool(self._screen and self._screen.right_to_left)
        key = rtl, self._extent.foot
        if key not in self._layouts:
            self._layouts[key] = self._lay_out(self._extent, rtl=rtl)
        return self._layouts[key]

    def layout_of(self, screen: Screen) -> ScreenLayout:
        """Tell where a screen stands: as all others, or by itself where it has more to say or no strip."""
        return self._part_now(screen).layout

    def parts_of(self, screen: Screen) -> tuple[Part, ...]:
        """Return the parts in which the words of a screen are read: one, but where they are very long."""
        layout = self.layout_for_now()
        if screen.kind not in BY_THEMSELVES and screen.kind not in SPEAKS:
            return (Part(words_of(screen), layout),)
        key = screen, layout
        if key != self._parts_for[0]:
            found = self._spoken_parts(screen, layout) if screen.kind in SPEAKS else parts_of(screen, layout, measured)
            self._parts_for = key, found
        return self._parts_for[1]

    def _spoken_parts(self, screen: Screen, layout: ScreenLayout) -> tuple[Part, ...]:
        """Of a call or a break, whose author may have said much."""
        room = self._room_to_speak(screen, layout)
        turn = turn_at_end(room, layout, layout.sizes, is_alone=True)
        low = room._replace(h=turn.y - layout.gap - room.y)
        self._message.set_style(self._palette(), layout, right_to_left=screen.right_to_left)
        self._message.say(SPEAKS[screen.kind], screen.sentence, screen.second)
        texts = self._message.cut(layout, room, low)
        shared = replace(layout, turn=turn) if len(texts) > 1 else layout
        return tuple(Part(words_of(screen)._replace(sentence=text), shared) for text in texts)

    def _room_to_speak(self, screen: Screen, layout: ScreenLayout) -> Box:
        room = layout.room_to_speak([c.slot for c in screen.controls], has_door=bool(screen.door))
        return room._replace(h=layout.turn.y - layout.gap - room.y) if layout.turn else room

    def _part_now(self, screen: Screen) -> Part:
        parts = self.parts_of(screen)
        return parts[self._here(screen)] if screen is self._screen else parts[0]

    def _lay_out(self, extent: Extent, *, rtl: bool) -> ScreenLayout:
        """With the controls lower, or at the foot, where beside them a long step leaves no photo worth the name."""
        layout = self._with_room(extent, rtl=rtl)
        beside = least_photo(extent, layout, measured)
        if extent.foot or layout.portrait or beside >= LEAST_PICTURE_MM:
            return layout
        for lines in LOWER:
            lower = self._with_room(extent, rtl=rtl, lines=lines)
            is_enough = leaves_enough(lower.photo, layout.photo) and holds_titles(extent, lower, measured)
            if is_enough and least_photo(extent, lower, measured) >= LEAST_PICTURE_MM:
                return lower
        below = self._with_room(replace(extent, foot=True), rtl=rtl)
        is_better = below.scale >= 1 and least_photo(extent, below, measured) > beside
        return below if is_better and holds_titles(extent, below, measured) else layout

    def _with_room(self, extent: Extent, *, rtl: bool, lines: int = 1) -> ScreenLayout:
        """With room for the usual texts; for fewer of them, where that would take letters or photo from the others."""

        def keeping(share: float, scale: float, lines: int) -> ScreenLayout | None:
            return lay_out_at(
                self.width(),
                self.height(),
                self._mm,
                scale,
                usual(extent, measured, share),
                measured,
                right_to_left=rtl,
                left_handed=self._profile.left_handed,
                foot=extent.foot,
                lines=lines,
            )

        bare = lay_out(
            self.width(),
            self.height(),
            self._mm,
            self._profile.text_percent / 100,
            usual(extent, measured, 1.0),
            measured,
            right_to_left=rtl,
            left_handed=self._profile.left_handed,
            foot=extent.foot,
        )
        titles = title_lines(extent, bare, measured)
        kept = (keeping(share, bare.scale, max(lines, titles)) for share in (*SHARES, 1.0))
        found = next((found for found in kept if found and leaves_enough(found.photo, bare.photo)), None)
        if found is None and titles > 1:  # a title is on every page of several steps, whose photos are theirs
            found = keeping(1.0, bare.scale, titles)
        return found or bare

    def button(self, slot: ControlSlot) -> Button:
        """Return the button in one of the four places."""
        return self._buttons[slot]

    @property
    def shown_screen(self) -> Screen | None:
        """What is shown now."""
        return self._screen

    @property
    def spread(self) -> StepGrid:
        """The tiles or rows of a screen with several steps."""
        return self._spread

    @property
    def more(self) -> Button:
        """More help until the end of the kit."""
        return self._more

    @property
    def turn(self) -> Button:
        """The way to the rest of words that have no room at once."""
        return self._turn

    @property
    def door(self) -> Button:
        """The coach's door."""
        return self._door

    @property
    def is_fading(self) -> bool:
        """Whether the photo is between two steps."""
        return self._photo.is_fading or self._spread.is_fading

    @property
    def is_waiting(self) -> bool:
        """Whether a photo of this screen is still being read."""
        return self._photo.is_waiting or self._spread.is_waiting

    def close_down(self) -> None:
        """End the reading thread and the film."""
        self._photo.close_film()
        self.pictures.close()
        if self._small:
            self._small.close()

    def _show(self, screen: Screen, *, fresh: bool) -> None:
        (words, layout), palette = self._part_now(screen), self._palette()
        if screen.kind in KINDS:
            self._spread.settle(screen, layout, self._extent)
        rtl, still = screen.right_to_left, self._profile.reduced_motion or system_wants_stillness()
        speaks = screen.kind in SPEAKS
        for label in (self._progress, self._sentence, self._warning, self._line, self._message):
            label.set_style(palette, layout, right_to_left=rtl)
        self._warning.fade.still = self._line.fade.still = still or self._is_coming(screen)
        self._photo.set_style(palette, layout, still=still)
        self._progress.place(layout.progress)
        self._progress.show_progress(screen.progress)
        self._progress.setVisible(screen.kind is not ScreenKind.CALL)
        self._sentence.place(layout.sentence)
        self._sentence.say(words.sentence)
        self._sentence.setVisible(not speaks)
        if speaks:
            self._message.place(self._room_to_speak(screen, layout))
            self._message.say(SPEAKS[screen.kind], words.sentence, screen.second)
        self._message.setVisible(speaks)
        self._show_stage(screen, words, layout, fresh=fresh)
        self._spread.show(screen, layout, palette, still=still, fresh=fresh)
        self.pictures.want(self._all_wanted(screen))
        self._show_controls(screen, layout, palette)
        if palette != self._drawn:  # what is moved, shown or hidden on the ground has Qt draw it there
            self._drawn = palette
            self.update()
        self.shown.emit(screen, layout, palette)

    def _show_stage(self, screen: Screen, words: StepWords, layout: ScreenLayout, *, fresh: bool) -> None:
        strip, several = screen.kind is ScreenKind.STEP, screen.kind in KINDS
        hangs = strip and layout.attached and bool(layout.strip)
        self._photo.place(
            layout.photo if strip or layout.portrait else layout.stage, Qt.Edge.BottomEdge if hangs else None
        )
        has_photo = bool(screen.picture and (screen.picture.photo or screen.picture.film)) and layout.has_photo
        self._photo.setVisible(screen.kind not in SPEAKS and not several and has_photo)
        self._photo.show_picture(screen.picture, fresh=fresh)
        alone = self._spread.room.line if several and self._spread.room else None
        for half, box in ((self._warning, layout.warning), (self._line, layout.line)):
            half.setVisible(strip and box is not None)
            if box and layout.strip:
                half.place(box)
                both = layout.attached or (words.warning and words.line)
                other = layout.line if half is self._warning else layout.warning
                half.set_corners(_corners(box, other if both else None, attached=layout.attached))
        if alone:
            self._line.place(alone)
            self._line.set_corners((True, True, True, True))
            self._line.show()
        self._warning.warn(words.warning)
        self._line.tell(replace(screen.line, text=words.line) if screen.line and words.line else None)

    def _show_controls(self, screen: Screen, layout: ScreenLayout, palette: Palette) -> None:
        self._controls = {control.slot: control for control in screen.controls}
        for slot, button in self._buttons.items():
            control = self._controls.get(slot)
            button.setVisible(control is not None)
            if control is None:
                continue
            shape = shape_for(layout, filled=control.dress is Variant.FILLED)
            px = layout.sizes.done if slot is ControlSlot.DONE else layout.sizes.label
            button.set_style(
                ButtonStyle(
                    palette, px, layout.mm, layout.radius, shape, screen.right_to_left, tall=screen.right_to_left
                )
            )
            button.place(layout.controls[slot])
            button.show_control(control.label, control.icon, control.dress)
            button.show_down(control.is_held)
            button.setAccessibleDescription(screen.sentence if slot is ControlSlot.DONE else "")
            button.set_ringed(self.steered_by_keys)
        self._show_more(screen, layout, palette)
        self._show_turn(screen, layout, palette)
        look = ButtonStyle(
            palette, layout.sizes.head, layout.mm, layout.radius, Shape.ROW, screen.right_to_left, quiet=True
        )
        self._door.set_style(replace(look, tall=screen.right_to_left))
        self._door.place(layout.door(self._controls or tuple(ControlSlot)))
        self._door.show_control(screen.door, "lock-simple")
        self._door.setVisible(bool(screen.door))
        self._door.set_ringed(self.steered_by_keys)
        self._spread.lead([self._turn, *self._buttons.values(), self._more, self._door])

    def _show_more(self, screen: Screen, layout: ScreenLayout, palette: Palette) -> None:
        """More help shares the place of Help: for those who have less of it, no other place is lost.

        Where its words would be too small there, it shares the room of all but Done.
        """
        self._more.setVisible(bool(screen.more))
        if not screen.more:
            return
        help_ = self._buttons[ControlSlot.HELP]
        self._more.set_style(replace(help_.look, shape=Shape.STACKED))
        self._more.show_control(screen.more, "plus")
        self._more.set_ringed(self.steered_by_keys)
        looks = {slot: button.look for slot, button in self._buttons.items()}

        def stand(controls: Mapping[ControlSlot, Box], more: Box) -> float:
            """Place them all, and tell how large the smallest label of those that give way is."""
            for slot, button in self._buttons.items():
                button.set_style(self._more.look if slot in controls else looks[slot])
                button.place(controls.get(slot, layout.controls[slot]))
            self._more.place(more)
            those = [self._more, *(self._buttons[slot] for slot in controls if slot in self._controls)]
            return min(button.label_px for button in those)

        rooms = list(rooms_for_five(layout, right_to_left=screen.right_to_left))
        enough = LEAST_LABEL_MM * layout.mm / CAPITAL
        stand(*max(rooms, key=lambda room: min(stand(*room), enough)))  # the first of those that are large enough

    def _show_turn(self, screen: Screen, layout: ScreenLayout, palette: Palette) -> None:
        """Show the way to the rest of the words, and which part of them stands here."""
        self._turn.setVisible(layout.turn is not None)
        if layout.turn:
            count = len(self.parts_of(screen))
            rtl, px = screen.right_to_left, layout.sizes.label
            shape = Shape.STACKED if layout.turn.w < 8.5 * px else Shape.CENTRED
            self._turn.set_style(ButtonStyle(palette, px, layout.mm, layout.radius, shape, rtl, tall=rtl))
            self._turn.place(layout.turn)
            self._turn.show_control(f"{screen.turn_words} {self._here(screen) + 1}/{count}", "arrow-right")
            self._turn.set_ringed(self.steered_by_keys)

    def _turn_words(self) -> None:
        """Turn to the rest of the words, after the last part to the first again; nothing of the step changes."""
        if self._screen:
            self._turn_to((self._here(self._screen) + 1) % len(self.parts_of(self._screen)))

    def _here(self, screen: Screen) -> int:
        """Return the number of the part that stands on the display; of a screen with fewer than the one before, one."""
        return self._part % len(self.parts_of(screen))

    def _turn_to(self, part: int) -> None:
        if self._screen and self.lets(Gesture.HELP):
            self._part = part
            self._show(self._screen, fresh=False)

    def _part_by_key(self, gesture: Gesture | None) -> int | None:
        """Return the part of the words that a key turns to before it does what it is for; None for none.

        Who steers by a pedal or a switch has nothing else to turn with: the key for Done goes on to the next part as
        long as there is one, the one for Back goes to the part before. A control under a finger does at once what it
        says: the one that turns stands beside it.
        """
        if self._screen is None:
            return None
        last, here = len(self.parts_of(self._screen)) - 1, self._here(self._screen)
        if gesture is Gesture.DONE and here < last:
            return here + 1
        return here - 1 if gesture is Gesture.BACK and here else None

    def _gesture_of(self, key: str) -> Gesture | None:
        """Return what a key is for: what it is set to, or that in whose place the control stands that it acts on."""
        focused = self._focused(key)
        if focused is None:
            return self.keyboard.gesture(key)
        places = {ControlSlot.DONE: Gesture.DONE, ControlSlot.BACK: Gesture.BACK}
        return next((gesture for slot, gesture in places.items() if focused is self._buttons[slot]), None)

    def _palette(self) -> Palette:
        if self._screen and self._screen.kind is ScreenKind.CALL:
            return palette_of_call(self._profile.theme)
        return PALETTES.get(self._profile.theme, LIGHT)

    def _announce(self, screen: Screen, *, whole: bool) -> None:
        """Have a screen reader, where there is one, read what is new."""
        line = screen.line.text if screen.line else ""
        parts = (screen.sentence, screen.second, screen.warning, line) if whole else (line,)
        words = " ".join(part for part in parts if part)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # what the worker does

    def ground(self) -> str:
        return self._palette().ground

    def buttons(self) -> Iterable[Button]:
        return (*self._spread.rows, self._turn, *self._buttons.values(), self._more, self._door)

    def _open_door(self) -> None:
        if self.lets(Gesture.DONE):
            self.door_pressed.emit()

    def _act(self, control: Control | None) -> None:
        """Make what a control is for, whether a finger or a key asks for it."""
        if control and control.dress is not Variant.OFF:
            self._make(control.gesture)

    def _make(self, gesture: Gesture) -> None:
        if self.lets(gesture):
            self.pressed.emit(gesture)

    def _control_for(self, gesture: Gesture | None) -> Control | None:
        """Return the control that makes a gesture; for Done also what stands in its place."""
        made = (control for control in self._controls.values() if control.gesture is gesture)
        return next(made, self._controls.get(ControlSlot.DONE) if gesture is Gesture.DONE else None)

    def _focused(self, key: str) -> Button | None:
        """Return the button that the worker has gone to by Tab, where the key acts on it."""
        return next((button for button in self.buttons() if button.hasFocus()), None) if key in ACTIVATES else None

    def _show_down(self, key: str) -> None:
        """Show a key that is down on its control at once, as a finger does."""
        control = self._control_for(self.keyboard.gesture(key))
        button = self._focused(key) or (self._buttons[control.slot] if control else None)
        if self._part_by_key(self._gesture_of(key)) is not None:
            button = self._turn
        if button and button.isEnabled():
            button.show_down(True)

    def _show_up(self) -> None:
        for slot, button in self._buttons.items():
            control = self._controls.get(slot)
            button.show_down(bool(control and control.is_held))
        for button in (*self._spread.rows, self._turn, self._door):
            button.show_down(False)

    def key_counted(self, key: str) -> None:
        focused, gesture = self._focused(key), self.keyboard.gesture(key)
        part = self._part_by_key(self._gesture_of(key))
        if part is not None:
            self._turn_to(part)
        elif focused:
            focused.clicked.emit()
        elif control := self._control_for(gesture):
            self._act(control)
        elif gesture is Gesture.BREAK:  # the one gesture that needs no control on the screen
            self._make(Gesture.BREAK)
        elif gesture is None:
            self._spread.move(key)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layouts.clear()
        if self._screen:
            self._show(self._screen, fresh=False)
        super().resizeEvent(event)
        self.resized.emit()


def _corners(half: Box, other: Box | None, *, attached: bool) -> tuple[bool, bool, bool, bool]:
    """Tell which corners of a half are round, where the other half, if it is drawn, does not go on from them.

    Top left, top right, bottom left, bottom right. ``attached``: the photo goes on above both.
    """

    def goes_on(x: int, y: int) -> bool:
        return other is not None and other.x <= x < other.right and other.y <= y < other.bottom

    found = []
    for beyond, inside_y in ((half.y - 1, half.y), (half.bottom, half.bottom - 1)):
        for outside, inside_x in ((half.x - 1, half.x), (half.right, half.right - 1)):
            found.append(not goes_on(inside_x, beyond) and not goes_on(outside, inside_y))
    top_left, top_right, bottom_left, bottom_right = found
    return top_left and not attached, top_right and not attached, bottom_left, bottom_right
