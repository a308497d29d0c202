"""The step screen and the screens beside it."""
