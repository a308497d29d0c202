"""Task files: from the YAML that a coach writes to checked tasks, and back."""

from oss_app.taskfile.checks import load_check, save_check
from oss_app.taskfile.library import FolderLibrary, load
from oss_app.taskfile.places import load_places, save_places
from oss_app.taskfile.problems.diagnostic import render
from oss_app.taskfile.reporting import report

__all__ = [
    "FolderLibrary",
    "load",
    "load_check",
    "load_places",
    "render",
    "report",
    "save_check",
    "save_places",
]
