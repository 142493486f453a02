"""Systems F(x, t) = 0 in d unknowns and parameters, with both derivatives over balls: plain equations, and maximisers.

Why it is sound. The equations of a maximiser of f over the ball of centre x and radius r, o = x' - x:

  inside      grad f = 0
  sphere      grad f = mu o,   (r^2 - ‖o‖^2)/2 = 0        in the unknowns (mu, x')

By the multiplier rule each maximiser solves its equations (Nocedal, Wright, Numerical Optimization, 12.1); mu = alpha/r with
the multiplier alpha of the paper's Lagrange function. The derivative on the sphere, rows first the length, then grad f - mu o:

  [  0   -o'         ]
  [ -o   H - mu I    ]

and in the parameters 0 for the length and the mixed block of f for the others. Signs of rows are free: F and -F have the
same roots, but value and derivative must take the same sign, and they do.

H and the mixed block come from one jet, so they are of the same f. Only one triangle of H is computed: second derivatives are
continuous where the jets are finite, so H is symmetric.

That a solution is a maximiser is not said here: `check` needs the cover for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flint import arb

from verify.checkers.box.elementary import square
from verify.checkers.box.jet import Jets
from verify.checkers.boxes import point
from verify.language.branch import Branch, SphereBranch

Matrix = list[list[Any]]


@dataclass(frozen=True)
class Derivatives:
    """F, its d x d derivative in the unknowns and its d x m derivative in the parameters."""

    value: list[Any]
    unknowns: Matrix
    parameters: Matrix


class Equations:
    """One expression for each unknown, all to vanish."""

    def __init__(self, equations: Sequence[Any], unknowns: Sequence[Any], parameters: Sequence[Any] = ()) -> None:
        self.size = len(unknowns)
        self._jets = [Jets(e, unknowns, parameters) for e in equations]

    def __call__(self, at: Sequence[Any], parameters: Sequence[Any]) -> Derivatives:
        jets = [j([*at, *parameters], active=self.size + len(parameters)) for j in self._jets]
        rows = [[j.first.get(k, arb(0)) for k in range(self.size + len(parameters))] for j in jets]
        return Derivatives([j.value for j in jets], [r[: self.size] for r in rows], [r[self.size :] for r in rows])


@dataclass(frozen=True)
class Loss:
    """The loss over balls: value, gradient g, Hessian h and mixed block m (d rows, a column for every parameter)."""

    value: Any
    g: list[Any]
    h: Matrix
    m: Matrix


class Maximiser:
    """The equations of a maximiser: g = 0 inside the ball; on the sphere g = mu o and (‖o‖^2 - radius^2)/2 = 0 in (mu, x').

    o = x' - x is the offset, mu = alpha/radius with the multiplier alpha of the paper's Lagrange function.
    """

    def __init__(self, branch: Branch) -> None:
        self.branch, self._sphere = branch, isinstance(branch, SphereBranch)
        self._jets = Jets(branch.loss, branch.unknowns, branch.parameters)
        self._centre = list(map(point, branch.centre))
        self._radius2 = square(point(branch.radius))

    def loss(self, at: Sequence[Any], parameters: Sequence[Any], *, derivatives: int = 2) -> Loss:
        """The loss at these inputs; with one derivative, only the value and the gradient."""
        d = len(self._centre)
        count = d + (len(parameters) if derivatives > 1 else 0)
        jet = self._jets([*at, *parameters], active=count)
        rows = [[jet.second.get((min(i, j), max(i, j)), arb(0)) for j in range(count)] for i in range(d)]
        first = [jet.first.get(k, arb(0)) for k in range(d)]
        return Loss(jet.value, first, [r[:d] for r in rows], [r[d:] for r in rows])

    def offset(self, at: Sequence[Any]) -> list[Any]:
        """x' - x."""
        return [z - c for z, c in zip(at, self._centre, strict=True)]

    def __call__(self, at: Sequence[Any], parameters: Sequence[Any]) -> Derivatives:
        if not self._sphere:
            loss = self.loss(at, parameters)
            return Derivatives(loss.g, loss.h, loss.m)
        mu, *inputs = at
        loss, o = self.loss(inputs, parameters), self.offset(inputs)
        stationary = [g - mu * z for g, z in zip(loss.g, o, strict=True)]
        border = [arb(0), *(-z for z in o)]
        rows = [[-o[i], *(h - mu * int(i == j) for j, h in enumerate(row))] for i, row in enumerate(loss.h)]
        length = (self._radius2 - sum(map(square, o), arb(0))) / 2
        return Derivatives([length, *stationary], [border, *rows], [[arb(0)] * len(parameters), *loss.m])
