"""The logistic loss log(1 + exp(-y <theta, x>)) of a linear model: ‖x‖-Lipschitz and ‖x‖²/4-smooth in theta."""

from verify import Claim, Label, Statement, Vector, along, dot, eq, le, norm, sigmoid, softplus

theta_1, theta_2, h, x = map(Vector, ("theta_1", "theta_2", "h", "x"))
y = Label("y")


def loss(theta):
    return softplus(-y * dot(theta, x))


def gradient(theta):
    return -y * x * sigmoid(-y * dot(theta, x))


derivative = Claim(
    name="gradient",
    says="The derivative of the loss in the direction $h$ is $-yσ(-yθᵀx)·xᵀh$.",
    conclusion=eq(along(loss(theta_1), (theta_1, h)), dot(gradient(theta_1), h)),
)
lipschitz = Claim(
    name="lipschitz",
    says="The loss is $‖x‖$-Lipschitz in $θ$.",
    conclusion=le(abs(loss(theta_1) - loss(theta_2)), norm(x) * norm(theta_1 - theta_2)),
)
smooth = Claim(
    name="smooth",
    says="Its gradient is $‖x‖²/4$-Lipschitz.",
    conclusion=le(norm(gradient(theta_1) - gradient(theta_2)), norm(x) ** 2 / 4 * norm(theta_1 - theta_2)),
)
smooth_printed = Claim(
    name="smooth-printed",
    says="Its gradient is $‖x‖/4$-Lipschitz.",
    conclusion=le(norm(gradient(theta_1) - gradient(theta_2)), norm(x) / 4 * norm(theta_1 - theta_2)),
    expected="REFUTED",
)
smooth_repaired = Claim(
    name="smooth-repaired",
    says="Its gradient is $‖x‖²/4$-Lipschitz: the data enter with their square.",
    conclusion=smooth.conclusion,
    source="repair",
    repairs="smooth-printed",
    added="$‖x‖²$ in place of $‖x‖$",
)

STATEMENT = Statement(name="logistic-loss", title="The logistic loss of a linear model", section="2")
