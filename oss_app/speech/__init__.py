"""The voice: words become sound files in a child process, made ahead and kept; something else plays them."""
