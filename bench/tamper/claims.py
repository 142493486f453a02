"""A statement as a claim of the engine again, to ask whether it is true.

The derivation is that of the claim before the change. Where one term stands in the place of another everywhere, it does so in the
derivation too: which term that is, a changed number or the sum around it, is tried from the inside outwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from bench.tamper.statement import LEAVES, Stated, Tree, of_claim, symbols_in
from verify.language import functions, operators, symbols, term
from verify.language.claim import Claim
from verify.language.proof import Schema
from verify.language.relation import Relation
from verify.language.symbols import d

SORTS = {"vector": "Vector", "sample": "Sample", "datum": "Datum", "label": "Label", "samplelabel": "SampleLabel"}
OPERATORS = {name.lower(): name for name in (*dir(operators), *dir(functions)) if name[:1].isalpha()}
ARITHMETIC = {"+": term.Add, "*": term.Mul, "^": term.Pow}
LEVELS = 4


def claims_of(stated: Stated, like: Claim) -> Iterator[Claim]:
    """Claims that say what is stated, with the derivation and the witness of another one. Raises what the language refuses."""
    before = of_claim(like, stated.verdict)
    yield _claim(stated, like, {})
    yield replace(_claim(stated, like, {}), derive=None, absurd=None)
    fewer = tuple(a for a in stated.assume if a in before.assume or not _may_go(a, stated))
    yield _claim(stated._replace(assume=fewer), like, {})
    yield from _shortened(_claim(stated, like, {}))
    if len(before.assume) == len(stated.assume):
        yield _claim(stated, like, dict(_renewed(stated, like)))
        for level in range(LEVELS):
            pairs: dict[Tree, Tree] = {}
            sides = zip((*before.assume, before.conclude), (*stated.assume, stated.conclude), strict=True)
            if all(align(a, b, level, pairs) is not None for a, b in sides):
                rule: dict[Any, Any] = {built(a): built(b) for a, b in pairs.items()}
                for old, new in zip(like.assuming, stated.assume, strict=True):
                    if isinstance(old, Schema) and new[0] == "for all":
                        rule[old] = _assumption(new, old.name, put(old.variables, rule))
                yield _claim(stated, like, rule)


def _may_go(a: Tree, stated: Stated) -> bool:
    """Does the statement follow from the one without? What is owed by what there is may go where that is refuted, all else where not."""
    return (stated.verdict == "REFUTED") == bool(stated.exists & set(symbols_in(a)))


def _shortened(claim: Claim) -> Iterator[Claim]:
    """With the first lines of the derivation alone, or with the last, or with those of a side result."""
    make = claim.derive
    for count in range(1, len(make().lines) if make else 0):
        for part in (slice(count), slice(count, None)):
            yield replace(claim, derive=lambda make=make, part=part: replace(make(), lines=make().lines[part]))

    for count, lemma in enumerate(make().lemmas if make else ()):
        shown = (
            replace(make(), lines=lemma.lines, lemmas=make().lemmas[:count], squared=lemma.squared) if make else None
        )
        yield replace(claim, derive=lambda shown=shown: shown)


def _renewed(stated: Stated, like: Claim) -> Iterator[tuple[Schema, Schema]]:
    """An assumption for all values, and the one in its place: variables that are new stand where others have gone."""
    for old, new in zip(like.assuming, stated.assume, strict=True):
        if isinstance(old, Schema) and new[0] == "for all" and len(old.variables) == len(new[1]):
            found = tuple(map(built, new[1]))
            others = (v for v in found if v not in old.variables)
            yield old, _assumption(new, old.name, tuple(v if v in found else next(others) for v in old.variables))


def align(a: Any, b: Any, level: int, pairs: dict[Tree, Tree]) -> int | None:
    """Which terms stand in the place of which, and how far these are above the innermost differences (-1: equal).

    Terms that are `level` above are pairs. None: they clash.
    """
    if a == b:
        return -1
    head = a[0] if a and b and isinstance(a[0], str) else ""
    below = list[int | None]()
    if len(a) == len(b) and head not in LEAVES and (head in RELATIONS or head == (b[0] if head else "")):
        unlike = [
            (x, y) for x, y in zip(a, b, strict=True) if x != y and not (head in RELATIONS and isinstance(x, str))
        ]
        if all(isinstance(x, tuple) and isinstance(y, tuple) for x, y in unlike):
            below = [align(x, y, level, pairs) for x, y in unlike]
    if None in below:
        return None
    here = 1 + max((h for h in below if h is not None), default=-1)
    is_term = head not in (*RELATIONS, "for all", "")
    return None if is_term and here == level and pairs.setdefault(a, b) != b else here


RELATIONS = ("=", "<=", "<", "!=")


def _claim(stated: Stated, like: Claim, rule: Mapping[Any, Any]) -> Claim:
    before = of_claim(like, stated.verdict)
    kept = dict(zip(before.assume, like.assuming, strict=True))
    renewed = {
        of_claim(replace(like, assuming=(new,)), "").assume[0]: new for new in rule.values() if isinstance(new, Schema)
    }
    names = {s[1] for s in symbols_in(stated)}
    strangers = (built(s) for s in symbols_in(before) if s[1] not in names)
    known = (Relation(s, "=", s) for s in strangers)  # the derivation may speak of them
    assuming = tuple(
        renewed.get(a) or kept.get(a) or _assumption(a, f"assumption {k}") for k, a in enumerate(stated.assume)
    )
    exists = tuple(map(built, sorted(stated.exists)))
    derived = {
        name: (lambda make=make: put(make(), rule))
        for name in ("derive", "absurd", "disprove")
        if (make := getattr(like, name))
    }
    made = replace(
        like,
        assuming=assuming,
        conclusion=relation_of(stated.conclude),
        exists=exists,
        witness={s: v for s, v in put(like.witness, rule).items() if s in exists},
        uniform=tuple(map(built, sorted(stated.uniform))),
        beside=max(like.beside, 1) if stated.no_vectors else 0,
        counter={s: v for s, v in put(like.counter, rule).items() if s not in exists},
        needs=(),
        **derived,
    )
    if of_claim(made, stated.verdict) != stated:
        raise ValueError("the language of claims has another claim here")
    return replace(made, assuming=(*assuming, *known))


def put(found: Any, rule: Mapping[Any, Any]) -> Any:
    """Terms, or data that hold terms, with others in the place of some."""
    if isinstance(found, term.Term):
        return found.xreplace({k: v for k, v in rule.items() if isinstance(k, term.Term)})
    if isinstance(found, tuple):
        return tuple(put(part, rule) for part in found)
    if isinstance(found, Mapping):
        return {put(k, rule): put(v, rule) for k, v in found.items()}
    if isinstance(found, Schema) and found in rule:
        return rule[found]
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{f.name: put(getattr(found, f.name), rule) for f in fields(found) if f.init})
    return found


def _assumption(a: Tree, name: str, order: tuple[Any, ...] = ()) -> Relation | Schema:
    """The variables are in this order, which appeals rest on, where it is of the same ones."""
    if a[0] != "for all":
        return relation_of(a)
    _, variables, premises, r = a
    found = tuple(map(built, variables))
    return Schema(name, order if set(order) == set(found) else found, relation_of(r), tuple(map(relation_of, premises)))


def relation_of(r: Tree) -> Relation:
    op, left, right = r
    return Relation(built(left), op, built(right))


def point_of(found: Mapping[str, Any]) -> dict[Any, Any]:
    """The exact point of a certificate."""
    values = zip(found["symbols"], found["proof"]["values"], strict=True)
    return {built(("s", *symbol)): _exact(value) for symbol, value in values if value is not None}


def _exact(value: Any) -> Any:
    return tuple(map(_exact, value)) if isinstance(value, list) else Fraction(value)


def built(t: Tree) -> Any:
    """The engine's term of a tree."""
    head, *parts = t
    if head == "n":
        return term.Number(Fraction(parts[0]))
    if head == "c":
        return term.E if parts[0] == "e" else term.pi
    if head == "d":
        return d
    if head == "s":
        name, sort, signs, integer = parts
        return getattr(symbols, SORTS[sort])(name) if sort in SORTS else term.Symbol._named(name, signs, integer)
    if head in ("field", "value"):
        return getattr(operators, OPERATORS[head])(parts[0], *map(built, parts[1:]))
    if head == "jacobian":
        return operators.Jacobian(parts[0], parts[1], *map(built, parts[2:]))
    if head == "det":
        bound = {built(c): (symbols.Direction if c[2] == "vector" else symbols.Coordinate)(c[1]) for c in parts[1:]}
        return operators.Determinant(built(parts[0]).xreplace(bound), *bound.values())
    if head in ARITHMETIC:
        return ARITHMETIC[head](*map(built, parts))
    name = "Abs" if head == "abs" else OPERATORS[head]
    return (getattr(operators, name, None) or getattr(functions, name))(*map(built, parts))
