"""Section 3.1, after Theorem 1: "the Lipschitz constant is larger than that for standard training"."""

from fractions import Fraction

from proofs.setting import C_theta_theta, C_theta_x, eps, theta_min, z
from verify import Abs, Claim, Rational, Statement, chain, diff, le, line, lt, sigmoid, softplus, symbols
from verify.facts import mean_value

a, b = symbols("a b", positive=True)

larger = Claim(
    name="larger",
    says="The constant $C_θθ + εC_θx/θ_min$ is larger than $C_θθ$, that of standard training, where $ε$ and $C_θx$ are positive.",
    assuming=(lt(0, eps), lt(0, C_theta_x)),
    conclusion=lt(C_theta_theta, C_theta_theta + eps * C_theta_x / theta_min),
)

# One data point x = y = 1 in d = 1, eps = 1/2: a, b > 0 are parameters, the adversarial loss is softplus(-z/2).
adversarial = diff(softplus(-z / 2), z)


def slope(f, bound):
    law = mean_value(f, z, b, a, bound)
    return chain(line("<=", bound * Abs(a - b), by=law))


smaller = Claim(
    name="smaller",
    says=(
        "For $d = x = y = 1$, $ε = 1/2$ the adversarial gradient is 1/16-Lipschitz on $θ > 0$, where that of standard training is not."
    ),
    conclusion=le(Abs(adversarial.xreplace({z: a}) - adversarial.xreplace({z: b})), Abs(a - b) / 16),
    derive=lambda: slope(adversarial, Rational(1, 16)),
    source="own",
)

standard = Claim(
    name="standard",
    says="For the same data the gradient of standard training is 1/16-Lipschitz on $θ > 0$.",
    conclusion=le(Abs(sigmoid(-a) - sigmoid(-b)), Abs(a - b) / 16),
    expected="REFUTED",
    counterexample=lambda: {a: 1, b: Fraction(1, 2)},
    source="own",
)


STATEMENT = Statement(
    name="remark-larger-constant",
    title="The constant of Theorem 1 beside that of standard training",
    section="3.1",
    uses=("theorem-1",),
)
