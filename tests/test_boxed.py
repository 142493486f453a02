"""Claims about a whole box are shown by balls only, and never where the balls leave something open."""

from dataclasses import replace
from fractions import Fraction

import pytest
from flint import arb, fmpq

from verify import Abs, Integer, Rational, Symbol, diff, exp, sigmoid, softplus, sqrt, symbols
from verify.checkers.box.check import check
from verify.checkers.box.cover import Region
from verify.checkers.box.elementary import FUNCTIONS, power, swish
from verify.checkers.box.found import Found, to_record
from verify.checkers.box.jet import Jets
from verify.checkers.box.krawczyk import has_one_root
from verify.checkers.box.system import Equations
from verify.checkers.boxes import ball, covers, everywhere, positive_definite, rational
from verify.checkers.stored.box import replay
from verify.kernel.decide import decide
from verify.kernel.evaluate import ball as value_at
from verify.kernel.record import named
from verify.language.branch import EveryPoint, InsideBranch, Located, Moves, OneRoot, SphereBranch, Unique
from verify.language.claim import Claim
from verify.language.relation import eq, le, lt
from verify.language.verdict import Outcome
from verify.prover.box.certificates import find, find_cover, prove_on_box

x, y, s, t, z = symbols("x y s t z")
a, b = symbols("a b")
TENTH = Rational(1, 10)


def about(certificate, name="claim"):
    return Claim(
        name=name, says="", assuming=certificate.assumptions, conclusion=certificate.conclusion, certificate=certificate
    )


def bowl(kind=InsideBranch, radius=1, width=TENTH, loss=None):
    """-(x - s)^2 - (y - t)^2: the maximiser is (s, t), its constant 1, c = 2 and C = 2."""
    loss = -((x - s) ** 2) - (y - t) ** 2 if loss is None else loss
    box = tuple((p, Rational(1, 2) - width, Rational(1, 2) + width) for p in (s, t))
    return kind(loss, (x, y), (Integer(0), Integer(0)), Rational(radius), box)


def speed(first, c, C):
    return Moves(first, first.replaced({x: Symbol("u"), y: Symbol("v"), s: a, t: b}), c, C)


@pytest.mark.parametrize(
    "f, derivatives",
    [*((f(z), g) for f, g in FUNCTIONS.items()), (z * sigmoid(z), swish), (z**3, power(Fraction(3)))],
    ids=[*(f.__name__ for f in FUNCTIONS), "swish", "cube"],
)
def test_derivatives_over_a_ball_contain_the_derivatives_at_its_points(f, derivatives):
    def number(z):
        return Rational(str(z.fmpq()))

    for middle, radius in (
        (Fraction(-5, 4), Fraction(1, 8)),
        (Fraction(0), Fraction(1, 2)),
        (Fraction(2), Fraction(3)),
    ):
        enclosed = derivatives(ball((rational(middle - radius), rational(middle + radius))))
        for point in (middle - radius, middle, middle + radius * Fraction(2, 3)):
            for k, wide in enumerate(enclosed):
                slope = diff(f, z, k)
                assert decide(le(number(wide.lower()), slope), {z: point}) is True
                assert decide(le(slope, number(wide.upper())), {z: point}) is True


def test_a_root_of_a_negative_number_and_a_division_by_zero_leave_everything_open():
    for expression in (sqrt(z), 1 / z):
        jet = Jets(expression, (z,))([arb(0, 1)], active=1)
        assert not jet.value.is_finite() and not jet.value > -1000 and not jet.value < 1000


@pytest.mark.parametrize("written", [z / z, 0 * (1 / z), (1 / z) ** Integer(0), 1 / z - 1 / z], ids=str)
def test_what_has_no_value_somewhere_is_not_enclosed_though_it_is_a_number_elsewhere(written):
    assert not Jets(written, (z,))([arb(0, 1)], active=1).value.is_finite()
    assert Jets(written, (z,))([arb(1)], active=1).value.is_finite()


