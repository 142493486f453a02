"""The fast gradient sign step eps sign(g) (Goodfellow, Shlens and Szegedy, 2015): feasible, best to first order, and how long it is."""

from verify import Claim, Statement, Symbol, Vector, d, dot, eq, le, norm, oo, sign, sqrt

g, delta = Vector("g"), Vector("delta")
eps = Symbol("epsilon", positive=True)
step = eps * sign(g)

feasible = Claim(name="feasible", says="$‖ε·sign(g)‖_∞ ≤ ε$.", conclusion=le(norm(step, oo), eps))
value = Claim(
    name="value",
    says="It raises the linear part by $gᵀδ = ε‖g‖₁$.",
    conclusion=eq(dot(g, step), eps * norm(g, 1)),
)
best = Claim(
    name="best",
    says="No $δ$ with $‖δ‖_∞ ≤ ε$ raises it by more.",
    assuming=(le(norm(delta, oo), eps),),
    conclusion=le(dot(g, delta), dot(g, step)),
)
length_printed = Claim(
    name="length-printed",
    says="Its length is at most $ε$.",
    conclusion=le(norm(step), eps),
    expected="REFUTED",
)
length_repaired = Claim(
    name="length-repaired",
    says="Its length is at most $√d·ε$.",
    conclusion=le(norm(step), sqrt(d) * eps),
    source="repair",
    repairs="length-printed",
    added="$√d$",
)

STATEMENT = Statement(name="fast-gradient-sign", title="The fast gradient sign step", section="3", uses=("norm-balls",))
