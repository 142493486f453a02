"""Theorems that something exists: what follows from them is proved and re-checked, and nothing without one of their premises."""

import copy
import json
from dataclasses import replace

import pytest

from verify import (
    Abs,
    Claim,
    Field,
    Instance,
    Lemma,
    Rule,
    Sample,
    Schema,
    Symbol,
    Value,
    Vector,
    chain,
    dot,
    eq,
    exp,
    le,
    line,
    lt,
    norm,
    recheck,
    sign,
    symbols,
)
from verify.facts import greatest, implicit_function, mean_value
from verify.judging.certificates import rechecked
from verify.judging.judge import judge
from verify.kernel.evidence import Evidence, Method
from verify.language.verdict import Outcome, Verdict
from verify.prover.certificates.write import certificate

recheck.load_companions()

u, v, w, k, x_0, z = map(Vector, ("u", "v", "w", "k", "x_0", "z"))
a, a_0, b, c, r, s = symbols("a a_0 b c r s")


def G(u):
    return Field("G", u)


# One vector: G(u) = 0. The branch of G(u) = u - z through x_0 = z.
ONE = implicit_function((u,), (G(u),), (x_0,), r, c, (k,))
REGULAR, NEAR = ONE.premises
one = Claim(
    name="a",
    says="?",
    assuming=(REGULAR, NEAR, lt(norm(u - x_0) ** 2, r**2)),
    exists=(u,),
    conclusion=eq(G(u), 0),
    derive=lambda: chain(line("=", 0), there=ONE),
    instance=Instance({"G": ((u,), u - z)}, {c: 1}),
    example=lambda dim: {u: (0,) * dim, x_0: (0,) * dim, z: (0,) * dim, r: 1},
)
# A number and a vector: N(u) = 1 and G(u) = a N_1(u).
PAIR = implicit_function((a, u), (Value("N", u) - 1, G(u) - a * Field("N_1", u)), (a_0, x_0), r, c, (b, k))
pair = Claim(
    name="a",
    says="?",
    assuming=(*PAIR.premises, eq(Value("N", u), 1)),
    exists=(a, u),
    conclusion=eq(G(u), a * Field("N_1", u)),
    derive=lambda: chain(line("=", a * Field("N_1", u)), there=PAIR),
)
# A largest value of exp(<w, z>) + f(w) on a part of a ball.
TOP = greatest((u,), exp(dot(u, z)) + Value("f", u), x_0, r, (le(Abs(u), c),), x_0, v)
top = Claim(
    name="a",
    says="?",
    assuming=(le(Abs(x_0), c), le(0, r), le(norm(w - x_0), r), le(Abs(w), c), le(norm(u - x_0), r)),
    exists=(u,),
    conclusion=le(exp(dot(w, z)) + Value("f", w), exp(dot(u, z)) + Value("f", u)),
    derive=lambda: chain(line("<=", exp(dot(u, z)) + Value("f", u), by=TOP.says[-1](w)), there=TOP),
    instance=Instance({"f": ((u,), 0 * norm(u))}),
)
TRUE = {"a zero": one, "a largest value": top}
# One number for all coordinates is a vector: u - s has at 0 the square d s^2.
NUMBER = implicit_function((u,), (u - s,), (0,), r, c, (k,))
number = Claim(
    name="a",
    says="?",
    assuming=(le(c**2, 1), NUMBER.premises[1], lt(norm(u) ** 2, r**2)),
    exists=(u,),
    conclusion=eq(u, s),
    derive=lambda: chain(
        line("=", s),
        rules=(
            Rule(
                NUMBER.premises[0],
                chain(line("<=", NUMBER.premises[0].relation.rhs, (1 - c**2) * norm(k) ** 2)),
            ),
        ),
        there=NUMBER,
    ),
)


def is_proved(claim):
    return judge("s", claim).verdict is Verdict.PROVED


def dropped(claim, *parts):
    return replace(claim, assuming=tuple(x for x in claim.assuming if x not in parts))


