"""Example plans that ship with the package, as TOML data."""
