"""A margin over a Lipschitz constant certifies a radius: Tsuzuku, Sato and Sugiyama, Lipschitz-Margin Training, 2018."""

from verify import (
    Abs,
    Claim,
    Instance,
    Integer,
    Rational,
    Schema,
    Statement,
    Symbol,
    Value,
    Vector,
    chain,
    le,
    line,
    lt,
    norm,
)
from verify.facts import cauchy_schwarz

x, delta, u, v = map(Vector, ("x", "delta", "u", "v"))
L = Symbol("L", positive=True)


def F(point):
    """The score of the class that is predicted."""
    return Value("F", point)


def G(point):
    """The score of another class."""
    return Value("G", point)


F_LIPSCHITZ = Schema("$F$ is $L$-Lipschitz", (u, v), le(Abs(F(u) - F(v)), L * norm(u - v)))
G_LIPSCHITZ = Schema("$G$ is $L$-Lipschitz", (u, v), le(Abs(G(u) - G(v)), L * norm(u - v)))
margin = F(x) - G(x)
constant = Instance({"F": ((u,), Integer(1)), "G": ((u,), Integer(0))})


def by_the_angle():
    """(‖u‖ - ‖v‖)² <= ‖u - v‖²."""
    angle = cauchy_schwarz(u, v)
    return chain(line("<=", (L * norm(u - v)) ** 2, 2 * L**2 * angle.slack, by=angle), squared=True)


def halfway(dim):
    """F falls and G rises by 3/4 on the way from 0 to delta, and the margin was 1."""
    return {x: (0,) * dim, delta: (Rational(3, 4),) + (0,) * (dim - 1), L: 1}


one_score = Claim(
    name="one-score",
    says="A positive score $F(x)$ stays positive for every $δ$ with $L‖δ‖ < F(x)$.",
    assuming=(F_LIPSCHITZ, lt(L * norm(delta), F(x))),
    conclusion=lt(0, F(x + delta)),
    instance=constant,
)
two_printed = Claim(
    name="two-printed",
    says="Two scores with the Lipschitz constant $L$ keep their order for every $δ$ with $L‖δ‖ < F(x) - G(x)$.",
    assuming=(F_LIPSCHITZ, G_LIPSCHITZ, lt(L * norm(delta), margin)),
    conclusion=lt(G(x + delta), F(x + delta)),
    expected="REFUTED",
    instance=constant,
    against=Instance(
        {"F": ((u,), 1 - L * norm(u)), "G": ((u,), L * norm(u))},
        derive={F_LIPSCHITZ.name: by_the_angle, G_LIPSCHITZ.name: by_the_angle},
        point=halfway,
    ),
)
two_repaired = Claim(
    name="two-repaired",
    says="Two scores with the Lipschitz constant $L$ keep their order for every $δ$ with $2L‖δ‖ < F(x) - G(x)$.",
    assuming=(F_LIPSCHITZ, G_LIPSCHITZ, lt(2 * L * norm(delta), margin)),
    conclusion=two_printed.conclusion,
    source="repair",
    repairs="two-printed",
    added="$2L$ in place of $L$",
    adds=(lt(2 * L * norm(delta), margin),),
    instance=constant,
)

STATEMENT = Statement(name="margin", title="A margin over a Lipschitz constant certifies a radius", section="3")
