"""The proof of Lemma 2, Eqs. (20) to (25) (Section 3.1): each printed step judged, for y = 1 as there.

J(delta) = log(1 + exp(-<theta, x + delta>)) + lambda (‖delta‖ - eps). The printed conditions are (22) grad J = 0,
(23) ‖delta‖ <= eps and (24) lambda <= 0, written lambda = -mu with mu >= 0 below. They hold at every delta = -k theta
with 0 < k and k‖theta‖ <= eps, so they do not determine k.
"""

from dataclasses import replace
from fractions import Fraction

from proofs.setting import attack_l2, delta, eps, theta, x
from verify import (
    Claim,
    Lemma,
    Removal,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    dot,
    eq,
    exp,
    le,
    line,
    log,
    lt,
    norm,
    sigmoid,
    unit,
)
from verify.facts import cauchy_schwarz, other_factor, zero_square

h = Vector("h")
mu = Symbol("mu", nonnegative=True)
multiplier = -mu
k = Symbol("k", positive=True)


def exponent(delta):
    return -dot(theta, x + delta)


def lagrangian(delta):
    """J of Eq. (21)."""
    return log(1 + exp(exponent(delta))) + multiplier * (norm(delta) - eps)


def weight(delta):
    """The factor of Eq. (25): exp(..)/(1 + exp(..)), the logistic function of the margin."""
    return exp(exponent(delta)) / (1 + exp(exponent(delta)))


s = sigmoid(exponent(delta))
stationary = -s * theta + multiplier * delta / norm(delta)
nonzero = (lt(0, norm(theta)), lt(0, norm(delta)))
solved = (lt(0, norm(delta)), eq(norm(stationary), 0))
conditions = (*nonzero, solved[1], le(norm(delta), eps))

gradient = Claim(
    name="gradient",
    says="For $δ ≠ 0$ the derivative of $J$ in the direction $h$ is that of (25): weight $-e/(1+e)$ on $θ$ and $λ$ on $δ/‖δ‖$.",
    equations=(21, 25),
    assuming=(lt(0, norm(delta)),),
    conclusion=eq(
        along(lagrangian(delta), (delta, h)), dot(-weight(delta) * theta + multiplier * delta / norm(delta), h)
    ),
    source="repair",
    added="$δ ≠ 0$",
    adds=(lt(0, norm(delta)),),
    repairs="gradient-printed",
)

gradient_printed = Claim(
    name="gradient-printed",
    says="$J$ has the gradient (25) at every feasible $δ$, $δ = 0$ included.",
    equations=(25,),
    assuming=(le(norm(delta), eps),),
    conclusion=gradient.conclusion,
    expected="UNDEFINED",
    severity="wording",
    counterexample=lambda: {theta: (1,), x: (0,), delta: (0,), h: (1,), eps: 1, mu: 1},
)

scalar_printed = Claim(
    name="scalar-printed",
    equations=(25,),
    says="The scalar beside $δ$ in (25) is $λ/‖θ‖$, as the sentence after it seems to mean: it prints $λ/‖θ₂‖$.",
    assuming=nonzero,
    conclusion=eq(
        along(lagrangian(delta), (delta, h)), dot(-weight(delta) * theta + multiplier * delta / norm(theta), h)
    ),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {theta: (2,), x: (1,), delta: (1,), h: (1,), eps: 1, mu: 1},
)

scalar = replace(
    gradient,
    name="scalar",
    says="The scalar beside $δ$ in (25) is $λ/‖δ‖$.",
    added="$‖δ‖$ in place of $‖θ‖$",
    adds=(),
    repairs="scalar-printed",
)

above_the_loss = Claim(
    name="above-the-loss",
    says="The signs of (21) and (24) go together: with $λ ≤ 0$ the function $J$ is nowhere on the ball below the loss to be maximised.",
    equations=(21,),
    assuming=(le(norm(delta), eps),),
    conclusion=le(log(1 + exp(exponent(delta))), lagrangian(delta)),
)

no_zero_multiplier = Claim(
    name="no-zero-multiplier",
    says="$λ = 0$, which (24) allows, is impossible for $θ ≠ 0$: the gradient of $J$ is then $-σθ ≠ 0$.",
    assuming=nonzero[:1],
    conclusion=lt(0, norm(-s * theta)),
    source="own",
)


def two_squares():
    """(22) squared: (s‖theta‖ + lambda)^2 = 2 s lambda (‖theta‖ + <theta, delta>/‖delta‖), and lambda <= 0."""
    a, b = norm(theta), norm(delta)
    angle = cauchy_schwarz(-theta, delta)
    return Lemma(le((multiplier + s * a) ** 2, 0), (line("<=", 0, 2 * s * mu * angle.slack / b, by=angle),))


def at_rest(dim):
    """A solution of (22) to (24) inside the ball, at the margin 0 where the logistic function is 1/2."""
    zero = (0,) * (dim - 1)
    half = Fraction(1, 2)
    return {theta: (2, *zero), x: (half, *zero), delta: (-half, *zero), mu: 1, eps: 1}


multiplier_value = Claim(
    name="multiplier",
    says="(22) and (24) determine the multiplier: $λ = -σ‖θ‖$, so $λ < 0$ for $θ ≠ 0$.",
    assuming=solved,
    conclusion=eq(mu, s * norm(theta)),
    derive=lambda: chain(line("=", s * norm(theta), by=zero_square(s * norm(theta) - mu)), lemmas=(two_squares(),)),
    example=at_rest,
)


def value():
    """(22) squared determines the multiplier, as side results."""
    size = s * norm(theta)
    return two_squares(), Lemma(eq(mu, size), (line("=", size, by=zero_square(size - mu)),))


