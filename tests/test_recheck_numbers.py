"""Exact points that refute a claim are re-checked by a program that shares nothing with the engine."""

import importlib
import json
import pkgutil
import random
import subprocess
import sys
import time
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from flint import arb, ctx, fmpq

import proofs
from verify import E, Symbol, atan, chain, cos, cosh, eq, erf, exp, le, line, lt, pi, recheck, sigmoid, sinh
from verify.facts import logistic
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.certify import certify
from verify.kernel.evidence import settles
from verify.kernel.instances import counterexample
from verify.kernel.record import claim_symbols, point_from_json
from verify.language import functions, operators, symbols, term
from verify.language.claim import Claim
from verify.language.module import statement_of
from verify.language.relation import Relation
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.points import refutation
from verify.prover.certificates.terms import SORTS

FILES = Path(__file__).parent.parent / "verify"


a = Symbol("a")
recheck.load_companions()
intervals = sys.modules["recheck_intervals"]
Bad = recheck.Bad

# "There is" is refuted by values and a derivation: no point does.
BY_A_DERIVATION = {
    "lemma-2/origin-printed",
    "lemma-3/different-signs-printed",
    "remark-bounded-level-set/minimiser-exists",
    "remark-bounded-level-set/stationary-point-exists",
    "remark-figure-6-interior/inside-printed",
    "remark-linear-corner/unlike-printed",
    "remark-linf-not-shown/not-shown-printed",
    "remark-not-continuous/l2-gradient-printed",
    "remark-not-continuous/l2-loss-printed",
    "remark-not-continuous/linf-loss-printed",
    "remark-not-effective/no-step",
    "remark-open-ball/maximum-printed",
    "remark-origin/smooth-printed",
    "remark-otherwise/otherwise-printed",
    "remark-pgd/projection-printed",
    "remark-smaller-set/sets-printed",
    "remark-stationary-point/unbounded",
    "remark-theta2-zero/degrades-printed",
    "remark-theta2-zero/optimal-zero-l2-printed",
    "remark-theta2-zero/optimal-zero-linf-printed",
}
# Functions are chosen, of which properties are proved (tests/test_recheck_choices.py).
BY_A_CHOICE = {
    "bordered-hessian/eq39-printed",
    "bordered-hessian/eq41-last-term-printed",
    "bordered-hessian/eq41-printed",
    "derivative-bounds/thin-set-hessian-printed",
    "derivative-bounds/thin-set-printed",
    "lemma-2-jacobian/converse-printed",
    "lemma-5-norms/inverse-printed",
    "proposition-1/eq15-printed",
    "proposition-1/gradient-printed",
    "remark-assumption-wording/jointly-lipschitz",
    "remark-assumption-wording/smooth-for-x-printed",
    "remark-converse/converse-without-convexity",
    "remark-index/index-printed",
    "remark-saddle/maximum-printed",
    "remark-small-hessian/small-printed",
}


@cache
def refuted_claims():
    found = {}
    for module in pkgutil.walk_packages(proofs.__path__, "proofs."):
        loaded = importlib.import_module(module.name)
        if hasattr(loaded, "STATEMENT"):
            statement = statement_of(module.name)
            found |= {f"{statement.name}/{c.name}": c for c in statement.claims if c.expected == "REFUTED"}
    return found


@cache
def certificates():
    """The text of a certificate for every claim that a point refutes without a choice of functions."""
    found = {}
    for name, claim in refuted_claims().items():
        shown = counterexample(claim, statement=name.partition("/")[0], found_by="")
        if settles(shown, claim) and shown.outcome is Outcome.FAILS and claim.against is None:
            found[name] = json.dumps(refutation(name, claim, shown))
    return found


def is_shown(certificate):
    try:
        recheck.check(certificate)
    except Bad:
        return False
    return True


def test_every_claim_that_a_point_refutes_is_refuted_again():
    assert [name for name, text in certificates().items() if not is_shown(json.loads(text))] == []
    assert len(certificates()) == 38
    assert refuted_claims().keys() - certificates().keys() == BY_A_DERIVATION | BY_A_CHOICE


# ------------------------------------------------------------------ what is accepted is refuted by the engine's own numbers


