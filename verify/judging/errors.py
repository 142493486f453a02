"""What goes wrong without being a fault of the program; each message is one line."""

from __future__ import annotations


class BadInput(ValueError):
    """What the user asked for cannot be done; the message is one line and says what to do."""


class ToolFailure(Exception):
    """A program or library that a command needs does not do its part; the message is one line."""
