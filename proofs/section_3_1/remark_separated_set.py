"""Where Lemma 3 (Section 3.1) says too much: on |theta_i| >= m, signs free, x' is Lipschitz under L-infinity.

Between parameters that keep the distance m from every hyperplane theta_i = 0 a change of signs costs at least $2m$ each.
"""

from fractions import Fraction

from proofs.setting import attack_linf, eps, theta_1, theta_2, theta_min, x, y
from verify import Abs, Claim, Lemma, Statement, Total, chain, eq, le, line, norm, sign
from verify.facts import dotted

m = theta_min
sign_1, sign_2 = sign(theta_1), sign(theta_2)
separated_set = (le(m, Abs(theta_1)), le(m, Abs(theta_2)))
apart = norm(theta_1 - theta_2)


def example(theta):
    """The adversarial example x' = x + delta; sign(0) = 0 is a selection."""
    return x + attack_linf(theta, y)


moved = norm(example(theta_1) - example(theta_2))


def disagreement(a, b):
    """2 (1 - sign(a) sign(b)), as a sum of squares."""
    return (sign(a) - sign(b)) ** 2 + (1 - sign(a) ** 2) ** 2 + (1 - sign(b) ** 2) ** 2


def lemma_2_in_every_coordinate():
    """The terms of the difference in ‖sign(theta_1) - sign(theta_2)‖^2 <= ‖theta_1 - theta_2‖^2/m^2.

    With a = |theta_1|, b = |theta_2|, c = sign(theta_1) sign(theta_2) a coordinate, times m^2, leaves
    (a - b)^2 + 2 (a - m) b (1 - c) + 2 m (b - m)(1 - c).
    """
    a, b, c = Abs(theta_1), Abs(theta_2), disagreement(theta_1, theta_2)
    terms = (a - b) ** 2, (a - m) * b * c, m * (b - m) * c, m**2 * ((1 - sign_1**2) ** 2 + (1 - sign_2**2) ** 2)
    return [Total(term) / m**2 for term in terms]


def signs_agree():
    """‖sign(theta_1) - sign(theta_2)‖ = 0 where every sign of the one is that of the other."""
    equal = dotted(sign_1, sign_2, sign_1 - sign_2)
    return Lemma(eq(norm(sign_1 - sign_2), 0), (line("=", 0, by=equal),), squared=True)


def as_in_lemma_2():
    terms = [eps**2 * term for term in lemma_2_in_every_coordinate()]
    return chain(line("<=", (eps / m * apart) ** 2, *terms, why="Lemma 2 in each coordinate"), squared=True)


separated = Claim(
    name="separated",
    says="On the set $|θ_i| ≥ m$ (every $i$, any signs) $x'$ is $(ε/m)$-Lipschitz: a change of signs alone does not spoil it.",
    source="own",
    assuming=separated_set,
    conclusion=le(moved, eps / m * apart),
    derive=as_in_lemma_2,
)

attained = Claim(
    name="separated-attained",
    says="The constant $ε/m$ is attained in every dimension: at $(±m, w)$, for every $w$.",
    source="own",
    beside=1,
    conclusion=eq(Abs(attack_linf(m, y) - attack_linf(-m, y)), eps / m * (2 * m)),
)

one_sided = Claim(
    name="separated-one-sided",
    says="Is $|θ_i| ≥ m$ for one of the two parameters enough?",
    source="own",
    assuming=separated_set[:1],
    conclusion=separated.conclusion,
    expected="REFUTED",
    counterexample=lambda: {theta_1: (1,), theta_2: (Fraction(-1, 2),), x: (0,), m: 1, eps: 1, y: 1},
)

STATEMENT = Statement(
    name="remark-separated-set",
    title="Signs may change where parameters stay away from the hyperplanes",
    section="3.1",
    uses=("lemma-2",),
)
