"""From a changed task to the lines that must change."""
