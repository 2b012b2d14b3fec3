"""The template of the reports, and what builds it."""