CLASSES = {
    sort: getattr(symbols, name, None) or getattr(term, name)
    for name, sort in SORTS.items()
    if name not in ("Coordinate", "Direction")  # bound by determinants, whose certificates are no points
}
HEADS = {"+": term.Add, "*": term.Mul, "^": term.Pow, "abs": term.Abs, "max": functions.Max, "min": functions.Min}


def read_back(certificate):
    """The claim that the certificate states, in the engine's terms."""
    own = [
        CLASSES[sort]._named(name, signs, integer) if sort in CLASSES else None
        for name, sort, signs, integer in certificate["symbols"]
    ]
    made = []
    for head, *parts in certificate["terms"]:
        if head == "n":
            made.append(term.Number(Fraction(parts[0])))
        elif head == "s":
            made.append(own[parts[0]])
        elif head == "d":
            made.append(symbols.d)
        else:
            name = head if head in ("exp", "log", "sigmoid", "softplus", "sign", "tanh", "atan") else head.capitalize()
            kind = (
                HEADS.get(head)
                or getattr(functions, name, None)
                or getattr(operators, name, None)
                or functions.LambertW
            )
            made.append(kind(*(made[k] for k in parts)))
    relations = [Relation(made[a], op, made[b]) for a, op, b in (*certificate["assume"], certificate["conclude"])]
    return Claim(
        name="c", says="c", conclusion=relations[-1], assuming=tuple(relations[:-1]), beside=1 - certificate["least"]
    )


def is_refuted_by_the_engine(certificate):
    claim = read_back(certificate)
    values = zip(certificate["symbols"], certificate["proof"]["values"], strict=True)
    given = {symbol[0]: value for symbol, value in values} | {"d": str(certificate["proof"]["dimension"])}
    found = certify(claim, point_from_json(claim, {s.name: given[s.name] for s in claim_symbols(claim)}))
    return settles(found, claim) and found.outcome is Outcome.FAILS


def edited(certificate, chance):
    """One number, name, relation or place changed."""
    what = chance.choice(["term", "term", "term", "value", "value", "relation", "relation", "symbol", "size"])
    terms, proof = certificate["terms"], certificate["proof"]
    if what == "term":
        k = chance.randrange(len(terms))
        entry = terms[k]
        if entry[0] == "n":
            entry[1] = chance.choice(["0", "1", "-1", "2", "1/2", "-3/7", "10"])
        elif entry[0] == "s":
            entry[1] = chance.randrange(len(certificate["symbols"]))
        elif len(entry) > 1 and chance.random() < 0.5:
            entry[chance.randrange(1, len(entry))] = chance.randrange(k)
        else:
            one = ["total", "norm", "abs", "sign", "exp", "log", "sigmoid", "softplus", "mean", "peak", "product"]
            entry[0] = chance.choice(one if len(entry) == 2 else ["+", "*", "max", "min"])
    elif what == "value":
        given = [k for k, v in enumerate(proof["values"]) if v is not None]
        k = chance.choice(given)
        new = chance.choice(["0", "1", "-1", "2", "1/2", "-5/3"])
        if isinstance(proof["values"][k], str):
            proof["values"][k] = new
        else:
            row = proof["values"][k] if isinstance(proof["values"][k][0], str) else chance.choice(proof["values"][k])
            row[chance.randrange(len(row))] = new
    elif what == "relation":
        relation = chance.choice([certificate["conclude"], *certificate["assume"]])
        place = chance.randrange(4)
        if place == 1:
            relation[1] = chance.choice(["=", "<=", "<", "!="])
        elif place == 3:
            relation[0], relation[2] = relation[2], relation[0]
        else:
            relation[place] = chance.randrange(len(terms))
    elif what == "symbol":
        chance.choice(certificate["symbols"])[2] = chance.randrange(1, 8)
    else:
        name = chance.choice(["dimension", "sample"])
        proof[name] += chance.choice([-1, 1])
    return certificate


@pytest.mark.parametrize("name", sorted(certificates()))
def test_what_is_accepted_after_an_edit_is_a_refutation(name):
    chance = random.Random(name)
    refused = 0
    for _ in range(40):
        certificate = edited(json.loads(certificates()[name]), chance)
        if is_shown(certificate):
            assert is_refuted_by_the_engine(certificate), certificate
        else:
            refused += 1
    assert refused > 5


# --------------------------------------------------------------------------------------------------- one claim about numbers


