"""The texts of a task go out to a translator as a workbook, and come back into it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from oss_app.core.task import Item, Task
from oss_app.core.text import Text
from oss_app.editor.advice import passages
from oss_app.editor.edits import Name, Replace
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, language_name, marked
from oss_app.taskfile.importers.texts import TextRow, read_texts, write_texts


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


def take_texts(draft: OpenTask, language: str, path: Path) -> tuple[int, list[str]]:
    """Take over the translations of a workbook, in one edit; how many, and the texts that have changed meanwhile.

    A translation of words that the author has changed since is not taken. Raises UserError.
    """
    rows = read_texts(path)
    texts = {_key(passage.item, passage.field): text for passage, _, text in passages(draft.task)}
    by_words = {text.words: text for text in texts.values()}
    fitting: dict[str, str] = {}
    changed = []
    for row in rows:
        text = texts.get(row.key)
        if text is not None and text.words == row.words:
            fitting[row.key] = row.done
        elif row.words in by_words:  # steps were moved meanwhile
            fitting |= {key: row.done for key, other in texts.items() if other.words == row.words}
        else:
            changed.append(row.words)
    news = [key for key, done in fitting.items() if texts[key].translations.get(language, "") != done]
    if news:
        draft.seal()
        draft.do(Replace(_with(draft.task, language, fitting), Name(marked("take over translations"))))
        draft.seal()
    return len(news), changed


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
