"""How alike a right item must be: what came beside it is no other light, and one picture taken twice teaches one."""

from __future__ import annotations

import numpy as np
import pytest

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer
from oss_app.vision.detectors.appearance import AppearanceClassifier, Example
from oss_app.vision.model import CELL
from oss_app.vision.picture import Numbers
from oss_app.vision.window import Window, window_of

WIDE = 64  # numbers of a patch, of which two halves are never in one plane
REGION = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))


@pytest.fixture
def window() -> Window:
    return window_of(REGION, (256, 256))


class Drawn:
    """Patches that are as unlike each other as is asked for, in a window: a thing of six by six, and the bench."""

    def __init__(self, window: Window) -> None:
        self.width, self.height = window.size[0] // CELL, window.size[1] // CELL
        self.numbers = np.random.default_rng(5)
        self.bench = self.vectors(self.height, self.width)
        self.middle = slice(self.height // 2 - 3, self.height // 2 + 3), slice(self.width // 2 - 3, self.width // 2 + 3)
        self.thing = self.vectors(6, 6)

    def vectors(self, height: int, width: int) -> Numbers:
        found = self.numbers.normal(size=(WIDE, height, width))
        return np.asarray(found / np.linalg.norm(found, axis=0), np.float32)

    def apart(self, vectors: Numbers, unlikeness: Numbers | float) -> Numbers:
        """Patches that are ``unlikeness`` from what they were, each in a direction of its own."""
        away = self.vectors(*vectors.shape[1:])
        away = away - (away * vectors).sum(0) * vectors
        cosine = 1 - np.asarray(unlikeness, np.float32)
        return np.asarray(cosine * vectors + np.sqrt(1 - cosine**2) * away / np.linalg.norm(away, axis=0), np.float32)

    def photo(self, thing: Numbers | None, around: Numbers | float = 0.02) -> Example:
        patches = self.apart(self.bench, around)
        if thing is not None:
            patches[:, self.middle[0], self.middle[1]] = thing
        return Example(patches, np.full((self.height * CELL, self.width * CELL, 3), 128, np.uint8))


def classifier(window: Window, done: list[Example], not_done: list[Example]) -> AppearanceClassifier:
    return AppearanceClassifier(CheckKind.RIGHT_ITEM, done, not_done, window)


def test_what_came_beside_an_item_is_no_other_light(window: Window) -> None:
    drawn = Drawn(window)
    done = [drawn.photo(drawn.apart(drawn.thing, 0.07)) for _ in range(5)]
    judge = classifier(window, done, [drawn.photo(None) for _ in range(5)])
    another = drawn.apart(drawn.thing, 0.2)
    beside = np.where(np.arange(drawn.width) < drawn.width * 0.7, 0.5, 0.02) * np.ones((drawn.height, 1))
    answers = [judge.judge_example(drawn.photo(another, around)).answer for around in (0.02, beside)]
    assert Answer.DONE not in answers
    in_other_light = drawn.photo(another, 0.3)  # all of the bench looks as otherwise as the item does
    assert judge.judge_example(in_other_light).answer is Answer.DONE


def test_one_picture_taken_thrice_does_not_say_how_alike_others_are(window: Window) -> None:
    drawn = Drawn(window)
    one = drawn.apart(drawn.thing, 0.05)
    same = [drawn.photo(drawn.apart(one, 0.005)) for _ in range(3)]
    others = [drawn.photo(drawn.apart(drawn.thing, 0.05)) for _ in range(2)]
    judge = classifier(window, [*same, *others], [drawn.photo(None) for _ in range(5)])
    looks = [judge.judge_example(drawn.photo(drawn.apart(drawn.thing, 0.05))) for _ in range(5)]
    assert [look.answer for look in looks] == [Answer.DONE] * 5
