"""The light on the bench: finding out where a projector's picture falls, and whether it still does. No Qt in here."""
