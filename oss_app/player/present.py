"""From a session to what its screen shows: a pure function, in the worker's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import combinations, groupby
from pathlib import Path

from oss_app.core.check import Check, CheckKind
from oss_app.core.events import Question, Saying, Topic
from oss_app.core.plan import Plan, deal
from oss_app.core.ports import Utterance
from oss_app.core.profile import HelpLevel, Profile, Speech
from oss_app.core.record import Phase
from oss_app.core.session_state import Front, Rung
from oss_app.core.settings import Gesture
from oss_app.core.standing import Standing
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text, is_right_to_left
from oss_app.core.verdict import Answer, Verdict
from oss_app.i18n import Translator
from oss_app.player.progress import (
    MOST_NAMED,
    all_lines,
    camera_line,
    go_on_at,
    kit_of,
    lies_elsewhere,
    look_again,
    page_line,
    page_lines,
    page_progress,
    place_number,
    section_of,
    step_progress,
)
from oss_app.player.screen import (
    Control,
    ControlSlot,
    Extent,
    LineKind,
    Picture,
    Progress,
    Screen,
    ScreenKind,
    StepTile,
    StepWords,
    StripLine,
    Variant,
)

NOWHERE = Progress("")

Holds = Callable[[Extent], bool]
"""Whether a display has room for an extent's tiles at once, in letters that can be read and with their pictures."""


