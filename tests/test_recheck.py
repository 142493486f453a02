"""Small certificates written by hand: each goes where the re-check could forget a side condition."""

import json

import pytest

from verify import recheck

SIGNS = {"number": 7, "positive": 4, "nonnegative": 6, "negative": 1, "label": 5, "samplelabel": 5}


class Certificate:
    """A statement about symbols of these sorts, whose terms are written as nested tuples."""

    def __init__(self, least=1, **symbols):
        self.names, self.terms = list(symbols), []
        self.json = {"claim": "c", "verdict": "PROVED", "least": least, "dimensions": [least, None], "beside": 0}
        self.json |= {"terms": self.terms, "assume": [], "exists": [], "uniform": [], "owed": []}
        self.json["symbols"] = [
            [name, "number" if s in ("positive", "nonnegative", "negative") else s, SIGNS.get(s, 7), False]
            for name, s in symbols.items()
        ]
        self.json["proof"] = {"steps": []}

    def __call__(self, t):
        """The place of a term: a name is a symbol, an int a number."""
        if isinstance(t, int):
            entry = ["n", str(t)]
        elif isinstance(t, str):
            entry = ["s", self.names.index(t)] if t in self.names else ["d"] if t == "d" else ["n", t]
        else:
            named = {"field": 2, "value": 2, "jacobian": 3, "c": 2}.get(t[0], 1)
            entry = [*t[:named], *map(self, t[named:])]
        self.terms.append(entry)
        return len(self.terms) - 1

    def relation(self, left, op, right):
        return [self(left), op, self(right)]

    def assume(self, *r):
        self.json["assume"].append(self.relation(*r))

    def schema(self, variables, r, *premises):
        said = {"variables": [self.names.index(v) for v in variables], "assume": [self.relation(*p) for p in premises]}
        return said | {"conclude": self.relation(*r)}

    def conclude(self, *r):
        self.json["conclude"] = self.relation(*r)

    def step(self, *step):
        self.json["proof"]["steps"].append(list(step))

    def show(self, r, hint):
        self.step("show", self.relation(*r), hint)

    def cite(self, name, args, *hints):
        self.step("cite", name, [self(a) for a in args], list(hints))

    def owe(self, t, hint):
        self.json["owed"].append([self(t), hint])

    def check(self):
        return recheck.check(self.json)

    def refused(self):
        try:
            self.check()
        except recheck.Bad as why:
            return str(why)
        return ""


READ_OFF = ["w"]


def minus(a, b):
    return ("+", a, ("*", -1, b))


def times(*parts):
    return ("*", *parts)


def from_fact(c, k, *r):
    """The hint that a relation is fact k, written as a difference in another way."""
    return ["=", c(minus(r[1], r[0])), ["k", k], []]


# ------------------------------------------------------------------------------------------------ R^0, with no coordinate


def factor_is_zero(least):
    c = Certificate(least, v="vector", b="number")
    c.assume(times("v", "b"), "=", 0)
    c.assume("v", "!=", 0)
    c.conclude("b", "=", 0)
    zero, other = ["zero", [[c(1), 0]]], from_fact(c, 1, "v", 0)
    c.cite("a product is zero only with one of its factors", ["v", "b"], zero, other)
    return c


def number_in_a_sum(least):
    c = Certificate(least, x="nonnegative")
    c.conclude("x", "<=", ("total", "x"))
    c.cite("a term of a sum of nonnegative numbers", ["x"], READ_OFF)
    return c


def number_below_its_norm(least):
    c = Certificate(least, x="number")
    c.conclude(("abs", "x"), "<=", ("norm", "x"))
    c.cite("a coordinate and the norm", ["x"])
    return c


def equation_of_coordinates(least):
    c = Certificate(least, v="vector", b="number")
    c.assume(("+", "b", times(0, "v")), "=", 0)
    c.conclude("b", "=", 0)
    c.show(("b", "=", 0), ["zero", [[c(1), 0]]])
    return c


def excluded_in_each_coordinate(least):
    c = Certificate(least, v="vector")
    c.json |= {"verdict": "VACUOUS"}
    c.json["proof"]["excluded"] = 0
    c.assume(1, "<=", times(0, "v"))
    c.conclude(0, "=", 1)
    c.show((times(0, "v"), "<", 1), READ_OFF)
    return c


