"""What a task, a check and a work session are: plain Python and pydantic, no hardware, no files, no Qt."""
