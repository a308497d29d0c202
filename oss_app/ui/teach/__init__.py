"""The coach's wizard that teaches and rehearses a check, and its live view."""
