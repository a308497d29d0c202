"""A task laid out for one worker, and the way from one position in it to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oss_app.core.check import WHOLE_KIT
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase, Position
from oss_app.core.support import Mark
from oss_app.core.task import Break, Section, Step, Task

SHORT_PAGE = 3  # steps on a screen at the level *short*, at 100 % text; fewer, but two, where the text is larger
LIST_PAGE = 8  # rows on a screen at the level *list*, in the same way

Fits = Callable[[tuple[int, ...]], bool]
"""Whether a screen holds all of these items at once, in letters that can be read and with their pictures."""


@dataclass(frozen=True)
class Plan:
    """A task laid out for one worker: its steps and break points in order, and the checks that count."""

    task: Task
    items: tuple[Step | Break, ...]
    checks: frozenset[str] = frozenset()
    auto_next: bool = False
    speech: Speech = Speech.ALWAYS
    level: HelpLevel = HelpLevel.PHOTO_AND_VOICE
    marks: Mapping[int, Mark] = field(default_factory=dict)
    """How much of a step's place is drawn, by the step's number; all of it where none is named."""
    is_guided: bool = False
    """Between kits the rule says what help comes next."""
    offers_more: bool = False
    """Help was taken away by the rule: more is one touch, until the end of the kit."""
    chose_more: bool = False
    is_probe: bool = False
    """The coach lets this kit go without help, until the first need."""
    pages: tuple[tuple[int, ...], ...] = ()
    """The items by index as they share a screen: one a page, or several steps at the levels *short* and *list* (S1)."""
    has_foot: bool = False
    """The controls stand in a row at the foot of the screen, since so the pages hold more."""

    def page(self, index: int, *, opened: bool = False) -> tuple[int, ...]:
        """Return the items from ``index`` to the end of its page; that one alone where the page was opened out."""
        page = next(page for page in self.pages if index in page)
        return (index,) if opened else page[page.index(index) :]

    def steps(self, position: Position) -> tuple[Step, ...]:
        """Return the steps on the screen at a position; none on a break point, at the end of a kit and at the end."""
        if position.phase is not Phase.STEP:
            return ()
        items = (self.items[i] for i in self.page(position.index))
        return tuple(item for item in items if isinstance(item, Step))

    def step(self, position: Position) -> Step | None:
        """Return the step at a position; None on a break point, at the end of a kit and at the end."""
        item = self.items[position.index]
        return item if position.phase is Phase.STEP and isinstance(item, Step) else None

    def mark(self, index: int) -> Mark:
        """Tell how much of the place is drawn in a step's picture, while it needs no help."""
        return self.marks.get(self.step_number(index), Mark.FILLED)

    def mark_of(self, step: Step) -> Mark:
        """Return the same, of a step."""
        return next((self.mark(index) for index, item in enumerate(self.items) if item is step), Mark.FILLED)

    def step_number(self, index: int) -> int:
        """Tell how many steps stand at or before ``index``: the worker's "step 3"."""
        return sum(isinstance(i, Step) for i in self.items[: index + 1])


def plan(task: Task, profile: Profile, armed: Collection[str] = (), fits: Fits = lambda page: True) -> Plan:
    """Lay out a task for a worker; ``armed`` names the checks that count here and now, ``fits`` knows the display."""
    level = profile.level_in(task.folder.name)
    quiet_level = level not in (HelpLevel.SHOW, HelpLevel.PHOTO_AND_VOICE)
    speech = Speech.ON_REQUEST if quiet_level and profile.speech is Speech.ALWAYS else profile.speech
    items = tuple(i for i in task.items if not isinstance(i, Section))
    checks = frozenset(armed) if profile.checks else frozenset()
    pages = tuple(_pages(task, level, profile.text_percent, fits))
    return Plan(task, items, checks, profile.auto_next, speech, level, pages=pages)


def deal(plan: Plan, text_percent: int, fits: Fits, *, has_foot: bool) -> Plan:
    """Return the same plan with its steps dealt out anew, as a display holds them."""
    return replace(plan, pages=tuple(_pages(plan.task, plan.level, text_percent, fits)), has_foot=has_foot)


