"""Measures checks on photos with a known truth: teaches each by the product's own code, then judges single frames."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.region import Outline
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors import build_region, colour, window_for
from oss_app.vision.detectors.appearance import KINDS
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.evaluate_steps import FilmedStep, StepResult, table, walk
from oss_app.vision.photos import REFERENCE, decode, encode, read
from oss_app.vision.reference_scene import ReferenceScene, Sight, scene_of
from oss_app.vision.teach import Lesson, Side

Progress = Callable[[int, int], None]
"""Called with how many pieces of work are done, and how many there are."""
BAR = 40  # characters
FRAMES = 4  # decoded pictures of a film that are kept


def bar(done: int, total: int) -> None:
    """Draw a progress bar on the standard error, where a person sees it."""
    if sys.stderr.isatty():
        full = BAR * done // total
        sys.stderr.write(f"\r[{'=' * full}{' ' * (BAR - full)}] {done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()


class _Teach(BaseModel):
    done: tuple[str, ...] = ()
    not_done: tuple[str, ...] = ()


class _Test(BaseModel):
    image: str
    done: bool
    why_not: str = ""
    tray: str = ""
    light: str = ""
    before: str = ""
    """A frame of the same session from before this place changed, as the eye has it when a step begins."""


class _Checked(BaseModel):
    id: str
    kind: CheckKind
    region: Outline
    teach: _Teach = _Teach()
    test: tuple[_Test, ...] = ()
    steps: tuple[FilmedStep, ...] = ()
    """Whole steps, for what a worker meets: docs/checks.md."""
    count: int | None = None
    options: dict[str, str | int | float | bool | list[float]] = Field(default_factory=dict)

    def check(self) -> Check:
        options = dict(self.options)
        if self.kind is CheckKind.COUNT and self.count:
            options.setdefault("count", self.count)
        return Check(name=self.id, kind=self.kind, region=self.region, options=options)


class _Protocol(BaseModel):
    model_config = ConfigDict(frozen=True)

    reference: str
    checks: tuple[_Checked, ...]


@dataclass(frozen=True)
class PhotoResult:
    """One test photo, judged. ``why_not``, ``tray`` and ``light`` are the protocol's own words."""

    check: str
    kind: CheckKind
    image: str
    done: bool
    why_not: str
    tray: str
    light: str
    look: Look
    ms: float
    with_before: Look | None = None
    """What was seen with the frame before at hand, where the protocol has one."""

    def line(self) -> str:
        """One JSON object. Only ``ms`` may differ when the same command runs again."""
        fields = {
            "check": self.check,
            "image": self.image,
            "truth": Answer.DONE if self.done else Answer.NOT_DONE,
            "verdict": self.look.answer,
            "score": round(self.look.score, 4),
            "ms": round(self.ms, 1),
            "reason": self.look.reason or "",
            "count": self.look.count,
            "kind": self.kind,
            "why_not": self.why_not,
            "tray": self.tray,
            "light": self.light,
        }
        if self.with_before:
            fields |= {
                "verdict_with_before": self.with_before.answer,
                "score_with_before": round(self.with_before.score, 4),
            }
        return json.dumps(fields, ensure_ascii=False)


@dataclass(frozen=True)
class Share:
    """A row of the table: how many photos of one sort got each answer."""

    kind: CheckKind
    truth: str
    tray: str
    light: str
    answers: tuple[Answer, ...]
    with_before: tuple[Answer, ...] = ()

    def part(self, answer: Answer) -> float:
        return self.answers.count(answer) / len(self.answers)

    @property
    def wrong(self) -> float:
        """False done, or missed where the truth is done."""
        return self._wrong(self.answers)

    @property
    def wrong_with_before(self) -> float | None:
        """The same of those with a frame before, seen with it; None where there is none."""
        return self._wrong(self.with_before) if self.with_before else None

    def _wrong(self, answers: tuple[Answer, ...]) -> float:
        done = answers.count(Answer.DONE) / len(answers)
        return 1 - done if self.truth == Answer.DONE else done


