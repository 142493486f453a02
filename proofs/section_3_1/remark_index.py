"""Section 3.1, the last display of the proof of Theorem 1: the parameter printed as theta_n, and the last sign of (29)."""

from proofs.section_2.assumption1 import size_of_the_inner_product
from proofs.section_3_1.theorem1 import apart, at_every_example, away, example, printed, printed_constant
from proofs.setting import (
    EQ_11_N,
    EQ_12_N,
    EQ_13_N,
    C_theta,
    C_theta_theta,
    C_theta_x,
    ell_theta_n,
    eps,
    theta,
    theta_1,
    theta_2,
    theta_min,
    x,
    y,
    z,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Mean,
    Rational,
    Statement,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    norm,
    sigmoid,
    softplus,
)
from verify.facts import mean_value, scaled

a = Vector("a")
ASSUMPTION_1 = EQ_11_N, EQ_12_N, EQ_13_N


def average_gap(first):
    """The average over the data set of the norms of the gradient differences, between `first` and theta_2."""
    return Mean(norm(ell_theta_n(example(first), first) - ell_theta_n(example(theta_2), theta_2)))


# The loss log(1 + exp(aᵀθ)), the same at every input, satisfies Assumption 1 with ‖a‖, ‖a‖²/4 and 0.
ENDS = dot(a, theta_2), dot(a, theta_1)


def slope_below_one():
    inner, moved = size_of_the_inner_product(a, theta_1 - theta_2), mean_value(softplus(z), z, *ENDS, 1)
    return chain(
        line("<=", Abs(ENDS[1] - ENDS[0]), by=moved, why="$0 < σ < 1$"),
        line("<=", norm(a) * apart, inner.slack),
        lemmas=(inner,),
    )


def curvature_below_a_quarter():
    inner, moved = size_of_the_inner_product(a, theta_1 - theta_2), mean_value(sigmoid(z), z, *ENDS, Rational(1, 4))
    turn = sigmoid(ENDS[1]) - sigmoid(ENDS[0])
    return chain(
        line("=", Abs(turn) * norm(a), by=scaled(turn, a)),
        line("<=", Abs(ENDS[1] - ENDS[0]) / 4 * norm(a), norm(a) * moved.slack, by=moved, why="$σ' ≤ 1/4$"),
        line("<=", norm(a) ** 2 / 4 * apart, norm(a) / 4 * inner.slack),
        lemmas=(inner,),
    )


index_printed = Claim(
    name="index-printed",
    says="With a parameter $θ_n$ of its own in the first gradient the average gap is at most the constant times $‖θ₁-θ₂‖$.",
    assuming=(*away, le(theta_min, norm(theta)), *ASSUMPTION_1),
    conclusion=le(average_gap(theta), printed_constant * apart),
    expected="REFUTED",
    severity="misprint",
    against=Instance(
        functions={
            "ell": ((x, theta, y), softplus(dot(a, theta))),
            "ell_2": ((x, theta, y), sigmoid(dot(a, theta)) * a),
        },
        constants={C_theta: norm(a), C_theta_theta: norm(a) ** 2 / 4, C_theta_x: 0},
        derive={"(11)": slope_below_one, "(12)": curvature_below_a_quarter},
        point=lambda dim: {a: (1,), theta: (1,), theta_1: (-1,), theta_2: (-1,), theta_min: 1, eps: 1},
    ),
)

index = Claim(
    name="index",
    says="With $θ₁$ there it is: the bound holds for every data point, so for the average of the norms.",
    assuming=(*away, EQ_12_N, EQ_13_N),
    conclusion=le(average_gap(theta_1), printed_constant * apart),
    derive=at_every_example,
    source="repair",
    repairs="index-printed",
    added="$θ₁$ in place of $θ_n$",
    instance=printed.instance,
    needs=printed.needs,
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
