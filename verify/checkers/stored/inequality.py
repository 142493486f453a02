"""Answers with what is needed to check them again, as plain JSON, and the check.

Why it is sound. A problem is `where => claim` for real numbers, and the text of the record is all that is read. What it is read as
has the digest that the record gives: a text that comes to mean something else is no longer the claim that was proved.

    admissible point      a proof of every goal           a proof that nothing satisfies the conditions
    -------------------------------------------           ---------------------------------------------
                     PROVED                                                 VACUOUS

    the conditions hold at the point, the claim fails           they hold, and the claim has no value there
    -------------------------------------------------           -------------------------------------------
                        REFUTED                                                UNDEFINED

A point is a number for each unknown, or a root (`verify.checkers.inequality.roots`).

The goals are made anew from the problem, or from its cases (`verify.checkers.inequality.zeros`) where the record says so, one proof is
owed for each, and each is checked (`verify.checkers.inequality.check`); a point names every unknown of the problem and no other, and
its values are numbers, or a root and formulas in it. An answer is given only after the same check that a stored one has to pass, so
none rests on how it was found. What a proof trusts is told by its rules alone, and a certificate that says otherwise is refused.

The excess is an exact number where that is short, else the ends of a ball, rounded outwards. It is reported, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from verify.checkers.inequality.answer import Answer, Unreadable
from verify.checkers.inequality.check import TRUSTING, proves, ways
from verify.checkers.inequality.evaluate import Point, defined, enclosure, sign, simple
from verify.checkers.inequality.formula import replaced
from verify.checkers.inequality.goal import Goal, emptiness, goals
from verify.checkers.inequality.problem import Found, Problem, admissible, read, shown
from verify.checkers.inequality.reader import formula
from verify.checkers.inequality.roots import Root, excess
from verify.checkers.inequality.roots import shown as at_root
from verify.checkers.inequality.zeros import goals_by_zeros
from verify.checkers.stored.read import fault, short
from verify.kernel.decide import ends, is_short
from verify.kernel.record import Kind
from verify.kernel.separation import PRECISIONS

ROOT = {"root of": int, "between": [str]}
STORED = {
    "claim": str,
    "verdict": str,
    "term": object,
    "where": [str],
    "kind?": Kind,
    "point": ({...: (str, ROOT)}, None),
    "proofs?": list,
    "zeros?": bool,
    "trusting?": [str],
}
EXCESS_BITS = 256  # of the excess that is told, where they tell its sign


def owed(problem: Problem, verdict: str, *, zeros: bool = False) -> tuple[Goal, ...]:
    """What a proof is owed of; `zeros`: in cases, by which bases of powers are 0."""
    if verdict == "PROVED":
        return goals_by_zeros(problem) if zeros else goals(problem)
    return (emptiness(problem),)


def certificate(
    problem: Problem, verdict: str, proofs: Sequence[Any], point: Point | Root | None, *, zeros: bool = False
) -> Answer:
    """PROVED with an admissible point, or VACUOUS, once the point and the proofs have been checked; else UNDECIDED."""
    confirmed, why = _recheck_proofs(problem, verdict, point, list(proofs), zeros=zeros)
    if not confirmed:
        return Answer("UNDECIDED", reason=why)
    trusting = trusted(proofs)
    content = {
        "kind": Kind.INEQUALITY,
        **problem.as_json(),
        "verdict": verdict,
        "point": None if point is None else _written(point),
        "proofs": list(proofs),
        "trusting": list(trusting),
    } | ({"zeros": True} if zeros else {})
    return Answer(
        verdict, ", ".join(ways(proofs)), content, reason=f"trusting {', '.join(trusting)}" if trusting else ""
    )


def refutation(problem: Problem, found: Found) -> Answer:
    """REFUTED or UNDEFINED, with the exact point, once it has been checked; else UNDECIDED."""
    confirmed, why = _recheck_point(problem, found.shows, found.point)
    if not confirmed:
        return Answer("UNDECIDED", reason=why)
    content = {"kind": Kind.INEQUALITY, **problem.as_json(), "verdict": found.shows, "point": _written(found.point)}
    told = _told(problem, found.point)
    here = {"point": told, "excess": _excess(problem, found)}
    at = ", ".join(f"{n} = {v}" for n, v in told.items()) or "the formula itself"
    what = "fails" if found.shows == "REFUTED" else "has no value"
    return Answer(found.shows, "exact point", content, here, f"{what} at {at}")


def _written(point: Point | Root) -> dict[str, Any]:
    if not isinstance(point, Root):
        return {n: str(t) for n, t in sorted(point.items())}
    root = {"root of": point.place, "between": [str(point.low), str(point.high)]}
    return {n: str(t) for n, t in sorted(point.others.items())} | {point.name: root}


def _told(problem: Problem, point: Point | Root) -> dict[str, str]:
    if not isinstance(point, Root):
        return _written(point)
    r = (*problem.where, *problem.conclusion)[point.place]
    said = f"the root of {r.lhs} = {r.rhs} between {point.low} and {point.high}"
    return {n: str(t) for n, t in sorted(point.others.items())} | {point.name: said}


def _shows(problem: Problem, point: Point | Root) -> str | None:
    return at_root(problem, point) if isinstance(point, Root) else shown(problem, point)


def _excess(problem: Problem, found: Found) -> list[str]:
    if found.shows == "UNDEFINED":
        return ["undefined", "undefined"]
    if isinstance(found.point, Root):
        return list(ends(excess(problem, found.point)))
    gaps = [replaced(r.lhs - r.rhs, found.point) for r in problem.conclusion if _fails(problem, found, r)]
    return list(_bounds(gaps[0]))


def _fails(problem: Problem, found: Found, r: Any) -> bool:
    return shown(Problem(problem.where, (r,)), found.point) == "REFUTED"


def _bounds(t: Any) -> tuple[str, str]:
    exact = simple(t)
    if exact is not None and is_short(exact):
        return str(exact), str(exact)
    if sign(t) == 0:
        return "0", "0"
    balls = [enclosure(t, EXCESS_BITS)]
    if not (balls[0] > 0 or balls[0] < 0):
        balls += [z for z in (enclosure(t, p) for p in PRECISIONS) if z > 0 or z < 0][:1]
    return ends(balls[-1])


def _meant(problem: Problem, point: Point | Root) -> bool:
    return at_root(problem, point) is not None if isinstance(point, Root) else admissible(problem, point)


def trusted(proofs: Iterable[Any]) -> tuple[str, ...]:
    """The programs whose word is taken in proofs that have been checked: by their rules, whatever else a certificate says."""
    return tuple(sorted({TRUSTING[rule] for p in proofs for rule in _rules(p) if rule in TRUSTING}))


def _rules(proof: Any) -> Iterator[str]:
    yield proof["rule"]
    for p in proof.get("parts", []):
        yield from _rules(p)


def recheck(stored: Mapping[str, Any]) -> tuple[bool, str]:
    """(Is the verdict confirmed, what was found, in one line). Never raises for a bad certificate."""
    if wrong := fault(stored, STORED, "the certificate"):
        return False, wrong
    try:
        claim, where, verdict = stored["claim"], stored["where"], stored["verdict"]
        problem = read(claim, where)
        if stored["term"] != problem.digest:
            return False, f"the text is read as another claim than that of the certificate: {problem.digest}"
        point = None if stored["point"] is None else _point(problem, stored["point"])
    except (Unreadable, ValueError, TypeError, AttributeError) as error:
        return False, str(error)
    if verdict in ("REFUTED", "UNDEFINED"):
        return _recheck_point(problem, verdict, point)
    proofs, said = stored.get("proofs", []), stored.get("trusting", [])
    confirmed, told = _recheck_proofs(problem, verdict, point, proofs, zeros=stored.get("zeros", False))
    if confirmed and said != (believed := list(trusted(proofs))):
        return False, f"the proofs trust {', '.join(believed) or 'no program'}, the certificate says {short(said)}"
    return confirmed, told


def _point(problem: Problem, stored: Mapping[str, Any]) -> Point | Root:
    if set(stored) != set(problem.names):
        raise ValueError(f"the point gives {', '.join(stored)}, expected {', '.join(problem.names)}")
    if roots := [n for n, t in stored.items() if isinstance(t, dict)]:
        return _root(roots[0], stored)
    point = {n: formula(str(t)) for n, t in stored.items()}
    if bad := [n for n, t in point.items() if t.free_symbols or not defined(t, {})]:
        raise ValueError(f"{bad[0]} = {stored[bad[0]]} is no number")
    return point


def _root(name: str, stored: Mapping[str, Any]) -> Root:
    others = {n: formula(str(t)) for n, t in stored.items() if n != name}
    low, high = (simple(formula(str(x))) for x in stored[name]["between"])
    place = stored[name]["root of"]
    if type(place) is not int or low is None or high is None:
        raise ValueError(f"{name} is no root of a relation between two rational numbers")
    return Root(name, place, low, high, others)


def _recheck_point(problem: Problem, verdict: str, point: Point | Root | None) -> tuple[bool, str]:
    if point is None or (found := _shows(problem, point)) != verdict:
        return False, f"the point does not show {verdict}"
    return True, f"{found} at the exact point"


def _recheck_proofs(
    problem: Problem, verdict: str, point: Point | Root | None, proofs: Any, *, zeros: bool = False
) -> tuple[bool, str]:
    if verdict not in ("PROVED", "VACUOUS") or not isinstance(proofs, list):
        return False, f"{verdict!r} is no verdict with a proof"
    if verdict == "PROVED" and (point is None or not _meant(problem, point)):
        return False, "the point does not satisfy the conditions"
    left = owed(problem, verdict, zeros=zeros)
    if len(left) != len(proofs):
        return False, f"{len(left)} proofs are needed, the certificate has {len(proofs)}"
    for number, (goal, proof) in enumerate(zip(left, proofs, strict=True), 1):
        if not proves(goal, proof):
            return False, f"proof {number} of {len(proofs)} does not show {str(goal.wanted)[:120]}"
    return True, f"{verdict}: {len(proofs)} proofs check"