def about(terms, conclude, values=(), *, assume=(), symbols=(), dimension=1, sample=1, **others):
    return {
        "claim": "c",
        "verdict": "REFUTED",
        "symbols": list(symbols),
        "terms": terms,
        "assume": list(assume),
        "conclude": conclude,
        "exists": [],
        "uniform": [],
        "least": 1,
        "owed": [],
        "proof": {"rule": "point", "dimension": dimension, "sample": sample, "values": list(values)},
    } | others


def number(x):
    return ["n", x]


SQRT2 = [number("2"), number("1/2"), ["^", 0, 1]]


def test_equal_irrational_numbers_are_refused_and_different_ones_are_told_apart():
    twice = [*SQRT2, ["*", 2, 2]]
    assert not is_shown(about(twice, [3, "!=", 0]))
    assert not is_shown(about(twice, [3, "=", 0]))
    assert not is_shown(about(twice, [3, "<", 0]))
    near = number(str(Fraction(14142135623730950488016887242096, 10**31)))
    assert is_shown(about([*SQRT2, near], [2, "=", 3]))
    assert is_shown(about([*SQRT2, near], [2, "<=", 3]))


def test_what_has_no_value_refutes_nothing():
    zero, minus = number("0"), number("-1")
    assert not is_shown(about([zero, minus, ["^", 0, 1], ["*", 0, 2]], [3, "!=", 0]))
    assert not is_shown(about([zero, ["log", 0]], [1, "=", 0]))
    assert not is_shown(about([minus, ["lambertw", 0], number("5")], [1, "=", 2]))
    assert not is_shown(about([zero, ["slope", 0], number("5")], [1, "=", 2]))
    assert not is_shown(about([minus, number("1/2"), ["^", 0, 1], number("5")], [2, "=", 3]))


def test_nothing_is_false_in_no_coordinate():
    v = [["v", "vector", 7, False]]
    below = about([["s", 0], number("0"), ["*", 0, 1], number("1")], [3, "<=", 2], [[]], symbols=v, dimension=0)
    assert not is_shown(below | {"least": 0})
    largest = about([["s", 0], ["peak", 0], number("1")], [1, "<=", 2], [[]], symbols=v, dimension=0)
    assert not is_shown(largest | {"least": 0})


@pytest.mark.parametrize(
    ("symbol", "value"),
    [
        (["x", "number", 4, False], "0"),
        (["x", "number", 1, False], "1"),
        (["x", "number", 5, False], "0"),
        (["x", "number", 7, True], "1/2"),
        (["x", "number", 2, False], "0"),
        (["x", "number", 7, False], ["1"]),
        (["y", "label", 5, False], "2"),
        (["y", "samplelabel", 5, False], ["3"]),
        (["v", "vector", 7, False], ["1", "2"]),
        (["v", "vector", 4, False], ["1"]),
        (["x", "sample", 7, False], [["1"], ["2"]]),
        (["x", "direction", 7, False], ["1"]),
        (["x", "number", 7, False], 1),
        (["x", "number", 7, False], "1e1"),
        (["x", "number", 7, False], "1/0"),
        (["x", "number", 7, False], "٣"),
        (["x", "number", 7, False], None),
    ],
)
def test_a_value_is_as_its_symbol_is_declared(symbol, value):
    assert not is_shown(about([["s", 0], number("7")], [0, "=", 1], [value], symbols=[symbol]))


def test_a_point_is_admissible():
    x = [["x", "number", 7, False]]
    terms = [["s", 0], number("1"), ["d"], number("2")]
    assert is_shown(about(terms, [0, "=", 1], ["0"], symbols=x))
    assert is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, assume=[[0, "<", 1]]))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, assume=[[1, "<", 0]]))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, assume=[[2, "!=", 1]]))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, assume=[[3, "<=", 2]]))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, dimension=0))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, least=2))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, exists=[0]))
    assert not is_shown(about(terms, [0, "=", 1], ["0"], symbols=x, verdict="PROVED"))


# -------------------------------------------------------------------------------------------------------------- hostile input


def nested(head, times):
    return [number("2"), *([head, k] for k in range(times))]


def towers(times):
    return [number("3"), *(["^", k, k] for k in range(times))]


def squares(times):
    return [number("3"), *(["*", k, k] for k in range(times))]


