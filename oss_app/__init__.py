"""OSS App: an open-source operating support system for workers at a bench."""

__version__ = "0.1.0"
