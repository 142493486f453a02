"""Section 3.1, after Theorem 1: for strong attacks "the non-smoothness at the origin affects the optimization", under L2.

If eps exceeds R, the size of the data, 0 is the only minimiser. The gradient does not become small near it, so gradient
descent with a fixed step moves away as soon as it is near.
"""

import sympy as sp

from proofs.setting import R, average, eps, gradient_l2, margin, theta, x, x_n, y, y_n, z
from verify.core import Claim, Lemma, Statement, chain, le, line, lt
from verify.facts import cauchy_schwarz, logistic, minkowski, scaled, tangent
from verify.geometry import Mean, dot, norm, sigmoid, softplus, unit

step = sp.Symbol("eta", positive=True)
gradient = average(gradient_l2(theta, x, y))
m_n = margin(theta, x_n, y_n)
strong = (lt(0, norm(theta)), le(norm(x_n), R), lt(R, eps))


def slope_at_least_half():
    """(σ(m) - σ(0)) m >= 0 by the tangents at 0 and at m, and m > 0."""
    pull = cauchy_schwarz(y_n * theta, x_n)
    room = (eps - R) * norm(theta), (R - norm(x_n)) * norm(theta), pull.slack
    positive = Lemma(lt(0, m_n), (line("<", m_n, *room, by=pull, why="m ≥ (ε - R)‖θ‖"),))
    by = tangent(softplus(z), z, 0, m_n), tangent(softplus(z), z, m_n, 0)
    rise = line("<=", sigmoid(m_n) - sigmoid(0), *(f.slack / m_n for f in by), by=by)
    return positive, Lemma(le(0, sigmoid(m_n) - sigmoid(0)), (rise,))


def along_theta():
    """<gradient, u> is the average of σ(m)(eps - y <u, x>)."""
    positive, slope = slope_at_least_half()
    pull, whole = cauchy_schwarz(y_n * theta, x_n), cauchy_schwarz(gradient, unit(theta))
    terms = (
        Mean(slope.slack) * (eps - R),
        Mean(sigmoid(m_n) * (R - norm(x_n))),
        Mean(sigmoid(m_n) * pull.slack) / norm(theta),
    )
    return (
        line("=", sigmoid(0) * (eps - R), by=logistic(0)),
        line("<=", dot(gradient, unit(theta)), *terms, by=pull, why="σ(m) ≥ σ(0) and ‖x‖ ≤ R"),
        line("<=", norm(gradient), by=whole, why="‖u‖ = 1"),
    ), (positive, slope)


def large_gradient():
    lines, lemmas = along_theta()
    return chain(*lines, lemmas=lemmas)


gradient_stays = Claim(
    name="gradient-stays",
    says="For ε > R, ‖x_n‖ ≤ R, the gradient has at least the size (ε - R)/2 at every θ ≠ 0, however near to 0.",
    assuming=strong,
    conclusion=le((eps - R) / 2, norm(gradient)),
    derive=large_gradient,
)


def too_far():
    lines, lemmas = along_theta()
    large = Lemma(le((eps - R) / 2, norm(gradient)), lines)
    back = minkowski(theta - step * gradient, -theta)
    return chain(
        line("<", step * (eps - R) / 2 - norm(theta), 2 * (step * (eps - R) / 4 - norm(theta)), why="‖θ‖ is small"),
        line("<=", step * norm(gradient) - norm(theta), step * large.slack, why="the gradient is large"),
        line("=", norm(step * gradient) - norm(theta), by=scaled(step, gradient)),
        line("<=", norm(theta - step * gradient), by=back, why="the triangle inequality"),
        lemmas=(*lemmas, large),
    )


overshoot = Claim(
    name="overshoot",
    says="So a step of fixed size η from any θ ≠ 0 with ‖θ‖ < η(ε - R)/4 ends further away from the minimiser 0.",
    assuming=(*strong, lt(norm(theta), step * (eps - R) / 4)),
    conclusion=lt(norm(theta), norm(theta - step * gradient)),
    derive=too_far,
)

STATEMENT = Statement(
    name="remark-origin-matters",
    title="The kink at the origin keeps a fixed step from converging",
    section="3.1",
    claims=(gradient_stays, overshoot),
    uses=("remark-large-epsilon", "theorem-1-gradient"),
)
