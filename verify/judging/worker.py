"""A worker process: a pool of one, so that when it dies the one task that it was working on is known."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from importlib import import_module
from multiprocessing import active_children, get_context, parent_process

from verify.search.campaign.interrupts import deaf


class Worker:
    """A pool of one process, in a process group of its own with whatever it starts."""

    def __init__(self) -> None:
        before = set(active_children())
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_settle)
        with deaf():
            self.pool.submit(_warm_up)
        (self.process,) = set(active_children()) - before

    def last_words(self) -> str:
        """How the process, whose pool is broken, ended."""
        self.pool.shutdown()  # its thread waits for the process too, and of two who wait only one is told how it ended
        code = self.process.exitcode
        return f"was killed ({signal.Signals(-code).name})" if code and code < 0 else f"ended (exit code {code})"

    def stop(self) -> None:
        """End the process and all it has started, at once."""
        if self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.pool.shutdown(cancel_futures=True)  # waits: its thread must not be at work while the interpreter ends


def _settle() -> None:
    """Make a new process a worker: it leads its own group, leaves standard output alone, and ends with its parent."""
    os.setpgid(0, 0)
    os.dup2(2, 1)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _warm_up() -> None:
    """Load the engine while the parent goes on."""
    import_module("verify.judging.judge")


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.killpg(0, signal.SIGKILL)
