"""Everything that a coach can do to a task; see ``document`` for how it is done and undone.

Texts and fields: ``SetText``, ``SetField``, ``SetSound``, ``MarkPlace``. The list: ``Insert``, ``Delete``, ``Move``,
``Duplicate``, ``Split``, ``Merge``. The whole: ``Replace``. Indexes count from 0 over all items of the list, sections
and breaks included; ``item=None`` is the head of the task.
"""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.core.task import Task
from oss_app.editor.edit import Edit, Name, step_number
from oss_app.editor.fields import MarkPlace, RetakePhoto, SetField, SetSound, SetText, free_place
from oss_app.editor.items import Delete, Duplicate, Insert, Merge, Move, SplitStep

__all__ = [
    "Delete", "Duplicate", "Edit", "Insert", "MarkPlace", "Merge", "Move", "Name", "Replace", "RetakePhoto", "SetField",
    "SetSound", "SetText", "SplitStep", "free_place", "step_number",
]  # fmt: skip


@dataclass(frozen=True)
class Replace(Edit):
    """Put a whole other task in the place of this one: an earlier version put back, a draft recovered."""

    task: Task
    called: Name

    def apply(self, task: Task) -> Task:
        return self.task.model_copy(update={"folder": task.folder})

    def name(self, task: Task) -> Name:
        return self.called
