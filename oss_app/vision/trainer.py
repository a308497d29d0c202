"""The process that learns: it aligns, cuts out, compares and judges, so that the window never waits (C7, C8)."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping

import cv2
import numpy as np

from oss_app.core import lesson
from oss_app.core.check import MODEL_FILE, Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.region import Outline, bounds, is_rectangle, rectangle
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.i18n import marked
from oss_app.sidecar import ParentLink
from oss_app.vision import quality
from oss_app.vision.align import TAG_KINDS
from oss_app.vision.detectors import colour, judge_of, window_for
from oss_app.vision.detectors.appearance import KINDS
from oss_app.vision.detectors.code import texts
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.detectors.view import COVERED
from oss_app.vision.hand import cover
from oss_app.vision.photos import REFERENCE, Photos, decode, encode, read
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import ReferenceScene, Sight, scene_of
from oss_app.vision.teach import Lesson, Shot, Side
from oss_app.vision.window import Window

log = logging.getLogger(__name__)

WAIT_S = 0.2
LONG_S = 60.0
"""What is asked may take so long: it loads a model, and compares each photo with each."""
AGAIN = frozenset({Reason.HAND, Reason.MOVING, Reason.BLURRED})
"""A set-up that is seen so is shown once more: the coach was still at it."""
DISK = marked("This cannot be written. Is the disk full?")
NO_MODEL = marked("The file of the model is not there.")
SAME_COLOUR = marked("The empty place has this colour too. Choose another kind of check.")
JUTS = 0.05  # of the frame's side: a place that lies further outside of it is not in the picture
NO_PICTURE = marked("The picture cannot be used. Try again.")


def learn(line: ParentLink, files: lesson.LessonFiles) -> None:
    """Answer what is asked until the line is closed; what is taught lies in ``files``."""
    cv2.setNumThreads(1)  # the other core is the screen's
    trainer: TrainingWorker | None = None
    while True:
        line.heartbeat()
        question: lesson.Question | None = line.receive(WAIT_S)
        if question is None:
            continue
        line.heartbeat(LONG_S)
        try:
            if isinstance(question, lesson.Begin):
                trainer = TrainingWorker(question, files)
                line.send(trainer.begun(question.number))
            elif isinstance(question, lesson.Find):
                line.send(lesson.Found(question.number, found(question)))
            else:
                line.send(trainer.answer(question) if trainer else lesson.Failed(question.number, NO_PICTURE))
        except UserError as error:
            line.send(lesson.Failed(question.number, error.sentence))
        except OSError:
            log.warning("teaching", exc_info=True)
            line.send(lesson.Failed(question.number, DISK))
        except ValueError:
            line.send(lesson.Failed(question.number, NO_PICTURE))
        line.heartbeat()


def found(question: lesson.Find) -> Outline:
    """Tell where a mark in the photo of a step lies in a frame; a rectangle stays one. Empty where it cannot be told.

    Raises UserError and ValueError where one of them is no picture.
    """
    photo, frame = read(question.photo), decode(question.frame)
    height, width = frame.shape[:2]
    alignment = ReferenceScene(photo).aligner.align(frame)
    if not alignment.is_good:
        return ()
    corners = np.array(question.mark, np.float64) * photo.shape[1::-1]
    moved = cv2.perspectiveTransform(corners[None], alignment.matrix)[0] / (width, height)
    inside = np.clip(moved, 0, 1)
    if np.abs(inside - moved).max() > JUTS:
        return ()
    points = tuple((float(x), float(y)) for x, y in inside)
    return rectangle(*bounds(points)) if is_rectangle(question.mark) else points


class TrainingWorker:
    """One lesson. Its draft lies on the disk after each photo, so that nothing is lost by leaving or by a crash."""

    def __init__(self, begin: lesson.Begin, files: lesson.LessonFiles) -> None:
        self._files = files
        self._folder, self._count, self._reference = begin.folder, begin.count, begin.reference
        self._check, self._model = self._with_model(begin.check)
        self._scene: ReferenceScene = scene_of(decode(begin.reference))
        self._window: Window = window_for(begin.check, self._scene.size)
        photos = {
            f"{side}/{i:02d}.jpg": photo.jpeg
            for side in Side
            for i, photo in enumerate((p for p in begin.photos if Side(p.side) is side), 1)
        }
        self._draft = files.keep_draft(begin.folder, self._check, {REFERENCE: begin.reference, **photos, **self._model})
        self._lesson = Lesson.again(begin.check, self._draft) if begin.check.kind in KINDS else None
        self._detector: RegionDetector | None = None
        self._tried: list[tuple[bool, bytes]] = []
        self._numbers: list[int | None] = []
        if begin.check.kind is CheckKind.DETECTOR:
            self._build()  # says now what is wrong with an employer's model

    def _with_model(self, check: Check) -> tuple[Check, dict[str, bytes]]:
        """Return a check whose model is a file of its own, and that file: it goes with the check wherever the task
        goes.
        """
        if check.kind is not CheckKind.DETECTOR:
            return check, {}
        places = (self._files.draft_folder(self._folder), self._folder)
        name = str(check.options.get("model", ""))
        found = next((p for place in places if name and (p := place / name).is_file()), None)
        if found is None:
            raise UserError(NO_MODEL)
        data = found.read_bytes()
        options = {**check.options, "model": MODEL_FILE, "sum": hashlib.sha256(data).hexdigest()}
        return check.model_copy(update={"options": options}), {MODEL_FILE: data}

    def begun(self, number: int) -> lesson.LessonBegun:
        """Return what there is to tell as the lesson begins."""
        bench = self._scene
        return lesson.LessonBegun(number, self.photos(), self.inner(), bench.looks_turned, bench.looks_mirrored)

    def photos(self) -> tuple[lesson.TaughtPhoto, ...]:
        """Return the taught photos, as they are numbered."""
        return tuple(_photo(shot) for shot in self._lesson.shots) if self._lesson else ()

    def inner(self) -> tuple[float, float]:
        """Return the share of a work area's width and height that is the region itself."""
        left, top, right, bottom = self._window.box
        width, height = np.ptp(self._window.region, axis=0)
        return float(width / (right - left)), float(height / (bottom - top))

    def answer(self, question: lesson.Question) -> lesson.Reply:
        """Answer one question. Raises UserError, OSError, and ValueError where a frame is no picture."""
        number = question.number
        match question:
            case lesson.Take():
                taken = self._take(question.side, question.frame)
                if isinstance(taken, Reason):
                    return lesson.Refused(number, taken)
                return lesson.Taken(number, _photo(taken), self._is_odd(taken))
            case lesson.Remove():
                self._remove(question.side, question.photo)
            case lesson.Test():
                return self._test(number)
            case lesson.Read():
                return self._read(number, self._see(question.frame))
            case lesson.Try():
                return self._try(question)
            case lesson.Learn():
                return self._learn(question)
            case lesson.Forget():
                self._tried = [] if question.everything else self._tried[:-1]
                self._numbers = [] if question.everything else self._numbers[:-1]
            case lesson.Follow():
                return self._follow(question)
            case lesson.Weigh():
                return lesson.Weighed(number, self._odd_of(question.photos))
            case lesson.DropWorkPhotos():
                self._files.drop_work_photos(self._folder)
            case lesson.Save():
                self._save(question)
        return lesson.LessonReady(number)

    # ---- photos ----

    def _see(self, frame: bytes) -> Sight:
        return self._scene.see(decode(frame))

    def _is_odd(self, shot: Shot) -> bool:
        return self._lesson is not None and self._lesson.is_odd(shot)

    def _odd_of(self, photos: tuple[lesson.TaughtPhoto, ...]) -> frozenset[lesson.PhotoAt]:
        if self._lesson is None:
            raise UserError(NO_PICTURE)
        return frozenset((p.side, p.number) for p in photos if self._lesson.contradicts(Side(p.side), p.jpeg))

    def _take(self, side: Answer, frame: bytes) -> Shot | Reason:
        if self._lesson is None:
            raise UserError(NO_PICTURE)
        sight = self._see(frame)
        if cover(sight.reach, self._window.outline_in_reference) > COVERED:
            return Reason.HAND
        shot = self._lesson.take(Side(side), sight)
        if isinstance(shot, Reason):
            return shot
        self._files.keep_in_draft(self._folder, _name(shot), shot.jpeg)
        self._detector = None
        return shot

    def _remove(self, side: Answer, photo: int) -> None:
        for shot in self._lesson.shots if self._lesson else ():
            if self._lesson and shot.side is Side(side) and shot.number == photo:
                self._lesson.remove(shot)
                self._files.drop_from_draft(self._folder, _name(shot))
        self._detector = None

    def _test(self, number: int) -> lesson.Tested:
        if self._lesson is None:
            return lesson.Tested(number, frozenset(), may_arm=True)
        outcome = self._lesson.test()
        self._detector = None  # it learns from what the test leaves
        pair = (_at(outcome.odd[0]), _at(outcome.like)) if outcome.odd and outcome.like else None
        doubtful = frozenset() if outcome.is_symmetrical else frozenset(map(_at, outcome.doubtful))
        astray = frozenset(map(_at, outcome.astray))
        return lesson.Tested(
            number, doubtful, outcome.may_arm, pair, outcome.is_symmetrical, outcome.tells_turned, astray
        )

    # ---- what is read instead ----

    def _read(self, number: int, sight: Sight) -> lesson.Reply:
        crop = self._crop(sight)
        if isinstance(crop, Reason):
            return lesson.Refused(number, crop)
        options = READERS[self._check.kind](crop, self._window)
        if options and self._check.kind is CheckKind.COLOUR:
            return self._told_apart(number, options, crop)
        return lesson.Value(number, options) if options else lesson.Refused(number, Reason.EMPTY)

    def _told_apart(self, number: int, options: lesson.Options, crop: Picture) -> lesson.Reply:
        """Return the colour with its tolerance, or that the empty place has that colour too."""
        empty = self._scene.cut(self._window)
        found = colour.narrowed(colour.ColourOptions.model_validate(options), self._window, [crop], [empty])
        return lesson.Value(number, found.model_dump()) if found else lesson.Failed(number, SAME_COLOUR)

    def _crop(self, sight: Sight) -> Picture | Reason:
        if sight.trouble is not None:
            return sight.trouble
        crop = self._window.cut(sight.frame, self._scene.aligner.near(sight.alignment, self._window.region))
        reason = quality.trouble(crop)
        return crop if reason is None else reason

    # ---- rehearsal ----

    def _build(self) -> RegionDetector:
        if self._detector is None:
            taught: dict[Side, list[Picture]] = {side: [] for side in Side}
            for shot in self._lesson.used if self._lesson else ():
                taught[shot.side].append(decode(shot.jpeg))
            photos = Photos(
                decode(self._reference), tuple(taught[Side.DONE]), tuple(taught[Side.NOT_DONE]), self._draft
            )
            judge = judge_of(self._check, photos, self._window, self._count)
            self._detector = RegionDetector(self._scene, self._window, judge)
        return self._detector

    def _try(self, question: lesson.Try) -> lesson.Reply:
        sight = self._see(question.frame)
        look = self._build().judge(sight)
        if look.reason in AGAIN:
            return lesson.Refused(question.number, look.reason)
        self._tried.append((question.is_right, question.frame))
        self._numbers.append(look.count)
        return lesson.Tried(question.number, look, self._shown(sight))

    def _shown(self, sight: Sight) -> bytes:
        """Return the work area, or the whole small frame where the tray was not found."""
        if sight.alignment.is_good:
            return encode(self._window.cut(sight.frame, self._scene.aligner.near(sight.alignment, self._window.region)))
        return encode(np.asarray(cv2.resize(sight.frame, (320, 180), interpolation=cv2.INTER_AREA), np.uint8))

    def _learn(self, question: lesson.Learn) -> lesson.Reply:
        is_right, frame = self._tried[question.trial]
        taken = self._take(Answer.DONE if is_right else Answer.NOT_DONE, frame)
        if isinstance(taken, Reason):
            return lesson.Refused(question.number, taken)
        del self._tried[question.trial]
        tested = self._test(question.number)
        detector = self._build()
        looks: tuple[Look, ...] = tuple(detector.judge(self._see(frame)) for _, frame in self._tried)
        self._numbers = [look.count for look in looks]
        return lesson.Learnt(question.number, _photo(taken), tested, looks)

    def _follow(self, question: lesson.Follow) -> lesson.Followed:
        """As the eye does it at work: the last alignment stands while nothing changes."""
        frame = decode(question.frame)
        if question.judged:
            detector = self._build()
            look = detector.look(frame)
            alignment = self._scene.follow(frame).alignment
            return lesson.Followed(question.number, detector.outline, alignment.quality, look)
        alignment = self._scene.follow(frame).alignment
        outline = self._window.outline(alignment, frame) if alignment.is_good else None
        return lesson.Followed(question.number, outline, alignment.quality)

    def _narrowed(self) -> lesson.Options:
        """Return the colour with what the rehearsal showed: all right ones that passed still pass, and no wrong one
        does.
        """
        judge, right, wrong = self._build(), [], [self._scene.cut(self._window)]
        for is_right, frame in self._tried:
            sight = self._see(frame)
            crop = self._crop(sight)
            if isinstance(crop, Reason):
                continue
            if not is_right:
                wrong.append(crop)
            elif judge.judge(sight).answer is Answer.DONE:
                right.append(crop)
        asked = colour.ColourOptions.model_validate(self._check.options)
        found = colour.narrowed(asked, self._window, right, wrong) if right else None
        return found.model_dump() if found else self._check.options

    def _save(self, question: lesson.Save) -> None:
        options = self._narrowed() if self._check.kind is CheckKind.COLOUR else self._check.options
        check = question.check.model_copy(update={"options": {**options, **self._counting()}})
        if self._lesson:
            armed = self._lesson.finished(self._lesson.test())
            check = check.model_copy(update={"disarmed": armed.disarmed, "reference": armed.reference})
        files = self._lesson.files() if self._lesson else {REFERENCE: self._reference, **self._model}
        self._files.save_taught(self._folder, check.rehearsed(question.rehearsal), files)

    def _counting(self) -> lesson.Options:
        """Tell whether another number may be asked for too: in the rehearsal each set-up was counted, and rightly."""
        taught = lesson.counted(self._check)
        pairs = list(zip(self._tried, self._numbers, strict=True))
        if self._check.kind is not CheckKind.COUNT or not pairs or taught is None:
            return {}
        held = all(number == taught if is_right else number != taught for (is_right, _), number in pairs)
        return {"counts": True} if held else {}


def _photo(shot: Shot) -> lesson.TaughtPhoto:
    return lesson.TaughtPhoto(Answer(shot.side), shot.number, shot.jpeg)


def _at(shot: Shot) -> lesson.PhotoAt:
    return Answer(shot.side), shot.number


def _name(shot: Shot) -> str:
    return f"{shot.side}/{shot.number:02d}.jpg"


def _read_code(crop: Picture, window: Window) -> lesson.Options:
    found = texts(crop)
    return {"text": found[0]} if found else {}


def _read_tag(crop: Picture, window: Window) -> lesson.Options:
    tags = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS)).detectMarkers(crop)[1]
    return {} if tags is None else {"tag": int(tags.ravel()[0])}


def _read_colour(crop: Picture, window: Window) -> lesson.Options:
    """Return the colour in the middle of what the region shows."""
    blue, green, red = np.median(crop[window.mask(window.size) > 0.5], axis=0)
    return {"red": int(red), "green": int(green), "blue": int(blue)}


READERS: Mapping[CheckKind, Callable[[Picture, Window], lesson.Options]] = {
    CheckKind.CODE: _read_code,
    CheckKind.MARKER: _read_tag,
    CheckKind.COLOUR: _read_colour,
}
