"""Pages about a whole task: languages, versions, paper, items."""