@pytest.mark.parametrize("name", TRUE)
def test_what_there_is_is_proved_in_every_dimension_with_a_certificate(name):
    found = judge("s", TRUE[name])
    assert (found.verdict, found.scope) == (Verdict.PROVED, "every dimension")
    assert rechecked(found, 30).rechecked
    assert {"a zero": ONE, "a largest value": TOP}[name].name in found.facts


def test_a_pair_of_a_number_and_a_vector_is_found_too():
    from verify.kernel.prove import prove

    assert prove(pair).outcome.value == "holds"
    assert recheck.check(certificate(pair, prove(pair), "s/a")).said[-2] == "there are a (number), u (vector)"


HALF = Schema("half", REGULAR.variables, REGULAR.relation, (lt(4 * REGULAR.assuming[0].lhs, r**2),))
FALSE = {
    "no bound of the derivative": dropped(one, REGULAR),
    "nothing at the start": dropped(one, NEAR),
    "the start at the border": replace(
        dropped(one, NEAR), assuming=(REGULAR, le(NEAR.lhs, NEAR.rhs), *one.assuming[2:])
    ),
    "a bound in half the ball": replace(one, assuming=(HALF, *one.assuming[1:])),
    "a smaller bound": replace(
        one, assuming=(replace(REGULAR, relation=le(REGULAR.relation.lhs / 4, REGULAR.relation.rhs)), *one.assuming[1:])
    ),
    "every vector": replace(one, exists=()),
    "the same for all": replace(one, uniform=(z,), conclusion=eq(G(u) + 0 * z, 0)),
    "a smaller ball": replace(one, assuming=(REGULAR, NEAR, lt(4 * norm(u - x_0) ** 2, r**2))),
    "not the start": replace(one, assuming=(*one.assuming, lt(0, norm(u - x_0)))),
    "another zero": replace(one, conclusion=eq(G(u), u)),
    "two vectors": replace(one, exists=(u, v)),
    "a strictly largest value": replace(top, conclusion=lt(top.conclusion.lhs, top.conclusion.rhs)),
    "outside the ball": dropped(top, le(norm(w - x_0), r)),
    "outside the set": dropped(top, le(Abs(w), c)),
    "an empty set": dropped(top, le(Abs(x_0), c)),
    "a start that is one number": replace(
        number, assuming=(number.assuming[0], lt((0 - s) ** 2, (c * r) ** 2), number.assuming[2])
    ),
    "a bound that may have no value": replace(
        one,
        assuming=(
            replace(REGULAR, relation=le(REGULAR.relation.lhs * (s / s), REGULAR.relation.rhs)),
            *one.assuming[1:],
        ),
        instance=Instance(one.instance.functions, {c: 1, s: 1}),
    ),
    "a ball that may have no value": replace(
        one,
        assuming=(replace(REGULAR, assuming=(lt(REGULAR.assuming[0].lhs * (s / s), r**2),)), *one.assuming[1:]),
        instance=Instance(one.instance.functions, {c: 1, s: 1}),
    ),
    "another centre": replace(top, assuming=(*top.assuming[:-1], le(norm(u - z), r))),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_not_proved(name):
    assert not is_proved(FALSE[name])


def test_a_rule_may_not_use_it():
    law = Schema("G vanishes", (v,), eq(G(u), 0 * v))
    inner = chain(line("=", 0), there=ONE)
    claim = replace(one, derive=lambda: chain(line("=", 0, by=law(z)), rules=(Rule(law, inner),), there=ONE))
    assert "no rule may use it" in str(judge("s", claim).said)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (lambda: implicit_function((u,), (Abs(G(u)),), (x_0,), r, c, (k,)), "need not be smooth"),
        (lambda: implicit_function((u,), (sign(u),), (x_0,), r, c, (k,)), "need not be smooth"),
        (lambda: implicit_function((u,), (G(u),), (u,), r, c, (k,)), "must not speak of what is to be found"),
        (lambda: implicit_function((u,), (G(u),), (x_0,), norm(u), c, (k,)), "must not speak of what is to be found"),
        (lambda: implicit_function((u,), (G(u) + k,), (x_0,), r, c, (k,)), "must not occur elsewhere"),
        (lambda: implicit_function((u,), (norm(u),), (x_0,), r, c, (k,)), "a vector a vector"),
        (lambda: implicit_function((u, v), (G(u), G(v)), (x_0, z), r, c, (k, w)), "one vector, or a real symbol"),
        (lambda: implicit_function((a,), (a - 1,), (a_0,), r, c, (b,)), "one vector, or a real symbol"),
        (
            lambda: implicit_function((Symbol("a", positive=True), u), (dot(u, z), G(u)), (a_0, x_0), r, c, (b, k)),
            "one vector, or a real symbol",
        ),
        (lambda: implicit_function((u,), (G(u),), (Sample("x_n"),), r, c, (k,)), "belongs to a data point"),
        (lambda: implicit_function((u,), (G(u),), (x_0,), z, c, (k,)), "are to be numbers"),
        (lambda: implicit_function((u,), (G(u),), (x_0,), r, z, (k,)), "are to be numbers"),
        (lambda: implicit_function((a, u), (dot(a - z, w), u), (z, 0 * z), r, c, (b, k)), "are to be numbers"),
        (lambda: implicit_function((u,), (G(u), G(u)), (x_0,), r, c, (k,)), "as many equations"),
        (lambda: greatest((u,), norm(u), x_0, r, (lt(Abs(u), c),), x_0, v), "makes a set closed"),
        (lambda: greatest((u,), sign(dot(u, z)), x_0, r, (), x_0, v), "need not be continuous"),
        (lambda: greatest((u,), 1 / dot(u, z), x_0, r, (), x_0, v), "need not be continuous"),
        (lambda: greatest((u,), dot(u, v), x_0, r, (), x_0, v), "must not occur elsewhere"),
        (lambda: greatest((u,), dot(u, z), x_0, norm(u), (), x_0, v), "must not speak of what is to be found"),
    ],
)
def test_what_the_theorem_is_not_about_is_refused(made, why):
    with pytest.raises(ValueError, match=why):
        made().premises  # noqa: B018


