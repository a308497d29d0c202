"""The worker's wing: one window, full screen."""
