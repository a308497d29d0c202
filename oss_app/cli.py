"""The commands: what can be typed, and what each exit code means."""

from __future__ import annotations

import argparse
import gc
import io
import json
import logging
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oss_app import __version__
from oss_app.core.errors import ExitCode, UserError

if TYPE_CHECKING:
    from oss_app.core.problem import Problem
    from oss_app.core.task import Task

TELL = "OSS_APP_TELL"
"""``window``: say in a window why the program does not start; the menu's entries set it."""
BEYOND_LATIN = re.compile("[^\0-\u024f\u2000-\u20cf]")  # said so, it is compiled in no time
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that steer a terminal, or turn the reading round; a name may hold any."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command; an ``ExitCode``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # None where Windows starts the program without a console
            stream.reconfigure(errors="backslashreplace")  # a pipe or file there holds the letters of one country only
    _mend_timezone()
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        code = command(options)
        if sys.stdout is not None:
            sys.stdout.flush()  # here, where a disk that takes no more can still be told of
        return code
    except UserError as error:
        _tell(error.sentence, error.hint)
        return ExitCode.PROBLEMS
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away (`| head`); nothing of ours went wrong
        return ExitCode.FINE
    except OSError as error:
        if not _is_stuck():
            return _bug(error)
        _tell("OSS App: not all of this could be written.", os.strerror(error.errno or 0))
        return ExitCode.PROBLEMS
    except Exception as error:
        return _bug(error)


def _bug(error: Exception) -> int:
    logging.getLogger(__name__).exception("bug")
    if nobody_reads():
        _tell("OSS App: something went wrong.", repr(error))
    return ExitCode.BUG


def _is_stuck() -> bool:
    """Tell whether what was printed cannot be written, as into a file on a full disk; then it is forgotten.

    Else Python would try once more at its end, and say so in its own way.
    """
    if sys.stdout is None:  # a program of Windows without a console
        return False
    try:
        sys.stdout.flush()
        os.write(sys.stdout.fileno(), b"\n")  # what is long was thrown away with the error
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
        return True
    return False


def _mend_timezone() -> None:
    """Take the world's time where this computer's is set to one that no clock can show, a day and more from it."""
    try:
        datetime.now().astimezone()
    except ValueError:
        os.environ["TZ"] = "UTC"
        time.tzset()


def nobody_reads() -> bool:
    """Tell whether what is printed is lost: started by a double click, on Windows and from the menu of a desktop."""
    return sys.stderr is None or os.environ.get(TELL) == "window"


def _tell(sentence: str, hint: str) -> None:
    if nobody_reads():
        from oss_app.app.application import show_message

        show_message(sentence, hint)
        return
    print(_harmless(sentence), file=sys.stderr)
    if hint:
        print(_harmless(hint), file=sys.stderr)


