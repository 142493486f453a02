"""Claims on boxes are re-checked by a program that shares nothing with the engine."""

import importlib
import json
import pkgutil
import random
import sys
from fractions import Fraction
from functools import cache

import pytest
from flint import arb, ctx, fmpq

import proofs
from tests.test_recheck_numbers import about, number, read_back
from verify import recheck
from verify.checkers.box.jet import Jets
from verify.kernel.decide import decide
from verify.language.module import statement_of
from verify.language.relation import le
from verify.prover.certificates.boxes import on_box
from verify.prover.certificates.terms import Table

recheck.load_companions()
numbers, jets, branches = (sys.modules[f"recheck_{name}"] for name in ("numbers", "jets", "branches"))
NETWORKS = [f"network-{n}/{c}" for n in ("inside", "sphere", "three-inputs") for c in ("place", "unique", "lipschitz")]


@cache
def claims():
    found = {}
    for module in pkgutil.walk_packages(proofs.__path__, "proofs."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "STATEMENT"):
            statement = statement_of(module.name)
            found |= {f"{statement.name}/{c.name}": c for c in statement.claims if c.certificate is not None}
    return found


@cache
def text(name):
    return json.dumps(on_box(name, claims()[name]))


def made(name):
    return json.loads(text(name))


def refusal(certificate):
    """Why it is refused; empty where it is shown."""
    try:
        recheck.check(certificate)
    except recheck.Bad as why:
        return str(why)
    return ""


def is_shown(certificate):
    return not refusal(certificate)


@pytest.mark.parametrize("name", sorted(claims()))
def test_every_claim_on_a_box_is_shown_again(name):
    assert refusal(made(name)) == ""


def test_these_are_the_claims_on_boxes():
    kinds = [made(name)["proof"]["rule"] for name in claims()]
    assert (kinds.count("box"), kinds.count("branch")) == (8, 9)
    assert {name for name in claims() if made(name)["proof"]["rule"] == "branch"} == set(NETWORKS)


# --------------------------------------------------------------------------------------------------- inequalities and roots


def edited(certificate, chance):
    """One number, head, relation or place changed."""
    terms = certificate["terms"]
    k = chance.randrange(len(terms))
    what = chance.randrange(4)
    if what == 0:
        relation = chance.choice([certificate["conclude"], *certificate["assume"]])
        place = chance.randrange(3)
        relation[place] = chance.choice(["=", "<=", "<", "!="]) if place == 1 else chance.randrange(len(terms))
    elif what == 1:
        certificate["conclude"].reverse()
    elif terms[k][0] == "n":
        terms[k][1] = chance.choice(["0", "1", "-1", "2", "1/2", "-3/7", "67/100", "1/1000"])
    elif len(terms[k]) > 1 and terms[k][0] != "s":
        if chance.random() < 0.5:
            terms[k][chance.randrange(1, len(terms[k]))] = chance.randrange(k)
        else:
            terms[k][0] = chance.choice(["sigmoid", "softplus"] if len(terms[k]) == 2 else ["+", "*", "^"])
    return certificate


def is_true_by_the_engine(certificate):
    """At the ends of each bound and in its middle; of an equation, that the difference changes its sign between the ends."""
    claim = read_back(certificate)
    ends = {}
    for r in claim.relations:
        symbol, value = (r.lhs, r.rhs) if r.lhs.is_Symbol else (r.rhs, r.lhs)
        ends.setdefault(symbol, []).append(value.value)
    points = [{}]
    for s, (a, b) in ends.items():
        points = [p | {s: x} for p in points for x in (a, (a + b) / 2, b)]
    if not certificate["exists"]:
        return all(decide(claim.conclusion, p) for p in points)
    down, up = le(claim.conclusion.slack, 0), le(0, claim.conclusion.slack)
    first, last = points[0], points[-1]
    return any(decide(r, first) and decide(s, last) for r, s in ((down, up), (up, down)))


@pytest.mark.parametrize("name", sorted(set(claims()) - set(NETWORKS)))
def test_what_is_accepted_after_an_edit_is_true(name):
    chance = random.Random(name)
    refused = 0
    for _ in range(60):
        certificate = edited(made(name), chance)
        if is_shown(certificate):
            assert is_true_by_the_engine(certificate), certificate
        else:
            refused += 1
    assert refused > 5


X = [["x", "number", 7, False]]
INTERVAL = {"symbols": X, "assume": [[0, "<=", 2], [2, "<=", 1]], "verdict": "PROVED"}


def on_interval(shows, low, high, terms, conclude, **others):
    certificate = about([number(low), number(high), ["s", 0], *terms], conclude, **(INTERVAL | others))
    return certificate | {"proof": {"rule": "box", "shows": shows}}


