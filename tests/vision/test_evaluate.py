"""The measuring command: same input, same output, a clear sentence where the input is wrong, and a true table."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import cv2
import pytest

from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer
from oss_app.vision.evaluate import evaluate, in_words
from scripts.measure_checks import absolute, markdown, measure
from tests.conftest import ROOT
from tests.vision.bench_pictures import PLACE, bench, lit, moved, shots

KEYS = {"check", "image", "truth", "verdict", "score", "ms"}


@pytest.fixture
def protocol(tmp_path: Path) -> Path:
    """A protocol of two checks over drawn frames, in its own folder."""
    (tmp_path / "images").mkdir()
    names = {}
    for item in ("", "pen", "disc"):
        for n, frame in enumerate(shots(item)):
            names[item, n] = f"images/{item or 'empty'}-{n}.png"
            cv2.imwrite(str(tmp_path / names[item, n]), frame)
        late = lit(moved(bench(item, seed=70), 3, -2, 1), 0.85, 0.2)
        names[item, 9] = f"images/{item or 'empty'}-late.png"
        cv2.imwrite(str(tmp_path / names[item, 9]), late)
    cv2.imwrite(str(tmp_path / "reference.png"), bench())
    teach = {"done": [names["pen", n] for n in range(5)], "not_done": [names["", n] for n in range(5)]}
    test = [
        {"image": names["pen", 9], "done": True, "tray": "near"},
        {"image": names["", 9], "done": False, "why_not": "empty", "tray": "near"},
        {"image": names["disc", 9], "done": False, "why_not": "wrong", "tray": "near"},
    ]
    region = [list(p) for p in PLACE]
    checks: list[dict[str, Any]] = [
        {"id": "right", "kind": "right_item", "region": region, "teach": teach, "test": test},
        {"id": "code", "kind": "code", "region": region, "options": {"text": "A"}, "test": test[1:2]},
    ]
    path = tmp_path / "protocol.json"
    path.write_text(json.dumps({"reference": "reference.png", "image_size": [640, 400], "checks": checks}))
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
def test_one_line_a_test_in_the_order_of_the_protocol(protocol: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    out = tmp_path / "out.jsonl"
    summary = evaluate(protocol, out, lambda done, total: seen.append((done, total)))
    found = lines(out)
    assert [(f["check"], f["truth"], f["verdict"]) for f in found] == [
        ("right", "done", "done"),
        ("right", "not_done", "not_done"),
        ("right", "not_done", "not_done"),
        ("code", "not_done", "not_done"),
    ]
    assert all(f.keys() >= KEYS and 0 <= f["score"] <= 1 and f["ms"] > 0 for f in found)
    assert seen[-1] == (5, 5)
    words = in_words(summary)
    assert "right_item  done" in words
    assert "missed, by reason: none" in words


@pytest.mark.slow
def test_filmed_steps_are_walked_through_each_with_a_memory_of_its_own(protocol: Path, tmp_path: Path) -> None:
    told = json.loads(protocol.read_text())
    empty, pen = (
        {"image": f"images/{name}-late.png", "seconds": 2.0, "done": done}
        for name, done in (("empty", False), ("pen", True))
    )
    told["checks"][0]["steps"] = [{"moments": [empty, pen]}, {"moments": [empty]}, {"moments": [pen]}]
    protocol.write_text(json.dumps(told))
    out = tmp_path / "out.jsonl"
    summary = evaluate(protocol, out)
    assert [(s.ended_done, s.false_done, s.false_not_yet) for s in summary.steps] == [
        (True, False, False),
        (False, False, False),
        (True, False, False),
    ]
    assert [s.seen_after is not None for s in summary.steps] == [True, False, True]
    assert [f["step"] for f in lines(out)[4:]] == ["done", "not_done", "done"]
    assert "| all | 3 | 0 | 0 | 2 |" in in_words(summary)


@pytest.mark.slow
def test_what_a_frame_before_adds_is_measured_and_printed_beside(protocol: Path, tmp_path: Path) -> None:
    told = json.loads(protocol.read_text())
    told["checks"] = told["checks"][:1]
    for test in told["checks"][0]["test"][:2]:
        test["before"] = "images/empty-late.png"
    protocol.write_text(json.dumps(told))
    out = tmp_path / "out.jsonl"
    summary = evaluate(protocol, out)
    found = lines(out)
    assert [f.get("verdict_with_before") for f in found] == ["done", "not_done", None]
    assert all(0 <= f["score_with_before"] <= 1 for f in found[:2])
    assert [share.wrong_with_before for share in summary.shares()] == [0.0, 0.0, None]
    words = in_words(summary)
    assert "with before" in words
    printed = {line.split()[1]: line.split() for line in words.splitlines() if line.startswith("right_item")}
    assert printed["done"][-2:] == ["1", "0.0%"]
    assert printed["wrong"][-1] == "0.0%"


@pytest.mark.slow
def test_the_same_command_gives_the_same_lines(protocol: Path, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        evaluate(protocol, tmp_path / name)
    first, second = (
        [{k: v for k, v in f.items() if k != "ms"} for f in lines(tmp_path / n)] for n in ("a.jsonl", "b.jsonl")
    )
    assert first == second


@pytest.mark.slow
def test_another_process_gives_the_same_lines(protocol: Path, tmp_path: Path) -> None:
    """Memory lies otherwise in each process, and some libraries round by where an array lies."""
    runs = []
    for name in ("a.jsonl", "b.jsonl"):
        command = [sys.executable, "-m", "oss_app", "vision", "evaluate", str(protocol), "--out", str(tmp_path / name)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
        assert "right_item  done" in done.stdout
        runs.append([{k: v for k, v in line.items() if k != "ms"} for line in lines(tmp_path / name)])
    assert runs[0] == runs[1]


def test_parts_that_are_measured_apart_give_together_what_the_whole_gives(protocol: Path, tmp_path: Path) -> None:
    told = absolute({**json.loads(protocol.read_text()), "reference": str(tmp_path / "reference.png")}, tmp_path)
    work, kept = tmp_path / "work", tmp_path / "kept"
    work.mkdir()
    assert measure("drawn", told, work, Namespace(part=(2, 2), kept=kept)) is None
    parts = measure("drawn", told, work, Namespace(part=(1, 2), kept=kept))
    whole = evaluate(protocol, tmp_path / "out.jsonl")
    assert parts
    assert markdown(parts[0]) == markdown(whole)
    assert parts[1].count("with the program as of") == 1


@pytest.mark.slow
def test_the_table_counts_false_done_and_missed(protocol: Path, tmp_path: Path) -> None:
    told = json.loads(protocol.read_text())
    for test in told["checks"][0]["test"]:  # a protocol that lies: the check is then wrong about all three
        test["done"], test["why_not"] = not test["done"], "empty" if test["done"] else ""
    protocol.write_text(json.dumps(told))
    summary = evaluate(protocol, tmp_path / "out.jsonl")
    shares = {(s.kind.value, s.truth): s for s in summary.shares()}
    assert shares["right_item", "done"].part(Answer.DONE) == 0
    assert shares["right_item", "empty"].part(Answer.DONE) == 1
    assert "100.0%" in summary.table()


@pytest.mark.slow
def test_taught_photos_that_cannot_be_used_are_named(protocol: Path, tmp_path: Path) -> None:
    dark = (bench("pen") * 0.04).astype("uint8")
    cv2.imwrite(str(tmp_path / "images/pen-0.png"), dark)
    summary = evaluate(protocol, tmp_path / "out.jsonl")
    assert summary.refused == ("right: images/pen-0.png: too_dark",)
    assert "not used for teaching" in in_words(summary)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda p: p.unlink(), "cannot be read"),
        (lambda p: p.write_text("{"), "is not JSON: line 1"),
        (lambda p: p.write_text(p.read_text().replace("right_item", "smell")), r"fault at checks\.0\.kind"),
        (lambda p: p.write_text(p.read_text().replace('"reference"', '"referent"')), "fault at reference"),
        (lambda p: (p.parent / "images/disc-late.png").unlink(), r"disc-late\.png is missing"),
        (lambda p: (p.parent / "images/pen-2.png").write_bytes(b"x"), r"pen-2\.png is not a picture"),
    ],
    ids=["missing", "not JSON", "unknown kind", "no reference", "no test photo", "broken photo"],
)
def test_what_is_wrong_is_said_in_a_sentence(protocol: Path, tmp_path: Path, spoil: Any, words: str) -> None:
    spoil(protocol)
    with pytest.raises(UserError, match=words):
        evaluate(protocol, tmp_path / "out.jsonl")
