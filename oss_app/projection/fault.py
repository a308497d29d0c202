"""How measuring the light ends without a map."""

from __future__ import annotations

from oss_app.core.light import MapFault


class MapRefusedError(Exception):
    """The map was not accepted. ``tag`` is the number of the tag that it is about, where it is about one."""

    def __init__(self, fault: MapFault, tag: int | None = None) -> None:
        super().__init__(fault.value)
        self.fault, self.tag = fault, tag
