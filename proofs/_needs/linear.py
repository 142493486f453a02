"""Exact points and values for claims without unknown functions."""

from fractions import Fraction as F

import sympy as sp

from proofs.section_2.level_set import at_least_theta_min, away_from_zero, tangent_at_zero
from proofs.section_3_2_4.swish import u, u_star
from proofs.setting import delta, eps, theta, theta_1, theta_2, theta_min
from verify import Lemma, Removal, Vector, chain, line, norm
from verify.facts import logistic_loss, minkowski

half = F(1, 2)
K, m_c = sp.Symbol("K", positive=True), sp.Symbol("c", positive=True)
g, k, h, e, w = map(Vector, ("g", "k", "h", "e", "w"))
t, tau = sp.Symbol("t", positive=True), sp.Symbol("tau", nonnegative=True)
v_1, v_2, h_1, h_2, a, z_1, z_2, s = sp.symbols("v_1 v_2 h_1 h_2 a z_1 z_2 theta", real=True)
mu = sp.Symbol("mu", nonnegative=True)

# Powers of the coordinates of a point with |u_1|^(3/2) + |u_2|^(3/2) + |u_3|^(3/2) = 1, as 3³ + 4³ + 5³ = 6³.
CUBES = (F(1, 4), F(4, 9), F(25, 36))
AT_REST = {"theta": (1,), "x": (0,), "delta": (1,), "mu": 0, "varepsilon": 2}
FLAT = {"n_1": 1, "n_2": 1, "D": 2, "theta_min": 1, "r": 1, "y": 1, "varepsilon": 1}
STEP = {
    "theta_min": 1,
    "varepsilon": 0,
    "y_n": (1,),
    "x_n": ((0, 1),),
    "theta": (1, 0),
    "g": (0, -half),
    "R": 1,
    "K": F(1, 100),
}


def away(theta):
    """A parameter of a level set below log 2 is not 0."""
    deep = Lemma(away_from_zero.conclusion.xreplace({away_from_zero_theta: theta}), tangent_at_zero(theta).lines)
    far = at_least_theta_min(theta, deep)
    return chain(line("<", norm(theta), far.slack, theta_min), lemmas=(deep, far))


away_from_zero_theta = theta


def near_theta(point):
    """A point within half of ‖θ‖ of θ is not 0."""
    triangle = minkowski(theta - point, point)
    room = norm(theta) / 2 - norm(point - theta), norm(theta) / 2
    return chain(line("<", norm(point), triangle.slack, *room, by=triangle))


def around_a_point():
    """‖θ₁‖ <= ‖θ₁ - θ‖ + ‖θ‖ <= 3/2‖θ‖."""
    triangle, part = minkowski(theta_1 - theta, theta), sp.Rational(2, 3)
    room = part * norm(theta_1), part * triangle.slack, part * (norm(theta) / 2 - norm(theta_1 - theta))
    return chain(line("<", norm(theta), *room, by=triangle))


