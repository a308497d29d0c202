"""The wizard that teaches a check."""
