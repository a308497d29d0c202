"""What the wizard says at each moment: one instruction, what goes with it, and the acts there are; no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.check import SHOWN, CheckKind
from oss_app.core.kinds import KIND_TABLE
from oss_app.core.lesson import Followed
from oss_app.core.verdict import Answer, Look
from oss_app.editor.prompts import CLEAR, NOT_USABLE, PUT, SAW, SEEN
from oss_app.editor.rehearsal import Practice
from oss_app.editor.teaching import Stage, TeachingSession
from oss_app.i18n import Translator

NO_BREAK = "\N{NO-BREAK SPACE}"


def title(course: TeachingSession, tr: Translator) -> str:
    """Return what is taught: the check's name as words, or the step where the name says nothing."""
    if course.subject.step:
        return tr("Teach the check of step {n}", n=course.subject.step)
    return tr("Teach the check: {name}", name=spelled(course.subject.name))


def spelled(name: str) -> str:
    """Return a name of a check or place as words: ``sonde-in-vak-2`` is "sonde in vak 2"."""
    said = name.replace("-", " ").replace("_", " ")
    head, _, last = said.rpartition(" ")
    return f"{head}{NO_BREAK}{last}" if head and last.isdecimal() else said


def filled(sentence: str, course: TeachingSession, tr: Translator) -> str:
    """Return a sentence of a prompt, in the coach's language."""
    if not sentence:
        return ""
    item = course.check.item.into(tr.language) if course.check.item else ""
    if course.check.kind is CheckKind.COUNT and course.count:
        things = item or tr("things")
        item = f"{course.count}{NO_BREAK}{things}"
    place = course.subject.place
    where = tr("in {place}", place=spelled(place)) if place else tr("on the place")
    return tr(sentence).format(item=item or tr("the thing"), where=where)


def recognised(practice: Practice, tr: Translator) -> str:
    """Return the first sentence of the result: how many right set-ups were accepted."""
    result = practice.result
    return tr.many(
        "{n} of the {all} right ones is recognised.",
        "{n} of the {all} right ones are recognised.",
        result.right_accepted,
        all=result.right_shown,
    )


def approved(practice: Practice, tr: Translator) -> str:
    """Return the second: how many wrong ones were."""
    result = practice.result
    return tr.many(
        "{n} of the {all} wrong ones is approved.",
        "{n} of the {all} wrong ones are approved.",
        result.wrong_accepted,
        all=result.wrong_shown,
    )


def verdict(look: Look, tr: Translator) -> tuple[str, str]:
    """Return what the check says of a look, and what it sees."""
    if look.count is not None:
        return tr(SEEN[look.answer]), tr("I see {n}.", n=look.count)
    saw = tr(SAW.get(look.reason, NOT_USABLE)) if look.reason and look.answer is not Answer.DONE else ""
    return tr(SEEN[look.answer]), saw


def read_value(kind: CheckKind, options: Mapping[str, object], tr: Translator) -> str:
    """Return what was read from the picture, as the coach can compare it with the thing."""
    return tr(KIND_TABLE[kind].read, **options)


class Act(StrEnum):
    """What a button does."""

    PLACE = "place"
    PHOTO = "photo"
    SKIP = "skip"
    TEST = "test"
    RETAKE = "retake"
    REMOVE = "remove"
    READ = "read"
    PRACTISE = "practise"
    ONE_WAY = "one_way"
    RIGHT = "right"
    WRONG = "wrong"
    TAKE_BACK = "take_back"
    LEARN = "learn"
    AGAIN = "again"
    SAVE = "save"
    LIVE = "live"
    ADD_WORK = "add_work"
    DROP_WORK = "drop_work"
    LEAVE = "leave"
    BACK = "back"