def test_an_inequality_holds_at_every_point_or_is_refused():
    square = [["^", 2, 3], ["*", 2, 2]]
    assert is_shown(on_interval("bound", "-1", "1", [number("2"), ["^", 2, 3], number("-1/10")], [5, "<", 4]))
    assert not is_shown(on_interval("bound", "-1", "1", [number("2"), *square, number("99/100")], [4, "<=", 6]))
    assert is_shown(on_interval("bound", "-1", "1", [number("2"), *square, number("101/100")], [4, "<=", 6]))
    assert not is_shown(on_interval("bound", "1", "-1", [number("2"), *square], [4, "<=", 1]))
    assert not is_shown(on_interval("bound", "-1", "1", [number("-1"), ["^", 2, 3], number("-2")], [5, "!=", 4]))
    assert not is_shown(
        on_interval("bound", "-1", "1", [number("-1"), ["^", 2, 3], ["*", 4, 4], number("-1")], [6, "<", 5])
    )


def test_what_is_assumed_beside_the_box_is_refused():
    holds = on_interval("bound", "-1", "1", [number("2")], [2, "<", 3])
    assert is_shown(holds)
    assert not is_shown(holds | {"assume": [*holds["assume"], [3, "<", 2]]})
    assert not is_shown(holds | {"assume": holds["assume"][:1]})
    assert not is_shown(holds | {"symbols": [["x", "number", 7, True]]})
    assert not is_shown(holds | {"symbols": [["x", "vector", 7, False]]})
    assert not is_shown(holds | {"exists": [0]})
    assert not is_shown(holds | {"verdict": "REFUTED"})


def test_a_root_lies_where_the_sign_changes():
    line = [number("1/3")]
    there = {"exists": [0]}
    assert is_shown(on_interval("root", "0", "1", line, [2, "=", 3], **there))
    assert not is_shown(on_interval("root", "1/2", "1", line, [2, "=", 3], **there))
    assert not is_shown(on_interval("root", "0", "1", line, [2, "=", 3]))
    assert not is_shown(on_interval("root", "0", "1", line, [2, "<=", 3], **there))
    pole = [number("-1"), ["^", 2, 3], number("0")]
    assert not is_shown(on_interval("root", "-1", "1", pole, [4, "=", 5], **there))


# ---------------------------------------------------------------------------------------------------------- derivatives


@pytest.mark.parametrize("name", ["network-inside/place", "network-three-inputs/place"])
def test_pairs_contain_the_derivatives(name):
    branch = claims()[name].certificate.branch
    written = Table()
    loss = written.add(branch.loss)
    table = numbers.Table(
        {"symbols": written.symbols, "terms": written.entries, "assume": [], "conclude": [loss, "=", loss]}
    )
    d, count = len(branch.unknowns), len(branch.unknowns) + len(branch.parameters)
    places = [written.symbol(s) for s in (*branch.unknowns, *branch.parameters)]
    chance = random.Random(name)
    exact_jets = Jets(branch.loss, branch.unknowns, branch.parameters)
    for width in (0, 1, 10):
        middles = [Fraction(chance.randint(-200, 200), 128) for _ in places]
        sides = [(m - Fraction(width, 64), m + Fraction(width, 32)) for m in middles]
        formula, steps = jets.formula(table, loss, places[:d], dict(zip(places[d:], sides[d:], strict=True)))
        by = [steps[s] for s in places]
        found = formula.jet(
            [jets.around(*side) for side in sides[:d]], by, [(i, j) for i in by[:d] for j in by if i <= j]
        )
        with ctx.workprec(400):
            exact = exact_jets([arb(fmpq(m.numerator, m.denominator)) for m in middles], active=count)
        values = [(found.value, exact.value)]
        values += [(found.first[by[k]], z) for k, z in exact.first.items()]
        values += [(found.second[by[i], by[j]], z) for (i, j), z in exact.second.items()]
        assert all(is_within(z, pair) for pair, z in values)
        assert len(values) > 20
        assert width or all(high - low < 200 for (low, high), _ in values)


def is_within(z, pair):
    """Is the ball not surely outside?"""
    with ctx.workprec(400):
        return not z * jets.ONE < pair[0] and not z * jets.ONE > pair[1]


ENDS = [0, 1, 2, jets.ONE, 39 * jets.ONE, 40 * jets.ONE - 1, 40 * jets.ONE, 41 * jets.ONE, 10**60]


