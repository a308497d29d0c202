"""A hand-written stand-in for the process that learns, at the other end of a course."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oss_app.core import lesson
from oss_app.core.check import CheckKind
from oss_app.core.lesson import KeptCheck, Subject, TaughtPhoto
from oss_app.core.region import rectangle
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.editor.rehearsal import SHOWN
from oss_app.editor.teaching import TeachingSession

REGION = rectangle(0.2, 0.4, 0.6, 0.55)
FRAME = b"frame"
DONE, NOT_DONE = Look(Answer.DONE, 0.9), Look(Answer.NOT_DONE, 0.1, Reason.EMPTY)
SUBJECT = Subject(Path("checks/sonde"), "sonde", "vak-2", Text(words="de sonde", translations={"en": "the probe"}))


ODD = "odd"
"""Laid ready: the next photo looks like the other side."""


class School:
    """Answers at once what a test has laid ready, else what a good lesson answers; remembers every question."""

    def __init__(self, subject: Subject = SUBJECT, kept: KeptCheck | None = None) -> None:
        self.asked: list[lesson.Question] = []
        self.answers: list[object] = []
        self.photos: list[tuple[Answer, int]] = []
        self.is_away = self.looks_turned = self.looks_mirrored = False
        self.changes = 0
        self.course = TeachingSession(subject, self.ask, self.changed, kept)

    def changed(self) -> None:
        self.changes += 1

    def ask(self, question: lesson.Question) -> None:
        self.asked.append(question)
        if not self.is_away and (reply := self.reply(question)):
            self.course.hear(reply)

    def reply(self, question: lesson.Question) -> lesson.Reply | None:
        n = question.number
        match question:
            case lesson.Begin():
                kept = tuple(
                    TaughtPhoto(side, i, p.jpeg)
                    for side in (Answer.DONE, Answer.NOT_DONE)
                    for i, p in enumerate((p for p in question.photos if p.side is side), 1)
                )
                self.photos = [(p.side, p.number) for p in kept]
                return lesson.LessonBegun(n, kept, (0.8, 0.5), self.looks_turned, self.looks_mirrored)
            case lesson.Take():
                if self.answers and isinstance(self.answers[0], Reason):
                    return lesson.Refused(n, self.answers.pop(0))
                number = 1 + max((i for side, i in self.photos if side is question.side), default=0)
                self.photos.append((question.side, number))
                is_odd = self.answers[:1] == [ODD]
                del self.answers[: int(is_odd)]
                return lesson.Taken(n, TaughtPhoto(question.side, number, question.frame), is_odd)
            case lesson.Remove():
                self.photos.remove((question.side, question.photo))
                return lesson.LessonReady(n)
            case lesson.Test():
                doubtful = self.answers.pop(0) if self.answers else frozenset()
                if isinstance(doubtful, lesson.Tested):
                    return replace(doubtful, number=n)
                assert isinstance(doubtful, frozenset)
                return lesson.Tested(n, doubtful, may_arm=not doubtful)
            case lesson.Read():
                return lesson.Value(n, {"text": "4711"})
            case lesson.Try():
                look = self.answers.pop(0) if self.answers else DONE if question.is_right else NOT_DONE
                assert isinstance(look, Look)
                return lesson.Tried(n, look, b"crop")
            case lesson.Learn():
                trials = [t for i, t in enumerate(self.course.practice.trials) if i != question.trial]
                looks = tuple(DONE if t.is_right else NOT_DONE for t in trials)
                side = Answer.DONE if self.course.practice.trials[question.trial].is_right else Answer.NOT_DONE
                self.photos.append((side, 6))
                return lesson.Learnt(n, TaughtPhoto(side, 6, b"crop"), lesson.Tested(n, frozenset(), True), looks)
            case lesson.Weigh():
                odd = self.answers.pop(0) if self.answers else frozenset()
                assert isinstance(odd, frozenset)
                return lesson.Weighed(n, odd)
            case lesson.Save() | lesson.Forget() | lesson.DropWorkPhotos():
                return lesson.LessonReady(n)
        return None

    def begin(self, kind: CheckKind = CheckKind.RIGHT_ITEM) -> TeachingSession:
        self.course.choose(kind, "de sonde", 4 if kind is CheckKind.COUNT else None)
        self.course.mark(REGION)
        self.course.take_place(FRAME)
        return self.course

    def taught(self) -> TeachingSession:
        course = self.begin()
        for _ in range(10):
            course.photograph(FRAME)
        return course

    def rehearsed(self, right: int = 0, wrong: int = 0) -> TeachingSession:
        """All set-ups shown; ``right`` right ones were missed at first, ``wrong`` wrong ones accepted."""
        course = self.taught()
        for i in range(SHOWN):
            self.answers = [NOT_DONE if i < right else DONE, DONE if i < wrong else NOT_DONE]
            course.try_out(True, FRAME)
            course.try_out(False, FRAME)
        return course
