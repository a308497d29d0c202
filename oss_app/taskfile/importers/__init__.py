"""Drafts from what a coach already has: a list in a spreadsheet, a presentation, a folder of photos."""

from oss_app.taskfile.importers.columns import Columns, Meaning, find_columns, sample
from oss_app.taskfile.importers.draft import TaskDraft, write
from oss_app.taskfile.importers.item_list import MEANINGS, draft_of, from_list, items_in_list
from oss_app.taskfile.importers.item_table import ItemTable
from oss_app.taskfile.importers.photos import from_photos
from oss_app.taskfile.importers.slides import from_slides
from oss_app.taskfile.importers.table_shape import read_list

__all__ = [
    "MEANINGS", "Columns", "ItemTable", "Meaning", "TaskDraft", "draft_of", "find_columns", "from_list", "from_photos",
    "from_slides", "items_in_list", "read_list", "sample", "write",
]  # fmt: skip
