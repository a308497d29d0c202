"""The worker's screen."""
