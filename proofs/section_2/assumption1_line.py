"""Assumption 1, Eq. (13), in one dimension (Section 2.1): there the logistic loss has a C_theta_x for every parameter.

In one dimension vectors are numbers, and the gradient is a multiple of x σ(cx) with c = -yθ. Its slope is that of the swish
function at cx, which lies between -1 and 2 (its largest value, about 1.0998, is not needed for a finite constant).
"""

from proofs.setting import y, z
from verify import Abs, Claim, Lemma, Statement, chain, d, eq, exp, le, line, sigmoid, symbols
from verify.facts import logistic, logistic_symmetry, mean_value, tangent

theta, x_1, x_2, t = symbols("theta x_1 x_2 t")
u = -y * theta * z
s = sigmoid(u)


def gradient(x):
    return -y * sigmoid(-y * theta * x) * x


def below_the_exponential(u):
    """1 + u <= e^u, so that 1 - u(1 - σ(u)) = (1 - σ(u))(1 + e^u - u) is not negative."""
    by = logistic(-u), logistic_symmetry(u), tangent(exp(t), t, 0, u)
    step = line("<=", 1 - u * (1 - sigmoid(u)), (1 - sigmoid(u)) * (1 + exp(u) - u), by=by)
    return Lemma(le(0, 1 - u * (1 - sigmoid(u))), (step,))


def above_the_exponential(u):
    """The same at -u: 1 + uσ(u) = σ(u)(1 + e^-u + u) is not negative."""
    by = logistic(u), tangent(exp(t), t, 0, -u)
    step = line("<=", 1 + u * sigmoid(u), sigmoid(u) * (1 + exp(-u) + u), by=by)
    return Lemma(le(0, 1 + u * sigmoid(u)), (step,))


def slope_of_swish():
    """With s = σ(u) the slope is s + us(1 - s): 2 minus it is 2(1 - s) + s(1 - u(1 - s)), and so on from below."""
    above, below = below_the_exponential(u), above_the_exponential(u)
    slope = s + u * s * (1 - s)
    top = Lemma(le(slope, 2), (line("<=", 2, 2 * (1 - s), s * above.slack),))
    bottom = Lemma(le(-slope, 2), (line("<=", 2, (1 - s) * below.slack, 1, 2 * s),))
    return chain(
        line("<=", 2 * Abs(x_1 - x_2), by=mean_value(z * s, z, x_2, x_1, 2), why="the slope of $xσ(cx)$"),
        lemmas=(above, below, top, bottom),
    )


finite = Claim(
    name="finite",
    says="In $d = 1$ the gradient of the logistic loss is 2-Lipschitz in $x$ for every parameter, so $C_θx$ is finite there.",
    equations=(13,),
    source="own",
    assuming=(eq(d, 1),),
    conclusion=le(Abs(gradient(x_1) - gradient(x_2)), 2 * Abs(x_1 - x_2)),
    derive=slope_of_swish,
)

STATEMENT = Statement(
    name="assumption-1-line",
    title="One dimension: a finite constant for every parameter",
    section="2.1",
    uses=("assumption-1",),
)
