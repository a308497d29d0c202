"""The worker's side: carries out what the session decides, and says what the screen shows."""