HUGE = "9" * 4000
HOSTILE = {
    "deep": about(nested("abs", 5000), [5000, "=", 0]),
    "a million terms": about([number("1")] * 1_000_000, [0, "=", 0]),
    "a tower": about(towers(12), [12, "=", 0]),
    "squares": about(squares(60), [60, "=", 0]),
    "irrational squares": about([*SQRT2, *(["*", k, k] for k in range(2, 80))], [80, "=", 0]),
    "exponentials": about(nested("exp", 9), [9, "=", 0]),
    "a logarithm of a long number": about([number(HUGE), ["log", 0]], [1, "<", 0]),
    "a high root": about([number("2"), number(f"1/{HUGE}"), ["^", 0, 1]], [2, "=", 0]),
    "a root of a long number": about([number(HUGE), number("1/63"), ["^", 0, 1]], [1, "<", 2]),
    "a high power": about([number("2"), number(HUGE), ["^", 0, 1]], [2, "=", 0]),
    "a power of one": about([number("1"), number(HUGE), ["^", 0, 1]], [2, "<", 0]),
    "a long number": about([number("9" * 10_000_000)], [0, "=", 0]),
    "many coordinates": about([number("1"), ["total", 0]], [1, "=", 0], dimension=10**9),
    "no coordinates": about([number("1"), ["total", 0]], [1, "=", 0], dimension=-1),
    "much data": about([number("1"), ["mean", 0]], [1, "=", 0], sample=10**9),
    "no data": about([number("1"), ["mean", 0]], [1, "=", 0], sample=0),
    "many sums": about([number("1/3"), *(["+", *([k] * 2000)] for k in range(90))], [90, "=", 0]),
    "a term in itself": about([["abs", 0]], [0, "=", 0]),
    "a later term": about([["abs", 1], number("1")], [0, "=", 1]),
    "a term before the first": about([number("1"), ["abs", -1]], [1, "=", 0]),
    "a truth": about([number("1"), ["abs", False]], [1, "!=", 0]),
    "no terms": about([], [0, "=", 0]),
    "an empty term": about([[]], [0, "=", 0]),
    "a term of no kind": about([{}], [0, "=", 0]),
    "no relation": about([number("1")], [0, "<>", 0]),
    "a relation of three": about([number("1")], [0, "=", 0, 0]),
    "a private method": about([number("1"), ["_exp", 0], number("9")], [1, "=", 2]),
    "another head": about([number("1"), ["spend", 0], number("9")], [1, "=", 2]),
    "no certificate": {"proof": {}},
    "a dimension in words": about([number("1"), number("2")], [0, "=", 1], dimension="1"),
    "a fraction of a dimension": about([number("1"), number("2")], [0, "=", 1], dimension=1.0),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_refused_at_once(name):
    started = time.process_time()
    assert not is_shown(HOSTILE[name])
    assert time.process_time() - started < 1


def test_hostile_input_takes_little_memory():
    text = (
        "import json, resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))\n"
        "import recheck\n"
        "for line in sys.stdin:\n"
        "    certificate = json.loads(line)\n"
        "    try:\n"
        "        recheck.check(certificate)\n"
        "    except recheck.Bad:\n"
        "        print('refused')\n"
    )
    asked = "\n".join(map(json.dumps, HOSTILE.values()))
    told = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(FILES)!r})\n{text}"],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == ["refused"] * len(HOSTILE)


# ------------------------------------------------------------------------------------------------------------------ intervals


BALLS = {
    "exp": arb.exp,
    "log": arb.log,
    "atan": arb.atan,
    "tanh": arb.tanh,
    "lambertw": arb.lambertw,
    "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    "softplus": lambda z: z.exp().log1p(),
}


