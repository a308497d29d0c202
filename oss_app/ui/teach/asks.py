"""What the wizard says at each moment: one instruction, what goes with it, and the acts there are; no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.check import SHOWN, CheckKind
from oss_app.core.verdict import Answer
from oss_app.editor.prompts import CLEAR, PUT
from oss_app.editor.school import Followed
from oss_app.editor.teaching import Course, Stage
from oss_app.i18n import Words
from oss_app.ui.teach.phrases import filled, read_value, verdict


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
    RIGHT = "right"
    WRONG = "wrong"
    TAKE_BACK = "take_back"
    LEARN = "learn"
    AGAIN = "again"
    SAVE = "save"
    LIVE = "live"
    LEAVE = "leave"
    BACK = "back"


@dataclass(frozen=True)
class Button:
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
    buttons: tuple[Button, ...] = ()


def asked(course: Course, words: Words) -> Asked:
    """What is asked now, where the camera is open or photos are compared."""
    match course.stage:
        case Stage.PLACE:
            return _place(course, words)
        case Stage.VALUE:
            return _value(course, words)
        case Stage.PHOTOS:
            return _photo(course, words)
        case Stage.TESTED:
            return _tested(course, words)
        case _:
            return _try(course, words)


def seen(followed: Followed | None, words: Words) -> Asked:
    """What the check sees now, in the live view."""
    look = followed.look if followed else None
    answer, why = verdict(look, words) if look else (words("Looking …"), "")
    return Asked(words("What the check sees now"), answer, why)


def sides(course: Course, words: Words) -> tuple[str, ...]:
    """The names of the wizard's steps for this kind."""
    first, last = words("Place"), words("Practise")
    if course.has_photos:
        return first, words("Right"), words("Not right"), last
    return (first, words("Read"), last) if course.reads else (first, last)


def step_of(course: Course) -> int:
    """Which of the wizard's steps is on, counted from 0."""
    last = 3 if course.has_photos else 2 if course.reads else 1
    match course.stage:
        case Stage.KIND | Stage.PLACE:
            return 0
        case Stage.VALUE:
            return 1
        case Stage.PHOTOS:
            return 1 if course.album.now and course.album.now[0] is Answer.DONE else 2
        case Stage.TESTED:
            return 2
        case _:
            return last


def foot(course: Course, words: Words, *, is_live: bool) -> tuple[Button, ...]:
    """The plain acts at the foot of the page: back, later, and what belongs to the page."""
    back = Button(Act.BACK, words("Back"), "arrow-left")
    later = Button(Act.LEAVE, words("Go on later"))
    live = Button(Act.LIVE, words("Look along"), "eye")
    if is_live:
        return (back,)
    match course.stage:
        case Stage.KIND if course.kept and not course.kept.is_draft:
            return live, later, Button(Act.PLACE, words("Next"), "arrow-right", "filled")
        case Stage.KIND:
            return later, Button(Act.PLACE, words("Next"), "arrow-right", "filled")
        case Stage.PHOTOS if course.album.last:
            name = words("Photo away") if course.album.chosen else words("Last photo away")
            return back, Button(Act.REMOVE, name, "trash")
        case Stage.TRY if course.practice.trials:
            return back, Button(Act.TAKE_BACK, words("Last one away"), "trash"), live
        case Stage.TRY:
            return back, live
        case Stage.RESULT:
            return back, live, later
        case Stage.SAVED:
            return (live,)
        case _:
            return back, later


def _place(course: Course, words: Words) -> Asked:
    also = words("First clear the place. Leave a little room around it.") if course.has_photos else ""
    go = Button(Act.PLACE, words("This is the place"), "check", "big")
    how = words("Draw with the mouse; or with Space, the arrow keys and Shift.")
    return Asked(how, words("Draw a frame around the place."), also, (go,))


def _value(course: Course, words: Words) -> Asked:
    what = {
        CheckKind.CODE: words("Put the right code in the frame."),
        CheckKind.MARKER: words("Put the right tag in the frame."),
    }.get(course.check.kind, words("Put the right colour in the frame."))
    read = Button(Act.READ, words("Read now"), "camera", "big" if course.value is None else "")
    if course.value is None:
        return Asked(words("What must be seen?"), what, words("Take your hand away."), (read,))
    go = Button(Act.PRACTISE, words("That is it"), "check", "big")
    return Asked(words("This was read"), read_value(course.value, words), words("Is it right?"), (read, go))