@dataclass(frozen=True)
class Summary:
    """All results, in the protocol's order, and what teaching said of the checks."""

    results: tuple[PhotoResult, ...]
    refused: tuple[str, ...] = ()
    """Taught photos that could not be used, as ``check: image: reason``."""
    disarmed: tuple[str, ...] = ()
    """Checks that the lesson would not arm; they are measured all the same."""
    steps: tuple[StepResult, ...] = ()
    """How the filmed steps went, of the protocol's order."""

    def shares(self, *, by_light: bool = False) -> Iterator[Share]:
        """Rows by kind, truth, tray and, if asked for, light."""
        rows: dict[tuple[CheckKind, bool, str, str, str], list[PhotoResult]] = {}
        for r in self.results:
            key = (r.kind, not r.done, r.why_not, r.tray, r.light if by_light else "")
            rows.setdefault(key, []).append(r)
        for (kind, _, why_not, tray, light), results in sorted(rows.items()):
            answers = tuple(r.look.answer for r in results)
            with_before = tuple(r.with_before.answer for r in results if r.with_before)
            yield Share(kind, why_not or Answer.DONE, tray, light, answers, with_before)

    def table(self, *, by_light: bool = True) -> str:
        """Return what is printed at the end: false done and missed in percent of each row, then so with a frame
        before.
        """
        lines = [
            "kind        truth     tray   light      photos false done  missed cannot tell  with before: photos wrong"
        ]
        for row in self.shares(by_light=by_light):
            wrong, unsure, since = 100 * row.wrong, 100 * row.part(Answer.CANNOT_TELL), row.wrong_with_before
            both = f"{'':>10} {wrong:6.1f}%" if row.truth == Answer.DONE else f"{wrong:9.1f}% {'':>7}"
            tail = "" if since is None else f" {len(row.with_before):20} {100 * since:5.1f}%"
            named = f"{row.kind:11} {row.truth:9} {row.tray:6} {row.light:10}"
            lines.append(f"{named} {len(row.answers):6} {both} {unsure:10.1f}%{tail}")
        lines += [f"not used for teaching: {words}" for words in self.refused]
        lines += [f"the lesson would not arm: {', '.join(self.disarmed)}"] if self.disarmed else []
        return "\n".join(lines)


def evaluate(protocol: Path, out: Path, progress: Progress = bar) -> Summary:
    """Teach and judge everything in ``protocol``; one JSON line a test photo goes to ``out``.

    Paths in the protocol are relative to its folder. The reference photo and the taught photos pass through a lesson
    and are stored and loaded as the app does. Raises UserError where the protocol or a picture cannot be read.
    """
    plan = _read(protocol)
    folder = protocol.parent
    images = sorted({t.image for c in plan.checks for t in c.test})
    total = len(plan.checks) + len(images) + sum(len(c.steps) for c in plan.checks)
    reference = encode(read(folder / plan.reference))
    scene = scene_of(decode(reference))
    with tempfile.TemporaryDirectory(prefix="oss-app-evaluate-") as temporary:
        refused: list[str] = []
        disarmed: list[str] = []
        detectors: list[RegionDetector | None] = []
        places: list[tuple[Check, Path]] = []
        sights: dict[str, Sight] = {}
        for number, checked in enumerate(plan.checks):
            place = Path(temporary) / f"{number:04d}"
            outcome = _teach(checked, reference, folder, place, sights)
            refused += outcome.refused
            disarmed += [] if outcome.may_arm else [checked.id]
            places.append((outcome.check, place))
            detectors.append(_build(checked, *places[-1]))
            progress(number + 1, total)
        sights.clear()
        found: dict[tuple[int, int], PhotoResult] = {}
        befores: dict[str, Sight] = {}
        for number, image in enumerate(images):
            begun = time.perf_counter()
            sight = scene.see(read(folder / image))
            seen = time.perf_counter() - begun
            for c, checked in enumerate(plan.checks):
                for t, test in enumerate(checked.test):
                    if test.image == image:
                        if test.before and test.before not in befores:
                            befores[test.before] = scene.see(read(folder / test.before))
                        found[c, t] = _judge(checked, test, detectors[c], sight, befores.get(test.before), seen)
            progress(len(plan.checks) + number + 1, total)
        steps: list[StepResult] = []
        for checked, learnt in zip(plan.checks, places, strict=True):
            for step in checked.steps:
                steps.append(_walk(checked, learnt, step, folder))
                progress(len(plan.checks) + len(images) + len(steps), total)
    results = tuple(found[key] for key in sorted(found))
    lines = [r.line() for r in results] + [r.line() for r in steps]
    out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return Summary(results, tuple(refused), tuple(disarmed), tuple(steps))


