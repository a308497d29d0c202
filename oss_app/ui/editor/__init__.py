"""The coach's editor: the library of tasks, the page of one task, its translations, its paper and its versions."""