def _harmless(text: str) -> str:
    return STEERS.sub("\ufffd", text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="oss-app",
        description="Guides a worker through a task, one step at a time. Without a command: the start screen.",
        epilog="Intended use: guidance at work. Not for appraisal, pay, wage value, discipline, dismissal or emotion.",
    )
    parser.add_argument("--version", action="version", version=f"OSS App {__version__}")
    _add_station_options(parser)
    parser.set_defaults(command=_start, task=None, demo=False, projector=False, set_up=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, what: str, command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(command=command)
        return made

    start = add("run", "Run one task.", _start)
    start.add_argument("task", type=Path, metavar="TASK", help="the task's folder, its task.yaml, or its name")
    _add_station_options(start, again=True)

    demo = add("demo", "The dental kit with a simulated bench camera: no hardware needed.", _start)
    demo.set_defaults(demo=True)
    demo.add_argument("--projector", action="store_true", help="also show the bench with the light on it")
    _add_station_options(demo, again=True)

    set_up = add("setup", "Set up this station: screen, sound, camera, pedal, code, journal.", _start)
    set_up.set_defaults(set_up=True)
    _add_window_options(set_up, again=True)

    edit = add("edit", "Write and change tasks: for the coach.", _edit)
    edit.add_argument(
        "task", type=Path, nargs="?", metavar="TASK", help="the task's folder, its task.yaml, its name, or an .osstask"
    )
    edit.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    edit.add_argument("--quit-after", type=float, metavar="SECONDS", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    teach = add("teach", "Teach and rehearse the check of a step, with its live view: for the coach.", _teach)
    teach.add_argument("task", type=Path, metavar="TASK", help="the task's folder, its task.yaml, or its name")
    teach.add_argument("check", metavar="CHECK", help="the check's name, as a step of the task gives it")
    teach.add_argument("--camera", metavar="N|PATH", default=argparse.SUPPRESS, help="a camera, or recorded pictures")
    teach.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    teach.add_argument("--quit-after", type=float, metavar="SECONDS", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    check = add(
        "check", "Check task files: FILE:LINE:COL: what is wrong. Exit 1 for faults, 0 for advice only.", _check
    )
    check.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a task.yaml, a task's folder, or a library")
    check.add_argument("--language", default="en", help="of the sentences, where there are words in it (default: en)")

    add("schema", "Print the JSON Schema of a task file.", _schema)

    doctor = add("doctor", "What works on this PC and what does not, each with what to do.", _doctor)
    doctor.add_argument("--json", action="store_true", help="for machines")
    doctor.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)

    support = add("support-bundle", "Versions, settings, findings and logs in one file, for who helps.", _support)
    support.add_argument("--out", type=Path, metavar="FILE.zip", help="where to (default: here, named by the day)")
    support.add_argument("--yes", action="store_true", help="write it without asking, in scripts")
    support.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)

    board = add("board", "The help board: which bench asks for the coach. Full screen, or in a window.", _board)
    board.add_argument("line", nargs="?", metavar="postgresql://…", help="the board's line (default: the station's)")
    board.add_argument("--windowed", action="store_true", default=argparse.SUPPRESS)
    board.add_argument("--display", metavar="NAME", default=argparse.SUPPRESS)
    board.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    board.add_argument("--quit-after", type=float, metavar="SECONDS", default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    server = add("server", "One server for several benches: for an administrator.", lambda _: _usage(server))
    _add_server_commands(server.add_subparsers(metavar="COMMAND"))

    tags = add("tags", "Write a sheet of tags to print: stuck on a tray, they let checks follow it.", _tags)
    tags.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    vision = add("vision", "Measure the checks.", lambda _: _usage(vision))
    evaluate = vision.add_subparsers(metavar="COMMAND").add_parser(
        "evaluate", help="teach and judge the checks of a protocol; one JSON line a test"
    )
    evaluate.add_argument("protocol", type=Path, metavar="PROTOCOL.json")
    evaluate.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")
    evaluate.set_defaults(command=_evaluate)
    return parser


def _add_server_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    line = "postgresql://…"
    init = commands.add_parser("init", help="make or upgrade the tables and roles, and print the lines for the benches")
    init.add_argument("line", metavar=line, help="an administrator of the database")
    init.set_defaults(command=_server_init)
    check = commands.add_parser("check", help="see whether a server is reached, prepared and quiet")
    check.add_argument("line", nargs="?", metavar=line, help="any of its lines (default: this station's)")
    check.set_defaults(command=_server_check)
    anew = commands.add_parser("anew", help="make this station another one than before: it was copied, or put back")
    anew.set_defaults(command=_server_anew)
    report = commands.add_parser("report", help="how the steps went, all benches together, without persons")
    report.add_argument("line", nargs="?", metavar=line, help="the board's line (default: this station's)")
    report.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.csv")
    report.set_defaults(command=_server_report)
    for parser in (check, anew, report):
        parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)


def _add_station_options(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Options of the commands with which a worker works; ``again``: given after the command they win."""
    default = argparse.SUPPRESS if again else None
    add = parser.add_argument
    add("--camera", default=default, metavar="N|none|PATH", help="a camera by number, none, or recorded pictures")
    add("--worker", default=default, metavar="NAME", help="the worker's card, by its word")
    _add_window_options(parser, again=again)


def _add_window_options(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Options of the commands that open the window."""

    def default(value: object) -> object:
        return argparse.SUPPRESS if again else value

    add = parser.add_argument
    add("--display", default=default(None), metavar="NAME", help="the display to fill, by name or serial number")
    add("--windowed", action="store_true", default=default(False), help="a window instead of the full screen")
    add("--data", type=Path, default=default(None), metavar="DIR", help="keep everything in this folder (OSS_APP_DATA)")
    add("--quit-after", type=float, default=default(None), metavar="SECONDS", help="end by itself, for smoke tests")


def _start(options: argparse.Namespace) -> int:
    gc.disable()  # what is loaded stays: to look through it again and again keeps the first screen waiting
    try:
        _keep_small()
        from oss_app.app.options import LaunchOptions
        from oss_app.app.start import start

        return start(
            LaunchOptions(
                task=options.task,
                demo=options.demo,
                projector=options.projector,
                camera=options.camera,
                worker=options.worker,
                display=options.display,
                windowed=options.windowed,
                data=options.data,
                quit_after=options.quit_after,
                set_up=options.set_up,
            )
        )
    finally:
        gc.enable()


def _keep_small() -> None:
    """Before anything that shows a window is imported."""
    from oss_app.app.footprint import keep_small

    keep_small()


def _edit(options: argparse.Namespace) -> int:
    _keep_small()
    from oss_app.app.editing import edit

    return edit(options.task, options.data, options.quit_after)


def _teach(options: argparse.Namespace) -> int:
    _keep_small()
    from oss_app.app.teach import teach

    return teach(options.task, options.check, options.camera, options.data, options.quit_after)


def _check(options: argparse.Namespace) -> int:
    from oss_app.taskfile import report

    text, code = report(options.paths, options.language, _letters)
    print(text)
    return code


def _letters(task: Task, language: str) -> list[Problem]:
    """Return what this computer cannot draw.

    For that the screens' typefaces are needed, and for plain Latin they are not.
    """
    if not any(BEYOND_LATIN.search(text.into(code)) for text in task.texts() for code in task.languages):
        return []
    from oss_app.app.letters import letter_problems, need_typefaces

    need_typefaces()
    return letter_problems(task, language)


def _schema(_: argparse.Namespace) -> int:
    from oss_app.taskfile.read.schema import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return ExitCode.FINE


def _doctor(options: argparse.Namespace) -> int:
    from oss_app.app.diagnostics.doctor import examine, in_words
    from oss_app.i18n import load, system_language

    findings = examine(options.data, load(system_language()))
    if options.json:
        print(json.dumps([f.as_dict() for f in findings], indent=2, ensure_ascii=False))
    else:
        print(_harmless(in_words(findings)))
    return ExitCode.PROBLEMS if any(not f.is_fine for f in findings) else ExitCode.FINE


def _support(options: argparse.Namespace) -> int:
    from datetime import date

    from oss_app.app.diagnostics import support
    from oss_app.i18n import load, system_language

    tr = load(system_language())
    items = support.gather(options.data, tr)
    out = options.out or support.default_name(date.today())
    print(support.in_words(items, tr))
    if not (options.yes or _agrees(tr("Write it to {file}? [y/n] ", file=out))):
        print(tr("Nothing was written. Add --yes to write it."))
        return ExitCode.PROBLEMS
    support.write(items, out, tr)
    print(tr("“{file}” is saved.", file=out))
    return ExitCode.FINE


def _agrees(question: str) -> bool:
    """Ask on the terminal; nobody there is a no."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(question).strip().lower()[:1] in ("y", "j")
    except EOFError:
        return False


def _board(options: argparse.Namespace) -> int:
    _keep_small()
    from oss_app.app.help_board import show_board
    from oss_app.app.options import LaunchOptions

    launch = LaunchOptions(
        display=options.display, windowed=options.windowed, data=options.data, quit_after=options.quit_after
    )
    return show_board(options.line, launch)


def _server_init(options: argparse.Namespace) -> int:
    from oss_app.app.server_commands import init
    from oss_app.i18n import load, system_language

    print(init(options.line, load(system_language())))
    return ExitCode.FINE


def _server_check(options: argparse.Namespace) -> int:
    from oss_app.app.server_commands import check
    from oss_app.i18n import load, system_language

    text, is_fine = check(options.line, options.data, load(system_language()))
    print(text)
    return ExitCode.FINE if is_fine else ExitCode.PROBLEMS


def _server_anew(options: argparse.Namespace) -> int:
    from oss_app.app.server_commands import anew
    from oss_app.i18n import load, system_language

    print(anew(options.data, load(system_language())))
    return ExitCode.FINE


def _server_report(options: argparse.Namespace) -> int:
    from oss_app.app.server_commands import report
    from oss_app.i18n import load, system_language

    print(report(options.line, options.out, options.data, load(system_language())))
    return ExitCode.FINE


def _tags(options: argparse.Namespace) -> int:
    from oss_app.app.tags import print_tags
    from oss_app.i18n import load, system_language

    print_tags(options.out, load(system_language()))
    return ExitCode.FINE


def _evaluate(options: argparse.Namespace) -> int:
    from oss_app.vision.evaluate import evaluate, in_words

    print(in_words(evaluate(options.protocol, options.out)))
    return ExitCode.FINE


def _usage(parser: argparse.ArgumentParser) -> int:
    parser.print_usage(sys.stderr)
    return ExitCode.USAGE
