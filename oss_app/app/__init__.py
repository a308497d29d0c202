"""Where everything is introduced to everything, once."""
