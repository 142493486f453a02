"""No orphans: a process that was started ends with the one that has started it, however that one ends.

This is imported before anything else in such a process: until then nobody would end it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process


def settle(scratch: str = "") -> None:
    """Make a new process of `multiprocessing` a worker: it leads its own group, leaves standard output alone, and ends with its parent.

    With it goes the folder `scratch`, if it has one.
    """
    parent = parent_process()
    assert parent is not None
    pipe = _aside(parent.sentinel)
    os.setpgid(0, 0)
    os.dup2(2, 1)
    if scratch:
        signal.signal(signal.SIGTERM, lambda number, frame: None)
    end_with(pipe, scratch)


@contextmanager
def lifeline() -> Iterator[int]:
    """The end of a pipe for a new process to `end_with`, when this block or this process ends."""
    there, here = os.pipe()
    follow = _aside(there)
    os.close(there)
    try:
        yield follow
    finally:
        os.close(follow)
        os.close(here)


def _aside(pipe: int) -> int:
    """The same away from the standard streams: where one of these is closed, a new pipe takes its place."""
    return fcntl.fcntl(pipe, fcntl.F_DUPFD_CLOEXEC, 3)


def end_with(pipe: int, scratch: str = "") -> None:
    """Kill this process and its group, which it leads, when the last other end of the pipe is closed; nothing is ever written there.

    Where the kernel can (Linux) it does, within milliseconds, also in the middle of one long step of a library. Elsewhere a thread does,
    which is heard between two steps of Python, and so where a folder has to be removed first.
    """
    if not scratch:
        with suppress(AttributeError, OSError):
            fcntl.fcntl(pipe, fcntl.F_SETOWN, -os.getpgrp())
            fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)  # what is sent when the pipe has news, which is its end
            fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=_wait, args=(pipe, scratch), daemon=True).start()


def _wait(pipe: int, scratch: str) -> None:
    os.read(pipe, 1)  # ends at once where the other end was closed before the kernel was asked
    if scratch:
        os.killpg(0, signal.SIGTERM)  # who writes there; it does not hear it itself
        shutil.rmtree(scratch, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)