@pytest.mark.parametrize("written", [z * z * sigmoid(z), z * sigmoid(z) * sigmoid(z) * z * 2], ids=str)
def test_a_factor_counts_as_often_as_it_is_written(written):
    assert float(Jets(written, (z,))([arb(2)], active=1).value) == pytest.approx(float(value_at(written, {z: 2})[0]))


def test_nothing_is_different_from_what_is_not_a_number():
    assert (arb.nan() != 0) is False and not arb.nan() < 0 and not arb.nan() > 0


def test_jets_agree_with_the_derivatives_by_formulas():
    f = softplus(-a * (x + b * y) * sigmoid(x + b * y) + exp(-x)) + x**3 * y
    at = {x: Fraction(1, 3), y: Fraction(-1, 2), a: Fraction(3, 2), b: Fraction(2, 5)}
    jet = Jets(f, (x, y), (a, b))([arb(rational(v)) for v in at.values()], active=4)

    def value(e):
        return float(value_at(e, at)[0])

    for i, u in enumerate(at):
        assert float(jet.first[i]) == pytest.approx(value(diff(f, u)), rel=1e-12)
    for i, j in [(0, 0), (0, 1), (1, 1), (0, 2), (0, 3), (1, 2), (1, 3)]:
        u, v = [*at][i], [*at][j]
        assert float(jet.second[i, j]) == pytest.approx(value(diff(diff(f, u), v)), rel=1e-12)


def test_a_matrix_is_positive_definite_only_when_all_of_the_ball_is():
    assert positive_definite([[arb(2), arb(1)], [arb(1), arb(1)]])
    assert not positive_definite([[arb(1), arb(1)], [arb(1), arb(1)]])
    assert not positive_definite([[arb(2, 2.1), arb(0)], [arb(0), arb(1)]])


@pytest.mark.parametrize("pivot", [arb.nan(), arb.pos_inf(), arb(1, arb.pos_inf())], ids=str)
def test_a_pivot_that_is_not_finite_is_never_positive(pivot):
    assert not positive_definite([[pivot]])
    assert not positive_definite([[arb(1), arb(0)], [arb(0), pivot]])


SQUARE = ((fmpq(0), fmpq(1)), (fmpq(0), fmpq(1)))


def test_a_cover_has_a_letter_for_every_piece_in_the_order_of_the_cuts():
    pieces = []
    assert covers(SQUARE, "1a0bc", lambda piece, letter: pieces.append((letter, piece)) is None)
    half, whole = (fmpq(0), fmpq(1, 2)), (fmpq(0), fmpq(1))
    upper = (fmpq(1, 2), fmpq(1))
    assert pieces == [("a", (whole, half)), ("b", (half, upper)), ("c", (upper, upper))]


@pytest.mark.parametrize("word", ["", "0", "0a", "0a1b", "aa", "0aaa", "2aa", "-aa", "0ab", "²aa"])
def test_a_word_that_ends_early_or_late_or_cuts_no_side_or_has_another_letter_covers_nothing(word):
    assert not covers(SQUARE, word, lambda piece, letter: letter == "a")


def test_a_box_that_is_never_settled_ends_undecided():
    assert not everywhere(lambda at: at[0] > 0, ((fmpq(0), fmpq(1)),))
    assert everywhere(lambda at: at[0] > -1, ((fmpq(0), fmpq(1)),))


def test_one_root_is_shown_only_where_there_is_one():
    square = Equations([x**2 - s], (x,), (s,))
    fixed = [ball((fmpq(19, 10), fmpq(21, 10)))]
    assert has_one_root(square, ((fmpq(1), fmpq(2)),), fixed)
    assert not has_one_root(square, ((fmpq(-2), fmpq(2)),), fixed)
    assert not has_one_root(square, ((fmpq(3, 2), fmpq(2)),), fixed)
    assert not has_one_root(Equations([(x - 1) ** 2], (x,)), ((fmpq(0), fmpq(3, 2)),), [])


