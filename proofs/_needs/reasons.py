"""Why a question stays open, and why a claim keeps an assumption that it does not need."""

from verify import Removal

MEANING = "where some w_i = 0 the formula is no gradient: it makes the claim mean what it says"
LARGEST = "it makes |a| the largest |θ_i|, the dual norm of θ"
KINK = "outside U nothing is assumed, and a smooth function that is stationary inside U only has no formula here"
CLEAN = "at ε = 0 the loss is the clean one, whose gradient is Lipschitz (figure-3/clean-smooth)"
STANDS = "at 0 nothing moves and the loss is equal; the derivation divides by it, and a chain has no cases"
OTHER = "it follows from the other one, as equal signs are assumed, and makes the formula have a value"
SIGNS = "that no coordinate is 0 follows from the other one, as equal signs are assumed; m is any number below both"
TURNS = (
    "it needs a loss whose maximiser turns on the sphere in every dimension: none with a formula that the rules decide"
)
VISIBLE = "a positive number is equal to it; the formula must visibly have a value"
INACTIVE = "it keeps the maximiser inside |x| ≤ 1: the claim is about a constraint that is not active"
ROUND = "for larger |t| the value lies beyond lo and hi, but f takes a value twice: no one formula excludes all δ"
LIMIT = "its name makes ∇_xℓ the gradient: a limit would do in place of the constant K"
NORMAL = "it says that n is the outward normal, so that x' lies on the sphere"
RAYS = "far out along w the loss falls below any level: it seems not needed, but the witness would depend on the least margin"

REMOVALS = tuple(
    Removal(claim, number, why=why)
    for claim, numbers, why in (
        (
            "derivative-bounds/bound",
            (0,),
            "f_1 is the gradient of f by its name: the schema spells out what that means",
        ),
        ("bordered-hessian/unit-radius", (1,), VISIBLE),
        ("lemma-2/tight", (0, 1), VISIBLE),
        ("remark-converse/tight", (1,), VISIBLE),
        ("lp-below-two/polar", (1,), VISIBLE),
        ("remark-not-effective/norm-alternates", (0,), VISIBLE),
        ("linear-loss/attained-l1", (0,), LARGEST),
        ("swish-loss/attained-l1", (0,), LARGEST),
        ("swish-loss/attained-l1", (1,), ROUND),
        ("swish-loss/attained-l2", (0,), ROUND),
        ("swish-loss/attained-linf", (0,), ROUND),
        ("theorem-2-jump/not-smooth", (0,), CLEAN),
        ("remark-otherwise/not-smooth", (0,), CLEAN),
        ("remark-theta2-sample/condition-10", (0,), CLEAN),
        ("theorem-2-jump/not-smooth", (1,), MEANING),
        ("remark-otherwise/not-smooth", (1,), MEANING),
        ("remark-theta2-sample/condition-10", (1,), MEANING),
        (
            "remark-theta2-sample/condition-10",
            (3,),
            "it puts the pairs into the level set (remark-theta2-sample/level-set)",
        ),
        ("lemma-3/same-signs-nonzero", (1, 2), SIGNS),
        ("theorem-2/same-signs", (2, 3), OTHER),
        ("remark-figure-6-interior/lemma-4-repaired", (0,), "it follows from θᵀh ≠ 0; the formula has 1/‖θ‖"),
        ("lemma-4/jacobian", (1,), KINK),
        ("lemma-4/velocity", (3,), KINK),
        ("lemma-5/jacobian", (3,), KINK),
        ("lemma-5/velocity", (5,), KINK),
        ("lemma-5/lipschitz", (5, 6), KINK),
        ("lemma-5/smooth", (6, 7), KINK),
        ("lemma-5-tangent/tangent-form", (4,), KINK),
        ("lemma-5/velocity", (0, 1, 2, 4), TURNS),
        ("lemma-5/lipschitz", (0, 1, 2, 4), TURNS),
        ("lemma-5/smooth", (1, 2, 3, 5), TURNS),
        ("lemma-5-tangent/tangent-form", (0, 1, 2), TURNS),
        ("level-set/gradient", (3, 4), "the constant has room: no violation is known without one of the two levels"),
        (
            "lp-below-two/lipschitz",
            (4, 5),
            "the constant has room: no violation is known where one of the two is larger",
        ),
        ("pgd/raises-the-loss", (2, 3), STANDS),
        ("remark-pgd/sticks", (2, 3), STANDS),
        ("pgd/projection", (2,), STANDS),
        ("remark-bounded-level-set/unbounded", (0, 1), RAYS),
        ("remark-bounded-level-set/unbounded", (2,), "for data that no w separates the level sets can be bounded"),
        (
            "remark-bounded-level-set/unbounded",
            (3,),
            "N(0) = 0 excludes w = 0 from the separating ones; the witness has w/‖w‖",
        ),
        ("remark-constraint-cause/inactive", (0, 1), INACTIVE),
        ("remark-constraint-cause/no-constant", (1,), INACTIVE),
        ("lemma-5-tangent/printed-equal", (2,), "elsewhere the smallest singular value is 1, not this c"),
        (
            "lemma-5-tangent/smallest-singular-value",
            (2,),
            "n is the unit normal, and Mw = λw + (nᵀMw)n an eigenvector of M_T",
        ),
        ("remark-flatness/on-the-sphere", (0,), "one of the conditions that move: it says how the multiplier does"),
        ("remark-linf-not-shown/face-maximiser", (0,), "it puts the maximiser into the box"),
        ("remark-envelope/danskin", (3,), "a loss that is linear in θ has no maximiser with a formula at θ = 0"),
        (
            "remark-diameter/repaired-lp",
            (3,),
            "for p < 2 it needs attacks along the axes, which no formula for every θ gives",
        ),
        (
            "proposition-1/eq15-p-at-most-2",
            (3,),
            "for p > 2 see proposition-1/eq15-printed and remark-diameter/printed-lp",
        ),
        (
            "remark-gradient-method/stays-away",
            (0,),
            "at R = 0 it fails where ε‖θ‖ = 0 < θ_min: there log 2 is compared with itself, which balls do not decide",
        ),
        ("remark-inside-stationary/stationary", (0,), LIMIT),
        ("remark-edge-stationary/stationary", (0,), LIMIT),
        ("remark-edge-stationary/multiplier-sign", (0,), LIMIT),
        ("remark-edge-stationary/stationary", (2,), NORMAL),
        ("remark-edge-stationary/multiplier-sign", (2,), NORMAL),
        (
            "remark-edge-stationary/multiplier-sign",
            (3,),
            "the bound for a shorter step is the better one: it is not needed",
        ),
        ("lemma-5-tangent/printed-equal", (1,), "0 < ‖θ‖ ≤ ε implies it, and c = ‖θ‖/ε has no value without it"),
        ("remark-edge-stationary/stationary", (3, 4), "a shorter step would do: t stands for any number so small"),
    )
    for number in numbers
)