def test_another_name_is_no_theorem():
    claim = replace(one, derive=lambda: chain(line("=", 0), there=replace(ONE, name="a wish")))
    assert "a wish" in str(judge("s", claim).said)


# ---- the re-check, given certificates that the engine would not write


@pytest.fixture(params=TRUE)
def shown(request):
    claim = TRUE[request.param]
    return json.loads(json.dumps(certificate(claim, judge("s", claim).by, "s/a")))


def is_shown(changed):
    try:
        recheck.check(changed)
    except recheck.Bad:
        return False
    return True


def the_step(changed):
    return next(k for k, step in enumerate(changed["proof"]["steps"]) if step[0] == "there is")


def test_the_certificate_is_accepted_as_it_is_and_not_without_the_step(shown):
    assert is_shown(copy.deepcopy(shown))
    del shown["proof"]["steps"][the_step(shown)]
    assert not is_shown(shown)


def test_the_step_is_taken_once(shown):
    k = the_step(shown)
    shown["proof"]["steps"].insert(k, copy.deepcopy(shown["proof"]["steps"][k]))
    assert not is_shown(shown)


def test_of_a_claim_for_all_vectors_it_says_nothing(shown):
    shown["exists"] = []
    assert not is_shown(shown)


def test_no_rule_holds_the_step(shown):
    k = the_step(shown)
    step = shown["proof"]["steps"][k]
    zero = shown["conclude"]
    shown["proof"]["steps"][k] = ["rule", {"variables": [], "assume": [], "conclude": zero}, [step]]
    assert not is_shown(shown)


def test_a_start_that_is_one_number_is_a_vector_all_the_same():
    found = judge("s", number)
    assert found.verdict is Verdict.PROVED
    assert rechecked(found, 30).rechecked
    forged = json.loads(json.dumps(certificate(number, found.by, "s/a")))
    assert is_shown(copy.deepcopy(forged))
    terms = forged["terms"]
    near = next(q for q in forged["assume"] if terms[q[0]][0] == "total")
    inner = terms[terms[near[0]][1]][1]
    terms += [["n", "2"], ["^", inner, len(terms)]]
    near[0] = len(terms) - 1
    assert not is_shown(forged)


