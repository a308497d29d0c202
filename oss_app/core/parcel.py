"""What a station hands to the server that benches share: how steps ended, in parcels, without a person or a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StationIdentity:
    """Who a station is to the server: a random id, and a random key that only the station has."""

    id: str
    key: str


@dataclass(frozen=True)
class ParcelEntry:
    """How one step ended. ``seq`` is the station's own number for it; ``day`` is an ISO date, ``version`` the digest
    of the task, ``help`` the highest rung used."""

    seq: int
    day: str
    task: str
    version: str
    step: int
    outcome: str
    help: int
    check: str = ""


@dataclass(frozen=True)
class Parcel:
    """The steps of one finished session, shuffled, under the numbers ``first`` to ``last``; or what is to be forgotten.

    That is ranges of numbers, and entries like those of ``alike``, one for each, under whatever number.

    ``mark`` is random, and ``after`` is the mark of the parcel before it: by these the server tells a station that
    sends again from a copy of it.
    """

    first: int
    last: int
    mark: str
    after: str
    entries: tuple[ParcelEntry, ...] = ()
    forget: tuple[tuple[int, int], ...] = ()
    alike: tuple[ParcelEntry, ...] = ()


HELP = "help"
WELL = "well"
GONE = "gone"
TROUBLE = "trouble:"
"""What the help board can show of a bench: it asks, all is well, it was closed; or trouble, and of what kind."""
