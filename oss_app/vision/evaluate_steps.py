"""Measures what a worker meets: whole steps, frame by frame, through the detector and the judge's rule."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer, Judge, Look

LOOK_S = 0.2  # five looks a second, as few as a slow computer manages
ANSWER_S = 3.0  # after Done was pressed: for so long an answer is waited for
SETTLED = 3  # looks at one picture after which another one of it tells nothing new


class Moment(BaseModel):
    """``image`` is seen for so many seconds; ``done`` is the truth, None while a hand is at work."""

    model_config = ConfigDict(frozen=True)

    image: str
    seconds: float = Field(default=LOOK_S, gt=0, le=60)
    done: bool | None = None


class FilmedStep(BaseModel):
    """What the camera sees from the beginning of a step until the worker presses Done, if nothing was seen by then."""

    model_config = ConfigDict(frozen=True)

    moments: tuple[Moment, ...] = Field(min_length=1)


@dataclass(frozen=True)
class StepResult:
    """How one step went. ``ended_done``: the truth at its end; ``asked``: the answer after *Done*, if it came to that.

    ``seen_after`` is how many seconds *done* was true before it was said; None where it was not said by itself.
    """

    check: str
    kind: CheckKind
    ended_done: bool
    false_done: bool
    false_not_yet: bool
    seen_after: float | None
    asked: Answer | None

    def line(self) -> str:
        """One JSON object."""
        return json.dumps(
            {
                "check": self.check,
                "kind": self.kind,
                "step": Answer.DONE if self.ended_done else Answer.NOT_DONE,
                "false_done": self.false_done,
                "false_not_yet": self.false_not_yet,
                "seen_after": None if self.seen_after is None else round(self.seen_after, 1),
                "asked": self.asked,
            },
            ensure_ascii=False,
        )


def walk(check: str, kind: CheckKind, step: FilmedStep, look: Callable[[str], Look]) -> StepResult:
    """Go through a step as the camera and the judge do; ``look`` is asked of each picture in turn."""
    false_done, false_not_yet, seen_after, asked = _walk(step, _settling(look))
    return StepResult(check, kind, bool(step.moments[-1].done), false_done, false_not_yet, seen_after, asked)


def _settling(look: Callable[[str], Look]) -> Callable[[str], Look]:
    """Return the same, with fewer looks at a picture that stays: what one cannot tell apart need not be judged
    again.
    """
    shown, times, last = "", 0, Look(Answer.CANNOT_TELL)

    def settled(image: str) -> Look:
        nonlocal shown, times, last
        times = times + 1 if image == shown else 1
        if times <= SETTLED:
            shown, last = image, look(image)
        return last

    return settled


def _walk(step: FilmedStep, look: Callable[[str], Look]) -> tuple[bool, bool, float | None, Answer | None]:
    judge = Judge()
    now, done_since, says_wrongly = 0.0, None, False
    for moment in step.moments:
        if moment.done and done_since is None:
            done_since = now
        elif moment.done is False:
            done_since = None
        for _ in range(max(1, round(moment.seconds / LOOK_S))):
            verdict = judge.weigh(look(moment.image), now)
            now += LOOK_S
            if verdict and verdict.answer is Answer.DONE:
                late = None if done_since is None else now - done_since
                return moment.done is False, says_wrongly, late, None
            if verdict and verdict.answer is Answer.NOT_DONE and moment.done:
                says_wrongly = True
    last = step.moments[-1]
    judge.ask()
    until = now + ANSWER_S
    while now < until:
        verdict = judge.weigh(look(last.image), now)
        now += LOOK_S
        if verdict:
            is_wrong = verdict.answer is Answer.DONE and not last.done
            says_wrongly = says_wrongly or bool(last.done and verdict.answer is Answer.NOT_DONE)
            return is_wrong, says_wrongly, None, verdict.answer
    return False, says_wrongly, None, Answer.CANNOT_TELL


@dataclass(frozen=True)
class StepShare:
    """A row of the table: the steps of one kind with one truth at their end."""

    kind: str
    steps: int
    false_done: int
    false_not_yet: int
    seen: int
    said: int
    unsure: int
    usual_s: float | None


def shares(results: Sequence[StepResult]) -> Iterator[StepShare]:
    """Rows by kind and by what was true at the end, then all together."""
    groups: dict[tuple[str, bool], list[StepResult]] = {}
    for result in results:
        groups.setdefault((str(result.kind), not result.ended_done), []).append(result)
    for (kind, is_not_done), found in sorted(groups.items()):
        yield _share(f"{kind}, {'nothing or something wrong came' if is_not_done else 'done'}", found)
    if results:
        yield _share("all", results)


def _share(kind: str, results: Sequence[StepResult]) -> StepShare:
    times = [r.seen_after for r in results if r.seen_after is not None]
    return StepShare(
        kind,
        len(results),
        sum(r.false_done for r in results),
        sum(r.false_not_yet for r in results),
        len(times),
        sum(r.asked is Answer.DONE for r in results),
        sum(r.asked is Answer.CANNOT_TELL for r in results),
        median(times) if times else None,
    )


def table(results: Sequence[StepResult]) -> str:
    """Return the rows for a person to read; Markdown."""
    lines = [
        "| steps | number | false done | false “not yet” said | done seen by itself | after *Done* was pressed | "
        "cannot tell | usual seconds |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in shares(results):
        usual = "" if row.usual_s is None else f"{row.usual_s:.1f}"
        lines.append(
            f"| {row.kind} | {row.steps} | {row.false_done} | {row.false_not_yet} | {row.seen} | {row.said} | "
            f"{row.unsure} | {usual} |"
        )
    return "\n".join(lines)
