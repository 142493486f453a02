"""Refute "there is" at one exact point: for these values of the other symbols no value of the bound ones serves.

Why it is sound. The claim is: for all x with A(x) there are t with B(x, t) and R(x, t). At a point p of x,

    p is certified: A(p)       for all t: B(p, t) has a value and holds => R(p, t) has a value and fails
    ---------------------------------------------------------------------------------------------------
                                         the claim is false

With p put in, what is left speaks of real numbers alone, the coordinates of the bound symbols. It is written as an inequality
problem, and each of its goals is proved by arithmetic (`verify.checkers.inequality.check`): a proof that rests on the answer of
another program is refused. Proofs and point are stored, and the whole is derived again from the claim when they are checked.

What is owed for the translation: the bound symbols are real numbers and vectors, no labels and no whole numbers, and their
declared signs are among what is given; no two symbols are written with one name; the conclusion is one relation, since of
several it is enough that one fails; the dimension is one of the claim's. A constant that the solver does not know, a value of
Lambert's W, becomes an unknown between rational bounds: what holds for every number between them holds for it.

The conditions of the formulas are read before the point is put in, and written out too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any

from flint import ctx

from verify.checkers.inequality.check import TRUSTING, proves
from verify.checkers.inequality.from_claim import declared, text
from verify.checkers.inequality.goal import Goal, goals
from verify.checkers.inequality.problem import Problem
from verify.checkers.inequality.reader import relations
from verify.checkers.stored.reasons import Reason
from verify.kernel.certify import admissible, shown_point
from verify.kernel.decide import fraction_of
from verify.kernel.domain import conditions
from verify.kernel.evaluate import ball, symbols
from verify.kernel.point import dimension
from verify.kernel.reasons import NotShown
from verify.kernel.record import Kind, Named, claim_symbols, content_id, free_assumptions, point_to_json
from verify.kernel.whitelist import require_language
from verify.kernel.written_out import data_points, relations_at, values, written_alike
from verify.language.claim import Claim
from verify.language.functions import LambertW
from verify.language.possible import is_integer
from verify.language.relation import Relation
from verify.language.symbols import Label, SampleLabel, Vector, d
from verify.language.term import Symbol

PRECISION = 128  # bits of the bounds of a constant: a proof that needs more is about a tie
MOST_UNKNOWNS = 8  # of more the solver proves nothing in a reasonable time


def owed(claim: Claim, point: Mapping[Any, Any], dim: int) -> tuple[Goal, ...]:
    """What shows that nothing serves at this point, in paper dimension `dim`, which a vector of the point may tell.

    Raises NotShown where the point is not admissible or the bound symbols are not plain numbers and vectors, ValueError
    for a malformed point.
    """
    shown = shown_point(claim, point)
    if not claim.exists or claim.abstract:
        raise NotShown(Reason.NOTHING_EXISTS)
    width = dimension(shown)
    if width not in (None, dim - claim.beside) or not _within(claim, dim) or not admissible(claim, shown):
        raise NotShown(Reason.NOT_ADMISSIBLE, dim=dim)
    try:
        require_language(claim.expressions)
        return goals(_problem(claim, shown, dim - claim.beside))
    except TypeError as why:
        raise NotShown(Reason.UNREADABLE, why=str(why)) from None


def absence_record(
    claim: Claim,
    point: Mapping[Any, Any],
    dim: int,
    proofs: Sequence[Any],
    about: Named,
    found_by: str,
    functions: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """`{id, kind, claim, term, d, point, absent, proofs, found_by}`, once every proof has been checked; raises NotShown, ValueError.

    `functions` are the texts of a choice for the functions that the claim knows only by name (`verify.checkers.stored.simple_functions`).
    """
    left = owed(claim, point, dim)
    if len(left) != len(proofs) or any(map(_trusting, proofs)):
        raise NotShown(Reason.TOO_FEW_PROOFS, count=len(left))
    for goal, proof in zip(left, proofs, strict=True):
        if not proves(goal, proof):
            raise NotShown(Reason.PROOF_FAILS, wanted=str(goal.wanted)[:120])
    content = {
        "kind": Kind.ABSENCE,
        **about._asdict(),
        "d": dim,
        "point": point_to_json(shown_point(claim, point)),
        "absent": [s.name for s in claim.exists],
        "proofs": list(proofs),
        **({"functions": dict(functions)} if functions else {}),
    }
    return {"id": content_id(content), **content, "found_by": found_by}


def _within(claim: Claim, dim: int) -> bool:
    """Does the claim speak of this dimension? Where it speaks of none, of its smallest only."""
    low, high = claim.dimensions
    spoken = any(s == d or isinstance(s, Vector) for s in symbols(claim.expressions))
    return low <= dim and (high is None or dim <= high) and (spoken or dim == low)


def _trusting(proof: Any) -> bool:
    """Does it rest on what another program has answered?"""
    return (
        not isinstance(proof, Mapping) or proof.get("rule") in TRUSTING or any(map(_trusting, proof.get("parts", [])))
    )


def _problem(claim: Claim, shown: Mapping[Any, Any], width: int) -> Problem:
    """The assumptions on the bound symbols, and the negated conclusion with all that it needs to have a value."""
    points, rule = data_points(shown), values(shown)
    _require_names(claim, width, points)
    free = free_assumptions(claim)
    bound = [r for r in claim.relations if r not in free]

    def written(parts: Sequence[Relation]) -> list[Relation]:
        return list(relations_at(parts, width, points, rule))

    fails = written([claim.conclusion])
    if len(fails) != 1:
        raise NotShown(Reason.SEVERAL_CONCLUSIONS)
    where, wanted = written([*_defined(bound), *bound]), [*written(_defined([claim.conclusion])), fails[0].negation]
    unknown = sorted(set().union(*(r.lhs.free_symbols | r.rhs.free_symbols for r in (*where, *wanted))), key=str)
    if len(unknown) > MOST_UNKNOWNS:
        raise NotShown(Reason.TOO_MANY_UNKNOWNS, count=len(unknown), most=MOST_UNKNOWNS)
    enclosed = _Enclosed({s.name for s in unknown})
    texts = [[text(r) for r in map(enclosed, part)] for part in (where, wanted)]
    signs = [said for s in unknown for said in declared(s)]
    given, goal = (tuple(chain(*map(relations, part))) for part in ([*texts[0], *signs, *enclosed.bounds], texts[1]))
    return Problem(given, goal)


def _defined(relations: Sequence[Relation]) -> list[Relation]:
    return [c for r in relations for side in (r.lhs, r.rhs) for c in conditions(side)]


def _require_names(claim: Claim, width: int, points: int) -> None:
    """No two symbols are written with one name."""
    every = claim_symbols(claim) | set(claim.exists)
    if any(isinstance(s, Label | SampleLabel) or is_integer(s) for s in claim.exists):
        raise NotShown(Reason.NO_REAL_NUMBER)
    if (twice := written_alike(every, width, points)) is not None:
        raise NotShown(Reason.WRITTEN_ALIKE, name=twice)


class _Enclosed:
    """Constants that the formulas of the solver do not know become unknown numbers between rational bounds."""

    def __init__(self, taken: set[str]) -> None:
        self.taken, self.names, self.bounds = taken, dict[Any, Any](), list[str]()

    def __call__(self, r: Relation) -> Relation:
        return r.map(self._walked)

    def _walked(self, e: Any) -> Any:
        if isinstance(e, LambertW) and not e.free_symbols:
            return self.names.get(e) or self._enclosed(e)
        return e.func(*map(self._walked, e.args)) if e.args else e

    def _enclosed(self, e: Any) -> Any:
        (z,) = ball(e, {}, PRECISION)
        if not z.is_finite():
            raise TypeError(f"{e} has no value")
        with ctx.workprec(PRECISION):
            low, high = fraction_of(z.lower()), fraction_of(z.upper())
        name = next(n for k in count(1) if (n := f"k{k}") not in self.taken)
        self.taken.add(name)
        self.bounds += [f"{low} <= {name}", f"{name} <= {high}"]
        self.names[e] = Symbol(name, real=True)
        return self.names[e]
