"""Theorem 1 (Section 3.1): under L2 the adversarial loss is smooth on ‖theta‖ >= theta_min.

The printed constant rests on Assumption 1, which the logistic loss does not satisfy on an unbounded set of parameters, for d >= 2.
The repaired one, (R + eps)^2/4 + eps/theta_min for data in ‖x‖ <= R, needs no assumption on the loss.
"""

from proofs.setting import (
    EQ_12,
    EQ_12_N,
    EQ_13,
    EQ_13_N,
    C_theta_theta,
    C_theta_x,
    R,
    attack_l2,
    average,
    ell_theta,
    ell_theta_n,
    eps,
    gradient_l2,
    loss_gradient,
    margin,
    theta,
    theta_1,
    theta_2,
    theta_min,
    x,
    x_1,
    x_2,
    x_n,
    y,
    y_n,
    z,
)
from verify import (
    Abs,
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
    Vector,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    unit,
)
from verify.facts import cauchy_schwarz, logistic, mean_norm, mean_value, minkowski, scaled, zero_square

h, k = Vector("h"), Vector("k")
LARGER = "the constant of theorem-1/smooth, which is smaller, needs no bound of the parameters; (13) needs one"
apart = norm(theta_1 - theta_2)
away = (le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2)))
printed_constant = C_theta_theta + eps * C_theta_x / theta_min
constant = (R + eps) ** 2 / 4 + eps / theta_min


def example(theta):
    """The adversarial example of the n-th data point."""
    return x_n + attack_l2(theta, y_n)


def average_gradient(theta):
    return average(gradient_l2(theta, x, y))


def directions():
    """Lemma 2 for the unit vectors: ‖u_1 - u_2‖ <= ‖theta_1 - theta_2‖/theta_min."""
    a, b = norm(theta_1), norm(theta_2)
    angle, far = (a * b - dot(theta_1, theta_2)) / (a * b), (apart / theta_min) ** 2
    room = (a - b) ** 2, 2 * angle * (a - theta_min) * b, 2 * angle * theta_min * (b - theta_min)
    step = line("<=", far, *(r / theta_min**2 for r in room), by=cauchy_schwarz(theta_1, theta_2))
    return Lemma(le(norm(unit(theta_1) - unit(theta_2)), apart / theta_min), (step,), squared=True)


def as_far_as_the_directions(a, b):
    """‖x'_1 - x'_2‖ <= ε‖u_1 - u_2‖ for the examples a, b of one data point."""
    far = eps * norm(unit(theta_1) - unit(theta_2))
    return Lemma(le(norm(a - b), far), (line("=", far**2),), squared=True)


def margins(x, y):
    """|m_1 - m_2| <= (R + eps) ‖theta_1 - theta_2‖."""
    move, reach = theta_1 - theta_2, (R + eps) * apart
    gap = margin(theta_1, x, y) - margin(theta_2, x, y)
    up, down = cauchy_schwarz(-y * move, x), cauchy_schwarz(y * move, x)
    longer, shorter = minkowski(move, theta_2), minkowski(-move, theta_1)
    below = (R - norm(x)) * apart, up.slack, eps * longer.slack
    above = (R - norm(x)) * apart, down.slack, eps * shorter.slack
    room = [b * a for b in below for a in above]
    step = line("<=", reach**2, *room, by=(up, down, longer, shorter), why="$(reach - gap)(reach + gap)$")
    return Lemma(le(Abs(gap), reach), (step,), squared=True)


def pulls(x, y):
    """‖v_1 + v_2‖ <= 2 (R + eps) for v = -y x + eps u."""
    u = unit(theta_1), unit(theta_2)
    both, one = minkowski(-2 * y * x, eps * (u[0] + u[1])), minkowski(*u)
    total = norm(-2 * y * x + eps * (u[0] + u[1]))
    step = line("<=", 2 * (R + eps), both.slack, eps * one.slack, 2 * (R - norm(x)), by=(both, one))
    return Lemma(le(total, 2 * (R + eps)), (step,))


