"""What the program and the child process that talks to the server say to each other; plain values that can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.parcel import Parcel


class Refusal(StrEnum):
    """Why the server does not take what a station sends, or cannot be asked at all."""

    COPIED = "copied"  # another PC has the same identity, or this one was put back from a backup
    KEY = "key"  # the identity is known with another key
    NEWER = "newer"  # the tables of the server are of an older version than this program
    MALFORMED = "malformed"
    NO_DRIVER = "no_driver"  # psycopg is not installed
    UNSAFE = "unsafe"  # the line says that the server's certificate need not be looked at
    LOGIN = "login"  # the role or its password is wrong, or may not do this
    NO_TABLES = "no_tables"  # nobody has prepared this database


@dataclass(frozen=True)
class Deliver:
    """Hand these parcels to the server, in this order; ``Delivered`` follows, or ``Declined``."""

    parcels: tuple[Parcel, ...]


@dataclass(frozen=True)
class Tell:
    """Show this state of the station on the help board from now on.

    ``call`` numbers the calls since the program began, 0 while all is well; ``is_known``: the server has had it.
    """

    state: str
    call: int = 0
    is_known: bool = False


@dataclass(frozen=True)
class Delivered:
    """The server has everything up to ``seq``; ``days_off`` of it has a day that differs from the server's."""

    seq: int
    days_off: int


@dataclass(frozen=True)
class Declined:
    """The server refuses, or cannot be asked; what was to be handed over stays at the station."""

    why: Refusal


@dataclass(frozen=True)
class Reached:
    """Whether the server answers now; ``detail`` is the driver's own words, for the log and the doctor."""

    is_reached: bool
    detail: str = ""


@dataclass(frozen=True)
class Told:
    """The server shows this call, 0 for none; and whether the coach has said that they come to it."""

    call: int
    is_coming: bool


@dataclass(frozen=True)
class BenchSeen:
    """One bench on the help board. Seconds by the server's clock: since it asks, and since it was heard from."""

    station: str
    label: str
    state: str
    waits_s: int
    silent_s: int
    coming: bool

    @property
    def asks(self) -> bool:
        """Whether somebody at this bench wants the coach."""
        return self.state not in ("well", "gone")


@dataclass(frozen=True)
class BoardSeen:
    """All benches, those that ask first; ``came`` are those of which the server was told before that somebody comes."""

    benches: tuple[BenchSeen, ...]
    came: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Come:
    """The coach is coming to this bench."""

    station: str


@dataclass(frozen=True)
class Published:
    """Let the broker know this of the bench, below its own topic, from now on."""

    topic: str
    payload: str


@dataclass(frozen=True)
class Heard:
    """Something wrote this to a topic below the bench's own."""

    topic: str
    payload: str


@dataclass(frozen=True)
class LightUp:
    """Light this place on the strip of LEDs, and no other; empty for none."""

    place: str
