"""Teaching one check in steps: what is asked next, what has been shown, and when the check counts (C7, C8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from oss_app.core import lesson
from oss_app.core.check import CheckKind
from oss_app.core.kinds import KIND_TABLE, TaughtBy
from oss_app.core.lesson import (
    Ask,
    KeptCheck,
    Options,
    PhotoAt,
    Question,
    Reply,
    Subject,
    TaughtPhoto,
    counted,
    first_check,
    is_one_way,
)
from oss_app.core.region import Outline
from oss_app.core.text import Text
from oss_app.core.verdict import Answer
from oss_app.editor.album import Album, WorkChoice
from oss_app.editor.prompts import LOOKS_LIKE, LOOKS_MIRRORED, LOOKS_TURNED, NOT_FOLLOWED, NOT_USABLE, STOPPED, WHY
from oss_app.editor.rehearsal import Practice, RehearsalTrial


class Asking:
    """Numbers the questions, and knows whether an answer is being waited for."""

    def __init__(self, ask: Ask) -> None:
        self.tell = ask
        self._number, self._open = 0, 0

    @property
    def is_open(self) -> bool:
        """Whether an answer is being waited for."""
        return self._open != 0

    def number(self) -> int:
        """Return the number of the next question."""
        self._number += 1
        return self._number

    def ask(self, question: Question) -> None:
        """Ask, and wait for the answer; ``tell`` does not wait."""
        self._open = question.number
        self.tell(question)

    def takes(self, reply: Reply) -> bool:
        """Tell whether this is the answer that is being waited for; then it is no longer."""
        is_mine = self.is_open and reply.number == self._open
        if is_mine:
            self._open = 0
        return is_mine

    def give_up(self) -> None:
        """There will be no answer."""
        self._open = 0


class Stage(StrEnum):
    """Which page of the course is shown."""

    KIND = "kind"
    WORK = "work"  # photos from the work are looked at
    PLACE = "place"
    VALUE = "value"  # in the place of the photos, for kinds that read what they expect
    PHOTOS = "photos"  # done and not done
    TESTED = "tested"  # some photos do not fit
    TRY = "try"
    RESULT = "result"
    SAVED = "saved"


class TeachingSession:
    """The state of one teaching, and what may be done in it.

    ``ask`` hands a question to the process that learns; its answers come back through ``hear``. ``changed`` follows
    each change. While a question is open nothing else is asked (``is_busy``).
    """

    def __init__(self, subject: Subject, ask: Ask, changed: Callable[[], None], kept: KeptCheck | None = None) -> None:
        self.subject, self.kept = subject, kept
        self.stage = Stage.KIND
        self.check = first_check(subject, kept)
        self.count = subject.count or counted(self.check)
        self.region: Outline | None = kept.check.region if kept else None
        self.album = Album(self.check.kind, one_way=is_one_way(self.check))
        self.doubtful: frozenset[PhotoAt] = frozenset()
        self.astray: frozenset[PhotoAt] = frozenset()
        self.pair: tuple[PhotoAt, PhotoAt] | None = None
        self.may_arm = self.is_symmetrical = self.tells_turned = False
        self.value: Options | None = None
        self.practice = Practice()
        self.from_work: WorkChoice | None = None
        self.inner = 1.0, 1.0
        self.is_found = False
        self.said = ""
        self._asking, self._changed = Asking(ask), changed
        self._reference = b""
        self._begun = False
        self._is_right, self._learning = True, 0
        self._after: Callable[[], None] = self._changed

    # ---- what there is ----

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being waited for."""
        return self._asking.is_open

    @property
    def has_photos(self) -> bool:
        """Whether this kind is taught with photos."""
        return KIND_TABLE[self.check.kind].taught_by is TaughtBy.PHOTOS

    @property
    def reads(self) -> bool:
        """Whether this kind reads what it expects from the picture."""
        return KIND_TABLE[self.check.kind].taught_by is TaughtBy.READING

    @property
    def counts(self) -> bool:
        """Whether its classes keep apart and the rehearsal went well enough (C8)."""
        return self.may_arm and self.practice.result.passed

    # ---- what the coach does ----

    def choose(self, kind: CheckKind, item: str, count: int | None, options: Options | None = None) -> None:
        """Choose what is to be seen; then the place. With another kind or count, the photos begin anew."""
        is_other_way = bool(options and options.get("one_way")) is not is_one_way(self.check)
        if kind is not self.check.kind or count != self.count or is_other_way:
            self._begun, self.value = False, None
        before = self.check.item
        named = before if before and before.words == item else (Text(words=item) if item else None)
        counted: Options = {"count": count} if kind is CheckKind.COUNT and count else {}
        self.count = count
        self.check = self.check.model_copy(update={"kind": kind, "item": named, "options": options or counted})
        self._show(Stage.PLACE)

    def resume(self) -> None:
        """Go on with what is kept: its photos, else what it reads."""
        if self.is_busy or not (kept := self.kept):
            return
        self.region, self._reference = kept.check.region, kept.reference
        self.value = kept.check.options if self.reads else None
        self._begin(self.test if self.has_photos and not kept.is_draft else self._go_on, kept.photos)

    def look_at_work(self) -> None:
        """Show the photos from the work, those first that the lesson contradicts."""
        if self.is_busy or not (kept := self.kept) or not kept.from_work:
            return
        self.region, self._reference = kept.check.region, kept.reference
        weigh = lesson.Weigh(0, kept.from_work)
        self._begin(lambda: self._send(replace(weigh, number=self._asking.number())), kept.photos)

    def press_work(self, photo: PhotoAt) -> None:
        """Show a photo from the work; the one that is shown is taken in or left out."""
        if self.from_work and self.stage is Stage.WORK:
            self.from_work = self.from_work.pressed(photo)
            self._changed()

    def add_work(self) -> None:
        """Those that were chosen go into the lesson, the others go; then the photos are compared."""
        if self.from_work and self.from_work.chosen and not self.is_busy:
            photos = (*self.album.photos, *self.from_work.chosen)
            self._begin(self._after_work, photos)

    def drop_work(self) -> None:
        """None is wanted: they are deleted."""
        if self.from_work and not self.is_busy:
            self._forget_work()
            self._show(Stage.KIND)

    def mark(self, region: Outline | None) -> None:
        """Where to look."""
        if region != self.region:
            self.is_found = self.is_found and self.region is None
            self.region, self._begun = region, False
            self._changed()

    @property
    def wants_found(self) -> bool:
        """Whether the mark of the step's photo may be sought in the live picture: the coach has drawn nothing yet."""
        return bool(self.subject.photo and self.subject.mark) and self.region is None and self.stage is Stage.PLACE

    def found(self, region: Outline) -> None:
        """Take the mark of the step's photo, which lies here, as the first frame, for the coach to move."""
        if region and self.wants_found:
            self.is_found = True
            self.mark(region)

    def take_place(self, frame: bytes) -> None:
        """Take this picture of the bench as the reference, with the region as it is drawn."""
        if self._begun:
            self._go_on()
        elif self.region is not None and not self.is_busy:
            self._reference = frame
            self._begin(self._go_on)

    def photograph(self, frame: bytes) -> None:
        """Take the photo that is asked for."""
        at = self.album.now
        if at and self.stage is Stage.PHOTOS:
            self._send(lesson.Take(self._asking.number(), at[0], frame))

    def choose_slot(self, side: Answer, index: int) -> None:
        """Point at a photo, to take it again or away; a second time no longer."""
        at = side, index
        if self.is_busy or self.stage not in (Stage.PHOTOS, Stage.TESTED) or self.album.slot(at).photo is None:
            return
        self.album.chosen = None if self.album.chosen == at else at
        self._changed()

    def retake(self) -> None:
        """Go back to the camera, to take the chosen photo again."""
        if self.album.chosen and not self.is_busy:
            self.stage = Stage.PHOTOS
            self._changed()

    def remove(self) -> None:
        """Remove the chosen photo, else the last one taken."""
        at = self.album.chosen or self.album.last
        if at and not self.is_busy:
            self._drop(self.album.take_away(at))
            self._go_on()

    def skip(self) -> None:
        """Leave out this set-up, which makes no sense with this thing."""
        if not self.is_busy and self.album.skip():
            self._go_on()

    def read(self, frame: bytes) -> None:
        """Read what is expected from the picture."""
        self._send(lesson.Read(self._asking.number(), frame))

    def to_practice(self) -> None:
        """On to the rehearsal."""
        if self.stage is Stage.VALUE and self.value is not None:
            self.check = self.check.model_copy(update={"options": self.value})
            self._begin(lambda: self._show(Stage.TRY))
        elif self.may_arm:
            self._show(Stage.TRY)

    def want_one_way(self) -> None:
        """Want the thing to lie as the photos show it, and not turned round: with the same photos once more."""
        if self.tells_turned and not self.is_busy:
            options: Options = {**self.check.options, "one_way": True}
            self.check, self.tells_turned = self.check.model_copy(update={"options": options}), False
            self._begin(self.test, self.album.photos)

    def test(self) -> None:
        """Let the photos judge one another."""
        self._send(lesson.Test(self._asking.number()))

    def try_out(self, is_right: bool, frame: bytes) -> None:
        """Try out a set-up that the coach shows, and says which it is."""
        if self.stage is Stage.TRY and not self.practice.is_full(is_right) and not self.is_busy:
            self._is_right = is_right
            self._send(lesson.Try(self._asking.number(), is_right, frame))

    def take_back(self) -> None:
        """Forget the last set-up, which was said wrongly."""
        if self.practice.trials and not self.is_busy:
            self.practice = Practice(self.practice.trials[:-1])
            self._asking.tell(lesson.Forget(self._asking.number(), everything=False))
            self._show(Stage.TRY)

    def learn(self, trial: int) -> None:
        """Make a taught photo of a set-up that was judged wrong."""
        if self.has_photos and self.stage is Stage.RESULT and not self.is_busy:
            self._learning = trial
            self._send(lesson.Learn(self._asking.number(), trial))

    def practise(self) -> None:
        """Practise the set-ups that are still lacking, or all of them once more."""
        if not self.is_busy:
            if self.practice.is_complete:
                self._forget_practice()
            self._show(Stage.TRY)

    def save(self) -> None:
        """From now on the check counts."""
        if self.counts and not self.is_busy:
            self._after = lambda: self._show(Stage.SAVED)
            self._send(lesson.Save(self._asking.number(), self.check, self.practice.result))

    def back(self) -> None:
        """One page back; nothing is lost."""
        if self.is_busy:
            return
        teaching = Stage.PHOTOS if self.has_photos else Stage.VALUE if self.reads else Stage.PLACE
        before = {
            Stage.WORK: Stage.KIND,
            Stage.PLACE: Stage.KIND,
            Stage.PHOTOS: Stage.PLACE,
            Stage.VALUE: Stage.PLACE,
            Stage.TESTED: Stage.PHOTOS,
            Stage.TRY: teaching,
            Stage.RESULT: teaching if self.practice.is_complete else Stage.TRY,
        }
        self._show(before.get(self.stage, self.stage))

    def restarted(self, *, follows: bool = True) -> None:
        """Tell a new process what there is, since the one that learns died; what was asked is asked by hand.

        What brought it down is said: what was asked, or, where it no longer ``follows``, the live picture.
        """
        said = STOPPED if self.is_busy else "" if follows else NOT_FOLLOWED
        self._asking.give_up()
        stage = Stage.TRY if self.stage is Stage.RESULT else self.stage
        may_arm = self.may_arm

        def stand() -> None:
            self.said, self.may_arm = said, may_arm  # the photos are those that were tested
            self._show(stage)

        if self._begun:
            self._begin(stand, self.album.photos)
        elif said:
            self.said = said
            self._changed()

    # ---- what is answered ----

    def hear(self, reply: lesson.Reply) -> None:
        """Take an answer in; one to an earlier question falls on the floor."""
        if not self._asking.takes(reply):
            return
        self.said = ""
        match reply:
            case lesson.Failed():
                self.said = reply.sentence
            case lesson.Refused():
                self.said = WHY.get(reply.reason, NOT_USABLE)
            case lesson.LessonBegun():
                self.album = Album(self.check.kind, reply.photos, one_way=is_one_way(self.check))
                self.inner = reply.inner
                self._begun = True
                self._after()
                if reply.looks_turned and not self.kept:
                    self.said = LOOKS_TURNED
                elif reply.looks_mirrored and not self.kept:
                    self.said = LOOKS_MIRRORED
            case lesson.LessonReady():
                self._after()
            case lesson.Taken():
                self._drop(self.album.put(reply.photo))
                self._go_on()
                if reply.is_odd:
                    self._name_odd(reply.photo)
            case lesson.Tested():
                self._tested(reply)
                self._show(Stage.TESTED if reply.doubtful or not reply.may_arm else Stage.TRY)
                self.album.choose([reply.pair[0]] if reply.pair else reply.doubtful)
            case lesson.Weighed():
                self.from_work = WorkChoice.of(self.kept.from_work if self.kept else (), reply.odd)
                self._show(Stage.WORK)
            case lesson.Value():
                self.value = reply.options
            case lesson.Tried():
                self.practice = Practice(
                    (*self.practice.trials, RehearsalTrial(self._is_right, reply.look, reply.jpeg))
                )
                self._show(Stage.RESULT if self.practice.is_complete else Stage.TRY)
            case lesson.Learnt():
                self._tested(reply.tested)
                self.album.add(reply.photo)
                self.practice = self.practice.without(self._learning, reply.looks)
        self._changed()

    # ---- within ----

    def _send(self, question: lesson.Question) -> None:
        """Ask, unless an answer is being waited for."""
        if not self.is_busy:
            self.said = ""
            self._asking.ask(question)
            self._changed()

    def _begin(self, after: Callable[[], None], photos: tuple[TaughtPhoto, ...] = ()) -> None:
        if self.is_busy or self.region is None:
            return
        self.check = self.check.model_copy(update={"region": self.region, "disarmed": "", "rehearsal": None})
        self.practice, self._begun, self._after = Practice(), False, after
        self.doubtful, self.pair = frozenset(), None
        self.may_arm = not self.has_photos and (self.value is not None or not self.reads)
        number, folder, count = self._asking.number(), self.subject.folder, self.count or self.subject.count
        self._send(lesson.Begin(number, self.check, folder, count, self._reference, photos))

    def _go_on(self) -> None:
        """Go on to the next page, as far as what there is allows."""
        if self.reads:
            self._show(Stage.VALUE)
        elif not self.has_photos:
            self._show(Stage.TRY)
        else:
            self._show(Stage.PHOTOS)
            if self.album.now is None:
                self.test()

    def _drop(self, photo: TaughtPhoto | None) -> None:
        if photo:
            self.doubtful -= {(photo.side, photo.number)}
            self.pair = None
            self._asking.tell(lesson.Remove(self._asking.number(), photo.side, photo.number))
        self._forget_practice()

    def _forget_practice(self) -> None:
        if self.practice.trials:
            self.practice = Practice()
            self._asking.tell(lesson.Forget(self._asking.number()))

    def _after_work(self) -> None:
        self._forget_work()  # they are in the draft now
        self.test()

    def _forget_work(self) -> None:
        self.from_work = None
        if self.kept:
            self.kept = replace(self.kept, from_work=())
        self._asking.tell(lesson.DropWorkPhotos(self._asking.number()))

    def _tested(self, tested: lesson.Tested) -> None:
        self.doubtful, self.may_arm, self.pair = tested.doubtful, tested.may_arm, tested.pair
        self.is_symmetrical, self.tells_turned = tested.is_symmetrical, tested.tells_turned
        self.astray = tested.astray

    def _name_odd(self, photo: TaughtPhoto) -> None:
        """Name a photo that was just taken and looks like the other side; where more are to come, that is said now."""
        if self.stage is Stage.PHOTOS:
            self.doubtful |= {(photo.side, photo.number)}
            self.said = LOOKS_LIKE[photo.side]

    def _show(self, stage: Stage) -> None:
        self.album.chosen, self.stage = None, stage
        self._changed()