@pytest.mark.parametrize("place", ["conclude", "assume"])
def test_an_assumption_that_may_have_no_value_says_nothing_of_the_ball(place):
    forged = json.loads(json.dumps(certificate(one, judge("s", one).by, "s/a")))
    terms, schema = forged["terms"], next(q for q in forged["assume"] if isinstance(q, dict))
    r = schema["conclude"] if place == "conclude" else schema["assume"][0]
    forged["symbols"].append(["s", "number", 7, False])
    n = len(terms)
    terms += [["s", len(forged["symbols"]) - 1], ["n", "-1"], ["^", n, n + 1], ["*", r[0], n, n + 2]]
    r[0] = n + 3
    assert not is_shown(copy.deepcopy(forged))
    forged["symbols"][-1][2] = 4  # where s > 0 it has one
    assert is_shown(forged)


def test_what_is_assumed_of_the_unknown_is_shown(shown):
    u_ = shown["exists"][0]
    place = next(k for k, e in enumerate(shown["terms"]) if e == ["s", u_])
    shown["assume"].append([place, "=", shown["conclude"][0] if shown["conclude"][1] == "=" else place])
    shown["assume"].append([shown["conclude"][2], "<", shown["conclude"][0]])
    assert not is_shown(shown)


def test_every_number_in_the_step_counts(shown):
    """Another term, symbol or assumption in one place makes another theorem; a bound variable may have another name."""
    k = the_step(shown)
    accepted = []
    for other in range(len(shown["terms"])):
        for path in paths(shown["proof"]["steps"][k][3]):
            changed = copy.deepcopy(shown)
            holder = changed["proof"]["steps"][k][3]
            for p in path[:-1]:
                holder = holder[p]
            if not isinstance(holder[path[-1]], int) or holder[path[-1]] == other or path == (5,):
                continue
            holder[path[-1]] = other
            if is_shown(changed):
                accepted.append((path, shown["terms"][other]))
    assert not accepted


def paths(part, before=()):
    if isinstance(part, list):
        for n, inner in enumerate(part):
            yield from paths(inner, (*before, n))
    else:
        yield before


def test_what_there_is_stands_for_nothing_else(monkeypatch):
    """Of the number that there is something is known: no theorem for every number is used at it. It would follow that 16 = 0."""
    p, q = Symbol("p"), Vector("q")
    zero = implicit_function((a, u), (a, u), (0, 0 * z), 1, 1, (b, k))
    regular = zero.premises[0]
    renamed = Schema(
        regular.name,
        (p, q, b, k),
        regular.relation.xreplace({a: p, u: q}),
        tuple(r.xreplace({a: p, u: q}) for r in regular.assuming),
    )

    def derive(schema):
        flat = Lemma(le(Abs(2 * a), 0), (line("=", 0),))
        rules = (Rule(schema, chain(line("=", schema.relation.rhs))),)
        return lambda: chain(
            line("<=", 0 * a, by=mean_value(a**2, a, 3, 5, 0)), lemmas=(flat,), rules=rules, there=zero
        )

    for conclusion in (le(16, 0 * a), le(16, 0)):
        false = Claim(name="a", says="?", exists=(a, u), conclusion=conclusion, derive=derive(regular))
        assert judge("s", false).verdict is not Verdict.PROVED
    monkeypatch.setattr("verify.prover.certificates.write.same", lambda schema, other: schema == renamed)
    there_is = recheck.OUTSIDE["there is"]

    def forgotten(s, *said):
        there_is(s, *said)
        s.given = []

    false = Claim(name="a", says="?", exists=(a, u), conclusion=le(Abs(25 - 9 + 0 * a), 0 * a), derive=derive(renamed))
    evidence = Evidence(Method.GRAM, Outcome.HOLDS, "every dimension")
    with monkeypatch.context() as context:
        context.setitem(recheck.OUTSIDE, "there is", forgotten)
        forged = json.loads(json.dumps(certificate(false, evidence, "s/a")))
        recheck.check(copy.deepcopy(forged))
    with pytest.raises(recheck.Bad, match="something is assumed of the variable"):
        recheck.check(forged)
