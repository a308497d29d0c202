"""From a tree to a task: the fields of a file, their languages and paths."""