def cases_of_a_coordinate(least):
    c = Certificate(least, v="vector", b="number", x="positive")
    c.assume(times(0, "v"), "=", 1)
    c.conclude("b", "=", 0)
    steps = [[["show", c.relation(times(0, t), "!=", 1), READ_OFF]] for t in (times(-1, "x"), 0, "x")]
    c.step("cases", c.relation("b", "=", 0), [[0, 2]], steps)
    return c


def nothing_there_is(least):
    c = Certificate(least, v="vector", t="number", a="number")
    c.json |= {"verdict": "REFUTED", "exists": [1]}
    c.terms += [["n", "0"], ["n", "1"]]
    c.assume("d", "=", least)
    c.conclude(("+", times(0, "v"), times(0, "t"), times(0, "a")), "=", 1)
    fails = ["show", c.relation(("+", times(0, "v"), times(0, "t"), times(0, 1)), "!=", 1), READ_OFF]
    point = {"rule": "point", "dimension": least, "sample": 1, "values": [["0"] * least, None, None]}
    proof = {"rule": "constants", "counter": [[2, c(1)]], "declared": [READ_OFF], "first": [], "steps": [fails]}
    c.json["proof"] = proof | {"point": point}
    return c


@pytest.mark.parametrize(
    "written",
    [
        factor_is_zero,
        number_in_a_sum,
        number_below_its_norm,
        equation_of_coordinates,
        excluded_in_each_coordinate,
        cases_of_a_coordinate,
        nothing_there_is,
    ],
)
def test_what_holds_of_each_coordinate_says_nothing_where_there_is_none(written):
    assert written(1).check()
    assert written(0).refused()


def test_an_equation_does_not_show_that_its_own_terms_have_a_value():
    c = Certificate(x="number")
    c.assume(("^", "x", -1), "=", 2)
    c.conclude("x", "=", "1/2")
    multiples = [[c(times("-1/2", "x")), 0]]
    c.owe("x", ["=", c("1/2"), READ_OFF, multiples])
    c.show(("x", "=", "1/2"), ["zero", multiples])
    assert "no value" in c.refused()
    c.assume("x", "!=", 0)
    c.owe("x", ["=", c(minus(0, "x")), ["k", 1], []])
    assert c.refused()
    c.json["owed"][-1] = [c("x"), ["=", c(times(-1, minus(0, "x"))), ["of", READ_OFF, ["k", 1]], []]]
    assert c.check()


# ------------------------------------------------------------------------------------------------ cases of one coordinate


def in_three_cases(c, vector, size, r, case):
    """A relation by the cases of a coordinate, each shown as a function of its value says."""
    c.conclude(*r)
    steps = [[["show", c.relation(*said), hint]] for said, hint in map(case, (times(-1, size), 0, size))]
    c.step("cases", c.relation(*r), [[c.names.index(vector), c.names.index(size)]], steps)
    return c


def test_a_fact_about_one_coordinate_is_not_added_up_over_all():
    c = Certificate(v="vector", u="vector", x="positive")
    c.assume("v", "<=", "u")

    def case(t):
        hint = ["of", ["=", c(minus("u", t)), ["k", 0], []]]
        return (times("d", t), "<=", ("total", "u")), ["=", c(("total", minus("u", t))), hint, []]

    assert in_three_cases(c, "v", "x", (times("d", "v"), "<=", ("total", "u")), case).refused()


def test_a_fact_about_one_point_of_the_data_is_not_averaged_over_all():
    c = Certificate(s="sample", y="datum", x="positive")
    c.assume("s", "<=", "y")

    def case(t):
        hint = ["of", ["=", c(minus("y", t)), ["k", 0], []]]
        return (t, "<=", ("mean", "y")), ["=", c(("mean", minus("y", t))), hint, []]

    assert in_three_cases(c, "s", "x", ("s", "<=", ("mean", "y")), case).refused()


def test_on_the_line_a_sample_still_has_many_points():
    c = Certificate(s="sample", x="positive")
    c.assume("d", "=", 1)
    c.json["proof"]["line"] = True
    case = lambda t: ((t, "=", ("mean", t)), ["zero", []])  # noqa: E731 - as it is written in a proof
    assert in_three_cases(c, "s", "x", ("s", "=", ("mean", "s")), case).refused()


