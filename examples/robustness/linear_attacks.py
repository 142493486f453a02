"""Linear scores <w_y, x> under attack: what a perturbation does to the margin over another class, for L-infinity, L2, L1 and L_p."""

from verify import (
    Abs,
    Claim,
    Lemma,
    Statement,
    Symbol,
    Total,
    Vector,
    chain,
    dot,
    eq,
    le,
    line,
    lt,
    norm,
    oo,
    sign,
    symbols,
)
from verify.facts import below_abs, cauchy_schwarz, holder, largest

w_y, w_j, w, x, delta = map(Vector, ("w_y", "w_j", "w", "x", "delta"))
eps = Symbol("epsilon", positive=True)
p, q = symbols("p q", positive=True)
in_box, in_ball = le(norm(delta, oo), eps), le(norm(delta), eps)


difference = Claim(
    name="margin",
    says="The margin of the class $y$ over $j$ is $wᵀx$ with $w = w_y - w_j$.",
    conclusion=eq(dot(w_y, x) - dot(w_j, x), dot(w_y - w_j, x)),
)
linf = Claim(
    name="linf-value",
    says="No $δ$ with $‖δ‖_∞ ≤ ε$ lowers the margin by more than $ε‖w‖₁$.",
    assuming=(le(norm(delta, oo), eps),),
    conclusion=le(-eps * norm(w, 1), dot(w, delta)),
)
linf_attained = Claim(
    name="linf-attained",
    says="$δ = -ε·sign(w)$ lowers it by so much.",
    conclusion=eq(dot(w, -eps * sign(w)), -eps * norm(w, 1)),
)
l2 = Claim(
    name="l2-value",
    says="No $δ$ with $‖δ‖ ≤ ε$ lowers it by more than $ε‖w‖$.",
    assuming=(le(norm(delta), eps),),
    conclusion=le(-eps * norm(w), dot(w, delta)),
    derive=lambda: chain(
        line("<=", -norm(w) * norm(delta), norm(w) * (eps - norm(delta))),
        line("<=", dot(w, delta), by=cauchy_schwarz(-w, delta)),
    ),
)
l2_attained = Claim(
    name="l2-attained",
    says="$δ = -εw/‖w‖$ lowers it by so much.",
    assuming=(lt(0, norm(w)),),
    conclusion=eq(dot(w, -eps * w / norm(w)), -eps * norm(w)),
)


def coordinate_by_coordinate():
    """<w, delta> + ‖w‖_oo ‖delta‖_1 is a sum over the coordinates of terms that are not negative."""
    below, size = largest(Abs(w)), below_abs(-w * delta)
    room = norm(w, oo) * (eps - norm(delta, 1))
    terms = room, Total(below.slack * Abs(delta)), Total(size.slack)
    return chain(line("<=", dot(w, delta), *terms, by=(below, size)))


l1 = Claim(
    name="l1-value",
    says="No $δ$ with $‖δ‖₁ ≤ ε$ lowers it by more than $ε‖w‖_∞$.",
    assuming=(le(norm(delta, 1), eps),),
    conclusion=le(-eps * norm(w, oo), dot(w, delta)),
    derive=coordinate_by_coordinate,
)
lp = Claim(
    name="lp-value",
    says="For $1/p + 1/q = 1$, $p > 1$, no $δ$ with $‖δ‖_p ≤ ε$ lowers it by more than $ε‖w‖_q$.",
    assuming=(eq(1 / p + 1 / q, 1), lt(1, p), le(norm(delta, p), eps)),
    conclusion=le(-eps * norm(w, q), dot(w, delta)),
    derive=lambda: chain(
        line("<=", -norm(w, q) * norm(delta, p), norm(w, q) * (eps - norm(delta, p))),
        line("<=", dot(w, delta), by=holder(delta, -w, p, q)),
    ),
)


def by_the_least_value():
    """The margin of x is larger than what the perturbation can take away."""
    each = Lemma(
        le(Abs(delta), eps), (line("<=", norm(delta, oo), by=largest(Abs(delta))), line("<=", eps, in_box.slack))
    )
    size = below_abs(-w * delta)
    terms = Total(Abs(w) * each.slack), Total(size.slack), box_repaired.assuming[1].slack
    return chain(line("<", dot(w, x + delta), *terms, by=size), lemmas=(each,))


box_printed = Claim(
    name="linf-certified-printed",
    says="The class stays ahead for every $δ$ with $‖δ‖_∞ ≤ ε$, if $wᵀx > ε‖w‖$.",
    assuming=(in_box, lt(eps * norm(w), dot(w, x))),
    conclusion=lt(0, dot(w, x + delta)),
    expected="REFUTED",
)
box_repaired = Claim(
    name="linf-certified-repaired",
    says="The class stays ahead for every $δ$ with $‖δ‖_∞ ≤ ε$, if $wᵀx > ε‖w‖₁$.",
    assuming=(in_box, lt(eps * norm(w, 1), dot(w, x))),
    conclusion=box_printed.conclusion,
    derive=by_the_least_value,
    source="repair",
    repairs="linf-certified-printed",
    added="the norm that is dual to that of $δ$",
    adds=(lt(eps * norm(w, 1), dot(w, x)),),
)
ball_certified = Claim(
    name="l2-certified",
    says="The class stays ahead for every $δ$ with $‖δ‖ ≤ ε$, if $wᵀx > ε‖w‖$.",
    assuming=(in_ball, lt(eps * norm(w), dot(w, x))),
    conclusion=box_printed.conclusion,
    derive=lambda: chain(
        line(
            "<",
            dot(w, x + delta),
            dot(w, x) - eps * norm(w),
            norm(w) * in_ball.slack,
            cauchy_schwarz(-w, delta).slack,
            by=cauchy_schwarz(-w, delta),
        )
    ),
)

STATEMENT = Statement(
    name="linear-attacks", title="Attacks on linear multi-class scores", section="3", uses=("norm-balls",)
)
