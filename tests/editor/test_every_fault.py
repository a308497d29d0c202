"""Whatever the disk refuses, and whenever the program is killed: no task is broken, and nothing typed is lost."""

from __future__ import annotations

import errno
import io
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from oss_app.app.teaching import kept_of
from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.editor.edits import Name, Replace, SetText
from oss_app.editor.open_task import OpenTask
from oss_app.editor.task_store import TaskStore
from oss_app.editor.text_exchange import take_texts
from oss_app.files import GONE
from oss_app.i18n import load
from oss_app.taskfile import FolderLibrary, packing, taught, versions
from oss_app.taskfile.checks import load_check
from oss_app.taskfile.importers.texts import TextRow, as_compared, read_texts, write_texts
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.leftovers import INCOMING, clear_leftovers
from oss_app.taskfile.writer import TaskFile
from tests.editor.disk_faults import FAULTS, killed_at
from tests.editor.test_task_store import NoPhotos

PHOTO = io.BytesIO()
Image.new("RGB", (64, 48)).save(PHOTO, "JPEG")

if sys.platform == "win32":
    pytest.skip("a process cannot be forked there", allow_module_level=True)

REGION = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
OLD, NEW = "Pak de doos.", "Pak de kist."
ENGLISH, HEADS = "Take the box.", ("Key", "Where", "Dutch", "English")
TRANSLATED = (TextRow("step 1", "Step 1", OLD, ENGLISH),)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@dataclass
class Desk:
    """A station's folder with a released task, another one, an item, and a list and a package from elsewhere."""

    root: Path

    @property
    def own(self) -> Path:
        return self.root / "data" / "tasks"

    @property
    def kit(self) -> Path:
        return self.own / "kit"

    @property
    def items(self) -> ItemLibrary:
        return ItemLibrary(self.root / "data" / "items")

    @property
    def store(self) -> TaskStore:
        return TaskStore(
            self.own, self.root / "none", load("nl"), lambda task: [], lambda: NOW, lambda s, f: None, NoPhotos()
        )

    def listing(self, name: str) -> object:
        return next(listing for listing, _ in self.store.look().own if listing.folder.name == name)

    def typed(self) -> OpenTask:
        """The kit on the desk with another sentence typed."""
        draft = self.store.open(self.kit)
        draft.do(SetText(0, "text", NEW, draft.task.language))
        return draft


def _desk(root: Path) -> Desk:
    desk = Desk(root)
    for name in ("kit", "other"):
        (desk.own / name).mkdir(parents=True)
        (desk.own / name / "foto.jpg").write_bytes(PHOTO.getvalue())
        text = f"taak: {name}\nstappen:\n  - tekst: {OLD}\n    foto: foto.jpg\n"
        (desk.own / name / "task.yaml").write_text(text, encoding="utf-8")
    files = {"reference.jpg": PHOTO.getvalue(), "done/01.jpg": PHOTO.getvalue()}
    taught.save_taught(desk.own / "other" / "checks" / "plek", taught_check("de doos"), files)
    (root / "none").mkdir()
    (root / "out").mkdir()
    desk.store.release(desk.listing("kit"))  # type: ignore[arg-type]
    desk.items.add({"nl": "tang"}, PHOTO.getvalue())
    (root / "lijst.csv").write_text("Naam;Aantal\nTang;2\n", encoding="utf-8")
    packing.export(desk.own / "other", root / "other.osstask")
    for file in (root / "texts.xlsx", root / "data" / "texts.xlsx"):
        write_texts(file, TRANSLATED, HEADS, "en")
    return desk


def autosave(desk: Desk) -> None:
    desk.typed().keep()


def save(desk: Desk) -> None:
    desk.typed().save()


def release(desk: Desk) -> None:
    desk.typed().release()


def elsewhere(desk: Desk) -> None:
    desk.typed().save_elsewhere(desk.own)


def take_theirs(desk: Desk) -> None:
    draft = desk.typed()
    (desk.kit / "task.yaml").write_text((desk.kit / "task.yaml").read_text("utf-8") + "# theirs\n", encoding="utf-8")
    draft.take_theirs()


