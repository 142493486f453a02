"""Find coefficients, by linear programming, with which products of slacks add up to what is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement, islice
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from verify.checkers.inequality.check import leaf, proves
from verify.checkers.inequality.goal import NOTHING, Goal
from verify.checkers.inequality.rules.products import slacks
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.polynomials import one, polynomial, ring_of

MOST_COLUMNS = 3000
HIGHEST = 8

Column = tuple[tuple[int, ...], Any]


def products(goal: Goal, budget: Budget) -> Proof | None:
    """None where what is wanted is no polynomial, or no such sum was found."""
    symbols = goal.symbols
    if not symbols or goal.wanted.op not in (">=", ">"):
        return None
    if goal.wanted == NOTHING:
        return _contradiction(goal, budget)
    wanted = polynomial(goal.wanted.expr, symbols)
    if wanted is None or not 0 < wanted.total_degree() <= HIGHEST:
        return None
    known = [polynomial(f.expr, symbols) for f in slacks(goal)]
    if None in known:
        return None
    for degree in sorted({int(wanted.total_degree()) + more for more in (0, 1)}):
        columns = list(islice(_columns(known, symbols, degree), MOST_COLUMNS + 1))
        if len(columns) > MOST_COLUMNS or budget.over:
            return None
        found = _combination(wanted.to_dict(), columns)
        if found is not None:
            shown = leaf("products", [[str(c), list(p), _square(q)] for c, (p, q), _ in found])
            return shown if proves(goal, shown) else None
    return None


def _contradiction(goal: Goal, budget: Budget) -> Proof | None:
    """A sum of products of slacks that is 0, though one of them is positive: their coefficients are made to add up to 1."""
    symbols, strict = goal.symbols, [f.op == ">" for f in slacks(goal)]
    known = [p for f in slacks(goal) if (p := polynomial(f.expr, symbols)) is not None]
    extra = (-1,) * len(symbols)  # a row of its own in the program: no monomial
    for degree in (1, 2) if len(known) == len(strict) else ():
        columns = [
            (
                (powers, None),
                terms | ({extra: fmpq(1)} if all(s for s, n in zip(strict, powers, strict=True) if n) else {}),
            )
            for powers, terms in _powers_of(known, symbols, degree)
        ]
        found = None if len(columns) > MOST_COLUMNS or budget.over else _combination({extra: fmpq(1)}, columns)
        if found is not None:
            shown = leaf("products", [[str(c), list(p), None] for c, (p, _), _ in found])
            return proof if proves(goal, proof := {"rule": "absurd", "with": True, "parts": [shown]}) else None
    return None


def _powers_of(known: list[Any], symbols: Any, degree: int) -> Iterator[tuple[tuple[int, ...], Any]]:
    degrees = [int(p.total_degree()) for p in known]
    found = islice(_powers(known, degrees, degree, one(ring_of(symbols)), None), MOST_COLUMNS + 1)
    yield from ((powers, terms) for (powers, _), terms in found)


def _columns(slack: list[Any], symbols: Any, degree: int) -> Iterator[tuple[Column, Any]]:
    """(powers of the slacks, polynomial squared or None) and the terms of the product."""
    ring = ring_of(symbols)
    degrees = [int(p.total_degree()) for p in slack]
    yield from _powers(slack, degrees, degree, one(ring), None)
    for square in _squares(ring, degree):
        left = degree - 2 * int(square.total_degree())
        few = slack if len(slack) <= 8 else []
        yield from _powers(few, degrees[: len(few)], left, square**2, square, width=len(slack))


def _powers(
    slack: list[Any], degrees: list[int], degree: int, start: Any, square: Any, *, width: int = 0
) -> Iterator[tuple[Column, Any]]:
    """Products of slacks up to this degree, each from a shorter one."""
    waiting = [((0,) * max(width, len(slack)), 0, degree, start)]
    while waiting:
        powers, first, left, product = waiting.pop()
        yield (powers, square), product.to_dict()
        for k in range(first, len(slack)):
            if 0 < degrees[k] <= left:
                more = (*powers[:k], powers[k] + 1, *powers[k + 1 :])
                waiting.append((more, k, left - degrees[k], product * slack[k]))


def _squares(ring: Any, degree: int) -> Iterator[Any]:
    """Symbols, and differences and sums of two, and their products with a symbol."""
    monomials = list(ring.gens())
    if degree >= 4:
        monomials += [a * b for a, b in combinations_with_replacement(ring.gens(), 2)]
    pairs = [a + sign * b for a, b in combinations([one(ring), *monomials], 2) for sign in (-1, 1)]
    yield from (p for p in (*monomials, *pairs) if 0 < 2 * p.total_degree() <= degree)


def _square(q: Any) -> Any:
    return None if q is None else [[str(c), [int(n) for n in m]] for m, c in q.to_dict().items()]


def _combination(target: Any, columns: list[tuple[Column, Any]]) -> list[Any] | None:
    from scipy.optimize import linprog

    rows = sorted({*target, *(m for _, p in columns for m in p)})
    place = {m: k for k, m in enumerate(rows)}
    matrix = np.zeros((len(rows), len(columns)))
    for j, (_, p) in enumerate(columns):
        for m, c in p.items():
            matrix[place[m], j] = float(c)
    right = np.zeros(len(rows))
    for m, c in target.items():
        right[place[m]] = float(c)
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-300)
    cost = -np.eye(1, len(columns))[0]  # as much of the constant 1 as there is: a strict claim needs some
    found = linprog(cost, A_eq=matrix / scale, b_eq=right, bounds=(0, None), method="highs")
    if found.x is None or not found.success:
        return None
    used = [j for j in range(len(columns)) if found.x[j] > 1e-9]
    exact = _exactly(rows, target, [columns[j][1] for j in used])
    if exact is None or any(c < 0 for c in exact):
        return None
    return [(c, *columns[j]) for c, j in zip(exact, used, strict=True) if c > 0]


def _exactly(rows: Any, target: Any, used: list[Any]) -> list[Any] | None:
    """The rational solution on the columns that the program used, which are independent at a vertex."""
    if not used:
        return None
    a = fmpq_mat([[t.get(m, fmpq(0)) for t in used] for m in rows])
    b = fmpq_mat([[target.get(m, fmpq(0))] for m in rows])
    normal = a.transpose() * a
    if normal.rank() < len(used):
        return None
    x = normal.solve(a.transpose() * b)
    return list(x.entries()) if a * x == b else None