def _pages(task: Task, level: HelpLevel, text_percent: int, fits: Fits) -> Iterator[tuple[int, ...]]:
    """Deal the items out over pages, never across a break point.

    A step that *must* be seen, or looks at the whole kit, has a page of its own. Pages end at sections, but for a
    list that is short enough for one page, and for sections of one step each, which share them. A worker with larger
    text has fewer steps on a page.
    """
    at_100 = {HelpLevel.SHORT: SHORT_PAGE, HelpLevel.LIST: LIST_PAGE}.get(level, 1)
    most = -(-at_100 * 100 // text_percent)
    for run in _runs(task):
        whole = tuple(index for section in run for index in section)
        if level is HelpLevel.LIST and 1 < len(whole) <= most and fits(whole):
            yield whole
            continue
        for section in _joined(run):
            for part in _even(section, most):
                yield from _that_fit(part, fits)


def _joined(run: list[list[int]]) -> Iterator[list[int]]:
    """Yield the sections, with those of one step that follow each other as one: else each step would have a page."""
    singles: list[int] = []
    for section in run:
        if len(section) > 1:
            yield singles
            yield section
            singles = []
        else:
            singles += section
    yield singles


def _runs(task: Task) -> Iterator[list[list[int]]]:
    """Yield the items that may share a page, by sections; one with a page of its own is a run by itself."""
    run: list[list[int]] = [[]]
    index = 0
    for item in task.items:
        if isinstance(item, Section):
            run.append([])
            continue
        if isinstance(item, Break) or item.must or item.check in WHOLE_KIT:
            yield run
            yield [[index]]
            run = [[]]
        else:
            run[-1].append(index)
        index += 1
    yield run


def _that_fit(part: tuple[int, ...], fits: Fits) -> Iterator[tuple[int, ...]]:
    """Yield a page as it is where it fits; else the few steps that are too long apart, else fewer on each."""
    if len(part) < 2 or fits(part):
        yield from [part] if part else []
        return
    long = [index for index in part if not fits((index,) * len(part))]
    if not long or 2 * len(long) > len(part):
        for smaller in _even(part, (len(part) + 1) // 2):
            yield from _that_fit(smaller, fits)
        return
    together: list[int] = []
    for index in part:
        if index in long:
            yield from _that_fit(tuple(together), fits)
            yield (index,)
            together = []
        else:
            together.append(index)
    yield from _that_fit(tuple(together), fits)


def _even(indexes: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Parts of at most ``most``, as even as can be: seven are three, two and two."""
    count = -(-len(indexes) // most)
    for part in range(count):
        yield tuple(indexes[part * len(indexes) // count : (part + 1) * len(indexes) // count])


def first(plan: Plan) -> Position:
    """Tell where a task begins."""
    return _at(plan, 1, 0)


def _at(plan: Plan, kit: int, index: int) -> Position:
    phase = Phase.STEP if isinstance(plan.items[index], Step) else Phase.BREAK_POINT
    return Position(kit, index, phase)


def after(plan: Plan, position: Position, *, opened: bool = False) -> Position:
    """Return the position after this one and all that shares its page; the end stays the end."""
    last = len(plan.items) - 1
    match position.phase:
        case Phase.FINISHED:
            return position
        case Phase.KIT_END:
            return _at(plan, position.kit + 1, 0)
        case _ if (end := plan.page(position.index, opened=opened)[-1]) < last:
            return _at(plan, position.kit, end + 1)
        case _:
            phase = Phase.KIT_END if position.kit < plan.task.repeat else Phase.FINISHED
            return Position(position.kit, last, phase)


def before(plan: Plan, position: Position, *, opened: bool = False) -> Position:
    """Return the first position of the page before this one; the beginning stays the beginning (W14)."""
    match position.phase:
        case Phase.KIT_END | Phase.FINISHED:
            return _at(plan, position.kit, _page_start(plan, position.index, opened=opened))
        case _ if position.index > 0:
            return _at(plan, position.kit, _page_start(plan, position.index - 1, opened=opened))
        case _ if position.kit > 1:
            return Position(position.kit - 1, len(plan.items) - 1, Phase.KIT_END)
        case _:
            return position


def share_page(plan: Plan, one: Position, other: Position) -> bool:
    """Tell whether two positions are on one page of the same kit."""
    return one.kit == other.kit and any(one.index in page and other.index in page for page in plan.pages)


def _page_start(plan: Plan, index: int, *, opened: bool) -> int:
    return index if opened else next(page[0] for page in plan.pages if index in page)


def resumed(plan: Plan, position: Position) -> Position:
    """Return a kept position, fitted to the task as it is now: a changed task may have fewer steps or kits."""
    kit = min(max(position.kit, 1), plan.task.repeat)
    index = min(max(position.index, 0), len(plan.items) - 1)
    if position.phase is Phase.FINISHED or (position.phase is Phase.KIT_END and kit == plan.task.repeat):
        return Position(kit, len(plan.items) - 1, Phase.FINISHED)
    if position.phase is Phase.KIT_END:
        return Position(kit, len(plan.items) - 1, Phase.KIT_END)
    if plan.level is HelpLevel.LIST:  # rows that were done are known by their ticks
        index = _page_start(plan, index, opened=False)
    return _at(plan, kit, index)
