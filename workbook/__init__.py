"""The planning workbook: what it says and what follows from it."""
