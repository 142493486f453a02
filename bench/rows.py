"""One line of JSON for every answer, written as it comes: a run that was stopped goes on where it ended."""

from __future__ import annotations

import hashlib
import json
import platform
import resource
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bench import alone, cylindrical
from bench.families import Case
from verify.checkers.inequality.answer import Answer
from verify.checkers.inequality.problem import Problem, read
from verify.judging.ask import prove
from verify.judging.errors import ProcessDied

OURS = "ours"
PEERS = ("z3", "cvc5", "gcad", "qepcad")
BENCH = Path(__file__).parent
ENGINE = Path(__file__).parent.parent / "verify"
SOLVER = (ENGINE / "checkers" / "inequality", ENGINE / "prover" / "inequality")
Key = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True)
class Row:
    """What `by` ("ours" or a peer) answered to a claim, by which method and in how many seconds.

    `code` is a digest of the solver as it was; `trusting` names what the proof cannot be checked again without.
    `seconds` are those of the clock, `cpu` those of the processor, of the solver and of all that it starts.
    """

    claim: str
    where: tuple[str, ...]
    by: str
    answer: str
    method: str
    reason: str
    trusting: tuple[str, ...]
    seconds: float
    cpu: float
    timeout: float
    code: str

    @property
    def key(self) -> Key:
        """What was asked, and who."""
        return self.claim, self.where, self.by


def digest(by: str) -> str:
    """Of the solver's source, or of what asks the peer."""
    asking = [BENCH / name for name in ("alone.py", "cvc5_child.py", "cylindrical.py", "gcad_child.py")]
    sources = sorted(p for home in SOLVER for p in home.rglob("*.py")) if by == OURS else asking
    parts = [p.read_bytes() for p in sources]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def environment() -> dict[str, str]:
    """The versions that answers may depend on."""
    packages = ("sympy", "python-flint", "numpy", "scipy", "z3-solver", "cvc5", "gcad", "passagemath-qepcad")
    return {"python": platform.python_version(), **{name: v for name in packages if (v := _version(name))}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def asked_alone(by: str, problem: Problem, seconds: float) -> str:
    """What a peer says."""
    return (alone if by in alone.SOLVERS else cylindrical).answer(problem, by, seconds)


def known(path: Path) -> dict[Key, Row]:
    """The rows of a file, the last of each question; none where it is not there."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = [json.loads(line) for line in lines]
    found = [Row(**r | {"where": tuple(r["where"]), "trusting": tuple(r["trusting"])}) for r in rows]
    return {r.key: r for r in found}


def measured(
    cases: Iterable[Case], by: str, *, timeout: float, patience: float, path: Path
) -> Iterator[tuple[Case, Row]]:
    """A row for every case: from the file where the same was asked of the same code, else asked now and written.

    An answer has `timeout` seconds of the processor, and `patience` times as many on the clock.
    """
    code, stored = digest(by), known(path)
    for case in cases:
        row = stored.get((case.claim, case.where, by))
        if row is None or (row.code, row.timeout) != (code, timeout):
            row = _asked(case, by, timeout, patience, code)
            with path.open("a", encoding="utf-8") as rows:
                rows.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        yield case, row


def _asked(case: Case, by: str, timeout: float, patience: float, code: str) -> Row:
    began, spent = time.monotonic(), _spent()
    if by == OURS:
        try:
            found = prove(case.claim, case.where, timeout=timeout * patience)
        except ProcessDied as why:
            found = Answer("UNDECIDED", reason=str(why))
        certificate: Mapping[str, Any] = found.certificate or {}
        told = found.verdict, found.method, found.reason, tuple(certificate.get("trusting", ()))
    else:
        told = asked_alone(by, read(case.claim, case.where), timeout * patience), "", "", ()
    seconds, cpu = round(time.monotonic() - began, 1), round(_spent() - spent, 1)
    if cpu > timeout and told[0] not in ("UNDECIDED", "-"):
        told = "UNDECIDED", "", f"{told[0]} after {cpu} s", ()
    return Row(case.claim, case.where, by, *told, seconds, cpu, timeout, code)


def _spent() -> float:
    """Seconds of the processor that processes started from here have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
