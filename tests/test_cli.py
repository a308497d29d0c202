"""The commands: what they print and with which code they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from oss_app.cli import run
from oss_app.core.errors import ExitCode
from oss_app.i18n import load
from oss_app.store.folders import data_folders
from oss_app.store.handover import Handover
from oss_app.store.lock import Lock

ROOT = Path(__file__).resolve().parent.parent
FAULTY = "taak: Test\nstappen:\n  - tekst: Leg 1 sonde in vak 2.\n    fotto: sonde.jpg\n"


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "oss_app", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60
    )


def test_check_names_the_place_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "task.yaml"
    file.write_text(FAULTY, encoding="utf-8")
    assert run(["check", str(file)]) == ExitCode.PROBLEMS
    out = capsys.readouterr().out
    assert f"{file}:4:5: " in out
    assert "'foto'" in out


def test_check_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "task.yaml").write_text(FAULTY, encoding="utf-8")
    run(["check", "--language", "nl", str(tmp_path)])
    assert "Bedoel je" in capsys.readouterr().out


def test_qt_says_nothing_of_its_own_on_the_terminal(tmp_path: Path) -> None:
    env = {key: value for key, value in os.environ.items() if key != "QT_LOGGING_RULES"}
    code = "import sys, oss_app.__main__ as m; sys.argv[1:] = ['doctor', '--json', '--data', sys.argv[1]]; m.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert "symbolsresolver" not in done.stderr


def test_the_samples_are_without_fault() -> None:
    assert run(["check", str(ROOT / "instructions")]) == ExitCode.FINE


def test_a_path_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "nowhere/task.yaml"]) == ExitCode.PROBLEMS
    assert "nowhere" in "".join(capsys.readouterr())


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == ExitCode.FINE
    assert "properties" in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [["check"], ["fly"], ["--camera"], ["vision", "evaluate", "x.json"]])
def test_a_wrong_use_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == ExitCode.USAGE


def test_vision_alone_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["vision"]) == ExitCode.USAGE


def test_our_own_bug_ends_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("oss_app.taskfile.read.schema.schema", broken)
    assert run(["schema"]) == ExitCode.BUG


def test_check_needs_neither_qt_nor_opencv() -> None:
    code = (
        "import sys; from oss_app.cli import run; run(['check', 'instructions']);"
        "sys.exit(sum(m in sys.modules for m in ('PySide6', 'cv2', 'numpy')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60)
    assert done.returncode == 0


def test_check_tells_of_letters_that_this_computer_lacks(tmp_path: Path) -> None:
    (tmp_path / "task.yaml").write_text(
        "taak: Set\ntaal: nl\ntaak_en: Kit\nstappen:\n  - tekst: Leg 1 sonde.\n    tekst_en: Put \U00016e40.\n",
        encoding="utf-8",
    )
    told = command("check", str(tmp_path))
    assert "this PC has no letters for" in told.stdout, "Medefaidrin, which hardly a computer has"
    assert told.returncode == ExitCode.FINE, "it is advice"


def test_a_reader_that_goes_away_is_no_bug() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = subprocess.run([sys.executable, "-m", "oss_app", "schema"], cwd=ROOT, stdout=gone, timeout=60)
    assert done.returncode == ExitCode.FINE


def test_help_and_version_name_the_program() -> None:
    assert "Not for appraisal" in command("--help").stdout
    assert command("--version").stdout.startswith("OSS App ")


def test_a_second_program_on_the_same_data_is_refused_with_a_sentence(tmp_path: Path) -> None:
    lock = Lock(tmp_path, load("en"))
    try:
        done = command("run", "tandarts", "--data", str(tmp_path), "--windowed")
    finally:
        lock.release()
    assert done.returncode == ExitCode.PROBLEMS
    assert "already running" in done.stderr


@pytest.mark.parametrize(("asked", "code"), [((), ExitCode.FINE), (("run", "ontbijt"), ExitCode.PROBLEMS)])
def test_a_second_start_brings_the_first_forward_and_ends_unless_it_asks_for_a_task(
    tmp_path: Path, asked: Sequence[str], code: ExitCode
) -> None:
    lock, first = Lock(tmp_path, load("en")), Handover(data_folders(tmp_path).asked_of_worker_screen)
    first.open()
    begin = [sys.executable, "-m", "oss_app", *asked, "--data", str(tmp_path)]
    second = subprocess.Popen(begin, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    heard: list[Path | None] = []
    try:
        while second.poll() is None:
            heard += first.taken()
            with suppress(subprocess.TimeoutExpired):
                second.wait(0.05)
        assert (second.returncode, heard) == (code, [] if asked else [None])
    finally:
        second.kill()
        lock.release()


def offscreen(data: Path, *arguments: str, code: str = "pass") -> subprocess.CompletedProcess[str]:
    """The program without a screen, for a moment; ``code`` runs before it."""
    begin = f"import sys; {code}; from oss_app.__main__ import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", begin, *arguments, "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_task_comes_up_and_goes_down(tmp_path: Path) -> None:
    done = offscreen(tmp_path, "run", "ontbijt", "--camera", "none", "--quit-after", "0.3")
    assert done.returncode == ExitCode.FINE, done.stderr


def test_the_start_screen_comes_up_and_goes_down(tmp_path: Path) -> None:
    assert offscreen(tmp_path, "--quit-after", "0.3").returncode == ExitCode.FINE


def test_a_task_that_is_not_there_and_one_with_faults_are_sentences(tmp_path: Path) -> None:
    absent = offscreen(tmp_path, "run", "nothing-here")
    assert (absent.returncode, "There is no task here" in absent.stderr) == (ExitCode.PROBLEMS, True)
    faulty = tmp_path / "faulty"
    faulty.mkdir()
    (faulty / "task.yaml").write_text(FAULTY, encoding="utf-8")
    told = offscreen(tmp_path, "run", str(faulty))
    assert (told.returncode, "task.yaml:4:5" in told.stderr) == (ExitCode.PROBLEMS, True)


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\x07", "\u202e", "\u2066"])
def test_a_name_does_not_steer_the_terminal(sign: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(tmp_path / "data"), "run", f"a{sign}[31mb"]) == 1
    run(["--data", str(tmp_path / f"a{sign}[31mb"), "doctor"])
    said = capsys.readouterr()
    assert "a\ufffd[31mb" in said.err
    assert sign not in said.out + said.err


def test_a_worker_is_known_by_the_word_of_the_card(tmp_path: Path) -> None:
    (tmp_path / "workers").mkdir(parents=True)
    (tmp_path / "workers" / "coffee.yaml").write_text("theme: dark\n", encoding="utf-8")
    arguments = ("run", "ontbijt", "--camera", "none", "--quit-after", "0.1", "--worker")
    assert offscreen(tmp_path, *arguments, "Koffie").returncode == ExitCode.FINE
    unknown = offscreen(tmp_path, *arguments, "Piet")
    assert (unknown.returncode, "no worker" in unknown.stderr) == (ExitCode.PROBLEMS, True)


def test_a_fault_of_ours_is_logged_and_ends_with_3(tmp_path: Path) -> None:
    broken = (
        "from PySide6.QtCore import QTimer; import oss_app.app.kiosk as k; opened = k.Kiosk.open;"
        "k.Kiosk.open = lambda s, *a: (opened(s, *a), QTimer.singleShot(0, lambda: 1 / 0))"
    )
    done = offscreen(tmp_path, "run", "ontbijt", "--camera", "none", "--quit-after", "0.5", code=broken)
    assert done.returncode == ExitCode.BUG, done.stderr
    assert "ZeroDivisionError" in (tmp_path / "log" / "oss-app.log").read_text(encoding="utf-8")


BROKEN_LATER = "from PySide6.QtCore import QTimer; later = lambda: QTimer.singleShot(0, lambda: 1 / 0);"
BROKEN = {
    "edit": "from oss_app.ui.desk.library.window import EditorWindow as w; shown = w.show_library;"
    "w.show_library = lambda s: (shown(s), later())",
    "teach": "from oss_app.app.teaching import Teaching as t; opened = t.open; t.open = lambda s: (opened(s), later())",
}


def asked(command: str) -> tuple[str, ...]:
    return {
        "edit": ("edit",),
        "teach": ("teach", "tandarts", "spiegel", "--camera", str(ROOT / "assets" / "demo")),
    }[command]


@pytest.mark.parametrize("command", ["edit", pytest.param("teach", marks=pytest.mark.slow)])
def test_a_fault_of_ours_on_the_coachs_side_is_logged_and_ends_with_3(tmp_path: Path, command: str) -> None:
    code = BROKEN_LATER + BROKEN[command]
    done = offscreen(tmp_path, *asked(command), "--quit-after", "0.5", code=code)
    assert done.returncode == ExitCode.BUG, done.stderr
    assert "ZeroDivisionError" in (tmp_path / "log" / "oss-app.log").read_text(encoding="utf-8")


ASKED = (
    "import os, signal, threading as t; ask = lambda s: t.Timer(0.3, os.kill, (os.getpid(), s)).start();"
    "signal.signal(signal.SIGINT, signal.default_int_handler); hasattr(signal, 'SIGHUP') and"
    " signal.signal(signal.SIGHUP, signal.SIG_DFL);"
)
"""From a thread: the screens are idle then, and Python has no line to run. Whoever runs the tests in the background or
behind ``nohup`` has these signals ignored, and the program leaves it so."""


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal asks a program to end")
@pytest.mark.parametrize(
    ("sign", "code"), [("SIGTERM", ExitCode.FINE), ("SIGHUP", ExitCode.FINE), ("SIGINT", ExitCode.INTERRUPTED)]
)
def test_a_worker_s_screen_that_the_system_asks_to_end_ends_as_by_hand(
    tmp_path: Path, sign: str, code: ExitCode
) -> None:
    asks = (
        f"{ASKED} import oss_app.app.kiosk as k; opened = k.Kiosk.open;"
        f"k.Kiosk.open = lambda s, *a: (opened(s, *a), ask(signal.{sign}));"
        "import oss_app.app.station as st; closed = st.Station.close;"
        "st.Station.close = lambda s: (closed(s), print('closed'))"
    )
    done = offscreen(tmp_path, "run", "ontbijt", "--camera", "none", code=asks)
    assert (done.returncode, done.stdout) == (code, "closed\n"), done.stderr
    assert f"asked to end: {sign}" in (tmp_path / "log" / "oss-app.log").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="there no signal asks a program to end")
def test_what_was_just_typed_is_saved_when_the_system_asks_the_editor_to_end(tmp_path: Path) -> None:
    kit = tmp_path / "tasks" / "kit"
    kit.mkdir(parents=True)
    (kit / "task.yaml").write_text("taak: Set\nstappen:\n  - tekst: Pak de doos.\n", encoding="utf-8")
    asks = (
        "import os, signal; from oss_app.editor.edits import SetText;"
        "from oss_app.ui.desk.library.window import EditorWindow as w; shown = w.show_task;"
        "from PySide6.QtCore import QTimer;"
        "typed = lambda d: (d.do(SetText(0, 'text', 'Pak de kist.', 'nl')), os.kill(os.getpid(), signal.SIGTERM));"
        "w.show_task = lambda s, d: (shown(s, d), QTimer.singleShot(0, lambda: typed(d)))"
    )
    done = offscreen(tmp_path, "edit", str(kit), code=asks)
    assert done.returncode == ExitCode.FINE, done.stderr
    assert "Pak de kist." in (kit / "task.yaml").read_text(encoding="utf-8")
    assert not list(kit.glob(".task.yaml*"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there no signal asks a program to end")
def test_the_wizard_of_the_checks_ends_in_order_when_the_system_asks(tmp_path: Path) -> None:
    asks = f"{ASKED} from oss_app.app.teaching import Teaching as t2; opened = t2.open;"
    asks += "t2.open = lambda s: (opened(s), ask(signal.SIGTERM))"
    done = offscreen(tmp_path, *asked("teach"), code=asks)
    assert done.returncode == ExitCode.FINE, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", ["edit", "teach"])
def test_a_coach_is_told_of_a_fault_of_ours_and_closes_the_program(tmp_path: Path, command: str) -> None:
    press = (
        "from PySide6.QtWidgets import QApplication as A; timer = QTimer();"
        "said = lambda: [(print(w.text()), w.buttons()[0].click()) for w in A.topLevelWidgets()"
        " if w.metaObject().className() == 'QMessageBox' and w.isVisible()];"
        "later = lambda: (QTimer.singleShot(0, lambda: 1 / 0), timer.timeout.connect(said), timer.start(20));"
    )
    done = offscreen(tmp_path, *asked(command), code=BROKEN_LATER + press + BROKEN[command])
    assert (done.returncode, done.stdout) == (ExitCode.BUG, "Er ging iets mis.\n"), done.stderr


def test_the_doctor_looks_at_every_part_and_says_what_to_do(tmp_path: Path) -> None:
    done = offscreen(tmp_path, "doctor", "--json")
    findings = json.loads(done.stdout)
    parts = {finding["part"].split()[0] for finding in findings}
    assert {"versions", "screen", "sound", "voice", "camera", "disk"} <= parts
    assert all(finding["advice"] for finding in findings if not finding["is_fine"])
    assert done.returncode == (ExitCode.FINE if all(finding["is_fine"] for finding in findings) else ExitCode.PROBLEMS)


@pytest.mark.slow
def test_a_draft_does_not_run_for_a_worker(tmp_path: Path) -> None:
    draft = tmp_path / "tasks" / "nieuw"
    (draft / ".versions").mkdir(parents=True)
    (draft / "task.yaml").write_text("taak: Nieuw\nstappen:\n  - tekst: Leg 1 sonde.\n", encoding="utf-8")
    for asked in ("nieuw", str(draft), str(draft / "task.yaml")):
        told = offscreen(tmp_path, "run", asked, "--camera", "none", "--quit-after", "0.1")
        assert (told.returncode, "a draft" in told.stderr) == (ExitCode.PROBLEMS, True)


def test_a_start_that_is_refused_says_so_in_a_window_where_nobody_reads_what_is_printed(tmp_path: Path) -> None:
    program = (
        "import sys; from PySide6.QtCore import QTimer; from oss_app.app.application import application;"
        "from oss_app.cli import run; app = application();"
        "box = app.activeModalWidget;"
        "QTimer.singleShot(0, lambda: (print('in a window:', box().text()), box().accept()));"
        "sys.stderr = None; sys.exit(run(['run', sys.argv[1], '--data', sys.argv[2]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "nothing"), str(tmp_path / "data")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    told = done.stdout.strip()
    assert told.startswith("in a window: "), "without a stream for faults, Python prints to the other one"
    assert "nothing" in told


def test_letters_that_a_pipe_cannot_hold_do_not_end_a_command(tmp_path: Path) -> None:
    folder = tmp_path / "Łódź"
    folder.mkdir()
    (folder / "task.yaml").write_text("taak: Łódź\nstappen: 3\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "oss_app", "check", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert b"\\u0141" in done.stdout
    assert b"Traceback" not in done.stderr


def test_opencv_keeps_its_remarks_on_missing_cameras_to_itself(tmp_path: Path) -> None:
    asked = "sys.argv[1:] = ['schema']; m.main(); print(os.environ['OPENCV_LOG_LEVEL'])"
    program = f"import os, sys, oss_app.__main__ as m; {asked}"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "ERROR", done.stderr


def test_the_set_up_takes_no_option_that_it_would_not_heed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["setup", "--camera", "0"])
    assert "--camera" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows takes no time zone from the environment")
def test_a_time_zone_that_no_clock_can_show_is_the_worlds_time(tmp_path: Path) -> None:
    code = (
        f"from datetime import datetime; from oss_app.cli import run; run(['check', {str(tmp_path)!r}]); "
        "print(datetime.now().astimezone().utcoffset())"
    )
    environment = {**os.environ, "TZ": "XYZ-167:59:59"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.splitlines()[-1] == "0:00:00"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("command", [["schema"], ["check", "instructions/ontbijt"]])
def test_what_is_printed_into_a_file_on_a_full_disk_is_told_in_a_sentence(command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "oss_app", *command], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=120
        )
    assert done.returncode == ExitCode.PROBLEMS
    assert b"not all of this could be written" in done.stderr
    assert b"Traceback" not in done.stderr and b"Exception ignored" not in done.stderr


def test_a_refused_file_is_told_where_there_is_nowhere_to_print() -> None:
    """As on Windows, where the program has no console: what is wrong goes to the log and to a window."""
    program = (
        "import sys; import oss_app.taskfile.read.schema as room; from oss_app.cli import run\n"
        "def refused(): raise PermissionError(13, 'refused')\n"
        "room.schema = refused; sys.stdout = None; sys.exit(run(['schema']))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == ExitCode.BUG
    assert "AttributeError" not in done.stderr