@dataclass(frozen=True)
class Presenter:
    """Words a session for one worker. ``language`` is that of the task's texts; ``words`` are the screen's own."""

    profile: Profile
    language: str
    tr: Translator
    checks: Mapping[str, Check] = field(default_factory=dict)
    coach_can_be_called: bool = False
    asks_what: bool = False
    """There is a help board: who calls can say what it is about."""

    # ---- what is seen ----

    def screen(self, session: Standing) -> Screen:
        """Return what the screen shows now."""
        front, phase = session.state.front, session.state.position.phase
        if front is Front.CALL:
            return self._call(session)
        if front is Front.QUESTION:
            return self._question(session)
        if front is Front.BREAK:
            return self._pause(session, self.tr("Break"), go_on_at(session, self.tr))
        match phase:
            case Phase.STEP if session.step is None:
                return self._page(session)
            case Phase.STEP:
                return self._step(session)
            case Phase.BREAK_POINT:
                item = session.plan.items[session.state.position.index]
                assert isinstance(item, Break)
                return self._pause(session, self._text(item.text), self.tr("Your work is saved."))
            case Phase.KIT_END:
                return self._kit_end(session)
            case Phase.FINISHED:
                return self._finished(session)

    def _step(self, session: Standing) -> Screen:
        step = session.step
        assert step is not None
        return self._make(
            session,
            ScreenKind.STEP,
            self._sentence(session, step),
            progress=step_progress(session, self.tr, self.language),
            picture=self._kit_picture(session, step) or self._picture(session, step),
            warning=self._text(step.warning),
            line=self._line(session, step),
            controls=(
                self._back(session),
                self._hear(session),
                self._help(session),
                self._done(session),
            ),
        )

    def _page(self, session: Standing) -> Screen:
        """Several steps on one screen (S1); the camera, where it looks, looks at all of them."""
        rows = session.has_rows
        doubtful = len(session.state.verdict.doubtful) if session.state.verdict else 0
        return self._make(
            session,
            ScreenKind.LIST if rows else ScreenKind.SHORT,
            self._page_sentence(session),
            progress=page_progress(session, self.tr, self.language),
            line=page_line(session, doubtful, self.tr),
            controls=(self._back(session), self._hear(session), self._help(session), self._done(session)),
            tiles=tuple(self._tile_now(session, index) for index in session.page),
        )

    def _page_sentence(self, session: Standing) -> str:
        if session.state.reminded:
            left = len(session.unticked)
            return self.tr.many("{n} row has no tick yet.", "{n} rows have no tick yet.", left)
        return self._page_title(session)

    def _page_title(self, session: Standing) -> str:
        task = session.plan.task
        first, last = (section_of(task, session.plan.step_number(session.page[at])) for at in (0, -1))
        return self._text(first if first and first is last else task.title)

    def _tile(self, plan: Plan, index: int) -> StepTile:
        step = plan.items[index]
        assert isinstance(step, Step)
        picture = self.picture_ahead(plan, step)
        return StepTile(str(plan.step_number(index)), self._text(step.text), picture, self._text(step.warning))

    def _tile_now(self, session: Standing, index: int) -> StepTile:
        tile = self._tile(session.plan, index)
        assert tile.picture is not None
        picture = replace(tile.picture, mark=session.mark_at(index))
        return replace(tile, picture=picture, is_ticked=session.is_ticked(index))

    def _call(self, session: Standing) -> Screen:
        second = (
            self.tr("Your coach is called. Your work is saved.")
            if self.coach_can_be_called
            else self.tr("Raise your hand. Your work is saved.")
        )
        pause = Control(ControlSlot.HELP, self.tr("Break"), "coffee", Gesture.BREAK)
        return self._make(
            session,
            ScreenKind.CALL,
            self.tr("I need help."),
            second=second,
            controls=(*self._troubles(session), pause, self._carry_on()),
            door=self.tr("Coach"),
        )

    def _troubles(self, session: Standing) -> tuple[Control, ...]:
        """Return what the call may be about, as the coach reads it on the board; the one that was said has a tick."""
        if not self.asks_what:
            return ()
        tiles = (
            (ControlSlot.BACK, self.tr("Something is missing"), "bounding-box", Gesture.MISSING),
            (ControlSlot.HEAR, self.tr("Something is broken"), "warning", Gesture.BROKEN),
        )
        said = session.state.trouble
        return tuple(
            Control(slot, label, "check", gesture, Variant.FILLED)
            if gesture is said
            else Control(slot, label, icon, gesture)
            for slot, label, icon, gesture in tiles
        )

    def _pause(self, session: Standing, sentence: str, second: str) -> Screen:
        stop = Control(ControlSlot.HELP, self.tr("Stop"), "sign-out", Gesture.STOP)
        back = () if session.state.front is Front.BREAK else (self._back(session),)
        return self._make(
            session,
            ScreenKind.BREAK,
            sentence,
            second=second,
            progress=page_progress(session, self.tr, self.language),
            controls=(*back, stop, self._carry_on()),
            door=self.tr("Coach"),
        )

    def _question(self, session: Standing) -> Screen:
        """Return a calm question about the help, with the picture of the step that comes.

        Done never takes help away.
        """
        plan, question = session.plan, session.state.question
        index = session.state.position.index if session.state.position.phase is Phase.STEP else 0
        step = next((item for item in plan.items[index:] if isinstance(item, Step)), None)
        return self._make(
            session,
            ScreenKind.QUESTION,
            self._asked(question) if question else "",
            progress=Progress(self._text(plan.task.title)),
            picture=self.picture_ahead(plan, step) if step else None,
            controls=self._answers(session, question),
        )

    def _asked(self, question: Question) -> str:
        tr = self.tr
        if question.topic is Topic.KEEP:
            return tr("Do you want to keep this help?")
        way = question.topic is Topic.WAY
        match question.level:
            case HelpLevel.SHOW:
                return tr("Today: with film and voice.")
            case HelpLevel.PHOTO_AND_VOICE:
                return tr("Today: with voice.") if way else tr("Do you want to try it without the film?")
            case HelpLevel.PHOTO:
                return tr("Today: with the photo.") if way else tr("Do you want to try it without the voice?")
            case HelpLevel.SHORT:
                return tr("Today: a few steps at once.") if way else tr("Do you want to see a few steps at once?")
            case HelpLevel.LIST:
                return tr("Today: with the list.") if way else tr("Do you want to try it with a list?")

    def _answers(self, session: Standing, question: Question | None) -> tuple[Control, ...]:
        tr = self.tr
        hear = self._hear(session)
        match question.topic if question else None:
            case Topic.WAY:
                more = Control(ControlSlot.HELP, tr("More help"), "plus", Gesture.HELP)
                return hear, more, Control(ControlSlot.DONE, tr("Begin"), "arrow-right", Gesture.DONE, Variant.FILLED)
            case Topic.LESS:
                no = Control(ControlSlot.BACK, tr("No"), "x", Gesture.BACK)
                yes = Control(ControlSlot.HELP, tr("Yes"), "check", Gesture.HELP)
                return no, hear, yes, Control(ControlSlot.DONE, tr("Later"), "arrow-right", Gesture.DONE)
            case Topic.KEEP:
                no = Control(ControlSlot.HELP, tr("No"), "x", Gesture.HELP)
                return hear, no, Control(ControlSlot.DONE, tr("Yes"), "check", Gesture.DONE)
            case None:
                return ()

    def _kit_end(self, session: Standing) -> Screen:
        kit, task = session.state.position.kit, session.plan.task
        done = Control(ControlSlot.DONE, self.tr("Next kit"), "package", Gesture.DONE, Variant.FILLED)
        pause = Control(ControlSlot.HELP, self.tr("Break"), "coffee", Gesture.BREAK)
        return self._make(
            session,
            ScreenKind.KIT_END,
            self.tr("Kit {kit} is done. Next kit?", kit=kit),
            progress=Progress(self._text(task.title), kit=kit_of(session, self.tr)),
            picture=self._task_picture(task) or self._last_picture(task),
            controls=(self._back(session), self._hear(session), pause, done),
        )

    def _finished(self, session: Standing) -> Screen:
        task = session.plan.task
        kits = self.tr.many("{n} kit", "{n} kits", session.state.position.kit) if task.repeat > 1 else ""
        return self._make(
            session,
            ScreenKind.FINISHED,
            self._text(task.done) or self.tr("Done."),
            progress=Progress(self._text(task.title), kit=kits),
            picture=self._last_picture(task) or self._task_picture(task),
            controls=(
                self._back(session),
                self._hear(session),
                Control(ControlSlot.DONE, self.tr("To the start"), "check", Gesture.DONE, Variant.FILLED),
            ),
        )

    def _make(
        self,
        session: Standing,
        kind: ScreenKind,
        sentence: str,
        *,
        controls: tuple[Control, ...],
        second: str = "",
        progress: Progress = NOWHERE,
        picture: Picture | None = None,
        warning: str = "",
        line: StripLine | None = None,
        tiles: tuple[StepTile, ...] = (),
        door: str = "",
    ) -> Screen:
        if self.profile.speech is Speech.NEVER:
            controls = tuple(c for c in controls if c.gesture is not Gesture.HEAR)
        return Screen(
            kind=kind,
            turn=session.state.turn,
            language=self.language,
            right_to_left=is_right_to_left(self.language),
            sentence=sentence,
            progress=progress,
            controls=controls,
            second=second,
            picture=picture,
            warning=warning,
            line=line,
            tiles=tiles,
            more=self.tr("More help") if session.offers_more else "",
            door=door,
            turn_words=self.tr("More"),
        )

    def _picture(self, session: Standing, step: Step) -> Picture:
        task, state = session.plan.task, session.state
        outline = task.outline_of(step)
        shows_film = state.rung is Rung.FILM or (session.plan.level is HelpLevel.SHOW and state.rung is Rung.NONE)
        return Picture(
            photo=task.folder / step.photo if step.photo else None,
            outline=outline,
            number=self._place_number(step) if outline else "",
            tick=state.verdict is not None and state.verdict.answer is Answer.DONE,
            zoomed=Rung.PHOTO <= state.rung < Rung.CALL and outline is not None,
            film=task.folder / step.film if step.film and shows_film else None,
            gives_way=state.rung is Rung.NONE and step.photo is not None,
            replays=state.replays,
            mark=session.mark,
        )

    def picture_ahead(self, plan: Plan, step: Step) -> Picture:
        """Return the picture that a step will begin with."""
        task = plan.task
        photo = task.folder / step.photo if step.photo else None
        return Picture(photo, task.outline_of(step), mark=plan.mark_of(step))

    def larger_ahead(self, session: Standing) -> Picture | None:
        """Return the larger picture of a step whose hint is on the screen, where that is what Help shows next."""
        step = session.step
        if step is None or session.state.rung is not Rung.HINT or session.next_rung() is not Rung.PHOTO:
            return None
        return replace(self._picture(session, step), zoomed=True)

    def _doubtful(self, session: Standing, step: Step) -> tuple[Check, Verdict] | None:
        """Return the check of the whole kit and its verdict, where this step has one and it is not complete."""
        check, verdict = self.checks.get(step.check or ""), session.state.verdict
        if check is None or verdict is None or check.kind is not CheckKind.KIT or verdict.answer is not Answer.NOT_DONE:
            return None
        return check, verdict

    def _sentence(self, session: Standing, step: Step) -> str:
        doubtful = self._doubtful(session, step)
        return look_again(session.plan.task, *doubtful, self.tr, self.language) if doubtful else self._text(step.text)

    def _kit_picture(self, session: Standing, step: Step) -> Picture | None:
        """Return the whole kit with the doubtful places outlined, a number at one alone, and the others ticked."""
        doubtful, task = self._doubtful(session, step), session.plan.task
        if doubtful is None or not step.photo:
            return None
        check, verdict = doubtful
        marks = task.places.get(step.photo, {})
        places = {s.check: s.place for s in task.steps if s.place in marks}
        where = {c.name: marks[places[c.name] or ""] for c, _ in check.parts if c.name in places}
        first, *others = [name for name in where if name in verdict.doubtful] or [""]
        return Picture(
            photo=task.folder / step.photo,
            outline=where.get(first),
            number="" if others else place_number(task, first),
            others=tuple(where[name] for name in others),
            ticks=tuple(outline for name, outline in where.items() if name not in verdict.doubtful),
        )

    def _last_picture(self, task: Task) -> Picture | None:
        photo = next((step.photo for step in reversed(task.steps) if step.photo), None)
        return Picture(task.folder / photo) if photo else None

    def _task_picture(self, task: Task) -> Picture | None:
        return Picture(task.folder / task.photo) if task.photo else None

    def _place_number(self, step: Step) -> str:
        """Return the number of the place, where the sentence names it too ("section 2")."""
        found = re.search(r"\d+", step.place or "")
        named = found and re.search(rf"(?<!\d){found[0]}(?!\d)", self._text(step.text))
        return found[0] if found and named else ""

    def _line(self, session: Standing, step: Step) -> StripLine | None:
        state = session.state
        elsewhere = self._elsewhere(session)
        if state.rung:
            told = elsewhere or self._text(step.hint)
            return StripLine(LineKind.HINT, told) if told else None
        if elsewhere:
            return StripLine(LineKind.NOT_YET, elsewhere)
        camera = camera_line(session, self.checks.get(step.check or ""), self.tr, self.language)
        if camera is None and not state.voice_works and self.profile.speech is Speech.ALWAYS:
            return StripLine(LineKind.NO_SOUND, self.tr("There is no sound. Read the line."))
        return camera

    def _elsewhere(self, session: Standing) -> str:
        """Tell where the camera sees that the item came to lie instead; empty where it does not know."""
        verdict = session.state.verdict
        if verdict is None or verdict.answer is not Answer.NOT_DONE or not verdict.elsewhere:
            return ""
        return lies_elsewhere(session.plan.task, self.checks, verdict.elsewhere, self.tr, self.language)

    # ---- controls ----

    def _back(self, session: Standing) -> Control:
        if session.state.rung or session.state.row is not None:
            return Control(ControlSlot.BACK, self.tr("Close help"), "arrow-left", Gesture.BACK)
        dress = Variant.CONTROL if session.can_go_back else Variant.OFF
        return Control(ControlSlot.BACK, self.tr("Back"), "arrow-left", Gesture.BACK, dress)

    def _hear(self, session: Standing) -> Control:
        icon = "speaker-high" if session.state.voice_works else "speaker-slash"
        return Control(ControlSlot.HEAR, self.tr("Hear again"), icon, Gesture.HEAR)

    def _help(self, session: Standing) -> Control:
        rung = session.next_rung()
        if session.state.shown is Rung.NONE and rung is not Rung.CALL:
            rung = Rung.HINT  # whatever comes first is called Help
        label, icon = {
            Rung.HINT: (self.tr("Help"), "question"),
            Rung.PHOTO: (self.tr("Bigger"), "magnifying-glass-plus"),
            Rung.FILM: (self.tr("Film"), "film-strip"),
            Rung.CALL: (self.tr("Call coach"), "hand-palm"),
        }[rung]
        return Control(ControlSlot.HELP, label, icon, Gesture.HELP)

    def _done(self, session: Standing) -> Control:
        if session.needs_coach:
            return Control(ControlSlot.DONE, self.tr("Ask your coach"), "hand-palm", Gesture.DONE)
        asked = session.state.asked
        return Control(ControlSlot.DONE, self.tr("Done"), "check", Gesture.DONE, Variant.FILLED, is_held=asked)

    def _carry_on(self) -> Control:
        return Control(ControlSlot.DONE, self.tr("I carry on"), "arrow-right", Gesture.DONE, Variant.FILLED)

    # ---- what is said ----

    def utterance(self, session: Standing, what: Saying) -> Utterance | None:
        """Return what the voice says; None where there is nothing to say. All of it stands on the screen too (W8)."""
        step = session.step
        match what:
            case Saying.STEP | Saying.LINE if step and self._doubtful(session, step):
                line = self._line(session, step)
                return self._utter(session.plan.task, self._sentence(session, step), line.text if line else None)
            case Saying.STEP if step:
                return self.step_utterance(session.plan, step)
            case Saying.FILM if step:
                return self._film_sound(session.plan.task, step) or self.step_utterance(session.plan, step)
            case Saying.HINT if step:
                task = session.plan.task
                return self._utter(task, self._elsewhere(session), self._say(task, step), step.hint, step.warning)
            case Saying.LINE if step:
                line = self._line(session, step)
                return self._utter(session.plan.task, line.text) if line else None
            case Saying.STEP if session.steps:
                return self._page_utterance(session.plan, session.steps)
            case _:
                return self._utter(session.plan.task, *self._of_page(session))

    def step_utterance(self, plan: Plan, step: Step) -> Utterance | None:
        """Return what is said when a step begins: the coach's recording or the sentence, and then the warning.

        At the level *show* it is the film's own sound, where that is to be heard.
        """
        if plan.level is HelpLevel.SHOW and (film := self._film_sound(plan.task, step)):
            return film
        recording = self._recording(plan.task, step)
        if recording is None:
            return self._utter(plan.task, self._say(plan.task, step), step.warning)
        spoken = self._utter(plan.task, self._say(plan.task, step))
        return replace(spoken, recording=recording, then=self._utter(plan.task, step.warning)) if spoken else None

    def _page_utterance(self, plan: Plan, steps: Sequence[Step]) -> Utterance | None:
        """All steps of a screen one after the other, each as it is said alone; what the voice says together is one."""
        task, said = plan.task, list[Utterance]()
        for records, group in groupby(steps, key=lambda step: self._recording(task, step) is not None):
            some = list(group)
            if records:
                said += filter(None, (self.step_utterance(plan, step) for step in some))
            elif spoken := self._utter(task, *(words for s in some for words in (self._say(task, s), s.warning))):
                said.append(spoken)
        return _one_after_another([part for utterance in said for part in utterance.parts])

    def _recording(self, task: Task, step: Step) -> Path | None:
        """Return what the coach recorded of a step in the worker's language."""
        has = step.sound is not None and step.sound.has(self.language, task.language)
        return task.folder / self._text(step.sound) if has else None

    def _film_sound(self, task: Task, step: Step) -> Utterance | None:
        """Return the sound of the step's film and then the warning; None where it is silent."""
        if not (step.film and step.film_sound):
            return None
        spoken, film = self._utter(task, self._say(task, step)), task.folder / step.film
        return replace(spoken, recording=film, then=self._utter(task, step.warning)) if spoken else None

    def _of_page(self, session: Standing) -> Sequence[Text | str]:
        """Return what a break point, the end of a kit, the end and a screen in front say, the author's words as
        texts.
        """
        screen, state = self.screen(session), session.state
        author: Text | None = None
        if state.front is Front.NOTHING and state.position.phase is Phase.BREAK_POINT:
            item = session.plan.items[state.position.index]
            author = item.text if isinstance(item, Break) else None
        elif state.front is Front.NOTHING and state.position.phase is Phase.FINISHED:
            author = session.plan.task.done
        return author or screen.sentence, screen.second

    def _say(self, task: Task, step: Step) -> Text:
        """Return the coach's spelling for the voice, where it is there in this language, else the sentence."""
        return step.say if step.say and step.say.has(self.language, task.language) else step.text

    def _utter(self, task: Task, *sentences: Text | str | None) -> Utterance | None:
        """Sentences one after the other, each in the language that it stands in; None where there are none.

        A text is the author's: without a translation it stands in the task's own language. Words are the program's.
        """
        said: list[tuple[str, str]] = []
        for sentence in sentences:
            if isinstance(sentence, Text):
                language = self.language if sentence.has(self.language, task.language) else task.language
                said.append((self._text(sentence), language))
            elif sentence:
                said.append((sentence, self.tr.language))
        found: Utterance | None = None
        for language, group in reversed([(k, list(g)) for k, g in groupby((s for s in said if s[0]), lambda s: s[1])]):
            found = Utterance("\n".join(words for words, _ in group), language, self.profile.rate, then=found)
        return found

    def _text(self, text: Text | None) -> str:
        return text.into(self.language) if text else ""

    # ---- what the layout must leave room for ----

    def dealt(self, plan: Plan, holds: Holds) -> Plan:
        """Return the steps dealt out over pages as this display holds them.

        Controls at the foot leave the pages more width; they stand there where that makes for fewer pages.
        """
        if plan.level not in (HelpLevel.SHORT, HelpLevel.LIST):
            return plan
        rows, extent = plan.level is HelpLevel.LIST, self.extent(plan)

        def dealt_with(foot: bool) -> Plan:
            def fits(page: tuple[int, ...]) -> bool:
                tiles = tuple(self._tile(plan, index) for index in page)
                looks = any(step.check in plan.checks for step in _steps(plan, page))
                lines = page_lines(len(page), self.tr) if looks else ()
                return holds(
                    replace(extent, tiles=tiles, page_size=len(page), page_lines=lines, has_rows=rows, foot=foot)
                )

            return deal(plan, self.profile.text_percent, fits, has_foot=foot)

        beside, below = dealt_with(False), dealt_with(True)
        return below if len(below.pages) < len(beside.pages) else beside

    def extent(self, plan: Plan) -> Extent:
        """Return the longest of everything that the steps of this session can show."""
        steps = plan.task.steps
        watched = [(self.checks[s.check], s.count) for s in steps if s.check in plan.checks and s.check in self.checks]
        lines = list(all_lines(iter(watched), self.tr, self.language)) if watched else []
        if len(watched) > 1:
            lines += [lies_elsewhere(plan.task, self.checks, c.name, self.tr, self.language) for c, _ in watched]
        hints = [self._text(s.hint) for s in steps if s.hint]
        quiet = [self.tr("There is no sound. Read the line.")] if self.profile.speech is Speech.ALWAYS else []
        warnings = tuple(self._text(s.warning) for s in steps if s.warning)
        pages = [page for page in plan.pages if len(page) > 1]
        looks = any(step.check in plan.checks for page in pages for step in _steps(plan, page))
        most = max((len(page) for page in pages), default=0)
        beside = page_lines(most, self.tr) if looks else ()
        return Extent(
            sentences=tuple(self._sentences(plan)),
            warnings=warnings,
            lines=(*lines, *beside, *quiet),
            hints=tuple(hints),
            has_strip=bool(warnings or hints or watched),
            tiles=tuple(self._tile(plan, i) for page in pages for i in page),
            has_rows=plan.level is HelpLevel.LIST,
            page_size=most,
            steps=tuple(StepWords(self._text(s.text), self._text(s.warning), self._text(s.hint)) for s in steps),
            titles=tuple(self._titles(plan)),
            page_lines=beside,
            foot=plan.has_foot,
            right_to_left=is_right_to_left(self.language),
        )

    def _titles(self, plan: Plan) -> Iterator[str]:
        if any(len(page) > 1 for page in plan.pages):
            yield self._text(plan.task.title)
            yield from (self._text(item.title) for item in plan.task.items if isinstance(item, Section))

    def _sentences(self, plan: Plan) -> Iterator[str]:
        yield from (self._text(s.text) for s in plan.task.steps)
        for check in self.checks.values():
            parts = sorted((part for part, _ in check.parts), key=lambda part: -len(self._text(part.item)))
            names = [part.name for part in parts]
            for doubtful in [*((name,) for name in names), *combinations(names[: MOST_NAMED + 1], MOST_NAMED)]:
                doubt = Verdict(Answer.NOT_DONE, doubtful=doubtful)
                yield look_again(plan.task, check, doubt, self.tr, self.language)
        yield self._text(plan.task.done) or self.tr("Done.")
        yield from self._titles(plan)
        if any(len(page) > 1 for page in plan.pages):
            yield self.tr.many("{n} row has no tick yet.", "{n} rows have no tick yet.", len(plan.items))
        if plan.is_guided:
            topics = (Topic.WAY, Topic.LESS, Topic.KEEP)
            yield from (self._asked(Question(topic, level)) for topic in topics for level in HelpLevel)
        if plan.task.repeat > 1:
            yield self.tr("Kit {kit} is done. Next kit?", kit=plan.task.repeat)


def _one_after_another(parts: Sequence[Utterance]) -> Utterance | None:
    return reduce(lambda later, part: replace(part, then=later), reversed(parts), None)


def _steps(plan: Plan, page: Sequence[int]) -> Iterator[Step]:
    return (item for i in page if isinstance(item := plan.items[i], Step))