def one_point(x, y):
    """s_1 v_1 - s_2 v_2 = (s_1 - s_2)(v_1 + v_2)/2 + (s_1 + s_2)(v_1 - v_2)/2, with |s_1 - s_2| <= |m_1 - m_2|/4."""
    m_1, m_2 = margin(theta_1, x, y), margin(theta_2, x, y)
    v_1, v_2 = -y * x + eps * unit(theta_1), -y * x + eps * unit(theta_2)
    s_1, s_2 = sigmoid(m_1), sigmoid(m_2)
    first, second = (s_1 - s_2) * (v_1 + v_2) / 2, (s_1 + s_2) * (v_1 - v_2) / 2
    turn, reach, pull = directions(), margins(x, y), pulls(x, y)
    slope, split = mean_value(sigmoid(z), z, m_2, m_1, Rational(1, 4)), minkowski(first, second)
    sizes = Abs(s_1 - s_2) / 2 * norm(v_1 + v_2), (s_1 + s_2) / 2 * eps * norm(unit(theta_1) - unit(theta_2))
    terms = (
        slope.slack * norm(v_1 + v_2) / 2,
        reach.slack * norm(v_1 + v_2) / 8,
        (R + eps) * apart * pull.slack / 8,
        (1 - s_1) * eps * norm(unit(theta_1) - unit(theta_2)) / 2,
        (1 - s_2) * eps * norm(unit(theta_1) - unit(theta_2)) / 2,
        eps * turn.slack,
    )
    steps = (
        line("<=", norm(first) + norm(second), by=split),
        line("=", sum(sizes), by=(scaled(s_1 - s_2, (v_1 + v_2) / 2), scaled(s_1 + s_2, (v_1 - v_2) / 2))),
        line("<=", constant * apart, *terms, by=slope, why="$|s₁ - s₂| ≤ |m₁ - m₂|/4$"),
    )
    gap = gradient_l2(theta_1, x, y) - gradient_l2(theta_2, x, y)
    return Lemma(le(norm(gap), constant * apart), steps), (turn, reach, pull)


def average_of_points():
    point, lemmas = one_point(x_n, y_n)
    whole = mean_norm(gradient_l2(theta_1, x_n, y_n) - gradient_l2(theta_2, x_n, y_n))
    return chain(
        line("<=", Mean(point.relation.lhs), by=whole, why="the norm of an average"),
        line("<=", constant * apart, Mean(point.slack), why="the bound for every data point"),
        lemmas=(*lemmas, point),
    )


# Theorem 1 speaks of the loss (18), at inputs no longer than R + ε: the data have ‖x‖ ≤ R. With orthogonal unit vectors p and w, as
# there are from d = 2 on, (13) for it is applied at the parameter ykw to the inputs v = 4(C_θx + 1)tp and v + tw, t = log(3)/k, with
# the margins 0 and log 3. Large k are admissible, and for them the two inputs are short.
p, w = Vector("p"), Vector("w")
scale = Symbol("k", positive=True)
most = 4 * C_theta_x + 5
orthonormal = (eq(dot(p, w), 0), eq(norm(p), 1), eq(norm(w), 1))
EQ_13_OF_18 = Schema(
    "(13) for the loss (18) on $‖x‖ ≤ R + ε$",
    (x_1, x_2, theta),
    le(norm(loss_gradient(theta, x_1, y) - loss_gradient(theta, x_2, y)), C_theta_x * norm(x_1 - x_2)),
    (le(norm(x_1), R + eps), le(norm(x_2), R + eps), le(theta_min, norm(theta))),
)


def step(k):
    return log(3) / k


def two_inputs(k):
    """v and v + tw."""
    v = 4 * (C_theta_x + 1) * step(k) * p
    return v, v + step(k) * w


def steep_gap(k):
    one, other = (loss_gradient(y * k * w, a, y) for a in two_inputs(k))
    return norm(one - other)


def logistic_function_at(argument, value):
    """sigmoid(argument) = sigmoid(value), as the two are equal: by the mean value theorem they are no further apart."""
    moved = mean_value(sigmoid(z), z, argument, value, Rational(1, 4))
    apart, reach = Abs(sigmoid(value) - sigmoid(argument)), Abs(value - argument) / 4
    none = Lemma(
        le((sigmoid(value) - sigmoid(argument)) ** 2, 0),
        (line("<=", reach**2, moved.slack * (reach + apart), by=moved), line("=", 0)),
    )
    same = zero_square(sigmoid(value) - sigmoid(argument))
    return none, Lemma(eq(sigmoid(argument), sigmoid(value)), (line("=", sigmoid(value), by=same),))


