"""The start: who, which language, what."""
