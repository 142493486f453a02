"""The Huber loss: z²/2 for |z| <= r, r |z| - r²/2 beyond; with m = min(|z|, r) it is m |z| - m²/2."""

from verify import Abs, Claim, Max, Min, Statement, Symbol, Total, Vector, le, norm, symbols

a, b = symbols("a b")
r = Symbol("r", positive=True)
z = Vector("z")


def huber(z):
    small = Min(Abs(z), r)
    return small * Abs(z) - small**2 / 2


def slope(z):
    return Max(-r, Min(r, z))


below_the_square = Claim(name="below-the-square", says="It is at most $z²/2$.", conclusion=le(huber(a), a**2 / 2))
below_the_size = Claim(name="below-the-size", says="It is at most $r|z|$.", conclusion=le(huber(a), r * Abs(a)))
not_negative = Claim(name="not-negative", says="It is not negative.", conclusion=le(0, huber(a)))
convex = Claim(
    name="convex",
    says="It lies above its tangents: $H(a) + clip(a)(b - a) ≤ H(b)$ with $clip(a) = max(-r, min(r, a))$.",
    conclusion=le(huber(a) + slope(a) * (b - a), huber(b)),
)
smooth = Claim(
    name="smooth",
    says="Its derivative $clip(a)$ is 1-Lipschitz.",
    conclusion=le(Abs(slope(a) - slope(b)), Abs(a - b)),
)
summed = Claim(
    name="summed",
    says="Over the coordinates of a residual it adds up to at most $‖z‖²/2$.",
    conclusion=le(Total(huber(z)), norm(z) ** 2 / 2),
)

STATEMENT = Statement(name="huber-loss", title="The Huber loss", section="2")