@pytest.mark.parametrize("sort", ["vector", "sample"])
def test_a_relation_in_one_coordinate_is_shown_by_its_cases(sort):
    c = Certificate(v=sort, u="vector", x="positive")
    c.assume("u", "<=", "v")
    case = lambda t: ((t, "<=", ("abs", t)), READ_OFF)  # noqa: E731 - as it is written in a proof
    assert in_three_cases(c, "v", "x", ("v", "<=", ("abs", "v")), case).check()


# ------------------------------------------------------------------------------------------------------------ theorems


def size(v, p):
    return ("^", ("total", ("^", ("abs", v), p)), ("^", p, -1))


@pytest.mark.parametrize("sort, accepted", [("number", True), ("datum", True), ("vector", False), ("sample", False)])
def test_all_coordinates_are_raised_to_one_power(sort, accepted):
    p, q = ("+", 1, ("exp", "w")), ("+", 1, ("exp", times(-1, "w")))
    c = Certificate(v="vector", u="vector", w=sort)
    falling = c.relation(size("v", p), "<=", size("v", 1))
    between = times(("^", "d", minus(("^", 1, -1), ("^", p, -1))), size("v", p))
    growing = c.relation(size("v", 1), "<=", between)
    hoelder = c.relation(("total", times("u", "v")), "<=", times(size("u", p), size("v", q)))
    cited = [
        (falling, "the norms decrease in p", ["v", 1, p], READ_OFF, READ_OFF),
        (growing, "the norms grow at most by a power of the dimension", ["v", 1, p], READ_OFF, READ_OFF),
        (hoelder, "Hölder's inequality", ["u", "v", p, q], ["zero", []], READ_OFF),
    ]
    for said, *theorem in cited:
        c.json["conclude"], c.json["proof"]["steps"] = said, []
        c.cite(*theorem)
        assert bool(c.refused()) != accepted


@pytest.mark.parametrize("name", ["f_01", "f_\u0661", "f_0", "f_+1", "f_3", "_1", "f"])
def test_only_a_gradient_has_a_symmetric_derivative(name):
    def written(name):
        c = Certificate(u="vector", v="vector", x="vector")
        first = ("total", times("u", ("jacobian", name, 1, "v", "x")))
        c.conclude(first, "=", ("total", times("v", ("jacobian", "f_1", 1, times("u"), "x"))))
        c.cite("the second derivative is symmetric", [first])
        return c

    assert written("f_1").check()
    assert written(name).refused()


# ------------------------------------------------------------------------------------------------------------ bounded work


def equal_to_itself(t, **symbols):
    c = Certificate(**symbols)
    c.conclude(t, "=", t)
    c.show((t, "=", t), ["zero", []])
    return c


def many(number):
    return {f"x_{k}": "number" for k in range(number)}


def doubled(times):
    c = Certificate(x="number")
    place = c("x")
    for _ in range(times):
        c.terms.append(["+", place, place])
        place = len(c.terms) - 1
    c.json["conclude"] = [place, "=", place]
    c.step("show", [place, "=", place], ["zero", []])
    return c


def tower(height):
    return ("^", tower(height - 1), 64) if height else 10


def test_work_is_bounded():
    sum_of = lambda n: ("+", *many(n))  # noqa: E731 - a term
    assert equal_to_itself("10").check() and equal_to_itself(tower(1)).check() and doubled(5).check()
    assert doubled(100).refused()
    assert equal_to_itself(("^", sum_of(5), 2), **many(5)).check()
    assert equal_to_itself("1e99999999").refused()
    assert equal_to_itself(tower(4)).refused()
    assert equal_to_itself(("^", sum_of(60), 3), **many(60)).refused()
    long = equal_to_itself("1")
    long.json["proof"]["steps"] *= 2_000
    assert long.refused()
    assert equal_to_itself(("+", *(("exp", x) for x in many(1500))), **many(1500)).refused()


# ----------------------------------------------------------------------------------------------------- what is printed


def printed(t, **symbols):
    c = equal_to_itself(t, **symbols)
    return c.refused() or [*c.check().statement()][-1].strip().split(" = ")[0]


def test_a_product_is_not_printed_as_a_difference():
    assert printed(times("x", -1), x="number") == "x·(-1)"
    assert printed(times("1/2", "x"), x="number") == "(1/2)·x"
    assert printed(("c", "e")) == "exp(1)"


