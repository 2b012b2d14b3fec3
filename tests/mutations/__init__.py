"""Workbooks made by generators, changed at random, read, and compared with what they must say."""