def parallel():
    """‖ ‖theta‖ delta + ‖delta‖ theta ‖^2 = 2‖theta‖‖delta‖ (‖theta‖‖delta‖ + <theta, delta>), and (22) makes it 0."""
    whole = (norm(delta) / s * norm(stationary)) ** 2
    return chain(line("=", whole, why="with $λ = -σ‖θ‖$"), line("=", 0, why="(22)"), lemmas=value(), squared=True)


def on_the_ray():
    """With k = ‖delta‖/‖theta‖ the vector delta + k theta is that of `parallel` over ‖theta‖."""
    whole = (norm(delta) / (s * norm(theta)) * norm(stationary)) ** 2
    return chain(line("=", whole, why="with $λ = -σ‖θ‖$"), line("=", 0, why="(22)"), lemmas=value(), squared=True)


opposite = Claim(
    name="opposite",
    says="A solution $δ ≠ 0$ of (22) with $λ ≤ 0$ has the direction opposite to $θ$: $‖θ‖δ + ‖δ‖θ = 0$.",
    assuming=solved,
    conclusion=eq(norm(norm(theta) * delta + norm(delta) * theta), 0),
    derive=parallel,
    example=at_rest,
)

along_minus_theta = Claim(
    name="along-minus-theta",
    says="A solution $δ ≠ 0$ of (22) with $λ ≤ 0$ can be written as $δ = -kθ$, $k > 0$.",
    assuming=(nonzero[0], *solved),
    exists=(k,),
    witness={k: norm(delta) / norm(theta)},
    conclusion=le(norm(delta + k * theta), 0),
    derive=on_the_ray,
    example=at_rest,
    needs=(
        Removal(
            solved[1],
            put={delta: theta},
            disprove=lambda: chain(
                line("<", norm(theta + k * theta) ** 2, (1 + k) ** 2 * norm(theta) ** 2), squared=True
            ),
        ),
    ),
)

every_k = Claim(
    name="every-k",
    says="Every $δ = -kθ$ with $k > 0$ solves (22), with $λ = -σ‖θ‖$: (22) and (24) leave $k$ free.",
    equations=(22,),
    assuming=(lt(0, norm(-k * theta)),),
    conclusion=eq(stationary.xreplace({mu: s * norm(theta)}).xreplace({delta: -k * theta}), 0),
    source="own",
)

any_multiplier = Symbol("lambda")
along_theta = dot((-s * theta + any_multiplier * delta / norm(delta)).xreplace({delta: -k * theta}), unit(theta))
size = sigmoid(exponent(-k * theta)) * norm(theta)

multiplier_sign = Claim(
    name="multiplier-sign",
    says="A real $λ$ with which (22) holds along $θ$ at $δ = -kθ$, $k > 0$, is $-σ‖θ‖$, so it satisfies (24).",
    equations=(24,),
    assuming=(lt(0, norm(theta)), eq(along_theta, 0)),
    conclusion=le(any_multiplier, 0),
    derive=lambda: chain(line("=", -size, why="(22)"), line("<=", 0, size)),
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), x: (1, *[0] * (dim - 1)), k: 1, any_multiplier: -Fraction(1, 2)},
)

best = attack_l2(theta, 1)
solution = Claim(
    name="solution",
    says="$δ = -εθ/‖θ‖$ solves (22) with $λ = -σ‖θ‖$, which satisfies (24); that it satisfies (23) is shown beside it.",
    equations=(22,),
    assuming=(lt(0, norm(theta)), lt(0, eps)),
    conclusion=eq(stationary.xreplace({mu: s * norm(theta)}).xreplace({delta: best}), 0),
)

radius = Claim(
    name="radius",
    says="The solution $δ = -εθ/‖θ‖$ satisfies (23), with equality.",
    equations=(23,),
    assuming=(lt(0, norm(theta)),),
    conclusion=le(norm(best) - eps, 0),
    derive=lambda: chain(line("=", 0)),
)


def slackness():
    """The multiplier is s‖theta‖ > 0, so the other factor vanishes."""
    return chain(line("=", eps, by=other_factor(s * norm(theta), norm(delta) - eps)), lemmas=value())


slack = eq(mu * (norm(delta) - eps), 0)
resting = {"theta": (1,), "x": (0,), "delta": (1,), "mu": 0, "varepsilon": 2}

boundary = Claim(
    name="boundary",
    says="With complementary slackness $λ(‖δ‖-ε) = 0$ (22) and (24) put $δ ≠ 0$ on the sphere $‖δ‖ = ε$, for $θ ≠ 0$.",
    assuming=(nonzero[0], *solved, slack),
    conclusion=eq(norm(delta), eps),
    derive=slackness,
    source="own",
    example=lambda dim: {**at_rest(dim), eps: Fraction(1, 2)},
    needs=(
        Removal(nonzero[0], point={**resting, "theta": (0,)}),
        Removal(solved[0], point={**resting, "delta": (0,), "varepsilon": 0, "mu": 1}),
        Removal(solved[1], point=resting),
        Removal(
            slack,
            point={"theta": (2,), "x": (Fraction(1, 2),), "delta": (-Fraction(1, 2),), "mu": 1, "varepsilon": 1},
        ),
    ),
)

STATEMENT = Statement(
    name="lemma-2-proof",
    title="The printed proof of Lemma 2: the Lagrange conditions",
    section="3.1",
    where="$μ = -λ$, which is at least 0 as (24) says.",
    uses=("lemma-2",),
    also={
        "eq-23": ("boundary", "radius"),
        "eq-24": ("no-zero-multiplier", "multiplier", "above-the-loss"),
    },
)
