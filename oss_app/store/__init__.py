"""What a station keeps on its disk: the journal, the workers' cards, the settings, and the folder they lie in."""
