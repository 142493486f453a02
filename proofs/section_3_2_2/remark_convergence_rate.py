"""Sections 1 and 3.2.2: the Lipschitz constant of the gradient and the rate of convergence.

It bounds the rate from one side: K-smoothness guarantees that a step of size $1/K$ lowers the loss by ‖gradient‖^2/(2K). It
does not determine the rate, and a larger constant need not make the method slower.
"""

from proofs.setting import theta
from verify import (
    Claim,
    Field,
    Instance,
    Schema,
    Statement,
    Symbol,
    Value,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    symbols,
)

K, step = symbols("K eta", positive=True)
C_1, C_2 = symbols("C_1 C_2", positive=True)
a, h = Vector("a"), Vector("h")
f = Symbol("f")
slope = Symbol("f_1")


def round_step(constant, step):
    """One step on constant/2 ‖theta‖^2."""
    return theta - step * constant * theta


flat_step = theta - 1 / K * K * dot(a, theta) * a

on_each = Claim(
    name="on-each",
    says=(
        "Does $K$ determine the rate on each function: do $K‖θ‖²/2$ and $K(aᵀθ)²/2$, $‖a‖ = 1$, gain equally by a "
        "step of size $1/K$?"
    ),
    source="own",
    assuming=(eq(norm(a), 1),),
    conclusion=eq(norm(round_step(K, 1 / K)), norm(flat_step)),
    expected="REFUTED",
    counterexample=lambda: {theta: (0, 1), a: (1, 0), K: 1},
)

faster = Claim(
    name="faster",
    says=(
        "On single functions a larger constant may even be faster: of $C₁‖θ‖²/2$ and $C₂‖θ‖²/2$, $C₁ < C₂ ≤ 1/η$, a "
        "step $η$ leaves the second nearer to 0."
    ),
    assuming=(lt(0, norm(theta)), lt(C_1, C_2), le(step * C_2, 1)),
    conclusion=lt(norm(round_step(C_2, step)), norm(round_step(C_1, step))),
    derive=lambda: chain(
        line(
            "<",
            norm(round_step(C_1, step)) ** 2,
            2 * step * (C_2 - C_1) * (1 - step * C_2) * norm(theta) ** 2,
            step**2 * (C_2 - C_1) ** 2 * norm(theta) ** 2,
        ),
        squared=True,
    ),
    source="own",
)

UPPER_MODEL = Schema(
    "$f$ is $K$-smooth",
    (h,),
    le(Value(f, theta + h), Value(f, theta) + dot(Field(slope, theta), h) + K / 2 * norm(h) ** 2),
)
downhill = -Field(slope, theta) / K

guarantee = Claim(
    name="guarantee",
    says="A large constant $K$ slows the guarantee: a step of size $1/K$ lowers $f$ by at least $‖∇f‖²/(2K)$, less as $K$ grows.",
    assuming=(UPPER_MODEL,),
    conclusion=le(Value(f, theta + downhill), Value(f, theta) - norm(Field(slope, theta)) ** 2 / (2 * K)),
    derive=lambda: chain(
        line("<=", Value(f, theta) - norm(Field(slope, theta)) ** 2 / (2 * K), by=UPPER_MODEL(downhill))
    ),
    instance=Instance(functions={"f": ((theta,), K / 2 * norm(theta) ** 2), "f_1": ((theta,), K * theta)}),
)

quadratic = K / 2 * norm(theta) ** 2

attained = Claim(
    name="guarantee-attained",
    says="$K‖θ‖²/2$ attains it: $K$ determines the best guarantee for all $K$-smooth functions.",
    conclusion=eq(quadratic.xreplace({theta: round_step(K, 1 / K)}), quadratic - norm(K * theta) ** 2 / (2 * K)),
)

STATEMENT = Statement(
    name="remark-convergence-rate",
    title="What the Lipschitz constant of the gradient says about the rate of convergence",
    section="3.2.2",
    uses=("definition-1",),
)
