"""Eqs. (17) and (18) (Section 3.1): the inner maximum is log(1 + exp(-y <theta, x> + eps ‖theta‖_q)), 1/p + 1/q = 1.

For each p the maximum is derived: no feasible delta exceeds it, and one feasible delta reaches it.
"""

from proofs._reasons import AT_THE_ORIGIN, LARGEST
from proofs.setting import (
    adversarial_loss,
    attack_l2,
    attack_linf,
    average,
    delta,
    eps,
    loss,
    margin,
    p,
    q,
    theta,
    x,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
    Claim,
    Integer,
    Lemma,
    Mean,
    Rational,
    Removal,
    Sample,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    exp,
    le,
    line,
    log,
    lt,
    norm,
    oo,
    sigmoid,
    softplus,
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, holder, largest, logistic_loss, tangent

delta_n = Sample("delta_n")
v, w = Vector("v"), Vector("w")
b, c = symbols("b c")
a = Symbol("a", real=True, nonzero=True)


def log_loss(m):
    """The printed logistic loss at the margin -m."""
    return log(1 + exp(m))


def attacked(delta):
    return -y * dot(theta, x + delta)


def increasing(low, high, *room, by):
    """The tangent of log(1 + exp) at the lower margin, times the room between the margins."""
    rise = tangent(softplus(z), z, low, high)
    return chain(
        line("=", softplus(low), by=logistic_loss(low)),
        line("<=", softplus(high), rise.slack, *(sigmoid(low) * r for r in room), by=(rise, *by)),
        line("=", log_loss(high), by=logistic_loss(high)),
    )


def cauchy_schwarz_room():
    angle = cauchy_schwarz(-y * theta, delta)
    room = angle.slack, norm(theta) * (eps - norm(delta))
    return increasing(attacked(delta), margin(theta, x, y), *room, by=(angle,))


def opposite_signs():
    """|s| |t| + y s t as half of two products, for the coordinates s of theta and t of delta."""
    sides = below_abs(theta), below_abs(-theta), below_abs(y * delta), below_abs(-y * delta)
    up, down, right, left = (s.slack for s in sides)
    return (Total(down * left) / 2, Total(up * right) / 2), sides


def coordinatewise_room():
    products, sides = opposite_signs()
    room = *products, Total(Abs(theta) * (eps - Abs(delta)))
    return increasing(attacked(delta), margin(theta, x, y, 1), *room, by=sides)


def largest_coordinate_room():
    products, sides = opposite_signs()
    top = largest(Abs(theta))
    room = *products, Total(top.slack * Abs(delta)), norm(theta, oo) * (eps - norm(delta, 1))
    return increasing(attacked(delta), margin(theta, x, y, oo), *room, by=(*sides, top))


def hölder_room():
    product = holder(-y * theta, delta, q, p)
    room = product.slack, norm(theta, q) * (eps - norm(delta, p))
    rise = increasing(attacked(delta), margin(theta, x, y, q), *room, by=(product,))
    return chain(*rise.lines, lemmas=(above_one(),))


def above_one():
    """1/p + 1/q = 1 for positive p and q: q - 1 = q/p."""
    return Lemma(lt(1, q), (line("<", q, q / p),))


def bound(name, ball, dual, derive, *feasible, needs=()):
    return Claim(
        name=f"bound-{name}",
        says=(
            f"No $δ$ in the ${ball}$ ball of radius $ε$ raises the loss above $log(1 + exp(-y θᵀx + ε‖θ‖))$, in the dual norm."
        ),
        equations=(18,),
        assuming=feasible,
        conclusion=le(log_loss(attacked(delta)), log_loss(margin(theta, x, y, dual))),
        derive=derive,
        needs=needs,
    )


def attained(name, ball, dual, best, *feasible, given=(), needs=()):
    return Claim(
        name=f"attained-{name}",
        says=(
            f"A $δ$ in the ${ball}$ ball of radius $ε$ reaches $log(1 + exp(-y θᵀx + ε‖θ‖))$, in the dual norm, for either label."
        ),
        equations=(18,),
        assuming=(*given, *feasible),
        exists=(delta,),
        witness={delta: best},
        conclusion=eq(log_loss(attacked(delta)), log_loss(margin(theta, x, y, dual))),
        needs=needs,
    )


bound_l2 = bound("l2", "L2", 2, cauchy_schwarz_room, le(norm(delta), eps))
nonzero = lt(0, norm(theta))
serves = Removal(nonzero, witness={delta: Integer(0)}, why=AT_THE_ORIGIN)
attained_l2 = attained("l2", "L2", 2, attack_l2(theta, y), le(norm(delta), eps), given=(nonzero,), needs=(serves,))
bound_linf = bound("linf", "L∞", 1, coordinatewise_room, le(Abs(delta), eps))
attained_linf = attained("linf", "L∞", 1, attack_linf(theta, y), le(Abs(delta), eps))
bound_l1 = bound("l1", "L1", oo, largest_coordinate_room, le(norm(delta, 1), eps))
conjugate = eq(1 / p + 1 / q, 1)
other_exponents = {
    "p": 4,
    "q": 2,
    "delta": (1, 1),
    "theta": (-1, -1),
    "x": (0, 0),
    "y": 1,
    "varepsilon": Rational(6, 5),
}
bound_lp = bound(
    "lp", "Lp", q, hölder_room, le(norm(delta, p), eps), conjugate, needs=(Removal(conjugate, point=other_exponents),)
)

attained_l1 = Claim(
    name="attained-l1",
    says=(
        "Under $L1$, with a largest coordinate $a$ of $θ = (a, w)$ written out, $δ = (-y ε |a|/a, 0)$ "
        "reaches $log(1 + exp(-y θᵀx + ε|a|))$."
    ),
    equations=(18,),
    assuming=(le(Abs(w), Abs(a)), le(Abs(c), eps)),
    exists=(c,),
    witness={c: -y * eps * Abs(a) / a},
    conclusion=eq(log_loss(-y * (a * (b + c) + dot(w, v))), log_loss(-y * (a * b + dot(w, v)) + eps * Abs(a))),
    beside=1,
    needs=(Removal(le(Abs(w), Abs(a)), why=LARGEST),),
)

at_the_origin = Claim(
    name="at-the-origin",
    says="At $θ = 0$ every $δ$ attains the maximum $log 2$: the adversarial example is not determined there.",
    conclusion=eq(loss(Integer(0), x + delta, y), log(2)),
    derive=lambda: chain(line("=", log(2), by=logistic_loss(0))),
    source="own",
)


def for_every_point():
    low, high = -y_n * dot(theta, x_n + delta_n), margin(theta, x_n, y_n)
    rise, angle = tangent(softplus(z), z, low, high), cauchy_schwarz(-y_n * theta, delta_n)
    room = Mean(rise.slack), Mean(sigmoid(low) * angle.slack), Mean(sigmoid(low) * norm(theta) * (eps - norm(delta_n)))
    return chain(line("<=", average(adversarial_loss(theta, x, y)), *room, by=(rise, angle)))


average_bound = Claim(
    name="average-bound",
    says=(
        "Under $L2$ no choice of a feasible $δ_n$ for every data point raises the average loss above the average of the closed form."
    ),
    equations=(17,),
    assuming=(le(norm(delta_n), eps),),
    conclusion=le(Mean(loss(theta, x_n + delta_n, y_n)), average(adversarial_loss(theta, x, y))),
    derive=for_every_point,
)


def each_at_its_own():
    low, high = -y_n * dot(theta, x_n + attack_l2(theta, y_n)), margin(theta, x_n, y_n)
    rise = tangent(softplus(z), z, high, low)
    return chain(line("<=", Mean(softplus(low)), Mean(rise.slack), by=rise, why="the two margins are equal"))


average_attained = Claim(
    name="average-attained",
    says="Under $L2$ some feasible $δ_n$ reach the average of the closed form at once, $θ ≠ 0$.",
    equations=(17,),
    assuming=(nonzero, le(norm(delta_n), eps)),
    exists=(delta_n,),
    witness={delta_n: attack_l2(theta, y_n)},
    conclusion=le(average(adversarial_loss(theta, x, y)), Mean(loss(theta, x_n + delta_n, y_n))),
    derive=each_at_its_own,
    needs=(
        Removal(
            nonzero, witness={delta_n: Integer(0)}, why="every $δ_n$ serves at $θ = 0$; the witness here has $θ/‖θ‖$"
        ),
    ),
)

STATEMENT = Statement(
    name="linear-loss",
    title="The adversarial loss of the linear model in closed form",
    section="3.1",
)
