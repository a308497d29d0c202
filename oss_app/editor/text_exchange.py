"""The texts of a task go out to a translator as a workbook, and come back into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.task import Item, Task
from oss_app.core.text import Text
from oss_app.editor.advice import passages
from oss_app.editor.edits import Name, Replace
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, all_languages, language_name, marked
from oss_app.taskfile.importers.texts import TextRow, as_compared, read_texts, write_texts


def send_texts(
    task: Task, language: str, path: Path, wheres: dict[tuple[int | None, str], str], tr: Translator
) -> None:
    """Write all texts of a task with their translation into ``language``; ``wheres`` say where each stands.

    Raises OSError.
    """
    rows = [
        TextRow(
            _key(passage.item, passage.field),
            wheres[passage.item, passage.field],
            text.words,
            text.translations.get(language, ""),
        )
        for passage, _, text in passages(task)
        if (passage.item, passage.field) in wheres
    ]
    heads = (tr("Key"), tr("Where"), language_name(task.language), language_name(language))
    write_texts(path, rows, heads, language)


@dataclass(frozen=True)
class TextsTaken:
    """What a workbook brought: for which ``language``, how many translations are others now, and the words of those
    that were not taken, because the task says them otherwise by now or says them in no place.
    """

    language: str
    changed: int
    left: tuple[str, ...]
    is_guess: bool = False
    """Nothing in the workbook says its language."""


def take_texts(draft: OpenTask, language: str, path: Path) -> TextsTaken:
    """Take over the translations of a workbook, in one edit, for the language it was made for, else ``language``.

    A translation of words that the author has changed since is not taken. Raises UserError.
    """
    texts = {_key(passage.item, passage.field): text for passage, _, text in passages(draft.task)}
    places = dict[str, list[str]]()
    for key, text in texts.items():
        places.setdefault(as_compared(text.words), []).append(key)
    book = read_texts(path, places)
    codes = {code.casefold(): code for code in (*all_languages(), *draft.task.languages)}
    told = codes.get(book.language.casefold())
    code = told or language
    if code == draft.task.language:
        raise UserError(
            marked("These are the texts in the task's own language."), marked("Have them translated into another one.")
        )
    fitting: dict[str, str] = {}
    left = []
    for row in book.rows:
        here = places.get(as_compared(row.words), [])  # not at its key where steps were moved meanwhile
        wanted = [row.key] if row.key in here else here
        if not wanted or any(fitting.get(key, row.done) != row.done for key in wanted):
            left.append(row.words)
        else:
            fitting |= dict.fromkeys(wanted, row.done)
    news = [key for key, done in fitting.items() if texts[key].translations.get(code, "") != done]
    if news:
        draft.seal()
        draft.do(Replace(_with(draft.task, code, fitting), Name(marked("take over translations"))))
        draft.seal()
    return TextsTaken(code, len(news), tuple(left), is_guess=told is None)


def _with(task: Task, language: str, done: dict[str, str]) -> Task:
    head = _changes(None, ((name, getattr(task, name)) for name in ("title", "done")), language, done)
    items: list[Item] = []
    for n, item in enumerate(task.items):
        items.append(item.model_copy(update=_changes(n, item, language, done)))
    return task.model_copy(update={**head, "items": tuple(items)})


def _changes(
    item: int | None, fields: Iterable[tuple[str, object]], language: str, done: dict[str, str]
) -> dict[str, Text]:
    return {
        name: text.model_copy(update={"translations": {**text.translations, language: done[_key(item, name)]}})
        for name, text in fields
        if isinstance(text, Text) and _key(item, name) in done
    }


def _key(item: int | None, field: str) -> str:
    return field if item is None else f"{item + 1}.{field}"
