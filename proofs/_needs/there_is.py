"""Claims that something exists, at values where nothing does, and claims that are proved where a number is 0, too."""

import sympy as sp

from proofs.section_2 import assumption1
from proofs.section_2.assumption1 import v
from proofs.section_2.derivative_bounds import C, h, tau, theta
from proofs.section_3_1 import theorem2_jump
from proofs.section_3_1.theorem2_jump import b_n, ends
from proofs.section_3_2_4.remark_figure6_interior import EPS, a, b, s, t, u, u_star
from proofs.setting import delta, eps, y, z
from verify import Instance, Lemma, Mean, Removal, chain, line, lt, norm, sigmoid, softplus
from verify.facts import taylor

zero, quarter = sp.S.Zero, sp.Rational(1, 4)
still = {"F": ((theta,), sp.S.One), "s": ((tau,), zero)}


def without_a_kink(rest):
    """At ε = 0 the derivative changes by at most t/2·mean x_{n,i}², so that mean/4 is a constant."""

    def derive():
        at = {eps: zero} | rest
        by = [taylor(softplus(z), z, *(e.xreplace(at) for e in pair), quarter) for pair in ends()]
        slacks = [Mean(f.slack) / theorem2_jump.t for f in by]
        return chain(line("<=", theorem2_jump.t / 2 * Mean(b_n**2), *slacks, by=by, why="σ' ≤ 1/4"))

    return derive


def smooth_at_0(claim, rest=None):
    return Removal(claim, 0, put={eps: zero, C: Mean(b_n**2) / 4}, disprove=without_a_kink(rest or {}))


def beyond(side, number):
    """At θ = (number, -number) every u in the ball lies on this side of u*, so (u - u*)² > 0."""
    at = u.xreplace({a: number, b: number})
    low, high = (u_star, at) if side > 0 else (at, u_star)
    ends = (s + EPS, EPS - t) if side > 0 else (EPS - s, t + EPS)
    extreme = -2 * number + side * -2 * number * EPS
    room = (*(number * e for e in ends), (extreme - u_star) * side)
    gap = Lemma(lt(low, high), (line("<", high, *room),))
    return chain(line("<", (at - u_star) ** 2, gap.slack**2), lemmas=(gap,))


def far_from_u_star(number, side, size):
    return Removal(
        "remark-figure-6-interior/inside-repaired",
        number,
        put={a: size, b: size},
        disprove=lambda: beyond(side, size),
    )


def no_room():
    """At v = 0 nothing satisfies 0 < t and 4t <= ‖v‖."""
    step, steep = assumption1.t, sigmoid(-y * assumption1.k * assumption1.t)
    room = C**2 * step**2, steep**2 * step * (norm(zero) - 4 * step) / 4
    return chain(line("<=", (C * step) ** 2, *room, why="0 < t and 4t ≤ 0"), squared=True)


REMOVALS = (
    Removal("assumption-1/no-common-constant", 0, put={v: zero}, disprove=no_room),
    Removal(
        "derivative-bounds/bound",
        1,
        put={},
        instance=Instance(
            functions={"f": ((theta,), zero), "f_1": ((theta,), zero), "s": ((tau,), zero)}, constants={C: 0}
        ),
    ),
    Removal(
        "derivative-bounds/bound-of-a-map",
        0,
        put={},
        instance=Instance(functions={**still, "DF": ((theta, h), h)}, constants={C: 0}),
    ),
    Removal(
        "derivative-bounds/bound-of-a-map",
        1,
        put={},
        instance=Instance(functions={**still, "DF": ((theta, h), zero)}, constants={C: 0}),
    ),
    smooth_at_0("theorem-2-jump/not-smooth-coordinate"),
    smooth_at_0("figure-3/l2-not-smooth", {theorem2_jump.w: zero}),
    far_from_u_star(0, 1, quarter),
    far_from_u_star(1, -1, sp.Integer(2)),
    Removal(
        "linear-loss/attained-l2", 0, witness={delta: zero}, why="δ = 0 serves at θ = 0; the witness here has θ/‖θ‖"
    ),
    Removal("linear-loss/average-attained", 0, why="every δ_n serves at θ = 0; the witness here has θ/‖θ‖"),
    Removal(
        "swish-loss/attained-l2", 2, witness={delta: zero}, why="δ = 0 serves at θ = 0; the witness here has θ/‖θ‖"
    ),
)
