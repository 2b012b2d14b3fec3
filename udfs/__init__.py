"""Functions that a cell calls, with Spanish names: thin doors to the core."""
