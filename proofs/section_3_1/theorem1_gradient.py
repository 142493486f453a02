"""The gradient and the Hessian behind Theorem 1 (Section 3.1), and the last sentence of its proof."""

from proofs.section_3_1.theorem1 import average_gradient, away
from proofs.setting import (
    adversarial_loss,
    attack_l2,
    average,
    eps,
    gradient_l2,
    loss_gradient,
    margin,
    theta,
    theta_1,
    theta_2,
    theta_min,
    x,
    x_n,
    y,
    y_n,
)
from verify import Claim, Mean, Statement, Vector, along, chain, dot, eq, le, line, lt, norm, sigmoid, unit
from verify.facts import cauchy_schwarz, mean_norm

h, k = Vector("h"), Vector("k")

gradient = Claim(
    name="gradient",
    says=(
        "For $θ ≠ 0$ the gradient of $L_ε$ is the average of $σ(m)(-y x + ε θ/‖θ‖)$, the gradient of the "
        "loss at the adversarial examples."
    ),
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(along(average(adversarial_loss(theta, x, y)), (theta, h)), dot(average_gradient(theta), h)),
    source="own",
)

envelope = Claim(
    name="envelope",
    says="The gradient of the loss at the adversarial example, held fixed, is the gradient of the adversarial loss.",
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(loss_gradient(theta, x + attack_l2(theta, y), y), gradient_l2(theta, x, y)),
    source="own",
)

m, v, u = margin(theta, x, y), -y * x + eps * unit(theta), unit(theta)
curvature = sigmoid(m) * (1 - sigmoid(m)) * dot(v, h) * dot(v, k) + sigmoid(m) * eps / norm(theta) * (
    dot(h, k) - dot(u, h) * dot(u, k)
)

hessian = Claim(
    name="hessian",
    says=(
        "For $θ ≠ 0$ the Hessian of $L_ε$ is the average of $s(1-s)vvᵀ + sε/‖θ‖·(I-uuᵀ)$, with $s = σ(m)$, $v = -yx + εu$, $u = θ/‖θ‖$."
    ),
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(along(along(average(adversarial_loss(theta, x, y)), (theta, h)), (theta, k)), average(curvature)),
    source="own",
)


def squares():
    """s(1-s)<v,h>^2 + s eps/‖theta‖ (‖h‖ - <u,h>)(‖h‖ + <u,h>)."""
    s, form = sigmoid(m), curvature.xreplace({k: h})
    ahead, back = cauchy_schwarz(theta, h), cauchy_schwarz(-theta, h)
    terms = s * (1 - s) * dot(v, h) ** 2, s * eps / norm(theta) ** 3 * ahead.slack * back.slack
    return chain(line("<=", average(form), *map(average, terms), by=(ahead, back)))


convex = Claim(
    name="convex",
    says="This Hessian is positive semidefinite for $θ ≠ 0$.",
    assuming=(lt(0, norm(theta)),),
    conclusion=le(0, average(curvature.xreplace({k: h}))),
    derive=squares,
    source="own",
)

gap_n = gradient_l2(theta_1, x_n, y_n) - gradient_l2(theta_2, x_n, y_n)


def two_points():
    return {theta_1: (1, 0), theta_2: (0, 1), theta_min: 1, eps: 1, x_n: ((2, 0), (0, -1)), y_n: (1, 1)}


average_printed = Claim(
    name="average-printed",
    says="The norm of the averaged gradient differences equals the average of their norms.",
    assuming=away,
    conclusion=eq(norm(Mean(gap_n)), Mean(norm(gap_n))),
    expected="REFUTED",
    severity="misprint",
    counterexample=two_points,
)

average_repaired = Claim(
    name="average-repaired",
    says="The norm of the averaged gradient differences is at most the average of their norms.",
    assuming=away,
    conclusion=le(norm(Mean(gap_n)), Mean(norm(gap_n))),
    derive=lambda: chain(line("<=", Mean(norm(gap_n)), by=mean_norm(gap_n))),
    source="repair",
    added="$≤$ in place of $=$",
    repairs="average-printed",
)

index_printed = Claim(
    name="index-printed",
    says=(
        "The gradient difference of $L_ε$ between $θ₁$ and $θ₁$, as the proof prints it, equals the norm of the averaged differences."
    ),
    assuming=away,
    conclusion=eq(norm(average_gradient(theta_1) - average_gradient(theta_1)), norm(Mean(gap_n))),
    expected="REFUTED",
    severity="misprint",
    counterexample=two_points,
)

index_repaired = Claim(
    name="index-repaired",
    says="The gradient difference of $L_ε$ between $θ₁$ and $θ₂$ has the norm of the averaged differences.",
    assuming=away,
    conclusion=eq(norm(average_gradient(theta_1) - average_gradient(theta_2)), norm(Mean(gap_n))),
    source="repair",
    added="$θ₂$ in place of the second $θ₁$",
    repairs="index-printed",
)


STATEMENT = Statement(
    name="theorem-1-gradient",
    title="Gradient and Hessian of the adversarial loss under the $L2$ constraint",
    section="3.1",
    uses=("theorem-1",),
)
