"""The planner's year: forms out to the units, forms back, what was accepted and what was only told."""
