"""After Proposition 1 (Section 2.1): the constant term of Eq. (15) is said to show that the loss is not smooth.

An upper bound shows no such thing: the logistic loss of the linear model under L2 satisfies (15), and its gradient is
Lipschitz on every set ‖theta‖ >= theta_min all the same.
"""

from proofs.section_3_1 import theorem1
from proofs.setting import R, eps, gradient_l2, margin, theta_1, theta_2, x_n, y_n, z
from verify import Abs, Claim, Lemma, Mean, Rational, Statement, chain, le, line, lt, norm, sigmoid, unit
from verify.facts import mean_norm, mean_value, minkowski, scaled

apart = theorem1.apart
gap = norm(theorem1.average_gradient(theta_1) - theorem1.average_gradient(theta_2))
with_term = (R + eps) ** 2 / 4 * apart + 2 * eps
nonzero = lt(0, norm(theta_1)), lt(0, norm(theta_2))


def opposite_directions():
    """Two unit vectors are at most 2 apart: this is where the constant term comes from."""
    split = minkowski(unit(theta_1), -unit(theta_2))
    return Lemma(le(norm(unit(theta_1) - unit(theta_2)), 2), (line("<=", 2, by=split),))


def without_lemma_2():
    """As for Theorem 1, but with ‖u_1 - u_2‖ <= 2 in place of Lemma 2."""
    reach, pull, turn = theorem1.margins(x_n, y_n), theorem1.pulls(x_n, y_n), opposite_directions()
    m_1, m_2 = (margin(t, x_n, y_n) for t in (theta_1, theta_2))
    v_1, v_2 = (-y_n * x_n + eps * unit(t) for t in (theta_1, theta_2))
    s_1, s_2 = sigmoid(m_1), sigmoid(m_2)
    factors = s_1 - s_2, s_1 + s_2
    halves = (v_1 + v_2) / 2, (v_1 - v_2) / 2
    first, second = (f * v for f, v in zip(factors, halves, strict=True))
    slope = mean_value(sigmoid(z), z, m_2, m_1, Rational(1, 4))
    swing = eps * norm(unit(theta_1) - unit(theta_2)) / 2
    terms = (
        slope.slack * norm(v_1 + v_2) / 2,
        reach.slack * norm(v_1 + v_2) / 8,
        (R + eps) * apart * pull.slack / 8,
        (1 - s_1) * swing,
        (1 - s_2) * swing,
        eps * turn.slack,
    )
    sizes = Abs(s_1 - s_2) / 2 * norm(v_1 + v_2) + (s_1 + s_2) * swing
    steps = (
        line("<=", norm(first) + norm(second), by=minkowski(first, second)),
        line("=", sizes, by=tuple(map(scaled, factors, halves))),
        line("<=", with_term, *terms, by=slope, why="$|s₁ - s₂| ≤ |m₁ - m₂|/4$"),
    )
    turned = gradient_l2(theta_1, x_n, y_n) - gradient_l2(theta_2, x_n, y_n)
    point = Lemma(le(norm(turned), with_term), steps)
    return chain(
        line("<=", Mean(norm(turned)), by=mean_norm(turned), why="the norm of an average"),
        line("<=", with_term, Mean(point.slack), why="the bound for every data point"),
        lemmas=(reach, pull, turn, point),
    )


bounded = Claim(
    name="with-constant-term",
    says=(
        "For data in $‖x‖ ≤ R$ the linear model under $L2$ satisfies (15) for $θ₁, θ₂ ≠ 0$: with $(R + "
        "ε)²/4$ for $C_θθ$ and the term $2ε$."
    ),
    assuming=(*nonzero, le(norm(x_n), R)),
    conclusion=le(gap, with_term),
    derive=without_lemma_2,
    source="own",
)

STATEMENT = Statement(
    name="remark-constant-term",
    title="A constant term in an upper bound does not show that the loss is not smooth",
    section="2.1",
    uses=("proposition-1", "theorem-1", "remark-origin"),
)
