"""A tour of the program on a screen: a kit by keys, power lost, a whole kit by camera, the editor, paper, the set-up.

What is done is read in the journal and in the files; what is seen is kept as pictures, so that two systems can be
compared. The station's folder and the task's name have accents.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from steps import kit
from steps.kit import until
from steps.shell import need, say

TASK = "Crème brûlée & thé"
WORDS = "Leg één lepel bij de crème."
REACH = 3
"""So many pixels apart the same thing may stand. The letters have the same outlines, but the systems round the width of
a word differently, so that in a row of buttons each may stand a pixel further away than the one before."""
WORD, CONTROL, DEVICES = 0.0001, 0.0005, 0.005
"""A word in ink, or the edge of what moved, is 200 pixels of two million, and a button with its frame a thousand.
What the set-up tells of camera, loudspeaker and voices is other words on each system, ten times as much."""
SHOWN = {"first": WORD, "step": WORD, "resumed": WORD, "editor": CONTROL, "paper": CONTROL, "set-up": DEVICES}
"""The pictures in their order, and which share of the pixels may be found nowhere near in the other system's."""
STILL_S = 60.0
APART = "10%"
"""A pixel is another where a colour is this much of black to white away."""


def take(program: Sequence[str], desk: kit.Desk, data: Path, samples: Path, pictures: Path) -> None:
    """Do it all; SystemExit at the first thing that goes wrong. ``data`` is where the program keeps its things."""
    pictures.mkdir(parents=True, exist_ok=True)
    worker = kit.Worker(program, desk, data, pictures / "failed.png")
    shutil.rmtree(data, ignore_errors=True)
    _kit_by_keys(worker, pictures)
    how = kit.Worker(program, desk, data / "demo", pictures / "failed.png").whole_kit(lambda _: None)
    if how.count("seen") < 4:
        raise SystemExit(f"the kit was not seen through the replayed camera: {how}")
    say(f"a whole kit with the replayed camera: {', '.join(how)}")
    _editor(worker, data, samples, pictures)
    with worker.at("setup"):
        _show(desk, pictures, "set-up")
    say("the set-up")


def compare(these: Path, those: Path) -> None:
    """SystemExit where a picture of one system shows what that of the other does not."""
    apart = []
    for name, most in SHOWN.items():
        files = [folder / f"{name}.png" for folder in (these, those)]
        share = max(
            missing(*files, these / f"{name}-apart.png"), missing(*reversed(files), those / f"{name}-apart.png")
        )
        say(f"  {name}: {100 * share:.3f} % of the pixels are found nowhere near in the other picture")
        if share > most:
            apart.append(name)
    if apart:
        raise SystemExit(f"the pictures show other things: {', '.join(apart)} ({these})")


def missing(this: Path, that: Path, told: Path) -> float:
    """Which share of the pixels of a picture have a colour that ``that`` has not within ``REACH``; ``told`` shows them.

    Of the other picture the lightest and the darkest colour around each pixel are taken, between which it must lie.
    """
    convert = need("convert", "imagemagick")
    around = f"Square:{REACH}"
    lighter = [
        "(",
        str(this),
        "(",
        str(that),
        "-morphology",
        "Dilate",
        around,
        ")",
        "-compose",
        "MinusSrc",
        "-composite",
        ")",
    ]
    darker = [
        "(",
        str(this),
        "(",
        str(that),
        "-morphology",
        "Erode",
        around,
        ")",
        "-compose",
        "MinusDst",
        "-composite",
        ")",
    ]
    asked = [convert, *lighter, *darker, "-compose", "Lighten", "-composite", "-channel", "RGB", "-separate"]
    asked += ["-evaluate-sequence", "Max", "-threshold", APART, "-write", str(told), "-format", "%[fx:mean]", "info:"]
    return float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


def _kit_by_keys(worker: kit.Worker, pictures: Path) -> None:
    begin = ("run", "ontbijt", "--camera", "none")
    with worker.at(*begin) as running:
        _show(worker.desk, pictures, "first")
        worker.begin()
        worker.done()
        worker.done()
        _show(worker.desk, pictures, "step")
        where = worker.place()
        running.kill()  # the power is lost
        running.wait(timeout=20)
    with worker.at(*begin):
        if worker.place() != where:
            raise SystemExit(f"after the power was lost the worker is at {worker.place()}, and was at {where}")
        _show(worker.desk, pictures, "resumed")
        while len(worker.outcomes()) < 8:
            worker.done()
        say(f"a whole kit by keys, with the power lost at {where}: {', '.join(worker.outcomes())}")


def _editor(worker: kit.Worker, data: Path, samples: Path, pictures: Path) -> None:
    desk, folder, paper = worker.desk, data / "tasks" / TASK, data.parent / "thé.pdf"
    shutil.copytree(samples / "ontbijt", folder, copy_function=shutil.copyfile)  # copy2 asks wine for what it lacks
    written = folder / "task.yaml"
    with worker.at("edit", str(folder)) as running:
        time.sleep(2.0)
        worker.press("ctrl+Next", "Return", "ctrl+a")  # the second step's sentence
        desk.type_(WORDS)
        until(lambda: any(_has_words(file) for file in folder.iterdir()), "the editor does not keep what is typed")
        running.kill()
        running.wait(timeout=20)
    with worker.at("edit", str(folder)):
        time.sleep(2.0)
        worker.press("ctrl+Next", "ctrl+s")
        until(lambda: _has_words(written), "what was typed before the power was lost is not back")
        _show(desk, pictures, "editor")
        worker.press("ctrl+p")
        _show(desk, pictures, "paper")
        worker.press("shift+Tab", "space")
        time.sleep(3.0)  # the system's own dialog
        worker.press("ctrl+a")
        desk.type_(str(paper))
        worker.press("Return")
        until(lambda: paper.exists() and paper.read_bytes()[-6:].strip().endswith(b"%%EOF"), "no PDF was written")
    if not paper.read_bytes().startswith(b"%PDF"):
        raise SystemExit("what was written is no PDF")
    paper.unlink()
    say(f"the editor keeps “{WORDS}” in “{TASK}” when it is killed, and writes {paper.name}")


def _has_words(file: Path) -> bool:
    return file.is_file() and WORDS in file.read_text(encoding="utf-8", errors="replace")


def _show(desk: kit.Desk, pictures: Path, name: str) -> None:
    """Keep a picture of the screen once it stands still."""
    file, before = pictures / f"{name}.png", b""
    end = time.monotonic() + STILL_S
    while time.monotonic() < end:
        time.sleep(1.2)
        desk.picture(file)
        if file.read_bytes() == before:
            return
        before = file.read_bytes()
