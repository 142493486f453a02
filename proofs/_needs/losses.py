"""Choices of the unknown functions of a claim, without one of its assumptions, and points at which it fails for them."""

import sympy as sp

from proofs.section_2.adversarial_example import r
from proofs.section_2.remark_lipschitz_in_x import LIPSCHITZ_IN_X
from proofs.section_3_2_1.remark_inside_stationary import BEST, x_prime
from proofs.section_3_2_3.remark_non_convexity import c
from proofs.setting import C_theta, C_theta_theta, C_theta_x, eps, p, theta, theta_1, theta_2, u, x, x_1, x_2, y
from verify import Instance, Lemma, Removal, Total, Vector, chain, d, dot, eq, line, norm
from verify.facts import cauchy_schwarz, minkowski

delta, v, w = map(Vector, ("delta", "v", "w"))
C, K = sp.Symbol("C", nonnegative=True), sp.Symbol("K", nonnegative=True)
zero, one = sp.S.Zero, sp.S.One
short = theta / (1 + norm(theta))  # shorter than 1, and different for every parameter
row = {"x_n": ((0,),), "y_n": (1,)}


def shorter():
    """‖εθ/(1 + ‖θ‖)‖ = ε‖θ‖/(1 + ‖θ‖)."""
    size = norm(theta)
    return chain(line("<=", eps**2, eps**2 * (1 + 2 * size) / (1 + size) ** 2), squared=True)


def feasible_for(claim, number, functions, constants, point, name="every x' is feasible", **derive):
    """A removal with a choice whose x' = x + εθ/(1 + ‖θ‖) is feasible."""
    return Removal(
        claim,
        number,
        instance=Instance(functions=functions, constants=constants, derive={name: shorter, **derive}),
        point=point,
    )


def linear(attack):
    """The loss -θᵀx, whose gradient in θ is -x, with these adversarial examples."""
    return {"ell": ((x, theta, y), -dot(theta, x)), "ell_2": ((x, theta, y), -x), "x'": ((x, theta, y), attack)}


def sums(attack):
    """The sum of the coordinates of the input, whatever θ is."""
    return {"ell": ((x, theta, y), Total(x)), "x'": ((x, theta, y), attack)}


pair = {"theta_1": (1,), "theta_2": (-1,), **row, "varepsilon": 1}
wide = {"theta_1": (10, 10), "theta_2": (-10, -10), "x_n": ((0, 0),), "y_n": (1,), "varepsilon": 1}
one_row = {"theta_1": (10, 0), "theta_2": (-10, 0), "x_n": ((0, 0),), "y_n": (1,), "varepsilon": 1}
no_constants = {C_theta_theta: 0, C_theta_x: 0}
bent = {C_theta_theta: 0, C_theta_x: 1}

PROPOSITION_1 = (
    feasible_for("proposition-1/eq15-l2", 1, linear(x + eps * short), no_constants, pair),
    Removal("proposition-1/eq15-l2", 2, instance=Instance(linear(x + theta), bent), point={**pair, "varepsilon": 0}),
    feasible_for("proposition-1/eq15-p-at-most-2", 1, linear(x + eps * short), {**no_constants, p: 2}, pair),
    Removal(
        "proposition-1/eq15-p-at-most-2",
        2,
        instance=Instance(linear(x + theta), {**bent, p: 1}),
        point={**pair, "varepsilon": 0},
    ),
    Removal(
        "proposition-1/lipschitz",
        0,
        instance=Instance({"ell": ((x, theta, y), norm(theta) ** 2), "x'": ((x, theta, y), x)}, {C_theta: 0}),
        point={**pair, "theta_2": (0,)},
    ),
    feasible_for("proposition-1/lipschitz", 2, sums(x + eps * short), {C_theta: 0}, pair),
    Removal("theorem-1/printed", 0, put={theta_1: zero}),
    Removal("theorem-1/printed", 1, put={theta_2: zero}),
    feasible_for("remark-diameter/repaired-lp", 1, linear(x + eps * short), {**no_constants, p: 2}, pair),
    Removal(
        "remark-diameter/repaired-lp",
        2,
        instance=Instance(linear(x + theta), {**bent, p: 2}),
        point={**pair, "varepsilon": 0},
    ),
)


def triangles():
    """The distance from x is 1-Lipschitz."""
    by = minkowski(x_1 - x_2, x_2 - x), minkowski(x_2 - x_1, x_1 - x)
    return chain(line("<=", norm(x_1 - x_2) ** 2, by[0].slack * by[1].slack, by=by), squared=True)


