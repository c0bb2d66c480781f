"""The command line: one file per command. The only place that prints or chooses an exit code."""

from yearbook.cli.entry import main

__all__ = ["main"]