def how_far_apart(k):
    """The two gradients are ‖-v + tw‖/4 apart: the square of that is (C_θx + 1)²t² + t²/16."""
    levels = Integer(0), -log(3)
    margins = (-y * dot(y * k * w, a) for a in two_inputs(k))
    at_the_margins = [f for pair in zip(margins, levels, strict=True) for f in logistic_function_at(*pair)]
    square = (C_theta_x + 1) ** 2 * step(k) ** 2 + step(k) ** 2 / 16
    last = line("=", square, by=tuple(map(logistic, levels)))
    return *at_the_margins, Lemma(eq(steep_gap(k) ** 2, square), (last,))


def further_than_any_constant():
    terms = (2 * C_theta_x + 1) * step(large) ** 2, step(large) ** 2 / 16
    return chain(line("<", steep_gap(large) ** 2, *terms), lemmas=how_far_apart(large), squared=True)


def only_one_input_moves():
    """At p = 0 the gradients are 0 and, up to the sign, σ(-log 3)tw."""
    slope = sigmoid(-y * dot(y * scale * w, step(scale) * w))
    room = step(scale) ** 2 * (1 - slope) * (1 + slope)
    return chain(line("<=", step(scale) ** 2, room), squared=True)


large = theta_min + most * log(3) / R
no_constant = Claim(
    name="no-constant-for-the-linear-loss",
    says=(
        "No $C_θx$ serves (13) for the loss (18) on $‖x‖ ≤ R$ and $‖θ‖ ≥ θ_min$, $d ≥ 2$: for each, and orthogonal unit vectors $p$ "
        "and $w$, there is a $k ≥ θ_min$ with which the gradients at $θ = y k w$ and at the inputs $v = 4(C_θx + 1)tp$ and $v + tw$, "
        "$t = log(3)/k$, neither longer than $(4C_θx + 5)t ≤ R$, are further apart than $C_θx‖tw‖$."
    ),
    source="own",
    assuming=(le(2, d), *orthonormal, lt(0, R), le(theta_min, scale), le(most * step(scale), R)),
    exists=(scale,),
    witness={scale: large},
    conclusion=lt(C_theta_x * norm(step(scale) * w), steep_gap(scale)),
    derive=further_than_any_constant,
    example=lambda dim: {
        p: (1, *[0] * (dim - 1)),
        w: (0, 1, *[0] * (dim - 2)),
        R: 1,
        theta_min: 1,
        C_theta_x: 1,
        y: 1,
    },
    needs=(
        Removal(
            orthonormal[0],
            why="with $p = w$ the slopes are small at both inputs: no derivation puts numbers to them here",
        ),
        Removal(orthonormal[1], put={p: 0, C_theta_x: 1}, disprove=only_one_input_moves),
        Removal(orthonormal[2], put={w: 0}, disprove=lambda: chain(line("=", 0), squared=True)),
    ),
)


def no_constant_is_large_enough():
    """(C_θx + 1)²t² + t²/16 <= C_θx²t², and t² <= 0."""
    t, inputs = step(scale), two_inputs(scale)
    bound, reach = EQ_13_OF_18(*inputs, y * scale * w), C_theta_x * norm(t * w)
    more, left = scale - theta_min, R + eps - most * t
    long = Lemma(
        le(theta_min, norm(y * scale * w)), (line("<=", scale**2, more**2, 2 * theta_min * more),), squared=True
    )
    short = [
        Lemma(
            le(norm(a), R + eps),
            (line("<=", (R + eps) ** 2, left**2, 2 * left * most * t, (8 * C_theta_x + n) * t**2),),
            squared=True,
        )
        for a, n in zip(inputs, (9, 8), strict=True)
    ]
    terms = (reach - steep_gap(scale)) * (reach + steep_gap(scale)), 2 * C_theta_x * t**2, t**2 / 16
    small = Lemma(le(t**2, 0), (line("<=", 0, *terms, by=bound),))
    return chain(line("=", 0, by=zero_square(t)), lemmas=(long, *short, *how_far_apart(scale), small))


