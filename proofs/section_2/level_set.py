"""Eq. (10) and its level sets (Section 2.1), for the linear model with any number of data points.

Under every norm the level sets of the adversarial loss are convex, and those below L_eps(0) = log 2 stay away from 0.
The paper assumes that they are bounded: see remark-bounded-level-set.
"""

from fractions import Fraction

from proofs.section_3_1 import theorem1
from proofs.setting import (
    R,
    adversarial_loss,
    average,
    eps,
    margin,
    theta,
    theta_1,
    theta_2,
    theta_min,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Claim,
    Instance,
    Integer,
    Lemma,
    Mean,
    Rational,
    Removal,
    Schema,
    Statement,
    Symbol,
    Total,
    Value,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    softplus,
    sqrt,
    symbols,
)
from verify.facts import cauchy_schwarz, logistic, logistic_loss, minkowski, tangent, triangle

c = Symbol("c")
near, far = symbols("lambda mu", nonnegative=True)
mixed = near * theta_1 + far * theta_2
weights = eq(near + far, 1)


def total_loss(theta, dual=2):
    """L_eps(theta) in its closed form."""
    return average(adversarial_loss(theta, x, y, dual))


def of_margin(dual):
    return lambda theta: margin(theta, x_n, y_n, dual)


def below_the_chord(m, *norms, by):
    """log(1 + exp) is increasing and convex: its tangent at the mixed margin lies below it at both ends."""
    middle = m(mixed)
    ends = [(weight, tangent(softplus(z), z, middle, m(t))) for weight, t in ((near, theta_1), (far, theta_2))]
    bent = [Mean(weight * above.slack) for weight, above in ends]
    lower = [Mean(sigmoid(middle) * eps * slack) for slack in norms]
    return line(
        "<=",
        near * Mean(softplus(m(theta_1))) + far * Mean(softplus(m(theta_2))),
        *bent,
        *lower,
        by=(*(f for _, f in ends), *by),
    )


def convex_under_l2():
    sides = minkowski(near * theta_1, far * theta_2)
    return chain(below_the_chord(of_margin(2), sides.slack, by=(sides,)))


def convex_under_linf():
    sides = triangle(near * theta_1, far * theta_2)
    return chain(below_the_chord(of_margin(1), Total(sides.slack), by=(sides,)))


def convex(name, says, dual, derive, **more):
    return Claim(
        name=name,
        says=says,
        assuming=(weights,),
        conclusion=le(total_loss(mixed, dual), near * total_loss(theta_1, dual) + far * total_loss(theta_2, dual)),
        derive=derive,
        **more,
    )


convex_l2 = convex(
    "convex-l2",
    "Under $L2$ the adversarial loss of the linear model is convex on all of $ℝ^d$, $θ = 0$ included.",
    2,
    convex_under_l2,
)
convex_linf = convex(
    "convex-linf",
    "Under $L∞$ the adversarial loss of the linear model is convex on all of $ℝ^d$.",
    1,
    convex_under_linf,
)


# Any norm N in place of the dual norm: 1 <= p <= infinity, and every other ball.
u, v = Vector("u"), Vector("v")


def size(theta):
    """A norm known only by its name: the dual of the norm that bounds delta."""
    return Value(Symbol("N"), theta)


SUM = Schema("$N(u + v) ≤ N(u) + N(v)$", (u, v), le(size(u + v), size(u) + size(v)))
SCALE = Schema("$N(λu) = λN(u)$", (near, u), eq(size(near * u), near * size(u)))
taxicab = Instance(
    functions={"N": ((u,), norm(u, 1))},
    derive={
        SUM.name: lambda: chain(line("<=", norm(u, 1) + norm(v, 1), Total(triangle(u, v).slack), by=triangle(u, v)))
    },
)


def loss_under(theta):
    return Mean(softplus(margin_under(theta)))


def margin_under(theta):
    return -y_n * dot(theta, x_n) + eps * size(theta)


def within_the_level():
    ends = near * theta_1, far * theta_2
    by = SUM(*ends), SCALE(near, theta_1), SCALE(far, theta_2)
    return chain(
        below_the_chord(margin_under, size(ends[0]) + size(ends[1]) - size(mixed), by=by),
        line(
            "<=",
            c,
            near * (c - loss_under(theta_1)),
            far * (c - loss_under(theta_2)),
            why="both ends lie in the level set",
        ),
    )


def root_of_the_size():
    """‖u + v‖ <= ‖u‖ + ‖v‖ <= (√‖u‖ + √‖v‖)²."""
    sides = minkowski(u, v)
    end = (sqrt(norm(u)) + sqrt(norm(v))) ** 2
    return chain(line("<=", end, sides.slack, 2 * sqrt(norm(u)) * sqrt(norm(v)), by=sides), squared=True)


ends = {"x_n": ((0,),), "y_n": (1,), "varepsilon": 1, "lambda": Rational(1, 2), "mu": Rational(1, 2)}

