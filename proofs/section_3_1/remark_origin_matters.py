"""Section 3.1, after Theorem 1: for strong attacks "the non-smoothness at the origin affects the optimization", under L2.

If eps exceeds R, the size of the data, 0 is the only minimiser. The gradient does not become small near it, so gradient
descent with a fixed step moves away as soon as it is near.
"""

from proofs.setting import R, average, eps, gradient_l2, margin, theta, x, x_n, y, y_n, z
from verify import Claim, Lemma, Mean, Statement, Symbol, chain, dot, le, line, lt, norm, sigmoid, softplus, unit
from verify.facts import cauchy_schwarz, logistic, minkowski, scaled, tangent

step = Symbol("eta", positive=True)
gradient = average(gradient_l2(theta, x, y))
m_n = margin(theta, x_n, y_n)
away = (lt(0, norm(theta)), le(norm(x_n), R))


def along_theta():
    """<gradient, u> is the average of σ(m) m/‖theta‖, and (σ(m) - σ(0)) m >= 0 by the tangents at 0 and at m."""
    pull, whole = cauchy_schwarz(y_n * theta, x_n), cauchy_schwarz(gradient, unit(theta))
    rises = tangent(softplus(z), z, 0, m_n), tangent(softplus(z), z, m_n, 0)
    terms = (
        *(Mean(f.slack) / norm(theta) for f in rises),
        Mean(sigmoid(0) * (R - norm(x_n))),
        Mean(sigmoid(0) * pull.slack) / norm(theta),
    )
    return (
        line("=", sigmoid(0) * (eps - R), by=logistic(0)),
        line("<=", dot(gradient, unit(theta)), *terms, by=(pull, *rises), why="$σ(m)m ≥ σ(0)m$ and $‖x‖ ≤ R$"),
        line("<=", norm(gradient), by=whole, why="$‖u‖ = 1$"),
    )


gradient_stays = Claim(
    name="gradient-stays",
    says="For $‖x_n‖ ≤ R$ the gradient has at least the size $(ε - R)/2$ at every $θ ≠ 0$, however near to 0.",
    assuming=away,
    conclusion=le((eps - R) / 2, norm(gradient)),
    derive=lambda: chain(*along_theta()),
)


def too_far():
    large = Lemma(le((eps - R) / 2, norm(gradient)), along_theta())
    back = minkowski(theta - step * gradient, -theta)
    return chain(
        line("<", step * (eps - R) / 2 - norm(theta), 2 * (step * (eps - R) / 4 - norm(theta)), why="$‖θ‖$ is small"),
        line("<=", step * norm(gradient) - norm(theta), step * large.slack, why="the gradient is large"),
        line("=", norm(step * gradient) - norm(theta), by=scaled(step, gradient)),
        line("<=", norm(theta - step * gradient), by=back, why="the triangle inequality"),
        lemmas=(large,),
    )


overshoot = Claim(
    name="overshoot",
    says="So a step of fixed size $η$ from any $θ ≠ 0$ with $‖θ‖ < η(ε - R)/4$ ends further away from the minimiser 0.",
    assuming=(*away, lt(norm(theta), step * (eps - R) / 4)),
    conclusion=lt(norm(theta), norm(theta - step * gradient)),
    derive=too_far,
)

STATEMENT = Statement(
    name="remark-origin-matters",
    title="The kink at the origin keeps a fixed step from converging",
    section="3.1",
    uses=("remark-large-epsilon", "theorem-1-gradient"),
)
