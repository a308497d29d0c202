"""Pictures that somebody else made: their kind, their size, and what they tell beside the picture."""
