"""Where the command `eficacia` begins: what it loads stays to the end, so nothing is collected meanwhile."""

import gc

gc.disable()

from xlwings_addin.cli import main as run  # noqa: E402 - what it loads makes the objects

gc.enable()


def main() -> int:
    """Run the command line of this process and return its code."""
    return run()