def withdraw(desk: Desk) -> None:
    desk.store.withdraw(desk.listing("kit"))  # type: ignore[arg-type]


def group(desk: Desk) -> None:
    desk.store.put_into_group(desk.listing("kit"), "Kamer 3")  # type: ignore[arg-type]


def copy(desk: Desk) -> None:
    desk.store.copy(desk.listing("kit"))  # type: ignore[arg-type]


def into_the_bin_and_back(desk: Desk) -> None:
    desk.store.remove(desk.listing("other"))()  # type: ignore[arg-type]


def give_away(desk: Desk) -> None:
    desk.store.export(desk.listing("kit"), desk.root / "data" / "kit.osstask")  # type: ignore[arg-type]


def from_a_list(desk: Desk) -> None:
    take = desk.store.from_list(desk.root / "lijst.csv").take
    assert take
    take()


def from_a_package(desk: Desk) -> None:
    take = desk.store.from_package(desk.root / "other.osstask").take
    assert take
    take()


def refreshed(desk: Desk) -> None:
    refresh = desk.store.from_package(desk.root / "other.osstask").refresh
    assert refresh
    refresh()


def new_item(desk: Desk) -> None:
    desk.items.add({"nl": "hamer"}, PHOTO.getvalue())


def other_item(desk: Desk) -> None:
    desk.items.change(desk.items.list()[0], {"nl": "kniptang"}, PHOTO.getvalue())


def item_gone(desk: Desk) -> None:
    desk.items.remove(desk.items.list()[0])


def gone_for_good(desk: Desk) -> None:
    desk.store.remove(desk.listing("other"))  # type: ignore[arg-type]
    desk.store.bin.delete(desk.store.bin.list()[0])


def version_put_back(desk: Desk) -> None:
    desk.typed().save()
    draft = desk.store.open(desk.kit)
    kept = draft.versions()
    if not kept:  # the save before it was refused
        return
    draft.do(Replace(draft.task_of(kept[-1]), Name("put back")))
    draft.save()


def translations_taken(desk: Desk) -> None:
    draft = desk.store.open(desk.kit)
    take_texts(draft, "en", desk.root / "texts.xlsx")
    draft.save()


def translations_sent(desk: Desk) -> None:
    write_texts(desk.root / "data" / "texts.xlsx", TRANSLATED * 2, HEADS, "en")


def draft_of_a_check(desk: Desk) -> None:
    """A coach photographs, takes one away again and leaves the wizard."""
    check = desk.own / "other" / "checks" / "plek"
    taught.keep_draft(check, taught_check("de kist"), {"reference.jpg": PHOTO.getvalue()})
    taught.keep_in_draft(check, "done/01.jpg", PHOTO.getvalue())
    taught.keep_in_draft(check, "done/02.jpg", PHOTO.getvalue())
    taught.drop_from_draft(check, "done/02.jpg")


def draft_dropped(desk: Desk) -> None:
    draft_of_a_check(desk)
    taught.drop_draft(desk.own / "other" / "checks" / "plek")


def taught_check(text: str) -> Check:
    return Check(name="plek", kind=CheckKind.OCCUPIED, region=REGION, item=Text(words=text))


def teach(desk: Desk) -> None:
    files = {"reference.jpg": PHOTO.getvalue(), "done/01.jpg": PHOTO.getvalue()}
    taught.save_taught(desk.own / "other" / "checks" / "plek", taught_check("de kist"), files)


