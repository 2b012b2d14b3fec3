"""Rows of activity sheets: streamed into activities, checked on the way."""
