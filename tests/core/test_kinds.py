"""Each kind of check has a whole row: what the coach reads, what the camera says, and how it is taught."""

from __future__ import annotations

import re

import pytest

from oss_app.core.check import CheckKind
from oss_app.core.kinds import KIND_TABLE, OFFERED, TaughtBy


def test_every_kind_has_its_row_and_every_row_that_can_be_taught_is_offered() -> None:
    assert set(KIND_TABLE) == set(CheckKind)
    assert {kind for kind, _ in OFFERED} == set(CheckKind) - {CheckKind.KIT, CheckKind.SIGNAL}


@pytest.mark.parametrize("kind", CheckKind)
def test_a_row_is_whole(kind: CheckKind) -> None:
    row = KIND_TABLE[kind]
    assert row.card
    assert bool(row.show) is bool(row.read) is (row.taught_by is TaughtBy.READING)
    assert bool(row.choice) is bool(row.means)
    for named, unnamed in (row.seen, row.not_yet):
        assert named and unnamed
        assert "{" not in unnamed
    for sentence in (row.choice, row.means, row.show):
        assert "{" not in sentence
    assert set(re.findall(r"\{(\w+)\}", row.card)) <= {"place", "count"}
    assert set(re.findall(r"\{(\w+)\}", " ".join((row.seen[0], row.not_yet[0])))) <= {"item"}


def test_no_two_kinds_read_alike() -> None:
    choices = [row.choice for _, row in OFFERED]
    assert len(set(choices)) == len(choices)
    cards = [row.card for row in KIND_TABLE.values()]
    assert len(set(cards)) == len(cards)
