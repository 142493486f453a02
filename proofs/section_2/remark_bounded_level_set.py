"""The level set at Eq. (10) is assumed bounded, and Eq. (3) takes a minimum over theta (Section 2.1).

Both fail for the linear model, whatever the norm, when the data are robustly separable: some w classifies every point
with a margin above eps N(w), as for d = 1, x = y = 1, eps = 1/2. Then no parameter is stationary either.
"""

from proofs.section_2.level_set import SCALE, SUM, loss_under, margin_under, of_margin, size, taxicab, total_loss
from proofs.setting import eps, theta, x_n, y_n, z
from verify import (
    Claim,
    Integer,
    Mean,
    Removal,
    Statement,
    Symbol,
    Vector,
    along,
    chain,
    dot,
    le,
    line,
    lt,
    norm,
    sigmoid,
    softplus,
)
from verify.facts import cauchy_schwarz, tangent

w, theta_0 = Vector("w"), Vector("theta_0")
B = Symbol("B", positive=True)
separable = lt(0, y_n * dot(w, x_n) - eps * size(w))
separable_l2 = lt(0, y_n * dot(w, x_n) - eps * norm(w))


def along_the_separating_direction(start, step):
    """Every margin falls by at least step * (y <w, x> - eps N(w))."""
    a, b = margin_under(start), margin_under(start + step * w)
    above = tangent(softplus(z), z, b, a)
    by = above, SUM(start, step * w), SCALE(step, w)
    room = size(start) + step * size(w) - size(start + step * w), step * (y_n * dot(w, x_n) - eps * size(w))
    slacks = Mean(above.slack), Mean(sigmoid(b) * eps * room[0]), Mean(sigmoid(b) * room[1])
    return chain(line("<", loss_under(start), *slacks, by=by, why="every margin falls"))


def downhill():
    m = of_margin(2)(theta)
    angle = cauchy_schwarz(theta, w)
    return chain(
        line(
            "<",
            0,
            Mean(sigmoid(m) * (y_n * dot(w, x_n) - eps * norm(w))),
            Mean(sigmoid(m)) * eps * angle.slack / norm(theta),
            by=angle,
            why="$⟨θ, w⟩ ≤ ‖θ‖‖w‖$",
        )
    )


RAYS = "far out along $w$ the loss falls below any level: it seems not needed, but the witness would depend on the least margin"

unbounded = Claim(
    name="unbounded",
    says=(
        "If some $w$ has $y_n wᵀx_n > εN(w)$ for every $n$, the level set of every $θ₀$ has points at least $B$ from $θ₀$, for each $B$."
    ),
    assuming=(SUM, SCALE, separable, lt(0, norm(w)), le(B, norm(theta - theta_0))),
    conclusion=lt(loss_under(theta), loss_under(theta_0)),
    exists=(theta,),
    witness={theta: theta_0 + B / norm(w) * w},
    derive=lambda: along_the_separating_direction(theta_0, B / norm(w)),
    instance=taxicab,
    needs=(
        Removal(SUM, why=RAYS),
        Removal(SCALE, why=RAYS),
        Removal(separable, why="for data that no $w$ separates the level sets can be bounded"),
        Removal(lt(0, norm(w)), why="$N(0) = 0$ excludes $w = 0$ from the separating ones; the witness has $w/‖w‖$"),
    ),
)

minimiser = Claim(
    name="minimiser-exists",
    source="own",
    says="The minimum over $θ$ is attained: some $θ$ is not improved by a step along any one direction $w$.",
    assuming=(SUM, SCALE, separable),
    conclusion=le(loss_under(theta), loss_under(theta + w)),
    expected="REFUTED",
    exists=(theta,),
    disprove=lambda: along_the_separating_direction(theta, Integer(1)),
    instance=taxicab,
)

stationary = Claim(
    name="stationary-point-exists",
    source="own",
    says=(
        "Under the $L2$ constraint the adversarial loss has a stationary point $θ ≠ 0$: no direction $w$ leads downhill from it."
    ),
    assuming=(separable_l2, lt(0, norm(theta))),
    conclusion=le(0, along(total_loss(theta), (theta, w))),
    expected="REFUTED",
    exists=(theta,),
    disprove=downhill,
)
STATEMENT = Statement(
    name="remark-bounded-level-set",
    title="Robustly separable data: an unbounded level set, no minimum, no stationary point",
    section="2.1",
    uses=("level-set",),
    also={"eq-10": ("unbounded", "stationary-point-exists"), "eq-3": ("minimiser-exists",)},
)