def _photo(course: Course, words: Words) -> Asked:
    album = course.album
    if album.now is None or album.prompt is None:
        go = Button(Act.TEST, words("Compare the photos"), "check", "big")
        return Asked("", words("All photos are there."), "", (go,))
    side, index = album.now
    name = words("Right") if side is Answer.DONE else words("Not right")
    all_of = len(album.slots(side))
    small = words("{side}, photo {n} of {all}", side=name, n=index + 1, all=all_of)
    take = Button(Act.PHOTO, words("Take photo"), "camera", "big")
    skip = (Button(Act.SKIP, words("Not possible"), "", ""),) if album.prompt.can_skip and not album.chosen else ()
    main = filled(album.prompt.act, course, words) or words("Take this photo again.")
    return Asked(small, main, filled(album.prompt.also, course, words), (*skip, take))


def _tested(course: Course, words: Words) -> Asked:
    few = len(course.doubtful)
    acts = [
        Button(Act.REMOVE, words("Take away"), "trash"),
        Button(Act.RETAKE, words("Take again"), "camera", "big"),
    ]
    small = words("The photos were compared with each other")
    if not course.may_arm:
        also = words("Take the ringed photos again, or take them away.")
        return Asked(small, words("Right and not right look too much alike."), also, tuple(acts))
    main = words.many("{n} photo does not fit the others.", "{n} photos do not fit the others.", few)
    acts.insert(0, Button(Act.PRACTISE, words("Go on like this")))
    return Asked(small, main, words("Better is to take it again, or away. You can also go on."), tuple(acts))


def _try(course: Course, words: Words) -> Asked:
    practice = course.practice
    right, wrong = len(practice.of(True)), len(practice.of(False))
    buttons = (
        Button(Act.RIGHT, words("This is right"), "check", "choice"),
        Button(Act.WRONG, words("This is not right"), "x", "choice"),
    )
    small = words("Practise: {right} of {all} right, {wrong} of {all} not right", right=right, wrong=wrong, all=SHOWN)
    if not practice.is_full(True) and right <= wrong:
        main = filled(CLEAR if course.check.kind is CheckKind.EMPTY else PUT, course, words)
    else:
        main = words("Put something wrong there, or nothing.")
        if course.check.kind is CheckKind.EMPTY:
            main = words("Put anything there.")
    return Asked(small, main, words("Take your hand away, then say which it is."), buttons)


def result(course: Course, words: Words) -> Asked:
    """The heading of the rehearsal's result as ``small``, and what to do next."""
    practice, missed = course.practice, course.practice.misjudged
    again = Button(Act.AGAIN, words("Practise once more"))
    if course.stage is Stage.SAVED:
        close = Button(Act.LEAVE, words("Close"), "check", "big")
        main = words("The check counts when the task is released.")
        if not course.subject.waits:
            main = words("From now on the camera looks too at this step.")
        return Asked(words("The check is saved."), main, words("Done works always."), (close,))
    if course.counts:
        save = Button(Act.SAVE, words("Save"), "check", "big")
        also = words("From then on the camera looks too at this step. Done works always.")
        return Asked(words("The check can count."), words("Save the check."), also, (save, again))
    if missed and course.has_photos:
        heading = words.many("Almost. Teach {n} more photo.", "Teach {n} more photos.", len(missed))
        if practice.trials[missed[0]].is_right:
            main, also = (
                words("This is right, and the check does not recognise it."),
                words("Teach this photo as “right”."),
            )
        else:
            main, also = (
                words("This is not right, and the check approves it."),
                words("Teach this photo as “not right”."),
            )
        return Asked(heading, main, also, (Button(Act.LEARN, words("Teach this one too"), "plus", "big"), again))
    if not practice.is_complete:
        left = 2 * SHOWN - len(practice.trials)
        heading = words.many("Show {n} more.", "Show {n} more.", left)
        go = Button(Act.AGAIN, words("Go on practising"), "camera", "big")
        return Asked(heading, words("The photos were learnt."), words("Show it once more, to be sure."), (go,))
    if not course.may_arm:
        look = Button(Act.TEST, words("Look at the photos"), "images", "big")
        main = words("Right and not right look too much alike.")
        return Asked(words("The check does not count yet."), main, words("Take other photos."), (look, again))
    also = words("Go back and read it once more, or draw the frame otherwise.")
    return Asked(words("The check does not count yet."), words("It was wrong too often."), also, (again,))
