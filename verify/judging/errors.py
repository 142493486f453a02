"""What goes wrong without being a fault of the program; each message is one line."""

from __future__ import annotations

import signal


class BadInput(ValueError):
    """What the user asked for cannot be done; the message is one line and says what to do."""


class ToolFailure(Exception):
    """A program or library that a command needs does not do its part; the message is one line."""


class ProcessDied(ToolFailure):
    """A process that was at work for a command ended before it had an answer: nothing is known of what it was asked."""


def ended(code: int | None) -> str:
    """How a process ended, by its exit code, as the end of a sentence about it; of SIGKILL, who mostly sends it."""
    if code is None or code >= 0:
        return f"ended by itself (exit code {code})"
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"was killed ({name})" + ", as the system does where memory is short" * (code == -signal.SIGKILL)
