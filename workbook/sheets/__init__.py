"""From an evaluation to the output sheets: values, no formulas, so that a copy of them travels safely."""

from workbook.sheets.book import output_workbook

__all__ = ["output_workbook"]
