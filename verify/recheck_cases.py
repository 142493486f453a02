"""Proofs by cases: of one coordinate, by its sign, and refutations of "there are". Python's standard library only."""

from __future__ import annotations

from itertools import product as every
from types import SimpleNamespace
from typing import Any

from recheck import PROOFS, STEPS, THEOREMS, Checker, Context, Relation
from recheck_calculus import CHAIN_RULE, SYMMETRY
from recheck_polynomials import POSITIVE, require


def local(s: Checker, t: int, rule: dict[int, int]) -> int:
    """The term with numbers in the place of one coordinate of vectors; what depends on whole vectors stays as it is."""
    head, *parts = s.entries[t]
    if head == "s":
        return rule.get(parts[0], t)
    whole = not s.line and head in ("total", "norm", "peak", "product", "field", "value", "jacobian")
    whole = whole or head in ("mean", "det")
    return t if whole else s.rebuilt(t, lambda p: local(s, p, rule))


def cases(s: Checker, said: Any, names: Any, patterns: Any) -> None:
    """What holds for one coordinate where it is negative, 0 and positive holds for every coordinate.

    In each case a coordinate of a vector is -x, 0 or x with a new x > 0; there the relation is shown, or that a fact fails.
    """
    r, vectors, sizes = s.relation(said), [v for v, _ in names], [x for _, x in names]
    require(
        len({*vectors, *sizes}) == 2 * len(names) and len(patterns) == 3 ** len(names), "three cases for each vector"
    )
    require(all(s.symbols[v][1] in ("vector", "sample") for v in vectors), "cases of the coordinates of vectors")
    require(all(s.symbols[x][1:] == ("number", POSITIVE, False) for x in sizes), "sizes are positive numbers")
    require(not any(s.mentions(q, {*sizes}) for q in (r, *s.given, *s.facts)), "sizes are new")
    require(not any(s.hides(schema, {*sizes}) for schema in s.schemas), "sizes are new")
    require(s.carries(s.gap(r))[0] or not s.no_coordinate, "in R^0 there is no coordinate")
    for signs, steps in zip(every((-1, 0, 1), repeat=len(names)), patterns, strict=False):
        rule = {
            v: s.mul(s.number(-1), s.term("s", x)) if k < 0 else s.term("s", x) if k else s.number(0)
            for (v, x), k in zip(names, signs, strict=False)
        }
        known = [locally(s, r, rule) for r in s.facts]
        goals = {(local(s, r[0], rule), r[1], local(s, r[2], rule)), *map(negation, known)}
        case = Context(s, [*known], s.given, s.schemas)
        for step in steps:
            s.step(*step)
        shown = any(q in goals for q in s.facts[len(known) :])
        case.leave()
        require(shown, f"the case {signs} is open")
    s.facts.append(r)


def locally(s: Checker, r: Relation, rule: dict[int, int]) -> Relation:
    """What is known of the one coordinate; nothing, if it would then be said of the one and of every other."""
    found = local(s, r[0], rule), r[1], local(s, r[2], rule)
    i, n = s.carries(s.gap(found))
    more = (i and not s.line) or (n and any(s.symbols[v][1] == "sample" for v in rule))
    return (s.number(0), "=", s.number(0)) if more and found != r else found


def negation(r: Relation) -> Relation:
    a, op, b = r
    return {"<=": (b, "<", a), "<": (b, "<=", a), "=": (a, "!=", b), "!=": (a, "=", b)}[op]


STEPS["cases"] = cases


def exchange(s: Checker, a: int, b: int, t: int) -> tuple[Relation, list[Relation]]:
    """t = t with b in the place of a, where a = b for every coordinate and data point.

    b has no index that a has not, so whatever binds the index in t binds that of a and b alike. Nothing is put into a determinant,
    which binds coordinates by name.
    """
    (ai, an), (bi, bn) = s.carries(a), s.carries(b)
    require(bi <= ai and bn <= an, "what is put in its place carries another index")
    require(s.entries[a][0] in ("s", "field", "jacobian"), "a vector or a function is exchanged")
    return (t, "=", exchanged(s, t, a, b)), [(a, "=", b)]


