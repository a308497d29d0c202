"""What a detector of one kind is given: the work area, and how much of it something reaches over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.model import patches
from oss_app.vision.picture import Numbers, Picture

COVERED = 0.25  # share of the region under a hand from which *not done* is not believed (start)


@dataclass(frozen=True, eq=False)
class Before:
    """A place as it was when the step began: ``crop`` as in a ``View``. Only the watch holds it, and drops it."""

    crop: Picture
    is_clear: bool = False

    @cached_property
    def patches(self) -> Numbers:
        """CxHxW, as ``model.patches`` gives them."""
        return patches(self.crop)


@dataclass(frozen=True)
class View:
    """``crop`` is aligned, BGR, uint8, of the window's size; ``hand`` is the share of the region, 0...1.

    ``before`` is there where the place was seen when the step began, and was not done. ``is_clear``: nothing reaches
    into the picture anywhere.
    """

    crop: Picture
    hand: float = 0.0
    before: Before | None = None
    is_clear: bool = False


def unless_covered(look: Look, view: View) -> Look:
    """Return a look that is not done, or *cannot tell* where a hand may hide what is there."""
    if look.answer is Answer.NOT_DONE and view.hand > COVERED:
        return Look(Answer.CANNOT_TELL, look.score, Reason.HAND)
    return look
