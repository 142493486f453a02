"""Sections 2.1 and 3.1: a gradient method "converges to a stationary point". Robustly separable data have none."""

from fractions import Fraction

from proofs.section_3_1.remark_gradient_method import average_gradient, w
from proofs.setting import eps, margin, theta, x_n, y_n
from verify import Claim, Mean, Statement, chain, dot, le, line, lt, norm, sigmoid
from verify.facts import cauchy_schwarz


def against_a_separator():
    """<gradient, w> = average of s (-y <w, x> + eps <u, w>) is negative."""
    pull, s = average_gradient(theta), sigmoid(margin(theta, x_n, y_n))
    turn, angle = cauchy_schwarz(theta, w), cauchy_schwarz(-pull, w)
    beaten, size = Mean(s * (y_n * dot(w, x_n) - eps * norm(w))), 1 + norm(w)
    downhill = beaten / size, eps * Mean(s) * turn.slack / (norm(theta) * size)
    return chain(
        line("<", -dot(pull, w) / size, *downhill, by=turn),
        line(
            "<=", norm(pull), angle.slack / size, norm(pull) / size, by=angle, why="$-⟨g, w⟩ ≤ ‖g‖‖w‖ ≤ ‖g‖(1 + ‖w‖)$"
        ),
    )


separable = (lt(eps * norm(w), y_n * dot(w, x_n)),)

unbounded = Claim(
    name="unbounded",
    says=(
        "Is there a stationary point $θ ≠ 0$ without the bounded level set that (10) assumes: where a $w$ has $y "
        "wᵀx > ε‖w‖$ at every data point?"
    ),
    source="own",
    equations=(10,),
    assuming=(*separable, lt(0, norm(theta))),
    exists=(theta,),
    conclusion=le(norm(average_gradient(theta)), 0),
    disprove=against_a_separator,
    expected="REFUTED",
    example=lambda dim: {w: (1,) * dim, x_n: ((1,) * dim,), y_n: (1,), eps: Fraction(1, 2)},
)

no_stationary_point = Claim(
    name="no-stationary-point",
    says="Where a $w$ has $y wᵀx > ε‖w‖$ at every data point the gradient vanishes nowhere.",
    assuming=(*separable, lt(0, norm(theta))),
    conclusion=lt(0, norm(average_gradient(theta))),
    derive=against_a_separator,
    source="own",
    example=lambda dim: {w: (1,) * dim, theta: (1,) * dim, x_n: ((1,) * dim,), y_n: (1,), eps: Fraction(1, 2)},
)


STATEMENT = Statement(
    name="remark-stationary-point",
    title="Robustly separable data have no stationary point",
    section="3.1",
    uses=("remark-gradient-method",),
)
