"""The coach's code."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.store.code import FREE_TRIES, LONGEST_WAIT_S, Tries, code_matches, hash_code, wait_s


@pytest.mark.parametrize("code", ["1234", "0000 ", "één", "", "x" * 200])
def test_the_code_and_no_other_matches(code: str) -> None:
    stored = hash_code(code)
    assert code_matches(code, stored)
    assert not code_matches(code + "1", stored)


def test_the_code_is_not_in_the_hash_and_no_two_hashes_are_alike() -> None:
    first, second = hash_code("1234"), hash_code("1234")
    assert first != second
    assert "1234" not in first.split("$")[4:]
    assert first.startswith("scrypt$16384$8$5$")


@pytest.mark.parametrize(
    "stored",
    ["", "1234", "scrypt", "scrypt$16384$8$5$$", "md5$16384$8$5$AAAA$AAAA", "scrypt$a$8$5$AAAA$AAAA",
     "scrypt$3$8$5$AAAA$AAAA", "scrypt$16384$8$5$*$AAAA", "scrypt$1099511627776$8$5$AAAA$AAAA",
     "scrypt$16384$99999999999999999999$5$AAAA$AAAA",
     "scrypt$2$1$99999999999$AAAA$AAAA", "scrypt$16384$8$-5$AAAA$AAAA"],
)  # fmt: skip
def test_what_is_no_hash_matches_nothing(stored: str) -> None:
    assert not code_matches("1234", stored)
    assert not code_matches("", stored)


def test_an_older_hash_with_other_costs_still_matches() -> None:
    assert code_matches("1234", "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA==$0+ALe2YG9tQkz3sWBCLRpzxcxEpV5Q+HtLFffCBqrOw=")


def test_the_wait_grows_and_ends() -> None:
    waits = [wait_s(n) for n in range(60)]
    assert waits[:FREE_TRIES] == [0.0] * FREE_TRIES
    assert waits[FREE_TRIES : FREE_TRIES + 3] == [5.0, 10.0, 20.0]
    assert waits == sorted(waits)
    assert max(waits) == LONGEST_WAIT_S == wait_s(10**9)


def test_wrong_tries_are_known_to_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "tries"
    for _ in range(FREE_TRIES):
        Tries(file).count()
    assert Tries(file).wrong == FREE_TRIES
    Tries(file).forget()
    assert Tries(file).wrong == 0


@pytest.mark.parametrize("written", [b"", b"many", b"\xff\xfe", b"9" * 5000])
def test_what_cannot_be_read_of_them_holds_nobody_out(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "tries").write_bytes(written)
    assert Tries(tmp_path / "tries").wrong == 0
