"""What the coach is asked to lay down for each photo, by kind of check, and why a photo could not be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer, Reason
from oss_app.i18n import marked

HAND = marked("Take your hand away.")


@dataclass(frozen=True)
class Prompt:
    """One photo to take: ``caption`` is its short name; ``act`` and ``also`` may hold ``{item}`` and ``{where}``."""

    caption: str
    act: str
    also: str = HAND
    can_skip: bool = False


PUT = marked("Put {item} {where}.")
LEAVE = marked("Leave {item} lying there.")
CLEAR = marked("Clear the place: nothing lies {where}.")
OTHER = marked("Put another thing {where}.")
MIDDLE, LEFT, RIGHT = marked("middle"), marked("left"), marked("right")
HIGHER, LOWER = marked("higher"), marked("lower")
EMPTY, EMPTY_MOVED, EMPTY_LIGHT = marked("empty"), marked("empty, moved"), marked("empty, other light")
ANOTHER, TURNED, BESIDE = marked("another thing"), marked("turned round"), marked("beside it")
TO_LEFT = marked("Move the tray a little to the left. Take your hand away.")
TO_RIGHT = marked("Move the tray a little to the right. Change the light: a lamp on or off. Take your hand away.")
UP = marked("Move the tray a little away from you. Take your hand away.")
DOWN = marked("Move the tray a little towards you. Change the light once more. Take your hand away.")
MOVE = marked("Move the tray a little. Take your hand away.")
LIGHT = marked("Change the light: a lamp on or off. Take your hand away.")

_THINGS = (
    Prompt(MIDDLE, PUT),
    Prompt(LEFT, LEAVE, TO_LEFT),
    Prompt(RIGHT, LEAVE, TO_RIGHT),
    Prompt(HIGHER, LEAVE, UP),
    Prompt(LOWER, LEAVE, DOWN),
)
_BESIDE = Prompt(BESIDE, marked("Put {item} beside it, not {where}."), MOVE, can_skip=True)
_TURNED = Prompt(TURNED, marked("Put {item} {where}, the wrong way round."), MOVE, can_skip=True)
_OTHER = Prompt(ANOTHER, OTHER, MOVE)

PROMPTS: Mapping[CheckKind, Mapping[Answer, tuple[Prompt, ...]]] = {
    CheckKind.OCCUPIED: {
        Answer.DONE: (*_THINGS[:3], Prompt(ANOTHER, OTHER, UP), Prompt(ANOTHER, OTHER, DOWN)),
        Answer.NOT_DONE: (
            Prompt(EMPTY, CLEAR),
            Prompt(EMPTY_MOVED, CLEAR, MOVE),
            Prompt(EMPTY_LIGHT, CLEAR, LIGHT),
            _BESIDE,
            Prompt(EMPTY_MOVED, CLEAR, MOVE),
        ),
    },
    CheckKind.EMPTY: {
        Answer.DONE: (
            Prompt(MIDDLE, CLEAR),
            Prompt(LEFT, CLEAR, TO_LEFT),
            Prompt(RIGHT, CLEAR, TO_RIGHT),
            Prompt(HIGHER, CLEAR, UP),
            Prompt(LOWER, CLEAR, DOWN),
        ),
        Answer.NOT_DONE: (_THINGS[0], _THINGS[1], _OTHER, Prompt(ANOTHER, OTHER, LIGHT), Prompt(MIDDLE, PUT, MOVE)),
    },
    CheckKind.RIGHT_ITEM: {
        Answer.DONE: _THINGS,
        Answer.NOT_DONE: (Prompt(EMPTY, CLEAR), Prompt(EMPTY_MOVED, CLEAR, MOVE), _OTHER, _TURNED, _BESIDE),
    },
    CheckKind.COUNT: {
        Answer.DONE: _THINGS,
        Answer.NOT_DONE: (
            Prompt(EMPTY, CLEAR),
            Prompt(marked("one too few"), marked("Take 1 away."), MOVE),
            Prompt(marked("one too many"), marked("Put 1 too many {where}."), MOVE, can_skip=True),
            _OTHER,
            _BESIDE,
        ),
    },
}
"""The kinds that are taught with photos."""

ONE_WAY: Mapping[Answer, tuple[Prompt, ...]] = {
    Answer.DONE: _THINGS,
    Answer.NOT_DONE: (
        Prompt(EMPTY, CLEAR),
        Prompt(EMPTY_MOVED, CLEAR, MOVE),
        _OTHER,
        replace(_TURNED, can_skip=False),
        _BESIDE,
    ),
}
"""For the right item that must lie one way round: how it must not lie is shown as well."""

EXTRA = Prompt(marked("added"), "")
"""A photo that came in from the rehearsal."""

WHY: Mapping[Reason, str] = {
    Reason.HAND: marked("There is a hand in the picture. Take it away and try again."),
    Reason.MOVING: marked("The picture moves. Wait a moment and try again."),
    Reason.NO_TRAY: marked("I can't find the tray. Put it back in the picture and try again."),
    Reason.TOO_DARK: marked("It is too dark. Switch on a lamp and try again."),
    Reason.TOO_BRIGHT: marked("It is too bright there. Turn the lamp away and try again."),
    Reason.BLURRED: marked("The picture is not sharp. Wait a moment and try again."),
    Reason.EMPTY: marked("I read nothing there. Put it in the frame and try again."),
}
LOOKS_LIKE: Mapping[Answer, str] = {
    Answer.DONE: marked("This photo looks like “not right”. Was it a mistake? Then take it away."),
    Answer.NOT_DONE: marked("This photo looks like “right”. Was it a mistake? Then take it away."),
}
"""What is said of a photo, by its own side, that looks like the other."""
LOOKS_TURNED = marked(
    "The tray looks the same turned round: the camera cannot tell how it lies. Two printed tags on it help."
)
LOOKS_MIRRORED = marked(
    "The tray looks the same in a mirror: do not set the camera to mirror later. Two printed tags on it help."
)
NOT_USABLE = marked("The picture cannot be used. Try again.")
STOPPED = marked("What learns stopped here. Try again. If it stops again, it cannot use these photos or this model.")
"""The process that learns died, or hung, at what it was asked."""
NOT_FOLLOWED = marked("What learns stopped twice at the live picture. The place is not followed there any more.")

SEEN: Mapping[Answer, str] = {
    Answer.DONE: marked("The check says: right"),
    Answer.NOT_DONE: marked("The check says: not right"),
    Answer.CANNOT_TELL: marked("The check cannot tell"),
}
SAW: Mapping[Reason, str] = {
    Reason.HAND: marked("A hand is in the picture."),
    Reason.MOVING: marked("The picture moves."),
    Reason.NO_TRAY: marked("The tray is not found."),
    Reason.TOO_DARK: marked("It is too dark."),
    Reason.TOO_BRIGHT: marked("It is too bright."),
    Reason.BLURRED: marked("The picture is not sharp."),
    Reason.FROZEN: marked("The camera stands still."),
    Reason.NO_PICTURE: marked("There is no picture."),
    Reason.BUSY: marked("The computer is busy."),
    Reason.UNSURE: marked("It lies between right and not right."),
    Reason.EMPTY: marked("It looks empty."),
    Reason.WRONG_ITEM: marked("It looks like another thing."),
    Reason.OCCUPIED: marked("Something lies there."),
}
