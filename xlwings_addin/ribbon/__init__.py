"""The ribbon tab of the add-in: its buttons as data, and the XML that Excel reads."""