EXAMPLES = (
    Removal(
        "adversarial-example/average-above",
        0,
        instance=Instance({"ell": ((u, theta, y), norm(u) ** 2), "x'": ((x, theta, y), x)}),
        point={**row, "theta": (0,), "delta_n": ((1,),), "varepsilon": 1},
    ),
    Removal(
        "adversarial-example/monotone",
        1,
        instance=Instance({"ell": ((u, theta), -(norm(u - x) ** 2)), "x'": ((r, theta), x + r / sp.sqrt(d))}),
        point={"d": 1, "varepsilon": 0, "eta": 1},
    ),
    Removal(
        "derivative-bounds/quotient",
        0,
        instance=Instance({"f": ((theta,), norm(theta) ** 2)}),
        point={"theta": (0,), "h": (1,), "C": 0, "t": 1},
    ),
    Removal(
        "remark-assumption-wording/lipschitz",
        0,
        instance=Instance({"ell": ((x, theta), norm(theta) ** 2)}, {K: 0}),
        point={"x_1": (0,), "x_2": (0,), "theta_1": (1,), "theta_2": (0,), "C_theta": 0},
    ),
    Removal(
        "remark-assumption-wording/lipschitz",
        1,
        instance=Instance({"ell": ((x, theta), norm(x) ** 2)}, {C_theta: 0}),
        point={"x_1": (1,), "x_2": (0,), "theta_1": (0,), "theta_2": (0,), "K": 0},
    ),
    Removal(
        "remark-lipschitz-in-x/gap",
        0,
        instance=Instance(
            {"ell": ((u, theta), norm(u - x)), "x'": ((theta,), x + 1)},
            {K: 1, eps: 0},
            {LIPSCHITZ_IN_X.name: triangles},
        ),
        point={"d": 1},
    ),
    Removal(
        "remark-lipschitz-in-x/gap",
        1,
        instance=Instance({"ell": ((u, theta), dot(one, u)), "x'": ((theta,), x + eps / sp.sqrt(d))}),
        point={"x": (0,), "theta": (0,), "varepsilon": 1, "K": 0},
    ),
    Removal(
        "remark-inside-stationary/stationary",
        2,
        instance=Instance(
            {"ell": ((u, theta), dot(x_prime - x, u)), "ell_1": ((u, theta), x_prime - x)},
            {eps: norm(x_prime - x)},
            {
                BEST.name: lambda: chain(
                    line(
                        "<=",
                        dot(x_prime - x, x_prime),
                        cauchy_schwarz(x_prime - x, u - x).slack,
                        norm(x_prime - x) * (norm(x_prime - x) - norm(u - x)),
                        by=cauchy_schwarz(x_prime - x, u - x),
                    )
                )
            },
        ),
        point={"x'": (1,), "x": (0,), "theta": (0,), "t": 1, "K": 1},
    ),
)

bowl = {"ell": ((w, theta), -c / 2 * norm(w - x) ** 2)}


axis = 1 / sp.sqrt(d)
outer = x + (eps + 1) * axis


def beyond_the_ball():
    """‖w - x - (ε+1)p‖² - 1 = (‖w-x‖ - ε)² + 2(ε - ‖w-x‖) + 2(ε+1)(‖w-x‖ - pᵀ(w-x)) for the unit vector p."""
    out = w - x
    angle, room = cauchy_schwarz(axis, out), eps - norm(out)
    unit = Lemma(eq(norm(axis), 1), (line("=", 1),), squared=True)
    terms = c / 2 * room**2, c * room, c * (eps + 1) * angle.slack
    return chain(line("<=", -c / 2 * norm(on_the_sphere - outer) ** 2, *terms, by=angle), lemmas=(unit,))


def two_maximisers(number, first, second, **more):
    functions = {**more.pop("ell", bowl), "x'": ((theta,), first), "x''": ((theta,), second)}
    return Removal(
        "remark-non-convexity/concave",
        number,
        instance=Instance(functions, **more),
        point={"d": 1, "varepsilon": 1, "c": 1},
    )


hill = {"ell": ((w, theta), -c / 2 * norm(w - outer) ** 2)}
on_the_sphere = x + eps * axis
CONCAVE = (
    two_maximisers(0, outer, on_the_sphere, ell=hill, derive={"x'' is a maximiser": beyond_the_ball}),
    two_maximisers(1, on_the_sphere, outer, ell=hill, derive={"x' is a maximiser": beyond_the_ball}),
    two_maximisers(2, on_the_sphere, x),
    two_maximisers(3, x, on_the_sphere),
    two_maximisers(4, on_the_sphere, x, ell={"ell": ((w, theta), one)}),
)

REMOVALS = (*PROPOSITION_1, *EXAMPLES, *CONCAVE)