@pytest.mark.parametrize("name", ["sigmoid", "softplus"])
def test_pairs_contain_the_values_of_functions_and_are_narrow(name):
    chance = random.Random(name)
    at = [*ENDS, *(chance.randint(0, 1 << chance.randint(1, 46)) for _ in range(2_000))]
    for x in (*at, *(-x for x in at)):
        low, high = getattr(jets, name)((x, x))
        with ctx.workprec(600):
            e = (arb(x) / jets.ONE).exp()
            exact = e / (1 + e) if name == "sigmoid" else e.log1p()
            assert is_within(exact, (low, high)), x
        assert high - low <= 4, x
        assert 0 <= low <= jets.ONE or name == "softplus"


def test_pairs_contain_what_is_done_with_their_members():
    chance = random.Random(0)

    def drawn():
        return chance.choice([0, 1, -1, jets.ONE, -jets.ONE, chance.randint(-(1 << 44), 1 << 44)])

    for _ in range(2_000):
        a, b = (tuple(sorted((drawn(), drawn()))) for _ in range(2))
        x, y = (Fraction(chance.randint(*pair), jets.ONE) for pair in (a, b))
        found = {"add": x + y, "times": x * y}
        assert all(holds(getattr(jets, name)(a, b), exact) for name, exact in found.items())
        assert holds(jets.square(a), x * x)
        assert holds(jets.minus(a), -x)
        assert a[0] <= 0 or holds(jets.inverse(a), 1 / x)
        assert holds(jets.around(x / 3, x / 3), x / 3)


def holds(pair, exact):
    return pair[0] <= exact * jets.ONE <= pair[1]


def test_numbers_that_grow_are_refused():
    with pytest.raises(recheck.Bad, match="too large"):
        jets.times((0, jets.LARGEST), (0, 2 * jets.ONE))


ROOT = ((0, 8), (0, 4))


def test_a_word_cuts_a_box_into_pieces_that_cover_it():
    assert [*jets.pieces(ROOT, "a")] == [(ROOT, "a")]
    assert [*jets.pieces(ROOT, "0a1bc")] == [(((0, 4), (0, 4)), "a"), (((4, 8), (0, 2)), "b"), (((4, 8), (2, 4)), "c")]


@pytest.mark.parametrize("word", ["", "0", "0a", "01aa", "aa", "0aaa"])
def test_a_word_that_ends_early_or_goes_on_is_refused(word):
    with pytest.raises(recheck.Bad):
        [*jets.pieces(ROOT, word)]


# ------------------------------------------------------------------------------------------------- maximisers of a network


def number_term(certificate, value):
    certificate["terms"].append(["n", value])
    return len(certificate["terms"]) - 1


def schemas(certificate):
    return [a for a in certificate["assume"] if isinstance(a, dict)]


def balls(certificate):
    return [a for a in certificate["assume"] if isinstance(a, list) and certificate["terms"][a[0]][0] == "+"]


def with_a_smaller_constant(c):
    c["terms"][c["terms"][c["conclude"][2]][1]][1] = "1/10"


def with_a_negative_constant(c):
    c["terms"][c["terms"][c["conclude"][2]][1]][1] = "-3"


def with_a_strict_inequality(c):
    c["conclude"][1] = "<"


def turned_round(c):
    c["conclude"].reverse()


def without_a_parameter_in_the_distance(c):
    root = c["terms"][c["terms"][c["conclude"][2]][2]]
    del c["terms"][root[1]][1]


def without_a_maximiser(c):
    c["assume"].remove(schemas(c)[1])


def with_a_maximiser_over_a_smaller_ball(c):
    schemas(c)[1]["assume"][0][2] = number_term(c, "1/100")


def with_a_minimiser(c):
    schemas(c)[1]["conclude"].reverse()


def with_a_maximiser_among_others(c):
    schemas(c)[1]["assume"].append(list(balls(c)[0]))


def with_fewer_others(c):
    schemas(c)[1]["variables"].pop()


def with_a_maximiser_in_a_larger_ball(c):
    balls(c)[1][2] = number_term(c, "4")


def with_another_loss(c):
    one, other = schemas(c)
    one["conclude"] = other["conclude"]


def with_a_parameter_of_more_values(c):
    named = {s[0]: k for k, s in enumerate(c["symbols"])}
    low = next(a for a in c["assume"] if isinstance(a, list) and c["terms"][a[2]] == ["s", named["phi_11"]])
    low[0] = number_term(c, "0")


def without_a_bound(c):
    c["assume"].pop(0)


def with_a_positive_parameter(c):
    c["symbols"][0][2] = 4


def with_a_point_outside(c):
    c["proof"]["best"] = ["5", "5"]


def with_much_curvature(c):
    c["proof"]["curvature"] = "10"


def with_no_curvature(c):
    c["proof"]["curvature"] = "0"


