"""Measures the coach's editor from outside: a key through X, pixels from the frame buffer, nothing of the program.

    python -m tests.benchmarks.editor_from_outside      60 tasks in the library, and a task of 300 steps in 30 sections

A letter is there at the first change that follows its key; the step is complete (advice, list and preview too) once
nothing has changed for ``CALM_S``. Fluent is a letter within 50 ms and the whole step within 150 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from tests.benchmarks.black_box import HEIGHT, ROOT, WIDTH, Screen, screen

TASKS, SECTIONS, STEPS = 60, 30, 300
CALM_S = 0.25
"""Shorter than the pause after which the draft is kept and that is said, and than the caret's half of a blink."""
SENTENCE = (0.44, 0.695)
"""Where the sentence stands in the window, in parts of it."""
LETTERS = "legdaarnadesondeindebak"
MOVES = 12

Measured = tuple[str, str, list[float]]


def make_tasks(data: Path, count: int, steps: int, sections: int) -> None:
    """So many tasks with photos in the data folder."""
    for n in range(count):
        folder = data / "tasks" / f"taak-{n:02}"
        folder.mkdir(parents=True)
        lines = [f"taak: Koffer {n + 1} voor kamer {n % 7 + 1}", "foto: foto-0.jpg", "stappen:"]
        for photo in range(3):
            image = Image.new("RGB", (1600, 1200), (40 + 4 * n % 200, 90 + 40 * photo, 160))
            ImageDraw.Draw(image).rectangle((200 + 300 * photo, 300, 700 + 300 * photo, 900), fill=(230, 200, 90))
            image.save(folder / f"foto-{photo}.jpg", quality=88)
        for step in range(steps):
            if sections and step % (steps // sections) == 0:
                lines.append(f"  - deel: Deel {step // (steps // sections) + 1}")
            lines += [f"  - tekst: Leg {step % 4 + 1} sonde in vak {step + 1}.", f"    foto: foto-{step % 3}.jpg"]
        (folder / "task.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rows() -> Iterator[Measured]:
    """Name of what is measured, what of it, and its seconds."""
    with tempfile.TemporaryDirectory() as made:
        for count in (1, TASKS):
            data = Path(made) / f"{count}-tasks"
            make_tasks(data, count, 6, 0)
            name = f"OSS App, editor with {count} task{'s' if count > 1 else ''}"
            yield name, "command to the library complete", _started("--data", str(data))
        data = Path(made) / "long"
        make_tasks(data, 1, STEPS, SECTIONS)
        yield from _typed(["taak-00", "--data", str(data)])


def _started(*arguments: str) -> list[float]:
    starts = []
    for _ in range(3):
        with screen() as (seen, environment):
            time.sleep(0.5)
            began = time.perf_counter()
            program = _editor(arguments, environment)
            try:
                starts.append(seen.changes(began, limit_s=60, quiet_s=1.0)[1])
            finally:
                program.kill()
                program.wait()
    return starts[1:]  # the first compiled, and warmed the disk's cache


def _typed(arguments: Sequence[str]) -> Iterator[Measured]:
    name = f"OSS App, editor with {STEPS} steps"
    with screen() as (seen, environment):
        time.sleep(0.5)
        program = _editor(arguments, environment)
        try:
            seen.changes(time.perf_counter(), limit_s=60, quiet_s=1.5)
            x, y = (str(round(share * size)) for share, size in zip(SENTENCE, (WIDTH, HEIGHT), strict=True))
            click = ["xdotool", "mousemove", x, y, "click", "1", "mousemove", "10", "10"]
            subprocess.run(click, env=environment, check=True)
            time.sleep(1)
            letters = [_pressed(seen, letter) for letter in LETTERS]
            moves = [_pressed(seen, "Control_L+Page_Down") for _ in range(MOVES)]
        finally:
            program.kill()
            program.wait()
    yield name, "key to the letter", [first for first, _ in letters]
    yield name, "key to all of it", [last for _, last in letters]
    yield name, "key to the next step", [first for first, _ in moves]
    yield name, "key to all of the next step", [last for _, last in moves]


def _pressed(seen: Screen, key: str) -> tuple[float, float]:
    time.sleep(0.6)  # what was typed is kept by then
    return seen.changes(seen.press(key), quiet_s=CALM_S)


def _editor(arguments: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "oss_app", "edit", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env={**environment, "LANG": "nl_NL.UTF-8"}, **quiet)  # type: ignore[call-overload, no-any-return]


def main() -> None:
    for name, what, seconds in rows():
        middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
        print(f"{name:38} {what:32} median {middle:7.1f} ms   most {most:7.1f} ms")


if __name__ == "__main__":
    main()
