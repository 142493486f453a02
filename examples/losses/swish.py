"""The activation swish(z) = z sigmoid(z): its slope is at most 1.1, and not at most 1."""

from verify import Claim, Integer, Rational, Statement, along, eq, le, sigmoid, symbols

z = symbols("z")
slope = sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))

derivative = Claim(
    name="derivative",
    says="Its derivative is $σ(z) + zσ(z)(1 - σ(z))$.",
    conclusion=eq(along(z * sigmoid(z), (z, Integer(1))), slope),
)
lower = Claim(name="lower", says="It is at least -0.3.", conclusion=le(-Rational(3, 10), z * sigmoid(z)))
slope_printed = Claim(
    name="slope-printed",
    says="Its slope is at most 1, as that of ReLU is.",
    conclusion=le(slope, 1),
    expected="REFUTED",
)
slope_repaired = Claim(
    name="slope-repaired",
    says="Its slope is at most 1.1.",
    conclusion=le(slope, Rational(11, 10)),
    source="repair",
    repairs="slope-printed",
    added="1.1 in place of 1",
)

STATEMENT = Statement(name="swish", title="The slope of swish", section="2")
