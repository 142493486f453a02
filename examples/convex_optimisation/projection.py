"""The projection on a convex set is nonexpansive, and firmly so; so is that on a box, max(-r, min(r, z_i)), and on a ball."""

from verify import Abs, Claim, Lemma, Max, Min, Rational, Statement, Symbol, Total, Vector, chain, dot, le, line, norm
from verify.facts import max_apart, min_apart

u, v, p, q = map(Vector, ("u", "v", "p", "q"))
r = Symbol("r", positive=True)

# p is nearest to u in a convex set, and q to v: so they make obtuse angles with each other.
nearest = le(dot(u - p, q - p), 0), le(dot(v - q, p - q), 0)


def by_the_angles():
    """‖u - v‖² - ‖p - q‖² is ‖(u - v) - (p - q)‖² and twice what the two angles leave."""
    square = norm((u - v) - (p - q)) ** 2
    return chain(line("<=", norm(u - v) ** 2, square, *(2 * angle.slack for angle in nearest)), squared=True)


nonexpansive = Claim(
    name="nonexpansive",
    says="If $p$ and $q$ are the points of a convex set nearest to $u$ and $v$, then $‖p - q‖ ≤ ‖u - v‖$.",
    assuming=nearest,
    conclusion=le(norm(p - q), norm(u - v)),
    derive=by_the_angles,
)
firmly = Claim(
    name="firmly",
    says="More is true: $‖p - q‖² ≤ (p - q)ᵀ(u - v)$.",
    assuming=nearest,
    conclusion=le(norm(p - q) ** 2, dot(p - q, u - v)),
    derive=lambda: chain(line("<=", dot(p - q, u - v), *(angle.slack for angle in nearest))),
)
contraction_printed = Claim(
    name="contraction-printed",
    says="The projection is a contraction: $‖p - q‖ ≤ ‖u - v‖/2$.",
    assuming=nearest,
    conclusion=le(norm(p - q), Rational(1, 2) * norm(u - v)),
    expected="REFUTED",
)
contraction_repaired = Claim(
    name="contraction-repaired",
    says="It is nonexpansive: $‖p - q‖ ≤ ‖u - v‖$.",
    assuming=nearest,
    conclusion=nonexpansive.conclusion,
    derive=by_the_angles,
    source="repair",
    repairs="contraction-printed",
    added="the factor 1 in place of $1/2$",
)


def clip(z):
    return Max(Min(z, r), -r)


def by_each_coordinate():
    """Neither the smaller nor the larger of two numbers moves further than the number does."""
    each = Lemma(
        le(Abs(clip(u) - clip(v)), Abs(u - v)),
        (
            line("<=", Abs(Min(u, r) - Min(v, r)), by=max_apart(Min(u, r), Min(v, r), -r)),
            line("<=", Abs(u - v), by=min_apart(u, v, r)),
        ),
    )
    room = (Abs(u - v) - Abs(clip(u) - clip(v))) * (Abs(u - v) + Abs(clip(u) - clip(v)))
    return chain(line("<=", norm(u - v) ** 2, Total(room)), lemmas=(each,), squared=True)


box = Claim(
    name="box",
    says="The projection on a box is nonexpansive, too: with $clip(z) = max(-r, min(r, z_i))$ it is $‖clip(u) - clip(v)‖ ≤ ‖u - v‖$.",
    conclusion=le(norm(clip(u) - clip(v)), norm(u - v)),
    derive=by_each_coordinate,
)
box_nearest = Claim(
    name="box-nearest",
    says="It is the projection: $(u - clip(u))ᵀ(q - clip(u)) ≤ 0$ for every $q$ with $‖q‖_∞ ≤ r$.",
    assuming=(le(Abs(q), r),),
    conclusion=le(dot(u - clip(u), q - clip(u)), 0),
)


def onto_ball(z):
    return r * z / Max(r, norm(z))


ball = Claim(
    name="ball",
    says="So is the projection $P$ on the ball of radius $r$, which takes a $z$ outside to $rz/‖z‖$: $‖P(u) - P(v)‖ ≤ ‖u - v‖$.",
    conclusion=le(norm(onto_ball(u) - onto_ball(v)), norm(u - v)),
)
ball_nearest = Claim(
    name="ball-nearest",
    says="It is the projection: $(u - P(u))ᵀ(q - P(u)) ≤ 0$ for every $q$ with $‖q‖ ≤ r$.",
    assuming=(le(norm(q), r),),
    conclusion=le(dot(u - onto_ball(u), q - onto_ball(u)), 0),
)

STATEMENT = Statement(name="projection", title="The projection on a convex set", section="1")
