"""The one place where values become Spanish, and Spanish becomes values again."""
