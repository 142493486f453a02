"""The spectral norm of the Jacobian (26) of x' under L2 (Section 3.1): eps/‖theta‖ for d >= 2, and 0 for d = 1.

The proof concludes (27) from it. A bound on the Jacobian is a Lipschitz constant on a convex set, and the set
‖theta‖ >= theta_min is not convex.
"""

from proofs.section_3_1.lemma2 import example, h
from proofs.setting import C, attack_l2, eps, theta, theta_1, theta_2, theta_min, x, y
from verify import (
    Claim,
    Field,
    Instance,
    Jacobian,
    Lemma,
    Removal,
    Schema,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    d,
    dot,
    eq,
    le,
    line,
    lt,
    ne,
    norm,
    sigmoid,
    sqrt,
    symbols,
)
from verify.facts import cauchy_schwarz, mean_value_inequality

k = Vector("k")
e, r = Vector("e"), Symbol("r")


def moved(h):
    """The Jacobian of x' applied to h."""
    return along(example(theta), (theta, h))


def eigenvector(name, says, value, *given, direction=h, example=None):
    return Claim(
        name=f"eigenvector-{name}",
        says=says,
        assuming=(lt(0, norm(theta)), *given),
        conclusion=eq(moved(direction), value),
        example=example,
    )


along_theta = eigenvector("theta", "The Jacobian has the eigenvector $θ$ with the eigenvalue 0.", 0, direction=theta)
across_theta = eigenvector(
    "orthogonal",
    (
        "Every $h$ orthogonal to $θ$ is an eigenvector of the Jacobian with the eigenvalue $-yε/‖θ‖$, so this one has $d-1$ dimensions."
    ),
    -y * eps / norm(theta) * h,
    eq(dot(theta, h), 0),
    example=lambda dim: {theta: (1, *[0] * (dim - 1)), h: (0, *[1] * (dim - 1)), x: (0,) * dim, eps: 1, y: 1},
)


symmetric = Claim(
    name="symmetric",
    says="The Jacobian is symmetric, so a normal matrix.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(dot(moved(h), k), dot(h, moved(k))),
)


def without_its_component():
    size = eps / norm(theta)
    return chain(line("<=", (size * norm(h)) ** 2, size**2 * dot(theta, h) ** 2 / norm(theta) ** 2), squared=True)


operator_bound = Claim(
    name="operator-bound",
    says="The Jacobian stretches no vector by more than $ε/‖θ‖$, in every dimension.",
    assuming=(lt(0, norm(theta)),),
    conclusion=le(norm(moved(h)), eps / norm(theta) * norm(h)),
    derive=without_its_component,
)

# d >= 2, with two coordinates written out: theta = (a, b, w), h = (s, t, 0).
a, b, s, t = symbols("a b s t")
w = Vector("w")
size_squared = a**2 + b**2 + Total(w**2)
size = sqrt(size_squared)


def stretched():
    """‖Jh‖ by the coordinates of (26)."""
    part = (a * s + b * t) / size_squared
    return eps / size * sqrt((s - a * part) ** 2 + (t - b * part) ** 2 + Total((w * part) ** 2))


operator_attained = Claim(
    name="operator-attained",
    says=(
        "For $d ≥ 2$ the spectral norm of the Jacobian is $ε/‖θ‖$: with $θ = (a, b, w)$, $a ≠ 0$, the "
        "vector $h = (-b, a, 0)$ is stretched by it."
    ),
    assuming=(ne(a, 0), lt(0, s**2 + t**2)),
    exists=(s, t),
    witness={s: -b, t: a},
    conclusion=eq(stretched(), eps / size * sqrt(s**2 + t**2)),
    beside=2,
    needs=(Removal(ne(a, 0), point={"a": 0, "b": 0, "w": (0,), "varepsilon": 1, "s": 0, "t": 1}),),
)

operator_printed = Claim(
    name="operator-printed",
    severity="wording",
    equations=(26,),
    says="In $d = 1$ as well the spectral norm, which is $|Jh|/|h|$ for every $h$ there, is $ε/‖θ‖$.",
    assuming=(eq(d, 1), lt(0, norm(theta))),
    conclusion=eq(norm(moved(h)), eps / norm(theta) * norm(h)),
    expected="REFUTED",
    counterexample=lambda: {theta: (2,), h: (1,), eps: 1, x: (0,), y: 1},
)

operator_on_the_line = Claim(
    name="operator-on-the-line",
    says="In $d = 1$ the Jacobian is 0.",
    assuming=(eq(d, 1), lt(0, norm(theta))),
    conclusion=eq(moved(h), 0),
    source="repair",
    added="0 in place of $ε/‖θ‖$ for $d = 1$; for $d ≥ 2$ see operator-attained",
    repairs="operator-printed",
)

JACOBIAN_BOUND = Schema(
    "the Jacobian is bounded by $C$",
    (theta, h),
    le(norm(along(x + attack_l2(theta, y), (theta, h))), C * norm(h)),
    (le(theta_min, norm(theta)),),
)

