"""Drafts from what a coach already has: a list in a spreadsheet, a presentation, a folder of photos."""

from oss_app.taskfile.importers.draft import TaskDraft, write
from oss_app.taskfile.importers.item_list import from_list
from oss_app.taskfile.importers.photos import from_photos
from oss_app.taskfile.importers.slides import from_slides

__all__ = ["TaskDraft", "from_list", "from_photos", "from_slides", "write"]
