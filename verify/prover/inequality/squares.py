"""Sums of squares: what is wanted as squares, times products of slacks, plus multiples of the facts that are equations.

A semidefinite program finds the Gram matrices in floating point. Where they are singular because what is wanted touches
zero, their kernels are read as rational vectors and divided out. Rounded to rationals, the equations are restored
exactly, and the matrices are split into squares; `rules.products` checks the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from verify.checkers.inequality.answer import Refused
from verify.checkers.inequality.check import leaf, proves
from verify.checkers.inequality.goal import Goal
from verify.checkers.inequality.rules.products import multiply
from verify.prover.inequality.budget import Budget, Proof
from verify.prover.inequality.polynomials import one
from verify.prover.inequality.program import Posed, Program, posed, program
from verify.prover.inequality.rationalise import completed, kernel_free, squared
from verify.prover.inequality.semidefinite import central

ROUNDS = 4
INSIDE, OUTSIDE = 1e-6, -1e-5
ZERO = 1e-4


def squares(goal: Goal, budget: Budget) -> Proof | None:
    """None where something is no polynomial, the program is too large, or no exact sum was found."""
    for more in (0, 2) if budget.squares else ():
        if (found := _of_degree(goal, budget, more)) is not None:
            return found
    return None


def _of_degree(goal: Goal, budget: Budget, more: int) -> Proof | None:
    stated = program(goal, more=more)
    for _ in range(ROUNDS):
        if stated is None or budget.over or (asked := posed(stated)) is None:
            return None
        found = central(asked.rows, asked.right, over=lambda: budget.over)
        if found is None or found[1] < OUTSIDE:
            return None
        if found[1] > INSIDE:
            return _proof(goal, stated, asked, found[0])
        smaller = _faced(stated, found[0])
        stated = smaller if smaller != stated else None
    return None


def multiplied(goal: Goal, budget: Budget) -> Iterator[Proof | None]:
    """After a multiplication by a positive polynomial: not every polynomial that is nowhere negative is a sum of squares."""
    for constant in (1, 0) if budget.squares else ():
        try:
            larger, *origin = multiply(goal, constant)
        except Refused:
            return
        if all(proves(g, leaf("at once")) for g in origin) and (found := squares(larger, budget)) is not None:
            yield {"rule": "multiply", "with": constant, "parts": [found, *(leaf("at once") for _ in origin)]}


def _faced(stated: Program, found: Sequence[Any]) -> Program:
    """The program without the kernels of the matrices."""
    blocks = []
    for block, x in zip(stated.blocks, found, strict=True):
        kept = kernel_free(x, ZERO)
        if kept is None:
            blocks.append(block)
            continue
        basis = [
            sum((p * c for p, c in zip(block.basis, v, strict=True) if c), stated.ring.from_dict({})) for v in kept
        ]
        if basis:
            blocks.append(replace(block, basis=tuple(basis)))
    return replace(stated, blocks=tuple(blocks))


def _proof(goal: Goal, stated: Program, asked: Posed, found: Sequence[Any]) -> Proof | None:
    solved = completed(asked.entries, found, stated.wanted, [h for _, _, h in stated.multiples], asked.monomials)
    if solved is None:
        return None
    matrices, factors = solved
    parts: list[Any] = []
    for block, x in zip(stated.blocks, matrices, strict=True):
        split = squared(x)
        if split is None:
            return None
        for d, line in split:
            p = sum((q * c for q, c in zip(block.basis, line, strict=True)), stated.ring.from_dict({}))
            plain = p == one(stated.ring)
            parts.append([str(d), list(block.powers), None if plain else _terms(p)])
    for (k, m, _), c in zip(stated.multiples, factors, strict=True):
        if c:
            parts.append(["=", k, _terms(m * c)])
    shown = leaf("products", parts)
    return shown if proves(goal, shown) else None


def _terms(p: Any) -> list[Any]:
    return [[str(c), [int(k) for k in m]] for m, c in p.to_dict().items()]
