"""Section 3.1, after Theorem 1: for a large epsilon the optimum is theta = 0, from eps* = ‖average of y x‖_p on."""

from fractions import Fraction

from proofs.section_3_1.linear_loss import above_one
from proofs.setting import adversarial_loss, average, eps, margin, p, q, theta, x, x_1, x_2, x_n, y, y_n, z
from verify import (
    Abs,
    Claim,
    Integer,
    Mean,
    Rational,
    Removal,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    norm,
    oo,
    sign,
    softplus,
)
from verify.facts import below_abs, cauchy_schwarz, holder, largest, logistic_loss, logistic_symmetry, tangent

w = Vector("w")
t = Symbol("t", positive=True)
mu = Mean(y_n * x_n)


def average_loss(theta, dual=2):
    return average(adversarial_loss(theta, x, y, dual))


def above_the_tangent(dual, room, by, strict="<="):
    """softplus lies above log 2 + m/2, and the average margin is eps ‖theta‖_q - <theta, mu>, which is not negative."""
    rise, half = tangent(softplus(z), z, 0, margin(theta, x_n, y_n, dual)), Rational(1, 2)
    return chain(
        line("=", softplus(0), by=logistic_loss(0), why="$log 2$"),
        line(
            strict,
            average_loss(theta, dual),
            Mean(rise.slack),
            *(half * r for r in room),
            by=(rise, logistic_symmetry(0), *by),
        ),
    )


def under_l2(strict="<="):
    angle = cauchy_schwarz(theta, mu)
    return above_the_tangent(2, (angle.slack, norm(theta) * (eps - norm(mu))), (angle,), strict)


def products(u, v):
    """|u_i v_i| >= u_i v_i, as half of two products."""
    sides = below_abs(u), below_abs(-u), below_abs(v), below_abs(-v)
    up, down, right, left = (s.slack for s in sides)
    return (Total(up * left) / 2, Total(down * right) / 2), sides


def under_linf():
    terms, sides = products(theta, mu)
    top = largest(Abs(mu))
    room = *terms, Total(Abs(theta) * top.slack), norm(theta, 1) * (eps - norm(mu, oo))
    return above_the_tangent(1, room, (*sides, top))


def under_l1():
    terms, sides = products(theta, mu)
    top = largest(Abs(theta))
    room = *terms, Total(Abs(mu) * top.slack), norm(theta, oo) * (eps - norm(mu, 1))
    return above_the_tangent(oo, room, (*sides, top))


def under_lp():
    product = holder(theta, mu, q, p)
    rise = above_the_tangent(q, (product.slack, norm(theta, q) * (eps - norm(mu, p))), (product,))
    return chain(*rise.lines, lemmas=(above_one(),))


def optimal(name, ball, order, dual, derive, *given, needs=()):
    return Claim(
        name=f"optimal-{name}",
        says=(
            f"Under ${ball}$ and for $ε$ at least the ${ball}$ norm of the average of $yx$ no $θ$ "
            f"has a loss below $log 2$, that of $θ = 0$."
        ),
        assuming=(le(norm(mu, order), eps), *given),
        conclusion=le(log(2), average_loss(theta, dual)),
        derive=derive,
        needs=needs,
        source="own",
    )


optimal_l2 = optimal("l2", "L2", 2, 2, under_l2)
optimal_linf = optimal("linf", "L∞", oo, 1, under_linf)
optimal_l1 = optimal("l1", "L1", 1, oo, under_l1)
conjugate = eq(1 / p + 1 / q, 1)
tenth = Fraction(1, 10)
other_exponents = {"p": 4, "q": 2, "theta": (tenth, tenth), "x_n": ((1, 1),), "y_n": (1,), "varepsilon": Fraction(6, 5)}
optimal_lp = optimal("lp", "Lp", p, q, under_lp, conjugate, needs=(Removal(conjugate, point=other_exponents),))


def below_the_level():
    """log 2 + (ε - ‖μ‖)‖θ‖/2 <= L_ε(θ), by the tangents at 0 and the Cauchy-Schwarz inequality."""
    rise, angle = tangent(softplus(z), z, 0, margin(theta, x_n, y_n)), cauchy_schwarz(theta, mu)
    start = line("=", (eps - norm(mu)) * norm(theta) + 2 * softplus(0) - 2 * log(2), by=logistic_loss(0))
    terms = 2 * Mean(rise.slack), angle.slack, 2 * (level - average_loss(theta))
    return chain(start, line("<=", 2 * (level - log(2)), *terms, by=(rise, angle, logistic_symmetry(0))))


only_zero = Claim(
    name="only-zero",
    says="Under $L2$ and for $ε$ above the norm of the average of $yx$, $θ = 0$ is the only minimiser.",
    assuming=(lt(norm(mu), eps), lt(0, norm(theta))),
    conclusion=lt(log(2), average_loss(theta)),
    derive=lambda: under_l2("<"),
    source="own",
    needs=(
        Removal(
            lt(0, norm(theta)),
            put={theta: 0},
            disprove=lambda: chain(line("=", log(2), by=logistic_loss(0))),
        ),
    ),
)

level = Symbol("B")
bounded_level_set = Claim(
    name="bounded-level-set",
    says=(
        "For such an $ε$ every level set is bounded, as (10) assumes: $L_ε(θ) ≤ B$ leaves "
        "$(ε - ‖μ‖)‖θ‖ ≤ 2(B - log 2)$, $μ$ the average of $yx$."
    ),
    assuming=(lt(norm(mu), eps), le(average_loss(theta), level)),
    conclusion=le((eps - norm(mu)) * norm(theta), 2 * (level - log(2))),
    derive=below_the_level,
    source="own",
)

at_threshold = Claim(
    name="at-threshold",
    says="With one data point and $ε = ε* = ‖x‖$ every $θ = t y x$ with $t > 0$ is a minimiser as well: its loss is $log 2$.",
    conclusion=eq(adversarial_loss(t * y * x, x, y).xreplace({eps: norm(x)}), log(2)),
    derive=lambda: chain(line("=", log(2), by=logistic_loss(0))),
    source="own",
)


one_output = Claim(
    name="one-output",
    says="At $θ = 0$ the model has one output, $sign(0)$, at any two inputs.",
    conclusion=eq(sign(dot(Integer(0), x_1)), sign(dot(Integer(0), x_2))),
)


def averaged():
    """The average of y <theta, x> - eps‖theta‖ is <theta, mu> - eps‖theta‖."""
    angle, room = cauchy_schwarz(theta, mu), Mean(y_n * dot(theta, x_n) - eps * norm(theta))
    return chain(line("<", norm(mu) * norm(theta), angle.slack, room, by=angle))


defence = Claim(
    name="defence",
    says=(
        "Against an attack for which 0 is optimal no $θ$ defends every data point: $y θᵀx > ε‖θ‖$ at all of "
        "them needs $ε < ε*$, the norm of the mean of $y_n x_n$."
    ),
    assuming=(lt(eps * norm(theta), y_n * dot(theta, x_n)),),
    conclusion=lt(eps * norm(theta), norm(mu) * norm(theta)),
    derive=averaged,
    example=lambda dim: {theta: (1,) * dim, x_n: ((1,) * dim,), y_n: (1,), eps: Fraction(1, 2)},
)

STATEMENT = Statement(
    name="remark-large-epsilon",
    title="The exact threshold from which $θ = 0$ is optimal",
    section="3.1",
    uses=("linear-loss",),
)
