"""The quick dataclass is that of the library in all that anyone sees of it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from functools import cached_property
from pathlib import Path

import pytest

from oss_app.values import dataclass
from tests.conftest import ROOT

MAKERS = [dataclass, dataclasses.dataclass]
FIRST_SCREEN = ROOT / "tests" / "app" / "first_screen.txt"


@dataclass(frozen=True)
class Kept:
    name: str
    amounts: tuple[int, ...] = ()


@pytest.mark.parametrize("make", MAKERS)
def test_values_are_made_compared_shown_and_changed_alike(make: type) -> None:
    @make(frozen=True)  # type: ignore[operator]
    class Part:
        """A part."""

        name: str
        amount: int = 1
        places: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)

        @cached_property
        def length(self) -> int:
            return len(self.name)

    part = Part("mirror", places=["A1"])
    assert part == Part("mirror", 1, ["B2"]) != Part("mirror", 2)
    assert part.__eq__(("mirror", 1)) is NotImplemented
    assert hash(part) == hash(Part("mirror"))
    assert len({part, Part("mirror"), Part("probe")}) == 2
    assert re.fullmatch(r".*Part\(name='mirror', amount=1\)", repr(part))
    assert dataclasses.replace(part, amount=3) == Part(amount=3, name="mirror")
    assert [field.name for field in dataclasses.fields(Part)] == ["name", "amount", "places"]
    assert dataclasses.asdict(part) == {"name": "mirror", "amount": 1, "places": ["A1"]}
    assert Part("a").places is not Part("a").places
    assert (part.length, part.length) == (6, 6)
    match part:
        case Part("mirror", amount):
            assert amount == 1
        case _:
            pytest.fail("not matched by its places")
    for change in (lambda: setattr(part, "name", "x"), lambda: setattr(part, "new", 1), lambda: delattr(part, "name")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    for wrong in (lambda: Part(), lambda: Part("a", 1, [], 4), lambda: Part("a", size=1), lambda: Part("a", name="b")):
        with pytest.raises(TypeError):
            wrong()


@pytest.mark.parametrize("make", MAKERS)
def test_without_fields_by_identity_and_with_functions_of_its_own(make: type) -> None:
    @make(frozen=True)  # type: ignore[operator]
    class Empty:
        pass

    @make(frozen=True, eq=False)  # type: ignore[operator]
    class Itself:
        name: str

    @make(frozen=True)  # type: ignore[operator]
    class Own:
        name: str

        def __post_init__(self) -> None:
            if not self.name:
                raise ValueError("no name")

        def __eq__(self, other: object) -> bool:
            return True

        def __repr__(self) -> str:
            return "own"

    assert Empty() == Empty() and hash(Empty()) == hash(Empty()) and repr(Empty()).endswith("Empty()")
    assert Itself("a") != Itself("a")
    assert Own("a") == Own("b") and repr(Own("a")) == "own" and hash(Own("a")) == hash(Own("a"))
    with pytest.raises(ValueError, match="no name"):
        Own("")


@pytest.mark.parametrize("make", MAKERS)
def test_one_that_goes_on_from_another_has_the_fields_of_both(make: type) -> None:
    @make(frozen=True)  # type: ignore[operator]
    class First:
        name: str

    @make(frozen=True)  # type: ignore[operator]
    class Second(First):
        amount: int = 2

    assert Second("a") == Second("a", 2) and Second("a") != First("a")
    assert First("b").name == "b"


def test_values_go_into_another_process_and_are_copied() -> None:
    kept = Kept("probe", (1, 2))
    assert pickle.loads(pickle.dumps(kept)) == kept == copy.deepcopy(kept)


def test_one_that_changes_is_made_by_the_library() -> None:
    @dataclass
    class Tally:
        count: int = 0

    tally = Tally()
    tally.count += 1
    assert tally == Tally(1)


def test_what_the_first_screen_loads_is_made_the_quick_way() -> None:
    """Each frozen dataclass of the library takes half a millisecond there."""
    slow = []
    for name in FIRST_SCREEN.read_text(encoding="utf-8").split():
        file = ROOT / Path(*name.split(".")).with_suffix(".py")
        if file.is_file() and name != "oss_app.values":
            text = file.read_text(encoding="utf-8")
            if "@dataclass(frozen" in text and re.search(r"^from dataclasses import .*\bdataclass\b", text, re.M):
                slow.append(name)
    assert slow == []
