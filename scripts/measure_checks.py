"""Measures the checks on the photos beside the project and writes the tables and the curve of docs/checks.md.

  python scripts/measure_checks.py                     all measurements, many minutes; each is written as it ends
  python scripts/measure_checks.py --only board --part 2/5 --kept FOLDER
                                                       some of its checks; the last part writes what all of them gave
  python scripts/measure_checks.py --left-out FILE     only writes the protocol of taught photos left out

The last is what constants were chosen on: it holds no test photo's truth. Each taught photo of the board is left out
once; photos of almost the same scene leave with it, and a wrong item leaves with all wrong items.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from oss_app.core.verdict import Answer, Reason
from oss_app.vision.evaluate import PhotoResult, Share, Summary, evaluate

SHARED = ROOT.parent / "shared"
BOARD = SHARED / "data/vision/slots/protocol.json"
WEBCAM = SHARED / "data/vision/webcam/protocol.json"
RENDERED = SHARED / "pictures/bench/protocol.json"
DOCS = ROOT / "docs/checks.md"
CURVES = {
    "board": ("curve", ROOT / "docs/pictures/checks-curve.svg"),
    "webcam": ("curve webcam", ROOT / "docs/pictures/checks-curve-webcam.svg"),
}
SAME_SCENE = 6.0  # grey levels by which small pictures of almost the same scene differ at most, on average
FEW = 10  # names of checks are listed up to here
EMPTIES = 5  # so many photos of not done show the empty place; the rest are wrong items (README of the photos)
STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def left_out(protocol: Path) -> dict[str, Any]:
    """A protocol of the taught photos alone: one check for each photo, taught with the others."""
    told = json.loads(protocol.read_text(encoding="utf-8"))
    names = sorted({n for c in told["checks"] for side in c["teach"].values() for n in side})
    small = {n: _small(protocol.parent / n) for n in names}
    checks = []
    for check in told["checks"]:
        kinds = dict.fromkeys(check["teach"]["done"], "done")
        kinds |= {n: "empty" if i < EMPTIES else "wrong" for i, n in enumerate(check["teach"]["not_done"])}
        for out, kind in kinds.items():
            stay = [
                n
                for n, k in kinds.items()
                if np.abs(small[n] - small[out]).mean() > SAME_SCENE and not (kind == k == "wrong")
            ]
            teach = {
                "done": [n for n in stay if kinds[n] == "done"],
                "not_done": [n for n in stay if kinds[n] != "done"],
            }
            if min(len(side) for side in teach.values()) >= 3:
                test = {"image": out, "done": kind == "done", "why_not": "" if kind == "done" else kind}
                checks.append(
                    {**check, "id": f"{check['id']} without {Path(out).stem}", "teach": teach, "test": [test]}
                )
    return {"reference": os.path.abspath(protocol.parent / told["reference"]), "checks": checks}


def _small(path: Path) -> Any:
    picture = cv2.resize(cv2.imread(str(path)), (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
    return picture - picture.mean()


def absolute(told: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The same protocol with paths that hold from any folder."""
    for check in told["checks"]:
        sides = check.get("teach", {}).items()
        check["teach"] = {side: [os.path.abspath(folder / name) for name in names] for side, names in sides}
        for test in check["test"]:
            test |= {key: os.path.abspath(folder / test[key]) for key in ("image", "before") if test.get(key)}
    return told


def markdown(summary: Summary) -> str:
    lines = rows_of(summary)
    if 0 < len(summary.disarmed) <= FEW:
        lines += [
            "",
            f"Checks that the lesson would not arm, measured all the same: {', '.join(summary.disarmed)}.",
            "In the program they do not count; without them:",
            "",
            *rows_of(replace(summary, results=tuple(r for r in summary.results if r.check not in summary.disarmed))),
        ]
    return "\n".join(lines)


def rows_of(summary: Summary) -> list[str]:
    rows = list(summary.shares())
    has_before = any(row.with_before for row in rows)
    lines = ["| kind | truth | tray | photos | false done | missed | cannot tell |", "|---|---|---|--:|--:|--:|--:|"]
    if has_before:
        lines = [f"{lines[0]} with before: photos | false done | missed |", f"{lines[1]}--:|--:|--:|"]
    for row in rows:
        cells = _both(row, row.wrong)
        unsure = f"{100 * row.part(Answer.CANNOT_TELL):.1f} %"
        line = f"| {row.kind} | {row.truth} | {row.tray} | {len(row.answers)} | {cells[0]} | {cells[1]} | {unsure} |"
        if has_before:
            since = row.wrong_with_before
            more = ("", "") if since is None else _both(row, since)
            line += f" {len(row.with_before) or ''} | {more[0]} | {more[1]} |"
        lines.append(line)
    return lines


def _both(row: Share, wrong: float) -> tuple[str, str]:
    """False done and missed; one of them is empty."""
    return ("", f"{100 * wrong:.1f} %") if row.truth == Answer.DONE else (f"{100 * wrong:.1f} %", "")


def passes(result: PhotoResult, threshold: float) -> bool:
    """Whether a look would be done with another threshold of the score; hands and lost trays stay what they are."""
    judged = result.look.answer is not Answer.CANNOT_TELL or result.look.reason is Reason.UNSURE
    return judged and result.look.score >= threshold


def rates(results: list[PhotoResult], threshold: float) -> tuple[float, float]:
    """False done and missed, in percent."""
    right = [passes(r, threshold) for r in results if r.done]
    wrong = [passes(r, threshold) for r in results if not r.done]
    return 100 * sum(wrong) / len(wrong), 100 - 100 * sum(right) / len(right)


