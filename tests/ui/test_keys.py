"""One act is one step: second acts, held keys and scanners (W11)."""

from __future__ import annotations

import pytest

from oss_app.core.settings import DEFAULT_KEYS, Gesture
from oss_app.ui.kiosk.keyboard import BURST_S, TYPING_S, Guard, KeyReader

AFTER = BURST_S + 0.001


def test_a_second_act_within_the_guard_is_ignored() -> None:
    guard = Guard(0.7)
    assert guard.lets(Gesture.DONE, 10.0)
    assert not guard.lets(Gesture.DONE, 10.69)
    assert guard.lets(Gesture.DONE, 10.71)


@pytest.mark.parametrize("second", [Gesture.BACK, Gesture.HELP, Gesture.BREAK, Gesture.STOP, Gesture.DONE])
def test_a_second_act_of_another_kind_is_ignored_too(second: Gesture) -> None:
    guard = Guard(0.7)
    assert guard.lets(Gesture.DONE, 10.0)
    assert not guard.lets(second, 10.3)


def test_hearing_again_is_free_and_guards_nothing() -> None:
    guard = Guard(0.7)
    assert guard.lets(Gesture.DONE, 10.0)
    assert guard.lets(Gesture.HEAR, 10.1)
    assert guard.lets(Gesture.HEAR, 10.2)
    assert guard.lets(Gesture.DONE, 10.71)


def test_something_new_on_the_screen_is_guarded_too() -> None:
    guard = Guard(0.7)
    guard.start(10.0)
    assert not guard.lets(Gesture.DONE, 10.2)
    assert guard.lets(Gesture.DONE, 10.8)


def test_an_ignored_act_does_not_lengthen_the_guard() -> None:
    guard = Guard(0.7)
    assert guard.lets(Gesture.DONE, 10.0)
    assert not guard.lets(Gesture.DONE, 10.6)
    assert guard.lets(Gesture.DONE, 10.75)


@pytest.mark.parametrize(
    ("key", "gesture"),
    [
        ("Space", Gesture.DONE),
        ("Enter", Gesture.DONE),
        ("Return", Gesture.DONE),
        ("Right", Gesture.DONE),
        ("PgDown", Gesture.DONE),
        ("Left", Gesture.BACK),
        ("Backspace", Gesture.BACK),
        ("PgUp", Gesture.BACK),
        ("R", Gesture.HEAR),
        ("H", Gesture.HELP),
        ("F1", Gesture.HELP),
        ("P", Gesture.BREAK),
        ("J", None),
    ],
)
def test_keys_mean_what_the_settings_say(key: str, gesture: Gesture | None) -> None:
    assert KeyReader(DEFAULT_KEYS).gesture(key) is gesture


def test_keys_of_the_station_win() -> None:
    reader = KeyReader({Gesture.DONE: ("F8",)})
    assert reader.gesture("f8") is Gesture.DONE
    assert reader.gesture("Space") is None


def test_a_key_counts_once_it_turned_out_to_be_alone() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    assert reader.press("Space", 5.0)
    assert reader.due(5.02) is None
    assert reader.due(5.0 + AFTER) == "Space"
    assert reader.due(5.0 + 2 * AFTER) is None


def test_a_held_key_does_not_repeat() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    assert reader.press("Space", 5.0)
    assert reader.due(5.0 + AFTER) == "Space"
    assert not any(reader.press("Space", 5.5 + n * 0.03, repeated=True) for n in range(50))
    assert reader.due(8.0) is None


def test_a_held_key_that_x_repeats_in_pairs_does_not_repeat_though_qt_did_not_notice() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    assert reader.press("Space", 5.0, stamp=5000)
    assert reader.due(5.0 + AFTER) == "Space"
    for stamp in range(5660, 7000, 40):
        reader.release("Space", stamp)
        assert not reader.press("Space", stamp / 1000, stamp=stamp)
    reader.release("Space", 7100)
    assert reader.press("Space", 7.9, stamp=7900)


def test_events_without_a_time_are_each_a_press() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    reader.release("Space", 0)
    assert reader.press("Space", 5.0, stamp=0)


def scan(reader: KeyReader, code: str, apart: float, start: float = 5.0) -> list[str]:
    """What counts of a code sent by a scanner, Enter at its end."""
    counted = []
    now = start
    for key in [*code, "Return"]:
        reader.press(key, now)
        early = reader.due(now + min(apart, AFTER) - 0.0001)
        counted += [early] if early else []
        now += apart
    late = reader.due(now + 1.0)
    return counted + ([late] if late else [])


@pytest.mark.parametrize("apart", [0.001, 0.005, 0.02, 0.045])
@pytest.mark.parametrize("code", ["8712345678906", "RHP", "HELP 12", "A", "P1"])
def test_a_scanner_never_confirms(apart: float, code: str) -> None:
    keys = "".join(code)
    reader = KeyReader(DEFAULT_KEYS)
    assert scan(reader, keys, apart) == []


@pytest.mark.parametrize("apart", [0.06, 0.1, 0.2])
def test_a_slow_scanner_with_digits_never_confirms(apart: float) -> None:
    assert scan(KeyReader(DEFAULT_KEYS), "8712345678906", apart) == []


def test_after_a_scan_the_worker_can_go_on() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    scan(reader, "8712345678906", 0.01)
    assert reader.press("Space", 6.0)
    assert reader.due(6.0 + AFTER) == "Space"


def test_a_key_that_means_nothing_is_taken_for_typing() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    assert not reader.press("J", 5.0)
    assert not reader.press("Return", 5.0 + TYPING_S - 0.01)
    assert reader.press("Return", 5.0 + 2 * TYPING_S)


def test_shift_alone_means_nothing_and_stops_nothing() -> None:
    reader = KeyReader(DEFAULT_KEYS)
    assert not reader.press("Shift", 5.0)
    assert reader.press("Space", 5.2)
