"""The coach's side: a draft of a task, the edits that change it, and undo and redo without end. Core only."""
