"""A refutation by an exact point, written for the program that re-checks it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from verify import recheck
from verify.kernel.evidence import Evidence
from verify.language.claim import Claim
from verify.language.operators import Jacobian, Unknown, indexed
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.recorder import NotWritten
from verify.prover.certificates.terms import Table


def refutation(name: str, claim: Claim, evidence: Evidence) -> dict[str, Any]:
    """The certificate of a claim that fails at an exact point. Raises ValueError where the evidence is none of that."""
    found = evidence.counterexample
    if evidence.outcome is not Outcome.FAILS or found is None:
        raise ValueError(f"{name} is not refuted by a point")
    table = Table()
    stated = statement(name, claim, Verdict.REFUTED, table)
    recheck.load_companions()
    if strange := {head for head, *_ in table.entries} - {*sys.modules["recheck_numbers"].HEADS}:
        raise NotWritten(f"the re-check does not compute {', '.join(sorted(strange))}")
    values = [found.point.get(symbol[0]) for symbol in table.symbols]
    proof = {
        "rule": "point",
        "dimension": found.dimension - claim.beside,
        "sample": points_of_data(table.symbols, found.point),
        "values": values,
    }
    return {**stated, "symbols": table.symbols, "terms": table.entries, "proof": proof}


def statement(name: str, claim: Claim, verdict: Verdict, table: Table) -> dict[str, Any]:
    """What the claim says, in terms of the table. Raises NotWritten for a function of numbers here and of vectors there."""
    require_one_kind_of_argument(claim)
    return {
        "claim": name,
        "verdict": verdict.value,
        "assume": [table.assumption(a) for a in claim.assuming],
        "conclude": table.relation(claim.conclusion),
        "exists": [table.symbol(s) for s in claim.exists],
        "uniform": [table.symbol(s) for s in claim.uniform],
        "least": 0 if claim.allows_no_vectors else 1,
        "owed": [],
    }


def require_one_kind_of_argument(claim: Claim) -> None:
    """Raise NotWritten for f(0) beside f(u): the re-check reads the one as a function of numbers, the other of vectors."""
    known: dict[Any, tuple[bool, ...]] = {}
    for f in {f for e in claim.spoken for f in e.atoms(Unknown)}:
        vectors = tuple(map(indexed, f.args[3:] if isinstance(f, Jacobian) else f.args[1:]))
        if known.setdefault(f.args[0], vectors) != vectors:
            raise NotWritten(
                f"{f.args[0]} takes a number here and a vector there: the vector 0 is written 0*u, for a vector u"
            )


def points_of_data(symbols: Sequence[Any], point: Mapping[str, Any]) -> int:
    """How many points the data set has; one where the claim speaks of none."""
    sorts = {name: sort for name, sort, _, _ in symbols}
    of_data = [v for name, v in point.items() if sorts.get(name) in ("sample", "datum", "samplelabel")]
    return len(of_data[0]) if of_data else 1