REMOVALS = (
    Removal(
        "lemma-2-jacobian/operator-attained", 0, point={"a": 0, "b": 0, "w": (0,), "varepsilon": 1, "s": 0, "t": 1}
    ),
    Removal("lemma-2-proof/boundary", 0, point={**AT_REST, "theta": (0,)}),
    Removal("lemma-2-proof/boundary", 1, point={**AT_REST, "delta": (0,), "varepsilon": 0, "mu": 1}),
    Removal("lemma-2-proof/boundary", 2, point=AT_REST),
    Removal(
        "lemma-2-proof/boundary",
        3,
        point={"theta": (2,), "x": (half,), "delta": (-half,), "mu": 1, "varepsilon": 1},
    ),
    Removal(
        "level-set/gradient",
        0,
        point={
            "theta_1": (F(1, 1000),),
            "theta_2": (F(3, 100),),
            "x_n": ((100,),),
            "y_n": (1,),
            "R": 1,
            "varepsilon": 0,
            "c": F(13, 20),
            "theta_min": F(1, 100),
        },
    ),
    Removal("level-set/gradient", 5, follows=lambda: away(theta_1), why="the formula has θ₁/‖θ₁‖"),
    Removal("level-set/gradient", 6, follows=lambda: away(theta_2), why="the formula has θ₂/‖θ₂‖"),
    Removal(
        "linear-loss/bound-lp",
        1,
        point={"p": 4, "q": 2, "delta": (1, 1), "theta": (-1, -1), "x": (0, 0), "y": 1, "varepsilon": F(6, 5)},
    ),
    Removal(
        "remark-large-epsilon/optimal-lp",
        1,
        point={"p": 4, "q": 2, "theta": (F(1, 10), F(1, 10)), "x_n": ((1, 1),), "y_n": (1,), "varepsilon": F(6, 5)},
    ),
    Removal(
        "remark-large-epsilon/only-zero",
        1,
        put={theta: 0},
        disprove=lambda: chain(line("=", sp.log(2), by=logistic_loss(0))),
    ),
    Removal("lp-below-two/lipschitz", 0, point={**FLAT, "u_1": (2,), "u_2": (1,), "n_1": half}),
    Removal("lp-below-two/lipschitz", 1, point={**FLAT, "u_1": (1,), "u_2": (2,), "n_2": half}),
    Removal(
        "lp-below-two/lipschitz",
        2,
        point={**FLAT, "u_1": CUBES, "u_2": (-CUBES[0], *CUBES[1:]), "r": half, "D": 1, "theta_min": F(4, 5)},
    ),
    Removal("remark-dependence/depends", 1, put={eps: 0, delta: 0}),
    Removal("remark-on-the-edge/linf", 1, put={theta: 0}),
    Removal("swish/unique", 0, put={u: u_star}),
    Removal(
        "remark-gradient-method/descent",
        0,
        point={
            **STEP,
            "x_n": ((1, half),),
            "varepsilon": 1,
            "theta": (F(1, 100), 0),
            "g": (0, -F(1, 4)),
            "R": F(3, 2),
            "theta_min": 100,
            "K": 2,
        },
    ),
    Removal("remark-gradient-method/descent", 1, point={**STEP, "R": 0}),
    Removal("remark-gradient-method/descent", 2, point=STEP),
    Removal("remark-smaller-set/l2-points", 0, follows=around_a_point, why="the formula has 1/‖θ‖"),
    Removal("remark-smaller-set/l2-points", 1, follows=lambda: near_theta(theta_1), why="the formula has θ₁/‖θ₁‖"),
    Removal("remark-smaller-set/l2-points", 2, follows=lambda: near_theta(theta_2), why="the formula has θ₂/‖θ₂‖"),
    Removal(
        "remark-smaller-set/l2-points",
        3,
        point={"theta": (2,), "theta_1": (-F(1, 10),), "theta_2": (1,), "varepsilon": 1, "y": 1},
    ),
    Removal(
        "remark-smaller-set/l2-points",
        4,
        point={"theta": (2,), "theta_1": (1,), "theta_2": (-F(1, 10),), "varepsilon": 1, "y": 1},
    ),
    Removal(
        "theorem-2/separated",
        1,
        point={
            "theta_1": (-F(1, 100), 100),
            "theta_2": (1, 100),
            "theta_min": 1,
            "varepsilon": F(1, 10),
            "R": 0,
            "x_n": ((0, 0),),
            "y_n": (1,),
        },
    ),
    Removal(
        "theorem-2/separated",
        2,
        point={
            "theta_2": (-F(1, 100), 100),
            "theta_1": (1, 100),
            "theta_min": 1,
            "varepsilon": F(1, 10),
            "R": 0,
            "x_n": ((0, 0),),
            "y_n": (1,),
        },
    ),
    Removal("lemma-5-multiplier/leaves-the-sphere", 0, point={"e": (2,), "w": (1,), "t": half}),
    Removal("lemma-5-multiplier/leaves-the-sphere", 1, point={"e": (1,), "w": (half,), "t": half}),
    Removal(
        "lemma-5-tangent/printed-never-smaller",
        0,
        follows=lambda: chain(line("<", norm(theta), eps * (norm(theta) / eps - m_c), eps * m_c)),
        why="the formula has 1/‖θ‖",
    ),
    Removal(
        "lemma-5-tangent/printed-equal",
        0,
        follows=lambda: chain(line("<", m_c * eps, m_c * eps), line("=", norm(theta))),
        why="the formula has 1/‖θ‖",
    ),
    Removal("remark-flatness/on-the-sphere", 3, point={"tau": 1, "v_1": 0, "v_2": 1, "h_1": 0, "h_2": 0, "a": 0}),
    Removal("remark-linf-not-shown/face-maximiser", 1, point={"z_1": 2, "z_2": 0, "theta": 0, "varepsilon": 1}),
)
