"""The VBA of the add-in: our modules as text, their generator, and the patches of xlwings' module."""
