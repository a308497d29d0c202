"""The linter: advice about the words of a task (T1 to T12), in Dutch and English; it warns and never blocks."""

from oss_app.taskfile.lint.advice import lint_task, lint_text, passages
from oss_app.taskfile.lint.rules import Role, thing_in

__all__ = ["Role", "lint_task", "lint_text", "passages", "thing_in"]
