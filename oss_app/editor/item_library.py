"""The items of the coach's library, as the pages use them."""

from __future__ import annotations

from oss_app.taskfile.items import ItemLibrary, LibraryItem, is_used_in, step_with, updated, with_theirs

__all__ = ["ItemLibrary", "LibraryItem", "is_used_in", "step_with", "updated", "with_theirs"]
