"""Small networks of the paper's kind: two layers, swish units, one output, the logistic loss with y = 1."""

from dataclasses import dataclass

from verify import Claim, Located, Moves, Rational, Symbol, Unique, sigmoid, softplus


@dataclass(frozen=True)
class Network:
    """One row a hidden unit: the input weights, the bias, the output weight; and the output bias. All rational."""

    units: tuple[tuple[str, ...], ...]
    bias: str

    @property
    def inputs(self):
        return len(self.units[0]) - 2

    @property
    def values(self):
        """The weights row by row, the output bias last."""
        return (*(Rational(v) for row in self.units for v in row), Rational(self.bias))

    def weights(self, letter):
        """Symbols for the weights in the same order."""
        names = [f"{letter}_{j}{k}" for j, row in enumerate(self.units, 1) for k in range(1, len(row) + 1)]
        return tuple(map(Symbol, (*names, f"{letter}_0")))

    def output(self, weights, x):
        """z, the sum of the units' swish values with the output weights."""
        *inner, bias = weights
        size = self.inputs + 2
        rows = [inner[k : k + size] for k in range(0, len(inner), size)]
        sums = [(sum((w * v for w, v in zip(row, x, strict=False)), row[-2]), row[-1]) for row in rows]
        return sum((d * u * sigmoid(u) for u, d in sums), bias)

    def branch(self, kind, centre, radius, half_width):
        """The maximiser of the loss over the ball about the data point, while every weight moves by twice the half width."""
        theta, x, half = self.weights("theta"), unknowns("x", self.inputs), Rational(half_width)
        box = tuple((w, v - half, v + half) for w, v in zip(theta, self.values, strict=True))
        return kind(softplus(-self.output(theta, x)), x, tuple(map(Rational, centre)), Rational(radius), box)

    def claims(self, first, place, c, C):
        """Where the maximiser lies, that there is only one, and how fast it moves."""
        rule = dict(zip(first.unknowns, unknowns("z", self.inputs), strict=True))
        other = rule | dict(zip(first.parameters, self.weights("phi"), strict=True))
        c, C = Rational(c), Rational(C)
        return (
            shown("place", f"For all weights of the box every maximiser over the ball lies {place}.", Located(first)),
            shown(
                "unique",
                "For all weights of the box there is only one maximiser.",
                Unique(first, first.replaced(rule)),
            ),
            shown(
                "lipschitz",
                f"$‖x'(θ) - x'(φ)‖ ≤ {C / c}‖θ - φ‖$ for all weights of the box: $C/c$ with $c = {c}$ and $C = {C}$, both shown over it.",
                Moves(first, first.replaced(other), c, C),
            ),
        )


def unknowns(letter, size):
    """The coordinates of the maximiser."""
    return tuple(Symbol(f"{letter}'_{k}") for k in range(1, size + 1))


def shown(name, says, certificate):
    """The claim that a certificate shows."""
    return Claim(
        name=name,
        says=says,
        source="own",
        assuming=certificate.assumptions,
        conclusion=certificate.conclusion,
        certificate=certificate,
    )


TWO_INPUTS = Network((("2", "1/2", "-1", "3/2"), ("-3/2", "3/2", "-5/4", "2"), ("-1/2", "-2", "-3/2", "1")), "1/4")
THREE_INPUTS = Network(
    (
        ("3/2", "1/2", "1", "-1", "1"),
        ("-1", "3/2", "1/2", "-5/4", "3/2"),
        ("-1/2", "-1", "3/2", "-3/2", "1"),
        ("1/2", "-1", "-3/2", "-1", "1"),
    ),
    "1/4",
)
