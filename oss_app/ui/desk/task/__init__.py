"""The page on which a task is written."""
