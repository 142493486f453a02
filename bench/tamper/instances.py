"""A statement for all values of its symbols, at terms in the place of some: it follows at once.

A number stands for the vector of equal coordinates, and for data that are all alike. A term that carries an index stands for a number
where that is for each index alone: the relation carries it nowhere else, and nothing that binds it is around the term. In R^0 what is
concluded of each coordinate is concluded of none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bench.tamper.claims import align
from bench.tamper.statement import Stated, Tree, functions_in, symbols_in
from bench.tamper.weaker import implies, put

SORTS = {"vector": (True, False), "sample": (True, True), "datum": (False, True), "samplelabel": (False, True)}
BINDS = ("total", "norm", "peak", "product", "value", "field", "jacobian", "det")  # the index of the coordinates
Shows = Callable[[Tree], bool]


def is_instance(after: Stated, before: Stated, shows: Shows) -> bool:
    """Is it the other at terms in the place of free symbols? `shows` says whether what is declared of a symbol is shown of a term."""
    rule: dict[Tree, Tree] = {}
    plain = after.verdict == before.verdict == "PROVED" and not (after.exists or before.exists)
    relations = (*before.assume, before.conclude)
    pairs = [(before.conclude, after.conclude)]
    if len(before.assume) == len(after.assume):  # the conclusion need not speak of every symbol
        pairs = list(zip(relations, (*after.assume, after.conclude), strict=True))
    empty = after.no_vectors and not (before.no_vectors and any(carries(side)[0] for side in after.conclude[1:]))
    if not plain or empty or any(align(a, b, 0, rule) is None for a, b in pairs):
        return False
    bound = {*_bound((*relations, *after.assume, after.conclude))}
    if any(old[0] != "s" or old in bound or bound & set(symbols_in(new)) for old, new in rule.items()):
        return False
    if not all(_may_stand(new, old, relations, shows) for old, new in rule.items()):
        return False
    follows = all(any(implies(b, put(a, rule)) for b in after.assume) for a in before.assume)
    return follows and put(before.conclude, rule) == after.conclude


def of_any_number(stated: Stated, after: Stated) -> Stated | None:
    """The same with any number in the place of each label or number that the other has none of, which says more; or None."""
    relations = (*stated.assume, stated.conclude)
    kept = symbols_in((*after.assume, after.conclude))
    gone = (s for s in symbols_in(relations) if s[2] in ("label", "number") and s not in kept)
    rule = {s: (*s[:2], "number", 7, False) for s in gone}
    if stated.verdict != "PROVED" or all(s == new for s, new in rule.items()):
        return None
    return stated._replace(assume=put(stated.assume, rule), conclude=put(stated.conclude, rule))


def by_dimension(stated: Stated) -> tuple[Stated, ...]:
    """What is proved of each coordinate, and of R^0 too, in two: where there are coordinates, and what is owed where there are none.

    Nothing of what is said otherwise.
    """
    if stated.verdict != "PROVED" or not stated.no_vectors or not any(carries(side)[0] for side in stated.conclude[1:]):
        return ()
    return stated._replace(no_vectors=False), stated._replace(conclude=("=", ("n", "0"), ("n", "0")))


def in_vectors(stated: Stated) -> Stated | None:
    """The same of vectors in the place of numbers that are free: it says more, as a number is the vector of equal coordinates."""
    relations = (*stated.assume, stated.conclude)
    bound = [*_bound(relations)] or functions_in(relations)
    plain = stated.verdict == "PROVED" and not (stated.exists or stated.no_vectors or bound)
    rule = {s: (*s[:2], "vector", 7, False) for s in symbols_in(relations) if s[2] in ("number", "label")}
    if not (plain and rule):
        return None
    uniform = frozenset(put(tuple(stated.uniform), rule))
    return stated._replace(assume=put(stated.assume, rule), conclude=put(stated.conclude, rule), uniform=uniform)


def _bound(t: Any) -> Iterator[Tree]:
    """The variables of assumptions for all values, and the coordinates of determinants."""
    if isinstance(t, tuple):
        yield from t[1] if t[:1] == ("for all",) else t[2:] if t[:1] == ("det",) else ()
        for part in t:
            yield from _bound(part)


def _may_stand(new: Tree, old: Tree, relations: tuple[Tree, ...], shows: Shows) -> bool:
    _, _, sort, signs, integer = old
    (i, n), (has_i, has_n) = carries(new), SORTS.get(sort, (False, False))
    if "label" in sort or integer or (n and not has_n):
        return False
    if i and not has_i and not all(_is_open(r, old) for r in relations):
        return False
    if signs == 7:
        return True
    declared = {
        6: ("<=", ("n", "0"), new),
        4: ("<", ("n", "0"), new),
        3: ("<=", new, ("n", "0")),
        1: ("<", new, ("n", "0")),
    }
    return signs in declared and shows(declared[signs])


def _is_open(r: Tree, symbol: Tree) -> bool:
    """Does the relation carry no index of coordinates where it speaks of the symbol, and bind none around it?"""
    if symbol not in symbols_in(r):
        return True
    return (
        r[0] != "for all"
        and not any(carries(side)[0] for side in r[1:])
        and not any(_binds(side, symbol) for side in r[1:])
    )


def _binds(t: Any, symbol: Tree) -> bool:
    if not isinstance(t, tuple) or symbol not in symbols_in((t,)):
        return False
    return t[0] in BINDS or any(_binds(p, symbol) for p in t[1:])


def carries(t: Any) -> tuple[bool, bool]:
    """Does it carry the index of the coordinates, that of the data?"""
    if not isinstance(t, tuple):
        return False, False
    if t[0] == "s":
        return SORTS.get(t[2], (False, False))
    inner = [carries(p) for p in t[1:]]
    i, n = (any(x[k] for x in inner) for k in (0, 1))
    return t[0] in ("field", "jacobian") or ((i and t[0] not in BINDS[:5]) and t[0] != "det"), n and t[0] != "mean"
