"""Section 2.2.2: sharpness depends on the variables. For theta = s eta the curvature is multiplied by s^2, the values stay."""

from proofs.setting import loss, theta, x, y
from verify import Claim, Statement, Symbol, Vector, along, dot, eq, sigmoid

h, k = Vector("h"), Vector("k")
s = Symbol("s", positive=True)


curvature = along(along(loss(s * theta, x, y), (theta, h)), (theta, k))
slope = sigmoid(-y * s * dot(theta, x))
in_theta = slope * (1 - slope) * dot(x, h) * dot(x, k)

scaled = Claim(
    name="scaled",
    says="With $θ = sη$, $s > 0$, the Hessian of the logistic loss in $η$ is $s²$ times that in $θ$, $σ(1-σ)xxᵀ$.",
    conclusion=eq(curvature, s**2 * in_theta),
)

invariant = Claim(
    name="invariant",
    says="Does the sharpness belong to the model: is it the same for all $s$?",
    conclusion=eq(curvature, in_theta),
    expected="REFUTED",
    counterexample=lambda: {theta: (0,), h: (1,), k: (1,), x: (1,), y: 1, s: 2},
    source="own",
)

STATEMENT = Statement(
    name="remark-change-of-variables",
    title="Sharpness changes with the variables",
    section="2.2.2",
)