@dataclass(frozen=True)
class ButtonSpec:
    """One act: its label, its icon, and whether it is the filled one, one of two large ones, or a plain one."""

    act: Act
    label: str
    icon: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Asked:
    """``small`` stands above the instruction ``main``, ``also`` below it."""

    small: str
    main: str
    also: str
    buttons: tuple[ButtonSpec, ...] = ()


def asked(course: TeachingSession, tr: Translator) -> Asked:
    """Return what is asked now, where the camera is open or photos are compared."""
    match course.stage:
        case Stage.WORK:
            return _from_work(course, tr)
        case Stage.PLACE:
            return _place(course, tr)
        case Stage.VALUE:
            return _value(course, tr)
        case Stage.PHOTOS:
            return _photo(course, tr)
        case Stage.TESTED:
            return _tested(course, tr)
        case _:
            return _try(course, tr)


def seen(followed: Followed | None, tr: Translator) -> Asked:
    """Return what the check sees now, in the live view."""
    look = followed.look if followed else None
    answer, why = verdict(look, tr) if look else (tr("Looking …"), "")
    return Asked(tr("What the check sees now"), answer, why)


def sides(course: TeachingSession, tr: Translator) -> tuple[str, ...]:
    """Return the names of the wizard's steps for this kind."""
    first, last = tr("Place"), tr("Practise")
    if course.has_photos:
        return first, tr("Right"), tr("Not right"), last
    return (first, tr("Read"), last) if course.reads else (first, last)


def step_of(course: TeachingSession) -> int:
    """Tell which of the wizard's steps is on, counted from 0."""
    last = 3 if course.has_photos else 2 if course.reads else 1
    match course.stage:
        case Stage.KIND | Stage.PLACE | Stage.WORK:
            return 0
        case Stage.VALUE:
            return 1
        case Stage.PHOTOS:
            return 1 if course.album.now and course.album.now[0] is Answer.DONE else 2
        case Stage.TESTED:
            return 2
        case _:
            return last


def foot(course: TeachingSession, tr: Translator, *, is_live: bool) -> tuple[ButtonSpec, ...]:
    """Return the plain acts at the foot of the page: back, later, and what belongs to the page."""
    back = ButtonSpec(Act.BACK, tr("Back"), "arrow-left")
    later = ButtonSpec(Act.LEAVE, tr("Go on later"))
    live = ButtonSpec(Act.LIVE, tr("Look along"), "eye")
    if is_live:
        return (back,)
    match course.stage:
        case Stage.KIND if course.kept and not course.kept.is_draft:
            return live, later, ButtonSpec(Act.PLACE, tr("Next"), "arrow-right", "filled")
        case Stage.KIND:
            return later, ButtonSpec(Act.PLACE, tr("Next"), "arrow-right", "filled")
        case Stage.WORK:
            return back, ButtonSpec(Act.DROP_WORK, tr("Delete them all"), "trash")
        case Stage.PHOTOS if course.album.last:
            name = tr("Photo away") if course.album.chosen else tr("Last photo away")
            return back, ButtonSpec(Act.REMOVE, name, "trash")
        case Stage.TRY if course.practice.trials:
            return back, ButtonSpec(Act.TAKE_BACK, tr("Last one away"), "trash"), live
        case Stage.TRY if course.tells_turned:
            one_way = ButtonSpec(Act.ONE_WAY, tr("It must lie like this, not turned round"), "check")
            return back, live, one_way  # the long one last, where it has a row of its own
        case Stage.TRY:
            return back, live
        case Stage.RESULT:
            return back, live, later
        case Stage.SAVED:
            return (live,)
        case _:
            return back, later