def _walk(checked: _Checked, place: tuple[Check, Path], step: FilmedStep, folder: Path) -> StepResult:
    """Return how a step went in a watch and on a bench of its own: nothing is remembered from the step before."""
    detector = _build(checked, *place)
    if detector:
        detector.scene.forget()
    frame = lru_cache(FRAMES)(lambda image: read(folder / image))
    unsure = Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)
    return walk(checked.id, checked.kind, step, lambda image: detector.look(frame(image)) if detector else unsure)


def in_words(summary: Summary) -> str:
    """Return what the command prints at the end: the table, and which reasons the missed photos and the doubts had."""
    missed = [r for r in summary.results if r.done and r.look.answer is not Answer.DONE]
    reasons = Counter(str(r.look.reason) for r in missed)
    told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "none"
    rows = summary.table(by_light=any(r.light for r in summary.results))
    return "\n".join([rows, f"missed, by reason: {told}", *([table(summary.steps)] if summary.steps else [])])


@dataclass(frozen=True)
class _Taught:
    check: Check
    refused: Sequence[str] = ()
    may_arm: bool = True


def _teach(checked: _Checked, reference: bytes, folder: Path, place: Path, sights: dict[str, Sight]) -> _Taught:
    place.mkdir()
    (place / REFERENCE).write_bytes(reference)
    check = checked.check()
    scene = scene_of(decode(reference))

    def see(name: str) -> Sight:
        if name not in sights:
            sights[name] = scene.see(read(folder / name))
        return sights[name]

    if check.kind is CheckKind.COLOUR and checked.teach.done:
        return _teach_colour(check, checked.teach, scene, see)
    if check.kind not in KINDS:
        return _Taught(check)
    lesson = Lesson(check, reference)
    refused: list[str] = []
    for side, names in ((Side.DONE, checked.teach.done), (Side.NOT_DONE, checked.teach.not_done)):
        for name in names:
            kept = lesson.take(side, see(name))
            if isinstance(kept, Reason):
                refused.append(f"{checked.id}: {name}: {kept}")
    outcome = lesson.test()
    for name, data in lesson.files().items():
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return _Taught(check, refused, outcome.may_arm)


def _teach_colour(check: Check, teach: _Teach, scene: ReferenceScene, see: Callable[[str], Sight]) -> _Taught:
    """Teach a colour that is given; how the camera sees it, and how far it may be off, comes from what was shown."""
    window = window_for(check, scene.size)
    done, not_done = ([window.cut(s.frame, s.alignment) for s in map(see, n)] for n in (teach.done, teach.not_done))
    asked = colour.ColourOptions.model_validate(check.options)
    found = colour.narrowed(asked, window, done, [*not_done, scene.cut(window)])
    options = (found or asked.model_copy(update={"tolerance": colour.NARROWEST})).model_dump()
    return _Taught(check.model_copy(update={"options": options}), may_arm=found is not None)


def _build(checked: _Checked, check: Check, place: Path) -> RegionDetector | None:
    """Return the detector, or None for a check of which every taught photo of one side was refused: it cannot tell."""
    sides = [any((place / side).glob("*.jpg")) for side in Side]
    if checked.kind in KINDS and not all(sides):
        return None
    return build_region(check, place, checked.count)


def _judge(
    checked: _Checked, test: _Test, detector: RegionDetector | None, sight: Sight, before: Sight | None, seen: float
) -> PhotoResult:
    begun = time.perf_counter()
    look = detector.judge(sight) if detector else Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)
    ms = 1000 * (seen + time.perf_counter() - begun)
    since = detector.judge(detector.scene.see_since(before, sight), before) if detector and before else None
    return PhotoResult(
        checked.id, checked.kind, test.image, test.done, test.why_not, test.tray, test.light, look, ms, since
    )  # fmt: skip


def _read(protocol: Path) -> _Protocol:
    try:
        return _Protocol.model_validate(json.loads(protocol.read_text(encoding="utf-8")))
    except OSError as error:
        raise UserError(f"The protocol {protocol.name} cannot be read.", "Does the file exist?") from error
    except json.JSONDecodeError as error:
        raise UserError(f"The protocol {protocol.name} is not JSON: line {error.lineno}, {error.msg}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UserError(f"The protocol {protocol.name} has a fault at {where}: {first['msg']}.") from error
