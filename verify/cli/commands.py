"""Where each command of `verify` is done: a function that takes the options and returns the exit code. One is loaded when it runs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

HOMES = {
    "new": "verify.cli.new",
    "list": "verify.cli.listing",
    "check": "verify.cli.check",
    "show": "verify.cli.show",
    "prove": "verify.cli.prove",
    "replay": "verify.cli.stored",
    "attack": "verify.cli.attack",
    "search": "verify.cli.search",
    "necessity": "verify.cli.necessity",
    "export": "verify.cli.export",
    "docs": "verify.cli.docs",
    "doctor": "verify.cli.doctor",
    "report": "verify.cli.writing",
    "figures": "verify.cli.writing",
}


def done(options: Namespace) -> int:
    """Do the command and return its exit code. Ids that the package does not have are refused before the command is loaded."""
    ids = getattr(options, "ids", None) or [getattr(options, "id", "")]
    if any(ids):
        from verify.judging.table import kept

        if table := kept(options.package):
            table.meant(ids)
    return command(options.command)(options)


def command(name: str) -> Callable[[Namespace], int]:
    """What does the command of this name."""
    home = import_module(HOMES[name])
    found: Callable[[Namespace], int] = getattr(home, "list_rows" if name == "list" else name)
    return found