INSIDE = bowl()
SPHERE = bowl(SphereBranch, radius=Rational(1, 2), width=TENTH / 5)


@pytest.mark.parametrize(
    "first, c, C", [(INSIDE, "19/10", "21/10"), (SPHERE, "1/5", "21/10")], ids=["inside", "sphere"]
)
def test_a_bowl_has_the_branch_that_is_known(first, c, C):
    for certificate in (
        Located(first),
        Unique(first, first.replaced({x: a, y: b})),
        speed(first, Rational(c), Rational(C)),
    ):
        assert prove_on_box(about(certificate)).outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    "certificate, why",
    [
        (speed(INSIDE, 2, 3), "c = 2 is not shown"),
        (speed(INSIDE, 1, 2), "C = 2 is not shown"),
        (speed(SPHERE, 1, 3), "c = 1 is not shown"),
        (Located(bowl(SphereBranch, width=TENTH / 5)), "every maximiser lies in the enclosure"),
        (Located(bowl(InsideBranch, radius=Rational(1, 2))), "the box may be too large"),
        (Located(bowl(width=Rational(1, 2))), "the box may be too large"),
        (Located(bowl(loss=x * s)), "the box may be too large"),
        (Located(bowl(loss=(x - s) ** 2 + (y - t) ** 2)), "every maximiser lies in the enclosure"),
        (Located(bowl(loss=Abs(x - s))), "cannot be differentiated"),
    ],
)
def test_what_is_false_or_too_wide_is_undecided(certificate, why):
    evidence = prove_on_box(about(certificate))
    assert evidence.outcome is Outcome.UNKNOWN and why in evidence.detail


def test_a_local_maximum_that_is_not_the_largest_is_not_taken_for_the_maximum():
    """Two wells: near (1/2, 0) the maximum is only local, the larger one is at (-1/2, 0)."""
    loss = -((x**2 - Rational(1, 4)) ** 2) - y**2 - x / 8 + s * x / 100 + t * y / 100
    claim = about(Located(bowl(loss=loss)))
    box = ((fmpq(7, 20), fmpq(12, 20)), (fmpq(-1, 10), fmpq(1, 10)))
    region = Region(claim.certificate.branch, box, (fmpq(-1, 2), fmpq(0)))
    assert find_cover(region, most=500) == ""
    assert check(claim, replace(find(claim), enclosure=box)).outcome is Outcome.UNKNOWN
    assert prove_on_box(claim).outcome is Outcome.HOLDS


FOUND = find(about(Located(INSIDE)))


@pytest.mark.parametrize(
    "spoilt",
    [
        replace(FOUND, tree=FOUND.tree[:-1]),
        replace(FOUND, tree=FOUND.tree + "o"),
        replace(FOUND, tree=""),
        replace(FOUND, tree="e"),
        replace(FOUND, tree="o"),
        replace(FOUND, tree=FOUND.tree.replace("e", "g", 1)),
        replace(FOUND, tree=FOUND.tree.replace("0", "7", 1)),
        replace(FOUND, enclosure=FOUND.enclosure[:1]),
        replace(FOUND, enclosure=tuple((low, low) for low, _ in FOUND.enclosure)),
        replace(FOUND, enclosure=tuple((low + 1, high + 1) for low, high in FOUND.enclosure)),
        replace(FOUND, best=(fmpq(2), fmpq(0))),
        replace(FOUND, best=(fmpq(1, 2),)),
        Found(()),
    ],
    ids=range(13),
)
def test_a_spoilt_certificate_is_rejected(spoilt):
    claim = about(Located(INSIDE))
    assert check(claim, FOUND).outcome is Outcome.HOLDS
    assert check(claim, spoilt).outcome is Outcome.UNKNOWN
    record = to_record(named("essay/claim", about(Located(INSIDE))), spoilt)
    assert replay(record, "essay/claim", claim)[0] is False


