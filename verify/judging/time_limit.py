"""A limit of time for what may take for ever, by the clock of the process."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from verify.kernel.judgement import Judgement
from verify.kernel.reasons import Reason, Said
from verify.language.claim import Claim
from verify.language.verdict import Verdict

SHORTEST = 1e-6  # 0 would be no limit
AGAIN = 1.0  # where what the clock raised is lost: in a finaliser, or taken for the end of a limit within


class TimeIsUp(BaseException):
    """No exception of a claim's own code, which is caught and becomes the claim's reason."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeIsUp in the block after so many seconds, and no later than a limit around it would.

    Only the main thread hears the clock, and between two steps of Python: elsewhere there is no limit, and one long step of a
    library is waited for. Worker processes are ended from outside.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise TimeIsUp

    around, began = signal.getitimer(signal.ITIMER_REAL)[0], time.monotonic()
    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(seconds, around or seconds), AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also where the clock has rung just before it was stopped
        signal.signal(signal.SIGALRM, before)
        left = max(around - (time.monotonic() - began), SHORTEST) if around else 0
        signal.setitimer(signal.ITIMER_REAL, left, AGAIN)


def out_of_time(statement: str, claim: Claim, seconds: float) -> Judgement:
    """UNDECIDED, because the time was up."""
    said = Said(Reason.TIME_IS_UP, {"seconds": f"{seconds:g}"})
    return Judgement(statement, claim, Verdict.UNDECIDED, "", (), said=said)
