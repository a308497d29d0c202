"""The hall, where everything is introduced to everything, once."""