def test_a_stored_certificate_is_believed_only_with_its_own_id_and_claim():
    claim, record = about(Located(INSIDE)), to_record(named("essay/claim", about(Located(INSIDE))), FOUND)
    assert replay(record, "essay/claim", claim) == (True, "essay/claim holds for d = 2, all 2 parameters in the box")
    assert "not about essay/claim" in replay(record | {"claim": "other/claim"}, "essay/claim", claim)[1]
    assert "is an old one" in replay({k: v for k, v in record.items() if k != "term"}, "essay/claim", claim)[1]
    assert "says something else" in replay(record, "essay/claim", about(Located(SPHERE)))[1]
    assert "the id does not belong" in replay(record | {"tree": "o"}, "essay/claim", claim)[1]
    assert "not about essay/other" in replay(record, "essay/other", claim)[1]
    assert "fields" in replay({k: v for k, v in record.items() if k != "best"}, "essay/claim", claim)[1]
    assert replay(record | {"enclosure": "1"}, "essay/claim", claim)[0] is False


@pytest.mark.parametrize(
    "change",
    [
        lambda c: replace(c, assuming=c.assuming[1:]),
        lambda c: replace(c, assuming=(*c.assuming, le(0, s))),
        lambda c: replace(c, conclusion=lt(c.conclusion.lhs, c.conclusion.rhs / 2)),
        lambda c: replace(c, exists=(s,)),
        lambda c: replace(c, certificate=Located(bowl(width=TENTH / 2))),
        lambda c: replace(c, certificate=Located(bowl(loss=-(x**2) - (y - t) ** 2))),
    ],
)
def test_a_claim_has_to_say_exactly_what_its_certificate_shows(change):
    assert check(change(about(Located(INSIDE))), FOUND).outcome is Outcome.UNKNOWN


def test_the_other_branch_has_to_be_a_copy_in_new_symbols():
    wider = bowl(width=TENTH / 2).replaced({x: a, y: b})
    for twin in (INSIDE, wider, INSIDE.replaced({x: a})):
        assert prove_on_box(about(Unique(INSIDE, twin))).outcome is Outcome.UNKNOWN
    same = Moves(INSIDE, INSIDE.replaced({x: a, y: b}), 1, 3)
    assert "symbols of its own" in prove_on_box(about(same)).detail


def bounded(conclusion, low, high, **more):
    return Claim(name="claim", says="", assuming=(le(low, z), le(z, high)), conclusion=conclusion, **more)


def test_an_equation_has_a_root_between_bounds_only_where_it_has_one():
    root = {"exists": (z,), "certificate": OneRoot()}
    assert prove_on_box(bounded(eq(z**2, 2), 1, 2, **root)).outcome is Outcome.HOLDS
    assert prove_on_box(bounded(eq(z**2, -2), 1, 2, **root)).outcome is Outcome.UNKNOWN
    assert prove_on_box(bounded(eq(z**2, 2), Rational(3, 2), 2, **root)).outcome is Outcome.UNKNOWN
    assert prove_on_box(bounded(le(z**2, 2), 1, 2, **root)).outcome is Outcome.UNKNOWN
    assert prove_on_box(bounded(eq(z**2, 2), 1, 2, certificate=OneRoot())).outcome is Outcome.UNKNOWN


def test_an_inequality_is_shown_at_every_point_or_not_at_all():
    everywhere = {"certificate": EveryPoint()}
    assert prove_on_box(bounded(lt(z, exp(z)), -3, 3, **everywhere)).outcome is Outcome.HOLDS
    assert prove_on_box(bounded(lt(z, 3), -3, 3, **everywhere)).outcome is Outcome.UNKNOWN
    assert prove_on_box(bounded(le(0, sqrt(z) + 1), -1, 3, **everywhere)).outcome is Outcome.UNKNOWN
    assert "side of the box is empty" in prove_on_box(bounded(lt(z, exp(z)), 3, -3, **everywhere)).detail
    loose = Claim(name="claim", says="", assuming=(le(-3, z),), conclusion=lt(z, exp(z)), **everywhere)
    assert "upper bound" in prove_on_box(loose).detail


