"""The coach's wing."""
