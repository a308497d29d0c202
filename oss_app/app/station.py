"""What one station has on its disk, opened in the right order and let go of in the other."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path

from oss_app import __version__
from oss_app.app.disarm import Disarmed, Tally, disarm, set_aside
from oss_app.core.errors import UserError
from oss_app.core.parcel import WELL
from oss_app.core.record import StepEnded
from oss_app.core.settings import Settings
from oss_app.core.task import Task
from oss_app.files import delete_file, write_file
from oss_app.i18n import Translator
from oss_app.resources import card_sign, instructions
from oss_app.store.database import Database
from oss_app.store.folders import Folders, data_folders, machine_station
from oss_app.store.history import SqliteHistory
from oss_app.store.journal import SqliteJournal
from oss_app.store.lock import Lock
from oss_app.store.profiles import YamlProfiles
from oss_app.store.retention import days_in_doubt, purge, trust_the_clock
from oss_app.store.settings import YamlSettings
from oss_app.store.trouble import StorageError, StorageTrouble
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.kept_listings import KeptListings
from oss_app.taskfile.leftovers import clear_leftovers
from oss_app.taskfile.released import own_folder

log = logging.getLogger(__name__)

LANGUAGE = "language"
CALL, KNOWN = "call", "known"
LOG_BYTES, LOG_FILES = 500_000, 4
JUMP = timedelta(days=1)
WAIT_S = 6.0
"""How long a start waits for a journal that another program holds, as a back-up does; its step is due in 10 s."""


class SystemClock:
    """The computer's own time."""

    def __init__(self) -> None:
        self._begun, self._begun_s = self.now(), self.monotonic()

    def has_jumped(self) -> bool:
        """Tell whether the clock shows another day than the time since the start explains: it was set meanwhile.

        A PC that slept for days seems so too, until the next start.
        """
        explained = self._begun + timedelta(seconds=self.monotonic() - self._begun_s)
        return abs(self.now() - explained) > JUMP

    def monotonic(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return datetime.now().astimezone()


@dataclass
class Station:
    """Everything that is kept: one data folder, one program (R1)."""

    folders: Folders
    store: YamlSettings
    settings: Settings
    database: Database
    journal: SqliteJournal
    profiles: YamlProfiles
    library: FolderLibrary
    clock: SystemClock
    lock: Lock
    history: SqliteHistory
    disarmed: tuple[Disarmed, ...] = ()
    """The checks that no longer count since this start, for the coach to hear of (C8)."""
    weighed: frozenset[Path] = frozenset()
    """The tasks whose checks were looked up in the journal since this start."""
    tally: Tally | None = None
    language: str = ""
    """That of the computer, where nobody has set up another yet; or empty."""
    last_work: date | None = None
    """The last day of work, where the clock is so far past it that it may be wrong; then nothing is deleted."""

    def trust_the_clock(self) -> None:
        """Trust the clock, as the coach says: what is past its time goes."""
        trust_the_clock(self.folders.clock_in_doubt)
        self.last_work = None
        _purge(self.database, self.clock)

    def last_language(self) -> str:
        """Return the language that was spoken last, which a session that was cut off comes back in; or empty."""
        try:
            return (self.folders.root / LANGUAGE).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def remember_language(self, code: str) -> None:
        """Keep the language for a session that is cut off; where that fails, it comes back in the station's own."""
        if code != self.last_language():
            with contextlib.suppress(OSError):
                write_file(self.folders.root / LANGUAGE, code.encode(), 0o600)

    def last_call(self) -> tuple[str, bool]:
        """Tell how the coach was called when the program ended, empty where they were not.

        And whether the board had it.
        """
        try:
            state, _, known = (self.folders.root / CALL).read_text(encoding="utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return "", False
        return state, known == KNOWN

    def remember_call(self, state: str, *, is_known: bool) -> None:
        """Keep that the coach is called while it lasts, lest a power cut take it off the board and the screen."""
        file = self.folders.root / CALL
        with contextlib.suppress(OSError):
            if state == WELL:
                delete_file(file)
            elif (state, is_known) != self.last_call():
                write_file(file, f"{state}\n{KNOWN if is_known else ''}".encode(), 0o600)

    def weigh(self, task: Task) -> None:
        """Once in each task, before its checks count: what the journal calls for no longer does (C8)."""
        if task.folder not in self.weighed:
            self.weighed |= {task.folder}
            off = self.settings.checks_off
            self.disarmed += disarm(task, self.library, self.database, off, self.switch_off)
            if self.last_work is None and not self.clock.has_jumped():
                from oss_app.taskfile import work_photos  # the first screen does not wait for it

                work_photos.expire(own_folder(task.folder), self.clock.now().date())

    def weigh_all(self) -> Iterator[None]:
        """Yield the same in every task, one at each turn: the first screen does not wait for it."""
        for listing in self.library.list():
            if listing.task is not None:
                self.weigh(listing.task)
                yield

    def ended(self, task: Task, entry: StepEnded) -> bool:
        """Note a step that ended and is in the journal; tell whether its check counts no longer because of it."""
        if not entry.check or self.tally is None:
            return False
        disarmed = self.tally.ended(task, entry)
        if disarmed:
            self.disarmed = (*self.disarmed, disarmed)
        return disarmed is not None

    def set_check_aside(self, folder: Path) -> None:
        """Set the check in this folder aside, on which the camera's process crashed twice, and tell the coach."""
        if disarmed := set_aside(folder, self.library, self.switch_off):
            self.disarmed = (*self.disarmed, disarmed)

    def card_picture(self, card: str) -> Path | None:
        """Return the picture of a card: the coach's own photo, else its sign; None where it has neither."""
        return self.profiles.photo(card) or card_sign(card)

    def switch_off(self, check: str) -> None:
        """From now on a check is off at this station, named as in ``Settings.checks_off``."""
        self.settings = self.settings.model_copy(update={"checks_off": (*self.settings.checks_off, check)})
        try:
            self.store.save(self.settings)
        except (OSError, UserError):
            log.warning("the settings cannot be saved", exc_info=True)  # it is off until the program ends

    def close(self) -> None:
        self.journal.close()
        self.lock.release()


def open_station(data: Path | None, tr: Translator) -> Station:
    """Open the data folder, alone. UserError: it is in use, cannot be made, or is of a newer version."""
    folders = data_folders(data)
    folders.create(tr)
    lock = Lock(folders.root, tr)
    try:
        keep_log(folders.log)
        store = YamlSettings(folders.station, machine_station(), tr)
        clock = SystemClock()
        settings = store.open(clock.now().date())
        folders.clear_unfinished()
        clear_leftovers(folders.tasks)
        folders.keep_to_this_user()
        database = Database(folders.journal, clock, tr)
        _wait_for(database)
        last_work = _in_doubt(database, clock, folders)
        if last_work is None:
            _purge(database, clock)  # first: the journal reads its open sessions once
        journal = SqliteJournal(database, settings.journal, clock)
        profiles = _profiles(folders, settings, journal, tr)
        kept = KeptListings(folders.cache / "tasks.json")
        library = FolderLibrary(*roots(folders, settings), language=tr.language, released=True, kept=kept)
    except UserError:
        lock.release()
        raise
    history = SqliteHistory(database, settings.journal)
    station = Station(folders, store, settings, database, journal, profiles, library, clock, lock, history)
    station.last_work = last_work
    station.tally = Tally(library, database, station.switch_off)
    return station


def was_never_set_up(station: Station) -> bool:
    """Tell whether nobody has said anything about this station yet, nor worked at it."""
    as_it_came = (Settings(), Settings(language=station.language or Settings().language))
    is_bare = not station.folders.station.exists() and station.settings in as_it_came
    return is_bare and station.journal.interrupted() is None


def speak_as_the_computer(station: Station, language: str) -> None:
    """Speak the language that the computer is set to, where there is one, until somebody sets up another."""
    if language and was_never_set_up(station):
        station.language = language
        station.settings = station.settings.model_copy(update={"language": language})


def _profiles(folders: Folders, settings: Settings, journal: SqliteJournal, tr: Translator) -> YamlProfiles:
    if settings.cards_from:
        from oss_app.store.shared_cards import SharedCards

        return SharedCards(folders.shared_cards, journal.forget, tr)
    return YamlProfiles(folders.workers, journal.forget, tr, last=folders.workers_last)


def roots(folders: Folders, settings: Settings) -> tuple[Path, ...]:
    """Tell where tasks are looked for: what the station follows; else its own, and the samples until there is one."""
    if settings.tasks_from:
        from oss_app.taskfile.following import FollowedStore

        return (FollowedStore(folders.followed).tasks,)
    own = any(folders.tasks.glob("*/task.yaml"))
    return (folders.tasks,) if own else (folders.tasks, instructions())


class _Log(RotatingFileHandler):
    """A log that cannot be written is missed by nobody at the bench; what matters of it the coach hears at the door."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def keep_log(folder: Path) -> None:
    """Keep a log for programmers, bounded in size, without a word about persons."""
    root = logging.getLogger("oss_app")
    if any(isinstance(h, RotatingFileHandler) for h in root.handlers):
        return
    try:
        handler = _Log(folder / "oss-app.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.info("OSS App %s", __version__)


def _wait_for(database: Database) -> None:
    """Give another program that holds the journal a moment, lest a session that was cut off seem to be none."""
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        try:
            database.read(lambda rows: None)
        except StorageError as error:
            if error.trouble is StorageTrouble.UNAVAILABLE:
                time.sleep(0.05)
                continue
        return


def _in_doubt(database: Database, clock: SystemClock, folders: Folders) -> date | None:
    try:
        return days_in_doubt(database, clock.now().date(), folders.clock_in_doubt)
    except StorageError:
        return None  # then nothing can be deleted either


def _purge(database: Database, clock: SystemClock) -> None:
    try:
        purged = purge(database, clock.now().date())
    except StorageError:  # what cannot be deleted today is deleted at the next start; the worker is not kept waiting
        log.exception("purge")
    else:
        log.info("purged: %s", purged)
