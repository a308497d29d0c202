"""Before the first screen: which checks count here, and whether a session is begun or brought back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from oss_app.core.check import WHOLE_KIT, Check, CheckKind
from oss_app.core.plan import Plan, first, resumed
from oss_app.core.ports import Journal, Listing, OpenSession, SessionKey, TaskLibrary
from oss_app.core.profile import Profile
from oss_app.core.record import Phase, Position
from oss_app.core.region import rectangle
from oss_app.core.settings import NO_CAMERA, Settings
from oss_app.core.task import Step, Task
from oss_app.media.film_data import can_be_played

if TYPE_CHECKING:
    from oss_app.core.session import Session


def cards(profiles: Sequence[Profile]) -> tuple[Profile, ...]:
    """Return the cards to choose from; one or none is no choice. The profile without a card is the station's own."""
    with_card = tuple(p for p in profiles if p.card)
    return with_card if len(with_card) > 1 else ()


def only_profile(profiles: Sequence[Profile]) -> Profile:
    """Tell who works here where nobody is asked: the one card, else the station's own profile, else the usual one."""
    with_card = [p for p in profiles if p.card]
    if len(with_card) == 1:
        return with_card[0]
    return next((p for p in profiles if not p.card), Profile())


def profile_of(card: str, profiles: Sequence[Profile]) -> Profile:
    """Return the profile of a card; who works here without one where there is no such card."""
    return next((p for p in profiles if card and p.card == card), only_profile(profiles))


def languages(listings: Iterable[Listing], profile: Profile, station: str, last: str = "") -> tuple[str, ...]:
    """Return the languages to choose from, the one that was spoken ``last`` first, then the station's own.

    One is no choice.

    A profile that names its language has no other.
    """
    if profile.language:
        return (profile.language,)
    found = {language for listing in listings if listing.task for language in listing.task.languages}
    return tuple(sorted(found, key=lambda code: (code != last, code != station, code))) or (station,)


def spoken_here(codes: Sequence[str], station: str, chosen: str = "") -> str:
    """Return the language that goes without a question: the one that was chosen, else the station's own.

    Empty for none.
    """
    wanted = next((code for code in (chosen, station) if code in codes), "")
    return wanted or (codes[0] if len(codes) == 1 else "")


def can_run(listing: Listing, language: str) -> bool:
    """Tell whether a task can run in a language: it has no faults, and no warning without a translation (W21)."""
    return listing.task is not None and not listing.task.lacks_warning(language)


def with_films_that_play(task: Task) -> Task:
    """Return the task without the films that cannot be shown here: Help must not offer what does not come."""
    plays: dict[str, bool] = {}

    def of(step: Step) -> Step:
        if step.film is None or plays.setdefault(step.film, can_be_played(task.folder / step.film)):
            return step
        return step.model_copy(update={"film": None})

    items = tuple(of(item) if isinstance(item, Step) else item for item in task.items)
    return task.model_copy(update={"items": items}) if not all(plays.values()) else task


def checks_that_count(
    task: Task, library: TaskLibrary, settings: Settings, profile: Profile, camera: str
) -> Mapping[str, Check]:
    """Return the armed checks of a task by name, less those that are off for station, task, check or worker (C6)."""
    off = settings.checks_off
    if not settings.checks or not profile.checks or task.folder.name in off:
        return {}
    found: dict[str, Check] = {}
    for name in {s.check for s in task.steps if s.check} - WHOLE_KIT:
        check = library.check(task, name)
        if check is None or not check.is_armed or f"{task.folder.name}/{name}" in off:
            continue
        if settings.mqtt if check.kind is CheckKind.SIGNAL else camera != NO_CAMERA:
            found[name] = check
    looked_at = {name for name, check in found.items() if check.kind is not CheckKind.SIGNAL}
    parts = tuple((found[s.check], s.count) for s in task.steps if s.check in looked_at)
    if len(parts) > 1:
        found |= {s.check: whole_kit(s.check, parts) for s in task.steps if s.check in WHOLE_KIT}
    return found


def drop_check(checks: dict[str, Check], name: str) -> frozenset[str]:
    """Take a check out of those that count, and out of the whole kit; the names that count no longer."""
    gone = {name} if checks.pop(name, None) else set()
    for kit in [c for c in checks.values() if any(part.name == name for part, _ in c.parts)]:
        parts = tuple((part, count) for part, count in kit.parts if part.name != name)
        if len(parts) > 1:
            checks[kit.name] = whole_kit(kit.name, parts)
        else:
            del checks[kit.name]
            gone.add(kit.name)
    return frozenset(gone)


def whole_kit(name: str, parts: tuple[tuple[Check, int | None], ...]) -> Check:
    """Return the check that looks at everything once more, made of the checks of the steps (C11)."""
    return Check(name=name, kind=CheckKind.KIT, region=rectangle(0, 0, 1, 1), parts=parts)


def enter(journal: Journal, key: SessionKey, plan: Plan, digest: str) -> tuple[int, Session]:
    """Enter the task that the worker chose: their open session goes on where it stood, or a new one begins (W17)."""
    from oss_app.core.session import Session  # a question does not wait for it

    kept = journal.open_session(key)
    if kept is not None and kept.position.phase is Phase.FINISHED:
        journal.finish(kept.number)  # it was done; only nobody pressed the last button
        kept = None
    if kept is None:
        start = first(plan)
        return journal.begin(key, digest, start), Session(plan, start)
    journal.enter(kept.number)
    return kept.number, bring_back(kept, plan, digest)


def bring_back(kept: OpenSession, plan: Plan, digest: str) -> Session:
    """Return the session as it stood, without a question.

    Where the task has changed since, its kit begins anew: a step may have come in before the place where it stood.
    """
    from oss_app.core.session import Session  # a question does not wait for it

    here = resumed(plan, kept.position)
    if kept.digest != digest:  # a tick would stand at another row
        if here.phase in (Phase.STEP, Phase.BREAK_POINT):
            here = resumed(plan, Position(here.kit))
        return Session(plan, here)
    return Session(plan, here, kept.ticks)
