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
    KIT = "kit"  # all the other checks of the task at once (C11)


WHOLE_KIT = frozenset({"alles", "all"})
"""What a step names as its check to have the whole kit looked at: it is not taught, it is made of the others."""


class Rehearsal(BaseModel):
    """How often the check was right when the coach tried it (C8)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    right_shown: int = 0
    right_accepted: int = 0
    wrong_shown: int = 0
    wrong_accepted: int = 0


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

    @property
    def is_armed(self) -> bool:
        return not self.disarmed
