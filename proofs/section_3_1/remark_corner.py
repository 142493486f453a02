"""Section 3.1, on Figure 1: the adversarial examples under L-infinity "are located at the corner of the square"."""

from proofs.section_3_1.lemma3_attack import m, near_the_closed_form, optimal
from proofs.setting import attack_linf, delta, eps, theta, y
from verify import Abs, Claim, Lemma, Statement, chain, eq, le, line, lt, norm
from verify.facts import zero_square

corner_printed = Claim(
    name="corner-printed",
    says="For $θ ≠ 0$ every adversarial example under $L∞$ is a corner: $|δ_i| = ε$ for every $i$.",
    assuming=(lt(0, norm(theta)), *optimal(delta, theta)),
    conclusion=eq(Abs(delta), eps),
    expected="REFUTED",
    severity="wording",
    counterexample=lambda: {theta: (1, 0), delta: (-1, 0), y: 1, eps: 1},
)


def one_corner():
    close = Lemma(
        le(norm(delta - attack_linf(theta, y)) ** 2, 0), (line("<=", 0, *near_the_closed_form(delta, theta)),)
    )
    return chain(line("=", 0, by=zero_square(norm(delta - attack_linf(theta, y)))), lemmas=(close,))


corner = Claim(
    name="corner",
    says="Where no $θ_i = 0$ there is one, the corner $-yε sign(θ)$.",
    assuming=(le(m, Abs(theta)), *optimal(delta, theta)),
    conclusion=eq(norm(delta - attack_linf(theta, y)), 0),
    derive=one_corner,
    source="repair",
    repairs="corner-printed",
    added="$|θ_i| ≥ m > 0$ for every $i$",
    adds=(le(m, Abs(theta)),),
    example=lambda dim: {theta: (1,) * dim, delta: (-1,) * dim, y: 1, eps: 1, m: 1},
)

STATEMENT = Statement(
    name="remark-corner",
    title="Adversarial examples in the corners of the box",
    section="3.1",
    uses=("lemma-3-attack",),
)
