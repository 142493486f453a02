"""`verify.prove`: an inequality in text, or a claim, and the answer."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from verify.checkers.inequality.answer import Answer, Unreadable
from verify.judging.errors import ProcessDied, ended
from verify.prover.inequality.worker import REFUSED, is_short
from verify.prover.orphans import lifeline

if TYPE_CHECKING:
    from verify.checkers.inequality.from_claim import Form
    from verify.language.claim import Claim

TIMEOUT = 20.0
MEMORY = 2 << 30
LEAST = 512 << 20  # bytes that the libraries of the solver take, and some to work with
RESERVE = 0.5
SHORTEST = 0.1
TOO_LONG = Answer("UNDECIDED", reason="the time is up; give more with --timeout")


def prove(claim: str | Claim, where: Sequence[str] = (), *, timeout: float = TIMEOUT, memory: int = MEMORY) -> Answer:
    """PROVED, REFUTED, VACUOUS, UNDEFINED or UNDECIDED, with method, certificate, counterexample and reason.

    A text is a relation or a chain of them, `where` lists conditions; all variables are real numbers. A claim is shown
    by its derivation and a point that it speaks of, if that fails by the solver where it speaks of numbers alone.
    `timeout` in seconds holds for the whole; the solver runs in a process of its own with `memory` bytes.

    Raises Unreadable, a ValueError, for a text that is no relation, ProcessDied where the solver's process does, and EngineError where the
    evidence on a claim contradicts itself.
    """
    if isinstance(claim, str):
        return _in_a_process(claim, where, timeout=timeout, memory=memory)
    from verify.judging.time_limit import TimeIsUp, at_most

    try:
        with at_most(timeout):
            return _claim(claim, until=time.monotonic() + timeout, memory=memory)
    except TimeIsUp:
        return TOO_LONG


def _claim(claim: Claim, *, until: float, memory: int) -> Answer:
    from verify.checkers.inequality.from_claim import form_of, problem_of
    from verify.judging import plain
    from verify.kernel.judgement import judgement, missing_point
    from verify.kernel.prove import prove as derive
    from verify.language.verdict import Outcome, Verdict
    from verify.search.inputs.examples import example

    shown = derive(claim)
    if shown.outcome is not Outcome.UNKNOWN:
        found = judgement("", claim, [shown], example)
        reason = f"scope: {plain.scope(found.scope, claim)}" if found.verdict is Verdict.PROVED else found.reason
        return Answer(found.verdict.value, shown.how, reason=reason)
    if (texts := problem_of(claim)) is not None:
        return _in_a_process(*texts, timeout=_left(until), memory=memory)
    if (form := form_of(claim)) is None:
        return Answer("UNDECIDED", reason=shown.detail)
    return _by_forms(form, str(missing_point(claim, example) or ""), until=until, memory=memory)


def _by_forms(form: Form, missing: str, *, until: float, memory: int) -> Answer:
    """A proof for norms and inner products is one for vectors; a point against them is none."""
    answer = Answer("UNDECIDED", reason=missing)
    for text in form.shown if not missing else ():
        answer = _in_a_process(text, form.where, timeout=_left(until), memory=memory)
        if answer.verdict != "PROVED":
            return Answer("UNDECIDED", reason=f"by norms and inner products: {answer.reason}")
    return answer


def _left(until: float) -> float:
    return max(until - time.monotonic(), SHORTEST)


def _in_a_process(claim: str, where: Sequence[str], *, timeout: float, memory: int) -> Answer:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard != resource.RLIM_INFINITY and hard < max(memory, LEAST):
        memory, more = hard, f"; the solver takes {LEAST >> 20}, and the system allows no more (ulimit -v)"
    else:
        more = "; give more with --memory"
    if memory < LEAST:
        return _short_of(memory, more)
    asked = {"claim": claim, "where": list(where), "until": time.time() + timeout - RESERVE, "memory": memory}
    with _worker() as worker:
        try:
            told, errors = worker.communicate(json.dumps(asked), timeout=timeout)
        except subprocess.TimeoutExpired:
            short = is_short(worker.pid, memory)
            _end(worker)
            told, errors = worker.communicate()
            in_hand = told[: told.rfind("\n") + 1]  # the lines that were written whole
            return _told(in_hand, errors, memory) if in_hand else _short_of(memory) if short else TOO_LONG
        finally:
            _end(worker)
    return _told(told, errors, memory, worker.returncode)


@contextmanager
def _worker() -> Iterator[subprocess.Popen[str]]:
    """The solver's process, in a group of its own; it ends with this one, however this one ends."""
    with (
        lifeline() as follow,
        subprocess.Popen(
            [sys.executable, "-m", "verify.prover.inequality.worker", str(follow)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            pass_fds=(follow,),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"},
        ) as worker,
    ):
        yield worker


def _short_of(memory: int, more: str = "; give more with --memory") -> Answer:
    return Answer("UNDECIDED", reason=f"the memory is not enough: {memory >> 20} MiB{more}")


def _died(errors: str, code: int) -> ProcessDied:
    last = (errors.strip().splitlines() or [""])[-1]
    again = "free memory and ask again" if code == -signal.SIGKILL else "ask again, and report it if it happens anew"
    return ProcessDied(f"the solver's process {ended(code)}{last and f', {last}'}, so there is no verdict: {again}")


def _end(worker: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(worker.pid, signal.SIGKILL)


def _told(told: str, errors: str, memory: int, code: int = 0) -> Answer:
    """The last line is the best answer; one that settles nothing does not count where the process died."""
    try:
        found = json.loads(told.strip().splitlines()[-1] if told.strip() else "")
    except ValueError:
        found = {}
    if "unreadable" in found:
        raise Unreadable(found["unreadable"])
    if not found or (code and found["verdict"] == "UNDECIDED"):
        if REFUSED.search(errors):
            return _short_of(memory)
        raise _died(errors, code)
    return _short_of(memory) if found.pop("memory", "") else Answer(**found)
