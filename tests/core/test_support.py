"""The rule of the help levels and of the mark, row by row: each answer with its reason (S2, S3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.support import (
    Because,
    Guidance,
    KitPast,
    Mark,
    Need,
    Remark,
    Said,
    StepPast,
    Why,
    guide,
    less,
    marks,
    may_fade,
    more,
    share_alone,
    step_past,
)

SHOW, VOICE, PHOTO, SHORT, LIST = HelpLevel
DAY = date(2026, 11, 2)
CLEAN, HELPED, TRIED, TWICE = "clean", "helped", "tried", "twice"
STEPS = {
    CLEAN: (StepPast(1), StepPast(2)),
    HELPED: (StepPast(1), StepPast(2, asked=1)),
    TRIED: (StepPast(1, failed=1), StepPast(2)),
    TWICE: (StepPast(1, failed=1), StepPast(2, failed=1)),
}


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def kit(how: str, day: int, level: HelpLevel = VOICE, **more: bool) -> KitPast:
    return KitPast(on(day), level, STEPS[how], **more)


def said(word: Said, day: int, level: HelpLevel = VOICE) -> Remark:
    return Remark(on(day), word, level)


@dataclass(frozen=True)
class Case:
    """One row: what was, and what the rule says on a day."""

    what: str
    past: tuple[KitPast, ...]
    today: int
    expected: Guidance
    said: tuple[Remark, ...] = ()
    kept: HelpLevel = VOICE
    fades: bool = True


def stays(because: Because, level: HelpLevel = VOICE) -> Guidance:
    return Guidance(level, level, because)


THREE_ON_TWO = (kit(CLEAN, 0), kit(CLEAN, 0), kit(CLEAN, 1))
DUE = Because(Why.CLEAN, kits=3, days=2)
CASES = (
    Case("nothing is known yet", (), 0, stays(Because(Why.NOT_YET))),
    Case("off, whatever was", (kit(TWICE, 0),), 1, stays(Because(Why.OFF)), fades=False),
    Case("three without help on two days", THREE_ON_TWO, 1, Guidance(VOICE, VOICE, DUE, PHOTO)),
    Case(
        "three on one day are not enough",
        (kit(CLEAN, 0),) * 3,
        0,
        stays(Because(Why.NOT_YET, kits=3, days=1)),
    ),
    Case(
        "two on two days are not enough",
        (kit(CLEAN, 0), kit(CLEAN, 1)),
        1,
        stays(Because(Why.NOT_YET, kits=2, days=2)),
    ),
    Case(
        "help in between counts from there",
        (kit(CLEAN, 0), kit(HELPED, 0), kit(CLEAN, 1), kit(CLEAN, 2)),
        2,
        stays(Because(Why.NOT_YET, kits=2, days=2)),
    ),
    Case(
        "a kit with more help that the worker chose is not one without",
        (kit(CLEAN, 0), kit(CLEAN, 0), kit(CLEAN, 1, chose_more=True)),
        1,
        stays(Because(Why.NOT_YET, kits=0, days=0)),
    ),
    Case(
        "a kit that was left half done is not one without help",
        (kit(CLEAN, 0), kit(CLEAN, 0), kit(CLEAN, 1, is_whole=False)),
        1,
        stays(Because(Why.NOT_YET, kits=0, days=0)),
    ),
    Case(
        "kits with more help than is kept say nothing about less",
        (kit(CLEAN, 0, SHOW), kit(CLEAN, 1), kit(CLEAN, 2, SHOW)),
        2,
        stays(Because(Why.NOT_YET, kits=1, days=1)),
    ),
    Case(
        "a kit tried with less counts as one without help",
        (kit(CLEAN, 0), kit(CLEAN, 1, PHOTO), kit(CLEAN, 1)),
        1,
        Guidance(VOICE, VOICE, DUE, PHOTO),
    ),
    Case(
        "the least has no less",
        tuple(kit(CLEAN, day, LIST) for day in (0, 0, 1)),
        1,
        stays(Because(Why.LEAST), LIST),
        kept=LIST,
    ),
    Case("no: not for fourteen days", THREE_ON_TWO, 2, stays(Because(Why.SAID_NO, days=13)), (said(Said.NO, 1),)),
    Case(
        "no: asked again on the fourteenth",
        (*THREE_ON_TWO, kit(CLEAN, 14)),
        15,
        Guidance(VOICE, VOICE, Because(Why.CLEAN, kits=4, days=3), PHOTO),
        (said(Said.NO, 1),),
    ),
    Case("later: not today", THREE_ON_TWO, 1, stays(Because(Why.SAID_LATER)), (said(Said.LATER, 1),)),
    Case("later: tomorrow", THREE_ON_TWO, 2, Guidance(VOICE, VOICE, DUE, PHOTO), (said(Said.LATER, 1),)),
    Case("the coach: not now", THREE_ON_TWO, 3, stays(Because(Why.NOT_NOW, days=12)), (said(Said.NOT_NOW, 1),)),
    Case(
        "what was before the coach allowed it does not count",
        THREE_ON_TWO,
        5,
        stays(Because(Why.NOT_YET)),
        (said(Said.BEGAN, 2),),
    ),
    Case(
        "a yes counts from the beginning",
        THREE_ON_TWO,
        2,
        stays(Because(Why.NOT_YET), PHOTO),
        (said(Said.YES, 1, PHOTO),),
        kept=PHOTO,
    ),
    Case(
        "one change a day",
        (kit(CLEAN, 0, PHOTO), kit(CLEAN, 1, PHOTO), kit(CLEAN, 1, PHOTO)),
        1,
        stays(Because(Why.NOT_YET, kits=2, days=1), PHOTO),
        (said(Said.RAISED, 1, PHOTO),),
        kept=PHOTO,
    ),
    Case("two failed tries in one kit", (kit(TWICE, 0),), 0, Guidance(SHOW, SHOW, Because(Why.TRIES, tries=2))),
    Case("one failed try is none", (kit(TRIED, 0),), 0, stays(Because(Why.NOT_YET))),
    Case(
        "two of the last three with one",
        (kit(TRIED, 0), kit(CLEAN, 0), kit(TRIED, 1)),
        1,
        Guidance(SHOW, SHOW, Because(Why.ERRORS, kits=2, of=3)),
    ),
    Case(
        "two of the last four with one",
        (kit(TRIED, 0), kit(CLEAN, 0), kit(CLEAN, 1), kit(TRIED, 1)),
        1,
        stays(Because(Why.NOT_YET)),
    ),
    Case("help is no error", (kit(HELPED, 0), kit(HELPED, 0)), 0, stays(Because(Why.NOT_YET))),
    Case("the most has no more", (kit(TWICE, 0, SHOW),), 0, stays(Because(Why.MOST), SHOW), kept=SHOW),
    Case(
        "at the most, three clean ones are three clean ones",
        (kit(TWICE, 0, SHOW), *(kit(CLEAN, day, SHOW) for day in (0, 1, 1))),
        1,
        Guidance(SHOW, SHOW, DUE, VOICE),
        kept=SHOW,
    ),
    Case(
        "an error with less than is kept is not held against it",
        (kit(TWICE, 0, PHOTO),),
        0,
        stays(Because(Why.NOT_YET)),
    ),
    Case(
        "an error with more than is kept is",
        (kit(TWICE, 0, SHOW),),
        0,
        Guidance(SHOW, SHOW, Because(Why.TRIES, tries=2)),
    ),
    Case(
        "changed today: help is back, and kept tomorrow",
        (*THREE_ON_TWO, kit(TWICE, 2, PHOTO)),
        2,
        Guidance(VOICE, PHOTO, Because(Why.TRIES, tries=2)),
        (said(Said.YES, 2, PHOTO),),
        kept=PHOTO,
    ),
    Case(
        "and tomorrow it is kept, though today's others went well",
        (kit(TWICE, 2, PHOTO), *(kit(CLEAN, 2, VOICE),) * 4),
        3,
        Guidance(VOICE, VOICE, Because(Why.TRIES, tries=2)),
        (said(Said.YES, 2, PHOTO),),
        kept=PHOTO,
    ),
    Case("fourteen days away are not long", (kit(HELPED, 0),), 14, stays(Because(Why.NOT_YET))),
    Case("fifteen days are", (kit(CLEAN, 0),), 15, Guidance(SHOW, VOICE, Because(Why.AWAY, days=15))),
    Case(
        "back from away, the second kit is as before",
        (kit(CLEAN, 0), kit(CLEAN, 15, SHOW)),
        15,
        stays(Because(Why.NOT_YET, kits=1, days=1)),
    ),
    Case(
        "nothing is asked in the first kit after", THREE_ON_TWO, 30, Guidance(SHOW, VOICE, Because(Why.AWAY, days=29))
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_the_rule(case: Case) -> None:
    assert guide(case.past, case.said, case.kept, on(case.today), fades=case.fades) == case.expected


def test_help_that_comes_back_to_stay_is_told_from_help_for_one_kit() -> None:
    assert guide((kit(TWICE, 0),), (), VOICE, on(0)).raises
    assert not guide((kit(TWICE, 0),), (said(Said.YES, 0),), VOICE, on(0)).raises
    assert not guide((kit(CLEAN, 0),), (), VOICE, on(30)).raises


class TestWhatCounts:
    @pytest.mark.parametrize(
        ("ended", "need", "is_clean"),
        [
            (StepEnded(1, 1, Outcome.CONFIRMED), Need.ALONE, True),
            (StepEnded(1, 1, Outcome.SEEN, asked=1, help=1), Need.HINT, False),
            (StepEnded(1, 1, Outcome.SEEN, asked=2, help=2), Need.PHOTO, False),
            (StepEnded(1, 1, Outcome.SEEN, asked=3, help=3), Need.PHOTO, False),
            (StepEnded(1, 1, Outcome.CONFIRMED, asked=4, help=4), Need.PERSON, False),
            (StepEnded(1, 1, Outcome.BY_COACH), Need.PERSON, False),
            (StepEnded(1, 1, Outcome.SEEN, tries=1), Need.ALONE, False),
            (StepEnded(1, 1, Outcome.SKIPPED), Need.ALONE, False),
        ],
    )
    def test_counts(self, ended: StepEnded, need: Need, is_clean: bool) -> None:
        past = step_past(ended)
        assert (past.need, past.is_clean) == (need, is_clean)

    @pytest.mark.parametrize(
        "ended",
        [
            StepEnded(1, 1, Outcome.OVERRIDDEN, tries=3, help=3, check="pan"),  # the app opened help by itself
            StepEnded(1, 1, Outcome.CONFIRMED, tries=1, check="pan"),  # the camera went away after the try
            StepEnded(1, 1, Outcome.CONFIRMED, check="pan"),  # it could not tell
        ],
    )
    def test_a_fault_of_the_check_never_does(self, ended: StepEnded) -> None:
        past = step_past(ended)
        assert (past.need, past.failed, past.is_clean) == (Need.ALONE, 0, True)


class TestMarks:
    def test_a_stage_less_after_three_on_two_days_and_so_on_to_nothing(self) -> None:
        for stages, mark in enumerate(Mark):
            past = [kit(CLEAN, 2 * stage + day) for stage in range(stages) for day in (0, 0, 1)]
            assert marks(past, on(2 * stages)).get(1, Mark.FILLED) is mark

    def test_one_step_fades_and_another_does_not(self) -> None:
        past = [kit(HELPED, 0), kit(HELPED, 0), kit(HELPED, 1)]
        assert marks(past, on(1)) == {1: Mark.OUTLINE}

    @pytest.mark.parametrize("how", [HELPED, TWICE])
    def test_a_need_brings_the_whole_mark_back(self, how: str) -> None:
        past = [kit(CLEAN, day) for day in (0, 0, 1, 2, 2, 3)]
        assert marks(past, on(3)) == {1: Mark.CORNERS, 2: Mark.CORNERS}
        after = marks([*past, kit(how, 3)], on(3))
        assert after.get(2, Mark.FILLED) is Mark.FILLED

    def test_more_help_for_the_kit_brings_all_back(self) -> None:
        past = [*THREE_ON_TWO, kit(CLEAN, 1, chose_more=True)]
        assert marks(past, on(1)) == {}

    def test_overruled_and_skipped_say_nothing(self) -> None:
        dumb = KitPast(on(0), VOICE, (StepPast(1, overridden=True), StepPast(2, skipped=True)))
        assert marks([dumb] * 5 + list(THREE_ON_TWO), on(1)) == {1: Mark.OUTLINE, 2: Mark.OUTLINE}

    def test_a_long_time_away_fills_them(self) -> None:
        assert marks(THREE_ON_TWO, on(16)) == {}
        assert marks([*THREE_ON_TWO, kit(CLEAN, 20)], on(20)) == {}

    def test_another_version_of_the_task_does_not_count(self) -> None:
        assert marks([kit(CLEAN, day, is_same=False) for day in (0, 0, 1)], on(1)) == {}

    def test_never_two_stages_on_a_day(self) -> None:
        assert marks([kit(CLEAN, day) for day in (0, 0, 0, 1, 1, 1, 1)], on(1)) == {1: Mark.OUTLINE, 2: Mark.OUTLINE}


@dataclass(frozen=True)
class Wish:
    """Who may be asked."""

    profile: Profile
    may: bool = field(default=False)


@pytest.mark.parametrize(
    "wish",
    [
        Wish(Profile(card="pan")),
        Wish(Profile(card="pan", no_fading=False)),
        Wish(Profile(card="pan", fades=("kit",))),
        Wish(Profile(card="pan", no_fading=False, fades=("other",))),
        Wish(Profile(no_fading=False, fades=("kit",))),
        Wish(Profile(card="pan", no_fading=False, fades=("kit",)), may=True),
    ],
)
def test_less_is_proposed_only_where_a_coach_allowed_it(wish: Wish) -> None:
    assert may_fade(wish.profile, "kit") is wish.may


def test_the_levels_in_order() -> None:
    assert [less(level) for level in HelpLevel] == [VOICE, PHOTO, SHORT, LIST, LIST]
    assert [more(level) for level in HelpLevel] == [SHOW, SHOW, VOICE, PHOTO, SHORT]


def test_the_share_of_steps_without_help() -> None:
    assert share_alone([kit(CLEAN, 0), kit(HELPED, 0)]) == (3, 4)
    assert share_alone([]) == (0, 0)
