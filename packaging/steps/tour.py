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
WORKER, COACH = 0.01, 0.06
SHOWN = {"first": WORKER, "step": WORKER, "resumed": WORKER, "editor": COACH, "paper": COACH, "set-up": COACH}
"""The pictures in their order, and which share of the pixels may differ between two systems.

On the worker's screens the edges of letters are drawn a little differently. The coach's pages are of Qt's own widgets,
whose words and edges stand up to a pixel elsewhere: their pictures are for eyes, and only a page that is another fails.
"""
STILL_S = 20.0
APART = "10%"
"""A pixel differs where a colour is this much of black to white away."""


def take(program: Sequence[str], desk: kit.Desk, data: Path, samples: Path, pictures: Path) -> None:
    """Do it all; SystemExit at the first thing that goes wrong. ``data`` is where the program keeps its things."""
    pictures.mkdir(parents=True, exist_ok=True)
    worker = kit.Worker(program, desk, data)
    shutil.rmtree(data, ignore_errors=True)
    _kit_by_keys(worker, pictures)
    how = kit.Worker(program, desk, data / "demo").whole_kit(lambda _: None)
    if how.count("seen") < 4:
        raise SystemExit(f"the kit was not seen through the replayed camera: {how}")
    say(f"a whole kit with the replayed camera: {', '.join(how)}")
    _editor(worker, data, samples, pictures)
    with worker.at("setup"):
        _show(desk, pictures, "set-up")
    say("the set-up")


def compare(these: Path, those: Path) -> None:
    """SystemExit where a picture of one system is another than that of the other."""
    apart = []
    for name, most in SHOWN.items():
        asked = [need("compare", "imagemagick"), "-metric", "AE", "-fuzz", APART]
        asked += [str(these / f"{name}.png"), str(those / f"{name}.png"), str(these / f"{name}-apart.png")]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stderr
        size = subprocess.run(
            [need("identify", "imagemagick"), "-format", "%w %h", str(these / f"{name}.png")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        share = float(said.split()[0]) / (int(size[0]) * int(size[1]))
        say(f"  {name}: {100 * share:.2f} % of the pixels differ")
        if share > most:
            apart.append(name)
    if apart:
        raise SystemExit(f"more of the pixels differ than may: {', '.join(apart)} ({these})")


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
