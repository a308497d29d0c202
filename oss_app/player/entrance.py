"""What the worker is asked before a task: who, in which language, and what; nothing where there is no choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oss_app.core.ports import Listing
from oss_app.core.profile import Profile


def cards(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """The cards to choose from; one or none is no choice. The profile without a card is the station's own."""
    with_card = tuple(p for p in profiles if p.card)
    return with_card if len(with_card) > 1 else ()


def only_profile(profiles: Sequence[Profile]) -> Profile:
    """Who works here where nobody is asked: the one card, else the station's own profile, else the usual one."""
    with_card = [p for p in profiles if p.card]
    if len(with_card) == 1:
        return with_card[0]
    return next((p for p in profiles if not p.card), Profile())


def languages(listings: Iterable[Listing], profile: Profile, station: str) -> tuple[str, ...]:
    """The languages to choose from, the station's own first; one alone is no question, but the answer.

    A profile that names its language is not asked.
    """
    if profile.language:
        return (profile.language,)
    found = {language for listing in listings if listing.task for language in listing.task.languages}
    return tuple(sorted(found, key=lambda code: (code != station, code))) or (station,)


def can_run(listing: Listing, language: str) -> bool:
    """Whether a task can run in a language: it has no faults, and no warning without a translation (W21)."""
    return listing.task is not None and not listing.task.lacks_warning(language)


def only_task(listings: Sequence[Listing], language: str) -> Listing | None:
    """The task of a one-task station, which is not asked for."""
    return listings[0] if len(listings) == 1 and can_run(listings[0], language) else None