def curve_table(summary: Summary) -> str:
    kinds = sorted({r.kind for r in summary.results})
    lines = [
        "| score from | " + " | ".join(f"{k}: false done | missed" for k in kinds) + " |",
        "|--:|" + "--:|--:|" * len(kinds),
    ]
    for step in STEPS:
        both = [rates([r for r in summary.results if r.kind is kind], step) for kind in kinds]
        lines.append(f"| {step} | " + " | ".join(f"{false:.2f} % | {missed:.1f} %" for false, missed in both) + " |")
    return "\n".join(lines)


def curve_picture(summary: Summary) -> str:
    """False done (across, to 5 %) against missed (up, to 30 %), a line a kind, as SVG."""
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 460 340" font-family="sans-serif" font-size="12">']
    parts.append(
        '<rect width="460" height="340" fill="#FBF8F1"/><path d="M50 20V290H440" fill="none" stroke="#1F2933"/>'
    )
    parts += [f'<text x="{50 + 78 * n - 8}" y="306">{n} %</text>' for n in range(6)]
    parts += [f'<text x="14" y="{294 - 9 * n}">{n} %</text>' for n in range(0, 31, 10)]
    parts.append('<text x="180" y="330">false done</text><text x="56" y="16">missed</text>')
    for kind, colour, line_y in zip(
        sorted({r.kind for r in summary.results}), ("#1B4F8F", "#A34700", "#2F6B3A"), (40, 60, 80), strict=False
    ):
        mine = [r for r in summary.results if r.kind is kind]
        points = [_spot(*rates(mine, t)) for t in np.linspace(0.02, 0.99, 98)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        across, up = _spot(*rates(mine, 0.5))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="300" y="{line_y}" fill="{colour}">{kind} (dot: as set)</text>')
        since = [replace(r, look=r.with_before) for r in mine if r.with_before]
        if since:
            line = " ".join(
                f"{x:.1f},{y:.1f}" for x, y in (_spot(*rates(since, t)) for t in np.linspace(0.02, 0.99, 98))
            )
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-dasharray="5 4"/>')
            parts.append(f'<text x="300" y="{line_y + 60}" fill="{colour}">{kind} with before (dashes)</text>')
    return "\n".join([*parts, "</svg>", ""])


def _spot(false: float, missed: float) -> tuple[float, float]:
    return 50 + 78 * min(false, 5.0), 290 - 9 * min(missed, 30.0)


def add_parts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--part", type=_part, default=(1, 1), metavar="N/OF", help="every OFth check, from the Nth on")
    parser.add_argument("--kept", type=Path, metavar="FOLDER", help="where the parts wait for each other")


def _part(words: str) -> tuple[int, int]:
    number, of = (int(n) for n in words.split("/"))
    if not 1 <= number <= of:
        raise ValueError
    return number, of


def measure(name: str, told: dict[str, Any], folder: Path, chosen: argparse.Namespace) -> tuple[Summary, str] | None:
    """Measure a part of the checks, and return what all parts gave, with when; None as long as others are missing.

    Paths in ``told`` are whole ones.
    """
    number, of = chosen.part
    path = folder / "part.json"
    path.write_text(json.dumps({**told, "checks": told["checks"][number - 1 :: of]}), encoding="utf-8")
    kept = chosen.kept or folder
    kept.mkdir(parents=True, exist_ok=True)
    parts = [kept / f"{name} {n} of {of}.pickle" for n in range(1, of + 1)]
    parts[number - 1].write_bytes(pickle.dumps((_measured_at(), evaluate(path, folder / "out.jsonl"))))
    if not all(part.exists() for part in parts):
        return None
    found: list[tuple[str, Summary]] = [pickle.loads(part.read_bytes()) for part in parts]
    order = [check["id"] for check in told["checks"]]
    summary = Summary(
        tuple(result for _, summary in found for result in summary.results),
        tuple(words for _, summary in found for words in summary.refused),
        tuple(sorted((check for _, summary in found for check in summary.disarmed), key=order.index)),
        tuple(step for _, summary in found for step in summary.steps),
    )
    return summary, f"*Measured {' and '.join(dict.fromkeys(words for words, _ in found))}.*"


def _measured_at() -> str:
    """The day, and the last commit that changed how a check is taught or decides."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=%h", "--", "oss_app/vision", "oss_app/core"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return f"on {date.today().isoformat()} with the program as of {told.stdout.strip()}"


def put(text: str, name: str, table: str) -> str:
    """The page with what stands between two marks replaced."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, rest = text.split(begin)
    return f"{before}{begin}\n\n{table}\n\n{end}{rest.split(end)[1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--left-out", type=Path, metavar="FILE")
    parser.add_argument("--only", choices=("webcam", "rendered", "board", "left out"))
    add_parts(parser)
    chosen = parser.parse_args()
    development = absolute(left_out(BOARD), BOARD.parent)
    if chosen.left_out:
        chosen.left_out.write_text(json.dumps(development), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "left-out.json").write_text(json.dumps(development), encoding="utf-8")
        sets = {"webcam": WEBCAM, "rendered": RENDERED, "board": BOARD, "left out": folder / "left-out.json"}
        for name, protocol in sets.items():
            if chosen.only not in (None, name):
                continue
            told = json.loads(protocol.read_text(encoding="utf-8"))
            told["reference"] = os.path.abspath(protocol.parent / told["reference"])
            measured = measure(name, absolute(told, protocol.parent), folder, chosen)
            if measured is None:
                continue
            summary, when = measured
            page = put(DOCS.read_text(encoding="utf-8"), name, f"{markdown(summary)}\n\n{when}")
            if name in CURVES:
                mark, picture = CURVES[name]
                page = put(page, mark, curve_table(summary))
                picture.write_text(curve_picture(summary), encoding="utf-8")
            DOCS.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
