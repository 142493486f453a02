"""Section 2.1, after Assumption 1: what its three inequalities are said to state, and what they state.

(11) bounds the change with the parameter only. (13) is about the gradient in theta as x moves: by Definition 1 the loss
would be "smooth for x" if its gradient in x were Lipschitz in x, and that is another property.
"""

from proofs.section_2.assumption1 import between_two_parabolas, first_order_error, first_the_point_then_the_factor, h, r
from proofs.section_3_2.setting import MIXED_BLOCK, mixed_block_is_bounded
from proofs.setting import (
    EQ_11,
    EQ_13,
    C_theta,
    C_theta_x,
    R,
    ell,
    ell_x,
    loss_gradient,
    theta,
    theta_1,
    theta_2,
    u,
    x,
    x_1,
    x_2,
    y,
)
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Lemma,
    Removal,
    Rule,
    Schema,
    Statement,
    Symbol,
    chain,
    dot,
    le,
    line,
    norm,
    sigmoid,
    sqrt,
)
from verify.facts import mean_value_inequality, triangle

K, t = Symbol("K", nonnegative=True), Symbol("t")
change = Abs(ell(x_1, theta_1) - ell(x_2, theta_2))
moved, turned = norm(x_1 - x_2), norm(theta_1 - theta_2)


def only_the_input(dim):
    zero = (0,) * dim
    return {x_1: (1, *zero[1:]), x_2: zero, theta_1: zero, theta_2: zero, theta: zero}


square_of_the_input = Instance(
    functions={"ell": ((x, theta), norm(x) ** 2), "ell_1": ((x, theta), 2 * x), "ell_2": ((x, theta), Integer(0))},
    constants={C_theta: 0, C_theta_x: 0},
    point=only_the_input,
)

jointly = Claim(
    name="jointly-lipschitz",
    equations=(11,),
    says="Does (11) make $ℓ(x, θ)$, as a function of both, $C_θ$-Lipschitz?",
    assuming=(EQ_11,),
    conclusion=le(change, C_theta * sqrt(moved**2 + turned**2)),
    expected="REFUTED",
    against=square_of_the_input,
    source="own",
)

LIPSCHITZ_IN_X = Schema(
    "$ℓ$ is $K$-Lipschitz in $x$", (x_1, x_2, theta), le(Abs(ell(x_1, theta) - ell(x_2, theta)), K * norm(x_1 - x_2))
)


def one_after_the_other():
    split = triangle(ell(x_1, theta_1) - ell(x_1, theta_2), ell(x_1, theta_2) - ell(x_2, theta_2))
    by = split, EQ_11(x_1, theta_1, theta_2), LIPSCHITZ_IN_X(x_1, x_2, theta_2)
    return chain(line("<=", C_theta * turned + K * moved, by=by, why="first the parameter, then the input"))


lipschitz = Claim(
    name="lipschitz",
    says="With a constant $K$ for the inputs as well, $ℓ$ changes by at most $C_θ‖θ₁-θ₂‖ + K‖x₁-x₂‖$.",
    assuming=(EQ_11, LIPSCHITZ_IN_X),
    conclusion=le(change, C_theta * turned + K * moved),
    derive=one_after_the_other,
    instance=Instance(
        functions={"ell": ((x, theta), Integer(1))},
        constants={C_theta: 0, K: 0},
    ),
    source="own",
    needs=(
        Removal(
            EQ_11,
            instance=Instance({"ell": ((x, theta), norm(theta) ** 2)}, {K: 0}),
            point={"x_1": (0,), "x_2": (0,), "theta_1": (1,), "theta_2": (0,), "C_theta": 0},
        ),
        Removal(
            LIPSCHITZ_IN_X,
            instance=Instance({"ell": ((x, theta), norm(x) ** 2)}, {C_theta: 0}),
            point={"x_1": (1,), "x_2": (0,), "theta_1": (0,), "theta_2": (0,), "K": 0},
        ),
    ),
)

smooth_printed = Claim(
    name="smooth-for-x-printed",
    equations=(13,),
    says="By (13) the loss is $C_θx$-smooth for $x$: its gradient in $x$ is $C_θx$-Lipschitz in $x$.",
    assuming=(EQ_13,),
    conclusion=le(norm(ell_x(x_1, theta) - ell_x(x_2, theta)), C_theta_x * moved),
    expected="REFUTED",
    severity="wording",
    against=square_of_the_input,
)

gradient = Claim(
    name="gradient-in-x",
    says="The gradient of the logistic loss in $x$ is $g = -σ(-yθᵀx) y θ$: $ℓ(x+h)$ differs from $ℓ(x) + gᵀh$ by at most $(hᵀθ)²/8$.",
    conclusion=le(first_order_error(x, theta), dot(h, theta) ** 2 / 8),
    derive=lambda: between_two_parabolas(x, theta),
    source="own",
)


def with_the_mixed_block():
    """The derivative of ∇_xℓ in θ is transposed to that of ∇_θℓ in x, which (13) bounds; then the mean value inequality."""
    step, between = theta_2 - theta_1, theta_1 + sigmoid(t) * (theta_2 - theta_1)
    bound = C_theta_x * norm(step)
    moved = mean_value_inequality(ell_x(x, theta_1 + t * step), t, bound)
    slope = Lemma(moved.premises[0], (line("<=", bound, by=MIXED_BLOCK(step, x, between)),))
    return chain(line("<=", bound, by=moved), lemmas=(slope,), rules=(Rule(MIXED_BLOCK, mixed_block_is_bounded(u)),))


smooth = Claim(
    name="smooth-for-x",
    says="By (13) the gradient of the loss in $x$ is $C_θx$-Lipschitz in $θ$, in every direction and for every loss.",
    assuming=(EQ_13,),
    conclusion=le(norm(ell_x(x, theta_1) - ell_x(x, theta_2)), C_theta_x * turned),
    derive=with_the_mixed_block,
    source="repair",
    repairs="smooth-for-x-printed",
    added="$θ$ moves in place of $x$",
    instance=Instance(
        functions={"ell": ((x, theta), dot(theta, x)), "ell_1": ((x, theta), theta), "ell_2": ((x, theta), x)},
        constants={C_theta_x: 1},
    ),
    needs=(
        Removal(
            EQ_13,
            instance=Instance(
                {"ell": ((x, theta), 2 * dot(theta, x)), "ell_1": ((x, theta), 2 * theta), "ell_2": ((x, theta), 2 * x)}
            ),
            point={"x": (0,), "theta_1": (1,), "theta_2": (0,), "C_theta_x": 1},
        ),
    ),
)

logistic = Claim(
    name="smooth-for-x-logistic",
    says="For the logistic loss it is $1 + rR/4$ on $‖x‖ ≤ R$, $‖θ₂‖ ≤ r$, whatever $θ₁$ is.",
    assuming=(le(norm(theta_2), r), le(norm(x), R)),
    conclusion=le(norm(loss_gradient(x, theta_1, y) - loss_gradient(x, theta_2, y)), (1 + r * R / 4) * turned),
    derive=lambda: first_the_point_then_the_factor(x, theta_1, theta_2, R, r),
    source="own",
)

STATEMENT = Statement(
    name="remark-assumption-wording",
    title="What Assumption 1 states and what it does not",
    section="2.1",
    uses=("assumption-1",),
)