def test_a_denominator_that_would_cancel_in_the_difference_must_not_vanish():
    bounds = (le(-1, z), le(z, 1))
    goal, equation = le(1 / z, 1 / z + 1), eq(1 / z + z, 1 / z)
    cover = Claim(name="c", says="", assuming=bounds, conclusion=goal, certificate=EveryPoint())
    root = Claim(name="c", says="", assuming=bounds, conclusion=equation, exists=(z,), certificate=OneRoot())
    assert "on every part" in prove_on_box(cover).detail
    assert prove_on_box(root).outcome is Outcome.UNKNOWN
    assert "does not show a root" in check(root, Found(((fmpq(-1, 2), fmpq(1, 2)),))).detail


@pytest.mark.parametrize("c, C", [(-1, 3), (1, -3), (-1, -3), (0, 3)])
def test_a_bound_of_the_speed_is_a_quotient_of_sizes(c, C):
    certificate = speed(bowl(), c, C)
    claim = replace(about(speed(bowl(), 1, 3)), certificate=certificate)
    assert "has to be positive" in prove_on_box(claim).detail


def test_a_root_is_enclosed_to_fifty_digits_and_not_beside_them():
    root = {"exists": (z,), "certificate": OneRoot()}
    digits = Rational("1.41421356237309504880168872420969807856967187537694")
    step = Rational(1, 10**50)
    assert prove_on_box(bounded(eq(z**2, 2), digits, digits + step, **root)).outcome is Outcome.HOLDS
    assert prove_on_box(bounded(eq(z**2, 2), digits + step, digits + 2 * step, **root)).outcome is Outcome.UNKNOWN


def test_a_loss_that_need_not_be_differentiable_on_the_whole_ball_has_no_cover():
    pole = bowl(loss=-((x - s) ** 2) - (y - t) ** 2 - 1 / (1000 * (x + Rational(3, 4)) ** 2))
    evidence = prove_on_box(about(Located(pole)))
    assert evidence.outcome is Outcome.UNKNOWN and "every maximiser lies in the enclosure" in evidence.detail


@pytest.mark.parametrize(
    "first",
    [
        bowl(loss=-((x**2 - Rational(1, 4)) ** 2) - y**2 + (s - t) * y / 100),
        bowl(loss=s - t),
        bowl(loss=-((x - s) ** 4) - (y - t) ** 4),
        bowl(SphereBranch, loss=(1 + s) * x**2 + t * y / 100, width=TENTH / 5),
        replace(bowl(SphereBranch, loss=s * x + t * y), box=((s, -TENTH, TENTH), (t, -TENTH, TENTH))),
    ],
    ids=["two equal maxima", "constant", "degenerate", "two ends of the sphere", "through zero"],
)
def test_a_maximiser_that_is_not_unique_is_never_shown_to_be(first):
    assert prove_on_box(about(Located(first))).outcome is Outcome.UNKNOWN


def test_the_speed_on_the_sphere_is_not_shown_below_the_true_one():
    """x' = theta/‖theta‖ on the unit ball: the constant is 1/‖theta‖, at most 1.4732 over the box."""
    linear = bowl(SphereBranch, loss=s * x + t * y, width=TENTH / 5)
    assert prove_on_box(about(speed(linear, Rational(3, 5), Rational(101, 100)))).outcome is Outcome.HOLDS
    assert prove_on_box(about(speed(linear, Rational(7, 10), Rational(101, 100)))).outcome is Outcome.UNKNOWN
