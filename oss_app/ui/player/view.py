"""The worker's screen: shows a ``Screen``, and says which gesture was made."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from oss_app.core.profile import Profile
from oss_app.core.settings import DEFAULT_KEYS, GUARD_S, Gesture
from oss_app.player.screen import Control, Dress, Extent, Kind, Picture, Screen, Slot
from oss_app.ui.boxes import Box
from oss_app.ui.button import Button, Look, shape_for
from oss_app.ui.fonts import measured
from oss_app.ui.keyboard import ACTIVATES
from oss_app.ui.layout import lay_out
from oss_app.ui.motion import system_wants_stillness
from oss_app.ui.page import Page
from oss_app.ui.pictures import Pictures, Wanted
from oss_app.ui.places import Layout
from oss_app.ui.player.photo import Photo
from oss_app.ui.player.progress import ProgressBar
from oss_app.ui.player.words import Message, Sentence, StripHalf
from oss_app.ui.theme import LIGHT, PALETTES, Palette, palette_of_call

SPEAKS = {Kind.CALL: "hand-palm", Kind.BREAK: "coffee"}
"""Screens that speak in large words instead of a photo, and their sign."""


class PlayerView(Page):
    """Draws and decides nothing. Where things stand is settled by ``set_profile``, not by a screen."""

    pressed = Signal(Gesture)

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]] = DEFAULT_KEYS,
        guard_s: float = GUARD_S,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(keys, guard_s, clock, parent=parent)
        self.keyboard.down.connect(lambda key: self._look_pressed(self._slot_for_key(key)))
        self.keyboard.up.connect(lambda: self._look_pressed(None))
        self._profile, self._extent = Profile(), Extent((), (), (), True)
        self._mm = 3.6
        self._screen: Screen | None = None
        self._layout: tuple[bool, Layout] | None = None
        self._controls: Mapping[Slot, Control] = {}
        self.pictures = Pictures(self)
        self._progress, self._sentence = ProgressBar(self), Sentence(self)
        self._photo = Photo(self.pictures, self)
        self._warning, self._line = StripHalf(self), StripHalf(self)
        self._message = Message(self)
        self._buttons = {slot: Button(self) for slot in Slot}
        for slot, button in self._buttons.items():
            self.adopt(button).clicked.connect(lambda *_, slot=slot: self._act(slot))

    def set_profile(self, profile: Profile, extent: Extent, pixels_per_mm: float) -> None:
        """Settle where everything stands for this worker and task; ``pixels_per_mm`` is in Qt's own pixels."""
        if extent != self._extent:
            self._screen = None  # another task: what stands here is not part of it
        self._profile, self._extent, self._mm = profile, extent, pixels_per_mm
        self._layout = None
        if self._screen:
            self._show(self._screen, fresh=False)

    def show_screen(self, screen: Screen) -> None:
        """Show it at once; a new ``turn`` cross-fades, and for the guard's time nothing moves it on."""
        earlier, self._screen = self._screen, screen
        fresh = earlier is None or (earlier.turn, earlier.kind) != (screen.turn, screen.kind)
        self._show(screen, fresh=fresh and earlier is not None)
        if fresh:
            self.guard.start(self.clock())
            self._buttons[Slot.DONE].setFocus(Qt.FocusReason.OtherFocusReason)
        if fresh or earlier is None or earlier.line != screen.line:
            self._announce(screen, whole=fresh)

    def prepare(self, pictures: Sequence[Picture]) -> None:
        """Read the photos of these ahead, the next step's first."""
        current = self.wanted(self._screen) if self._screen else None
        wanted = [current, *(self._photo.wanted(picture) for picture in pictures)]
        self.pictures.want([one for one in wanted if one])

    def wanted(self, screen: Screen) -> Wanted | None:
        """What has to be read for the photo of a screen."""
        return self._photo.wanted(screen.picture) if screen.picture else None

    def layout_for_now(self) -> Layout:
        """Where everything stands; settled once for profile, task and size."""
        rtl = bool(self._screen and self._screen.right_to_left)
        if self._layout is None or self._layout[0] != rtl:
            layout = lay_out(
                self.width(),
                self.height(),
                self._mm,
                self._profile.text_percent / 100,
                self._extent,
                measured,
                right_to_left=rtl,
                left_handed=self._profile.left_handed,
            )
            self._layout = (rtl, layout)
        return self._layout[1]

    def button(self, slot: Slot) -> Button:
        """The button in one of the four places."""
        return self._buttons[slot]

    @property
    def is_fading(self) -> bool:
        """Whether photo or sentence are between two steps."""
        return self._photo.is_fading or self._sentence.fade.share < 1

    @property
    def is_waiting(self) -> bool:
        """Whether the photo of this screen is still being read."""
        return self._photo.is_waiting

    def close_down(self) -> None:
        """End the reading thread and the film."""
        self._photo.close_film()
        self.pictures.close()

    def _show(self, screen: Screen, *, fresh: bool) -> None:
        layout, palette = self.layout_for_now(), self._palette()
        rtl, still = screen.right_to_left, self._profile.reduced_motion or system_wants_stillness()
        speaks = screen.kind in SPEAKS
        for words in (self._progress, self._sentence, self._warning, self._line, self._message):
            words.wear(palette, layout, right_to_left=rtl)
        self._sentence.fade.still = self._warning.fade.still = self._line.fade.still = still
        self._photo.wear(palette, layout, still=still)
        self._progress.place(layout.progress)
        self._progress.show_progress(screen.progress)
        self._progress.setVisible(screen.kind is not Kind.CALL)
        self._sentence.place(layout.sentence)
        self._sentence.say(screen.sentence, fresh=fresh)
        self._sentence.setVisible(not speaks)
        self._message.place(layout.message)
        self._message.say(SPEAKS.get(screen.kind, ""), screen.sentence, screen.second)
        self._message.setVisible(speaks)
        self._show_stage(screen, layout, fresh=fresh)
        self._show_controls(screen, layout, palette)
        self.update()

    def _show_stage(self, screen: Screen, layout: Layout, *, fresh: bool) -> None:
        speaks = screen.kind in SPEAKS
        strip = screen.kind is Kind.STEP
        self._photo.place(
            layout.photo if strip or layout.portrait else layout.stage,
            square_bottom=strip and layout.attached and bool(layout.strip),
        )
        self._photo.setVisible(not speaks)
        wanted = self.wanted(screen)
        self.pictures.want([wanted] if wanted else [])
        self._photo.show_picture(screen.picture, fresh=fresh)
        for half, box in ((self._warning, layout.warning), (self._line, layout.line)):
            half.setVisible(strip and box is not None)
            if box and layout.strip:
                half.place(box)
                half.round = _corners(box, layout.strip, layout.attached)
        self._warning.warn(screen.warning)
        self._line.tell(screen.line)

    def _show_controls(self, screen: Screen, layout: Layout, palette: Palette) -> None:
        self._controls = {control.slot: control for control in screen.controls}
        for slot, button in self._buttons.items():
            control = self._controls.get(slot)
            button.setVisible(control is not None)
            if control is None:
                continue
            shape = shape_for(layout, filled=control.dress is Dress.FILLED)
            px = layout.sizes.done if slot is Slot.DONE else layout.sizes.label
            button.wear(
                Look(palette, px, layout.mm, layout.radius, shape, screen.right_to_left, tall=screen.right_to_left)
            )
            button.place(layout.controls[slot])
            button.show_control(control.label, control.icon, control.dress)
            button.setAccessibleDescription(screen.sentence if slot is Slot.DONE else "")
            button.set_ringed(self.steered_by_keys)

    def _palette(self) -> Palette:
        if self._screen and self._screen.kind is Kind.CALL:
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
        return self._buttons.values()

    def _act(self, slot: Slot) -> None:
        control = self._controls.get(slot)
        if control and control.dress is not Dress.OFF:
            self._make(control.gesture)

    def _make(self, gesture: Gesture) -> None:
        if self.lets(gesture):
            self.pressed.emit(gesture)

    def _slot_of(self, gesture: Gesture) -> Slot | None:
        """The control that a gesture is for: the one that makes it, and Done for what stands in Done's place."""
        for slot, control in self._controls.items():
            if control.gesture is gesture:
                return slot
        return Slot.DONE if gesture is Gesture.DONE and Slot.DONE in self._controls else None

    def _focused(self) -> Slot | None:
        """The control that the worker has gone to by Tab."""
        return next((slot for slot, button in self._buttons.items() if button.hasFocus()), None)

    def _slot_for_key(self, key: str) -> Slot | None:
        focused = self._focused() if key in ACTIVATES else None
        gesture = self.keyboard.gesture(key)
        return focused or (self._slot_of(gesture) if gesture else None)

    def key_counted(self, key: str) -> None:
        slot = self._slot_for_key(key)
        if slot:
            self._act(slot)
        elif self.keyboard.gesture(key) is Gesture.BREAK:  # the one gesture that needs no control on the screen
            self._make(Gesture.BREAK)

    def _look_pressed(self, slot: Slot | None) -> None:
        """A key that is down shows on its control at once, as a finger does."""
        for each, button in self._buttons.items():
            button.setDown(each is slot and button.isEnabled())

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = None
        if self._screen:
            self._show(self._screen, fresh=False)
        super().resizeEvent(event)


def _corners(half: Box, strip: Box, attached: bool) -> tuple[bool, bool, bool, bool]:
    """Which corners of a half are at the outside of the plate: top left, top right, bottom left, bottom right."""
    top = half.y == strip.y and not attached
    bottom, left, right = half.bottom == strip.bottom, half.x == strip.x, half.right == strip.right
    return top and left, top and right, bottom and left, bottom and right