for_the_linear_loss = Claim(
    name="for-the-linear-loss-printed",
    says=(
        "For the loss (18) of this theorem and data in $‖x‖ ≤ R$, $d ≥ 2$: if with some $C_θx$ it satisfies (13) of Assumption 1 for "
        "the inputs $‖x‖ ≤ R + ε$ and all $‖θ‖ ≥ θ_min$, (28) holds. None makes it satisfy (13) there, for $R + ε > 0$: with "
        "orthogonal unit vectors $p$ and $w$ and large $k$ the gradients at $θ = y k w$ and the inputs $v = 4(C_θx + 1)tp$ and "
        "$v + tw$, $t = log(3)/k$, lie too far apart."
    ),
    equations=(28,),
    assuming=(
        le(2, d),
        *away,
        le(norm(x_n), R),
        EQ_13_OF_18,
        *orthonormal,
        le(theta_min, scale),
        le(most * step(scale), R + eps),
        lt(0, step(scale)),
    ),
    conclusion=le(
        norm(average_gradient(theta_1) - average_gradient(theta_2)),
        ((R + eps) ** 2 / 4 + eps * C_theta_x / theta_min) * apart,
    ),
    expected="VACUOUS",
    absurd=no_constant_is_large_enough,
)


def with_a_larger_constant():
    """The constant of `smooth`, and 1 <= 1 + r(R + ε)/4."""
    start = average_of_points()
    more = eps / theta_min * r * (R + eps) / 4 * apart
    return chain(*start.lines, line("<=", bounded_constant * apart, more), lemmas=start.lemmas)


r = Symbol("r", nonnegative=True)
bounded_constant = (R + eps) ** 2 / 4 + eps * (1 + r * (R + eps) / 4) / theta_min
on_a_bounded_set = Claim(
    name="for-the-linear-loss-on-a-bounded-set",
    says=(
        "On $θ_min ≤ ‖θ‖ ≤ r$ the loss (18) satisfies (12) and (13) for the inputs $‖x‖ ≤ R + ε$, with $C_θθ = (R + ε)²/4$ and "
        "$C_θx = 1 + r(R + ε)/4$ (assumption-1/smooth, assumption-1/mixed), and (28) holds with them."
    ),
    source="own",
    assuming=(*away, le(norm(theta_1), r), le(norm(theta_2), r), le(norm(x_n), R)),
    conclusion=le(norm(average_gradient(theta_1) - average_gradient(theta_2)), bounded_constant * apart),
    derive=with_a_larger_constant,
    needs=(
        Removal(le(norm(theta_1), r), why=LARGER),
        Removal(le(norm(theta_2), r), why=LARGER),
    ),
)

smooth = Claim(
    name="smooth",
    says=(
        "For data in $‖x‖ ≤ R$ the gradient is $((R + ε)²/4 + ε/θ_min)$-Lipschitz on $‖θ‖ ≥ θ_min$, for "
        "any number of points and either label."
    ),
    source="repair",
    added="no $C_θx$: the constant follows from $‖x_n‖ ≤ R$",
    repairs="for-the-linear-loss-printed",
    assuming=(*away, le(norm(x_n), R)),
    conclusion=le(norm(average_gradient(theta_1) - average_gradient(theta_2)), constant * apart),
    derive=average_of_points,
)


def at_every_example():
    """Assumption 1 at the adversarial examples, then Lemma 2 for the distance between them: the average of the norms."""
    a, b = example(theta_1), example(theta_2)
    first, second = ell_theta_n(a, theta_1) - ell_theta_n(a, theta_2), ell_theta_n(a, theta_2) - ell_theta_n(b, theta_2)
    turn = directions()
    by = minkowski(first, second), EQ_12_N(a, theta_1, theta_2), EQ_13_N(a, b, theta_2)
    same = as_far_as_the_directions(a, b)
    return chain(
        line(
            "<=", C_theta_theta * apart + C_theta_x * Mean(norm(a - b)), *(Mean(f.slack) for f in by), by=by, why="(16)"
        ),
        line("<=", printed_constant * apart, Mean(C_theta_x * same.slack), C_theta_x * eps * turn.slack, why="Lemma 2"),
        lemmas=(turn, same),
    )


def through_the_examples():
    """The norm of the average is at most the average of the norms."""
    gap = ell_theta_n(example(theta_1), theta_1) - ell_theta_n(example(theta_2), theta_2)
    points = at_every_example()
    whole = line("<=", Mean(norm(gap)), by=mean_norm(gap), why="the norm of an average")
    return chain(whole, *points.lines, lemmas=points.lemmas)


