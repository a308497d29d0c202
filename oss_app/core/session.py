"""One worker doing one task once: events in, effects out. No clock, no Qt, no hardware, no words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oss_app.core.events import (
    AskVerdict,
    BegunAnew,
    CameraChanged,
    Chime,
    CoachPassed,
    Covered,
    Darken,
    Effect,
    EndKit,
    Event,
    Finish,
    GiveMore,
    Hush,
    Leave,
    Left,
    NoNextKit,
    Opened,
    Pressed,
    Question,
    Record,
    Relaid,
    Reply,
    Saying,
    Show,
    Speak,
    StopWatching,
    TellNeed,
    Ticked,
    Topic,
    Uncovered,
    VerdictGiven,
    VoiceChanged,
    Wait,
    WaitOver,
    Watch,
)
from oss_app.core.plan import Plan, after, before, first, resumed, share_page
from oss_app.core.profile import HelpLevel, Speech
from oss_app.core.record import Moved, Outcome, Phase, Position, RowsTicked, StepEnded
from oss_app.core.session_state import AWAY, CameraUse, Climbed, Front, Rung, SessionState
from oss_app.core.settings import Gesture
from oss_app.core.standing import Standing
from oss_app.core.support import Said
from oss_app.core.task import Step
from oss_app.core.verdict import Answer, Reason, Verdict

ASK_S = 1.5  # seconds that a look may take after Done, before the worker's word counts alone (start)
LOOKS = 3  # times that the check helps the worker on; after that it only says what it sees (C4)
KIT_ASK_S = 3.0  # the same for the check of the whole kit, the last safety net, which looks at every place (start)
SEEN_S = 0.9  # seconds that *seen* stands before the next step, where the profile has auto-next (start)


ANSWERS: Mapping[Topic, Mapping[Gesture, Said | None]] = {
    Topic.WAY: {Gesture.DONE: None, Gesture.HELP: Said.CHOSE},
    Topic.LESS: {Gesture.DONE: Said.LATER, Gesture.HELP: Said.YES, Gesture.BACK: Said.NO},
    Topic.KEEP: {Gesture.DONE: Said.CHOSE, Gesture.HELP: None},
}
"""What a gesture says to a question. Done, which is pressed by habit, never takes help away; None says nothing."""


class Session(Standing):
    """``on(event)`` moves the state and returns the effects, in the order in which they must be carried out."""

    def __init__(
        self, plan: Plan, position: Position | None = None, ticks: frozenset[tuple[int, int]] = frozenset()
    ) -> None:
        super().__init__(plan, SessionState(position or first(plan), ticks=ticks))

    def deal(self, plan: Plan) -> None:
        """Deal out the same steps over other pages, for a display that changed."""
        self.plan = plan
        if self.state.position.phase is Phase.STEP:
            self.state = replace(self.state, position=resumed(plan, self.state.position))

    def on(self, event: Event) -> tuple[Effect, ...]:
        """Return what to do about an event; nothing for one that comes too late or means nothing here."""
        s = self.state
        if s.over:
            return ()
        match event:
            case Opened(question=question, is_called=is_called, trouble=trouble):
                if is_called and not question:
                    return (*self._arrive(s.position), *self._put_in_front(Front.CALL, trouble))
                return self._ask(question) if question else self._arrive(s.position)
            case Relaid(plan=plan, question=question):
                self.plan = plan
                return self._ask(question) if question else self._relaid()
            case VoiceChanged(works=works):
                self.state = replace(s, voice_works=works)
                return (Show(),) if works is not s.voice_works else ()
            case Left():
                self.state = replace(s, over=True)
                return Hush(), StopWatching(), Darken(), Leave()
            case Covered():  # no camera without its sign, and no step that moves on unseen
                self.state = replace(s, asked=False, wait=0)
                return (*self._rest(), Hush(), Darken())
            case Uncovered():
                return (*(() if s.watch else self._rewatch()), Show())
            case NoNextKit() if s.position.phase is Phase.KIT_END and s.front is Front.NOTHING:
                return self._move(replace(s.position, phase=Phase.FINISHED))
            case BegunAnew():
                return self._begin_anew()
            case CoachPassed():
                return self._end_step(Outcome.BY_COACH) if self.steps else ()
            case CameraChanged(watch=watch) if watch == s.watch and watch:
                return self._camera_changed(event.is_open, event.is_slow)
            case VerdictGiven(watch=watch) if watch == s.watch and watch:
                return self._judged(event.verdict)
            case WaitOver(wait=wait) if wait == s.wait and wait:
                self.state = replace(s, wait=0)
                return self._no_answer() if s.asked else self._end_step(Outcome.SEEN)
            case Pressed(gesture=gesture):
                return self._pressed(gesture)
            case Ticked(row=row) if self.has_rows and 0 <= row < len(self.page) and s.front is Front.NOTHING:
                return self._tick(self.page[row])
            case _:
                return ()

    # ---- gestures ----

    def _pressed(self, gesture: Gesture) -> tuple[Effect, ...]:
        s = self.state
        if gesture is Gesture.MORE and self.offers_more:
            return self._want_more()
        if s.front is not Front.NOTHING:
            return self._pressed_in_front(gesture)
        match gesture, s.position.phase:
            case Gesture.BREAK, _:
                return self._put_in_front(Front.BREAK)
            case Gesture.HEAR, Phase.STEP:
                return self._hear_again()
            case Gesture.HEAR, _:
                return Hush(), *self._on_request(Saying.PAGE)
            case Gesture.HELP, Phase.STEP:
                return (*self._help(), *self._need())
            case Gesture.HELP, Phase.KIT_END:
                return self._put_in_front(Front.BREAK)
            case Gesture.BACK, Phase.STEP if s.row is not None:
                return self._show_rows()
            case Gesture.BACK, Phase.STEP if s.rung:
                return self._close_help()
            case Gesture.BACK, _:
                return self._move(before(self.plan, s.position, opened=s.opened))
            case Gesture.DONE, Phase.STEP:
                return self._done()
            case Gesture.STOP, Phase.BREAK_POINT:
                return self.on(Left())
            case Gesture.DONE, Phase.FINISHED | Phase.KIT_END if self.plan.is_guided:
                return self._turn()
            case Gesture.DONE, Phase.FINISHED:
                self.state = replace(s, over=True)
                return Hush(), Finish()
            case Gesture.DONE, _:
                return self._move(after(self.plan, s.position))
            case _:
                return ()

    def _pressed_in_front(self, gesture: Gesture) -> tuple[Effect, ...]:
        match gesture:
            case _ if (question := self.state.question) and gesture in ANSWERS[question.topic]:
                return self._answered(question, ANSWERS[question.topic][gesture])
            case Gesture.DONE if self.state.front is Front.QUESTION:
                return ()  # it was answered; what help comes next is on its way
            case Gesture.DONE:
                self.state = replace(self.state, front=Front.NOTHING)
                return (Hush(), *self._rewatch(), Show())
            case Gesture.MISSING | Gesture.BROKEN if self.state.front is Front.CALL:
                self.state = replace(self.state, trouble=None if gesture is self.state.trouble else gesture)
                return (Show(),)
            case Gesture.BREAK | Gesture.HELP if self.state.front is Front.CALL:
                return self._put_in_front(Front.BREAK)
            case Gesture.HEAR:
                return Hush(), *self._on_request(Saying.PAGE)
            case Gesture.STOP if self.state.front is Front.BREAK:
                return self.on(Left())
            case _:
                return ()

    # ---- the help of the next kit ----

    def _turn(self) -> tuple[Effect, ...]:
        """On from the end of a kit, or of the task; first what help comes next is asked."""
        if self.state.is_turning:
            return ()
        self.state = replace(self.state, is_turning=True)
        return Hush(), EndKit()

    def _ask(self, question: Question) -> tuple[Effect, ...]:
        self.state = replace(self.state, question=question)
        return self._put_in_front(Front.QUESTION)

    def _answered(self, question: Question, said: Said | None) -> tuple[Effect, ...]:
        self.state = replace(self.state, question=None)
        return (Hush(), Reply(question, said)) if said else (Hush(), *self._relaid())

    def _relaid(self) -> tuple[Effect, ...]:
        """Go on with the help that there is now: into the next kit, into the first, or in the middle of one."""
        s = self.state
        if s.is_turning:
            self.state = replace(s, front=Front.NOTHING, is_turning=False)
            if s.position.phase is not Phase.FINISHED:
                return self._move(after(self.plan, s.position))
            self.state = replace(s, over=True)
            return Hush(), Finish()
        if s.front is Front.QUESTION:
            return self._arrive(s.position)
        return (Show(),)

    def _want_more(self) -> tuple[Effect, ...]:
        """More help until the end of the kit, from the first row without a tick on; the others are done."""
        s = self.state
        if s.position.phase is Phase.KIT_END:
            self.state = replace(s, front=Front.NOTHING, is_turning=True)
            return Hush(), EndKit(wants_more=True)
        start = self.unticked[0] if self.unticked else s.position.index
        position = replace(s.position, index=start)
        records = self._records([i for i in self.page if i < start and i not in s.taken], Outcome.CONFIRMED, position)
        stop = (StopWatching(),) if s.watch else ()
        self._stand(position)
        self.state = replace(self.state, front=Front.QUESTION)  # until the plan is there
        return (Hush(), *stop, *records, GiveMore())

    def _need(self) -> tuple[Effect, ...]:
        return (TellNeed(),) if self.plan.is_probe else ()

    # ---- done and help ----

    def _done(self) -> tuple[Effect, ...]:
        s = self.state
        if self.needs_coach:
            return self._put_in_front(Front.CALL)
        if self.unticked and not s.reminded:
            self.state = replace(s, reminded=True)
            return Hush(), Show(), *self._unasked(Saying.PAGE)
        if s.verdict is not None and s.verdict.answer is Answer.DONE:
            return self._end_step(Outcome.SEEN)
        if s.asked:
            return ()  # a look is on its way, and ends in time by itself: who presses again teaches it nothing
        if not self.is_checked or s.camera in AWAY:
            return self._end_on_own_word()
        restart = self._rewatch(keep_help=True) if s.camera is CameraUse.RESTING else ()
        number = self._next()
        self.state = replace(self.state, asked=True, wait=number)
        wait = Wait(number, KIT_ASK_S if self.is_whole_kit else ASK_S)
        return (*restart, Show(), AskVerdict(self.state.watch), wait)

    def _no_answer(self) -> tuple[Effect, ...]:
        """Go on where the camera cannot tell after Done: the worker's word counts.

        For the whole kit that is said once before.
        """
        if not self.is_whole_kit or self.state.told:
            return self._end_on_own_word()
        verdict = self.state.verdict or Verdict(Answer.CANNOT_TELL)
        self.state = replace(self.state, asked=False, wait=0, told=True, verdict=verdict)
        return (Hush(), Show(), *self._unasked(Saying.LINE))

    def _hear_again(self) -> tuple[Effect, ...]:
        spoken = self._on_request(self.heard_again)
        replay = self._replay()
        was_next = self.next_rung()
        self.state = replace(self.state, heard=bool(spoken))
        renamed = (Show(),) if not replay and self.next_rung() is not was_next else ()
        return Hush(), *replay, *renamed, *spoken

    def _replay(self) -> tuple[Effect, ...]:
        """At the level *show* the film comes once more with the words, in help where it has its own sound."""
        step, rung = self.step, self.state.rung
        shows = self.plan.level is HelpLevel.SHOW and not rung
        if step is None or step.film is None or not (shows or (rung is Rung.FILM and step.film_sound)):
            return ()
        self.state = replace(self.state, replays=self.state.replays + 1)
        return (Show(),)

    def _help(self) -> tuple[Effect, ...]:
        rung = self.next_rung()
        if rung is not Rung.CALL and len(self.steps) > 1:
            return self._open_out()
        if rung is Rung.CALL:
            self._note_call()
            return self._put_in_front(Front.CALL)
        self.state = replace(self.state, own=rung)
        return self._open_help(rung)

    def _note_call(self) -> None:
        """Note that the coach is called for this step.

        In a list for the row whose help is used up, not for all of them.
        """
        climbed = self.state.climbed
        if self.has_rows and (known := climbed.get(self.row_to_help)):
            called = replace(known, highest=Rung.CALL, own=Rung.CALL)
            self.state = replace(self.state, climbed={**climbed, self.row_to_help: called})
        else:
            self.state = replace(self.state, highest=Rung.CALL, own=Rung.CALL)

    def _open_out(self) -> tuple[Effect, ...]:
        """More help on a page of several steps: one by one; in a list those that have no tick (S1)."""
        s = self.state
        stop = (StopWatching(),) if s.watch else ()
        if self.has_rows:
            known = self.row_to_help in s.climbed
            opened = self._open_row(self.row_to_help, aloud=not known)
            return (Hush(), *stop, *opened, *(self._help() if known else ()))
        self.state = replace(s, opened=True)
        arrival = self._arrive(s.position)
        # What *Hear again* said of the page had this step's sentence in it: saying it alone is no more help.
        self.state = replace(self.state, highest=Rung.HINT, own=Rung.HINT, heard=s.heard)
        return (Hush(), *stop, *arrival)

    # ---- the rows of a list ----

    def _tick(self, index: int) -> tuple[Effect, ...]:
        s = self.state
        ticks = s.ticks ^ {(s.position.kit, index)}
        self.state = replace(s, ticks=ticks, taken=s.taken - {index}, reminded=False)
        return self._tick_record(), Show()

    def _tick_record(self) -> Record:
        kit = self.state.position.kit
        rows = frozenset(index for of, index in self.state.ticks if of == kit)
        return Record(RowsTicked(kit, rows), self.state.position)

    def _open_row(self, row: int, *, aloud: bool = True) -> tuple[Effect, ...]:
        """One row with all its help, as far as that came before."""
        taken = self.state.taken
        self._stand(self.state.position)
        known = self.state.climbed.get(row, Climbed(Rung.HINT, Rung.HINT, Rung.NONE))
        self.state = replace(self.state, row=row, taken=taken, heard=True, **vars(known))
        watch = self._rewatch()
        return (Show(), *(self._on_request(Saying.STEP) if aloud else ()), *watch)

    def _show_rows(self) -> tuple[Effect, ...]:
        """Help closes: the list again, as it is ticked by now."""
        stop = (StopWatching(),) if self.state.watch else ()
        taken = self.state.taken
        self._stand(self.state.position)
        self.state = replace(self.state, taken=taken)
        return (Hush(), *stop, Show(), *self._rewatch())

    def _end_row(self, row: int, outcome: Outcome) -> tuple[Effect, ...]:
        """Return a row that was taken with help gets its tick; then the next without one, or the list again."""
        s = self.state
        records = self._records((row,), outcome, s.position)
        self.state = replace(s, ticks=s.ticks | {(s.position.kit, row)}, taken=s.taken | {row})
        records = (self._tick_record(), *records)
        page = self.plan.page(s.position.index)
        left = next((index for index in (*page[page.index(row) :], *page) if not self.is_ticked(index)), None)
        if left is None:
            return (*records, *self._show_rows())
        stop = (StopWatching(),) if s.watch else ()
        return (Hush(), *stop, *records, *self._open_row(left))

    def _open_help(self, rung: Rung, *, aloud: bool = False) -> tuple[Effect, ...]:
        s = self.state
        self.state = replace(s, rung=rung, highest=max(s.highest, rung), shown=max(s.shown, rung), asked=False, wait=0)
        sounds = rung is Rung.FILM and self.step is not None and self.step.film_sound
        what = Saying.FILM if sounds else Saying.HINT
        speech = self._on_request(what) if sounds or rung is Rung.HINT or aloud else ()
        return (*self._rest(), Hush(), Show(), *speech)

    def _close_help(self) -> tuple[Effect, ...]:
        self.state = replace(self.state, rung=Rung.NONE)
        return (Hush(), *self._rewatch(), Show())

    def _put_in_front(self, front: Front, trouble: Gesture | None = None) -> tuple[Effect, ...]:
        self.state = replace(self.state, front=front, asked=False, wait=0, trouble=trouble)
        call = (Chime("call"),) if front is Front.CALL else ()
        return (*self._rest(), Hush(), Show(), *call, *self._unasked(Saying.PAGE))

    # ---- the camera ----

    def _camera_changed(self, is_open: bool, is_slow: bool) -> tuple[Effect, ...]:
        s = self.state
        camera = CameraUse.LOOKING if is_open else CameraUse.SLOW if is_slow else CameraUse.GONE
        if camera is s.camera:
            return ()
        kept = s.verdict if is_open or (s.verdict and s.verdict.answer is Answer.DONE) else None
        self.state = replace(s, camera=camera, verdict=kept)
        if not is_open and s.asked and not self.needs_coach:
            return self._end_on_own_word()
        return (Show(),)

    def _judged(self, verdict: Verdict) -> tuple[Effect, ...]:
        s = self.state
        camera = CameraUse.GONE if verdict.reason in (Reason.NO_PICTURE, Reason.FROZEN) else CameraUse.LOOKING
        self.state = replace(s, verdict=verdict, asked=False, camera=camera)
        match verdict.answer:
            case Answer.DONE:
                return self._seen(asked=s.asked)
            case Answer.CANNOT_TELL:
                self.state = replace(self.state, wait=0)
                return self._no_answer() if s.asked else (Show(),)
            case Answer.NOT_DONE:
                return self._not_seen(verdict, s)

    def _seen(self, *, asked: bool) -> tuple[Effect, ...]:
        if asked:
            return self._end_step(Outcome.SEEN)
        waits: tuple[Effect, ...] = ()
        self.state = replace(self.state, wait=0)
        if self.plan.auto_next:
            number = self._next()
            self.state = replace(self.state, wait=number)
            waits = (Wait(number, SEEN_S),)
        return (Chime("tick"), Show(), *waits)

    def _not_seen(self, verdict: Verdict, was: SessionState) -> tuple[Effect, ...]:
        """Help after a try: the first gives one neutral line, spoken once.

        The second hint and photo; the third the film (C3, C4). On a page of several steps only Done is a try: until
        then some of it does not lie there yet, and the camera goes on looking. It does so too where no help is left.
        """
        is_page = len(self.steps) > 1
        before = was.verdict.doubtful if was.verdict else ()
        if is_page and not was.asked:
            self.state = replace(self.state, wait=0)
            return (Show(),)
        if self.is_whole_kit and not was.asked and set(verdict.doubtful) < set(before):
            self.state = replace(self.state, wait=0)  # one place is right now: the next is named
            return (Hush(), Show(), *self._unasked(Saying.LINE))
        doubted = was.doubted | frozenset(verdict.doubtful)
        self.state = replace(self.state, tries=was.tries + 1, doubted=doubted, wait=0)
        is_known = was.verdict is not None and was.verdict.answer is Answer.NOT_DONE
        if was.asked and (was.tries or (is_page and is_known)) and not self.needs_coach:
            return self._end_on_own_word()
        if self.state.tries == 1:
            return (Hush(), Show(), *self._unasked(Saying.LINE), *self._need())
        if self.state.tries > LOOKS or is_page:
            return (Show(),)
        wanted = Rung.PHOTO if self.state.tries == 2 else Rung.FILM
        there = [r for r in self.rungs() if r <= wanted]
        if not there and not verdict.elsewhere:
            return (Show(),)
        return self._open_help(max(there, default=Rung.HINT), aloud=True)

    def _rest(self) -> tuple[Effect, ...]:
        if not self.state.watch:
            return ()
        self.state = replace(self.state, watch=0, camera=CameraUse.RESTING)
        return (StopWatching(),)

    def _rewatch(self, *, keep_help: bool = False) -> tuple[Effect, ...]:
        """Open the camera again where this step has a check and nothing covers it."""
        s = self.state
        covered = s.front is not Front.NOTHING or (s.rung and not keep_help)
        if not self.is_checked or covered:
            return ()
        number = self._next()
        rung = Rung.NONE if keep_help else s.rung
        kept = s.verdict if s.verdict and s.verdict.answer is Answer.DONE else None
        self.state = replace(self.state, watch=number, camera=CameraUse.OPENING, verdict=kept, rung=rung)
        return (Watch(number, tuple((s.check, s.count) for s in self.steps if s.check in self.plan.checks)),)

    # ---- going on ----

    def _end_on_own_word(self) -> tuple[Effect, ...]:
        """End the step on the worker's word.

        It is *overridden* only where the check had said that it is not done (C2).
        """
        verdict = self.state.verdict
        is_denied = self.state.tries or (verdict is not None and verdict.answer is Answer.NOT_DONE)
        return self._end_step(Outcome.OVERRIDDEN if is_denied else Outcome.CONFIRMED)

    def _end_step(self, outcome: Outcome) -> tuple[Effect, ...]:
        """All steps of the page are over; each is kept with its own outcome."""
        s = self.state
        if s.row is not None:
            return self._end_row(s.row, outcome)
        to = after(self.plan, s.position, opened=s.opened)
        return self._move(to, self._records([i for i in self.page if i not in s.taken], outcome, to))

    def _records(self, indexes: Sequence[int], outcome: Outcome, to: Position) -> tuple[Record, ...]:
        """One record a step, each with the position after it, so that a crash in between loses none."""
        kit = self.state.position.kit
        records: list[Record] = []
        nothing = Climbed(Rung.NONE, Rung.NONE, Rung.NONE)
        for number, index in enumerate(indexes):
            before = self.state.climbed.get(index, nothing)
            step = self.plan.items[index]
            assert isinstance(step, Step)
            check = step.check if step.check in self.plan.checks and step.check else ""
            ended = self.outcome_of(index, check, outcome)
            entry = StepEnded(
                kit,
                self.plan.step_number(index),
                ended,
                int(max(self.state.highest, before.highest)),
                check,
                asked=int(max(self.state.own, before.own)),
                tries=self.tries_of(check),
                level=self.plan.level,
                chose_more=self.plan.chose_more,
            )
            is_last = number == len(indexes) - 1
            records.append(Record(entry, to if is_last else Position(kit, indexes[number + 1])))
        return tuple(records)

    def _begin_anew(self) -> tuple[Effect, ...]:
        """Return the first step of the first kit, without a tick; what was kept of the steps so far stays kept."""
        start, ticked = first(self.plan), sorted({kit for kit, _ in self.state.ticks})
        self.state = replace(self.state, ticks=frozenset())
        stop = (StopWatching(),) if self.state.watch else ()
        records = (*(Record(RowsTicked(kit, frozenset()), start) for kit in ticked), Record(Moved(), start))
        arrival = self._arrive(start)
        self.state = replace(self.state, climbed={})
        return (Hush(), *stop, *records, *arrival)

    def _move(self, to: Position, records: Sequence[Record] = ()) -> tuple[Effect, ...]:
        if to == self.state.position:
            return ()
        stop = (StopWatching(),) if self.state.watch else ()
        return (Hush(), *stop, *(records or (Record(Moved(), to),)), *self._arrive(to))

    def _arrive(self, position: Position) -> tuple[Effect, ...]:
        """Come to a position with nothing open; show first, then speak and watch."""
        self._stand(position)
        what = Saying.STEP if position.phase is Phase.STEP else Saying.PAGE
        watch = self._rewatch()
        return (Show(), *self._unasked(what), *watch)

    def _stand(self, position: Position) -> None:
        """At a position with nothing open; what outlives that are the ticks, a page opened out, and what was taken."""
        s = self.state
        opened = s.opened and share_page(self.plan, position, s.position)
        self.state = SessionState(
            position,
            count=s.count + 1,
            turn=s.turn + 1,
            voice_works=s.voice_works,
            opened=opened,
            ticks=s.ticks,
            climbed=self.help_taken() if position.kit == s.position.kit else {},
        )
        if self.step is not None and (known := self.state.climbed.get(self.page[0])):
            self.state = replace(self.state, shown=known.shown)  # back at a step, Help goes on from there

    def _unasked(self, what: Saying) -> tuple[Effect, ...]:
        """Say something of our own accord, where the worker wants that (W9)."""
        return (Speak(what),) if self.plan.speech is Speech.ALWAYS else ()

    def _on_request(self, what: Saying) -> tuple[Effect, ...]:
        """Say something because the worker asked for it."""
        return (Speak(what),) if self.plan.speech is not Speech.NEVER else ()

    def _next(self) -> int:
        self.state = replace(self.state, count=self.state.count + 1)
        return self.state.count
