"""``oss-app server …``: what an administrator does once for all benches, and the employer's report."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from oss_app.app.options import resolve_task
from oss_app.app.station import open_station
from oss_app.core.errors import UserError
from oss_app.files import write_file
from oss_app.i18n import Translator
from oss_app.server import admin
from oss_app.server.admin import SharedStepReport
from oss_app.store.folders import data_folders, machine_station
from oss_app.store.outbox import Outbox
from oss_app.store.settings import YamlSettings
from oss_app.taskfile.library import load
from oss_app.ui.kit.formats import list_separator

_FORMULA = re.compile(r"[\s\x00-\x1f\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
_DATE = re.compile(r"\d+([-/.:]\d+)+")


def init(line: str, tr: Translator) -> str:
    """Prepare a server; what was done, and the lines for the stations. UserError."""
    done = admin.init(line, tr)
    told = [
        tr("The tables were made, version {n}.", n=done.versions[-1])
        if done.versions
        else tr("The tables were there already.")
    ]
    made = [role for role, password in done.passwords.items() if password]
    if made:
        told.append(tr("These roles were made: {roles}.", roles=", ".join(made)))
    if done.not_allowed:
        told.append(
            tr(
                "This administrator may not set {names}. Ask a superuser to run this once, or set it on the server.",
                names=", ".join(dict.fromkeys(done.not_allowed)),
            )
        )
    told += ["", tr("For station.yaml on each bench:"), f"server: {done.line(admin.STATION)}"]
    told += ["", tr("And where the coach looks at the help board:"), f"board: {done.line(admin.BOARD)}"]
    if len(made) < len(done.passwords):
        told += ["", tr("A role that was there keeps its password: write it where PASSWORD stands.")]
    return "\n".join(told)


def check(line: str | None, data: Path | None, tr: Translator) -> tuple[str, bool]:
    """Look at a server, or at the one of this station; the text, and whether all is well. UserError."""
    findings = admin.check(line or _line_of_station(data, tr), tr)
    text = "\n".join(f"{'+' if finding.is_fine else '-'} {finding.sentence}" for finding in findings)
    return text, all(finding.is_fine for finding in findings)


def anew(data: Path | None, tr: Translator) -> str:
    """Make this station another one than before; what it had not yet sent stays in its own journal. UserError."""
    station = open_station(data, tr)
    try:
        Outbox(station.database).begin_anew()
    finally:
        station.close()
    return tr("This is a station of its own from now on. What was not yet sent stays in its own journal.")


def report(line: str | None, out: Path, data: Path | None, tr: Translator) -> str:
    """Write the report over all benches, as PDF or CSV by the name of the file. UserError."""
    settings = YamlSettings(data_folders(data).station, machine_station(), tr).load()
    board = line or settings.board
    if not board:
        raise UserError(tr("This PC has no line to the help board."), tr("Give it, as oss-app server init printed it."))
    rows = admin.read_report(board, tr)
    table = [_row(found, data, tr) for found in rows]
    try:
        if out.suffix.casefold() == ".csv":
            _write_csv(out, table, tr)
        else:
            from oss_app.app.tags import letters_for_paper
            from oss_app.ui.desk.widgets.table_sheet import print_table

            letters_for_paper()
            print_table(out, tr("Steps over all benches"), _notes(tr), _heads(tr), table)
    except OSError as error:
        raise UserError(tr("{file} could not be saved.", file=out), str(error)) from error
    return tr("“{file}” is saved.", file=out)


def _line_of_station(data: Path | None, tr: Translator) -> str:
    settings = YamlSettings(data_folders(data).station, machine_station(), tr).load()
    if not settings.server:
        raise UserError(tr("This station has no server."), tr("Write its line in station.yaml: server: postgresql://…"))
    return settings.server


def _heads(tr: Translator) -> tuple[str, ...]:
    return (
        tr("Task"),
        tr("Version"),
        tr("Step"),
        tr("Sentence"),
        tr("Check"),
        tr("Times"),
        tr("With help"),
        tr("Overridden"),
        tr("By the coach"),
        tr("Skipped"),
    )


def _notes(tr: Translator) -> tuple[str, ...]:
    return (
        tr("All benches together, the last 90 days; no bench, no person, no day, no time."),
        tr("Where a step often needs help, mend its photo or sentence. Where a check is overridden, teach it anew."),
        tr("For guidance. Not to appraise, pay, discipline or dismiss people."),
    )


def _row(found: SharedStepReport, data: Path | None, tr: Translator) -> tuple[str, ...]:
    return (
        found.task,
        _version(found.version),
        str(found.step),
        _sentence(found, data, tr),
        found.check,
        *(str(n) for n in (found.ended, found.helped, found.overridden, found.by_coach, found.skipped)),
    )


def _sentence(found: SharedStepReport, data: Path | None, tr: Translator) -> str:
    """Return what the step says, where this very version of the task is on this PC."""
    try:
        folder = resolve_task(Path(found.task), data_folders(data), tr)
    except UserError:
        return ""
    listing = load(folder).listing
    steps = listing.task.steps if listing.task and listing.digest == found.version else ()
    return steps[found.step - 1].text.into(tr.language) if 0 < found.step <= len(steps) else ""


def _write_csv(out: Path, table: Sequence[tuple[str, ...]], tr: Translator) -> None:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=list_separator(tr))
    writer.writerow(_heads(tr))
    writer.writerows(tuple(_harmless(cell) for cell in row) for row in table)
    write_file(out, lines.getvalue().encode("utf-8-sig"))  # spreadsheets take it for UTF-8 by this mark


def _version(digest: str) -> str:
    """Return the first signs of a version, after a letter: a spreadsheet takes 12e45678 for a number, and shows
    another.
    """
    return f"v{digest[:8]}"


def _harmless(cell: str) -> str:
    """Return a text that a spreadsheet takes neither for a formula nor for a date."""
    return f"'{cell}" if _FORMULA.match(cell) or _DATE.fullmatch(cell) else cell
