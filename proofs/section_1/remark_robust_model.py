"""Section 1: training on adversarial examples makes the model robust. At one data point: exactly when the loss is below $log 2$."""

from proofs.setting import adversarial_loss, average, delta, eps, margin, theta, x, x_n, y, y_n, z
from verify import Claim, Statement, chain, dot, le, line, log, lt, norm, sigmoid, softplus
from verify.facts import cauchy_schwarz, logistic_loss, tangent

at_zero = log(2)


def below_the_tangent_at_zero():
    """softplus(m) >= log 2 + m/2, so m < 0; and y <theta, x + delta> >= -m."""
    m, s = margin(theta, x, y), sigmoid(0)
    rise, angle = tangent(softplus(z), z, 0, m), cauchy_schwarz(-y * theta, delta)
    room = (at_zero - softplus(m)) / s, rise.slack / s, angle.slack, (eps - norm(delta)) * norm(theta)
    return chain(line("<", y * dot(theta, x + delta), *room, by=(rise, angle, logistic_loss(0))))


robust = Claim(
    name="robust",
    says=(
        "Minimising the adversarial loss can make the model robust: a data point where it is below $log 2$, the "
        "loss at $θ = 0$, is classified correctly under every attack."
    ),
    assuming=(lt(adversarial_loss(theta, x, y), at_zero), le(norm(delta), eps)),
    conclusion=lt(0, y * dot(theta, x + delta)),
    derive=below_the_tangent_at_zero,
    example=lambda dim: {theta: (1,) * dim, x: (1,) * dim, y: 1, eps: 0, delta: (0,) * dim},
)


def above_the_tangent():
    m = margin(theta, x, y)
    rise = tangent(softplus(z), z, m, 0)
    room = rise.slack, sigmoid(m) * (y * dot(theta, x) - eps * norm(theta))
    return chain(line("<", at_zero, *room, by=(rise, logistic_loss(0))))


converse = Claim(
    name="only-if",
    says="And only such a point: if $y θᵀx > ε‖θ‖$ its adversarial loss is below $log 2$.",
    assuming=(lt(eps * norm(theta), y * dot(theta, x)),),
    conclusion=lt(adversarial_loss(theta, x, y), at_zero),
    derive=above_the_tangent,
    source="own",
)

average_enough = Claim(
    name="average-enough",
    says="Is a small average enough: with $L_ε(θ) < log 2$ is every data point classified correctly under every attack?",
    source="own",
    assuming=(lt(average(adversarial_loss(theta, x, y)), at_zero),),
    conclusion=lt(eps * norm(theta), y_n * dot(theta, x_n)),
    expected="REFUTED",
    counterexample=lambda: {theta: (1,), x_n: ((3,), (3,), (-1,)), y_n: (1, 1, 1), eps: 0},
)

STATEMENT = Statement(
    name="remark-robust-model",
    title="When a small adversarial loss means a robust model",
    section="1",
    uses=("linear-loss",),
)