ACTS: tuple[Callable[[Desk], None], ...] = (
    autosave, save, release, elsewhere, take_theirs, withdraw, group, copy, into_the_bin_and_back, give_away,
    from_a_list, from_a_package, refreshed, new_item, other_item, item_gone, gone_for_good, version_put_back, teach,
    translations_taken, translations_sent, draft_of_a_check, draft_dropped,
)  # fmt: skip
REFUSALS = {
    "full": (errno.ENOSPC, False, False),
    "over the quota": (errno.EDQUOT, False, False),
    "read-only": (errno.EROFS, False, True),
    "no right": (errno.EACCES, False, True),
    "a bad block": (errno.EIO, True, False),
    "no place in the cloud": (errno.EINVAL, False, False),
    "a guarded folder, or a path too long": (errno.ENOENT, False, True),
}
"""How Windows refuses is among them: its cloud's errors are EINVAL to Python, its guard of folders says ENOENT."""
UNREADABLE = {
    "off in the cloud": errno.EINVAL,
    "held by another": errno.EACCES,
    "a share that is gone": errno.EHOSTDOWN,
    "gone meanwhile": errno.ENOENT,
    "a bad block": errno.EIO,
}


def sentence(folder: Path) -> str:
    """The first sentence of a task: what a crash left beside it, else what stands in it."""
    file = TaskFile.open(folder)
    task = file.recovered() or file.task
    return next(item for item in task.items if isinstance(item, Step)).text.words


def check(desk: Desk, *, may_be_gone: bool = False) -> None:
    """Each task can be opened, says the old or the new; what the workers see is whole; items have their photos.

    So is what lies in the bin, each earlier version, and each check that was taught.
    """
    for folder in [desk.kit, *desk.store.folders()]:
        if folder.name in ("kit", "other") or (folder / "task.yaml").exists():
            assert sentence(folder) in (OLD, NEW, "Pak 2 tang."), folder
    assert may_be_gone or "other" in [folder.name for folder in desk.store.folders()] or desk.store.bin.list()
    for binned in desk.store.bin.list():
        assert sentence(binned.folder) == OLD and (binned.folder / "foto.jpg").is_file()
    for version in versions.versions(desk.kit):
        assert versions.task_of(desk.kit, version).items
    for folder in desk.store.folders():
        if folder.name == "other":
            taught.restore_all(folder / "checks")  # as each start does
            found, problems = load_check(folder / "checks" / "plek")
            assert found and not problems
            assert kept_of(folder / "checks" / "plek"), "the wizard has nothing to go on with"
    for listing in FolderLibrary(desk.own, released=True).list():
        assert listing.task is not None, listing.problems
        assert (listing.task.folder / "foto.jpg").is_file()
    for item in desk.items.list():
        assert not item.photo or desk.items.photo_of(item)
    desk.store.look()
    target = desk.root / "data" / "kit.osstask"
    if target.exists():
        assert desk.store.from_package(target).said
    texts = read_texts(desk.root / "data" / "texts.xlsx", {as_compared(OLD): ["step 1"]})
    assert {row.done for row in texts.rows} == {ENGLISH}
    first = next(item for item in TaskFile.open(desk.kit).task.items if isinstance(item, Step))
    assert first.text.translations.get("en", ENGLISH) == ENGLISH


def litter(desk: Desk) -> list[Path]:
    """What nobody needs and nobody would ever see."""
    marks = ("*.tmp", f"{INCOMING}*", f"{GONE}*", ".released-*", ".*.new-*", ".*.old")
    return [path for mark in marks for path in desk.own.rglob(mark)]


@pytest.fixture
def desks(tmp_path: Path) -> Callable[[], Desk]:
    """A fresh desk each time."""
    pattern = _desk(tmp_path / "pattern").root

    def fresh() -> Desk:
        shutil.rmtree(tmp_path / "desk", ignore_errors=True)
        shutil.copytree(pattern, tmp_path / "desk")
        return Desk(tmp_path / "desk")

    return fresh


def name_of(act: Callable[[Desk], None]) -> str:
    return act.__name__


OFTEN = (autosave, save)
"""The acts that are tried each time; all of them take some minutes."""
EACH = [pytest.param(act, marks=() if act in OFTEN else pytest.mark.slow, id=name_of(act)) for act in ACTS]