printed = Claim(
    name="printed",
    says=(
        "Under Assumption 1 the gradient of $L_ε$ is $(C_θθ + εC_θx/θ_min)$-Lipschitz on $‖θ‖ ≥ θ_min$; "
        "for $d ≥ 2$ no $C_θx$ makes the loss (18) satisfy it."
    ),
    equations=(28,),
    assuming=(*away, EQ_12_N, EQ_13_N),
    conclusion=le(
        norm(Mean(ell_theta_n(example(theta_1), theta_1)) - Mean(ell_theta_n(example(theta_2), theta_2))),
        printed_constant * apart,
    ),
    derive=through_the_examples,
    instance=Instance(
        functions={"ell": ((x, theta, y), -y * dot(theta, x)), "ell_2": ((x, theta, y), -y * x)},
        constants={C_theta_theta: 0, C_theta_x: 1},
    ),
    needs=(Removal(away[0], put={theta_1: 0}), Removal(away[1], put={theta_2: 0})),
)


def at_one_point():
    """(16) at the examples x - yεθ/‖θ‖ of one data point, then Lemma 2."""
    a, b = x + attack_l2(theta_1, y), x + attack_l2(theta_2, y)
    first, second = ell_theta(a, theta_1) - ell_theta(a, theta_2), ell_theta(a, theta_2) - ell_theta(b, theta_2)
    turn, steps = directions(), (minkowski(first, second), EQ_12(a, theta_1, theta_2), EQ_13(a, b, theta_2))
    same = as_far_as_the_directions(a, b)
    return chain(
        line("<=", norm(first) + norm(second), by=steps[0]),
        line("<=", C_theta_theta * apart + C_theta_x * norm(a - b), by=steps[1:], why="(16)"),
        line(
            "<=",
            C_theta_theta * apart + C_theta_x * eps / theta_min * apart,
            C_theta_x * same.slack,
            C_theta_x * eps * turn.slack,
            why="Lemma 2",
        ),
        line("=", printed_constant * apart, why="the last sign of (29) is an equality"),
        lemmas=(turn, same),
    )


def lemma_2_in_the_second_line():
    a, b = x + attack_l2(theta_1, y), x + attack_l2(theta_2, y)
    turn = directions()
    same = as_far_as_the_directions(a, b)
    last = C_theta_theta * apart + C_theta_x * eps / theta_min * apart
    return chain(
        line("<=", last, C_theta_x * same.slack, C_theta_x * eps * turn.slack, why="Lemma 2"), lemmas=(turn, same)
    )


second_line = Claim(
    name="second-line",
    says="The second line of (29): by Lemma 2 $C_θθ‖θ₁-θ₂‖ + C_θx‖x'(θ₁)-x'(θ₂)‖ ≤ C_θθ‖θ₁-θ₂‖ + C_θx·ε/θ_min·‖θ₁-θ₂‖$.",
    equations=(29,),
    assuming=away,
    conclusion=le(
        C_theta_theta * apart + C_theta_x * norm(x + attack_l2(theta_1, y) - x - attack_l2(theta_2, y)),
        C_theta_theta * apart + C_theta_x * eps / theta_min * apart,
    ),
    derive=lemma_2_in_the_second_line,
)

one_example = Claim(
    name="one-point",
    says=(
        "(29), the same at one data point, for any loss with (12) and (13) whose adversarial examples are $x - yεθ/‖θ‖$: its last "
        "sign, printed $≤$, is an equality."
    ),
    equations=(29,),
    assuming=(*away, EQ_12, EQ_13),
    conclusion=le(
        norm(ell_theta(x + attack_l2(theta_1, y), theta_1) - ell_theta(x + attack_l2(theta_2, y), theta_2)),
        printed_constant * apart,
    ),
    derive=at_one_point,
    instance=Instance(
        functions={"ell": ((x, theta), -dot(theta, x)), "ell_2": ((x, theta), -x)},
        constants={C_theta_theta: 0, C_theta_x: 1},
    ),
    needs=(Removal(away[0], put={theta_1: 0}), Removal(away[1], put={theta_2: 0})),
)

STATEMENT = Statement(
    name="theorem-1",
    title="Smoothness of the adversarial loss under the $L2$ constraint",
    section="3.1",
    uses=("lemma-1", "lemma-2", "linear-loss"),
)