def with_a_ball_that_is_not_cut(c):
    c["proof"]["cover"] = "e"


def without_a_word(c):
    del c["proof"]["cover"]


def with_a_list_of_letters(c):
    c["proof"]["cover"] = [*c["proof"]["cover"]]


def with_a_cover_that_goes_on(c):
    c["proof"]["cover"] += "o"


def with_nothing_left(c):
    c["proof"]["cover"] = c["proof"]["cover"].replace("e", "v")


def with_a_side_that_is_not_there(c):
    c["proof"]["cover"] = "7" + c["proof"]["cover"]


def with_another_weight(c):
    terms, named = c["terms"], {s[0]: k for k, s in enumerate(c["symbols"])}
    for r in (a for a in c["assume"] if isinstance(a, list)):
        for place, other in ((0, 2), (2, 0)):
            if terms[r[place]] in (["s", named["theta_11"]], ["s", named["phi_11"]]):
                r[other] = number_term(c, "-3" if other == 0 else "3")


def with_another_proof(c):
    c["proof"]["curvature"] = True


EDITS = [
    with_a_smaller_constant,
    with_a_negative_constant,
    with_a_strict_inequality,
    turned_round,
    without_a_parameter_in_the_distance,
    without_a_maximiser,
    with_a_maximiser_over_a_smaller_ball,
    with_a_minimiser,
    with_a_maximiser_among_others,
    with_fewer_others,
    with_a_maximiser_in_a_larger_ball,
    with_another_loss,
    with_a_parameter_of_more_values,
    without_a_bound,
    with_a_positive_parameter,
    with_a_point_outside,
    with_much_curvature,
    with_no_curvature,
    with_a_ball_that_is_not_cut,
    without_a_word,
    with_a_list_of_letters,
    with_a_cover_that_goes_on,
    with_nothing_left,
    with_a_side_that_is_not_there,
    with_another_weight,
    with_another_proof,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.__name__)
def test_an_edited_claim_about_maximisers_is_refused(edit):
    certificate = made("network-sphere/lipschitz")
    assert is_shown(certificate)  # and what was shown of one certificate is not taken for what another one says
    edit(certificate)
    assert not is_shown(certificate)


@pytest.mark.parametrize("name", ["cover", "curved"])
def test_no_piece_of_a_cover_can_be_left_out(name):
    certificate = made("network-sphere/lipschitz")
    word = certificate["proof"][name]
    for k in range(len(word)):
        certificate["proof"][name] = word[:k] + word[k + 1 :]
        assert not is_shown(certificate), k


@pytest.mark.parametrize("letter", ["o", "v", "g", "i", "t", "z", "E", " "])
def test_a_piece_with_a_maximiser_is_excluded_by_no_letter(letter):
    certificate = made("network-inside/place")
    region = branches.stated(certificate, certificate["proof"]).region
    around_it = tuple((low - 1000, high + 1000) for low, high in region.best)
    assert not region.excludes(around_it, letter, region.least())


@pytest.mark.parametrize("name", NETWORKS)
def test_no_piece_that_is_excluded_has_a_maximiser(name):
    """Outside what is left the loss is smaller than at the best point, for parameters in the middle of their bounds."""
    certificate = made(name)
    region = branches.stated(certificate, certificate["proof"]).region
    where = branches.located(region, certificate["proof"]["cover"])
    middle = [("in", *[sum(step[1:]) // 2] * 2) if step[0] == "in" else step for step in region.loss.steps]
    loss = jets.Formula(tuple(middle))
    chance = random.Random(name)
    points = [[chance.randint(*side) for side in region.root] for _ in range(3_000)]
    inside = [p for p in points if jets.squares(region.offset([(x, x) for x in p]))[1] <= region.radius2[0]]
    values = {tuple(p): loss.jet([(x, x) for x in p]).value for p in inside}
    assert len(values) > 500
    best = loss.jet(region.best).value
    outside = [v for p, v in values.items() if not all(a <= x <= b for x, (a, b) in zip(p, where.box, strict=True))]
    assert len(outside) > 500
    assert max(high for _, high in outside) < best[0]


@pytest.mark.parametrize("op", ["<", "<=", "!="])
def test_a_maximiser_is_where_it_is(op):
    certificate = made("network-sphere/place")
    certificate["conclude"][1] = op
    assert not is_shown(certificate)


def test_maximisers_for_different_parameters_are_not_said_to_be_one():
    certificate = made("network-sphere/lipschitz")
    left, _, _ = certificate["conclude"]
    certificate["conclude"] = [certificate["terms"][left][1], "=", number_term(certificate, "0")]
    assert not is_shown(certificate)
