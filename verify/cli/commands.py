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


def command(name: str) -> Callable[[Namespace], int]:
    """What does the command of this name."""
    home = import_module(HOMES[name])
    found: Callable[[Namespace], int] = getattr(home, "list_rows" if name == "list" else name)
    return found
