"""A sum of squares as a semidefinite program: its Gram matrices, in a ring of polynomials and in floating point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from typing import Any

import numpy as np

from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.products import equations, slacks
from verify.prover.inequality.polynomials import one, polynomial, ring_of

MOST_ENTRIES = 2500
MOST_ROWS = 250
HIGHEST = 10


@dataclass(frozen=True)
class Block:
    """A Gram matrix over `basis`, multiplied by the product of slacks with these powers."""

    powers: tuple[int, ...]
    product: Any
    basis: tuple[Any, ...]


@dataclass(frozen=True)
class Program:
    """What is wanted, the blocks, and (which equation, monomial, their product); all polynomials of one ring."""

    ring: Any
    wanted: Any
    blocks: tuple[Block, ...]
    multiples: tuple[tuple[int, Any, Any], ...]


def program(goal: Goal, *, more: int) -> Program | None:
    """With products up to the degree of what is wanted, and `more`; None for what is no polynomial over the rationals."""
    symbols, e = goal.symbols, goal.wanted.expr
    if not 0 < len(symbols) <= 6 or goal.wanted.op not in (">=", ">"):
        return None
    ring = ring_of(symbols)
    known, equal = slacks(goal), equations(goal)
    parts: list[Any] = [polynomial(p, symbols) for p in (e, *(f.expr for f in (*known, *equal)))]
    if None in parts:
        return None
    wanted, *rest = parts
    degree = max(int(wanted.total_degree()), *(int(h.total_degree()) for h in rest[len(known) :]), 1)
    degree += degree % 2 + more
    if degree > HIGHEST or (more and not rest):
        return None
    blocks = tuple(_blocks(ring, wanted, rest[: len(known)], degree, alone=not rest))
    if goal.wanted.op == ">":  # a positive constant of its own
        blocks += (Block((0,) * len(known), one(ring), (one(ring),)),)
    multiples = tuple(_multiples(ring, rest[len(known) :], degree))
    return Program(ring, wanted, blocks, multiples)


def _blocks(ring: Any, wanted: Any, slack: Sequence[Any], degree: int, *, alone: bool) -> Iterator[Block]:
    none = (0,) * len(slack)
    yield Block(none, one(ring), tuple(_basis(ring, wanted, degree // 2, alone=alone)))
    entries = 0
    for size in (1, 2):
        for chosen in combinations_with_replacement(range(len(slack)), size):
            product = one(ring)
            for k in chosen:
                product *= slack[k]
            left = degree - int(product.total_degree())
            basis = tuple(_monomials(ring, left // 2)) if len(set(chosen)) == size else tuple(_monomials(ring, 0))
            entries += len(basis) ** 2
            if left >= 0 and entries <= MOST_ENTRIES:
                yield Block(tuple(chosen.count(k) for k in range(len(slack))), product, basis)


def _monomials(ring: Any, degree: int) -> Iterator[Any]:
    places = range(ring.nvars())
    for k in range(degree + 1):
        for chosen in combinations_with_replacement(places, k):
            yield ring.from_dict({tuple(chosen.count(i) for i in places): 1})


def _basis(ring: Any, wanted: Any, degree: int, *, alone: bool) -> Iterator[Any]:
    """Half of the Newton polytope, cut by a few directions; with further facts every monomial."""
    n = ring.nvars()
    support = np.array([list(m) for m in wanted.to_dict()] or [[0] * n])
    unit = np.eye(n, dtype=int)
    ways = [np.ones(n, dtype=int), *unit, *(a + b for a, b in combinations(unit, 2)), *(unit.sum(axis=0) - unit)]
    ends = [(w, (support @ w).min(), (support @ w).max()) for w in ways]
    for p in _monomials(ring, degree):
        (m,) = p.to_dict()
        if not alone or all(low <= 2 * (np.array(m) @ w) <= high for w, low, high in ends):
            yield p


def _multiples(ring: Any, equal: Sequence[Any], degree: int) -> Iterator[tuple[int, Any, Any]]:
    for k, h in enumerate(equal):
        for m in _monomials(ring, degree - int(h.total_degree())):
            yield k, m, m * h


@dataclass(frozen=True)
class Posed:
    """The program in floating point, free of the multiples of equations, and exactly: one row for each monomial."""

    monomials: tuple[Any, ...]
    entries: tuple[Any, ...]
    rows: tuple[Any, ...]
    right: Any


def posed(program: Program) -> Posed | None:
    """Entry (i, j) of a block stands for product * basis_i * basis_j."""
    entries = tuple(
        [[(b.product * p * q).to_dict() for q in b.basis[: i + 1]] for i, p in enumerate(b.basis)]
        for b in program.blocks
    )
    parts = [d for block in entries for line in block for d in line]
    multiples = [h.to_dict() for _, _, h in program.multiples]
    wanted = program.wanted.to_dict()
    place = {m: k for k, m in enumerate(dict.fromkeys(m for d in (*parts, *multiples) for m in d))}
    if not set(wanted) <= set(place) or len(place) > MOST_ROWS or len(parts) > MOST_ENTRIES:
        return None
    rows = []
    for block in entries:
        a = np.zeros((len(place), len(block), len(block)))
        for i, line in enumerate(block):
            for j, d in enumerate(line):
                for m, c in d.items():
                    a[place[m], i, j] = a[place[m], j, i] = float(c)
        rows.append(a)
    right = np.array([float(wanted.get(m, 0)) for m in place])
    free = _free(multiples, place)
    return Posed(tuple(place), entries, tuple(np.tensordot(free, a, 1) for a in rows), free @ right)


def _free(multiples: Sequence[Any], place: Any) -> Any:
    """Combinations of the rows in which no multiple of an equation occurs."""
    if not multiples:
        return np.eye(len(place))
    columns = np.zeros((len(place), len(multiples)))
    for k, d in enumerate(multiples):
        for m, c in d.items():
            columns[place[m], k] = float(c)
    u, s, _ = np.linalg.svd(columns)
    return u[:, int((s > 1e-9 * s[0]).sum()) :].T
