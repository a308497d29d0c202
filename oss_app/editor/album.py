"""The taught photos of one check as the coach sees them: a slot for each that is asked for, and which comes next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from oss_app.core.check import CheckKind
from oss_app.core.lesson import PhotoAt, TaughtPhoto
from oss_app.core.verdict import Answer
from oss_app.editor.prompts import EXTRA, ONE_WAY, PROMPTS, Prompt

SIDES = (Answer.DONE, Answer.NOT_DONE)
At = tuple[Answer, int]
"""A slot: its side, and its index there."""


@dataclass(frozen=True)
class PhotoSlot:
    """Room for one photo."""

    prompt: Prompt
    photo: TaughtPhoto | None = None


class Album:
    """The slots of both sides. ``chosen`` is the slot that the coach points at, to take its photo again or away."""

    def __init__(self, kind: CheckKind, photos: tuple[TaughtPhoto, ...] = (), *, one_way: bool = False) -> None:
        prompts: Mapping[Answer, tuple[Prompt, ...]] = ONE_WAY if one_way else PROMPTS.get(kind, {})
        self._slots = {side: _laid_out(prompts.get(side, ()), side, photos) for side in SIDES}
        self.chosen: At | None = None

    def slots(self, side: Answer) -> tuple[PhotoSlot, ...]:
        return tuple(self._slots[side])

    def slot(self, at: At) -> PhotoSlot:
        return self._slots[at[0]][at[1]]

    @property
    def now(self) -> At | None:
        """The slot that the next photo is for: the chosen one, else the first that is free; None when all are full."""
        return self.chosen or next((at for at in self._all() if self.slot(at).photo is None), None)

    @property
    def prompt(self) -> Prompt | None:
        """What the next photo is to show."""
        return self.slot(self.now).prompt if self.now else None

    @property
    def last(self) -> At | None:
        """The slot of the photo that was taken last."""
        return next((at for at in reversed(self._all()) if self.slot(at).photo), None)

    @property
    def photos(self) -> tuple[TaughtPhoto, ...]:
        return tuple(photo for at in self._all() if (photo := self.slot(at).photo))

    def taken(self, side: Answer) -> int:
        """Tell how many photos a side has."""
        return sum(slot.photo is not None for slot in self._slots[side])

    def put(self, photo: TaughtPhoto) -> TaughtPhoto | None:
        """Return a photo for the slot of now; the one that was in it before."""
        at = self.now
        assert at is not None
        before = self.slot(at)
        self._slots[at[0]][at[1]] = replace(before, photo=photo)
        self.chosen = None
        return before.photo

    def add(self, photo: TaughtPhoto) -> None:
        """Add a photo that nobody was asked for."""
        self._slots[photo.side].append(PhotoSlot(EXTRA, photo))

    def take_away(self, at: At) -> TaughtPhoto | None:
        """Empty a slot; one that nobody was asked for goes with its photo."""
        slot, self.chosen = self.slot(at), None
        if slot.prompt is EXTRA:
            del self._slots[at[0]][at[1]]
        else:
            self._slots[at[0]][at[1]] = PhotoSlot(slot.prompt)
        return slot.photo

    def choose(self, photos: Collection[PhotoAt]) -> None:
        """Point at the first of these photos."""
        self.chosen = next((at for at in self._all() if self._holds(at) in photos), None)

    def find(self, photo: PhotoAt) -> At | None:
        """Return the slot that holds a photo."""
        return next((at for at in self._all() if self._holds(at) == photo), None)

    def _holds(self, at: At) -> PhotoAt | None:
        photo = self.slot(at).photo
        return (photo.side, photo.number) if photo else None

    def skip(self) -> bool:
        """Leave the slot of now out, where that is allowed; whether it was."""
        at = self.now
        if at is None or self.chosen or not self.slot(at).prompt.can_skip:
            return False
        del self._slots[at[0]][at[1]]
        return True

    def _all(self) -> list[At]:
        return [(side, i) for side in SIDES for i in range(len(self._slots[side]))]


@dataclass(frozen=True)
class WorkChoice:
    """The photos from the work, the odd ones first, and which of them go into the lesson; all but the odd at first.

    ``shown`` is the one that is shown large, by its place in ``photos``.
    """

    photos: tuple[TaughtPhoto, ...]
    odd: frozenset[PhotoAt]
    taken: frozenset[PhotoAt]
    shown: int = 0

    @classmethod
    def of(cls, photos: tuple[TaughtPhoto, ...], odd: frozenset[PhotoAt]) -> WorkChoice:
        """As the process that learns weighed them."""
        first = sorted(photos, key=lambda photo: (photo.side, photo.number) not in odd)
        return cls(tuple(first), odd, frozenset((p.side, p.number) for p in photos) - odd)

    @property
    def chosen(self) -> tuple[TaughtPhoto, ...]:
        """Those that go into the lesson."""
        return tuple(photo for photo in self.photos if (photo.side, photo.number) in self.taken)

    def pressed(self, photo: PhotoAt) -> WorkChoice:
        """Return the coach pressed a photo: the first time it is shown large, then it is taken in or left out."""
        index = next(i for i, p in enumerate(self.photos) if (p.side, p.number) == photo)
        if index != self.shown:
            return replace(self, shown=index)
        return replace(self, taken=self.taken ^ {photo})


def _laid_out(asked: tuple[Prompt, ...], side: Answer, photos: tuple[TaughtPhoto, ...]) -> list[PhotoSlot]:
    there = [photo for photo in photos if photo.side is side]
    slots = [PhotoSlot(prompt, there[i] if i < len(there) else None) for i, prompt in enumerate(asked)]
    return slots + [PhotoSlot(EXTRA, photo) for photo in there[len(asked) :]]
