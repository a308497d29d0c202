"""Parts that several of the coach's pages use."""
