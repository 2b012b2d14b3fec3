"""Doors for people: the command line, and the commands that live Excel shares with it."""
