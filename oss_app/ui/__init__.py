"""The windows: everything that draws, and with the composition root the only room that knows Qt."""
