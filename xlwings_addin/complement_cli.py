"""`eficacia complemento`: its verbs, each in the module that runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlwings_addin import addin_cli, install_cli
from xlwings_addin.arguments import add_verbs

if TYPE_CHECKING:
    import argparse


def fill(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    add_verbs(parser, install_cli.register, addin_cli.register)


def run(options: argparse.Namespace) -> int:
    """Run the verb that was asked for."""
    return {**install_cli.HANDLERS, **addin_cli.HANDLERS}[options.verb](options)
