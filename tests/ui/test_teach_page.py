"""The wizard that teaches: one thing asked at a time, the camera open only while it is shown, all by mouse or keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from oss_app.core import lesson
from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.lesson import Followed, KeptCheck, Subject, TaughtPhoto
from oss_app.core.region import bounds
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.editor.prompts import PROMPTS
from oss_app.editor.teaching import Stage, TeachingSession
from oss_app.i18n import load
from oss_app.ui.desk.teach.asks import Act, asked, foot, result
from oss_app.ui.desk.teach.page import CAMERA_STAGES, TeachPage
from oss_app.ui.desk.teach.say import SaidActs
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import LIGHT
from tests.editor.fake_school import DONE, NOT_DONE, ODD, REGION, SUBJECT, School

SIZES = [(1280, 720), (1920, 1080)]
NL, EN = load("nl"), load("en")


def jpeg(colour: str = "#506070", width: int = 640, height: int = 360) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())


class Wizard:
    """A page on the screen with a school behind it; ``camera`` is what it said of wanting one."""

    def __init__(self, qtbot: QtBot, kept: KeptCheck | None = None, subject: Subject = SUBJECT, words=NL) -> None:  # type: ignore[no-untyped-def]
        fonts.load()
        self.school = School(subject, kept)
        self.page = TeachPage(self.school.course, words, LIGHT)
        self.school.changed = self.page.refresh  # type: ignore[method-assign]
        self.course._changed = self.page.refresh
        qtbot.addWidget(self.page)
        self.camera: list[bool] = []
        self.page.camera_wanted.connect(self.camera.append)
        self.page.resize(1280, 720)
        self.page.show()
        self.frame = jpeg()

    @property
    def course(self) -> TeachingSession:
        return self.school.course

    def see(self, frame: bytes = b"") -> None:
        self.page.show_frame(frame or self.frame)

    def button(self, act: Act) -> QAbstractButton:
        found = [b for row in self.page.findChildren(SaidActs) if row.isVisible() and (b := row.button(act))]
        assert found, f"no {act} at {self.course.stage}"
        return found[0]

    def press(self, act: Act) -> None:
        QTest.mouseClick(self.button(act), Qt.MouseButton.LeftButton)

    def to_place(self, kind: CheckKind = CheckKind.RIGHT_ITEM) -> None:
        self.page.kinds.card(kind).click()
        self.press(Act.PLACE)
        self.see()

    def to_photos(self, kind: CheckKind = CheckKind.RIGHT_ITEM) -> None:
        self.to_place(kind)
        self.course.mark(REGION)
        self.press(Act.PLACE)

    def to_try(self) -> None:
        self.to_photos()
        self.see()
        for _ in range(10):
            self.press(Act.PHOTO)

    def to_result(self, wrong: int = 0) -> None:
        self.to_try()
        self.see()
        for i in range(10):
            self.school.answers = [DONE, DONE if i < wrong else NOT_DONE]
            self.press(Act.RIGHT)
            self.press(Act.WRONG)


MakeWizard = Callable[..., Wizard]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[MakeWizard]:
    made: list[Wizard] = []

    def wizard(**how: object) -> Wizard:
        made.append(Wizard(qtbot, **how))  # type: ignore[arg-type]
        return made[-1]

    yield wizard
    for one in made:
        one.page.hide()


def test_the_camera_is_wanted_only_while_its_picture_is_shown(make: MakeWizard) -> None:
    wizard = make()
    assert wizard.camera == []
    wizard.to_place()
    assert wizard.camera == [True]
    assert wizard.page.live.is_live
    assert wizard.page.live.has_sign
    wizard.page.hide()
    assert wizard.camera == [True, False]
    assert not wizard.page.live.is_live
    assert not wizard.page.live.has_sign
    wizard.page.show()
    assert wizard.camera == [True, False, True]


def test_the_result_closes_the_camera_and_the_live_view_opens_it(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_result()
    assert wizard.course.stage is Stage.RESULT
    assert wizard.camera == [True, False]
    wizard.press(Act.LIVE)
    assert wizard.camera[-1]
    wizard.see()
    assert wizard.page.is_judging
    wizard.page.show_followed(Followed(0, REGION, 0.83, Look(Answer.NOT_DONE, 0.12, Reason.WRONG_ITEM)))
    assert wizard.page.say.words[1:] == ("De controle zegt: niet goed", "Het lijkt een ander ding.")
    assert wizard.page.live_side.answer.text() == "De controle zegt: niet goed"
    wizard.press(Act.BACK)
    assert wizard.course.stage is Stage.RESULT
    assert wizard.camera[-1] is False


def test_a_frame_that_comes_late_is_not_shown(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_result()
    wizard.see()
    assert not wizard.page.live.is_live
    assert wizard.page.frame == b""


def test_the_photo_is_the_frame_that_is_on_the_screen(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see(jpeg("#803020"))
    newest = jpeg("#208030")
    wizard.see(newest)
    wizard.press(Act.PHOTO)
    taken = wizard.school.asked[-1]
    assert isinstance(taken, lesson.Take)
    assert taken.frame == newest


def test_without_a_picture_nothing_is_taken(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.page.show_camera(False)
    asked_before = len(wizard.school.asked)
    wizard.press(Act.PHOTO)
    assert len(wizard.school.asked) == asked_before


def test_a_busy_computer_is_not_called_a_camera_without_a_plug(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.page.show_camera(False, is_slow=True)
    assert wizard.page.live.trouble == NL("The computer is busy. Just a moment.")
    wizard.page.show_camera(False)
    assert wizard.page.live.trouble == NL("The camera gives no picture. Is it plugged in?")


def test_the_region_is_drawn_by_one_drag_and_moved_by_another(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_place()
    live, box = wizard.page.live, wizard.page.live.picture_box()

    def at(x: float, y: float) -> QPoint:
        return QPoint(round(box.left() + x * box.width()), round(box.top() + y * box.height()))

    def drag(start: QPoint, end: QPoint) -> None:
        QTest.mousePress(live, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(live, (start + end) / 2)
        QTest.mouseRelease(live, Qt.MouseButton.LeftButton, pos=end)

    drag(at(0.2, 0.3), at(0.5, 0.6))
    assert wizard.course.region is not None
    assert bounds(wizard.course.region) == pytest.approx((0.2, 0.3, 0.5, 0.6), abs=0.005)
    drag(at(0.35, 0.45), at(0.45, 0.55))
    assert bounds(wizard.course.region) == pytest.approx((0.3, 0.4, 0.6, 0.7), abs=0.01)
    drag(at(0.6, 0.7), at(0.7, 0.8))  # the lower right handle
    assert bounds(wizard.course.region) == pytest.approx((0.3, 0.4, 0.7, 0.8), abs=0.01)


def test_by_keys_alone_from_the_kind_to_the_first_photo(make: MakeWizard) -> None:
    wizard = make()
    page = wizard.page
    page.activateWindow()

    def keys(*names: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for name in names:
            QTest.keyClick(page.focusWidget() or page, name, held)

    assert page.focusWidget() is page.kinds.card(CheckKind.RIGHT_ITEM)
    go = wizard.button(Act.PLACE)
    for _ in range(20):
        if page.focusWidget() is go:
            break
        keys(Qt.Key.Key_Tab)
    keys(Qt.Key.Key_Return)
    assert wizard.course.stage is Stage.PLACE
    wizard.see()
    assert page.focusWidget() is page.live
    keys(Qt.Key.Key_Space, Qt.Key.Key_Right)
    keys(Qt.Key.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    assert wizard.course.region is not None
    left, _, _, bottom = bounds(wizard.course.region)
    assert (left, bottom) == pytest.approx((0.355, 0.655))
    for _ in range(20):
        if page.focusWidget() is wizard.button(Act.PLACE):
            break
        keys(Qt.Key.Key_Tab)
    keys(Qt.Key.Key_Return)
    assert wizard.course.stage is Stage.PHOTOS
    wizard.see()
    assert page.focusWidget() is wizard.button(Act.PHOTO)
    keys(Qt.Key.Key_Return, Qt.Key.Key_Space)
    assert wizard.course.album.taken(Answer.DONE) == 2


def test_the_photo_that_does_not_fit_is_ringed_and_shown_large(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    for _ in range(9):
        wizard.press(Act.PHOTO)
    wizard.school.answers = [frozenset({(Answer.NOT_DONE, 3)})]
    wizard.press(Act.PHOTO)
    assert wizard.course.stage is Stage.TESTED
    assert wizard.camera[-1] is False
    assert not wizard.page.live.is_live
    thumb = wizard.page.photos.boxes[Answer.NOT_DONE].shelf.thumb(2)
    assert thumb.accessibleDescription() == "Past niet bij de andere"
    assert wizard.page.say.words[1] == "Goed en niet goed lijken te veel op elkaar."
    wizard.press(Act.REMOVE)
    assert wizard.course.stage is Stage.PHOTOS
    assert (Answer.NOT_DONE, 3) not in wizard.school.photos


def test_the_odd_one_of_clashing_photos_is_shown_beside_what_it_looks_like(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    for _ in range(9):
        wizard.press(Act.PHOTO)
    odd, like = (Answer.NOT_DONE, 3), (Answer.DONE, 1)
    wizard.school.answers = [lesson.Tested(0, frozenset({odd}), may_arm=False, pair=(odd, like))]
    before = wizard.page.live.picture_box()
    wizard.press(Act.PHOTO)
    wizard.see()
    assert wizard.page.say.words[1] == "Deze foto van “niet goed” lijkt op die van “goed” ernaast."
    both = wizard.page.live.picture_box()
    assert both.width() / both.height() > 1.9 * before.width() / before.height()
    wizard.press(Act.REMOVE)
    assert odd not in wizard.school.photos


def test_a_photo_of_the_other_side_is_named_and_ringed_at_once(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    wizard.school.answers = [ODD]
    wizard.press(Act.PHOTO)
    assert wizard.page.say.words[2] == "Deze foto lijkt op “niet goed”. Was dat een vergissing? Haal hem dan weg."
    thumb = wizard.page.photos.boxes[Answer.DONE].shelf.thumb(0)
    assert thumb.accessibleDescription() == "Past niet bij de andere"


def test_a_thumb_is_pressed_to_take_its_photo_again(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    wizard.press(Act.PHOTO)
    wizard.press(Act.PHOTO)
    QTest.mouseClick(wizard.page.photos.boxes[Answer.DONE].shelf.thumb(0), Qt.MouseButton.LeftButton)
    assert wizard.course.album.now == (Answer.DONE, 0)
    wizard.press(Act.PHOTO)
    assert wizard.course.album.now == (Answer.DONE, 2)
    assert wizard.course.album.taken(Answer.DONE) == 2


def test_the_result_is_two_sentences_and_a_wrong_one_is_learnt_by_one_press(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_result(wrong=1)
    assert wizard.page.result.sentences == (
        "Bijna. Leer er nog 1 foto bij.",
        "10 van de 10 goede zijn herkend.",
        "1 van de 10 foute is goedgekeurd.",
    )
    assert wizard.page.result.chosen == 1
    wizard.press(Act.LEARN)
    learnt = [q for q in wizard.school.asked if isinstance(q, lesson.Learn)]
    assert [q.trial for q in learnt] == [1]
    assert wizard.page.result.sentences[0] == "Laat er nog 1 zien."


def test_another_misjudged_set_up_can_be_chosen(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_result(wrong=2)
    assert wizard.page.result.chosen == 1
    QTest.mouseClick(wizard.page.result.shelf(False).thumb(1), Qt.MouseButton.LeftButton)
    assert wizard.page.result.chosen == 3
    QTest.mouseClick(wizard.page.result.shelf(True).thumb(4), Qt.MouseButton.LeftButton)  # it was right about this one
    assert wizard.page.result.chosen == 3


def test_when_it_counts_it_can_be_saved_and_only_then(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_result(wrong=1)
    assert not [b for row in wizard.page.findChildren(SaidActs) if row.isVisible() and (b := row.button(Act.SAVE))]
    wizard = make()
    wizard.to_result()
    wizard.press(Act.SAVE)
    assert wizard.course.stage is Stage.SAVED
    assert wizard.page.result.sentences[0] == "De controle is bewaard."


def test_what_there_is_already_is_said_and_goes_on(make: MakeWizard) -> None:
    check = Check(
        name="sonde",
        kind=CheckKind.RIGHT_ITEM,
        region=REGION,
        rehearsal=Rehearsal(right_shown=10, right_accepted=9, wrong_shown=10, wrong_accepted=0),
    )
    photos = tuple(TaughtPhoto(Answer.DONE, i, jpeg()) for i in range(1, 4))
    wizard = make(kept=KeptCheck(check, jpeg(), photos))
    said = " ".join(p.text() for p in wizard.page.kind_side.findChildren(QLabel))
    assert "9 van de 10 goede herkend, 0 van de 10 foute goedgekeurd" in said
    assert "tot de nieuwe bewaard is" in said
    wizard.page.kind_side.resumed.emit()
    assert wizard.course.album.now == (Answer.DONE, 3)


def test_closing_the_window_leaves(make: MakeWizard, qtbot: QtBot) -> None:
    wizard = make()
    with qtbot.waitSignal(wizard.page.left):
        wizard.page.close()


@pytest.mark.parametrize("kind", list(PROMPTS))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", [NL, EN], ids=["nl", "en"])
def test_every_instruction_is_whole(make: MakeWizard, kind: CheckKind, size: tuple[int, int], words) -> None:  # type: ignore[no-untyped-def]
    wizard = make(words=words)
    wizard.page.resize(*size)
    wizard.to_photos(kind)
    wizard.see()
    while wizard.course.stage is Stage.PHOTOS:
        assert cut_labels(wizard.page.say) == []
        wizard.press(Act.PHOTO)
    assert cut_labels(wizard.page.say) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("words", [NL, EN], ids=["nl", "en"])
def test_place_tested_and_result_are_whole(make: MakeWizard, size: tuple[int, int], words) -> None:  # type: ignore[no-untyped-def]
    wizard = make(words=words)
    wizard.page.resize(*size)
    wizard.to_place()
    assert cut_labels(wizard.page.say) == []
    for may_arm, doubtful in ((False, {(Answer.DONE, 1)}), (True, {(Answer.DONE, 1), (Answer.DONE, 2)})):
        wizard.course.stage, wizard.course.may_arm, wizard.course.doubtful = Stage.TESTED, may_arm, frozenset(doubtful)
        wizard.page.refresh()
        assert cut_labels(wizard.page.say) == []
    wizard = make(words=words)
    wizard.page.resize(*size)
    wizard.to_result(wrong=1)
    assert cut_labels(wizard.page.result) == []
    assert cut_labels(wizard.page.counts) == []


def test_every_control_has_a_name_and_there_is_one_filled_button_at_most(make: MakeWizard) -> None:
    wizard = make()
    for go in (wizard.page.refresh, wizard.to_try, lambda: None):
        go()
        controls = [w for w in wizard.page.findChildren(QWidget) if w.isVisible() and focusable(w)]
        assert controls
        nameless = [type(w).__name__ for w in controls if not (w.accessibleName() or getattr(w, "text", str)())]
        assert nameless in ([], ["Live"])
        filled = [w for w in controls if w.property("kind") in ("filled", "big")]
        assert len(filled) <= 1


@pytest.mark.parametrize("stage", list(Stage))
def test_each_stage_has_a_way_on_or_back(stage: Stage) -> None:
    course = School().course
    course.region = REGION
    course.stage = stage
    acts = {b.act for b in foot(course, NL, is_live=False)}
    if stage in CAMERA_STAGES:
        acts |= {b.act for b in asked(course, NL).buttons}
    elif stage in (Stage.RESULT, Stage.SAVED):
        acts |= {b.act for b in result(course, NL).buttons}
    assert acts & {Act.BACK, Act.LEAVE}


def focusable(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QLineEdit) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


def cut_labels(part: QWidget) -> list[str]:
    """The texts of a part of the page that need more room than they have."""
    QApplication.processEvents()
    cut = []
    for label in part.findChildren(QLabel):
        if not label.isVisible() or not label.text() or not label.pixmap().isNull():
            continue
        height = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        width = label.width() if label.wordWrap() else label.sizeHint().width()
        if height > label.height() + 1 or width > label.width() + 1:
            cut.append(label.text())
    return cut


@pytest.mark.parametrize("words", [NL, EN], ids=["nl", "en"])
def test_all_of_the_practice_stands_below_a_title_bar(make: MakeWizard, words) -> None:  # type: ignore[no-untyped-def]
    wizard = make(words=words)
    wizard.to_photos()
    wizard.see()
    for _ in range(9):
        wizard.press(Act.PHOTO)
    wizard.school.answers = [lesson.Tested(0, frozenset(), may_arm=True, tells_turned=True)]
    wizard.press(Act.PHOTO)
    QApplication.processEvents()
    wizard.page.resize(1280, 700)
    QApplication.processEvents()
    names = (words("Back"), words("Look along"), words("It must lie like this, not turned round"))
    acts = [b for b in wizard.page.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() in names]
    assert len(acts) == 3
    assert max(push.mapTo(wizard.page, push.rect().bottomLeft()).y() for push in acts) < 700


def test_it_must_lie_like_this_can_be_said_where_the_camera_could_tell(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    for _ in range(9):
        wizard.press(Act.PHOTO)
    wizard.school.answers = [lesson.Tested(0, frozenset(), may_arm=True, tells_turned=True)]
    wizard.press(Act.PHOTO)
    assert wizard.course.stage is Stage.TRY
    assert wizard.page.say.words[2].startswith("De camera kan zien dat het omgekeerd ligt.")
    wizard.press(Act.ONE_WAY)
    assert wizard.course.check.options == {"one_way": True}
    assert wizard.course.stage is Stage.TRY


def test_a_right_photo_from_which_nothing_is_learnt_says_so_and_one_may_go_on(make: MakeWizard) -> None:
    wizard = make()
    wizard.to_photos()
    wizard.see()
    for _ in range(9):
        wizard.press(Act.PHOTO)
    odd, like = (Answer.DONE, 3), (Answer.NOT_DONE, 1)
    astray = frozenset({odd})
    wizard.school.answers = [lesson.Tested(0, astray, may_arm=True, pair=(odd, like), astray=astray)]
    wizard.press(Act.PHOTO)
    assert wizard.page.say.words[1:] == (
        "Deze foto van “goed” lijkt op die van “niet goed” ernaast.",
        "Een vergissing? Maak hem opnieuw, of haal hem weg. Is hij goed, dan telt hij zodra er een tweede op lijkt.",
    )
    assert cut_labels(wizard.page.say) == []
    wizard.press(Act.PRACTISE)
    assert wizard.course.stage is Stage.TRY


def test_photos_from_the_work_are_shown_the_odd_one_first_and_go_in_with_one_press(qtbot: QtBot) -> None:
    work = tuple(
        TaughtPhoto(side, n, jpeg(colour))
        for side, colour in ((Answer.DONE, "#705060"), (Answer.NOT_DONE, "#507060"))
        for n in range(1, 7)
    )
    photos = tuple(TaughtPhoto(p.side, p.number, jpeg()) for p in work if p.number < 6)
    check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=REGION)
    wizard = Wizard(qtbot, KeptCheck(check, jpeg(), photos, from_work=work), words=EN)
    wizard.school.answers = [frozenset({(Answer.NOT_DONE, 3)})]
    look = next(b for b in wizard.page.findChildren(QAbstractButton) if "Look at 12 photos" in b.text())
    QTest.mouseClick(look, Qt.MouseButton.LeftButton)
    assert wizard.course.stage is Stage.WORK
    assert wizard.page.say.words[1] == "12 new photos. 11 agree with the lesson."
    assert wizard.camera == [], "the camera stays closed"
    first = wizard.page.work.boxes[Answer.NOT_DONE].shelf.thumb(0)
    assert first.accessibleDescription() == "Is left out"
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.accessibleDescription() == "Goes into the lesson"
    add = wizard.page.say.acts.button(Act.ADD_WORK)
    assert add is not None
    assert add.accessibleName() == "Add 12"
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    assert wizard.course.stage is Stage.TRY
    assert not wizard.course.counts