@pytest.mark.parametrize("name", BALLS)
@pytest.mark.parametrize("bits", [24, 64, 256])
def test_an_interval_contains_the_values_of_a_function(name, bits):
    chance = random.Random(f"{name} {bits}")
    arithmetic = intervals.Numbers(bits, 10**9)
    for _ in range(1000 // bits):
        ends = [
            Fraction(chance.randint(-(10**3), 10**3), chance.randint(1, 10**3)) / chance.choice([1, 10**5])
            for _ in "ab"
        ]
        ends = sorted(map(abs, ends) if name in ("log", "lambertw") else ends)
        if name == "log" and not ends[0]:
            continue
        found = getattr(arithmetic, name)(intervals.Interval(*ends))
        with ctx.workprec(4 * bits + 64):
            low, high = (BALLS[name](arb(fmpq(x.numerator, x.denominator))) for x in ends)
            below, above = (arb(fmpq(x.numerator, x.denominator)) for x in found)
            assert not below > low
            assert not above < high
            if bits > 24:
                assert above - below <= (high - low) + (1 + abs(high)) * arb(2) ** (20 - bits)


def test_operations_contain_what_they_are_of_their_parts():
    chance = random.Random(0)
    arithmetic = intervals.Numbers(16, 10**9)
    for _ in range(2000):
        a, b = (sorted(Fraction(chance.randint(-99, 99), chance.randint(1, 99)) for _ in "ab") for _ in "ab")
        x, y = (low + (high - low) * Fraction(chance.randint(0, 9), 9) for low, high in (a, b))
        a, b = intervals.Interval(*a), intervals.Interval(*b)
        assert arithmetic.add(a, b).low <= x + y <= arithmetic.add(a, b).high
        assert arithmetic.times(a, b).low <= x * y <= arithmetic.times(a, b).high
        n = chance.randint(0, 5)
        power = arithmetic.power(a, arithmetic.exactly(n))
        assert power.low <= x**n <= power.high
        if not a.low <= 0 <= a.high:
            assert arithmetic.inverse(a).low <= 1 / x <= arithmetic.inverse(a).high
        if a.low >= 0:
            k = chance.randint(2, 5)
            root = arithmetic.root(a, k)
            assert root.low**k <= x <= root.high**k


@pytest.mark.parametrize("name", ["erf", "sinh", "cosh"])
def test_the_value_of_a_function_lies_in_its_interval(name):
    rng = random.Random(name)
    for bits in (64, 256):
        numbers = intervals.Numbers(bits, 10**8)
        for _ in range(200):
            x = Fraction(rng.randint(-(10**6), 10**6), 10**6) * Fraction(2) ** rng.choice((-60, -10, -1, 0, 1, 3))
            found = getattr(numbers, name)(intervals.Interval(x, x))
            with ctx.workprec(600):
                value = getattr(arb(fmpq(x.numerator, x.denominator)), name)()
                low, high = (arb(fmpq(e.numerator, e.denominator)) for e in found)
                assert not value < low
                assert not value > high
            assert found.high - found.low <= max(1, abs(found.high)) * Fraction(2) ** (24 - bits)


def test_pi_lies_in_its_interval():
    for bits in (64, 256):
        found = intervals.Numbers(bits, 10**8).constant("pi")
        with ctx.workprec(600):
            low, high = (arb(fmpq(e.numerator, e.denominator)) for e in found)
            assert low < arb.pi()
            assert arb.pi() < high
    with pytest.raises(recheck.Bad):
        intervals.Numbers(64, 10**8).constant("i")


@pytest.mark.parametrize(
    "conclusion",
    [le(erf(a), a), le(a, pi), lt(atan(a), a / (2 * pi)), le(cosh(a), 1), le(sinh(a), a), le(a, E)],
    ids=str,
)
def test_a_point_with_these_is_re_checked(conclusion):
    found = rechecked(judge("s", Claim(name="a", says="?", conclusion=conclusion)), 30)
    assert (found.verdict, found.rechecked) == (Verdict.REFUTED, True)


def test_a_point_that_the_re_check_does_not_compute_has_no_certificate_and_stays_a_refutation():
    found = rechecked(judge("s", Claim(name="a", says="?", conclusion=le(cos(a), 0))), 30)
    assert (found.verdict, found.rechecked) == (Verdict.REFUTED, False)
    assert found.recheck.reason == "the re-check does not compute cos"


def test_that_a_claim_has_a_value_may_rest_on_a_theorem():
    odds = Claim(
        name="a",
        says="?",
        conclusion=eq(sigmoid(a) / (1 - sigmoid(a)), exp(a)),
        derive=lambda: chain(line("=", exp(a), by=logistic(a))),
    )
    found = rechecked(judge("s", odds), 30)
    assert (found.verdict, found.rechecked) == (Verdict.PROVED, True)