def _from_work(course: TeachingSession, tr: Translator) -> Asked:
    choice = course.from_work
    if choice is None:
        return Asked("", "", "")
    agree = len(choice.photos) - len(choice.odd)
    main = tr.many("{n} new photo.", "{n} new photos.", len(choice.photos))
    main += " " + tr.many("{n} agrees with the lesson.", "{n} agree with the lesson.", agree)
    shown = choice.photos[choice.shown]
    also = {
        Answer.DONE: tr("This was seen as right. Press it once more to take it in or leave it out."),
        Answer.NOT_DONE: tr("This was so before the step. Press it once more to take it in or leave it out."),
    }[shown.side]
    if (shown.side, shown.number) in choice.odd:
        also = {
            Answer.DONE: tr(
                "This was seen as right, and looks like “not right”. Is it right? Then press it once more."
            ),
            Answer.NOT_DONE: tr(
                "This was so before the step, and looks like “right”. Press it once more to take it in."
            ),
        }[shown.side]
    taken = len(choice.chosen)
    add = ButtonSpec(Act.ADD_WORK, tr("Add {n}", n=taken), "plus", "big")
    small = tr("Photos from the work, where it was nearly not seen")
    return Asked(small, main, also, (add,) if taken else ())


def _place(course: TeachingSession, tr: Translator) -> Asked:
    also = tr("First clear the place. Leave a little room around it.") if course.has_photos else ""
    go = ButtonSpec(Act.PLACE, tr("This is the place"), "check", "big")
    if course.is_found:
        found = tr("The frame is where you marked the place on the photo.")
        return Asked(found, tr("Is this the place? You can move the frame."), also, (go,))
    how = tr("Draw with the mouse; or with Space, the arrow keys and Shift.")
    return Asked(how, tr("Draw a frame around the place."), also, (go,))


def _value(course: TeachingSession, tr: Translator) -> Asked:
    what = tr(KIND_TABLE[course.check.kind].show)
    read = ButtonSpec(Act.READ, tr("Read now"), "camera", "big" if course.value is None else "")
    if course.value is None:
        return Asked(tr("What must be seen?"), what, tr("Take your hand away."), (read,))
    go = ButtonSpec(Act.PRACTISE, tr("That is it"), "check", "big")
    return Asked(tr("This was read"), read_value(course.check.kind, course.value, tr), tr("Is it right?"), (read, go))


def _photo(course: TeachingSession, tr: Translator) -> Asked:
    album = course.album
    if album.now is None or album.prompt is None:
        go = ButtonSpec(Act.TEST, tr("Compare the photos"), "check", "big")
        return Asked("", tr("All photos are there."), "", (go,))
    side, index = album.now
    name = tr("Right") if side is Answer.DONE else tr("Not right")
    all_of = len(album.slots(side))
    small = tr("{side}, photo {n} of {all}", side=name, n=index + 1, all=all_of)
    take = ButtonSpec(Act.PHOTO, tr("Take photo"), "camera", "big")
    skip = (ButtonSpec(Act.SKIP, tr("Not possible"), "", ""),) if album.prompt.can_skip and not album.chosen else ()
    main = filled(album.prompt.act, course, tr) or tr("Take this photo again.")
    return Asked(small, main, filled(album.prompt.also, course, tr), (*skip, take))


def _tested(course: TeachingSession, tr: Translator) -> Asked:
    few = len(course.doubtful)
    acts = [
        ButtonSpec(Act.REMOVE, tr("Take away"), "trash"),
        ButtonSpec(Act.RETAKE, tr("Take again"), "camera", "big"),
    ]
    small = tr("The photos were compared with each other")
    if course.is_symmetrical:
        main = tr("The camera cannot tell which way round it lies.")
        also = tr("It looks the same turned round. Teach it without “It must lie like this”, or mark one end.")
        return Asked(small, main, also, ())
    if course.may_arm:
        acts.insert(0, ButtonSpec(Act.PRACTISE, tr("Go on like this")))
    if course.pair and course.album.chosen == course.album.find(course.pair[0]):
        main = {
            Answer.DONE: tr("This “right” photo looks like the “not right” one beside it."),
            Answer.NOT_DONE: tr("This “not right” photo looks like the “right” one beside it."),
        }[course.pair[0][0]]
        also = tr("Was it a mistake? Then take it again, or take it away.")
        if course.may_arm and course.pair[0] in course.astray:
            also = tr("A mistake? Take it again, or away. If it is right, it counts once a second one is like it.")
        return Asked(small, main, also, tuple(acts))
    if not course.may_arm:
        also = tr("Take the ringed photos again, or take them away.")
        return Asked(small, tr("Right and not right look too much alike."), also, tuple(acts))
    main = tr.many("{n} photo does not fit the others.", "{n} photos do not fit the others.", few)
    return Asked(small, main, tr("Better is to take it again, or away. You can also go on."), tuple(acts))


