"""The descent lemma: a function whose gradient is L-Lipschitz stays within L/2 ‖y - x‖² of its tangent, on both sides."""

from examples.convex_optimisation.setting import BOWL, SMOOTH, L, f, tangent, x, y
from verify import Claim, Statement, le, norm

room = L / 2 * norm(y - x) ** 2

above = Claim(
    name="above",
    says="If $∇f$ is $L$-Lipschitz then $f(y) ≤ f(x) + ∇f(x)ᵀ(y - x) + L/2·‖y - x‖²$.",
    assuming=(SMOOTH,),
    conclusion=le(f(y), tangent(x, y) + room),
    instance=BOWL,
)
below = Claim(
    name="below",
    says="If $∇f$ is $L$-Lipschitz then $f(y) ≥ f(x) + ∇f(x)ᵀ(y - x) - L/2·‖y - x‖²$.",
    assuming=(SMOOTH,),
    conclusion=le(tangent(x, y) - room, f(y)),
    instance=BOWL,
)

STATEMENT = Statement(name="descent-lemma", title="The descent lemma", section="1")
