"""What the engine says of a false claim, and which of its answers is an alarm."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from types import FrameType

from verify.kernel.evidence import Evidence, Method
from verify.kernel.judgement import EngineError, Judgement, judgement
from verify.kernel.prove import prove
from verify.language.claim import Claim
from verify.language.verdict import Outcome, Verdict

EXAMPLES = 200
MOST_SECONDS = 60.0
SAMPLED = (Method.PROBE, Method.POINT, Method.EXACT_POINT, Method.INSTANCE)  # what holds there need hold nowhere else


class Answer(StrEnum):
    """What was said of a claim that is false."""

    REFUTED = "refuted"
    UNDEFINED = "undefined"
    UNDECIDED = "undecided"
    SUPPORTED = "supported"
    VACUOUS = "wrongly vacuous"
    PROVED = "wrongly proved"

    @property
    def alarming(self) -> bool:
        """Is it false?"""
        return self in (Answer.PROVED, Answer.VACUOUS)


class TimeUp(BaseException):
    """The time for one claim is up; no `except Exception` of the engine takes it for a fault of the claim."""


@dataclass(frozen=True)
class Engine:
    """What is asked: the judge of claims, and the prover that checks a derivation."""

    judge: Callable[..., Judgement]
    prove: Callable[[Claim], Evidence] = prove


def by_kernel(statement: str, claim: Claim, **budget: int) -> Judgement:
    """The verdict of the kernel's own rules: nothing is searched for."""
    return judgement(statement, claim, (prove(claim),), lambda _, dimension: None)


KERNEL = Engine(by_kernel)


def answer(statement: str, claim: Claim, *, seed: int, engine: Engine) -> Answer:
    """What the engine says of a false claim by itself; or that it takes the derivation of the true claim for one of this.

    Without the derivation its own rules are tried, and what else the engine has.
    """
    try:
        with limited(MOST_SECONDS):
            if claim.derive is not None and (said := _alarm((engine.prove(claim),))):
                return said
            judged = engine.judge(statement, replace(claim, derive=None), seed=seed, examples=EXAMPLES)
    except EngineError:
        return Answer.PROVED
    except TimeUp:
        return Answer.UNDECIDED
    return _alarm(judged.evidence) or OF_VERDICTS[judged.verdict]


def _alarm(evidence: Iterable[Evidence]) -> Answer | None:
    """A proof counts as one even where the verdict is UNDECIDED, as no admissible point was found."""
    found = {e.outcome for e in evidence if e.method not in SAMPLED}
    if Outcome.HOLDS in found:
        return Answer.PROVED
    return Answer.VACUOUS if Outcome.VACUOUS in found else None


OF_VERDICTS = {
    Verdict.PROVED: Answer.PROVED,
    Verdict.VACUOUS: Answer.VACUOUS,
    Verdict.REFUTED: Answer.REFUTED,
    Verdict.UNDEFINED: Answer.UNDEFINED,
    Verdict.SUPPORTED: Answer.SUPPORTED,
    Verdict.UNDECIDED: Answer.UNDECIDED,
}


def accepts(claim: Claim, engine: Engine) -> bool:
    """Does it take the claim's derivation for one?"""
    try:
        with limited(MOST_SECONDS):
            return engine.prove(claim).outcome is not Outcome.UNKNOWN
    except TimeUp:
        return False


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises TimeUp in what is done within it after so many seconds of the processor."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
