"""Eq. (5) (Section 2.1): one step of projected gradient descent (PGD) under L-infinity.

The projection clips every coordinate to [-eps, eps]: clip(v) = (|v + eps| - |v - eps|)/2, in one formula for every v.
The feasible set is printed as a set of theta, {theta : ‖delta‖_inf <= eps}; it is the set of those delta.
"""

from proofs._reasons import STANDS
from proofs.setting import delta, eps, loss, theta, x, y, z
from verify import (
    Abs,
    Claim,
    Lemma,
    Removal,
    Statement,
    Symbol,
    Total,
    Vector,
    along,
    chain,
    dot,
    eq,
    expand,
    le,
    line,
    lt,
    norm,
    sigmoid,
    sign,
    softplus,
)
from verify.facts import below_abs, tangent, triangle

eta = Symbol("eta", nonnegative=True)
g, h, v, w = map(Vector, ("g", "h", "v", "w"))


def clip(v):
    """The coordinate v clipped to [-eps, eps]."""
    return (Abs(v + eps) - Abs(v - eps)) / 2


def sign_step(delta):
    """The sign of the gradient of the loss in delta, -y sigmoid(.) theta, is -y sign(theta)."""
    return delta - y * eta * sign(theta)


def within(v):
    """| |v + eps| - |v - eps| | <= 2 eps, as the product of both signs."""
    up, down = triangle(2 * eps, v - eps), triangle(2 * eps, -v - eps)
    return chain(line("<=", eps**2, up.slack * down.slack / 4, by=(up, down)), squared=True)


inside = Claim(
    name="inside",
    says="One projected step from any $δ$, in any direction $g$ and with any step size, ends in the $L∞$ ball.",
    equations=(5,),
    conclusion=le(Abs(clip(delta + eta * g)), eps),
    derive=lambda: within(delta + eta * g),
)


def beyond(v):
    """How far v lies below -eps and above eps, each twice."""
    return below_abs(v + eps), below_abs(eps - v)


def obtuse(v, w):
    """-2 eps (v - clip(v))(w - clip(v)) for w in [-eps, eps]: a sum of nonnegative products."""
    low, high = (side.slack for side in beyond(v))
    return (eps + w) * low * high / 2, (eps - w) * high * low / 2, (eps + w) * low * eps, (eps - w) * high * eps


def signs_known(end, *sides):
    """|v + eps| and |v - eps| without their bars, where both signs are known."""
    bars = [Lemma(eq(Abs(e), e), (line("=", e**2),), squared=True) for e in sides]
    return chain(line("=", end), lemmas=tuple(bars))


def nearest_point():
    """‖v - w‖^2 - ‖v - P‖^2 = ‖P - w‖^2 - 2 <v - P, w - P> with P = clip(v)."""
    terms = norm(clip(v) - w) ** 2, *(Total(part) / eps for part in obtuse(v, w))
    return chain(line("<=", norm(v - w) ** 2, *terms, by=beyond(v)), squared=True)


def clipping_turns_back_never_beyond_the_start():
    """With v = delta + eta s and P = clip(v): eta s (P - delta) >= (P - delta)^2, as (v - P)(delta - P) <= 0."""
    v = sign_step(delta)
    step, low, high = clip(v) - delta, -y * dot(theta, x + delta), -y * dot(theta, x + clip(v))
    angle = expand((v - clip(v)) * (delta - clip(v)))
    back = Lemma(le(angle, 0), (line("<=", 0, *(part / (2 * eps) for part in obtuse(v, delta)), by=beyond(v)),))
    above = tangent(softplus(z), z, low, high)
    room = Total(Abs(theta) * back.slack) / eta, Total(Abs(theta) * step**2) / eta
    return chain(
        line("<=", softplus(high), above.slack, *(sigmoid(low) * part for part in room), by=above), lemmas=(back,)
    )


in_range = le(-eps, v), le(v, eps)
positive = lt(0, eps), lt(0, eta)

unchanged = Claim(
    name="clip-inside",
    says="The formula $(|v + ε| - |v - ε|)/2$ is $v$ for $v$ in $[-ε, ε]$.",
    assuming=in_range,
    conclusion=eq(clip(v), v),
    derive=lambda: signs_known(v, v + eps, eps - v),
)
cut_above = Claim(
    name="clip-above",
    says="It is $ε$ for $v ≥ ε$.",
    assuming=(le(eps, v),),
    conclusion=eq(clip(v), eps),
    derive=lambda: signs_known(eps, v + eps, v - eps),
)
cut_below = Claim(
    name="clip-below",
    says="It is $-ε$ for $v ≤ -ε$.",
    assuming=(le(v, -eps),),
    conclusion=eq(clip(v), -eps),
    derive=lambda: signs_known(-eps, -v - eps, eps - v),
)
printed = Claim(
    name="printed-set",
    says=(
        "Clipping is the projection onto the printed set, which holds every $w$ as soon as $‖δ‖∞ ≤ ε$: $clip(v)$ is nearest to $v$ in it."
    ),
    assuming=(le(Abs(delta), eps), lt(0, eps)),
    conclusion=le(norm(v - clip(v)), norm(v - w)),
    expected="REFUTED",
    severity="misprint",
    counterexample=lambda: {delta: (0,), v: (2,), w: (2,), eps: 1},
)
repaired = Claim(
    name="projection",
    says="Clipping is the projection onto ${δ : ‖δ‖∞ ≤ ε}$: $clip(v)$ is nearest to $v$ in it.",
    source="repair",
    repairs="printed-set",
    added="$w$ in the ball, in place of $δ$ in the ball: the set is one of perturbations, not of $θ$",
    adds=(le(-eps, w), le(w, eps)),
    assuming=(le(-eps, w), le(w, eps), lt(0, eps)),
    conclusion=le(norm(v - clip(v)), norm(v - w)),
    derive=nearest_point,
    needs=(Removal(lt(0, eps), why=STANDS),),
)
gradient = Claim(
    name="gradient",
    says="For the linear model the gradient in $δ$ is $-yσ(-yθᵀ(x+δ))θ$; as $σ > 0$ its sign is $-y sign(θ)$.",
    conclusion=eq(
        along(loss(theta, x + delta, y), (delta, h)), dot(-y * sigmoid(-y * dot(theta, x + delta)) * theta, h)
    ),
)
raises = Claim(
    name="raises-the-loss",
    says="From any $δ$ in the ball one projected sign step with $η > 0$ never lowers the loss of the linear model.",
    equations=(5,),
    assuming=(le(-eps, delta), le(delta, eps), *positive),
    conclusion=le(loss(theta, x + delta, y), loss(theta, x + clip(sign_step(delta)), y)),
    derive=clipping_turns_back_never_beyond_the_start,
    needs=tuple(Removal(a, why=STANDS) for a in positive),
)

STATEMENT = Statement(
    name="pgd",
    title="One step of projected gradient descent",
    section="2.1",
)
