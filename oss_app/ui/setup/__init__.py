"""The employer's and coach's pages about one station: setting it up, its workers' cards, what the program is."""
