"""Who works, in which language, on what."""
