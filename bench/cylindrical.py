"""gcad and QEPCAD alone, where their wheels are installed: cylindrical decomposition of problems in polynomials.

    pip install gcad; pip install --no-deps passagemath-qepcad

gcad looks for a point of a strict system. A condition that is not strict is asked as a strict one, which is the same question
where it is linear, all such conditions together have a point inside, and what is left is open: a point of an open set that lies at
the border of a convex set with points inside has others of it inside. A point counts where it breaks the claim exactly.
QEPCAD is asked for the whole sentence and says that it is true or false; a point it does not give.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

from verify.checkers.inequality.atoms import fraction
from verify.checkers.inequality.goal import signs
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.smt import Solver
from verify.language.expansion import expansion
from verify.language.relation import Relation
from verify.language.term import POSITIVE, Number, Symbol
from verify.prover.inequality.models import put_back

GCAD = Solver((sys.executable, "-m", "bench.gcad_child"))
SAID = {"<=": ">=", "<": ">", "=": "=", "!=": "/="}  # of rhs - lhs
Terms = Mapping[tuple[int, ...], Fraction]


class NotAsked(Exception):
    """The problem has a part that is no polynomial, or is not strict."""


def installed() -> tuple[str, ...]:
    """Those of the two that are there."""
    found = {"gcad": importlib.util.find_spec("gcad"), "qepcad": _qepcad()}
    return tuple(name for name, there in found.items() if there is not None)


def answer(problem: Problem, name: str, seconds: float) -> str:
    """What "gcad" or "qepcad" says by itself: PROVED, REFUTED or -."""
    with suppress(NotAsked, ZeroDivisionError):
        return {"gcad": _by_gcad, "qepcad": _by_qepcad}[name](problem, seconds)
    return "-"


def _terms(problem: Problem, r: Relation) -> Terms:
    """rhs - lhs, times a denominator that is positive everywhere."""
    top, bottom = fraction(r.slack)
    if signs(bottom) != POSITIVE:
        raise NotAsked
    unknowns = [Symbol(n) for n in problem.names]
    found: dict[tuple[int, ...], Fraction] = {}
    for m, c in expansion(top).items():
        powers = dict(m)
        if not powers.keys() <= set(unknowns) or any(p < 0 or Fraction(p).denominator != 1 for p in powers.values()):
            raise NotAsked
        found[tuple(int(powers.get(s, 0)) for s in unknowns)] = c
    return found


def _minus(p: Terms) -> Terms:
    return {m: -c for m, c in p.items()}


def _by_gcad(problem: Problem, seconds: float) -> str:
    """A system for each way in which the claim fails, and before them the one of the conditions that are not strict."""
    if any(r.op in ("=", "!=") for r in problem.where) or any(r.op not in ("<=", "=") for r in problem.conclusion):
        raise NotAsked
    where = [_terms(problem, r) for r in problem.where]
    weak = [p for p, r in zip(where, problem.where, strict=True) if r.op == "<="]
    if any(sum(m) > 1 for p in weak for m in p):
        raise NotAsked
    systems = [weak] if weak else []
    for r in problem.conclusion:
        p = _terms(problem, r)
        systems += [[_minus(p), *where], *([[p, *where]] if r.op == "=" else [])]
    asked = {"unknowns": len(problem.names), "systems": [[_written(p) for p in system] for system in systems]}
    told = GCAD.told(json.dumps(asked), seconds=seconds)
    return _from_points(problem, told, bool(weak), len(systems))


def _written(p: Terms) -> list[tuple[Sequence[int], str]]:
    return [(m, str(c)) for m, c in p.items()]


def _from_points(problem: Problem, told: str, inside: bool, systems: int) -> str:
    try:
        found = [json.loads(line) for line in told.splitlines()]
    except ValueError:
        return "-"
    for point in found[inside:]:
        if point is not None:
            given = {n: Number(Fraction(x)) for n, x in zip(problem.names, point, strict=True)}
            shown = put_back(problem, given)
            return "REFUTED" if shown is not None and shown.shows == "REFUTED" else "-"
    return "PROVED" if len(found) == systems and not (inside and found[0] is None) else "-"


def _qepcad() -> Path | None:
    """The program in the wheel."""
    with suppress(ImportError, AttributeError, TypeError):
        for home in importlib.util.find_spec("sage_wheels").submodule_search_locations:  # type: ignore[union-attr]
            if (program := Path(home) / "bin" / "qepcad").is_file():
                return program
    return None


def _by_qepcad(problem: Problem, seconds: float) -> str:
    program = _qepcad()
    if program is None or not problem.names:
        raise NotAsked
    given, wanted = (
        [_sentence(_terms(problem, r), r.op, len(problem.names)) for r in part]
        for part in (problem.where, problem.conclusion)
    )
    unknowns = [f"v{k}" for k in range(len(problem.names))]
    claim, assumed = (f"[{' & '.join(part)}]".replace("&", "/\\") for part in (wanted, given))
    whole = f"[{assumed} ==> {claim}]" if given else claim
    text = f"[ asked ]\n({','.join(unknowns)})\n0\n{''.join(f'(A {v})' for v in unknowns)}{whole}.\nfinish\n"
    try:
        ran = subprocess.run(
            [program],
            input=text,
            capture_output=True,
            text=True,
            timeout=seconds,
            env=os.environ | {"qe": str(program.parent.parent)},
        )
    except subprocess.TimeoutExpired:
        return "-"
    lines = {line.strip() for line in ran.stdout.splitlines()}
    return "PROVED" if "TRUE" in lines else "REFUTED" if "FALSE" in lines else "-"


def _sentence(p: Terms, op: str, count: int) -> str:
    terms = [f"({c}) {' '.join(f'v{k}^{n}' for k, n in enumerate(m) if n)}".strip() for m, c in p.items()]
    return f"[{' + '.join(terms) or '0'} {SAID[op]} 0]"
