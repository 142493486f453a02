"""The L_p border, 2 < p < infinity (beyond the paper): x' is Hölder with exponent 1/(p-1) at theta_i = 0, not Lipschitz.

With b > 0 and p = 2 + 1/b, so q = (1 + 2b)/(1 + b) and r = q - 1 = 1/(p-1) = b/(1 + b) < 1. The pairs are (±t, 1, 0, ..., 0)
with t = s^(1+b): they move the worst perturbation by 2 eps t^r/(1 + t^q)^(r/q).
"""

from proofs.setting import C, eps, y
from verify import Abs, Claim, Lemma, Statement, chain, eq, le, line, lt, sign, symbols
from verify.facts import power_grows

b, s = symbols("b s", positive=True)
r, q = b / (1 + b), (1 + 2 * b) / (1 + b)
t = s ** (1 + b)
size = (1 + t**q) ** (r / q)


def first_coordinate(a):
    """The first coordinate of the worst perturbation at (a, 1, 0, ..., 0); the second is -y eps/size at a = t and at -t."""
    return -y * eps * sign(a) * Abs(a) ** r / (Abs(a) ** q + 1) ** (r / q)


moved = Abs(first_coordinate(t) - first_coordinate(-t))

exact = Claim(
    name="distance",
    says="At $(±t, 1, 0, …, 0)$, $t = s^(1+b)$, the two adversarial examples lie $2εt^r/(1 + t^q)^(r/q)$ apart.",
    conclusion=eq(moved, 2 * eps * t**r / size),
    source="own",
)

holder = Claim(
    name="hölder",
    says="So they move by at most $2ε·t^(1/(p-1))$.",
    conclusion=le(moved, 2 * eps * t**r),
    derive=lambda: chain(
        line("=", 2 * eps * s**b / size),
        line(
            "<=",
            2 * eps * t**r,
            2 * eps * s**b / size * power_grows(1, 1 + t**q, r / q).slack,
            by=power_grows(1, 1 + t**q, r / q),
        ),
    ),
    source="own",
)

most = 2 ** (r / q)


def a_near_pair():
    """s <= 1, so size <= 2^(r/q), and C s 2^(r/q) < eps."""
    small, room = power_grows(s, 1, 1 + 2 * b), power_grows(1 + s ** (1 + 2 * b), 2, r / q)
    below = Lemma(le(s ** (1 + 2 * b), 1), (line("<=", 1, by=small),))
    return chain(
        line("<", 2 * eps * s**b / most, 2 * s**b / most * (eps - C * s * most), why="$Cs·2^(r/q) < ε$"),
        line("<=", 2 * eps * s**b / size, 2 * eps * s**b / (most * size) * room.slack, by=room),
        line("=", moved),
        lemmas=(below,),
    )


not_lipschitz = Claim(
    name="not-lipschitz",
    says="No constant serves: every pair $(±t, 1, 0, …, 0)$, $t ≤ 1$, with $C·2^(r/q)·t^(1-r) < ε$ moves by more than $C·2t$.",
    assuming=(le(s, 1), lt(C * s * most, eps)),
    conclusion=lt(C * 2 * t, moved),
    derive=a_near_pair,
    source="own",
)

STATEMENT = Statement(
    name="lp-above-two",
    title="The border of $L_p$: for $2 < p < ∞$ the adversarial example is Hölder, not Lipschitz, where a $θ_i$ is 0",
    section="beyond the paper",
    where="$p = 2 + 1/b$, $q = (1 + 2b)/(1 + b)$, $r = q - 1 = 1/(p - 1)$, $t = s^(1+b)$; the linear model.",
    uses=("linear-loss-lp",),
)
