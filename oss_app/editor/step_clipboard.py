"""Steps on the clipboard: several at once, also into another task, with their photos, films, places and checks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from oss_app.core.errors import UserError
from oss_app.core.region import Outline
from oss_app.core.task import Item, Step, Task
from oss_app.editor.bringing import Bringing
from oss_app.editor.edit import checked, with_items
from oss_app.editor.edits import Move, Name, Replace
from oss_app.editor.open_task import OpenTask
from oss_app.files import from_json
from oss_app.i18n import marked

_ITEMS: TypeAdapter[list[Item]] = TypeAdapter(list[Item])
MOST_ITEMS = 2000
"""So long a task becomes by what is pasted; its file has room for some more."""


def copied(task: Task, rows: Sequence[int]) -> str:
    """Return the items in these rows as text for the clipboard, with the folder that their files lie in."""
    items = [task.items[row] for row in sorted(set(rows)) if 0 <= row < len(task.items)]
    data = {"folder": str(task.folder), "items": _ITEMS.dump_python(items, mode="json", exclude_none=True)}
    photos = {item.photo for item in items if isinstance(item, Step) and item.photo}
    data["places"] = {photo: {k: list(v) for k, v in task.places.get(photo, {}).items()} for photo in photos}
    return json.dumps(data)


def paste(draft: OpenTask, text: str) -> int:
    """Put the items of the clipboard behind the one that is shown, in one edit; how many.

    Files that are missing in their task by now are left out. Raises UserError where the task would become too long.
    """
    try:
        data = from_json(text)
        items = _ITEMS.validate_python(data["items"])
        source = Path(str(data["folder"]))
        places: dict[str, Any] = data.get("places", {})
    except (ValueError, KeyError, TypeError, ValidationError):
        return 0
    if not items:
        return 0
    task, at = draft.task, 0 if draft.at is None else draft.at + 1
    if len(task.items) + len(items) > MOST_ITEMS:
        raise UserError(
            marked("With these steps the task becomes too long. Nothing was put in."),
            marked("Make a second task for them."),
        )
    drawn: Mapping[str, Mapping[str, Outline]]
    drawn = {photo: {p: tuple((x, y) for x, y in o) for p, o in marks.items()} for photo, marks in places.items()}
    if source != draft.folder:
        bringing = Bringing(source, draft.folder, beside=task)
        bringing.name_places(items, drawn)
        items = [bringing.item(item) for item in items]
        drawn = bringing.places(drawn)
    after = with_items(task, [*task.items[:at], *items, *task.items[at:]])
    both = {photo: {**drawn.get(photo, {}), **task.places.get(photo, {})} for photo in {**drawn, **task.places}}
    after = checked(after, places=both)
    draft.seal()
    draft.do(Replace(after, Name(marked("paste {count} steps"), {"count": len(items)})))
    draft.seal()
    draft.select(at)
    return len(items)


def without(draft: OpenTask, rows: Sequence[int]) -> None:
    """Take the items in these rows out, in one edit."""
    gone = set(rows)
    kept = [item for n, item in enumerate(draft.task.items) if n not in gone]
    draft.seal()
    draft.do(Replace(with_items(draft.task, kept), Name(marked("delete {count} steps"), {"count": len(gone)})))
    draft.seal()


def shifted(draft: OpenTask, rows: Sequence[int], by: int) -> list[int]:
    """Move the items in these rows up (-1) or down (1), in one edit; the rows they are in then."""
    chosen = sorted(set(rows))
    items = list(draft.task.items)
    if not chosen or chosen[0] + by < 0 or chosen[-1] + by >= len(items):
        return chosen
    for row in chosen if by < 0 else reversed(chosen):
        items.insert(row + by, items.pop(row))
    draft.seal()
    draft.do(Replace(with_items(draft.task, items), Name(marked("move {count} steps"), {"count": len(chosen)})))
    draft.seal()
    return [row + by for row in chosen]


def dropped(draft: OpenTask, rows: Sequence[int], before: int) -> list[int]:
    """Move the items in these rows together in front of the one in a row, in one edit; the rows they are in then."""
    chosen = sorted(set(rows))
    items = draft.task.items
    at = before - sum(row < before for row in chosen)
    if len(chosen) == 1:
        if at != chosen[0]:
            draft.do(Move(chosen[0], at))
        return [at]
    others = [item for row, item in enumerate(items) if row not in chosen]
    anew = [*others[:at], *(items[row] for row in chosen), *others[at:]]
    draft.seal()
    draft.do(Replace(with_items(draft.task, anew), Name(marked("move {count} steps"), {"count": len(chosen)})))
    draft.seal()
    return list(range(at, at + len(chosen)))