def exchanged(s: Checker, t: int, a: int, b: int) -> int:
    require(s.entries[t][0] != "det", "nothing is put into a determinant")
    return b if t == a else s.rebuilt(t, lambda p: exchanged(s, p, a, b))


THEOREMS["equal terms may stand for each other"] = (3, exchange)


def refute(s: Checker) -> None:
    """Not (for all x there are t: R): constants are put for some of the x, and then R fails for every t.

    The constants satisfy what is assumed of them, by what is assumed of the other symbols alone; and that can be satisfied: at a point,
    for a choice of the functions known by name.
    """
    c, proof = s.certificate, s.certificate["proof"]
    plain = [s.relation(r) for r in c["assume"] if isinstance(r, list)]
    s.schemas = [s.schema(r) for r in c["assume"] if isinstance(r, dict)]
    bound, rule = {*c["exists"]}, {k: s.at(t) for k, t in proof["counter"]}
    require(all(type(k) is int and 0 <= k < len(s.symbols) for k in rule), "constants for symbols")
    require(c["verdict"] == "REFUTED" and bound and not bound & {*rule}, "constants for what is for all")
    require(not any(s.symbols_in(t) & {*bound, *rule} for t in rule.values()), "a constant depends on what it may not")
    require(
        not any(s.hides(schema, {*bound, *rule}) for schema in s.schemas), "an assumption hides what is put or bound"
    )
    rest = [r for r in plain if not s.mentions(r, {*bound, *rule})]
    owed = [s.put_all(r, rule) for r in plain if s.mentions(r, {*rule}) and not s.mentions(r, bound)]
    of_bound = [s.put_all(r, rule) for r in plain if s.mentions(r, bound)]
    for r, put in zip((r for r in plain if s.mentions(r, bound)), of_bound, strict=True):
        s.require_index(s.gap(r), s.gap(put))
    s.facts, s.given = [*rest], [*rest]
    for r in (*rest, *owed):
        s.admit(r[0], r[2])
    for (symbol, t), hint in zip(rule.items(), proof["declared"], strict=True):
        s.may_stand_for(t, symbol, hint)
    show_all(s, proof["first"], owed)
    s.facts, s.given, s.has_value = [*rest, *of_bound], [*rest, *of_bound], {}
    concluded = s.relation(c["conclude"])
    goal = negation(s.put_all(concluded, rule))
    require(not s.carries(s.gap(concluded))[0] or not s.no_coordinate, "in R^0 it fails for no coordinate")
    for r in (*s.facts, goal):
        s.admit(r[0], r[2])
    show_all(s, proof["steps"], [goal])
    zero, one = (next(k for k, e in enumerate(c["terms"]) if e == ["n", text]) for text in ("0", "1"))
    kept = [r for r in c["assume"] if isinstance(r, dict) or not s.mentions(s.relation(r), {*bound, *rule})]
    also = [
        c["conclude"],
        *(r for r in c["assume"] if r not in kept),
    ]  # of their functions, too, the chosen have what is said
    admissible = {**c, "assume": kept, "exists": [], "uniform": [], "conclude": [one, "=", zero], "also": also}
    require(proof["point"]["rule"] in ("point", "choice"), "a point")
    smooth = proof["point"]["rule"] == "point" or not s.cited & {CHAIN_RULE, SYMMETRY}
    require(smooth, "the functions that are chosen need not have derivatives")
    PROOFS[proof["point"]["rule"]](SimpleNamespace(certificate={**admissible, "proof": proof["point"]}))


def show_all(s: Checker, steps: Any, goals: list[Relation]) -> None:
    for step in steps:
        s.step(*step)
    require(all(r in s.facts for r in goals), "not all is shown")


PROOFS["constants"] = refute