@pytest.mark.parametrize("act", EACH)
def test_killed_before_each_change(desks: Callable[[], Desk], act: Callable[[Desk], None]) -> None:
    at, came = 1, True
    while came:
        desk = desks()
        came = killed_at(desk.root / "data", at, lambda desk=desk: act(desk))  # type: ignore[misc]
        check(desk, may_be_gone=act is gone_for_good)
        act(desk) if came and act in (save, autosave, release, group, new_item, teach, version_put_back) else None
        clear_leftovers(desk.own)
        check(desk, may_be_gone=act is gone_for_good)  # the next one clears up what lies about, or is not in its way
        assert not litter(desk)
        at += 1
    assert at > 2, "nothing was written at all"


@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("act", EACH)
def test_refused_at_each_change(desks: Callable[[], Desk], act: Callable[[Desk], None], refusal: str) -> None:
    code, once, takes_all = REFUSALS[refusal]
    at, came = 1, True
    while came:
        desk = desks()
        with suppress(UserError, OSError), FAULTS.on(desk.root / "data", at, code, once=once, takes_all=takes_all):
            act(desk)
        came = FAULTS.seen >= at
        check(desk, may_be_gone=act is gone_for_good)
        assert not [path for path in desk.own.rglob("*.tmp") if not takes_all], "rubbish stays"
        assert takes_all or not [path for path in desk.own.iterdir() if path.name.startswith(INCOMING)]
        at += 1
    assert at > 2 or act is item_gone, "nothing was written at all"  # that only makes room, which goes on a full disk


@pytest.mark.parametrize("refusal", REFUSALS)
def test_what_was_typed_is_written_once_the_disk_lets_it(desks: Callable[[], Desk], refusal: str) -> None:
    code, once, takes_all = REFUSALS[refusal]
    at, came = 1, True
    while came:
        desk = desks()
        draft = desk.typed()
        with FAULTS.on(desk.root / "data", at, code, once=once, takes_all=takes_all):
            draft.keep()
            draft.save()
        came = FAULTS.seen >= at
        assert draft.task.items[0].text == Text(words=NEW)  # type: ignore[union-attr]
        assert draft.save() and sentence(desk.kit) == NEW
        draft.rest()
        at += 1


def looked_at(desk: Desk) -> None:
    desk.store.look()
    desk.items.list()


def opened(desk: Desk) -> None:
    desk.store.open(desk.kit)


READS = (looked_at, opened, release, copy, give_away, from_a_list, from_a_package)
NOTHING_DONE = (UserError, OSError, StopIteration, AssertionError)
"""It was told why not, or there was nothing to act on."""


@pytest.mark.parametrize("refusal", ["off in the cloud", "gone meanwhile"])
@pytest.mark.parametrize(
    "act",
    [pytest.param(act, marks=() if act in (looked_at, opened) else pytest.mark.slow, id=name_of(act)) for act in READS],
)
def test_what_cannot_be_read_is_told_and_loses_nothing(
    desks: Callable[[], Desk], act: Callable[[Desk], None], refusal: str
) -> None:
    desk, at, came = desks(), 1, True
    before = {file: file.read_bytes() for file in sorted(desk.own.rglob("*")) if file.is_file()}
    while came:
        refused = () if act is looked_at else NOTHING_DONE  # a list of tasks shows what it can
        with suppress(*refused), FAULTS.reading(desk.root, at, UNREADABLE[refusal], once=True):
            act(desk)
        came = FAULTS.seen >= at
        check(desk)
        lost = [file for file in before if not file.exists() or not file.read_bytes()]
        assert not lost, "what could not be read was written over"
        if act not in (looked_at, opened):
            desk = desks()
        at += 1
    assert at > 2, "nothing was read at all"


@pytest.mark.parametrize("refusal", UNREADABLE)
def test_a_task_that_cannot_be_read_hides_no_other(desks: Callable[[], Desk], refusal: str) -> None:
    desk = desks()
    own = FolderLibrary(desk.own, released=True)
    names = {listing.folder.name for listing in own.list()}
    for folder in (desk.kit, desk.own / "other"):
        with FAULTS.reading(folder, 1, UNREADABLE[refusal]):
            found = FolderLibrary(desk.own, released=True).list()
        whole = {listing.title for listing in found if listing.task}
        assert whole == {"kit", "other"} - {folder.name}, refusal
    assert {listing.folder.name for listing in own.list()} == names
