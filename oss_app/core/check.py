"""What must be seen before a step counts as seen: a check as the coach taught it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.region import Outline
from oss_app.core.text import Text


class CheckKind(StrEnum):
    """What a check looks for (C9)."""

    OCCUPIED = "occupied"  # something lies here
    EMPTY = "empty"  # this place is empty
    RIGHT_ITEM = "right_item"  # the item of the taught photos lies here
    COUNT = "count"  # n of one item in the region
    COLOUR = "colour"
    CODE = "code"  # QR or bar code
    MARKER = "marker"  # ArUco
    DETECTOR = "detector"  # a model that the employer supplies (ONNX)
    SIGNAL = "signal"  # a device at the bench says it; no camera (docs/signals.md)
    KIT = "kit"  # all the other checks of the task at once (C11)


WHOLE_KIT = frozenset({"alles", "all"})
MODEL_FILE = "model.onnx"
"""A detector that the employer supplies, in its check's folder."""
"""What a step names as its check to have the whole kit looked at: it is not taught, it is made of the others."""


SHOWN = 10
"""Set-ups of each sort that the coach shows in a rehearsal (start)."""
RECOGNISED = 9
"""So many right ones must be accepted, and no wrong one (start)."""
FAILED = "rehearsal"
"""Why a check is not armed: it was wrong in its rehearsal, or that was too short."""


class Rehearsal(BaseModel):
    """How often the check was right when the coach tried it (C8). Only *done* counts as accepted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right_shown: int = 0
    right_accepted: int = 0
    wrong_shown: int = 0
    wrong_accepted: int = 0

    @property
    def recognises(self) -> bool:
        """Whether enough right set-ups were shown and accepted."""
        return self.right_shown >= SHOWN and self.right_accepted >= RECOGNISED

    @property
    def refuses(self) -> bool:
        """Whether enough wrong set-ups were shown, and none accepted."""
        return self.wrong_shown >= SHOWN and self.wrong_accepted == 0

    @property
    def passed(self) -> bool:
        """Whether the check may count."""
        return self.recognises and self.refuses


class Check(BaseModel):
    """A taught check, as ``checks/<name>/check.yaml`` holds it.

    ``region`` is in 0...1 of the ``reference`` photo (the bench as the camera sees it, beside the file).
    ``item`` is the thing by name with its article ("the probe"), for the lines on the screen.
    ``options`` belong to the detector of ``kind``. ``disarmed`` says why the check does not count, or is empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: CheckKind
    region: Outline
    reference: str = "reference.jpg"
    item: Text | None = None
    options: Mapping[str, str | int | float | bool | list[float]] = Field(default_factory=dict)
    rehearsal: Rehearsal | None = None
    disarmed: str = ""
    parts: tuple[tuple[Check, int | None], ...] = ()
    """Of a whole kit: the checks that it is made of, each with how many it must see. Never in a file."""
    beside: tuple[Check, ...] = ()
    """The other checks of the task, in whose places the item may be laid by mistake. Never in a file."""

    @property
    def is_armed(self) -> bool:
        """Whether it may count: nothing speaks against it, and it passed its rehearsal, wherever it came from.

        A device's signal is nothing that could be rehearsed before a camera.
        """
        is_proven = self.rehearsal.passed if self.rehearsal else self.kind is CheckKind.SIGNAL
        return is_proven and not self.disarmed

    def rehearsed(self, rehearsal: Rehearsal) -> Check:
        """Return this check with the result of its rehearsal; one that failed is not armed, nor one disarmed before."""
        disarmed = self.disarmed or ("" if rehearsal.passed else FAILED)
        return self.model_copy(update={"rehearsal": rehearsal, "disarmed": disarmed})
