"""The constants of Lemma 5 at the maximiser on the sphere, in balls: the multiplier, c and C_θx, and the second-order condition.

The bordered Hessian of (41), repaired, is B = [[0, -nᵀ], [-n, ∇²ℓ - α/ε(I - nnᵀ)]]. In the span of the weights it is a matrix of k + 1
rows; in directions h with Wh = 0 it is -α/ε (network-span). So its smallest singular value is the smaller of that of the small
matrix and α/ε. The mixed derivative of ℓ, a map A from the directions in θ to those in x, has

    AAᵀ = ‖ĝ‖²I + WᵀKW + xaᵀ + axᵀ,   ĝ = ∂ℓ/∂u,   a = WᵀHĝ,   K = (‖x‖² + 1)HHᵀ + DDᵀ + qqᵀ,

H = ∂²ℓ/∂u², D = ∂ĝ/∂v, q = ∂ĝ/∂b_0. So ‖A‖² is at most ‖ĝ‖² + ‖WᵀKW‖ + aᵀx + ‖a‖‖x‖.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import arb, arb_mat

from practice.balls import Undecided, length
from verify.search.attack.maximum import is_positive
from verify.search.attack.network import Jet, Margin, column, diagonal, identity, swish

STEEP = (3, 30, 1000)  # how much is added in the normal direction, where the second-order condition asks for nothing


@dataclass(frozen=True)
class Constants:
    """At a maximiser on the sphere: `c` is from below, `mixed`, C_θx, from above."""

    example: arb_mat  # x'
    multiplier: arb  # α
    strict: bool  # α > 0 and M_T < 0
    c: arb
    mixed: arb


def on_sphere(margin: Margin, eps: arb, t: arb_mat) -> Constants:
    """The constants for every maximiser that the box t holds, and every network of the balls. Raises Undecided."""
    jet = margin.at(t)
    p = 1 / (1 + (-jet.value).exp())
    pull = jet.pull
    steep = length(pull.entries())
    if not steep > 0:
        raise Undecided(f"the gradient in x may vanish: its length is {steep}")
    example, alpha = margin.x + pull * (eps / steep), p * steep
    root = triangular(margin.network.gram)
    normal = root.inv() * t * (1 / eps)
    bent = root.transpose() * _of_loss(jet.hessian, jet.gradient, p) * root
    tangent = identity(t.nrows()) - normal * normal.transpose()
    negative = (tangent * (alpha / eps) - bent + normal * normal.transpose() * (s * alpha / eps) for s in STEEP)
    strict = bool(alpha > 0) and any(map(is_positive, negative))
    border = bordered(normal, bent - tangent * (alpha / eps))
    c = smallest_singular_value(border)
    if t.nrows() < margin.network.inputs:
        c = c.min(alpha / eps)
    return Constants(example, alpha, strict, c.lower(), mixed(margin, jet, example, t).upper())


def _of_loss(hessian: arb_mat, gradient: arb_mat, p: arb) -> arb_mat:
    """∇²ℓ = ℓ'∇²m + ℓ''∇m∇mᵀ for ℓ = log(1 + e^m), p = ℓ'(m)."""
    return hessian * p + gradient * gradient.transpose() * (p * (1 - p))


def mixed(margin: Margin, jet: Jet, x: arb_mat, t: arb_mat) -> arb:
    """A number that ‖∇_θ∇_xℓ‖ does not exceed."""
    network, y = margin.network, margin.y
    p = 1 / (1 + (-jet.value).exp())
    u = margin.origin + network.spread * t
    units = [swish(e) for e in u.entries()]
    g, bend = jet.slopes * p, p * (1 - p)
    h = _of_loss(diagonal(jet.bends), jet.slopes, p)
    values = column(-y * s for s, _, _ in units)
    d = diagonal([-y * p * slope for _, slope, _ in units]) + jet.slopes * values.transpose() * bend
    q = jet.slopes * (-y * bend)
    square = sum((e * e for e in x.entries()), arb(0))
    k = h * h.transpose() * (square + 1) + d * d.transpose() + q * q.transpose()
    pulled, wide = h * g, network.units < network.inputs
    gram = network.gram if wide else network.inner * network.inner.transpose()
    a = (pulled.transpose() * gram * pulled)[0, 0].nonnegative_part().sqrt()
    turned = (pulled.transpose() * (u - network.shifts))[0, 0] + a * square.sqrt()
    root = (
        triangular(gram) if wide else network.inner
    )  # WᵀKW has no larger eigenvalue than the matrix of the same kind of a root
    seen = norm_above(root.transpose() * k * root)
    return (sum((e * e for e in g.entries()), arb(0)) + seen + turned).nonnegative_part().sqrt()


def bordered(normal: arb_mat, block: arb_mat) -> arb_mat:
    """[[0, -nᵀ], [-n, M]]."""
    n = normal.entries()
    return arb_mat([[arb(0), *(-e for e in n)], *([-e, *row] for e, row in zip(n, block.tolist(), strict=True))])


def smallest_singular_value(a: arb_mat) -> arb:
    """At most that of every matrix of the balls: they differ from the one in the middle by a matrix that is no larger than its radii.

    Raises Undecided where that leaves nothing.
    """
    middle, off = a.mid(), length(e.rad() for e in a.entries())
    try:
        least = 1 / norm_above(middle.inv()) - off
    except ZeroDivisionError:
        least = -off
    if not least > 0:
        raise Undecided("the bordered Hessian may be singular")
    return least


def norm_above(a: arb_mat) -> arb:
    """At least the spectral norm: ‖(AᵀA)⁴‖_F^(1/8), which is at most n^(1/16) times too large."""
    a = a.transpose() * a
    for _ in range(2):
        a = a * a
    return length(a.entries()).root(8)


def triangular(gram: arb_mat) -> arb_mat:
    """The lower triangular R with RRᵀ = G. Raises Undecided where a pivot may be 0."""
    n = gram.nrows()
    r = [[arb(0)] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = gram[i, j] - sum((r[i][k] * r[j][k] for k in range(j)), arb(0))
            if i == j and not rest > 0:
                raise Undecided("the weights of the units may be linearly dependent")
            r[i][j] = rest.sqrt() if i == j else rest / r[j][j]
    return arb_mat(r)
