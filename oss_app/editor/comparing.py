"""What changed between two versions of a task, said in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import step_number
from oss_app.i18n import Translator, marked

ALIKE = 0.5
"""Two sentences with more in common than this are one sentence that was changed."""
PARTS: Mapping[str, str] = {
    "say": marked("what the voice says"),
    "hint": marked("the hint"),
    "warning": marked("the warning"),
    "sound": marked("the recording"),
    "photo": marked("the photo"),
    "film": marked("the film"),
    "film_sound": marked("the film"),
    "place": marked("the place"),
    "take": marked("the place to take from"),
    "check": marked("the check"),
    "count": marked("the check"),
    "must": marked("the check"),
}


@dataclass(frozen=True)
class _Listed:
    """An item with what it is called in its own version."""

    item: Item
    called: str


def differences(before: Task, after: Task, tr: Translator) -> list[str]:
    """One sentence for each thing that is other in ``after``: the head first, then the list from the top."""
    return [*_head(before, after, tr), *_list(before, after, tr)]


def _head(before: Task, after: Task, tr: Translator) -> Iterator[str]:
    if before.title.words != after.title.words:
        yield tr("The task was called “{before}”, now “{after}”.", before=before.title.words, after=after.title.words)
    if before.title.translations != after.title.translations:
        yield tr("A translation of the title is another one.")
    if before.photo != after.photo:
        yield tr("The photo of the task is another one.")
    if before.done != after.done:
        yield tr("The last screen says something else.")
    if before.repeat != after.repeat:
        yield tr("The number of kits is another one.")
    if before.language != after.language:
        yield tr("The task is in another language.")


def _list(before: Task, after: Task, tr: Translator) -> Iterator[str]:
    old, new = _listed(before, tr), _listed(after, tr)
    told = list(_side_by_side(old, new))
    gone = _Lone(first for first, second in told if first and second is None)
    come = _Lone(second for first, second in told if second and first is None)
    for first, second in told:
        if first and second:
            yield from _changed(first, second, before, after, tr)
        elif first and not come.take(first):
            yield tr("{step} is gone: “{words}”.", step=first.called, words=_words(first.item))
        elif second and (was := gone.take(second)):
            yield tr(
                "{step} was {before} before: “{words}”.", step=second.called, before=was, words=_words(second.item)
            )
        elif second:
            yield tr("{step} is new: “{words}”.", step=second.called, words=_words(second.item))


class _Lone:
    """Items that the other version has nowhere opposite, to be taken one by one: two that are alike are two."""

    def __init__(self, listed: Iterable[_Listed]) -> None:
        self._called: dict[str, list[str]] = {}
        for one in listed:
            self._called.setdefault(str(one.item), []).append(one.called)

    def take(self, one: _Listed) -> str:
        """Take out an item that is alike; what it is called, empty where there is none left."""
        called = self._called.get(str(one.item))
        return called.pop(0) if called else ""


def _side_by_side(old: Sequence[_Listed], new: Sequence[_Listed]) -> Iterator[tuple[_Listed | None, _Listed | None]]:
    """Give the items of both versions, those that are one item side by side; also where nothing of them has changed."""
    for act, i, j, k, m in SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), False).get_opcodes():
        yield from zip(old[i:j], new[k:m], strict=True) if act == "equal" else _paired(old[i:j], new[k:m])


def _listed(task: Task, tr: Translator) -> list[_Listed]:
    names: dict[type, str] = {Section: tr("Section"), Break: tr("Break")}
    return [
        _Listed(item, tr("Step {n}", n=step_number(task, at)) if isinstance(item, Step) else names[type(item)])
        for at, item in enumerate(task.items)
    ]


def _key(listed: _Listed) -> str:
    return f"{type(listed.item).__name__} {listed.item}"


def _paired(old: Sequence[_Listed], new: Sequence[_Listed]) -> Iterator[tuple[_Listed | None, _Listed | None]]:
    """Those that are one item changed, side by side, in the order of the new list; the others alone."""
    left = list(old)
    for one in new:
        match = next((other for other in left if _is_same(other.item, one.item)), None)
        if match is not None:
            for other in left[: left.index(match)]:
                yield other, None
            del left[: left.index(match) + 1]
        yield match, one
    for other in left:
        yield other, None


def _is_same(one: Item, other: Item) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, Step) and isinstance(other, Step) and one.photo and one.photo == other.photo:
        return True
    return SequenceMatcher(None, _words(one), _words(other)).ratio() > ALIKE


def _changed(first: _Listed, second: _Listed, before: Task, after: Task, tr: Translator) -> Iterator[str]:
    old, new = first.item, second.item
    if _words(old) != _words(new):
        yield tr("{step}: “{before}” became “{after}”.", step=second.called, before=_words(old), after=_words(new))
    parts = []
    if isinstance(old, Step) and isinstance(new, Step):
        parts = [tr(name) for field, name in PARTS.items() if getattr(old, field) != getattr(new, field)]
        if old.place == new.place and old.photo == new.photo and before.outline_of(old) != after.outline_of(new):
            parts.append(tr("the place"))
    if _text(old).translations != _text(new).translations:
        parts.append(tr("a translation"))
    if parts:
        yield tr("{step}: other than before: {parts}.", step=second.called, parts=", ".join(dict.fromkeys(parts)))


def _text(item: Item) -> Text:
    return item.title if isinstance(item, Section) else item.text


def _words(item: Item) -> str:
    return _text(item).words
