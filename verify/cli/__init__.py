"""The command line; nothing heavy is imported before a command needs it."""

from verify.cli.parser import main

__all__ = ["main"]