def test_a_relation_of_coordinates_is_printed_as_one():
    c = Certificate(v="vector", y="datum", s="sample")
    said = [c.relation(x, "!=", 0) for x in (*c.names, ("total", "v"), ("mean", "s"), ("total", ("mean", "s")))]
    checker = recheck.Checker(c.json)
    shown = [checker.show_relation(checker.relation(r)) for r in said]
    assert shown[:3] == ["v ≠ 0 for each i", "y ≠ 0 for each n", "s ≠ 0 for each i and n"]
    assert shown[3:] == ["Σᵢ[v] ≠ 0", "avgₙ[s] ≠ 0 for each i", "Σᵢ[avgₙ[s]] ≠ 0"]


@pytest.mark.parametrize("name", ["1", "d", "pi", "exp", "|x|", "x = 0", "x\n  with 0 = 1", "\u0445", "x ", "f", "f_1"])
def test_a_name_is_not_printed_as_anything_else(name):
    for symbol, function in ((name, "f"), ("y", name)):
        term = ("+", "x", ("value", "f", "v"), ("field", "f_1", "v"))
        c = equal_to_itself(term, x="number", v="vector")
        c.json["symbols"][0][0] = symbol
        for entry in c.terms:
            if entry[0] == "value":
                entry[1] = function
        assert bool(c.refused()) == ((symbol, function) != ("y", "f"))


def test_what_is_supposed_of_functions_is_printed():
    c = equal_to_itself(("+", ("value", "f", "v", "v"), ("total", ("field", "f_2", "v", "v"))), v="vector")
    assert "  and all smooth functions f (number), f_2 (gradient of f in argument 2)" in c.check().statement()


@pytest.mark.parametrize("claim", ["", "a: PROVED\\n    1 = 0", "a\\r", 3, ["a"], None])
def test_the_name_of_a_claim_is_a_name(claim, tmp_path, capsys):
    c = equal_to_itself("1")
    path = tmp_path / "certificates.jsonl"
    for name, code in (("lemma-3/gap", 0), (claim, 1)):
        c.json["claim"] = name
        path.write_text(json.dumps(c.json), encoding="utf-8")
        assert recheck.main(str(path)) == code
    assert "1 shown, 0 refused" in capsys.readouterr().out


# ------------------------------------------------------------------------------------------------------ what there is


def test_what_is_the_same_for_all_is_chosen_before_they_are():
    c = Certificate(u="number", c="number", x="number")
    for r in (("u", "<", 0), (0, "<", "u"), ("c", "<", 0), (0, "<", "c")):
        c.assume(*r)
    c.conclude("x", "=", "x")
    c.json |= {"exists": [1], "uniform": [0]}
    c.json["proof"] |= {"witness": [[1, c(0)]], "declared": [READ_OFF]}
    c.show((0, "<", 0), ["=", c(("+", minus(0, "u"), minus("u", 0))), ["of", ["k", 0], ["k", 1]], []])
    c.show(("x", "=", "x"), ["zero", []])
    assert c.refused()
    del c.json["assume"][2:]
    assert c.check()
    c.json["proof"]["witness"] = [[1, c("u")]]
    assert c.refused()


def test_in_r0_a_constant_vector_has_no_coordinate():
    def written(dimension):
        c = Certificate(0, v="vector")
        c.json["verdict"] = "REFUTED"
        c.assume("d", "=", dimension)
        c.conclude(("field", "f", "v"), "=", 0)
        point = {"dimension": dimension, "sample": 1, "values": [["0"] * dimension]}
        c.json["proof"] = {"rule": "choice", "functions": {"f": [[0], c(1)]}, "constants": [], "shown": []} | point
        return c

    assert "  and all functions f (vector)" in written(1).check().statement()
    assert written(0).refused()


@pytest.mark.parametrize("t", ["x", 1, "d", ("exp", "x"), ("max", "x", "y"), ("max", "x")])
@pytest.mark.parametrize("hints", [[], [READ_OFF], [READ_OFF, READ_OFF]])
def test_a_sign_by_parts_is_refused_where_parts_tell_nothing(t, hints):
    """In one line, as everything: a term that has no parts, too."""
    c = Certificate(1, x="positive", y="positive")
    c.conclude(0, "<", t)
    c.show((0, "<", t), ["=", c(t), ["of", *hints], []])
    assert c.refused()
