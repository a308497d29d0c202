"""The steps that make and try the packages; build.py is their only entry."""
