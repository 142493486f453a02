"""Section 2.2.2: sharpness depends on the variables. For theta = s eta the curvature is multiplied by s^2, the values stay."""

import sympy as sp

from proofs.setting import adversarial_loss, average, eps, theta, x, x_n, y, y_n
from verify.core import Claim, Statement, eq, lt
from verify.geometry import Vector, along, norm

h, k = Vector("h"), Vector("k")
s = sp.Symbol("s", positive=True)


def curvature(f):
    return along(along(f, (theta, h)), (theta, k))


in_theta = average(adversarial_loss(theta, x, y))
in_eta = in_theta.xreplace({theta: s * theta})

scaled = Claim(
    name="scaled",
    says="With θ = sη, s > 0, the Hessian of L_ε in η is s² times that in θ, at every η ≠ 0.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(curvature(in_eta), s**2 * curvature(in_theta).xreplace({theta: s * theta})),
)

invariant_printed = Claim(
    name="invariant",
    says="The sharpness of L_ε at a model is the same for all s.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(curvature(in_eta), curvature(in_theta).xreplace({theta: s * theta})),
    expected="REFUTED",
    counterexample=lambda: {theta: (1,), h: (1,), k: (1,), x_n: ((0,),), y_n: (1,), eps: 1, s: 2},
    source="own",
)

STATEMENT = Statement(
    name="remark-change-of-variables",
    title="Sharpness changes with the variables",
    section="2.2.2",
    claims=(scaled, invariant_printed),
    uses=("theorem-1-gradient",),
)
