"""What a detector of one kind is given: the work area, and how much of it something reaches over."""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.picture import Picture

COVERED = 0.25  # share of the region under a hand from which *not done* is not believed (start)


@dataclass(frozen=True)
class View:
    """``crop`` is aligned, BGR, uint8, of the window's size; ``hand`` is the share of the region, 0...1.

    ``before``, in the same size, is the place as it was when the step began, where it was seen and was not done.
    """

    crop: Picture
    hand: float = 0.0
    before: Picture | None = None


def unless_covered(look: Look, view: View) -> Look:
    """A look that is not done, or *cannot tell* where a hand may hide what is there."""
    if look.answer is Answer.NOT_DONE and view.hand > COVERED:
        return Look(Answer.CANNOT_TELL, look.score, Reason.HAND)
    return look
