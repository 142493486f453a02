"""What a certificate states, as trees: read here from its text, and from a claim of the engine, by code of their own.

A tree is a head with its parts; a symbol is ("s", name, sort, signs, integer). Two statements are the same when their trees are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from verify.language.claim import Claim
from verify.language.operators import Jacobian, Unknown
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import d
from verify.language.term import Constant, E, Number, Symbol

Tree = tuple[Any, ...]
GRADIENT = re.compile(r"_\d+$")
SORTS = {"Symbol": "number", "Dummy": "number", "Coordinate": "number", "Direction": "vector"}
LEAVES = ("n", "c", "d", "s")
UNORDERED = ("=", "!=", "+", "*")
INCREASING = ("exp", "sigmoid", "softplus", "tanh")


class Stated(NamedTuple):
    """A statement; `no_vectors`: may the vectors be those of R^0? A schema is ("for all", variables in order, premises, relation)."""

    verdict: str
    assume: tuple[Tree, ...]
    conclude: Tree
    exists: frozenset[Tree]
    uniform: frozenset[Tree]
    no_vectors: bool


def of_certificate(found: Mapping[str, Any]) -> Stated:
    """What the certificate states. Raises what Python raises where it is not readable."""
    symbols, made = found["symbols"], list[Tree]()
    for head, *parts in found["terms"]:
        if head == "s":
            made.append(("s", *symbols[parts[0]]))
        elif head in LEAVES:
            made.append((head, *parts))
        else:
            names = {"field": 1, "value": 1, "jacobian": 2}.get(head, 0)
            made.append((head, *parts[:names], *(made[p] for p in parts[names:])))

    def relation(r: Sequence[Any]) -> Tree:
        left, op, right = r
        return (op, made[left], made[right])

    def assumption(a: Any) -> Tree:
        if not isinstance(a, Mapping):
            return relation(a)
        variables = tuple(sorted(("s", *symbols[k]) for k in a["variables"]))
        return ("for all", variables, tuple(map(relation, a["assume"])), relation(a["conclude"]))

    bound, fixed = (frozenset(("s", *symbols[k]) for k in found.get(part, ())) for part in ("exists", "uniform"))
    assume = tuple(map(assumption, found["assume"]))
    return Stated(found["verdict"], assume, relation(found["conclude"]), bound, fixed, found.get("least") == 0)


def of_claim(claim: Claim, verdict: str) -> Stated:
    """What the engine's claim states."""
    return Stated(
        verdict,
        tuple(map(_assumption, claim.assuming)),
        _relation(claim.conclusion),
        frozenset(map(tree, claim.exists)),
        frozenset(map(tree, claim.uniform)),
        claim.allows_no_vectors,
    )


def _assumption(a: Relation | Schema) -> Tree:
    if isinstance(a, Relation):
        return _relation(a)
    return ("for all", tuple(sorted(map(tree, a.variables))), tuple(map(_relation, a.assuming)), _relation(a.relation))


def _relation(r: Relation) -> Tree:
    return (r.op, tree(r.lhs), tree(r.rhs))


def tree(e: Any) -> Tree:
    """The engine's term as a tree."""
    if e is d:
        return ("d",)
    if isinstance(e, Number):
        return ("n", str(Fraction(e.value)))
    if isinstance(e, Constant):
        return ("c", "e" if e is E else "pi")
    if isinstance(e, Symbol):
        sort = SORTS.get(type(e).__name__, type(e).__name__.lower())
        return ("s", e.name, sort, e.signs, bool(e.integer))
    name = type(e).__name__
    head = {"Add": "+", "Mul": "*", "Pow": "^", "Determinant": "det"}.get(name, name.lower())
    if isinstance(e, Jacobian):
        return (head, e.args[0].name, int(e.args[1]), *map(tree, e.args[2:]))
    if isinstance(e, Unknown):
        return (head, e.args[0].name, *map(tree, e.args[1:]))
    return (head, *map(tree, e.args))


def in_order(stated: Stated) -> Stated:
    """The same, with its equations, sums and products in one order: a = b says what b = a says, and so do a + b and b + a."""

    def put(t: Any) -> Any:
        if not isinstance(t, tuple) or (t[:1] and t[0] in LEAVES):
            return t
        parts = tuple(map(put, t))
        return (t[0], *sorted(parts[1:], key=repr)) if parts[:1] and t[0] in UNORDERED else parts

    return stated._replace(assume=put(stated.assume), conclude=put(stated.conclude))