level_set = Claim(
    name="convex-level-set",
    says="For every norm of the constraint each level set ${θ : L_ε(θ) ≤ c}$ of the linear model is convex.",
    assuming=(SUM, SCALE, weights, le(loss_under(theta_1), c), le(loss_under(theta_2), c)),
    conclusion=le(loss_under(mixed), c),
    derive=within_the_level,
    instance=taxicab,
    needs=(
        Removal(
            SUM,
            instance=Instance({"N": ((u,), -norm(u))}),
            point={**ends, "theta_1": (1,), "theta_2": (-1,), "c": Rational(1, 2)},
        ),
        Removal(
            SCALE,
            instance=Instance({"N": ((u,), sqrt(norm(u)))}, derive={SUM.name: root_of_the_size}),
            point={
                **ends,
                "x_n": ((1,),),
                "theta_1": (0,),
                "theta_2": (1,),
                "lambda": Fraction(3, 4),
                "mu": Fraction(1, 4),
                "c": Fraction(7, 10),
            },
        ),
    ),
)


def tangent_at_zero(theta):
    """log 2 + m/2 <= log(1 + e^m), and m >= -(R - eps) ‖theta‖."""
    m = of_margin(2)(theta)
    above, angle = tangent(softplus(z), z, 0, m), cauchy_schwarz(y_n * theta, x_n)
    return chain(
        line("=", 2 * (softplus(Integer(0)) - c), by=logistic_loss(0)),
        line(
            "<=",
            2 * (total_loss(theta) - c) - Mean(m),
            2 * Mean(above.slack),
            by=(above, logistic(0)),
            why="the tangent at 0",
        ),
        line("<=", -Mean(m), 2 * (c - total_loss(theta)), why="$L_ε(θ) ≤ c$"),
        line("<=", (R - eps) * norm(theta), Mean(angle.slack), Mean(norm(theta) * (R - norm(x_n))), by=angle),
    )


away_from_zero = Claim(
    name="away-from-zero",
    says=(
        "On $‖x_n‖ ≤ R$ under $L2$ every $θ$ with $L_ε(θ) ≤ c$ satisfies $2(log 2 - c) ≤ (R - "
        "ε)‖θ‖$: below $log 2$ the set stays away from 0."
    ),
    assuming=(le(norm(x_n), R), le(total_loss(theta), c)),
    conclusion=le(2 * (log(2) - c), (R - eps) * norm(theta)),
    derive=lambda: tangent_at_zero(theta),
)


def through_theorem_1():
    """Both parameters are at least theta_min from 0, where the gradient is Lipschitz."""
    rest = theorem1.average_of_points()
    return chain(*rest.lines, lemmas=(*far_from_zero(theta_1), *far_from_zero(theta_2), *rest.lemmas))


def far_from_zero(theta_k):
    """A parameter of the level set is at least theta_min from 0."""
    deep = Lemma(away_from_zero.conclusion.xreplace({theta: theta_k}), tangent_at_zero(theta_k).lines)
    return deep, at_least_theta_min(theta_k, deep)


def not_zero(theta_k):
    lemmas = far_from_zero(theta_k)
    return chain(line("<", norm(theta_k), lemmas[1].slack, theta_min), lemmas=lemmas)


def at_least_theta_min(theta, deep):
    level = (2 * (log(2) - c) - theta_min * (R - eps)) / (R - eps)
    return Lemma(le(theta_min, norm(theta)), (line("<=", norm(theta), level, deep.slack / (R - eps)),))


def beyond_the_data(dim):
    rest = (0,) * (dim - 1)
    point = {theta_1: (10, *rest), theta_2: (12, *rest), x_n: ((2, *rest),), y_n: (1,)}
    return point | {eps: Fraction(1, 2), R: 2, c: Fraction(1, 2), theta_min: Fraction(1, 4)}


near_zero = {
    "theta_1": (Fraction(1, 1000),),
    "theta_2": (Fraction(3, 100),),
    "x_n": ((100,),),
    "y_n": (1,),
    "R": 1,
    "varepsilon": 0,
    "c": Fraction(13, 20),
    "theta_min": Fraction(1, 100),
}
ROOM = "the constant has room: no violation is known without one of the two levels"

gradient = Claim(
    name="gradient",
    says=(
        "Under $L2$ the gradient is Lipschitz on ${θ : L_ε(θ) ≤ c}$, $c < log 2$, with the constant of Theorem 1 at $2(log 2 - c)/(R - ε)$."
    ),
    equations=(10,),
    assuming=(
        le(norm(x_n), R),
        lt(eps, R),
        le(theta_min * (R - eps), 2 * (log(2) - c)),
        le(total_loss(theta_1), c),
        le(total_loss(theta_2), c),
        lt(0, norm(theta_1)),
        lt(0, norm(theta_2)),
    ),
    conclusion=theorem1.smooth.conclusion,
    derive=through_theorem_1,
    example=beyond_the_data,
    needs=(
        Removal(le(norm(x_n), R), point=near_zero),
        Removal(le(total_loss(theta_1), c), why=ROOM),
        Removal(le(total_loss(theta_2), c), why=ROOM),
        Removal(lt(0, norm(theta_1)), follows=lambda: not_zero(theta_1), why="the formula has $θ₁/‖θ₁‖$"),
        Removal(lt(0, norm(theta_2)), follows=lambda: not_zero(theta_2), why="the formula has $θ₂/‖θ₂‖$"),
    ),
)

STATEMENT = Statement(
    name="level-set",
    title="The level sets of the adversarial loss",
    section="2.1",
    where="The linear model; where two parameters are mixed $λ$ and $μ$ are their weights.",
    uses=("theorem-1",),
)
