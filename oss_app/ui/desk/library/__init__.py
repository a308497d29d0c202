"""The window with all tasks, and the ways to begin one."""
