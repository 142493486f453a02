"""Section 3.1, the last display of the proof of Theorem 1: the parameter printed as theta_n, and the last sign of (29)."""

from proofs.section_3_1.theorem1 import apart, away, constant, one_point, printed_constant
from proofs.setting import C_theta_theta, C_theta_x, R, eps, gradient_l2, theta, theta_1, theta_2, theta_min, x_n, y_n
from verify import Claim, Mean, Statement, chain, eq, le, line, norm

data = le(norm(x_n), R)


def average_gap(first):
    """The average over the data set of the norms of the gradient differences, between `first` and theta_2."""
    return Mean(norm(gradient_l2(first, x_n, y_n) - gradient_l2(theta_2, x_n, y_n)))


index_printed = Claim(
    name="index-printed",
    says="With a parameter $θ_n$ of its own in the first gradient the average gap is at most the constant times $‖θ₁-θ₂‖$.",
    assuming=(*away, le(theta_min, norm(theta)), data),
    conclusion=le(average_gap(theta), constant * apart),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {
        theta: (1,),
        theta_1: (-1,),
        theta_2: (-1,),
        theta_min: 1,
        eps: 1,
        R: 0,
        x_n: ((0,),),
        y_n: (1,),
    },
)


def point_by_point():
    point, lemmas = one_point(x_n, y_n)
    return chain(
        line("<=", constant * apart, Mean(point.slack), why="the bound for every data point"), lemmas=(*lemmas, point)
    )


index = Claim(
    name="index",
    says="With $θ₁$ there it is: the bound holds for every data point, so for the average of the norms.",
    assuming=(*away, data),
    conclusion=le(average_gap(theta_1), constant * apart),
    derive=point_by_point,
    source="repair",
    repairs="index-printed",
    added="$θ₁$ in place of $θ_n$",
)

last_sign = Claim(
    name="last-sign",
    says="The last $≤$ of (29) is an equality: the constant is put in front of $‖θ₁-θ₂‖$.",
    conclusion=eq(C_theta_theta * apart + C_theta_x * eps / theta_min * apart, printed_constant * apart),
)

STATEMENT = Statement(
    name="remark-index",
    title="The last lines of the proof of Theorem 1",
    section="3.1",
    uses=("theorem-1",),
)
