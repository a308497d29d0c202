"""The set-up of a station and its workers' cards."""
