"""The balls of the L1, the L2 and the L-infinity norm inside each other: what a radius in one says in another."""

from verify import Claim, Statement, Symbol, Total, Vector, d, le, norm, oo, sqrt

delta = Vector("delta")
eps = Symbol("epsilon", positive=True)
in_box = le(norm(delta, oo), eps)

inside = Claim(
    name="ball-in-box",
    says="A ball lies in the box: $‖δ‖ ≤ ε$ gives $‖δ‖_∞ ≤ ε$.",
    conclusion=le(norm(delta, oo), norm(delta)),
)
around_printed = Claim(
    name="box-in-ball-printed",
    says="And the box in the ball: $‖δ‖_∞ ≤ ε$ gives $‖δ‖ ≤ ε$.",
    assuming=(in_box,),
    conclusion=le(norm(delta), eps),
    expected="REFUTED",
)
around_repaired = Claim(
    name="box-in-ball-repaired",
    says="And the box in a larger ball: $‖δ‖_∞ ≤ ε$ gives $‖δ‖ ≤ √d·ε$.",
    assuming=(in_box,),
    conclusion=le(norm(delta), sqrt(d) * eps),
    source="repair",
    repairs="box-in-ball-printed",
    added="$√d$",
)
l1_in_l2 = Claim(name="l1-in-l2", says="$‖δ‖ ≤ ‖δ‖₁$.", conclusion=le(norm(delta), norm(delta, 1)))
l2_in_l1 = Claim(name="l2-in-l1", says="$‖δ‖₁ ≤ √d‖δ‖$.", conclusion=le(norm(delta, 1), sqrt(d) * norm(delta)))
sums = Claim(
    name="sums", says="The square of a sum: $(Σδ_i)² ≤ d‖δ‖²$.", conclusion=le(Total(delta) ** 2, d * norm(delta) ** 2)
)

STATEMENT = Statement(name="norm-balls", title="Balls of three norms", section="3")
