"""Lemma 2 (Section 3.1): under the L2 constraint x' is (eps/theta_min)-Lipschitz on ‖theta‖ >= theta_min."""

from proofs.setting import attack_l2, eps, theta, theta_1, theta_2, theta_min, x, y
from verify.core import Claim, Statement, chain, eq, le, line, lt
from verify.facts import cauchy_schwarz
from verify.geometry import Vector, along, dot, norm

h = Vector("h")


def example(theta):
    """The adversarial example x' = x + delta."""
    return x + attack_l2(theta, y)


def without_a_segment():
    """With a = ‖theta_1‖, b = ‖theta_2‖: the gap of the squares is (a - b)^2 + 2 (ab - <theta_1, theta_2>)(ab - m^2)/(ab), up to eps^2/m^2.

    No path between theta_1 and theta_2 is used, so the set need not be convex.
    """
    a, b, k = norm(theta_1), norm(theta_2), eps**2 / theta_min**2
    angle = (a * b - dot(theta_1, theta_2)) / (a * b)
    return chain(
        line(
            "<=",
            (eps / theta_min * norm(theta_1 - theta_2)) ** 2,
            k * (a - b) ** 2,
            2 * k * angle * (a - theta_min) * b,
            2 * k * angle * theta_min * (b - theta_min),
            by=cauchy_schwarz(theta_1, theta_2),
            why="ab - m^2 = (a - m) b + m (b - m)",
        ),
        squared=True,
    )


lipschitz = Claim(
    name="lipschitz",
    says="x' is (eps/theta_min)-Lipschitz on the set ‖θ‖ >= theta_min, which is not convex.",
    equations=(19, 27),
    assuming=(le(theta_min, norm(theta_1)), le(theta_min, norm(theta_2))),
    conclusion=le(norm(example(theta_1) - example(theta_2)), eps / theta_min * norm(theta_1 - theta_2)),
    derive=without_a_segment,
)

jacobian = Claim(
    name="jacobian",
    says="The derivative of x' in the direction h is -y ε/‖θ‖ (I - θθᵀ/‖θ‖²) h; the paper writes out y = 1.",
    equations=(26,),
    assuming=(lt(0, norm(theta)),),
    conclusion=eq(along(example(theta), (theta, h)), -y * eps / norm(theta) * (h - theta * dot(theta, h) / norm(theta) ** 2)),
)

STATEMENT = Statement(
    name="lemma-2",
    title="Adversarial examples under the L2 constraint are Lipschitz away from the origin",
    section="3.1",
    claims=(lipschitz, jacobian),
    uses=(),
)