def simpler(stated: Stated) -> Stated:
    """The same, where f(a) is compared with f(b) for an increasing f, or 2a with 2b, said of a and b; of -2a and -2b as of -a and -b."""

    def put(r: Tree) -> Tree:
        if r[0] == "for all":
            return (*r[:2], tuple(map(put, r[2])), put(r[3]))
        op, a, b = r
        if a[0] == b[0] and a[0] in INCREASING:
            return put((op, a[1], b[1]))
        if a[0] == b[0] == "*" and (c := _factor(a)) == _factor(b) and c not in (-1, 0, 1):
            return put((op, *(_with_sign(c, side) for side in (a, b))))
        return r

    return stated._replace(assume=tuple(map(put, stated.assume)), conclude=put(stated.conclude))


def _factor(t: Tree) -> Fraction:
    """The number in front of a product; 0 where there is more than one."""
    found = [Fraction(p[1]) for p in t[1:] if p[0] == "n"]
    return found[0] if len(found) == 1 else Fraction(len(found) == 0)


def _with_sign(c: Fraction, t: Tree) -> Tree:
    """The product, with the sign in the place of its number."""
    parts = [*[("n", "-1")] * (c < 0), *(p for p in t[1:] if p[0] != "n")] or [("n", "1")]
    return parts[0] if len(parts) == 1 else ("*", *parts)


def renamed_as(after: Stated, before: Stated) -> Stated:
    """The same by other names: where one symbol stands for another of its kind, as met first, the two are exchanged."""
    found = next(_exchanged((before.assume, before.conclude), (after.assume, after.conclude)), None)
    rule = {found[0]: found[1], found[1]: found[0]} if found else {}

    def put(t: Any) -> Any:
        if isinstance(t, frozenset):
            return frozenset(map(put, t))
        if t in rule or not isinstance(t, tuple):
            return rule.get(t, t)
        found = tuple(map(put, t))
        return (found[0], tuple(sorted(found[1])), *found[2:]) if t[:1] == ("for all",) else found

    return Stated(*map(put, after))


def _exchanged(a: Any, b: Any) -> Iterator[tuple[Tree, Tree]]:
    if a == b or not (isinstance(a, tuple) and isinstance(b, tuple)):
        return
    if a[:1] == b[:1] == ("s",):
        if a[2:] == b[2:]:
            yield a, b
    elif len(a) == len(b):
        for x, y in zip(a, b, strict=True):
            yield from _exchanged(x, y)


def symbols_in(found: Any) -> list[Tree]:
    """The symbols of a tree, or of a tuple of trees, in the order in which they are met."""
    seen: dict[Tree, None] = {}

    def visit(t: Any) -> None:
        if isinstance(t, tuple):
            if len(t) == 5 and t[0] == "s":
                seen[t] = None
            else:
                for part in t[2:] + t[1:2] if t[:1] == ("for all",) else t:
                    visit(part)

    visit(found)
    return list(seen)


def functions_in(found: Any) -> set[str]:
    """The names of the functions of a tree that are known by their names."""
    if not isinstance(found, tuple):
        return set()
    own = {found[1]} if found and found[0] in ("field", "value", "jacobian") else set()
    return own.union(*map(functions_in, found))


def renamed(found: Stated) -> Any:
    """The same without names: symbols are numbered as they are met, and functions where none is called like a gradient, `f_1`."""
    symbols = symbols_in((found.assume, found.conclude))
    numbers: dict[Any, Any] = {s: ("s", k, *s[2:]) for k, s in enumerate(symbols)}
    functions: dict[str, Any] = {}
    gradients = any(GRADIENT.search(name) for name in functions_in((found.assume, found.conclude)))

    def put(t: Any) -> Any:
        if not isinstance(t, tuple):
            return t
        if t in numbers:
            return numbers[t]
        if t and t[0] in ("field", "value", "jacobian"):
            return (t[0], t[1] if gradients else functions.setdefault(t[1], len(functions)), *map(put, t[2:]))
        found = tuple(map(put, t))
        return ("for all", frozenset(found[1]), *found[2:]) if t[:1] == ("for all",) else found

    parts = put(found.assume), put(found.conclude)
    bound = tuple(frozenset(numbers.get(s, s) for s in part) for part in (found.exists, found.uniform))
    return found.verdict, parts, bound, found.no_vectors
