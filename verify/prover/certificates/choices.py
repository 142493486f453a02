"""A refutation by a choice of the unknown functions and a point, written for the program that re-checks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verify import recheck
from verify.checkers.stored.pointwise import against
from verify.kernel.evidence import Evidence
from verify.kernel.prove import prove
from verify.kernel.record import free_assumptions
from verify.kernel.substitution import substituted
from verify.language.claim import Claim, Instance
from verify.language.operators import Jacobian, Norm, Total
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.term import POSITIVE, Number, rebuilt
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.points import points_of_data, statement
from verify.prover.certificates.recorder import NotWritten
from verify.prover.certificates.terms import Table
from verify.prover.certificates.write import certificate


def refutation_by_choice(name: str, claim: Claim, evidence: Evidence) -> dict[str, Any]:
    """The certificate of a claim that fails for a choice of functions. Raises ValueError where the evidence is none of that.

    Raises NotWritten where what is assumed of a derivative is spelled by the re-check in another way than here.
    """
    found = evidence.counterexample
    chosen = against(claim, found) if found is not None else None
    if evidence.outcome is not Outcome.FAILS or found is None or chosen is None:
        raise ValueError(f"{name} is not refuted by a choice")
    table = Table()
    stated = statement(name, claim, Verdict.REFUTED, table)
    made = choice(name, claim, chosen, table.symbol, table.add)
    values = {s.name: _some(s.signs) for e in chosen.constants.values() for s in e.free_symbols}
    proof = {
        **made,
        "dimension": found.dimension - claim.beside,
        "sample": points_of_data(table.symbols, found.point),
        "values": [found.point.get(symbol[0], values.get(symbol[0])) for symbol in table.symbols],
    }
    written = {**stated, "symbols": table.symbols, "terms": table.entries, "proof": proof}
    if any(side.has(Jacobian) for s in claim.schemas for r in (s.relation, *s.assuming) for side in (r.lhs, r.rhs)):
        _require_one_spelling(written)
    return written


def _require_one_spelling(written: dict[str, Any]) -> None:
    try:
        recheck.check(written)
    except recheck.Bad as why:
        raise NotWritten(f"the re-check spells a derivative in another way: {why}") from None


def choice(
    name: str, claim: Claim, chosen: Instance, symbol: Callable[[Any], int], place: Callable[[Any], int]
) -> dict[str, Any]:
    """What is put for the functions and constants, and for each property of theirs the certificate that it has it."""
    functions = {f: (slots, rebuilt(e, _without_squared_norms)) for f, (slots, e) in chosen.functions.items()}
    return {
        "rule": "choice",
        "functions": {f: [[symbol(s) for s in slots], place(e)] for f, (slots, e) in functions.items()},
        "constants": [[symbol(s), place(e)] for s, e in chosen.constants.items()],
        "shown": [_property(name, claim, chosen, functions, s) for s in claim.schemas],
    }


def _some(signs: int) -> str:
    """A number with one of these signs."""
    return "1" if signs & POSITIVE else "-1"


def _without_squared_norms(e: Any) -> Any:
    """A squared norm as a sum of squares, which is smooth at 0 as it stands."""
    squared = e.is_Pow and isinstance(e.base, Norm) and e.exp is Number(2)
    return Total(e.base.args[0] ** 2) if squared else e


def _property(name: str, claim: Claim, chosen: Instance, functions: Any, schema: Schema) -> dict[str, Any]:
    """The certificate that the choice has an assumed property."""

    def put(r: Relation) -> Relation:
        return r.map(lambda e: substituted(e, functions).xreplace(chosen.constants))

    apart = [r for r in free_assumptions(claim) if not (r.lhs.free_symbols | r.rhs.free_symbols) & {*schema.variables}]
    goal = Claim(
        name=schema.name,
        says=schema.name,
        conclusion=put(schema.relation),
        assuming=(*map(put, schema.assuming), *map(put, apart)),
        derive=chosen.derive.get(schema.name),
        beside=claim.beside,
    )
    return certificate(goal, prove(goal), f"{name}: {schema.name}")
