"""What the lemmas on a branch need of its derivatives, over the enclosure and all parameters: definiteness, c and C.

Why it is sound. H is the Hessian in the inputs, o = x' - x the offset, n = o/radius, alpha = mu radius the multiplier.

  -H positive definite           mu > 0     mu I - H + t o o' positive definite for some t
  --------------------           ---------------------------------------------------------
  strict inside the ball         strict on the sphere: v'(mu I - H) v > 0 for v orthogonal to o

The second is the easy half of Finsler's lemma: on v orthogonal to o the term with t vanishes. Any t does.

  -H - c I positive definite          Y any matrix     E = I - Y B     ‖E‖_F < 1     (1 - ‖E‖_F)^2/c^2 I - Y Y' positive definite
  --------------------------          ------------------------------------------------------------------------------------------
  singular values of H > c                         singular values of the bordered Hessian B > c

For ‖B^-1‖ = ‖(I - E)^-1 Y‖ <= ‖Y‖/(1 - ‖E‖), and ‖E‖ <= ‖E‖_F.

  C^2 I - M M' positive definite
  ------------------------------
  spectral norm of M < C

Every test runs on pieces that cover the box (`boxes.everywhere`), with balls for all parameters at once. A piece that surely
misses the sphere, or the ball, has none of the points that are spoken of and is skipped. The signs of c and C are owed by
`statement`; that the maximiser lies in the enclosure, by `check`. See Horn, Johnson, Matrix Analysis, 5.8 and 7.2.
"""

from __future__ import annotations

from typing import Any

from flint import arb, arb_mat

from verify.checkers.box.elementary import square
from verify.checkers.box.system import Matrix, Maximiser
from verify.checkers.boxes import Box, ball, everywhere, point, positive_definite, rational
from verify.language.branch import Branch, SphereBranch

PENALTIES = (1, 4, 16, 64)


def parameters(branch: Branch) -> list[Any]:
    """Balls for the parameters."""
    return [ball((rational(low), rational(high))) for _, low, high in branch.box]


def whole_ball(branch: Branch) -> Box:
    """The smallest box around the ball."""
    radius = rational(branch.radius)
    return tuple((rational(c) - radius, rational(c) + radius) for c in branch.centre)


def is_inside(branch: Branch, enclosure: Box) -> bool:
    """Does the enclosure of the inputs surely lie in the open ball?"""
    offset = Maximiser(branch).offset(list(map(ball, enclosure)))
    return bool(sum(map(square, offset), arb(0)) < square(point(branch.radius)))


def is_strict(branch: Branch, enclosure: Box) -> bool:
    """Is the second-order condition satisfied: the Hessian negative definite, or alpha > 0 and the tangent block so?

    On the sphere: alpha > 0, and mu - Hessian + t o o' is positive definite for some t (Finsler's lemma), o = x' - x.
    """
    system, fixed = Maximiser(branch), parameters(branch)
    if not isinstance(branch, SphereBranch):
        return everywhere(lambda at: positive_definite(_shifted(system.loss(at, fixed).h, -1, arb(0))), enclosure)

    def tangent(at: list[Any]) -> bool:
        mu, *inputs = at
        o, h = system.offset(inputs), system.loss(inputs, fixed).h
        bent = _shifted(h, -1, mu)
        tries = ([[b + t * o[i] * o[j] for j, b in enumerate(r)] for i, r in enumerate(bent)] for t in PENALTIES)
        return any(map(positive_definite, tries))

    return bool(point(enclosure[0][0]) > 0) and everywhere(
        lambda at: _off_sphere(system, at[1:]) or tangent(at), enclosure
    )


def has_curvature(branch: Branch, enclosure: Box, c: Any) -> bool:
    """Is c below the singular values of the Hessian, or of the bordered Hessian in (alpha, x')?"""
    system, fixed = Maximiser(branch), parameters(branch)
    if not isinstance(branch, SphereBranch):
        return everywhere(lambda at: positive_definite(_shifted(system.loss(at, fixed).h, -1, -point(c))), enclosure)

    def test(at: list[Any]) -> bool:
        if _off_sphere(system, at[1:]):
            return True
        middle = bordered(system, [z.mid() for z in at], [t.mid() for t in fixed], point(branch.radius))
        return _regular(bordered(system, at, fixed, point(branch.radius)), middle, point(c))

    return everywhere(test, enclosure)


def _regular(rows: Matrix, middle: Matrix, c: Any) -> bool:
    """Is every singular value above c? With Y near the inverse, ‖B^-1‖ <= ‖Y‖/(1 - ‖I - Y B‖)."""
    try:
        inverse = arb_mat(middle).inv().mid()
    except ZeroDivisionError:
        return False
    error = _shifted((inverse * arb_mat(rows)).tolist(), -1, arb(1))
    rest = 1 - sum((square(z) for row in error for z in row), arb(0)).upper().sqrt()
    return bool(rest > 0) and positive_definite(_shifted(_gram(inverse.tolist()), -1, square(rest / c)))


def bordered(system: Maximiser, at: list[Any], fixed: list[Any], radius: Any) -> Matrix:
    """[[0, -n'], [-n, Hessian - alpha (I - n n')/radius]] on the sphere, with n = o/radius and alpha = mu radius."""
    mu, *inputs = at
    n = [o / radius for o in system.offset(inputs)]
    rows = [
        [-n[i], *(h - mu * (int(i == j) - n[i] * n[j]) for j, h in enumerate(row))]
        for i, row in enumerate(system.loss(inputs, fixed).h)
    ]
    return [[arb(0), *(-z for z in n)], *rows]


def bounds_mixed(branch: Branch, C: Any) -> bool:
    """Is the spectral norm of the mixed block below C on the whole ball? This is the constant of Assumption 1 there."""
    system, fixed = Maximiser(branch), parameters(branch)
    radius2, bound = square(point(branch.radius)), square(point(C))

    def test(at: list[Any]) -> bool:
        if sum(map(square, system.offset(at)), arb(0)) > radius2:
            return True
        return positive_definite(_shifted(_gram(system.loss(at, fixed).m), -1, bound))

    return everywhere(test, whole_ball(branch))


def _off_sphere(system: Maximiser, inputs: list[Any]) -> bool:
    return bool(sum(map(square, system.offset(inputs)), arb(0)) != square(point(system.branch.radius)))


def _gram(rows: Matrix) -> Matrix:
    """All inner products of the rows."""
    return [[sum(map(square, u), arb(0)) if u is v else _dot(u, v) for v in rows] for u in rows]


def _dot(u: list[Any], v: list[Any]) -> Any:
    return sum((a * b for a, b in zip(u, v, strict=True)), arb(0))


def _shifted(rows: Matrix, sign: int, shift: Any) -> Matrix:
    """sign * matrix + shift * identity."""
    return [[sign * z + (shift if i == j else 0) for j, z in enumerate(row)] for i, row in enumerate(rows)]