converse_printed = Claim(
    name="converse-printed",
    equations=(27,),
    says=(
        "A bound $C$ on the Jacobian over $‖θ‖ ≥ θ_min$ is a Lipschitz constant there; in $d = 1$ the "
        "Jacobian is 0 and the set has two parts."
    ),
    assuming=(JACOBIAN_BOUND, eq(d, 1), le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))),
    conclusion=le(norm(attack_l2(theta_1, y) - attack_l2(theta_2, y)), C * norm(theta_1 - theta_2)),
    expected="REFUTED",
    against=Instance(
        functions={},
        constants={C: 0},
        point=lambda dim: {theta_1: (1,), theta_2: (-1,), theta_min: 1, eps: 1, y: 1},
    ),
)


def map_(theta):
    """A map known only by its name."""
    return Field(Symbol("F"), theta)


MAP_BOUND = Schema(
    "the Jacobian is bounded by $C$ on $‖θ‖ ≥ θ_min$",
    (theta, h),
    le(norm(Jacobian(Symbol("F"), 1, h, theta)), C * norm(h)),
    (le(theta_min, norm(theta)),),
)

one_side = (eq(norm(e), 1), le(theta_min, dot(e, theta_1)), le(theta_min, dot(e, theta_2)))


def along_the_segment():
    """θ_min <= eᵀθ <= ‖θ‖ for every θ between the two; then the mean value inequality."""
    step, part = theta_2 - theta_1, sigmoid(r)
    here = theta_1 + part * step
    moved, angle = mean_value_inequality(map_(theta_1 + r * step), r, C * norm(step)), cauchy_schwarz(e, here)
    ends = (1 - part) * one_side[1].slack, part * one_side[2].slack
    inside = Lemma(le(theta_min, norm(here)), (line("<=", norm(here), angle.slack, *ends, by=angle),))
    slope = Lemma(moved.premises[0], (line("<=", C * norm(step), by=MAP_BOUND(here, step)),))
    return chain(line("<=", C * norm(step), by=moved), lemmas=(inside, slope))


def flatter_further_out():
    """The Jacobian of θ/(1 + ‖θ‖²) has the norm 1/(1 + ‖θ‖²)."""
    size, near, far = norm(theta), 1 + theta_min**2, 1 + norm(theta) ** 2
    lower = (size - theta_min) * (size + theta_min) / (near * far)
    return chain(
        line("<=", (norm(h) / far) ** 2, 4 * dot(theta, h) ** 2 / far**4),
        line("<=", (norm(h) / near) ** 2, norm(h) ** 2 * lower * (1 / near + 1 / far)),
        squared=True,
    )


# Steeper inside the ball ‖θ‖ < θ_min than outside.
steep_inside = Instance(
    {"F": ((theta,), theta / (1 + norm(theta) ** 2))},
    {C: 1 / (1 + theta_min**2)},
    {MAP_BOUND.name: flatter_further_out},
)

segment = Claim(
    name="on-one-side",
    says=(
        "For every map $F$, in every dimension, it is one on each half-space $eᵀθ ≥ θ_min$, $‖e‖ = 1$, of the set, where the "
        "segment between two parameters stays in it. (Lemma 2 itself needs no segment: lemma-2/lipschitz.)"
    ),
    source="repair",
    added="both parameters in one half-space; any map",
    repairs="converse-printed",
    adds=one_side,
    restates=(MAP_BOUND,),
    assuming=(MAP_BOUND, *one_side),
    conclusion=le(norm(map_(theta_1) - map_(theta_2)), C * norm(theta_1 - theta_2)),
    derive=along_the_segment,
    instance=Instance(functions={"F": ((theta,), C * theta)}),
    example=lambda dim: {v: (1, *[0] * (dim - 1)) for v in (e, theta_1, theta_2)} | {theta_min: 1, C: 1},
    needs=(
        Removal(
            one_side[0],
            instance=steep_inside,
            point={"e": (100,), "theta_1": ("1/100",), "theta_2": ("1/50",), "theta_min": 1},
        ),
        *(
            Removal(a, instance=steep_inside, point={"e": (1,), "theta_1": v, "theta_2": w, "theta_min": 1})
            for a, v, w in zip(one_side[1:], (("-1/2",), (1,)), ((1,), ("-1/2",)), strict=True)
        ),
    ),
)

supremum = Claim(
    name="supremum",
    says="On $‖θ‖ ≥ θ_min$ the spectral norm $ε/‖θ‖$ is at most $ε/θ_min$.",
    assuming=(le(theta_min, norm(theta)),),
    conclusion=le(eps / norm(theta), eps / theta_min),
)


STATEMENT = Statement(
    name="lemma-2-jacobian",
    title="The spectral norm of the Jacobian, and the last step of the proof",
    section="3.1",
    uses=("lemma-2",),
    also={
        "eq-26": ("eigenvector-theta", "eigenvector-orthogonal", "operator-attained", "operator-printed"),
        "eq-27": ("converse-printed", "supremum"),
    },
)
