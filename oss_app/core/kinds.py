"""The kinds of check as a table: what the coach chooses, what the card and the camera say, and how one is taught.

A kind is a row here, its classifier in ``vision/detectors`` and, where photos teach it, the photos that the wizard asks
for in ``editor/prompts``. ``docs/extending.md`` goes through it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from oss_app.core.check import CheckKind


def marked(english: str) -> str:
    """Mark words for the catalogues, as ``i18n.marked`` does, which core does not use."""
    return english


def for_workers(english: str) -> str:
    """Mark words as ``marked`` does that a worker reads or hears: the catalogues that are for workers have them too."""
    return english


class TaughtBy(Enum):
    """How a check of a kind learns what is right."""

    PHOTOS = auto()
    READING = auto()  # the camera reads it off once: a code, a tag, a colour
    FILE = auto()  # a model that the employer brings
    DEVICE = auto()  # there is nothing to teach: a device says it
    OTHERS = auto()  # it is made of the task's other checks


@dataclass(frozen=True)
class KindRow:
    """What there is to say of a kind; a sentence may hold ``{place}``, ``{count}`` or ``{item}``.

    ``choice`` and ``means`` are the wizard's; ``card`` is what a step's card says of its taught check. ``show`` asks
    for what is read, and ``read`` says it back, with the options of the check in it. The camera says ``seen`` or
    ``not_yet``, or the second of each where the item has no name. ``is_sharp``: it needs every pixel of the frame.
    """

    card: str
    taught_by: TaughtBy
    choice: str = ""
    means: str = ""
    show: str = ""
    read: str = ""
    is_sharp: bool = False
    seen: tuple[str, str] = for_workers("I see {item}."), for_workers("I see it.")
    not_yet: tuple[str, str] = for_workers("I don't see {item} yet."), for_workers("I don't see it yet.")


KIND_TABLE: Mapping[CheckKind, KindRow] = {
    CheckKind.RIGHT_ITEM: KindRow(
        choice=marked("The right thing lies here"),
        means=marked("It looks like the photos that you take."),
        card=marked("The right item lies in {place}."),
        taught_by=TaughtBy.PHOTOS,
    ),
    CheckKind.OCCUPIED: KindRow(
        choice=marked("Something lies here"),
        means=marked("Whatever it is."),
        card=marked("Something lies in {place}."),
        taught_by=TaughtBy.PHOTOS,
    ),
    CheckKind.EMPTY: KindRow(
        choice=marked("This place is empty"),
        means=marked("Nothing is left lying here."),
        card=marked("{place} is empty."),
        taught_by=TaughtBy.PHOTOS,
        seen=(for_workers("I see that it is empty."),) * 2,
        not_yet=(for_workers("I still see something there."),) * 2,
    ),
    CheckKind.COUNT: KindRow(
        choice=marked("The right number lies here"),
        means=marked("So many of the same thing."),
        card=marked("{count} lie in {place}."),
        taught_by=TaughtBy.PHOTOS,
        not_yet=(for_workers("I don't see the right number yet."),) * 2,
    ),
    CheckKind.COLOUR: KindRow(
        choice=marked("The right colour"),
        means=marked("A lid, a label or a light."),
        card=marked("The colour in {place} is right."),
        taught_by=TaughtBy.READING,
        show=marked("Put the right colour in the frame."),
        read=marked("This colour"),
    ),
    CheckKind.CODE: KindRow(
        choice=marked("The right code"),
        means=marked("A QR code or a bar code."),
        card=marked("The code in {place} is right."),
        taught_by=TaughtBy.READING,
        show=marked("Put the right code in the frame."),
        read=marked("The code says: {text}"),
        is_sharp=True,
    ),
    CheckKind.MARKER: KindRow(
        choice=marked("A printed tag"),
        means=marked("A square tag that this program prints."),
        card=marked("The marker in {place} is right."),
        taught_by=TaughtBy.READING,
        show=marked("Put the right tag in the frame."),
        read=marked("Tag number {tag}"),
        is_sharp=True,
    ),
    CheckKind.DETECTOR: KindRow(
        choice=marked("A model of your own"),
        means=marked("An ONNX file from your employer."),
        card=marked("Your own model sees in {place} what must be there."),
        taught_by=TaughtBy.FILE,
        is_sharp=True,
    ),
    CheckKind.SIGNAL: KindRow(
        card=marked("A device says when it is done."),
        taught_by=TaughtBy.DEVICE,
        seen=(for_workers("The device says that it is done."),) * 2,
        not_yet=(for_workers("The device says that it is not done yet."),) * 2,
    ),
    CheckKind.KIT: KindRow(card=marked("All checks of this task, once more."), taught_by=TaughtBy.OTHERS),
}

OFFERED = tuple((kind, row) for kind, row in KIND_TABLE.items() if row.choice)
"""The kinds that the wizard offers, in its order."""
