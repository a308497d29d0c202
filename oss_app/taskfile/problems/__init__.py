"""What can be wrong with a file, and the sentence that says it."""
