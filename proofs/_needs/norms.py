"""Choices without one of the assumptions: losses that add up the coordinates of the input, and functions that are no norms."""

import sympy as sp

from proofs._needs.losses import short, shorter, sums
from proofs.section_2.adversarial_example import LARGEST, LARGEST_N, delta_n, r
from proofs.section_2.level_set import SUM
from proofs.setting import MAXIMISER, MAXIMISER_N, C_theta, C_theta_theta, C_theta_x, delta, eps, theta, u, u_n, x, x_n
from verify import Instance, Lemma, Removal, Total, Vector, chain, d, eq, line, norm
from verify.facts import cauchy_schwarz, minkowski

v = Vector("v")
zero, axis = sp.S.Zero, 1 / sp.sqrt(d)
far = eps * sp.sqrt(d)


def below(step, radius, *more):
    """Σ step_i = √d pᵀstep <= √d‖step‖ <= √d radius, p the unit vector along (1, ..., 1); `more` is what is left over."""
    angle = cauchy_schwarz(axis, step)
    unit = Lemma(eq(norm(axis), 1), (line("=", 1),), squared=True)
    terms = sp.sqrt(d) * angle.slack, sp.sqrt(d) * (radius - norm(step)), *more
    return angle, unit, terms


def highest(end, step, radius, *more):
    angle, unit, terms = below(step, radius, *more)
    return lambda: chain(line("<=", end, *terms, by=angle), lemmas=(unit,))


flat = {"ell": ((u, theta), Total(u)), "ell_1": ((u, theta), sp.S.One), "ell_2": ((u, theta), zero)}
wide = x + eps * axis + theta**2
pair = {"theta_1": (1,), "theta_2": (0,), "x_n": ((0,),), "y_n": (1,), "varepsilon": 1}

# x' = x + ρ(r)p with ρ(r) = r + 2/(1 + r) >= r: not feasible, and ρ(1/2) < ρ(0).
rho = r + 2 / (1 + r)

SUMS = (
    Removal(
        "adversarial-example/average-above",
        1,
        instance=Instance(sums(x + eps * axis), {}, {LARGEST_N.name: highest(Total(x_n) + far, delta_n, eps)}),
        point={"x_n": ((0,),), "y_n": (1,), "theta": (0,), "delta_n": ((2,),), "varepsilon": 1},
    ),
    Removal(
        "adversarial-example/monotone",
        0,
        instance=Instance(
            {"ell": ((u, theta), Total(u)), "x'": ((r, theta), x + rho * axis)},
            {},
            {LARGEST.name: highest(Total(x) + rho * sp.sqrt(d), delta, r, sp.sqrt(d) * (rho - r))},
        ),
        point={"d": 1, "x": (0,), "theta": (0,), "varepsilon": 0, "eta": sp.S.Half},
    ),
    Removal(
        "proposition-1/lipschitz",
        1,
        instance=Instance(
            sums(wide),
            {C_theta: 0},
            {MAXIMISER_N.name: highest(Total(wide.xreplace({x: x_n})), u_n - x_n, eps, Total(theta**2))},
        ),
        point=pair,
    ),
    Removal(
        "remark-envelope/danskin",
        0,
        instance=Instance(
            {**flat, "x'": ((theta,), wide)},
            {C_theta_theta: 0, C_theta_x: 0},
            {MAXIMISER.name: highest(Total(wide), u - x, eps, Total(theta**2))},
        ),
        point={"x": (0,), **pair},
    ),
    Removal(
        "remark-envelope/danskin",
        1,
        instance=Instance(
            {**flat, "x'": ((theta,), x + eps * short)}, {C_theta_theta: 0, C_theta_x: 0}, {"x' is feasible": shorter}
        ),
        point={"x": (0,), **pair},
    ),
)


def root_of_the_size():
    """‖u + v‖ <= ‖u‖ + ‖v‖ <= (√‖u‖ + √‖v‖)²."""
    sides = minkowski(u, v)
    end = (sp.sqrt(norm(u)) + sp.sqrt(norm(v))) ** 2
    return chain(line("<=", end, sides.slack, 2 * sp.sqrt(norm(u)) * sp.sqrt(norm(v)), by=sides), squared=True)


ends = {"x_n": ((0,),), "y_n": (1,), "varepsilon": 1, "lambda": sp.S.Half, "mu": sp.S.Half}
NO_NORMS = (
    Removal(
        "level-set/convex-level-set",
        0,
        instance=Instance({"N": ((u,), -norm(u))}),
        point={**ends, "theta_1": (1,), "theta_2": (-1,), "c": sp.S.Half},
    ),
    Removal(
        "level-set/convex-level-set",
        1,
        instance=Instance({"N": ((u,), sp.sqrt(norm(u)))}, {}, {SUM.name: root_of_the_size}),
        point={
            **ends,
            "x_n": ((1,),),
            "theta_1": (0,),
            "theta_2": (1,),
            "lambda": sp.Rational(3, 4),
            "mu": sp.Rational(1, 4),
            "c": sp.Rational(7, 10),
        },
    ),
)

REMOVALS = (*SUMS, *NO_NORMS)
