"""Sections 2.2.1 and 3.2.2: a Lipschitz constraint in x as a way to flatten the loss.

A constant K bounds the adversarial loss by the loss plus K eps. It does not make the singular values of the Hessian in
x small: a loss of slope at most ‖a‖ may bend as sharply as one likes.
"""

from proofs._choices import axis
from proofs.setting import FEASIBLE, ell, eps, theta, u, x, x_1, x_2, x_adv
from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Removal,
    Schema,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    dot,
    le,
    line,
    lt,
    norm,
    sigmoid,
    softplus,
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, logistic, minkowski

K, B = symbols("K B", nonnegative=True)
k = Symbol("k", positive=True)
a, h = Vector("a"), Vector("h")
LIPSCHITZ_IN_X = Schema(
    "$ℓ$ is $K$-Lipschitz in $x$", (x_1, x_2, theta), le(Abs(ell(x_1, theta) - ell(x_2, theta)), K * norm(x_1 - x_2))
)


def at_most_the_slope_times_the_radius():
    rise = ell(x_adv(theta), theta) - ell(x, theta)
    inside, slope, top = FEASIBLE(theta), LIPSCHITZ_IN_X(x_adv(theta), x, theta), below_abs(rise)
    return chain(line("<=", K * eps, top.slack, slope.slack, K * inside.slack, by=(inside, slope, top)))


def two_triangles():
    """The distance from x is 1-Lipschitz."""
    by = minkowski(x_1 - x_2, x_2 - x), minkowski(x_2 - x_1, x_1 - x)
    return chain(line("<=", norm(x_1 - x_2) ** 2, by[0].slack * by[1].slack, by=by), squared=True)


gap = Claim(
    name="gap",
    says="If $ℓ$ is $K$-Lipschitz in $x$, the adversarial loss under $L2$ exceeds the loss by at most $Kε$.",
    assuming=(FEASIBLE, LIPSCHITZ_IN_X),
    conclusion=le(ell(x_adv(theta), theta) - ell(x, theta), K * eps),
    derive=at_most_the_slope_times_the_radius,
    source="repair",
    repairs="curvature-printed",
    added="the rise of the loss within the ball in place of the curvature",
    restates=(FEASIBLE, LIPSCHITZ_IN_X),
    instance=Instance(functions={"ell": ((u, theta), Integer(1)), "x'": ((theta,), x)}, constants={K: 0}),
    needs=(
        Removal(
            FEASIBLE,
            instance=Instance(
                {"ell": ((u, theta), norm(u - x)), "x'": ((theta,), x + 1)},
                {K: 1, eps: 0},
                {LIPSCHITZ_IN_X.name: two_triangles},
            ),
            point={"x": (0,), "theta": (0,)},
        ),
        Removal(
            LIPSCHITZ_IN_X,
            instance=Instance({"ell": ((u, theta), dot(Integer(1), u)), "x'": ((theta,), x + eps * axis)}),
            point={"x": (0,), "theta": (0,), "varepsilon": 1, "K": 0},
        ),
    ),
)


def bent(x):
    """A loss with slope at most ‖a‖ that bends faster the larger k is."""
    return softplus(k * dot(a, x)) / k


slope = along(bent(x), (x, h))
curvature = along(along(bent(x), (x, h)), (x, h))
curvature_at_0 = curvature.xreplace({k * dot(a, x): Integer(0), h: a})


def slope_below_one():
    s = sigmoid(k * dot(a, x))
    by = cauchy_schwarz(a, h), cauchy_schwarz(-a, h)
    terms = s**2 * by[0].slack * by[1].slack, (1 - s) * (1 + s) * norm(a) ** 2 * norm(h) ** 2
    return chain(line("<=", (norm(a) * norm(h)) ** 2, *terms, by=by), squared=True)


steep = Claim(
    name="slope",
    says="The loss $log(1 + exp(k aᵀx))/k$ is $‖a‖$-Lipschitz in $x$ for every $k$: its slope along $h$ is at most $‖a‖‖h‖$.",
    conclusion=le(Abs(slope), norm(a) * norm(h)),
    derive=slope_below_one,
    source="own",
)

curvature_printed = Claim(
    name="curvature-printed",
    says=(
        "With a Lipschitz constant the singular values of the Hessian in $x$ are small: of $log(1 + exp(k aᵀx))/k$, with $‖a‖$, at most "
        "$‖a‖²$."
    ),
    conclusion=le(curvature, norm(a) ** 2 * norm(h) ** 2),
    expected="REFUTED",
    severity="gap in a proof",
    counterexample=lambda: {a: (1,), h: (1,), x: (0,), k: 8},
)

curvature_unbounded = Claim(
    name="curvature",
    says="For every $B$ some $k$ gives it a curvature above $B‖h‖²$ at $x = 0$ along $h = a$.",
    assuming=(lt(0, norm(a)),),
    exists=(k,),
    witness={k: 4 * (B + 1) / norm(a) ** 2},
    conclusion=lt(B * norm(a) ** 2, curvature_at_0),
    derive=lambda: chain(
        line("<", (B + 1) * norm(a) ** 2, norm(a) ** 2, why="$k‖a‖⁴/4 = (B + 1)‖a‖²$"),
        line("=", curvature_at_0.xreplace({k: 4 * (B + 1) / norm(a) ** 2}), by=logistic(0)),
    ),
    source="own",
)

STATEMENT = Statement(
    name="remark-lipschitz-in-x",
    title="A Lipschitz constant in the input flattens the loss, not its curvature",
    section="2.2.1",
)