def _try(course: TeachingSession, tr: Translator) -> Asked:
    practice = course.practice
    right, wrong = len(practice.of(True)), len(practice.of(False))
    buttons = (
        ButtonSpec(Act.RIGHT, tr("This is right"), "check", "choice"),
        ButtonSpec(Act.WRONG, tr("This is not right"), "x", "choice"),
    )
    small = tr("Practise: {right} of {all} right, {wrong} of {all} not right", right=right, wrong=wrong, all=SHOWN)
    if not practice.is_full(True) and right <= wrong:
        main = filled(CLEAR if course.check.kind is CheckKind.EMPTY else PUT, course, tr)
    else:
        main = tr("Put something wrong there, or nothing.")
        if course.check.kind is CheckKind.EMPTY:
            main = tr("Put anything there.")
    also = tr("Take your hand away, then say which it is.")
    if course.tells_turned and not practice.trials:
        also = tr("The camera can tell when it lies turned round. If that is wrong work, say so below.")
    return Asked(small, main, also, buttons)


def result(course: TeachingSession, tr: Translator) -> Asked:
    """Return the heading of the rehearsal's result as ``small``, and what to do next."""
    practice, missed = course.practice, course.practice.misjudged
    again = ButtonSpec(Act.AGAIN, tr("Practise once more"))
    if course.stage is Stage.SAVED:
        close = ButtonSpec(Act.LEAVE, tr("Close"), "check", "big")
        main = tr("The check counts when the task is released.")
        if not course.subject.waits:
            main = tr("From now on the camera looks too at this step.")
        return Asked(tr("The check is saved."), main, tr("Done works always."), (close,))
    if course.counts:
        save = ButtonSpec(Act.SAVE, tr("Save"), "check", "big")
        also = tr("From then on the camera looks too at this step. Done works always.")
        return Asked(tr("The check can count."), tr("Save the check."), also, (save, again))
    if missed and course.has_photos:
        heading = tr.many("Almost. Teach {n} more photo.", "Teach {n} more photos.", len(missed))
        if practice.trials[missed[0]].is_right:
            main, also = (
                tr("This is right, and the check does not recognise it."),
                tr("Teach this photo as “right”."),
            )
        else:
            main, also = (
                tr("This is not right, and the check approves it."),
                tr("Teach this photo as “not right”."),
            )
        return Asked(heading, main, also, (ButtonSpec(Act.LEARN, tr("Teach this one too"), "plus", "big"), again))
    if not practice.is_complete:
        left = 2 * SHOWN - len(practice.trials)
        heading = tr.many("Show {n} more.", "Show {n} more.", left)
        go = ButtonSpec(Act.AGAIN, tr("Go on practising"), "camera", "big")
        return Asked(heading, tr("The photos were learnt."), tr("Show it once more, to be sure."), (go,))
    if not course.may_arm:
        look = ButtonSpec(Act.TEST, tr("Look at the photos"), "images", "big")
        main = tr("Right and not right look too much alike.")
        return Asked(tr("The check does not count yet."), main, tr("Take other photos."), (look, again))
    also = tr("Go back and read it once more, or draw the frame otherwise.")
    return Asked(tr("The check does not count yet."), tr("It was wrong too often."), also, (again,))
